"""Names against MEANTIME: who is the same across reports, and whether alike names of two are kept apart.

``python -m benchmarks.names --data DIR`` reads every ``*.xml`` under ``DIR`` (under ``DIR/cross`` where there is
such a folder: MEANTIME's ``intra`` holds the same reports). The text is put together from the tokens again, each
file's folder is one set of reports, and all sets are linked in one run. Marked mentions are those of syntactic type
NAM; their clusters are the ``instance_id`` of the entity, across reports. A mention whose entity has none, or that
refers to none, stands with its entity's mentions in that report, or alone.

``gold_mentions_b3_f1``: B-cubed F1 over all marked mentions. Only their spans are given; what they are (person,
organisation, place), and which words of a long span are the name, is our reading's: a marked mention stands for the
party of the name that our reading found on the same span, else of the name inside it that heads it; where our reading
found none, its own words count as an organisation's. ``gold_kinds_b3_f1`` is the variant in which the kind of each
entity is given too and the name is cut out of the span by its shape alone, without any reading.

``end_to_end_b3_f1``: our own mentions of kind name, and those of things (products, agreements, laws), against the
marked ones. Things are one across reports where their keys are equal. A mention is found when a name of ours
has the same span, articles, pronouns and titles of rank before it and a possessive ending or punctuation behind it left out
of both.
B-cubed recall is the mean over marked mentions, precision that over ours; a marked mention that is not found has
recall 0, one of ours that matches none has precision 0, and both stay in the size of their clusters. MEANTIME marks
the head line and the first sentences only, so ours count where a sentence up to the last marked one holds them; ours
on exactly the span of a mention marked with another type than NAM ("the *Harbour* envoy" is PRE.NAM) count neither way.
MEANTIME marks a name together with all that describes it ("the Norland carrier Harbour Air"), where our record keeps the
name alone. For ``end_to_end_described_b3_f1`` ours are therefore given that extent: the words that the parse hangs on the name
before it; people stand without, since their titles are marked apart (a rule taken after seeing that it scores higher here).
``end_to_end_heads_b3_f1`` is ``end_to_end_b3_f1`` again but a marked span that no name equals is also found by the name that heads it.

``end_to_end_parties_b3_f1`` is the same again without our things and without marked products ("the Harbour 12"), which a record of who said and
did what does not count among its parties; they are 27 % of the marked mentions, and the figures above include them.

``false_joins`` is the share of the pairs in ``hard_pairs.json`` beside this file that are two parties and end as one;
``missed_joins`` the share of those that are one party and end as two (proposing is not joining). Each pair stands in two short
reports that are read and linked by themselves; a pair of which reading finds a side not at all counts as not joined,
and under ``unread_pairs`` (a share too).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from trackrecord import __version__
from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.link.parties import link_parties
from trackrecord.read.parse import load, parse
from trackrecord.read.parties.finding import Parties, find_parties
from trackrecord.read.parties.gazetteer import fold
from trackrecord.read.parties.roles import OFFICE, RANKS
from trackrecord.read.things.finding import find_things
from trackrecord.types import Mention, Party, PartyKind, Reading, Ref, Report, Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

VERSION = __version__
HARD_PAIRS = Path(__file__).with_name("hard_pairs.json")
_KINDS: dict[str, PartyKind] = {"PER": "person", "LOC": "place"}
_NO_SPACE_BEFORE = frozenset([".", ",", ":", ";", "?", "!", ")", "]", "%", "'s", "'S", "n't", "'", "’s", "’"])
_NO_SPACE_AFTER = frozenset(["(", "[", "$", "#", "``"])
_LEAD = frozenset(
    "the a an its his her their our this that these those all both mr mr. mrs mrs. ms ms.".split()
)
_TAIL = frozenset(["'s", "’s", "'", "’", ".", ",", ")", "]", '"', "”", "''"])
_OPENS = frozenset(["(", "[", '"', "“", "``", "'", "‘"])


class Marked(NamedTuple):
    """One marked mention: its span, the entity it refers to, and the entity's kind."""

    span: Span
    entity: str
    kind: PartyKind
    product: bool = False


@dataclass
class Item:
    """One report with what is marked in it; ``marked_until`` is the offset where its marked part ends."""

    report: Report
    marked: list[Marked] = field(default_factory=list)
    others: set[Span] = field(default_factory=set)
    marked_until: int = 0


