-- The archive as the eleventh migration of SQLite's leaves it: the same tables and columns,
-- so that one set of statements serves both. Text is compared byte by byte (COLLATE "C").

CREATE TABLE onrecord (schema BIGINT NOT NULL);
INSERT INTO onrecord VALUES (11);

-- Lists are given as JSON: of ids, and of names. What is no list is one of itself, and null
-- an empty one.
CREATE FUNCTION elements(list text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE jsonb_typeof(list::jsonb) WHEN 'array' THEN list::jsonb WHEN 'null' THEN '[]' ELSE jsonb_build_array(list::jsonb) END
$$;
CREATE FUNCTION each_id(list text) RETURNS TABLE (key bigint, value bigint) LANGUAGE sql IMMUTABLE AS
    'SELECT t.n - 1, t.v::bigint FROM jsonb_array_elements_text(elements(list)) WITH ORDINALITY t (v, n)';
CREATE FUNCTION each_name(list text) RETURNS TABLE (key bigint, value text) LANGUAGE sql IMMUTABLE AS
    'SELECT t.n - 1, t.v COLLATE "C" FROM jsonb_array_elements_text(elements(list)) WITH ORDINALITY t (v, n)';
CREATE FUNCTION instr(body text, part text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT strpos(body, part)';
CREATE FUNCTION json_quote(s text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT to_json(s)::text';

CREATE FUNCTION next_document() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM document); END';
CREATE TABLE document (
    id            BIGINT PRIMARY KEY DEFAULT next_document(),
    name          TEXT COLLATE "C" NOT NULL UNIQUE, -- platform:native id; never changes
    kind          TEXT COLLATE "C" NOT NULL,
    platform      TEXT COLLATE "C" NOT NULL,
    url           TEXT COLLATE "C" NOT NULL DEFAULT '',
    author_key    TEXT COLLATE "C" NOT NULL DEFAULT '',
    author_id     TEXT COLLATE "C" NOT NULL DEFAULT '',
    author_handle TEXT COLLATE "C" NOT NULL DEFAULT '',
    author_name   TEXT COLLATE "C" NOT NULL DEFAULT '',
    author_url    TEXT COLLATE "C" NOT NULL DEFAULT '',
    publisher     TEXT COLLATE "C" NOT NULL DEFAULT '',
    published_at  BIGINT,
    published_precision TEXT COLLATE "C" NOT NULL DEFAULT '',
    published_raw TEXT COLLATE "C" NOT NULL DEFAULT '',
    id_time       BIGINT,
    first_seen    BIGINT,
    last_seen     BIGINT,
    next_look     BIGINT,
    -- The time by which lists are ordered.
    listed_at     BIGINT NOT NULL GENERATED ALWAYS AS (coalesce(published_at, first_seen, 0)) STORED,
    context       BIGINT NOT NULL DEFAULT 0, -- kept only beside another
    page          BIGINT NOT NULL DEFAULT 0, -- store.DocumentID.Page
    touched       BIGINT NOT NULL DEFAULT 0, -- counts upwards
    leaf          BIGINT, -- that its rows are on record by, as they stand
    authority     TEXT COLLATE "C" NOT NULL DEFAULT '');
CREATE INDEX document_listed ON document (listed_at, id);
CREATE INDEX document_kind ON document (kind, listed_at, id);
CREATE INDEX document_author ON document (author_key, listed_at, id);
CREATE INDEX document_next_look ON document (next_look, id) WHERE next_look IS NOT NULL;
CREATE INDEX document_page ON document (page);
CREATE INDEX document_touched ON document (touched);

CREATE TABLE alias (
    name     TEXT COLLATE "C" PRIMARY KEY,
    document BIGINT NOT NULL REFERENCES document (id)
);
CREATE INDEX alias_document ON alias (document);

CREATE TABLE blob (
    sha256   TEXT COLLATE "C" PRIMARY KEY,
    encoding TEXT COLLATE "C" NOT NULL, -- '' or 'gzip': how bytes are kept
    bytes    BYTEA NOT NULL
);

CREATE FUNCTION next_capture() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM capture); END';
CREATE TABLE capture (
    id          BIGINT PRIMARY KEY DEFAULT next_capture(),
    run         BIGINT,
    source      BIGINT,
    document    TEXT COLLATE "C" NOT NULL, -- what the fetch was aimed at
    door        TEXT COLLATE "C" NOT NULL,
    relay       TEXT COLLATE "C" NOT NULL,
    method      TEXT COLLATE "C" NOT NULL,
    url         TEXT COLLATE "C" NOT NULL,
    final_url   TEXT COLLATE "C" NOT NULL,
    request_header TEXT COLLATE "C" NOT NULL,
    hops        TEXT COLLATE "C" NOT NULL,
    status      BIGINT NOT NULL,
    header      TEXT COLLATE "C" NOT NULL,
    raw_sha256  TEXT COLLATE "C" NOT NULL,
    raw_length  BIGINT NOT NULL,
    raw_blob    TEXT COLLATE "C" NOT NULL, -- where the raw bytes are kept apart, else ''
    body_sha256 TEXT COLLATE "C" NOT NULL,
    body_length BIGINT NOT NULL,
    truncated   TEXT COLLATE "C" NOT NULL,
    started_at  BIGINT,
    finished_at BIGINT,
    server_date BIGINT,
    remote_addr TEXT COLLATE "C" NOT NULL,
    tls         TEXT COLLATE "C" NOT NULL,
    robots      TEXT COLLATE "C" NOT NULL,
    outcome     TEXT COLLATE "C" NOT NULL,
    error       TEXT COLLATE "C" NOT NULL,
    authority TEXT COLLATE "C" NOT NULL DEFAULT '');
CREATE INDEX capture_document ON capture (document) WHERE document <> '';
CREATE INDEX capture_run ON capture (run) WHERE run IS NOT NULL;
CREATE INDEX capture_source ON capture (source) WHERE source IS NOT NULL;
CREATE INDEX capture_started ON capture (started_at);

CREATE FUNCTION next_version() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM version); END';
CREATE TABLE version (
    id         BIGINT PRIMARY KEY DEFAULT next_version(),
    document   BIGINT NOT NULL REFERENCES document (id),
    seq        BIGINT NOT NULL,
    native_id  TEXT COLLATE "C" NOT NULL,
    url        TEXT COLLATE "C" NOT NULL,
    title      TEXT COLLATE "C" NOT NULL,
    text       TEXT COLLATE "C" NOT NULL,
    lang       TEXT COLLATE "C" NOT NULL,
    cut        BIGINT NOT NULL,
    content    TEXT COLLATE "C" NOT NULL, -- all of it, as JSON; the columns before it are for search
    hash       TEXT COLLATE "C" NOT NULL,
    capture    BIGINT NOT NULL REFERENCES capture (id),
    valid_from BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen  BIGINT NOT NULL, authority TEXT COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (document, seq)
);

