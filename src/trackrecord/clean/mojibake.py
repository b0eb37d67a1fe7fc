"""Mend text that was decoded wrongly or carries invisible junk, and change nothing else.

Mojibake goes through ftfy, told to leave alone what is not a fault: curly quotation marks, ligatures and
full-width letters stay as published. Then invisible characters go:

* control characters, byte order marks, soft hyphens, zero-width spaces and the like, and bidirectional
  controls, which steer display only: the letters' order in memory is already the reading order;
* of more than 30 combining marks in a row the rest, the bound that Unicode sets for stream-safe text;
* zero-width joiners stay beside non-ASCII characters, where Persian and emoji need them.

All kinds of blanks become a plain space, all kinds of line ends ``\\n``; the text is in Unicode form NFC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import ftfy

_CONFIG = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=True,
    normalization=None,
    explain=False,
)
# Nothing that ftfy looks for: no entity, tag, control or other character beyond ASCII.
_PLAIN = re.compile("[ -%'-;=-~]*")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_JUNK = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb]"
)
_LOOSE_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_GAPS = re.compile("\n{4,}")
_MOST_MARKS = 30
_NON_ASCII_RUN = re.compile(f"[^\x00-\x7f]{{{_MOST_MARKS + 1},}}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def mend(text: str) -> str:
    """Return *text* without mojibake and invisible junk. Mending mended text changes nothing."""
    # What one pass uncovers (an entity that spells a control character) the next one mends.
    for _ in range(3):
        mended = _mend_once(text)
        if mended == text:
            break
        text = mended
    return text


def _mend_once(text: str) -> str:
    text = _GAPS.sub("\n\n\n", _LINE_ENDS.sub("\n", writable(text)))
    text = "".join(_fixed(text.split("\n")))
    text = _LINE_ENDS.sub("\n", text)
    text = _BLANKS.sub(" ", text)
    text = _LOOSE_JOINER.sub("", _JUNK.sub("", text))
    return unicodedata.normalize("NFC", _NON_ASCII_RUN.sub(_cap_marks, text))


def _fixed(lines: list[str]) -> Iterator[str]:
    """Yield the lines as ``ftfy.fix_text`` mends the whole text: it goes line by line as well, and leaves plain ones alone.

    From the first "<" on it takes entities for the text's own.
    """
    config = _CONFIG
    last = len(lines) - 1
    for number, line in enumerate(lines):
        whole = line if number == last else line + "\n"
        if _PLAIN.fullmatch(line):
            yield whole
        elif whole:
            if "<" in line:
                config = _CONFIG._replace(unescape_html=False)
            yield ftfy.fix_text(whole, config)


def _cap_marks(run: re.Match[str]) -> str:
    """Drop what goes beyond 30 combining marks in a row: no script needs it, and sorting them takes ages."""
    kept = []
    marks = 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def writable(text: str) -> str:
    """Return *text* with lone surrogates, which no file can hold, as U+FFFD; its length does not change."""
    return _SURROGATE.sub("\ufffd", text)
