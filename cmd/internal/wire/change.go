package wire

import (
	"fmt"
	"strings"

	"onrecord/compare"
	"onrecord/compare/match"
	"onrecord/store"
)

// Change is one change on a line of JSON.
type Change struct {
	Change    store.ChangeKind `json:"change"`
	Document  store.DocumentID `json:"document"`
	Kind      store.Kind       `json:"kind"`
	URL       string           `json:"url,omitempty"`
	Author    Author           `json:"author"`
	Title     string           `json:"title,omitempty"`
	PostedAt  string           `json:"published_at,omitempty"`
	Version   int              `json:"version,omitempty"`
	Text      string           `json:"text,omitempty"`
	Cut       bool             `json:"cut,omitempty"`
	Gone      *Gone            `json:"gone"`
	Diff      []Piece          `json:"diff,omitempty"`
	TitleDiff []Piece          `json:"title_diff,omitempty"`
	Edit
}

// Author is who a post or an article is by; what is not known is left out.
type Author struct {
	Name   string `json:"name"`
	Handle string `json:"handle,omitempty"`
}

// Gone is a tombstone: how and since when a document is gone, and on whose word.
type Gone struct {
	How         store.GoneHow `json:"how"`
	Detail      string        `json:"detail,omitempty"`
	FirstMissed string        `json:"first_missed"`
	ConfirmedAt string        `json:"confirmed_at,omitempty"`
	// Origin is who says so, where it is not the document's home.
	Origin
}

// Piece is a stretch of a word diff: kept, deleted or inserted.
type Piece struct {
	Op   compare.PieceOp `json:"op"`
	Text string          `json:"text"`
}

// goneOf is a tombstone; by says who brought it where that is known.
func goneOf(t *store.Tombstone, by Origin) *Gone {
	if t == nil {
		return nil
	}
	return &Gone{t.How, t.Detail, store.FormatTime(t.FirstMissed), store.FormatTime(t.ConfirmedAt), by}
}

func piecesOf(ps []compare.Piece) []Piece {
	out := make([]Piece, len(ps))
	for i, p := range ps {
		out[i] = Piece{p.Op, p.Text}
	}
	return out
}

// ChangeOf is a change of a document with what it made of the words.
func ChangeOf(doc store.Document, ch store.Change) Change {
	j := Change{
		Change: ch.Kind, Document: doc.ID, Kind: doc.Kind, URL: doc.URL,
		Author:   Author{doc.Author.Name, doc.Author.Handle},
		Title:    ch.Version.Title,
		PostedAt: doc.PublishedAt.String(),
		Version:  ch.Version.Seq, Text: ch.Version.Text, Cut: ch.Version.Cut,
		Gone: goneOf(ch.Tombstone, OfTombstone(ch.Tombstone)),
	}
	if ch.Kind == store.ChangeEdited {
		j.Diff = piecesOf(compare.Diff(ch.Previous.Text, ch.Version.Text))
		j.Edit = EditOf(ch.Previous, ch.Version)
		if ch.Previous.Title != ch.Version.Title {
			j.TitleDiff = piecesOf(compare.Diff(ch.Previous.Title, ch.Version.Title))
		}
	}
	return j
}

// Diff is what one version of a document made of another.
type Diff struct {
	Document store.DocumentID `json:"document"`
	From     int              `json:"from"`
	To       int              `json:"to"`
	FromSeen string           `json:"from_first_seen,omitempty"`
	ToSeen   string           `json:"to_first_seen,omitempty"`
	Changed  bool             `json:"changed"`
	Cosmetic bool             `json:"cosmetic"`
	Title    []Piece          `json:"title,omitempty"`
	Text     []Piece          `json:"text"`
	// FromOrigin and ToOrigin say whose word a version is that its home did not show.
	FromOrigin *Origin `json:"from_origin,omitempty"`
	ToOrigin   *Origin `json:"to_origin,omitempty"`
	Edit
}

// Edit is what an edit did, by the rules for quotes: how grave it is, how the meaning
// changed, and what became of pictures.
type Edit struct {
	Severity     store.Severity        `json:"severity,omitempty"`
	Warnings     []string              `json:"warnings,omitempty"`
	Details      []store.WarningDetail `json:"warning_details,omitempty"`
	Descriptions []Description         `json:"descriptions,omitempty"`
}

// Description is what an edit made of a picture or another medium: its description before
// and after, which of its type it is, and what happened to the medium itself.
type Description struct {
	Type   string            `json:"type"`
	Before string            `json:"before"`
	After  string            `json:"after"`
	Number int               `json:"number,omitempty"`
	Change match.MediaChange `json:"change,omitempty"`
}

// Attached is what an edit did to what is attached, in plain words.
func (e Edit) Attached() string {
	var out []string
	for _, d := range e.Descriptions {
		out = append(out, match.Description(d).Says(fmt.Sprintf))
	}
	return strings.Join(out, " ")
}

// EditOf is what made a version of the one before.
func EditOf(old, now store.Version) Edit { return editOf(match.EditOf(old, now)) }

func editOf(e match.Edit) Edit {
	out := Edit{Severity: e.Severity, Warnings: e.Warnings, Details: e.Details}
	for _, d := range e.Descriptions {
		out.Descriptions = append(out.Descriptions, Description(d))
	}
	return out
}

// DiffOf is what two versions differ in; captures are those that they come from.
func DiffOf(doc store.Document, from, to store.Version, captures map[int64]store.Capture) Diff {
	changed := from.Hash != to.Hash
	edit := match.EditOf(from, to)
	fromSeen, _ := from.Seen(captures[from.CaptureID])
	toSeen, _ := to.Seen(captures[to.CaptureID])
	return Diff{
		doc.ID, from.Seq, to.Seq, store.FormatTime(fromSeen), store.FormatTime(toSeen), changed,
		changed && edit.Cosmetic,
		piecesOf(compare.Diff(from.Title, to.Title)), piecesOf(compare.Diff(from.Text, to.Text)),
		markOf(from, captures), markOf(to, captures), editOf(edit),
	}
}

func markOf(v store.Version, captures map[int64]store.Capture) *Origin {
	if o := OriginOf(v, captures); o.Authority != "" {
		return &o
	}
	return nil
}

// Failure is a look that failed, with the captures that it left.
type Failure struct {
	URL      string  `json:"url"`
	Change   string  `json:"change"`
	Captures []int64 `json:"captures"`
	Error    string  `json:"error"`
}
