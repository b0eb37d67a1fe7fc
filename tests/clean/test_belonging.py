"""Which blocks of a page belong to its report."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from trackrecord.clean.belonging import candidates_of, probability, sort_out
from trackrecord.clean.blocks import Block, blocks_of
from trackrecord.clean.features import Surroundings, features_of

STORY = [
    "The two delegations left the capital on Monday after three days of talks about the river, officials said, without a deal.",
    "Both sides had promised in spring to open the upper dams by the end of the month, and observers say that one has done so.",
    "“We will meet again in May,” said Ana Duarte, who led one of the delegations and had asked for the talks in the winter.",
    "The harbour town of Karem has had no drinking water for six days, and its mayor has asked for tankers from the coast.",
]
CONTENT = "<article class='story-body'>" + "".join(f"<p>{line}</p>" for line in STORY) + "</article>"


def blocks(html: str) -> list[Block]:
    return blocks_of(document_fromstring(f"<html><body>{html}</body></html>"))


def test_lines_and_left_blocks_in_one_order() -> None:
    page = blocks(
        "<p>One two three four five.</p><p>Left out here.</p><p>Six seven eight nine ten.</p><nav><p>Home page</p></nav>"
    )
    found = candidates_of(["One two three four five.", "Six seven eight nine ten."], page)
    assert [(each.text, each.kept) for each in found] == [
        ("One two three four five.", True),
        ("Left out here.", False),
        ("Six seven eight nine ten.", True),
    ]
    assert all(each.block is not None for each in found)


def test_a_line_that_is_several_blocks_is_taken_apart_and_a_row_is_not() -> None:
    page = blocks(
        "<div>First part of it<p>and its second part</p></div><table><tr><td>Bread and butter</td><td>12 tons</td></tr></table>"
    )
    lines = ["First part of it and its second part", "| Bread and butter | 12 tons |"]
    assert [each.text for each in candidates_of(lines, page)] == [
        "First part of it",
        "and its second part",
        lines[1],
    ]


def test_cells_of_a_kept_row_are_no_candidates_of_their_own() -> None:
    page = blocks(
        "<table><tr><td>Bread <p>white</p></td><td>12 tons</td><td>not in the row</td></tr></table>"
    )
    found = candidates_of(["| Bread  white | 12 tons |"], page)
    assert [(each.text, each.kept) for each in found] == [
        ("| Bread  white | 12 tons |", True),
        ("not in the row", False),
    ]


def test_lines_that_stand_nowhere_on_the_page_are_kept_as_candidates() -> None:
    found = candidates_of(["Nowhere to be found on the page."], blocks("<p>Something else altogether.</p>"))
    assert [(each.kept, each.block is None) for each in found] == [(True, True), (False, False)]


def test_a_story_stays_whole() -> None:
    done = sort_out(STORY, blocks(CONTENT), title="Talks end", publisher="Herald")
    assert (done.lines, done.removed) == (STORY, ())


def test_the_headline_stays() -> None:
    lines = ["Talks on the river end without a deal", *STORY]
    page = blocks(f"<h1>{lines[0]}</h1>{CONTENT}")
    assert sort_out(lines, page, title=lines[0]).lines == lines


def test_furniture_among_the_paragraphs_goes_and_is_listed() -> None:
    offers = [
        "Ready to get more from the Herald? Start your free trial today!",
        "Sign up for our free newsletter and get the best of the Herald in your inbox.",
        "Ann Example is a senior writer at the Herald with ten years of experience. She writes about rivers and dams.",
    ]
    html = CONTENT.replace(
        "</p><p>Both", f"</p><div class='cta-banner'><p>{offers[0]}</p></div><p>Both"
    ).replace(
        "</article>",
        f"<div class='newsletter-signup'><p>{offers[1]}</p></div><div class='author-bio'><p>{offers[2]}</p></div></article>",
    )
    lines = [STORY[0], offers[0], *STORY[1:], *offers[1:]]
    done = sort_out(lines, blocks(html), title="Talks end", publisher="Herald", authors=["Ann Example"])
    assert done.lines == STORY
    assert [each.text for each in done.removed] == offers
    assert done.removed[1].reason == "newsletter"
    assert done.removed[2].reason == "credit"


def test_a_page_that_the_model_does_not_know_keeps_its_text() -> None:
    lines = [f"Get offer {number} today: sign up now for free!" for number in range(12)]
    html = (
        "<div class='card promo cta'><div class='related'>"
        + "".join(f"<a href='/x'>{line}</a><br>" for line in lines)
        + "</div></div>"
    )
    done = sort_out(lines, blocks(html))
    assert sum(map(len, done.lines)) >= 0.7 * sum(map(len, lines))


def test_the_items_of_a_list_that_extraction_left_come_back() -> None:
    items = [
        f"Point {number} of the plan says that the upper dams are to be opened in month {number} of the year."
        for number in range(1, 4)
    ]
    html = CONTENT.replace(
        "</article>",
        "<ul>"
        + "".join(f"<li>{item}</li>" for item in items)
        + f"</ul><p>{STORY[0][:-1]} and again.</p></article>",
    )
    lines = [*STORY, "- " + items[0], f"{STORY[0][:-1]} and again."]
    done = sort_out(lines, blocks(html), title="Talks end")
    assert items[1] in done.lines
    assert done.lines.index(items[1]) < done.lines.index(items[2]) < len(done.lines) - 1


def test_order_of_features_does_not_count() -> None:
    candidates = candidates_of(STORY, blocks(CONTENT))
    found = features_of(Surroundings(candidates, None, None, ()), 1)
    assert (
        abs(probability(dict(sorted(found.items()))) - probability(dict(sorted(found.items(), reverse=True))))
        < 1e-9
    )


@given(
    st.lists(st.sampled_from([*STORY, "Share", "", "| a | b |", "Read more", "x" * 300]), max_size=8),
    st.booleans(),
)
def test_every_line_is_kept_or_listed(lines: list[str], on_page: bool) -> None:
    lines = [line for line in lines if line]
    done = sort_out(lines, blocks(CONTENT if on_page else "<p>Nothing of it</p>"))
    found = sorted("".join([*done.lines, *(each.text for each in done.removed)]))
    for line in lines:
        assert any(
            line == each or line in each for each in [*done.lines, *(each.text for each in done.removed)]
        )
    assert len(found) >= len("".join(lines)) or on_page
