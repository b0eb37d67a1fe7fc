"""Put a document together from the ledger: what is said of a commitment, each line with the number of its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trackrecord.errors import TrackrecordError
from trackrecord.ledger import Ledger
from trackrecord.ledger.browse.listing import Asked, rows_of
from trackrecord.ledger.browse.tables import COMMITMENTS
from trackrecord.show.web.site import ServedSite
from trackrecord.show.web.views import Ask, MissingError
from trackrecord.show.web.views.commitment import commitment

_ROLES = (("for", "For"), ("against", "Against"), ("neutral", "Neither"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered source: the quotation within its sentence, who printed it, when and where, and the report's id."""

    number: int
    before: str
    quote: str
    after: str
    publisher: str
    published: str
    title: str | None
    url: str | None
    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """Something said in the document, with the numbers of the evidence that carries it."""

    text: str
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A commitment: its heading, facts by name, the status in words, and lines under headings of their own."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    status: str
    explanation: str
    parts: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole: title, what it is made from, sections, and all evidence in order of its numbers."""

    title: str
    made_from: str
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Numbered:
    """Evidence as it gathers: one number for one span, however often it is used."""

    found: dict[tuple[str, int, int], Evidence] = field(default_factory=dict)

    def number(self, row: dict[str, Any]) -> int:
        key = (row["report"], row["start"], row["end"])
        if key not in self.found:
            at = row["start"] - row["sentence_start"]
            sentence = row["sentence"]
            self.found[key] = Evidence(
                len(self.found) + 1,
                sentence[:at],
                row["quote"],
                sentence[at + len(row["quote"]) :],
                row["publisher"] or "publisher unknown",
                row["published"] or "undated",
                row["title"],
                row["web"],
                row["report"],
                row["start"],
                row["end"],
            )
        return self.found[key].number


def of_commitment(ledger: Ledger, thread_id: str, *, as_of: str | None = None) -> Document:
    """Return the document of one thread, by its id or the beginning of one.

    Raises :class:`~trackrecord.errors.TrackrecordError` where no thread, or more than one, has such an id.
    """
    ids = [
        found
        for (found,) in ledger.connection.execute(
            "SELECT id FROM thread WHERE substr(id, 1, ?2) = ?1 ORDER BY id", (thread_id, len(thread_id))
        )
    ]
    if len(ids) != 1 or not thread_id:
        cause = f"{len(ids)} commitments have an id that begins with “{thread_id}”"
        step = f"`trackrecord serve {ledger.path}` or `trackrecord report {ledger.path}` shows them"
        raise TrackrecordError(str(ledger.path), cause, step)
    numbered = _Numbered()
    section = _section(ledger, ids[0], as_of, numbered)
    return _document(ledger, section.heading, as_of, [section], numbered)


def of_party(ledger: Ledger, name: str, *, as_of: str | None = None) -> Document:
    """Return the document of all undertakings by a party (words of its name, or an id), the oldest first.

    Raises :class:`~trackrecord.errors.TrackrecordError` where no party has that name.
    """
    found = list(ledger.parties(name))
    if not found:
        step = f"`trackrecord report {ledger.path}` lists them"
        raise TrackrecordError(str(ledger.path), f"no party is called “{name}”", step)
    numbered, sections, notes = _Numbered(), [], []
    for party in found:
        for row in rows_of(ledger.connection, COMMITMENTS, Asked({"by": party.id}, "oldest", as_of=as_of)):
            sections.append(_section(ledger, row["thread"], as_of, numbered))
    if len(found) > 1:
        listed = "; ".join(sorted(p.name for p in found))
        notes.append(f"The name stands for {len(found)} parties of the record: {listed}.")
    if not sections:
        notes.append("No undertaking by it was read.")
    title = found[0].name if len(found) == 1 else name
    return _document(ledger, f"What {title} undertook", as_of, sections, numbered, notes)


def _section(ledger: Ledger, thread_id: str, as_of: str | None, numbered: _Numbered) -> Section:
    try:
        view = commitment(Ask(ledger, ServedSite(as_of), as_of), thread_id)
    except MissingError as error:
        raise TrackrecordError(str(ledger.path), str(error), "Look for it by its words") from error
    data = view.data
    thread, status = data["thread"], data["status"]
    facts = [
        ("By", thread["by"] or "not told"),
        ("To", thread["to"] or "not told"),
        ("Kind", thread["kind"]),
        ("What the promisor says", status.get("promisor_says") or "nothing that was read"),
        ("What others report", status.get("others_report") or "nothing that was read"),
        ("Schedule", (status.get("schedule") or "no_deadline").replace("_", " ")),
    ]
    if data["sources"]:
        facts.append(("Independent sources", f"{data['sources']['count']}. {data['sources']['explanation']}"))
    parts = [("How it was told", tuple(_told(row, numbered) for row in data["mentions"]))]
    parts += [
        (heading, tuple(_borne(row, numbered) for row in data[role]))
        for role, heading in _ROLES
        if data[role]
    ]
    if len(data["changes"]) > 1:
        parts.append(
            (
                "Its status through time",
                tuple(
                    Line(
                        f"{c['day']} to {c['until'] or 'now'}: {c['status'].replace('_', ' ')}"
                        + (" (overdue)" if c["schedule"] == "overdue" else "")
                    )
                    for c in data["changes"]
                ),
            )
        )
    words = status["value"].replace("_", " ")
    return Section(view.title, tuple(facts), words, status["explanation"], tuple(parts))


def _told(row: dict[str, Any], numbered: _Numbered) -> Line:
    text = f"{row['published'] or 'undated'}: {row['what']} by {row['by'] or 'somebody'}"
    text += f" to {row['to']}" if row["to"] else ""
    text += f", told by {row['conveyed_by']}" if row["conveyed_by"] else ""
    text += " (denied)" if row["denied"] else ""
    text += f"; on condition: “{row['condition']}”" if row["condition"] else ""
    text += f"; deadline: “{row['deadline']}”" if row["deadline"] else ""
    text += f" ({row['deadline_last']})" if row["deadline_last"] else ""
    return Line(text + _proposed(row), (numbered.number(row),))


def _borne(row: dict[str, Any], numbered: _Numbered) -> Line:
    said = row["asserted_by"] or "the reporter"
    interest = row["interest"].replace("_", " ")
    text = f"{row['published'] or 'undated'}: {row['what'].replace('_', ' ')}, said by {said} (interest: {interest})"
    return Line(text + _proposed(row), (numbered.number(row),))


def _proposed(row: dict[str, Any]) -> str:
    return f"; proposed by the language model {row['model']}" if row["model"] else ""


def _document(
    ledger: Ledger,
    title: str,
    as_of: str | None,
    sections: list[Section],
    numbered: _Numbered,
    notes: list[str] | None = None,
) -> Document:
    reports = len({e.report for e in numbered.found.values()})
    made_from = (
        f"From {ledger.path.name}: {len(numbered.found)} pieces of evidence in {reports} "
        f"report{'' if reports == 1 else 's'}" + (f", as of {as_of}" if as_of else "") + ". "
        "It says what reports say, not what is true."
    )
    return Document(title, made_from, tuple(sections), tuple(numbered.found.values()), tuple(notes or ()))
