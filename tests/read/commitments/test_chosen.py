"""Rules and encoder together: what is taken, with what kind and span."""

from __future__ import annotations

import numpy as np

from trackrecord.encoder import Answers
from trackrecord.encoder.heads import COLUMNS, KINDS, WIDTH
from trackrecord.encoder.tags import Tagged
from trackrecord.read.commitments.chosen import chosen, tidied
from trackrecord.types import Commitment, CommitmentKind, Span

TEXT = "Norland promised to open the pass and to pay the crews"
PIECES = tuple(
    Span(TEXT.index(w), TEXT.index(w) + len(w))
    for w in "Norland promised to open the pass and pay crews".split()
)


def answers(doubt: float = 0.0, told: float = 0.99, **marks: tuple[str, str]) -> Answers:
    """Return answers in which kinds mark words: ``promise=("open", "pass")`` from the first to the last.

    *doubt* is the probability that an unmarked word lies in some action, *told* that the sentence tells of a kind.
    """
    scores = np.full((1 + len(PIECES), WIDTH), -9.0, np.float32)
    scores[1:, COLUMNS["action"].start] = 0.0
    scores[1:, 2] = np.log(max(doubt, 1e-6) / (1 - doubt))
    scores[0, COLUMNS["kinds"]] = np.log(told / (1 - told))
    words = [p.text(TEXT) for p in PIECES]
    for kind, (first, last) in marks.items():
        column = 1 + 2 * KINDS.index(kind)  # type: ignore[arg-type]
        for i in range(words.index(first), words.index(last) + 1):
            scores[1 + i, :13] = -9.0
            scores[1 + i, column if words[i] == first else column + 1] = 9.0
    return Answers(PIECES, scores)


def commitment(words: str, kind: CommitmentKind = "promise") -> Commitment:
    at = TEXT.index(words)
    span = Span(at, at + len(words))
    return Commitment(span, 0, kind, "Norland", None, None, None, None, span, "do", None, None, None)


def made_of(mark: Tagged) -> Commitment:
    return commitment(mark.span.text(TEXT), KINDS[mark.label])


def test_where_both_find_it_the_encoder_gives_the_words_and_the_rule_has_a_say_in_the_kind() -> None:
    rule = [("v:promise:to", commitment("to open the pass"))]
    (found,) = chosen(rule, answers(offer=("open", "pass")), TEXT, made_of)
    assert found[0] == "v:promise:to + encoder"
    assert found[1].action.text(TEXT) == "open the pass"
    assert found[1].kind == "offer"
    close = answers(offer=("open", "pass"))
    close.scores[1:, 1:3] = close.scores[1:, 5:7] - 0.1  # as likely a promise
    assert chosen(rule, close, TEXT, made_of)[0][1].kind == "promise"


def test_what_the_encoder_alone_finds_is_taken() -> None:
    (found,) = chosen([], answers(promise=("open", "pass")), TEXT, made_of)
    assert found == ("encoder", commitment("open the pass"))


def test_a_rule_alone_stands_where_the_encoder_holds_its_sentence_for_possible() -> None:
    rule = [("v:promise:to", commitment("pay the crews"))]
    assert chosen(rule, answers(told=0.1), TEXT, made_of) == rule
    assert chosen(rule, answers(told=0.03), TEXT, made_of) == []
    assert chosen(rule, answers(0.1, told=0.03), TEXT, made_of, garble=0.5) == rule


def test_of_an_action_the_encoder_must_believe_its_sentence_as_well() -> None:
    assert chosen([], answers(told=0.5, promise=("open", "pass")), TEXT, made_of)
    assert not chosen([], answers(told=0.02, promise=("open", "pass")), TEXT, made_of)


def test_small_words_at_the_edges_are_no_part_of_an_action() -> None:
    span = Span(TEXT.index("and to pay"), len(TEXT))
    assert tidied(TEXT, span).text(TEXT) == "pay the crews"
    (found,) = chosen([], answers(promise=("to", "the")), TEXT, made_of)
    assert found[1].action.text(TEXT) == "open"


def test_empty_words_are_no_action() -> None:
    assert chosen([], answers(0.1, promise=("the", "the")), TEXT, made_of) == []


def test_who_says_we_is_bound_whoever_else_the_sentences_speak_of():
    import trackrecord

    text = (
        "The rebels have promised that families may leave the valley. “We will hold them to that in every meeting we have,”"
        " Ana Ruiz, the interior minister, said."
    )
    found = trackrecord.read(text, published="2027-03-02").commitments
    held = [c for c in found if "hold them" in c.action.text(text)]
    assert all("rebels" not in (c.by or "") for c in held)
