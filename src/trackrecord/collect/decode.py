"""Bytes to text: find the encoding, tell text from binary, and say which encoding it was.

The order of evidence is: byte order mark; valid UTF-8 (it hardly ever is so by chance); the charset that the answer of
a server states, and that an HTML page declares; UTF-8 with a few damaged bytes; Windows-1252 where the text is mostly ASCII, as English is;
and last a statistical guess.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from trackrecord.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I
)
_DECLARED_WITHIN = 4096
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b\x08")
_SAMPLE = 65_536
# Browsers read these labels as Windows-1252, whatever the standards they name say.
_LATIN = frozenset({"iso8859-1", "ascii"})
# Python codecs that no page is written in, and that hostile pages could name.
_NO_CHARSET = frozenset({"unicode-escape", "raw-unicode-escape", "utf-7", "punycode", "idna", "undefined"})


class Decoded(NamedTuple):
    """Text, the name of the encoding it was in, and what a reader should know about the decoding."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, location: str, charset: str | None = None) -> Decoded:
    """Decode a text or page, dropping a byte order mark. *charset* is what its carrier (HTTP, mail) says of it.

    Raises :class:`SourceError` when *data* is empty or is no text in any encoding that can be recognised.
    """
    decoded = _decode(data, location, charset)
    if not decoded.text.strip():
        raise _empty(location)
    return decoded


def _decode(data: bytes, location: str, charset: str | None) -> Decoded:
    if not data.strip(b"\0 \t\r\n"):
        raise _empty(location)
    if data.startswith(b"%PDF-"):
        raise _binary(location, "it is a PDF, which is not read", "Convert it to text, with pdftotext say.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, location)
    if b"\0" in data:
        return _wide(data, location)
    if _control_share(data) > 0.01:
        raise _binary(location)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return (
            _carried(data, charset)
            or _declared(data)
            or _damaged_utf8(data)
            or _western(data)
            or _guessed(data, location)
        )


def _marked(data: bytes, encoding: str, location: str) -> Decoded:
    try:
        return _checked(Decoded(data.decode(encoding), encoding), location)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 50 > len(text):
            raise _binary(location) from None
        return _checked(Decoded(text, encoding, (_replaced(text.count("\ufffd"), encoding),)), location)


def _wide(data: bytes, location: str) -> Decoded:
    """Decode UTF-16 without a mark, which shows by a NUL in nearly every second place of English text."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0) / len(sample), sample[1::2].count(0) / len(sample)
    if max(even, odd) > 0.3 and min(even, odd) < 0.02 and len(data) % 2 == 0:
        encoding = "utf-16-be" if even > odd else "utf-16-le"
        try:
            return _checked(Decoded(data.decode(encoding), encoding), location)
        except UnicodeDecodeError:
            pass
    raise _binary(location)


def _checked(decoded: Decoded, location: str) -> Decoded:
    if "\0" in decoded.text:
        raise _binary(location)
    return decoded


def _control_share(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return sum(byte in _CONTROL for byte in sample) / len(sample)


def _carried(data: bytes, charset: str | None) -> Decoded | None:
    return None if charset is None else _named(data, charset)


def _declared(data: bytes) -> Decoded | None:
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return None if match is None else _named(data, match.group(1).decode("ascii"))


def _named(data: bytes, charset: str) -> Decoded | None:
    try:
        name = codecs.lookup(charset).name
        if name.replace("_", "-") in _NO_CHARSET:
            return None
        encoding = "cp1252" if name in _LATIN else name
        return Decoded(data.decode(encoding), encoding)
    except (LookupError, UnicodeError):
        return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    foreign = sum(not char.isascii() for char in text) - lost
    if lost * 5 > foreign:
        return None
    return Decoded(text, "utf-8", (_replaced(lost, "utf-8"),))


def _western(data: bytes) -> Decoded | None:
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if high * 6 > len(data[:_SAMPLE]):
        return None
    try:
        return Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes, location: str) -> Decoded:
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise SourceError(location, "its encoding cannot be recognised", "Save it as UTF-8 and try again.")
    try:
        return Decoded(data.decode(best.encoding), best.encoding)
    except UnicodeDecodeError:
        text = data.decode(best.encoding, "replace")
        return Decoded(text, best.encoding, (_replaced(text.count("\ufffd"), best.encoding),))


def _replaced(count: int, encoding: str) -> str:
    return f"{count} byte sequence(s) were not valid {encoding} and were replaced"


def _empty(location: str) -> SourceError:
    return SourceError(location, "it is empty", "Nothing to do, unless it should hold a report.")


def _binary(location: str, cause: str = "it is binary, not text", step: str = "") -> SourceError:
    return SourceError(location, cause, step or "Leave it out, or convert it to text first.")
