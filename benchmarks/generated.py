"""A pile of any size for measuring linking: readings made directly, with copies and stories, nothing parsed.

The pile grows as news does. Each day has its ``PER_DAY`` reports of about as many stories as there are in a day's news, so a
larger pile is a longer one; names come back as often as names do (a new one ever more rarely, the known ones by how often
they were told before); about four reports in ten copy another, whole, cut, or with a fifth of their words replaced.
The same *seed* gives the same readings, and the first readings of a larger pile are those of a smaller one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from hashlib import sha256

from benchmarks.sentences import BACKGROUND, FACTS, Told, Writer, background
from trackrecord.encoder.vocabulary import vocabulary
from trackrecord.read.parties.gazetteer import country_named
from trackrecord.types import Party, Reading, Report

PER_DAY = 200
"""Reports a day."""
_FIRST_DAY = date(2005, 1, 1)
_COPIES = 0.4
_STORY = (1, 1, 1, 2, 2, 3, 4, 6, 9, 14)  # texts of a story, one of these as often as another
_GIVEN = """Adam Alice Amina Anna Arthur Ben Carla Clara Daniel David Elena Emma Eric Farid Frank George Grace Hana
Henry Ida Ivan Jack Jane Jonas Julia Karim Laura Leila Leo Lucas Maria Mark Martin Maya Nadia Nina Omar Oscar Paul
Peter Rosa Ruth Samir Sara Simon Sofia Stefan Tariq Thomas Vera Victor Yusuf Zoe""".split()
_HEADS = "Front Union Council Agency Movement Party Group League Ministry Committee Brigade Alliance".split()
_COUNTRIES = """Albania Bolivia Chad Denmark Ecuador Fiji Ghana Hungary Iceland Jamaica Kenya Laos Malta Nepal Oman Peru
Qatar Rwanda Senegal Togo Uganda Vietnam Yemen Zambia""".split()
_OFFICES = ("spokesman", "foreign minister", "mayor", "commander", "envoy", "finance minister", "governor")
_SYLLABLES = (
    "ba ka lo mi ra ten sor vel dan gri hal jo kem lin mar nor pel qui ros tal und vis wen zar".split()
)


@dataclass(slots=True)
class _Cast:
    """Names told so far, each as often as it was told; a new one ever more rarely."""

    told: list[Party] = field(default_factory=list)
    made: int = 0

    def draw(self, rng: random.Random, kind: str) -> Party:
        """Return a party: with a chance that falls as the square root of the number told a new one."""
        if not self.told or rng.random() < 1.2 / (1 + len(self.told)) ** 0.35:
            found = _party(self.made, kind, rng)
            self.made += 1
        else:
            found = rng.choice(self.told)
        self.told.append(found)
        return found


def _party(number: int, kind: str, rng: random.Random) -> Party:
    word = "".join(rng.choice(_SYLLABLES) for _ in range(3)).capitalize()
    if kind == "person":
        country = rng.choice(_COUNTRIES)
        office = rng.choice(_OFFICES) if rng.random() < 0.7 else None
        return Party("", "person", f"{rng.choice(_GIVEN)} {word}", (), (), office, country_named(country))
    if kind == "country":
        name = _COUNTRIES[number % len(_COUNTRIES)]
        return Party("", "country", name, (), (), None, country_named(name))
    if kind == "place":
        return Party("", "place", word, (), (), None, country_named(rng.choice(_COUNTRIES)))
    return Party("", "organisation", f"{word} {rng.choice(_HEADS)}", ())


@cache
def _words() -> list[str]:
    """Return words of news with commoner ones oftener: the table of words that copies are compared by, from rank 300."""
    return [w for w in vocabulary()._places if len(w) > 3][300:20300] or ["word"]


def readings(
    number: int, *, seed: int = 7, facts: tuple[int, int] = (5, 9), lines: tuple[int, int] = (10, 20)
) -> Iterator[Reading]:
    """Yield *number* readings in order of publication; about 300 words each.

    *facts* and *lines* are the least and the most sentences of a text that tell of its story, and of its background.
    """
    rng = random.Random(seed)
    cast = {kind: _Cast() for kind in ("person", "organisation", "country", "place")}
    open_: list[_Story] = []
    seen: set[str] = set()
    made = 0
    while True:
        today = _FIRST_DAY + timedelta(days=made // PER_DAY)
        open_ = [s for s in open_ if s.left and (today - s.day).days <= 3]
        if not open_ or rng.random() < 0.3:
            open_.append(_story(rng, cast, today))
        story = rng.choice(open_)
        story.left -= 1
        reading = (
            story.copy(rng, today)
            if story.texts and rng.random() < _COPIES
            else story.tell(rng, today, facts, lines)
        )
        if reading.report.id in seen:
            continue  # the same text again is another publication, not another report
        seen.add(reading.report.id)
        yield reading
        made += 1
        if made >= number:
            return


@dataclass(slots=True)
class _Story:
    """An occurrence: who and where and how many, and what was written of it so far."""

    day: date
    cast: dict[str, Party]
    numbers: dict[str, int]
    left: int
    rare: list[str]
    texts: list[tuple[list[Told], date]] = field(default_factory=list)

    def tell(
        self, rng: random.Random, today: date, facts: tuple[int, int], lines: tuple[int, int]
    ) -> Reading:
        """Write a report of it: some of its facts in an order and wording of one's own, and background."""
        some = rng.sample(FACTS, rng.randint(*facts))
        told = [Told(rng.choice(f.wordings), f, self.cast, self.numbers, self.day, self.rare) for f in some]
        for _ in range(rng.randint(*lines)):
            line = background(rng, _words(), self.rare)
            told.insert(rng.randint(1, len(told)), Told(line, BACKGROUND, self.cast, self.numbers, self.day))
        self.texts.append((told, today))
        return _reading(told, today, f"Outlet {rng.randint(1, 60)}", 0.1)

    def copy(self, rng: random.Random, today: date) -> Reading:
        """Copy one of its reports: cut at the end, with a line added, or with a fifth of the background's words replaced."""
        told, _ = rng.choice(self.texts)
        told = list(told)
        kind = rng.random()
        if kind < 0.3:
            told = told[: max(min(4, len(told)), int(len(told) * rng.uniform(0.5, 0.95)))]
        elif kind < 0.6:
            line = background(rng, _words(), self.rare)
            told.append(Told(line, BACKGROUND, self.cast, self.numbers, self.day))
        else:
            told = [t.garbled(rng, _words()) if t.fact is BACKGROUND else t for t in told]
        return _reading(told, today, f"Outlet {rng.randint(1, 60)}", 0.1 if kind < 0.6 else 0.5)


def _story(rng: random.Random, cast: dict[str, _Cast], day: date) -> _Story:
    people = {
        role: cast[kind].draw(rng, kind)
        for role, kind in (
            ("person", "person"), ("other", "person"), ("org", "organisation"), ("rival", "organisation"),
            ("country", "country"), ("giver", "country"), ("place", "place"), ("town", "place"),
        )
    }  # fmt: skip
    numbers = {name: rng.randint(3, 900) for name in ("dead", "hurt", "families", "millions", "days")}
    rare = [rng.choice(_words()) for _ in range(14)]
    return _Story(day, people, numbers, rng.choice(_STORY) * 2, rare)


def _reading(told: Sequence[Told], today: date, publisher: str, garble: float) -> Reading:
    writer = Writer(today)
    for each in told:
        writer.say(each)
    text = writer.text()
    report = Report(
        sha256(text.encode()).hexdigest(),
        text,
        tuple(writer.sentences),
        ((writer.sentences[0]._replace(end=writer.sentences[-1].end)),),
        publisher=publisher,
        published=today.isoformat(),
        published_basis="given",
        garble=garble,
    )
    return writer.reading(report)
