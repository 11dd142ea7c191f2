package store

import (
	"strings"
	"time"
)

// Platform names where documents live: "x", "web", "feed"… It is the part of a
// DocumentID before the first colon.
type Platform string

// Kind tells a post from an article. An article becomes a post when a later capture
// says that its page is somebody's statement; a post stays one.
type Kind string

// The kinds of document.
const (
	Post    Kind = "post"
	Article Kind = "article"
)

// DocumentID is a document's identity: platform, a colon and the platform's own
// id, such as "x:1988393441999593891" or "web:https://example.org/a".
type DocumentID string

// NewDocumentID joins a platform and the id that the platform gives.
func NewDocumentID(p Platform, native string) DocumentID {
	return DocumentID(string(p) + ":" + native)
}

// Platform is the part before the first colon, empty where there is none.
func (id DocumentID) Platform() Platform {
	p, _, ok := strings.Cut(string(id), ":")
	if !ok {
		return ""
	}
	return Platform(p)
}

// Native is the platform's own id: what follows the first colon.
func (id DocumentID) Native() string {
	_, n, _ := strings.Cut(string(id), ":")
	return n
}

// Author is who a document says wrote it. All of it comes from outside.
type Author struct {
	// ID is the platform's own, lasting account id, empty where unknown.
	ID string
	// Handle is the account's name without "@", empty for a byline.
	Handle string
	// Name is the displayed name.
	Name string
	// URL is the account's page.
	URL string
}

// Key identifies an author within a platform: by handle (folded to lower case)
// where there is one, else by id, else by name. Empty means unknown.
func (a Author) Key() string {
	switch {
	case a.Handle != "":
		return "@" + strings.ToLower(a.Handle)
	case a.ID != "":
		return "#" + a.ID
	case a.Name != "":
		return "=" + strings.ToLower(strings.Join(strings.Fields(a.Name), " "))
	}
	return ""
}

// Document is a public text with an identity, as the archive now knows it.
type Document struct {
	ID       DocumentID
	Kind     Kind
	Platform Platform
	// Authority is whose word the URL, the author and what else is told of it are.
	Authority Authority
	// URL is where a reader finds it, the canonical one where known.
	URL    string
	Author Author
	// Publisher is an article's newspaper or site name.
	Publisher string
	// PublishedAt is the time that the document claims.
	PublishedAt Moment
	// IDTime is the time decoded from the id, zero where the id has none.
	IDTime time.Time
	// FirstSeen and LastSeen are the first and last time that any capture
	// found it there.
	FirstSeen, LastSeen time.Time
	// Versions counts them, Told says what they tell of it.
	Versions int
	Told     Told
	// Title and Lang are the current version's.
	Title, Lang string
	// Excerpt is the beginning of the current version's text.
	Excerpt string
	// WordsBy is whose word the current version is, WordsFrom the capture that it comes
	// from; zero where there is no version.
	WordsBy   Authority
	WordsFrom int64
	// Contradicted is what shows the current version's words to be wrong, as in Version.
	Contradicted *Contradiction
	// Tombstone is set while the document's latest state is "gone".
	Tombstone *Tombstone
	// Context marks a document kept only because another one quotes it or answers
	// it.
	Context bool
	// AuthorNames are other names of the author, and the handles of his other
	// accounts, where the user has said whose the account is.
	AuthorNames []string
	// NextLook is when it is due to be looked at again, zero for never.
	NextLook time.Time
}

// Dated is the time that the document claims, or else its id says; zero where neither does.
func (d Document) Dated() Moment {
	if d.PublishedAt.IsZero() && !d.IDTime.IsZero() {
		return Moment{Time: d.IDTime, Precision: PrecisionSecond}
	}
	return d.PublishedAt
}

// Told is what the versions that stand tell of a document: those of its home where that was
// seen, else of all.
type Told struct {
	// Edited says that one is an edit of another, Contradicted that one contradicts another.
	Edited, Contradicted bool
}

// Word is whose word the current version is.
func (d Document) Word() Word { return Word{d.WordsBy, d.WordsFrom, d.Contradicted} }

// Gone reports whether the document is known to be gone: confirmed, not merely
// missed once.
func (d Document) Gone() bool { return d.Tombstone != nil && d.Tombstone.Confirmed() }

// Erased reports whether the archive's owner took its words out; it may still stand at its
// home.
func (d Document) Erased() bool { return d.Tombstone != nil && d.Tombstone.How == Erased }

// Precision says how exact a claimed time is.
type Precision string

// The precisions of a Moment.
const (
	PrecisionSecond Precision = "second"
	PrecisionMinute Precision = "minute"
	PrecisionDay    Precision = "day"
)

// Moment is a time that somebody claims, with the precision that they gave it.
// The zero Moment means unknown.
type Moment struct {
	Time      time.Time
	Precision Precision
	// Raw is the claim as it was written, kept where it could not be read or
	// lies outside the years 1 to 9999.
	Raw string
}

// IsZero reports whether the time is unknown.
func (m Moment) IsZero() bool { return m.Time.IsZero() }

// String gives RFC 3339: a full date where only the day is known, else a UTC
// date-time in whole seconds, or with milliseconds where there are any.
func (m Moment) String() string {
	switch {
	case m.Time.IsZero():
		return ""
	case m.Precision == PrecisionDay:
		return m.Time.UTC().Format(time.DateOnly)
	}
	return FormatTime(m.Time)
}

// FormatTime writes a time as onrecord shows it outside: RFC 3339, UTC, with
// milliseconds only where there are any. The zero time is "".
func FormatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.UTC().Truncate(time.Millisecond)
	if t.Nanosecond() == 0 {
		return t.Format(time.RFC3339)
	}
	return t.Format("2006-01-02T15:04:05.000Z07:00")
}
