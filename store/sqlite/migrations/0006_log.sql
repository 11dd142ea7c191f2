-- The log: what was recorded, in the order in which it was, so that whoever kept a
-- checkpoint can tell whether anything before it was changed.

CREATE TABLE leaf (
    idx      INTEGER PRIMARY KEY, -- from 0, without gaps
    kind     TEXT NOT NULL,       -- capture, tombstone, run, export, annotation, forget, key
    capture  INTEGER,
    document TEXT NOT NULL,       -- what it is about, '' for a capture
    record   BLOB NOT NULL        -- the leaf's exact bytes
) STRICT;
CREATE UNIQUE INDEX leaf_capture ON leaf (capture) WHERE capture IS NOT NULL;
CREATE INDEX leaf_document ON leaf (document) WHERE document <> '';

-- The hashes of the tree's nodes, by tlog's own numbers.
CREATE TABLE node (
    number INTEGER PRIMARY KEY,
    hash   BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoint (
    id      INTEGER PRIMARY KEY,
    run     INTEGER,
    size    INTEGER NOT NULL,
    note    TEXT NOT NULL, -- its exact bytes
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX checkpoint_size ON checkpoint (size);

-- Documents whose words were erased, and bytes that went with them.
CREATE TABLE forgotten (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    leaf     INTEGER NOT NULL
) STRICT;
CREATE TABLE erased (
    sha256 TEXT PRIMARY KEY,
    leaf   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
