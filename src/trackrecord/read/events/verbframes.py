"""Which English verbs name which PLOVER act, and where the verb keeps the party that the act is aimed at.

The classes follow the definitions of the PLOVER manual (Halterman et al., 2023) and Levin's verb classes
(1993); they are general English and hold no names. A key is a lemma, or a lemma with its particle or
preposition (``call_on``). Nouns that name acts are in ``nounframes``; how a verb is tied to its
participants is in ``arguments``. The next verb goes into the line of its class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackrecord.types import EventType


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb or noun names, and how it takes its participants.

    ``recipient`` lists where the other side is looked for, in order: ``obj`` (object, or subject of the
    passive), ``of`` (a noun's of-phrase), or a preposition. ``needs`` says what must be there for the word to
    have this sense: ``""`` nothing, ``obj`` an object, ``party`` an object or oblique that denotes people or a party,
    ``actor`` an agent that does, ``both`` the two together, ``inf`` an infinitive or clause, ``with`` a
    with-phrase, ``some`` any participant, ``light`` a verb that lends the noun its subject; ``who`` an object that itself is
    somebody, ``no-inf`` somebody and no infinitive, ``who-inf`` somebody and an infinitive, ``party-inf`` either;
    ``rung``
    somebody and nothing more; the rest (``pact``, ``tie``, ``land`` …) an object of that class of ``nounframes``.
    """

    type: EventType
    mode: str | None
    recipient: tuple[str, ...]
    needs: str = ""


