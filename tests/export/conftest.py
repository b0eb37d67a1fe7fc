"""Ledgers to export, made from readings that hypothesis draws."""

from __future__ import annotations

import hashlib

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.ledger import Ledger
from trackrecord.types import Publication, Reading, Report


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Ledger.open(path, create=True).close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def fill_with(empty):
    """``fill_with(path, [(reading, publication), ...])`` makes a ledger, adding in the order given."""

    def fill(path, arrivals):
        path.write_bytes(empty)
        with Ledger.open(path) as ledger:
            for reading, publication in arrivals:
                ledger.add(reading.report, publication, reading, version="1")
        return path

    return fill


@pytest.fixture(scope="session")
def drawn(any_reading, any_publication):
    """``drawn(data, count)`` draws readings with their publications, each of another text."""

    def draw(data, count):
        found = {}
        for _ in range(count):
            reading = data.draw(any_reading())
            found.setdefault(reading.report.id, (reading, data.draw(any_publication(reading.report))))
        return list(found.values())

    return draw


@pytest.fixture(scope="session")
def make_record():
    """``make_record(text, title)`` gives one empty reading of *text* with its publication, as a list of one."""

    def make(text, title=None):
        id_, sha256 = (hashlib.sha256(data).hexdigest() for data in (text.encode(), b"bytes"))
        report = Report(id_[:32], text, split_sentences(text), split_paragraphs(text), title=title)
        publication = Publication(
            report.id, sha256, "in/a.txt", None, None, title, None, "unknown", None, "utf-8", "text", b"bytes"
        )
        return [(Reading(report), publication)]

    return make
