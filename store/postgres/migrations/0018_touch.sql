-- What many changes touch at once is touched at once: a trigger for each row was most of
-- what an import cost.
DROP TRIGGER touch_change ON change;
CREATE FUNCTION touch_documents_of() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM touch(ARRAY(SELECT DISTINCT document FROM added));
    RETURN NULL;
END $$;
CREATE TRIGGER touch_change AFTER INSERT ON change REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION touch_documents_of();
