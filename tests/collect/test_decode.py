"""Bytes to text, with the encoding named."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.collect.decode import decode
from trackrecord.errors import SourceError

NEWS = (
    "The minister said “we will not sign” – a café in Zürich was the setting, José Núñez told reporters. " * 4
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (NEWS.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + NEWS.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + NEWS.encode("utf-32-le"), "utf-32-le"),
        (NEWS.encode("utf-16-le"), "utf-16-le"),
        (NEWS.encode("utf-16-be"), "utf-16-be"),
        (NEWS.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    decoded = decode(data, "x")
    assert (decoded.text, decoded.encoding) == (NEWS, encoding)
    assert decoded.notes == ()


def test_the_charset_a_page_declares_is_believed() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><p>Переговоры</p>'
    assert decode(page.encode("koi8-r"), "x") == (page, "koi8-r", ())


def test_utf8_goes_before_a_wrong_declaration() -> None:
    page = '<meta charset="iso-8859-1"><p>“Zürich”</p>'
    assert decode(page.encode("utf-8"), "x").text == page


@pytest.mark.parametrize("charset", ["utf-7", "rot13", "no-such-charset", "unicode_escape", "hex"])
def test_a_declared_codec_that_is_no_charset_is_not_used(charset: str) -> None:
    page = f'<meta charset="{charset}"><p>caf\xe9 after cafe</p>'
    assert decode(page.encode("cp1252"), "x").text == page


def test_a_cyrillic_text_without_declaration_is_guessed() -> None:
    text = "Правительство объявило о прекращении огня, сообщил представитель министерства обороны. " * 5
    assert decode(text.encode("cp1251"), "x").text == text


def test_a_few_damaged_bytes_are_replaced_and_noted() -> None:
    data = NEWS.encode("utf-8")[:-1] + b"\xff."
    decoded = decode(data, "x")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert "1 byte sequence" in decoded.notes[0]


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"GIF89a\x01\0\x01\0\x80", b"\x01\x02\x03\x04" * 9])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary"):
        decode(data, "x")


@given(st.binary(max_size=400))
def test_any_bytes_give_storable_text_or_a_source_error(data: bytes) -> None:
    try:
        decoded = decode(data, "x")
    except SourceError:
        return
    assert decoded.text.encode("utf-8")
    assert "\0" not in decoded.text


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_round_trips(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8"), "x").text == text
