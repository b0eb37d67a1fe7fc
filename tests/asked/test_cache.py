"""Answers are kept, and only what is whole is taken for one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from trackrecord.asked.cache import Cache, default_folder, key_of
from trackrecord.asked.server import Answer

KEY = key_of("text", "openai:small", "1-x")


@pytest.mark.parametrize("answer", [Answer("{}", 3, 4), Answer("“é” 🙂", None, 0)])
def test_what_is_put_is_got(tmp_path: Path, answer: Answer) -> None:
    cache = Cache(tmp_path / "answers")
    assert cache.get(KEY) is None
    cache.put(KEY, answer)
    assert cache.get(KEY) == answer
    assert list((tmp_path / "answers").rglob(".*")) == []
    assert stat.S_IMODE((tmp_path / "answers").stat().st_mode) & 0o077 == 0


def test_the_key_is_of_all_that_decides_the_answer() -> None:
    keys = {
        KEY,
        key_of("Text", "openai:small", "1-x"),
        key_of("text", "openai:big", "1-x"),
        key_of("text", "openai:small", "1-y"),
    }
    assert len(keys) == 4
    assert key_of("a", "bc", "d") != key_of("ab", "c", "d")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"key": "other", "text": "{}", "tokens_in": 1, "tokens_out": 1}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, Answer("{}", 1, 1))
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(content)
    assert cache.get(KEY) is None
    cache.put(KEY, Answer("{}", 1, 1))
    assert cache.get(KEY) == Answer("{}", 1, 1)


def test_a_folder_that_cannot_be_written_costs_only_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    cache.put(KEY, Answer("{}", 1, 1))
    assert cache.get(KEY) is None


def test_the_users_cache_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "trackrecord" / "answers"
