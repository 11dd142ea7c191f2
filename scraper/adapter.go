// Package scraper fetches: colly, politeness and safety here, one adapter a
// platform in the folders below.
package scraper

import (
	"net/http"
	"net/url"
	"time"

	"onrecord/store"
)

// An Adapter knows one platform's addresses and page shapes. It does no I/O.
type Adapter interface {
	// Platform names it: the part of its documents' ids before the colon.
	Platform() store.Platform
	// Match reports whether the address is one of the platform's. It looks at
	// the whole host name, never at a part of one.
	Match(u *url.URL) bool
	// Document is the one document that the address names, by the address
	// alone; "" where it names none or more (an account, a feed).
	Document(u *url.URL) store.DocumentID
	// Recognise says what kind of source the address is and how to call it
	// before anything was fetched; an error says what to give instead.
	Recognise(u *url.URL) (store.SourceKind, string, error)
	// Start gives the first requests for a source (or for a single address,
	// wrapped as a Source without ID).
	Start(s store.Source) []Request
	// Parse reads one answer: what it says about documents, and what to ask next.
	// It is deterministic, and never panics, whatever the bytes. An error says
	// why nothing could be read; observations may come with it.
	Parse(p Page) (Parsed, error)
}

// A Guesser also reads addresses of a shape that any site may have. Match does not
// take them; Document, Recognise and Start do.
type Guesser interface {
	Adapter
	// Guess gives the requests that tell whether such an address is the platform's,
	// none for any other address.
	Guess(u *url.URL) []Request
}

// owns reports whether an address is an adapter's, or may be.
func owns(a Adapter, u *url.URL) bool {
	g, ok := a.(Guesser)
	return a.Match(u) || ok && len(g.Guess(u)) > 0
}

// Request is one fetch to make.
type Request struct {
	URL string
	// Platform is whose adapter reads the answer; "" lets the address decide.
	Platform store.Platform
	// Door names which of the platform's addresses this is ("syndication"…).
	Door string
	// Document is what the fetch is aimed at, where known.
	Document store.DocumentID
	// Relay names the third party that is asked, "" for the platform itself.
	Relay string
	// API says that the address is an interface meant for programs, to which
	// robots.txt, written for pages, does not speak.
	API bool
	// Header is added to the usual one.
	Header http.Header
	// Meta is the adapter's own note, handed back in Page.
	Meta map[string]string
	// IfFailed is asked instead when this request fails, is blocked, cannot be
	// read, or finds the document gone: the next door of a chain.
	IfFailed []Request
}

// Page is an answer as an adapter sees it.
type Page struct {
	Request Request
	// URL is where the answer came from, after redirects.
	URL    *url.URL
	Status int
	Header http.Header
	// Body is decoded from its Content-Encoding, not from its charset.
	Body      []byte
	Truncated bool
	// At is when the fetch began.
	At time.Time
}

// Parsed is what an adapter read from a Page.
type Parsed struct {
	Observations []store.Observation
	// Next are requests that follow from this page: a feed's entries, the other
	// edits of a post.
	Next []Request
	// Blocked, when not empty, says that the page is a wall (a login, a consent
	// page, a rate limit) and no answer at all.
	Blocked string
	// Title is the source's own name (a feed's title, an account's name).
	Title string
}
