package store

import "time"

// QuoteKind says how a quote is marked in its article.
type QuoteKind string

// The kinds of quote.
const (
	// Inline: between quotation marks.
	QuoteInline QuoteKind = "inline"
	// Block: a block quote.
	QuoteBlock QuoteKind = "block"
	// Embedded: an embedded post; it names its post by URL.
	QuoteEmbedded QuoteKind = "embedded"
	// Headline: between quotation marks in the article's title.
	QuoteHeadline QuoteKind = "headline"
)

// Quote is a span of an article's version that the article presents as somebody
// else's words.
type Quote struct {
	ID int64
	// Article and ArticleVersion are where it stands.
	Article        DocumentID
	ArticleVersion int64
	// Seq counts the quotes of a version from 1 in reading order.
	Seq  int
	Kind QuoteKind
	// From and To are code points of the version's Text (of its Title for a
	// Headline), without the quotation marks. A quote that the article
	// interrupts has Parts, in order; otherwise Parts is nil.
	From, To int
	Parts    [][2]int `json:",omitempty"`
	// Text is the quoted words; interrupted parts are joined by " … ".
	Text string
	// Speaker is the name that the article gives near it, as written; Handle is
	// an account it names.
	Speaker, Handle string
	// URL and Document are the post that an Embedded quote names.
	URL      string
	Document DocumentID
	// Lang is the article's language.
	Lang string
	// PublishedAt is the article's time.
	PublishedAt Moment
	// Brought is whose word the article's version is.
	Brought Brought
}

// Verdict says how faithfully a quote gives a post's words.
type Verdict string

// The verdicts.
const (
	Verbatim   Verdict = "verbatim"
	Trimmed    Verdict = "trimmed"
	Altered    Verdict = "altered"
	Translated Verdict = "translated"
	// Possible: a post in another language may be meant; too little is known to
	// say so. It is never linked.
	Possible Verdict = "possible"
	// InPicture: no post says so, but a machine read the words from a picture that a post
	// carries. It is never linked.
	InPicture Verdict = "in_picture"
	NotFound  Verdict = "not_found"
)

// Edit is one step of an alignment: how the quote's words come from the post's.
type Edit struct {
	// Op is "equal", "replace", "insert" (only the quote has it), "delete" (only
	// the post has it) or "translate" (the quote has it in another language; Post is
	// empty for a function word).
	Op string `json:"op"`
	// Quote and Post are the words on either side, as written.
	Quote string `json:"quote"`
	Post  string `json:"post"`
}

// WarningDetail is what a warning is about, as written: a number, a date, a name, a
// word. One side is empty where only the other has it.
type WarningDetail struct {
	// Kind is the warning's name.
	Kind  string `json:"kind"`
	Post  string `json:"post"`
	Quote string `json:"quote"`
}

// Match is how a quote was found in a version.
type Match struct {
	Document   DocumentID
	VersionID  int64
	VersionSeq int
	Verdict    Verdict
	// Confidence is between 0 and 1: of the matches given with 0.9, nine in ten
	// are right.
	Confidence float64
	// Span is the first code point of the version's text that the quote covers
	// and the one after the last.
	Span  [2]int
	Edits []Edit
	// Warnings are short names of what a reader should be told, such as "negation"
	// or "number"; package compare/match has them with their texts.
	Warnings []string
	// Details say of warnings what stands in the post and what in the quote.
	Details []WarningDetail
	// Severity is the gravest of what the warnings and the verdict say.
	Severity Severity
	// Via is "original", "embed", "rendition:ENGINE" or "lexicon".
	Via string
	// Brought is whose word the version is; the archive fills it in.
	Brought Brought
}

// Candidate is a match that was considered.
type Candidate struct {
	Document   DocumentID
	VersionID  int64
	VersionSeq int
	// Authority is whose word the version is.
	Authority  Authority
	Verdict    Verdict
	Confidence float64
}

// Link leads from a quote to the version that it quotes.
type Link struct {
	Quote Quote
	Match Match
	// LinkedAt is when the matcher said so.
	LinkedAt time.Time
}

// Observed reports whether both sides of a link were observed: see Authority.Observed.
func (l Link) Observed() bool {
	return l.Quote.Brought.Authority.Observed() && l.Match.Brought.Authority.Observed()
}
