"""Acts: every verb or noun of a report that names a PLOVER act, with the tokens that fill its roles.

The step between the parse and :class:`~trackrecord.types.Event`: an :class:`Act` still points at tokens, so
that roles filled by what is no party ("his counterparts") are not lost. ``events`` turns acts into events;
``coding`` asks them about one given pair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trackrecord.read.events.arguments import (
    agents,
    conjuncts,
    is_passive,
    light_verb,
    noun_agents,
    obliques,
    patients,
    surface_subject,
)
from trackrecord.read.events.attitudes import ADJECTIVES, BLAME, COPULAS, DUTY, speaker_of
from trackrecord.read.events.nounframes import (
    EASED,
    EMERGENCIES,
    FORCES,
    NOUNS,
    SUICIDE_WORDS,
    WEAPON_WORDS,
)
from trackrecord.read.events.reality import reality_of_noun, reality_of_verb
from trackrecord.read.events.senses import fits
from trackrecord.read.events.sides import is_side, sides_of
from trackrecord.read.events.verbframes import OCCURRING, VERBS, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import EventType, Reality

_MONTHS = frozenset({"March", "May", "August"})
SEEKING = frozenset({"seek", "demand", "request", "want"})
_WILL = frozenset({"will", "wo", "would", "can", "ca", "could", "'ll", "’ll"})
_WILLING = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})
_VOWS = frozenset({"vow", "swear", "pledge", "promise"})
_FIGHTING = frozenset({"fight", "retaliate", "avenge", "punish", "crush", "destroy", "strike"})
_FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST"})
_PASSED_ON = frozenset({"AGREE", "REJECT", "THREATEN", "CONCEDE"})
_NOUN_CLASSES: dict[str, frozenset[str]] = {
    "eased": EASED,
    "forces": FORCES,
    "no-fly": frozenset(),
    "emergency": EMERGENCIES,
}
_TOLD_ALONE = frozenset({"CONSULT", "ASSAULT", "RETREAT", "MOBILIZE"})
_SOUGHT = frozenset({"AGREE", "CONCEDE", "AID", "RETREAT", "SUPPORT"})
_FRONTED_ACTORS = frozenset({"ASSAULT", "CONSULT", "AGREE", "COOPERATE", "SANCTION", "AID", "THREATEN", "SUPPORT",
                             "ACCUSE", "REQUEST", "MOBILIZE", "RETREAT", "REJECT", "COERCE", "PROTEST"})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Act:
    """One act: its type and mode, the word that names it, and the head tokens of those who take part.

    ``head`` is the naming verb or noun, ``light`` the verb that lends a noun its subject, ``trigger`` the
    tokens that name the act. ``actors`` and ``recipients`` are in reading order, conjuncts included. ``spoken``: the
    act is done by saying the words, by whoever says them. ``seen``: the encoder takes the trigger for one as well.
    """

    type: EventType
    mode: str | None
    head: Token
    trigger: tuple[Token, ...]
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    reality: Reality
    light: Token | None = None
    spoken: bool = False
    seen: bool = False

    @property
    def clause(self) -> Token:
        """The verb of the act's clause (the noun itself where no verb lends it a subject)."""
        return self.light if self.light is not None else self.head


def find_acts(tokens: Iterable[Token], parties: Parties) -> Iterator[Act]:
    """Yield every act that *tokens* name, in reading order."""
    for token in tokens:
        act: Act | None = None
        if token.text in _MONTHS:
            continue
        spoken = spoken_act(token, parties)
        if spoken is not None:
            yield replace(Act(*spoken), spoken=True)
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            act = _verb_act(token, parties)
        elif token.lower_ in ADJECTIVES:
            act = _adjective_act(token, parties)
        elif token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.lower_ in NOUNS):
            act = _noun_act(token, parties)
        if act is not None:
            yield act


