"""SECURITY.md keeps step: every promise names a test, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^\| (?!promise|---)(.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_there_are_promises():
    assert len(PROMISES) >= 20
    assert len(NAMED) >= 20


@pytest.mark.parametrize(("promise", "tests"), PROMISES)
def test_every_promise_names_the_test_that_holds_it(promise, tests):
    assert re.search(r"`tests/[\w/]+\.py::test_\w+`", tests), promise


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_test_that_is_named_is_there(path, name):
    assert (ROOT / path).is_file()
    assert not name or name in functions(path)
