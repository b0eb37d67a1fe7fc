"""Every regular expression of trackrecord against hostile input: does its time grow in step with the length?

``python -m benchmarks.regexes [--chars 100000]`` walks all modules, takes each compiled pattern with the methods by which
its module calls it, makes hostile texts from the pattern's own parse (what it repeats, over and over, without the end
that it waits for; Weideman and others 2016 call these pumps) and from a list that fits any, and times it on a quarter
of the length and on all of it. It prints ``patterns``, ``texts`` (tried), ``superlinear`` (patterns that took more than
:data:`RATIO` times as long for four times the text, and more than :data:`SLOW` seconds), and ``worst``.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import json
import pkgutil
import re
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import trackrecord
from trackrecord import __version__

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]

CHARS = 100_000
# Four times the text may take four times as long; what is measured in thousandths of seconds wavers.
RATIO = 9.0
SLOW = 0.15
# No call is waited for longer, in seconds.
PATIENCE = 4.0
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
_UNITS = [
    "a", "A", " ", "\n", "0", ".", ",", "-", "'", "’", '"', "“", "(", "<", "a ", "A ", "Aa ", "a,", "0,", "0 ", "0.", "A.", "a\n", " \n",
    "the ", "of ", "and ", "said ", "Mr. ", "May ", "1 May ", "$1", "http://", "www.", "a@", "_", "é", "\t", "\u00a0", "&", ";", "/", "a-",
    "A B ", "January 1, ", "10:10 ", "1,000", "[", "{", "<p>", "=", "%", "\u202e", "🙂",
]  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One pattern: where it stands, the pattern, and the methods by which it is called there."""

    name: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


def modules() -> Iterator[ModuleType]:
    """Yield all modules of trackrecord that can be imported."""
    for info in pkgutil.walk_packages(trackrecord.__path__, "trackrecord."):
        if info.name.endswith("__main__"):
            continue
        try:
            yield importlib.import_module(info.name)
        except ImportError as error:  # an extra that is not installed
            print(f"{info.name}: {error}", file=sys.stderr)


def patterns(module: ModuleType) -> Iterator[Found]:
    """Yield the patterns that a module holds (in names, lists and tables) and those it writes where it uses them."""
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError):
        return
    calls: dict[str, set[str]] = {}
    inline: set[tuple[str, str, int]] = set()
    for node in ast.walk(tree):
        if (
            not isinstance(node, ast.Call)
            or not isinstance(node.func, ast.Attribute)
            or node.func.attr not in METHODS
        ):
            continue
        owner = node.func.value
        if isinstance(owner, ast.Name) and owner.id == "re" and node.args:
            if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                inline.add((node.args[0].value, node.func.attr, _flags(node)))
        elif isinstance(owner, ast.Name):
            calls.setdefault(owner.id, set()).add(node.func.attr)
    for name, value in sorted(vars(module).items()):
        for pattern in _held(value):
            yield Found(f"{module.__name__}.{name}", pattern, tuple(sorted(calls.get(name, ()))))
    for text, method, flags in sorted(inline):
        yield Found(f"{module.__name__} (inline)", re.compile(text, flags), (method,))


def _flags(node: ast.Call) -> int:
    names = [
        a.attr
        for k in node.keywords
        if k.arg == "flags"
        for a in ast.walk(k.value)
        if isinstance(a, ast.Attribute)
    ]
    return sum({int(getattr(re, name)) for name in names if name.isupper()})


