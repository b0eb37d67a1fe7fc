"""Heads fitted anew: a sentence's answer is made over its pieces, and only those columns move."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from trackrecord.encoder.heads import COLUMNS, LEADING, POOLED_HEADS, WIDTH  # noqa: E402
from trackrecord.encoder.model import Answers  # noqa: E402
from training.figures import figures  # noqa: E402
from training.model import Reader, Shape  # noqa: E402
from training.refit import Refit, over, refit, states_of, windows_of  # noqa: E402
from training.targets import LINES, Sentence, blank  # noqa: E402

SMALL = Shape(layers=2, width=24, heads=2, inner=48)


def sentence(word: int, told: bool) -> Sentence:
    made = blank([LEADING, 2000, word, 2001], LINES)
    made.targets[0] = 0
    made.whole["kinds"][0] = int(told)
    return made


def reports() -> list[list[Sentence]]:
    return [[sentence(3000 + n % 2, bool(n % 2))] for n in range(40)]


def test_a_sentence_is_scored_over_its_pieces_as_at_run_time() -> None:
    scores = torch.randn(7, WIDTH)
    made = over(scores, [np.array([0, 0, 0]), np.array([0, 0, 1, 1])])
    for row, part in zip(made, (scores[:3], scores[3:5], scores[5:]), strict=True):
        answers = Answers((), part.numpy())
        for head in POOLED_HEADS:
            assert np.allclose(torch.sigmoid(row[COLUMNS[head]]).numpy(), answers.sentence(head), atol=1e-5)


def test_what_is_asked_is_learnt_and_no_other_column_moves() -> None:
    torch.manual_seed(1)
    model = Reader(SMALL)
    before = model.head.weight.detach().clone()
    windows = windows_of(reports())
    refit(model, windows, Refit(epochs=200, rate=3e-2), say=lambda _: None)
    moved = (model.head.weight.detach() != before).any(1).nonzero().flatten().tolist()
    assert set(moved) <= {c for h in POOLED_HEADS for c in range(COLUMNS[h].start, COLUMNS[h].stop)}
    with torch.no_grad():
        scores = [model.head(torch.from_numpy(s).float()).numpy() for s in states_of(model, windows[:2])]
    no, yes = (Answers((), s).sentence("kinds")[0] for s in scores)
    assert no < 0.5 < yes


def test_the_same_labels_give_the_same_heads() -> None:
    torch.manual_seed(1)
    first, second = Reader(SMALL), Reader(SMALL)
    second.load_state_dict(first.state_dict())
    for model in (first, second):
        refit(model, windows_of(reports()), Refit(epochs=2), say=lambda _: None)
    assert torch.equal(first.head.weight, second.head.weight)


def test_windows_are_led_in_by_the_sentence_before() -> None:
    long = [blank([LEADING, *range(2000, 2099)], LINES) for _ in range(3)]
    windows = windows_of([long])
    assert [(len(w), lead) for w, lead in windows] == [(1, 0), (1, 0), (1, 0)]
    short = [blank([LEADING, *range(2000, 2059)], LINES) for _ in range(5)]
    assert [(len(w), lead) for w, lead in windows_of([short])] == [(3, 0), (3, 1)]


def test_figures_hear_every_piece_of_a_sentence_as_well() -> None:
    shares = np.full((4, WIDTH), 1e-3, np.float32)
    shares[2, COLUMNS["kinds"].start] = 0.9
    told = [(sentence(3001, told=True), shares), (sentence(3000, told=False), np.full((4, WIDTH), 1e-3))]
    assert figures(told)["commitment"] == 100.0
