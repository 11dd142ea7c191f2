-- By which leaf of the log rows are on record that no capture brought, and their SHA-256
-- there: renditions, words read of pictures, notices, ends of runs, sources, hosts that are
-- left alone, settings. What is there now is put on record as it stands.
CREATE TABLE row_state (
    item   TEXT COLLATE "C" PRIMARY KEY, -- what they are, and which: "run 7"
    leaf   BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL -- '' where there are none any more
);

-- A checkpoint that is taken out is missed by this.
INSERT INTO setting (name, value) SELECT 'log.signed', CAST(max(size) AS TEXT) FROM checkpoint HAVING max(size) > 0 ON CONFLICT DO NOTHING;
