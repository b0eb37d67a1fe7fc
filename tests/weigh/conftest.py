"""The desk of ``tests/link``, for the tests of weighing."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_SPEC = spec_from_file_location("link_desk", Path(__file__).parents[1] / "link" / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)

desk = _MODULE.desk
