"""Fuzzing: no crash and no hang, whatever the bytes, in every reader that takes in what strangers wrote.

``python -m benchmarks.fuzz --data tests/corpus --minutes 30`` draws inputs from the seeds in the folder, one folder a
target, and changes them with Hypothesis, which shrinks what fails. ``--engine atheris`` lets libFuzzer do it, led by
coverage, one ``--target`` at a time (install atheris; it is no dependency). What fails is written into ``--keep``.
It prints ``cases``, ``crashes`` and ``hangs``, and how many cases each target had.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.fuzztargets import TARGETS
from trackrecord import __version__

# Seconds of one case from which it counts as a hang; the texts are at most _LONGEST long.
PATIENCE = 20.0
_LONGEST = 60_000
# Cases a round: the whole reading parses, the others do not.
_ROUND = {"read": 12, "page": 60}
_TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x99\x82", "\u202e".encode(), "“".encode(), b'"', b"'",
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</p>", b"<table><tr><td>", b"&", b"&#x110000;",
    b"&amp;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"{", b"}", b"[", b"]", b"\\ud800", b"\\u0000", b"1e999", b"NaN", b"-0",
    b"\n", b"\r\n", b"\r", b"\t", b",", b";", b":", b"\x1f\x8b\x08", b"PK\x03\x04", b"WARC/1.0\r\n", b"Content-Length: -1\r\n",
    b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: chunked\r\n", b"%", b"%00", b"../", b"file:///",
    b"9" * 400, b"31 February 2024", b"$1.2bn", b"1/0", b"said ", b"agreed to ", b"(", b")", b"...", b" " * 300, b"a" * 300,
]  # fmt: skip


class Hang(BaseException):
    """One case took longer than :data:`PATIENCE`; no ``except Exception`` on the way may swallow it."""


def seeds(folder: Path, target: str) -> list[bytes]:
    """Return the seeds of a target: the files in its folder, or all of the corpus where it has none."""
    own = sorted((folder / target).glob("*")) or sorted(folder.glob("*/*"))
    return [path.read_bytes() for path in own if path.is_file()] or [b"Seed.\n"]


@st.composite
def changed(draw: st.DrawFn, known: list[bytes]) -> bytes:
    """Draw a seed and change it in up to eight places: cut, doubled, spliced, overwritten, with odd bytes in it.

    A gzip file is now and then changed inside and packed again: its check sum lets no other change through.
    """
    if known[0].startswith(b"\x1f\x8b") and draw(st.booleans()):
        return gzip.compress(draw(_changed([_unpacked(each) for each in known])), mtime=0)
    return draw(_changed(known))


def _unpacked(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)[:_LONGEST]
    except (OSError, EOFError):
        return data


@st.composite
def _changed(draw: st.DrawFn, known: list[bytes]) -> bytes:
    data = bytearray(draw(st.sampled_from(known)))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 200)))
        match draw(st.sampled_from("token cut double splice byte noise truncate".split())):
            case "token":
                data[at:at] = draw(st.sampled_from(_TOKENS)) * draw(st.sampled_from([1, 1, 1, 3, 200]))
            case "cut":
                del data[at:end]
            case "double":
                data[at:at] = data[at:end] * draw(st.sampled_from([1, 2, 50]))
            case "splice":
                other = draw(st.sampled_from(known))
                start = draw(st.integers(0, len(other)))
                data[at:end] = other[start : start + 400]
            case "byte" if at < len(data):
                data[at] = draw(st.integers(0, 255))
            case "noise":
                data[at:at] = draw(st.binary(max_size=40))
            case "truncate":
                del data[at:]
    return bytes(data[:_LONGEST])


@contextmanager
def patience(seconds: float = PATIENCE) -> Iterator[None]:
    """Raise :class:`Hang` in what takes more of this process's own time: a busy machine is no fault of the code.

    Main thread only; what is in C is told of it when it returns.
    """

    def over(signum: int, frame: object) -> None:
        raise Hang(f"longer than {seconds:.0f} s")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class CaseError(Exception):
    """A case that failed, with the bytes: what Hypothesis shrinks."""


def round_of(
    target: Callable[[bytes], None], known: list[bytes], cases: int, number: int
) -> tuple[int, bytes | None, str]:
    """Run one round; return how many cases ran, and of one that failed its bytes (shrunk) and what it raised."""
    ran = 0
    last: tuple[bytes, str] = (b"", "")

    @seed(number)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(changed(known))
    def run(data: bytes) -> None:
        nonlocal ran, last
        ran += 1
        try:
            with patience():
                target(data)
        except (Hang, Exception) as error:
            last = data, f"{type(error).__name__}: {error}\n{traceback.format_exc()[-1500:]}"
            raise CaseError from error

    try:
        run()
    except CaseError:
        return ran, *last
    except Exception as error:  # Hypothesis found that it does not fail twice.
        return ran, last[0] or None, last[1] or repr(error)
    return ran, None, ""


def main(argv: list[str] | None = None) -> None:
    """Fuzz for some minutes and print the figures as one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, type=Path, help="the corpus: a folder a target")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS))
    parser.add_argument("--engine", choices=["hypothesis", "atheris"], default="hypothesis")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where to write the bytes of what failed")
    args = parser.parse_args(argv)
    chosen = args.target or sorted(TARGETS)
    if args.engine == "atheris":
        _atheris(chosen[0], args.data, args.minutes)
    ran: Counter[str] = Counter()
    faults: list[tuple[str, str]] = []
    luck = random.Random(args.seed)
    for name in chosen:
        # Models are loaded at the first call, which is no case.
        TARGETS[name](seeds(args.data, name)[0])
    started, until = time.process_time(), time.monotonic() + 60 * args.minutes
    while time.monotonic() < until:
        for name in chosen:
            cases, data, what = round_of(
                TARGETS[name], seeds(args.data, name), _ROUND.get(name, 150), luck.getrandbits(32)
            )
            ran[name] += cases
            if data is not None:
                faults.append((name, what))
                print(f"{name}: {what}", file=sys.stderr, flush=True)
                if args.keep:
                    args.keep.mkdir(parents=True, exist_ok=True)
                    digest = hashlib.sha256(data).hexdigest()[:12]
                    (args.keep / f"{name}-{digest}").write_bytes(data)
            if time.monotonic() >= until:
                break
    figures = {
        "cases": sum(ran.values()),
        "crashes": sum(not what.startswith("Hang") for _, what in faults),
        "hangs": sum(what.startswith("Hang") for _, what in faults),
        "kinds": sorted({f"{name}: {what.splitlines()[0][:160]}" for name, what in faults}),
        "targets": dict(sorted(ran.items())),
        "minutes": args.minutes,
        "seconds_cpu": round(time.process_time() - started, 1),
        "items": sum(ran.values()),
        "version": __version__,
    }
    print(json.dumps(figures))


def _atheris(name: str, corpus: Path, minutes: float) -> None:
    """Hand over to libFuzzer, which ends the process. New inputs that reach new code go into a folder beside the seeds."""
    import atheris

    for module in [
        m for m in sys.modules if m.partition(".")[0] == "trackrecord" or m == "benchmarks.fuzztargets"
    ]:
        del sys.modules[module]
    # Imported anew, with what tells libFuzzer where it has been; our own code only, else it is too slow to find anything.
    own = (
        ["trackrecord"]
        if name == "read"
        else ["trackrecord.collect", "trackrecord.clean", "trackrecord.asked"]
    )
    with atheris.instrument_imports(include=own):
        target = import_module("benchmarks.fuzztargets").TARGETS[name]
    found = corpus.parent / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    arguments = [
        sys.argv[0],
        f"-max_total_time={int(60 * minutes)}",
        "-max_len=20000",
        "-timeout=30",
        "-rss_limit_mb=4096",
    ]
    atheris.Setup([*arguments, str(found), str(corpus / name)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
