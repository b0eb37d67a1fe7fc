"""Who is the same across reports: hard cases as data, and what must hold for any set."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from trackrecord.link.parties import link_parties
from trackrecord.link.roster import Roster
from trackrecord.types import CopyGroup, CopyPair, Ref

CASES = json.loads((Path(__file__).parent / "data" / "parties.json").read_text(encoding="utf-8"))["cases"]


def _told(parties):
    return "\n".join(
        f"Among those named was {' also '.join(p.get('names', [p['name']]))} there." for p in parties
    )


def _draft(desk, id_, parties):
    draft = desk.draft(id_, _told(parties))
    for p in parties:
        draft.party(
            p["kind"], p["name"], *p.get("names", ()), office=p.get("office"), country=p.get("country")
        )
    return draft.reading()


def _linked(desk, case):
    if case["same_report"]:
        readings = [_draft(desk, "r1", [case["a"], case["b"], *case["company_a"]])]
        a, b = Ref("r1", "party", 0), Ref("r1", "party", 1)
    else:
        readings = [
            _draft(desk, "r1", [case["a"], *case["company_a"]]),
            _draft(desk, "r2", [case["b"], *case["company_b"]]),
        ]
        a, b = Ref("r1", "party", 0), Ref("r2", "party", 0)
    copies = (CopyGroup("r1", (CopyPair("r1", "r2", "near", 0.9, "made"),)),) if case["copies"] else ()
    joins, parties = link_parties(readings, copies)
    one = any({a, b} <= set(p.members) for p in parties)
    return a, b, joins, one


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["label"])
def test_hard_case(desk, case):
    a, b, joins, one = _linked(desk, case)
    assert one is (case["expect"] == "joined")
    if case["expect"] == "proposed":
        proposal = next(j for j in joins if {j.a, j.b} == {a, b})
        assert not proposal.made
        assert proposal.reasons


def test_garbled_name_is_proposed_with_report_and_office_as_reasons(desk):
    draft = desk.draft(
        "r1",
        "Dame Edith Crane, who chairs the audit board, went to Port Sand. Crane was appointed Special Envoy for "
        "Island Affairs. “Special Envoy Edith Crowe visited Port Sand,” a spokesman said.",
    )
    draft.party("person", "Edith Crane", "Dame Edith Crane", "Crane", office="chair of the audit board")
    draft.party("person", "Edith Crowe", "Special Envoy Edith Crowe", office="Special Envoy")
    joins, parties = link_parties([draft.reading()])
    (join,) = joins
    assert not join.made
    assert "same report" in join.reasons
    assert "same office (special envoy)" in join.reasons
    assert len(parties) == 2


def test_two_in_one_sentence_are_still_two_linked_parties(desk):
    draft = desk.draft("r1", "Edith Crane and Edith Crone met.")
    draft.party("person", "Edith Crane")
    draft.party("person", "Edith Crone")
    joins, parties = link_parties([draft.reading()])
    assert len(parties) == 2
    assert not any(j.made for j in joins)


def test_name_that_fits_two_who_exclude_each_other_is_only_proposed(desk):
    readings = []
    for id_, name in (("r1", "Peter A. Lindqvist"), ("r2", "Peter K. Lindqvist"), ("r3", "Peter Lindqvist")):
        draft = desk.draft(id_, f"{name} spoke for the Harbour Relief Union.")
        draft.party("person", name)
        draft.party("organisation", "Harbour Relief Union")
        readings.append(draft.reading())
    joins, parties = link_parties(readings)
    assert sum(p.kind == "person" for p in parties) == 3
    assert any("fits more than one" in " ".join(j.reasons) for j in joins if not j.made)


def test_anonymous_parties_are_never_joined(desk):
    readings = []
    for id_ in ("r1", "r2"):
        draft = desk.draft(id_, "A senior official spoke.")
        draft.party("person", "A senior official", anonymous=True)
        readings.append(draft.reading())
    joins, parties = link_parties(readings)
    assert joins == ()
    assert len(parties) == 2
    assert all(p.anonymous for p in parties)


def test_every_party_is_a_member_once_and_order_does_not_matter(desk):
    readings = [_draft(desk, f"r{i}", [c["a"], c["b"], *c["company_a"]]) for i, c in enumerate(CASES[:8])]
    first = link_parties(readings)
    members = sorted(m for p in first[1] for m in p.members)
    assert members == sorted({Ref(r.report.id, "party", i) for r in readings for i in range(len(r.parties))})
    for order in list(permutations(readings))[1:2000:397]:
        assert link_parties(order) == first


def test_roster_finds_the_linked_party_of_a_local_id(desk):
    reading = _draft(desk, "r1", [CASES[0]["a"]])
    _, parties = link_parties([reading])
    roster = Roster([reading], parties)
    assert roster.get("r1", "p1") == parties[0]
    assert roster.get("r1", "p9") is None
    assert roster.get("r1", None) is None


def test_common_surname_in_many_reports_stays_cheap(desk):
    """A block of many names is not compared each with each: a thousand people of one surname in seconds."""
    readings = [_draft(desk, f"r{i:04d}", [{"kind": "person", "name": f"Ada{i} Kim"}]) for i in range(1000)]
    joins, parties = link_parties(readings)
    assert len(parties) == 1000
    assert len(joins) < 1000


def test_one_word_name_that_only_a_copy_has_is_proposed(desk):
    readings = []
    for id_, name in (("r1", "Halvorsen"), ("r2", "Halverson")):
        draft = desk.draft(id_, f"Envoy {name} arrived.")
        draft.party("person", name)
        readings.append(draft.reading())
    copies = (CopyGroup("r1", (CopyPair("r1", "r2", "rewritten", 0.4, "made"),)),)
    (join,), parties = link_parties(readings, copies)
    assert not join.made
    assert "copies of one text" in join.reasons
    assert len(parties) == 2
    assert link_parties(readings)[0] == ()
