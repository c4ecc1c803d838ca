-- The schema of the first Vedette (user_version 1), as it shipped: databases like it must still open.
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
