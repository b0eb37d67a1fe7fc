"""The sections of a dossier, each a pure function from the record to plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from trackrecord.show.citing import Record
from trackrecord.types import UNDERTAKINGS, Evidence, Finding, Occasion, Publication, Ref, Report, Thread

# PLOVER types that are deeds in the world, as against words; meetings stand by themselves.
_INCIDENTS = frozenset(
    ("AGREE", "COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
)


def parties(record: Record, involved: frozenset[str] | None) -> list[dict[str, Any]]:
    """All parties, most mentioned first, with the joins proposed but not made."""
    proposed = _proposals(record)
    rows = []
    for party in record.links.parties:
        if involved is not None and party.id not in involved:
            continue
        mentions = sum(len(record.item(ref).mentions) for ref in party.members)
        rows.append(
            {
                "id": party.id,
                "name": party.name,
                "kind": party.kind,
                "names": list(party.names),
                "offices": list(party.offices),
                "country": party.country,
                "anonymous": party.anonymous,
                "mentions": mentions,
                "reports": len({ref.report for ref in party.members}),
                "maybe_same_as": proposed.get(party.id, []),
            }
        )
    return sorted(rows, key=lambda r: (r["anonymous"], -r["reports"], -r["mentions"], r["name"], r["id"]))


def _proposals(record: Record) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for join in record.links.joins:
        if join.made:
            continue
        a, b = record.party_of.get(join.a), record.party_of.get(join.b)
        if a is None or b is None or a == b:
            continue
        for one, other in ((a, b), (b, a)):
            entry = {
                "id": other,
                "name": record.name(other),
                "score": join.score,
                "reasons": list(join.reasons),
            }
            if entry not in found[one]:
                found[one].append(entry)
    return found


def timeline(
    record: Record, involved: frozenset[str] | None, findings: Iterable[Finding] = ()
) -> list[dict[str, Any]]:
    """Occasions by date: meetings, incidents, and words (accusations, calls, refusals).

    ``figures`` are the pairs of figures that the sentences telling of the occasion give for the same thing.
    """
    rows = []
    compared = _compared(record, findings)
    for occasion in record.links.occasions:
        sides = {*occasion.actors, *occasion.recipients}
        if involved is not None and not sides & involved:
            continue
        rows.append(
            {
                "id": occasion.id,
                "date": occasion.date,
                "date_words": _date_words(record, occasion),
                "class": _class(occasion),
                "type": occasion.type,
                "mode": occasion.mode,
                "actors": _names(record, occasion.actors),
                "recipients": _names(record, occasion.recipients),
                "place": record.name(occasion.place),
                "reality": occasion.reality,
                "outcome": occasion.outcome,
                "figures": _figures_of(record, occasion, compared),
                "evidence": [record.cite_item(ref) for ref in occasion.events],
            }
        )
    return sorted(rows, key=lambda r: (r["date"] is None, r["date"] or "", r["type"], r["id"]))


_Where = tuple[str, int]


def _compared(record: Record, findings: Iterable[Finding]) -> dict[_Where, list[tuple[Finding, _Where]]]:
    """Return the findings on two figures by the sentence of the first, each with the sentence of the second."""
    found: dict[_Where, list[tuple[Finding, _Where]]] = defaultdict(list)
    for finding in findings:
        refs = [e.ref for e in finding.evidence if e.ref.kind == "figure"]
        if finding.kind == "figures" and len(refs) == 2:
            one, two = ((ref.report, record.item(ref).sentence) for ref in refs)
            found[one].append((finding, two))
    return found


def _figures_of(
    record: Record, occasion: Occasion, compared: dict[_Where, list[tuple[Finding, _Where]]]
) -> list[dict[str, Any]]:
    where = {(ref.report, record.item(ref).sentence) for ref in occasion.events}
    return [
        {"relation": finding.value, "explanation": finding.explanation}
        for one in sorted(where)
        for finding, two in compared.get(one, ())
        if two in where
    ]


def _names(record: Record, ids: Iterable[str]) -> list[str]:
    """The parties' names, each once: two unnamed groups may be described in the same words."""
    return list(dict.fromkeys(name for party in ids if (name := record.name(party))))


def _date_words(record: Record, occasion: Occasion) -> str | None:
    """The reports' own words for when it was, where they give no day ("a few days ago")."""
    if occasion.date is not None:
        return None
    for ref in occasion.events:
        event, reading = record.item(ref), record.readings[ref.report]
        if event.date is not None:
            words: str = reading.dates[event.date].span.text(reading.report.text)
            return words
    return None


def _class(occasion: Occasion) -> str:
    if occasion.type == "CONSULT":
        return "meeting"
    return "incident" if occasion.type in _INCIDENTS else "word"


