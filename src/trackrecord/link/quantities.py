"""What a figure is of: the noun counted and its class, the act that the count is of, the words around it.

Shared by ``figures``, which pairs figures of one quantity, and by weighing, which says how their values stand to
each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from trackrecord.link.days import Window, around, window_of
from trackrecord.link.roster import Roster
from trackrecord.link.synonyms import meaning
from trackrecord.link.terms import STOP_WORDS, stem, terms, words
from trackrecord.read.figures.units import is_money
from trackrecord.read.parties.gazetteer import country_named, country_of_people
from trackrecord.types import Figure, LinkedParty, Reading, Ref, Span

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
# What people are killed or hurt by: one row, one cause.
_CAUSES = {
    stem(word): row.split()[0]
    for row in """mine landmine
shell mortar artillery rocket missile
airstrike drone warplane
bomb bomber ied
gunfire gunman shooting sniper
crash collision capsize derail
flood cyclone hurricane storm
earthquake quake tremor
fire blaze
disease epidemic cholera virus outbreak
famine hunger starvation drought""".splitlines()
    for word in row.split()
}


_REACH = 800  # characters of a sentence, either side of the figure


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure made ready for comparison.

    ``head`` is the stem of the noun counted ("people" for any general word for people), ``kinds`` the terms that
    qualify it, ``act`` the act it is a count of (``plain_act``: one of the known acts, not just the governing
    verb), ``vague`` whether it is told as "dozens" or "thousands", ``context`` the other terms of its sentence,
    ``window`` the days it holds for where they are told (from the day named where the text says ``since`` it),
    ``causes`` what the sentence names as the cause. A bare number has the ``whole`` of which it is a part, and
    the ``root`` figure that it is another count of (a ``later`` one, where the text says so). ``undertaken`` marks
    a figure of something promised, asked or threatened, not of something done; ``total`` one of which a part is told;
    ``when`` is the report's own words for when it holds, where they give no days; ``near`` the terms of its clause;
    ``holder`` the name that is the subject of its verb ("Dell Ferries" of "Dell Ferries sold 300 tickets").
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
    causes: frozenset[str] = frozenset()
    since: bool = False
    whole: float | None = None
    root: Ref | None = None
    later: bool = False
    undertaken: bool = False
    total: bool = False
    when: str | None = None
    near: frozenset[str] = frozenset()
    holder: frozenset[str] = frozenset()

    def named(self, head: str, kinds: frozenset[str], act: str | None) -> Quantity:
        """Return the quantity as a count of another noun."""
        return replace(
            self, head=head, kinds=kinds, people=head in _PEOPLE or self.people, act=act,
            anyone=head == "people" and not kinds, plain_act=act is not None and act in _ACTS.values(),
        )  # fmt: skip


def quantity(reading: Reading, index: int, roster: Roster) -> Quantity:
    """Make the reading's figure at *index* ready for comparison."""
    figure, report = reading.figures[index], reading.report
    head, kinds = counted(figure.counts_text or "")
    sentence = report.sentences[figure.sentence] if figure.sentence < len(report.sentences) else figure.span
    # Text without full stops is one sentence: no figure looks further than _REACH, so that the work stays linear.
    sentence = Span(
        max(sentence.start, figure.span.start - _REACH), min(sentence.end, figure.span.end + _REACH)
    )
    around_it = frozenset(meaning(t) for t in terms(sentence.text(report.text)) if not t[0].isdigit())
    known = _predicate(figure, report.text) or _act(figure, head)
    if not head and not figure.unit and known in ("kill", "injure", "miss"):
        head = "people"  # "spoke of 22 dead"
    window, since = _held(reading, figure)
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
        window,
        around(report.published, 0, 0),
        around_it - {head},
        frozenset(_CAUSES[t] for t in terms(sentence.text(report.text)) if t in _CAUSES),
        since,
        undertaken=any(c.action.overlaps(figure.span) for c in reading.commitments if not c.denied),
        when=_own_words(reading, figure) if window is None else None,
        near=_near(figure, sentence, report.text),
        holder=_holder(figure, sentence, report.text),
    )


def _act(figure: Figure, head: str) -> str | None:
    """Return the act that the governing verb tells. Some verbs are such an act only where people are counted.

    "Holds 40 prisoners" arrests; a film that "holds a rating" or "receives nominations" does nothing of the kind.
    """
    known = _ACTS.get(stem(figure.event or ""))
    if known is None or not head or head in _PEOPLE:
        return known
    if known == "pledge":
        return known if is_money(figure.unit) or figure.unit is None else None
    return known if known not in _OF_PEOPLE or stem(figure.event or "") == stem(known) else None