def _held(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _held(each, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _held(each, depth + 1)
    elif depth < 4 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for field in value.__dataclass_fields__:
            yield from _held(getattr(value, field), depth + 1)


def all_patterns() -> list[Found]:
    """Return every pattern once, with all methods by which it is called anywhere."""
    merged: dict[tuple[str | bytes, int], Found] = {}
    for module in modules():
        for found in patterns(module):
            key = (found.pattern.pattern, found.pattern.flags)
            known = merged.get(key)
            methods = tuple(sorted({*found.methods, *(known.methods if known else ())}))
            merged[key] = Found(known.name if known else found.name, found.pattern, methods)
    # A pattern in a table is called by another name, by whatever method: searching is the worst of them.
    found = [Found(f.name, f.pattern, f.methods or ("search",)) for f in merged.values()]
    return sorted(found, key=lambda f: (f.name, str(f.pattern.pattern)))


def pumps(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Yield ``(lead, unit)``: a text that brings the pattern up to something that it repeats, and what it repeats."""
    try:
        tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    except (re.error, RecursionError):
        return
    seen: set[tuple[str, str]] = set()
    for lead, unit in _pumps(list(tree), ""):
        if unit and (lead, unit) not in seen and len(seen) < 60:
            seen.add((lead, unit))
            yield lead, unit


def _pumps(items: list[Any], lead: str) -> Iterator[tuple[str, str]]:
    for op, argument in items:
        if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, getattr(codes, "POSSESSIVE_REPEAT", None)):
            low, high, body = argument
            unit = _sample(list(body))
            if high > 20:
                yield lead, unit
                # What is repeated and what follows it, together: "(a*b)" on "ab ab".
                yield lead, unit + " "
            yield from _pumps(list(body), lead)
            lead += unit * min(max(low, 1), 20)
        elif op is codes.BRANCH:
            for branch in argument[1][:12]:
                yield from _pumps(list(branch), lead)
            lead += _sample(list(argument[1][0]))
        elif op is codes.SUBPATTERN:
            yield from _pumps(list(argument[-1]), lead)
            lead += _sample(list(argument[-1]))
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _pumps(list(argument[1]), lead)
        else:
            lead += _sample([(op, argument)])


def _sample(items: list[Any]) -> str:
    """One text that the parsed pieces match, or nearly."""
    out = ""
    for op, argument in items:
        if op is codes.LITERAL:
            out += chr(argument)
        elif op is codes.NOT_LITERAL:
            out += "b" if argument == ord("a") else "a"
        elif op is codes.ANY:
            out += "a"
        elif op is codes.IN:
            out += _member(argument)
        elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT, getattr(codes, "POSSESSIVE_REPEAT", None)):
            out += _sample(list(argument[2])) * min(max(argument[0], 1), 20)
        elif op is codes.BRANCH:
            out += _sample(list(argument[1][0]))
        elif op is codes.SUBPATTERN or op is getattr(codes, "ATOMIC_GROUP", None):
            out += _sample(list(argument[-1] if isinstance(argument, tuple) else argument))
        elif op is codes.CATEGORY:
            out += _member([(op, argument)])
    return out


_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "0", codes.CATEGORY_NOT_DIGIT: "a", codes.CATEGORY_SPACE: " ", codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a", codes.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def _member(items: list[Any]) -> str:
    if items and items[0][0] is codes.NEGATE:
        taken = {chr(a) for op, a in items if op is codes.LITERAL}
        out = [_OF_CATEGORY[a] for op, a in items if op is codes.CATEGORY]
        return next((c for c in "a0 -.A\nz" if c not in taken and c not in out), "§")
    for op, argument in items:
        if op is codes.LITERAL:
            return chr(argument)
        if op is codes.RANGE:
            return chr(argument[0])
        if op is codes.CATEGORY:
            return _OF_CATEGORY.get(argument, "a")
    return "a"


class SlowError(BaseException):
    """A call took longer than :data:`PATIENCE`."""


def seconds(found: Found, method: str, text: str, patience: float = PATIENCE) -> float:
    """Return the CPU seconds that one call takes; *patience* where it takes longer."""

    def over(signum: int, frame: object) -> None:
        raise SlowError

    before = signal.signal(signal.SIGVTALRM, over)
    # Of this process's own time: a busy machine is no fault of the pattern.
    signal.setitimer(signal.ITIMER_VIRTUAL, patience)
    started = time.process_time()
    subject: Any = text.encode() if isinstance(found.pattern.pattern, bytes) else text
    try:
        call = getattr(found.pattern, method)
        if method in ("sub", "subn"):
            call(subject[:0], subject)
        elif method == "finditer":
            for _ in call(subject):
                pass
        else:
            call(subject)
    except SlowError:
        return patience
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - started


def hostile(found: Found, chars: int, units: int = len(_UNITS)) -> Iterator[str]:
    """Yield hostile texts of *chars* characters for a pattern: all its pumps, and the first *units* of the general ones."""
    for lead, unit in [*pumps(found.pattern), *(("", unit) for unit in _UNITS[:units])]:
        yield lead + (unit * (chars // len(unit) + 1))[: max(0, chars - len(lead) - 1)] + "\0"


def growth(
    found: Found, chars: int, slow: float = SLOW, units: int = len(_UNITS)
) -> tuple[float, float, str]:
    """Return the worst ratio of times (full length to a quarter), its seconds, and what text it was, for one pattern."""
    worst = (0.0, 0.0, "")
    for text in hostile(found, chars, units):
        for method in found.methods:
            long = seconds(found, method, text)
            if long >= PATIENCE:
                return PATIENCE / slow, long, f"{method}({text[:40]!r}…)"
            if long < slow:
                worst = max(worst, (0.0, long, ""))
                continue
            # The end stays: it is what the pattern does not find.
            short = text[: chars // 4 - 1] + text[-1]
            # Best of two, for a machine that does something else beside.
            quarter = min(seconds(found, method, short), seconds(found, method, short))
            if long < PATIENCE:
                long = min(long, seconds(found, method, text))
            worst = max(worst, (long / max(quarter, 1e-4), long, f"{method}({text[:40]!r}…)"))
    return worst


def superlinear(ratio: float, long: float) -> bool:
    """Whether the time grew faster than the text, as far as it can be told."""
    return long >= PATIENCE or (ratio > RATIO and long > SLOW)


def main(argv: list[str] | None = None) -> None:
    """Try all patterns and print the figures as one JSON line."""
    parser_ = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser_.add_argument("--chars", type=int, default=CHARS)
    parser_.add_argument("--only", default="", help="patterns whose name holds this")
    args = parser_.parse_args(argv)
    started = time.process_time()
    found = [each for each in all_patterns() if args.only in each.name]
    bad: list[dict[str, Any]] = []
    texts, slowest = 0, (0.0, "")
    for each in found:
        texts += sum(1 for _ in hostile(each, 100))
        ratio, long, text = growth(each, args.chars)
        slowest = max(slowest, (round(long, 3), each.name))
        if superlinear(ratio, long):
            bad.append(
                {
                    "name": each.name,
                    "pattern": str(each.pattern.pattern)[:80],
                    "ratio": round(ratio, 1),
                    "seconds": round(long, 2),
                    "text": text,
                }
            )
            print(bad[-1], file=sys.stderr, flush=True)
    figures = {
        "patterns": len(found),
        "texts": texts,
        "superlinear": len(bad),
        "superlinear_patterns": bad,
        "worst": list(slowest),
        "chars": args.chars,
        "seconds_cpu": round(time.process_time() - started, 1),
        "items": len(found),
        "version": __version__,
    }
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
