"""Fill the summaries that pages list and count, from the links that were just written.

One SQL statement a table, inside the caller's transaction. They cost a few passes over the links and make every
page of a large ledger a look-up.
"""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

from trackrecord.weigh.evidence import last_day
from trackrecord.weigh.history import StatusChange

SUMMARY_TABLES = (
    "report_summary", "party_summary", "party_tie", "thread_summary", "status_change", "occasion_summary",
    "figure_summary", "story_summary", "statement_summary", "given_summary", "day_count",
    "occasion_count", "tie_day",
)  # fmt: skip
"""The tables that hold summaries; ``thread_search`` indexes one of them."""

# What a report without a title is called: the beginning of its text.
_TITLE = """COALESCE(NULLIF(trim(r.title), ''),
  CASE WHEN length(r.text) > 80 THEN substr(replace(r.text, char(10), ' '), 1, 78) || ' …'
  ELSE replace(r.text, char(10), ' ') END)"""

_REPORTS = f"""
INSERT INTO report_summary
SELECT r.id, last_day(r.published), {_TITLE}, r.publisher, r.language, r.garble, words(r.text),
  c.original, c.relation, s.story,
  (SELECT count(*) FROM statement AS x WHERE x.report = r.id),
  (SELECT count(*) FROM commitment AS x WHERE x.report = r.id),
  (SELECT count(*) FROM deed AS x WHERE x.report = r.id),
  (SELECT count(*) FROM figure AS x WHERE x.report = r.id),
  (SELECT count(*) FROM event AS x WHERE x.report = r.id),
  c.original IS NOT NULL AND c.original <> r.id
FROM report AS r
LEFT JOIN (SELECT copy, min(copy_group) AS original, relation FROM copy_pair GROUP BY copy) AS c ON c.copy = r.id
LEFT JOIN story_member AS s ON s.report = r.id
"""

# Counts are grouped first and joined then: asked for party by party, each would be a walk through a whole table.
_PARTIES = """
INSERT INTO party_summary
SELECT l.id, l.name, l.kind, l.country, l.anonymous, m.reports, m.mentions, COALESCE(t.n, 0), COALESCE(s.n, 0),
  COALESCE(o.n, 0), m.first, m.last
FROM linked_party AS l
JOIN (
  SELECT k.linked_party, count(DISTINCT k.report) AS reports, COALESCE(sum(n.mentions), 0) AS mentions,
    min(r.day) AS first, max(r.day) AS last
  FROM linked_party_member AS k
  JOIN party AS q ON q.report = k.report AND q.item = k.party
  LEFT JOIN (SELECT report, party, count(*) AS mentions FROM mention GROUP BY report, party) AS n
    ON n.report = q.report AND n.party = q.id
  LEFT JOIN report_summary AS r ON r.report = k.report
  GROUP BY k.linked_party
) AS m ON m.linked_party = l.id
LEFT JOIN (
  SELECT by, count(*) AS n FROM thread WHERE kind IN ('promise', 'agreement', 'offer') GROUP BY by
) AS t ON t.by = l.id
LEFT JOIN (
  SELECT k.linked_party, count(*) AS n FROM statement AS x
  JOIN party AS p ON p.report = x.report AND p.id = x.party
  JOIN linked_party_member AS k ON k.report = p.report AND k.party = p.item
  GROUP BY k.linked_party
) AS s ON s.linked_party = l.id
LEFT JOIN (SELECT party, count(DISTINCT occasion) AS n FROM occasion_party GROUP BY party) AS o ON o.party = l.id
"""

