"""The words in which news tells how a promise fared, each with the relation that it reports.

``ON_WORD`` verbs take the promise itself as their object ("broke the truce", "honoured its pledge"); ``ALONE``
verbs tell it without naming the promise ("complied", "reneged"). The next such word is a line here; how a sentence
is read with them is the matter of ``deeds``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackrecord.types import Relation


def _table(rows: dict[Relation, str]) -> dict[str, Relation]:
    return {word: relation for relation, words in rows.items() for word in words.split()}


# Nouns that name an undertaking.
WORD = frozenset(
    """promise pledge vow commitment undertaking assurance guarantee agreement deal accord pact treaty truce
    ceasefire cease-fire armistice obligation word offer oath settlement resolution deadline term condition
    demand ultimatum plan timetable roadmap""".split()
)
# Of these, what others impose or what is merely proposed: kept or broken only by some verbs.
LOOSE_WORD = frozenset(
    "offer resolution term demand plan timetable ultimatum condition word deadline".split()
)

ON_WORD: Mapping[str, Relation] = _table(
    {
        "broken": """break violate breach betray flout disregard ignore defy contravene infringe dishonour dishonor
            renege default undermine""",
        "kept": "keep honour honor fulfil fulfill meet deliver redeem respect observe satisfy",
        "progress": "implement execute uphold carry apply",
        "stalled": "delay postpone stall miss defer",
        "withdrawn": "withdraw retract rescind revoke scrap abandon drop cancel repudiate renounce reverse disown ditch",
    }
)
ALONE: Mapping[str, Relation] = _table(
    {
        "broken": "renege backtrack backpedal",
        "kept": "comply",
        "stalled": "stall",
    }
)
# Undertakings that two sides share, and the verbs by which one side leaves them.
PACT = frozenset(
    """agreement deal accord pact treaty truce ceasefire cease-fire armistice convention settlement commitment
    undertaking""".split()
)
LEAVING = frozenset("pull withdraw back walk quit leave exit".split())
# "in the opinion of X": the clause is so in X's eyes only.
VIEW = frozenset("opinion view eye judgement judgment estimation".split())
# What observers do with the violations that they see.
RECORDING = frozenset("record count list register observe document confirm verify report log".split())
# What is asked of somebody is nobody's undertaking, even where it is met; conditions are read apart.
IMPOSED = frozenset("demand ultimatum condition term".split())
ANYBODY = frozenset("everybody everyone anyone anybody nobody one you people".split())
# Nouns that themselves report how an undertaking fared.
BREACH_NOUNS: Mapping[str, Relation] = _table(
    {
        "broken": "violation breach betrayal breakdown",
        "stalled": "delay postponement",
        "withdrawn": "u-turn reversal retraction climbdown",
    }
)
# Adjectives before or after the word for an undertaking.
STATE_OF_WORD: Mapping[str, Relation] = _table(
    {
        "broken": "broken unfulfilled unkept empty dishonoured dishonored violated betrayed breached unmet",
        "partly": "uneven patchy mixed partial incomplete half-kept fragile shaky spotty",
        "stalled": "delayed stalled slow overdue late deadlocked frozen",
        "kept": "kept fulfilled honoured honored",
    }
)
# Acts of war: by a side that undertook to cease fire, hold off or leave, they bear on its word.
HOSTILE = frozenset(
    """attack shell bomb bombard fire strike raid destroy seize advance storm kill shoot ambush blow invade torch
    loot burn besiege capture overrun assault""".split()
)
PEACE = frozenset("ceasefire truce hostility withdrawal withdraw pull".split())

# "has yet to", "still has not": nothing done so far.
NOT_YET = frozenset(("yet", "still", "far"))
# What may be awaited of somebody who undertook it: "has yet to publish", "has not yet begun".
AWAITED = frozenset(
    """fulfil fulfill implement deliver pay disburse begin start materialise materialize publish ratify sign open
    reopen release free withdraw lift disarm hand return dismantle honour honor keep appoint hold launch send arrive
    forward complete resume approve submit transfer surrender leave remove ease repeal enact adopt deploy""".split()
)
# With one of these in the clause what was done was done in part.
PARTLY = frozenset(
    "partly partially uneven unevenly mixed patchy incomplete limited partial only half halfway".split()
)
BEGINNING = frozenset("begin start continue resume proceed launch embark".split())
# Verbs of accusing: what follows is alleged.
ACCUSING = frozenset("accuse allege claim charge blame complain denounce condemn".split())
CHARGE = frozenset(
    "accusation allegation charge claim conclusion finding report suggestion breach violation".split()
)
DENYING = frozenset("deny reject dismiss dispute refute".split())
# Those who watch by office: what they report counts as observed.
OBSERVERS = frozenset(
    "monitor observer inspector mission verifier ombudsman watchdog commission investigator auditor un iaea osce".split()
)
