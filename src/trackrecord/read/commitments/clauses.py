"""Who is the subject of a verb, what it governs, and how it is asserted: questions put to a parse.

All functions take spaCy tokens of one sentence and answer from the tree around them. They do not loop for
ever on odd trees (each climb is bounded) and never raise. The next question about a clause goes here; what
a given verb *means* goes into the lexicon that asks (``undertakings``, ``conduct``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_CLIMB = 8
# A longer "sentence" is no sentence but a list or debris; its parse means nothing and costs the square of its length.
LONGEST_SENTENCE = 300
SUBJECT = frozenset(("nsubj", "nsubjpass"))
RELATIVE = frozenset(("who", "which", "that", "whom"))
# Verbs whose infinitive is done by their object: "urged them to leave".
OBJECT_CONTROL = frozenset(
    """urge ask tell order press push pressure call appeal require request implore beg exhort want expect invite
    force compel oblige encourage allow let permit enable help warn advise instruct command direct persuade
    convince lead cause get make need authorise authorize challenge summon lobby petition remind bind""".split()
)
# Verbs whose "of/from/for doing" is done by their object: "accused them of breaking".
OF_OBJECT = frozenset(
    """accuse suspect convict acquit stop prevent bar ban block blame criticise criticize condemn fault praise thank
    warn dissuade keep denounce discourage prohibit""".split()
)
_OF_OBJECT_PREPS = frozenset(("of", "from", "for", "against"))
SAYING = frozenset(
    """say tell add announce declare state insist confirm explain warn write claim note report stress reiterate
    maintain argue indicate reply respond repeat affirm reaffirm reveal disclose acknowledge concede admit suggest
    make signal tweet inform notify emphasise emphasize underline vow promise pledge assure conclude remark
    believe think hint predict show""".split()
)
# Under these a future is a guess about somebody, not his word.
GUESSING = frozenset(
    "believe think predict argue hint show suggest fear hope expect doubt suspect reckon".split()
)
_HYPOTHETICAL_AUX = frozenset(("may", "might", "could", "can"))
_CONDITIONAL = frozenset(("if", "unless", "whether", "provided", "providing"))


def child(token: Token, *labels: str) -> Token | None:
    """Return the first child with one of the dependency *labels*, or None."""
    return next((c for c in token.children if c.dep_ in labels), None)


def own_subject(verb: Token) -> Token | None:
    """Return the verb's own subject (a relative pronoun gives the noun that it stands for), or None."""
    found = child(verb, "nsubj", "nsubjpass")
    if found is None:
        return None
    if found.lower_ in RELATIVE and verb.dep_ == "relcl":
        noun = verb.head
        if noun.dep_ == "attr" and noun.head.lemma_ == "be":
            # "she is a manager who promised ..." is about her.
            return child(noun.head, "nsubj") or noun
        return noun
    return found


def subject_of(verb: Token) -> Token | None:
    """Return who does the verb, through conjunction, control and participles; None where the parse has nobody.

    For a passive verb this is the grammatical subject; see :func:`agent_of`.
    """
    current = verb
    for _ in range(_CLIMB):
        own = own_subject(current)
        if own is not None:
            return own
        head = current.head
        if head == current:
            return None
        if current.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if current.tag_ in ("VBG", "VBN"):
                return head
            return owner_of(head) or _doer_around(head)
        if current.dep_ == "xcomp" and head.lemma_ in OBJECT_CONTROL:
            asked = asked_of(head)
            if asked is not None:
                return asked
            if is_passive(head):
                return own_subject(head)
        if current.dep_ == "pcomp" and head.head is not head and head.dep_ == "prep":
            preposition, head = head, head.head
            if head.pos_ in ("NOUN", "PROPN"):
                return owner_of(head) or _doer_around(head)
            blamed = child(head, "dobj")
            if blamed is not None and head.lemma_ in OF_OBJECT and preposition.lower_ in _OF_OBJECT_PREPS:
                return blamed
            if head.lemma_ in OF_OBJECT and is_passive(head):
                return own_subject(head)
        current = head
    return None


def _doer_around(noun: Token) -> Token | None:
    """Return the subject of the verb that takes *noun* as its object ("made a promise to"), or None."""
    current = noun
    for _ in range(_CLIMB):
        head = current.head
        if head == current:
            return None
        if current.dep_ in ("dobj", "pobj", "attr", "prep", "conj", "oprd") and head.pos_ != "AUX":
            if head.pos_ == "VERB":
                return subject_of(head) if not is_passive(head) else agent_of(head) or own_subject(head)
            current = head
            continue
        return None
    return None


