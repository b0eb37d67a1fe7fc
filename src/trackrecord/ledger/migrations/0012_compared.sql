-- What the search for copies, and for stories, found out and need not find out again. It is no content: it may be thrown away whole, holds
-- nothing that the reports do not, and goes for a report when that is cleaned anew.

CREATE TABLE compared_report (
  report TEXT PRIMARY KEY REFERENCES report (id),
  keys BLOB NOT NULL,  -- the number of bands, the bands, then the pairs of details: 64-bit numbers, lowest byte first
  lot TEXT  -- the lot that it was grouped in last
) STRICT, WITHOUT ROWID;

CREATE TABLE compared_pair (
  a INTEGER NOT NULL REFERENCES report (number),
  b INTEGER NOT NULL REFERENCES report (number),
  alike INTEGER NOT NULL CHECK (alike IN (0, 1)),  -- whether the two are one text
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX compared_pair_b ON compared_pair (b);

CREATE TABLE compared_lot (
  lot TEXT PRIMARY KEY,  -- a hash of the reports and of all that their groups depend on
  groups TEXT NOT NULL CHECK (json_valid(groups))
) STRICT, WITHOUT ROWID;

CREATE TABLE placed_report (
  report TEXT PRIMARY KEY REFERENCES report (id),
  story TEXT NOT NULL REFERENCES report (id),  -- the report that started its story
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  published TEXT,
  original TEXT REFERENCES report (id),  -- of which text it is a copy
  days TEXT NOT NULL CHECK (json_valid(days)),
  ruled INTEGER NOT NULL CHECK (ruled IN (0, 1))  -- whether its reading was as people ruled
) STRICT, WITHOUT ROWID;
