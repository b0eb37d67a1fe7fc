"""For whom a party acts: sector and country, by the report's words alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trackrecord.clean import clean_text
from trackrecord.read.parties.sectors import Sector, sector
from trackrecord.types import Mention, Party, Reading, Span


def told(kind: str, name: str, text: str | None = None, **more: object) -> Sector:
    """The sector of one party of one reading; its mention is where *text* holds the name, else the whole text."""
    text = text or name
    at = text.find(name)
    span = Span(at, at + len(name)) if at >= 0 else Span(0, len(text))
    party = Party("p1", kind, name, (Mention(span, "name"),), (name,), **more)  # type: ignore[arg-type]
    return sector(party, Reading(clean_text(text, text_only=True), (party,)))


@pytest.mark.parametrize(
    ("office", "code", "country"),
    [
        ("Kenyan President", "GOV", "KEN"),
        ("U.S. Secretary of State", "GOV", "USA"),
        ("spokesman for the Ministry of Defence", "GOV", None),
        ("Defense Minister", "GOV", None),
        ("mayor of Lyon", "GOV", "FRA"),
        ("governor of the central bank", "GOV", None),
        ("minister for women", "GOV", None),
        ("attorney general", "GOV", None),
        ("army chief", "MIL", None),
        ("chief of staff of the armed forces", "MIL", None),
        ("Lieutenant General", "MIL", None),
        ("police colonel", "COP", None),
        ("rebel commander", "REB", None),
        ("commander of the separatist forces", "REB", None),
        ("commander of a pro-government militia", "PRM", None),
        ("head of the Peruvian intelligence service", "SPY", "PER"),
        ("CIA director", "SPY", "USA"),
        ("president of the Senate", "LEG", "USA"),
        ("Senator", "LEG", None),
        ("speaker of the Hungarian parliament", "LEG", "HUN"),
        ("Supreme Court judge", "JUD", None),
        ("Chief Justice", "JUD", None),
        ("opposition leader", "OPP", None),
        ("leader of the opposition", "OPP", None),
        ("chairman of the Farmers' Party", "PTY", None),
        ("UN envoy", "IGO", None),
        ("NATO secretary-general", "IGO", None),
        ("U.S. ambassador to the United Nations", "GOV", "USA"),
        ("Norwegian envoy to Peru", "GOV", "NOR"),
        ("Human Rights Watch researcher", "NGO", None),
        ("head of a German aid group", "NGO", "DEU"),
        ("chief executive of Harbour Airways", "BUS", None),
        ("company spokeswoman", "BUS", None),
        ("president of the teachers' union", "LAB", None),
        ("Reuters correspondent", "JRN", "GBR"),
        ("newspaper editor", "JRN", None),
        ("hospital director", "MED", None),
        ("Bishop", "REL", None),
        ("professor at the University of Oslo", "EDU", "NOR"),
        ("cartel boss", "CRM", None),
        ("former prime minister", "ELI", None),
        ("ex-president", "ELI", None),
        ("leader", None, None),
        ("Defence spokesman", "GOV", None),
        ("state employee", "LAB", None),
        ("government employee", "GOV", None),
        ("Lima-based analyst", None, "PER"),
        ("Lima-based head of a Norwegian charity", "NGO", "NOR"),
        ("president of the Islamic Republic", "GOV", None),
        ("spokesman", None, None),
    ],
)
def test_an_office_tells_the_sector_and_the_country(
    office: str, code: str | None, country: str | None
) -> None:
    found = told("person", "Ida Holm", f"Ida Holm spoke. {office} is the office.", office=office)
    assert (found.code, found.country) == (code, country)
    assert code is None or office in found.rule


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("country", "Norland", "GOV"),
        ("government", "Norland", "GOV"),
        ("place", "Port Ansel", None),
        ("organisation", "Ministry of Health", "GOV"),
        ("organisation", "National Assembly", "LEG"),
        ("organisation", "Veddick Police Department", "COP"),
        ("organisation", "Harbour Liberation Front", "REB"),
        ("armed_group", "River Militia", "REB"),
        ("armed_group", "Harbour Guard", "REB"),
        ("armed_group", "gunmen", "UAF"),
        ("armed_group", "paramilitaries", "PRM"),
        ("organisation", "Veddick Herald", "JRN"),
        ("organisation", "Harbour Airways", "BUS"),
        ("organisation", "Dockers' Union", "LAB"),
        ("organisation", "European Union", "IGO"),
        ("organisation", "Nato", "IGO"),
        ("organisation", "Red Crescent", "NGO"),
        ("group", "protesters", "CVL"),
        ("group", "student protesters", "EDU"),
        ("group", "anti-government demonstrators", "OPP"),
        ("group", "two women", "CVL"),
        ("group", "displaced people", "REF"),
        ("group", "UN peacekeepers", "IGO"),
        ("group", "rebel fighters", "REB"),
        ("group", "foreign forces", "MIL"),
        ("group", "foreign contractors", "BUS"),
        ("person", "social justice", None),
        ("group", "government troops", "MIL"),
        ("group", "150 foreign guests", None),
        ("group", "at least three people", "CVL"),
        ("group", "police officers", "COP"),
        ("group", "farmers", "AGR"),
        ("organisation", "Harbour Ventures", None),
    ],
)
def test_the_words_of_a_body_tell_its_sector(kind: str, name: str, code: str | None) -> None:
    assert told(kind, name).code == code


def test_bodies_of_no_one_country_have_none() -> None:
    found = told("organisation", "United Nations", "The United Nations in Geneva, Switzerland", country=None)
    assert (found.code, found.country) == ("IGO", None)


@pytest.mark.parametrize(
    ("name", "text", "country"),
    [
        ("police", "Norway's police marched.", "NOR"),
        ("police", "The Norwegian police marched.", "NOR"),
        ("police", "The police in Lima marched.", "PER"),
        ("police", "The police of Peru marched.", "PER"),
        ("police", "The police marched on Peru.", None),
        ("police", "The police marched.", None),
        ("police", "In Peru local police marched.", None),
        ("police", "The Peruvian riot police marched.", "PER"),
        ("Congress", "The Peruvian Congress voted.", "PER"),
        ("Congress", "Congress voted.", "USA"),
    ],
)
def test_the_country_is_read_beside_the_mention(name: str, text: str, country: str | None) -> None:
    assert told("organisation", name, text).country == country


def test_a_party_acts_for_the_body_it_belongs_to() -> None:
    text = "A Harbour Guard envoy and Norland"
    body = Party("p1", "armed_group", "Harbour Guard", (Mention(Span(2, 15), "name"),), country="NOR")
    envoy = Party(
        "p2", "person", "spokesman", (Mention(Span(0, 21), "pronoun"),), anonymous=True, belongs_to="p1"
    )
    found = sector(envoy, Reading(clean_text(text, text_only=True), (body, envoy)))
    assert (found.code, found.country) == ("REB", "NOR")
    assert "Harbour Guard" in found.rule


def test_a_body_named_in_the_office_lends_its_sector() -> None:
    text = "Harbour Guard. Ida Holm."
    body = Party("p1", "armed_group", "Harbour Guard", (Mention(Span(0, 13), "name"),), ("Harbour Guard",))
    person = Party(
        "p2",
        "person",
        "Ida Holm",
        (Mention(Span(15, 23), "name"),),
        ("Ida Holm",),
        "Harbour Guard spokeswoman",
    )
    assert sector(person, Reading(clean_text(text, text_only=True), (body, person))).code == "REB"


def test_parties_that_belong_to_each_other_end() -> None:
    a = Party("p1", "person", "Ida", (), belongs_to="p2")
    b = Party("p2", "organisation", "Ventures", (), belongs_to="p1")
    found = sector(a, Reading(clean_text("Ida", text_only=True), (a, b)))
    assert (found.code, found.country) == (None, None)


def test_the_only_country_of_a_report_is_that_of_its_state() -> None:
    text = "The army left Lima."
    army = Party("p1", "organisation", "army", (Mention(Span(4, 8), "nominal"),))
    lima = Party("p2", "place", "Lima", (Mention(Span(14, 18), "name"),), country="PER")
    other = Party("p3", "place", "Oslo", (), country="NOR")
    report = clean_text(text, text_only=True)
    assert sector(army, Reading(report, (army, lima))).country == "PER"
    assert sector(army, Reading(report, (army, lima, other))).country is None


@pytest.mark.parametrize(("text", "country"), [("Ida Holm of Peru", "PER"), ("Ida Holm in Peru", None)])
def test_a_person_may_be_anywhere_and_is_of_somewhere(text: str, country: str | None) -> None:
    assert told("person", "Ida Holm", text).country == country


def test_who_belongs_to_a_country_acts_for_it_only_as_its_delegate() -> None:
    norland = Party("p1", "country", "Norland", (), country="NOR")
    report = clean_text("Norland", text_only=True)
    for name, code in (
        ("mission in Norland", None),
        ("delegation", "GOV"),
        ("activists", "SOC"),
        ("orchestra", None),
    ):
        party = Party("p2", "organisation", name, (), belongs_to="p1", anonymous=True)
        found = sector(party, Reading(report, (norland, party)))
        assert (name, found.code, found.country) == (name, code, "NOR")


def test_who_supports_a_body_does_not_act_for_it() -> None:
    army = Party("p1", "organisation", "army", ())
    report = clean_text("Norland", text_only=True)
    for name, code in (("spokesman", "MIL"), ("supporters", None)):
        party = Party("p2", "group", name, (), belongs_to="p1", anonymous=True)
        assert sector(party, Reading(report, (army, party))).code == code


def test_a_commander_of_a_body_of_which_nothing_is_told_is_no_soldier_yet() -> None:
    body = Party("p1", "organisation", "Harbour Guard", (), ("Harbour Guard",))
    person = Party("p2", "person", "Ida Holm", (), ("Ida Holm",), office="Harbour Guard commander")
    report = clean_text("Norland", text_only=True)
    assert sector(person, Reading(report, (body, person))).code is None
    assert sector(person, Reading(report, (person,))).code == "MIL"
    head = replace(person, office="leader of the opposition Harbour Guard")
    assert sector(head, Reading(report, (body, head))).code == "OPP"
