-- Rulings get an id that follows from their content, so that two people's can be merged, and can be undone.

DROP TRIGGER ruling_is_never_altered;
DROP TRIGGER ruling_is_never_deleted;
ALTER TABLE ruling RENAME TO ruling_before;

CREATE TABLE ruling (
  number INTEGER PRIMARY KEY,  -- the order in which they came into this ledger; it means nothing and is not exported
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'correct', 'join', 'split', 'set_status', 'undo')),
  subject TEXT NOT NULL,
  value TEXT,
  by TEXT NOT NULL CHECK (by <> ''),
  at TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- What was ruled twice in the same words, by the same person at the same time, is one ruling.
INSERT OR IGNORE INTO ruling (id, kind, subject, value, by, at, reason)
SELECT ruling_id(kind, subject, value, by, at, reason), kind, subject, value, by, at, reason
FROM ruling_before ORDER BY id;

DROP TABLE ruling_before;

CREATE INDEX ruling_subject ON ruling (subject);

CREATE TRIGGER ruling_is_never_altered BEFORE UPDATE ON ruling
BEGIN SELECT RAISE(ABORT, 'a ruling is never altered: append one that reverses it'); END;

CREATE TRIGGER ruling_is_never_deleted BEFORE DELETE ON ruling
BEGIN SELECT RAISE(ABORT, 'a ruling is never deleted: append one that reverses it'); END;
