"""The README's picture, drawn in the browser that a reader would use: it shows something and asks for nothing."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

PICTURE = Path(__file__).parent.parent / "docs" / "picture.svg"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def test_the_picture_names_nothing_remote():
    svg = PICTURE.read_text(encoding="utf-8")
    assert "COMMITMENTS" in svg
    rest = svg.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xhtml", "")
    assert "http" not in rest.replace("https://www.textualize.io", "")
    assert "@font-face" not in svg
    assert "<script" not in svg


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("TRACKRECORD_NEED_CHROMIUM"), reason="no Chromium on this machine"
)
def test_chromium_draws_it(tmp_path):
    shot = tmp_path / "picture.png"
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1400,1000", f"--screenshot={shot}", PICTURE.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    colours = colours_of(shot.read_bytes())
    # A terminal's dark ground and light letters: a blank or failed page has one colour.
    assert len(colours) > 20


def colours_of(png: bytes) -> set[bytes]:
    """The distinct pixel bytes of an unfiltered sample of a PNG's rows (enough to tell a drawing from a blank)."""
    data, at = b"", 8
    width = depth = 0
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, _, _, colour = struct.unpack(">IIBB", body[:10])
            depth = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    rows = zlib.decompress(data)
    stride = width * depth + 1
    return {
        rows[r + 1 + i * depth : r + 1 + (i + 1) * depth]
        for r in range(0, len(rows), stride)
        for i in range(0, width, 3)
    }
