package wire

import (
	"encoding/json"

	"onrecord/compare/link"
	"onrecord/store"
)

// Link is the contract of `links --json`; fields are only ever added.
type Link struct {
	Article     store.DocumentID `json:"article"`
	PublishedAt string           `json:"published_at"`
	Quote       string           `json:"quote"`
	Speaker     string           `json:"speaker"`
	Verdict     store.Verdict    `json:"verdict"`
	Confidence  float64          `json:"confidence"`
	Document    store.DocumentID `json:"document"`
	Version     int              `json:"version"`
	Warnings    []string         `json:"warnings"`
	Kind        store.QuoteKind  `json:"kind"`
	Span        [2]int           `json:"span"`
	Edits       []store.Edit     `json:"edits"`
	Via         string           `json:"via"`
	Severity    store.Severity   `json:"severity"`
	// Details say of warnings what stands in the post and what in the quote.
	Details []store.WarningDetail `json:"warning_details,omitempty"`
	// Origin is whose word the post's version is, the others whose the article's is.
	Origin
	ArticleAuthority    store.Authority `json:"article_authority,omitempty"`
	ArticleImportedFrom string          `json:"article_imported_from,omitempty"`
}

// LinkOf is a link as stored, in the form of the contract.
func LinkOf(l store.Link) Link {
	j := Link{
		l.Quote.Article, l.Quote.PublishedAt.String(), l.Quote.Text, l.Quote.Speaker,
		l.Match.Verdict, l.Match.Confidence, l.Match.Document, l.Match.VersionSeq, l.Match.Warnings,
		l.Quote.Kind, l.Match.Span, l.Match.Edits, l.Match.Via, l.Match.Severity,
		l.Match.Details, BroughtOf(l.Match.Brought), l.Quote.Brought.Authority, l.Quote.Brought.File,
	}
	if j.Document == "" {
		j.Verdict = store.NotFound
	}
	if j.Warnings == nil {
		j.Warnings = []string{}
	}
	if j.Edits == nil {
		j.Edits = []store.Edit{}
	}
	return j
}

// Answer is the contract of `lookup --json`; fields are only ever added.
type Answer struct {
	ID         json.RawMessage `json:"id"`
	Quote      string          `json:"quote"`
	Lang       string          `json:"lang"`
	Verdict    store.Verdict   `json:"verdict"`
	Confidence float64         `json:"confidence"`
	Match      *Match          `json:"match"`
	Candidates []Candidate     `json:"candidates"`
	// Standing are the posts in which the words of a quote too short to attribute stand.
	Standing *Standing `json:"standing,omitempty"`
	// Pictures are posts with the quote among the words that a machine read from their
	// pictures; the post's own text does not have it.
	Pictures []InPicture `json:"pictures,omitempty"`
	Error    string      `json:"error,omitempty"`
}

// Standing counts posts; more says that there may be others. The newest are listed, the
// newest first.
type Standing struct {
	Posts     int                `json:"posts"`
	More      bool               `json:"more,omitempty"`
	Documents []store.DocumentID `json:"documents"`
	// In are the versions that have the words, one for each of Documents.
	In []StandsIn `json:"in"`
}

// StandsIn is the latest version of a post that has the words, of so many; edited says
// that the current one has not.
type StandsIn struct {
	Document store.DocumentID `json:"document"`
	Version  int              `json:"version"`
	Versions int              `json:"versions"`
	Edited   bool             `json:"edited,omitempty"`
}

// InPicture is what a machine read from a picture of a post, and how the quote fits it.
type InPicture struct {
	Document store.DocumentID `json:"document"`
	Author   Author           `json:"author"`
	PostedAt string           `json:"posted_at"`
	// Picture is the SHA-256 of the picture's bytes.
	Picture    string        `json:"picture"`
	Text       string        `json:"text_read_by_machine"`
	Engine     string        `json:"engine"`
	Verdict    store.Verdict `json:"verdict_on_reading"`
	Confidence float64       `json:"confidence"`
}

// Match is how a quote was found in a version, as answers give it.
type Match struct {
	Document store.DocumentID `json:"document"`
	Platform store.Platform   `json:"platform"`
	Author   Author           `json:"author"`
	URL      string           `json:"url"`
	PostedAt string           `json:"posted_at"`
	Lang     string           `json:"lang"`
	Version  int              `json:"version"`
	Versions int              `json:"versions"`
	Gone     *Gone            `json:"gone"`
	Text     string           `json:"text"`
	Via      string           `json:"via"`
	Span     [2]int           `json:"span"`
	Edits    []store.Edit     `json:"edits"`
	Warnings []string         `json:"warnings"`
	Severity store.Severity   `json:"severity"`
	// Details say of warnings what stands in the post and what in the quote.
	Details []store.WarningDetail `json:"warning_details,omitempty"`
	Same    []store.DocumentID    `json:"same,omitempty"`
	// Origin says whose word the version is where it is not the home's own.
	Origin
}

// Candidate is a version that was considered for a quote.
type Candidate struct {
	Document   store.DocumentID `json:"document"`
	Version    int              `json:"version"`
	Confidence float64          `json:"confidence"`
	Verdict    store.Verdict    `json:"verdict"`
	Authority  store.Authority  `json:"authority,omitempty"`
}

// AnswerOf is what a look-up found; id is the asker's own number of the quote, nil for none.
func AnswerOf(id json.RawMessage, quote string, ans link.Answer) Answer {
	j := Answer{
		ID: id, Quote: quote, Lang: ans.Lang, Verdict: ans.Verdict, Confidence: ans.Confidence,
		Candidates: []Candidate{},
	}
	for _, c := range ans.Candidates {
		j.Candidates = append(j.Candidates, Candidate{c.Document, c.VersionSeq, c.Confidence, c.Verdict, Marked(c.Authority)})
	}
	if s := ans.Standing; s != nil {
		j.Standing = &Standing{Posts: s.Count, More: s.More, Documents: []store.DocumentID{}, In: []StandsIn{}}
		for _, p := range s.Posts {
			j.Standing.Documents = append(j.Standing.Documents, p.Document)
			j.Standing.In = append(j.Standing.In, StandsIn{p.Document, p.Version.Seq, p.Versions, p.Edited()})
		}
	}
	for _, p := range ans.Pictures {
		d := p.Document
		j.Pictures = append(j.Pictures, InPicture{d.ID, Author{d.Author.Name, d.Author.Handle}, d.PublishedAt.String(), p.SHA256, p.PictureWords.Text, p.Engine, p.Verdict, p.Confidence})
	}
	if m := ans.Match; m != nil {
		j.Match = &Match{
			Document: m.Document, Platform: m.Doc.Platform, Author: Author{m.Doc.Author.Name, m.Doc.Author.Handle},
			URL: m.Doc.URL, PostedAt: m.Doc.PublishedAt.String(), Lang: m.Version.Lang,
			Version: m.VersionSeq, Versions: m.Doc.Versions, Gone: goneOf(m.Doc.Tombstone, OfTombstone(m.Doc.Tombstone)), Text: m.Version.Text,
			Via: m.Via, Span: m.Span, Edits: m.Edits, Warnings: m.Warnings, Severity: m.Severity, Details: m.Details, Same: ans.Same, Origin: BroughtOf(m.Brought),
		}
		if j.Match.Warnings == nil {
			j.Match.Warnings = []string{}
		}
	}
	return j
}
