"""Which English nouns name which PLOVER act, and the nouns that a verb's sense hangs on.

A noun takes its participants from its own phrases ("talks between A and B", "A's attack on B") or from the
verb that lends it a subject ("A held talks with B"); ``arguments`` looks for them. The next noun goes into the
line of its class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.verbframes import Frame

if TYPE_CHECKING:
    from trackrecord.types import EventType

_NOUNS: tuple[tuple[EventType, str | None, str, str, str], ...] = (
    ("CONSULT", None, "with between", "some",
        "talk negotiation discussion dialogue consultation conversation briefing"),
    ("CONSULT", None, "with between of", "some",
        "meeting summit conference gathering encounter rendezvous get-together"),
    ("CONSULT", "visit", "to with of", "some", "visit trip tour"),
    ("CONSULT", "phone", "with between to", "light", "call phonecall"),
    ("CONSULT", "third-party", "between in", "some", "mediation"),
    ("AGREE", None, "with between", "light", "agreement deal accord pact treaty memorandum truce"),
    ("AGREE", None, "to", "light", "promise pledge commitment assurance vow undertaking"),
    ("SUPPORT", None, "for of", "some",
        "praise endorsement solidarity tribute recognition condolence applause"),
    ("SUPPORT", None, "for of to", "light", "support backing"),
    ("CONCEDE", None, "to for", "some", "apology concession compromise"),
    ("REQUEST", None, "to on for", "said", "appeal request demand call plea petition"),
    ("REQUEST", None, "on", "light", "pressure"),
    ("COOPERATE", None, "with between", "some",
        "cooperation co-operation collaboration exercise drill manoeuvre maneuver partnership merger"),
    ("AID", None, "to for", "some", "aid assistance bailout donation loan rescue relief"),
    ("RETREAT", "withdraw", "from", "some", "withdrawal pullout pullback retreat"),
    ("RETREAT", "release", "poss of", "some", "release liberation amnesty"),
    ("RETREAT", "resign", "of", "some", "resignation"),
    ("RETREAT", "ceasefire", "with between", "light", "ceasefire cease-fire truce"),
    ("RETREAT", None, "of to", "eased", "end halt cessation suspension lifting easing"),
    ("RETREAT", "withdraw", "of", "forces", "reduction cut drawdown"),
    ("RETREAT", "disarm", "of", "some", "disarmament surrender demobilisation"),
    ("ACCUSE", None, "of against over", "some",
        "accusation criticism condemnation denunciation allegation complaint"),
    ("ACCUSE", None, "at over with", "actor", "dismay outrage anger fury indignation disappointment"),
    ("ACCUSE", "investigate", "into against of", "some", "investigation inquiry probe lawsuit indictment"),
    ("REJECT", None, "to of", "actor", "rejection refusal opposition objection defiance veto"),
    ("THREATEN", None, "to against", "actor", "threat ultimatum"),
    ("THREATEN", None, "to", "light", "warning"),
    ("PROTEST", "demo", "against", "", "protest demonstration rally march sit-in"),
    ("PROTEST", "riot", "against", "", "riot uprising revolt unrest"),
    ("PROTEST", "strike", "against at", "light", "strike"),
    ("PROTEST", "boycott", "of", "some", "boycott"),
    ("SANCTION", None, "on against", "some", "sanction embargo"),
    ("SANCTION", "expel", "poss of", "some", "expulsion"),
    ("MOBILIZE", "troops", "to in", "some", "deployment mobilisation mobilization buildup"),
    ("COERCE", "arrest", "poss of", "some", "arrest detention imprisonment"),
    ("COERCE", "deport", "poss of", "some", "deportation eviction"),
    ("COERCE", "restrict", "on of against", "", "crackdown blockade curfew clampdown"),
    ("COERCE", "restrict", "over", "no-fly", "zone"),
    ("COERCE", "martial-law", "in", "emergency", "state law"),
    ("COERCE", "arrest", "for against", "light", "warrant"),
    ("COERCE", "ban", "on of", "some", "ban restriction"),
    ("COERCE", "seize", "of", "some", "seizure confiscation"),
    ("ASSAULT", "other", "on against in of", "some",
        "attack assault raid ambush offensive invasion onslaught"),
    ("ASSAULT", "explosives", "of against on in", "", "bombing"),
    ("ASSAULT", "heavy-weapons", "of against on in", "", "airstrike bombardment shelling"),
    ("ASSAULT", "other", "poss of", "some", "murder killing beating rape"),
    ("ASSAULT", "other", "of against", "some", "massacre slaughter torture genocide"),
    ("ASSAULT", "assassinate", "poss of", "some", "assassination"),
    ("ASSAULT", "abduct", "poss of", "some", "abduction kidnapping"),
    ("ASSAULT", "execute", "poss of", "some", "execution"),
    ("ASSAULT", "other", "with between", "some", "clash fighting battle firefight gunfight violence"),
)  # fmt: skip

NOUNS: dict[str, Frame] = {}
for _type, _mode, _where, _needs, _words in _NOUNS:
    for _word in _words.split():
        NOUNS.setdefault(_word, Frame(_type, _mode, tuple(_where.split()), _needs))

# "air strike", "drone strike": the first word turns a stoppage of work into an attack.
WEAPON_WORDS = frozenset(
    "air drone missile rocket military suicide bomb mortar artillery nuclear cruise".split()
)
SUICIDE_WORDS = frozenset("suicide".split())

# Things that are eased, lifted or stopped when a party yields.
EASED = frozenset(
    """sanction ban embargo blockade curfew siege restriction attack strike offensive operation enrichment hostility
    bombing fighting program programme emergency fire limit occupation crackdown boycott tariff shelling violence
    hostilities test testing""".split()
)
# Ties that are cut when a party sanctions.
TIES = frozenset(
    """tie relation aid membership assistance funding diplomat ambassador envoy cooperation flight asset account
    trade contact link talk supply inspector peacekeeper monitor observer worker staff""".split()
)
# What is signed, and what is granted when a request is met.
PACTS = frozenset(
    "agreement deal accord pact treaty memorandum contract charter convention truce protocol".split()
)
ASKED = frozenset(
    "request demand call appeal petition condition permission pardon bail wish resignation".split()
)
# What is conceded to another side, as against a point or a goal.
YIELDED = frozenset(
    """defeat demand right power control independence autonomy territory land ground privilege reform election seat
    referendum""".split()
)
# Who keeps the peace or watches over a vote; territory; goods that are let through.
PEACE = frozenset("peacekeeper observer monitor medic doctor expert adviser".split())
LANDS = frozenset(
    """city town village province territory airport base port island region district area border control hill
    headquarters capital position""".split()
)
GOODS = frozenset(
    "aid relief convoy supply delivery food medicine access inspection visit flight shipment".split()
)
# What a state of emergency is a state of.
EMERGENCIES = frozenset("emergency siege martial".split())
# Those whose gathering is a meeting; what is closed when ties are cut; what is dropped when a party yields.
LEADERS = frozenset(
    "leader minister official delegate diplomat envoy representative negotiator head mediator".split()
)
MISSIONS = frozenset("embassy consulate mission".split())
CASES = frozenset(
    "charge case lawsuit claim demand suit complaint objection opposition allegation accusation".split()
)
# What is blocked when a party censors.
CHANNELS = frozenset("website site internet network service page channel account broadcast signal".split())
BODIES = frozenset(
    "parliament assembly party government council group union organisation organization".split()
)
# What is deployed when a party mobilises.
FORCES = frozenset(
    """troop soldier force army warship ship tank police missile navy fighter aircraft jet drone unit brigade
    battalion marine carrier regiment squadron platoon reinforcement peacekeeper militia convoy plane helicopter
    guard weapon""".split()
)
# What is given when a party aids.
AIDS = frozenset(
    """aid assistance help relief money fund funding food medicine supply loan grant equipment weapon arm troop
    shelter water vaccine support asylum refuge ambulance donation dollar million billion euro training convoy
    observer peacekeeper package""".split()
)

# People and bodies that can be a side in an act without being named.
SIDES = frozenset(
    """government administration regime authority state country nation ministry minister president premier leader
    leadership king queen prince parliament congress senate assembly council court judge prosecutor tribunal jury
    lawmaker legislator senator deputy politician opposition party coalition alliance bloc union commission agency
    police officer troop soldier force army navy military marine commander general rebel insurgent militant
    guerrilla gunman fighter terrorist militia jihadist extremist separatist bomber attacker assailant suspect
    protester demonstrator activist dissident supporter student worker employee teacher resident villager civilian
    people person man woman child boy girl refugee migrant prisoner detainee inmate hostage journalist reporter
    diplomat ambassador envoy official spokesman spokeswoman mediator negotiator delegation delegate representative
    ally citizen voter crowd mob group organisation organization company bank firm investor lawyer doctor inspector
    peacekeeper observer clan tribe faction gang cartel community minority family victim member critic opponent
    chief head director secretary chairman adviser aide counterpart power west police regulator creditor farmer
    who they he she we i you it them him her us me himself themselves cleric priest bishop pope imam monk
    candidate mayor governor autocrat ruler dictator those ones foe enemy rival despot tyrant reformer blogger guard captor kidnapper trader tourist foreigner national expatriate side neighbour
    neighbor airstrike warplane plane jet helicopter drone tank strike everyone many some thousand hundred dozen city town village neighbourhood neighborhood suburb""".split()
)
# Those who act for the body or country that is named beside them.
REPRESENTING = frozenset(
    """official delegation representative leader leadership minister ministry spokesman spokeswoman spokesperson troop
    force army navy military fighter envoy diplomat negotiator mediator soldier president premier government
    administration regime commander general ambassador chief team side ruler authority militant jet drone warplane
    airstrike missile police court parliament intelligence mission embassy member deputy director secretary adviser
    counterpart king prince chancellor mediator inspector""".split()
)
# Sending these is a visit, not aid or mobilisation.
ENVOYS = frozenset(
    """envoy official delegation delegate negotiator mediator minister diplomat representative emissary team mission
    secretary ambassador director""".split()
)
# Talking to these is giving news, not meeting.
MEDIA = frozenset(
    """reporter journalist newspaper media press agency correspondent crowd audience television radio broadcaster
    magazine daily network viewer reader rally supporter""".split()
)
# Whose arrival somewhere is no visit.
NO_VISITORS = frozenset(
    "refugee migrant evacuee troop soldier people plane ship aid asylum-seeker resident worker".split()
)
# Parts of a larger body: "members of the council", "one of the leaders" stand for what follows.
PARTITIVES = frozenset(
    """one some many most all both several member representative head leader group delegation official number majority
    part dozen hundred thousand team chief director each two three four five deputy spokesman spokeswoman ruler
    envoy ambassador minister government people rest half citizen president force troop side delegate counterpart
    lot crowd handful faction wing branch""".split()
)