# Who was at the same meeting (each pair both ways), who did something to whom, who undertook something towards whom.
_TIES = """
INSERT INTO party_tie
SELECT a.party, b.party, 'met', count(DISTINCT o.id), max(o.date)
FROM occasion AS o JOIN occasion_party AS a ON a.occasion = o.id
JOIN occasion_party AS b ON b.occasion = o.id AND b.party <> a.party
WHERE o.type = 'CONSULT' AND COALESCE(o.outcome, '') NOT IN ('called_off', 'denied')
GROUP BY a.party, b.party
UNION ALL
SELECT a.party, b.party, 'acted_towards', count(DISTINCT o.id), max(o.date)
FROM occasion AS o JOIN occasion_party AS a ON a.occasion = o.id AND a.role = 'actor'
JOIN occasion_party AS b ON b.occasion = o.id AND b.role = 'recipient' AND b.party <> a.party
WHERE o.type <> 'CONSULT' AND COALESCE(o.outcome, '') NOT IN ('called_off', 'denied')
GROUP BY a.party, b.party
UNION ALL
SELECT t.by, t."to", 'undertook_towards', count(*), NULL
FROM thread AS t
WHERE t.by IS NOT NULL AND t."to" IS NOT NULL AND t.by <> t."to" AND t.kind IN ('promise', 'agreement', 'offer')
GROUP BY t.by, t."to"
"""

_THREADS = """
INSERT INTO thread_summary
  (thread, kind, undertaking, by, by_name, "to", to_name, action, polarity, condition, deadline, denied,
   first, last, mentions, deeds, reports, status, schedule, sources)
SELECT t.id, t.kind, t.kind IN ('promise', 'agreement', 'offer'), t.by, t.by_name, t."to", t.to_name, t.action,
  COALESCE((SELECT c.polarity FROM thread_mention AS m JOIN commitment AS c
    ON c.report = m.report AND c.item = m.commitment WHERE m.thread = t.id ORDER BY m.item LIMIT 1), 'do'),
  COALESCE(g.condition, 0), g.deadline, COALESCE(g.denied, 0), g.first,
  max(COALESCE(g.last, ''), COALESCE(d.last, '')), COALESCE(g.mentions, 0), COALESCE(d.deeds, 0),
  COALESCE(g.reports, 0), COALESCE(f.value, 'not_rated'), f.schedule,
  (SELECT CAST(s.value AS INTEGER) FROM finding AS s WHERE s.subject = t.id AND s.kind = 'corroboration')
FROM thread AS t
LEFT JOIN (
  SELECT m.thread, max(c.condition_start IS NOT NULL) AS condition, max(c.deadline_last) AS deadline,
    max(c.denied) AS denied, min(r.day) AS first, max(r.day) AS last, count(*) AS mentions,
    count(DISTINCT m.report) AS reports
  FROM thread_mention AS m JOIN commitment AS c ON c.report = m.report AND c.item = m.commitment
  LEFT JOIN report_summary AS r ON r.report = m.report GROUP BY m.thread
) AS g ON g.thread = t.id
LEFT JOIN (
  SELECT m.thread, count(*) AS deeds, max(r.day) AS last
  FROM thread_deed AS m LEFT JOIN report_summary AS r ON r.report = m.report GROUP BY m.thread
) AS d ON d.thread = t.id
LEFT JOIN finding AS f ON f.subject = t.id AND f.kind = 'status'
ORDER BY t.item
"""

_OCCASIONS = """
INSERT INTO occasion_summary
SELECT o.id,
  CASE WHEN o.type = 'CONSULT' THEN 'meeting' WHEN o.type IN ('AGREE', 'COOPERATE', 'AID', 'RETREAT', 'PROTEST',
    'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') THEN 'incident' ELSE 'word' END,
  o.type, o.mode, o.date, o.place, p.name, o.outcome, o.reality,
  COALESCE((SELECT group_concat(name, '; ') FROM (SELECT l.name FROM occasion_party AS x
    JOIN linked_party AS l ON l.id = x.party WHERE x.occasion = o.id AND x.role = 'actor' ORDER BY x.item)), ''),
  COALESCE((SELECT group_concat(name, '; ') FROM (SELECT l.name FROM occasion_party AS x
    JOIN linked_party AS l ON l.id = x.party WHERE x.occasion = o.id AND x.role = 'recipient' ORDER BY x.item)), ''),
  e.first, e.last, COALESCE(e.reports, 0),
  (SELECT CAST(s.value AS INTEGER) FROM finding AS s WHERE s.subject = o.id AND s.kind = 'corroboration')
FROM occasion AS o
LEFT JOIN linked_party AS p ON p.id = o.place
LEFT JOIN (
  SELECT x.occasion, min(r.day) AS first, max(r.day) AS last, count(DISTINCT x.report) AS reports
  FROM occasion_event AS x LEFT JOIN report_summary AS r ON r.report = x.report GROUP BY x.occasion
) AS e ON e.occasion = o.id
"""

