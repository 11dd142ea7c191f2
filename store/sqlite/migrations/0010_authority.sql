-- Whose word it is: relay, import, claim; '' is the origin's. A version whose seq is below 0
-- is kept beside the document's own: others say so and its home does not.

ALTER TABLE capture ADD COLUMN authority TEXT NOT NULL DEFAULT ''; -- here '' follows from method and relay
ALTER TABLE document ADD COLUMN authority TEXT NOT NULL DEFAULT '';
ALTER TABLE version ADD COLUMN authority TEXT NOT NULL DEFAULT '';
ALTER TABLE tombstone ADD COLUMN authority TEXT NOT NULL DEFAULT '';

-- Of what is there, by the captures that showed it. What a WARC file brought was not
-- asked by this archive.
CREATE TEMP TABLE spoken AS SELECT id, CASE WHEN method = 'IMPORT' OR door = 'warc' THEN 'import' WHEN relay <> '' THEN 'relay' ELSE 'origin' END AS authority
    FROM capture WHERE method = 'IMPORT' OR relay <> '';
CREATE UNIQUE INDEX temp.spoken_id ON spoken (id);
UPDATE version SET authority = (SELECT authority FROM spoken WHERE id = version.capture)
    WHERE capture IN (SELECT id FROM spoken)
    AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.version = version.id AND r.hash = version.hash AND r.capture NOT IN (SELECT id FROM spoken));
UPDATE document SET authority = (SELECT v.authority FROM version v WHERE v.document = document.id
    ORDER BY CASE v.authority WHEN 'relay' THEN 1 ELSE 2 END LIMIT 1)
    WHERE EXISTS (SELECT 1 FROM version v WHERE v.document = document.id)
    AND NOT EXISTS (SELECT 1 FROM version v WHERE v.document = document.id AND v.authority = '');
UPDATE tombstone SET authority = (SELECT authority FROM spoken WHERE id = tombstone.capture) WHERE capture IN (SELECT id FROM spoken);
DROP TABLE spoken;
