-- The archive. Times are UTC milliseconds, NULL where unknown. What comes after
-- "derived" can be rebuilt from what comes before.

CREATE TABLE document (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE, -- platform:native id; never changes
    kind          TEXT NOT NULL,
    platform      TEXT NOT NULL,
    url           TEXT NOT NULL DEFAULT '',
    author_key    TEXT NOT NULL DEFAULT '',
    author_id     TEXT NOT NULL DEFAULT '',
    author_handle TEXT NOT NULL DEFAULT '',
    author_name   TEXT NOT NULL DEFAULT '',
    author_url    TEXT NOT NULL DEFAULT '',
    publisher     TEXT NOT NULL DEFAULT '',
    published_at  INTEGER,
    published_precision TEXT NOT NULL DEFAULT '',
    published_raw TEXT NOT NULL DEFAULT '',
    id_time       INTEGER,
    first_seen    INTEGER,
    last_seen     INTEGER,
    next_look     INTEGER,
    -- The time by which lists are ordered.
    listed_at     INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(published_at, first_seen, 0)) VIRTUAL
) STRICT;
CREATE INDEX document_listed ON document (listed_at, id);
CREATE INDEX document_kind ON document (kind, listed_at, id);
CREATE INDEX document_author ON document (author_key, listed_at, id);
CREATE INDEX document_next_look ON document (next_look, id) WHERE next_look IS NOT NULL;

-- Every other id of a document: an X post's edits, an article's addresses.
CREATE TABLE alias (
    name     TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_document ON alias (document);

CREATE TABLE blob (
    sha256   TEXT PRIMARY KEY,
    encoding TEXT NOT NULL, -- '' or 'gzip': how bytes are kept
    bytes    BLOB NOT NULL
) STRICT;

CREATE TABLE capture (
    id          INTEGER PRIMARY KEY,
    run         INTEGER,
    source      INTEGER,
    document    TEXT NOT NULL, -- what the fetch was aimed at
    door        TEXT NOT NULL,
    relay       TEXT NOT NULL,
    method      TEXT NOT NULL,
    url         TEXT NOT NULL,
    final_url   TEXT NOT NULL,
    request_header TEXT NOT NULL,
    hops        TEXT NOT NULL,
    status      INTEGER NOT NULL,
    header      TEXT NOT NULL,
    raw_sha256  TEXT NOT NULL,
    raw_length  INTEGER NOT NULL,
    raw_blob    TEXT NOT NULL, -- where the raw bytes are kept apart, else ''
    body_sha256 TEXT NOT NULL,
    body_length INTEGER NOT NULL,
    truncated   TEXT NOT NULL,
    started_at  INTEGER,
    finished_at INTEGER,
    server_date INTEGER,
    remote_addr TEXT NOT NULL,
    tls         TEXT NOT NULL,
    robots      TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    error       TEXT NOT NULL
) STRICT;
CREATE INDEX capture_document ON capture (document) WHERE document <> '';

CREATE TABLE version (
    id         INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document (id),
    seq        INTEGER NOT NULL,
    native_id  TEXT NOT NULL,
    url        TEXT NOT NULL,
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    lang       TEXT NOT NULL,
    cut        INTEGER NOT NULL,
    content    TEXT NOT NULL, -- all of it, as JSON; the columns before it are for search
    hash       TEXT NOT NULL,
    capture    INTEGER NOT NULL REFERENCES capture (id),
    valid_from INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    UNIQUE (document, seq)
) STRICT;

-- Each sight of a version. content is kept where it is not the version's own.
CREATE TABLE reading (
    id      INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id),
    capture INTEGER NOT NULL REFERENCES capture (id),
    hash    TEXT NOT NULL,
    cut     INTEGER NOT NULL,
    content TEXT
) STRICT;
CREATE INDEX reading_version ON reading (version);
CREATE INDEX reading_capture ON reading (capture);

