-- What the pages of a large ledger need beside 0008: how many of each noun came on each day, the figures that a party
-- gave, and indexes that hold all that a list is filtered, ordered and counted by, so that its wide rows are read only
-- for the fifty that are shown. Derived, as all summaries are; what follows from those that are there is filled in here.

ALTER TABLE report_summary ADD COLUMN copy INTEGER NOT NULL DEFAULT 0 CHECK (copy IN (0, 1));
UPDATE report_summary SET copy = original IS NOT NULL AND original <> report;
DROP INDEX report_summary_day;
DROP INDEX report_summary_commitments;
DROP INDEX report_summary_garble;
DROP INDEX report_summary_publisher;
CREATE INDEX report_summary_listed ON report_summary (day, garble, language, publisher, copy, commitments);

DROP INDEX party_summary_reports;
CREATE INDEX party_summary_listed ON party_summary (
  anonymous, reports, mentions, name, kind, country, first, last, commitments, statements
);

ALTER TABLE thread_summary ADD COLUMN since TEXT;  -- the day from which its status has stood as it is; NULL: see status_change
UPDATE thread_summary SET since = (
  SELECT s.day FROM status_change AS s
  WHERE s.thread = thread_summary.thread AND s.until = '9999' AND s.status = thread_summary.status
    AND s.schedule IS thread_summary.schedule
);
DROP INDEX thread_summary_first;
DROP INDEX thread_summary_by;
DROP INDEX thread_summary_to;
DROP INDEX thread_summary_status;
DROP INDEX thread_summary_facets;
CREATE INDEX thread_summary_facets ON thread_summary (
  undertaking, status, kind, schedule, condition, first, since, deadline, polarity, denied, by, "to", thread
);
CREATE INDEX thread_summary_listed ON thread_summary (
  undertaking, first, status, kind, schedule, condition, since, deadline, polarity, denied, by, "to", sources, deeds,
  by_name, thread
);
CREATE INDEX thread_summary_by ON thread_summary (
  by, undertaking, first, status, kind, schedule, condition, since, thread
);
CREATE INDEX thread_summary_to ON thread_summary (
  "to", undertaking, first, status, kind, schedule, condition, since, thread
);

DROP INDEX occasion_summary_date;
DROP INDEX occasion_summary_class;
DROP INDEX occasion_summary_type;
DROP INDEX occasion_summary_outcome;
DROP INDEX occasion_summary_facets;
DROP INDEX occasion_summary_first;
CREATE INDEX occasion_summary_listed ON occasion_summary (date, class, type, outcome, first, reports);
CREATE INDEX occasion_summary_facets ON occasion_summary (class, type, outcome, first, date, reports);

DROP INDEX figure_summary_rank;
CREATE INDEX figure_summary_listed ON figure_summary (rank, day, agreement, counts);

DROP INDEX story_summary_reports;
DROP INDEX story_summary_first;
CREATE INDEX story_summary_listed ON story_summary (reports DESC, first, story, last, title);
CREATE INDEX story_summary_first ON story_summary (first, reports, last, title);

DROP INDEX statement_summary_day;
DROP INDEX statement_summary_party;
CREATE INDEX statement_summary_listed ON statement_summary (day, kind, anonymous, party);
CREATE INDEX statement_summary_party ON statement_summary (party, day, kind, anonymous);

CREATE TABLE given_summary (
  report TEXT NOT NULL,
  item INTEGER NOT NULL,
  party TEXT NOT NULL REFERENCES linked_party (id),
  day TEXT,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, item) REFERENCES figure (report, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX given_summary_party ON given_summary (party, day);
INSERT INTO given_summary
SELECT f.report, f.item, m.linked_party, r.day
FROM figure AS f JOIN party AS p ON p.report = f.report AND p.id = f.given_by
JOIN linked_party_member AS m ON m.report = p.report AND m.party = p.item
JOIN report_summary AS r ON r.report = f.report;

CREATE TABLE day_count (
  noun TEXT NOT NULL,
  day TEXT NOT NULL,  -- '' for those that no dated report tells of
  n INTEGER NOT NULL,
  PRIMARY KEY (noun, day)
) STRICT, WITHOUT ROWID;
INSERT INTO day_count
SELECT 'reports', COALESCE(day, ''), count(*) FROM report_summary GROUP BY 2
UNION ALL SELECT 'parties', COALESCE(first, ''), count(*) FROM party_summary WHERE NOT anonymous GROUP BY 2
UNION ALL SELECT 'statements', COALESCE(day, ''), count(*) FROM statement_summary GROUP BY 2
UNION ALL SELECT 'occasions', COALESCE(first, ''), count(*) FROM occasion_summary GROUP BY 2
UNION ALL SELECT 'commitments', COALESCE(first, ''), count(*) FROM thread_summary WHERE undertaking GROUP BY 2
UNION ALL SELECT 'figures', COALESCE(day, ''), count(*) FROM figure_summary GROUP BY 2
UNION ALL SELECT 'stories', COALESCE(first, ''), count(*) FROM story_summary GROUP BY 2;

CREATE TABLE occasion_count (
  class TEXT NOT NULL,
  type TEXT NOT NULL,
  outcome TEXT,
  first TEXT,
  n INTEGER NOT NULL
) STRICT;
CREATE INDEX occasion_count_facets ON occasion_count (class, type, outcome, first, n);
INSERT INTO occasion_count
SELECT class, type, outcome, first, count(*) FROM occasion_summary GROUP BY class, type, outcome, first;
