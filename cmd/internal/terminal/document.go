package terminal

import (
	"fmt"
	"io"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Document prints a document with its versions, its timeline and who quotes it.
func (pr Printer) Document(s wire.View) error {
	fmt.Fprintf(pr.Out, "%s  %s\n", words.Visible(string(s.ID)), pr.headline(s.Document))
	if s.URL != "" {
		fmt.Fprintln(pr.Out, words.Visible(s.URL))
	}
	for _, l := range pr.aboutLines(s) {
		fmt.Fprintln(pr.Out, l)
	}
	if t := s.Tombstone; t != nil {
		fmt.Fprintln(pr.Out, pr.Paint("31", pr.tombstoneLine(t, s.GoneBy)))
	}
	for _, v := range s.Versions {
		fmt.Fprintf(pr.Out, "\nversion %d of %d, %s, capture %d, content sha256 %.16s…\n", v.Seq, len(s.Versions),
			pr.seenLine(v, s.Captures[v.CaptureID]), v.CaptureID, v.Hash)
		if e, ok := s.Entries[v.CaptureID]; ok {
			fmt.Fprintln(pr.Out, pr.provedLine(e))
		}
		if v.Cut {
			fmt.Fprintln(pr.Out, "  cut by the platform:", words.Visible(v.CutWhy))
		}
		if o := wire.OriginOf(v, s.Captures); o.Authority != "" {
			fmt.Fprintln(pr.Out, "  "+pr.whose(o))
		}
		fmt.Fprintln(pr.Out, words.Indent(words.Visible(v.Text), "  "))
		for _, m := range v.Media {
			fmt.Fprintln(pr.Out, "  ["+words.Line(m.Type, 20)+"] "+words.Line(m.Alt, 200)+" "+words.Visible(m.URL))
		}
		for _, f := range v.Flags {
			fmt.Fprintln(pr.Out, "  note:", flagText(f))
		}
	}
	pr.asides(s)
	if err := pr.timeline(s.Events); err != nil {
		return err
	}
	pr.notes(s.Notes)
	return pr.quotes(s)
}

// seenLine says when a version was seen, or from when it is where nobody says that.
func (pr Printer) seenLine(v store.Version, c store.Capture) string {
	first, last := v.Seen(c)
	switch {
	case !v.Dated(c):
		return "not dated"
	case first.IsZero() || last.IsZero():
		return "dated " + pr.at(v.FirstSeen)
	}
	return "seen " + pr.at(first) + " to " + pr.at(last)
}

// asides are the words that others say are the document's, and its home does not.
func (pr Printer) asides(s wire.View) {
	for _, v := range s.Asides() {
		fmt.Fprintln(pr.Out, "\nnot the document's own words: "+pr.whose(v.Origin))
		if v.ContradictedBy == nil {
			fmt.Fprintln(pr.Out, "  its home was not seen to say so")
		}
		fmt.Fprintln(pr.Out, words.Indent(words.Visible(v.Text), "  "))
	}
}

// tombstoneLine says that a document is gone, and on whose word.
func (pr Printer) tombstoneLine(t *store.Tombstone, whose wire.Origin) string {
	if t.How == store.Erased {
		return fmt.Sprintf("its words were erased by the archive's owner, %s: %s", pr.at(t.ConfirmedAt), words.Visible(t.Detail))
	}
	by := ""
	if l := pr.whose(whose); l != "" {
		by = "; " + l
	}
	since := fmt.Sprintf("no longer available (%s) since %s", how(t), pr.at(t.FirstMissed))
	switch {
	case whose.Authority != "":
		return since + by
	case t.Confirmed() && t.ConfirmedAt.Equal(t.FirstMissed):
		return since + ", as the platform stated"
	case t.Confirmed():
		return fmt.Sprintf("no longer available (%s): not found %s, confirmed %s", how(t), pr.at(t.FirstMissed), pr.at(t.ConfirmedAt))
	}
	return fmt.Sprintf("not found on one check, %s (%s); not confirmed", pr.at(t.FirstMissed), how(t))
}

func (pr Printer) timeline(events []store.Event) error {
	fmt.Fprintln(pr.Out, "\ntimeline")
	rows := make([][]string, len(events))
	for i, e := range events {
		rows[i] = []string{
			"  " + pr.at(e.At), wire.EventName(e), fmt.Sprintf("capture %d", e.CaptureID),
			words.Line(words.Joined(wire.EventDetail(e), relayed(e)), 100),
		}
	}
	return pr.Table(rows)
}

func (pr Printer) quotes(s wire.View) error {
	if len(s.Links) == 0 {
		return nil
	}
	title := "quoted by"
	if s.Kind == store.Article {
		title = "quotes"
	}
	fmt.Fprintln(pr.Out, "\n"+title)
	for _, l := range s.Links {
		if err := pr.link(pr.Out, s.Kind, l); err != nil {
			return err
		}
	}
	return nil
}

// link is one quote below a post or an article.
func (pr Printer) link(w io.Writer, under store.Kind, l store.Link) error {
	other := string(l.Quote.Article)
	if under == store.Article {
		other = string(l.Match.Document)
	}
	verdict := pr.judged(l.Match)
	if l.Match.Document == "" {
		verdict, other = pr.verdict("not found"), ""
	}
	_, err := fmt.Fprintf(w, "  %s  “%s”\n              %s\n%s", verdict, words.Line(l.Quote.Text, 300), words.Joined(
		words.Visible(other), versionOf(l.Match), pr.moment(l.Quote.PublishedAt), named(l.Quote.Speaker)), pr.linkMarks(l, "              "))
	return err
}

// provedLine says what proves a capture.
func (pr Printer) provedLine(e store.LogEntry) string {
	l := fmt.Sprintf("leaf %d of the log", e.Index)
	switch {
	case e.Checkpoint == nil:
		return l + ", not signed yet"
	case e.Anchor == nil:
		return l + ", signed " + pr.at(e.Checkpoint.MadeAt) + ", not anchored yet"
	}
	return l + ", signed " + pr.at(e.Checkpoint.MadeAt) + ", anchored " + pr.at(e.Anchor.Time) + " by " + words.Visible(e.Anchor.Authority)
}

func (pr Printer) notes(notes []store.Note) {
	if len(notes) == 0 {
		return
	}
	fmt.Fprintln(pr.Out, "\nnotes")
	for _, n := range notes {
		fmt.Fprintf(pr.Out, "  %s\n%s\n", words.Joined(pr.at(n.At), words.Line(n.By, 200), fmt.Sprintf("leaf %d", n.Index)), words.Indent(words.Visible(n.Text), "    "))
	}
}
