-- What cannot be made again: reports, where they came from, and what people ruled.

CREATE TABLE report (
  number INTEGER PRIMARY KEY,  -- for the full-text index only; it means nothing and is not exported
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  text TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  url TEXT,
  published TEXT,
  published_basis TEXT NOT NULL CHECK (published_basis IN ('given', 'page', 'inferred', 'unknown')),
  published_evidence TEXT,
  language TEXT NOT NULL,
  garble REAL NOT NULL CHECK (garble BETWEEN 0 AND 1),
  read_version TEXT NOT NULL
) STRICT;

CREATE TRIGGER report_text_is_never_altered BEFORE UPDATE OF id, text ON report
BEGIN SELECT RAISE(ABORT, 'a report is never altered'); END;

CREATE TRIGGER report_is_never_deleted BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'a report is never deleted'); END;

CREATE VIRTUAL TABLE report_search USING fts5 (
  text, content = 'report', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER report_is_searchable AFTER INSERT ON report
BEGIN INSERT INTO report_search (rowid, text) VALUES (new.number, new.text); END;

CREATE TABLE original (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size >= 0),
  data BLOB NOT NULL  -- the original bytes, compressed with zlib
) STRICT, WITHOUT ROWID;

CREATE TRIGGER original_is_never_altered BEFORE UPDATE ON original
BEGIN SELECT RAISE(ABORT, 'original bytes are never altered'); END;

CREATE TRIGGER original_is_never_deleted BEFORE DELETE ON original
BEGIN SELECT RAISE(ABORT, 'original bytes are never deleted'); END;

CREATE TABLE publication (
  report TEXT NOT NULL REFERENCES report (id),
  sha256 TEXT NOT NULL REFERENCES original (sha256),
  path TEXT NOT NULL,
  url TEXT,
  publisher TEXT,
  title TEXT,
  published TEXT,
  published_basis TEXT NOT NULL CHECK (published_basis IN ('given', 'page', 'inferred', 'unknown')),
  published_evidence TEXT,
  encoding TEXT NOT NULL,
  markup TEXT NOT NULL CHECK (markup IN ('text', 'html'))
) STRICT;

-- A publication is all of what is known of it. UNIQUE lets NULLs repeat, hence the 0, which no text equals.
CREATE UNIQUE INDEX publication_content ON publication (
  sha256, path, report, ifnull(url, 0), ifnull(publisher, 0), ifnull(title, 0), ifnull(published, 0),
  published_basis, ifnull(published_evidence, 0), encoding, markup
);
CREATE INDEX publication_report ON publication (report);

CREATE TRIGGER publication_is_never_altered BEFORE UPDATE ON publication
BEGIN SELECT RAISE(ABORT, 'a publication is never altered'); END;

CREATE TRIGGER publication_is_never_deleted BEFORE DELETE ON publication
BEGIN SELECT RAISE(ABORT, 'a publication is never deleted'); END;

CREATE TABLE removed (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  text TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (report, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  report TEXT NOT NULL REFERENCES report (id),
  item INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (report, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE ruling (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'correct', 'join', 'split', 'set_status')),
  subject TEXT NOT NULL,
  value TEXT,
  by TEXT NOT NULL CHECK (by <> ''),
  at TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TRIGGER ruling_is_never_altered BEFORE UPDATE ON ruling
BEGIN SELECT RAISE(ABORT, 'a ruling is never altered: append one that reverses it'); END;

CREATE TRIGGER ruling_is_never_deleted BEFORE DELETE ON ruling
BEGIN SELECT RAISE(ABORT, 'a ruling is never deleted: append one that reverses it'); END;

-- When what was collected, on which machine's paths. Kept out of exports: it differs from run to run.
CREATE TABLE journal (
  -- The key's columns come first: where they do not, SQLite 3.40's integrity check calls sound rows damaged.
  location TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  outcome TEXT NOT NULL,
  run TEXT NOT NULL,
  started TEXT NOT NULL,
  PRIMARY KEY (location, sha256, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE left_out (
  location TEXT NOT NULL,
  cause TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (location, cause, step)
) STRICT, WITHOUT ROWID;
