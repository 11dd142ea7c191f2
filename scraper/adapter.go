// Package scraper looks at the web: what an adapter is, the registry of platforms,
// one look at one target, one pass over what is due, when to look, and what to
// believe of an absence. The network is in the folder client, each platform in a
// folder of its own.
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
	// Traits are what else the program knows of the platform.
	Traits() Traits
	// Match reports whether the address is one of the platform's. It looks at
	// the whole host name, never at a part of one.
	Match(u *url.URL) bool
	// Document is the one document that the address names, by the address
	// alone; "" where it names none or more (an account, a feed).
	Document(u *url.URL) store.DocumentID
	// CheckID says what is wrong with what stands for a document's id on the
	// platform, the part behind the colon; nil where it can be one.
	CheckID(native string) error
	// Recognise says what an address names before anything was fetched; an error
	// says what to give instead.
	Recognise(u *url.URL) (Target, error)
	// Start gives the first requests for a source (or for a single address,
	// wrapped as a Source without ID).
	Start(s store.Source) []Request
	// Parse reads one answer: what it says about documents, and what to ask next.
	// It is deterministic, and never panics, whatever the bytes. An error says
	// why nothing could be read; observations may come with it.
	Parse(p Page) (Parsed, error)
	// Address is where a document's home shows it, by its id alone (the part behind
	// the colon); "" where the id does not tell.
	Address(native string) string
	// Authority is how far an answer may speak for the document that an observation is
	// about. It goes by the ids of the document and its author, and by who was asked
	// and who answered (p.Request, p.URL), never by what else the answer says. Only the
	// document's home is an origin.
	Authority(o store.Observation, p Page) store.Authority
}

// Traits set a platform apart; the zero value of each fits most.
type Traits struct {
	// Name is the platform's as it writes it: "Truth Social".
	Name string
	// Aliases are other names by which people call it, in lower case: "twitter".
	Aliases []store.Platform
	// AnyPage marks the adapter that takes every address, the web's: it is asked
	// last, and an address alone makes no post of its pages.
	AnyPage bool
	// Lists marks the adapter of feeds: it is asked only where a source says so or
	// an answer is a feed, and it leads to documents of other adapters.
	Lists bool
	// OthersFeeds says that others make feeds of the platform's posts, which can be
	// sources of it.
	OthersFeeds bool
	// ReadAs turns what people paste into the web address at which it is read, and
	// gives back all else; nil where they paste web addresses only.
	ReadAs func(raw string) string
	// Bare reports whether an id is only half of one of the platform's, which names a
	// document together with its owner or server (a record's key, a number on some server).
	// A file that gives it alone is refused, where it would take another odd id for a label
	// of its own. nil where no such half has letters in it.
	Bare func(native string) bool
	// Rounded reports whether an id's last digits were lost where it was kept as another
	// kind of number, as spreadsheets do; nil where no id is that long.
	Rounded func(native string) bool
	// IDTime is the time that a document's id carries, by the part behind the colon; the
	// zero time where it carries none, nil where none does.
	IDTime func(native string) time.Time
	// Cut says why a text, as the platform's interfaces for programs give it, was cut by
	// the platform; "" where it was not, nil where none is.
	Cut func(text string) (why string)
	// Guess is for platforms of many hosts, whose addresses look like those of any site:
	// it gives the requests that tell whether an address is the platform's, none for one
	// that cannot be. nil where Match knows all. Match does not take such addresses;
	// Document, Recognise and Start do.
	Guess func(u *url.URL) []Request
}

// Target is what an address names.
type Target struct {
	Kind store.SourceKind
	// Name is how to call it.
	Name string
	// Account is whose account the address is, by the id or handle that its posts carry;
	// zero where it is none, or where only an answer tells: Unnamed then says what address
	// to give instead.
	Account store.Author
	Unnamed string
	// Archived are the addresses under which archives of the web keep it; of an account,
	// the prefixes of its posts' addresses. Empty where they keep it under its own.
	Archived []string
}

// Request is one fetch to make.
type Request struct {
	URL string
	// Platform is whose adapter reads the answer; "" lets the address decide.
	Platform store.Platform
	// Endpoint is a short name for the endpoint of the platform that is asked ("syndication"…):
	// captures, messages and pages show it.
	Endpoint string
	// Document is what the fetch is aimed at, where known.
	Document store.DocumentID
	// Beside says that the document is fetched only as the context of another, which
	// quotes or answers it (see store.Observation.Context).
	Beside bool
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
	// read, or finds the document gone: the next endpoint of a chain.
	IfFailed []Request
}

// Then gives the requests that are left when the first of a queue gave nothing: its
// IfFailed, then the others.
func Then(queue []Request) []Request {
	return append(append([]Request(nil), queue[0].IfFailed...), queue[1:]...)
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
	// Older are the requests for the page behind this one of a list whose newest stand
	// first: made until a page shows what is known.
	Older []Request
	// Window says that a list shows only its newest items, and no request gives older ones.
	Window bool
	// FormOf asks for the page of which this one says to be another form, at another host or
	// path; nil for none. Forms are the documents at the addresses at which a page says to be
	// shown in other forms. Two pages are one document where each names the other so.
	FormOf *Request
	Forms  []store.DocumentID
	// Doubt, when not empty, says why words that have nothing in common with those
	// before are not to be believed at one look.
	Doubt string
	// Blocked, when not empty, says that the page is a wall (a login, a consent
	// page, a rate limit) and no answer at all.
	Blocked string
	// Cause says what the wall is, where the answer's status does not.
	Cause store.Cause
	// Title is the source's own name (a feed's title, an account's name).
	Title string
}
