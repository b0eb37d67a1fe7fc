"""What a figure is of: the noun counted and its class, the act that the count is of, the words around it.

Shared by ``figures``, which pairs figures of one quantity, and by weighing, which says how their values stand to
each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from trackrecord.link.days import Window, around, window_of
from trackrecord.link.roster import Roster
from trackrecord.link.synonyms import meaning
from trackrecord.link.terms import STOP_WORDS, stem, terms, words
from trackrecord.read.gazetteer import country_named, country_of_people
from trackrecord.types import Figure, LinkedParty, Reading, Ref

# Nouns for people of any kind, and those for people whose number says nothing of who they are.
_ANYONE = frozenset(
    stem(w) for w in "people person civilian individual human other soul victim life folk".split()
)
_PEOPLE = (
    {"people"}
    | _ANYONE
    | frozenset(
        stem(w)
        for w in """man woman child boy girl family soldier troop personnel serviceman member officer policeman police
    fighter militant rebel insurgent gunman worker employee staff student pupil teacher doctor patient passenger
    refugee migrant evacuee displaced prisoner detainee hostage captive inmate protester demonstrator voter
    villager holder journalist official lawmaker veteran interpreter ally minority believer worshipper pilgrim
    guest visitor citizen national resident inhabitant islander tourist crew sailor pilot guard peacekeeper marine adult youth infant baby foreigner
    casualty fatality dead wounded injured survivor""".split()
    )
)
_VAGUE = frozenset("dozens scores hundreds thousands millions billions tens several many few".split())
# Acts that counts are of: one row, one act.
_ACTS = {
    stem(word): row.split()[0]
    for row in """kill die death dead body corpse murder slay massacre lose perish fatality casualty toll execute
injure wound hurt maim
leave flee evacuate airlift depart fly escape rescue transport exit departure airlift evacuation lift get bring help relocate
arrest detain imprison jail hold capture seize round
displace uproot drive homeless
pledge donate give promise provide contribute grant lend allocate offer
deploy send station dispatch
withdraw pull
protest march demonstrate rally gather
vote poll
free release
arrive enter reach cross
resettle admit accept receive
miss missing
infect contract sicken test
hire employ recruit
sack fire dismiss cut lay""".splitlines()
    for word in row.split()
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure made ready for comparison.

    ``head`` is the stem of the noun counted ("people" for any general word for people), ``kinds`` the terms that
    qualify it, ``act`` the act it is a count of (``plain_act``: one of the known acts, not just the governing
    verb), ``vague`` whether it is told as "dozens" or "thousands", ``context`` the other terms of its sentence,
    ``window`` the days it holds for where they are told.
    """

    ref: Ref
    figure: Figure
    published: str
    head: str
    people: bool
    anyone: bool
    kinds: frozenset[str]
    act: str | None
    plain_act: bool
    vague: bool
    place: LinkedParty | None
    given_by: LinkedParty | None
    window: Window | None
    printed: Window | None
    context: frozenset[str]


def quantity(reading: Reading, index: int, roster: Roster) -> Quantity:
    """Make the reading's figure at *index* ready for comparison."""
    figure, report = reading.figures[index], reading.report
    head, kinds = _counted(figure.counts_text or "")
    sentence = report.sentences[figure.sentence] if figure.sentence < len(report.sentences) else figure.span
    around_it = frozenset(meaning(t) for t in terms(sentence.text(report.text)) if not t[0].isdigit())
    known = _ACTS.get(stem(figure.event or ""))
    if head in _ACTS and not figure.unit:
        # "31 deaths" counts people killed.
        head, known = "people", _ACTS[head]
    country = next(
        (country_of_people(w) for w in words(figure.counts_text or "") if country_of_people(w)), None
    )
    return Quantity(
        Ref(report.id, "figure", index),
        figure,
        report.published or "",
        head,
        head in _PEOPLE or (not figure.unit and country is not None and bool(head)),
        head == "people" and not kinds,
        kinds,
        known or figure.event,
        known is not None,
        any(w in _VAGUE for w in words(figure.span.text(report.text))),
        roster.get(report.id, figure.place),
        roster.get(report.id, figure.given_by),
        window_of(reading, figure.as_of),
        around(report.published, 0, 0),
        around_it - {head},
    )


def quantities(reading: Reading, roster: Roster) -> list[Quantity]:
    """Make all figures of a reading ready for comparison, bare numbers with the nouns that they take up."""
    return _with_nouns([quantity(reading, i, roster) for i in range(len(reading.figures))])


def _with_nouns(found: Sequence[Quantity]) -> list[Quantity]:
    """Give a bare number the noun of the figure that it takes up: "198 detainees crossed. The other side says 191."

    Taken up is the nearest figure with a noun in one of the two sentences before, when the number is close to its
    value; *found* are one report's, in order.
    """
    made: list[Quantity] = []
    for q in found:
        model = None
        if not q.head and not q.figure.unit and abs(q.figure.value) >= 10:
            model = next((m for m in reversed(made) if m.head and _takes_up(q, m)), None)
        if model is not None:
            q = replace(
                q, head=model.head, kinds=model.kinds, people=model.people, anyone=model.anyone, act=model.act,
                plain_act=model.plain_act, context=q.context | model.context,
            )  # fmt: skip
        made.append(q)
    return made


def _takes_up(q: Quantity, model: Quantity) -> bool:
    apart = q.figure.sentence - model.figure.sentence
    low, high = sorted((abs(q.figure.value), abs(model.figure.value)))
    return 1 <= apart <= 2 and not model.figure.unit and low > 0 and low != high and high <= 1.25 * low


def other_people(a: Quantity, b: Quantity) -> bool:
    """Whether two figures count people or things of two countries ("Kenyan citizens", "Norwegian citizens")."""
    one, two = ({k for k in q.kinds | {q.head} if k.startswith("=")} for q in (a, b))
    return bool(one and two and not one & two)


@lru_cache(maxsize=16384)
def _counted(text: str) -> tuple[str, frozenset[str]]:
    """Return the head of the noun phrase counted and the terms that qualify it, before and after.

    The head is the last word before the first preposition or relative; a country's name or people in it becomes
    the country's code, so that "US citizens" and "American citizens" agree.
    """
    tokens = words(text)
    end = next((i for i, w in enumerate(tokens) if i and w in _BREAKS), len(tokens))
    kept = [_plain(w) for w in tokens if w not in STOP_WORDS and not w[0].isdigit()]
    core = [_plain(w) for w in tokens[:end] if w not in STOP_WORDS and not w[0].isdigit()]
    if not core:
        return "", frozenset(kept)
    return core[-1], frozenset(kept) - {core[-1]}


_BREAKS = frozenset(
    "of in from who that which with at on to for by under since during were was are have had".split()
)


def _plain(word: str) -> str:
    if stem(word) in _ANYONE:
        return "people"
    if word in ("citizen", "citizens", "national", "nationals"):
        return stem("citizen")
    country = country_of_people(word) or country_named(word)
    return f"={country}" if country else meaning(stem(word))
