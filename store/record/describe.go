package record

import (
	"time"

	"onrecord/store"
)

// describe takes in what an observation knows: the newest word counts, but nothing
// known is blanked. A look into the past, and one that misses the document, only fill
// what is blank.
func (d *Document) describe(o store.Observation, at time.Time) {
	f := &d.Facts
	newest := o.Gone == nil && !at.Before(f.LastSeen)
	f.take(Facts{Kind: o.Kind, URL: o.URL, Publisher: o.Publisher, Author: o.Author, Published: o.Content.PublishedAt, IDTime: o.IDTime}, newest)
	if o.Gone != nil {
		return
	}
	f.FirstSeen, f.LastSeen = earlier(f.FirstSeen, at), later(f.LastSeen, at)
	f.Context = f.Context && o.Context
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
