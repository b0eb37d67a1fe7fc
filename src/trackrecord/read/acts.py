"""Acts: every verb or noun of a report that names a PLOVER act, with the tokens that fill its roles.

The step between the parse and :class:`~trackrecord.types.Event`: an :class:`Act` still points at tokens, so
that roles filled by what is no party ("his counterparts") are not lost. ``events`` turns acts into events;
``coding`` asks them about one given pair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.read.arguments import (
    agents,
    conjuncts,
    denoted,
    is_passive,
    light_verb,
    noun_agents,
    obliques,
    patients,
)
from trackrecord.read.nounframes import (
    AIDS,
    EASED,
    FORCES,
    MEDIA,
    NO_VISITORS,
    NOUNS,
    SIDES,
    SUICIDE_WORDS,
    TIES,
    WEAPON_WORDS,
)
from trackrecord.read.reality import reality_of_noun, reality_of_verb
from trackrecord.read.verbframes import OCCURRING, VERBS, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from trackrecord.read.parties import Parties
    from trackrecord.types import EventType, Reality

# "declined to comment" refuses nobody anything.
_NO_REFUSAL = frozenset(
    "comment elaborate name identify speak say give discuss answer specify confirm talk provide tell".split()
)
SEEKING = frozenset({"seek", "demand", "request", "want"})
_SOUGHT = frozenset({"AGREE", "CONCEDE", "AID", "RETREAT", "SUPPORT"})
_FRONTED_ACTORS = frozenset({"ASSAULT", "CONSULT", "AGREE", "COOPERATE", "SANCTION", "AID", "THREATEN", "SUPPORT",
                             "ACCUSE", "REQUEST", "MOBILIZE", "RETREAT", "REJECT", "COERCE", "PROTEST"})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Act:
    """One act: its type and mode, the word that names it, and the head tokens of those who take part.

    ``head`` is the naming verb or noun, ``light`` the verb that lends a noun its subject, ``trigger`` the
    tokens that name the act. ``actors`` and ``recipients`` are in reading order, conjuncts included.
    """

    type: EventType
    mode: str | None
    head: Token
    trigger: tuple[Token, ...]
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    reality: Reality
    light: Token | None = None

    @property
    def clause(self) -> Token:
        """The verb of the act's clause (the noun itself where no verb lends it a subject)."""
        return self.light if self.light is not None else self.head


def is_side(token: Token, parties: Parties) -> bool:
    """Whether the noun phrase headed by *token* denotes people, a body or a known party."""
    if token.lemma_.lower() in SIDES or token.lower_ in SIDES:
        return True
    if parties.at(token) is not None:
        return True
    if token.pos_ != "PROPN":
        return False
    # A capitalised name that nobody took for a party is still more likely a side than a thing.
    return bool(denoted(token, parties)) or token.ent_type_ not in (
        "DATE",
        "TIME",
        "EVENT",
        "LAW",
        "WORK_OF_ART",
    )


def sides_of(tokens: Iterable[Token], parties: Parties) -> list[Token]:
    """Return the sides that *tokens* denote, or that stand inside them ("Iran's decision" gives Iran)."""
    found: list[Token] = []
    for token in tokens:
        if is_side(token, parties):
            found.append(token)
            continue
        inside = [c for c in token.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
        inside = [
            c for c in inside if parties.at(c) is not None or (c.dep_ == "poss" and is_side(c, parties))
        ]
        if not inside:
            preps = ("of", "by", "against", "from", "on", "in", "between")
            inside = [c for c in obliques(token, preps) if is_side(c, parties)]
        found.extend(inside[-1:] if inside and inside[0].dep_ in ("compound", "nmod") else inside)
    return found


def find_acts(tokens: Iterable[Token], parties: Parties) -> Iterator[Act]:
    """Yield every act that *tokens* name, in reading order."""
    for token in tokens:
        act: Act | None = None
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            act = _verb_act(token, parties)
        elif token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.lower_ in NOUNS):
            act = _noun_act(token, parties)
        if act is not None:
            yield act


