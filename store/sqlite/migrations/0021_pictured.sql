-- What a machine reads of the pictures that posts carry, where their source asks for it:
-- derived from the bytes, and made again from them. A row without made_at waits.
ALTER TABLE source ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0;
CREATE TABLE pictured (
    id      INTEGER PRIMARY KEY,
    sha256  TEXT NOT NULL UNIQUE, -- of the picture
    engine  TEXT NOT NULL DEFAULT '',
    text    TEXT NOT NULL DEFAULT '',
    made_at INTEGER
) STRICT;
CREATE INDEX pictured_waits ON pictured (id) WHERE made_at IS NULL;
CREATE INDEX source_ocr ON source (id) WHERE ocr = 1;
CREATE INDEX medium_sha256 ON medium (sha256);
INSERT INTO space VALUES (4, 0, 0); -- pictures, by pictured.id

CREATE TRIGGER touch_pictured AFTER UPDATE OF made_at ON pictured BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id IN (SELECT document FROM medium WHERE sha256 = new.sha256);
END;
CREATE TRIGGER pictured_dropped AFTER DELETE ON medium WHEN NOT EXISTS (SELECT 1 FROM medium WHERE sha256 = old.sha256) BEGIN
    DELETE FROM unindexed WHERE space = 4 AND ref IN (SELECT id FROM pictured WHERE sha256 = old.sha256);
    DELETE FROM pictured WHERE sha256 = old.sha256;
END;
