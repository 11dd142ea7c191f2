-- The index of the search: derived, IndexWords makes it from what documents say. A row's
-- number (its place) is the minute of the document's time, counted from 1970, times 2^31,
-- and the document's id, so that the index itself gives the newest first.

-- The words come cut and folded, parted by blanks. tags begin with "=": what a document is.
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, earlier, tags,
    content = '', contentless_delete = 1,
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[]^_{|}~'"
);

-- What is indexed, and what it is counted by.
CREATE TABLE shelf (
    place    INTEGER PRIMARY KEY,
    document INTEGER NOT NULL UNIQUE,
    kind     TEXT NOT NULL,
    platform TEXT NOT NULL,
    author   TEXT NOT NULL, -- document.author_key
    lang     TEXT NOT NULL,
    state    TEXT NOT NULL, -- parted by blanks
    sum      INTEGER NOT NULL -- of all that the index has of it
) STRICT;

-- Up to which touch of which document it is indexed, and how texts are cut.
CREATE TABLE shelved (scheme INTEGER NOT NULL, touched INTEGER NOT NULL, document INTEGER NOT NULL) STRICT;
INSERT INTO shelved VALUES (0, 0, 0);

-- A document that became part of another one is found as that one. Its touch may be
-- counted again.
CREATE TRIGGER shelve_dropped AFTER DELETE ON document BEGIN
    DELETE FROM words WHERE rowid = (SELECT place FROM shelf WHERE document = old.id);
    DELETE FROM shelf WHERE document = old.id;
    UPDATE shelved SET touched = min(touched, (SELECT coalesce(max(touched), 0) FROM document));
END;
