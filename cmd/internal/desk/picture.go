package desk

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"onrecord/cmd/internal/ocr"
	"onrecord/cmd/internal/picture"
	"onrecord/compare/link"
	"onrecord/compare/match"
	"onrecord/store"
)

// PictureFinding is what a look-up says of a picture of a post.
type PictureFinding string

// The findings.
const (
	// OnRecord: the archive has the post with these words.
	OnRecord PictureFinding = "on_record"
	// Differs: the archive has the post with other words, of another author or date.
	Differs PictureFinding = "differs"
	// NotOnRecord: the archive has no such post, which does not say that there was none.
	NotOnRecord PictureFinding = "not_on_record"
	// Unreadable: no words of a post were read.
	Unreadable PictureFinding = "unreadable"
)

// Pictured is a picture of a post and what was found of it.
type Pictured struct {
	Read    picture.Text
	Finding PictureFinding
	// CheckedQuote is the answer to its words; misread ones are set right first.
	CheckedQuote
	// Misread are words that differ as a machine's misreadings do.
	Misread []store.Edit
	// AuthorDiffers and DateDiffers say that the picture names others than the post's.
	AuthorDiffers, DateDiffers bool
	// HandleUnsure says that the handle was read as another that looks like the post's:
	// misread, or somebody who passes for its author.
	HandleUnsure bool
	// Part says that the picture shows some of the post's words only.
	Part bool
}

// Picture looks up the post that a picture shows.
func (d Desk) Picture(ctx context.Context, p ocr.Page, q Question) (Pictured, error) {
	out := Pictured{Read: picture.Read(p), Finding: Unreadable}
	if !out.Read.Readable() {
		return out, nil
	}
	q.Quote = out.Read.Text
	ans, err := d.pictured(ctx, q, out.Read)
	if err != nil {
		return out, err
	}
	if ans.Match != nil && out.Read.DropHeader(ans.Match.Match, ans.Match.Doc.Author) {
		q.Quote = out.Read.Text
		if ans, err = d.pictured(ctx, q, out.Read); err != nil {
			return out, err
		}
	}
	if ans.Match != nil && ans.Verdict != store.Translated {
		var right string
		if right, out.Misread = picture.SetRight(out.Read, ans.Match.Match); len(out.Misread) > 0 {
			q.Quote = right
			if ans, err = d.pictured(ctx, q, out.Read); err != nil {
				return out, err
			}
		}
	}
	out.CheckedQuote, err = d.explain(ctx, link.Quoted{Quote: store.Quote{Text: q.Quote, Speaker: out.Read.Name}, Answer: ans})
	out.judge()
	return out, err
}

// pictured looks the words up, for their author first.
func (d Desk) pictured(ctx context.Context, q Question, t picture.Text) (link.Answer, error) {
	if t.Handle != "" && q.Speaker == "" {
		of := q
		of.Speaker = "@" + t.Handle
		if ans, err := d.Lookup(ctx, of); err != nil || ans.Match != nil {
			return ans, err
		}
	}
	return d.Lookup(ctx, q)
}

// judge says what is found, once the words are set right.
func (p *Pictured) judge() {
	m := p.Answer.Match
	if m == nil {
		p.Finding = NotOnRecord
		return
	}
	m.Warnings = slices.DeleteFunc(m.Warnings, func(w string) bool { return w == "speaker" }) // the author is looked at below
	m.Severity = match.Severity(m.Match)
	p.CheckedQuote.Finding, p.Correction = findingOf(p.Answer), "" // nobody corrects a picture
	p.AuthorDiffers = p.Read.ByAnother(m.Doc)
	p.HandleUnsure = p.Read.Handle != "" && m.Doc.Author.Handle != "" && !p.AuthorDiffers && !strings.EqualFold(p.Read.Handle, m.Doc.Author.Handle)
	p.DateDiffers = p.Read.OfAnotherDay(m.Doc.PublishedAt.Time)
	p.Part = m.Span[0] > 0 || m.Span[1] < len([]rune(strings.TrimRightFunc(m.Version.Text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })))
	p.Finding = OnRecord
	if m.Verdict != store.Verbatim || p.AuthorDiffers || p.DateDiffers {
		p.Finding = Differs
	}
}
