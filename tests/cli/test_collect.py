"""``trackrecord collect`` as a user runs it: against a real site on loopback."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from benchmarks.site import Site


def run(*words, stdin=None, env=None):
    return subprocess.run(
        [sys.executable, "-m", "trackrecord", "collect", *map(str, words)],
        input=stdin, capture_output=True, text=True, timeout=120, env=os.environ | (env or {}),
    )  # fmt: skip


@pytest.fixture
def site():
    with Site(6, slow=0.05, bomb=1_000_000) as served:
        yield served


def fetched(site, *words, **more):
    return run(*words, "--delay", 0, "--timeout", 5, "--fetch-only", "--allow-address", site.address, **more)


def test_it_fetches_tells_what_it_did_and_writes_the_evidence(tmp_path, site):
    ledger, archive = tmp_path / "record.db", tmp_path / "evidence.warc.gz"
    ran = fetched(
        site, site.url("/feed.json"), site.url("/missing"), "--ledger", ledger, "--json", "--contact", "desk@example.org",
        "--warc", archive,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    done = json.loads(ran.stdout)
    assert (done["fetched"], done["lists"], done["addresses"]["refused"]) == (5, 1, 1)
    assert [left["location"] for left in done["left_out"]] == [site.url("/missing")]
    assert "5 pages fetched" in ran.stderr
    assert all("desk@example.org" in agent for agent in site.agents)
    assert b"WARC-Target-URI: " + site.url("/news/1").encode() in gzip.decompress(archive.read_bytes())


def test_a_list_on_standard_input_and_a_second_run_that_has_nothing_to_do(tmp_path, site):
    ledger = tmp_path / "record.db"
    urls = f"{site.url('/news/1')}\n{site.url('/news/2')}\n"
    assert "2 pages fetched" in fetched(site, "-", "--ledger", ledger, stdin=urls).stderr
    assert "0 pages fetched" in fetched(site, "-", "--ledger", ledger, stdin=urls).stderr
    assert site.asked["/news/1"] == 1


def test_an_inside_address_is_refused_and_nothing_taken_ends_with_3(tmp_path, site):
    ran = run(
        site.url("/news/1"),
        "http://localhost/",
        "--ledger",
        tmp_path / "record.db",
        "--fetch-only",
        "--delay",
        0,
    )
    assert ran.returncode == 3
    assert "not one that the web uses" in ran.stderr
    assert "not on the public internet" in ran.stderr
    assert not site.asked


def test_a_proxy_that_is_set_is_not_used_and_that_is_said(tmp_path, site):
    ran = fetched(
        site,
        site.url("/news/1"),
        "--ledger",
        tmp_path / "record.db",
        env={"HTTP_PROXY": "http://127.0.0.1:9"},
    )
    assert "is not used" in ran.stderr
    assert "1 pages fetched" in ran.stderr


@pytest.mark.parametrize("word", ["127.0.0.1:x", "localhost", "127.0.0.300", "[::1"])
def test_what_is_no_address_is_refused(tmp_path, word):
    ran = run("--ledger", tmp_path / "record.db", "--allow-address", word)
    assert ran.returncode == 2
    assert "ADDRESS" in ran.stderr


def test_watching_asks_again_and_again_until_it_is_stopped(tmp_path, site):
    words = [
        "--ledger",
        str(tmp_path / "record.db"),
        "--delay",
        "0",
        "--fetch-only",
        "--watch",
        "--every",
        "0.005",
    ]
    child = subprocess.Popen(
        [sys.executable, "-m", "trackrecord", "collect", site.url("/atom.xml"), site.url("/feed.json"), *words, "--allow-address", site.address],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while site.asked["/feed.json"] < 3 and time.monotonic() < until:
        time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "interrupted" in said
    assert site.asked["/feed.json"] >= 3
    assert site.asked["/news/3"] == 1
