-- What a difference does to the quote, so that the gravest are found first. Of the links
-- that are there, by their warnings and verdict; a quote that is linked again gets it anew.

ALTER TABLE link ADD COLUMN severity TEXT NOT NULL DEFAULT '';
UPDATE link SET severity = CASE
    WHEN EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid(warnings) THEN warnings ELSE '[]' END)
        WHERE value NOT IN ('edited-away', 'older-than-post', 'emphasis', 'lookalike')) THEN 'meaning'
    WHEN verdict IN ('altered', 'trimmed') OR warnings LIKE '%"edited-away"%' OR warnings LIKE '%"older-than-post"%' OR warnings LIKE '%"emphasis"%' THEN 'wording'
    WHEN warnings LIKE '%"lookalike"%' THEN 'form'
    ELSE '' END;
DROP INDEX IF EXISTS link_verdict;
CREATE INDEX link_severity ON link (severity, linked_at DESC, quote DESC);
