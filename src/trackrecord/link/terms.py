"""The terms of a text: its words folded for comparison, stemmed lightly, and weighed by how rare they are.

Everything that compares wording across reports counts in these terms, so that "evacuated", "evacuation" and
"Évacuation" meet. The stemmer is a short list of English endings with the irregular verbs that news uses most;
it is for comparing, never for showing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

# One CJK or kana character is a word of its own; elsewhere a word is letters and digits with inner apostrophes.
_WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯]|[^\W_぀-ヿ㐀-鿿가-힯]+(?:['’][^\W_]+)?")
_DOTTED = re.compile(r"\b[a-z]\.(?:[a-z]\b\.?){1,5}")

# "us" is missing on purpose: folded, it cannot be told from the country.
STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below
    between both but by can cannot could did do does doing down during each either else few for from further
    had has have having he her here hers herself him himself his how i if in into is it its itself just let me
    more most my myself neither no nor not now of off on once one only or other our ours ourselves out over own
    per same shall she should so some such than that the their theirs them themselves then there these they
    this those through thus to too toward towards under until unless up upon very was we were what when where
    whether which while who whom whose why will with within without would yet you your yours yourself
    mr mrs ms said say says saying told tell tells according
    i'm i'll i've i'd we'll we've we're they'll they've they're he'll she'll it'll won't don't doesn't didn't
    isn't aren't wasn't weren't can't couldn't shouldn't wouldn't haven't hasn't hadn't""".split()
)

_IRREGULAR = {
    form: verb
    for verb, forms in {
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "choose": "chose chosen",
        "cut": "cutting",
        "die": "dead dying death deaths died",
        "draw": "drew drawn",
        "drive": "drove driven",
        "fall": "fell fallen",
        "fight": "fought",
        "find": "found",
        "fly": "flew flown flight flights",
        "free": "freed freeing freedom freedoms",
        "get": "got gotten",
        "give": "gave given",
        "go": "went gone",
        "grow": "grew grown",
        "hold": "held",
        "keep": "kept",
        "lead": "led",
        "leave": "left",
        "lose": "lost loss losses",
        "make": "made",
        "meet": "met",
        "pay": "paid",
        "quit": "quitting",
        "rise": "rose risen",
        "run": "ran",
        "seek": "sought",
        "sell": "sold sale sales",
        "send": "sent",
        "speak": "spoke spoken speech speeches",
        "spend": "spent",
        "stand": "stood",
        "stop": "stopped stopping",
        "strike": "struck stricken",
        "take": "took taken",
        "think": "thought",
        "withdraw": "withdrew withdrawn withdrawal withdrawals withdrawing",
        "write": "wrote written",
        "woman": "women",
        "man": "men",
        "child": "children",
        "person": "people persons",
        "choice": "choices",
    }.items()
    for form in forms.split()
}
# Endings in the order they are tried, with what stays in their place.
_ENDINGS = (
    ("isations", "is"), ("izations", "is"), ("isation", "is"), ("ization", "is"), ("ifications", "ify"),
    ("ification", "ify"), ("ations", ""), ("ation", ""), ("ments", ""), ("ment", ""), ("ities", ""), ("ity", ""),
    ("nesses", ""), ("ness", ""), ("itions", ""), ("ition", ""), ("tions", "t"), ("tion", "t"), ("sions", "s"),
    ("sion", "s"), ("ances", ""), ("ance", ""), ("ences", ""), ("ence", ""), ("ingly", ""), ("edly", ""),
    ("ings", ""), ("ing", ""), ("izes", "is"), ("ized", "is"), ("ize", "is"), ("ises", "is"), ("ised", "is"),
    ("ise", "is"), ("ates", ""), ("ated", ""), ("ate", ""), ("ives", ""), ("ive", ""), ("ies", "y"),
    ("ied", "y"), ("als", ""), ("al", ""), ("ors", ""), ("or", ""), ("ers", ""), ("er", ""), ("ed", ""),
    ("ly", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip


def fold(text: str) -> str:
    """Return *text* in lower case without diacritics, compatibility forms resolved ("Évian" → "evian")."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    """Return the folded words of *text* in order: possessive endings dropped, "U.S." one word like "US"."""
    return [_bare(w) for w in _WORD.findall(_DOTTED.sub(lambda m: m.group().replace(".", ""), fold(text)))]


def _bare(word: str) -> str:
    word = word.replace("’", "'")
    return word[:-2] if word.endswith("'s") and len(word) > 2 else word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem under which a folded English word is compared ("pulling" → "pull")."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: len(word) - len(ending)] + rest
            # "negotiating" meets "negotiation"; "retreating" keeps its own end.
            if ending in ("ing", "ings", "ed") and len(word) >= 7 and word.endswith("at") and word[-3] != "e":
                word = word[:-2]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def terms(text: str) -> tuple[str, ...]:
    """Return the stems of the words of *text* that carry content, in order, repeated as often as they stand."""
    return tuple(stem(w) for w in words(text) if w not in STOP_WORDS)


_HELD = 50_000  # totals kept at hand: one text is held against some dozens of others in a row


class Rarity:
    """How rare each term is over a set of texts: inverse document frequency, smoothed, never below 0.1.

    The smoothing adds twenty unseen texts, so that in a set of two or three a shared term still weighs nearly as
    much as one that stands alone.
    """

    def __init__(self, texts: Iterable[Collection[str]]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for text in texts:
            number += 1
            counts.update(set(text))
        self.number = number
        self._counts = counts
        self._weights: dict[str, float] = {}
        self._totals: dict[frozenset[str], float] = {}

    def count(self, term: str) -> int:
        """Return in how many of the texts the term stands."""
        return self._counts[term]

    def weight(self, term: str) -> float:
        """Return the term's weight: ``ln((N + 20) / (n + 0.5))``, at least 0.1."""
        known = self._weights.get(term)
        if known is None:
            known = max(0.1, math.log((self.number + 20) / (self._counts.get(term, 0) + 0.5)))
            self._weights[term] = known
        return known

    def total(self, some: Iterable[str]) -> float:
        """Return the summed weight of distinct terms, added in sorted order so that the sum never varies."""
        if not isinstance(some, frozenset):
            return sum(map(self.weight, sorted(set(some))))
        known = self._totals.get(some)
        if known is None:
            if len(self._totals) >= _HELD:
                self._totals.clear()
            known = self._totals[some] = sum(map(self.weight, sorted(some)))
        return known
