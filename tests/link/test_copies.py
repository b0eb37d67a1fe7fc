"""Which reports are one text, and which of them is likely the original."""

from __future__ import annotations

import random
import re
import time
from itertools import permutations

import pytest

from trackrecord.link.copies import compare, link_copies

WIRE = (
    "Delegates from Ostrava Island and the Lowland Front opened talks in Port Sand on Monday, the first since a truce "
    "in March ended 14 months of fighting. Marta Quill, who leads the island's delegation, said that her side would "
    "hand over 212 prisoners by 30 June if the Front withdrew its guns from Mount Harrow. The Front's envoy, Bram Oduya, "
    "told reporters that no guns would move before the United Nations had sent observers. At least 31 people were killed "
    "near the village of Dell in the last week of February, according to the Harbour Relief Union. Quill said that both "
    "sides had agreed to meet again in Eastport on 12 May. The Norwegian mediator Liv Aasen described the opening day as "
    "calm. A second round is to deal with the return of 4,000 families to the Harrow valley. The island's council must "
    "approve any accord by a majority of two thirds, and elections are due in September."
)  # fmt: skip
OWN = (
    "It was raining in Port Sand when the two delegations walked in by separate doors. For Bram Oduya, envoy of the "
    "Lowland Front, this is the third such round; for Marta Quill it is the first. Neither shook hands. Residents of the "
    "harbour quarter, where shops closed early, said that they expected little. The war cost both sides dearly: schools "
    "in the Harrow valley have stood empty since last spring, and fishing boats lie idle. Diplomats in Oslo put the odds "
    "of an accord this year at one in three. The mediator, Liv Aasen, has asked both to keep silent until Thursday. "
    "Observers note that Ostrava Island votes in September, which leaves Quill little room to give way on prisoners."
)  # fmt: skip


def _rewritten(text: str, share: float, seed: int = 7) -> str:
    """Put an invented word for a share of the words in lower case, as a spinner of texts does; names stay."""
    rng = random.Random(seed)

    def put(match: re.Match[str]) -> str:
        word = match.group()
        return "".join(rng.choice("aeioubdgklmnprst") for _ in word) if rng.random() < share else word

    return re.sub(r"(?<![\w’'-])[a-z]{3,}", put, text)


def _report(desk, id_, text, published="2030-05-10", **more):
    return desk.draft(id_, text, published, **more).report


def test_same_words_with_other_breaks_are_an_exact_copy(desk):
    one, two = (
        _report(desk, "r1", WIRE),
        _report(desk, "r2", WIRE.replace(". ", ".\n\n").upper(), "2030-05-11"),
    )
    (group,) = link_copies([one, two])
    assert group.original == "r1"
    assert group.copies[0].relation == "exact"
    assert group.copies[0].score == 1.0
    assert "published first" in group.copies[0].reason


def test_updated_text_is_a_near_copy(desk):
    updated = WIRE.replace("212 prisoners", "230 prisoners") + " Talks were to go on overnight, an aide said."
    (group,) = link_copies([_report(desk, "r1", WIRE), _report(desk, "r2", updated, "2030-05-12")])
    assert (group.original, group.copies[0].relation) == ("r1", "near")


def test_part_of_a_text_is_an_excerpt(desk):
    (group,) = link_copies([_report(desk, "r1", WIRE), _report(desk, "r2", WIRE[:480])])
    assert group.copies[0].relation == "excerpt"
    assert group.original == "r1"


@pytest.mark.parametrize("share", [0.2, 0.3, 0.4, 0.5, 0.6])
def test_rewritten_copy_is_found_by_names_and_order(desk, share):
    spun = _report(desk, "r2", _rewritten(WIRE, share), "2030-05-11", garble=0.7)
    (group,) = link_copies([_report(desk, "r1", WIRE), spun, _report(desk, "r3", OWN)])
    assert group.reports == ("r1", "r2")
    if share >= 0.4:
        assert group.copies[0].relation == "rewritten"


def test_two_outlets_on_one_event_are_no_copies(desk):
    assert link_copies([_report(desk, "r1", WIRE), _report(desk, "r2", OWN)]) == ()
    assert compare(_report(desk, "r1", WIRE), _report(desk, "r2", OWN)) is None


def test_shared_quotation_alone_makes_no_copy(desk):
    quote = (
        "“We will hand over 212 prisoners by 30 June if the guns go from Mount Harrow,” Marta Quill said. "
    )
    assert link_copies([_report(desk, "r1", quote + OWN), _report(desk, "r2", WIRE[400:] + quote)]) == ()


def test_on_one_day_the_less_garbled_is_the_original(desk):
    spun = _report(desk, "r1", _rewritten(WIRE, 0.2), garble=0.6)
    (group,) = link_copies([spun, _report(desk, "r2", WIRE, garble=0.1)])
    assert group.original == "r2"
    assert "less garbled" in group.copies[0].reason


def test_undated_report_is_not_taken_for_the_original(desk):
    (group,) = link_copies(
        [_report(desk, "r1", WIRE, None), _report(desk, "r2", WIRE + " It rained.", "2030-05-10")]
    )
    assert group.original == "r2"


def test_order_does_not_matter(desk):
    reports = [
        _report(desk, "r1", WIRE),
        _report(desk, "r2", _rewritten(WIRE, 0.4), "2030-05-11"),
        _report(desk, "r3", OWN),
        _report(desk, "r4", WIRE[:500], "2030-05-12"),
    ]
    first = link_copies(reports)
    assert all(link_copies(order) == first for order in permutations(reports))


def test_short_texts_are_copies_only_word_for_word(desk):
    one, two, three = (
        _report(desk, f"r{i}", t) for i, t in enumerate(["No comment.", "No comment!", "No comments."])
    )
    (group,) = link_copies([one, two, three])
    assert group.reports == ("r0", "r1")


def test_texts_without_spaces_between_words_are_compared(desk):
    text = "代表团周一在港口城市开始会谈这是三月停火以来的首次会谈双方表示将在五月再次会面"
    (group,) = link_copies(
        [_report(desk, "r1", text, language="zh"), _report(desk, "r2", text + "。", language="zh")]
    )
    assert group.copies[0].relation == "exact"


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "a " * 30_000, "A" * 100_000, "“" * 5000, "9,9." * 20_000, "A-" * 50_000]
)
def test_junk_is_compared_in_bounded_time(desk, text):
    start = time.process_time()
    link_copies([_report(desk, "r1", text), _report(desk, "r2", text + " end"), _report(desk, "r3", WIRE)])
    assert time.process_time() - start < 10
