-- PostgreSQL's triggers changed: a change's is run once a statement. SQLite has none of that
-- kind.
SELECT 1;
