"""Links and findings: rows of the ledger's tables, and back to nouns.

They are derived from the set of all readings, so they are thrown away and written as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any

from trackrecord.ledger.rows import Row, packed, unpacked
from trackrecord.types import (
    CopyGroup,
    CopyPair,
    Evidence,
    FigurePair,
    Finding,
    Join,
    LinkedParty,
    Links,
    Occasion,
    Ref,
    Thread,
)

LINK_TABLES = (
    "copy_group", "copy_pair", "linked_party", "linked_party_member", "party_join", "occasion",
    "occasion_event", "occasion_party", "figure_pair", "thread", "thread_mention", "thread_deed",
    "finding", "finding_evidence",
)  # fmt: skip
"""The tables that hold links and findings, each after those it refers to."""


def discard_links(connection: Connection) -> None:
    """Throw away all links and findings, inside the caller's transaction."""
    for table in reversed(LINK_TABLES):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE linking SET current = 0")


def link_rows(links: Links, findings: Iterable[Finding]) -> dict[str, list[Row]]:
    """Return the rows of *links* and *findings*, by table, in the order of :data:`LINK_TABLES`."""
    rows: dict[str, list[Row]] = {table: [] for table in LINK_TABLES}
    for noun in (_copies, _parties, _joins, _occasions, _figures, _threads):
        for table, row in noun(links):
            rows[table].append(row)
    for table, row in _findings(findings):
        rows[table].append(row)
    return rows


def _copies(links: Links) -> Iterator[tuple[str, Row]]:
    for item, group in enumerate(links.copies):
        yield "copy_group", {"original": group.original, "item": item}
        for number, pair in enumerate(group.copies):
            yield (
                "copy_pair",
                {
                    "copy_group": group.original,
                    "item": number,
                    "original": pair.original,
                    "copy": pair.copy,
                    "relation": pair.relation,
                    "score": pair.score,
                    "reason": pair.reason,
                },
            )


def _parties(links: Links) -> Iterator[tuple[str, Row]]:
    for item, party in enumerate(links.parties):
        yield (
            "linked_party",
            {
                "id": party.id,
                "item": item,
                "kind": party.kind,
                "name": party.name,
                "names": packed(party.names),
                "offices": packed(party.offices),
                "country": party.country,
                "anonymous": int(party.anonymous),
            },
        )
        for number, ref in enumerate(party.members):
            row = {"linked_party": party.id, "item": number, "report": ref.report, "party": ref.index}
            yield "linked_party_member", row


def _joins(links: Links) -> Iterator[tuple[str, Row]]:
    for item, join in enumerate(links.joins):
        row = {"item": item, **_pair(join.a, join.b), "score": join.score}
        yield "party_join", {**row, "reasons": packed(join.reasons), "made": int(join.made)}


def _occasions(links: Links) -> Iterator[tuple[str, Row]]:
    for item, occasion in enumerate(links.occasions):
        yield (
            "occasion",
            {
                "id": occasion.id,
                "item": item,
                "type": occasion.type,
                "mode": occasion.mode,
                "date": occasion.date,
                "place": occasion.place,
                "reality": occasion.reality,
            },
        )
        for number, ref in enumerate(occasion.events):
            row = {"occasion": occasion.id, "item": number, "report": ref.report, "event": ref.index}
            yield "occasion_event", row
        for role, parties in (("actor", occasion.actors), ("recipient", occasion.recipients)):
            for number, party in enumerate(parties):
                yield (
                    "occasion_party",
                    {"occasion": occasion.id, "role": role, "item": number, "party": party},
                )


def _figures(links: Links) -> Iterator[tuple[str, Row]]:
    for item, pair in enumerate(links.figures):
        yield (
            "figure_pair",
            {"item": item, **_pair(pair.a, pair.b), "score": pair.score, "reason": pair.reason},
        )


def _threads(links: Links) -> Iterator[tuple[str, Row]]:
    for item, thread in enumerate(links.threads):
        yield (
            "thread",
            {
                "id": thread.id,
                "item": item,
                "kind": thread.kind,
                "by": thread.by,
                "by_name": thread.by_name,
                "to": thread.to,
                "to_name": thread.to_name,
                "action": thread.action,
                "reasons": packed(thread.reasons),
            },
        )
        for table, column, refs in (
            ("thread_mention", "commitment", thread.mentions),
            ("thread_deed", "deed", thread.deeds),
        ):
            for number, ref in enumerate(refs):
                yield table, {"thread": thread.id, "item": number, "report": ref.report, column: ref.index}


def _findings(findings: Iterable[Finding]) -> Iterator[tuple[str, Row]]:
    for item, finding in enumerate(findings):
        yield (
            "finding",
            {
                "item": item,
                "kind": finding.kind,
                "subject": finding.subject,
                "value": finding.value,
                "as_of": finding.as_of,
                "rule": finding.rule,
                "explanation": finding.explanation,
                "promisor_says": finding.promisor_says,
                "others_report": finding.others_report,
                "schedule": finding.schedule,
                "sources": finding.sources,
            },
        )
        for number, evidence in enumerate(finding.evidence):
            yield (
                "finding_evidence",
                {
                    "finding": item,
                    "item": number,
                    "role": evidence.role,
                    "report": evidence.ref.report,
                    "ref_kind": evidence.ref.kind,
                    "ref_item": evidence.ref.index,
                },
            )


