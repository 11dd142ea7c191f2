-- What workers share beside the archive and River's own tables: who lives, by the
-- database's clock, and whose turn it is to ask a host.
CREATE TABLE IF NOT EXISTS worker (
    name    TEXT PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE IF NOT EXISTS turn (
    host    TEXT PRIMARY KEY,
    holder  TEXT NOT NULL,
    until   TIMESTAMPTZ NOT NULL, -- when the holder must have given it back
    next_at TIMESTAMPTZ NOT NULL  -- when somebody may ask again
);
