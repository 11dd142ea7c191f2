// Package templates draws the archive as HTML: a struct a page, html/template,
// one stylesheet, no script. Everything shown comes from outside and is shown as
// text.
package templates

import (
	"html/template"
	"time"

	"onrecord/store"
)

// Layout is what every page has.
type Layout struct {
	// Title is the page's, SiteTitle the report's.
	Title, SiteTitle string
	// Root leads from the page to the report's folder: "" or "../".
	Root string
	// Section marks the place in the navigation.
	Section string
	// Generated is when the report was made.
	Generated time.Time
	CSS       template.CSS
	CSP       string
}

// IndexPage is the overview.
type IndexPage struct {
	Layout
	Counts     store.Counts
	Changes    []ChangeRow
	MostQuoted []QuotedRow
	Articles   []DocRow
	Authors    []AuthorRow
	Runs       []store.Run
	Activity   Chart
}

// PostPage is one post.
type PostPage struct {
	Layout
	Doc      store.Document
	Latest   VersionView
	State    State
	Versions []VersionView
	Timeline []EventRow
	Groups   []QuoteGroup
	Quoted   int
	Author   *Ref
	Claims   []Claim
	Beside   []BesideRow
	Kept     []KeptRow
}

// BesideRow is a post that stands beside another; Row is nil where the archive does
// not have it.
type BesideRow struct {
	Says, Name string
	Row        *DocRow
}

// KeptRow is a medium or screenshot whose bytes are kept.
type KeptRow struct {
	Type, URL, SHA256 string
	Length            int64
	Width, Height     int
	Capture           int64
}

// ArticlePage is one article.
type ArticlePage struct {
	Layout
	Doc      store.Document
	Latest   VersionView
	State    State
	Versions []VersionView
	Timeline []EventRow
	Segments []Segment
	Quotes   []QuoteView
	Claims   []Claim
}

// AuthorPage is one account.
type AuthorPage struct {
	Layout
	Author store.AuthorCount
	Posts  []DocRow
	More   int
}

// AboutPage explains the method.
type AboutPage struct{ Layout }

// Ref is a link within the report.
type Ref struct{ Href, Text string }

// State is a document's state in words.
type State struct {
	// Kind is "there", "edited", "missing" or "gone".
	Kind, Text string
}

// Claim is one time that is known of a document, and who says so.
type Claim struct{ What, When, Note string }

// VersionView is a version with its difference to the one before it.
type VersionView struct {
	store.Version
	Title, Text string
	Lang        string
	// Changes is nil for the first version.
	TitleChanges, Changes []PieceView
	Cosmetic              bool
	Media                 []MediaView
	Evidence              Evidence
}

// MediaView is an attachment by reference.
type MediaView struct {
	Type, Alt string
	URL       Link
}

// Evidence is what proves a version.
type Evidence struct {
	Capture          int64
	Door, Relay, URL string
	Fetched          time.Time
	RawSHA256, Hash  string
	Length           int64
	Status           int
	Flags            []string
}

// PieceView is a run of a diff: Op is "equal", "delete" or "insert".
type PieceView struct{ Op, Text string }

// EventRow is one line of a timeline.
type EventRow struct {
	At      time.Time
	Kind    string
	Text    string
	Capture int64
}

// QuoteGroup is the quotes with one verdict.
type QuoteGroup struct {
	Verdict string
	Quotes  []QuoteView
}

// QuoteView is a quote beside the post that it quotes.
type QuoteView struct {
	ID                    string
	Verdict, Text         string
	Speaker               string
	Lang                  string
	Kind                  string
	Confidence            string
	Pieces                []PieceView
	Warnings              []string
	Post, Article         *Ref
	PostAuthor, Publisher string
	Version, Versions     int
	PublishedAt, After    string
	Found                 bool
}

// Segment is a stretch of an article's text; Quote is set inside a quote.
type Segment struct {
	Text  string
	Quote *QuoteView
	Head  bool
}

// ChangeRow is one change on the overview.
type ChangeRow struct {
	At      time.Time
	Kind    string
	Doc     DocRow
	Detail  string
	Changes []PieceView
}

// DocRow is a document in a list.
type DocRow struct {
	Ref
	Who, When, Excerpt, Lang string
	Kind                     store.Kind
	Versions                 int
	Gone                     bool
	Missing                  bool
}

// QuotedRow is a post with its quotes counted by verdict.
type QuotedRow struct {
	Doc   DocRow
	Total int
	Bars  []Bar
}

// Bar is a share of a stacked bar, in percent.
type Bar struct {
	Verdict string
	Count   int
	Percent int
}

// AuthorRow is an author in a list.
type AuthorRow struct {
	Ref
	store.AuthorCount
}

// Chart is a bar chart drawn as SVG, with its text alternative.
type Chart struct {
	Title string
	Bars  []ChartBar
	Width int
}

// ChartBar is one bar, in the units of the drawing.
type ChartBar struct {
	Label        string
	Count        int
	X, Y, Height int
}
