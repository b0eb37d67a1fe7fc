-- What was read in each report. All of it can be thrown away and read again.
-- `item` is the position in the reading's tuple of that noun, so (report, item) is what a Ref names.

CREATE TABLE span (
  report TEXT NOT NULL REFERENCES report (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  quote TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (report, start, "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
  report TEXT PRIMARY KEY REFERENCES report (id),
  version TEXT NOT NULL,
  json TEXT NOT NULL CHECK (json_valid(json))  -- the reading's JSON form without its report, which is above
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE paragraph (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE party (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  names TEXT NOT NULL CHECK (json_valid(names)),
  office TEXT,
  country TEXT,
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  belongs_to TEXT,
  PRIMARY KEY (report, item),
  UNIQUE (report, id),
  FOREIGN KEY (report, belongs_to) REFERENCES party (report, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (
  report TEXT NOT NULL,
  party TEXT NOT NULL,
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('name', 'nominal', 'pronoun')),
  PRIMARY KEY (report, party, item),
  FOREIGN KEY (report, party) REFERENCES party (report, id),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE date_mention (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
  value TEXT NOT NULL,
  edtf TEXT,
  first TEXT,
  last TEXT,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  value REAL NOT NULL,
  low REAL,
  high REAL,
  bound TEXT NOT NULL,
  unit TEXT,
  counts_start INTEGER,
  counts_end INTEGER,
  counts_text TEXT,
  change TEXT CHECK (change IN ('up', 'down')),
  event TEXT,
  given_by TEXT,
  place TEXT,
  as_of INTEGER,
  sentence INTEGER NOT NULL,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, counts_start, counts_end) REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, given_by) REFERENCES party (report, id),
  FOREIGN KEY (report, place) REFERENCES party (report, id),
  FOREIGN KEY (report, as_of) REFERENCES date_mention (report, item),
  FOREIGN KEY (report, sentence) REFERENCES sentence (report, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (
  number INTEGER PRIMARY KEY,  -- for the full-text index only; it means nothing and is not exported
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')),
  party TEXT,
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  speaker_text TEXT,
  conveyed_by TEXT,
  content TEXT NOT NULL,  -- the content's quotes, joined by a space
  UNIQUE (report, item),
  FOREIGN KEY (report, party) REFERENCES party (report, id)
) STRICT;

CREATE VIRTUAL TABLE statement_search USING fts5 (
  content, content = 'statement', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER statement_is_searchable AFTER INSERT ON statement
BEGIN INSERT INTO statement_search (rowid, content) VALUES (new.number, new.content); END;

CREATE TRIGGER statement_is_no_longer_searchable AFTER DELETE ON statement
BEGIN
  INSERT INTO statement_search (statement_search, rowid, content)
  VALUES ('delete', old.number, old.content);
END;

CREATE TABLE statement_part (
  report TEXT NOT NULL,
  statement INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('content', 'speaker', 'cue')),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (report, statement, role, item),
  FOREIGN KEY (report, statement) REFERENCES statement (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  contexts TEXT NOT NULL CHECK (json_valid(contexts)),
  date INTEGER,
  place TEXT,
  reality TEXT NOT NULL,
  sentence INTEGER NOT NULL,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, trigger_start, trigger_end) REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, date) REFERENCES date_mention (report, item),
  FOREIGN KEY (report, place) REFERENCES party (report, id),
  FOREIGN KEY (report, sentence) REFERENCES sentence (report, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_party (
  report TEXT NOT NULL,
  event INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  item INTEGER NOT NULL,
  party TEXT NOT NULL,
  PRIMARY KEY (report, event, role, item),
  FOREIGN KEY (report, event) REFERENCES event (report, item),
  FOREIGN KEY (report, party) REFERENCES party (report, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('promise', 'agreement', 'offer', 'demand', 'threat', 'refusal')),
  by TEXT,
  by_party TEXT,
  "to" TEXT,
  to_party TEXT,
  conveyed_by TEXT,
  action_start INTEGER NOT NULL,
  action_end INTEGER NOT NULL,
  polarity TEXT NOT NULL CHECK (polarity IN ('do', 'refrain', 'allow', 'maintain')),
  condition_start INTEGER,
  condition_end INTEGER,
  deadline_start INTEGER,
  deadline_end INTEGER,
  deadline_last TEXT,
  denied INTEGER NOT NULL CHECK (denied IN (0, 1)),
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, action_start, action_end) REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, condition_start, condition_end) REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, deadline_start, deadline_end) REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, by_party) REFERENCES party (report, id),
  FOREIGN KEY (report, to_party) REFERENCES party (report, id),
  FOREIGN KEY (report, sentence) REFERENCES sentence (report, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE deed (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  relation TEXT NOT NULL,
  asserted_by TEXT,
  asserted_by_party TEXT,
  interest TEXT NOT NULL,
  by_party TEXT,
  PRIMARY KEY (report, item),
  FOREIGN KEY (report, start, "end") REFERENCES span (report, start, "end"),
  FOREIGN KEY (report, asserted_by_party) REFERENCES party (report, id),
  FOREIGN KEY (report, by_party) REFERENCES party (report, id),
  FOREIGN KEY (report, sentence) REFERENCES sentence (report, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE deed_about (
  report TEXT NOT NULL,
  deed INTEGER NOT NULL,
  item INTEGER NOT NULL,
  commitment INTEGER NOT NULL,
  PRIMARY KEY (report, deed, item),
  FOREIGN KEY (report, deed) REFERENCES deed (report, item),
  FOREIGN KEY (report, commitment) REFERENCES commitment (report, item)
) STRICT, WITHOUT ROWID;