CREATE FUNCTION next_reading() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM reading); END';
CREATE TABLE reading (
    id      BIGINT PRIMARY KEY DEFAULT next_reading(),
    version BIGINT NOT NULL REFERENCES version (id),
    capture BIGINT NOT NULL REFERENCES capture (id),
    hash    TEXT COLLATE "C" NOT NULL,
    cut     BIGINT NOT NULL,
    content TEXT COLLATE "C"
);
CREATE INDEX reading_version ON reading (version);
CREATE INDEX reading_capture ON reading (capture);

CREATE FUNCTION next_tombstone() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM tombstone); END';
CREATE TABLE tombstone (
    id           BIGINT PRIMARY KEY DEFAULT next_tombstone(),
    document     BIGINT NOT NULL REFERENCES document (id),
    how          TEXT COLLATE "C" NOT NULL,
    detail       TEXT COLLATE "C" NOT NULL,
    capture      BIGINT NOT NULL REFERENCES capture (id),
    first_missed BIGINT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by BIGINT REFERENCES capture (id),
    last_there   BIGINT,
    closed_at    BIGINT, -- when it was seen again
    authority TEXT COLLATE "C" NOT NULL DEFAULT '');
CREATE INDEX tombstone_document ON tombstone (document);

CREATE FUNCTION next_change() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM change); END';
CREATE TABLE change (
    id       BIGINT PRIMARY KEY DEFAULT next_change(),
    at       BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    document BIGINT NOT NULL REFERENCES document (id),
    capture  BIGINT NOT NULL REFERENCES capture (id),
    version  BIGINT REFERENCES version (id),
    how      TEXT COLLATE "C" NOT NULL,
    detail   TEXT COLLATE "C" NOT NULL
);
CREATE INDEX change_document ON change (document, at);
CREATE INDEX change_version ON change (version);
CREATE INDEX change_kind ON change (kind, at);

