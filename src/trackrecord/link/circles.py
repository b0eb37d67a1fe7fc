"""Circles: the profiles of one name, gathered over all reports before differing names are judged.

Gathering by equal name keeps judging cheap (one judgement a name, not one a mention) and splits namesakes that
the reports themselves tell apart: other countries and offices, no company in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from trackrecord.link.groups import DisjointSets
from trackrecord.link.judging import estranged, forbidden
from trackrecord.link.names import generic_heads
from trackrecord.link.profiles import Profile, acquainted, same_office

# Words of which the names of institutions are made that every country has: such a name says nothing by itself.
_INSTITUTION = frozenset(
    """ministri minist court suprem high parlia assembl senat congress hous police polic army armi militari navy
    air forc govern council committe commiss bank central univers opposit foreign interior defenc defens justic
    health financ educ state depart offic secur intellig servic agenc author elect constitut nation union
    presid palac cabinet guard nationali public""".split()
)


@dataclass(eq=False)
class Circle:
    """Profiles taken to be one party because they bear one name. ``face`` stands for all in judgements."""

    face: Profile
    members: list[Profile] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """A sortable name: the reference of the face."""
        return "\x1f".join(
            (self.face.class_, self.face.key, self.face.ref.report, f"{self.face.ref.index:06d}")
        )

    def take(self, profile: Profile, text: str) -> None:
        """Add a profile; *text* names its report's copy group (the report itself where it has none)."""
        self.members.append(profile)
        self.reports.add(profile.ref.report)
        self.texts.add(text)
        face = self.face
        if not self.company:
            self.company.update(face.company)
            self.face = face = replace(face, company=self.company)
        self.company.update(profile.company)  # grows in place: a name told a million times has much company
        person = max((face.person, profile.person), key=lambda n: (len(n.parts), n.parts))
        gender, country = face.gender or profile.gender, face.country or profile.country
        offices, aliases = face.offices, face.aliases
        if not set(offices).issuperset(profile.offices):
            offices = tuple(sorted({*offices, *profile.offices}, key=sorted))
        if not set(aliases).issuperset(profile.aliases):
            aliases = tuple(sorted({*aliases, *profile.aliases}))
        if (person, gender, country, offices, aliases) != (
            face.person, face.gender, face.country, face.offices, face.aliases,
        ):  # fmt: skip
            self.face = replace(
                face, person=person, gender=gender, country=country, offices=offices, aliases=aliases
            )


def gather(profiles: Iterable[Profile], texts: Mapping[str, str]) -> list[Circle]:
    """Gather joinable profiles into circles of one name; *texts* maps a report to its copy group.

    Profiles are taken in the order of their references, so that the same set gives the same circles.
    """
    some = sorted((p for p in profiles if p.joinable), key=lambda p: p.ref)
    same_key = _keys_joined(some)
    by_key: dict[tuple[str, str], list[Circle]] = defaultdict(list)
    for profile in some:
        key = (profile.class_, same_key.find(profile.key) if profile.class_ == "collective" else profile.key)
        text = texts.get(profile.ref.report, profile.ref.report)
        circle = next((c for c in by_key[key] if _belongs(profile, c, text)), None)
        if circle is None:
            circle = Circle(profile)
            by_key[key].append(circle)
        circle.take(profile, text)
    return [circle for key in sorted(by_key) for circle in by_key[key]]


def _keys_joined(profiles: Iterable[Profile]) -> DisjointSets:
    """Join the keys of collectives that some report gives as names of one (an acronym beside its full name).

    A short form that stands for several names in the set joins none of them.
    """
    stands_for: dict[str, set[str]] = defaultdict(set)
    for p in profiles:
        for alias in p.aliases:
            if p.class_ == "collective" and alias != p.key:
                stands_for[alias].add(p.key)
    sets = DisjointSets()
    for alias in sorted(stands_for):
        if len(stands_for[alias]) == 1:
            sets.join(alias, *stands_for[alias])
    return sets


def _belongs(profile: Profile, circle: Circle, text: str) -> bool:
    """Whether a profile belongs to a circle of its own name."""
    face = circle.face
    if text in circle.texts and profile.class_ != "person":
        return True
    if profile.class_ == "person":
        if forbidden(profile, face):
            return False
        if text in circle.texts:
            return True
        if profile.person.full:
            return not estranged(profile, face)
        return acquainted(profile, face) >= 1 or same_office(profile, face) is not None
    if profile.country and face.country and profile.country != face.country:
        return False
    if profile.class_ == "place" and profile.aliases and face.aliases:
        return bool(set(profile.aliases) & set(face.aliases))
    one, two = generic_heads(profile.party.name), generic_heads(face.party.name)
    if profile.class_ == "collective" and one and two and one != two:
        return False
    if profile.class_ == "collective" and set(profile.key.split()) <= _INSTITUTION:
        same_country = profile.country is not None and profile.country == face.country
        return same_country or acquainted(profile, face) >= 1
    return True