_FIGURES = """
INSERT INTO figure_summary
SELECT f.item, f.value,
  CASE f.value WHEN 'differ' THEN 0 WHEN 'superseded' THEN 1 WHEN 'compatible' THEN 2 WHEN 'not_comparable' THEN 3
    ELSE 4 END,
  CASE WHEN x.day IS NULL OR y.day IS NULL THEN NULL ELSE max(x.day, y.day) END,
  COALESCE(g.counts_text, h.counts_text), a.report, a.ref_item, b.report, b.ref_item
FROM finding AS f
JOIN finding_evidence AS a ON a.finding = f.item AND a.item = 0 AND a.ref_kind = 'figure'
JOIN finding_evidence AS b ON b.finding = f.item AND b.item = 1 AND b.ref_kind = 'figure'
LEFT JOIN figure AS g ON g.report = a.report AND g.item = a.ref_item
LEFT JOIN figure AS h ON h.report = b.report AND h.item = b.ref_item
LEFT JOIN report_summary AS x ON x.report = a.report
LEFT JOIN report_summary AS y ON y.report = b.report
WHERE f.kind = 'figures'
"""

_STORIES = """
INSERT INTO story_summary
SELECT s.id, COALESCE(t.title, ''), min(r.day), max(r.day), count(*), count(DISTINCT COALESCE(r.original, r.report)),
  count(DISTINCT r.publisher)
FROM story AS s JOIN story_member AS m ON m.story = s.id JOIN report_summary AS r ON r.report = m.report
LEFT JOIN story_member AS f ON f.story = s.id AND f.item = 0
LEFT JOIN report_summary AS t ON t.report = f.report
GROUP BY s.id
"""

_STATEMENTS = """
INSERT INTO statement_summary
SELECT s.report, s.item, r.day, s.kind, s.anonymous, m.linked_party,
  CASE WHEN s.anonymous THEN s.speaker_text ELSE COALESCE(l.name, s.speaker_text) END
FROM statement AS s JOIN report_summary AS r ON r.report = s.report
LEFT JOIN party AS p ON p.report = s.report AND p.id = s.party
LEFT JOIN linked_party_member AS m ON m.report = p.report AND m.party = p.item
LEFT JOIN linked_party AS l ON l.id = m.linked_party
"""

_GIVEN = """
INSERT INTO given_summary
SELECT f.report, f.item, m.linked_party, r.day
FROM figure AS f JOIN party AS p ON p.report = f.report AND p.id = f.given_by
JOIN linked_party_member AS m ON m.report = p.report AND m.party = p.item
JOIN report_summary AS r ON r.report = f.report
"""

_COUNTS = """
INSERT INTO occasion_count
SELECT class, type, outcome, first, count(*) FROM occasion_summary GROUP BY class, type, outcome, first
"""

