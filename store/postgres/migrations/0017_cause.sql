-- Why the last look at a source failed, and why a host is left alone, as programs read it.
-- What failed before has words only.
ALTER TABLE source ADD COLUMN last_cause TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE source SET last_cause = 'unknown' WHERE last_error <> '';
ALTER TABLE host ADD COLUMN cause TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE host SET cause = 'unknown' WHERE why <> '';