def stories(record: Record, involved: frozenset[str] | None) -> list[dict[str, Any]]:
    """Stories that more than one report tells, in order of time; with *involved*, those that mention one of these.

    ``texts`` is how many they are with copies counted once, ``publishers`` how many printed them.
    """
    original = {report: group.original for group in record.links.copies for report in group.reports}
    mentioned: dict[str, set[str]] = defaultdict(set)
    for ref, party in record.party_of.items():
        mentioned[ref.report].add(party)
    rows = []
    for story in record.links.stories:
        told = [record.readings[m.report].report for m in story.members]
        if len(told) < 2 or (involved is not None and not any(mentioned[r.id] & involved for r in told)):
            continue
        dates = sorted(r.published for r in told if r.published)
        rows.append(
            {
                "id": story.id,
                "title": told[0].title or _first_words(told[0]),
                "first": dates[0] if dates else None,
                "last": dates[-1] if dates else None,
                "texts": len({original.get(r.id, r.id) for r in told}),
                "publishers": len({r.publisher for r in told if r.publisher}),
                "reports": [
                    {
                        "report": report.id,
                        "title": report.title or _first_words(report),
                        "publisher": report.publisher,
                        "published": report.published,
                        "score": member.score,
                        "reason": member.reason,
                    }
                    for report, member in zip(told, story.members, strict=True)
                ],
            }
        )
    return rows


def commitments(
    record: Record, findings: Iterable[Finding], involved: frozenset[str] | None
) -> list[dict[str, Any]]:
    """Threads with status, the rule in words, every mention, and the evidence for and against."""
    by_subject: dict[tuple[str, str], Finding] = {(f.kind, f.subject): f for f in findings}
    rows = []
    for thread in record.links.threads:
        if involved is not None and not {thread.by, thread.to} & involved:
            continue
        rows.append(_thread(record, thread, by_subject))
    return sorted(
        rows, key=lambda r: (r["undertaking"] is False, r["first_date"] or "9999", r["by"] or "~", r["id"])
    )


def _thread(record: Record, thread: Thread, findings: dict[tuple[str, str], Finding]) -> dict[str, Any]:
    status = findings.get(("status", thread.id))
    sources = findings.get(("corroboration", thread.id))
    mentions = [_mention(record, ref) for ref in thread.mentions]
    dates = [m["published"] for m in mentions if m["published"]]
    return {
        "id": thread.id,
        "kind": thread.kind,
        "undertaking": thread.kind in UNDERTAKINGS,
        "by": thread.by_name,
        "to": thread.to_name,
        "action": thread.action,
        "polarity": mentions[0]["polarity"] if mentions else "do",
        "condition": _first(mentions, "condition"),
        "deadline": _first(mentions, "deadline"),
        "deadline_last": _first(mentions, "deadline_last"),
        "denied": any(m["denied"] for m in mentions),
        "first_date": min(dates, default=None),
        "status": status.value if status else "not_rated",
        "rule": status.rule if status else None,
        "explanation": status.explanation if status else None,
        "promisor_says": status.promisor_says if status else None,
        "others_report": status.others_report if status else None,
        "schedule": status.schedule if status else None,
        "sources": int(sources.value) if sources else None,
        "sources_explanation": sources.explanation if sources else None,
        "mentions": mentions,
        "for": _weighed(record, status, "for"),
        "against": _weighed(record, status, "against"),
        "neutral": _weighed(record, status, "neutral"),
    }


def _first(mentions: list[dict[str, Any]], key: str) -> Any:
    return next((m[key] for m in mentions if m[key] is not None), None)


def _mention(record: Record, ref: Ref) -> dict[str, Any]:
    commitment = record.item(ref)
    text = record.readings[ref.report].report.text
    return {
        **record.cite(ref.report, commitment.action),
        "kind": commitment.kind,
        "by": commitment.by,
        "to": commitment.to,
        "conveyed_by": commitment.conveyed_by,
        "polarity": commitment.polarity,
        "condition": commitment.condition.text(text) if commitment.condition else None,
        "deadline": commitment.deadline.text(text) if commitment.deadline else None,
        "deadline_last": commitment.deadline_last,
        "denied": commitment.denied,
    }


def _weighed(record: Record, finding: Finding | None, role: str) -> list[dict[str, Any]]:
    evidence: tuple[Evidence, ...] = finding.evidence if finding else ()
    rows = []
    for piece in evidence:
        if piece.role != role or piece.ref.kind != "deed":
            continue
        deed = record.item(piece.ref)
        rows.append(
            {
                **record.cite_item(piece.ref),
                "relation": deed.relation,
                "asserted_by": deed.asserted_by,
                "interest": deed.interest,
            }
        )
    return rows