def _pair(a: Ref, b: Ref) -> Row:
    return {"a_report": a.report, "a_item": a.index, "b_report": b.report, "b_item": b.index}


def load_links(connection: Connection) -> Links:
    """Return the links as they were written, in the same order."""
    return Links(
        copies=_load_copies(connection),
        joins=tuple(load_joins(connection)),
        parties=tuple(load_parties(connection)),
        occasions=_load_occasions(connection),
        figures=tuple(
            FigurePair(Ref(a, "figure", i), Ref(b, "figure", j), score, reason)
            for a, i, b, j, score, reason in connection.execute(
                "SELECT a_report, a_item, b_report, b_item, score, reason FROM figure_pair ORDER BY item"
            )
        ),
        threads=tuple(load_threads(connection)),
    )


def load_joins(connection: Connection) -> Iterator[Join]:
    """Yield the joins of parties, made and proposed."""
    query = "SELECT a_report, a_item, b_report, b_item, score, reasons, made FROM party_join ORDER BY item"
    for a, i, b, j, score, reasons, made in connection.execute(query).fetchall():
        yield Join(Ref(a, "party", i), Ref(b, "party", j), score, unpacked(reasons), bool(made))


def load_parties(connection: Connection) -> Iterator[LinkedParty]:
    """Yield the parties across reports."""
    members = _children(connection, "SELECT linked_party, report, party FROM linked_party_member")
    query = "SELECT id, kind, name, names, offices, country, anonymous FROM linked_party ORDER BY item"
    for id_, kind, name, names, offices, country, anonymous in connection.execute(query).fetchall():
        refs = tuple(Ref(report, "party", index) for report, index in members[id_])
        yield LinkedParty(id_, kind, name, unpacked(names), unpacked(offices), country, bool(anonymous), refs)


def load_threads(connection: Connection) -> Iterator[Thread]:
    """Yield the threads."""
    mentions = _children(connection, "SELECT thread, report, commitment FROM thread_mention")
    deeds = _children(connection, "SELECT thread, report, deed FROM thread_deed")
    query = 'SELECT id, kind, by, by_name, "to", to_name, action, reasons FROM thread ORDER BY item'
    for id_, kind, by, by_name, to, to_name, action, reasons in connection.execute(query).fetchall():
        yield Thread(
            id=id_,
            kind=kind,
            by=by,
            by_name=by_name,
            to=to,
            to_name=to_name,
            action=action,
            mentions=tuple(Ref(report, "commitment", index) for report, index in mentions[id_]),
            deeds=tuple(Ref(report, "deed", index) for report, index in deeds[id_]),
            reasons=unpacked(reasons),
        )


def load_findings(connection: Connection, kind: str | None = None) -> Iterator[Finding]:
    """Yield the findings (of one *kind*), in the order they were written in."""
    columns = "item, kind, subject, value, as_of, rule, explanation, promisor_says, others_report, schedule, sources"
    query = f"SELECT {columns} FROM finding WHERE ? IS NULL OR kind = ? ORDER BY item"
    for item, *head, promisor, others, schedule, sources in connection.execute(
        query, (kind, kind)
    ).fetchall():
        kind_, subject, value, as_of, rule, explanation = head
        evidence = tuple(
            Evidence(Ref(report, ref_kind, index), role)
            for report, ref_kind, index, role in connection.execute(
                "SELECT report, ref_kind, ref_item, role FROM finding_evidence WHERE finding = ? ORDER BY item",
                (item,),
            )
        )
        yield Finding(
            kind_, subject, value, as_of, rule, explanation, evidence, promisor, others, schedule, sources
        )


def _load_copies(connection: Connection) -> tuple[CopyGroup, ...]:
    columns = "copy_group, original, copy, relation, score, reason"
    pairs = _children(connection, f"SELECT {columns} FROM copy_pair")
    originals = connection.execute("SELECT original FROM copy_group ORDER BY item").fetchall()
    return tuple(
        CopyGroup(original, tuple(CopyPair(*pair) for pair in pairs[original])) for (original,) in originals
    )


def _load_occasions(connection: Connection) -> tuple[Occasion, ...]:
    events = _children(connection, "SELECT occasion, report, event FROM occasion_event")
    sides = {
        role: _children(connection, "SELECT occasion, party FROM occasion_party", f"role = '{role}'")
        for role in ("actor", "recipient")
    }
    query = "SELECT id, type, mode, date, place, reality FROM occasion ORDER BY item"
    return tuple(
        Occasion(
            id=id_,
            type=type_,
            mode=mode,
            events=tuple(Ref(report, "event", index) for report, index in events[id_]),
            actors=tuple(party for (party,) in sides["actor"][id_]),
            recipients=tuple(party for (party,) in sides["recipient"][id_]),
            date=date,
            place=place,
            reality=reality,
        )
        for id_, type_, mode, date, place, reality in connection.execute(query).fetchall()
    )


def _children(connection: Connection, query: str, where: str = "TRUE") -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of *query* by their first column, each list in the order of ``item``."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for parent, *rest in connection.execute(f"{query} WHERE {where} ORDER BY item"):
        found[parent].append(tuple(rest))
    return found
