"""A document as PDF, set by Typst, which brings its own fonts and needs nothing of the machine."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from typing import Any

from trackrecord.errors import TrackrecordError
from trackrecord.show.document.gathered import Document
from trackrecord.show.web.citation import is_web
from trackrecord.show.web.inert import inert


def as_pdf(document: Document) -> bytes:
    """Return *document* as PDF. Its words go to Typst as data, never as markup, so none of them can do anything.

    Raises :class:`~trackrecord.errors.TrackrecordError` where Typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        step = 'Install it (pip install "trackrecord[pdf]"), or take --to html and print that'
        raise TrackrecordError("PDF", "needs the package typst, which is not installed", step) from error
    source = resources.files("trackrecord.show.document").joinpath("templates", "document.typ").read_bytes()
    data = json.dumps(_inert(asdict(document)), ensure_ascii=False)
    made = typst.compile(source, format="pdf", sys_inputs={"document": data})
    return bytes(made)


def _inert(value: Any) -> Any:
    """Make every text inert, and drop addresses that are none of the web."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, dict):
        return {
            key: None if key == "url" and not is_web(inner) else _inert(inner) for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_inert(inner) for inner in value]
    return value
