"""Make any text harmless to show: control characters become visible, and long ones are cut.

HTML itself is escaped by the templates. What is left are characters that change how their neighbours look: terminal
escapes and other controls, and marks that turn the direction of writing around. They stay in the record; a page shows
them by name.
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

# C0 and C1 controls but tab and line feed; marks of direction; joiners and tags that are not seen; halves of characters.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def inert(text: str) -> str:
    """Return *text* with each character that could change how others are shown named in its place."""
    return _ODD.sub(_named, text)


def clip(text: str | None, most: int = 300) -> str:
    """Return *text* on one line, cut at *most* code points, with an ellipsis where it was cut."""
    line = " ".join((text or "")[: most * 4].split())
    return line if len(line) <= most else line[:most].rstrip() + " …"


def shown(value: Any) -> Any:
    """Return what a template prints for *value*: markup as it is, text made inert, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    return inert(value) if isinstance(value, str) else value


def _named(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == 0x0D:
        return ""
    # The pictures that Unicode has for the controls of old: ␛ for escape.
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
