"""The words with which parties bind themselves, ask, threaten and refuse, each with its frame.

A frame says what kind of undertaking a word announces, who is bound by it, and in which complements the course
of action stands. The classes are the commissives and directives of speech-act theory (Searle 1976, "A
classification of illocutionary acts") with the complement patterns of VerbNet (classes promise-37.13, order-58.3,
urge-58.1, reject-77.2, forbid-64.4, future_having-13.3). The next verb or noun of this sort is a line here; how a
frame is applied to a sentence is the matter of ``commitments``.

Complements: ``to`` an infinitive, ``that`` a finite clause, ``ing`` a gerund, ``noun`` a direct object, and
``prep:WORD`` the object of that preposition (a noun or a gerund).
Bound: ``subject`` (or the owner of a noun), ``object`` (the one asked), ``clause`` (the subject of the clause).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trackrecord.types import CommitmentKind

Bound = Literal["subject", "object"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word announces: its ``kind``, who is ``bound``, and the ``complements`` that state the action."""

    kind: CommitmentKind
    bound: Bound
    complements: frozenset[str]


def _table(kind: CommitmentKind, bound: Bound, rows: Iterable[str]) -> dict[str, Frame]:
    """Read rows of ``word word: complement complement`` into a table of frames."""
    table = {}
    for row in rows:
        words, complements = row.split(":", 1)
        frame = Frame(kind, bound, frozenset(complements.split()))
        table.update(dict.fromkeys(words.split(), frame))
    return table


VERBS: dict[str, Frame] = {
    **_table(
        "promise",
        "subject",
        (
            "promise pledge vow: to that noun ing",
            "swear undertake: to that",
            "guarantee: that noun to",
            "assure reassure: that",
            "commit dedicate: to prep:to",
            "decide resolve: to that",
            "plan intend: to",
            "determine: to",
        ),
    ),
    **_table(
        "agreement",
        "subject",
        ("agree: to that noun prep:on prep:to prep:upon", "consent: to prep:to", "accept: noun"),
    ),
    **_table(
        "offer", "subject", ("offer volunteer: to noun ing", "propose suggest: to ing", "propose: noun")
    ),
    **_table(
        "demand",
        "object",
        (
            "urge press pressure push implore beg exhort entreat petition lobby: to that prep:for",
            "ask: to prep:for",
            "request: to that noun",
            "order instruct command: to that",
            "tell: to",
            "require oblige compel: to that",
            "demand: to that noun",
            "insist: that prep:on",
            "call appeal plead: to prep:for",
            "want: to",
            "seek: noun",
            "recommend propose advocate: that",
            "warn caution: prep:against",
            "challenge: to",
        ),
    ),
    **_table("threat", "subject", ("threaten: to that prep:with",)),
    **_table(
        "refusal",
        "subject",
        (
            "refuse decline: to noun",
            "reject: noun ing",
            "rule_out: noun ing that",
            "veto: noun",
        ),
    ),
}

NOUNS: dict[str, Frame] = {
    **_table(
        "promise",
        "subject",
        (
            "promise pledge vow commitment undertaking assurance guarantee: to that prep:of prep:on prep:to prep:for",
            "intention resolve: to prep:of",
            "obligation: to prep:of",
        ),
    ),
    **_table(
        "agreement",
        "subject",
        (
            "agreement deal accord pact treaty settlement: to that prep:on prep:for prep:under",
            "consent: to prep:to prep:for",
        ),
    ),
    **_table(
        "offer",
        "subject",
        ("offer proposal: to that prep:of prep:for", "willingness readiness preparedness: to"),
    ),
    **_table(
        "demand",
        "object",
        ("demand call request plea petition: to that prep:for", "appeal: prep:for", "ultimatum: to"),
    ),
    **_table("threat", "subject", ("threat: to that prep:of",)),
    **_table("refusal", "subject", ("refusal unwillingness reluctance: to", "rejection: prep:of")),
}

ADJECTIVES: dict[str, Frame] = {
    **_table("promise", "subject", ("determined committed bound: to prep:to that",)),
    **_table("offer", "subject", ("ready willing prepared open happy: to prep:to",)),
    **_table("refusal", "subject", ("unwilling: to",)),
}

