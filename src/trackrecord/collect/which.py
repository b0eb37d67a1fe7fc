"""Which of what a source names to take: by address, host, language and day. What states nothing of a thing passes."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Which:
    """Conditions that all must hold; an empty one lets everything through.

    ``urls`` are patterns with ``*`` and ``?`` over the whole address, of which one must fit; ``hosts`` are names, which
    stand for their subdomains, too; ``languages`` are ISO 639-1 codes. ``since`` and ``until`` are ISO days, both
    inclusive: the day of publication where a list states it, and the day of fetching in an archive.
    """

    urls: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def all(self) -> bool:
        """Whether everything is let through."""
        return not (self.urls or self.hosts or self.languages or self.since or self.until)

    def takes(self, url: str | None, *, day: str | None = None, language: str | None = None) -> bool:
        """Whether something with this address, day (ISO or EDTF) and language is to be taken."""
        if self.urls and not any(fnmatchcase(url or "", pattern) for pattern in self.urls):
            return False
        if self.hosts and not self._has_host(url):
            return False
        if self.languages and language:
            # `en-GB`, `eng` and `English` are all said of English.
            spoken = language.strip().lower()
            if not any(spoken[:2] == each.lower()[:2] for each in self.languages):
                return False
        if day is None:
            return True
        # A month or year passes where any day of it would: compared as far as it is written.
        written = day[:10].rstrip("~?%/")
        size = len(written)
        return (self.since is None or written >= self.since[:size]) and (
            self.until is None or written <= self.until[:size]
        )

    def _has_host(self, url: str | None) -> bool:
        try:
            host = (urlsplit(url or "").hostname or "").rstrip(".")
        except ValueError:
            return False
        return any(
            host == each or host.endswith("." + each) for each in (h.lower().strip(".") for h in self.hosts)
        )


EVERYTHING = Which()
