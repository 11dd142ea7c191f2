-- What outside authorities said of checkpoints, and how asking them went.

CREATE TABLE anchor (
    checkpoint INTEGER NOT NULL REFERENCES checkpoint (id),
    authority  TEXT NOT NULL,    -- its address
    token      BLOB,             -- the stamp in DER (RFC 3161), NULL where there is none yet
    stamped_at INTEGER,          -- what it says
    asked_at   INTEGER NOT NULL, -- by our clock
    tries      INTEGER NOT NULL, -- that failed, in a row
    next_try   INTEGER,
    error      TEXT NOT NULL,    -- why there is none, or what is odd about it
    PRIMARY KEY (checkpoint, authority)
) STRICT;
CREATE INDEX anchor_authority ON anchor (authority, asked_at);
