"""The lists of the record: what can be listed, by what it can be filtered and in which order."""

from __future__ import annotations

import re
from typing import get_args

from trackrecord.ledger.browse.listing import Column, Filter, Listing
from trackrecord.ledger.searching import words_of
from trackrecord.types import (
    Agreement,
    CommitmentKind,
    EventType,
    Outcome,
    PartyKind,
    Schedule,
    StatementKind,
    Status,
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


# A party is asked for by its id, or by its whole name.
_IDS = "SELECT :value UNION SELECT party FROM party_summary WHERE name = :value"


def _day(given: str) -> str | None:
    return given if _DAY.fullmatch(given) else None


def _part_of(given: str) -> str:
    """Return the pattern for LIKE, with a backslash as its escape, that any text with *given* in it fits."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", given) + "%"


def _since(sql: str) -> Filter:
    return Filter("from", "not before this day", "day", f"{sql} >= :value", prepare=_day)


def _until(sql: str) -> Filter:
    return Filter("until", "not after this day", "day", f"{sql} <= :value", prepare=_day)


_BY_A_MODEL = "1 where only a language model proposed it"
_PROPOSED = """NOT EXISTS (SELECT 1 FROM {0} AS m LEFT JOIN asked_item AS i
  ON i.report = m.report AND i.kind = '{2}' AND i.item = m.{2} WHERE m.{1} = {3} AND i.report IS NULL)"""

# Most statuses have stood as they are for long: only for the others the change of that day is looked up.
_AS_OF = """(SELECT t.*, CASE WHEN t.since <= :as_of THEN t.status ELSE COALESCE(c.status, 'not_rated') END AS status_,
    CASE WHEN t.since <= :as_of THEN t.schedule ELSE c.schedule END AS schedule_
  FROM thread_summary AS t LEFT JOIN status_change AS c
    ON c.thread = CASE WHEN t.since <= :as_of THEN NULL ELSE t.thread END AND c.day <= :as_of AND c.until > :as_of) AS t"""

COMMITMENTS = Listing(
    name="commitments",
    about="What was promised, agreed or offered (and, if asked for, demanded, threatened or refused), a line a thread.",
    source="(SELECT *, status AS status_, schedule AS schedule_ FROM thread_summary) AS t",
    as_of_source=_AS_OF,
    key="t.number",
    known="t.first",
    columns=(
        Column("thread", "t.thread", "id of the thread"),
        Column("kind", "t.kind", "kind of its first mention"),
        Column("by", "t.by_name", "who would have to act"),
        Column("by_party", "t.by", "id of that party"),
        Column("to", "t.to_name", "to whom it was given"),
        Column("to_party", 't."to"', "id of that party"),
        Column("action", "t.action", "what was undertaken, in the words of a report"),
        Column("polarity", "t.polarity", "to do, to refrain, to allow or to maintain"),
        Column("status", "t.status_", "what became of it, as far as reports tell"),
        Column("schedule", "t.schedule_", "where it stands against its deadline"),
        Column("condition", "t.condition", "1 where it is tied to a condition"),
        Column("deadline", "t.deadline", "last day of its deadline"),
        Column("denied", "t.denied", "1 where a report says that it was not given"),
        Column("first", "t.first", "day of the first dated report that tells of it"),
        Column("last", "t.last", "day of the last one"),
        Column("mentions", "t.mentions", "how often it is told"),
        Column("deeds", "t.deeds", "how many deeds bear on it"),
        Column("sources", "t.sources", "independent sources, copies folded"),
        Column(
            "proposed", _PROPOSED.format("thread_mention", "thread", "commitment", "t.thread"), _BY_A_MODEL
        ),
    ),
    filters=(
        Filter(
            "q",
            "words of the action or of the names",
            "text",
            "t.number IN (SELECT rowid FROM thread_search WHERE thread_search MATCH :value)",
            prepare=words_of,
        ),
        Filter("party", "by or to this party", "party", f'(+t.by IN ({_IDS}) OR +t."to" IN ({_IDS}))'),
        Filter("by", "by this party", "party", f"t.by IN ({_IDS})"),
        Filter("to", "to this party", "party", f't."to" IN ({_IDS})'),
        Filter("status", "status", "choice", "t.status_ = :value", get_args(Status)),
        Filter("kind", "kind", "choice", "t.kind = :value", get_args(CommitmentKind)),
        Filter(
            "undertaking",
            "promises, agreements and offers only",
            "choice",
            "t.undertaking = (:value = 'yes')",
            ("yes", "no"),
        ),
        Filter(
            "polarity", "polarity", "choice", "t.polarity = :value", ("do", "refrain", "allow", "maintain")
        ),
        Filter("schedule", "against its deadline", "choice", "t.schedule_ = :value", get_args(Schedule)),
        Filter("condition", "tied to a condition", "flag", "t.condition = :value"),
        Filter("deadline", "with a deadline", "flag", "(t.deadline IS NOT NULL) = :value"),
        Filter("denied", "said not to have been given", "flag", "t.denied = :value"),
        _since("t.first"),
        _until("t.first"),
    ),
    orders={
        "newest": "t.first DESC, t.number",
        "oldest": "t.first NULLS LAST, t.number",
        "deadline": "t.deadline NULLS LAST, t.number",
        "sources": "t.sources DESC, t.number",
        "deeds": "t.deeds DESC, t.number",
        "by": "t.by_name NULLS LAST, t.number",
        "status": "t.status_, t.number",
    },
    facets={
        "status": "t.status_",
        "kind": "t.kind",
        "schedule": "t.schedule_",
        "condition": "t.condition",
    },
    usual={"undertaking": "yes"},
)

PARTIES = Listing(
    name="parties",
    about="Who and what the reports speak of, across reports.",
    source="party_summary AS p",
    key="p.party",
    known="p.first",
    columns=(
        Column("party", "p.party", "id of the party"),
        Column("name", "p.name", "its fullest name"),
        Column("kind", "p.kind", "what it is"),
        Column("country", "p.country", "ISO 3166-1 alpha-3 code"),
        Column("anonymous", "p.anonymous", "1 where no report names it"),
        Column("reports", "p.reports", "reports that mention it"),
        Column("mentions", "p.mentions", "mentions in all"),
        Column("commitments", "p.commitments", "undertakings by it"),
        Column("statements", "p.statements", "statements by it"),
        Column("occasions", "p.occasions", "occasions it has a part in"),
        Column("first", "p.first", "day of the first dated report"),
        Column("last", "p.last", "day of the last one"),
    ),
    filters=(
        Filter(
            "q",
            "part of a name",
            "text",
            "p.party IN (SELECT id FROM linked_party WHERE name LIKE :value ESCAPE '\\' OR names LIKE :value ESCAPE '\\')",
            prepare=_part_of,
        ),
        Filter("kind", "kind", "choice", "p.kind = :value", get_args(PartyKind)),
        Filter("anonymous", "named or not", "flag", "p.anonymous = :value"),
        Filter("country", "country code", "text", "p.country = :value", prepare=str.upper),
    ),
    orders={
        "reports": "p.reports DESC, p.mentions DESC, p.name, p.party",
        "commitments": "p.commitments DESC, p.name, p.party",
        "statements": "p.statements DESC, p.name, p.party",
        "name": "p.name, p.party",
        "newest": "p.last DESC, p.party",
    },
    facets={"kind": "p.kind"},
    usual={"anonymous": "0"},
)

STATEMENTS = Listing(
    name="statements",
    about="What was said, written or thought, by whom, as the reports convey it.",
    source="statement_summary AS s",
    key="s.report, s.item",
    joins="""JOIN statement AS x ON x.report = s.report AND x.item = s.item
      JOIN report_summary AS r ON r.report = s.report""",
    known="s.day",
    columns=(
        Column("report", "s.report", "id of the report"),
        Column("item", "s.item", "its place in the report's reading"),
        Column("speaker", "s.speaker", "who says it"),
        Column("party", "s.party", "id of that party"),
        Column("anonymous", "s.anonymous", "1 where the report does not name the speaker"),
        Column("kind", "s.kind", "direct, mixed or indirect"),
        Column("content", "x.content", "what is said"),
        Column("conveyed_by", "x.conveyed_by", "whom the report has it from"),
        Column("publisher", "r.publisher", "who printed it"),
        Column("published", "s.day", "last day of the date of publication"),
        Column(
            "start",
            "(SELECT min(start) FROM statement_part AS p WHERE p.report = s.report AND p.statement = s.item AND p.role = 'content')",
            "where it begins, in code points",
        ),
        Column(
            "end",
            "(SELECT max(\"end\") FROM statement_part AS p WHERE p.report = s.report AND p.statement = s.item AND p.role = 'content')",
            "where it ends",
        ),
        Column(
            "proposed",
            "EXISTS (SELECT 1 FROM asked_item AS i WHERE i.report = s.report AND i.kind = 'statement' AND i.item = s.item)",
            _BY_A_MODEL,
        ),
    ),
    filters=(
        Filter(
            "q",
            "words of it",
            "text",
            """(s.report, s.item) IN (SELECT y.report, y.item FROM statement_search AS w
              JOIN statement AS y ON y.number = w.rowid WHERE statement_search MATCH :value)""",
            prepare=words_of,
        ),
        Filter("party", "by this party", "party", f"s.party IN ({_IDS})"),
        Filter("kind", "kind", "choice", "s.kind = :value", get_args(StatementKind)),
        Filter("anonymous", "named or not", "flag", "s.anonymous = :value"),
        _since("s.day"),
        _until("s.day"),
    ),
    orders={
        "newest": "s.day DESC, s.report, s.item",
        "oldest": "s.day NULLS LAST, s.report, s.item",
    },
)

OCCASIONS = Listing(
    name="occasions",
    about="Meetings, incidents and words between parties, each once however many reports tell of it.",
    source="occasion_summary AS o",
    key="o.occasion",
    known="o.first",
    columns=(
        Column("occasion", "o.occasion", "id of the occasion"),
        Column("date", "o.date", "when it was, as an EDTF date"),
        Column("class", "o.class", "meeting, incident or word"),
        Column("type", "o.type", "PLOVER type"),
        Column("mode", "o.mode", "PLOVER mode"),
        Column("actors", "o.actors", "who"),
        Column("recipients", "o.recipients", "to or with whom"),
        Column("place", "o.place_name", "where"),
        Column("outcome", "o.outcome", "what became of it, as far as reports tell"),
        Column("reality", "o.reality", "happened, planned, called for …"),
        Column("reports", "o.reports", "reports that tell of it"),
        Column("sources", "o.sources", "independent sources, copies folded"),
        Column("first", "o.first", "day of the first dated report that tells of it"),
        Column(
            "proposed", _PROPOSED.format("occasion_event", "occasion", "event", "o.occasion"), _BY_A_MODEL
        ),
    ),
    filters=(
        Filter(
            "party",
            "with this party",
            "party",
            f"o.occasion IN (SELECT occasion FROM occasion_party WHERE party IN ({_IDS}))",
        ),
        Filter("class", "class", "choice", "+o.class = :value", ("meeting", "incident", "word")),
        Filter("type", "PLOVER type", "choice", "o.type = :value", get_args(EventType)),
        Filter("outcome", "outcome", "choice", "o.outcome = :value", get_args(Outcome)),
        _since("o.date"),
        _until("o.date"),
    ),
    orders={
        "latest": "o.date DESC, o.occasion",
        "date": "o.date NULLS LAST, o.occasion",
        "reports": "o.reports DESC, o.occasion",
    },
    facets={"class": "o.class", "type": "o.type", "outcome": "o.outcome"},
    counted="occasion_count AS o",
)

FIGURES = Listing(
    name="figures",
    about="Pairs of figures for the same thing, and whether they agree.",
    source="figure_summary AS f",
    key="f.finding",
    joins="""JOIN finding AS n ON n.item = f.finding
      JOIN figure AS a ON a.report = f.a_report AND a.item = f.a_item
      JOIN figure AS b ON b.report = f.b_report AND b.item = f.b_item
      JOIN span AS sa ON sa.report = a.report AND sa.start = a.start AND sa."end" = a."end"
      JOIN span AS sb ON sb.report = b.report AND sb.start = b.start AND sb."end" = b."end"
      JOIN report_summary AS ra ON ra.report = a.report JOIN report_summary AS rb ON rb.report = b.report""",
    known="f.day",
    columns=(
        Column("agreement", "f.agreement", "whether they agree"),
        Column("counts", "f.counts", "what is counted"),
        Column("one", "sa.quote", "the one figure, as written"),
        Column("one_report", "f.a_report", "id of the report that gives it"),
        Column("one_start", "a.start", "where it stands there"),
        Column("one_end", 'a."end"', "where it ends there"),
        Column("one_publisher", "ra.publisher", "who printed it"),
        Column("one_published", "ra.day", "when"),
        Column("other", "sb.quote", "the other figure"),
        Column("other_report", "f.b_report", "id of the report that gives it"),
        Column("other_start", "b.start", "where it stands there"),
        Column("other_end", 'b."end"', "where it ends there"),
        Column("other_publisher", "rb.publisher", "who printed it"),
        Column("other_published", "rb.day", "when"),
        Column("explanation", "n.explanation", "why, in words"),
    ),
    filters=(
        Filter("agreement", "agreement", "choice", "f.agreement = :value", get_args(Agreement)),
        Filter(
            "q",
            "words of what is counted",
            "text",
            "f.counts LIKE :value ESCAPE '\\'",
            prepare=_part_of,
        ),
    ),
    orders={"doubt": "f.rank, f.day DESC, f.finding", "newest": "f.day DESC, f.finding"},
    facets={"agreement": "f.agreement"},
)

STORIES = Listing(
    name="stories",
    about="Reports of the same occurrence, with copies folded.",
    source="story_summary AS s",
    key="s.story",
    known="s.first",
    columns=(
        Column("story", "s.story", "id of the story"),
        Column("title", "s.title", "title of its first report"),
        Column("first", "s.first", "day of the first dated report"),
        Column("last", "s.last", "day of the last one"),
        Column("reports", "s.reports", "reports in it"),
        Column("texts", "s.texts", "with copies counted once"),
        Column("publishers", "s.publishers", "who printed them"),
    ),
    filters=(
        Filter(
            "several",
            "told by more than one report",
            "flag",
            "s.reports >= 2 * :value AND (:value = '1' OR s.reports < 2)",
        ),
        Filter(
            "q",
            "part of the title",
            "text",
            "s.title LIKE :value ESCAPE '\\'",
            prepare=_part_of,
        ),
        _since("s.last"),
        _until("s.first"),
    ),
    orders={
        "reports": "s.reports DESC, s.first, s.story",
        "newest": "s.first DESC, s.story",
        "oldest": "s.first NULLS LAST, s.story",
    },
)

REPORTS = Listing(
    name="reports",
    about="The reports themselves.",
    source="report_summary AS r",
    key="r.report",
    joins="JOIN report AS x ON x.id = r.report",
    known="r.day",
    columns=(
        Column("report", "r.report", "id of the report"),
        Column("title", "r.title", "its title, or its first words"),
        Column("publisher", "r.publisher", "who printed it"),
        Column("published", "x.published", "when, as an EDTF date"),
        Column("published_basis", "x.published_basis", "how that is known"),
        Column("url", "x.url", "its address"),
        Column("language", "r.language", "ISO 639-1 code"),
        Column("garble", "r.garble", "how machine-rewritten it reads, from 0 to 1"),
        Column("words", "r.words", "words of its text"),
        Column("copy_of", "r.original", "of which report it is a copy"),
        Column("relation", "r.relation", "what kind of copy"),
        Column("story", "r.story", "the story it is in"),
        Column("statements", "r.statements", "statements read in it"),
        Column("commitments", "r.commitments", "mentions of commitments read in it"),
        Column("deeds", "r.deeds", "deeds read in it"),
        Column("figures", "r.figures", "figures read in it"),
        Column("events", "r.events", "events read in it"),
    ),
    filters=(
        Filter(
            "q",
            "words of the text",
            "text",
            """r.report IN (SELECT y.id FROM report_search AS w JOIN report AS y ON y.number = w.rowid
              WHERE report_search MATCH :value)""",
            prepare=words_of,
        ),
        Filter("publisher", "publisher", "text", "r.publisher = :value"),
        Filter("language", "language", "text", "r.language = :value"),
        Filter(
            "copies",
            "only copies, or none of them",
            "flag",
            "r.copy = :value",
        ),
        Filter("garbled", "reads machine-rewritten", "flag", "(r.garble >= 0.3) = :value"),
        _since("r.day"),
        _until("r.day"),
    ),
    orders={
        "newest": "r.day DESC, r.report",
        "oldest": "r.day NULLS LAST, r.report",
        "garble": "r.garble DESC, r.report",
        "commitments": "r.commitments DESC, r.report",
    },
)

LISTINGS = {
    listing.name: listing
    for listing in (COMMITMENTS, PARTIES, STATEMENTS, OCCASIONS, FIGURES, STORIES, REPORTS)
}
"""All lists by name."""
