"""Made readings, for every test that must hold for any reading. The strategies draw valid readings only:
spans inside the text, references that resolve, hostile texts."""

from __future__ import annotations

import hashlib
import os
from typing import get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from trackrecord import types as t
from trackrecord.clean.sentences import split_paragraphs, split_sentences

# Slow machines are no fault of the code.
settings.register_profile(
    "trackrecord",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
    # CI judges a change, not the luck of the draw; at home every run looks at other examples.
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("trackrecord")

# Emoji with joiners, combining marks, right-to-left letters and marks, CR LF, tabs, NUL, a byte order mark.
_PIECES = [
    "The envoy said: “We will leave.” ", "On 4 May, 12,000 people left.\r\n", "\r\n", "\n\n", "\t", " ", "e\u0301",
    "n\u0303o ", "👩‍👩‍👧‍👦", "🇳🇿 ", "שלום ", "مرحبا", "\u202e", "\u200f", "\ufeff", "\x00", "𝔘𝔫𝔦", "=1+1", "'", '"', ",", "ﷺ",
    "ǅ", "ß.", "…", "İ",
]  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=8).map("".join)
words = st.text(max_size=8) | st.sampled_from(_PIECES)
maybe_words = st.none() | words
days = st.none() | st.sampled_from(["2021", "2021-10", "2021-10-07", "2021-10-04/2021-10-10", "2022-01-01"])
numbers = st.floats(allow_nan=False, allow_infinity=False)


