"""Furniture out of texts: paired files, single lines, and the promise that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean.furniture import sweep
from trackrecord.types import Removed

PAIRS = sorted((Path(__file__).parent / "furniture").glob("*.txt"))
PROSE = "The two sides met on Monday and said that they would go on talking."
LINES = st.sampled_from(
    [
        PROSE,
        "A subhead here",
        "Leave a Reply",
        "Related stories:",
        "• An item of a list",
        "Source link",
        "https://example.org/a",
        "By Ann Example",
        "Ruth says:",
        "May 4, 2020 at 9:12 am",
        "© Agency",
        "Share Tweet Print",
        "",
        "   ",
        "“Quoted words",
    ]
)


@pytest.mark.parametrize("file", PAIRS, ids=lambda file: file.stem)
def test_pairs(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    swept = sweep(text)
    assert [[item.reason, item.text] for item in swept.removed] == expected["removed"], expected["label"]
    gone = [line for _, line in expected["removed"]]
    kept = [line.strip() for line in text.split("\n") if line.strip()]
    for line in gone:
        kept.remove(line)
    assert [line for line in swept.text.split("\n") if line] == kept


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Source link", "link"),
        ("Source: Agencies", "credit"),
        ("Share Tweet WhatsApp Email Print", "share"),
        ("Facebook | Twitter | LinkedIn", "share"),
        ("Leave a CommentCancel reply", None),
        ("12 Comments", "comments"),
        ("Be the first to comment", "comments"),
        ("You must be logged in to post a comment.", "comments"),
        ("Skip to main content", "furniture"),
        ("Story continues below advertisement", "furniture"),
        ("5 min read", "furniture"),
        ("© 2020 Example Media Ltd", "furniture"),
        ("Privacy Policy | Terms of Service", "furniture"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("Download our app from Google Play", "newsletter"),
        ("For the day's stories, sign up for the Herald newsletter.", "newsletter"),
        ("Email address", "newsletter"),
        ("Click here to read more", "link"),
        ("READ ALSO: Minister denies delay", "link"),
        ("www.example.org/news", "link"),
        ("Buy now: 50% off winter hats", "spam"),
        ("https://example.com/shop/hats?ref=1", "spam"),
        ("Photo: Jane Doe/Agency", "caption"),
        ("A boy looks at the ruins of a school in Dahr on Sunday. [AFP]", "caption"),
        ("Workers load aid onto a truck (AP Photo/Jane Doe)", "caption"),
        ("Additional reporting by Jane Doe", "credit"),
        ("Associated Press writers Jane Doe and John Roe contributed to this report.", "credit"),
        ("With inputs from agencies", "credit"),
        ("Facebook Twitter Pinterest Reddit Share via Email Print", "share"),
        ("Tweet this", "share"),
        ("Notify of", "comments"),
        ("« Previous", "link"),
        ("Page 1 of 2", "link"),
        ("news@example.com", "link"),
        ("Advertisement. Scroll to continue.", "furniture"),
        ("Got a tip? Email us at tips@example.com", "furniture"),
        ("The post Talks end without a deal appeared first on Herald.", "furniture"),
        (
            "Disclaimer: The views expressed here are the author's own and not those of the Herald.",
            "furniture",
        ),
        ("Image caption, The two leaders met in the capital for the first time last week.", "caption"),
        ("Image source, Agency", "caption"),
        ("(This story has not been edited by our staff and is published from a syndicated feed.)", "credit"),
        ("(With agency inputs)", "credit"),
        ("-- Reuters", "credit"),
        ("Follow Herald News on Twitter and Facebook", "newsletter"),
        ("Published On 9 Oct 2021", "furniture"),
        ("Sat 9 Oct 2021 10.15 BST", "furniture"),
        ("Contact us", "furniture"),
        ("Contact", "furniture"),
        ("2010 - 2022 Example Media. All Rights Reserved.", "furniture"),
        ("Ann says: May 4, 2020 at 3:45 am", None),
    ],
)
def test_a_line_at_the_foot(line: str, reason: str | None) -> None:
    swept = sweep(f"{PROSE}\n{line}")
    assert [item.reason for item in swept.removed] == ([reason] if reason else [])


@pytest.mark.parametrize(
    "line",
    [
        "Photograph: Jane Doe/Agency The minister said on Monday that the talks had failed.",
        "(Reporting by Jane Doe) The minister said on Monday that the talks had failed again.",
        "The army said: share this land or leave it.",
        "Heavy shelling was reported from the old town.",
        "Opinion polls put the party at 30%.",
        "Home at last",
        "X marks the spot",
        "World Bank",
        "Update on the talks expected",
        "“Source link",
        "No comment.",
        "The minister resigned on Monday. He had promised to stay until the end of the talks. [AFP]",
        "Fighting went on in the old town on Monday, the army said. [Reuters]",
        "Report this to the tribunal, she wrote, or be quiet.",
        "The post of prime minister appeared first on the agenda.",
        "- Facebook",
        "By any means",
        "By Friday",
        "By Any Means Necessary",
        "Written by two former ministers, the paper accuses the army of delay.",
        "Sources: cabinet ready to resign",
        "The minister posted a photo: it showed two men in uniform.",
        "The United States contributed research.",
        "This website uses cookies to track its readers, researchers said.",
        "Like the Telegram channel before it, the site was blocked in May.",
        "The ponds are used for swimming and/or a pool",
        "Before they could vote, sign up or even read the newsletters, she said, the offices were closed.",
        "Thousands signed up for the newsletter of the party within a week of the vote in the north.",
    ],
)
def test_a_line_that_stays(line: str) -> None:
    swept = sweep(f"{PROSE}\n{line}\n{PROSE}")
    assert swept.removed == ()
    assert line in swept.text


def test_a_kicker_goes_only_over_the_first_paragraph() -> None:
    assert sweep(f"World News\n{PROSE}").removed == (Removed("World News", "furniture"),)
    assert sweep(f"{PROSE}\nWorld News\n{PROSE}").removed == ()


def test_bylines_and_networks_go_only_outside_the_paragraphs() -> None:
    assert [item.reason for item in sweep(f"By Ann Example\n{PROSE}\nFacebook\nBy Ann Example").removed] == [
        "credit",
        "share",
        "credit",
    ]


def test_a_comment_whose_head_is_one_line() -> None:
    removed = sweep(f"{PROSE}\nAnn Example says: May 4, 2020 at 3:45 am\nSo they say.").removed
    assert [item.reason for item in removed] == ["comments", "comments"]


def test_a_short_last_paragraph_behind_a_link_stays() -> None:
    swept = sweep(f"{PROSE}\nRead more: A headline\nThe trial continues.")
    assert [item.reason for item in swept.removed] == ["link"]
    assert swept.text.endswith("The trial continues.")


def test_empty_lines_between_paragraphs_become_one() -> None:
    assert sweep(f"\n\n{PROSE}  \n\n \n\n{PROSE}\n\n").text == f"{PROSE}\n\n{PROSE}"


def without_space(text: str) -> str:
    return "".join(text.split())


def accounts_for_all(text: str) -> None:
    """Check that kept lines and removed ones, in order, are the lines of the text."""
    swept = sweep(text)
    kept = [line for line in swept.text.split("\n") if line.strip()]
    gone = [item.text for item in swept.removed]
    for line in (line.strip() for line in text.split("\n")):
        if not line:
            continue
        if kept and line == kept[0] and not (gone and gone[0] == line):
            kept.pop(0)
        elif gone and line == gone[0]:
            gone.pop(0)
        else:
            kept.remove(line)
    assert (kept, gone) == ([], [])
    assert sorted(without_space(text)) == sorted(
        without_space(swept.text + "".join(r.text for r in swept.removed))
    )


@given(st.lists(LINES, max_size=14))
def test_text_and_removed_account_for_every_line(lines: list[str]) -> None:
    accounts_for_all("\n".join(lines))


@given(st.text())
def test_text_and_removed_account_for_any_text(text: str) -> None:
    accounts_for_all(text)


@given(st.lists(LINES, max_size=14))
def test_prose_is_never_removed_unless_a_reader_wrote_it(lines: list[str]) -> None:
    if "Ruth says:" not in lines:
        swept = sweep("\n".join(lines))
        assert PROSE not in [item.text for item in swept.removed]


@pytest.mark.parametrize(
    "junk", ["a", " ", "share ", "• ", "By A ", "A. ", "http://", "©", "Home > ", "(", "12 ", "A, and A "]
)
def test_junk_of_any_size_takes_linear_time(junk: str) -> None:
    text = junk * (100_000 // len(junk))
    assert without_space(sweep(text).text + "".join(r.text for r in sweep(text).removed)) == without_space(
        text
    )
