"""The README's pictures of pages are taken from real pages, and are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def test_the_pictures_of_the_readme_are_there():
    named = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert len(named) == 2
    for name in named:
        assert (ROOT / name).read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("TRACKRECORD_NEED_CHROMIUM"), reason="no Chromium on this machine"
)
def test_the_script_takes_them_anew(tmp_path):
    # In a process of its own: another test's browser may hold this one's event loop.
    command = [sys.executable, str(ROOT / "docs" / "screenshots.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    shots = sorted(tmp_path.glob("*.png"))
    assert [shot.name for shot in shots] == ["pages-commitment.png", "pages-report.png"]
    for shot in shots:
        # A blank page of this size compresses to a few kilobytes.
        assert len(shot.read_bytes()) > 30_000