def frames_of(verb: Token) -> tuple[tuple[Frame, tuple[Token, ...]], ...]:
    """Return the frames a verb may have, the most specific key first, each with its trigger tokens."""
    lemma = verb.lemma_.lower()
    found: list[tuple[Frame, tuple[Token, ...]]] = []
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("prt", "prep", "advmod", "dative", "acomp"):
            key = f"{lemma}_{child.lower_}"
            found.extend((frame, (verb, child)) for frame in VERBS.get(key, ()))
            for deeper in child.children:  # "walk out of"
                if deeper.dep_ == "prep":
                    found.extend((frame, (verb, child)) for frame in VERBS.get(f"{key}_{deeper.lower_}", ()))
    found.extend((frame, (verb,)) for frame in VERBS.get(lemma, ()))
    return tuple(found)


def _verb_act(verb: Token, parties: Parties) -> Act | None:
    for frame, trigger in frames_of(verb):
        doers = agents(verb)
        objects = patients(verb)
        receivers = _receivers(verb, frame, objects, parties)
        if not _fits(verb, frame, doers, objects, receivers, parties):
            continue
        if not any(is_side(t, parties) for t in (*doers, *receivers)):
            continue
        doer_sides = sides_of(doers, parties)
        taken = {t.i for t in doer_sides}
        receivers = [t for t in receivers if t.i not in taken]
        return Act(
            frame.type, frame.mode, verb, trigger, tuple(doer_sides), tuple(receivers), reality_of_verb(verb)
        )
    return None


def _receivers(verb: Token, frame: Frame, objects: list[Token], parties: Parties) -> list[Token]:
    """Return the other side: the first place of the frame that holds a side."""
    for where in frame.recipient:
        found = sides_of(objects, parties) if where == "obj" else sides_of(obliques(verb, (where,)), parties)
        if found:
            return found
    return []


def _fits(
    verb: Token,
    frame: Frame,
    doers: list[Token],
    objects: list[Token],
    receivers: list[Token],
    parties: Parties,
) -> bool:
    """Whether what the frame needs is there."""
    needs = frame.needs
    acting = any(is_side(t, parties) for t in doers)
    lemmas = {t.lemma_.lower() for t in objects}
    if needs == "obj":
        return bool(objects)
    if frame.type == "CONSULT" and not _can_meet(verb, frame, doers, receivers, parties):
        return False
    if needs == "party":
        return bool(receivers)
    if needs == "some":
        return acting or bool(receivers)
    if needs == "actor":
        return acting
    if needs == "both":
        return bool(receivers) and (acting or is_passive(verb))
    if needs == "inf":
        return _has_clause(verb, frame, lemmas)
    if needs == "with":
        return bool(obliques(verb, ("with", "over")))
    if needs == "ease":
        gerunds = {c.lemma_.lower() for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"}
        return bool(lemmas & EASED) or bool(gerunds & VERBS.keys())
    if needs == "tie":
        return bool(lemmas & TIES)
    if needs == "force":
        return bool((lemmas | {t.lemma_.lower() for t in doers}) & FORCES)
    if needs == "aid":
        return bool(lemmas & AIDS) or any(c.lemma_.lower() in AIDS for c in verb.children if c.dep_ == "dobj")
    return True


def _can_meet(
    verb: Token, frame: Frame, doers: list[Token], receivers: list[Token], parties: Parties
) -> bool:
    """Whether this is a meeting: no talk to the press, no arrival of refugees or goods."""
    if verb.lemma_.lower() in ("talk", "speak", "brief", "call", "phone") and receivers:
        return not all(t.lemma_.lower() in MEDIA for t in receivers)
    if frame.mode == "visit" and verb.lemma_.lower() in ("arrive", "travel", "fly"):
        return any(is_side(t, parties) and t.lemma_.lower() not in NO_VISITORS for t in doers)
    return True


def _has_clause(verb: Token, frame: Frame, lemmas: set[str]) -> bool:
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "oprd") and c.pos_ in ("VERB", "AUX")]
    if frame.type == "REQUEST":
        return any(
            c.tag_ == "VB" and any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children) for c in clauses
        )
    if frame.mode == "access" and any(c.lemma_.lower() in _NO_REFUSAL for c in clauses):
        return False
    if frame.type == "REJECT":
        return bool(lemmas or clauses) and not any(c.lemma_.lower() in _NO_REFUSAL for c in clauses)
    return bool(clauses) or bool(obliques(verb, ("to",)))


