-- What the warnings of a link are about, as JSON: both values of a number, date or name.
ALTER TABLE link ADD COLUMN details TEXT COLLATE "C" NOT NULL DEFAULT 'null';

-- A list of objects.
CREATE FUNCTION each_object(list text) RETURNS TABLE (key bigint, value jsonb) LANGUAGE sql IMMUTABLE AS
    'SELECT t.n - 1, t.v FROM jsonb_array_elements(elements(list)) WITH ORDINALITY t (v, n)';
