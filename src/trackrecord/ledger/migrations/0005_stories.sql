-- Reports of the same occurrence. Derived like all links: thrown away whole and written anew.

CREATE TABLE story (
  id TEXT PRIMARY KEY,
  item INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE story_member (
  story TEXT NOT NULL REFERENCES story (id),
  item INTEGER NOT NULL,
  report TEXT NOT NULL UNIQUE REFERENCES report (id),  -- a report is in one story
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (story, item)
) STRICT, WITHOUT ROWID;

-- What became of an occasion, as far as reports tell.
ALTER TABLE occasion ADD COLUMN outcome TEXT
  CHECK (outcome IN ('held', 'called_off', 'planned', 'disputed', 'denied'));
