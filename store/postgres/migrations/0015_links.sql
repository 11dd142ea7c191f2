-- By which leaf of the log the quotes of an article's version, with their links, are on
-- record. Quotes of a version that waits to be linked are found anew.

ALTER TABLE linked ADD COLUMN leaf BIGINT;
DELETE FROM quote WHERE version NOT IN (SELECT version FROM linked);
DELETE FROM unindexed WHERE space = 2 AND ref NOT IN (SELECT id FROM quote);