def statements(record: Record, involved: frozenset[str] | None) -> dict[str, list[dict[str, Any]]]:
    """Who says what: by speaker, named and anonymous apart, the most quoted first."""
    groups: dict[tuple[bool, str], list[dict[str, Any]]] = defaultdict(list)
    for report, reading in sorted(record.readings.items()):
        for index, statement in enumerate(reading.statements):
            linked = record.linked(report, statement.party)
            if Ref(report, "statement", index) in record.rejected:
                continue
            if involved is not None and linked not in involved:
                continue
            name = None if statement.anonymous else record.name(linked)
            speaker = name or statement.speaker_text or "unnamed"
            line = record.cite_item(Ref(report, "statement", index))
            line |= {
                "kind": statement.kind,
                "speaker_as_written": " … ".join(s.text(reading.report.text) for s in statement.speaker)
                or None,
                "conveyed_by": statement.conveyed_by,
            }
            groups[statement.anonymous or name is None, speaker].append(line)
    out: dict[str, list[dict[str, Any]]] = {"named": [], "anonymous": []}
    for (anonymous, speaker), lines in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        out["anonymous" if anonymous else "named"].append({"speaker": speaker, "statements": lines})
    return out


def figures(
    record: Record, findings: Iterable[Finding], involved: frozenset[str] | None
) -> list[dict[str, Any]]:
    """Pairs of figures for the same quantity, those that differ first, each with the reason in words."""
    order = {"differ": 0, "superseded": 1, "compatible": 2, "not_comparable": 3, "agree": 4}
    some = list(findings)
    sources = {f.subject: f for f in some if f.kind == "corroboration"}
    rows = []
    for finding in some:
        refs = [e.ref for e in finding.evidence if e.ref.kind == "figure"]
        if finding.kind != "figures" or len(refs) < 2:
            continue
        sides = [_figure(record, ref) for ref in refs[:2]]
        if involved is not None and not any(s["given_by_id"] in involved for s in sides):
            continue
        rows.append(
            {
                "relation": finding.value,
                "rule": finding.rule,
                "explanation": finding.explanation,
                "sources": int(sources[finding.subject].value) if finding.subject in sources else None,
                "sources_explanation": (
                    sources[finding.subject].explanation if finding.subject in sources else None
                ),
                "sides": sides,
            }
        )
    return sorted(rows, key=lambda r: (order.get(r["relation"], 9), r["sides"][0]["quote"], r["explanation"]))


def _figure(record: Record, ref: Ref) -> dict[str, Any]:
    figure = record.item(ref)
    reading = record.readings[ref.report]
    linked = record.linked(ref.report, figure.given_by)
    as_of = reading.dates[figure.as_of] if figure.as_of is not None else None
    told = (as_of.edtf or as_of.span.text(reading.report.text)) if as_of else None
    return {
        **record.cite(ref.report, figure.span),
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "unit": figure.unit,
        "counts": figure.counts_text,
        "given_by": record.name(linked),
        "given_by_id": linked,
        "as_of": told or reading.report.published,
    }


def _first_words(report: Report) -> str:
    """What to call a report that has no title: the beginning of its text."""
    start = " ".join(report.text[:120].split())
    return start if len(start) <= 60 else start[:60].rsplit(" ", 1)[0] + " …"


def reports(record: Record, publications: Iterable[Publication]) -> list[dict[str, Any]]:
    """The reports themselves: date and how it is known, copies, furniture taken out, how garbled they read.

    Exact copies are one report with several *publications*; all but the one that speaks for it are listed.
    """
    elsewhere: dict[str, list[Publication]] = defaultdict(list)
    for publication in publications:
        elsewhere[publication.report].append(publication)
    copy_of = {c.copy: (group.original, c) for group in record.links.copies for c in group.copies}
    rows = []
    for report_id, reading in record.readings.items():
        report = reading.report
        original, pair = copy_of.get(report_id, (None, None))
        reasons: dict[str, int] = defaultdict(int)
        for removed in report.removed:
            reasons[removed.reason] += 1
        rows.append(
            {
                "id": report_id,
                "title": report.title or _first_words(report),
                "publisher": report.publisher,
                "url": report.url,
                "published": report.published,
                "published_basis": report.published_basis,
                "published_evidence": report.published_evidence,
                "language": report.language,
                "garble": report.garble,
                "removed": dict(sorted(reasons.items())),
                "also_published": [
                    {"publisher": p.publisher, "published": p.published, "url": p.url, "path": p.path}
                    for p in elsewhere[report_id][1:]
                ],
                "copy_of": original,
                "copy_relation": pair.relation if pair else None,
                "copy_reason": pair.reason if pair else None,
                "notes": list(report.notes),
            }
        )
    return sorted(rows, key=lambda r: (r["published"] or "9999", r["publisher"] or "", r["id"]))
