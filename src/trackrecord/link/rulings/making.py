"""A ruling from its parts: checked, in one form, with the id that follows from its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from trackrecord.errors import RulingError
from trackrecord.link.rulings.fields import wrong_value
from trackrecord.link.rulings.subjects import ITEM_KINDS, NAMED_BY, Subject
from trackrecord.types import Ruling, RulingKind, Status

_JOINED = ("party", "thread", "story", "occasion", "figure", "deed")
_ABOUT: Mapping[RulingKind, tuple[str, ...]] = {
    "accept": (*ITEM_KINDS, "thread", "corruption"),
    "reject": (*ITEM_KINDS, "corruption"),
    "correct": ITEM_KINDS,
    "join": _JOINED,
    "split": _JOINED,
    "set_status": ("thread",),
    "undo": ("ruling",),
}
"""What each kind of ruling can be about. A deed is joined to, or split from, a thread."""
_LONGEST = 4000


def made(
    kind: str,
    subject: str,
    value: Mapping[str, Any] | None = None,
    *,
    by: str,
    reason: str,
    at: str | None = None,
) -> Ruling:
    """Return the ruling with its id. *at* is an ISO day or time (taken as UTC where it names no zone), now if None.

    *value* is, for ``accept`` of a thread, ``{"status": …}``, the status that is accepted; for ``correct``, ``{"field": …, "value": …}``; for ``join`` ``{"with": SUBJECT}``; for ``split``
    ``{"from": [SUBJECT, …]}``; for ``set_status`` ``{"status": …}``. Raises :class:`~trackrecord.errors.RulingError`
    where the parts do not fit together; whether the subject is there is not asked.
    """
    if kind not in get_args(RulingKind):
        raise RulingError(
            subject, f"“{kind}” is no kind of ruling", f"There are {', '.join(get_args(RulingKind))}"
        )
    about = _subject(subject)
    known: RulingKind = kind  # type: ignore[assignment]  # looked up above
    if about.noun not in _ABOUT[known]:
        step = f"It can be about: {', '.join(_ABOUT[known])}"
        raise RulingError(subject, f"a {about.noun} cannot be the subject of “{kind}”", step)
    held = _value(known, about, dict(value or {}))
    text = (
        json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        if held
        else None
    )
    name, why = _line(by), reason.strip()
    if not name:
        raise RulingError(
            subject, "nobody's name is given", "Say who rules: --by NAME, or set TRACKRECORD_NAME"
        )
    if len(why) > _LONGEST or len(name) > 200:
        raise RulingError(
            subject, "the name or the reason is too long", f"A reason has at most {_LONGEST} characters"
        )
    _must_be_text(subject, text or "", name, why)
    when = _time(at, subject)
    return Ruling(
        ruling_id(known, str(about), text, name, when, why), known, str(about), text, name, when, why
    )


def ruling_id(kind: str, subject: str, value: str | None, by: str, at: str, reason: str) -> str:
    """Return the id of a ruling: ``R`` and sixteen hex digits that follow from all the rest of it."""
    parts = json.dumps([kind, subject, value, by, at, reason], ensure_ascii=True)
    return "R" + hashlib.sha256(parts.encode("ascii")).hexdigest()[:16]


def said(ruling: Ruling) -> dict[str, Any]:
    """Return a ruling's value as a dictionary; empty where it has none."""
    try:
        found = json.loads(ruling.value) if ruling.value else {}
    except ValueError:
        return {"": ruling.value}  # what no ruling that was made here holds
    return found if isinstance(found, dict) else {"": found}


def _subject(text: Any) -> Subject:
    try:
        return Subject.parsed(text)
    except (TypeError, ValueError) as error:
        raise RulingError(
            str(text)[:80], str(error), "Copy it from `trackrecord review` or from a page"
        ) from None


def _value(kind: RulingKind, about: Subject, value: dict[str, Any]) -> dict[str, Any]:
    """Return the value in its one form. Raises ``RulingError`` where it does not fit the kind."""
    wanted = _KEYS[kind]
    if kind == "accept" and about.noun == "thread" and value:
        wanted = frozenset(("status",))
    if set(value) != wanted:
        listed = ", ".join(sorted(wanted)) or "nothing"
        raise RulingError(
            str(about), f"the value of “{kind}” must hold {listed}", "See `trackrecord rule --help`"
        )
    if kind == "correct":
        wrong = wrong_value(NAMED_BY[about.noun], str(value["field"]), value["value"])
        if wrong:
            raise RulingError(str(about), wrong, "Give another value; nothing was written")
    elif "status" in wanted:
        if value["status"] not in get_args(Status):
            listed = ", ".join(get_args(Status))
            raise RulingError(str(about), f"“{value['status']}” is no status", f"There are {listed}")
    elif kind == "join":
        return {"with": str(_other(about, value["with"]))}
    elif kind == "split":
        given = value["from"] if isinstance(value["from"], list | tuple) else [value["from"]]
        others = sorted({str(_other(about, each)) for each in given})
        if not others:
            raise RulingError(str(about), "there is nothing to split it from", "It stands alone already")
        return {"from": others}
    return value


_KEYS: Mapping[RulingKind, frozenset[str]] = {
    "accept": frozenset(),
    "reject": frozenset(),
    "undo": frozenset(),
    "correct": frozenset(("field", "value")),
    "join": frozenset(("with",)),
    "split": frozenset(("from",)),
    "set_status": frozenset(("status",)),
}


def _other(about: Subject, text: Any) -> Subject:
    """Return the other side of a join or split: of the same noun, or the thread of a deed."""
    other, wanted = _subject(text), "thread" if about.noun == "deed" else about.noun
    if other.noun != wanted:
        raise RulingError(
            str(about), f"a {about.noun} goes with a {wanted}, not with a {other.noun}", f"Name a {wanted}"
        )
    if other == about:
        raise RulingError(str(about), "it is named on both sides", "Name two different ones")
    return other


def _must_be_text(subject: str, *texts: str) -> None:
    """Refuse half characters (lone surrogates), which no file can hold."""
    try:
        "".join((subject, *texts)).encode("utf-8")
    except UnicodeEncodeError:
        raise RulingError(
            ascii(subject[:80]), "a text holds half a character (a lone surrogate)", "Write it anew"
        ) from None


def _line(text: str) -> str:
    return " ".join(text.split())


def _time(at: str | None, subject: str) -> str:
    """Return a time as ISO in UTC, to the microsecond, ending in ``Z``."""
    try:
        when = datetime.now(UTC) if at is None else datetime.fromisoformat(at)
    except (TypeError, ValueError):
        raise RulingError(
            subject, f"“{at}” is no time", "Write it as 2026-11-27 or 2026-11-27T18:30:00Z"
        ) from None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.isoformat(timespec="microseconds").replace("+00:00", "Z")
