"""The blocks of a page: their text, their links and the hints around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from trackrecord.clean.blocks import Stamp, blocks_of

PARAGRAPH = (
    "The delegations left the capital on Monday after three days of talks about the river, officials said."
)


def tree_of(body: str) -> HtmlElement:
    return document_fromstring(f"<html><body>{body}</body></html>")


def test_blocks_in_order_with_inline_markup_inside() -> None:
    blocks = blocks_of(
        tree_of(
            "<h1>Talks <em>end</em></h1><div>Loose text<p>One <a href='/x'>linked</a> word.</p>after it</div>"
            "<p>First line<br>second line</p><script>var a;</script><p hidden>Unseen</p>"
        )
    )
    assert [block.text for block in blocks] == [
        "Talks end",
        "Loose text",
        "One linked word.",
        "after it",
        "First line",
        "second line",
    ]
    assert blocks[0].heading
    assert (blocks[2].words, blocks[2].link_words) == (3, 1)


def test_hints_come_from_around_but_not_from_what_holds_most_of_the_page() -> None:
    blocks = blocks_of(
        tree_of(
            f"<div class='with-sidebar'><article><p class='storyText'>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article>"
            "<aside id='relatedLinks'><div><div><div><p>Another headline</p></div></div></div></aside></div>"
        )
    )
    assert {"story", "text", "p"} <= blocks[0].own
    assert "sidebar" not in blocks[0].hints | blocks[2].hints
    assert "article" not in blocks[0].hints  # it holds more than half of the words
    assert {"related", "links", "aside"} <= blocks[2].hints
    assert "related" not in blocks[2].own  # too far up


def test_times_are_kept_with_their_place() -> None:
    [block] = blocks_of(tree_of("<p>Posted <time datetime='2020-05-04T10:00'>4 May</time> by Ann</p>"))
    assert block.stamps == (Stamp("2020-05-04T10:00", len("Posted")),)
    [empty] = blocks_of(tree_of("<div><time datetime='2020-05-04'></time></div>"))
    assert (empty.text, empty.stamps) == ("", (Stamp("2020-05-04", 0),))


def test_deep_pages_take_linear_time() -> None:
    blocks = blocks_of(tree_of("<div class='a b'>x" * 3_000))
    assert len(blocks) >= 200
    assert all(block.own for block in blocks[-3:])


@given(st.text(alphabet="<>/ abdivpime=\"'&;", max_size=200))
def test_every_word_is_in_a_block(html: str) -> None:
    tree = tree_of(f"<p>start</p>{html}")
    found = "".join("".join(block.text.split()) for block in blocks_of(tree))
    assert found.startswith("start")
    for block in blocks_of(tree):
        assert block.link_words <= block.words
        assert block.bold_words <= block.words
