"""All of linking: a pure function of the set of readings, on any reading."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trackrecord.link import link
from trackrecord.types import Links


def test_nothing_gives_nothing():
    assert link([]) == Links()


def test_a_report_given_twice_counts_once(desk):
    draft = desk.draft("r1", "Marta Quill promised to open the road to Dell.")
    draft.commitment("open the road to Dell", "promise", draft.party("person", "Marta Quill"))
    assert link([draft.reading(), draft.reading()]) == link([draft.reading()])


def test_only_english_is_linked_by_content_but_copies_in_any_language(desk):
    text = "Marta Quill versprach am Montag, die Straße nach Dell bis zum Juni wieder zu öffnen, sagte Bram Oduya."
    readings = []
    for id_ in ("r1", "r2"):
        draft = desk.draft(id_, text if id_ == "r1" else text + "\n", language="de")
        draft.party("person", "Marta Quill")
        readings.append(draft.reading())
    links = link(readings)
    assert len(links.copies) == 1
    assert links.parties == ()


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_readings_link_alike_in_any_order(any_reading, data):
    readings = [data.draw(any_reading()) for _ in range(3)]
    distinct = list(
        {r.report.id: replace(r, report=replace(r.report, language="en")) for r in readings}.values()
    )
    first = link(distinct)
    assert link(distinct[::-1]) == first
    ids = {r.report.id: r for r in distinct}
    refs = [m for p in first.parties for m in p.members] + [m for t in first.threads for m in t.mentions]
    assert all(r.report in ids for r in refs)
    assert len(set(refs)) == len(refs)


_PRINT_LINKS = """
import pickle, sys
from trackrecord.link import link
print(repr(link(pickle.load(open(sys.argv[1], "rb")))))
"""


def _full_readings(desk):
    """Readings with every kind of link, and figures whose sentences share more words than a reason lists."""
    readings = []
    for i, verb in enumerate(("withdraw", "pull back", "move")):
        text = (
            f"Marta Quill and Bram Oduya agreed to {verb} the guns from Mount Harrow by June. "
            f"Ferries, trucks, planes and carts brought {300 + i} weary islanders out of flooded Port Sand by night."
        )
        draft = desk.draft(f"r{i}", text, f"2030-05-1{i}")
        one, two = draft.party("person", "Marta Quill"), draft.party("person", "Bram Oduya")
        draft.party("organisation", "Harbour Guard", "HG")
        draft.commitment(f"{verb} the guns from Mount Harrow", "agreement", one, two)
        draft.event("agreed", "AGREE", [one], [two])
        draft.figure(str(300 + i), 300 + i, "weary islanders", event="bring")
        draft.deed("agreed", "progress", 0)
        readings.append(draft.reading())
    return readings


def test_same_links_under_other_hash_seeds_and_locale(desk, tmp_path):
    readings = _full_readings(desk)
    here = link(readings)
    assert all((here.figures, here.threads, here.occasions, here.joins))
    assert any("speak of" in p.reason for p in here.figures)
    given_ = tmp_path / "readings.pickle"
    given_.write_bytes(pickle.dumps(readings[::-1]))
    for seed in ("1", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Pacific/Chatham"}
        done = subprocess.run(
            [sys.executable, "-c", _PRINT_LINKS, str(given_)],
            capture_output=True,
            text=True,
            check=True,
            env=env,
            timeout=120,
        )
        assert done.stdout.strip() == repr(here)
