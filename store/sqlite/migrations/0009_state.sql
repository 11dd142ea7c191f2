-- By which leaf of the log a document's rows are on record, as they stand.

ALTER TABLE document ADD COLUMN leaf INTEGER;
