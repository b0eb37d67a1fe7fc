"""From marks to what every head should answer, and a teacher's word kept and given back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from trackrecord.encoder import load
from trackrecord.encoder.heads import COLUMNS, KINDS, RELATIONS, ROOTS, WIDTH
from training import soft
from training.agreement import agreement, kappa
from training.labels import Deed, Marked, Mention, digest, own, place
from training.targets import IGNORED, Sentence, pairs_of, sentences_of

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

    def told(n: int) -> np.ndarray:
        given = np.zeros((n, WIDTH), np.float16)
        for columns in COLUMNS.values():
            size = columns.stop - columns.start
            given[:, columns] = rng.dirichlet(np.full(size, 0.3), n) if size > 1 else rng.random((n, 1))
        return given

    every = [*sentences_of(report, pieces), *pairs_of([report], pieces)]
    answers = [told(len(s.pieces)) for s in every]
    soft.write(tmp_path / "soft.npz", every, answers)
    soft.attach(tmp_path / "soft.npz", every)
    for sentence, given in zip(every, answers, strict=True):
        assert sentence.soft is not None
        for head, columns in COLUMNS.items():
            if head not in sentence.asked:
                assert (sentence.soft[:, columns] == -1).all()
        if "action" in sentence.asked:
            own = COLUMNS["action"]
            kept = sentence.soft[1:, own.start + 1 : own.stop]
            assert np.abs(kept - given[1:, own.start + 1 : own.stop]).max() <= 0.031
            assert (sentence.soft[0, own] == -1).all()
        if sentence.asked == ("bears",):
            assert (sentence.soft[:, COLUMNS["bears"].start] >= 0).sum() == 1
    with pytest.raises(ValueError, match="other labels"):
        soft.attach(tmp_path / "soft.npz", every[:-1])


def test_marks_of_pairs_become_questions(pieces: Tokenizer) -> None:
    text = "Ostrel condemned Varnia, and its envoy left."
    source, target = place(text, "Ostrel"), place(text, "Varnia")
    assert source is not None
    assert target is not None
    marked = Marked("p", "pairs", [text], set())
    marked.pairs = [(0, source, target, "ACCUSE"), (0, target, source, None)]
    first, second = pairs_of([marked], pieces)
    assert first.tokens["root"][0] == 1 + ROOTS.index("ACCUSE")
    assert second.tokens["root"][0] == 0
    assert (first.pieces != second.pieces).any()


def test_a_step_lowers_the_loss(report: Marked, pieces: Tokenizer) -> None:
    torch = pytest.importorskip("torch")
    from training.fit import Recipe, train
    from training.model import Reader, Shape

    torch.manual_seed(0)
    model = Reader(Shape(layers=1, width=24, heads=2, inner=32))
    told: list[str] = []
    recipe = Recipe(epochs=12, rate=3e-3, head_rate=1e-2, batch=1)
    train(model, [sentences_of(report, pieces)], pairs_of([report], pieces), recipe, say=told.append)
    losses = [float(line.split("loss ")[1].split(",")[0]) for line in told]
    assert losses[-1] < 0.8 * losses[0]


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
