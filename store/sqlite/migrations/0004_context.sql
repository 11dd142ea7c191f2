-- Posts beside those of watched accounts, the bytes of media, and people with
-- several accounts and names.

ALTER TABLE document ADD COLUMN context INTEGER NOT NULL DEFAULT 0; -- kept only beside another
ALTER TABLE source ADD COLUMN selector TEXT NOT NULL DEFAULT '';    -- CSS, where a page's text is

ALTER TABLE source ADD COLUMN speaker TEXT NOT NULL DEFAULT '';     -- whose statements its pages are
ALTER TABLE host ADD COLUMN asked_at INTEGER;

CREATE TABLE relation (
    document INTEGER NOT NULL REFERENCES document (id),
    kind     TEXT NOT NULL, -- replies-to, quotes
    other    TEXT NOT NULL, -- a document's id, known here or not
    PRIMARY KEY (document, kind, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_other ON relation (other, kind);

-- Bytes kept as files beside the database, by their hash.
CREATE TABLE medium (
    document INTEGER NOT NULL REFERENCES document (id),
    url      TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    type     TEXT NOT NULL, -- the media type that the bytes show
    length   INTEGER NOT NULL,
    width    INTEGER NOT NULL, -- pixels, 0 where unknown
    height   INTEGER NOT NULL,
    capture  INTEGER NOT NULL REFERENCES capture (id),
    PRIMARY KEY (document, url, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE author_name (
    author INTEGER NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    PRIMARY KEY (author, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE account (
    platform TEXT NOT NULL,
    key      TEXT NOT NULL, -- document.author_key
    author   INTEGER NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    PRIMARY KEY (platform, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_author ON account (author);
