-- Ties of parties by the day on which a report first told of them, so that they can be counted as of any day. Derived.

CREATE TABLE tie_day (
  relation TEXT NOT NULL CHECK (relation IN ('met', 'acted_towards', 'undertook_towards')),
  party TEXT NOT NULL REFERENCES linked_party (id),
  other TEXT NOT NULL REFERENCES linked_party (id),
  day TEXT NOT NULL,
  times INTEGER NOT NULL,
  last TEXT,
  PRIMARY KEY (relation, party, other, day)
) STRICT, WITHOUT ROWID;
INSERT INTO tie_day
SELECT 'met', a.party, b.party, o.first, count(DISTINCT o.occasion), max(o.date)
FROM occasion_summary AS o JOIN occasion_party AS a ON a.occasion = o.occasion
JOIN occasion_party AS b ON b.occasion = o.occasion AND b.party <> a.party
WHERE o.type = 'CONSULT' AND o.first IS NOT NULL AND COALESCE(o.outcome, '') NOT IN ('called_off', 'denied')
GROUP BY a.party, b.party, o.first
UNION ALL
SELECT 'acted_towards', a.party, b.party, o.first, count(DISTINCT o.occasion), max(o.date)
FROM occasion_summary AS o JOIN occasion_party AS a ON a.occasion = o.occasion AND a.role = 'actor'
JOIN occasion_party AS b ON b.occasion = o.occasion AND b.role = 'recipient' AND b.party <> a.party
WHERE o.type <> 'CONSULT' AND o.first IS NOT NULL AND COALESCE(o.outcome, '') NOT IN ('called_off', 'denied')
GROUP BY a.party, b.party, o.first
UNION ALL
SELECT 'undertook_towards', t.by, t."to", t.first, count(*), NULL
FROM thread_summary AS t
WHERE t.undertaking AND t.first IS NOT NULL AND t.by <> t."to"
GROUP BY t.by, t."to", t.first;
