"""Offices and titles with their holder: "State Department spokesman Ann Lee", "Ann Lee, the envoy to Norland,".

Linear patterns over tags rather than the tree, because the parser attaches stacked titles and appositions badly,
most of all in rewritten text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.parties.roles import HONORIFICS, NO_OFFICE, PERSON, RANKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

_LINKS = frozenset(("of", "'s", "’s", "-", "–", "&", "for", "to", "and", "in", "at", "on"))
_INNER = frozenset(("'s", "’s", "-", "–", "&"))
_BEFORE_TITLE = frozenset(("former", "then", "acting", "deputy", "late", "outgoing", "incoming", "of", "ex"))
_STOPS = frozenset(("who", "which", "that", "whose", "whom", "when", "where", "while", "but", "said", "told"))
_LONGEST = 14
# Endings of nouns for who does something; and nouns of these endings that stand before names of things.
_DOER = ("er", "or", "eer", "ist", "ian", "ant", "smith", "man", "woman", "wright", "boss")
_NO_DOER = frozenset(
    """after under over water river paper power number order letter matter winter summer corner border computer
    carrier manufacturer airliner maker dealer supplier provider operator publisher newspaper producer retailer
    developer brewer charter tower helicopter laptop browser server processor tanker freighter destroyer cruiser
    fighter bomber tractor motor sector factor harbor color error mirror labor tremor giant plant restaurant
    infant grant sister brother mother father daughter member former other another rather whether human german
    quarter centre center theater theatre master minister semester disaster cancer cover offer dinner weather
    chapter filter buffer player career engineer broadcaster automaker carmaker planemaker airframer
    distributor contractor wholesaler lender insurer miner builder shipbuilder chipmaker""".split()
)


_ER_ADJECTIVES = frozenset(
    "bitter clever proper sober tender upper inner outer sheer slender eager sinister premier utter lesser".split()
)


def office_of(
    doc: Doc, start: int, end: int, titles: Iterable[int] = ()
) -> tuple[str | None, tuple[int, ...]]:
    """Return the office told beside the name at tokens ``[start, end)`` and the indices of its tokens.

    *titles* are tokens at the head of the name itself that are ranks ("President" in "President Ann Lee").
    The longer of what stands before and what stands behind is taken; ``(None, ())`` where nothing does.
    """
    before = _before(doc, start, tuple(titles))
    behind = _behind(doc, end)
    best = max((before, behind), key=len)
    if not best:
        lead = _apposed_before(doc, start)
        best = lead
    if not best:
        return None, ()
    told = tuple(sorted({*before, *behind, *best}))
    return doc[best[0] : best[-1] + 1].text, told


def is_role_word(token: Token) -> bool:
    """Whether a token is a noun for an office or for a person by what they do."""
    low = token.lemma_.lower() if token.tag_ in ("NNS", "NNPS") else token.lower_.rstrip(".")
    tail = low.rpartition("-")[2]
    return low in PERSON or low in RANKS or (tail in PERSON and tail != low)


def is_doer(token: Token) -> bool:
    """Whether a common noun right before a name says by its ending what the bearer does ("the mountaineer Ann Lee").

    Beside the nouns of :mod:`roles`, which are known anywhere; here the name behind it proves that it is a person's.
    """
    low = token.lower_
    if not low.isalpha() or len(low) < 5 or low in _NO_DOER:
        return False
    if token.pos_ != "NOUN" or token.tag_ != "NN":
        # "The rapper Ann Lee": the tagger takes a rare noun for an adjective.
        lone = token.tag_ == "JJ" and token.i > 0 and token.nbor(-1).pos_ == "DET"
        return lone and low.endswith("er") and token.text.islower() and low not in _ER_ADJECTIVES
    return low.endswith(_DOER) and token.text.islower() and low not in NO_OFFICE


def _is_office_word(token: Token) -> bool:
    return is_role_word(token) and token.lemma_.lower() not in NO_OFFICE


def _before(doc: Doc, start: int, titles: tuple[int, ...]) -> tuple[int, ...]:
    """The chain of nouns and adjectives that ends right before the name in a role noun."""
    i = start - 1
    if i < 0 or doc[i].is_space:
        return tuple(t for t in titles if doc[t].lower_.rstrip(".") not in HONORIFICS)
    if not titles and not (
        (_is_office_word(doc[i]) and doc[i].lower_.rstrip(".") not in HONORIFICS) or is_doer(doc[i])
    ):
        return ()
    last = i
    titled = doc[i].text[:1].isupper()
    while i >= 0 and last - i < 8 and not doc[i + 1].is_sent_start:
        token = doc[i]
        if titled and token.text[:1].islower() and token.lower_ not in (*_INNER, *_BEFORE_TITLE):
            # A capitalised title takes no plain noun before it: "the trip Secretary Lee made".
            break
        inside = token.pos_ in ("NOUN", "PROPN", "ADJ") or token.lower_ in _INNER
        genitive = token.lower_ == "of" and i > 0 and _is_office_word(doc[i - 1])
        if not (inside or genitive) or (token.ent_type_ in ("PERSON", "DATE") and not _is_office_word(token)):
            break
        i -= 1
    first = i + 1
    while first <= last and (doc[first].lower_ in _INNER or doc[first].lower_ == "of"):
        first += 1
    chain = tuple(range(first, last + 1)) if first <= last else ()
    named = tuple(t for t in titles if doc[t].lower_.rstrip(".") not in HONORIFICS)
    return (*chain, *named) if chain or named else ()


def _behind(doc: Doc, end: int) -> tuple[int, ...]:
    """The apposition after a comma (or bracket) whose first noun run ends in a role noun."""
    if end + 1 >= len(doc) or doc[end].text not in (",", "(", "-", "–", "—"):
        return ()
    i = end + 1
    while i < len(doc) and (doc[i].pos_ == "DET" or doc[i].lower_ in ("a", "an", "the")):
        i += 1
    first = i
    one = i > 0 and doc[i - 1].lower_ in ("a", "an")  # "a Norland singer": a trade that only its ending tells
    head_seen = False
    run_open = True
    last = -1
    while i < len(doc) and i - first < _LONGEST and not doc[i].is_sent_start:
        token = doc[i]
        low = token.lower_
        if token.is_space or low in _STOPS or (token.is_punct and low not in _INNER):
            break
        if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBN", "VBG") and not _is_office_word(token):
            break
        if run_open and (_is_office_word(token) or (one and is_doer(token) and _heads(doc, i))):
            head_seen = True
        if low in _LINKS and low not in _INNER:
            run_open = False
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") or low in _INNER:
            last = i
        elif token.pos_ not in ("ADP", "CCONJ", "DET", "PART", "ADV"):
            break
        i += 1
    return tuple(range(first, last + 1)) if head_seen and last >= first else ()


def _heads(doc: Doc, at: int) -> bool:
    """Whether no further noun follows, so that the noun heads its phrase ("a rally driver", not "a driver mutation")."""
    return at + 1 >= len(doc) or doc[at + 1].pos_ not in ("NOUN", "PROPN") or bool(doc[at + 1].is_sent_start)


def _apposed_before(doc: Doc, start: int) -> tuple[int, ...]:
    """ "the head of the intelligence service, Ann Lee": a role noun phrase that closes with a comma or ends here."""
    i = start - 1
    if i >= 0 and doc[i].text == ",":
        i -= 1
    last = i
    while i >= 0 and last - i < _LONGEST and not doc[i + 1].is_sent_start:
        token = doc[i]
        if (token.pos_ == "DET" or token.lower_ in ("the", "a", "an")) and not (
            i and doc[i - 1].pos_ == "ADP"
        ):
            if any(_is_office_word(t) for t in doc[i + 1 : last + 1]) and _head_is_role(doc, i + 1, last):
                return tuple(range(i + 1, last + 1))
            i -= 1
            continue
        if token.pos_ == "DET":
            i -= 1
            continue
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "ADP", "X") and token.lower_ not in _INNER:
            break
        i -= 1
    return ()


def _head_is_role(doc: Doc, first: int, last: int) -> bool:
    """Whether the noun run before the first preposition ends in a role noun."""
    head = None
    for token in doc[first : last + 1]:
        if token.pos_ == "ADP":
            break
        if token.pos_ in ("NOUN", "PROPN"):
            head = token
    return head is not None and _is_office_word(head)
