package record

import (
	"time"

	"onrecord/store"
)

// describe takes in what an observation knows. The word of a stronger authority takes
// the place of all that weaker ones said; among equals the newest word counts, but
// nothing known is blanked. A look into the past, and one that misses the document,
// only fill what is blank.
func (d *Document) describe(o store.Observation, at time.Time, a store.Authority) {
	f := &d.Facts
	n := Facts{
		Authority: a, Kind: o.Kind, URL: o.URL, Publisher: o.Publisher, Author: o.Author, Published: o.Content.PublishedAt,
		IDTime: o.IDTime, FirstSeen: at, LastSeen: at, NextLook: f.NextLook, Context: f.Context,
	}
	if o.Gone != nil {
		if a == f.Authority || f.Authority == store.AuthorityClaim {
			f.take(n, false)
		}
		return
	}
	f.Context = f.Context && o.Context
	f.hear(n)
}

// join takes in what was known of a document that turned out to be the same.
func (f *Facts) join(o Facts) {
	f.NextLook, f.Context = earlier(f.NextLook, o.NextLook), f.Context && o.Context
	f.hear(o)
}

// hear takes in another word, by whose it is and when it was said.
func (f *Facts) hear(n Facts) {
	n.NextLook, n.Context = f.NextLook, f.Context
	switch {
	case n.Authority.Under(f.Authority):
		if n.observed() {
			f.FirstSeen = earlier(f.FirstSeen, n.FirstSeen)
		}
	case f.Authority.Under(n.Authority):
		if f.observed() {
			n.FirstSeen = earlier(n.FirstSeen, f.FirstSeen)
		}
		*f = n
	default:
		f.take(n, f.newer(n))
		f.FirstSeen, f.LastSeen = earlier(f.FirstSeen, n.FirstSeen), later(f.LastSeen, n.LastSeen)
	}
}

// observed reports whether the times are those of an answer, and not of what a file or
// a page claims.
func (f Facts) observed() bool { return !f.Authority.Under(store.AuthorityRelay) }

// newer reports whether another word of the same authority is the newer one. Of two of
// one moment that are no look of ours, it does not matter which came first.
func (f Facts) newer(n Facts) bool {
	if n.Authority != store.AuthorityOrigin && n.LastSeen.Equal(f.LastSeen) {
		return n.rank() >= f.rank()
	}
	return !n.LastSeen.Before(f.LastSeen)
}

func (f Facts) rank() string {
	return f.Author.Key() + "\n" + f.URL + "\n" + f.Author.Name + "\n" + f.Publisher
}

// BecamePost reports whether an article turned out to be somebody's statement: it can
// be quoted from here on, and quotes nobody.
func (d *Document) BecamePost() bool {
	return d.ID != 0 && d.Was.Kind == store.Article && d.Facts.Kind == store.Post
}

// take adds what n knows; where both know, n counts if it is newer.
func (f *Facts) take(n Facts, newer bool) {
	pick := func(to *string, s string) {
		if s != "" && (newer || *to == "") {
			*to = s
		}
	}
	switch {
	case f.Kind == "":
		f.Kind = n.Kind
	case f.Kind == store.Article && n.Kind == store.Post && newer: // whose statement it is was said since
		f.Kind, f.Author = n.Kind, n.Author
	case f.Kind == store.Post && n.Kind == store.Article: // read by one who was not told
		n.Author = store.Author{}
	}
	pick(&f.URL, n.URL)
	pick(&f.Publisher, n.Publisher)
	if newer && f.Author.ID != "" && n.Author.ID != "" && f.Author.ID != n.Author.ID {
		f.Author = n.Author // another account altogether, not one that is called otherwise now
	}
	pick(&f.Author.ID, n.Author.ID)
	pick(&f.Author.Handle, n.Author.Handle)
	pick(&f.Author.Name, n.Author.Name)
	pick(&f.Author.URL, n.Author.URL)
	if f.IDTime.IsZero() || newer && !n.IDTime.IsZero() {
		f.IDTime = n.IDTime
	}
	if betterClaim(f.Published, n.Published, newer) {
		f.Published = n.Published
	}
}

// betterClaim reports whether a claimed time takes the place of the known one: a newer
// claim does, but a day never that of a second.
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
