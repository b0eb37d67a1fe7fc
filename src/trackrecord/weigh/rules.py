"""The rules that give a thread its status: an ordered table, the first that applies decides.

Each rule has a short name, the status it gives, a test on the account, the deeds it rests on and one sentence
for a reader. Filled in are ``{who}`` and ``{when}`` (source of the latest deed it rests on; "on DAY" or "in an
undated report"), ``{as_of}`` and ``{up_to}`` (" as of DAY", " up to DAY", nothing where the record has no date)
and ``{deadline}``. To change how the record judges, change this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trackrecord.types import Relation, Status
from trackrecord.weigh.accounts import Account, Told


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. ``rests_on`` names the relations whose deeds the sentence speaks of."""

    name: str
    status: Status
    applies: Callable[[Account], bool]
    rests_on: tuple[Relation, ...]
    sentence: str


def _after(a: Account, these: tuple[Relation, ...], those: tuple[Relation, ...]) -> bool:
    """Whether the latest of *these* was told on or after the day of the latest of *those* (or there is none)."""
    one, two = a.latest(*these), a.latest(*those)
    return one is not None and (two is None or (one.published or "9999") >= (two.published or "9999"))


def _breach_as_fact(a: Account) -> bool:
    return bool(a.of("broken", standing="fact"))


def _kept_as_fact(a: Account) -> bool:
    return bool(a.of("kept", standing="fact"))


def _charged(a: Account) -> bool:
    return bool(a.of("alleged_broken", "disputed") or a.of("broken", standing="charge"))


def _charge_answered(a: Account) -> bool:
    """Whether keeping was reported as a fact after the last charge was made."""
    kept, charge = a.of("kept", standing="fact"), a.latest("alleged_broken", "disputed", "broken")
    return bool(kept) and charge is not None and kept[-1].published > charge.published


def overdue(a: Account) -> bool:
    """Whether the deadline lies before the date of the record."""
    return bool(a.deadline and a.as_of and a.deadline < a.as_of[:10])


RULES: tuple[Rule, ...] = (
    Rule(
        "nothing_undertaken",
        "not_rated",
        lambda a: not a.undertaken,
        (),
        "Nothing was undertaken: the reports tell only of what was asked, threatened, refused or denied.",
    ),
    Rule(
        "taken_back",
        "withdrawn",
        lambda a: _after(a, ("withdrawn",), ("kept", "progress")) and not a.of("kept"),
        ("withdrawn",),
        "The undertaking was taken back, as {who} told {when}.",
    ),
    Rule(
        "taken_back_in_part",
        "partly_kept",
        lambda a: bool(a.of("withdrawn") and a.of("kept")),
        ("withdrawn", "kept"),
        "Part of it was kept and part taken back, the latest told by {who} {when}.",
    ),
    Rule(
        "kept_and_breached",
        "partly_kept",
        lambda a: _breach_as_fact(a) and _kept_as_fact(a) and not a.refrains,
        ("broken", "kept"),
        "Both keeping and a breach are reported as fact, the latest by {who} {when}.",
    ),
    Rule(
        "breach_reported",
        "broken",
        _breach_as_fact,
        ("broken",),
        "A breach is reported as fact by {who} {when}; that outweighs what is only alleged or claimed.",
    ),
    Rule(
        "kept_in_part",
        "partly_kept",
        lambda a: bool(a.of("partly")) and not (_kept_as_fact(a) and _after(a, ("kept",), ("partly",))),
        ("partly",),
        "It was kept in part or unevenly, by the word of {who} {when}.",
    ),
    Rule(
        "charge_open",
        "disputed",
        lambda a: _charged(a) and not _charge_answered(a),
        ("alleged_broken", "disputed", "broken"),
        "A breach is alleged, or denied against others, the latest by {who} {when}; no report states it as fact.",
    ),
    Rule(
        "condition_failed",
        "condition_not_met",
        lambda a: _after(a, ("condition_unmet",), ("condition_met", "kept", "progress")),
        ("condition_unmet",),
        "Its condition was not met, by the word of {who} {when}, so that it did not fall due.",
    ),
    Rule(
        "no_breach_reported",
        "in_the_works",
        lambda a: a.refrains and bool(a.of("kept", "progress")),
        ("kept", "progress"),
        "A promise to refrain is never kept for good: no reported breach{as_of}; "
        "conduct in line with it is reported by {who} {when}.",
    ),
    Rule(
        "kept_reported",
        "kept",
        _kept_as_fact,
        ("kept",),
        "It was kept, as {who} told {when}.",
    ),
    Rule(
        "kept_by_own_word",
        "unclear",
        lambda a: bool(a.of("kept")),
        ("kept",),
        "Only the promisor's side says that it was kept ({who} {when}); nobody else reports it.",
    ),
    Rule(
        "stalled_last",
        "stalled",
        lambda a: _after(a, ("stalled",), ("progress",)),
        ("stalled",),
        "It is delayed or not begun, by the word of {who} {when}.",
    ),
    Rule(
        "under_way",
        "in_the_works",
        lambda a: bool(a.of("progress")),
        ("progress",),
        "It is being carried out, as {who} told {when}.",
    ),
    Rule(
        "condition_fulfilled",
        "not_rated",
        lambda a: bool(a.of("condition_met")),
        ("condition_met",),
        "Its condition was met, by the word of {who} {when}; what became of it since is not reported.",
    ),
    Rule(
        "nothing_reported_overdue",
        "not_rated",
        overdue,
        (),
        "The deadline of {deadline} has passed and nothing was found that tells what became of it; that is not a broken promise.",
    ),
    Rule(
        "nothing_reported_refrain",
        "not_rated",
        lambda a: a.refrains,
        (),
        "A promise to refrain: no reported breach{as_of}.",
    ),
    Rule(
        "nothing_reported",
        "not_rated",
        lambda a: True,
        (),
        "Nothing was found{up_to} that bears on whether it was honoured.",
    ),
)


def deciding(account: Account) -> Rule:
    """Return the first rule of the table that applies; the last always does."""
    return next(rule for rule in RULES if rule.applies(account))


def explain(rule: Rule, account: Account) -> str:
    """Return the rule's sentence filled in from the account."""
    rests_on = account.of(*rule.rests_on) if rule.rests_on else ()
    last: Told | None = rests_on[-1] if rests_on else None
    return rule.sentence.format(
        who=last.source if last else "the reporter",
        when=f"on {last.published}" if last and last.published else "in an undated report",
        as_of=f" as of {account.as_of}" if account.as_of else "",
        up_to=f" up to {account.as_of}" if account.as_of else "",
        deadline=account.deadline or "",
    )
