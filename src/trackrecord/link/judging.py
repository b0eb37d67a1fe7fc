"""Are two parties one? The judgement on a pair of profiles, with its score and its reasons in words.

Spelling alone never joins: a variant spelling needs a shared office or shared company, and what differs by more
than transliteration is only proposed. What speaks against (another given name, another suffix, another title of
gender, another country and office) forbids.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackrecord.link.names import firm_core, generic_heads, given_names_agree, similar, sound
from trackrecord.link.profiles import Profile, acquainted, acronyms_of, same_office
from trackrecord.link.terms import stem
from trackrecord.read.parties.gazetteer import country_named, country_of_people

# Words of which public offices are made.
_PUBLIC = frozenset(
    stem(w)
    for w in """president premier minister chancellor secretary undersecretary envoy ambassador governor mayor senator
    congressman congresswoman lawmaker mp deputy spokesman spokeswoman spokesperson leader chief head director
    chairman chairwoman commander general colonel admiral marshal adviser advisor official king queen prince emir
    ayatollah cleric prosecutor judge justice representative speaker monarch""".split()
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two parties may be one: how sure (0–1), why, and whether that suffices to join them."""

    score: float
    reasons: tuple[str, ...]
    made: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """How two parties' reports stand to each other."""

    same_report: bool
    same_text: bool  # copies of one text

    @property
    def words(self) -> str:
        """The setting as a reason for a reader, or the empty string."""
        return "same report" if self.same_report else "copies of one text" if self.same_text else ""


def forbidden(a: Profile, b: Profile) -> bool:
    """Whether something about two people says that they are two, however alike their names are."""
    one, two = a.person, b.person
    if one.suffix != two.suffix and (one.suffix or two.suffix) and one.full and two.full:
        return True
    if a.gender and b.gender and a.gender != b.gender:
        return True
    if not (one.full and two.full):
        return False
    return _middle_names_conflict(one.parts[1:-1], two.parts[1:-1])


def estranged(a: Profile, b: Profile) -> bool:
    """Whether two people of one name are probably namesakes: other countries or walks of life, no company shared.

    Public figures change office; a minister and a marathon runner of one name are two until something ties them.
    """
    if same_office(a, b) or acquainted(a, b):
        return False
    other_country = bool(a.country and b.country and a.country != b.country)
    other_walk = bool(a.offices and b.offices) and not (_public(a) and _public(b))
    return other_country or (other_walk and not _any_office_word(a, b))


def judge_people(a: Profile, b: Profile, setting: Setting) -> Judgement | None:
    """Judge two people whose full names are alike but not equal; None where nothing speaks for one person."""
    one, two = a.person, b.person
    if not (one.full and two.full) or forbidden(a, b):
        return None
    office = same_office(a, b)
    support = _support(a, b, setting, office)
    same_family = one.family == two.family
    if one.parts == two.parts:
        reasons = ("same name, offices that do not rule it out", *support)
        return Judgement(0.85, reasons, not estranged(a, b))
    if same_family and _one_within(one.parts, two.parts):
        reasons = (f"one name within the other: {a.party.name}, {b.party.name}", *support)
        return Judgement(0.9 if support else 0.8, reasons, not estranged(a, b))
    if same_family and given_names_agree(one.given, two.given):
        reasons = (f"short form of the same given name: {a.party.name}, {b.party.name}", *support)
        return Judgement(0.85 if support else 0.6, reasons, bool(support) and not estranged(a, b))
    rest_sounds = _sounds(one.parts[1:]) == _sounds(two.parts[1:])
    if rest_sounds and (sound(one.given) == sound(two.given) or given_names_agree(one.given, two.given)):
        reasons = (f"spellings of one sound: {a.party.name}, {b.party.name}", *support)
        # One report that spells a name two ways may mean two people; copies of it that differ do not.
        copied = setting.same_text and not setting.same_report
        made = office is not None or copied or (acquainted(a, b) >= 2 and not setting.same_report)
        return Judgement(0.8 if made else 0.6, reasons, made)
    return _propose(a, b, setting, office, support)


def judge_short(a: Profile, b: Profile, setting: Setting) -> Judgement | None:
    """Judge a one-word name *a* against a full name *b* that holds the word; the caller sees to ambiguity."""
    if forbidden(a, b) or estranged(a, b):
        return None
    office = same_office(a, b)
    support = _support(a, b, setting, office)
    made = setting.same_report or setting.same_text or office is not None or acquainted(a, b) >= 2
    reasons = (f"{a.party.name} within {b.party.name}, no other of that name", *support)
    return Judgement(0.85 if setting.words else 0.75 if made else 0.5, reasons, made)


