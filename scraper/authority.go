package scraper

import (
	"context"
	"net/url"
	"slices"

	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// authorize says of each thing that an answer shows how far it may speak for it: an
// origin where the document's home answered, else a relay or, of what it shows beside
// the document that it is about, a claim. No answer says more than its capture may.
func (c *Collector) authorize(capture store.Capture, p Page, seen []store.Observation) {
	for i := range seen {
		o := &seen[i]
		said := store.AuthorityClaim
		if a := c.Platforms.Named(o.Document.Platform()); a != nil {
			said = a.Authority(*o, p)
		}
		if said != store.AuthorityOrigin && o.Context {
			said = store.AuthorityClaim
		}
		if o.Authority = said.Within(o.Authority).Within(capture.Speaks()); o.Authority == store.AuthorityOrigin {
			o.Authority = ""
		}
	}
}

// fromHome reports whether an observation is the word of its document's home.
func fromHome(o store.Observation) bool { return !o.Authority.Under(store.AuthorityOrigin) }

// HomeOf is where a document is looked at again: its address where that is of its home,
// else the one that its id alone tells.
func (r *Registry) HomeOf(d store.Document) string {
	a := r.Named(d.Platform)
	if a == nil {
		return d.URL
	}
	u, err := url.Parse(d.URL)
	known := err == nil && u.Host != "" && a.Document(u) != ""
	if known && a.Authority(store.Observation{Document: d.ID}, Page{URL: u}) == store.AuthorityOrigin {
		return d.URL
	}
	if s := a.Address(d.ID.Native()); s != "" {
		return s
	}
	return d.URL
}

// credible leaves out what nobody may say or nobody can know: that a document is gone,
// by another's word than its home's, or of one that was never seen.
func (l *look) credible(ctx context.Context, seen []store.Observation) ([]store.Observation, error) {
	return l.c.known(ctx, slices.DeleteFunc(slices.Clone(seen), func(o store.Observation) bool { return o.Gone != nil && !fromHome(o) }))
}

// speakerAt is whose statement a page is to a source that names a speaker: only pages of
// the source's own site are.
func speakerAt(u *url.URL, of store.Source) string {
	own, err := url.Parse(of.URL)
	if of.Speaker == "" || err != nil || !site.SameOwner(own, u) {
		return ""
	}
	return of.Speaker
}
