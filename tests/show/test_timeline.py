"""The timeline and the stories as a reader sees them."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from trackrecord import Ledger, build
from trackrecord.errors import TrackrecordError
from trackrecord.show import dossier, print_dossier, print_timeline, timeline_of

TOLD = [
    ("2031-03-05", "Fjord Wire", "Ferry sinks", "The ferry Marigold sank off Port Sand on 4 March 2031 with 212 people "
     "aboard, the coast guard said. Divers pulled 31 survivors from the water before dark. Harbour master Elin Moss "
     "said that the bow door had failed."),
    ("2031-03-06", "The Sand Post", "After the ferry", "Rescuers searched through the night for passengers of the ferry "
     "Marigold, which sank off Port Sand on 4 March 2031. The coast guard said that a bow door had failed and that 31 "
     "survivors were in hospital."),
    ("2031-03-06", "Vale Farmer", "Barley", "Barley growers in the Lower Vale reported a poor harvest on 6 March 2031 "
     "after the dry summer, and prices rose by a tenth."),
    ("2031-03-20", "Fjord Wire", "Moss resigns", "Elin Moss resigned as harbour master of Port Sand on 19 March 2031. "
     "The ferry Marigold sank on 4 March 2031."),
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told")
    lines = [
        json.dumps({"text": text, "published": day, "publisher": who, "title": title})
        for day, who, title, text in TOLD
    ]
    (folder / "told.jsonl").write_text("\n".join(lines), encoding="utf-8")
    path = folder / "record.db"
    build([folder / "told.jsonl"], path)
    with Ledger.open(path, read_only=True) as record:
        yield record


def printed(show, data, **more):
    out = io.StringIO()
    show(data, Console(file=out, width=110, highlight=False, markup=False, emoji=False), **more)
    return " ".join(out.getvalue().split())


def test_the_timeline_of_a_ledger_cites_every_mention(ledger):
    data = timeline_of(ledger, number=3)
    assert [e["day"] for e in data["entries"]] == ["2031-03-04", "2031-03-06", "2031-03-19"]
    sank = data["entries"][0]
    assert sank["reports"] == len(sank["evidence"]) == 3
    assert {e["quote"] for e in sank["evidence"]} == {"4 March 2031"}
    text = next(r.report.text for r in ledger.readings() if r.report.id == sank["report"])
    assert text[sank["start"] : sank["end"]] == sank["sentence"]
    assert "2031-03-04 " in printed(print_timeline, data)
    assert "named in 3 reports" in printed(print_timeline, data)


def test_the_timeline_of_a_party_has_only_what_mentions_it(ledger):
    data = timeline_of(ledger, party="Elin Moss", number=50)
    assert data["entries"]
    assert {e["day"] for e in data["entries"]} == {"2031-03-19"}


def test_the_timeline_of_a_story_has_only_its_reports(ledger):
    story = next(s for s in ledger.stories() if len(s.members) > 1)
    data = timeline_of(ledger, story=story.id[:6], number=50)
    assert data["story"] == story.id
    assert {e["report"] for e in data["entries"]} <= set(story.reports)
    assert [e["day"] for e in data["entries"]] == ["2031-03-04"]


def test_the_timeline_as_of_a_day_knows_nothing_later(ledger):
    data = timeline_of(ledger, as_of="2031-03-06", number=50)
    assert [e["day"] for e in data["entries"]] == ["2031-03-04", "2031-03-06"]
    assert data["as_of"] == "2031-03-06"


@pytest.mark.parametrize(
    ("asked", "cause"),
    [
        ({"party": "Nobody Atall"}, "no party"),
        ({"story": "S?"}, "no story"),
        ({"story": "S"}, "3 stories"),
        ({"story": ""}, "no story"),
    ],
)
def test_what_is_not_there_is_named(ledger, asked, cause):
    with pytest.raises(TrackrecordError, match=cause):
        timeline_of(ledger, **asked)


def test_an_empty_ledger_has_no_timeline(tmp_path):
    with Ledger.open(tmp_path / "empty.db", create=True) as record:
        data = timeline_of(record)
    assert data["entries"] == []
    assert "no dated report" in printed(print_timeline, data)


def test_nothing_of_a_report_acts_on_the_terminal(ledger):
    data = timeline_of(ledger, number=1)
    data["entries"][0]["sentence"] = "[bold]not bold[/bold]"
    assert "[bold]not bold[/bold]" in printed(print_timeline, data)


def test_the_dossier_lists_stories_told_more_than_once(ledger):
    data = dossier(ledger)
    (story,) = data["stories"]
    assert (story["title"], story["first"], story["last"]) == ("Ferry sinks", "2031-03-05", "2031-03-06")
    assert (story["texts"], story["publishers"]) == (2, 2)
    assert [r["publisher"] for r in story["reports"]] == ["Fjord Wire", "The Sand Post"]
    assert data["counts"]["stories"] == 3
    text = printed(print_dossier, data)
    assert "STORIES TOLD MORE THAN ONCE (1)" in text
    assert "2 reports, 2 texts, 2 publishers" in text


def test_the_dossier_of_a_party_has_the_stories_that_mention_it(ledger):
    assert len(dossier(ledger, party="Elin Moss")["stories"]) == 1
    assert dossier(ledger, party="Lower Vale")["stories"] == []
