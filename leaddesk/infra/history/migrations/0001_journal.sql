-- One row an exchange, committed before the first byte leaves. Never changed.
CREATE TABLE opening (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,  -- UTC, ISO 8601 with microseconds
    operator TEXT NOT NULL,
    vendor TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    environment TEXT NOT NULL,
    destination_id TEXT NOT NULL,
    destination_name TEXT NOT NULL,
    dialer TEXT NOT NULL,
    act TEXT NOT NULL,
    number TEXT NOT NULL,
    data_quality_counts INTEGER NOT NULL,
    notes TEXT NOT NULL,  -- JSON: list of texts
    lead TEXT NOT NULL,  -- JSON: text by field
    request TEXT NOT NULL  -- JSON: method, url, headers, body; credentials masked
) STRICT;

-- What became of it. Appended, never changed: the last one counts.
CREATE TABLE settlement (
    id INTEGER PRIMARY KEY,
    exchange_id INTEGER NOT NULL REFERENCES opening (id),
    at TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    outcome TEXT NOT NULL,
    assessment TEXT NOT NULL,
    explanation TEXT NOT NULL,  -- JSON: title, detail, hint
    checks TEXT NOT NULL,  -- JSON: state by check
    status INTEGER,  -- NULL when no answer came
    headers TEXT,  -- JSON: list of pairs
    body BLOB,
    elapsed_s REAL,
    capped INTEGER
) STRICT;

CREATE INDEX settlement_exchange ON settlement (exchange_id);

-- What stands for each exchange now, narrow so that a search reads little. Derived from the two above.
CREATE TABLE latest (
    exchange_id INTEGER PRIMARY KEY REFERENCES opening (id),
    outcome TEXT,  -- NULL while it is open
    assessment TEXT NOT NULL DEFAULT '',
    digits TEXT NOT NULL,  -- of the number
    words TEXT NOT NULL  -- case folded: names, operator, profile, destination, a line each
) STRICT;

CREATE INDEX latest_digits ON latest (digits);
CREATE INDEX latest_open ON latest (exchange_id) WHERE outcome IS NULL;

-- What was typed and not sent yet.
CREATE TABLE draft (
    place TEXT PRIMARY KEY,
    fields TEXT NOT NULL  -- JSON: text by field
) STRICT;

CREATE TRIGGER settlement_stands AFTER INSERT ON settlement BEGIN
    UPDATE latest SET outcome = NEW.outcome, assessment = NEW.assessment WHERE exchange_id = NEW.exchange_id;
END;

CREATE TRIGGER opening_unchanged BEFORE UPDATE ON opening BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER opening_kept BEFORE DELETE ON opening BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER opening_not_replaced BEFORE INSERT ON opening
WHEN EXISTS (SELECT 1 FROM opening WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER settlement_unchanged BEFORE UPDATE ON settlement BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER settlement_kept BEFORE DELETE ON settlement BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER settlement_not_replaced BEFORE INSERT ON settlement
WHEN EXISTS (SELECT 1 FROM settlement WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