def judge_garbled(a: Profile, b: Profile) -> Judgement | None:
    """Judge two family names of copies of one text that are nearly spelled alike: proposed, never made."""
    one, two = a.person.family, b.person.family
    if forbidden(a, b) or min(len(one), len(two)) < 5 or one[:1] != two[:1] or similar(one, two) < 0.88:
        return None
    reasons = (f"names a letter or two apart: {a.party.name}, {b.party.name}", "copies of one text")
    return Judgement(round(0.3 + 0.3 * similar(one, two), 2), reasons, False)


def judge_collectives(a: Profile, b: Profile, setting: Setting) -> Judgement | None:
    """Judge two organisations or groups whose names differ: acronyms, country adjectives, transliteration."""
    if _countries_differ(a, b):
        return None
    near = bool(setting.words) or acquainted(a, b) >= 1
    support = _support(a, b, setting, None)
    one, two = generic_heads(a.party.name), generic_heads(b.party.name)
    if a.key == b.key and one and two and one != two:
        return None
    if a.key == b.key:
        reasons = (f"the same name, which many bodies bear: {a.party.name}", *support)
        return Judgement(0.6, reasons, False)
    (short_a, full_a), (short_b, full_b) = acronyms_of(a), acronyms_of(b)
    if short_a & full_b or short_b & full_a:
        reasons = (f"acronym and full name: {a.party.name}, {b.party.name}", *support)
        return Judgement(0.8 if near else 0.6, reasons, near)
    if firm_core(a.party.name) == firm_core(b.party.name):
        reasons = (f"a firm's name with and without its form: {a.party.name}, {b.party.name}", *support)
        return Judgement(0.8 if near else 0.6, reasons, near)
    if _without_countries(a.key) == _without_countries(b.key) != "":
        reasons = (f"the same name but for the country: {a.party.name}, {b.party.name}", *support)
        return Judgement(0.8 if near else 0.6, reasons, near)
    if min(len(a.key), len(b.key)) >= 6 and _sounds(tuple(a.key.split())) == _sounds(tuple(b.key.split())):
        reasons = (f"spellings of one sound: {a.party.name}, {b.party.name}", *support)
        return Judgement(0.75 if near else 0.5, reasons, near)
    return None


def _propose(
    a: Profile, b: Profile, setting: Setting, office: str | None, support: tuple[str, ...]
) -> Judgement | None:
    """Propose, never make, a join of two people with the same given name and a similar family name.

    Garbled copies spell one man two ways; so do careless editors. Wanted is the same office, in one report, in
    copies, or in company; without an office only a slip of a letter or two within one text is proposed.
    """
    one, two = a.person, b.person
    if len(one.parts) != len(two.parts) or one.family[:1] != two.family[:1]:
        return None
    given = one.given == two.given
    close = similar(one.family, two.family)
    together = bool(setting.words)
    if given and office and (together or acquainted(a, b) >= 1) and close >= 0.6:
        words = (f"same given name, similar family name: {a.party.name}, {b.party.name}", *support)
        return Judgement(round(0.5 + 0.3 * close, 2), words, False)
    if given and setting.same_text and not setting.same_report and close >= 0.7:
        words = (f"same given name, similar family name: {a.party.name}, {b.party.name}", *support)
        return Judgement(round(0.5 + 0.3 * close, 2), words, False)
    slip = given and close >= 0.88 and len(one.family) >= 5 and not (a.offices and b.offices)
    if slip and together:
        words = (
            f"same given name, family names a letter or two apart: {a.party.name}, {b.party.name}",
            *support,
        )
        return Judgement(round(0.3 + 0.3 * close, 2), words, False)
    return None


def _support(a: Profile, b: Profile, setting: Setting, office: str | None) -> tuple[str, ...]:
    reasons = []
    if setting.words:
        reasons.append(setting.words)
    if office:
        reasons.append(f"same office ({office})")
    if a.country and a.country == b.country:
        reasons.append("same country")
    shared = sorted(a.company & b.company)
    if shared and not setting.same_report:
        reasons.append(f"in the same company ({', '.join(shared[:3])})")
    return tuple(reasons)


def _middle_names_conflict(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether both have middle names or initials and none of the one agrees with any of the other."""
    return bool(a and b) and not any(given_names_agree(x, y) or sound(x) == sound(y) for x in a for y in b)


def _one_within(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the shorter name's words stand in the longer in order, ending in the family name."""
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return len(short) < len(long) and all(any(w == x for x in rest) for w in short)


def _sounds(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sound(p) for p in parts)


def _public(profile: Profile) -> bool:
    return any(office & _PUBLIC for office in profile.offices)


def _any_office_word(a: Profile, b: Profile) -> bool:
    return bool(frozenset().union(*a.offices) & frozenset().union(*b.offices))


def _countries_differ(a: Profile, b: Profile) -> bool:
    return bool(a.country and b.country and a.country != b.country)


def _without_countries(key: str) -> str:
    return " ".join(w for w in key.split() if not (country_of_people(w) or country_named(w)))