# (type, mode, where the recipient is, what is needed, words)
_VERBS: tuple[tuple[EventType, str | None, str, str, str], ...] = (
    ("AGREE", None, "to with obj", "actor", "agree promise pledge undertake"),
    ("AGREE", None, "to with obj", "inf", "vow commit offer volunteer guarantee"),
    ("AGREE", None, "obj to", "party", "assure reassure"),
    ("AGREE", None, "with", "actor", "make_peace reach_out_to"),
    ("CONSULT", None, "obj with", "met", "meet"),
    ("CONSULT", None, "with between", "some", "meet_with negotiate confer consult huddle hobnob parley"),
    ("CONSULT", None, "with to", "party", "talk speak sit_down"),
    ("CONSULT", None, "obj with", "both", "brief greet host summon"),
    ("CONSULT", None, "with", "actor", "discuss"),
    ("CONSULT", None, "obj", "seen", "see"),
    ("CONSULT", "visit", "obj", "both", "visit tour"),
    ("CONSULT", "visit", "to for", "party", "travel fly"),
    ("CONSULT", "visit", "to", "envoy", "send dispatch"),
    ("CONSULT", None, "with", "leaders", "gather convene assemble"),
    ("CONSULT", "phone", "obj with to", "party", "phone telephone"),
    ("CONSULT", "phone", "obj", "rung", "call"),
    ("CONSULT", "third-party", "between in", "", "mediate"),
    ("SUPPORT", None, "obj for", "some-obj", "support back endorse praise hail applaud laud commend congratulate"),
    ("SUPPORT", None, "for", "", "stand_up_for"),
    ("SUPPORT", None, "obj for", "both", "defend welcome salute honour honor thank cheer recognise recognize"),
    ("SUPPORT", None, "with", "pact", "sign initial ratify conclude finalise finalize"),
    ("SUPPORT", None, "with", "tie", "establish restore resume strengthen"),
    ("SUPPORT", None, "obj to", "who", "decorate award"),
    ("SUPPORT", None, "obj", "party", "acclaim champion embrace legitimise legitimize"),
    ("SUPPORT", None, "with behind by", "party",
        "side stand_by stand_with rally_behind sympathise sympathize"),
    ("CONCEDE", None, "to for", "", "apologise apologize relent back_down give_in acquiesce capitulate"),
    ("CONCEDE", None, "to", "yielded", "concede"),
    ("CONCEDE", None, "to obj", "actor", "compromise soften"),
    ("CONCEDE", None, "obj", "obj", "forgive"),
    ("CONCEDE", None, "of from by", "asked", "accept approve grant meet"),
    ("REQUEST", None, "obj", "obj", "urge beseech implore exhort petition lobby pressure"),
    ("REQUEST", None, "obj", "inf",
        "ask press beg order instruct encourage persuade convince push advise tell want"),
    ("REQUEST", None, "obj", "inf", "invite"),
    ("CONSULT", None, "obj", "both", "invite"),
    ("REQUEST", None, "of from to", "actor", "demand request"),
    ("REQUEST", None, "on upon to", "", "call_on call_upon appeal plead appeal_to"),
    ("REQUEST", None, "on from for", "", "call_for appeal_for push_for press_for ask_for"),
    ("COOPERATE", None, "with", "", "cooperate co-operate collaborate join_forces team_up"),
    ("COOPERATE", None, "with", "party",
        "work share trade ally partner coordinate co-ordinate merge exchange"),
    ("COOPERATE", None, "to from with", "party", "sell buy export import repay"),
    ("COOPERATE", None, "to with", "goods-to", "ship supply deliver"),
    ("AID", None, "obj to", "party",
        "aid assist rescue bail_out subsidise subsidize equip arm shelter"),
    ("AID", "peacekeeping", "to in", "peace", "deploy send contribute dispatch"),
    ("COOPERATE", None, "obj", "who", "train"),
    ("AID", None, "obj", "no-inf", "help"),
    ("AID", None, "in into", "actor", "inject invest"),
    ("AID", None, "to for", "obj", "donate"),
    ("AID", None, "obj", "obj", "fund finance bankroll"),
    ("AID", None, "obj to with for", "aid", "provide supply deliver give send grant lend contribute"),
    ("SANCTION", "discontinue", "to from with for in", "tie", "sever suspend cut cut_off break freeze withhold recall"),
    ("SANCTION", "discontinue", "to from with for in", "tie", "expel withdraw reduce halt stop discontinue"),
    ("SANCTION", "discontinue", "in of", "mission", "close shut shut_down"),
    ("RETREAT", "withdraw", "from obj", "actor", "withdraw pull_out pull_back retreat"),
    ("RETREAT", "withdraw", "from", "force", "leave depart reduce cut scale_back draw_down bring_home"),
    ("RETREAT", "release", "obj", "who", "release free liberate pardon let_go set_free repatriate reinstate"),
    ("RETREAT", "resign", "from as", "", "resign step_down step_aside abdicate"),
    ("RETREAT", "resign", "obj", "actor", "quit"),
    ("RETREAT", "disarm", "to obj", "", "surrender disarm demobilise demobilize lay_down"),
    ("RETREAT", "return", "to obj", "obj", "hand_over relinquish cede give_up vacate"),
    ("RETREAT", "access", "obj", "who-inf", "allow permit let authorise authorize"),
    ("RETREAT", "return", "to", "gave-back", "return"),
    ("CONCEDE", None, "obj to", "party", "grant"),
    ("RETREAT", "access", "to into", "goods", "allow permit"),
    ("RETREAT", "access", "to", "goods", "restore resume reopen unblock"),
    ("RETREAT", None, "of", "who", "acquit exonerate"),
    ("RETREAT", None, "against", "case", "drop withdraw"),
    ("RETREAT", None, "on against", "ease",
        "lift ease relax repeal halt suspend stop end freeze rescind revoke reopen"),
    ("ACCUSE", None, "obj", "obj",
        "accuse blame condemn criticise criticize denounce slam decry deplore rebuke"),
    ("ACCUSE", None, "obj", "obj",
        "lambast lambaste castigate chide reprimand deride lament impeach censure scold"),
    ("ACCUSE", None, "obj on", "party",
        "fault ridicule mock insult berate vilify chastise slate brand liken demonise demonize"),
    ("ACCUSE", "investigate", "obj into", "obj", "investigate probe sue indict prosecute"),
    ("ACCUSE", "investigate", "obj", "with", "charge"),
    ("ACCUSE", None, "about of at", "actor", "complain"),
    ("ACCUSE", None, "at against", "actor", "lash_out hit_out speak_out rail"),
    ("ACCUSE", "allege", "by against", "inf", "allege"),
    ("REJECT", None, "obj from by", "obj",
        "reject rebuff spurn veto oppose snub defy dispute refute repudiate"),
    ("REJECT", None, "of by from", "case", "dismiss deny contest brush_aside"),
    ("REJECT", None, "to obj", "inf", "refuse decline deny"),
    ("REJECT", None, "from", "obj", "rule_out turn_down break_off call_off walk_out_of shrug_off"),
    ("REJECT", None, "to", "", "object_to"),
    ("REJECT", None, "obj", "party", "resist disobey obstruct"),
    ("THREATEN", None, "obj", "party-inf", "threaten"),
    ("THREATEN", None, "obj", "actor", "warn"),
    ("PROTEST", "demo", "against at", "", "protest demonstrate"),
    ("PROTEST", "demo", "against on", "actor", "rally march picket take_to_street"),
    ("PROTEST", "riot", "against", "", "riot revolt rebel"),
    ("PROTEST", "boycott", "obj", "obj", "boycott"),
    ("SANCTION", None, "obj", "obj", "sanction embargo blacklist"),
    ("SANCTION", "convict", "obj", "party", "convict sentence fine"),
    ("MOBILIZE", "troops", "to in against", "force",
        "deploy mobilise mobilize station amass mass send dispatch move"),
    ("MOBILIZE", "troops", "on to towards", "force", "advance"),
    ("COERCE", "arrest", "obj", "who", "arrest detain imprison jail apprehend intern round_up remand"),
    ("COERCE", "arrest", "obj", "who", "capture handcuff"),
    ("COERCE", "deport", "obj", "party", "deport evict expel exile banish extradite"),
    ("COERCE", "ban", "obj", "obj", "ban bar outlaw prohibit forbid"),
    ("COERCE", "censor", "obj", "obj", "censor jam"),
    ("COERCE", "restrict", "obj", "body", "dissolve disband"),
    ("COERCE", "arrest", "obj", "both", "interrogate question"),
    ("COERCE", "restrict", "obj", "obj", "restrict blockade curb quarantine"),
    ("COERCE", "censor", "to of", "channel", "block shut_down cut_off disrupt"),
    ("COERCE", "restrict", "obj", "party", "block"),
    ("COERCE", "restrict", "obj", "both", "prevent force"),
    ("COERCE", "restrict", "obj", "obj", "shut_down close_down"),
    ("ASSAULT", "other", "obj of", "land", "capture seize occupy retake recapture overrun conquer"),
    ("COERCE", "seize", "obj of", "obj", "demolish raze bulldoze"),
    ("COERCE", "seize", "obj", "obj", "seize confiscate impound annex nationalise nationalize expropriate"),
    ("COERCE", "other", "on against", "", "crack_down clamp_down"),
    ("COERCE", "other", "obj", "obj", "suppress repress oppress subjugate sack"),
    ("COERCE", "other", "obj", "both", "dismiss oust depose"),
    ("ASSAULT", "other", "obj on", "obj", "attack assault invade storm raid ambush besiege overrun massacre"),
    ("ASSAULT", "other", "obj", "party",
        "kill murder slaughter slay wound maim injure lynch hang stab target"),
    ("ASSAULT", "explosives", "obj", "obj", "bomb"),
    ("ASSAULT", "heavy-weapons", "obj", "obj", "bombard shell strafe"),
    ("ASSAULT", "firearms", "obj at on", "party", "shoot gun_down mow_down"),
    ("ASSAULT", "firearms", "at on", "party", "fire"),
    ("ASSAULT", "assassinate", "obj", "obj", "assassinate"),
    ("ASSAULT", "execute", "obj", "party", "execute behead"),
    ("ASSAULT", "torture", "obj", "party", "torture mistreat"),
    ("ASSAULT", "sexual", "obj", "party", "rape"),
    ("ASSAULT", "beat", "obj", "party", "beat beat_up tear-gas teargas club"),
    ("ASSAULT", "abduct", "obj", "party", "abduct kidnap"),
    ("ASSAULT", "other", "obj", "both", "strike hit pound target loot torch ransack destroy"),
    ("ASSAULT", "other", "with against", "both", "clash battle fight"),
)  # fmt: skip

