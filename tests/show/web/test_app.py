"""Every page of a real ledger: what it shows, that all links lead somewhere, and that no address breaks it."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from trackrecord import Ledger
from trackrecord.ledger.browse.tables import LISTINGS
from trackrecord.show.web.app import PAGES, STATIC, THINGS, create_app

_HREF = re.compile(r'(?:href|src|action)="([^"]*)"')


@pytest.fixture(scope="module")
def client(built):
    return TestClient(create_app(built), base_url="http://127.0.0.1:8742", raise_server_exceptions=True)


def links(page: str) -> list[str]:
    return [unescape(href) for href in _HREF.findall(page)]


def first(client, name: str, key: str) -> str:
    return client.get(f"/{name}.json").json()["rows"][0][key]


def test_every_link_of_every_page_leads_somewhere(client):
    seen, todo, outside = set(), ["/"], set()
    while todo and len(seen) < 400:
        href = todo.pop(0)
        answer = client.get(href)
        assert answer.status_code == 200, href
        seen.add(href)
        if "html" not in answer.headers["content-type"]:
            continue
        for found in links(answer.text):
            if found.startswith(("http://", "https://")):
                outside.add(urlsplit(found).hostname)
            bare = found.partition("#")[0]
            if bare.startswith("/") and bare not in seen and bare not in todo:
                todo.append(bare)
    kinds = {href.split("?")[0].split("/")[1] for href in seen}
    assert kinds >= {*THINGS, *LISTINGS, "graph", "days", "help", "static"}
    # The reports' own addresses are the only way out, and a reader has to click to take it.
    assert outside <= {"fjord.example", "post.example"}


def test_nothing_is_loaded_from_elsewhere(client):
    for name in PAGES:
        page = client.get(f"/{name}").text
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', page)
        assert loaded
        assert all(href.startswith(("/static/", "data:")) for href in loaded)


def test_the_overview_counts_what_the_ledger_holds(client, built):
    page = client.get("/").text
    with Ledger.open(built, read_only=True) as record:
        reports = record.counts()["report"]
    assert f"<b>{reports}</b> reports" in page


def test_a_commitment_shows_for_and_against_and_its_rule(client):
    found = client.get("/commitments.json", params={"q": "reopen bridge"}).json()["rows"]
    assert found
    page = client.get(f"/commitments/{found[0]['thread']}").text
    assert "reopen the bridge" in page
    assert "<h2>For</h2>" in page
    assert "<h2>Against</h2>" in page
    assert "rule <code>" in page
    data = client.get(f"/commitments/{found[0]['thread']}.json").json()
    assert data["told"]
    for told in data["told"]:
        at = told["start"] - told["sentence_start"]
        assert told["sentence"][at : at + len(told["quote"])] == told["quote"]


def test_a_report_marks_its_spans_and_points_one_out(client, built):
    report = first(client, "commitments", "thread")
    told = client.get(f"/commitments/{report}.json").json()["told"][0]
    page = client.get(unescape(told["href"]).partition("#")[0]).text
    sought = "".join(re.findall(r'<span id="c\d+" class="sought">(.*?)</span>(?=<|\n)', page, re.S))
    assert re.sub(r"<[^>]+>", "", sought)[: len(told["quote"])].strip()
    assert 'class="m m-commitment"' in page
    with Ledger.open(built, read_only=True) as record:
        text = record.report(told["report"]).text
    assert told["quote"] in text


def test_as_of_goes_along_and_leaves_out_what_came_later(client):
    early = client.get("/reports.json", params={"as_of": "2027-03-03"}).json()
    late = client.get("/reports.json").json()
    assert early["total"] < late["total"]
    assert all(row["published"] <= "2027-03-03" for row in early["rows"])
    page = client.get("/", params={"as_of": "2027-03-03"}).text
    inner = [href for href in links(page) if href.startswith("/") and not href.startswith("/static")]
    kept = [href for href in inner if "as_of=2027-03-03" in href]
    assert len(kept) > 10
    # Only the way back to today, and where forms are sent to, are without the day.
    assert {href.split("?")[0] for href in set(inner) - set(kept)} <= {"/", "/search"}


def test_a_thing_as_of_a_day_before_it_was_told_says_so(client):
    for name, key in (
        ("commitments", "thread"),
        ("parties", "party"),
        ("occasions", "occasion"),
        ("stories", "story"),
    ):
        page = client.get(f"/{name}/{first(client, name, key)}", params={"as_of": "2000-01-01"})
        assert page.status_code == 200
        assert "mark>" not in page.text


def test_a_day_that_is_none_is_passed_over_and_told(client):
    page = client.get("/commitments", params={"as_of": "2027-99-99x"})
    assert page.status_code == 200
    assert "is no day" in page.text


def test_a_filter_that_is_unknown_is_told(client):
    page = client.get("/commitments", params={"colour": "red", "status": "splendid"})
    assert "colour=red" in page.text
    assert "status=splendid" in page.text


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_csv_has_all_rows_under_the_documented_columns(client, name):
    text = client.get(f"/{name}.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == client.get(f"/{name}.json").json()["total"]
    page = client.get("/help").text
    for column in LISTINGS[name].columns:
        assert column.name in rows[0]
        assert f"<code>{column.name}</code>" in page


def test_what_is_not_there_is_told_with_a_next_step(client):
    for name in THINGS:
        answer = client.get(f"/{name}/none-such")
        assert answer.status_code == 404
        assert "search for it by its words" in answer.text
        assert client.get(f"/{name}/none-such.json").json()["error"]
    assert client.get("/no/such/page").status_code == 404


def test_original_bytes_are_saved_and_never_shown(client, built):
    report = first(client, "reports", "report")
    sha256 = client.get(f"/reports/{report}.json").json()["publications"][0]["sha256"]
    answer = client.get(f"/originals/{sha256}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    with Ledger.open(built, read_only=True) as record:
        assert answer.content == record.original(sha256)
    assert client.get("/originals/none").status_code == 404


def test_reading_pages_leaves_the_ledger_as_it_is(client, built):
    before = built.read_bytes()
    client.get("/")
    client.get("/commitments", params={"q": "bridge"})
    assert built.read_bytes() == before


_anything = st.text(max_size=30) | st.sampled_from(
    [
        "' OR 1=1 --",
        '"',
        "*",
        "NEAR(",
        "\x00",
        "9" * 30,
        "-1",
        "2027-03-03",
        "any",
        "1",
        "%",
        "\\",
        "<script>",
    ]
)


@settings(max_examples=60)
@given(
    st.sampled_from([*sorted(LISTINGS), "search", "graph", "days", ""]),
    st.dictionaries(
        st.sampled_from(
            ["q", "page", "size", "order", "as_of", "from", "party", "status", "kind", "relation", "story"]
        ),
        _anything,
        max_size=4,
    ),
)
def test_no_query_breaks_a_page(client, name, params):
    clean = {k: v.encode("utf-8", "replace").decode() for k, v in params.items()}
    answer = client.get(f"/{name}", params=clean)
    assert answer.status_code in (200, 404)
    assert "<script>" not in answer.text.replace('<script src="/static/trackrecord.js" defer></script>', "")


def test_every_page_and_key_is_documented(client):
    page = (Path(__file__).parents[3] / "docs" / "pages.md").read_text("utf-8")
    # What is served at all, whatever the page of it is called.
    served = {route.path for route in client.app.routes if isinstance(route, Route)} - {"/originals/{sha256}"}
    for path in served:
        name = path.replace("{id}", "ID").removesuffix(".json").removesuffix(".csv")
        assert f"`{name}`" in page, path
    script = (STATIC / "trackrecord.js").read_text("utf-8")
    keys = set(re.findall(r'case "(.)":', script))
    assert keys == set("/jkaxc?")
    for key in keys:
        assert f"`{key}`" in page
        assert f"<kbd>{key}</kbd>" in client.get("/help").text


def test_what_is_no_undertaking_says_so_in_its_name(client):
    rows = client.get("/commitments.json", params={"undertaking": "no"}).json()["rows"]
    assert rows
    for row in rows[:5]:
        assert f"({row['kind']}): " in client.get(f"/commitments/{row['thread']}").text
    assert f"{rows[0]['kind']}:</strong>" in client.get("/commitments", params={"undertaking": "no"}).text


def test_a_statement_stands_in_its_sentence(client, built):
    rows = client.get("/statements.json", params={"size": 1000}).json()["rows"]
    page = client.get("/statements", params={"size": 1000}).text
    around = re.findall(r'<span class="around">(.*?)</span>', page, re.S)
    assert len(around) == 2 * len(rows)
    with Ledger.open(built, read_only=True) as record:
        for row, before, after in zip(rows, around[::2], around[1::2], strict=True):
            text = record.report(row["report"]).text
            assert text[: row["start"]].endswith(unescape(before).removeprefix("… "))
            assert text[row["end"] :].startswith(unescape(after).removesuffix(" …"))


def test_a_ledger_that_is_gone_is_told(tmp_path):
    client = TestClient(create_app(tmp_path / "none.db"), base_url="http://127.0.0.1:8742")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "there is no ledger here" in answer.text
