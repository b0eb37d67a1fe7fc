"""Bare numbers and what they take up: the noun counted just before, the whole, the object that is put at a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.roster import Roster
from trackrecord.link.takenup import quantities
from trackrecord.types import Figure, Reading, Report, Span


def _quantities(draft):
    return quantities(draft.reading(), Roster([], []))


def test_part_and_whole_named_ahead(desk):
    draft = desk.draft("r1", "Of 80 declared boats of the harbour guard, 35 have left Port Sand.")
    draft.figure("80", 80, "declared boats of the harbour guard")
    draft.figure("35", 35, "")
    whole, part = _quantities(draft)
    assert (part.head, part.whole, part.total) == (whole.head, 80, False)
    assert whole.total


def test_part_of_a_bare_whole_and_the_noun_ahead(desk):
    draft = desk.draft("r1", "Of the hostages, 17 of 40 are free.")
    draft.figure("17", 17, "")
    draft.figure("40", 40, "")
    part, whole = _quantities(draft)
    assert part.whole == 40
    assert part.head
    assert whole.total


def test_another_count_of_what_was_counted_before(desk):
    draft = desk.draft(
        "r1", "The guard spoke of at least 300 islanders. A charity believes the number is nearer 410."
    )
    draft.figure("at least 300", 300, "islanders", "at_least")
    draft.figure("410", 410, "")
    first, again = _quantities(draft)
    assert again.root == first.ref
    assert again.head == first.head
    assert not again.later


def test_number_without_a_word_of_counting_takes_up_nothing_far_off(desk):
    draft = desk.draft("r1", "The guard rescued 300 islanders. The ferry is 410 years old.")
    draft.figure("300", 300, "islanders")
    draft.figure("410", 410, "")
    assert _quantities(draft)[1].root is None


def test_later_count_in_one_sentence(desk):
    draft = desk.draft("r1", "The guard put the dead at 12 on Monday and later at 31; a charity counted 55.")
    for value in (12, 31, 55):
        draft.figure(str(value), value, "")
    first, later, other = _quantities(draft)
    assert (first.head, first.act) == ("people", "kill")
    assert later.later
    assert later.root == first.ref
    assert other.root == first.ref
    assert not other.later


def test_state_told_after_a_count_is_its_act(desk):
    draft = desk.draft("r1", "The harbour master said 22 sailors were dead. He spoke of about 40 wounded.")
    draft.figure("22", 22, "sailors")
    draft.figure("about 40", 40, "", "about", event="speak")
    assert [q.act for q in _quantities(draft)] == ["kill", "injure"]


def test_since_begins_a_period(desk):
    draft = desk.draft("r1", "Since 4 March the guard has saved 12 sailors.", "2030-05-10")
    draft.figure("12", 12, "sailors", as_of=draft.date("4 March", "2030-03-04"))
    (q,) = _quantities(draft)
    assert q.since
    assert [d.isoformat() for d in q.window] == ["2030-03-04", "2030-05-10"]
    on = desk.draft("r2", "On 4 March the guard saved 12 sailors.", "2030-05-10")
    on.figure("12", 12, "sailors", as_of=on.date("4 March", "2030-03-04"))
    assert not _quantities(on)[0].since


def test_words_for_a_date_without_days_are_kept(desk):
    draft = desk.draft("r1", "Last week the guard saved 12 sailors.", None)
    draft.figure("12", 12, "sailors", as_of=draft.date("Last week", ""))
    assert _quantities(draft)[0].when == "Last week"


@given(st.text(alphabet="of the, 0123456789.;at put later to said \n", max_size=300), st.data())
def test_odd_text_never_fails_and_loses_no_figure(text, data):
    spans = sorted(data.draw(st.sets(st.integers(0, max(0, len(text) - 1)), max_size=6)))
    figures = tuple(
        Figure(Span(at, min(len(text), at + 2)), float(at), float(at), float(at), "exact", sentence=0)
        for at in spans
    )
    report = Report("r1", text, (Span(0, len(text)),), (Span(0, len(text)),))
    found = quantities(Reading(report, figures=figures), Roster([], []))
    assert [q.ref.index for q in found] == list(range(len(figures)))


def test_long_lists_of_numbers_take_no_time(desk):
    text = "Of the " + "put the dead at " * 5000 + "9."
    report = Report("r1", text, (Span(0, len(text)),), (Span(0, len(text)),))
    figure = Figure(Span(len(text) - 2, len(text) - 1), 9, 9, 9, "exact", sentence=0)
    assert len(quantities(Reading(report, figures=(figure,)), Roster([], []))) == 1
