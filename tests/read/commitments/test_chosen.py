"""Rules and encoder together: what is taken, with what kind and span."""

from __future__ import annotations

import numpy as np

from trackrecord.encoder import Answers
from trackrecord.encoder.heads import KINDS, SENTENCE_HEADS, TOKEN_HEADS
from trackrecord.encoder.tags import Tagged
from trackrecord.read.commitments.chosen import chosen
from trackrecord.types import Commitment, CommitmentKind, Span

TEXT = "Norland promised to open the pass and to pay the crews"
PIECES = tuple(
    Span(TEXT.index(w), TEXT.index(w) + len(w))
    for w in "Norland promised to open the pass and pay crews".split()
)


def answers(kinds: float, **marks: tuple[str, str]) -> Answers:
    """Return answers in which kinds mark words: ``promise=("open", "pass")`` from the first to the last."""
    width = sum(TOKEN_HEADS.values()) + sum(SENTENCE_HEADS.values())
    scores = np.zeros((1 + len(PIECES), width), np.float32)
    scores[1:, 0] = 5.0
    words = [p.text(TEXT) for p in PIECES]
    for kind, (first, last) in marks.items():
        column = 1 + 2 * KINDS.index(kind)  # type: ignore[arg-type]
        for i in range(words.index(first), words.index(last) + 1):
            scores[1 + i, 0] = 0.0
            scores[1 + i, column if words[i] == first else column + 1] = 9.0
    at = sum(TOKEN_HEADS.values())
    scores[0, at : at + len(KINDS)] = np.log(kinds / (1 - kinds))
    return Answers(PIECES, scores)


def commitment(words: str, kind: CommitmentKind = "promise") -> Commitment:
    at = TEXT.index(words)
    span = Span(at, at + len(words))
    return Commitment(span, 0, kind, "Norland", None, None, None, None, span, "do", None, None, None)


def made_of(mark: Tagged) -> Commitment:
    return commitment(mark.span.text(TEXT), KINDS[mark.label])


def test_where_both_find_it_the_rule_gives_the_span_and_the_encoder_the_kind() -> None:
    rule = [("v:promise:to", commitment("open the pass"))]
    (found,) = chosen(rule, answers(0.9, offer=("open", "the")), TEXT, made_of)
    assert found[1].action.text(TEXT) == "open the pass"
    assert found[1].kind == "offer"


def test_what_the_encoder_alone_finds_is_taken() -> None:
    (found,) = chosen([], answers(0.9, promise=("open", "pass")), TEXT, made_of)
    assert found == ("encoder", commitment("open the pass"))


def test_a_rule_alone_stands_where_the_encoder_holds_it_for_possible() -> None:
    rule = [("v:promise:to", commitment("pay the crews"))]
    assert chosen(rule, answers(0.5), TEXT, made_of) == rule
    assert chosen(rule, answers(0.01), TEXT, made_of) == []


def test_a_piece_of_a_longer_action_is_dropped() -> None:
    def widened(mark: Tagged) -> Commitment:
        if mark.span.text(TEXT) == "open":
            return commitment("open the pass")
        return made_of(mark)

    found = chosen([], answers(0.9, promise=("open", "open"), offer=("pass", "pass")), TEXT, widened)
    assert [c.action.text(TEXT) for _, c in found] == ["open the pass"]


def test_empty_words_are_no_action() -> None:
    assert chosen([], answers(0.1, promise=("the", "the")), TEXT, made_of) == []
