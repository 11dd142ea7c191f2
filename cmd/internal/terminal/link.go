package terminal

import (
	"fmt"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Link prints a quote and the post that it is linked to.
func (pr Printer) Link(l store.Link) error {
	if pr.JSON {
		return pr.object(wire.LinkOf(l))
	}
	_, err := fmt.Fprintf(pr.Out, "%s  “%s”\n%s%s\n%s→ %s\n%s", pr.judged(l.Match), words.Line(l.Quote.Text, 300),
		Margin, words.Joined(words.Visible(string(l.Quote.Article)), pr.moment(l.Quote.PublishedAt), named(l.Quote.Speaker)),
		Margin, words.Joined(words.Visible(string(l.Match.Document)), versionOf(l.Match)), pr.linkMarks(l, Margin))
	return err
}

// linkMarks say, a line each, what a link's quote does to the post, and whose word its sides
// are where it is not their home's.
func (pr Printer) linkMarks(l store.Link, margin string) string {
	out := ""
	for _, line := range pr.warningLines(l.Match) {
		out += margin + line + "\n"
	}
	for _, side := range []struct {
		name string
		by   store.Brought
	}{{"article", l.Quote.Brought}, {"post", l.Match.Brought}} {
		if line := pr.whose(wire.BroughtOf(side.by)); line != "" {
			out += margin + side.name + " " + line + "\n"
		}
	}
	return out
}
