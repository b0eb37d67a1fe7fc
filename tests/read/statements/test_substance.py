"""Contents that say something, told from names, pronouns and stubs."""

from __future__ import annotations

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.read.statements.substance import says_something
from trackrecord.types import Report


def statements_of(text: str) -> list[str]:
    parsed = parse(Report("r", text, split_sentences(text), split_paragraphs(text)))
    found = find_statements(parsed, find_parties(parsed))
    return [" ".join(s.text(text) for s in f.content) for f in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brandt supports him.",
        "The band is also known as the River Front.",
        "Reed speaks for the Upper Valley Front.",
        "She thanked him.",
        "They were called the Weir Boys.",
    ],
)
def test_a_name_or_pronoun_is_no_statement(text: str) -> None:
    assert statements_of(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Brandt condemned the attack.", "the attack"),
        ("The mayor called for a ceasefire.", "a ceasefire"),
        ("The envoy said it rained.", "it rained"),
        ("Ministers announced the closure of the port.", "the closure of the port"),
        ("She said “never”.", "“never”"),
        ("The mayor endorsed Ada Brandt.", "Ada Brandt"),
        ("The council opposes the new toll.", "the new toll"),
    ],
)
def test_an_act_a_clause_or_a_quoted_word_is_one(text: str, content: str) -> None:
    assert statements_of(text) == [content]


@pytest.mark.parametrize("stub", ["a threat to", "many of whom are", "certain", "he", "the person", "…", ""])
def test_stubs_say_nothing(stub: str) -> None:
    tokens = list(parse(Report("r", stub, split_sentences(stub), split_paragraphs(stub))).doc)
    assert not says_something(tokens)
