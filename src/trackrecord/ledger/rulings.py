"""Rulings in the ledger: appended, never altered, each once whatever ledger it comes from.

A ruling that may change what is linked or found marks the links as no longer current; the next relink applies it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from trackrecord.errors import RulingError
from trackrecord.ledger.opening import explained, writing
from trackrecord.ledger.stored import load_reading, report_ids
from trackrecord.link.rulings.making import made, ruling_id, said
from trackrecord.link.rulings.standing import Conflict, Standing, conflicts, standings
from trackrecord.link.rulings.subjects import ITEM_KINDS, Places, Subject, parsed_or_none, subject_of
from trackrecord.types import Reading, Ref, Ruling

_COLUMNS = "id, kind, subject, value, by, at, reason"
_TICK = timedelta(microseconds=1)


def load(connection: Connection, subject: str | None = None) -> list[Ruling]:
    """Return the rulings (on one subject) in order of time."""
    query = f"SELECT {_COLUMNS} FROM ruling WHERE ? IS NULL OR subject = ? ORDER BY at, id"
    return [Ruling(*row) for row in connection.execute(query, (subject, subject))]


def append(connection: Connection, path: Path, rulings: Iterable[Ruling]) -> int:
    """Write the rulings that are not in yet, in one transaction; return how many were new.

    Raises :class:`~trackrecord.errors.RulingError` where one has another id than follows from its content.
    """
    listed = list(rulings)
    for r in listed:
        if r.id != ruling_id(r.kind, r.subject, r.value, r.by, r.at, r.reason):
            step = "It was altered after it was made: ask for it anew"
            raise RulingError(r.id, "its id does not follow from its content", step)
    with explained(path):
        known = {id_ for (id_,) in connection.execute("SELECT id FROM ruling")}
    new = list({r.id: r for r in listed if r.id not in known}.values())
    if not new:
        return 0
    with writing(connection, path):
        before = connection.total_changes
        connection.executemany(
            f"INSERT OR IGNORE INTO ruling ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(r.id, r.kind, r.subject, r.value, r.by, r.at, r.reason) for r in new],
        )
        added = connection.total_changes - before
        if added and any(r.kind != "accept" for r in new):
            connection.execute("UPDATE linking SET current = 0")
    return added


def make(
    connection: Connection,
    path: Path,
    kind: str,
    subject: str,
    value: Mapping[str, Any] | None,
    *,
    by: str,
    reason: str,
    at: str | None,
) -> Ruling:
    """Make a ruling on something that is there, and write it.

    *subject*, and what *value* names, may also be ids (of a thread, party, story, occasion or ruling, or the beginning of one)
    and references as findings write them (``REPORT:commitment:3``). A split without ``from`` is from all with which it
    stands now. *at* is now where None, and never before the latest ruling of the same second.
    """
    with explained(path):
        about = _level(kind, named(connection, subject))
        parts = _spelt_out(connection, kind, about, dict(value or {}))
        if at is None:
            at = _now(connection)
        ruling = made(kind, about, parts, by=by, reason=reason, at=at)
        _must_be_there(connection, ruling)
    append(connection, path, [ruling])
    return ruling


def standing_of_all(connection: Connection, rulings: Iterable[Ruling]) -> tuple[Standing, ...]:
    """Return how each of *rulings* stands over the readings of the ledger, in order of time."""
    listed = list(rulings)
    readings = _readings_named(connection, listed)
    return standings(listed, Places(readings), _threads(connection))


def conflicts_of_all(connection: Connection, some: Iterable[Standing]) -> tuple[Conflict, ...]:
    """Return where people decided contrary to each other."""
    return conflicts(list(some), _threads(connection))


def history(connection: Connection, subject: str) -> list[Standing]:
    """Return how all rulings on a subject stand, in order of time: on the same item or thread, and what undid them.

    Joins and splits are told of for both sides.
    """
    text = named(connection, subject)
    every = standing_of_all(connection, load(connection))
    about = Subject.parsed(text)
    reading = load_reading(connection, about.report)
    place = Places([reading] if reading is not None else []).item(about)
    threads = _threads(connection)
    wanted = {place} if place is not None else set()
    if about.noun == "thread" and place in threads:
        wanted = {ref for ref, thread in threads.items() if thread == threads[place]}
    found: dict[str, Standing] = {}
    for standing in every:
        named_there = {standing.ruling.subject, *_named_in(standing.ruling)}
        undoes = standing.ruling.kind == "undo" and standing.place in found
        if text in named_there or undoes or wanted.intersection({standing.place, *standing.others}):
            found[standing.ruling.id] = standing
    return list(found.values())


def named(connection: Connection, text: str, noun: str | None = None) -> str:
    """Return the subject that *text* names: a subject, an id or the beginning of one, or a reference.

    Raises :class:`~trackrecord.errors.RulingError` where it names nothing or more than one thing.
    """
    text = text.strip()
    if parsed_or_none(text) is not None:
        return text
    parts = text.split(":")
    if len(parts) == 3 and parts[1] in ITEM_KINDS and parts[2].isdigit():
        reading = load_reading(connection, parts[0])
        ref = Ref(parts[0], parts[1], int(parts[2]))
        if reading is not None:
            try:
                return subject_of(reading, ref)
            except IndexError:
                pass
        raise _nothing(text)
    return _of_id(connection, text, noun)


_BY_ID = {
    "T": (
        "thread",
        "SELECT report, 'commitment', commitment FROM thread_mention WHERE thread = ? ORDER BY item",
    ),
    "P": (
        "party",
        "SELECT report, 'party', party FROM linked_party_member WHERE linked_party = ? ORDER BY item",
    ),
    "O": ("occasion", "SELECT report, 'event', event FROM occasion_event WHERE occasion = ? ORDER BY item"),
    "S": ("story", "SELECT report, 'report', 0 FROM story_member WHERE story = ? ORDER BY item"),
}
_TABLES = {"T": "thread", "P": "linked_party", "O": "occasion", "S": "story", "R": "ruling"}


def _of_id(connection: Connection, text: str, noun: str | None) -> str:
    table = _TABLES.get(text[:1])
    if table is None or len(text) < 4 or not text[1:].isalnum():
        raise _nothing(text)
    query = f"SELECT id FROM {table} WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 2"
    found = [id_ for (id_,) in connection.execute(query, (len(text), text))]
    if len(found) != 1:
        raise (
            _nothing(text)
            if not found
            else RulingError(
                text,
                f"more than one {table.replace('linked_', '')} has an id that begins so",
                "Give more of it",
            )
        )
    if table == "ruling":
        return str(Subject("ruling", found[0]))
    told, members = _BY_ID[text[0]]
    report, kind, index = connection.execute(members, (found[0],)).fetchone()
    if told == "story":
        return str(Subject("story", report))
    reading = load_reading(connection, report)
    if reading is None:
        raise _nothing(text)
    return subject_of(reading, Ref(report, kind, index), noun or told)


def _nothing(text: str) -> RulingError:
    step = (
        "Name it as `trackrecord review` or a page does, or by an id that `trackrecord report --json` shows"
    )
    return RulingError(text[:80], "there is no such thing in the ledger", step)


def _spelt_out(connection: Connection, kind: str, subject: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return *value* with ids made subjects, and a split's ``from`` filled in where it is not given."""
    about = Subject.parsed(subject)
    if kind == "accept" and about.noun == "thread" and not value:
        return _status_now(connection, about)
    if kind == "join" and isinstance(value.get("with"), str):
        return {**value, "with": _level(kind, named(connection, value["with"]), about.noun)}
    if kind != "split":
        return value
    given = value.get("from")
    if given:
        listed = given if isinstance(given, list | tuple) else [given]
        return {**value, "from": [_level(kind, named(connection, str(each)), about.noun) for each in listed]}
    return {**value, "from": _company(connection, about)}


