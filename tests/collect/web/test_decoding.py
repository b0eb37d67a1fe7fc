"""Content encodings come off within bounds of size, ratio and depth, whatever the pieces they arrive in."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.site import bomb
from trackrecord.collect.web.decoding import ENCODINGS, decoded
from trackrecord.errors import FetchError

MOST = 5_000_000


def raw_deflate(data: bytes) -> bytes:
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(data) + pack.flush()


def packed(data: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(data)
    if encoding == "deflate":
        return zlib.compress(data)
    import brotli

    return brotli.compress(data)


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.binary(max_size=3000), size=st.integers(1, 400))
def test_what_was_packed_comes_out_whole_in_whatever_pieces(encoding, data, size):
    if encoding == "deflate" and size == 1:
        size = 2  # the two forms of deflate are told apart by their first two bytes
    assert decoded(cut(packed(data, encoding), size), encoding, "u", MOST) == data


@given(data=st.binary(min_size=1, max_size=2000))
def test_deflate_without_its_header_several_members_and_two_encodings(data):
    assert decoded([raw_deflate(data)], "deflate", "u", MOST) == data
    assert decoded([gzip.compress(data) + gzip.compress(data)], "gzip", "u", MOST) == data * 2
    assert decoded([gzip.compress(zlib.compress(data))], "deflate, gzip", "u", MOST) == data
    assert decoded([data], "identity", "u", MOST) == decoded([data], "", "u", MOST) == data


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_data_that_is_cut_short_is_refused(encoding):
    with pytest.raises(FetchError, match="damaged or cut short"):
        decoded([packed(b"The bridge will open. " * 90, encoding)[:-5]], encoding, "u", MOST)


def test_data_that_is_no_gzip_is_refused():
    with pytest.raises(FetchError, match="damaged"):
        decoded([b"no gzip at all"], "gzip", "u", MOST)


@pytest.mark.parametrize("encoding", ["rot13", "zstd", "compress", "gzip, gzip, gzip"])
def test_an_encoding_that_was_not_asked_for_or_too_many_are_refused(encoding):
    with pytest.raises(FetchError, match="encod"):
        decoded([b"x"], encoding, "u", MOST)


@pytest.mark.parametrize("nested", [False, True])
def test_a_bomb_is_refused_before_it_fills_the_memory(nested):
    small = bomb(60_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="swells"):
            decoded(
                cut(gzip.compress(small) if nested else small, 8192),
                "gzip, gzip" if nested else "gzip",
                "u",
                10**9,
            )
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_brotli_is_bounded_as_well():
    brotli = pytest.importorskip("brotli")
    with pytest.raises(FetchError, match="swells"):
        decoded([brotli.compress(b" " * 20_000_000, quality=4)], "br", "u", 10**9)


def test_the_bound_of_size_holds_with_and_without_an_encoding():
    for chunks, encoding in (([b"x" * 600, b"y" * 600], ""), ([gzip.compress(b"x" * 1200)], "gzip")):
        with pytest.raises(FetchError, match="more than 1 kB"):
            decoded(chunks, encoding, "u", 1_000)
