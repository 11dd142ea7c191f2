package ingest

import (
	"context"
	"net/url"
	"time"

	"onrecord/scraper/client"
	"onrecord/store"
)

// chainWithin is how long after a redirect its goal may have been asked.
const chainWithin = time.Minute

// maxHops bounds a chain of redirects.
const maxHops = 20

// redirects are those that lead from one to the next and wait for their goal, so that
// they become the hops of its capture.
type redirects struct {
	all []client.ArchivedResponse
}

// goal is where the last one leads.
func (r redirects) goal() (string, time.Time) {
	if len(r.all) == 0 {
		return "", time.Time{}
	}
	last := r.all[len(r.all)-1]
	base, err := url.Parse(last.URL)
	if err != nil {
		return "", time.Time{}
	}
	u, err := base.Parse(last.Header.Get("Location"))
	if err != nil {
		return "", time.Time{}
	}
	u.Fragment = ""
	return u.String(), last.At
}

// fits reports whether an answer is what the chain leads to.
func (r redirects) fits(f client.ArchivedResponse) bool {
	goal, at := r.goal()
	return goal == f.URL && f.At.Sub(at).Abs() <= chainWithin
}

// takes adds a redirect that begins a chain or goes on with it.
func (r *redirects) takes(f client.ArchivedResponse) bool {
	if f.Status/100 != 3 || f.Status == 304 || f.Header.Get("Location") == "" || len(r.all) >= maxHops || len(r.all) > 0 && !r.fits(f) {
		return false
	}
	r.all = append(r.all, f)
	return true
}

// leadsTo gives an answer the hops that led to it.
func (r *redirects) leadsTo(f *client.ArchivedResponse) bool {
	if !r.fits(*f) {
		return false
	}
	f.Asked = r.all[0].URL
	for _, h := range r.all {
		f.Hops = append(f.Hops, store.Hop{URL: h.URL, Status: h.Status, Location: h.Header.Get("Location"), Header: h.Header})
	}
	return true
}

// endChain records redirects whose goal is not in the file as captures of their own.
func (im *Captures) endChain(ctx context.Context) error {
	all := im.chain.all
	im.chain = redirects{}
	for _, f := range all {
		if err := im.recordAnswer(ctx, f, nil); err != nil {
			return err
		}
	}
	return nil
}
