-- The index of the search, as SQLite's: a row's number is its place, the words come cut and
-- folded, parted by blanks. They stand in one vector: the title's with the weight A, the
-- text's B, the earlier ones' C, the tags' D. PostgreSQL counts places in a text up to
-- 16,383 and takes a megabyte at most; of a text the first 200,000 characters are indexed.

CREATE TABLE words (
    rowid BIGINT PRIMARY KEY,
    line  tsvector NOT NULL
);
CREATE INDEX words_line ON words USING gin (line);

CREATE FUNCTION lexemes(words text, weight text, after bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg('''' || replace(replace(left(w, 400), '\', '\\'), '''', '''''') || ''':' || least(after + n, 16383) || weight, ' ')
    FROM string_to_table(left(words, 200000), ' ') WITH ORDINALITY t (w, n) WHERE w <> ''
$$;
CREATE FUNCTION line_of(title text, body text, earlier text, tags text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT concat_ws(' ', lexemes(title, 'A', 0), lexemes(body, 'B', 1 + length(title)),
        lexemes(earlier, 'C', 2 + length(title) + length(body)), lexemes(tags, 'D', 3 + length(title) + length(body) + length(earlier)))::tsvector
$$;

CREATE TABLE shelf (
    place    BIGINT PRIMARY KEY,
    document BIGINT NOT NULL UNIQUE,
    kind     TEXT COLLATE "C" NOT NULL,
    platform TEXT COLLATE "C" NOT NULL,
    author   TEXT COLLATE "C" NOT NULL, -- document.author_key
    lang     TEXT COLLATE "C" NOT NULL,
    state    TEXT COLLATE "C" NOT NULL, -- parted by blanks
    sum      BIGINT NOT NULL -- of all that the index has of it
);
CREATE TABLE shelved (scheme BIGINT NOT NULL, touched BIGINT NOT NULL, document BIGINT NOT NULL);
INSERT INTO shelved VALUES (0, 0, 0);

CREATE FUNCTION shelve_dropped() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM words WHERE rowid = (SELECT place FROM shelf WHERE document = old.id);
    DELETE FROM shelf WHERE document = old.id;
    UPDATE shelved SET touched = least(touched, (SELECT coalesce(max(d.touched), 0) FROM document d));
    RETURN NULL;
END $$;
CREATE TRIGGER shelve_dropped AFTER DELETE ON document FOR EACH ROW EXECUTE FUNCTION shelve_dropped();
