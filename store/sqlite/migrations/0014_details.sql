-- What the warnings of a link are about, as JSON: both values of a number, date or name.
ALTER TABLE link ADD COLUMN details TEXT NOT NULL DEFAULT 'null';
