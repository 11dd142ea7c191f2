-- What people do with sources: pause them, and tag them (words parted by a space).
ALTER TABLE source ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN tags TEXT NOT NULL DEFAULT '';
