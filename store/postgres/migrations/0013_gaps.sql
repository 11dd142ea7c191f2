-- What the looks at a source left unseen, so that the next one goes on there.
ALTER TABLE source ADD COLUMN gaps TEXT COLLATE "C" NOT NULL DEFAULT '';

-- When an address was asked for that names no document. An address may be longer than a
-- row of a B-tree.
CREATE INDEX capture_nameless ON capture USING hash (url) WHERE document = '';
