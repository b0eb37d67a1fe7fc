"""Parties while they are being found: mutable drafts, and how names of one report come together in them."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.givennames import FEMALE_NAMES, MALE_NAMES
from trackrecord.read.parties.roles import FEMALE, HONORIFICS, MALE
from trackrecord.types import Mention, MentionKind, PartyKind, Span

if TYPE_CHECKING:
    from trackrecord.read.parties.names import Name

# Folded name → the draft and the positions of its mentions; one such table a surname.
_Homes: TypeAlias = "dict[str, tuple[Draft, list[int]]]"
Gender = Literal["female", "male", "unknown"]


@dataclass(eq=False)
class Draft:
    """One party in the making."""

    kind: PartyKind
    name: str
    key: str
    country: str | None = None
    plural: bool = False
    anonymous: bool = False
    head: str | None = None
    modifiers: frozenset[str] = frozenset()
    belongs_to: Draft | None = None
    gender: Gender = "unknown"
    offices: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    mentions: dict[Span, MentionKind] = field(default_factory=dict)

    def add(self, span: Span, kind: MentionKind) -> None:
        """Record a mention; the first word on a span stands."""
        self.mentions.setdefault(span, kind)

    def frozen_mentions(self) -> tuple[Mention, ...]:
        """All mentions in text order."""
        return tuple(Mention(s, k) for s, k in sorted(self.mentions.items()))


def gender_told(name: Name) -> Gender:
    """The gender that a name's title, office or given name tells, if any."""
    words = {w.strip(".,").lower() for w in f"{name.text} {name.office or ''}".split()}
    if words & FEMALE:
        return "female"
    if words & MALE:
        return "male"
    first, *rest = name.key.split() or [""]
    if rest and first in FEMALE_NAMES:
        return "female"
    return "male" if rest and first in MALE_NAMES else "unknown"


def group_names(
    names: list[Name], introduced: dict[str, str] | None = None
) -> tuple[list[Draft], dict[int, Draft]]:
    """Bring equal names together. Returns the drafts and, by position in *names*, the draft of each.

    Countries come together by code, organisations by folded name or acronym, people by surname and by shared
    words of the name, never by likeness of spelling: "Gray" and "Grey" stay two people. *introduced* maps folded
    short names to full ones that the text itself gives ("the Harbour Guard (HG)").
    """
    drafts: dict[tuple[str, str], Draft] = {}
    owner: dict[int, Draft] = {}
    acronyms = _acronyms(names) | _short_forms(names) | (introduced or {})
    for position, name in enumerate(names):
        if name.kind == "person":
            continue
        key = _key(name, acronyms)
        draft = drafts.get(key)
        if draft is None:
            draft = drafts[key] = Draft(name.kind, name.bare, key[1], name.country, plural=key[0] == "people")
        if name.kind in ("government", "armed_group") and draft.kind in ("country", "organisation", "group"):
            draft.kind = name.kind
        if name.acting and draft.kind == "country":
            draft.kind = "government"
        owner[position] = draft
    people = _group_people(names, owner)
    return [*drafts.values(), *people], owner


def _key(name: Name, acronyms: dict[str, str]) -> tuple[str, str]:
    if name.country and name.kind in ("country", "government"):
        return ("country", name.country)
    if name.country and name.kind == "group":
        return ("people", name.country)
    if name.kind == "place":
        return ("place", name.key)
    folded = name.key.replace("-", " ")
    return ("body", acronyms.get(folded, folded))


def _acronyms(names: list[Name]) -> dict[str, str]:
    """Acronym → full folded name, from the general table and from full names in this report."""
    full = {
        n.key.replace("-", " ")
        for n in names
        if n.kind in ("organisation", "armed_group", "group") and " " in n.key
    }
    found = {}
    for name in names:
        short = name.key.replace("-", " ")
        if name.kind == "person" or not 2 <= len(short) <= 6 or not name.bare.isupper():
            continue
        same = sorted(f for f in full if _initials(f) == short)
        found[short] = same[0] if same else gazetteer.ACRONYMS.get(short, short)
    # Known acronyms may also be written out or in title case ("Nato").
    for short, long in gazetteer.ACRONYMS.items():
        found.setdefault(short, long)
    return found


# What firms are called behind the name proper, which later mentions leave off.
_FIRM = frozenset(
    """airways airlines airline motors industries technologies systems electronics holdings group corporation corp inc
    ltd limited plc company co ag gmbh sa nv""".split()
)


def _short_forms(names: list[Name]) -> dict[str, str]:
    """ "The Front" after "Harbour Liberation Front": a lone capitalised word that ends just one full name.

    Or that begins it, where only the words for a firm's form are left off ("Harbour" for "Harbour Airways").
    """
    bodies = {n.key.replace("-", " ") for n in names if n.kind in ("organisation", "armed_group")}
    full = sorted(b for b in bodies if len(b.split()) > 1)
    short = {}
    for name in sorted(b for b in bodies if len(b.split()) == 1):
        ends = [
            f
            for f in full
            if f.endswith(f" {name}")
            or (f.startswith(f"{name} ") and set(f.removeprefix(name).split()) <= _FIRM)
        ]
        if len(ends) == 1:
            short[name] = ends[0]
    return short


def _initials(folded: str) -> str:
    words = [w for w in folded.split() if w not in ("of", "the", "and", "for", "in", "on", "to")]
    return "".join(w[0] for w in words)


def _group_people(names: list[Name], owner: dict[int, Draft]) -> list[Draft]:
    """People by their names: longest first, then each shorter form to the nearest bearer of its words."""
    people = [(i, n) for i, n in enumerate(names) if n.kind == "person"]
    drafts: list[Draft] = []
    homes: dict[str, _Homes] = {}
    for i, name in sorted(people, key=lambda p: (-len(_words(p[1])), p[0])):
        words = _words(name)
        home = homes.setdefault(words[-1], {})
        draft = _bearer(words, i, home)
        if draft is None:
            draft = Draft("person", name.bare, " ".join(words))
            drafts.append(draft)
        owner[i] = draft
        _, positions = home.setdefault(draft.key, (draft, []))
        insort(positions, i)
    return drafts


def _words(name: Name) -> tuple[str, ...]:
    words = [w for w in name.key.replace("-", " ").split() if w.rstrip(".") not in HONORIFICS]
    return tuple(words) or (name.key,)


def _bearer(words: tuple[str, ...], position: int, home: _Homes) -> Draft | None:
    """The draft whose name holds all of *words*; the nearest mentioned before *position*, else after."""
    same = home.get(" ".join(words))
    if len(words) > 1 and same is not None:
        return same[0]
    candidates = []
    for draft, positions in home.values():
        have = draft.key.split()
        if all(w in have or any(_initial_of(w, h) for h in have) for w in words):
            at = bisect_left(positions, position)
            nearest = positions[at - 1] if at else positions[0]
            candidates.append((nearest > position, abs(nearest - position), nearest, draft))
    return min(candidates, key=lambda c: c[:3])[3] if candidates else None


def _initial_of(word: str, full: str) -> bool:
    return len(word.rstrip(".")) == 1 and full.startswith(word[0])
