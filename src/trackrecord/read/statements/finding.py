"""Statements: who said, wrote, thought or wanted what, as the report conveys it.

Quotations are attributed first, by the words beside them (``quoting``); then every cue of the parse gives its
content (``contents``); a quotation that a content touches belongs to it whole. Of sayings inside sayings the
outermost stands: what a minister says that a rebel said is the minister's statement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import is_passive
from trackrecord.read.statements.colons import colon_sayings, transcript_sayings
from trackrecord.read.statements.contents import saying_of, without_gloss
from trackrecord.read.statements.merging import merge
from trackrecord.read.statements.proposed import marked_contents, proposed_sayings, recut
from trackrecord.read.statements.quotes import find_quotations
from trackrecord.read.statements.quoting import Quoter, give
from trackrecord.read.statements.sayings import Saying, content_runs
from trackrecord.read.statements.speakers import named_before, resolve_speaker
from trackrecord.read.statements.substance import names_something, says_something
from trackrecord.read.statements.unclaimed import fragments, narrated, orphans
from trackrecord.types import Span, Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties

# Frames whose content a quotation right after it goes on with: "said that they won “by a mile”".
_OPEN_ENDED = frozenset(("clause", "named", "charge", "judge", "about", "order", "intend", "noun_clause"))
# Frames in which a name alone is a content: who is for it, against it, or speaks of it.
_STANCES = frozenset(("judge", "about", "charge", "noun_phrase", "adjective"))
_TRIM = " \t\r\n\v\f\u00a0,.;:—–-"
_MARK = re.compile(r"[\"“”‘«»„]|''|``")
_OPENS = ('"', "“", "”", "‘", "'", "«", "„", "``")


def find_statements(parsed: Parsed, parties: Parties) -> tuple[Statement, ...]:
    """Return the statements of a report in order of their content. Pure; never raises on odd text.

    Spans are trimmed of outer punctuation but keep quotation marks. Contents do not nest.
    """
    quoter = Quoter(parsed, find_quotations(parsed.text, parsed.report.paragraphs))
    told = transcript_sayings(quoter)
    spoken = {i for s in told for i in s.content}
    quoted = [*told, *(s for s in quoter.run() if not s.content & spoken)]
    quoted.extend(colon_sayings(quoter, {i for s in quoted for i in s.content}))
    parsed_sayings = _from_parse(quoter, quoted)
    contents = marked_contents(parsed)
    recut(contents, [s for s in parsed_sayings if not s.content & quoter.inside.keys()])
    outside = {i for s in (*quoted, *parsed_sayings) if s.cue.i not in quoter.inside for i in s.content}
    covered = outside | {i for s in quoted for i in s.content}
    sayings = merge(
        [*quoted, *narrated(quoter, outside), *fragments(quoter, covered)],
        parsed_sayings,
        _whole(proposed_sayings(parsed, contents), quoter),
    )
    sayings.extend(orphans(quoter, sayings))
    statements = [s for s in (_statement(saying, parsed, parties) for saying in sayings) if s is not None]
    named = [named_before(s, statements, parsed, parties) for s in statements]
    return tuple(sorted(named, key=lambda s: (s.content, s.cue)))


def _from_parse(quoter: Quoter, quoted: list[Saying]) -> list[Saying]:
    """The sayings of the parse, their contents completed by the quotations that they touch."""
    claimed = {i: s.cue.i for s in quoted for i in s.content}
    taken = {s.cue.i for s in quoted}
    found = []
    for token in quoter.doc:
        if token.i in taken or token.i in claimed:
            continue
        saying = saying_of(token)
        if saying is None:
            continue
        without_gloss(saying)
        if saying.speaker is None and token.tag_ in ("VBD", "VBZ", "VBP") and not is_passive(token):
            saying.speaker = quoter.nominal_before(token)
        if token.i not in quoter.inside:
            _complete(saying, quoter, claimed)
        content = [quoter.doc[i] for i in sorted(saying.content)]
        if says_something(content) or (saying.frame in _STANCES and names_something(content)):
            found.append(saying)
    return found


def _complete(saying: Saying, quoter: Quoter, claimed: dict[int, int]) -> None:
    touched = {quoter.inside[i] for i in saying.content if i in quoter.inside}
    if (
        saying.frame in _OPEN_ENDED
        and saying.content
        and (led := quoter.led_into(max(saying.content))) is not None
    ):
        touched.add(led)
    for number in sorted(touched):
        placed = quoter.placed[number]
        saying.content.update(range(placed.first, placed.last))
    saying.content -= claimed.keys()
    saying.content -= {t.i for t in saying.cue_tokens}


def _whole(sayings: Iterable[Saying], quoter: Quoter) -> Iterator[Saying]:
    """The encoder's sayings with the whole of each quotation that they touch from outside it."""
    for saying in sayings:
        if saying.cue.i not in quoter.inside:
            for number in {quoter.inside[i] for i in saying.content if i in quoter.inside}:
                give(saying, quoter.placed[number])
            saying.content -= {t.i for t in saying.cue_tokens}
        yield saying


def _statement(saying: Saying, parsed: Parsed, parties: Parties) -> Statement | None:
    content = _spans(parsed, saying.content)
    if not content:
        return None
    cue = _cue_spans(parsed, saying)
    conveyor = parties.name_of(parties.of(saying.conveyor)) if saying.conveyor is not None else None
    kind: StatementKind = "mixed" if saying.frame == "fragment" else _kind(parsed.text, content)
    if saying.speaker is None:
        return Statement(content, (), cue, kind, conveyed_by=conveyor)
    speaker = resolve_speaker(saying.speaker, saying.cue, parsed, parties)
    if saying.frame == "colon":
        speaker = speaker.up_to(saying.cue.idx)
    return Statement(
        content, speaker.spans, cue, kind, speaker.party, speaker.anonymous, speaker.text, conveyor
    )  # fmt: skip


def _cue_spans(parsed: Parsed, saying: Saying) -> tuple[Span, ...]:
    if saying.frame == "colon":
        return (Span(saying.cue.idx, saying.cue.idx + 1),)
    if saying.frame == "signed":
        end = saying.cue.idx + len(saying.cue.text)
        return (Span(end - 1, end),)
    return _spans(parsed, (t.i for t in saying.cue_tokens))


def _kind(text: str, content: tuple[Span, ...]) -> StatementKind:
    first = content[0].text(text)
    if first.startswith(_OPENS):
        return "direct"
    return "mixed" if any(_MARK.search(span.text(text)) for span in content) else "indirect"


def _spans(parsed: Parsed, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Token indices as spans, trimmed; runs without a letter or digit are dropped."""
    spans = []
    for first, last in content_runs(tokens):
        final = parsed.doc[last - 1]
        start, end = parsed.doc[first].idx, final.idx + len(final.text)
        text = parsed.text[start:end]
        if any(c.isalnum() for c in text):
            start += len(text) - len(text.lstrip(_TRIM))
            end -= len(text) - len(text.rstrip(_TRIM))
            spans.append(Span(start, end))
    return tuple(spans)