def _level(kind: str, subject: str, beside: str = "") -> str:
    """Return the thread of a commitment, or the occasion of an event, where the ruling is of one: an item is named easier."""
    about = Subject.parsed(subject)
    across = {"commitment": "thread", "event": "occasion"}.get(about.noun)
    if across is not None and (kind in ("set_status", "join", "split") or beside == across):
        return str(about.named(across))
    return subject


def _status_now(connection: Connection, about: Subject) -> dict[str, Any]:
    """Return the status of a thread as it stands, which is what is accepted; nothing where it has none."""
    reading = load_reading(connection, about.report)
    place = None if reading is None else Places([reading]).item(about)
    row = (
        None
        if place is None
        else connection.execute(
            "SELECT f.value FROM thread_mention AS m JOIN finding AS f ON f.subject = m.thread AND f.kind = 'status'"
            " WHERE m.report = ? AND m.commitment = ?",
            (place.report, place.index),
        ).fetchone()
    )
    return {} if row is None else {"status": row[0]}


_COMPANY = {
    "party": (
        "SELECT b.report, b.party FROM linked_party_member AS a JOIN linked_party_member AS b"
        " ON b.linked_party = a.linked_party WHERE a.report = ? AND a.party = ? ORDER BY b.report, b.party"
    ),
    "thread": (
        "SELECT b.report, b.commitment FROM thread_mention AS a JOIN thread_mention AS b ON b.thread = a.thread"
        " WHERE a.report = ? AND a.commitment = ? ORDER BY b.report, b.commitment"
    ),
    "occasion": (
        "SELECT b.report, b.event FROM occasion_event AS a JOIN occasion_event AS b ON b.occasion = a.occasion"
        " WHERE a.report = ? AND a.event = ? ORDER BY b.report, b.event"
    ),
    "deed": (
        "SELECT m.report, m.commitment FROM thread_deed AS d JOIN thread_mention AS m ON m.thread = d.thread"
        " WHERE d.report = ? AND d.deed = ? ORDER BY m.report, m.commitment"
    ),
    "figure": (
        "SELECT b_report, b_item FROM figure_pair WHERE a_report = ?1 AND a_item = ?2"
        " UNION SELECT a_report, a_item FROM figure_pair WHERE b_report = ?1 AND b_item = ?2 ORDER BY 1, 2"
    ),
}
_COMPANY_NOUN = {"deed": "thread"}


