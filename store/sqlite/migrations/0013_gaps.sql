-- What the looks at a source left unseen, so that the next one goes on there.
ALTER TABLE source ADD COLUMN gaps TEXT NOT NULL DEFAULT '';

-- When an address was asked for that names no document.
CREATE INDEX capture_nameless ON capture (url) WHERE document = '';
