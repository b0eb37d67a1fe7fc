"""Three reports of one promise, marked by hand, for rulings to be made on."""

from __future__ import annotations

import pytest

PLEDGE = (
    "Mayor Ada Berg promised the Ferry Guild on Monday to reopen the north quay by 1 June. "
    "Berg also vowed to repay the winter fares to the guild. About 40 boats lie idle, Berg said."
)
CLAIM = (
    "The north quay has been reopened, the town hall said on 2 June. "
    "The Ferry Guild said that the quay was still shut. Some 55 boats lie idle, the guild said. "
    "Ada Berg met the Ferry Guild in Port Ansel."
)
AGAIN = (
    "Mayor Ada Berg had promised to reopen the north quay by 1 June. The quay is open, harbour pilots said. "
    "A. Bergh of the guild's bank met the Ferry Guild in Port Ansel."
)


def pledge(desk):
    d = desk.draft("a" * 32, PLEDGE, "2031-05-05", publisher="The Quay")
    berg = d.party("person", "Ada Berg", "Berg")
    guild = d.party("organisation", "Ferry Guild", "guild")
    when = d.date("1 June", "2031-06-01")
    d.commitment(
        "reopen the north quay", by=berg, to=guild, deadline=d.span("by 1 June"), deadline_last="2031-06-01"
    )
    d.commitment("repay the winter fares", by=berg, to=guild)
    d.figure("About 40", 40, "boats", "about", given_by=berg, as_of=when)
    d.statement("About 40 boats lie idle", "Berg", berg, speaker_text="Ada Berg")
    return d.reading()


def claim(desk):
    d = desk.draft("b" * 32, CLAIM, "2031-06-03", publisher="Fjord Wire")
    guild = d.party("organisation", "Ferry Guild", "guild")
    berg = d.party("person", "Ada Berg")
    place = d.party("place", "Port Ansel")
    when = d.date("2 June", "2031-06-02")
    d.deed(
        "The north quay has been reopened",
        "kept",
        asserted_by="town hall",
        interest="promisor",
        by_party=berg,
    )
    d.deed(
        "the quay was still shut", "alleged_broken", asserted_by="Ferry Guild", asserted_by_party=guild,
        interest="adversary", by_party=berg,
    )  # fmt: skip
    d.figure("Some 55", 55, "boats", "about", given_by=guild, as_of=when)
    d.statement("the quay was still shut", "Ferry Guild", guild, speaker_text="Ferry Guild")
    d.event("met", "CONSULT", [berg], [guild], place=place, date=when)
    return d.reading()


def again(desk):
    d = desk.draft("c" * 32, AGAIN, "2031-07-01", publisher="Harbour Post")
    berg = d.party("person", "Ada Berg")
    other = d.party("person", "A. Bergh")
    guild = d.party("organisation", "Ferry Guild", "guild")
    place = d.party("place", "Port Ansel")
    d.commitment("reopen the north quay", by=berg, deadline=d.span("by 1 June"), deadline_last="2031-06-01")
    d.deed("The quay is open", "kept", 0, asserted_by="harbour pilots", interest="third_party")
    d.event("met", "CONSULT", [other], [guild], place=place)
    return d.reading()


@pytest.fixture
def town(desk):
    """The three readings, in the order of their ids."""
    return [pledge(desk), claim(desk), again(desk)]