CREATE FUNCTION next_source() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM source); END';
CREATE TABLE source (
    id            BIGINT PRIMARY KEY DEFAULT next_source(),
    kind          TEXT COLLATE "C" NOT NULL,
    platform      TEXT COLLATE "C" NOT NULL,
    url           TEXT COLLATE "C" NOT NULL UNIQUE,
    name          TEXT COLLATE "C" NOT NULL,
    cadence       BIGINT NOT NULL, -- milliseconds
    added_at      BIGINT,
    next_due      BIGINT,
    last_run      BIGINT,
    last_ok       BIGINT,
    last_error    TEXT COLLATE "C" NOT NULL,
    failures      BIGINT NOT NULL,
    etag          TEXT COLLATE "C" NOT NULL,
    last_modified TEXT COLLATE "C" NOT NULL,
    fixed BIGINT NOT NULL DEFAULT 0, selector TEXT COLLATE "C" NOT NULL DEFAULT '', speaker TEXT COLLATE "C" NOT NULL DEFAULT '');

CREATE FUNCTION next_run() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM run); END';
CREATE TABLE run (
    id          BIGINT PRIMARY KEY DEFAULT next_run(),
    started_at  BIGINT NOT NULL,
    finished_at BIGINT,
    heartbeat   BIGINT NOT NULL,
    holder      TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    counts      TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX run_one_at_a_time ON run (state) WHERE state = 'running';

CREATE FUNCTION next_quote() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM quote); END';
CREATE TABLE quote (
    id        BIGINT PRIMARY KEY DEFAULT next_quote(),
    version   BIGINT NOT NULL REFERENCES version (id), -- the article's
    seq       BIGINT NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    start     BIGINT NOT NULL,
    stop      BIGINT NOT NULL,
    parts     TEXT COLLATE "C" NOT NULL,
    text      TEXT COLLATE "C" NOT NULL,
    speaker   TEXT COLLATE "C" NOT NULL,
    handle    TEXT COLLATE "C" NOT NULL,
    url       TEXT COLLATE "C" NOT NULL,
    document  TEXT COLLATE "C" NOT NULL, -- the post that an embedded quote names
    UNIQUE (version, seq)
);

CREATE TABLE link (
    quote      BIGINT PRIMARY KEY REFERENCES quote (id) ON DELETE CASCADE,
    version    BIGINT NOT NULL REFERENCES version (id), -- the post's
    verdict    TEXT COLLATE "C" NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    span_from  BIGINT NOT NULL,
    span_to    BIGINT NOT NULL,
    edits      TEXT COLLATE "C" NOT NULL,
    warnings   TEXT COLLATE "C" NOT NULL,
    via        TEXT COLLATE "C" NOT NULL,
    linked_at  BIGINT NOT NULL,
    severity TEXT COLLATE "C" NOT NULL DEFAULT '');
CREATE INDEX link_version ON link (version);
CREATE INDEX link_severity ON link (severity, linked_at DESC, quote DESC);

CREATE TABLE linked (
    version BIGINT PRIMARY KEY REFERENCES version (id),
    linker  BIGINT NOT NULL
);

CREATE TABLE unindexed (
    id    BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    space BIGINT NOT NULL,
    ref   BIGINT NOT NULL,
    UNIQUE (space, ref)
);

CREATE TABLE space (
    space  BIGINT PRIMARY KEY,
    scheme BIGINT NOT NULL,
    texts  BIGINT NOT NULL
);

CREATE TABLE segment (
    id       BIGINT PRIMARY KEY,
    space    BIGINT NOT NULL, -- 1 posts' versions, 2 quotes without a source, 3 versions' renditions
    base     BIGINT NOT NULL, -- the lowest ref
    texts    BIGINT NOT NULL,
    entries  BIGINT NOT NULL, -- terms, each counted once
    bits     INTEGER NOT NULL, -- of a term, that tell its bucket
    live     BIGINT NOT NULL, -- 0 while it is being made or taken away
    touched  BIGINT NOT NULL  -- when somebody last worked on it
);

CREATE TABLE posting (
    key  BIGINT PRIMARY KEY,
    data BYTEA NOT NULL
);

