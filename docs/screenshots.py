"""Take the README's pictures of pages: a commitment and a report of the doha example, as Chromium shows them.

    python docs/screenshots.py [FOLDER]

Builds the example, serves it and takes the pictures, by hand of no one. Needs Playwright and a Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from trackrecord import Ledger, build
from trackrecord.show.web.app import create_app
from trackrecord.show.web.serving import listener

_HERE = Path(__file__).parent


def take(folder: Path) -> list[Path]:
    """Write ``pages-commitment.png`` and ``pages-report.png`` into *folder*; return their paths."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "record.db"
        build([_HERE.parent / "examples" / "doha"], path)
        listening = listener(0)
        server = uvicorn.Server(
            uvicorn.Config(create_app(path), log_level="error", access_log=False, lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            return _taken(f"http://127.0.0.1:{listening.getsockname()[1]}", path, folder)
        finally:
            server.should_exit = True
            thread.join(20)


def _taken(address: str, path: Path, folder: Path) -> list[Path]:
    with Ledger.open(path, read_only=True) as record:
        ask = record.connection.execute
        # The disputed commitment that most is told of, and the spun copy that changed most.
        (thread,) = ask(
            "SELECT thread FROM thread_summary WHERE undertaking ORDER BY status <> 'disputed', deeds DESC, thread"
        ).fetchone()
        (report,) = ask(
            "SELECT report FROM report_summary ORDER BY garble DESC, commitments DESC, report"
        ).fetchone()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    shots = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        for name, where in (("commitment", f"commitments/{thread}"), ("report", f"reports/{report}")):
            page.goto(f"{address}/{where}")
            shots.append(folder / f"pages-{name}.png")
            page.screenshot(path=shots[-1])
        browser.close()
    return shots


if __name__ == "__main__":
    for shot in take(Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE):
        sys.stderr.write(f"{shot}\n")
