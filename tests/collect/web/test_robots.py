"""robots.txt and pace: what a host lets be asked, and how often."""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from trackrecord.collect.web.fetching import Fetcher, Manners
from trackrecord.collect.web.pacing import Pace
from trackrecord.collect.web.robots import Robots
from trackrecord.errors import FetchError

ORIGIN = "https://courier.example:443"
PAGE = httpx2.URL("https://courier.example/news/1")
NOW = datetime.now(UTC).isoformat()


@pytest.fixture
def asking():
    def nowhere(host, port):
        raise OSError("no network here")

    fetcher = Fetcher(Manners(delay=0.5, tries=1, back_off=0.01), resolve=nowhere)
    yield fetcher
    fetcher.close()


def rules(asking, body: str, status: int = 200, at: str = NOW) -> Robots:
    robots = Robots(asking)
    robots.remember(ORIGIN, at, status, body.encode())
    return robots


@pytest.mark.parametrize(
    ("body", "free"),
    [
        ("", True), ("User-agent: *\nDisallow: /", False), ("User-agent: *\nDisallow: /news/", False),
        ("User-agent: *\nDisallow: /news/\nAllow: /news/1", True), ("User-agent: trackrecord\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: trackrecord\nAllow: /", True), ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /*1$", False), ("\ufeffUser-agent: *\nDisallow: /", False), ("<html>no rules</html>", True),
    ],
)  # fmt: skip
def test_what_robots_txt_forbids_is_not_asked(asking, body, free):
    robots = rules(asking, body)
    if free:
        robots.gate(PAGE)
    else:
        with pytest.raises(FetchError, match=r"robots\.txt forbids") as raised:
            robots.gate(PAGE)
        assert raised.value.lasting


def test_none_lets_everything_and_one_that_cannot_be_had_forbids_everything_for_now(asking):
    rules(asking, "User-agent: *\nDisallow: /", status=404).gate(PAGE)
    with pytest.raises(FetchError, match="could not be had") as raised:
        Robots(asking).gate(PAGE)
    assert not raised.value.lasting


def test_an_answer_holds_for_a_day(asking):
    old = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    with pytest.raises(FetchError, match="could not be had"):
        rules(asking, "", at=old).gate(PAGE)


@pytest.mark.parametrize(
    ("body", "delay"),
    [("", 0.5), ("User-agent: *\nCrawl-delay: 7", 7), ("User-agent: *\nCrawl-delay: 0.1", 0.5), ("User-agent: *\nRequest-rate: 1/20s", 20)],
)  # fmt: skip
def test_the_longer_pause_counts(asking, body, delay):
    rules(asking, body)
    assert asking.pace.delay_of(ORIGIN) == delay


def test_a_host_that_asks_for_hours_between_requests_is_left_out(asking):
    with pytest.raises(FetchError, match="asks for 86400 seconds"):
        rules(asking, "User-agent: *\nCrawl-delay: 86400").gate(PAGE)


def test_robots_txt_is_asked_once_a_host_and_on_every_hop(site, fetcher):
    robots = Robots(fetcher)
    fetcher.get(site.url("/moved/3"), gate=robots.gate)
    fetcher.get(site.url("/news/4"), gate=robots.gate)
    assert site.asked["/robots.txt"] == 1
    assert [origin for origin, _ in robots.fresh] == [f"http://{site.address}"]
    with pytest.raises(FetchError, match="forbids"):
        fetcher.get(site.url("/private/diary"), gate=robots.gate)
    assert "/private/diary" not in site.asked


def test_requests_of_one_host_keep_their_pause_and_never_overlap():
    clock = [0.0]
    lock = threading.Lock()

    def sleep(seconds):
        with lock:
            clock[0] += seconds

    pace = Pace(2.0, clock=lambda: clock[0], sleep=sleep)
    times, inside = [], []

    def ask():
        with pace.turn("h"):
            inside.append(1)
            assert len(inside) == 1
            times.append(clock[0])
            inside.pop()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(later - earlier >= 2.0 for earlier, later in itertools.pairwise(times))


def test_a_host_that_asks_to_be_left_alone_is():
    clock = [0.0]
    pace = Pace(1.0, clock=lambda: clock[0], sleep=lambda s: clock.__setitem__(0, clock[0] + s))
    pace.rest("h", 30)
    with pace.turn("h"):
        assert clock[0] >= 30
    assert pace.ready_at("h") >= 31
    assert pace.ready_at("other") == 0
