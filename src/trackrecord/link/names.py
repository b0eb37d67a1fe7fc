"""Names made comparable: titles and particles off, spelling variants of one sound folded together.

Nothing here decides that two names are one party; ``parties`` does, and never on spelling alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from trackrecord.link.terms import fold, stem, words

TITLES = frozenset(
    """mr mrs ms miss mx sir dame lord lady dr prof professor rev reverend fr father sister brother bishop
    archbishop cardinal pope rabbi imam sheikh shaikh shaykh mullah mulla maulana mawlawi maulvi molvi ayatollah
    hojatoleslam grand sayyid sayed syed haji hajji hadji ustad engineer
    president vice premier prime minister chancellor king queen prince princess emperor emir amir sultan
    senator sen congressman congresswoman representative rep governor gov mayor councillor judge justice
    ambassador amb envoy special secretary undersecretary foreign defence defense interior state chief
    director chairman chairwoman chair head leader spokesman spokeswoman spokesperson commander
    general gen lieutenant lt colonel col major maj captain capt sergeant sgt corporal private admiral adm
    marshal field brigadier brig commodore deputy acting former ex late
    us u.s british american""".split()
)
_MALE = frozenset("mr sir lord king prince emperor father brother sheikh mullah imam".split())
_FEMALE = frozenset("mrs ms miss dame lady queen princess sister".split())
_SUFFIXES = frozenset("jr sr junior senior ii iii iv".split())
# The Arabic article as it is written in Latin letters, joined by a hyphen or standing alone.
_ARTICLE = re.compile(r"\b(?:al|el|as|ash|ad|an|ar|at|az|ul|ur)-(?=\w)|\b(?:al|el) (?=\w)")
_COMPANY = frozenset(
    "inc ltd co corp corporation company plc llc gmbh ag sa nv holdings limited incorporated".split()
)
# What firms call themselves behind their name, and what reports call them before it, in small letters.
_FORMS = _COMPANY | frozenset(
    """group motor motors computer computers airline airlines airways industries international technologies systems
    electronics enterprises partners bank""".split()
)
_DESCRIPTIONS = frozenset(
    """maker manufacturer airline carrier company firm automaker carmaker giant agency newspaper broadcaster
    operator retailer bank union charity group supplier producer contractor developer publisher network""".split()
)
_GENERIC = frozenset("movement group organisation organization party militia the of and for".split())
# Given names and the short forms that news uses for them.
_SHORT_FORMS = tuple(
    frozenset(row.split())
    for row in """joseph joe|william bill will billy|robert bob rob bobby|richard dick rick|james jim jimmy
    john jack|michael mike mick|thomas tom|anthony tony|antony tony|edward ed ted eddie|daniel dan danny
    david dave|steven steve|stephen steve|christopher chris|matthew matt|benjamin ben|nicholas nick
    alexander alex|andrew andy|charles charlie chuck|donald don|kenneth ken|gregory greg|jeffrey jeff
    lawrence larry|leonard len|patrick pat|peter pete|philip phil|ronald ron|samuel sam|timothy tim
    theodore ted|vincent vince|walter walt|elizabeth liz beth betty|katherine kate kathy|catherine cathy kate
    margaret maggie meg|jennifer jen jenny|jessica jess|patricia pat patty|deborah deb debbie|susan sue
    rebecca becky|victoria vicky|abigail abby|alexandra alex|jacob jake|joshua josh|nathaniel nate nat
    frederick fred|albert al bert|raymond ray|gerald gerry jerry|harold harry|henry harry hank
    vladimir volodya|mohammed mohamed muhammad mohammad mohamad muhammed
    ahmed ahmad|yousef youssef yusuf yousuf yusef yousaf|khaled khalid|hussein hossein husain hussain hoseyn
    abdullah abdallah abdulla|omar umar|hassan hasan|osama usama|ibrahim ebrahim|saleh salih|jamal gamal
    hamid hameed|rashid rasheed|karim kareem|nasser nasir naser|suleiman sulaiman soleiman sulayman|tariq tarek tareq
    mustafa mostafa moustafa|yasser yasir|saeed said saeid|walid waleed|amin ameen|majid majeed|ismail esmail
    sergey sergei|dmitry dmitri dmitriy|andrei andrey|alexei alexey aleksei aleksey|nikolai nikolay|yuri yury iurii
    yevgeny evgeny yevgeni evgeni|aleksandr alexandr alexander|mikhail mikhael|oleksandr olexandr|serhiy serhii
    volodymyr wolodymyr""".replace("\n", "|").split("|")
)


# Letters with a stroke, which no decomposition takes apart, as passports and agencies write them.
_STROKES = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles: its folded words, suffix (jr, ii) and the gender its titles show."""

    parts: tuple[str, ...]
    suffix: str = ""
    gender: str = ""
    titles: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether the name has more than one word."""
        return len(self.parts) > 1

    @property
    def given(self) -> str:
        """The first word of a full name, else the empty string."""
        return self.parts[0] if self.full else ""

    @property
    def family(self) -> str:
        """The last word of the name."""
        return self.parts[-1] if self.parts else ""


@lru_cache(maxsize=65536)
def person_name(text: str) -> PersonName:
    """Take a person's name apart ("Sir John al-Hadi Jr." → parts john, hadi; suffix jr; gender male)."""
    tokens = words(_ARTICLE.sub("", fold(text.translate(_STROKES)).replace("’", "'")))
    suffix = gender = ""
    while len(tokens) > 1 and tokens[-1] in _SUFFIXES:
        suffix = {"junior": "jr", "senior": "sr"}.get(tokens[-1], tokens[-1])
        tokens.pop()
    titles = []
    while len(tokens) > 1 and tokens[0] in TITLES:
        title = tokens.pop(0)
        gender = gender or ("m" if title in _MALE else "f" if title in _FEMALE else "")
        titles.append(title)
    return PersonName(tuple(tokens), suffix, gender, tuple(titles))


