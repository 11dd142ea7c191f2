package terminal

import (
	"fmt"
	"slices"
	"strings"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/compare"
	"onrecord/compare/match"
	"onrecord/store"
)

// Diff prints what changed between two versions of a document, word by word; captures are
// those behind them.
func (pr Printer) Diff(doc store.Document, from, to store.Version, captures map[int64]store.Capture) error {
	title, text := compare.Diff(from.Title, to.Title), compare.Diff(from.Text, to.Text)
	changed := from.Hash != to.Hash
	if pr.JSON {
		return pr.object(wire.DiffOf(doc, from, to, captures))
	}
	edit := match.EditOf(from, to)
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", words.Visible(string(doc.ID)), pr.headline(doc))
	switch {
	case from.Seq == to.Seq:
		fmt.Fprintf(&b, "version %d, %s: there is nothing to compare it with\n", to.Seq, pr.sinceLine(to, captures))
	default:
		fmt.Fprintf(&b, "version %d, %s → version %d, %s%s\n", from.Seq, pr.sinceLine(from, captures), to.Seq, pr.sinceLine(to, captures), nature(changed, edit.Cosmetic && edit.Severity != store.SeverityMeaning))
	}
	for _, v := range slices.CompactFunc([]store.Version{from, to}, func(x, y store.Version) bool { return x.Seq == y.Seq }) {
		if l := pr.whose(wire.OriginOf(v, captures)); l != "" {
			fmt.Fprintln(&b, pr.Paint("33", fmt.Sprintf("version %d was %s", v.Seq, l)))
		}
	}
	for _, w := range match.Told(edit.Warnings, edit.Details) {
		says := match.WarningText(w)
		for _, d := range match.DetailsOf(edit.Details, w) {
			says = strings.TrimSuffix(says, ".") + "; " + became(d.Post, d.Quote) + "."
		}
		fmt.Fprintln(&b, pr.Paint("31", says))
	}
	for _, d := range edit.Descriptions {
		fmt.Fprintln(&b, attached(d))
	}
	if to.Title != "" || from.Title != "" {
		fmt.Fprintf(&b, "\n%s\n", pr.coloured(title))
	}
	fmt.Fprintf(&b, "\n%s\n", pr.coloured(text))
	_, err := fmt.Fprint(pr.Out, b.String())
	return err
}

// attached says what an edit made of a medium.
func attached(d match.Description) string {
	says := d.Says(fmt.Sprintf)
	if d.Told() {
		says = strings.TrimSuffix(says, ".") + "; " + became(d.Before, d.After) + "."
	}
	return says
}

// became says what an edit made of some words.
func became(before, after string) string {
	before, after = words.Line(before, 200), words.Line(after, 200)
	switch {
	case before == "":
		return fmt.Sprintf("“%s” was put in", after)
	case after == "":
		return fmt.Sprintf("“%s” was taken out", before)
	}
	return fmt.Sprintf("“%s” became “%s”", before, after)
}

// sinceLine says when a version was first seen, or from when it is where nobody says that.
func (pr Printer) sinceLine(v store.Version, captures map[int64]store.Capture) string {
	c := captures[v.CaptureID]
	switch first, _ := v.Seen(c); {
	case !v.Dated(c):
		return "not dated"
	case first.IsZero():
		return "dated " + pr.at(v.FirstSeen)
	}
	return "first seen " + pr.at(v.FirstSeen)
}

func nature(changed, cosmetic bool) string {
	switch {
	case !changed:
		return ": the same words"
	case cosmetic:
		return ": a cosmetic change (no word differs)"
	}
	return ""
}

// coloured writes a diff with [-removed-] and {+added+}, in colour on a terminal.
func (pr Printer) coloured(ps []compare.Piece) string {
	var b strings.Builder
	for _, p := range ps {
		text := words.Visible(p.Text)
		switch p.Op {
		case compare.Delete:
			b.WriteString(pr.Paint("31;9", "[-"+text+"-]"))
		case compare.Insert:
			b.WriteString(pr.Paint("32;1", "{+"+text+"+}"))
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}

// A long diff keeps so many characters beside each change, less the part of a word that
// they would end in.
const keep, ofWord = 80, 20

// excerpt shortens the equal parts of a long diff, keeping the words around
// each change.
func excerpt(ps []compare.Piece) []compare.Piece {
	out := make([]compare.Piece, len(ps))
	for i, p := range ps {
		out[i] = p
		r := []rune(p.Text)
		if p.Op != compare.Equal || len(r) <= 2*keep+3 {
			continue
		}
		before, after := string(r[:keep]), string(r[len(r)-keep:])
		if at := strings.LastIndexAny(before, " \n"); at > len(before)-ofWord {
			before = before[:at]
		}
		if at := strings.IndexAny(after, " \n"); at < ofWord {
			after = after[at+1:]
		}
		head, tail := before+" … ", " … "+after
		switch {
		case i == 0:
			head = ""
			tail = strings.TrimPrefix(tail, " ")
		case i == len(ps)-1:
			tail = ""
		default:
			head = strings.TrimSuffix(head, " … ")
		}
		out[i].Text = head + tail
	}
	return out
}
