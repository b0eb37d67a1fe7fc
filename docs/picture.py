"""Draw docs/picture.svg, the README's picture: a part of one party's dossier in the doha example.

    python docs/picture.py

Runs the real build and report. Lines are left out, each gap marked with "…"; none is typed by hand and no count is
changed. No font or script is loaded from anywhere.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from trackrecord import Ledger, build
from trackrecord.show import dossier, print_dossier

_HERE = Path(__file__).parent
_WIDTH = 112
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# The first line of an entry under a heading.
_ENTRY = re.compile(r"  \S")


def draw(party: str = "Taliban") -> str:
    """Return the picture as SVG."""
    lines = excerpt(printed(party))
    recorded = Console(
        file=io.StringIO(), width=_WIDTH, record=True, force_terminal=True, color_system="truecolor"
    )
    recorded.print(Text.from_ansi("\n".join(lines)))
    svg = recorded.export_svg(
        title=f"trackrecord report record.db --party “{party}”", unique_id="trackrecord"
    )
    # Rich names a font on a remote host: a page of ours asks nothing of anybody.
    return re.sub(r"@font-face\s*{[^}]*}", "", svg)


def printed(party: str) -> list[str]:
    """Return the lines of the whole dossier, with the codes that colour them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        build([_HERE.parent / "examples" / "doha"], path)
        with Ledger.open(path, read_only=True) as record:
            data = dossier(record, party=party)
    shown = Console(
        file=io.StringIO(), width=_WIDTH, force_terminal=True, color_system="truecolor", highlight=False
    )
    print_dossier(data, shown)
    assert isinstance(shown.file, io.StringIO)
    return shown.file.getvalue().splitlines()


def excerpt(lines: list[str]) -> list[str]:
    """Return the first line, two meetings, three commitments that have a status, a pair of figures."""
    chosen = [lines[0]]
    for heading, most in (("MEETINGS", 2), ("COMMITMENTS", 3), ("FIGURES", 1)):
        title, entries = _section(lines, heading)
        told = [e for e in entries if heading != "COMMITMENTS" or "not rated" not in _plain("\n".join(e))]
        shown = (told or entries)[:most]
        if not shown:
            continue
        chosen += ["", title]
        for number, entry in enumerate(entries):
            if entry in shown:
                chosen += entry
            elif number == 0 or entries[number - 1] in shown:
                chosen.append("  …")
    return chosen


def _section(lines: list[str], heading: str) -> tuple[str, list[list[str]]]:
    """The title line of a section and its entries, each a list of lines."""
    plain = [_plain(line) for line in lines]
    start = next((n for n, line in enumerate(plain) if line.startswith(heading)), len(lines) - 1)
    entries: list[list[str]] = []
    for line, text in zip(lines[start + 1 :], plain[start + 1 :], strict=True):
        # An entry's own long line can be wrapped to the margin: only capitals of a new section end this one.
        if re.match(r"[A-Z][A-Z ,:]{4,}", text):
            break
        if _ENTRY.match(text):
            entries.append([line])
        elif entries and text.strip():
            entries[-1].append(line)
    return lines[start], entries


def _plain(line: str) -> str:
    return _ANSI.sub("", line)


if __name__ == "__main__":
    (_HERE / "picture.svg").write_text(draw(), encoding="utf-8")
    sys.stderr.write(f"{_HERE / 'picture.svg'} drawn\n")
