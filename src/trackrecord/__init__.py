"""trackrecord: from a pile of news reports to a sourced record of words and deeds.

``read`` reads one text, ``build`` a pile of reports into a ledger, ``Ledger.open`` opens one, ``code_event`` codes
what one party does to another in a sentence. They are loaded when first used, so that importing trackrecord costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.5.0"
__all__ = ["Ledger", "__version__", "build", "code_event", "read"]

if TYPE_CHECKING:
    from trackrecord.engine import build
    from trackrecord.ledger import Ledger
    from trackrecord.read import read_text as read
    from trackrecord.read.events.coding import code_event


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "read":
        return import_module("trackrecord.read")
    if name == "build":
        return import_module("trackrecord.engine").build
    if name == "code_event":
        return import_module("trackrecord.read.events.coding").code_event
    if name == "Ledger":
        return import_module("trackrecord.ledger").Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