def doer_around(noun: Token) -> Token | None:
    """Return who does what *noun* is the object of ("*they* made a promise"), or None."""
    return _doer_around(noun)


def owner_of(noun: Token) -> Token | None:
    """Return whose *noun* it is: "its pledge", "the pledge by/of/from X", "X's pledge"; or None."""
    owned = child(noun, "poss")
    if owned is not None:
        return owned
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "between"):
            held = child(prep, "pobj")
            if held is not None:
                return held
    return None


def asked_of(verb: Token) -> Token | None:
    """Return whom the verb addresses: its object, dative, or the noun after "on"/"to"/"with"; or None."""
    found = child(verb, "dobj", "dative", "iobj")
    if found is not None and found.dep_ == "dative" and found.pos_ == "ADP":
        found = child(found, "pobj")
    if found is not None and found.pos_ in ("NOUN", "PROPN", "PRON"):
        return found
    for prep in verb.children:
        if prep.dep_ in ("prep", "prt") and prep.lower_ in ("on", "upon", "to", "with"):
            held = child(prep, "pobj")
            if held is not None:
                return held
    return None


@kept
def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children)
    )


def agent_of(verb: Token) -> Token | None:
    """Return the noun after "by" of a passive verb, or None."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def object_of_preposition(token: Token, word: str) -> Token | None:
    """Return the noun after the preposition *word* that hangs on *token*, or None."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == word:
            return child(prep, "pobj")
    return None


def has_arguments(verb: Token) -> bool:
    """Whether the verb has a complement of its own to its right."""
    labels = ("dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "dative")
    return any(c.dep_ in labels for c in verb.rights)


@kept
def is_negated(token: Token) -> bool:
    """Whether the word itself is negated: "did not promise", "never offered", "no promise"."""
    for c in token.children:
        if (
            c.dep_ == "neg"
            or c.lower_ in ("never", "neither", "nor")
            or (c.dep_ == "det" and c.lower_ == "no")
        ):
            return True
        if c.dep_ == "prep" and any(
            g.lower_ == "no" for p in c.children for g in (p, *p.children) if p.dep_ == "pobj"
        ):
            return True
        if c.dep_ in SUBJECT and c.lower_ in ("nothing", "nobody", "none", "neither"):
            return True
        if c.dep_ in SUBJECT and any(g.dep_ == "det" and g.lower_ == "no" for g in c.children):
            return True
    return False


@kept
def modal_of(verb: Token) -> str | None:
    """Return the verb's modal auxiliary in full lower case ("will", "would", "must" …), or None."""
    for c in verb.children:
        if c.dep_ == "aux" and c.tag_ == "MD":
            return {
                "'ll": "will",
                "’ll": "will",
                "wo": "will",
                "ca": "can",
                "'d": "would",
                "’d": "would",
            }.get(c.lower_, c.lower_)
    return None


@kept
def is_hypothetical(verb: Token) -> bool:
    """Whether the verb stands in an if-clause or under "may", "might", "could"."""
    modal = modal_of(verb)
    if modal in _HYPOTHETICAL_AUX:
        return True
    return any(c.dep_ == "mark" and c.lower_ in _CONDITIONAL for c in verb.children)


def governors(token: Token) -> Iterator[Token]:
    """Yield the tokens above *token*, nearest first, at most eight."""
    current = token
    for _ in range(_CLIMB):
        if current.head == current:
            return
        current = current.head
        yield current


def saying_above(token: Token) -> Token | None:
    """Return the verb of saying whose content holds *token*, or None."""
    below = token
    for above in governors(token):
        if above.lemma_ in SAYING and below.dep_ in ("ccomp", "xcomp", "parataxis", "dep"):
            return above
        below = above
    return None


def in_quotes(token: Token) -> bool:
    """Whether the token stands between quotation marks of its sentence."""
    marks = [t for t in token.sent if t.is_quote and t.text not in ("'", "’", "‘")]
    before = sum(t.i < token.i for t in marks)
    return before % 2 == 1 or (before == 0 and bool(marks) and marks[0].text == "”")


def finite_root(token: Token) -> Token:
    """Return the verb that governs *token*'s clause: itself when it is a verb, else the nearest one above."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    return next((t for t in governors(token) if t.pos_ in ("VERB", "AUX")), token)
