-- What was linked over all readings, and what was found from it. Thrown away whole and written anew.
-- `item` is the position that linking or weighing gave; `a_item`, `b_item` and the like name a reading's item.

CREATE TABLE linking (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version TEXT NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1))  -- 0 once a reading has changed since
) STRICT;

CREATE TABLE copy_group (
  original TEXT PRIMARY KEY REFERENCES report (id),
  item INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE copy_pair (
  copy_group TEXT NOT NULL REFERENCES copy_group (original),
  item INTEGER NOT NULL,
  original TEXT NOT NULL REFERENCES report (id),
  copy TEXT NOT NULL REFERENCES report (id),
  relation TEXT NOT NULL CHECK (relation IN ('exact', 'near', 'excerpt', 'rewritten')),
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (copy_group, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE linked_party (
  id TEXT PRIMARY KEY,
  item INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  names TEXT NOT NULL CHECK (json_valid(names)),
  offices TEXT NOT NULL CHECK (json_valid(offices)),
  country TEXT,
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE linked_party_member (
  linked_party TEXT NOT NULL REFERENCES linked_party (id),
  item INTEGER NOT NULL,
  report TEXT NOT NULL,
  party INTEGER NOT NULL,
  PRIMARY KEY (linked_party, item),
  FOREIGN KEY (report, party) REFERENCES party (report, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX linked_party_member_party ON linked_party_member (report, party);

CREATE TABLE party_join (
  item INTEGER PRIMARY KEY,
  a_report TEXT NOT NULL,
  a_item INTEGER NOT NULL,
  b_report TEXT NOT NULL,
  b_item INTEGER NOT NULL,
  score REAL NOT NULL,
  reasons TEXT NOT NULL CHECK (json_valid(reasons)),
  made INTEGER NOT NULL CHECK (made IN (0, 1)),
  FOREIGN KEY (a_report, a_item) REFERENCES party (report, item),
  FOREIGN KEY (b_report, b_item) REFERENCES party (report, item)
) STRICT;
CREATE INDEX party_join_a ON party_join (a_report, a_item);
CREATE INDEX party_join_b ON party_join (b_report, b_item);

CREATE TABLE occasion (
  id TEXT PRIMARY KEY,
  item INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  date TEXT,
  place TEXT REFERENCES linked_party (id),
  reality TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE occasion_event (
  occasion TEXT NOT NULL REFERENCES occasion (id),
  item INTEGER NOT NULL,
  report TEXT NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (occasion, item),
  FOREIGN KEY (report, event) REFERENCES event (report, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX occasion_event_event ON occasion_event (report, event);

CREATE TABLE occasion_party (
  occasion TEXT NOT NULL REFERENCES occasion (id),
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  item INTEGER NOT NULL,
  party TEXT NOT NULL REFERENCES linked_party (id),
  PRIMARY KEY (occasion, role, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure_pair (
  item INTEGER PRIMARY KEY,
  a_report TEXT NOT NULL,
  a_item INTEGER NOT NULL,
  b_report TEXT NOT NULL,
  b_item INTEGER NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  FOREIGN KEY (a_report, a_item) REFERENCES figure (report, item),
  FOREIGN KEY (b_report, b_item) REFERENCES figure (report, item)
) STRICT;
CREATE INDEX figure_pair_a ON figure_pair (a_report, a_item);
CREATE INDEX figure_pair_b ON figure_pair (b_report, b_item);

CREATE TABLE thread (
  id TEXT PRIMARY KEY,
  item INTEGER NOT NULL,
  kind TEXT NOT NULL,
  by TEXT REFERENCES linked_party (id),
  by_name TEXT,
  "to" TEXT REFERENCES linked_party (id),
  to_name TEXT,
  action TEXT NOT NULL,
  reasons TEXT NOT NULL CHECK (json_valid(reasons))
) STRICT, WITHOUT ROWID;

CREATE TABLE thread_mention (
  thread TEXT NOT NULL REFERENCES thread (id),
  item INTEGER NOT NULL,
  report TEXT NOT NULL,
  commitment INTEGER NOT NULL,
  PRIMARY KEY (thread, item),
  FOREIGN KEY (report, commitment) REFERENCES commitment (report, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_mention_commitment ON thread_mention (report, commitment);

CREATE TABLE thread_deed (
  thread TEXT NOT NULL REFERENCES thread (id),
  item INTEGER NOT NULL,
  report TEXT NOT NULL,
  deed INTEGER NOT NULL,
  PRIMARY KEY (thread, item),
  FOREIGN KEY (report, deed) REFERENCES deed (report, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_deed_deed ON thread_deed (report, deed);

CREATE TABLE finding (
  item INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('status', 'figures', 'corroboration')),
  subject TEXT NOT NULL,
  value TEXT NOT NULL,
  as_of TEXT,
  rule TEXT NOT NULL,
  explanation TEXT NOT NULL,
  promisor_says TEXT,
  others_report TEXT,
  schedule TEXT CHECK (schedule IN ('on_time', 'overdue', 'no_deadline', 'ahead')),
  sources INTEGER
) STRICT;
CREATE INDEX finding_subject ON finding (subject, kind);

CREATE TABLE finding_evidence (
  finding INTEGER NOT NULL REFERENCES finding (item),
  item INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('for', 'against', 'neutral')),
  report TEXT NOT NULL REFERENCES report (id),
  ref_kind TEXT NOT NULL
    CHECK (ref_kind IN ('party', 'date', 'figure', 'statement', 'event', 'commitment', 'deed')),
  ref_item INTEGER NOT NULL,
  PRIMARY KEY (finding, item)
) STRICT, WITHOUT ROWID;
