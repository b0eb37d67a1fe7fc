"""Names that the model cuts, passes over or takes for something else, and what capitals do not make a party."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean import clean_text
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.figures.finding import find_figures
from trackrecord.read.parse import parse
from trackrecord.read.parties.candidates import candidates
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.parties.listed import listed
from trackrecord.read.parties.repeats import joined, repeated


def parsed(text):
    return parse(clean_text(text, text_only=True))


def kinds(text):
    return {p.name: p.kind for p in find_parties(parsed(text)).all if not p.anonymous}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The FTSE 100 ended lower on Monday.", "FTSE 100", "organisation"),
        ("The Kospi index fell after Brazil's Bovespa was suspended.", "Kospi", "organisation"),
        ("Shares rose and the S&P 500 gained 12 points.", "S&P 500", "organisation"),
        ("The UN Security Council met on Monday.", "UN Security Council", "organisation"),
        ("Standard & Poor's cut its rating.", "Standard & Poor's", "organisation"),
        ("He flew with Air Norland before Air China bought it.", "Air China", "organisation"),
        ("Shares in HBOS fell after the report.", "HBOS", "organisation"),
        ("Ana Costa, a Portuguese judge, ordered a retrial.", "Ana Costa", "person"),
        ("In Asia, Japan's shares fell.", "Asia", "place"),
        ("In Asia, Japan's shares fell.", "Japan", "country"),
    ],
)
def test_a_name_is_whole_and_of_its_kind(text, name, kind):
    assert kinds(text).get(name) == kind, kinds(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The A350 flew to Paris on Monday.", "A350"),
        ("They signed the Harbour Peace Agreement in Oslo.", "Harbour Peace Agreement"),
        ("He was at the Paris Air Show with Marta Olsen.", "Paris Air Show"),
        ("The clip is 320x240 in size, Olsen said.", "320x240"),
    ],
)
def test_what_nobody_is_makes_no_party(text, name):
    assert name not in kinds(text)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ana Costa, a Brazilian singer, cancelled her tour.", "Brazilian singer"),
        ("The rapper Elton Reyes was arrested.", "rapper"),
    ],
)
def test_a_trade_is_told_by_its_ending(text, office):
    assert [p.office for p in find_parties(parsed(text)).all if p.kind == "person"] == [office]


def test_a_number_inside_a_name_counts_nothing():
    one = parsed("The FTSE 100 fell 212 points and the Nikkei 225 average fell 605 points.")
    figures = find_figures(one, find_parties(one), find_dates(one))
    assert [f.value for f in figures] == [212, 605]


def test_a_lone_word_is_an_index_only_among_words_of_a_market():
    assert list(listed(parsed("The AEX index fell 2% on Friday.").doc))
    assert not list(listed(parsed("The AEX crew left the harbour and went home to sleep.").doc))


def test_a_name_found_once_is_found_again():
    doc = parsed("Gullmar Lines hired ten sailors. In May the owners of Gullmar Lines paid them.").doc
    first = next(c for c in ((s.start, s.start + 2, "ORG") for s in doc.sents) if doc[c[0]].text == "Gullmar")
    again = list(repeated(doc, [first]))
    assert [doc[s:e].text for s, e, _ in again] == ["Gullmar Lines"]
    assert again[0][0] > first[1]


def test_a_lone_word_that_the_report_writes_small_is_not_looked_for_again():
    doc = parsed("Harbour said no. The harbour was shut. Then Harbour Freight left.").doc
    assert list(repeated(doc, [(0, 1, "ORG")])) == []


def test_halves_are_joined_where_the_whole_is_named():
    doc = parsed("Lockheed Martin won. Later Lockheed Martin lost.").doc
    at = next(t.i for t in doc if t.text == "Lockheed" and t.i > 0)
    found = [(0, 2, "ORG"), (at, at + 1, "ORG"), (at + 1, at + 2, "PERSON")]
    assert joined(doc, found) == [(0, 2, "ORG"), (at, at + 2, "ORG")]
    assert joined(doc, found[1:]) == found[1:]


_WORDS = st.sampled_from(
    "The FTSE 100 S&P 500 Harbour Guard 's Ana Costa , a Norland singer Air China said DAX index Agreement A350 HBOS ( ) . & \n".split(
        " "
    )
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_WORDS, max_size=24).map(lambda some: " ".join(["Now", *some])))
def test_candidates_lie_in_the_text_and_apart_from_each_other(text):
    doc = parsed(text).doc
    found = candidates(doc)
    assert all(0 <= start < end <= len(doc) for start, end, _ in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


def test_the_time_of_an_entry_is_no_part_of_who_speaks_in_it():
    import trackrecord

    text = "17:20 A Western diplomat in the region says donors have agreed to meet in Oslo next week."
    reading = trackrecord.read(text, published="2027-03-23")
    assert not [p.name for p in reading.parties if "17:20" in p.name]
    assert [s.speaker_text for s in reading.statements] == ["Western diplomat in the region"]
