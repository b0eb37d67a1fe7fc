"""Pages as a whole: what they state, how they are dated, and pages of an odd kind."""

from __future__ import annotations

import json

import pytest

from trackrecord.clean import clean
from trackrecord.clean.pages import read_page
from trackrecord.errors import CleanError
from trackrecord.types import RawReport

TITLE = "Talks on the river end without a deal"
STORY = (
    "The two delegations left the capital on Monday after three days of talks about the river, officials said, without a deal.",
    "Both sides had promised in spring to open the upper dams by the end of the month, and observers say that one has done so.",
    "“We will meet again in May,” said Ana Duarte, who led one of the delegations and had asked for the talks in the winter.",
    "The harbour town of Karem has had no drinking water for six days, and its mayor has asked for tankers from the coast.",
)
ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2020-05-04T10:00:00Z",
    "dateModified": "2020-05-05T10:00:00Z",
    "author": {"name": "Ann Example"},
    "publisher": {"name": "Herald"},
}


def page(body: str | None = None, head: str = "", **said: object) -> str:
    content = "".join(f"<p>{line}</p>" for line in STORY) if body is None else body
    script = json.dumps(ARTICLE | said)
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><title>{TITLE} | Herald</title>{head}<script type='application/ld+json'>{script}</script></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{TITLE}</h1>{content}</article><footer>© Herald</footer></body></html>"
    )


def test_what_a_page_says_of_itself() -> None:
    found = read_page(page(head="<link rel='canonical' href='https://herald.example/river'>"), "/x/a.html")
    assert found.text.split("\n\n") in ([TITLE, *STORY], list(STORY))
    assert (found.title, found.authors, found.publisher) == (TITLE, ("Ann Example",), "Herald")
    assert (found.published, found.modified) == ("2020-05-04", "2020-05-05")
    assert (found.url, found.language) == ("https://herald.example/river", "en-GB")
    assert (found.removed, found.notes) == ((), ())


def test_a_page_that_was_changed_later_says_so() -> None:
    [note] = read_page(page(dateModified="2020-05-09"), "/x/a.html").notes
    assert "changed on 2020-05-09" in note


def test_a_live_blog_says_so_and_keeps_its_entries() -> None:
    entries = [{"@type": "BlogPosting", "headline": f"Entry {n}", "articleBody": STORY[n]} for n in range(4)]
    live = page(
        "<p>Loading the entries of today's blog about the talks, one moment please.</p>",
        **{"@type": "LiveBlogPosting"},
        liveBlogUpdate=entries,
    )
    found = read_page(live, "/x/a.html")
    assert [line for line in found.text.split("\n\n") if line in STORY] == list(STORY)
    [note] = found.notes
    assert "live blog" in note


def test_one_page_of_several_names_the_next() -> None:
    head = "<link rel='canonical' href='https://herald.example/river'><link rel='next' href='/river?page=2'>"
    [note] = read_page(page(head=head), "/x/a.html", "https://herald.example/river").notes
    assert "https://herald.example/river?page=2" in note


def test_a_page_behind_a_wall_says_so() -> None:
    short = f"<p>{STORY[0]}</p><p>{STORY[1]}</p>"
    [note] = read_page(page(short, isAccessibleForFree=False), "/x/a.html").notes
    assert "not free" in note
    assert read_page(page(short, isAccessibleForFree=True), "/x/a.html").notes == ()


def test_the_text_in_json_ld_stands_in_for_one_that_scripts_would_draw() -> None:
    found = read_page(
        page("<div id='app'>Please enable scripts.</div>", articleBody="\n".join(STORY)), "/x/a.html"
    )
    assert found.text.split("\n\n") == list(STORY)


def test_notes_and_what_was_taken_out_reach_the_report() -> None:
    bio = "Ann Example is a senior writer at the Herald with ten years of experience. She writes about rivers and dams."
    content = "".join(f"<p>{line}</p>" for line in STORY) + f"<p>{bio}</p>"
    html = page(content, isAccessibleForFree=False)
    report, _ = clean(RawReport(html.encode(), html, "html", "a", "/x/a", "utf-8", "0" * 64))
    assert bio not in report.text
    assert bio in [each.text for each in report.removed]
    assert len(report.notes) == 1
    assert (report.published, report.published_basis) == ("2020-05-04", "page")


@pytest.mark.parametrize("html", ["<html><body><script>1</script></body></html>", "", "<p>"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(CleanError):
        read_page(html, "/x/a.html")