# What is refused, as against what is merely turned away ("rejected the nominee").
REFUSABLE = frozenset(
    """offer proposal demand call request plan idea appeal plea invitation deal term talk talks negotiation dialogue
    concession compromise ceasefire truce bid petition measure sanction possibility prospect suggestion extension
    aid help withdrawal resignation permission access entry visa meeting condition ultimatum resolution move""".split()
)
# What is accepted so that one is bound by it.
ACCEPTED = frozenset("invitation proposal plan demand term condition ceasefire truce offer mediation".split())
# Verbs that hold somebody to what he has undertaken: "held the council to its promise to".
HOLDING = frozenset("hold keep remind bind pin".split())
# Verbs of harm and sanction: with "if" or "unless" their future is a threat.
HARMING = frozenset(
    """attack strike bomb punish retaliate invade sanction expel destroy kill crush shoot arrest sue prosecute impose
    bombard shell execute penalise penalize boycott avenge""".split()
)
# Nouns of harm, as the object of what one will do.
HARMFUL = frozenset(
    """attack strike raid airstrike bombardment offensive assault war sanction embargo blockade boycott retaliation
    reprisal revenge invasion shelling""".split()
)
# What one declines to tell: no course of action is refused.
TOLD = frozenset(
    "figure number name detail comment information interview date timetable breakdown identity".split()
)
TELLING = frozenset("provide give offer release disclose reveal say tell share specify confirm".split())
# What is sought of somebody: the noun of his act.
SOUGHT = frozenset(
    """asylum extradition approval permission talk talks ceasefire truce sanction resignation release access
    withdrawal funding money cooperation consent authorisation authorization investigation inquiry
    clarification compensation apology return extension mandate protection concession""".split()
)
# Verbs whose subject is the one who gives the promise, deal or offer that they take as an object.
GIVING = frozenset(
    """make give issue offer sign reach strike conclude announce renew repeat reaffirm reiterate fulfil fulfill keep
    honour honor break violate breach abandon withdraw drop accept express state declare voice have take deliver
    extend present seal ratify approve initial uphold stress underline confirm signal show enter put table float
    renege default meet set agree""".split()
)
# What is written or said: the promise in it is its author's.
UTTERANCES = frozenset(
    """letter statement document note message speech communique communiqué announcement text email declaration
    resolution manifesto memo tweet post article interview series number address video""".split()
)
# Words that announce an undertaking only in the mouth of somebody who can act.
WEAK = frozenset(
    "intend plan prepare ready prepared committed determined bound willing open happy guarantee offer propose threaten want require seek suggest intention willingness readiness proposal offer effort measure step ask".split()
)

# What is laid down in these is agreed: "the accord commits both sides to ...".
ACCORDS = frozenset(
    "agreement deal accord pact treaty truce ceasefire cease-fire armistice settlement protocol contract".split()
)
LAYING_DOWN = frozenset(
    """require commit oblige bind envisage provide stipulate include call allow authorise authorize permit mandate
    specify compel entitle guarantee foresee demand ban prohibit forbid limit lower cut""".split()
)

# What is announced counts as promised: "announced plans to", "unveiled measures to".
ANNOUNCING = frozenset("announce unveil disclose outline confirm declare present reveal propose set".split())
ANNOUNCED = frozenset(
    "plan measure step effort move decision initiative scheme programme program campaign".split()
)

# Verbs that ask for an undertaking rather than report one: "sought assurances", "wants it to promise".
WANTING = frozenset(
    """want seek demand request require urge ask press push call need await extract obtain insist pressure
    beg implore encourage""".split()
)
REFUSING = frozenset("refuse decline reject rebuff spurn dismiss deny resist shun ignore defy oppose".split())
# Verbs under which an undertaking is not given: "failed to agree", "is expected to offer".
UNREAL = frozenset(
    """fail expect hope try attempt consider discuss debate ponder weigh mull pretend suppose seem appear tend
    struggle hesitate fear doubt wonder imagine predict""".split()
)
# Objects that name no course of action.
NO_ACTION = frozenset(
    """comment condolence thanks praise apology explanation glimpse evidence insight detail view accusation claim
    allegation charge suggestion notion idea criticism argument report question answer opinion congratulation
    clue clarification reason analysis verdict appeal everything anything something nothing it that this thing
    what which time way lot chance opportunity hope greeting sympathy word account theory characterisation
    characterization rumour say discuss elaborate identify specify name speculate disclose rumour rumor version advice example""".split()
)
