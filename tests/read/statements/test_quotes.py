"""Pairing of quotation marks, well set and garbled."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs
from trackrecord.read.statements.quotes import find_quotations


def quoted(text: str) -> list[str]:
    return [q.span.text(text) for q in find_quotations(text, split_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said. “And stay.”", ["“We go,”", "“And stay.”"]),
        ('"We go," he said, "and stay."', ['"We go,"', '"and stay."']),
        ("''Late'' but ''not too late''", ["''Late''", "''not too late''"]),
        ("«On part», dit-il.", ["«On part»"]),
        ("“We did it, “He added.", ["“We did it, “"]),
        ("“We did it, ”Hall wrote. “Bye.”", ["“We did it, ”", "“Bye.”"]),
        ("We will go,” he said.", ["We will go,”"]),
        ("“We will go, he said on Monday.", ["“We will go,"]),
        ("“We waited all day. “Then it rained,” she said.", ["“We waited all day.", "“Then it rained,”"]),
        ("“He called it “a joke” and left,” she said.", ["“He called it “a joke” and left,”"]),
        ('"He called it “a joke,” and left,” she said.', ['"He called it “a joke,” and left,”']),
        ('"He called it “a joke,” and left," she said.', ['"He called it “a joke,” and left,"']),
        (
            '"It rained. We ran." the road was gone by noon," she said.',
            ['"It rained. We ran." the road was gone by noon,"'],
        ),
        ("“It rained. We ran.” The road was gone,” she said.", ["“It rained. We ran.” The road was gone,”"]),
        (
            "“It rained a lot,” he said. The road was gone,” she said.",
            ["“It rained a lot,”", "The road was gone,”"],
        ),
        ("the workers' rights and the ministers' pay", []),
        ("He said 'the workers' rights matter' today", ["'the workers' rights matter'"]),
        pytest.param(
            "Rock 'n' roll in the '90s",
            [],
            marks=pytest.mark.xfail(strict=True, reason="one short word between apostrophes looks quoted"),
        ),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_paragraph_left_open_continues_only_into_one_that_opens() -> None:
    text = "“First.\n“Second.”\n“Third.\nfourth."
    first, _, third = find_quotations(text, split_paragraphs(text))
    assert first.continues
    assert not third.continues
    assert not third.closed


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“peace road”", False),
        ("“Go!”", True),
        ("“We will not sign this paper now”", True),
        ("“The Tempest”", False),
    ],
)
def test_speech_is_told_from_scare_quotes(text: str, speech: bool) -> None:
    (quotation,) = find_quotations(text, split_paragraphs(text))
    assert quotation.is_speech(text) is speech


@given(st.text(alphabet="“”\"'‘’«» a.,S\nsaid", max_size=120))
def test_quotations_are_ordered_and_inside_the_text(text: str) -> None:
    end = 0
    for quotation in find_quotations(text, split_paragraphs(text)):
        assert end <= quotation.span.start < quotation.span.end <= len(text)
        assert quotation.span.contains(quotation.inner)
        end = quotation.span.end


@pytest.mark.parametrize("piece", ['"', "“", "“a ", "'a ", "“a, b ", "a.” ", "\"a\" 'b' ", "“,  "])
def test_junk_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    find_quotations(text, split_paragraphs(text))
    assert time.process_time() - begin < 5
