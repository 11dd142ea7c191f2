-- What counts by month and by author read, all of it in the index. listed_at would not do:
-- SQLite reads a generated column's own columns from the row.
CREATE INDEX document_months ON document (kind, published_at, first_seen);
CREATE INDEX document_by ON document (kind, author_key, platform, published_at, first_seen);
