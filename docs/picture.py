"""Draw docs/picture.svg, the README's picture: the dossier of one party in the ceasefire example.

    python docs/picture.py

Runs the real build and report; nothing in the picture is typed by hand. No font or script is loaded from anywhere.
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
_LINES = 46
_WIDTH = 112


def draw(party: str = "Upland Liberation Front") -> str:
    """Return the picture as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        build([_HERE.parent / "examples" / "ceasefire"], path)
        with Ledger.open(path, read_only=True) as record:
            data = dossier(record, party=party)
    shown = Console(file=io.StringIO(), width=_WIDTH, force_terminal=True, color_system="truecolor", highlight=False)
    # Meetings and commitments are what a reader comes for: the long lists around them are left to the real thing.
    data["timeline"] = [r for r in data["timeline"] if r["class"] == "meeting"][:3]
    data["parties"] = data["parties"][:1]
    print_dossier(data, shown)
    assert isinstance(shown.file, io.StringIO)
    lines = shown.file.getvalue().splitlines()[:_LINES]
    recorded = Console(file=io.StringIO(), width=_WIDTH, record=True, force_terminal=True, color_system="truecolor")
    recorded.print(Text.from_ansi("\n".join(lines)))
    svg = recorded.export_svg(title=f"trackrecord report record.db --party “{party}”", unique_id="trackrecord")
    # Rich names a font on a remote host: a page of ours asks nothing of anybody.
    return re.sub(r"@font-face\s*{[^}]*}", "", svg)


if __name__ == "__main__":
    (_HERE / "picture.svg").write_text(draw(), encoding="utf-8")
    sys.stderr.write(f"{_HERE / 'picture.svg'} drawn\n")