def _company(connection: Connection, about: Subject) -> list[str]:
    """Return all with which the subject stands in one party, thread, occasion, story or pair now."""
    if about.noun == "story":
        query = (
            "SELECT b.report FROM story_member AS a JOIN story_member AS b ON b.story = a.story"
            " WHERE a.report = ?1 AND b.report <> ?1 ORDER BY b.report"
        )
        return [str(Subject("story", report)) for (report,) in connection.execute(query, (about.report,))]
    reading = load_reading(connection, about.report)
    place = None if reading is None else Places([reading]).item(about)
    if place is None or about.noun not in _COMPANY:
        return []
    noun = _COMPANY_NOUN.get(about.noun, about.noun)
    kind = {"thread": "commitment", "occasion": "event"}.get(noun, noun)
    found = []
    for report, index in connection.execute(_COMPANY[about.noun], (place.report, place.index)).fetchall():
        other = load_reading(connection, report)
        if other is not None and (report, kind, index) != place:
            found.append(subject_of(other, Ref(report, kind, index), noun))  # type: ignore[arg-type]  # a kind of item
    return found


def _must_be_there(connection: Connection, ruling: Ruling) -> None:
    rulings = load(connection) if ruling.kind == "undo" else []
    places = Places(_readings_named(connection, [ruling]))
    (found,) = [s for s in standings([*rulings, ruling], places) if s.ruling.id == ruling.id]
    if found.state == "unplaced":
        raise RulingError(ruling.subject, found.because, "Look for it with `trackrecord review` or on a page")


def _now(connection: Connection) -> str:
    """Return the time; where the latest ruling is of this very moment or (by clocks apart) of the next second, after it."""
    now = datetime.now(UTC)
    (text,) = connection.execute("SELECT max(at) FROM ruling").fetchone()
    try:
        latest = datetime.fromisoformat(text) if text else None
    except ValueError:
        latest = None
    if latest is not None and latest.tzinfo is not None and now <= latest < now + timedelta(seconds=1):
        now = latest + _TICK
    return now.isoformat()


def _readings_named(connection: Connection, rulings: Iterable[Ruling]) -> list[Reading]:
    """Return the readings of the reports that *rulings* speak of, so that others need not be loaded."""
    wanted: set[str] = set()
    for ruling in rulings:
        texts = [ruling.subject, *_named_in(ruling)]
        wanted |= {s.report for t in texts if (s := parsed_or_none(t)) is not None}
    there = wanted.intersection(report_ids(connection, read=True))
    return [r for report in sorted(there) if (r := load_reading(connection, report)) is not None]


def _named_in(ruling: Ruling) -> list[str]:
    value = said(ruling)
    given = value.get("from") or value.get("with") or []
    return [given] if isinstance(given, str) else [str(each) for each in given]


def _threads(connection: Connection) -> dict[Ref, str]:
    return {
        Ref(report, "commitment", index): thread
        for thread, report, index in connection.execute(
            "SELECT thread, report, commitment FROM thread_mention"
        )
    }
