"""What was fetched: kept whole, never altered, gone on with after any end, and held once."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace

import pytest

from trackrecord import Ledger
from trackrecord.collect.web.fetched import Fetched, Hop, Wanted
from trackrecord.ledger.fetched import MOST_TRIES, FetchStore, body_of

URL = "https://courier.example/a"


def fetched(url: str = URL, body: bytes = b"<p>The ferry sails.</p>", **more) -> Fetched:
    given = Fetched(
        url=url, final_url=url, status=200, reason="OK", http="HTTP/1.1", request=(("Host", "courier.example"),),
        headers=(("ETag", '"7"'), ("Set-Cookie", "a"), ("Set-Cookie", "b")), hops=(Hop(url + "0", 301, url),), peer="192.0.2.1",
        at="2024-03-01T10:00:00Z", body=body, sha256=hashlib.sha256(body).hexdigest(), wire_sha256="0" * 64, wire_size=9,
        version="0.0.0",
    )  # fmt: skip
    return replace(given, **more)


@pytest.fixture
def record(tmp_path):
    with Ledger.open(tmp_path / "record.db", create=True) as opened:
        yield opened


def test_an_answer_comes_back_as_it_was(record):
    store = FetchStore(record)
    store.want([Wanted(URL, "page", "list", 0, "Ferry", "Courier", "2024-03-01", "en")])
    assert store.done(Wanted(URL), fetched(), "page", []) == 0
    assert list(store.answers()) == [("page", fetched())]
    assert store.known(URL).etag == '"7"'
    (page,) = store.unread()
    assert (page.final_url, page.title, page.publisher, page.published) == (
        URL,
        "Ferry",
        "Courier",
        "2024-03-01",
    )


def test_an_answer_and_what_it_names_are_kept_together_or_not_at_all(record):
    store = FetchStore(record)
    store.want([Wanted(URL, "feed")])
    store.want([Wanted(URL + "1", "page")])
    with pytest.raises(AttributeError):
        store.done(Wanted(URL, "feed"), fetched(), "feed", [Wanted(URL + "2"), None])
    assert list(store.answers()) == []
    assert [each.url for each in store.waiting()] == [URL, URL + "1"]
    assert store.done(Wanted(URL, "feed"), fetched(), "feed", [Wanted(URL + "2"), Wanted(URL + "1")]) == 1
    assert {each.url for each in store.waiting()} == {URL + "1", URL + "2"}


def test_lists_are_asked_again_and_pages_only_when_said(record):
    for again, waits in ((False, [URL]), (True, [URL, URL + "1"])):
        store = FetchStore(record, again=again)
        store.want([Wanted(URL, "any"), Wanted(URL + "1", "page")])
        store.done(Wanted(URL, "any"), fetched(), "feed", [])
        store.done(Wanted(URL + "1", "page"), fetched(URL + "1"), "page", [])
        assert store.waiting() == []
        store.want([Wanted(URL, "any"), Wanted(URL + "1", "page")])
        assert [each.url for each in store.waiting()] == waits


def test_what_fails_is_tried_by_later_runs_and_given_up_in_the_end(record):
    store = FetchStore(record)
    store.want([Wanted(URL), Wanted(URL + "1")])
    store.failed(Wanted(URL + "1"), "forbidden", "Leave it", lasting=True)
    for _ in range(MOST_TRIES):
        assert [each.url for each in store.waiting()] == [URL]
        store.failed(Wanted(URL), "too slow", "Try later", lasting=False)
    assert store.waiting() == []
    assert store.states() == {"waiting": 0, "done": 0, "failed": 0, "refused": 2}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fetched SET url = 'x'", "DELETE FROM fetched", "DELETE FROM fetched_body", "UPDATE fetched_body SET data = x'00'",
        "UPDATE fetched_body SET data = NULL", "UPDATE fetched_body SET size = 1",
    ],
)  # fmt: skip
def test_evidence_cannot_be_changed_or_taken_away(record, statement):
    FetchStore(record).done(Wanted(URL), fetched(), "page", [])
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        record.connection.execute(statement)


def test_robots_txt_comes_back_with_its_day(record):
    store = FetchStore(record)
    assert store.robots("https://courier.example:443") is None
    store.keep_robots(
        "https://courier.example:443", fetched("https://courier.example:443/robots.txt", b"Disallow:")
    )
    assert store.robots("https://courier.example:443") == ("2024-03-01T10:00:00Z", 200, b"Disallow:")


def test_a_body_that_is_a_reports_original_is_held_once_and_still_there(record, any_report):
    from trackrecord.clean import clean
    from trackrecord.collect.making import one_report
    from trackrecord.collect.stated import Stated

    body = (
        b"<html><body><article><p>"
        + b"The ferry will sail again in May, the mayor said on Monday. " * 5
        + b"</p></article></body></html>"
    )
    store = FetchStore(record)
    store.done(Wanted(URL), fetched(body=body), "page", [])
    store.fold()
    assert record.connection.execute("SELECT count(*) FROM fetched_body WHERE data IS NULL").fetchone() == (
        0,
    )
    report, publication = clean(one_report(body, body, "html", URL, URL, Stated(url=URL)))
    record.add(report, publication, None, version="0")
    store.fold()
    assert record.connection.execute("SELECT count(*) FROM fetched_body WHERE data IS NULL").fetchone() == (
        1,
    )
    assert body_of(record.connection, hashlib.sha256(body).hexdigest()) == body
    assert list(store.unread()) == []
    assert not list(record.verify())


def test_verify_finds_a_body_that_is_not_what_was_fetched(record):
    FetchStore(record).done(Wanted(URL), fetched(), "page", [])
    assert not list(record.verify())
    record.connection.execute("DROP TRIGGER fetched_body_is_never_altered")
    record.connection.execute("UPDATE fetched_body SET data = x'789c030000000001'")
    assert [problem.table for problem in record.verify()] == ["fetched_body"]
