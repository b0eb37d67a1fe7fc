-- What was asked of the web and what came back, as evidence of collecting. Holds times and addresses; not exported with
-- the content, and written out as a web archive instead.

CREATE TABLE wanted (
  number INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  want TEXT NOT NULL CHECK (want IN ('any', 'feed', 'sitemap', 'page')),
  via TEXT,
  depth INTEGER NOT NULL CHECK (depth >= 0),
  title TEXT,
  publisher TEXT,
  published TEXT,
  language TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'refused')),
  tries INTEGER NOT NULL DEFAULT 0,
  cause TEXT,
  step TEXT
) STRICT;

CREATE INDEX wanted_waiting ON wanted (state, number);

CREATE TABLE fetched (
  number INTEGER PRIMARY KEY,
  url TEXT NOT NULL,  -- as it was wanted
  final_url TEXT NOT NULL,  -- after redirects
  kind TEXT NOT NULL CHECK (kind IN ('page', 'feed', 'sitemap', 'robots', 'unchanged', 'failed', 'refused')),
  status INTEGER NOT NULL,
  reason TEXT NOT NULL,
  http TEXT NOT NULL,
  request TEXT NOT NULL,  -- header fields as JSON, in their order
  headers TEXT NOT NULL,
  hops TEXT NOT NULL,  -- each redirect: url, status, to
  peer TEXT NOT NULL,  -- the address connected to
  at TEXT NOT NULL,  -- UTC
  sha256 TEXT NOT NULL REFERENCES fetched_body (sha256),
  wire_sha256 TEXT NOT NULL,
  wire_size INTEGER NOT NULL,
  version TEXT NOT NULL
) STRICT;

CREATE INDEX fetched_url ON fetched (url, number);
CREATE INDEX fetched_sha256 ON fetched (sha256);

CREATE TRIGGER fetched_is_never_altered BEFORE UPDATE ON fetched
BEGIN SELECT RAISE(ABORT, 'what was fetched is never altered'); END;

CREATE TRIGGER fetched_is_never_deleted BEFORE DELETE ON fetched
BEGIN SELECT RAISE(ABORT, 'what was fetched is never deleted'); END;

CREATE TABLE fetched_body (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size >= 0),
  data BLOB  -- compressed with zlib; NULL once the same bytes are the original of a report
) STRICT, WITHOUT ROWID;

CREATE TRIGGER fetched_body_is_never_altered BEFORE UPDATE ON fetched_body
WHEN new.sha256 IS NOT old.sha256 OR new.size IS NOT old.size OR new.data IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM original WHERE original.sha256 = old.sha256)
BEGIN SELECT RAISE(ABORT, 'what was fetched is never altered'); END;

CREATE TRIGGER fetched_body_is_never_deleted BEFORE DELETE ON fetched_body
BEGIN SELECT RAISE(ABORT, 'what was fetched is never deleted'); END;
