"""From marks to what every head should answer, and a teacher's word kept and given back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from trackrecord.encoder import load
from trackrecord.encoder.heads import KINDS
from training import soft
from training.agreement import agreement, kappa
from training.labels import Deed, Marked, Mention, digest, own, place
from training.targets import (
    ALL_SENTENCE_HEADS,
    ALL_TOKEN_HEADS,
    IGNORED,
    RELATIONS,
    Sentence,
    pairs_of,
    sentences_of,
)

FIRST = "The ferry company promised to hire forty deckhands by June if fares rise."
SECOND = "In May it hired all forty."


@pytest.fixture(scope="module")
def pieces() -> Tokenizer:
    encoder = load()
    if encoder is None:
        pytest.skip("the weights are not here")
    return encoder.pieces


@pytest.fixture
def report() -> Marked:
    action = place(FIRST, "hire forty deckhands")
    evidence = place(SECOND, "hired all forty")
    assert action is not None
    assert evidence is not None
    mention = Mention(
        0, "promise", action, place(FIRST, "if fares rise"), place(FIRST, "by June"), "t", "ferry company"
    )
    deed = Deed(1, "kept", evidence, "t")
    return Marked("r", "ferries", [FIRST, SECOND], {"words_and_deeds"}, [mention], [deed])


def words(sentence: Sentence, head: str, column: int, pieces: Tokenizer) -> str:
    return pieces.decode([int(p) for p in sentence.pieces[sentence.tokens[head] == column]])


def test_marks_become_targets(report: Marked, pieces: Tokenizer) -> None:
    first, second = sentences_of(report, pieces)
    kind = KINDS.index("promise")
    assert words(first, "action", 1 + 2 * kind, pieces) == "hire"
    assert words(first, "action", 2 + 2 * kind, pieces) == "forty deckhands"
    assert words(first, "term", 1, pieces) == "if"
    assert words(first, "term", 3, pieces) == "by"
    assert first.whole["kinds"][kind] == 1
    assert first.whole["deed"][0] == 0
    assert second.whole["deed"][0] == 1
    assert second.whole["relations"][RELATIONS.index("kept")] == 1
    assert (first.tokens["content"] == IGNORED).all()


def test_the_marks_answer_questions(report: Marked, pieces: Tokenizer) -> None:
    made = pairs_of([report], pieces)
    bearing = [p for p in made if (p.tokens["bears"] == 1 + RELATIONS.index("kept")).any()]
    holders = [p for p in made if (p.tokens["holder"] == 1).any()]
    assert len(bearing) == 1
    assert words(holders[0], "holder", 1, pieces) == "ferry company"


def test_a_teachers_word_is_kept_and_given_back(report: Marked, pieces: Tokenizer, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)

    def told(n: int) -> dict[str, np.ndarray]:
        given = {}
        for head in soft.LINE_HEADS:
            shares = rng.dirichlet(np.full(ALL_TOKEN_HEADS[head], 0.3), n)
            given[head] = shares.astype(np.float16)
        for head, size in ALL_SENTENCE_HEADS.items():
            given[head] = rng.random(size).astype(np.float16)
        return given

    sentences = sentences_of(report, pieces)
    pairs = [p for p in pairs_of([report], pieces) if (p.tokens["bears"] != IGNORED).any()]
    answers = [told(len(s.pieces) - 1) for s in sentences]
    asked = [{"bears": rng.dirichlet(np.ones(ALL_TOKEN_HEADS["bears"])).astype(np.float16)} for _ in pairs]
    soft.write(tmp_path / "soft.npz", [sentences], [answers], asked)
    soft.attach(tmp_path / "soft.npz", [sentences], pairs)
    for sentence, given in zip(sentences, answers, strict=True):
        assert np.abs(sentence.soft["action"][1:, 1:] - given["action"][:, 1:]).max() <= 0.031
        assert (sentence.soft["action"][0] == -1).all()
        assert np.allclose(sentence.soft["deed"], given["deed"], atol=0.003)
    for pair, given in zip(pairs, asked, strict=True):
        known = pair.soft["bears"][:, 0] >= 0
        assert known.sum() == 1
        assert np.allclose(pair.soft["bears"][known][0], given["bears"], atol=0.001)
    with pytest.raises(ValueError, match="other labels"):
        soft.attach(tmp_path / "soft.npz", [sentences, sentences], pairs)


def test_labels_of_another_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "words_and_deeds.jsonl").write_text(
        f'{{"id": "r", "batch": "b", "digest": "{digest([FIRST])}", "sentences": 1,'
        ' "mentions": [], "deeds": []}\n'
    )
    assert [r.id for r in own(tmp_path, {"r": [FIRST, SECOND]})] == ["r"]
    with pytest.raises(ValueError, match="not the one that was marked"):
        list(own(tmp_path, {"r": [SECOND]}))


def test_words_that_do_not_stand_there_are_refused() -> None:
    with pytest.raises(ValueError, match="does not stand in"):
        place(FIRST, "fifty")


def test_kappa_corrects_for_chance() -> None:
    assert kappa([(1, 1), (0, 0)]) == 1.0
    assert kappa([(1, 1), (1, 0), (0, 1), (0, 0)]) == 0.0
    assert kappa([(1, 1), (1, 1)]) == 1.0


def test_the_projects_own_labels_were_read_twice_in_part() -> None:
    told = agreement()
    assert told["attribution_units"] > 300
    assert 0.5 < told["content_characters"] <= 1
