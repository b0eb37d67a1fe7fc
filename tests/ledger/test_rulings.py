"""Rulings in the ledger: appended only, each once, found again, merged, and never lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from trackrecord import __version__
from trackrecord.engine import relink, rule_and_relink
from trackrecord.errors import LedgerError, RulingError
from trackrecord.ledger import Ledger
from trackrecord.ledger.migrating import _FILES, _statements
from trackrecord.link.rulings.making import made, ruling_id
from trackrecord.types import Ruling

BY = {"by": "Ann", "reason": "read the report"}


@pytest.fixture
def ledger(built, tmp_path):
    """A copy of the ledger of the pile, open for writing."""
    path = shutil.copy(built, tmp_path / "record.db")
    with Ledger.open(path) as record:
        yield record


def content(record):
    return (
        record.links(),
        list(record.findings()),
        sorted(record.connection.execute("SELECT * FROM status_change")),
    )


def a_thread(record):
    return next(t for t in record.threads() if t.deeds)


def test_a_ruling_is_written_with_who_when_and_why_and_marks_the_links(ledger):
    thread = a_thread(ledger)
    ruling = ledger.rule("set_status", thread.id, {"status": "stalled"}, **BY)
    assert ruling.subject.startswith("thread/")
    assert (ruling.by, ruling.reason, ruling.value) == ("Ann", "read the report", '{"status":"stalled"}')
    assert ruling.at.endswith("Z")
    assert ledger.rulings() == [ruling]
    assert ledger.rulings(ruling.subject) == [ruling]
    assert relink(ledger)
    status = next(f for f in ledger.findings("status") if f.subject == thread.id)
    assert (status.value, status.rule) == ("stalled", "ruled")


def test_to_accept_changes_nothing_that_is_linked(ledger):
    before = content(ledger)
    ledger.rule("accept", a_thread(ledger).id, **BY)
    assert not relink(ledger)
    assert content(ledger) == before


def test_undone_rulings_leave_the_record_as_it_was(ledger):
    before = content(ledger)
    thread = a_thread(ledger)
    deed, mention = thread.deeds[0], thread.mentions[0]
    party = max(ledger.parties(), key=lambda p: len(p.members)).members[0]
    rulings = [
        rule_and_relink(ledger, *parts, **BY).ruling
        for parts in (
            ("reject", f"{deed.report}:deed:{deed.index}"),
            ("correct", f"{mention.report}:commitment:{mention.index}", {"field": "kind", "value": "offer"}),
            ("split", f"{party.report}:party:{party.index}"),
            (
                "set_status",
                thread.id if a_thread(ledger).id == thread.id else a_thread(ledger).id,
                {"status": "kept"},
            ),
        )
    ]
    assert content(ledger) != before
    assert list(ledger.verify()) == []
    for ruling in rulings:
        rule_and_relink(ledger, "undo", ruling.id, **BY)
    assert content(ledger) == before
    assert {s.state for s in ledger.standings() if s.ruling.kind != "undo"} == {"undone"}


def test_what_is_ruled_must_be_there(ledger):
    for subject in (
        "T000000000000",
        "deed/nowhere/0-9",
        "X1",
        "",
        "a:deed:0",
        f"{a_thread(ledger).mentions[0].report}:deed:999",
    ):
        with pytest.raises(RulingError):
            ledger.rule("reject", subject, **BY)
    report = a_thread(ledger).mentions[0].report
    with pytest.raises(RulingError, match="no deed is read there"):
        ledger.rule("reject", f"deed/{report}/0-1", **BY)
    assert ledger.rulings() == []


def test_the_beginning_of_an_id_will_do_where_it_is_one(ledger):
    thread = a_thread(ledger)
    ruling = ledger.rule("set_status", thread.id[:8], {"status": "kept"}, **BY)
    assert ledger.rule("undo", ruling.id[:9], **BY).subject == f"ruling/{ruling.id}"
    with pytest.raises(RulingError, match="no such thing"):
        ledger.rule("set_status", "T", {"status": "kept"}, **BY)


def test_a_split_without_more_leaves_all_its_company(ledger):
    party = max(ledger.parties(), key=lambda p: len(p.members))
    assert len(party.members) >= 2
    first = party.members[0]
    ruling = ledger.rule("split", f"{first.report}:party:{first.index}", **BY)
    assert ruling.value is not None
    assert ruling.value.count("party/") == len(party.members) - 1
    relink(ledger)
    assert any(p.members == (first,) for p in ledger.parties())
    lonely = next(p for p in ledger.parties() if len(p.members) == 1)
    with pytest.raises(RulingError, match="nothing to split"):
        ledger.rule("split", lonely.id, **BY)


def test_the_history_of_a_subject_has_its_undos_and_no_other_rulings(ledger):
    threads = list(ledger.threads())
    one = ledger.rule("set_status", threads[0].id, {"status": "kept"}, **BY)
    ledger.rule("set_status", threads[1].id, {"status": "kept"}, **BY)
    undo = ledger.rule("undo", one.id, **BY)
    found = ledger.ruling_history(threads[0].id)
    assert [(s.ruling.id, s.state) for s in found] == [(one.id, "undone"), (undo.id, "in_force")]
    assert ledger.ruling_history(one.subject) == found


def test_two_of_one_moment_stand_in_the_order_in_which_they_were_made(ledger):
    thread = a_thread(ledger)
    some = [
        ledger.rule("set_status", thread.id, {"status": s}, **BY)
        for s in ("kept", "broken", "kept", "stalled")
    ]
    assert ledger.rulings() == some
    assert ledger.in_force()[-1].ruling == some[-1]


def test_rulings_of_two_people_are_merged_without_doubling_and_conflicts_shown(ledger, built, tmp_path):
    thread = a_thread(ledger)
    mine = ledger.rule("set_status", thread.id, {"status": "kept"}, **BY)
    with Ledger.open(shutil.copy(built, tmp_path / "other.db")) as other:
        theirs = other.rule(
            "set_status", thread.id, {"status": "broken"}, by="Ben", reason="no", at="2001-01-01"
        )
        assert other.add_rulings(ledger.rulings()) == 1
        assert ledger.add_rulings(other.rulings()) == 1
        assert ledger.add_rulings(other.rulings()) == 0
        assert ledger.rulings() == other.rulings() == [theirs, mine]
        for record in (ledger, other):
            relink(record)
        assert content(ledger) == content(other)
        (conflict,) = other.conflicts()
    assert conflict.decides == mine.id
    assert [s.state for s in ledger.standings()] == ["overruled", "in_force"]


def test_a_ruling_on_what_is_not_there_is_kept_listed_and_no_fault(ledger):
    stray = made("reject", "deed/" + "f" * 32 + "/0-9", at="2031-01-01", **BY)
    assert ledger.add_rulings([stray]) == 1
    relink(ledger)
    (standing,) = ledger.standings()
    assert (standing.state, standing.ruling) == ("unplaced", stray)
    assert list(ledger.verify()) == []


def test_an_altered_ruling_is_not_taken(ledger):
    good = made("accept", "deed/a/0-9", at="2031-01-01", **BY)
    bad = Ruling(good.id, good.kind, good.subject, good.value, "Mallory", good.at, good.reason)
    with pytest.raises(RulingError, match="does not follow"):
        ledger.add_rulings([bad])
    assert ledger.rulings() == []


def test_a_ledger_that_is_only_read_takes_no_ruling(ledger):
    with Ledger.open(ledger.path, read_only=True) as record, pytest.raises(LedgerError):
        record.rule("accept", a_thread(record).id, **BY)


def test_rulings_of_an_older_ledger_are_kept_with_ids(tmp_path):
    """A ledger as it was before rulings had ids is brought up to date, with all its rows."""
    path = tmp_path / "old.db"
    before = _FILES.index("0007_rulings.sql")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for file in _FILES[:before]:
            for statement in _statements(file):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {int.from_bytes(b'TrRc', 'big')}")
        connection.execute(f"PRAGMA user_version = {before}")
        connection.execute(
            "INSERT INTO ruling (kind, subject, value, by, at, reason) VALUES ('accept', 'T1', NULL, 'L.', '2031-06-01', 'x')"
        )
    with Ledger.open(path) as record:
        (ruling,) = record.rulings()
        assert (ruling.kind, ruling.subject, ruling.by) == ("accept", "T1", "L.")
        assert ruling.id == ruling_id("accept", "T1", None, "L.", "2031-06-01", "x")
        assert [s.state for s in record.standings()] == ["malformed"]
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            record.connection.execute("DELETE FROM ruling")


def test_what_a_ruling_changed_is_told(ledger):
    thread = a_thread(ledger)
    done = rule_and_relink(ledger, "set_status", thread.id, {"status": "superseded"}, **BY)
    assert done.standing.state == "in_force"
    assert [(t, now) for t, _, now in done.statuses] == [(thread.id, "superseded")]
    assert done.conflicts == ()
    contrary = rule_and_relink(ledger, "set_status", thread.id, {"status": "kept"}, by="Ben", reason="no")
    assert [c.decides for c in contrary.conflicts] == [contrary.ruling.id]


def test_lists_and_counts_are_as_ruled(ledger):
    commitment = next(c for c in ledger.commitments() if c.item.deadline_last and c.item.kind == "promise")
    said = next(s for s in ledger.statements() if not s.item.anonymous)
    gone = next(s for s in ledger.statements() if s.ref != said.ref)
    names = {x.ref: f"{x.ref.report}:{x.ref.kind}:{x.ref.index}" for x in (commitment, said, gone)}

    def one(query, *values):
        return ledger.connection.execute(query, values).fetchone()

    counted = "SELECT statements FROM report_summary WHERE report = ?"
    before = one(counted, gone.ref.report)[0]
    ledger.rule("correct", names[commitment.ref], {"field": "deadline_last", "value": "2099-01-02"}, **BY)
    ledger.rule("correct", names[commitment.ref], {"field": "polarity", "value": "refrain"}, **BY)
    ledger.rule("correct", names[said.ref], {"field": "speaker", "value": "Somebody Else"}, **BY)
    ledger.rule("reject", names[gone.ref], **BY)
    relink(ledger)
    thread = one(
        "SELECT thread FROM thread_mention WHERE report = ? AND commitment = ?",
        commitment.ref.report,
        commitment.ref.index,
    )[0]
    assert one("SELECT deadline FROM thread_summary WHERE thread = ?", thread) == ("2099-01-02",)
    listed = "SELECT speaker, party FROM statement_summary WHERE report = ? AND item = ?"
    assert one(listed, said.ref.report, said.ref.index) == ("Somebody Else", None)
    assert one(listed, gone.ref.report, gone.ref.index) is None
    assert one(counted, gone.ref.report)[0] == before - 1
    total = one("SELECT sum(statements) FROM party_summary")[0]
    assert total == one("SELECT count(*) FROM statement_summary WHERE party IS NOT NULL")[0]
    for standing in ledger.in_force():
        ledger.rule("undo", standing.ruling.id, **BY)
    relink(ledger)
    assert one(counted, gone.ref.report)[0] == before


def test_figures_that_a_party_gave_are_as_ruled(ledger):
    given = "SELECT party FROM given_summary WHERE report = ? AND item = ?"

    def giver(ref):
        return ledger.connection.execute(given, (ref.report, ref.index)).fetchone()

    gone, changed = [e.ref for e in ledger.figures() if giver(e.ref)][:2]
    other = next(
        p
        for p in ledger.reading(changed.report).parties
        if p.id != ledger.reading(changed.report).figures[changed.index].given_by
    )
    ledger.rule("reject", f"{gone.report}:figure:{gone.index}", **BY)
    ledger.rule(
        "correct",
        f"{changed.report}:figure:{changed.index}",
        {"field": "given_by", "value": other.name},
        **BY,
    )
    relink(ledger)
    assert giver(gone) is None
    assert other.name in next(p for p in ledger.parties() if p.id == giver(changed)[0]).names
    for standing in ledger.in_force():
        ledger.rule("undo", standing.ruling.id, **BY)
    ledger.rule(
        "correct", f"{changed.report}:figure:{changed.index}", {"field": "given_by", "value": None}, **BY
    )
    relink(ledger)
    assert giver(gone) is not None
    assert giver(changed) is None


def test_an_item_stands_for_what_it_is_in_and_an_accepted_status_is_written_down(ledger):
    thread = a_thread(ledger)
    mention = thread.mentions[0]
    name = f"{mention.report}:commitment:{mention.index}"
    assert ledger.rule("set_status", name, {"status": "kept"}, **BY).subject.startswith("thread/")
    assert ledger.rule("accept", name, **BY).subject.startswith("commitment/")
    relink(ledger)
    assert ledger.rule("accept", thread.id, **BY).value == '{"status":"kept"}'
    one, two = [e.ref for e in ledger.events()][:2]
    joined = ledger.rule(
        "join", f"{one.report}:event:{one.index}", {"with": f"{two.report}:event:{two.index}"}, **BY
    )
    assert joined.subject.startswith("occasion/")
    deed = thread.deeds[0]
    moved = ledger.rule("split", f"{deed.report}:deed:{deed.index}", {"from": name}, **BY)
    assert '"thread/' in (moved.value or "")
    relink(ledger)
    assert not any(deed in t.deeds for t in ledger.threads() if mention in t.mentions)


def test_a_set_status_is_written_as_linking_anew_would_write_it(ledger, monkeypatch):
    """Rulings on statuses are applied without linking; the record must be the same, to the row."""
    threads = [t for t in ledger.threads() if t.deeds] + [t for t in ledger.threads() if not t.deeds][:1]
    first, last = threads[0], threads[-1]
    deed = first.deeds[0]
    steps = [
        ("set_status", first.id, {"status": "stalled"}, "2027-03-10"),
        ("set_status", last.id, {"status": "kept"}, "2027-03-25"),
        ("set_status", first.id, {"status": "kept"}, "2028-01-01"),
        ("undo", 2, None, "2028-02-01"),
        ("undo", 3, None, "2028-03-01"),
        ("reject", f"{deed.report}:deed:{deed.index}", None, "2028-04-01"),
        ("set_status", first.id, {"status": "broken"}, "2028-05-01"),
        ("set_status", last.id, {"status": "unclear"}, "2028-06-01"),
        ("undo", 7, None, "2028-07-01"),
        ("undo", 5, None, "2028-08-01"),
    ]
    import trackrecord.engine.ruling as engine

    linked = []
    monkeypatch.setattr(engine, "relink", lambda *a, **k: linked.append(relink(*a, **k)))
    made_so_far = []
    for kind, subject, value, at in steps:
        about = made_so_far[subject].id if isinstance(subject, int) else subject
        made_so_far.append(rule_and_relink(ledger, kind, about, value, at=at, **BY).ruling)
        quick = content(ledger), summaries(ledger)
        assert ledger.links_current(__version__)
        ledger.connection.execute("UPDATE linking SET current = 0")
        relink(ledger)
        assert (content(ledger), summaries(ledger)) == quick, (kind, at)
    assert len(linked) < len(steps) - 4


def summaries(record):
    return sorted(record.connection.execute("SELECT * FROM thread_summary"))


def test_a_status_is_not_taken_as_applied_where_another_process_wrote_meanwhile(ledger):
    thread = a_thread(ledger)
    seen = ledger.changed_elsewhere()
    status = next(f for f in ledger.findings("status") if f.subject == thread.id)
    with Ledger.open(ledger.path) as other:
        other.rule("reject", f"{thread.deeds[0].report}:deed:{thread.deeds[0].index}", **BY)
    assert ledger.changed_elsewhere() != seen
    assert not ledger.restate(status, [], version=__version__, seen=seen)
    assert not ledger.links_current(__version__)