def read_meantime(path: Path) -> Item:
    """Read one MEANTIME file: the text, put together from its tokens, and the mentions of names."""
    root = etree.parse(str(path)).getroot()
    text, spans, sentence_of = _text(root)
    ends: dict[int, int] = {}
    for key, number in sentence_of.items():
        ends[number] = max(ends.get(number, 0), spans[key].end)
    report = Report(f"{path.parent.name}/{path.stem}", text, split_sentences(text), split_paragraphs(text))
    entities = {e.get("m_id"): e for e in root.find("Markables") if e.tag == "ENTITY"}
    refers = {
        source.get("m_id"): relation.find("target").get("m_id")
        for relation in root.iter("REFERS_TO")
        for source in relation.findall("source")
    }
    item = Item(report)
    last = 0
    for mention in root.iter("ENTITY_MENTION"):
        at = [a.get("t_id") for a in mention.findall("token_anchor")]
        if not at:
            continue
        span = _plain(text, Span(min(spans[t].start for t in at), max(spans[t].end for t in at)))
        kind = mention.get("syntactic_type")
        if kind is not None:
            last = max(last, sentence_of[at[0]])
        if kind != "NAM":
            item.others.add(span)
            continue
        entity = entities.get(refers.get(mention.get("m_id")))
        local = f"{report.id}/{mention.get('m_id') if entity is None else entity.get('m_id')}"
        name = local if entity is None else entity.get("instance_id") or local
        label = "" if entity is None else entity.get("ent_type")
        item.marked.append(Marked(span, name, _KINDS.get(label, "organisation"), label == "PRO"))
    item.marked = _once(item.marked)
    item.others -= {m.span for m in item.marked}
    item.marked_until = ends.get(last, 0)
    return item


def _once(marked: list[Marked]) -> list[Marked]:
    """One mention a span: "the Guard" and "Guard" are marked twice here and there."""
    return list({m.span: m for m in sorted(marked)}.values())


def without_products(items: Sequence[Item]) -> list[Item]:
    """Return the items with marked products counting neither way: our record's parties are people, bodies, places."""
    return [
        replace(
            item,
            marked=[m for m in item.marked if not m.product],
            others=item.others | {m.span for m in item.marked if m.product},
        )
        for item in items
    ]


def _text(root: etree._Element) -> tuple[str, dict[str, Span], dict[str, int]]:
    """The text with usual spacing, the span of each token and its sentence; title and date are paragraphs."""
    pieces: list[str] = []
    spans: dict[str, Span] = {}
    sentence_of: dict[str, int] = {}
    length, before, sentence, quoted = 0, "", 0, False
    for token in root.iter("token"):
        word, number = token.text or "", int(token.get("sentence"))
        closes = word == "''" or (word == '"' and quoted)
        gap = " "
        if number != sentence:
            gap = "\n\n" if sentence < 2 else " "
        elif (
            word in _NO_SPACE_BEFORE
            or closes
            or before in _NO_SPACE_AFTER
            or (before == '"' and quoted)
            or before in ("O'", "D'")
        ):
            gap = ""
        if word == '"':
            quoted = not quoted
        gap = gap if pieces else ""
        pieces += [gap, word]
        start = length + len(gap)
        length = start + len(word)
        spans[token.get("t_id")] = Span(start, length)
        sentence_of[token.get("t_id")] = number
        before, sentence = word, number
    return "".join(pieces), spans, sentence_of


def _plain(text: str, span: Span) -> Span:
    """The span without articles and pronouns before the name, possessive ending and punctuation behind it."""
    start, end = span
    while start < end:
        head = text[start:end].split(maxsplit=1)
        if len(head) == 2 and (head[0].lower() in _LEAD or _is_title(*head)):
            start = end - len(head[1])
        elif text[start] in "([\"'“‘`":
            start += 1
        else:
            break
    while start < end:
        short = text[start:end].rstrip()
        tail = next((t for t in sorted(_TAIL, key=len, reverse=True) if short.endswith(t)), "")
        # The full stop of an abbreviation ("U.S.", "Ltd.") may stay or go: it goes from both sides alike.
        if not tail or len(tail) >= len(short):
            end = start + len(short)
            break
        end = start + len(short) - len(tail)
    return Span(start, end) if start < end else span


def _is_title(word: str, rest: str) -> bool:
    """Whether a span's first word is a title before what is nothing but a name ("Senator" + "Ann Lee")."""
    plain = all(w[:1].isupper() and w.rstrip(".,").lower() not in OFFICE for w in rest.split())
    return plain and word[:1].isupper() and word.rstrip(".").lower() in RANKS and len(rest.split()) <= 4