@lru_cache(maxsize=65536)
def collective_key(text: str) -> str:
    """Return the key of an organisation's or group's name: stems without generic and company words, in order."""
    tokens = words(_ARTICLE.sub("", fold(_undescribed(text))))
    while len(tokens) > 1 and tokens[-1] in _COMPANY:
        tokens.pop()
    kept = [stem(t) for t in tokens if t not in _GENERIC]
    return " ".join(kept or tokens)


def firm_core(text: str) -> str:
    """Return the key of a firm's name without the words for its form of business ("Colt Motor Company" → "colt")."""
    tokens = [t for t in words(fold(_undescribed(text))) if t not in ("the", "of", "and")]
    while len(tokens) > 1 and tokens[-1] in _FORMS:
        tokens.pop()
    return " ".join(stem(t) for t in tokens)


def split_forms(name: str) -> tuple[str, ...]:
    """Return the forms that one written name holds: "Harbour Agency (HA)" gives the full name and the acronym."""
    full, bracket, short = name.partition("(")
    short = short.strip(" )")
    return (full.strip(), short) if bracket and full.strip() and short else (name,)


def _undescribed(name: str) -> str:
    """Drop what describes before a name ("carmaker Colt" → "Colt"): up to the last describing word in small letters."""
    tokens = name.split()
    last = max((i for i, t in enumerate(tokens[:-1]) if t.strip(",") in _DESCRIPTIONS), default=-1)
    rest = tokens[last + 1 :]
    return " ".join(rest) if rest and rest[0].strip(",")[:1].isupper() else name


def generic_heads(text: str) -> frozenset[str]:
    """Return the generic words that belong to a name as written ("National Unity Party" → "party").

    ``collective_key`` leaves them out, as "the Lowland Front movement" is the Lowland Front; but where two names
    end in different ones, in capitals, they are names of two.
    """
    kinds = _GENERIC - {"the", "of", "and", "for"}
    return frozenset(t.lower() for t in text.split() if t[:1].isupper() and t.lower() in kinds)


def region_of(text: str) -> str:
    """Return the folded region behind a city's name ("Newport, Ohio" → "ohio"), or the empty string."""
    return place_key(text.partition(",")[2])


def city_key(text: str) -> str:
    """Return the key of a place's name without the region behind it ("Newport, Ohio" → "newport")."""
    return place_key(text.partition(",")[0]) or place_key(text)


def place_key(text: str) -> str:
    """Return the key of a place's name: folded words without "the"."""
    return " ".join(t for t in words(_ARTICLE.sub("", fold(text))) if t != "the")


def is_acronym(name: str) -> bool:
    """Whether a name as written is an acronym of two to six letters ("ICRC", "U.N.")."""
    letters = name.replace(".", "").strip()
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that a full name could have, with and without its little words."""
    tokens = [t for t in re.split(r"[\s\-–/]+", fold(name)) if t and t[0].isalpha()]
    little = {"the", "of", "for", "and", "in", "on", "to", "de", "la", "du", "des"}
    strict = "".join(t[0] for t in tokens if t not in little)
    loose = "".join(t[0] for t in tokens if t != "the")
    return frozenset(x for x in (strict, loose) if len(x) >= 2)


def sound(word: str) -> str:
    """Return a word's spelling with the variants of transliteration folded together.

    Doubled letters once; k, q, g before a vowel and c alike; "kh", "gh", "dh" without h; vowels in three
    classes. "Qadduri", "Gaduri" and "Kadoori" meet; "Salem" and "Salim" do not.
    """
    w = word
    for a, b in _SOUNDS:
        w = w.replace(a, b)
    out: list[str] = []
    for c in w.translate(_LETTERS):
        if not out or out[-1] != c:
            out.append(c)
    return "".join(out)


_SOUNDS = (
    ("ph", "f"), ("kh", "k"), ("gh", "k"), ("dh", "d"), ("th", "t"), ("zh", "z"), ("ck", "k"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("ie", "i"), ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("yy", "i"),
    ("ts", "s"), ("tz", "s"), ("sch", "sh"), ("'", ""),
)  # fmt: skip
_LETTERS = str.maketrans(
    {"q": "k", "g": "k", "c": "k", "w": "v", "y": "i", "j": "i", "e": "a", "u": "o", "z": "s"}
)


def given_names_agree(a: str, b: str) -> bool:
    """Whether two given names can be one: equal, an initial of the other, or a usual short form of it."""
    if a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1]):
        return True
    return any(a in row and b in row for row in _SHORT_FORMS)


def similar(a: str, b: str) -> float:
    """Return the Jaro–Winkler similarity (0–1) of two folded words."""
    return float(JaroWinkler.similarity(a, b))
