"""From a report to its reading: who, what was said, when, how many, what happened, what was undertaken and done.

Reading is a pure function of one report: no file, network, clock or global state. :mod:`pipeline` runs, in this
order, :mod:`parse` and one package a noun: :mod:`parties`, :mod:`dates`, :mod:`figures`, :mod:`statements`,
:mod:`events`, :mod:`commitments`, :mod:`deeds`, whose module ``finding`` puts its parts together. :mod:`form` is the
reading's JSON form. A rule about one noun goes into that noun's package; its docstring says where.

The package can be called: ``trackrecord.read(text, published="2024-05-01")`` cleans a text and reads it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackrecord.types import Reading

__all__ = ["read_text"]


def read_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    text_only: bool = False,
    model: str | None = None,
) -> Reading:
    """Clean *text* (unless *text_only*) and read it; *published* is an EDTF date such as ``2024-05-01``.

    Raises :class:`~trackrecord.errors.CleanError` when no text is left and
    :class:`~trackrecord.errors.ModelError` when the language model does not load.
    """
    from trackrecord.clean import clean_text
    from trackrecord.read.parse import DEFAULT_MODEL
    from trackrecord.read.pipeline import read_report

    report = clean_text(
        text, title=title, publisher=publisher, url=url, published=published, text_only=text_only
    )
    return read_report(report, model=model or DEFAULT_MODEL)


class _Callable(ModuleType):
    """Lets ``trackrecord.read`` be both the stage and the function that users call."""

    __call__ = staticmethod(read_text)


sys.modules[__name__].__class__ = _Callable
