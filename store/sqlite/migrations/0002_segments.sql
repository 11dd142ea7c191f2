-- The inverted index in packed segments: a row a posting took ten times the room
-- and the time. What was indexed waits to be indexed anew.

INSERT OR REPLACE INTO unindexed (space, ref) SELECT space, ref FROM indexed;
DROP TABLE posting;
DROP TABLE term;
DROP TABLE indexed;
UPDATE space SET scheme = 0, texts = 0;
INSERT INTO space VALUES (3, 0, 0);

-- A segment is never changed once it is live. Larger ones are made of smaller.
CREATE TABLE segment (
    id       INTEGER PRIMARY KEY,
    space    INTEGER NOT NULL, -- 1 posts' versions, 2 quotes without a source, 3 versions' renditions
    base     INTEGER NOT NULL, -- the lowest ref
    texts    INTEGER NOT NULL,
    entries  INTEGER NOT NULL, -- terms, each counted once
    bits     INTEGER NOT NULL, -- of a term, that tell its bucket
    live     INTEGER NOT NULL, -- 0 while it is being made or taken away
    touched  INTEGER NOT NULL  -- when somebody last worked on it
) STRICT;

-- key: the segment (22 bits), 1 for a long list, and the bucket or the term (40).
CREATE TABLE posting (
    key  INTEGER PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;

-- Versions of posts for which the quotes without a source were not asked yet.
CREATE TABLE unsought (ref INTEGER PRIMARY KEY) STRICT;
INSERT INTO unsought SELECT v.id FROM version v JOIN document d ON d.id = v.document WHERE d.kind = 'post';

-- Machine translations of versions, and what dictionaries say of their words.
CREATE TABLE rendition (
    version INTEGER NOT NULL REFERENCES version (id),
    engine  TEXT NOT NULL,
    lang    TEXT NOT NULL,
    text    TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (version, engine, lang)
) STRICT, WITHOUT ROWID;

-- Versions of posts that wait for the translators, and which ones those are.
CREATE TABLE unrendered (ref INTEGER PRIMARY KEY) STRICT;
INSERT INTO unrendered SELECT v.id FROM version v JOIN document d ON d.id = v.document WHERE d.kind = 'post';
CREATE TABLE rendering (engines TEXT NOT NULL) STRICT;
INSERT INTO rendering VALUES ('');
