"""Clauses of an accord set out as a numbered list."""

from __future__ import annotations

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.commitments.clauselists import clause_bindings, speaks_of_accord
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.types import Report


def _bound_in(text: str) -> list[str]:
    parsed = parse(Report("x", text, split_sentences(text), split_paragraphs(text)))
    parties = find_parties(parsed)
    return [
        made.bound.text
        for index, sentence in parsed.sentences()
        for made in clause_bindings(list(sentence), index, parsed, parties)
        if made.bound is not None
    ]


@pytest.mark.parametrize("opening", ["1. ", "(2) ", "3) ", "Clause 4: ", "ARTICLE 5. "])
def test_a_numbered_line_binds(opening: str) -> None:
    assert _bound_in(f"The treaty.\n\n{opening}The navy leaves the harbour by 3 June.") == ["navy"]


@pytest.mark.parametrize(
    "line",
    ["The navy leaves the harbour by 3 June.", "1. The navy left the harbour.", "1. The rain leaves a mark."],
)
def test_plain_lines_past_acts_and_things_do_not(line: str) -> None:
    assert _bound_in(f"The treaty.\n\n{line}") == []


def test_speaks_of_accord() -> None:
    def parsed(text: str) -> bool:
        return speaks_of_accord(parse(Report("x", text, split_sentences(text), split_paragraphs(text))))

    assert parsed("Both signed the pact.")
    assert not parsed("Both ate the soup.")