CREATE TABLE unsought (ref BIGINT PRIMARY KEY);

CREATE TABLE rendition (
    version BIGINT NOT NULL REFERENCES version (id),
    engine  TEXT COLLATE "C" NOT NULL,
    lang    TEXT COLLATE "C" NOT NULL,
    text    TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (version, engine, lang)
);

CREATE TABLE unrendered (ref BIGINT PRIMARY KEY);

CREATE TABLE rendering (engines TEXT COLLATE "C" NOT NULL);

CREATE TABLE host (
    name          TEXT COLLATE "C" PRIMARY KEY,
    blocked_until BIGINT,
    strikes       BIGINT NOT NULL, -- refusals or failures in a row
    why           TEXT COLLATE "C" NOT NULL,
    asked_at BIGINT);

CREATE TABLE setting (
    name  TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

CREATE FUNCTION next_event() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM event); END';
CREATE TABLE event (
    id       BIGINT PRIMARY KEY DEFAULT next_event(),
    at       BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL, -- edited, gone, restored, altered, broken, mended
    name     TEXT COLLATE "C" NOT NULL UNIQUE, -- what happened, so that it is told once
    body     TEXT COLLATE "C" NOT NULL -- JSON
);

CREATE TABLE delivery (
    event   BIGINT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    channel TEXT COLLATE "C" NOT NULL,
    tries   BIGINT NOT NULL,
    next_try BIGINT, -- NULL when it was taken
    error   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (event, channel)
);
CREATE INDEX delivery_next ON delivery (next_try) WHERE next_try IS NOT NULL;

CREATE TABLE relation (
    document BIGINT NOT NULL REFERENCES document (id),
    kind     TEXT COLLATE "C" NOT NULL, -- replies-to, quotes
    other    TEXT COLLATE "C" NOT NULL, -- a document's id, known here or not
    PRIMARY KEY (document, kind, other)
);
CREATE INDEX relation_other ON relation (other, kind);

CREATE TABLE medium (
    document BIGINT NOT NULL REFERENCES document (id),
    url      TEXT COLLATE "C" NOT NULL,
    sha256   TEXT COLLATE "C" NOT NULL,
    type     TEXT COLLATE "C" NOT NULL, -- the media type that the bytes show
    length   BIGINT NOT NULL,
    width    BIGINT NOT NULL, -- pixels, 0 where unknown
    height   BIGINT NOT NULL,
    capture  BIGINT NOT NULL REFERENCES capture (id),
    PRIMARY KEY (document, url, sha256)
);

CREATE FUNCTION next_author() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM author); END';
CREATE TABLE author (
    id   BIGINT PRIMARY KEY DEFAULT next_author(),
    name TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE author_name (
    author BIGINT NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    name   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (author, name)
);

CREATE TABLE account (
    platform TEXT COLLATE "C" NOT NULL,
    key      TEXT COLLATE "C" NOT NULL, -- document.author_key
    author   BIGINT NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    PRIMARY KEY (platform, key)
);
CREATE INDEX account_author ON account (author);

CREATE TABLE leaf (
    idx      BIGINT PRIMARY KEY, -- from 0, without gaps
    kind     TEXT COLLATE "C" NOT NULL,       -- capture, tombstone, run, export, annotation, forget, key
    capture  BIGINT,
    document TEXT COLLATE "C" NOT NULL,       -- what it is about, '' for a capture
    record   BYTEA NOT NULL        -- the leaf's exact bytes
);
CREATE UNIQUE INDEX leaf_capture ON leaf (capture) WHERE capture IS NOT NULL;
CREATE INDEX leaf_document ON leaf (document) WHERE document <> '';

CREATE TABLE node (
    number BIGINT PRIMARY KEY,
    hash   BYTEA NOT NULL
);

CREATE FUNCTION next_checkpoint() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM checkpoint); END';
CREATE TABLE checkpoint (
    id      BIGINT PRIMARY KEY DEFAULT next_checkpoint(),
    run     BIGINT,
    size    BIGINT NOT NULL,
    note    TEXT COLLATE "C" NOT NULL, -- its exact bytes
    made_at BIGINT NOT NULL
);
CREATE INDEX checkpoint_size ON checkpoint (size);

CREATE TABLE forgotten (
    document BIGINT PRIMARY KEY REFERENCES document (id),
    leaf     BIGINT NOT NULL
);

