"""A small invented record, written out by hand: two reports, one promise, the deed that bears on it."""

from __future__ import annotations

import hashlib

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.ledger import Ledger
from trackrecord.types import (
    Commitment,
    CopyGroup,
    CopyPair,
    Corruption,
    DateMention,
    Deed,
    Event,
    Evidence,
    Figure,
    FigurePair,
    Finding,
    Join,
    LinkedParty,
    Links,
    Mention,
    Occasion,
    Party,
    Publication,
    Reading,
    Ref,
    Report,
    Span,
    Statement,
    Story,
    StoryMember,
    Thread,
)

FIRST = "Ada Berg promised Sundmark to reopen the bridge by 1 May. “It will open,” she said. About 120 trucks wait."
SECOND = "Berg's office reopened the bridge on 30 April. Some 140 trucks crossed, Sundmark said."


def make_report(text, published=None, publisher=None, language="en"):
    basis = "given" if published else "unknown"
    id_ = hashlib.sha256(text.encode()).hexdigest()[:32]
    sentences, paragraphs = split_sentences(text), split_paragraphs(text)
    return Report(
        id_, text, sentences, paragraphs, publisher=publisher, published=published, published_basis=basis,
        language=language,
    )  # fmt: skip


def make_publication(report, path="in/a.txt", data=b"bytes"):
    sha256 = hashlib.sha256(data).hexdigest()
    return Publication(
        report.id, sha256, path, report.url, report.publisher, report.title, report.published,
        report.published_basis, report.published_evidence, "utf-8", "text", data,
    )  # fmt: skip


def at(text, quote):
    start = text.index(quote)
    return Span(start, start + len(quote))


def first_reading():
    text = FIRST
    return Reading(
        make_report(text, "2031-04-02", "The Harbour Sheet"),
        parties=(
            Party(
                "p1",
                "person",
                "Ada Berg",
                (Mention(at(text, "Ada Berg"), "name"), Mention(at(text, "she"), "pronoun")),
            ),
            Party("p2", "country", "Sundmark", (Mention(at(text, "Sundmark"), "name"),)),
        ),
        dates=(DateMention(at(text, "1 May"), "DATE", "2031-05-01", "2031-05-01", "2031-05-01", "2031-05-01"),),
        figures=(
            Figure(at(text, "About 120"), 120.0, 100.0, None, "about", counts=at(text, "trucks"), sentence=2),
        ),
        statements=(
            Statement(
                (at(text, "“It will open,”"),), (at(text, "she"),), (at(text, "said"),), "direct", "p1", False, "Ada Berg"
            ),
        ),
        commitments=(
            Commitment(
                text_span(text, 0), 0, "promise", "Ada Berg", "p1", "Sundmark", "p2", None,
                at(text, "reopen the bridge"), "do", deadline=at(text, "by 1 May"), deadline_last="2031-05-01",
            ),
        ),
    )  # fmt: skip


def text_span(text, sentence):
    return split_sentences(text)[sentence]


def second_reading():
    text = SECOND
    return Reading(
        make_report(text, "2031-05-02", "Fjord Wire"),
        parties=(
            Party("p1", "office", "Berg's office", (Mention(at(text, "Berg's office"), "nominal"),)),
            Party("p2", "country", "Sundmark", (Mention(at(text, "Sundmark"), "name"),)),
        ),
        figures=(Figure(at(text, "Some 140"), 140.0, None, None, "about", given_by="p2", sentence=1),),
        events=(
            Event(
                text_span(text, 0),
                at(text, "reopened"),
                "CONCEDE",
                None,
                ("diplomatic",),
                ("p1",),
                ("p2",),
                None,
                None,
                "happened",
            ),
        ),
        deeds=(Deed(text_span(text, 0), 0, "kept", None, None, "reporter", "p1"),),
    )


