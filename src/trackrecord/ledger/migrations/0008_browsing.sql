-- What pages list and count, summed up once whenever links are written, so that a page of a large ledger is quick.
-- Derived from the tables before: thrown away and filled anew with the links. `day` is the last day of a date.

CREATE TABLE report_summary (
  report TEXT PRIMARY KEY REFERENCES report (id),
  day TEXT,
  title TEXT NOT NULL,  -- its title, or its first words
  publisher TEXT,
  language TEXT NOT NULL,
  garble REAL NOT NULL,
  words INTEGER NOT NULL,
  original TEXT REFERENCES report (id),  -- of which text it is a copy
  relation TEXT,
  story TEXT REFERENCES story (id),
  statements INTEGER NOT NULL,
  commitments INTEGER NOT NULL,
  deeds INTEGER NOT NULL,
  figures INTEGER NOT NULL,
  events INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX report_summary_day ON report_summary (day, garble);
CREATE INDEX report_summary_commitments ON report_summary (commitments);
CREATE INDEX report_summary_garble ON report_summary (garble);
CREATE INDEX report_summary_publisher ON report_summary (publisher, day);
CREATE INDEX report_summary_original ON report_summary (original);

CREATE TABLE party_summary (
  party TEXT PRIMARY KEY REFERENCES linked_party (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  reports INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  commitments INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  occasions INTEGER NOT NULL,
  first TEXT,
  last TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX party_summary_reports ON party_summary (anonymous, reports);
CREATE INDEX party_summary_name ON party_summary (name);

CREATE TABLE party_tie (
  party TEXT NOT NULL REFERENCES linked_party (id),
  other TEXT NOT NULL REFERENCES linked_party (id),
  relation TEXT NOT NULL CHECK (relation IN ('met', 'acted_towards', 'undertook_towards')),
  times INTEGER NOT NULL,
  last TEXT,
  PRIMARY KEY (party, other, relation)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_tie_times ON party_tie (relation, times);

CREATE TABLE thread_summary (
  number INTEGER PRIMARY KEY,  -- for the full-text index only
  thread TEXT NOT NULL UNIQUE REFERENCES thread (id),
  kind TEXT NOT NULL,
  undertaking INTEGER NOT NULL CHECK (undertaking IN (0, 1)),
  by TEXT,
  by_name TEXT,
  "to" TEXT,
  to_name TEXT,
  action TEXT NOT NULL,
  polarity TEXT NOT NULL,
  condition INTEGER NOT NULL CHECK (condition IN (0, 1)),
  deadline TEXT,
  denied INTEGER NOT NULL CHECK (denied IN (0, 1)),
  first TEXT,
  last TEXT,
  mentions INTEGER NOT NULL,
  deeds INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  status TEXT NOT NULL,
  schedule TEXT,
  sources INTEGER
) STRICT;
CREATE INDEX thread_summary_first ON thread_summary (undertaking, first);
CREATE INDEX thread_summary_by ON thread_summary (by, undertaking);
CREATE INDEX thread_summary_to ON thread_summary ("to", undertaking);
CREATE INDEX thread_summary_status ON thread_summary (status, undertaking, first);

CREATE INDEX thread_summary_facets ON thread_summary (
  undertaking, status, kind, schedule, condition, first, deadline, polarity, denied
);

CREATE VIRTUAL TABLE thread_search USING fts5 (
  action, by_name, to_name,
  content = 'thread_summary', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE status_change (
  thread TEXT NOT NULL REFERENCES thread (id),
  day TEXT NOT NULL,    -- from the end of this day on
  until TEXT NOT NULL,  -- to the end of the day before this one; 9999 while it lasts
  status TEXT NOT NULL,
  rule TEXT NOT NULL,
  schedule TEXT,
  PRIMARY KEY (thread, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_change_status ON status_change (status, day, until);

CREATE TABLE occasion_summary (
  occasion TEXT PRIMARY KEY REFERENCES occasion (id),
  class TEXT NOT NULL CHECK (class IN ('meeting', 'incident', 'word')),
  type TEXT NOT NULL,
  mode TEXT,
  date TEXT,
  place TEXT,
  place_name TEXT,
  outcome TEXT,
  reality TEXT NOT NULL,
  actors TEXT NOT NULL,
  recipients TEXT NOT NULL,
  first TEXT,
  last TEXT,
  reports INTEGER NOT NULL,
  sources INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX occasion_summary_date ON occasion_summary (date, class, type, outcome, first);
-- Each holds all that facets count, so that a list is filtered and counted without its wide rows.
CREATE INDEX occasion_summary_class ON occasion_summary (class, date, type, outcome, first);
CREATE INDEX occasion_summary_type ON occasion_summary (type, date, class, outcome, first);
CREATE INDEX occasion_summary_outcome ON occasion_summary (outcome, date, class, type, first);
CREATE INDEX occasion_summary_facets ON occasion_summary (class, type, outcome, first, date);
CREATE INDEX occasion_summary_first ON occasion_summary (first);
CREATE INDEX occasion_party_party ON occasion_party (party);

CREATE TABLE figure_summary (
  finding INTEGER PRIMARY KEY REFERENCES finding (item),
  agreement TEXT NOT NULL,
  rank INTEGER NOT NULL,  -- those that differ come first
  day TEXT,               -- when both were known
  counts TEXT,
  a_report TEXT NOT NULL,
  a_item INTEGER NOT NULL,
  b_report TEXT NOT NULL,
  b_item INTEGER NOT NULL
) STRICT;
CREATE INDEX figure_summary_rank ON figure_summary (rank, day);

CREATE TABLE story_summary (
  story TEXT PRIMARY KEY REFERENCES story (id),
  title TEXT NOT NULL,
  first TEXT,
  last TEXT,
  reports INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  publishers INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX story_summary_reports ON story_summary (reports);
CREATE INDEX story_summary_first ON story_summary (first);

CREATE TABLE statement_summary (
  report TEXT NOT NULL,
  item INTEGER NOT NULL,
  day TEXT,
  kind TEXT NOT NULL,
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  party TEXT,
  speaker TEXT,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, item) REFERENCES statement (report, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_summary_day ON statement_summary (day);
CREATE INDEX statement_summary_party ON statement_summary (party, day);

CREATE INDEX finding_evidence_report ON finding_evidence (report, ref_kind, ref_item);
CREATE INDEX report_published ON report (published);
CREATE INDEX copy_pair_copy ON copy_pair (copy);
