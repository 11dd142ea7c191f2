-- By which leaf of the log rows are on record that no capture brought, and their SHA-256
-- there: renditions, words read of pictures, notices, ends of runs, sources, hosts that are
-- left alone, settings. What is there now is put on record as it stands.
CREATE TABLE row_state (
    item   TEXT PRIMARY KEY, -- what they are, and which: "run 7"
    leaf   INTEGER NOT NULL,
    sha256 TEXT NOT NULL -- '' where there are none any more
) STRICT, WITHOUT ROWID;

-- A checkpoint that is taken out is missed by this.
INSERT INTO setting (name, value) SELECT 'log.signed', CAST(max(size) AS TEXT) FROM checkpoint HAVING max(size) > 0 ON CONFLICT DO NOTHING;
