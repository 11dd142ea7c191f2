// Package stampclient asks time-stamp authorities, over HTTP, for their word that a
// checkpoint was there at a time (RFC 3161 §3.4).
package stampclient

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store/proof/stamp"
)

// Timeout bounds each request.
const Timeout = 15 * time.Second

// mostBytes is how much of an answer is read.
const mostBytes = 1 << 20

// Client asks authorities.
type Client struct {
	// Options are those of the fetcher: the same addresses are refused.
	Options client.Options
	// Now is the clock that an authority's is held against.
	Now func() time.Time
}

// Answer is a stamp that was checked.
type Answer struct {
	stamp.Stamp
	// Odd says what is strange about the stamp, "" for nothing: it is kept all the
	// same, since who lies about the time can be seen by it.
	Odd string
}

// Ask has an authority stamp bytes with this SHA-256, made at that time (zero where
// it does not matter). A nil pool takes the chain's own root. The error says in
// plain words why there is no stamp.
func (a *Client) Ask(ctx context.Context, authority string, sum [32]byte, made time.Time, trust *x509.CertPool) (Answer, error) {
	query, nonce, err := stamp.Request(sum)
	if err != nil {
		return Answer{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	b, err := a.post(ctx, authority, query)
	if errors.Is(err, context.DeadlineExceeded) {
		return Answer{}, errors.New("it does not answer in time")
	}
	if err != nil {
		return Answer{}, err
	}
	s, err := stamp.Accept(b, sum, nonce, trust)
	if err != nil {
		return Answer{}, err
	}
	return Answer{s, odd(s, a.Now(), made)}, nil
}

// odd says how an authority's clock goes wrong: by more than a day from ours, or
// before what it stamped was made.
func odd(s stamp.Stamp, now, made time.Time) string {
	off := s.Time.Sub(now)
	switch {
	case off > 24*time.Hour:
		return fmt.Sprintf("the authority's clock is %.0f hours ahead of this machine's", off.Hours())
	case off < -24*time.Hour, s.Before(made):
		return fmt.Sprintf("the authority's clock is %.0f hours behind this machine's", -off.Hours())
	}
	return ""
}

// post sends a request and gives the answer's body.
func (a *Client) post(ctx context.Context, authority string, query []byte) ([]byte, error) {
	if err := scraper.CheckURL(authority); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, authority, bytes.NewReader(query))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/timestamp-query")
	req.Header.Set("Accept", "application/timestamp-reply")
	req.Header.Set("User-Agent", a.Options.UserAgent)
	client := http.Client{CheckRedirect: stay, Transport: &http.Transport{
		DialContext: client.NewDialer(a.dialling(req.URL)), DisableKeepAlives: true, MaxResponseHeaderBytes: 1 << 16,
	}}
	res, err := client.Do(req)
	if err != nil {
		return nil, bare(err)
	}
	defer res.Body.Close()
	if err := isReply(res); err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(res.Body, mostBytes+1))
	if len(b) > mostBytes {
		return nil, fmt.Errorf("it answers with more than %d bytes", mostBytes)
	}
	return b, err
}

// dialling allows the port that the user has named with the authority.
func (a *Client) dialling(u *url.URL) client.Options {
	o := a.Options
	if port, err := strconv.Atoi(u.Port()); err == nil {
		o.AllowPorts = append(slices.Clone(o.AllowPorts), port)
	}
	return o
}

// stay follows an authority on its own ground only: elsewhere somebody else would
// answer for it.
func stay(req *http.Request, via []*http.Request) error {
	from := via[0].URL
	switch {
	case req.URL.Scheme != from.Scheme || req.URL.Host != from.Host:
		return fmt.Errorf("it has moved to %s; if that is right, add it by that address", short(req.URL))
	case req.Method != http.MethodPost || len(via) > 3:
		return errors.New("it sends round in circles")
	}
	return nil
}

func short(u *url.URL) string {
	if s := u.Redacted(); len(s) < 200 {
		return s
	}
	return u.Scheme + "://" + u.Host + "/…"
}

// bare is an error without the method and the address, which the caller tells.
func bare(err error) error {
	if e := (*url.Error)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// isReply looks at an answer before its body. Not every authority names the type
// rightly; a page is none.
func isReply(res *http.Response) error {
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("it answers with HTTP status %d", res.StatusCode)
	}
	kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err == nil && (strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml")) {
		return fmt.Errorf("it answers with %s, not with a time-stamp", kind)
	}
	return nil
}
