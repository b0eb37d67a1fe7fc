"""What a quantity counts, what happened to it, and where: read from the parse around it.

The noun phrase counted keeps its modifiers ("lawful permanent residents"). A share counts what it is a share of
("75 % of public spending"), a measure what it measures: the noun it stands before ("a $48 million contract"), what
"in" or "of" adds ("$3 billion in aid"), or else the subject ("sales rose 6 %"). Where the parse gives nothing, the
words after the number are taken as far as a noun reaches. Word classes for "up" and "down" stand here too.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from trackrecord.read.parse import span_of
from trackrecord.types import Change, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Slice
    from spacy.tokens import Token

    from trackrecord.read.figures.quantities import Quantity
    from trackrecord.read.parties.finding import Parties

UP = frozenset(
    [
        "rise",
        "increase",
        "grow",
        "climb",
        "jump",
        "gain",
        "surge",
        "soar",
        "advance",
        "boost",
        "expand",
        "improve",
        "balloon",
        "spike",
        "double",
        "triple",
        "quadruple",
        "swell",
        "mount",
        "rocket",
        "escalate",
        "accelerate",
        "strengthen",
        "up",
        "widen",
        "add",
        "growth",
        "increment",
        "hike",
        "leap",
    ]
)
DOWN = frozenset(
    [
        "fall",
        "drop",
        "decline",
        "decrease",
        "sink",
        "slide",
        "cut",
        "reduce",
        "shrink",
        "tumble",
        "plunge",
        "slip",
        "dip",
        "slump",
        "plummet",
        "lower",
        "halve",
        "lose",
        "down",
        "contract",
        "diminish",
        "weaken",
        "dwindle",
        "ease",
        "shed",
        "slash",
        "reduction",
        "loss",
        "erode",
        "narrow",
        "trim",
    ]
)
# How many words away anything is still looked for; keeps the work per figure bounded in a text without sentences.
_REACH = 40
_SKIPPED = frozenset({"DET", "PUNCT", "SPACE", "NUM", "ADP", "ADV"})
_LIGHT = frozenset({"be", "have", "include", "total", "number", "estimate", "say", "report"})


def same_sentence(a: Token, b: Token) -> bool:
    """Whether no sentence starts between two tokens near each other (``Token.sent`` walks the whole sentence)."""
    first, last = sorted((a.i, b.i))
    return last - first <= 3 * _REACH and not any(t.is_sent_start for t in a.doc[first + 1 : last + 1])


def head_of(tokens: Slice) -> Token:
    """Return the token that stands for the quantity in the parse."""
    return tokens.root


def counted(tokens: Slice, quantity: Quantity) -> list[Token]:
    """Return the tokens of the noun phrase that a quantity counts (empty where nothing is counted)."""
    root, last = tokens.root, tokens[-1].i
    parts = _of_phrase(tokens, quantity)
    if parts:
        return parts
    noun = _modified(root, last)
    if noun is not None:
        return _between(tokens, noun, quantity.span.end)
    if quantity.unit is None and not quantity.fraction:
        return _run_after(tokens, quantity.span.end)
    return _subject(root)


def _of_phrase(tokens: Slice, quantity: Quantity) -> list[Token]:
    """ "dozens of homes", "one of the men", "75 % of spending", "$3 billion in aid"."""
    words = ("of", "in", "worth") if quantity.unit or quantity.fraction else ("of",)
    measure = quantity.unit is not None
    last = tokens[-1].i
    for child in tokens.doc[last + 1 : last + 3]:
        if child.lower_ in words and tokens.start <= child.head.i <= last:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if (
                inner is None
                or inner.pos_ not in ("NOUN", "PROPN")
                or (inner.ent_type_ in ("DATE", "GPE") and child.lower_ == "in")
            ):
                continue
            if measure and child.lower_ == "in" and any(c.dep_ == "det" for c in inner.children):
                continue
            return _phrase(inner)
    return []


def _modified(root: Token, last: int) -> Token | None:
    """The noun after the quantity that it modifies, through a chain of numeral parts and units."""
    node = root
    for _ in range(4):
        if node.dep_ not in (
            "nummod",
            "quantmod",
            "compound",
            "amod",
            "nmod",
            "npadvmod",
            "advmod",
            "poss",
            "det",
        ):
            return None
        node = node.head
        if node.i > last and node.pos_ in ("NOUN", "PROPN"):
            return node
    return None


def _between(tokens: Slice, noun: Token, end: int) -> list[Token]:
    """The tokens from behind the quantity and its bound ("-odd"), which end at *end*, to the noun it counts."""
    after = tokens.doc[tokens[-1].i + 1 : noun.i + 1]
    inside = [t for t in after if t.pos_ not in ("DET", "SPACE") and t.idx >= end]
    inside += _rest_of_compound(noun)
    while inside and (
        inside[0].pos_ in ("PUNCT", "ADP", "SYM")
        or inside[0].lower_ in ("more", "other", "additional", "further")
    ):
        inside.pop(0)
    return inside if len(inside) <= 8 else [noun]


def _rest_of_compound(noun: Token) -> list[Token]:
    """What a hyphen adds to a noun: "co" is "co-defendants"."""
    rest = noun.doc[noun.i + 1 : noun.i + 3]
    joined = (
        len(rest) == 2
        and rest[0].text in "-‐‑"
        and rest[1].pos_ in ("NOUN", "PROPN")
        and not noun.whitespace_
    )
    return list(rest) if joined else []


def _phrase(noun: Token) -> list[Token]:
    """A noun with the modifiers before it, articles and possessors left out."""
    inside = [t for t in noun.doc[max(noun.left_edge.i, noun.i - 12) : noun.i + 1] if same_sentence(t, noun)]
    while (
        inside
        and (inside[0].pos_ in _SKIPPED or inside[0].dep_ in ("poss", "case") or inside[0].tag_ == "PRP$")
        and len(inside) > 1
    ):
        inside.pop(0)
    return [*inside, *_rest_of_compound(noun)] if len(inside) <= 8 else [noun]


def _run_after(tokens: Slice, end: int) -> list[Token]:
    """Where the parser has lost the noun: the run of adjectives and nouns right after the number and its bound."""
    run: list[Token] = []
    for token in tokens.doc[tokens[-1].i + 1 : tokens[-1].i + 7]:
        if token.idx < end:
            continue  # "-odd", "or so"
        if not same_sentence(token, tokens[-1]) or not (
            token.pos_ in ("NOUN", "PROPN", "ADJ") or token.tag_ == "HYPH"
        ):
            break
        if run and run[-1].tag_ in ("NNS", "NNPS"):
            break
        run.append(token)
    while run and run[-1].pos_ not in ("NOUN", "PROPN"):
        run.pop()
    while run and run[0].lower_ in ("more", "other"):
        run.pop(0)
    return run


def _subject(root: Token) -> list[Token]:
    """The subject of the verb that governs a measure, or the noun it complements ("an increase of 5 %")."""
    node = root
    for _ in range(6):
        if node.pos_ in ("VERB", "AUX"):
            subject = next((c for c in islice(node.lefts, _REACH) if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None:
                return _phrase(subject) if subject.pos_ in ("NOUN", "PROPN") else []
            if node.dep_ in ("acl", "relcl") and node.head.pos_ in ("NOUN", "PROPN"):
                return _phrase(node.head)
        elif node != root and node.pos_ in ("NOUN", "PROPN") and node.lemma_.lower() not in UP | DOWN:
            return _phrase(node)
        if node.head == node:
            return []
        node = node.head
    return []


def governing_verb(tokens: Slice, noun: list[Token]) -> Token | None:
    """Return the verb of which the quantity, or what it counts, is part; a light verb gives way to a relative clause."""
    node = noun[-1] if noun and noun[-1].i > tokens[0].i else tokens.root
    after = islice(node.rights, _REACH)
    relative = next((c for c in after if c.dep_ in ("relcl", "acl") and c.pos_ == "VERB"), None)
    for _ in range(10):
        if node.pos_ in ("VERB", "AUX"):
            return relative if relative is not None and node.lemma_ in _LIGHT else node
        if node.head == node:
            return relative
        node = node.head
    return relative


def change_of(tokens: Slice, verb: Token | None) -> Change | None:
    """Return whether the quantity is the size or the end of a rise or of a fall, or None."""
    for word in reversed(tokens.doc[max(0, tokens[0].i - 5) : tokens[0].i]):
        if word.lower_ in ("up", "down") and word.dep_ != "prt":
            return "up" if word.lower_ == "up" else "down"
        if word.pos_ in ("VERB", "PUNCT"):
            break
    node = tokens.root
    for _ in range(5):
        if node.pos_ in ("NOUN", "VERB") and node != tokens.root and not node.is_stop:
            change = _direction(node)
            if change is not None or node.pos_ == "VERB":
                return change if change is not None else _direction(verb)
        if node.head == node:
            break
        node = node.head
    return _direction(verb)


def _direction(word: Token | None) -> Change | None:
    """Return the direction that a word names by itself, or None."""
    lemma = word.lemma_.lower() if word is not None else ""
    return "up" if lemma in UP else "down" if lemma in DOWN else None


def place_of(tokens: Slice, verb: Token | None, parties: Parties) -> str | None:
    """Return the party id of the place or country where the sentence puts the quantity, or None."""
    nearest: tuple[int, str] | None = None
    root = tokens.root
    for token in root.doc[max(0, root.i - _REACH) : root.i + _REACH + 1]:
        if token.dep_ != "pobj":
            continue
        party = parties.get(parties.at(token))
        if party is None or party.kind not in ("place", "country") or not same_sentence(token, root):
            continue
        if token.head.lower_ not in (
            "in",
            "at",
            "near",
            "across",
            "outside",
            "inside",
            "from",
            "around",
            "throughout",
        ):
            continue
        distance = abs(token.i - root.i)
        within = verb is not None and (token.head.head == verb or verb.is_ancestor(token))
        if (within or distance <= 12) and (nearest is None or distance < nearest[0]):
            nearest = (distance, party.id)
    return nearest[1] if nearest else None


def counts_span(noun: list[Token]) -> Span | None:
    """Return the span of the counted noun phrase, or None for an empty one."""
    return span_of(noun) if noun else None
