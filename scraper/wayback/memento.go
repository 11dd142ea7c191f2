package wayback

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"onrecord/scraper"
)

// Unwrap gives the page as the site itself gave it: its address, status, headers
// and body, and when that was. The time is the memento's own, which is another than
// asked for where the archive led to a neighbour.
func Unwrap(p scraper.Page) (inner scraper.Page, at time.Time, err error) {
	if err := refusal(p); err != nil {
		return inner, at, err
	}
	if p.URL == nil {
		return inner, at, errors.New("no address answered")
	}
	original, stamp, ok := parsePath(p.URL.String())
	if stated, terr := http.ParseTime(p.Header.Get("Memento-Datetime")); terr == nil {
		at = stated.UTC()
	}
	switch {
	case at.IsZero() && p.Status == http.StatusNotFound:
		return inner, at, ErrNone
	case at.IsZero():
		return inner, at, fmt.Errorf("the Wayback Machine answers with a page of its own (HTTP status %d)", p.Status)
	case !ok:
		return inner, at, errors.New("the answer does not say what it is a capture of")
	case !stamp.IsZero() && stamp.Sub(at).Abs() > 24*time.Hour:
		return inner, at, errors.New("the address and the header of the capture disagree about its time")
	}
	u, err := url.Parse(original)
	if err != nil {
		return inner, at, fmt.Errorf("the capture's own address cannot be read: %w", err)
	}
	inner = p
	inner.URL, inner.At, inner.Header = u, at, originals(p.Header)
	inner.Request.Relay = p.Request.Relay
	return inner, at, nil
}

// originals are the site's own headers, which the archive gives back under a
// prefix.
func originals(h http.Header) http.Header {
	const prefix = "X-Archive-Orig-"
	out := http.Header{}
	for k, v := range h {
		if name, ok := strings.CutPrefix(http.CanonicalHeaderKey(k), prefix); ok {
			out[http.CanonicalHeaderKey(name)] = v
		}
	}
	if out.Get("Content-Type") == "" && h.Get("Content-Type") != "" {
		out.Set("Content-Type", h.Get("Content-Type"))
	}
	out.Del("Content-Encoding") // undone already
	return out
}
