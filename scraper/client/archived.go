package client

import (
	"net/http"
	"net/url"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// ArchivedResponse is an answer that another program kept in a file. All of it comes from
// outside.
type ArchivedResponse struct {
	URL string
	// Asked is the address before the redirects, "" where there were none.
	Asked string
	Hops  []store.Hop
	At    time.Time
	// Status is the site's own; of a 304, Header and Body are those of the answer
	// that it stands for.
	Status int
	Header http.Header
	// Body is as it was received, but for its transfer encoding.
	Body      []byte
	Truncated string
	// IP is who answered, File what the answer was found in.
	IP, File string
	// Endpoint and Document are what the fetch was for, "" where nobody says.
	Endpoint string
	Document store.DocumentID
	// Platform is whose adapter read it, "" where its address tells.
	Platform store.Platform
}

// Capture makes the capture of it and the page to read; limit bounds the decoded body
// in bytes.
func (f ArchivedResponse) Capture(limit int64) (store.Capture, scraper.Page) {
	body, why := decode(f.Body, f.Header.Values("Content-Encoding"), limit)
	c := store.Capture{
		Method: http.MethodGet, Endpoint: "warc", Relay: f.File, Authority: store.AuthorityImport, Document: f.Document, URL: f.URL, FinalURL: f.URL, Hops: f.Hops,
		Status: f.Status, Header: f.Header, Body: body, RawSHA256: sumOf(f.Body), RawLength: int64(len(f.Body)),
		Truncated: f.Truncated, StartedAt: f.At, FinishedAt: f.At, RemoteAddr: f.IP, Robots: "none", Outcome: store.OutcomeOK,
	}
	if f.Asked != "" {
		c.URL = f.Asked
	}
	if c.Truncated == "" {
		c.Truncated = why
	}
	c.BodySHA256, c.BodyLength = sumOf(body), int64(len(body))
	if c.BodySHA256 != c.RawSHA256 {
		c.Raw = f.Body
	}
	if c.Truncated != "" {
		c.Outcome, c.Error = store.OutcomePartial, c.Truncated
	}
	if t, err := http.ParseTime(f.Header.Get("Date")); err == nil {
		c.ServerDate = t.UTC()
	}
	p := scraper.Page{
		Request: scraper.Request{URL: c.URL, Platform: f.Platform, Endpoint: f.Endpoint, Document: f.Document, Relay: f.File}, Status: f.Status,
		Header: f.Header, Body: body, Truncated: c.Truncated != "", At: f.At,
	}
	p.URL, _ = url.Parse(f.URL) // nil is caught below
	return c, p
}
