"""Sentences: where they end in news text, and that none of the text is lost or doubled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean import split_paragraphs, split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["He met Mr. Okoro.", "They left."],
        ["The U.S. military left.", "It said so."],
        ["It happened on Jan. 5 in Oslo.", "Nobody was hurt."],
        ["J. R. Moss signed it.", "The others did not."],
        ["“Stop!” he said.", "They did not."],
        ["“We will go.", "We have said so,” she added.", "Then she left."],
        ["The price was $3.5 million.", "It fell."],
        ["Will it hold?", "Nobody knows…", "The talks go on."],
        ["He works for Acme Inc. in Ohio.", "She does not."],
        ["They came at 5 p.m. local time.", "They left at six."],
        ["She left the U.S.", "The flight was late."],
        ["Gen. Ana Ruiz spoke.", "“No.”", "He agreed."],
        ["See Art. 5 of the treaty.", "It is short."],
        ["The end (of it all.)", "Then more."],
    ],
)
def test_where_sentences_end(sentences):
    text = " ".join(sentences)
    found = [s.text(text) for s in split_sentences(text)]
    assert found == sentences


def test_a_line_break_always_ends_a_sentence():
    text = "Talks to go on\n\nThe envoy met\nthe mayor."
    assert [s.text(text) for s in split_sentences(text)] == ["Talks to go on", "The envoy met", "the mayor."]


@pytest.mark.xfail(
    strict=True, reason="an initial before a sentence that opens with a name is taken for a name's"
)
def test_an_initial_that_ends_a_sentence():
    text = "They chose Plan B. Moscow objected."
    assert len(split_sentences(text)) == 2


pieces = st.sampled_from(
    [
        "Mr. ",
        "U.S. ",
        "He left. ",
        "“No!” ",
        "…",
        ".",
        "? ",
        "\n",
        "\r\n",
        " ",
        "e\u0301",
        "שלום. ",
        "👩‍👩‍👧 ",
        "A",
    ]
)
texts = st.lists(pieces | st.text(max_size=5), max_size=30).map("".join)


@given(texts)
def test_every_character_that_is_no_space_is_in_exactly_one_sentence_and_paragraph(text):
    for spans in (split_sentences(text), split_paragraphs(text)):
        covered = [i for s in spans for i in range(s.start, s.end)]
        assert len(covered) == len(set(covered))
        assert covered == sorted(covered)
        assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
        assert all(s.text(text).strip() == s.text(text) != "" for s in spans)


def test_a_long_hostile_line_takes_linear_time():
    import time

    def seconds(n):
        text = ("a.b." * n + '"”' * n + ". " * n)[: 4 * n]
        started = time.process_time()
        split_sentences(text)
        return time.process_time() - started

    seconds(1000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.01)
