"""Links between the pages: addresses on a server, or paths in a published folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlencode


class Site(Protocol):
    """What a template asks to make a link."""

    @property
    def static(self) -> bool:
        """Whether there is no server behind the pages."""
        ...

    def page(self, name: str, /, **asked: object) -> str:
        """Return the address of a page by its name ("commitments"), with what is asked of it."""
        ...

    def thing(self, listing: str, id_: str, /, **asked: object) -> str:
        """Return the address of one thing."""
        ...

    def file(self, name: str) -> str:
        """Return the address of a static file."""
        ...


@dataclass(frozen=True, slots=True)
class ServedSite:
    """Addresses on the local server. The day as of which the record is read goes along with every link."""

    as_of: str | None = None
    static: bool = False

    def page(self, name: str, /, **asked: object) -> str:
        """Return ``/NAME?…``; the overview is ``/``."""
        return f"/{quote(name)}" + self._query(asked)

    def thing(self, listing: str, id_: str, /, **asked: object) -> str:
        """Return ``/LISTING/ID?…``, with ``#…`` where *asked* names a ``place``."""
        place = asked.pop("place", None)
        at = f"#{quote(str(place))}" if place else ""
        return f"/{listing}/{quote(id_, safe='')}" + self._query(asked) + at

    def file(self, name: str) -> str:
        """Return ``/static/NAME``."""
        return f"/static/{name}"

    def _query(self, asked: dict[str, object]) -> str:
        pairs = {k: v for k, v in {**asked, "as_of": self.as_of}.items() if v not in (None, "", False)}
        # A page that lets go of the day says so by an empty one.
        if asked.get("as_of") == "":
            pairs.pop("as_of", None)
        elif asked.get("as_of"):
            pairs["as_of"] = asked["as_of"]
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """Paths in a published folder, seen from a page that lies *depth* folders down."""

    depth: int = 0
    static: bool = True

    def page(self, name: str, /, **asked: object) -> str:
        """Return the file of a page; a list has a file for each of its pages, and no filters."""
        number = asked.get("page")
        of = f"-{number}" if number not in (None, 1, "1") else ""
        return self._up() + f"{name or 'index'}{of}.html"

    def thing(self, listing: str, id_: str, /, **asked: object) -> str:
        """Return the file of one thing."""
        place = asked.get("place")
        at = f"#{quote(str(place))}" if place else ""
        return self._up() + f"{listing}/{quote(id_, safe='')}.html" + at

    def file(self, name: str) -> str:
        """Return the path of a static file."""
        return self._up() + f"static/{name}"

    def _up(self) -> str:
        return "../" * self.depth
