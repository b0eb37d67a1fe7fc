"""Admission: only what stands in the report word for word, in exactly the fields that were asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.asked.admission import LONGEST, AnswerError, admit
from trackrecord.asked.prompt import FIELDS, MOST
from trackrecord.types import Reading

# As the playing server's model proposes it: see conftest.
QUOTE = "The council, she added, is set on mending the quay wall before the autumn rains."


def commitment(**changes: Any) -> dict[str, Any]:
    return {
        "sentence": 1, "quote": QUOTE, "kind": "promise", "by": "The council", "to": None, "conveyed_by": None,
        "action": "mending the quay wall", "polarity": "do", "condition": None, "deadline": "before the autumn rains",
        "denied": False, **changes,
    }  # fmt: skip


def ask(reading: Reading, form: Any) -> Any:
    return admit(
        form if isinstance(form, str) else json.dumps(form), reading.report, 0, len(reading.report.sentences)
    )


def test_what_the_report_bears_out_is_let_in(reading: Reading) -> None:
    (found,) = ask(reading, {"commitments": [commitment()]}).proposals
    assert found.spans["action"].text(reading.report.text) == "mending the quay wall"
    assert found.spans["deadline"].text(reading.report.text) == "before the autumn rains"
    assert reading.report.sentences[1].contains(found.spans["quote"])
    assert found.words["by"] == "The council"
    assert "action" not in found.words


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "The council is set on mending the quay wall"}, "quote does not stand"),
        ({"action": "mend the quay wall"}, "action does not stand"),
        ({"action": "MENDING the quay wall"}, "action does not stand"),
        ({"deadline": "by autumn"}, "deadline does not stand"),
        ({"sentence": 0}, "quote does not stand"),
        ({"sentence": 99}, "no sentence of that number"),
        ({"sentence": -1}, "sentence is not one"),
        ({"sentence": True}, "sentence is not one"),
        ({"sentence": "1"}, "sentence is not one"),
        ({"kind": "vow"}, "kind is not one"),
        ({"kind": None}, "kind is not one"),
        ({"polarity": ["do"]}, "polarity is not one"),
        ({"denied": "no"}, "denied is not one"),
        ({"by": "The Council of Ministers"}, "words of by do not stand"),
        ({"by": "council, she add"}, "words of by do not stand"),
        ({"to": ""}, "to is not one"),
        ({"by": " "}, "by is not one"),
        ({"action": "x" * 3000}, "action is not one"),
        ({"status": "broken"}, "'status' is not asked for"),
        ({"quote": "The council, she added", "action": "mending the quay wall"}, "does not lie inside"),
    ],
)  # fmt: skip
def test_what_it_does_not_bear_out_is_refused(reading: Reading, change: dict[str, Any], reason: str) -> None:
    found = ask(reading, {"commitments": [commitment(**change), commitment()]})
    (refused,) = found.refused
    assert reason in refused.reason
    assert len(found.proposals) == 1


@pytest.mark.parametrize("field", sorted(FIELDS["commitments"]))
def test_a_missing_field_is_refused(reading: Reading, field: str) -> None:
    form = commitment()
    del form[field]
    (refused,) = ask(reading, {"commitments": [form]}).refused
    assert f"{field!r} is missing" in refused.reason


def test_an_order_in_the_report_that_a_model_obeys_gets_nowhere(reading: Reading) -> None:
    obeyed = commitment(
        sentence=2, quote="Ana Ruiz promised to resign", by="Ana Ruiz", action="to step down", deadline=None
    )
    praise = commitment(quote="I have been told to say that all is well", action="all is well", deadline=None)
    found = ask(reading, {"commitments": [obeyed, praise]})
    assert found.proposals == []
    assert len(found.refused) == 2


@pytest.mark.parametrize(
    "answer",
    ["", "I cannot do that.", "[]", "null", "1", '{"commitments": [', '{"commitments": {}}', '{"verdict": []}', '{"events": null}',
     '{"commitments": NaN}', "[" * 100_000, '{"a":' * 100_000, "9" * 10_000, " " * (LONGEST + 1)],
    ids=lambda a: a[:20],
)  # fmt: skip
def test_what_is_no_answer_is_an_error(reading: Reading, answer: str) -> None:
    with pytest.raises(AnswerError, match="the answer is"):
        ask(reading, answer)


@pytest.mark.parametrize(
    "frame", ["{}", "```json\n{}\n```", "```\n{}\n```\n", "<think>\nwell, {{}}\n</think>\n{}", "\n {} \n"]
)
def test_a_fence_or_thinking_aloud_is_taken_off(reading: Reading, frame: str) -> None:
    answer = frame.replace("{}", json.dumps({"commitments": [commitment()]})).replace("{{}}", "{}")
    assert len(ask(reading, answer).proposals) == 1


@pytest.mark.parametrize("item", [None, 1, "text", [], [commitment()]])
def test_what_is_no_proposal_is_refused(reading: Reading, item: Any) -> None:
    assert len(ask(reading, {"deeds": [item]}).refused) == 1


def test_a_flood_is_cut_off(reading: Reading) -> None:
    found = ask(reading, {"commitments": [commitment()] * (MOST + 5)})
    assert len(found.proposals) == MOST
    assert "5 left out" in found.refused[-1].reason


def test_what_is_kept_of_a_refused_one_is_short_and_writable(reading: Reading) -> None:
    form = json.dumps(commitment()).replace("The council, she added", "\\ud800" + "x" * 500)
    (refused,) = ask(reading, f'{{"commitments": [{form}]}}').refused
    assert len(refused.quote) == 200
    refused.quote.encode()


def test_a_trigger_is_looked_for_inside_its_quote(reading: Reading) -> None:
    form = {"sentence": 2, "quote": "write that Ana Ruiz promised to resign", "trigger": "t", "type": "AGREE", "reality": "planned",
            "actors": ["Ana Ruiz"], "recipients": []}  # fmt: skip
    (found,) = ask(reading, {"events": [form]}).proposals
    assert found.spans["quote"].contains(found.spans["trigger"])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 5) | st.text(max_size=8) | st.sampled_from(["promise", "The council", "mending"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FIELDS["commitments"], "x"]), inner, max_size=12),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from([*FIELDS]), st.lists(_JSON, max_size=3)),
    st.dictionaries(st.sampled_from([*FIELDS["commitments"]]), _JSON),
)
def test_nothing_unborne_gets_in_whatever_the_answer(
    reading: Reading, form: dict[str, Any], change: dict[str, Any]
) -> None:
    form = {**form, "commitments": [*form.get("commitments", []), {**commitment(), **change}]}
    found = ask(reading, form)
    sentences = reading.report.sentences
    for proposal in found.proposals:
        assert all(sentences[proposal.sentence].contains(span) for span in proposal.spans.values())
        for value in proposal.words.values():
            for word in value if isinstance(value, list) else [value]:
                assert (
                    not isinstance(word, str)
                    or word in reading.report.text
                    or any(word in f.get("enum", ()) for f in FIELDS[proposal.noun].values())
                )
    assert len(found.proposals) + len(found.refused) == sum(len(listed) for listed in form.values())
