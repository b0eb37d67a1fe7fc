"""The README's pictures of pages are taken from real pages, and are there."""

from __future__ import annotations

import os
import re
import shutil
from importlib.util import module_from_spec, spec_from_file_location
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
    spec = spec_from_file_location("screenshots", ROOT / "docs" / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    shots = module.take(tmp_path)
    assert [shot.name for shot in shots] == ["pages-commitment.png", "pages-report.png"]
    for shot in shots:
        # A blank page of this size compresses to a few kilobytes.
        assert len(shot.read_bytes()) > 30_000
