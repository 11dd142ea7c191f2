package store

import (
	"net/http"
	"time"
)

// Capture is one fetch attempt and what came back. It is evidence: written once,
// kept when it failed and when nothing could be read from it.
type Capture struct {
	ID int64
	// RunID and SourceID are zero for a capture by hand.
	RunID, SourceID int64
	// Document is what the fetch was aimed at, empty where that is not known
	// before (a feed, a page seen the first time).
	Document DocumentID
	// Endpoint names which of a platform's addresses was asked ("syndication",
	// "oembed", "page", "feed", "import").
	Endpoint string
	// Relay names the third party that passed the content on; empty when the
	// platform itself answered.
	Relay string
	// Authority is the most that this answer may say of any document. Where it is "" it
	// follows from the rest: see Speaks.
	Authority Authority
	// Method is the HTTP method, or "IMPORT" for a line of an imported file.
	Method string
	// URL is the address as asked, FinalURL the one that answered.
	URL, FinalURL string
	// RequestHeader has its secrets redacted.
	RequestHeader http.Header
	// Hops are the redirects on the way, first to last, without the final answer.
	Hops   []Hop
	Status int
	Header http.Header
	// Body is the decoded body. RawSHA256 and RawLength are of the bytes as
	// received, before Content-Encoding was undone; Raw is those bytes, kept
	// only where they differ from Body.
	Body, Raw             []byte
	RawSHA256, BodySHA256 string
	RawLength, BodyLength int64
	// Truncated says why the body is not whole ("over 32 MiB", "connection
	// closed early"), empty when it is.
	Truncated string
	// StartedAt and FinishedAt are UTC, our clock; ServerDate is the Date header.
	StartedAt, FinishedAt, ServerDate time.Time
	// RecordedAt is when the archive took it in, where a file brought it, which says when
	// it was made; else zero.
	RecordedAt time.Time
	RemoteAddr string
	TLS        *TLS
	// Robots is the robots.txt decision: "allowed", "disallowed", "unavailable",
	// "none" where it was not asked.
	Robots  string
	Outcome Outcome
	// Error says in plain words why the outcome is not OK.
	Error string
	// Cause is the same for programs, on its way from the look to the source's and the
	// host's own rows. Capture does not give it back: the evidence is as it was logged.
	Cause Cause
}

// Speaks is the most that a capture may say of any document: its Authority, and where
// that is "" an import for a line of a file, a relay where a third party passed it on,
// else an origin.
func (c Capture) Speaks() Authority {
	switch {
	case c.Authority != "":
		return c.Authority
	case c.Method == MethodImport:
		return AuthorityImport
	case c.Relay != "":
		return AuthorityRelay
	}
	return AuthorityOrigin
}

// TakenIn is when the archive took a capture in: at the look itself, but for what a file
// brought. It is zero where nobody wrote it down.
func (c Capture) TakenIn() time.Time {
	if !c.RecordedAt.IsZero() || c.Speaks() == AuthorityImport && c.Method != MethodImport {
		return c.RecordedAt
	}
	return c.StartedAt
}

// MethodImport is the Method of a line of an imported file.
const MethodImport = "IMPORT"

// Hop is one redirect.
type Hop struct {
	URL      string
	Status   int
	Location string
	Header   http.Header `json:",omitempty"`
}

// TLS is what the connection proved.
type TLS struct {
	Version string
	// Chain is the SHA-256 of each certificate shown, leaf first, in hexadecimal.
	Chain []string
	// Certificates are those certificates, in DER, on their way into the archive,
	// which keeps them once each under their sums. Capture does not give them back.
	Certificates [][]byte `json:"-"`
}

// Outcome says how a capture ended.
type Outcome string

// The outcomes of a capture.
const (
	// OK: the answer was whole and read.
	OutcomeOK Outcome = "ok"
	// Partial: an answer, but cut or only read in part.
	OutcomePartial Outcome = "partial"
	// NotModified: 304, what we have still stands.
	OutcomeNotModified Outcome = "not-modified"
	// Absent: the platform says that the document is not there.
	OutcomeGone Outcome = "gone"
	// Blocked: a login wall, a consent page, a rate limit, robots.txt.
	OutcomeBlocked Outcome = "blocked"
	// Failed: no answer, or one that nobody could read.
	OutcomeFailed Outcome = "failed"
)

