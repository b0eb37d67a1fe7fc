"""A pile on disk for the soak: short good reports in every form that is read, and one in a hundred that means harm.

``write_pile`` says what must become of each: where a good report lies and the word by which it is known again, and of a hostile one
whether it is a report all the same or must be listed as left out. The same *seed* gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from benchmarks.brokenwarc import BREAKS, response
from benchmarks.generated import readings
from trackrecord.collect.found import printable

Fate = Literal["taken", "left out"]
LOT = 200
"""Reports a folder."""
_FACTS, _LINES = (2, 4), (0, 1)  # sentences: thirty to sixty words
_PROSE = "The council of Ansel met on Monday. The mayor said that the quay would be mended by 4 May. "


@dataclass(slots=True)
class Pile:
    """What was written. Paths are as the ledger keeps them, locations as what is left out is listed by.

    ``good`` gives the publications that each report known by a word must have; ``taken`` are all paths that must be
    publications, ``left_out`` the locations that must be listed and nothing else; ``hostile`` counts by kind.
    """

    folder: Path
    good: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    hostile: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One kind of harm: what it is called, how its file's name ends, its bytes, and what must become of it.

    A kind ending in ``.jsonl`` is a line among good ones, one ending in ``.warc.gz`` a record.
    """

    kind: str
    ending: str
    fate: Fate
    data: Callable[[int], bytes]


def _text(body: str) -> Callable[[int], bytes]:
    return lambda number: f"{_PROSE}{body} Hostile {number}.".encode("utf-8", "surrogatepass")


def _page(head: str, body: str) -> Callable[[int], bytes]:
    return lambda number: (
        f"<html><head>{head}</head><body><article><p>{_PROSE * 3} Hostile {number}.</p>{body}</article></body></html>"
    ).encode()


def _line(**fields: Any) -> Callable[[int], bytes]:
    return lambda number: json.dumps({"text": f"{_PROSE} Hostile {number}.", **fields}).encode()


def _bytes(data: bytes) -> Callable[[int], bytes]:
    return lambda number: data


def _broken(how: str, number: int) -> bytes:
    page = _page("", "")(number)
    return BREAKS[how](response(f"http://courier.example/hostile/{number}", page, UUID(int=number)))


