"""How long it takes before anything comes: help at once, a first reading soon."""

from __future__ import annotations

import resource
import subprocess
import sys

from trackrecord.read.parse import DEFAULT_MODEL

HEAVY = ("spacy", "numpy", "onnxruntime", "trafilatura", "tokenizers")


def cpu_seconds(*command: str, text: str = "") -> float:
    """Run a command; return the CPU time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], input=text, text=True, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_comes_within_half_a_second_and_loads_nothing_heavy():
    assert cpu_seconds("-m", "trackrecord", "--help") < 0.5
    code = (
        "import sys\nfrom trackrecord.cli import main\nsys.argv = ['trackrecord', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_a_first_reading_takes_little_longer_than_loading_the_language_model():
    """Three seconds on a quiet machine; held against what spaCy takes to load, so that a busy one says the same."""
    loading = cpu_seconds("-c", f"import spacy; spacy.load({DEFAULT_MODEL!r})")
    text = "The envoy said on Monday that the ministry would release ten prisoners by Friday.\n"
    reading = cpu_seconds("-m", "trackrecord", "read", "-", "--json", text=text)
    assert reading < 3.5 * loading
