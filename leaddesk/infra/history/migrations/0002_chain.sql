ALTER TABLE settlement ADD COLUMN operator TEXT NOT NULL DEFAULT '';  -- who settled it; empty unless a person did
ALTER TABLE settlement ADD COLUMN rules TEXT NOT NULL DEFAULT '';  -- version of the assessment rules

-- What people do that is no exchange. Appended, never changed.
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,  -- UTC, ISO 8601 with microseconds
    operator TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    digits TEXT NOT NULL,  -- of the number, as in latest
    exchange_id INTEGER,
    reason TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX note_digits ON note (digits) WHERE digits <> '';
CREATE INDEX note_kind ON note (kind);
CREATE INDEX note_exchange ON note (exchange_id) WHERE exchange_id IS NOT NULL;

-- From when on entries are chained, and how many were there already. One row.
CREATE TABLE chain_start (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at TEXT NOT NULL,
    taken_over INTEGER NOT NULL
) STRICT;

-- One entry for every row of opening, settlement, note and chain_start, written with it.
CREATE TABLE chain (
    seq INTEGER PRIMARY KEY,  -- from 1 on, without a gap
    kind TEXT NOT NULL,  -- the row's table, and its id there
    row_id INTEGER NOT NULL,
    digest BLOB NOT NULL,  -- SHA-256 of the row
    before BLOB NOT NULL,  -- the mac of the entry before this one
    mac BLOB NOT NULL  -- HMAC-SHA-256 of all that, with a key that is not in this file
) STRICT;

-- What stands for each exchange now, with all that a list shows and narrows by. Derived; made anew by this step.
DROP TABLE latest;
CREATE TABLE latest (
    exchange_id INTEGER PRIMARY KEY REFERENCES opening (id),
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    environment TEXT NOT NULL,
    destination_id TEXT NOT NULL,
    destination_name TEXT NOT NULL,
    number TEXT NOT NULL,
    act TEXT NOT NULL,
    name TEXT NOT NULL,
    digits TEXT NOT NULL,  -- of the number, without the country code of North America
    digits_backwards TEXT NOT NULL,
    person TEXT NOT NULL,  -- full name and zip, case folded; empty unless both are there
    outcome TEXT,  -- NULL while it is open
    assessment TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX latest_digits ON latest (digits);
CREATE INDEX latest_digits_backwards ON latest (digits_backwards);
CREATE INDEX latest_person ON latest (person) WHERE person <> '';
CREATE INDEX latest_outcome ON latest (outcome) WHERE outcome IS NOT 'Loaded';  -- few, and the ones looked for
CREATE INDEX latest_at ON latest (at);

-- Up to which entry of the chain the words of the record are in the search index, which follows when it is asked.
CREATE TABLE worded (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL
) STRICT;

INSERT INTO worded (id, seq) VALUES (1, 0);

CREATE TRIGGER note_unchanged BEFORE UPDATE ON note BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER note_kept BEFORE DELETE ON note BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER note_not_replaced BEFORE INSERT ON note
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER chain_start_unchanged BEFORE UPDATE ON chain_start BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER chain_start_kept BEFORE DELETE ON chain_start BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER chain_start_not_replaced BEFORE INSERT ON chain_start
WHEN EXISTS (SELECT 1 FROM chain_start WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER chain_unchanged BEFORE UPDATE ON chain BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER chain_kept BEFORE DELETE ON chain BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER chain_not_replaced BEFORE INSERT ON chain
WHEN EXISTS (SELECT 1 FROM chain WHERE seq = NEW.seq) BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
