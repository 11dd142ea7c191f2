package view

import (
	"context"
	"strings"

	"onrecord/store"
)

// The bounds of a quote beside its post.
const (
	maxPieces = 600
	maxSaid   = 2000 // code points on either side
	around    = 90   // code points of the post before and behind
)

// text is that of a version that a quote stands on: the page's own, or any other.
func (p *PageBuilder) text(ctx context.Context, versionID int64) (string, error) {
	if t, ok := p.of.Texts[versionID]; ok {
		return t, nil
	}
	for _, v := range p.of.Versions {
		if v.ID == versionID {
			return v.Text, nil
		}
	}
	v, err := p.archive.Documents.Version(ctx, versionID)
	return v.Text, err
}

// align sets a quote beside the words of the version that it stands on: what the
// post has and the quote lacks on the one side, the reverse on the other.
func (q *QuoteView) align(l store.Link, version string) {
	m := l.Match
	es := m.Edits[:min(len(m.Edits), maxPieces)]
	across := m.Verdict == store.Translated
	side, fits := overlay(l.Quote.Text, quoteSide(es, across))
	if fits {
		q.Said = side
	} else { // the words are of a machine's reading of the quote, not its own
		q.Reading = side
	}
	before, own, behind, ok := cutOut(version, m.Span)
	switch {
	case !ok:
		q.Posted, _ = overlay("", postSide(es))
	case across:
		q.Posted = []PieceView{{"equal", clip(Plain(own), maxSaid)}}
	default:
		q.Posted, _ = overlay(own, postSide(es))
	}
	q.Before, q.Behind = before, behind
}

// cutOut cuts a text at a span, with some words on either side of it.
func cutOut(text string, span [2]int) (before, own, behind string, ok bool) {
	r := []rune(text)
	from, to := span[0], span[1]
	if from < 0 || to > len(r) || from >= to {
		return "", "", "", false
	}
	left, right := max(0, from-around), min(len(r), to+around)
	before, behind = Plain(string(r[left:from])), Plain(string(r[to:right]))
	if left > 0 {
		_, cut, _ := strings.Cut(before, " ")
		before = "… " + cut
	}
	if right < len(r) {
		if i := strings.LastIndexByte(behind, ' '); i >= 0 {
			behind = behind[:i]
		}
		behind += " …"
	}
	return before, string(r[from:to]), behind, true
}

// quoteSide are the quote's words as the alignment has them; across languages each with
// the post's.
func quoteSide(es []store.Edit, across bool) []PieceView {
	var out []PieceView
	for _, e := range es {
		switch {
		case e.Quote == "":
		case e.Op == "translate":
			out = append(out, PieceView{"translate", e.Quote})
			if e.Post != "" && e.Post != e.Quote {
				out = append(out, PieceView{"gloss", e.Post})
			}
		case e.Op == "equal" || across:
			out = append(out, PieceView{"equal", e.Quote})
		default:
			out = append(out, PieceView{"insert", e.Quote})
		}
	}
	return out
}

// postSide are the post's.
func postSide(es []store.Edit) []PieceView {
	var out []PieceView
	for _, e := range es {
		switch {
		case e.Post == "":
		case e.Op == "equal" || e.Op == "translate":
			out = append(out, PieceView{"equal", e.Post})
		default:
			out = append(out, PieceView{"delete", e.Post})
		}
	}
	return out
}

// overlay lays pieces over the text that they were cut from, so that it keeps the
// signs between its words. Where they do not fit it, they stand by themselves.
func overlay(text string, ps []PieceView) (out []PieceView, fits bool) {
	if len(ps) == 0 {
		return []PieceView{{"equal", clip(Plain(text), maxSaid)}}, true
	}
	at := 0
	for _, p := range ps {
		if p.Op == "gloss" {
			out = append(out, p)
			continue
		}
		i := strings.Index(text[at:], p.Text)
		if i < 0 {
			return bound(spaced(ps)), false
		}
		if i > 0 {
			out = append(out, PieceView{"equal", text[at : at+i]})
		}
		out = append(out, p)
		at += i + len(p.Text)
	}
	return bound(append(out, PieceView{"equal", text[at:]})), true
}

// spaced are pieces with spaces between them.
func spaced(ps []PieceView) []PieceView {
	var out []PieceView
	for i, p := range ps {
		if i > 0 && p.Op != "gloss" {
			out = append(out, PieceView{"equal", " "})
		}
		out = append(out, p)
	}
	return out
}

// bound makes pieces safe to show and no longer than a page can take; those of one
// kind with a space between them become one.
func bound(ps []PieceView) []PieceView {
	var out []PieceView
	left := maxSaid
	for i, p := range ps {
		if left <= 0 {
			break
		}
		p.Text = clip(Plain(p.Text), left)
		left -= len(p.Text)
		n := len(out)
		between := p.Op == "equal" && strings.TrimSpace(p.Text) == ""
		switch {
		case between && n > 0 && i+1 < len(ps) && (out[n-1].Op == "delete" || out[n-1].Op == "insert") && ps[i+1].Op == out[n-1].Op,
			n > 0 && out[n-1].Op == p.Op && p.Op != "gloss" && p.Op != "translate":
			out[n-1].Text += p.Text
		default:
			out = append(out, p)
		}
	}
	return out
}
