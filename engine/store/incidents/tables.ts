/** Incidents (see incidents/README.md); the alerts that are there are grouped after the migration. */
export const incidentTables = `
CREATE TABLE incident (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL,
  source_ip TEXT NOT NULL,
  goal INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  count INTEGER NOT NULL,
  alerts INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  risk INTEGER NOT NULL,
  origin_id INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  step_id INTEGER
) STRICT;
CREATE INDEX incident_address ON incident (source_ip, source_id, goal, first);
CREATE INDEX incident_latest ON incident (state, last, id, first);
CREATE INDEX incident_risk ON incident (state, risk, id);
CREATE TABLE incident_kind (
  incident_id INTEGER NOT NULL, type TEXT NOT NULL, severity INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (incident_id, type, severity)
) STRICT, WITHOUT ROWID;
CREATE TABLE triage_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  reason TEXT,
  note TEXT
) STRICT;
CREATE TABLE incident_triage (
  incident_id INTEGER NOT NULL, step_id INTEGER NOT NULL, before_step_id INTEGER,
  PRIMARY KEY (incident_id, step_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_triage_step ON incident_triage (step_id);
INSERT INTO position (input, value) SELECT 'alerts-grouped', '0' WHERE EXISTS (SELECT 1 FROM alert);
`

/** Which rules an incident has alerts of, and how incidents with them were resolved (see incidents/rule-verdicts.ts). */
export const ruleVerdictTables = `
CREATE TABLE incident_rule (
  incident_id INTEGER NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (incident_id, signature)
) STRICT, WITHOUT ROWID;
CREATE TABLE rule_verdict (
  signature TEXT NOT NULL, reason TEXT NOT NULL, incidents INTEGER NOT NULL, PRIMARY KEY (signature, reason)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO incident_rule (incident_id, signature)
  SELECT (SELECT i.id FROM incident i INDEXED BY incident_address
    WHERE i.source_ip = a.source_ip AND i.source_id = a.source_id AND i.goal = goal_of(a.type)
      AND i.first < a.minute + 60000 AND i.last >= a.minute
    ORDER BY i.first DESC LIMIT 1), a.signature
  FROM (SELECT source_ip, source_id, type, signature, time - (time % 60000 + 60000) % 60000 AS minute FROM alert) a;
INSERT INTO rule_verdict (signature, reason, incidents)
  SELECT r.signature, s.reason, count(*)
  FROM incident i JOIN triage_step s ON s.id = i.step_id JOIN incident_rule r ON r.incident_id = i.id
  WHERE i.state = 2 AND s.reason IS NOT NULL GROUP BY r.signature, s.reason;
`
