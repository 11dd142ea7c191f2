-- What pages need: a document by its page's number, what a run and a source
-- brought, and what was touched since a report was last written.

ALTER TABLE document ADD COLUMN page INTEGER NOT NULL DEFAULT 0;    -- store.DocumentID.Page
ALTER TABLE document ADD COLUMN touched INTEGER NOT NULL DEFAULT 0; -- counts upwards
CREATE INDEX document_page ON document (page);
CREATE INDEX document_touched ON document (touched);
CREATE INDEX capture_run ON capture (run) WHERE run IS NOT NULL;
CREATE INDEX link_verdict ON link (verdict, linked_at);
CREATE INDEX capture_source ON capture (source) WHERE source IS NOT NULL;
UPDATE document SET touched = 1;

-- By triggers, so that no writer can forget it.
CREATE TRIGGER touch_document AFTER UPDATE OF kind, url, author_key, author_name, publisher, published_at, published_raw, id_time,
    first_seen, last_seen, context ON document BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = new.id;
END;
CREATE TRIGGER touch_change AFTER INSERT ON change BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = new.document;
END;
CREATE TRIGGER touch_capture AFTER INSERT ON capture WHEN new.document <> '' AND new.outcome IN ('failed', 'blocked') BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1
        WHERE id = coalesce((SELECT id FROM document WHERE name = new.document), (SELECT document FROM alias WHERE name = new.document));
END;
CREATE TRIGGER touch_quote AFTER INSERT ON quote BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = (SELECT document FROM version WHERE id = new.version);
END;
CREATE TRIGGER touch_quote_gone AFTER DELETE ON quote BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = (SELECT document FROM version WHERE id = old.version);
END;
CREATE TRIGGER touch_link AFTER INSERT ON link BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = (SELECT document FROM version WHERE id = new.version);
END;
CREATE TRIGGER touch_link_gone AFTER DELETE ON link BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = (SELECT document FROM version WHERE id = old.version);
END;
CREATE TRIGGER touch_relation AFTER INSERT ON relation BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = new.document OR name = new.other;
END;
CREATE TRIGGER touch_medium AFTER INSERT ON medium BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = new.document;
END;
CREATE TRIGGER touch_rendition AFTER INSERT ON rendition BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id = (SELECT document FROM version WHERE id = new.version);
END;
CREATE TRIGGER touch_account AFTER INSERT ON account BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE author_key = new.key AND platform = new.platform;
END;
CREATE TRIGGER touch_account_gone AFTER DELETE ON account BEGIN
    UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE author_key = old.key AND platform = old.platform;
END;
