"""The parse: held to the report's sentences, the same in parts as whole, clear when the model is missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean import clean_text
from trackrecord.errors import ModelError
from trackrecord.read import parse as module
from trackrecord.read.parse import load, parse

texts = (
    st.lists(
        st.sampled_from(
            ["He met Mr. Li. ", "“No!” ", "\n\n", "\r\n", "  ", "e\u0301 ", "👩‍👩‍👧 ", "שלום. ", "U.S. "]
        )
        | st.text(max_size=5),
        max_size=20,
    )
    .map("".join)
    .filter(str.strip)
)


@given(texts)
@settings(max_examples=40)
def test_tokens_give_the_text_back_and_sentences_are_the_reports(text):
    report = clean_text(text, text_only=True)
    parsed = parse(report)
    assert parsed.doc.text == report.text
    for index, sentence in parsed.sentences():
        span = report.sentences[index]
        assert sentence.start_char <= span.start
        assert sentence.end_char >= span.end
    for token in parsed.doc:
        if not token.is_space and report.sentences:
            assert report.sentences[parsed.sentence_at(token.idx)].start <= token.idx


def test_a_long_text_is_parsed_in_parts_with_the_same_tokens(monkeypatch):
    text = "The envoy met the mayor of Oslo on Monday. She said that nothing had been agreed.\n" * 60
    report = clean_text(text, text_only=True)
    whole = parse(report)
    monkeypatch.setattr(module, "_PART", 1000)
    parts = parse(report)
    assert [t.text for t in parts.doc] == [t.text for t in whole.doc]
    assert [t.idx for t in parts.doc] == [t.idx for t in whole.doc]
    assert [t.is_sent_start for t in parts.doc] == [t.is_sent_start for t in whole.doc]


def test_a_dateline_does_not_disturb_the_sentence_behind_it():
    report = clean_text("CAIRO, May 4 (Agency) — The envoy met the mayor.", text_only=True)
    roots = [s.root.lemma_ for s in parse(report).doc.sents]
    assert roots[-1] == "meet"


def test_a_missing_model_is_named_with_what_to_do():
    with pytest.raises(ModelError, match=r"no_such_model.*make install"):
        load("no_such_model")
