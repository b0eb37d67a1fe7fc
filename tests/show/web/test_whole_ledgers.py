"""The two example ledgers and one of 2,000 reports: every page of them, and in the browser each kind of page."""

import re
from datetime import date, timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmarks.served import plain_findings, plain_history, plain_links
from trackrecord import Ledger, build
from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.show.web.app import create_app
from trackrecord.types import Commitment, Deed, Mention, Party, Publication, Reading, Report, Span

EXAMPLES = Path(__file__).parents[3] / "examples"
_HREF = re.compile(r'href="(/[^"#]*)')


@pytest.fixture(scope="module", params=["doha", "ceasefire"])
def example(request, tmp_path_factory):
    path = tmp_path_factory.mktemp(request.param) / f"{request.param}.db"
    build([EXAMPLES / request.param], path)
    return path


def things(client):
    """The address of every thing there is a page of."""
    keys = {
        "commitments": "thread",
        "parties": "party",
        "occasions": "occasion",
        "stories": "story",
        "reports": "report",
    }
    for name, key in keys.items():
        number = 1
        asked = {"size": 1000, "anonymous": "any", "undertaking": "any"}
        while rows := client.get(f"/{name}.json", params={**asked, "page": number}).json()["rows"]:
            yield from (f"/{name}/{row[key]}" for row in rows)
            number += 1


def test_every_page_of_an_example_is_there_and_leads_on(example):
    client = TestClient(create_app(example), base_url="http://127.0.0.1:8742")
    some = list(things(client))
    assert len(some) > 300
    linked = set()
    for where in some:
        answer = client.get(where)
        assert answer.status_code == 200, where
        linked.update(unescape(href).partition("?")[0] for href in _HREF.findall(answer.text))
    # Every thing that a page leads to is one of those that are there.
    assert {
        href for href in linked if href.count("/") == 2 and not href.startswith(("/static", "/originals"))
    } <= set(some)


def test_the_browser_finds_nothing_wrong_on_any_page_of_an_example(watched, example, serving):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page, wrong = watched
    client = TestClient(create_app(example), base_url="http://127.0.0.1:8742")
    some = list(things(client))
    with serving(example) as address:
        for number, where in enumerate(some):
            page.goto(address + where, wait_until="domcontentloaded")
            if number % 30 == 0:
                found = axe.run(page).response["violations"]
                assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == [], where
    assert wrong == []


def test_what_a_garbled_copy_changed_is_shown_beside_its_original(example):
    client = TestClient(create_app(example), base_url="http://127.0.0.1:8742")
    with Ledger.open(example, read_only=True) as record:
        rows = record.connection.execute("SELECT copy, original_text, copy_text FROM corruption").fetchall()
    # One of the reports of the doha example is a spun copy that garbles a name.
    assert rows or "doha" not in example.name
    for copy, was, now in rows:
        page = client.get(f"/reports/{copy}").text
        assert re.search(rf"<del[^>]*>{re.escape(was)}</del>", page)
        assert re.search(rf"<ins[^>]*>{re.escape(now)}</ins>", page)


def many(number):
    """Readings made directly: short reports of ministers who undertake something, some of whom are said to have kept it."""
    for n in range(number):
        who, town = f"Minister {chr(65 + n % 26)}{n % 97}son", f"Town{n % 400}"
        text = f"{who} promised to reopen the bridge at {town}.\n\nThe bridge at {town} was reopened in week {n}, monitors said."
        start = text.index("reopen")
        first, second = split_sentences(text)
        report = Report(
            sha256(text.encode()).hexdigest()[:32], text, (first, second), split_paragraphs(text), f"Bridge at {town}",
            f"Outlet {n % 40}", f"https://o{n % 40}.example/{n}", (date(2019, 1, 1) + timedelta(days=n // 3)).isoformat(), "given",
        )  # fmt: skip
        party = Party("p1", "person", who, (Mention(Span(0, len(who)), "name"),), (who,))
        action = Span(start, first.end - 1)
        given = Commitment(Span(0, first.end), 0, "promise", who, "p1", None, None, None, action, "do")
        deeds = (
            Deed(Span(second.start, second.end), 1, "kept", "monitors", None, "third_party", None, (0,)),
        )
        yield Reading(report, parties=(party,), commitments=(given,), deeds=deeds if n % 3 == 0 else ())


def test_two_thousand_reports_every_page_and_each_list_to_its_end(tmp_path, watched, serving):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = tmp_path / "large.db"
    with Ledger.open(path, create=True) as record:
        record.connection.execute("PRAGMA synchronous = OFF")
        made = list(many(2000))
        for reading in made:
            r = reading.report
            data = r.text.encode()
            publication = Publication(
                r.id, sha256(data).hexdigest(), f"{r.id}.txt", r.url, r.publisher, r.title, r.published, "given", None, "utf-8",
                "text", data,
            )  # fmt: skip
            record.add(r, publication, reading, version="0")
        links = plain_links(made)
        record.replace_links(links, plain_findings(links), history=plain_history(links, made))
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8742")
    some = list(things(client))
    assert len([s for s in some if s.startswith("/reports")]) == 2000
    for where in some[:: max(1, len(some) // 700)]:
        assert client.get(where).status_code == 200, where
    last = client.get("/reports?page=40").text
    assert "page 40 of 40" in last
    page, wrong = watched
    names = "commitments parties occasions stories reports statements figures graph search?q=bridge days review rulings".split()
    with serving(path) as address:
        # Every list, and things of every kind from all over.
        for where in ("/", *(f"/{name}" for name in names), *some[:: len(some) // 20]):
            page.goto(address + where)
            found = axe.run(page).response["violations"]
            assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == [], where
        page.goto(f"{address}/reports")
        for _ in range(5):
            with page.expect_navigation():
                page.locator("a[rel=next]").click()
        assert "page=6" in page.url
    assert wrong == []