VERBS: dict[str, tuple[Frame, ...]] = {}
for _type, _mode, _where, _needs, _words in _VERBS:
    for _word in _words.split():
        _frame = Frame(_type, _mode, tuple(_where.split()), _needs)
        VERBS[_word] = (*VERBS.get(_word, ()), _frame)

# Verbs whose infinitive is done by their object rather than by their subject ("urged Iran to halt").
OBJECT_CONTROL = frozenset(
    """ask urge press order instruct tell encourage persuade convince push advise beg implore beseech exhort
    force compel oblige require allow permit let authorise authorize enable help want expect invite call
    lobby petition pressure warn remind task charge lead cause send dispatch appoint mandate demand request""".split()
)

# What a governing verb says about the act in its infinitive or gerund: (reality, lemmas).
PLANNING = frozenset(
    """plan intend agree promise pledge vow prepare expect schedule hope want decide wish undertake commit offer
    aim seek try propose consider mean set resolve threaten look strive attempt mull arrange volunteer need
    announce approve authorise authorize swear determine opt move""".split()
)
CALLING = frozenset(
    """urge ask demand call press order require request appeal tell insist beg push pressure advise encourage
    persuade convince lobby implore exhort instruct force invite warn""".split()
)
DENYING = frozenset("refuse decline fail deny avoid reject forget omit neglect".split())
STARTING = frozenset("begin start continue keep resume".split())

# Verbs that lend a noun its subject: "held talks", "launched an attack", "issued an ultimatum".
LIGHT = frozenset(
    """hold have conduct launch carry make pay mount sign impose give reach break stage issue begin start open
    resume continue take undertake wage perpetrate commit declare announce order do lead attend join deliver
    express voice offer strike conclude win receive lift file bring set enter engage host convene call organise
    organize complete finish suspend cancel postpone plan propose seek extend send put clinch agree provide
    reject refuse threaten step tighten slap place maintain prolong renew pledge reiterate reaffirm apply enforce endure suffer face sustain end arrange""".split()
)
# Of these, the ones whose subject undergoes the act.
UNDERGOING = frozenset("receive suffer face endure sustain win".split())

# Verbs that tell that something took place.
OCCURRING = frozenset(
    "take occur happen hold begin start open end last come follow continue resume conclude".split()
)
