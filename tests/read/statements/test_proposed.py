"""Contents, sources and cues that the encoder marks, as sayings over the parse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.encoder import Answers
from trackrecord.encoder.heads import COLUMNS, WIDTH
from trackrecord.read.parse import Parsed, parse
from trackrecord.read.statements.proposed import marked_contents, proposed_sayings, recut
from trackrecord.read.statements.sayings import Saying
from trackrecord.types import Report, Span

TEXT = "Officials hinted that the ferries would sail by June"


def marked(**marks: str) -> Parsed:
    """Return the parse with answers that mark words as ``content``, ``source`` or ``cue``, and nothing else."""
    spans = sorted({Span(m, m + len(w)) for w in TEXT.split() for m in [TEXT.index(w)]})
    pieces = [s for s in spans if not any(_at(words).overlaps(s) for words in marks.values())]
    pieces = sorted([*pieces, *(_at(words) for words in marks.values())])
    scores = np.zeros((1 + len(pieces), WIDTH), np.float32)
    for head in ("content", "role"):
        scores[1:, COLUMNS[head].start] = 9.0
    for what, words in marks.items():
        head, column = ("content", 1) if what == "content" else ("role", 1 if what == "source" else 3)
        row = 1 + pieces.index(_at(words))
        scores[row, COLUMNS[head]] = 0.0
        scores[row, COLUMNS[head].start + column] = 9.0
    parsed = parse(Report("x", TEXT, split_sentences(TEXT), split_paragraphs(TEXT)))
    return replace(parsed, answers=(Answers(tuple(pieces), scores),))


def _at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def told(parsed: Parsed) -> list[tuple[str, str | None, str]]:
    doc = parsed.doc
    return [
        (
            " ".join(doc[i].text for i in sorted(s.content)),
            s.speaker.text if s.speaker else None,
            " ".join(t.text for t in s.cue_tokens),
        )
        for s in proposed_sayings(parsed, marked_contents(parsed))
    ]


def test_a_content_with_its_source_and_cue_is_a_saying() -> None:
    found = told(marked(content="the ferries would sail by June", source="Officials", cue="hinted"))
    assert found == [("the ferries would sail by June", "Officials", "hinted")]


def test_where_no_cue_is_marked_the_verb_of_the_source_is_one() -> None:
    found = told(marked(content="the ferries would sail by June", source="Officials"))
    assert found == [("the ferries would sail by June", "Officials", "hinted")]


def test_a_content_alone_is_no_saying() -> None:
    assert told(marked(content="the ferries would sail by June")) == []


def test_a_source_that_is_a_part_of_one_token_names_nobody() -> None:
    found = told(marked(content="the ferries would sail by June", source="ficials", cue="hinted"))
    assert found == [("the ferries would sail by June", None, "hinted")]


def test_a_saying_gets_the_content_that_the_encoder_is_sure_of_where_theirs_is_far_off() -> None:
    parsed = marked(content="the ferries would sail by June")
    cue = next(t for t in parsed.doc if t.text == "hinted")
    june, ferries = parsed.doc[len(parsed.doc) - 1].i, parsed.doc[3].i
    far, near = (
        Saying(cue, "clause", {june}, None),
        Saying(cue, "clause", set(range(ferries, june + 1)), None),
    )
    recut(marked_contents(parsed), [far, near])
    assert far.content == set(range(ferries, june + 1))
    far.content = set(range(ferries + 1, june + 1))
    recut(marked_contents(parsed), [far])
    assert far.content == set(range(ferries + 1, june + 1))