_TIE_DAYS = """
INSERT INTO tie_day
SELECT 'met', a.party, b.party, o.first, count(DISTINCT o.occasion), max(o.date)
FROM occasion_summary AS o JOIN occasion_party AS a ON a.occasion = o.occasion
JOIN occasion_party AS b ON b.occasion = o.occasion AND b.party <> a.party
WHERE o.type = 'CONSULT' AND o.first IS NOT NULL AND COALESCE(o.outcome, '') NOT IN ('called_off', 'denied')
GROUP BY a.party, b.party, o.first
UNION ALL
SELECT 'acted_towards', a.party, b.party, o.first, count(DISTINCT o.occasion), max(o.date)
FROM occasion_summary AS o JOIN occasion_party AS a ON a.occasion = o.occasion AND a.role = 'actor'
JOIN occasion_party AS b ON b.occasion = o.occasion AND b.role = 'recipient' AND b.party <> a.party
WHERE o.type <> 'CONSULT' AND o.first IS NOT NULL AND COALESCE(o.outcome, '') NOT IN ('called_off', 'denied')
GROUP BY a.party, b.party, o.first
UNION ALL
SELECT 'undertook_towards', t.by, t."to", t.first, count(*), NULL
FROM thread_summary AS t
WHERE t.undertaking AND t.first IS NOT NULL AND t.by <> t."to"
GROUP BY t.by, t."to", t.first
"""

# The last change of a status that is the one of the summary: as of any later day no change need be looked up.
_SINCE = """
UPDATE thread_summary SET since = (
  SELECT s.day FROM status_change AS s
  WHERE s.thread = thread_summary.thread AND s.until = '9999' AND s.status = thread_summary.status
    AND s.schedule IS thread_summary.schedule
)
"""

_DAYS = """
INSERT INTO day_count
SELECT 'reports', COALESCE(day, ''), count(*) FROM report_summary GROUP BY 2
UNION ALL SELECT 'parties', COALESCE(first, ''), count(*) FROM party_summary WHERE NOT anonymous GROUP BY 2
UNION ALL SELECT 'statements', COALESCE(day, ''), count(*) FROM statement_summary GROUP BY 2
UNION ALL SELECT 'occasions', COALESCE(first, ''), count(*) FROM occasion_summary GROUP BY 2
UNION ALL SELECT 'commitments', COALESCE(first, ''), count(*) FROM thread_summary WHERE undertaking GROUP BY 2
UNION ALL SELECT 'figures', COALESCE(day, ''), count(*) FROM figure_summary GROUP BY 2
UNION ALL SELECT 'stories', COALESCE(first, ''), count(*) FROM story_summary GROUP BY 2
"""


def discard_summaries(connection: Connection) -> None:
    """Throw away all summaries, inside the caller's transaction."""
    connection.execute("INSERT INTO thread_search (thread_search) VALUES ('delete-all')")
    for table in SUMMARY_TABLES:
        connection.execute(f"DELETE FROM {table}")


def write_summaries(connection: Connection, history: Iterable[StatusChange]) -> None:
    """Fill all summaries anew from the links in the ledger, inside the caller's transaction.

    *history* is what :func:`trackrecord.weigh.history.histories` gives for them.
    """
    connection.create_function("last_day", 1, _last_day, deterministic=True)
    connection.create_function("words", 1, _words, deterministic=True)
    discard_summaries(connection)
    for statement in (
        _REPORTS,
        _PARTIES,
        _TIES,
        _THREADS,
        _OCCASIONS,
        _FIGURES,
        _STORIES,
        _STATEMENTS,
        _GIVEN,
        _COUNTS,
        _TIE_DAYS,
    ):
        connection.execute(statement)
    connection.execute("UPDATE thread_summary SET last = NULL WHERE last = ''")
    connection.execute("INSERT INTO thread_search (thread_search) VALUES ('rebuild')")
    connection.executemany("INSERT INTO status_change VALUES (?, ?, ?, ?, ?, ?)", history)
    connection.execute(_SINCE)


def settle(connection: Connection, thread: str) -> None:
    """Note anew since when one thread's status has stood as it is, after its summary and its changes were written."""
    connection.execute(f"{_SINCE} WHERE thread = ?", (thread,))


def count_days(connection: Connection) -> None:
    """Count how many of each noun came on which day; after the summaries are as people ruled."""
    connection.execute("DELETE FROM day_count")
    connection.execute(_DAYS)


def _last_day(edtf: str | None) -> str | None:
    return None if edtf is None else last_day(edtf)


def _words(text: str) -> int:
    return len(text.split())