def one_of(literal: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def some(strategy: st.SearchStrategy, least: int = 0) -> st.SearchStrategy:
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


@st.composite
def reports(draw: st.DrawFn, text: str | None = None) -> t.Report:
    text = draw(texts) if text is None else text
    return t.Report(
        id=hashlib.sha256(text.encode()).hexdigest()[:32],
        text=text,
        sentences=split_sentences(text),
        paragraphs=split_paragraphs(text),
        title=draw(maybe_words),
        publisher=draw(maybe_words),
        url=draw(maybe_words),
        published=draw(days),
        published_basis=draw(one_of(t.PublishedBasis)),
        published_evidence=draw(maybe_words),
        language=draw(st.sampled_from(["en", "fa"])),
        garble=draw(st.floats(0, 1)),
        removed=draw(some(st.builds(t.Removed, words, one_of(t.RemovedReason)))),
        notes=draw(some(words)),
    )


@st.composite
def readings(draw: st.DrawFn, report: t.Report | None = None) -> t.Reading:
    report = draw(reports()) if report is None else report
    if not report.sentences:
        return t.Reading(report)
    places = st.integers(0, len(report.text))
    span = st.tuples(places, places).map(lambda pair: t.Span(*sorted(pair)))
    maybe_span = st.none() | span
    sentence = st.integers(0, len(report.sentences) - 1)
    ids = [f"p{number + 1}" for number in range(draw(st.integers(0, 3)))]
    party = st.sampled_from([None, *ids])
    sides = some(st.sampled_from(ids)) if ids else st.just(())
    mentions = some(st.builds(t.Mention, span, one_of(t.MentionKind)), 1)
    parties = tuple(
        draw(
            st.builds(
                t.Party, st.just(id_), one_of(t.PartyKind), words, mentions, some(words), maybe_words,
                st.none() | st.just("NZL"), st.booleans(), party,
            )
        )
        for id_ in ids
    )  # fmt: skip
    dates = draw(some(st.builds(t.DateMention, span, one_of(t.DateType), words, days, days, days)))
    date = st.sampled_from([None, *range(len(dates))])
    figures = st.builds(
        t.Figure, span, numbers, st.none() | numbers, st.none() | numbers, one_of(t.Bound), maybe_words, maybe_span,
        maybe_words, st.none() | one_of(t.Change), maybe_words, party, party, date, sentence,
    )  # fmt: skip
    statements = st.builds(
        t.Statement, some(span, 1), some(span), some(span), one_of(t.StatementKind), party, st.booleans(),
        maybe_words, maybe_words,
    )  # fmt: skip
    events = st.builds(
        t.Event, span, span, one_of(t.EventType), maybe_words, some(words), sides, sides, date, party,
        one_of(t.Reality), sentence,
    )  # fmt: skip
    commitments = draw(
        some(
            st.builds(
                t.Commitment, span, sentence, one_of(t.CommitmentKind), maybe_words, party, maybe_words, party,
                maybe_words, span, one_of(t.Polarity), maybe_span, maybe_span, days, st.booleans(),
            )
        )
    )  # fmt: skip
    about = st.lists(st.integers(0, len(commitments) - 1), max_size=2) if commitments else st.just([])
    things = st.builds(
        t.Thing, one_of(t.ThingKind), words, words, st.lists(span, min_size=1, max_size=3).map(tuple)
    )
    deeds = st.builds(
        t.Deed,
        span,
        sentence,
        one_of(t.Relation),
        maybe_words,
        party,
        one_of(t.Interest),
        party,
        about.map(tuple),
    )
    return t.Reading(
        report=report,
        parties=parties,
        dates=dates,
        figures=draw(some(figures)),
        statements=draw(some(statements)),
        events=draw(some(events)),
        commitments=commitments,
        deeds=draw(some(deeds)),
        things=draw(some(things)),
    )


@st.composite
def publications(draw: st.DrawFn, report: t.Report) -> t.Publication:
    """A publication that agrees with *report*, as cleaning gives them together."""
    data = draw(st.binary(max_size=20))
    return t.Publication(
        report=report.id,
        sha256=hashlib.sha256(data).hexdigest(),
        path=draw(st.sampled_from(["in/a.txt", "in/b.html", "in/c.jsonl:2"])),
        url=report.url,
        publisher=report.publisher,
        title=report.title,
        published=report.published,
        published_basis=report.published_basis,
        published_evidence=report.published_evidence,
        encoding="utf-8",
        markup=draw(st.sampled_from(["text", "html"])),
        data=data,
    )


@pytest.fixture(scope="session")
def any_report():
    """The strategy of reports: ``data.draw(any_report())``, or with a text."""
    return reports


@pytest.fixture(scope="session")
def any_reading():
    """The strategy of readings: ``data.draw(any_reading())``, or of a given report."""
    return readings


@pytest.fixture(scope="session")
def any_publication():
    """The strategy of a report's publications: ``data.draw(any_publication(report))``."""
    return publications


# A small pile of reports for tests of the whole pipeline, written for them: a promise with a deadline, what became
# of it, a meeting planned and held, two figures for the same thing, a copy, furniture, and a date in a manifest.
PILE = {
    "plan.txt": """Norland and river militia to meet in Veddick

VEDDICK, 2 March (Fjord Wire) — Norland's government will meet leaders of the River Militia in Veddick on Friday, a senior official said on Tuesday.

“We will reopen the bridge by 20 March if the shelling stops,” said Ana Ruiz, the interior minister. At least 40 people were killed in February, the Red Cross said.

The militia promised to release all prisoners before the end of the month.

Leave a Reply
""",
    "held.txt": """Talks held in Veddick

Interior minister Ana Ruiz met River Militia leaders in Veddick on Friday, her office said. The two sides agreed to exchange lists of prisoners within ten days.

“Nothing has been promised to the militia,” Ruiz said. She demanded that the militia withdraw its guns from the town.
""",
    "held-copy.txt": """Talks held in Veddick

Interior minister Ana Ruiz met River Militia leaders in Veddick on Friday, her office said. The two sides agreed to exchange lists of prisoners within ten days.

“Nothing has been promised to the militia,” Ruiz said. She demanded that the militia withdraw its guns from the town.
""",
    "later.txt": """Bridge still closed as deadline passes

The bridge at Veddick remained closed on Monday, a day after the deadline that the government had set itself, monitors said.

The militia accused the government of breaking its promise to reopen the bridge. Ms Ruiz denied this. More than 60 people were killed in February, according to the Red Cross.
""",
    "manifest.csv": """file,url,publisher,published
plan.txt,https://fjord.example/plan,Fjord Wire,2027-03-02
held.txt,https://fjord.example/held,Fjord Wire,2027-03-06
held-copy.txt,https://post.example/held,The Veddick Post,2027-03-07
later.txt,https://post.example/later,The Veddick Post,2027-03-22
""",
}


@pytest.fixture(scope="session")
def pile(tmp_path_factory):
    """A folder of four reports and their manifest."""
    folder = tmp_path_factory.mktemp("pile") / "reports"
    folder.mkdir()
    for name, text in PILE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(pile, tmp_path_factory):
    """The path of a ledger built from the pile. Read it, do not write it."""
    from trackrecord import build

    path = tmp_path_factory.mktemp("built") / "record.db"
    build([pile], path)
    return path