CREATE TABLE erased (
    sha256 TEXT COLLATE "C" PRIMARY KEY,
    leaf   BIGINT NOT NULL
);

CREATE TABLE anchor (
    checkpoint BIGINT NOT NULL REFERENCES checkpoint (id),
    authority  TEXT COLLATE "C" NOT NULL,    -- its address
    token      BYTEA,             -- the stamp in DER (RFC 3161), NULL where there is none yet
    stamped_at BIGINT,          -- what it says
    asked_at   BIGINT NOT NULL, -- by our clock
    tries      BIGINT NOT NULL, -- that failed, in a row
    next_try   BIGINT,
    error      TEXT COLLATE "C" NOT NULL,    -- why there is none, or what is odd about it
    PRIMARY KEY (checkpoint, authority)
);
CREATE INDEX anchor_authority ON anchor (authority, asked_at);

-- Bytes are packed already.
ALTER TABLE blob ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE posting ALTER COLUMN data SET STORAGE EXTERNAL;
ALTER TABLE leaf ALTER COLUMN record SET STORAGE EXTENDED;

INSERT INTO space VALUES (1, 0, 0), (2, 0, 0), (3, 0, 0);
INSERT INTO rendering VALUES ('');

-- What was touched, by triggers, so that no writer can forget it. A document that was the
-- last one touched, by the same transaction, is left as it is.
CREATE FUNCTION touch(docs bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = ANY (docs)
        AND NOT (touched > 0 AND touched = (SELECT max(touched) FROM document) AND xmin = pg_current_xact_id()::xid)
$$;
CREATE FUNCTION touch_self() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT (old.touched > 0 AND old.touched = (SELECT max(touched) FROM document) AND old.xmin = pg_current_xact_id()::xid) THEN
        new.touched := (SELECT max(touched) FROM document) + 1;
    END IF;
    RETURN new;
END $$;
CREATE FUNCTION touch_document_of() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM touch(ARRAY[new.document]);
    RETURN NULL;
END $$;
CREATE FUNCTION touch_version_of() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM touch(ARRAY[(SELECT document FROM version WHERE id = old.version)]);
    ELSE
        PERFORM touch(ARRAY[(SELECT document FROM version WHERE id = new.version)]);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION touch_aim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM touch(ARRAY[coalesce((SELECT id FROM document WHERE name = new.document), (SELECT document FROM alias WHERE name = new.document))]);
    RETURN NULL;
END $$;
CREATE FUNCTION touch_related() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM touch(ARRAY[new.document, (SELECT id FROM document WHERE name = new.other)]);
    RETURN NULL;
END $$;
CREATE FUNCTION touch_author() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM touch(ARRAY(SELECT id FROM document WHERE author_key = old.key AND platform = old.platform));
    ELSE
        PERFORM touch(ARRAY(SELECT id FROM document WHERE author_key = new.key AND platform = new.platform));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER touch_document BEFORE UPDATE OF kind, url, author_key, author_name, publisher, published_at, published_raw, id_time,
    first_seen, last_seen, context ON document FOR EACH ROW EXECUTE FUNCTION touch_self();
CREATE TRIGGER touch_change AFTER INSERT ON change FOR EACH ROW EXECUTE FUNCTION touch_document_of();
CREATE TRIGGER touch_capture AFTER INSERT ON capture FOR EACH ROW WHEN (new.document <> '' AND new.outcome IN ('failed', 'blocked'))
    EXECUTE FUNCTION touch_aim();
CREATE TRIGGER touch_quote AFTER INSERT OR DELETE ON quote FOR EACH ROW EXECUTE FUNCTION touch_version_of();
CREATE TRIGGER touch_link AFTER INSERT OR DELETE ON link FOR EACH ROW EXECUTE FUNCTION touch_version_of();
CREATE TRIGGER touch_relation AFTER INSERT ON relation FOR EACH ROW EXECUTE FUNCTION touch_related();
CREATE TRIGGER touch_medium AFTER INSERT ON medium FOR EACH ROW EXECUTE FUNCTION touch_document_of();
CREATE TRIGGER touch_rendition AFTER INSERT OR UPDATE ON rendition FOR EACH ROW EXECUTE FUNCTION touch_version_of();
CREATE TRIGGER touch_account AFTER INSERT OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION touch_author();
