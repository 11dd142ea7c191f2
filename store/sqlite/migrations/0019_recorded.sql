-- When the archive took a capture in that it did not make itself: a file says when that
-- was made. NULL where the two are one time, and where nobody wrote it down.
ALTER TABLE capture ADD COLUMN recorded_at INTEGER;
