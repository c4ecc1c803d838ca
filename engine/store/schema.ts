import type { Database } from 'better-sqlite3'
import { AlertType } from '../../contract/attack-type.ts'
import { anomalyTables } from './anomaly/tables.ts'
import { goalOf } from './incidents/goal-of.ts'
import { goalRankOf } from './incidents/ranks.ts'
import { incidentTables, ruleVerdictTables } from './incidents/tables.ts'
import { networkOf } from './network.ts'

/**
 * Migrations by `user_version`: entry n brings a database from version n to n + 1. Never edit one that shipped.
 *
 * What lies in clear is only what the screens filter by. `alert.sealed` is a Fernet token of the evidence
 * (raw line, findings, features). Severity is stored as a rank (0 info … 4 critical) so that MAX() is "worst".
 *
 * Alerts are tallied by whole quarters of an hour; the partial quarters at the edges of a range are counted from
 * `alert` itself, so sums are exact.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('plain', 'sealed', 'demo')),
    path TEXT UNIQUE,
    start TEXT NOT NULL DEFAULT 'beginning' CHECK (start IN ('beginning', 'end')),
    sealed_key TEXT,
    enabled INTEGER NOT NULL DEFAULT 1,
    removed INTEGER NOT NULL DEFAULT 0,
    lines INTEGER NOT NULL DEFAULT 0,
    unparsed INTEGER NOT NULL DEFAULT 0,
    tokens_read INTEGER NOT NULL DEFAULT 0,
    tokens_failed INTEGER NOT NULL DEFAULT 0,
    formats TEXT NOT NULL DEFAULT '{}',
    last_line_at INTEGER
  ) STRICT;

  CREATE TABLE position (input TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    type TEXT NOT NULL,
    severity INTEGER NOT NULL,
    signature TEXT NOT NULL,
    why TEXT NOT NULL,
    source_ip TEXT NOT NULL,
    locality TEXT NOT NULL CHECK (locality IN ('located', 'private', 'unknown')),
    country_code TEXT,
    city TEXT,
    latitude REAL,
    longitude REAL,
    anomaly_score REAL,
    method TEXT,
    path TEXT,
    status INTEGER,
    source_id INTEGER NOT NULL,
    sealed TEXT NOT NULL
  ) STRICT;
  CREATE INDEX alert_time ON alert (time, id);
  CREATE INDEX alert_type_time ON alert (type, time, id);
  CREATE INDEX alert_severity_time ON alert (severity, time, id);
  CREATE INDEX alert_ip_time ON alert (source_ip, time, id);
  CREATE INDEX alert_source ON alert (source_id);

  CREATE TABLE rollup_minute (
    minute INTEGER NOT NULL, source_id INTEGER NOT NULL, type TEXT NOT NULL, severity INTEGER NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY (minute, source_id, type, severity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rollup_country (
    hour INTEGER NOT NULL, source_id INTEGER NOT NULL, type TEXT NOT NULL, severity INTEGER NOT NULL,
    key TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (hour, key, source_id, type, severity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rollup_address (
    hour INTEGER NOT NULL, source_id INTEGER NOT NULL, type TEXT NOT NULL, severity INTEGER NOT NULL,
    key TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (hour, key, source_id, type, severity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rollup_place (
    hour INTEGER NOT NULL, source_id INTEGER NOT NULL, type TEXT NOT NULL, severity INTEGER NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL, country_code TEXT, city TEXT,
    count INTEGER NOT NULL, last_time INTEGER NOT NULL,
    PRIMARY KEY (hour, latitude, longitude, source_id, type, severity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rollup_line (
    minute INTEGER NOT NULL, source_id INTEGER NOT NULL, lines INTEGER NOT NULL,
    PRIMARY KEY (minute, source_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    input TEXT NOT NULL,
    offset INTEGER NOT NULL,
    reason TEXT NOT NULL,
    sealed TEXT
  ) STRICT;
  CREATE INDEX quarantine_source ON quarantine (source_id);

  CREATE TABLE reputation (ip TEXT PRIMARY KEY, score INTEGER NOT NULL, fetched INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // Repeats: an alert stands for `count` occurrences; the evidence of the first and of the last is kept.
  `
  ALTER TABLE alert ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE alert ADD COLUMN last_time INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE alert ADD COLUMN sealed_last TEXT;
  UPDATE alert SET last_time = time;
  `,
  // Tallies (see tally/README.md) in the place of the rollups; the number of alerts beside their source.
  `
  CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    source_ip TEXT NOT NULL,
    locality TEXT NOT NULL,
    country_code TEXT,
    city TEXT,
    latitude REAL,
    longitude REAL,
    address_id INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX origin_ip ON origin (source_ip);
  CREATE TABLE kind (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL, severity INTEGER NOT NULL,
    UNIQUE (type, severity)
  ) STRICT;
  CREATE TABLE tally (
    quarter INTEGER NOT NULL, source_id INTEGER NOT NULL, origin_id INTEGER NOT NULL, kind INTEGER NOT NULL,
    count INTEGER NOT NULL, last_offset INTEGER NOT NULL,
    PRIMARY KEY (source_id, quarter, origin_id, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tally_pack (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, first_quarter INTEGER NOT NULL,
    last_quarter INTEGER NOT NULL, sections BLOB NOT NULL
  ) STRICT;
  CREATE INDEX tally_pack_quarters ON tally_pack (last_quarter, first_quarter, source_id);
  CREATE INDEX tally_pack_source ON tally_pack (source_id);
  CREATE TABLE rollup_line_hour (
    hour INTEGER NOT NULL, source_id INTEGER NOT NULL, lines INTEGER NOT NULL,
    PRIMARY KEY (hour, source_id)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE source ADD COLUMN alerts INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE alert ADD COLUMN origin_id INTEGER NOT NULL DEFAULT 0;

  INSERT INTO origin (source_ip, locality, country_code, city, latitude, longitude, address_id)
    SELECT DISTINCT source_ip, locality, country_code, city, latitude, longitude, 0 FROM alert;
  UPDATE origin SET address_id = (SELECT min(o.id) FROM origin o WHERE o.source_ip = origin.source_ip);
  UPDATE alert SET origin_id = (
    SELECT o.id FROM origin o WHERE o.source_ip = alert.source_ip AND o.locality = alert.locality
      AND o.country_code IS alert.country_code AND o.city IS alert.city
      AND o.latitude IS alert.latitude AND o.longitude IS alert.longitude);
  INSERT INTO kind (type, severity) SELECT DISTINCT type, severity FROM alert;
  INSERT INTO tally (quarter, source_id, origin_id, kind, count, last_offset)
    SELECT a.time / 900000 * 900000 AS quarter, a.source_id, a.origin_id, k.id, sum(a.count),
      max(a.last_time) - a.time / 900000 * 900000
    FROM alert a JOIN kind k ON k.type = a.type AND k.severity = a.severity
    GROUP BY quarter, a.source_id, a.origin_id, k.id;
  INSERT INTO rollup_line_hour (hour, source_id, lines)
    SELECT minute / 3600000 * 3600000, source_id, sum(lines) FROM rollup_line GROUP BY 1, 2;
  UPDATE source SET alerts = coalesce((SELECT sum(a.count) FROM alert a WHERE a.source_id = source.id), 0);

  DROP INDEX alert_ip_time;
  CREATE INDEX alert_origin_time ON alert (origin_id, time, id);
  CREATE INDEX quarantine_time ON quarantine (time);
  DROP TABLE rollup_minute;
  DROP TABLE rollup_country;
  DROP TABLE rollup_address;
  DROP TABLE rollup_place;
  `,
  // Kinds know their signature, origins their network; tallies tell paths and answers apart, so that what is looked for
  // in these is looked for in the tallies and not among the alerts.
  `
  DROP TABLE kind;
  CREATE TABLE kind (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL, severity INTEGER NOT NULL, signature TEXT NOT NULL,
    UNIQUE (type, severity, signature)
  ) STRICT;
  INSERT INTO kind (type, severity, signature) SELECT DISTINCT type, severity, signature FROM alert;
  CREATE TABLE phrase (
    id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE, last_day INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX phrase_last_day ON phrase (last_day);
  INSERT INTO phrase (text, last_day)
    SELECT path, max(time / 86400000 * 86400000) FROM alert WHERE path IS NOT NULL GROUP BY path;
  CREATE TABLE answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE, last_day INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX answer_last_day ON answer (last_day);
  INSERT INTO answer (text, last_day)
    SELECT coalesce(status, '') || ' ' || coalesce(method, '') AS text, max(time / 86400000 * 86400000)
    FROM alert GROUP BY text;

  DROP TABLE tally;
  CREATE TABLE tally (
    quarter INTEGER NOT NULL, source_id INTEGER NOT NULL, origin_id INTEGER NOT NULL, kind INTEGER NOT NULL,
    path_id INTEGER NOT NULL, answer_id INTEGER NOT NULL,
    count INTEGER NOT NULL, last_offset INTEGER NOT NULL,
    PRIMARY KEY (source_id, quarter, origin_id, kind, path_id, answer_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO tally (quarter, source_id, origin_id, kind, path_id, answer_id, count, last_offset)
    SELECT a.time / 900000 * 900000 AS quarter, a.source_id, a.origin_id, k.id,
      coalesce((SELECT p.id FROM phrase p WHERE p.text = a.path), 0) AS path_id,
      (SELECT w.id FROM answer w WHERE w.text = coalesce(a.status, '') || ' ' || coalesce(a.method, '')) AS answer_id,
      sum(a.count), max(a.last_time) - a.time / 900000 * 900000
    FROM alert a JOIN kind k ON k.type = a.type AND k.severity = a.severity AND k.signature = a.signature
    GROUP BY quarter, a.source_id, a.origin_id, k.id, path_id, answer_id;
  DELETE FROM tally_pack;
  ALTER TABLE tally_pack ADD COLUMN phrases BLOB NOT NULL DEFAULT x'';
  ALTER TABLE origin ADD COLUMN network TEXT NOT NULL DEFAULT '';
  UPDATE origin SET network = network_of(source_ip);
  CREATE INDEX origin_network ON origin (network);
  ALTER TABLE origin ADD COLUMN network_id INTEGER NOT NULL DEFAULT 0;
  UPDATE origin SET network_id = (SELECT min(o.id) FROM origin o WHERE o.network = origin.network);
  `,
  // How often each signature named an alert (see rule-hits.ts), and the pace of each source (see source-pace.ts).
  `
  CREATE TABLE rule_quarter (
    quarter INTEGER NOT NULL, source_id INTEGER NOT NULL, signature TEXT NOT NULL,
    count INTEGER NOT NULL, last_time INTEGER NOT NULL,
    PRIMARY KEY (quarter, source_id, signature)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rule_hour (
    hour INTEGER NOT NULL, source_id INTEGER NOT NULL, signature TEXT NOT NULL,
    count INTEGER NOT NULL, last_time INTEGER NOT NULL,
    PRIMARY KEY (hour, source_id, signature)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rule_day (
    day INTEGER NOT NULL, source_id INTEGER NOT NULL, signature TEXT NOT NULL,
    count INTEGER NOT NULL, last_time INTEGER NOT NULL,
    PRIMARY KEY (day, source_id, signature)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO rule_quarter (quarter, source_id, signature, count, last_time)
    SELECT time - (time % 900000 + 900000) % 900000 AS quarter, source_id, signature, sum(count), max(last_time)
    FROM alert GROUP BY quarter, source_id, signature;
  INSERT INTO rule_hour (hour, source_id, signature, count, last_time)
    SELECT quarter - (quarter % 3600000 + 3600000) % 3600000 AS hour, source_id, signature, sum(count), max(last_time)
    FROM rule_quarter GROUP BY hour, source_id, signature;
  INSERT INTO rule_day (day, source_id, signature, count, last_time)
    SELECT hour - (hour % 86400000 + 86400000) % 86400000 AS day, source_id, signature, sum(count), max(last_time)
    FROM rule_hour GROUP BY day, source_id, signature;
  ALTER TABLE source ADD COLUMN last_event_at INTEGER;
  ALTER TABLE source ADD COLUMN usual_gap_ms REAL;
  `,
  incidentTables,
  ...anomalyTables,
  ruleVerdictTables,
]

export const schemaVersion = migrations.length

/** Brings the database to this version's schema. Throws one sentence for a database of a newer Vedette. */
export function migrate(db: Database): void {
  db.function('network_of', { deterministic: true }, (ip) => networkOf(String(ip)))
  db.function('goal_of', { deterministic: true }, (type) => goalRankOf(goalOf[AlertType.parse(type)]))
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > schemaVersion) {
    throw new Error(
      `The database ${db.name} was written by a newer Vedette (schema ${version}, this one knows ${schemaVersion}): update Vedette or choose another data folder.`,
    )
  }
  for (let next = version; next < schemaVersion; next++) {
    db.transaction(() => {
      db.exec(migrations[next] ?? '')
      db.pragma(`user_version = ${next + 1}`)
    })()
  }
}