def links_of(first, second):
    a, b = first.report.id, second.report.id
    spans = [Span(0, len(r.report.text.split()[0])) for r in (first, second)]
    words = [s.text(r.report.text) for s, r in zip(spans, (first, second), strict=True)]
    changed = (Corruption("name", *spans, *words),)
    sundmark = LinkedParty(
        "Psund",
        "country",
        "Sundmark",
        ("Sundmark",),
        (),
        None,
        False,
        (Ref(a, "party", 1), Ref(b, "party", 1)),
    )
    berg = LinkedParty(
        "Pberg", "person", "Ada Berg", ("Ada Berg",), ("minister",), None, False, (Ref(a, "party", 0),)
    )
    return Links(
        copies=(CopyGroup(a, (CopyPair(a, b, "excerpt", 0.25, "shares a sentence; printed first", changed),)),),
        joins=(
            Join(Ref(a, "party", 1), Ref(b, "party", 1), 1.0, ("same name",), True),
            Join(Ref(a, "party", 0), Ref(b, "party", 0), 0.5, ("same surname", "same story"), False),
        ),
        parties=(sundmark, berg),
        occasions=(
            Occasion(
                "O1", "CONCEDE", None, (Ref(b, "event", 0),), ("Pberg",), ("Psund",), "2031-04-30", None, "happened", "held"
            ),
        ),
        figures=(FigurePair(Ref(a, "figure", 0), Ref(b, "figure", 0), 0.75, "both count trucks"),),
        threads=(
            Thread(
                "T1", "promise", "Pberg", "Ada Berg", "Psund", "Sundmark", "reopen the bridge",
                (Ref(a, "commitment", 0),), (Ref(b, "deed", 0),), ("same bridge",),
            ),
        ),
        stories=(
            Story(
                "S1", (StoryMember(a, 1.0, "starts the story"), StoryMember(b, 0.4375, "likeness 0.44 to one report of it"))
            ),
        ),
    )  # fmt: skip


def findings_of(first, second):
    a, b = first.report.id, second.report.id
    kept = Evidence(Ref(b, "deed", 0), "for")
    figures = (Evidence(Ref(a, "figure", 0), "neutral"), Evidence(Ref(b, "figure", 0), "neutral"))
    return [
        Finding(
            "status", "T1", "kept", "2031-05-02", "kept-reported", "Reported as done.", (kept,), None, "kept", "on_time"
        ),
        Finding("figures", f"{a}:figure:0|{b}:figure:0", "differ", None, "ranges-apart", "120 is not 140.", figures),
        Finding("corroboration", "T1", "2", "2031-05-02", "count", "Two reports.", (kept,), sources=2),
    ]  # fmt: skip


def fill_record(path):
    """Make the small record at *path*."""
    first, second = first_reading(), second_reading()
    with Ledger.open(path, create=True) as ledger:
        for number, reading in enumerate((first, second)):
            publication = make_publication(reading.report, f"in/{number}.txt", reading.report.text.encode())
            ledger.add(reading.report, publication, reading, version="1")
        ledger.replace_links(links_of(first, second), findings_of(first, second), version="1")
    return path


@pytest.fixture(scope="session")
def record_bytes(tmp_path_factory):
    return fill_record(tmp_path_factory.mktemp("small") / "record.db").read_bytes()


@pytest.fixture
def record(tmp_path, record_bytes):
    """The path of a small record of the test's own."""
    path = tmp_path / "record.db"
    path.write_bytes(record_bytes)
    return path


@pytest.fixture(scope="session")
def fill():
    """``fill(path)`` makes the small record there."""
    return fill_record


@pytest.fixture
def first():
    return first_reading()


@pytest.fixture
def second():
    return second_reading()


@pytest.fixture
def make():
    """``make(text, ...)`` gives a report, ``make.publication(report, ...)`` its publication."""

    def report(*args, **kwargs):
        return make_report(*args, **kwargs)

    report.publication = make_publication
    return report


@pytest.fixture
def links(first, second):
    return links_of(first, second)


@pytest.fixture
def findings(first, second):
    return findings_of(first, second)