def _zip(number: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # With a day of its own, else the clock is asked.
        archive.writestr(zipfile.ZipInfo(f"../../{number}.txt", (2024, 3, 1, 8, 0, 0)), "out of here")
    return out.getvalue()


def _swelling(number: int) -> bytes:
    return gzip.compress(bytes(50_000_000), 9, mtime=number)


def _cut(number: int) -> bytes:
    return gzip.compress(random.Random(number).randbytes(4_000), mtime=0)[:-300]


_DEEP = 3_000
HOSTILE: tuple[Hostile, ...] = (
    Hostile("empty", ".txt", "left out", _bytes(b"")),
    Hostile("blank", ".txt", "left out", _bytes(b" \n\t\r\n" * 500)),
    Hostile("zeros", ".txt", "left out", _bytes(bytes(5_000))),
    Hostile("picture", ".txt", "left out", lambda n: b"\x89PNG\r\n\x1a\n" + random.Random(n).randbytes(3_000)),
    Hostile("pdf", ".txt", "left out", _bytes(b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n")),
    Hostile("zip that climbs", ".txt", "left out", _zip),
    Hostile("zip that climbs, as an archive", ".wacz", "left out", _zip),
    Hostile("gzip that swells", ".txt.gz", "left out", _swelling),
    Hostile("gzip cut short", ".txt.gz", "left out", _cut),
    Hostile("gzip in name only", ".txt.gz", "left out", _bytes(b"This is no gzip.\n")),
    Hostile("too large", ".txt", "left out", lambda n: b"All work and no play. " * 240_000),
    Hostile("line that is no JSON", ".jsonl", "left out", _bytes(b'{"text": "It ends in the mid')),
    Hostile("line that is a list", ".jsonl", "left out", _bytes(b'["text", "a report"]')),
    Hostile("line nested too deeply", ".jsonl", "left out", _bytes(b"[" * 60_000)),
    Hostile("line whose text is a number", ".jsonl", "left out", _bytes(b'{"text": 12, "html": null}')),
    Hostile("page without text", ".html", "left out", _bytes(b"<html><script>" + b"x()\n" * 900 + b"</script></html>")),
    Hostile("furniture only", ".txt", "left out", _bytes(b"Leave a Reply\n\nShare this:\n")),
    Hostile("record with a bit flipped", ".warc.gz", "left out", lambda n: _broken("a bit flipped", n)),
    Hostile("record blotted out", ".warc.gz", "left out", lambda n: _broken("blotted out", n)),
    Hostile("executable", ".exe", "left out", _bytes(b"MZ\x90\0")),
    Hostile("broken utf-8", ".txt", "taken", lambda n: _text("It rained. " * 4)(n) + b" \xff\xfe\xc3 in the end."),
    Hostile("utf-16 without a mark", ".txt", "taken", lambda n: _text("")(n).decode().encode("utf-16-le")),
    Hostile("windows-1252", ".txt", "taken", lambda n: _text("“Quay” – caf\xe9.")(n).decode().encode("cp1252")),
    Hostile("charset that lies", ".html", "taken", _page('<meta charset="utf-7">', "")),
    Hostile("marks of direction", ".txt", "taken", _text("The \u202egate\u202c and \u200b\u200d\u2066 the quay. " * 20)),
    Hostile("stacked accents", ".txt", "taken", _text("e" + "\u0301" * 5_000)),
    Hostile("lone surrogate", ".jsonl", "taken", lambda n: b'{"text": "The mayor \\ud83d spoke of hostile %d on Monday."}' % n),
    Hostile("title of a megabyte", ".html", "taken", _page(f"<title>{'Quay mended ' * 90_000}</title>", "")),
    Hostile("title of a megabyte in a line", ".jsonl", "taken", _line(title="Quay mended " * 90_000)),
    Hostile("nested quotes", ".txt", "taken", _text("“‘" * _DEEP + "We will go" + "’”" * _DEEP + ", he said.")),
    Hostile("quotes that never close", ".txt", "taken", _text("“We will go, he said. " * 300)),
    Hostile("nested brackets", ".txt", "taken", _text("(" * _DEEP + "the quay" + ")" * _DEEP + " is shut.")),
    Hostile("nested tags", ".html", "taken", _page("", "<div><b>" * _DEEP)),
    Hostile("entities", ".html", "taken", _page("", "<p>" + "&amp;&#x110000;&#0;&bogus;" * 4_000 + "</p>")),
    Hostile("a word without end", ".txt", "taken", _text("a" * 100_000)),
    Hostile("a number without end", ".txt", "taken", _text("It cost $" + "9" * 20_000 + " and 1," + "000," * 3_000 + "000.")),
    Hostile("a sentence without end", ".txt", "taken", _text("and the mayor of Ansel said that " * 150)),
    Hostile("words without sentences", ".txt", "taken", _text("No. " * 600)),
    Hostile("dates that are none", ".txt", "taken", _text("On 31 February 2024, 99/99/9999 and 0000-00-00 they agreed to leave by 40 May. ")),
    Hostile("a date that is none", ".jsonl", "taken", _line(published="2024-13-45")),
    Hostile("a date far off", ".jsonl", "taken", _line(published="9999-12-31", publisher="=cmd()")),
    Hostile("fields of the wrong kind", ".jsonl", "taken", _line(title=[1], publisher={"a": 1}, published=1e308, url="javascript:x")),
    Hostile("statements of SQL", ".jsonl", "taken", _line(publisher="'; DROP TABLE report; --", title="\x00\x1b[2J")),
    Hostile("a page as a text", ".txt", "taken", _page("<base href='file:///'>", "<img src=x onerror=alert(1)>")),
    Hostile("another language", ".txt", "taken", lambda n: f"Le conseil s'est réuni lundi et le maire a parlé du quai numéro {n} devant les habitants. ".encode() * 2),
)  # fmt: skip


def write_pile(folder: Path, number: int, *, seed: int = 1, share: float = 0.01) -> Pile:
    """Write about *number* reports into *folder*, of which the *share* is hostile and one in fifty a copy of the one before it."""
    rng = random.Random(seed)
    pile = Pile(folder)
    hostile = _hostile(rng, max(1, round(number * share)))
    good = number - len(hostile)
    told = readings(good, seed=seed, facts=_FACTS, lines=_LINES)
    before: dict[str, Any] = {}
    for start in range(0, good, LOT):
        lot = _Lot(pile, folder / f"lot-{start // LOT:05}", rng)
        for at in range(start, min(start + LOT, good)):
            if before and at % 50 == 49:
                lot.add({**before, "publisher": f"Copyist {at}"})
                pile.good[before["word"]] += 1
                continue
            report = next(told).report
            word = f"KQ{at:07}"
            before = {
                "text": f"{report.text} The papers are filed under {word}.",
                "publisher": report.publisher,
                "published": report.published,
                "word": word,
            }
            lot.add(before)
            pile.good[word] = 1
        share_of_lot = -(-len(hostile) // max(1, -(-(good - start) // LOT)))
        for _ in range(min(share_of_lot, len(hostile))):
            lot.harm(*hostile.pop())
        lot.close()
    _odd_entries(pile)
    return pile


def _hostile(rng: random.Random, number: int) -> list[tuple[int, Hostile]]:
    """Return so many, every kind as often as another, in any order."""
    kinds = [*HOSTILE]
    rng.shuffle(kinds)
    chosen = [(n, kinds[n % len(kinds)]) for n in range(number)]
    rng.shuffle(chosen)
    return chosen


class _Lot:
    """One folder: its files, lines and archive, with the manifest that speaks of the files."""

    def __init__(self, pile: Pile, folder: Path, rng: random.Random) -> None:
        self.pile, self.folder, self.rng = pile, folder, rng
        folder.mkdir(parents=True)
        self.lines: list[bytes] = []
        self.records: list[bytes] = []
        self.rows: list[tuple[str, str, str]] = []

    def _path(self, name: str) -> str:
        return f"{self.pile.folder.name}/{self.folder.name}/{name}"

    def add(self, report: dict[str, Any]) -> None:
        """Write one good report: mostly a line, now and then a file or a record of the archive."""
        text, publisher, published = report["text"], report["publisher"], report["published"]
        name = f"{report['word']}-{len(self.rows)}"
        page = (
            f'<html><head><title>{report["word"]}</title><meta property="article:published_time" content="{published}">'
            f'<meta property="og:site_name" content="{publisher}"></head><body><article><p>{text}</p></article></body></html>'
        )
        match self.rng.choices(["line", "text", "page", "packed", "record"], [70, 12, 8, 5, 5])[0]:
            case "line":
                fields = {"text": text, "publisher": publisher, "published": published}
                self._line(json.dumps(fields).encode(), "taken")
                return
            case "record":
                url = f"http://courier.example/{name}"
                self._record(response(url, page.encode(), UUID(int=len(self.records) + 1)), "taken")
                return
            case "text":
                name, data = f"{name}.txt", text.encode()
            case "page":
                name, data = f"{name}.html", page.encode()
            case _:
                name, data = f"{name}.txt.gz", gzip.compress(text.encode(), mtime=0)
        (self.folder / name).write_bytes(data)
        self.rows.append((name, publisher, published))
        self.pile.taken.add(self._path(name))

    def harm(self, number: int, hostile: Hostile) -> None:
        """Write one hostile thing."""
        self.pile.hostile[hostile.kind] += 1
        data = hostile.data(number)
        if hostile.ending == ".jsonl":
            self._line(data, hostile.fate)
            return
        if hostile.ending == ".warc.gz":
            self._record(data, hostile.fate)
            return
        name = f"hostile-{number}{hostile.ending}"
        (self.folder / name).write_bytes(data)
        if hostile.fate == "taken":
            self.pile.taken.add(self._path(name))
        else:
            self.pile.left_out.add(str(self.folder / name))

    def _line(self, data: bytes, fate: Fate) -> None:
        self.lines.append(data)
        self._among(f"reports.jsonl:{len(self.lines)}", fate)

    def _record(self, data: bytes, fate: Fate) -> None:
        self.records.append(data)
        self._among(f"pages.warc.gz:{len(self.records)}", fate)

    def _among(self, where: str, fate: Fate) -> None:
        if fate == "taken":
            self.pile.taken.add(self._path(where))
        else:
            self.pile.left_out.add(str(self.folder / where))

    def close(self) -> None:
        """Write the lines, the archive and the manifest."""
        (self.folder / "reports.jsonl").write_bytes(b"\n".join(self.lines))
        if self.records:
            (self.folder / "pages.warc.gz").write_bytes(b"".join(self.records))
        with (self.folder / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("file", "publisher", "published"), *self.rows])


def _odd_entries(pile: Pile) -> None:
    """Put in what no writer of reports would: a pipe, links to nowhere and in a circle, a name that is no text, a row for nothing."""
    odd = pile.folder / "odd"
    odd.mkdir()
    os.mkfifo(odd / "pipe.txt")
    (odd / "nowhere.txt").symlink_to(odd / "gone.txt")
    (odd / "circle").symlink_to(pile.folder)
    name = os.fsdecode(b"caf\xe9 \n\x1b[2J.txt")
    (odd / name).write_bytes(_text("")(0))
    (odd / "manifest.csv").write_text("file,published\ngone.txt,2024-01-01\n../../etc/passwd,2024-01-01\n")
    pile.left_out |= {str(odd / "pipe.txt"), str(odd / "nowhere.txt")}
    pile.left_out |= {f"{odd / 'manifest.csv'}:{row}" for row in (2, 3)}
    pile.taken.add(f"{pile.folder.name}/odd/{printable(Path(name))}")
    pile.hostile.update(
        ("pipe", "link to nowhere", "link in a circle", "name that is no text", "row for nothing")
    )
