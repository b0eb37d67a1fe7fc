-- What a copy tells otherwise than its original. Derived like all links: thrown away whole and written anew.
-- Starts and ends are in code points of the two reports' texts, and the texts are what stands there.

CREATE TABLE corruption (
  copy_group TEXT NOT NULL,
  pair INTEGER NOT NULL,  -- the copy_pair's item
  item INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('name', 'number', 'negation', 'attribution', 'word')),
  original TEXT NOT NULL REFERENCES report (id),
  original_start INTEGER NOT NULL,
  original_end INTEGER NOT NULL,
  original_text TEXT NOT NULL,
  copy TEXT NOT NULL REFERENCES report (id),
  copy_start INTEGER NOT NULL,
  copy_end INTEGER NOT NULL,
  copy_text TEXT NOT NULL,
  PRIMARY KEY (copy_group, pair, item),
  FOREIGN KEY (copy_group, pair) REFERENCES copy_pair (copy_group, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX corruption_copy ON corruption (copy);
