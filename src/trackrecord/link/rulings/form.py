"""A ruling as JSON, as it goes from one ledger to another: one object a line."""

from __future__ import annotations

from typing import Any

from trackrecord.errors import RulingError
from trackrecord.link.rulings.making import made, said
from trackrecord.types import Ruling

_NEEDED = ("kind", "subject", "by", "at", "reason")


def ruling_to_json(ruling: Ruling) -> dict[str, Any]:
    """Return the form of a ruling: its fields, with ``value`` as an object."""
    value = said(ruling) if ruling.value is not None else None
    return {
        "id": ruling.id,
        "kind": ruling.kind,
        "subject": ruling.subject,
        "value": value,
        "by": ruling.by,
        "at": ruling.at,
        "reason": ruling.reason,
    }


def ruling_from_json(form: Any) -> Ruling:
    """Return the ruling whose form is *form*, checked anew; one written by hand needs no ``id``.

    Raises :class:`~trackrecord.errors.RulingError` where something is missing or does not fit, or where the id does not
    follow from the rest.
    """
    if not isinstance(form, dict):
        raise RulingError("ruling", "it is no JSON object", "Write one object a line")
    missing = [key for key in _NEEDED if not isinstance(form.get(key), str)]
    if missing:
        step = f"A ruling has {', '.join(_NEEDED)}, and value where its kind needs one"
        raise RulingError(str(form.get("id", "ruling"))[:80], f"it has no {missing[0]}", step)
    value = form.get("value")
    if value is not None and not isinstance(value, dict):
        raise RulingError(form["subject"][:80], "its value is no JSON object", "See the page of rulings")
    ruling = made(form["kind"], form["subject"], value, by=form["by"], reason=form["reason"], at=form["at"])
    if form.get("id") not in (None, ruling.id):
        step = "It was altered after it was made: ask for it anew, or leave the id out"
        raise RulingError(str(form["id"])[:80], "its id does not follow from its content", step)
    return ruling
