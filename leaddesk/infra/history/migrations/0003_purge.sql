-- What was taken out of the record, when its time had come. Appended and chained; the chain's entries of it stay.
CREATE TABLE purge (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,  -- UTC, ISO 8601 with microseconds
    operator TEXT NOT NULL,
    reason TEXT NOT NULL,
    openings TEXT NOT NULL,  -- JSON: list of first and last id
    settlements TEXT NOT NULL  -- JSON: the same
) STRICT;

CREATE TRIGGER purge_unchanged BEFORE UPDATE ON purge BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER purge_kept BEFORE DELETE ON purge BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER purge_not_replaced BEFORE INSERT ON purge
WHEN EXISTS (SELECT 1 FROM purge WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