// Observation is what one capture says about one document: its content, or that
// it is gone.
type Observation struct {
	// Document is the identity by the capture's own word; Aliases are the other
	// ids that the capture says name the same document (each edit of an X post,
	// an article's other addresses).
	Document DocumentID
	Aliases  []DocumentID
	// Agreed are ids under which another home shows the same document: it was asked, and says
	// so as this one does.
	Agreed []DocumentID
	Kind   Kind
	// Loose says that the id is a list's own, or of a platform whose ids cannot be
	// checked: two people's posts may go by it.
	Loose bool
	// Authority is set where the capture may say less of this document than of its
	// own (a quoted post, a boost, an embed, a post of another server); "" for as much.
	Authority Authority
	// URL is the document's canonical address.
	URL       string
	Author    Author
	Publisher string
	// IDTime is the time decoded from the document's id.
	IDTime time.Time
	// SeenAt is when this state stood, for imports and relayed archives; zero
	// means the capture's own start.
	SeenAt time.Time
	// VersionID is the platform's id of this very version, where each edit has
	// its own: two observations with one VersionID are readings of one version,
	// and never an edit.
	VersionID  string
	VersionURL string
	// VersionTime is the platform's own time of this version, zero where it
	// gives none.
	VersionTime time.Time
	// Relations say how the document stands to others.
	Relations []Relation
	// Context marks a document that is kept only because another one quotes it
	// or answers it: it is no statement of somebody who is watched, and is not
	// looked at again for its own sake.
	Context bool
	// Content is the words; ignored when Gone is set.
	Content Content
	// Pictures are what a page shows beside its words. They make no version, since they
	// change with its layout and its advertisements; where media are kept, they are too.
	Pictures []Media
	// Gone, when set, says that the document is not there.
	Gone *Gone
}

// StoodFrom is since when the words stood, by an observation of what was seen at a time: it
// stood by then, whatever the platform's clock says.
func (o Observation) StoodFrom(seen time.Time) time.Time {
	if !o.VersionTime.IsZero() && o.VersionTime.Before(seen) {
		return o.VersionTime
	}
	return seen
}

// Relation says how a document stands to another.
type Relation struct {
	Kind RelationKind
	// Document is the other one.
	Document DocumentID
}

// RelationKind says what a document does with another.
type RelationKind string

// The kinds of relation. A thread is a chain of posts in which an author replies
// to himself.
const (
	RelationRepliesTo RelationKind = "replies-to"
	RelationQuotes    RelationKind = "quotes"
)

// Gone says how a document is missing.
type Gone struct {
	How GoneHow
	// Detail is the platform's own wording, or the status code.
	Detail string
	// Certain is set where one look is enough: an import that states it, a
	// platform's explicit deletion notice. Otherwise a second look confirms.
	Certain bool
}

// GoneHow says in which way a document is gone.
type GoneHow string

// The ways in which a document is gone.
const (
	Deleted   GoneHow = "deleted"
	Withheld  GoneHow = "withheld"
	Suspended GoneHow = "suspended"
	Protected GoneHow = "protected"
	// Unavailable: the platform shows a tombstone and does not say why.
	Unavailable GoneHow = "unavailable"
	// Erased: the archive's keeper took the words out, for a reason on record.
	Erased GoneHow = "erased"
)

// Tombstone is the standing observation that a document is gone.
type Tombstone struct {
	// Authority is whose word it is.
	Authority Authority
	How       GoneHow
	Detail    string
	// FirstMissed is the first look that found it gone, ConfirmedAt the second;
	// zero until then. LastThere is the last look that found it there.
	FirstMissed, ConfirmedAt, LastThere time.Time
	// CaptureID is the look that missed it first, ConfirmedBy the second.
	CaptureID, ConfirmedBy int64
}

// Confirmed reports whether a second look agreed.
func (t Tombstone) Confirmed() bool { return !t.ConfirmedAt.IsZero() }
