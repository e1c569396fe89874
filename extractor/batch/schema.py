"""The tables of the store; docs/store.md tells what they hold."""

from __future__ import annotations

VERSION = 1
"""``PRAGMA user_version``; another one is not opened."""
APPLICATION = 0x45585452  # 'EXTR', PRAGMA application_id

SOURCES = """
CREATE TABLE IF NOT EXISTS sources (
    url TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    sha256 TEXT NOT NULL
) WITHOUT ROWID;
"""
"""Came later than the rest: it is made in stores that lack it."""

SCHEMA = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    program TEXT NOT NULL,
    settings TEXT NOT NULL
);
CREATE TABLE documents (
    fingerprint TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    agency TEXT NOT NULL,
    region TEXT NOT NULL,
    year INTEGER,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    period_first INTEGER,
    period_last INTEGER,
    reason_id TEXT,
    reason_en TEXT
) WITHOUT ROWID;
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('audited', 'unread', 'failed')),
    reason_id TEXT,
    reason_en TEXT,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    agency TEXT NOT NULL,
    region TEXT NOT NULL,
    year INTEGER,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    scanned_pages INTEGER NOT NULL,
    seconds REAL NOT NULL,
    memory_mb INTEGER NOT NULL,
    audited TEXT NOT NULL
);
CREATE TABLE run_reports (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    report INTEGER NOT NULL REFERENCES reports (id),
    sha256 TEXT NOT NULL,
    agency TEXT NOT NULL,
    region TEXT NOT NULL,
    year INTEGER,
    kind TEXT NOT NULL,
    PRIMARY KEY (run, file)
) WITHOUT ROWID;
CREATE TABLE joined (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (run, file, document)
) WITHOUT ROWID;
CREATE TABLE parts (
    report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    first_page INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE TABLE outputs (
    report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    format TEXT NOT NULL,
    lang TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (report, format)
) WITHOUT ROWID;
CREATE INDEX outputs_path ON outputs (path);
CREATE TABLE statements (
    report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    subject INTEGER NOT NULL,
    measure TEXT NOT NULL,
    year INTEGER,
    value TEXT,
    low TEXT,
    high TEXT,
    text TEXT NOT NULL,
    unit TEXT,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    page INTEGER NOT NULL,
    x0 REAL NOT NULL,
    top REAL NOT NULL,
    x1 REAL NOT NULL,
    bottom REAL NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE TABLE findings (
    report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    cause INTEGER,
    code TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    indicator TEXT NOT NULL,
    measure TEXT,
    year INTEGER,
    message_id TEXT NOT NULL,
    message_en TEXT NOT NULL,
    criterion_id TEXT NOT NULL,
    criterion_en TEXT NOT NULL,
    recommendation_id TEXT NOT NULL,
    recommendation_en TEXT NOT NULL,
    diagnosis_id TEXT NOT NULL,
    diagnosis_en TEXT NOT NULL,
    expected TEXT,
    expected_id TEXT NOT NULL,
    expected_en TEXT NOT NULL,
    confidence REAL NOT NULL,
    pages TEXT NOT NULL,
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE INDEX findings_id ON findings (id);
CREATE TABLE places (
    report INTEGER NOT NULL,
    finding INTEGER NOT NULL,
    number INTEGER NOT NULL,
    value TEXT,
    text TEXT NOT NULL,
    page INTEGER NOT NULL,
    x0 REAL NOT NULL,
    top REAL NOT NULL,
    x1 REAL NOT NULL,
    bottom REAL NOT NULL,
    place TEXT NOT NULL,
    source TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (report, finding, number),
    FOREIGN KEY (report, finding) REFERENCES findings (report, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE coverage (
    report INTEGER PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
    pages INTEGER NOT NULL,
    tables INTEGER NOT NULL,
    tables_read INTEGER NOT NULL,
    rows_checked INTEGER NOT NULL,
    rows_right INTEGER NOT NULL
);
CREATE TABLE unread (
    report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    page INTEGER,
    what_id TEXT NOT NULL,
    what_en TEXT NOT NULL,
    reason_id TEXT NOT NULL,
    reason_en TEXT NOT NULL
);
CREATE INDEX unread_report ON unread (report);
CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE VIEW latest_reports AS
    SELECT r.*, reports.status, reports.reason_id, reports.reason_en, reports.pages
    FROM run_reports AS r JOIN reports ON reports.id = r.report
    WHERE r.run = (SELECT max(id) FROM runs WHERE finished IS NOT NULL);
CREATE VIEW latest_findings AS
    SELECT l.file, l.agency, l.region, l.year AS report_year, f.*
    FROM latest_reports AS l JOIN findings AS f ON f.report = l.report
    WHERE f.cause IS NULL;
"""