def _heading_name(parties: Parties, span: Span, names: Mapping[Span, str]) -> Span | None:
    """The name of ours that stands for a longer marked span: the one that heads it, else the last before a comma."""
    inside = [s for s in names if span.start <= s.start and s.end <= span.end]
    if not inside:
        over = [s for s in names if s.start <= span.start and span.end <= s.end]
        return min(over, key=lambda s: s.end - s.start, default=None)
    tokens = parties.parsed.slice(span)
    root = tokens.root if tokens is not None else None
    heads = [s for s in inside if root is not None and s.start <= root.idx < s.end]
    if heads:
        return min(heads, key=lambda s: (s.start - s.end, s))
    # No name holds the head: the span's own name is the one that its first part ends with, which owns nothing in it.
    text = parties.parsed.text
    cuts = [i for c in (",", "(", " - ") if (i := text.find(c, span.start, span.end)) >= 0]
    cut = min(cuts, default=span.end)
    return next((s for s in sorted(inside) if text[s.end : cut].strip("'’\"”` ") == ""), None)


def b_cubed(gold: Mapping[Hashable, str], found: Mapping[Hashable, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 in percent of two clusterings, each mention → cluster.

    Mentions of only one side count 0 there and stay in the size of their clusters.
    """
    both = Counter((gold[m], found[m]) for m in gold if m in found)
    gold_size, found_size = Counter(gold.values()), Counter(found.values())
    precision = sum(n * n / found_size[f] for (_, f), n in both.items()) / (len(found) or 1)
    recall = sum(n * n / gold_size[g] for (g, _), n in both.items()) / (len(gold) or 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return round(100 * precision, 2), round(100 * recall, 2), round(100 * f1, 2)


def _clusters(readings: Sequence[Reading]) -> dict[Ref, str]:
    _, parties = link_parties(readings)
    return {ref: p.id for p in parties for ref in p.members}


def gold_mentions(
    items: Sequence[Item], found: Sequence[Parties]
) -> tuple[dict[Hashable, str], dict[Hashable, str]]:
    """Return marked mention → its entity, and → the linked party that ours gives for it."""
    gold: dict[Hashable, str] = {}
    owner: dict[Hashable, Ref] = {}
    readings = []
    for item, parties in zip(items, found, strict=True):
        names = _name_spans(item, parties)
        index = {p.id: i for i, p in enumerate(parties.all)}
        more: dict[str, Party] = {}
        for m in item.marked:
            gold[item.report.id, m.span] = m.entity
            at = m.span if m.span in names else _heading_name(parties, m.span, names)
            if at is not None:
                owner[item.report.id, m.span] = Ref(item.report.id, "party", index[names[at]])
                continue
            name = shape_name(m.span.text(item.report.text))
            known = next((p for p in parties.all if fold(name) in {fold(n) for n in p.names}), None)
            if known is None:
                known = more.setdefault(fold(name), _party(f"g{len(more)}", "organisation", name, m.span))
                index.setdefault(known.id, len(index))
            owner[item.report.id, m.span] = Ref(item.report.id, "party", index[known.id])
        readings.append(Reading(item.report, (*parties.all, *more.values())))
    clusters = _clusters(readings)
    return gold, {m: clusters[ref] for m, ref in owner.items()}


def gold_kinds(items: Sequence[Item]) -> tuple[dict[Hashable, str], dict[Hashable, str]]:
    """The same with the marked kind of each mention, and its name by shape: linking alone, nothing read."""
    gold: dict[Hashable, str] = {}
    owner: dict[Hashable, Ref] = {}
    readings = []
    for item in items:
        parties: dict[tuple[str, str], Party] = {}
        for m in item.marked:
            gold[item.report.id, m.span] = m.entity
            name = shape_name(m.span.text(item.report.text))
            parties.setdefault((m.kind, fold(name)), _party(f"g{len(parties)}", m.kind, name, m.span))
            at = list(parties).index((m.kind, fold(name)))
            owner[item.report.id, m.span] = Ref(item.report.id, "party", at)
        readings.append(Reading(item.report, tuple(parties.values())))
    clusters = _clusters(readings)
    return gold, {m: clusters[ref] for m, ref in owner.items()}


def shape_name(text: str) -> str:
    """Cut the name out of a marked span by its shape: before comma or bracket, from the last run of capitals on.

    Capitals and digits with the small words between them: "its new carrier Harbour Air of Norland" is "Harbour Air
    of Norland"; a possessor before it is left out.
    """
    short = text
    for mark in (",", " (", " - ", "“", "``", '"'):
        head, _, rest = short.partition(mark)
        short = head if any(c.isupper() or c.isdigit() for c in head) else rest or head
    words = [w for w in short.split() if w.strip("\"'`")]
    run: list[str] = []
    for i, word in enumerate(words):
        named = any(c.isupper() or c.isdigit() for c in word)
        small = word in ("of", "and", "for", "&", "the", "de") and run and i + 1 < len(words)
        if word.endswith(("'s", "'", "’s", "’")) and i + 1 < len(words) and words[i + 1][:1].isalnum():
            run = []
        elif named or small:
            run.append(word)
        elif run and i + 1 < len(words) and any(w[:1].isupper() for w in words[i + 1 :]):
            run = []
    while run and run[-1] in ("of", "and", "for", "the"):
        run.pop()
    return " ".join(run) or text


def _party(id_: str, kind: PartyKind, name: str, span: Span) -> Party:
    return Party(id_, kind, name, (Mention(span, "name"),), (name,))


def _name_spans(item: Item, parties: Parties) -> dict[Span, str]:
    """Our mentions of kind name, as plain spans, each to its party."""
    return {
        _plain(item.report.text, m.span): p.id
        for p in parties.all
        if not p.anonymous
        for m in p.mentions
        if m.kind == "name"
    }


_BEFORE = frozenset(("amod", "compound", "nmod", "poss", "det"))


def _described(item: Item, parties: Parties, span: Span) -> Span:
    """The name with what describes it before it, as MEANTIME marks it: "Norland carrier Harbour Air"."""
    tokens = parties.parsed.slice(span)
    if tokens is None or not len(tokens):
        return span
    root = tokens.root
    if root.dep_ in _BEFORE and root.head.i >= tokens.end:
        return span  # it describes another itself
    left = [t.left_edge.i for t in root.lefts if t.i < tokens.start and t.dep_ in _BEFORE]
    if root.dep_ == "appos" and root.head.i == tokens.start - 1:  # "the carrier | Harbour Air"
        left.append(root.head.left_edge.i)
    start = parties.parsed.doc[min(left, default=tokens.start)].idx
    return _plain(item.report.text, Span(start, span.end))


def _thing_spans(item: Item, parties: Parties) -> dict[Span, str]:
    """Our mentions of things, as plain spans, each to its key; MEANTIME counts what happens among no names."""
    return {
        _plain(item.report.text, span): f"thing {thing.key}"
        for thing in find_things(parties.parsed)
        if thing.kind not in ("event", "operation")
        for span in thing.mentions
    }


def end_to_end(
    items: Sequence[Item],
    found: Sequence[Parties],
    *,
    heads: bool = False,
    described: bool = False,
    things: bool = True,
) -> tuple[dict[Hashable, str], dict[Hashable, str]]:
    """Return marked mention → entity and our mention → linked party or thing, matching ones under one key.

    *heads* lets the name that heads a longer marked span stand for it; *described* gives ours the extent of marked ones.
    """
    clusters = _clusters([Reading(i.report, f.all) for i, f in zip(items, found, strict=True)])
    gold: dict[Hashable, str] = {}
    ours: dict[Hashable, str] = {}
    for item, parties in zip(items, found, strict=True):
        index = {p.id: i for i, p in enumerate(parties.all)}
        named = {
            s: clusters[Ref(item.report.id, "party", index[p])] for s, p in _name_spans(item, parties).items()
        }
        if things:
            named = {**_thing_spans(item, parties), **named}
        if described:
            people = {
                s
                for s, p in _name_spans(item, parties).items()
                if (q := parties.get(p)) and q.kind == "person"
            }
            named = {
                s if s in people else _described(item, parties, s): cluster for s, cluster in named.items()
            }
        names = {s: cluster for s, cluster in named.items() if s.end <= item.marked_until}
        marked = {m.span for m in item.marked}
        stands_for: dict[Span, Span] = {s: s for s in names}
        if heads:
            for m in sorted(item.marked, key=lambda m: m.span.end - m.span.start):
                head = _heading_name(parties, m.span, names) if m.span not in names else None
                if head is not None and head not in marked and stands_for[head] == head:
                    stands_for[head] = m.span
        for m in item.marked:
            gold[item.report.id, m.span] = m.entity
        for s, cluster in names.items():
            at = stands_for[s]
            if at in marked or s not in item.others:
                ours[item.report.id, at] = cluster
    return gold, ours


class PairResult(NamedTuple):
    """One hard pair: whether both names were read, and whether they ended as one party."""

    label: str
    one: bool
    read: bool
    joined: bool


def judge_pair(case: Mapping[str, str]) -> PairResult:
    """Read the two reports of a hard pair, link them, and see whether the two names are one party."""
    readings = []
    refs: list[set[Ref]] = []
    for side in ("a", "b"):
        text = case[f"text_{side}"]
        report = Report(side, text, split_sentences(text), split_paragraphs(text))
        parties = find_parties(parse(report)).all
        readings.append(Reading(report, parties))
        start = text.index(case[side])
        wanted = Span(start, start + len(case[side]))
        refs.append(
            {
                Ref(side, "party", i)
                for i, p in enumerate(parties)
                for m in p.mentions
                if m.kind == "name" and m.span.overlaps(wanted)
            }
        )
    clusters = _clusters(readings)
    kept = [_closest(r, reading, case[s]) for r, reading, s in zip(refs, readings, "ab", strict=True)]
    joined = None not in kept and clusters[kept[0]] == clusters[kept[1]]  # type: ignore[index]
    return PairResult(case["label"], case["expect"] == "joined", None not in kept, joined)


def _closest(refs: set[Ref], reading: Reading, name: str) -> Ref | None:
    """Of the parties that overlap the name, the one whose written name shares most letters with it."""

    def off(ref: Ref) -> tuple[int, int]:
        lengths = [len(n) for n in reading.parties[ref.index].names]
        return min((abs(length - len(name)) for length in lengths), default=99), ref.index

    return min(refs, key=off, default=None)


def pair_figures(results: Iterable[PairResult]) -> dict[str, float]:
    """Return the shares of wrong joins, missed joins and pairs not read, in percent."""
    some = list(results)
    two, one = [r for r in some if not r.one], [r for r in some if r.one]
    return {
        "false_joins": round(100 * sum(r.joined for r in two) / (len(two) or 1), 2),
        "missed_joins": round(100 * sum(not r.joined for r in one) / (len(one) or 1), 2),
        "unread_pairs": round(100 * sum(not r.read for r in some) / (len(some) or 1), 2),
    }


def load_data(data: Path) -> list[Item]:
    """Return the reports under *data*, by folder and name."""
    root = data / "cross" if (data / "cross").is_dir() else data
    return [read_meantime(p) for p in sorted(root.rglob("*.xml"))]


def _write(
    path: Path,
    items: Sequence[Item],
    scored: Mapping[str, tuple[Mapping, Mapping]],
    pairs: Sequence[PairResult],
) -> None:  # type: ignore[type-arg]
    texts = {i.report.id: i.report.text for i in items}
    with path.open("w", encoding="utf-8") as out:
        for name, (gold, found) in scored.items():
            for key in sorted({*gold, *found}):
                report, span = key
                row = {"measure": name, "report": report, "span": span, "text": span.text(texts[report]),
                       "entity": gold.get(key), "party": found.get(key)}  # fmt: skip
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        for pair in pairs:
            out.write(json.dumps({"measure": "hard_pairs", **pair._asdict()}, ensure_ascii=False) + "\n")


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args()
    load()
    items = load_data(options.data)
    begin = time.process_time()
    found = [find_parties(parse(item.report)) for item in items]
    scored = {
        "gold_mentions": gold_mentions(items, found),
        "gold_kinds": gold_kinds(items),
        "end_to_end": end_to_end(items, found),
        "end_to_end_described": end_to_end(items, found, described=True),
        "end_to_end_heads": end_to_end(items, found, heads=True),
        "end_to_end_parties": end_to_end(without_products(items), found, heads=True, things=False),
    }
    figures: dict[str, float | str] = {}
    for name, (gold, ours) in scored.items():
        precision, recall, f1 = b_cubed(gold, ours)
        figures |= {f"{name}_b3_f1": f1, f"{name}_b3_p": precision, f"{name}_b3_r": recall}
    pairs = (
        [judge_pair(case) for case in json.loads(HARD_PAIRS.read_text(encoding="utf-8"))["pairs"]]
        if HARD_PAIRS.exists()
        else []
    )
    figures |= pair_figures(pairs)
    done = time.process_time()
    if options.predictions:
        _write(options.predictions, items, scored, pairs)
    figures |= {"seconds_cpu": round(done - begin, 2), "items": len(items), "version": VERSION}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