_OF_PEOPLE = frozenset("arrest resettle arrive leave infect hire sack protest miss".split())


def _near(figure: Figure, sentence: Span, text: str) -> frozenset[str]:
    """The terms of a figure's clause: up to a comma or another number, and no further than 60 characters."""
    before = text[max(sentence.start, figure.span.start - 60) : figure.span.start]
    after = text[figure.span.end : min(sentence.end, figure.span.end + 60)]
    before, after = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    return frozenset(meaning(t) for t in (*terms(before), *terms(after)))


def _holder(figure: Figure, sentence: Span, text: str) -> frozenset[str]:
    """The terms of the name that stands right before the figure's verb; empty where no name does."""
    verb = stem(figure.event or "")
    for found in _NAMED.finditer(text[max(sentence.start, figure.span.start - 200) : figure.span.start]):
        if verb and stem(found.group(2).lower()) == verb:
            return frozenset(_plain(w) for w in words(found.group(1)) if w not in STOP_WORDS)
    return frozenset()


_NAMED = re.compile(
    r"\b([A-Z][\w’'-]{0,30}(?: (?:: )?(?:[A-Z][\w’'-]{0,30}|of|the|and)){0,6})"
    r" (?:(?:has|have|had|also|already|since|was|were|is|are) ){0,3}([a-z]{1,20})\b"
)
_CLAUSE = re.compile(r" ?[,;:()] |\d[\d.,]*|\s(?:and|but|while|against)\s")


def plain(term: str) -> bool:
    """Whether a term says nothing of which occurrence it was: words for people and for the acts counted."""
    return term in _PLAIN


_PLAIN = frozenset(
    {meaning(t) for t in (*_ACTS, *_ANYONE, "least", "number", "total", "report", "sinc")}
    | {"people", "person"}
)


def known_act(head: str) -> str | None:
    """Return the act that a noun stands for ("deaths", "dead": kill), or None."""
    return _ACTS.get(head)


def _predicate(figure: Figure, text: str) -> str | None:
    """Return the act told right after the count ("22 people were dead", "about 40 wounded"), or None."""
    end = max(figure.span.end, figure.counts.end if figure.counts else 0)
    found = (_COPULA if figure.counts_text else _STATE).match(text[end : end + 60])
    return _ACTS.get(stem(found.group(1).lower())) if found else None


def _own_words(reading: Reading, figure: Figure) -> str | None:
    """Return the report's words for when a figure holds where they denote no days ("last week", undated)."""
    if figure.as_of is None or figure.as_of >= len(reading.dates):
        return None
    return " ".join(reading.dates[figure.as_of].span.text(reading.report.text).split())[:40]


def _held(reading: Reading, figure: Figure) -> tuple[Window | None, bool]:
    """Return the days a figure holds for, and whether the text gives only the day from which it counts.

    "Since 4 March" starts a period that ends with the report, not a day for which the count holds.
    """
    window = window_of(reading, figure.as_of)
    if window is None or figure.as_of is None:
        return window, False
    start = reading.dates[figure.as_of].span.start
    if not _SINCE.search(reading.report.text[max(0, start - 16) : start + 6]):
        return window, False
    printed = around(reading.report.published, 0, 0)
    return (window[0], max(window[1], printed[1]) if printed else window[1]), True


_STATE = re.compile(
    r" (?:(?:was|were|is|are) (?:now |all |still )?)?(dead|killed|deaths|wounded|injured|hurt|missing)\b"
)
_COPULA = re.compile(r" (?:was|were|is|are|has been|have been|had been|had|have) (?:now |all |still )?(\w+)")
_SINCE = re.compile(r"\bsince (?:the |early |late |mid-)?.{0,6}$", re.IGNORECASE)


def other_people(a: Quantity, b: Quantity) -> bool:
    """Whether two figures count people or things of two countries ("Kenyan citizens", "Norwegian citizens")."""
    one, two = _countries(a.kinds, a.head), _countries(b.kinds, b.head)
    return bool(one and two and not one & two)


@lru_cache(maxsize=16384)
def _countries(kinds: frozenset[str], head: str) -> frozenset[str]:
    return frozenset(k for k in (*kinds, head) if k.startswith("="))


@lru_cache(maxsize=16384)
def counted(text: str) -> tuple[str, frozenset[str]]:
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
