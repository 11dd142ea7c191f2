-- What the scheduler remembers: the user's own cadences, hosts that asked to be
-- left alone, and settings.

ALTER TABLE source ADD COLUMN fixed INTEGER NOT NULL DEFAULT 0; -- the user set the cadence

CREATE TABLE host (
    name          TEXT PRIMARY KEY,
    blocked_until INTEGER,
    strikes       INTEGER NOT NULL, -- refusals or failures in a row
    why           TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Events that are to be told, and to whom they were.
CREATE TABLE event (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL, -- edited, gone, restored, altered, broken, mended
    name     TEXT NOT NULL UNIQUE, -- what happened, so that it is told once
    body     TEXT NOT NULL -- JSON
) STRICT;
CREATE TABLE delivery (
    event   INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    tries   INTEGER NOT NULL,
    next_try INTEGER, -- NULL when it was taken
    error   TEXT NOT NULL,
    PRIMARY KEY (event, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_next ON delivery (next_try) WHERE next_try IS NOT NULL;