# --------------------------------------------------------------------------- nouns


def _noun_act(noun: Token, parties: Parties) -> Act | None:
    frame = NOUNS.get(noun.lemma_.lower())
    if frame is None or noun.dep_ in ("compound", "amod", "nmod"):
        return None
    modifiers = {c.lower_ for c in noun.children if c.dep_ in ("compound", "amod", "nmod")}
    if noun.lemma_.lower() == "strike" and modifiers & WEAPON_WORDS:
        frame = NOUNS["attack"]
    if frame.type == "ASSAULT" and modifiers & SUICIDE_WORDS:
        frame = replace(frame, mode="suicide-attack")
    light = light_verb(noun)
    doers, receivers = _noun_roles(noun, frame, light, parties)
    acting = any(is_side(t, parties) for t in doers)
    if frame.needs == "light" and not (light is not None and (acting or receivers)):
        return None
    if frame.needs == "actor" and not acting:
        return None
    if frame.needs == "some" and not (acting or receivers):
        if not (frame.type == "CONSULT" and _is_told_of(noun)):
            return None
        doers, light = [], noun.head
    if light is not None and light.lemma_.lower() in SEEKING and frame.type in _SOUGHT:
        # "Seeking assurances" asks for what "giving assurances" would grant.
        frame = Frame("REQUEST", None, ("from",))
        receivers = sides_of(obliques(noun, ("from",)) or obliques(light, ("from",)), parties)
    trigger = (noun,) if light is None or abs(light.i - noun.i) > 4 else (light, noun)
    return Act(
        frame.type,
        frame.mode,
        noun,
        trigger,
        tuple(doers),
        tuple(receivers),
        reality_of_noun(noun, light),
        light,
    )


def _noun_roles(
    noun: Token, frame: Frame, light: Token | None, parties: Parties
) -> tuple[list[Token], list[Token]]:
    """Return actors and recipients of an event noun."""
    doers = sides_of(noun_agents(noun), parties)
    fronted = [
        c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and parties.at(c) is not None
    ]
    receivers: list[Token] = []
    for where in frame.recipient:
        found = sides_of(obliques(noun, (where,)), parties)
        if not found and light is not None and where not in ("of", "in"):
            found = sides_of(obliques(light, (where,)), parties)
        if found and where == "between":
            doers, receivers = (doers or found[:1]), found[1:] if not doers else found
            break
        if found:
            receivers = found
            break
    if fronted and frame.type in _FRONTED_ACTORS:
        if not doers:
            doers = fronted
        elif not receivers and frame.type in ("CONSULT", "AGREE"):
            receivers = fronted
    if not receivers and light is not None and is_passive(light) is False:
        receivers = [t for t in _datives(light) if is_side(t, parties)]
    taken = {t.i for t in doers}
    return doers, [t for t in receivers if t.i not in taken]


def _is_told_of(noun: Token) -> bool:
    """Whether a definite meeting is said to take place ("the talks began on Monday"): who met was told before."""
    definite = any(
        c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children
    )
    return definite and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in OCCURRING


def _datives(light: Token) -> list[Token]:
    return conjuncts(c for c in light.children if c.dep_ == "dative" and c.pos_ != "ADP")
