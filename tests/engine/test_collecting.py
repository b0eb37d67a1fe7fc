"""A whole site collected over loopback: killed and gone on with, nothing doubled, nothing lost, nothing forbidden touched."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from benchmarks.collecting import MANNERS, collect_until_done, recorded
from benchmarks.site import Site
from trackrecord import Ledger
from trackrecord.collect import Which
from trackrecord.engine.collecting import fetch, read_fetched, sources_of
from trackrecord.ledger.fetched import FetchStore


@pytest.fixture
def site():
    with Site(30, slow=0.05, bomb=5_000_000) as served:
        yield served


def manners(site):
    return MANNERS((site.address,))


def test_a_site_is_collected_killed_and_gone_on_with(tmp_path, site):
    ledger = tmp_path / "record.db"
    done = collect_until_done(site, ledger, kills=3, seed=5, longest=0.5, reading=False)
    assert done.kills == 3
    with Ledger.open(ledger) as record:
        pages = [fetched for kind, fetched in FetchStore(record).answers() if kind == "page"]
        assert not list(record.verify())
    assert set(Counter(page.url for page in pages).values()) == {1}
    assert {page.final_url for page in pages} >= site.good
    assert not site.inside
    assert not [path for path in site.asked if path.startswith("/private/")]


def test_a_second_run_asks_only_the_lists_and_conditionally(tmp_path, site):
    ledger = tmp_path / "record.db"
    named = sources_of([site.url("/feed.json"), site.url("/atom.xml")]).wanted
    first = fetch(named, ledger, manners=manners(site))
    before = dict(site.asked)
    again = fetch(named, ledger, manners=manners(site))
    assert first.fetched
    assert not again.fetched
    more = {path for path, count in site.asked.items() if count > before[path]}
    assert more == {"/feed.json", "/atom.xml"}
    assert again.unchanged == 1  # the atom feed knows conditional requests, the other does not
    third = fetch(named, ledger, manners=manners(site), again=True)
    assert (third.fetched, third.unchanged) == (0, first.fetched + 1)


def test_what_is_picked_and_how_much(tmp_path, site):
    ledger = tmp_path / "record.db"
    named = sources_of([site.url("/atom.xml"), site.url("/sitemap.xml")]).wanted
    done = fetch(named, ledger, manners=manners(site), which=Which(urls=("*/news/2*",)), most=4)
    assert done.fetched == 4
    with Ledger.open(ledger) as record:
        store = FetchStore(record)
        assert all("/news/2" in fetched.url for kind, fetched in store.answers() if kind == "page")
        assert store.states()["waiting"] == 11 - 4
    assert fetch([], ledger, manners=manners(site)).fetched == 7


def test_pages_become_reports_once_with_what_their_feed_states(tmp_path, site):
    ledger = tmp_path / "record.db"
    fetch(sources_of([site.url("/atom.xml")]).wanted, ledger, manners=manners(site), most=3)
    built = read_fetched(ledger)
    assert (built.added, built.left_out) == (3, [])
    assert recorded(ledger) == {site.url(f"/news/{number}"): 1 for number in (20, 21, 22)}
    assert read_fetched(ledger).added == 0
    with sqlite3.connect(ledger) as connection:
        rows = connection.execute("SELECT published, published_basis, markup FROM publication").fetchall()
        assert (
            connection.execute("SELECT count(*) FROM fetched_body WHERE data IS NOT NULL").fetchone()[0] == 2
        )  # feed, robots
    connection.close()
    assert set(rows) == {("2024-03-05", "given", "html")}


def test_sources_are_told_apart(tmp_path, site):
    (tmp_path / "list.txt").write_text(f"{site.url('/news/1')}\n", encoding="utf-8")
    (tmp_path / "feed.xml").write_bytes(site._atom().replace(b"'/news", f"'{site.url('/news')}".encode()))
    (tmp_path / "none.txt").write_text("no address here\n", encoding="utf-8")
    names = ["list.txt", "feed.xml", "none.txt", "missing.csv", "some.warc.gz"]
    found = sources_of([site.url("/feed.xml"), *(str(tmp_path / name) for name in names)])
    assert [each.want for each in found.wanted] == ["any", "any", *["page"] * 10]
    assert found.archives == [str(tmp_path / "some.warc.gz")]
    assert {left.cause for left in found.left_out} == {
        "it holds no address",
        "there is no such file or folder",
    }
