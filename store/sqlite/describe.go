package sqlite

import (
	"database/sql"
	"time"

	"onrecord/store"
)

// known is what the archive knows of a document apart from its versions.
type known struct {
	kind           store.Kind
	url, publisher string
	author         store.Author
	published      store.Moment
	idTime         time.Time
	firstSeen      time.Time
	lastSeen       time.Time
	nextLook       time.Time
}

func (r *recorder) known(doc int64) (known, error) {
	var k known
	var published, idTime, first, last, next sql.NullInt64
	err := r.tx.QueryRowContext(r.ctx, `SELECT kind, url, publisher, author_id, author_handle, author_name, author_url,
		published_at, published_precision, published_raw, id_time, first_seen, last_seen, next_look FROM document WHERE id = ?`, doc).
		Scan(&k.kind, &k.url, &k.publisher, &k.author.ID, &k.author.Handle, &k.author.Name, &k.author.URL,
			&published, &k.published.Precision, &k.published.Raw, &idTime, &first, &last, &next)
	k.published.Time, k.idTime, k.nextLook = fromMS(published), fromMS(idTime), fromMS(next)
	k.firstSeen, k.lastSeen = fromMS(first), fromMS(last)
	return k, err
}

func (r *recorder) setKnown(doc int64, k known) error {
	_, err := r.tx.ExecContext(r.ctx, `UPDATE document SET kind = ?, url = ?, publisher = ?, author_key = ?, author_id = ?, author_handle = ?,
		author_name = ?, author_url = ?, published_at = ?, published_precision = ?, published_raw = ?, id_time = ?,
		first_seen = ?, last_seen = ?, next_look = ? WHERE id = ?`,
		k.kind, k.url, k.publisher, k.author.Key(), k.author.ID, k.author.Handle, k.author.Name, k.author.URL,
		ms(k.published.Time), k.published.Precision, k.published.Raw, ms(k.idTime), ms(k.firstSeen), ms(k.lastSeen), ms(k.nextLook), doc)
	return err
}

// describe takes in what an observation knows: the newest word counts, but
// nothing known is blanked. A look into the past, and one that misses the
// document, only fill what is blank.
func (r *recorder) describe(doc int64, o store.Observation, at time.Time) error {
	k, err := r.known(doc)
	if err != nil {
		return err
	}
	before := k
	newest := o.Gone == nil && !at.Before(k.lastSeen)
	k.take(known{kind: o.Kind, url: o.URL, publisher: o.Publisher, author: o.Author, published: o.Content.PublishedAt, idTime: o.IDTime}, newest)
	if o.Gone == nil {
		k.firstSeen, k.lastSeen = earlier(k.firstSeen, at), later(k.lastSeen, at)
	}
	if err := r.becomes(doc, before, k); err != nil {
		return err
	}
	return r.relate(doc, o)
}

// becomes writes down what is known now. The versions of an article that turned out to
// be a statement can be quoted from here on, and quote nobody.
func (r *recorder) becomes(doc int64, before, now known) error {
	if now == before {
		return nil
	}
	if err := r.setKnown(doc, now); err != nil || before.kind != store.Article || now.kind != store.Post {
		return err
	}
	ids, err := numbers(r.ctx, r.tx, `SELECT id FROM version WHERE document = ?`, doc)
	for _, id := range ids {
		if err = dropQuotes(r.ctx, r.tx, id); err == nil {
			_, err = r.tx.ExecContext(r.ctx, `DELETE FROM linked WHERE version = ?`, id)
		}
		if err == nil {
			err = r.toIndex(id)
		}
		if err != nil {
			return err
		}
	}
	return err
}

// take adds what n knows; where both know, n counts if it is newer.
func (k *known) take(n known, newer bool) {
	pick := func(to *string, s string) {
		if s != "" && (newer || *to == "") {
			*to = s
		}
	}
	switch {
	case k.kind == "":
		k.kind = n.kind
	case k.kind == store.Article && n.kind == store.Post && newer: // whose statement it is was said since
		k.kind, k.author = n.kind, n.author
	case k.kind == store.Post && n.kind == store.Article: // read by one who was not told
		n.author = store.Author{}
	}
	pick(&k.url, n.url)
	pick(&k.publisher, n.publisher)
	if newer && k.author.ID != "" && n.author.ID != "" && k.author.ID != n.author.ID {
		k.author = n.author // another account altogether, not one that is called otherwise now
	}
	pick(&k.author.ID, n.author.ID)
	pick(&k.author.Handle, n.author.Handle)
	pick(&k.author.Name, n.author.Name)
	pick(&k.author.URL, n.author.URL)
	if k.idTime.IsZero() || newer && !n.idTime.IsZero() {
		k.idTime = n.idTime
	}
	if betterClaim(k.published, n.published, newer) {
		k.published = n.published
	}
}

// betterClaim reports whether a claimed time takes the place of the known one: a
// newer claim does, but a day never that of a second.
func betterClaim(known, claim store.Moment, newer bool) bool {
	switch {
	case claim.IsZero():
		return known.IsZero() && claim.Raw != "" && (newer || known.Raw == "")
	case known.IsZero():
		return true
	}
	return newer && precise(claim) >= precise(known)
}

func precise(m store.Moment) int {
	switch m.Precision {
	case store.PrecisionDay:
		return 0
	case store.PrecisionMinute:
		return 1
	}
	return 2
}

// earlier and later treat the zero time as unknown.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
