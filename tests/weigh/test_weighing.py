"""All of weighing: pure, in any order, on any reading, with evidence that resolves."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trackrecord.link import link
from trackrecord.types import Links
from trackrecord.weigh import weigh


def test_nothing_gives_nothing():
    assert weigh([], Links()) == ()


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_readings_weigh_alike_in_any_order(any_reading, data):
    drawn = [data.draw(any_reading()) for _ in range(2)]
    readings = list(
        {r.report.id: replace(r, report=replace(r.report, language="en")) for r in drawn}.values()
    )
    links = link(readings)
    findings = weigh(readings, links)
    assert weigh(readings[::-1], links) == findings
    assert {f.subject for f in findings if f.kind == "status"} == {t.id for t in links.threads}
    sizes = {
        (r.report.id, kind): len(getattr(r, f"{kind}s"))
        for r in readings
        for kind in ("commitment", "deed", "event", "figure")
    }
    assert all(e.ref.index < sizes[e.ref.report, e.ref.kind] for f in findings for e in f.evidence)


def test_two_givings_of_one_count_are_weighed_and_their_origin_shown(desk):
    readings = []
    for id_, text, value in (
        (
            "r1",
            "Harbour spokesman Odd Berg said Thursday that 105 islanders had left Port Sand on ferries.",
            105,
        ),
        (
            "r2",
            "Odd Berg, a harbour spokesman, said on Thursday the ferries took 95 islanders from Port Sand.",
            95,
        ),
    ):
        draft = desk.draft(id_, text, "2030-05-11")
        giver = draft.party("person", "Odd Berg", office="harbour spokesman")
        draft.figure(str(value), value, "islanders", event="leave", given_by=giver)
        readings.append(draft.reading())
    findings = weigh(readings, link(readings))
    (pair,) = [f for f in findings if f.kind == "figures"]
    (sources,) = [f for f in findings if f.kind == "corroboration"]
    assert pair.value == "differ"
    assert pair.subject == sources.subject
    assert sources.value == "1"
    assert "Odd Berg, Thursday" in sources.explanation
