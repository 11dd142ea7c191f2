package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) linksCommand() *cobra.Command {
	var asCSV bool
	cmd := &cobra.Command{
		Use:   "links",
		Short: "List the links between quotes and posts",
		Long: `Links lists the links between quotes and posts. With --csv it writes a table for a
spreadsheet (RFC 4180): a cell that would begin like a formula (= + - @, a tab or a
return, or apostrophes before one) has one apostrophe more before it; take that away to
have the text as it is.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			if asCSV {
				return csvLinks(a.out, func(f func(store.Link) error) error { return st.Links(cmd.Context(), f) })
			}
			return st.Links(cmd.Context(), a.printLinkLine)
		},
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "write a table for a spreadsheet")
	return cmd
}

// linkJSON is the contract of `links --json`; fields are only ever added.
type linkJSON struct {
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
}

func linkOf(l store.Link) linkJSON {
	j := linkJSON{
		l.Quote.Article, l.Quote.PublishedAt.String(), l.Quote.Text, l.Quote.Speaker,
		l.Match.Verdict, l.Match.Confidence, l.Match.Document, l.Match.VersionSeq, l.Match.Warnings,
		l.Quote.Kind, l.Match.Span, l.Match.Edits, l.Match.Via, l.Match.Severity(),
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

func (a *app) printLinkLine(l store.Link) error {
	if a.json {
		return a.printJSON(linkOf(l))
	}
	_, err := fmt.Fprintf(a.out, "%s “%s”\n           %s\n           → %s\n", a.judged(l.Match), words.Line(l.Quote.Text, 300),
		words.Joined(words.Visible(string(l.Quote.Article)), l.Quote.PublishedAt.String(), named(l.Quote.Speaker)),
		words.Joined(words.Visible(string(l.Match.Document)), versionOf(l.Match), warned(l.Match.Warnings)))
	return err
}
