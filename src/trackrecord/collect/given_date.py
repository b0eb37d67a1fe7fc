"""The publication date that a manifest, a line or a caller gives, as an EDTF date or a reason to refuse it."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(
    r"([0-9]{4})(?:-?([0-9]{2})(?:-?([0-9]{2})"
    r"(?:[T ][0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?\s?(?:Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?)?)?"
)
_EARLIEST_YEAR = 1500


def given_date(value: object) -> tuple[str | None, str | None]:
    """Return ``(edtf, None)`` for an accepted date, ``(None, note)`` for a refused one, ``(None, None)`` for none.

    Accepted are ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` and ISO 8601 date-times, of which the date *as written*
    is kept: the time zone does not move it, because a newspaper's date is the one on its page.
    """
    written = "" if value is None else str(value).strip()
    if not written or isinstance(value, bool):
        return None, None
    match = _WRITTEN.fullmatch(written[:64])
    if match is None or len(written) > 64:
        return None, _refusal(written, "it is not YYYY, YYYY-MM, YYYY-MM-DD or an ISO date-time")
    year, month, day = match.groups()
    if int(year) < _EARLIEST_YEAR:
        return None, _refusal(written, "the year is too early for a news report")
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None, _refusal(written, "there is no such day")
    return "-".join(part for part in (year, month, day) if part), None


def _refusal(written: str, cause: str) -> str:
    shown = written if len(written) <= 40 else written[:40] + "…"
    return f"the publication date “{shown}” was not taken: {cause}"
