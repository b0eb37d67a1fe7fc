"""Raw reports and texts to reports, all stages together."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean import clean, clean_text, report_id
from trackrecord.collect import collect
from trackrecord.errors import CleanError
from trackrecord.types import RawReport, Report

STORY = (
    "Talks on the river end without a deal\n\n"
    "The delegations left the capital on Monday after three days of talks about the river, officials said.\n\n"
    "“We will meet again in May,” said Ana Duarte, who led one of them.\n\n"
    "Leave a Reply\nYour email address will not be published.\n"
)
PAGE = """<!DOCTYPE html><html><head><title>Talks on the river end without a deal - Herald</title>
<meta property="og:site_name" content="Herald"><meta property="article:published_time" content="2020-05-04T10:00:00Z">
<link rel="canonical" href="https://example.org/river"></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Talks on the river end without a deal</h1>
<p>The delegations left the capital on Monday after three days of talks about the river, officials said.</p>
<p>Both sides had promised in spring to open the upper dams, and observers say that one of them has done so.</p>
<p>“We will meet again in May,” said Ana Duarte, who led one of the delegations at the talks this week.</p>
</article><footer>Copyright</footer></body></html>"""


def raw(text: str, markup: str = "text", **stated: str) -> RawReport:
    data = text.encode("utf-8")
    digest = hashlib.sha256(data).hexdigest()
    return RawReport(data, text, markup, "a", "/x/a", "utf-8", digest, **stated)  # type: ignore[arg-type]


def check(report: Report) -> None:
    """Check what holds for every report."""
    assert report.id == report_id(report.text) == hashlib.sha256(report.text.encode()).hexdigest()[:32]
    covered = [False] * len(report.text)
    last = 0
    for span in report.sentences:
        assert last <= span.start < span.end <= len(report.text)
        last = span.end
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(inside or char.isspace() for inside, char in zip(covered, report.text, strict=True))
    assert 0 <= report.garble <= 1


def test_a_text() -> None:
    report, publication = clean(raw(STORY, publisher="Herald", published="2020-05-04"))
    check(report)
    assert report.title == "Talks on the river end without a deal"
    assert report.text.startswith(report.title)
    assert report.text.endswith("who led one of them.")
    assert [item.reason for item in report.removed] == ["comments", "comments"]
    assert (report.published, report.published_basis) == ("2020-05-04", "given")
    assert (report.publisher, report.language, report.garble) == ("Herald", "en", 0.0)
    assert (publication.report, publication.path, publication.data) == (report.id, "a", STORY.encode())


def test_a_page() -> None:
    report, publication = clean(raw(PAGE, "html"))
    check(report)
    assert report.title == "Talks on the river end without a deal"
    assert (report.publisher, report.url) == ("Herald", "https://example.org/river")
    assert (report.published, report.published_basis) == ("2020-05-04", "page")
    assert "\n\nBoth sides had promised" in report.text
    assert "World" not in report.text
    assert publication.markup == "html"


def test_what_is_given_goes_before_what_the_page_says() -> None:
    report, _ = clean(
        raw(PAGE, "html", publisher="Post", title="River", published="2020", url="https://a.example/b")
    )
    assert (report.publisher, report.title, report.url) == ("Post", "River", "https://a.example/b")
    assert (report.published, report.published_basis) == ("2020", "given")


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<html><body></body></html>", "html"),
        ("<html><head><script>var a = 1;</script></head></html>", "html"),
        ("<" * 5000, "html"),
        ("\u200b\ufeff", "text"),
        ("Leave a Reply\nShare", "text"),
    ],
)
def test_where_no_text_is_left(text: str, markup: str) -> None:
    with pytest.raises(CleanError) as caught:
        clean(raw(text, markup))
    assert caught.value.thing == "/x/a"
    assert caught.value.step


@pytest.mark.parametrize(
    "html",
    ["<div>" * 20_000, "<p>a" * 1_000, "<table><tr><td>" * 2_000 + PAGE, "<a href=" * 20_000, "&" * 100_000],
)
def test_hostile_pages_end(html: str) -> None:
    try:
        report, _ = clean(raw(html, "html"))
    except CleanError:
        return
    check(report)


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(CleanError, match="elements"):
        clean(raw("<p>a" * 40_000, "html"))


def test_text_only_takes_the_text_as_it_stands() -> None:
    text = "  Leave a Reply\r\n\tThe â€œtalksâ€\x9d failed.\0 \ud800"
    report = clean_text(text, text_only=True, published="2020-05")
    check(report)
    assert len(report.text) == len(text)
    assert report.text[:-3] == text[:-3]
    assert report.removed == ()
    assert (report.published, report.published_basis) == ("2020-05", "given")


def test_a_text_at_hand_and_a_collected_one_give_the_same_report(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    [item] = collect([str(tmp_path / "a.txt")])
    assert isinstance(item, RawReport)
    assert clean(item)[0] == clean_text(STORY)


def test_line_ends_do_not_change_the_report() -> None:
    assert (
        clean_text(STORY.replace("\n", "\r\n")) == clean_text(STORY) == clean_text(STORY.replace("\n", "\r"))
    )


def test_notes_are_handed_on() -> None:
    item = raw(STORY)
    noted = RawReport(item.data, item.text, "text", "a", "a", "utf-8", item.sha256, notes=("odd",))
    assert clean(noted)[0].notes == ("odd",)


def test_a_text_without_a_headline_has_no_title() -> None:
    assert (
        clean_text("The talks failed. Nobody signed.\nThey will meet again in May, officials said.").title
        is None
    )


@given(st.text(alphabet=st.characters(), min_size=1), st.booleans())
def test_any_text_is_cleaned_or_refused(text: str, text_only: bool) -> None:
    try:
        report = clean_text(text, text_only=text_only)
    except CleanError:
        return
    check(report)
    if text_only:
        assert len(report.text) == len(text)


@given(st.text(alphabet="<>/=\"' abdivpscript!-&;#x0\n", max_size=300))
def test_any_page_is_cleaned_or_refused(html: str) -> None:
    try:
        report, _ = clean(raw(html, "html"))
    except CleanError:
        return
    check(report)
