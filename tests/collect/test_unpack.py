"""Lines out of a stream, within bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.collect.limits import Limits, megabytes
from trackrecord.collect.unpack import bounded_lines


@given(st.lists(st.binary(max_size=12)), st.integers(min_value=1, max_value=9))
def test_lines_are_the_same_however_the_stream_is_cut(chunks: list[bytes], bound: int) -> None:
    whole = b"".join(chunks)
    expected = whole.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    lines = list(bounded_lines(chunks, Limits(report_bytes=bound)))
    assert [line.number for line in lines] == list(range(1, len(expected) + 1))
    for line, written in zip(lines, expected, strict=True):
        assert line.data == (None if len(written) > bound else written.removesuffix(b"\r"))


def test_sizes_are_said_in_plain_words() -> None:
    assert [megabytes(n) for n in (5_000_000, 2_500_000, 64_000, 12)] == [
        "5 MB",
        "2.5 MB",
        "64 kB",
        "12 bytes",
    ]
