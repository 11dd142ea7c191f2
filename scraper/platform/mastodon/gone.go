package mastodon

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

var errNoAccount = errors.New("the server does not know this account; check the name, or ask the account's own server")

// askedHost is the server that was asked, by the request's own note, else by its
// address.
func askedHost(p scraper.Page) string {
	if h := p.Request.Meta[metaHost]; h != "" {
		return h
	}
	if u, err := url.Parse(p.Request.URL); err == nil && hostOf(u) != "" {
		return hostOf(u)
	}
	if p.URL == nil {
		return ""
	}
	return hostOf(p.URL)
}

// asked is the post that the request was aimed at, where the endpoint answers for just
// one post; "" otherwise: a missing history is no missing post.
func asked(p scraper.Page) store.DocumentID {
	if d := p.Request.Endpoint; d != endpointStatus && d != endpointActivity {
		return ""
	}
	if d := p.Request.Document; d.Platform() == Platform {
		return d
	}
	return ""
}

// early reads what the status code and the form of an answer say before its JSON;
// done says that there is no more to read.
func (w *answer) early(body []byte) (done bool, err error) {
	status := w.page.Status
	html := len(body) > 0 && body[0] != '{' && body[0] != '['
	switch {
	case status == http.StatusTooManyRequests:
		return w.blocked("the server limits the rate of requests; try again later")
	case status == http.StatusUnauthorized:
		return w.blocked("the server shows this only to its users who are logged in")
	case status == http.StatusForbidden, status == http.StatusUnavailableForLegalReasons:
		return w.blocked(fmt.Sprintf("the server refused the request (status %d)", status))
	case status >= 500:
		return true, fmt.Errorf("the server failed with status %d %s; try again later", status, http.StatusText(status))
	case status == http.StatusGone && asked(w.page) != "" && !(html && w.guessed()):
		w.gone(store.Deleted, "status 410 Gone")
		return true, nil
	case status == http.StatusNotFound && (html || len(body) == 0) && w.shaped() && !w.guessed():
		w.gone(store.Unavailable, "status 404")
		return true, nil
	case status == http.StatusNotFound && (html || len(body) == 0):
		return true, errors.New("the server answered 404 without its API's own words; it may not speak Mastodon's language")
	case len(body) == 0:
		return true, errors.New("the answer is empty; try again later")
	case html:
		return w.blocked("the server answered with a page instead of data; it may ask for a login or a consent")
	}
	return false, nil
}

func (w *answer) blocked(why string) (bool, error) {
	w.out = scraper.Parsed{Blocked: why}
	return true, nil
}

// gone says that the post that was asked for is not there.
func (w *answer) gone(how store.GoneHow, detail string) {
	w.out.Observations = []store.Observation{{
		Document: asked(w.page), Kind: store.Post, Gone: &store.Gone{How: how, Detail: plain.Clip(detail, 300)},
	}}
}

// failure reads the error that the API states. Mastodon's 404 does not say whether
// a post was deleted or is hidden. https://docs.joinmastodon.org/entities/Error/
func (w *answer) failure(words string) error {
	low := strings.ToLower(words)
	switch {
	case strings.Contains(low, "requires an authenticated user"):
		w.out.Blocked, w.out.Cause = "the server refuses: "+plain.Clip(words, 200), store.CauseLogin
		return nil
	case strings.Contains(low, "too many requests"):
		w.out.Cause = store.CauseRate
		w.out.Blocked = "the server refuses: " + plain.Clip(words, 200)
		return nil
	case w.page.Status == http.StatusNotFound && asked(w.page) != "":
		w.gone(store.Unavailable, "status 404: "+words)
		return nil
	case w.page.Status == http.StatusNotFound && w.page.Request.Endpoint == endpointLookup:
		return errNoAccount
	}
	return fmt.Errorf("the server says: %s; check the address, or try again later", plain.Clip(words, 200))
}

// tombstone reads a deletion notice about the object id. It counts only for the
// post that was asked for.
func (w *answer) tombstone(id, detail string) error {
	want := asked(w.page)
	if o := objectOf(id); want == "" || id == "" || o.document() != want && !sameHost(o, want) {
		return errors.New("a deletion notice for a post that was not asked for")
	}
	w.gone(store.Deleted, detail)
	return nil
}

// sameHost reports whether a notice is about the post that was asked for under
// another of its ids on the same server: Pleroma has two kinds, and the object was
// asked for at the post's own address.
func sameHost(o origin, want store.DocumentID) bool {
	host, id, _ := strings.Cut(want.Native(), "/")
	return o.host == host && uuid.MatchString(o.id) != uuid.MatchString(id)
}
