/** The budget of anomaly alerts (see engine/anomaly/README.md): scores by day, alerts by hour, lines beyond the budget. */
const budget = `
CREATE TABLE score_day (
  model TEXT NOT NULL, source_id INTEGER NOT NULL, day INTEGER NOT NULL, requests INTEGER NOT NULL,
  first INTEGER NOT NULL, first_event INTEGER NOT NULL, last_event INTEGER NOT NULL,
  PRIMARY KEY (model, source_id, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE score_part (
  model TEXT NOT NULL, source_id INTEGER NOT NULL, day INTEGER NOT NULL, part INTEGER NOT NULL,
  counts BLOB NOT NULL,
  PRIMARY KEY (model, source_id, day, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE anomaly_use (
  hour INTEGER NOT NULL, source_id INTEGER NOT NULL, alerts INTEGER NOT NULL, grouped INTEGER NOT NULL,
  PRIMARY KEY (hour, source_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE anomaly_group (
  day INTEGER PRIMARY KEY, alert_id INTEGER NOT NULL, count INTEGER NOT NULL, last_time INTEGER NOT NULL
) STRICT;
CREATE INDEX anomaly_group_alert ON anomaly_group (alert_id);
CREATE TABLE anomaly_group_line (
  day INTEGER NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL, score REAL NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (day, number)
) STRICT, WITHOUT ROWID;
`

/** Requests that the operator called expected (see ../expectation-store.ts). */
const expectations = `
CREATE TABLE expectation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made_at INTEGER NOT NULL,
  removed_at INTEGER,
  alert_id INTEGER,
  source_id INTEGER NOT NULL,
  method TEXT,
  template TEXT NOT NULL,
  width TEXT NOT NULL,
  sealed TEXT NOT NULL,
  sealed_note TEXT,
  held INTEGER NOT NULL DEFAULT 0,
  last_held_at INTEGER
) STRICT;
`

/** Migrations, in their order. */
export const anomalyTables = [budget, expectations] as const
