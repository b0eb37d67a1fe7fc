"""A real server on loopback and a real browser, for every test of the pages."""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn

from trackrecord.show.web.app import create_app
from trackrecord.show.web.serving import listener

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def served(path, **more):
    """Serve a ledger as ``trackrecord serve`` does, on a free port; gives its address without the last slash."""
    listening = listener(0)
    server = uvicorn.Server(
        uvicorn.Config(create_app(path, **more), log_level="error", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def serving():
    """``with serving(path) as address``."""
    return served


@pytest.fixture(scope="session")
def address(built):
    """The address of the pages of the ledger built from the pile, which is only read."""
    with served(built) as where:
        yield where


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, which cannot reach anything but this machine."""
    if CHROMIUM is None and not os.environ.get("TRACKRECORD_NEED_CHROMIUM"):
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield launched
        launched.close()


@pytest.fixture
def watched(browser):
    """A page, and a list of what went wrong on it: errors, dialogs, and requests that leave loopback."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page, wrong = context.new_page(), []
    page.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://127.0.0.1:", "data:", "about:"))
            else wrong.append(f"request: {request.url}")
        ),
    )
    yield page, wrong
    context.close()
