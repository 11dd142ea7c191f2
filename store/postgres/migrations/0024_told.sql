-- What others tell of a post counts as no edit of it where its home was seen, nor do two that
-- contradict each other: the search's index and the pages of such posts are made anew.
UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id IN
    (SELECT document FROM version WHERE seq = 2 INTERSECT SELECT document FROM version WHERE seq > 0 AND authority <> '');
