package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/draft"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/terminal"
	"onrecord/store/sqlite"
)

// checkFlags are what check is told beside the draft.
type checkFlags struct {
	desk.DraftQuestion
	out string
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check [DRAFT]",
		Short: "Check the quotes of a text before it is published",
		Long: `Check finds every quote of a draft (.txt, .md, .html, .docx, .odt, the address of a
page, or standard input), looks each one up, and shows those first that change a
meaning, then those that were not found: the post and its version, word by word what
the quote changed, and the post's own words to paste instead. Tracked deletions and
comments are left out, footnotes are read. Nothing of a draft is kept. --observed leaves
out posts that were imported or claimed by another page, as that of lookup does.

It ends with 3 where a quote changes the meaning, with 4 where none does but a quote
was not found, and with 0 otherwise. With --json there is one object a quote, in
reading order, and a last one with the summary.`,
		Example: `  onrecord check story.docx
  pdftotext story.pdf - | onrecord check
  onrecord check story.docx -o story-checked.html
  onrecord check --json draft.md`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.Check(); err != nil {
				return asked(err)
			}
			if f.out != "" && f.out != "-" && !strings.EqualFold(filepath.Ext(f.out), ".html") {
				return exit.Usagef("-o %s is no page; give a name that ends in .html", f.out)
			}
			if len(args) == 0 {
				if terminal.IsTerminal(a.in) {
					return exit.Usagef("give a draft, or - to type or paste one; see 'onrecord check --help'")
				}
				args = []string{"-"}
			}
			return a.check(cmd.Context(), f, args[0])
		},
	}
	fl := cmd.Flags()
	fl.StringVar((*string)(&f.Format), "format", "", "how the draft is written: txt, md, html, docx or odt; told by itself when not given")
	fl.StringVar(&f.Lang, "lang", "", "the draft's language, such as es; guessed when not given")
	fl.StringVar(&f.Date, "date", "", "when it is published (RFC 3339, or a date), so that a later post is pointed out; what a page says when not given")
	fl.BoolVar(&f.Observed, "observed", false, "look among what this archive observed itself only: nothing imported or claimed")
	fl.StringVarP(&f.out, "output", "o", "", "write the result as a page to print, one HTML `file` that needs no other; - for standard output")
	a.askingFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) check(ctx context.Context, f checkFlags, name string) error {
	st, d, done, err := run.OpenDesk(ctx, a.env(), a.archiveDir)
	if err != nil {
		return err
	}
	defer done()
	text, err := a.readDraft(ctx, st, d, name, f.Format)
	if err != nil {
		return err
	}
	c, err := d.Check(ctx, f.DraftQuestion, text, a.now(), a.progress("looking up"))
	if err != nil {
		return err
	}
	if f.out != "" {
		if err := a.putChecked(ctx, st, f.out, c); err != nil {
			return err
		}
	}
	if f.out != "-" { // where the page is the output
		if err := a.print().Checked(ctx, st, c, f.out); err != nil {
			return err
		}
		if len(c.Quotes) > 0 && c.Count(desk.FindingNotFound) == len(c.Quotes) && !a.json {
			if _, err := a.empty(ctx, st); err != nil {
				return err
			}
		}
	}
	switch {
	case c.Count(desk.FindingMeaning) > 0:
		return exit.Silent(exit.Part)
	case c.Count(desk.FindingNotFound)+c.Count(desk.FindingPossible) > 0:
		return exit.Silent(exit.NotFound)
	}
	return nil
}

// readDraft reads a file, standard input for "-", or a page.
func (a *app) readDraft(ctx context.Context, st *sqlite.DB, k desk.Desk, name string, f draft.Format) (draft.Draft, error) {
	if url := desk.DraftAddress(a.config.Platforms(), name); url != "" {
		return run.PeekDraft(ctx, a.env(), st, url)
	}
	b, name, err := cli.ReadInput(ctx, name, "a draft", a.in, draft.MaxSize)
	if err != nil {
		return draft.Draft{}, err
	}
	d, err := k.ReadDraft(name, f, b)
	return d, asked(err)
}

// putChecked writes what a check found as a page that stands alone.
func (a *app) putChecked(ctx context.Context, st *sqlite.DB, file string, c desk.Checked) error {
	b, err := egress.CheckedPage(ctx, egress.Pages(st), a.config.Platforms().Names(), c)
	if err != nil {
		return err
	}
	if file == "-" {
		_, err := a.out.Write(b)
		return err
	}
	return a.put(file, 0o600, b) // a draft is nobody else's yet
}
