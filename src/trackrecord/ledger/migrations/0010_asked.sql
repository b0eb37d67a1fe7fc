-- What a language model was asked about each report, and which items of its reading it proposed. Derived, as the
-- reading is: it goes when the report is read again.

CREATE TABLE asked_report (
  report TEXT PRIMARY KEY REFERENCES report (id),
  model TEXT NOT NULL,
  prompt TEXT NOT NULL,
  base TEXT NOT NULL,  -- SHA-256 of the reading's JSON as it was before
  tokens_in INTEGER NOT NULL CHECK (tokens_in >= 0),
  tokens_out INTEGER NOT NULL CHECK (tokens_out >= 0),
  agreeing INTEGER NOT NULL CHECK (agreeing >= 0),
  differing INTEGER NOT NULL CHECK (differing >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE asked_item (
  report TEXT NOT NULL REFERENCES asked_report (report),
  kind TEXT NOT NULL CHECK (kind IN ('commitment', 'deed', 'event', 'statement')),
  item INTEGER NOT NULL,
  model TEXT NOT NULL,
  prompt TEXT NOT NULL,
  PRIMARY KEY (report, kind, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE asked_refused (
  report TEXT NOT NULL REFERENCES asked_report (report),
  item INTEGER NOT NULL,
  noun TEXT NOT NULL,
  reason TEXT NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (report, item)
) STRICT, WITHOUT ROWID;
