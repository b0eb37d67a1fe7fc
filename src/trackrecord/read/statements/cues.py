"""Cues: the words by which English news hands a content to a source, by the frame each takes.

Compiled from the language (the VerbNet classes say-37.7, tell-37.2, wish-62, conjecture-29.5, consider-29.9,
judgment-33, see-30.1, and their nouns and adjectives), lemma by lemma. The next cue word goes here, into the
frames it takes; how a frame picks its content out of the parse is ``contents``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Saying, writing and showing: a clause or a quotation is what is said. "She said (that) …".
SAY = _words(
    """say tell add state announce declare report write note explain claim assert contend argue insist maintain
    stress emphasise emphasize underline underscore reiterate repeat reply respond answer retort counter rejoin
    remark comment observe mention continue conclude confirm affirm reaffirm acknowledge admit concede confess
    allege aver avow attest testify swear vow promise pledge warn caution threaten predict forecast prophesy
    project estimate calculate reckon suggest hint imply indicate signal insinuate intimate reveal disclose
    divulge leak inform notify advise assure reassure remind teach brief tweet retweet post blog text email
    e-mail cable telegraph message publish broadcast proclaim pronounce profess protest complain grumble lament
    bemoan boast brag gloat joke quip jest scoff sneer jeer mock tease plead beg urge implore appeal demand ask
    inquire enquire query wonder question ask propose recommend advocate deny rebut refute dispute rule decree
    find hold show demonstrate illustrate document detail recount relate narrate recall reminisce elaborate
    clarify specify point quote cite read shout yell scream cry exclaim whisper mutter murmur mumble bark snap
    growl shriek bellow chant sing call drawl sigh laugh chuckle smile shrug opine muse reflect ponder
    speculate theorise theorize posit postulate hypothesise hypothesize surmise venture offer volunteer
    interject interrupt chime chide scold rail fume rant charge accuse caution counsel advise instruct order
    command dictate stipulate require agree disagree object begin start finish close open go intone thunder roar
    gush deadpan vent groan gripe crow beam lecture blurt hiss stammer stutter holler taunt heckle rage
    seethe recite type scrawl""",
)

# Verbs that stand between commas inside what they convey: "The talks, she said, will go on".
INTERJECTED = _words(
    """say add note argue believe think explain suggest insist write claim report acknowledge contend predict warn
    conclude maintain concede admit recall continue observe remark"""
)

# Participles by which a speaker goes on: "…, adding that …".
TELLING_ON = _words(
    """say add note cite call insist argue claim point refer warn urge describe stress highlight accuse blame suggest
    explain mention quote recall tell ask state"""
)

# Verbs that take a quotation but carry a clause of their own too seldom to be trusted with one.
QUOTE_ONLY = _words(
    """go begin start finish close open laugh chuckle smile shrug sigh sing call tease mock interrupt interject
    chime scold rail fume rant accuse order command read offer protest joke answer continue cry bark snap intone
    thunder roar gush deadpan vent groan gripe crow beam lecture blurt hiss stammer stutter holler taunt
    heckle rage seethe recite type scrawl"""
)

# Thinking, feeling, learning: the content is a clause held to be so.
THINK = _words(
    """think believe feel know understand realise realize recognise recognize suppose assume presume suspect guess
    imagine expect anticipate hope wish fear worry doubt regret dream fancy judge deem consider conceive decide
    determine resolve conclude agree accept learn discover find hear notice sense perceive gather infer deduce
    remember forget recollect foresee envision envisage trust conclude dread bet figure wonder worry believe
    ascertain establish gloat rejoice marvel fret concede mind care prefer
    convince describe discuss outline"""
)

# The content is an infinitive: what the subject says it will do, or wants. "They refused to leave".
INTEND = _words(
    """want intend plan promise pledge vow threaten swear refuse decline agree consent offer propose aim hope seek
    aspire wish desire expect resolve decide determine elect opt prefer long yearn hesitate undertake
    volunteer demand ask request beg plead claim profess pretend purport mean love like hate fear dread vote
    guarantee commit look
    strive attempt call campaign lobby"""
)

# Somebody is told or wanted to do something: object and infinitive. "He urged them to leave".
ORDER = _words(
    """urge ask tell order command instruct direct advise warn caution counsel invite encourage exhort implore beg
    beseech press push pressure challenge request summon remind persuade convince require expect want recommend
    authorise authorize forbid call appeal believe consider think dare like wish prefer mandate trust
    suspect report allege estimate deem assume say rumour rumor presume project slate predict
    lobby"""
)

# Of these, the ones that in the passive tell of a right and not of words: "was not allowed to speak".
PERMIT = _words("authorise authorize forbid allow permit require press push pressure mandate")

# The content is the object: an opinion of it, or a message that it names. "Ministers condemned the attack".
JUDGE = _words(
    """criticise criticize condemn denounce decry deplore deride disparage slam blast lambast lambaste assail
    bash chide rebuke reprimand censure castigate mock ridicule dismiss reject repudiate disavow disown
    renounce refute rebut dispute deny question doubt contest oppose resist protest praise laud hail
    applaud commend compliment congratulate thank salute welcome admire endorse support
    favour favor advocate defend approve disapprove dislike despise detest fear
    loathe prefer resent regret lament bemoan mourn blame fault accuse insult vilify demonise demonize demand
    propose recommend suggest request urge announce declare proclaim reveal disclose unveil outline
    describe detail discuss mention cite note acknowledge admit concede confirm affirm reaffirm stress
    emphasise emphasize highlight underline underscore reiterate tout trumpet plug explain promise
    pledge vow predict forecast foresee project anticipate envision envisage expect threaten
    report recount recall relate allege assert credit express voice convey signal indicate advise
    appreciate recognise recognize realise realize accept believe forget consider
    contemplate ponder hear mull decry belittle berate slight skewer rip trash savage issue rue bewail downplay exaggerate overstate minimise minimize echo
    estimate assess evaluate judge estimate answer
    offer release seek tweet attack claim post back deliver repeat publish want expose learn reference remember recite
    view sponsor quote document ratify contradict withdraw share beg contrast show say feel
    embrace restrict ignore brush withhold shrug"""
)

# In the passive these need nobody who did it: "the deal was announced on Friday".
ANNOUNCE = _words("announce disclose release reveal unveil post share publish leak tweet propose")

# Objects that are merely handed over, not spoken of, so that the verb is no cue with them.
CARRIER = _words(
    """story stories article book letter report question questions speech song email e-mail essay column memo
    op-ed editorial note message thing things way name time word words role job"""
)

# Verb and preposition: the content is what the preposition governs. "She spoke of betrayal".
ABOUT: dict[str, frozenset[str]] = {
    "talk": _words("about of"), "speak": _words("about of against out"), "complain": _words("about of"),
    "warn": _words("about of against on"), "call": _words("for"), "refer": _words("to"), "allude": _words("to"),
    "point": _words("to"), "boast": _words("about of"), "brag": _words("about of"), "joke": _words("about"),
    "lie": _words("about"), "worry": _words("about over"), "think": _words("about of"), "dream": _words("of about"),
    "argue": _words("for against about over"), "push": _words("for"), "plead": _words("for"), "beg": _words("for"),
    "appeal": _words("for"), "ask": _words("about for"), "inquire": _words("about into"), "hear": _words("about of"),
    "learn": _words("about of"), "know": _words("about of"), "apologise": _words("for"), "apologize": _words("for"),
    "object": _words("to"), "agree": _words("with on to about"), "disagree": _words("with on about"),
    "insist": _words("on upon"), "hint": _words("at"), "comment": _words("on about"),
    "elaborate": _words("on"), "expound": _words("on"), "speculate": _words("about on"), "testify": _words("about to"),
    "brief": _words("on about"), "advocate": _words("for"), "campaign": _words("for against"),
    "lobby": _words("for against"), "rail": _words("against about"), "inveigh": _words("against"),
    "fulminate": _words("against about"), "rant": _words("about against"), "tweet": _words("about"),
    "write": _words("about of"), "hope": _words("for"), "wish": _words("for"),
    "believe": _words("in"), "touch": _words("on"), "harp": _words("on"),
    "respond": _words("to"), "muse": _words("about on"), "wonder": _words("about"),
    "gripe": _words("about"), "fret": _words("about over"), "rave": _words("about"), "vote": _words("for against"),
    "stand": _words("by"), "opt": _words("for"), "plan": _words("for on"), "approve": _words("of"),
    "disapprove": _words("of"), "conceive": _words("of"), "swear": _words("by"), "scoff": _words("at"),
    "dwell": _words("on"), "differ": _words("with on"), "protest": _words("against about"),
    "sympathise": _words("with"), "sympathize": _words("with"),
    "press": _words("for"), "focus": _words("on"), "aim": _words("at"), "care": _words("about"),
    "weigh": _words("on"), "stick": _words("to"), "look": _words("to"), "cry": _words("for"),
}  # fmt: skip

# Somebody is charged with or thanked for something: object, then preposition. "accused them of lying".
CHARGE: dict[str, frozenset[str]] = {
    "accuse": _words("of"), "blame": _words("for on"), "charge": _words("with"), "convict": _words("of"),
    "suspect": _words("of"), "thank": _words("for"), "praise": _words("for"), "criticise": _words("for"),
    "criticize": _words("for"), "condemn": _words("for"), "fault": _words("for"), "attack": _words("for over on"),
    "credit": _words("with for"), "warn": _words("of about against"), "assure": _words("of"),
    "remind": _words("of about"), "inform": _words("of about"), "tell": _words("about of"), "ask": _words("about for"),
    "congratulate": _words("on for"), "applaud": _words("for"), "acquit": _words("of"), "mock": _words("for"),
    "urge": _words("against"), "question": _words("about on"), "press": _words("on about"), "advise": _words("against on"),
    "denounce": _words("for"), "slam": _words("for over"), "blast": _words("for over"), "chide": _words("for"),
    "rebuke": _words("for"), "commend": _words("for"), "laud": _words("for"), "hail": _words("for"),
    "castigate": _words("for"), "ridicule": _words("for"), "challenge": _words("on over"), "notify": _words("of"),
    "brief": _words("on about"), "convince": _words("of"), "compare": _words("to with"), "know": _words("for"), "liken": _words("to"),
}  # fmt: skip

# Somebody is named something: object and what it is called. "called the vote a sham".
NAME = _words(
    "call label brand dub term pronounce declare deem consider rule judge proclaim think find nickname name rate rank"
)
# … with "as". "described the talks as useful".
NAME_AS = _words(
    """describe characterise characterize portray depict paint regard see view denounce dismiss decry deride cast
    condemn praise hail laud tout deride criticise criticize mock identify present bill style reject recognise
    recognize know define interpret perceive position frame cite quote acknowledge treat refer rate rank blast slam pound grade"""
)

# Adverbs that pass a clause on without vouching for it.
HEARSAY = _words("reportedly allegedly supposedly purportedly")

# A statement that something looks so, whose source is left out or comes with "to".
SEEM = _words("seem appear sound")

# Nouns that carry a clause, an infinitive or a phrase with "of", "for", "about" … as their content.
SAY_NOUN = _words(
    """claim assertion statement allegation accusation charge suggestion argument contention announcement declaration
    admission acknowledgement acknowledgment confession assurance promise pledge vow threat warning prediction
    forecast estimate report rumour rumor hint indication implication insinuation remark comment observation
    complaint criticism denial reply response proposal recommendation demand request call plea appeal offer
    testimony conclusion finding verdict reminder insistence speculation revelation boast proclamation advice
    question accusation protest objection explanation description commitment ruling decision proposition word
    news message belief view opinion conviction hope fear concern worry doubt suspicion expectation idea notion
    thought impression feeling sense perception assumption theory hypothesis fantasy dream wish desire intention
    intent plan aim goal ambition willingness unwillingness readiness reluctance refusal determination resolve
    agreement consensus knowledge awareness understanding certainty confidence faith optimism regret anger outrage
    frustration disappointment dismay support opposition endorsement condemnation praise call disagreement vision
    anxiety narrative recognition skepticism scepticism doubts worries concerns fears hopes interest preference evidence proof apology talk chant"""
)
# Of these, the ones whose content follows "of", and those whose content follows "for".
NOUN_OF = _words(
    """claim accusation allegation charge warning fear promise report prediction description criticism
    condemnation endorsement denial suspicion hint talk chant declaration expectation dream vision knowledge
    awareness confession assurance praise understanding assertion"""
)
NOUN_FOR = _words(
    "call demand request plea appeal proposal recommendation apology praise plan desire wish contempt"
)
# … and those whose content follows a preposition of their own: "attacks on", "support for", "opposition to".
NOUN_LINKS: dict[str, frozenset[str]] = {
    "attack": _words("on"), "comment": _words("on"), "testimony": _words("on"), "view": _words("on of"),
    "criticism": _words("of for"), "support": _words("for"),
    "objection": _words("to"), "reference": _words("to"),
    "question": _words("of on"), "hope": _words("of for"), "critique": _words("of"), "assault": _words("on"),
    "defense": _words("of"), "defence": _words("of"), "rejection": _words("of"), "assessment": _words("of"),
    "statement": _words("on"), "remark": _words("on"), "opinion": _words("on of"), "account": _words("of"),
    "advice": _words("on"), "story": _words("of"), "mention": _words("of"), "enthusiasm": _words("for"), "favor": _words("of"), "favour": _words("of"),
    "disagreement": _words("on with"), "interest": _words("in"), "faith": _words("in"), "belief": _words("in"),
    "confidence": _words("in"), "message": _words("of"), "report": _words("on of"),
}  # fmt: skip
# Of these, the ones that make a cue with a clause or infinitive and no owner named.
FREE_NOUN = _words(
    """claim assertion allegation accusation suggestion argument contention belief fear concern hope speculation rumour
    rumor warning prediction notion idea suspicion evidence perception worry doubt report view sense theory
    conviction criticism complaint announcement denial promise threat call impression feeling assumption consensus
    expectation proof accusation talk chant
    favor favour mention question story plan"""
)

# Adjectives of the mind: "is confident that", "worried about", "reluctant to".
MIND = _words(
    """afraid angry anxious apprehensive ashamed assured aware unaware certain uncertain clear unclear concerned
    confident convinced unconvinced curious delighted determined disappointed doubtful dubious eager fearful
    fortunate frustrated furious glad grateful happy unhappy hopeful insistent interested keen mindful nervous
    optimistic outraged pessimistic pleased positive proud puzzled ready reluctant sad satisfied sceptical
    skeptical scared shocked sorry sure unsure surprised suspicious thankful thrilled troubled unwilling upset
    wary willing worried adamant alarmed amazed amused appalled ambivalent critical supportive dismissive
    excited fed-up impressed embarrassed horrified hesitant inclined loath prepared tempted opposed committed
    right wrong adamant vocal outspoken"""
)

# Light verbs, whose object noun is the real cue. "expressed concern about", "made a promise to".
LIGHT = _words(
    "make give express issue voice have offer raise deliver release share hold reject take draw repeat"
)

# Words that name a written or published thing when it is the subject of a verb of saying; they speak too.
PAPER = _words(
    """report study survey poll statement letter document article editorial book website newspaper paper memo
    complaint lawsuit ruling email e-mail post message indictment filing review analysis data figure headline
    ad advert advertisement sign caption transcript record resolution research account note text source"""
)

_IRREGULAR = {
    "say": ("said",), "tell": ("told",), "write": ("wrote", "written"), "read": ("read",), "swear": ("swore", "sworn"),
    "sing": ("sang",), "go": ("went",), "begin": ("began",), "find": ("found",), "hold": ("held",), "show": ("shown",),
    "think": ("thought",), "teach": ("taught",), "quip": ("quipped",), "admit": ("admitted",), "beg": ("begged",),
    "plan": ("planned",), "rebut": ("rebutted",), "chat": ("chatted",), "brag": ("bragged",), "snap": ("snapped",),
    "know": ("knew",), "understand": ("understood",), "feel": ("felt",),
}  # fmt: skip


@cache
def cue_forms() -> frozenset[str]:
    """All inflected forms of the verbs of saying, lower case: what can stand beside a quotation as its cue."""
    forms: set[str] = set()
    for lemma in SAY | {"think", "understand", "feel"}:
        forms.update(_inflect(lemma))
    return frozenset(forms) - {"pointed", "closed", "opened", "posted", "texted", "ruled", "called"}


def lemma_of(token: Token) -> str:
    """The lower-case lemma of a word, right for "hoping" and "hoped" too, which the pipeline takes for "hop"."""
    lemma = token.lemma_.lower()
    return "hope" if lemma == "hop" and not token.lower_.startswith("hopp") else lemma


def _inflect(lemma: str) -> set[str]:
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        past, third = f"{lemma[:-1]}ied", f"{lemma[:-1]}ies"
    else:
        past, third = f"{stem}ed", f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    return {past, third, f"{stem}ing", *_IRREGULAR.get(lemma, ())}