CREATE TABLE tombstone (
    id           INTEGER PRIMARY KEY,
    document     INTEGER NOT NULL REFERENCES document (id),
    how          TEXT NOT NULL,
    detail       TEXT NOT NULL,
    capture      INTEGER NOT NULL REFERENCES capture (id),
    first_missed INTEGER NOT NULL,
    confirmed_at INTEGER,
    confirmed_by INTEGER REFERENCES capture (id),
    last_there   INTEGER,
    closed_at    INTEGER -- when it was seen again
) STRICT;
CREATE INDEX tombstone_document ON tombstone (document);

-- What captures changed, in the order in which it was learned.
CREATE TABLE change (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    capture  INTEGER NOT NULL REFERENCES capture (id),
    version  INTEGER REFERENCES version (id),
    how      TEXT NOT NULL,
    detail   TEXT NOT NULL
) STRICT;
CREATE INDEX change_document ON change (document, at);
CREATE INDEX change_version ON change (version);
CREATE INDEX change_kind ON change (kind, at);

CREATE TABLE source (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    platform      TEXT NOT NULL,
    url           TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    cadence       INTEGER NOT NULL, -- milliseconds
    added_at      INTEGER,
    next_due      INTEGER,
    last_run      INTEGER,
    last_ok       INTEGER,
    last_error    TEXT NOT NULL,
    failures      INTEGER NOT NULL,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL
) STRICT;

CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER,
    heartbeat   INTEGER NOT NULL,
    holder      TEXT NOT NULL,
    state       TEXT NOT NULL,
    counts      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX run_one_at_a_time ON run (state) WHERE state = 'running';

-- Derived.

CREATE TABLE quote (
    id        INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL REFERENCES version (id), -- the article's
    seq       INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    start     INTEGER NOT NULL,
    stop      INTEGER NOT NULL,
    parts     TEXT NOT NULL,
    text      TEXT NOT NULL,
    speaker   TEXT NOT NULL,
    handle    TEXT NOT NULL,
    url       TEXT NOT NULL,
    document  TEXT NOT NULL, -- the post that an embedded quote names
    UNIQUE (version, seq)
) STRICT;

CREATE TABLE link (
    quote      INTEGER PRIMARY KEY REFERENCES quote (id) ON DELETE CASCADE,
    version    INTEGER NOT NULL REFERENCES version (id), -- the post's
    verdict    TEXT NOT NULL,
    confidence REAL NOT NULL,
    span_from  INTEGER NOT NULL,
    span_to    INTEGER NOT NULL,
    edits      TEXT NOT NULL,
    warnings   TEXT NOT NULL,
    via        TEXT NOT NULL,
    linked_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX link_version ON link (version);

-- Which matcher has read which article's version.
CREATE TABLE linked (
    version INTEGER PRIMARY KEY REFERENCES version (id),
    linker  INTEGER NOT NULL
) STRICT;

-- The inverted index. space: 1 posts' versions, 2 quotes without a source.
CREATE TABLE posting (
    space INTEGER NOT NULL,
    term  INTEGER NOT NULL,
    ref   INTEGER NOT NULL,
    PRIMARY KEY (space, term, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE term (
    space INTEGER NOT NULL,
    term  INTEGER NOT NULL,
    df    INTEGER NOT NULL,
    PRIMARY KEY (space, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE indexed (
    space INTEGER NOT NULL,
    ref   INTEGER NOT NULL,
    terms BLOB NOT NULL, -- 8 bytes each, so that they can be taken out again
    PRIMARY KEY (space, ref)
) STRICT, WITHOUT ROWID;

-- What waits to be indexed. A text that changes while it waits gets a new id, so
-- that an indexer that read the old words cannot strike it off.
CREATE TABLE unindexed (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    space INTEGER NOT NULL,
    ref   INTEGER NOT NULL,
    UNIQUE (space, ref)
) STRICT;

-- How many texts a space has indexed, and by which scheme.
CREATE TABLE space (
    space  INTEGER PRIMARY KEY,
    scheme INTEGER NOT NULL,
    texts  INTEGER NOT NULL
) STRICT;
INSERT INTO space VALUES (1, 0, 0), (2, 0, 0);
