"""What a manifest or a line of JSON states about a report: url, publisher, title, date, id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trackrecord.collect.given_date import given_date

# The first name is the documented one; the others are what exports of feed readers and archives call it.
_URL = ("url", "link")
_PUBLISHER = ("publisher", "outlet", "site", "source")
_TITLE = ("title", "headline")
_PUBLISHED = ("published", "date", "publication_date", "published_at")
_ID = ("id",)
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of one report; None where nothing is. ``published`` is EDTF."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    given_id: str | None = None
    notes: tuple[str, ...] = ()

    def over(self, other: Stated) -> Stated:
        """Return this, with what it lacks filled in from *other*."""
        return Stated(
            self.url or other.url,
            self.publisher or other.publisher,
            self.title or other.title,
            self.published or other.published,
            self.given_id or other.given_id,
            self.notes + other.notes,
        )


NOTHING_STATED = Stated()


def stated(record: Mapping[str, object]) -> Stated:
    """Read what *record* states. Values of the wrong type are passed over; a bad date becomes a note."""
    published, note = given_date(_first(record, _PUBLISHED))
    return Stated(
        _line_of_text(_first(record, _URL)),
        _line_of_text(_first(record, _PUBLISHER)),
        _line_of_text(_first(record, _TITLE)),
        published,
        _line_of_text(_first(record, _ID)),
        () if note is None else (note,),
    )


def _first(record: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((record[key] for key in keys if record.get(key) not in (None, "")), None)


def _line_of_text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    # Lone surrogates, which JSON can spell, cannot be written to a file or database.
    text = str(value)[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
    return " ".join(text.replace("\0", " ").split()) or None
