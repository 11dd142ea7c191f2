package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show DOC",
		Short:   "Show a document: its versions, its timeline, who quotes it",
		Example: "  onrecord show x:1988393441999593891\n  onrecord show https://x.com/petrogustavo/status/1988393441999593891",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			st, err := a.readArchive(ctx)
			if err != nil {
				return err
			}
			defer st.Close()
			doc, err := a.findDocument(ctx, st, args[0])
			if err != nil {
				return err
			}
			s, err := wire.Gather(ctx, st, doc.ID)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(s.JSON())
			}
			return a.printShow(s)
		},
	}
}

func (a *app) printShow(s wire.View) error {
	fmt.Fprintf(a.out, "%s  %s\n", words.Visible(string(s.ID)), words.Headline(s.Document))
	if s.URL != "" {
		fmt.Fprintln(a.out, words.Visible(s.URL))
	}
	for _, l := range aboutLines(s) {
		fmt.Fprintln(a.out, l)
	}
	if t := s.Tombstone; t != nil {
		fmt.Fprintln(a.out, a.paint("31", tombstoneLine(t, s.GoneBy)))
	}
	for _, v := range s.Versions {
		fmt.Fprintf(a.out, "\nversion %d of %d, %s, capture %d, content sha256 %.16s…\n", v.Seq, len(s.Versions),
			seenLine(v, s.Captures[v.CaptureID]), v.CaptureID, v.Hash)
		if e, ok := s.Entries[v.CaptureID]; ok {
			fmt.Fprintln(a.out, provedLine(e))
		}
		if v.Cut {
			fmt.Fprintln(a.out, "  cut by the platform:", words.Visible(v.CutWhy))
		}
		if o := wire.OriginOf(v, s.Captures); o.Authority != "" {
			fmt.Fprintln(a.out, "  "+o.Line())
		}
		fmt.Fprintln(a.out, words.Indent(words.Visible(v.Text), "  "))
		for _, m := range v.Media {
			fmt.Fprintln(a.out, "  ["+words.Line(m.Type, 20)+"] "+words.Line(m.Alt, 200)+" "+words.Visible(m.URL))
		}
		for _, f := range v.Flags {
			fmt.Fprintln(a.out, "  note:", flagText(f))
		}
	}
	a.printAside(s)
	if err := a.printTimeline(s.Events); err != nil {
		return err
	}
	a.printNotes(s.Notes)
	return a.printQuotes(s)
}

// seenLine says when a version was seen, or from when it is where nobody says that.
func seenLine(v store.Version, c store.Capture) string {
	first, last := v.Seen(c)
	switch {
	case !v.Dated(c):
		return "not dated"
	case first.IsZero() || last.IsZero():
		return "dated " + store.FormatTime(v.FirstSeen)
	}
	return "seen " + store.FormatTime(first) + " to " + store.FormatTime(last)
}

// printAside are the words that others say are the document's, and its home does not.
func (a *app) printAside(s wire.View) {
	for _, v := range s.Asides() {
		fmt.Fprintln(a.out, "\nnot the document's own words: "+v.Line())
		if by := v.ContradictedBy; by != nil {
			fmt.Fprintf(a.out, "  contradicted by version %d, seen at its home on %s, capture %d\n", by.Version, by.Seen, by.Capture)
		} else {
			fmt.Fprintln(a.out, "  its home was not seen to say so")
		}
		fmt.Fprintln(a.out, words.Indent(words.Visible(v.Text), "  "))
	}
}

// tombstoneLine says that a document is gone, and on whose word.
func tombstoneLine(t *store.Tombstone, whose wire.Origin) string {
	if t.How == store.Erased {
		return fmt.Sprintf("its words were erased by the archive's owner, %s: %s", store.FormatTime(t.ConfirmedAt), words.Visible(t.Detail))
	}
	by := ""
	if l := whose.Line(); l != "" {
		by = "; " + l
	}
	if t.Confirmed() {
		return fmt.Sprintf("no longer available (%s): not found %s, confirmed %s", how(t), store.FormatTime(t.FirstMissed), store.FormatTime(t.ConfirmedAt)) + by
	}
	return fmt.Sprintf("not found on one check, %s (%s); not confirmed", store.FormatTime(t.FirstMissed), how(t)) + by
}

func (a *app) printTimeline(events []store.Event) error {
	fmt.Fprintln(a.out, "\ntimeline")
	rows := make([][]string, len(events))
	for i, e := range events {
		rows[i] = []string{
			"  " + store.FormatTime(e.At), wire.EventName(e), fmt.Sprintf("capture %d", e.CaptureID),
			words.Line(words.Joined(wire.EventDetail(e), relayed(e)), 100),
		}
	}
	return a.table(rows)
}

func (a *app) printQuotes(s wire.View) error {
	if len(s.Links) == 0 {
		return nil
	}
	title := "quoted by"
	if s.Kind == store.Article {
		title = "quotes"
	}
	fmt.Fprintln(a.out, "\n"+title)
	for _, l := range s.Links {
		if err := a.printLink(a.out, s.Kind, l); err != nil {
			return err
		}
	}
	return nil
}

// printLink is one quote below a post or an article.
func (a *app) printLink(w io.Writer, under store.Kind, l store.Link) error {
	other := string(l.Quote.Article)
	if under == store.Article {
		other = string(l.Match.Document)
	}
	verdict := string(l.Match.Verdict)
	if l.Match.Document == "" {
		verdict, other = "not found", ""
	}
	_, err := fmt.Fprintf(w, "  %s “%s”\n             %s\n%s", a.verdict(verdict), words.Line(l.Quote.Text, 300), words.Joined(
		words.Visible(other), versionOf(l.Match), l.Quote.PublishedAt.String(), named(l.Quote.Speaker), warned(l.Match)), linkMarks(l, "             "))
	return err
}
