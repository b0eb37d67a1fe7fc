"""Reports rewritten in the manner of content farms, and edited by script: pairs to measure copies on.

Text spinners work word by word from a thesaurus, turn clauses round, drop and double sentences, split them and join
them, and get names, numbers and negations wrong. ``spin`` does that at a given strength and lists what it falsified.
The thesaurus (``data/copies/thesaurus.txt``) is an extract of the Moby Thesaurus by Grady Ward, which is in the public
domain: common heads with up to ten of their words, picked at random as spinners pick.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "copies"
STRENGTHS = ("light", "medium", "heavy")
# Shares: words replaced; sentences dropped, doubled, turned, joined or split; and how many facts are falsified.
_WORDS = {"light": (0.05, 0.2), "medium": (0.2, 0.4), "heavy": (0.4, 0.6)}
_SENTENCES = {"light": 0.04, "medium": 0.12, "heavy": 0.25}
_FALSIFIED = {"light": 2, "medium": 3, "heavy": 3}
# Left alone by spinners, or else a falsification that nobody listed.
_KEPT = frozenset(
    """hundred thousand million billion trillion dozen none nothing never nobody neither without first last two three
    four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety""".split()
)
_CLAUSE = re.compile(
    r"^(?P<main>[A-Z][^,;“”\"]{25,}?), (?P<rest>(?:as|after|while|because|although|when|where|which|but|and|since) [^“”\"]{15,})\.$"
)
_PLAIN = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?")
_SAYS = re.compile(r"(?P<name>[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?) (?:said|says|told|added)\b")
_NOT = re.compile(r"\b(?:had|has|have|was|were|is|are|did|does|do|would|will|could|can|should) not\b")


@dataclass
class Pair:
    """Two texts, whether the second is a copy of the first, how it was made, and what in it is false."""

    a: str
    b: str
    label: int
    strength: str
    how: str
    corruptions: list[dict[str, str]] = field(default_factory=list)
    a_published: str | None = None
    b_published: str | None = None

    def form(self) -> str:
        """Return the pair as a line of ``pairs.jsonl``."""
        return json.dumps({k: v for k, v in self.__dict__.items() if v is not None}, ensure_ascii=False)


@cache
def thesaurus() -> dict[str, list[str]]:
    """Return words for words."""
    rows = (line.split() for line in (DATA / "thesaurus.txt").read_text("utf-8").splitlines())
    return {head: [w for w in rest if w not in _KEPT] for head, *rest in rows if head not in _KEPT}


def lines(name: str) -> list[dict[str, object]]:
    """Return the rows of one of the files of our own texts."""
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def synonym(word: str, rng: random.Random) -> str | None:
    """Return another word for *word*, inflected as it is (regularly), or None."""
    known = thesaurus()
    for ending, cut in (("", 0), ("s", 1), ("ed", 2), ("ed", 1), ("ing", 3)):
        if ending and not word.endswith(ending):
            continue
        base = word[: len(word) - cut]
        if base in known:
            found = rng.choice(known[base])
            if not ending:
                return found
            return found + ending if not found.endswith("e") or ending == "s" else found[:-1] + ending
    return None


def edit(text: str, share: float, rng: random.Random) -> str:
    """Replace about *share* of all words: from the thesaurus, or any word for a word where it has none."""
    every = sorted(thesaurus())
    plain = _PLAIN.findall(text)
    chance = min(1.0, share * len(text.split()) / max(1, len(plain)))

    def put(match: re.Match[str]) -> str:
        if rng.random() >= chance or match.group() in _KEPT:
            return match.group()
        return synonym(match.group(), rng) or rng.choice(every)

    return _PLAIN.sub(put, text)


def spin(sentences: list[str], strength: str, rng: random.Random) -> tuple[str, list[dict[str, str]]]:
    """Rewrite a report; return it with what was falsified: kind, original, copy."""
    done, listed = falsify(list(sentences), _FALSIFIED[strength], rng)
    share = _SENTENCES[strength]
    falsified = [c["copy"] for c in listed]
    out: list[str] = []
    for sentence in done:
        safe = not any(part in sentence for part in falsified)
        if safe and rng.random() < share / 2:
            continue
        out.append(turned(sentence) if rng.random() < 3 * share else sentence)
        if safe and rng.random() < share / 4:
            out.append(sentence)
    if strength == "heavy" and len(out) > 4:  # a sentence from further down comes first, as a lead
        place = rng.randrange(2, len(out))
        out.insert(0, out.pop(place))
    low, high = _WORDS[strength]
    protected = "|".join(re.escape(p) for p in sorted(falsified, key=len, reverse=True)) or r"(?!)"
    text = " ".join(out)
    parts = re.split(f"({protected})", text)
    rate = rng.uniform(low, high)
    return "".join(p if p in falsified else edit(p, rate, rng) for p in parts), [
        c for c in listed if c["copy"] in text
    ]


def turned(sentence: str) -> str:
    """Put the subordinate clause first."""
    found = _CLAUSE.match(sentence)
    if not found or found["rest"].startswith(("which", "but", "and")):
        return sentence
    main = found["main"]
    return f"{found['rest'][0].upper()}{found['rest'][1:]}, {main if re.match('[A-Z][a-z]+ [A-Z]', main) else main[0].lower() + main[1:]}."


def falsify(sentences: list[str], number: int, rng: random.Random) -> tuple[list[str], list[dict[str, str]]]:
    """Change up to *number* facts, each in a sentence of its own: names, numbers, negations, who said it."""
    kinds = ["number", "name", "negation", "attribution"] * number
    rng.shuffle(kinds)
    whole = " ".join(sentences)
    names = sorted(set(_NAMED.findall(whole)))
    listed: list[dict[str, str]] = []
    places = list(range(len(sentences)))
    rng.shuffle(places)
    for place in places:
        if len(listed) >= number or not kinds:
            break
        changed = _change(sentences[place], kinds[-1], names, whole, rng)
        kinds.pop()
        if changed:
            kind, was, now, sentences[place] = changed
            listed.append({"kind": kind, "original": was, "copy": now})
    return sentences, listed


def _change(
    sentence: str, kind: str, names: list[str], whole: str, rng: random.Random
) -> tuple[str, str, str, str] | None:
    if kind == "number":
        found = list(re.finditer(r"(?<![\w.,])\d{2,}(?:,\d{3})*(?![\w.]\w)", sentence))
        if not found:
            return None
        match = rng.choice(found)
        digits = match.group()
        now = (
            digits[1] + digits[0] + digits[2:]
            if digits[1] not in "0," + digits[0]
            else f"{rng.randint(3, 9)}{digits[1:]}"
        )
        if now == digits or now in whole:
            return None
    elif kind == "name":
        found = list(_NAMED.finditer(sentence))
        if not found:
            return None
        match = rng.choice(found)
        word = match.group()
        at = rng.randrange(len(word) - 3, len(word))
        now = word[:at] + rng.choice("aeioulnrst") + word[at + 1 :]
        if now == word or now in whole or word[at] == " ":
            return None
    elif kind == "negation":
        match = _NOT.search(sentence)
        if not match:
            return None
        now = match.group().removesuffix(" not")
    else:
        match = _SAYS.search(sentence)
        others = [
            n
            for n in names
            if match and not set(n.split()) & set(match["name"].split()) and n not in sentence
        ]
        if not match or not others:
            return None
        now = rng.choice(others) + match.group()[len(match["name"]) :]
    new = sentence[: match.start()] + now + sentence[match.end() :]
    if kind == "negation":
        tail = sentence[match.end() :].split()[:2]
        return kind, " ".join([match.group(), *tail]), " ".join([now, *tail]), new
    return kind, match.group(), now, new
