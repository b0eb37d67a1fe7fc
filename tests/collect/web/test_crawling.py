"""What is asked in which order, and what a host that wants to be left alone gets."""

from __future__ import annotations

import socket
import sqlite3

from trackrecord.collect.web.fetched import Wanted
from trackrecord.collect.web.fetching import Fetcher, Manners
from trackrecord.engine.collecting import fetch
from trackrecord.ledger.fetched import MOST_TRIES


def manners(site):
    return Manners(delay=0, tries=2, back_off=0.01, whole=0.8, read=0.8, allow=(site.address,))


def states(ledger):
    connection = sqlite3.connect(ledger)
    try:
        return dict(connection.execute("SELECT url, state FROM wanted"))
    finally:
        connection.close()


def test_a_host_that_asks_for_hours_is_left_alone_and_its_addresses_wait(tmp_path, site):
    ledger = tmp_path / "record.db"
    wanted = [Wanted(site.url(path), "page") for path in ("/news/1", "/away", "/news/2", "/news/3")]
    done = fetch(wanted, ledger, manners=manners(site))
    assert done.fetched == 1
    (left,) = done.left_out
    assert left.cause == "the host asks to be left alone for 1,440 minutes"
    assert (site.asked["/away"], site.asked["/news/2"]) == (1, 0)
    assert [states(ledger)[site.url(path)] for path in ("/news/1", "/away", "/news/2", "/news/3")] == [
        "done", "waiting", "waiting", "waiting",
    ]  # fmt: skip


def test_a_host_without_its_robots_txt_is_told_once_and_loses_nothing(tmp_path):
    ledger = tmp_path / "record.db"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers here
        address = "{}:{}".format(*taken.getsockname())
        wanted = [Wanted(f"http://{address}/{number}", "page") for number in range(20)]
        asking = Manners(delay=0, tries=1, whole=0.8, read=0.8, allow=(address,))
        for _ in range(MOST_TRIES + 1):
            (left,) = fetch(wanted, ledger, manners=asking).left_out
            assert left.location == f"http://{address}"
            assert "robots.txt could not be had" in left.cause
    assert set(states(ledger).values()) == {"waiting"}


def test_what_failed_before_does_not_keep_the_rest_waiting(tmp_path, site):
    ledger = tmp_path / "record.db"
    fetch([Wanted(site.url("/empty"), "page")], ledger, manners=manners(site))
    fetch([Wanted(site.url(f"/news/{number}"), "page") for number in range(2)], ledger, manners=manners(site))
    connection = sqlite3.connect(ledger)
    urls = [
        url for (url,) in connection.execute("SELECT url FROM fetched WHERE kind <> 'robots' ORDER BY number")
    ]
    connection.close()
    assert urls == [site.url(path) for path in ("/empty", "/news/0", "/news/1", "/empty")]
    assert states(ledger)[site.url("/empty")] == "failed"


def test_an_answer_that_cannot_be_had_is_given_up_after_some_runs(tmp_path, site):
    ledger = tmp_path / "record.db"
    fetch([Wanted(site.url("/no-http"), "page")], ledger, manners=manners(site))
    for _ in range(MOST_TRIES):
        assert states(ledger)[site.url("/no-http")] in ("failed", "refused")
        fetch([], ledger, manners=manners(site))
    before = site.asked["/no-http"]
    assert states(ledger)[site.url("/no-http")] == "refused"
    fetch([], ledger, manners=manners(site))
    assert site.asked["/no-http"] == before


def test_a_run_that_is_stopped_keeps_what_it_has(tmp_path, site):
    ledger = tmp_path / "record.db"
    asking = Fetcher(manners(site))
    seen = []

    def tell(stage, done, item):
        seen.append(item)
        if done == 2:
            raise KeyboardInterrupt

    wanted = [Wanted(site.url(f"/news/{number}"), "page") for number in range(10)]
    try:
        fetch(wanted, ledger, manners=manners(site), fetcher=asking, progress=tell)
    except KeyboardInterrupt:
        pass
    else:
        raise AssertionError("it went on")
    finally:
        asking.close()
    assert sum(state == "done" for state in states(ledger).values()) == 2
    assert fetch([], ledger, manners=manners(site)).fetched == 8


def test_addresses_of_one_page_in_two_spellings_are_one(tmp_path, site):
    ledger = tmp_path / "record.db"
    spellings = [
        site.url("/news/1"),
        site.url("/news/1#comments"),
        site.url("/news/1").replace("http", "HTTP", 1),
    ]
    assert fetch([Wanted(url, "page") for url in spellings], ledger, manners=manners(site)).fetched == 1
    assert site.asked["/news/1"] == 1
