package mastodon

import (
	"fmt"
	"math/big"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"onrecord/scraper"
)

// metaGuess marks a request to a server that may not be of the Fediverse at all.
const metaGuess = "guess"

var (
	digit = regexp.MustCompile(`[0-9]`)
	// shortID is how PeerTube writes a UUID in its addresses.
	shortID = regexp.MustCompile(`^[1-9A-HJ-NP-Za-km-z]{20,22}$`)
)

// guesses gives the requests that tell whether an address is a post of Misskey
// (/notes/ID), Pixelfed (/p/USER/ID) or PeerTube (/w/ID, /videos/watch/ID). Any site
// may have such addresses, so the server is asked for the ActivityPub object.
func (a *Adapter) guesses(u *url.URL) []scraper.Request {
	p := guess(u)
	if p.id == "" {
		return nil
	}
	r := a.object(u, p)
	r.API, r.Meta[metaGuess] = false, "yes" // a page's manners: it may be one
	return []scraper.Request{r}
}

// object asks for the ActivityPub object at the address itself.
func (a *Adapter) object(u *url.URL, p place) scraper.Request {
	r := a.activity(p)
	if a.endpoints.Base == "" {
		r.URL = u.Scheme + "://" + u.Host + p.path
	}
	return r
}

// guess reads an address by a shape that is not Mastodon's alone. The id is that of
// the object which the server would answer with.
func guess(u *url.URL) place {
	h := hostOf(u)
	if h == "" || slices.Contains(others, h) {
		return place{}
	}
	path := strings.TrimSuffix(u.EscapedPath(), "/")
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	last := parts[len(parts)-1]
	p := place{host: h, path: path, object: true}
	switch {
	case len(parts) == 2 && parts[0] == "notes" && isNote(last):
		p.id = last
	case len(parts) == 3 && parts[0] == "p" && user.MatchString(parts[1]) && letter.MatchString(parts[1]) && number.MatchString(last):
		p.id = strings.TrimPrefix(path, "/")
	case len(parts) == 2 && parts[0] == "w", len(parts) == 3 && parts[0] == "videos" && parts[1] == "watch":
		if id := longID(last); id != "" {
			p.id = "videos/watch/" + id
		}
	}
	return p
}

// isNote reports whether an id is one of Misskey's: a time in base 36, a ULID or an
// object id, and no word.
func isNote(id string) bool {
	return noteID.MatchString(id) && digit.MatchString(id) && letter.MatchString(id) || ulid.MatchString(id)
}

// noteOf reports whether an object is a note of Misskey.
func noteOf(id string) bool {
	u, err := url.Parse(id)
	return err == nil && strings.HasPrefix(u.Path, "/notes/") && guess(u).id != ""
}

// longID is a UUID that stands as such or in base 58, with the letters in the order
// of short-uuid's flickrBase58; "" for what is neither.
func longID(s string) string {
	if uuid.MatchString(s) {
		return s
	}
	if !shortID.MatchString(s) {
		return ""
	}
	const letters = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
	n := new(big.Int)
	for _, c := range s {
		n.Mul(n, big.NewInt(58)).Add(n, big.NewInt(int64(strings.IndexRune(letters, c))))
	}
	if n.BitLen() > 128 {
		return ""
	}
	x := fmt.Sprintf("%032x", n)
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}

// guessed reports whether it is not known that the server is of the Fediverse: that
// it has no page is then no word about a post.
func (w *answer) guessed() bool { return w.page.Request.Meta[metaGuess] != "" }

// shaped reports whether an object was asked for whose server has no other words for
// its being gone than a bare 404.
func (w *answer) shaped() bool {
	u, err := url.Parse(w.page.Request.URL)
	return err == nil && w.page.Request.Endpoint == endpointActivity && guess(u).id != ""
}
