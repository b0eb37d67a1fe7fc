"""The learning curve: sets of one subject are one, and what tells of a commitment is learnt across topics."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn")
pytest.importorskip("torch")

from training.curve import measured, subject
from training.labels import Deed, Marked, Mention


def report(topic: str, thing: str) -> Marked:
    sentences = [
        f"The {topic} pledged {thing}.",
        f"The {topic} delivered {thing}.",
        f"Rain fell on the {topic}.",
    ]
    mention = Mention(0, "promise", (4, 9), None, None, f"{topic}/t1")
    deed = Deed(1, "kept", (4, 9), f"{topic}/t1")
    return Marked(topic, topic, sentences, {"words_and_deeds"}, [mention], [deed])


def test_sets_of_one_subject_are_one() -> None:
    assert [subject(t) for t in ("iran", "iran2", "iran13")] == ["iran", "iran", "iran"]


def test_what_tells_of_a_commitment_carries_over_to_another_topic() -> None:
    known = [report("harbour", "cranes"), report("railway", "coaches"), report("bakery", "ovens")]
    told = measured(known, {"mill": [report("mill", "wheels")]})
    assert told == {"training_sentences": 9.0, "sentences_f1": 100.0, "deeds_f1": 100.0}
