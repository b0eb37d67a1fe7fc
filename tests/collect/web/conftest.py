"""The generated site on loopback, and a fetcher that may ask it."""

from __future__ import annotations

import pytest

from benchmarks.site import Site
from trackrecord.collect.web.fetching import Fetcher, Manners


@pytest.fixture
def site():
    with Site(12, slow=0.1, bomb=5_000_000) as served:
        yield served


@pytest.fixture
def fetcher(site):
    asking = Fetcher(Manners(delay=0, back_off=0.01, whole=0.8, read=0.8, allow=(site.address,)))
    yield asking
    asking.close()