def spoken_act(token: Token, parties: Parties) -> tuple[Any, ...] | None:
    """Return the fields of the act that a speaker does by saying this: a demand ("must") or a charge."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    duty = next((c for c in token.children if c.dep_ == "aux" and c.lower_ in DUTY), None)
    if duty is None and token.lemma_.lower() not in BLAME and not _failing(token):
        return None
    speakers = speaker_of(token)
    subjects = [t for t in surface_subject(token) if is_side(t, parties)]
    if any(t.lower_ in ("we", "i") for t in subjects):
        return None
    if not speakers and (not subjects or not _is_quoted(token)):
        return None  # a speaker in another sentence is found through the statements
    if duty is not None:
        return "REQUEST", None, token, (duty,), tuple(speakers), tuple(subjects), "happened"
    if not subjects or reality_of_verb(token) not in ("happened", "ongoing"):
        return None
    return "ACCUSE", "allege", token, (token,), tuple(speakers), tuple(subjects), "happened"


def _is_quoted(token: Token) -> bool:
    """Whether a quotation mark opens before the word in its sentence or the one before, or closes after it."""
    return any(t.is_quote for t in token.sent) or any(
        t.is_quote for t in token.doc[max(0, token.sent.start - 40) : token.sent.start]
    )


def _failing(token: Token) -> bool:
    return token.lemma_.lower() == "fail" and any(c.dep_ == "xcomp" for c in token.children)


def frames_of(verb: Token) -> tuple[tuple[Frame, tuple[Token, ...]], ...]:
    """Return the frames a verb may have, the most specific key first, each with its trigger tokens."""
    lemma = verb.lemma_.lower()
    found: list[tuple[Frame, tuple[Token, ...]]] = []
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("prt", "prep", "advmod", "dative", "acomp"):
            if any(p.dep_ == "pobj" and p.ent_type_ in ("DATE", "TIME") for p in child.children):
                continue
            key = f"{lemma}_{child.lower_}"
            found.extend((frame, (verb, child)) for frame in VERBS.get(key, ()))
            for deeper in child.children:  # "walk out of", "take to the streets"
                if deeper.dep_ in ("prep", "pobj"):
                    found.extend(
                        (frame, (verb, child)) for frame in VERBS.get(f"{key}_{deeper.lemma_.lower()}", ())
                    )
    found.extend((frame, (verb,)) for frame in VERBS.get(lemma, ()))
    return tuple(found)


def _verb_act(verb: Token, parties: Parties) -> Act | None:
    for frame, trigger in frames_of(verb):
        doers = agents(verb)
        objects = patients(verb)
        receivers = _receivers(verb, frame, objects, parties)
        if not fits(verb, frame, doers, objects, receivers, parties):
            continue
        if not any(is_side(t, parties) for t in (*doers, *receivers)):
            continue
        receivers = receivers or _beneficiaries(verb, frame, parties)
        doer_sides = sides_of(doers, parties)
        taken = {t.i for t in doer_sides}
        receivers = [t for t in receivers if t.i not in taken]
        kind, reality = _by_modality(verb, frame, reality_of_verb(verb))
        mode = frame.mode if kind == frame.type else None
        if kind == "ASSAULT" and any(c.lower_ in SUICIDE_WORDS for t in doers for c in t.children):
            mode = "suicide-attack"
        return Act(kind, mode, verb, trigger, tuple(doer_sides), tuple(receivers), reality)
    return None


def _by_modality(verb: Token, frame: Frame, reality: Reality) -> tuple[EventType, Reality]:
    """Return type and reality after what volition makes of them: will not help, vows to attack, does not rule out."""
    if reality == "denied":
        willed = any(c.dep_ == "aux" and c.lower_ in _WILL for c in verb.children)
        if frame.type in _WILLING and willed:
            return "REJECT", "happened"
        if verb.lemma_.lower() == "rule" and frame.type == "REJECT":
            return "THREATEN", "happened"
    if verb.lemma_.lower() in _VOWS:
        for clause in verb.children:
            forceful = any(f.type in _FORCE for f, _ in frames_of(clause)[:1])
            if clause.dep_ in ("xcomp", "ccomp") and (
                (forceful and patients(clause)) or clause.lemma_.lower() in _FIGHTING
            ):
                return "THREATEN", reality
    return frame.type, reality


def _beneficiaries(verb: Token, frame: Frame, parties: Parties) -> list[Token]:
    """Return the other side where the verb has only a clause: whom it is promised, refused or said of.

    "A promised to help B", "A refused to meet B" take it from the infinitive; "A complained that B lied" blames
    the subject of the clause.
    """
    for child in verb.children:
        if child.dep_ not in ("xcomp", "ccomp") or child.pos_ not in ("VERB", "AUX"):
            continue
        if frame.type == "ACCUSE" and child.dep_ == "ccomp":
            return sides_of(surface_subject(child), parties)
        if frame.type in _PASSED_ON:
            found = sides_of(patients(child), parties) if not is_passive(child) else []
            return found or sides_of(obliques(child, ("to", "with", "from", "for", "against", "on")), parties)
    return []


def _adjective_act(word: Token, parties: Parties) -> Act | None:
    """Return the act of "is ready to", "was critical of" with its subject as the actor."""
    copula = word.head
    if word.dep_ not in ("acomp", "oprd", "attr") or copula.lemma_.lower() not in COPULAS:
        return None
    frame = ADJECTIVES[word.lower_]
    doers = sides_of(surface_subject(copula), parties)
    receivers = [t for w in frame.recipient for t in sides_of(obliques(word, (w,)), parties)]
    clauses = any(c.dep_ in ("xcomp", "ccomp", "prep") for c in word.children)
    if not doers or (frame.needs == "inf" and not clauses) or (frame.needs == "party" and not receivers):
        return None
    return Act(
        frame.type, frame.mode, word, (word,), tuple(doers), tuple(receivers), reality_of_verb(copula), copula
    )


def _receivers(verb: Token, frame: Frame, objects: list[Token], parties: Parties) -> list[Token]:
    """Return the other side: the first place of the frame that holds a side."""
    for where in frame.recipient:
        found = sides_of(objects, parties) if where == "obj" else sides_of(obliques(verb, (where,)), parties)
        if found:
            return found
    return []


# --------------------------------------------------------------------------- nouns


def noun_frame(noun: Token) -> Frame | None:
    """Return the frame of an event noun, hyphenated ones put together ("cease-fire", "air strike"), or None."""
    lemma = noun.lemma_.lower()
    modifiers = {c.lower_ for c in noun.children if c.dep_ in ("compound", "amod", "nmod", "punct")}
    if lemma == "fire" and "cease" in modifiers:
        lemma = "ceasefire"
    elif lemma == "operation" and "co" in modifiers:
        lemma = "cooperation"
    elif lemma == "strike" and modifiers & WEAPON_WORDS:
        lemma = "attack"
    elif lemma == "game" and "war" in modifiers:
        lemma = "exercise"
    return NOUNS.get(lemma)


def _noun_act(noun: Token, parties: Parties) -> Act | None:
    frame = noun_frame(noun)
    if noun.ent_type_ in ("DATE", "LAW", "WORK_OF_ART"):
        return None
    if frame is None or noun.dep_ in ("compound", "amod", "nmod"):
        return None
    modifiers = {c.lower_ for c in noun.children if c.dep_ in ("compound", "amod", "nmod")}
    if frame.type == "ASSAULT" and modifiers & SUICIDE_WORDS:
        frame = replace(frame, mode="suicide-attack")
    light = light_verb(noun)
    doers, receivers = _noun_roles(noun, frame, light, parties)
    acting = any(is_side(t, parties) for t in doers)
    if frame.needs == "light" and not (light is not None and (acting or receivers)):
        return None
    if frame.needs == "actor" and not acting:
        return None
    if frame.needs in _NOUN_CLASSES and not _about(noun, modifiers, frame.needs):
        return None
    if frame.needs == "said" and not (acting or receivers or any(c.dep_ == "acl" for c in noun.children)):
        return None
    if frame.needs == "some" and not (acting or receivers):
        if not (frame.type in _TOLD_ALONE and _is_told_of(noun)):
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
    owned = [c for c in noun.children if c.dep_ == "poss"]
    if "poss" in frame.recipient and owned:
        # "His arrest": the possessor undergoes it.
        taken = {t.i for t in owned}
        doers = [t for t in doers if t.i not in taken]
    fronted = [
        c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and _is_actor_name(c, parties)
    ]
    receivers: list[Token] = []
    for where in frame.recipient:
        found = sides_of(owned if where == "poss" else obliques(noun, (where,)), parties)
        if not found and light is not None and where not in ("of", "in", "poss"):
            found = sides_of(obliques(light, (where,)), parties)
        if found and (
            where == "between" or (where == "of" and frame.type == "CONSULT" and frame.mode is None)
        ):
            # "A summit of ministers" has one side named, and it acts.
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


def _about(noun: Token, modifiers: set[str], needs: str) -> bool:
    """Whether an event noun is about what makes it one: an end to fighting, a cut in troops, a no-fly zone."""
    if needs == "no-fly":
        return "fly" in modifiers or "no-fly" in modifiers
    about = {p.lemma_.lower() for p in obliques(noun, ("of", "to", "in"))} | modifiers
    return bool(about & _NOUN_CLASSES[needs]) or any(w.rstrip("s") in _NOUN_CLASSES[needs] for w in modifiers)


def _is_actor_name(token: Token, parties: Parties) -> bool:
    """Whether a name before an event noun can be who does it: "the Lima meeting" tells where, not who."""
    party = parties.get(parties.at(token))
    return party is not None and party.kind != "place"


def _datives(light: Token) -> list[Token]:
    return conjuncts(c for c in light.children if c.dep_ == "dative" and c.pos_ != "ADP")
