package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/wire"
	"onrecord/compare/link"
	"onrecord/store/sqlite"
)

// lookupFlags are what lookup is told beside the quote.
type lookupFlags struct {
	speaker, before, lang, file, image string
	limit                              int
	observed                           bool
	as                                 terminal.TableOptions
}

func (a *app) lookupCommand() *cobra.Command {
	var f lookupFlags
	cmd := &cobra.Command{
		Use:   `lookup QUOTE…`,
		Short: "Find the post that a quote comes from",
		Long: `Lookup finds the post and the version that a quote comes from and shows word by
word what the quote changed, or says that it was not found (exit code 4). Posts in
other languages are found through the lexicon that onrecord carries, and what
translates on this machine adds to it: as translated where that is sure, else they
are listed as possible and not linked (exit code 4 as well).

What this archive did not see at its home says so: it was imported from a file, or
relayed, or claimed by another page. --observed leaves out what was imported or claimed.

With --file it answers many: one JSON object a line with "quote" and, optional,
"id", "lang", "speaker", "before"; "-" reads standard input. Answers come in the
order of the input, one line each. --csv writes a table whose rows stand alone.

With --image it reads a picture of a post by Tesseract, where that is installed, and
says whether the post stands on record, differs from the post on record (exit code 3),
or is not on record (exit code 4). Words read by a machine may be wrong: they are shown, to be compared.`,
		Example: `  onrecord lookup "debe subordinarse a los derechos humanos" --speaker Petro
  onrecord lookup --file quotes.jsonl --json
  onrecord lookup --image screenshot.png`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch given := len(args) > 0; {
			case f.file == "" && f.image == "" && !given:
				return exit.Usagef("give a quote, --file with many, or --image; see 'onrecord lookup --help'")
			case f.file != "" && given || f.image != "" && (given || f.file != ""):
				return exit.Usagef("give a quote, --file or --image, one of them")
			case f.as.CSV && (a.json || f.image != ""):
				return exit.Usagef("--csv goes with a quote or --file, and not with --json")
			}
			return a.lookup(cmd.Context(), f, args)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.speaker, "speaker", "", "who is said to have said it: a `name` or @handle")
	fl.StringVar(&f.before, "before", "", "only posts from before this `time` (RFC 3339, or a date)")
	fl.StringVar(&f.lang, "lang", "", "the quote's language, such as es; guessed when not given")
	fl.StringVar(&f.file, "file", "", "look up every line of this JSONL `file` (- for standard input)")
	fl.BoolVar(&f.observed, "observed", false, "only what this archive observed itself: nothing imported or claimed")
	fl.StringVar(&f.image, "image", "", "look up the post in this picture, a PNG, JPEG, GIF or WebP `file` (- for standard input)")
	a.translateFlags(cmd)
	cli.NumberVar(fl, &f.limit, "limit", 5, 1, 1000, "how many candidates to list")
	csvFlags(cmd, &f.as)
	return cmd
}

func (a *app) lookup(ctx context.Context, f lookupFlags, args []string) error {
	q := desk.Question{Speaker: f.speaker, Before: f.before, Lang: f.lang, Limit: f.limit, Observed: f.observed}
	if err := q.Check(); err != nil {
		return asked(err)
	}
	st, d, done, err := run.OpenDesk(ctx, a.env(), a.archiveDir)
	if err != nil {
		return err
	}
	defer done()
	if f.file != "" {
		return a.lookupFile(ctx, st, d, f, q)
	}
	if f.image != "" {
		return a.lookupImage(ctx, st, d, f.image, q)
	}
	q.Quote = strings.Join(args, " ")
	ans, err := d.Lookup(ctx, q)
	if err != nil {
		return asked(err)
	}
	switch {
	case f.as.CSV:
		err = wire.AnswersCSV(a.out, f.as.BOM, func(row func(wire.AnswerRow) error) error { return row(wire.AnswerRow{Quote: q.Quote, Answer: ans}) })
	case a.json:
		err = a.printJSON(wire.AnswerOf(nil, q.Quote, ans))
	default:
		if err = a.print().Answer(ctx, st, q.Quote, ans); err == nil && ans.Match == nil {
			err = a.unfound(ctx, st, f.observed, ans)
		}
	}
	if err == nil && ans.Match == nil {
		err = exit.Silent(exit.NotFound)
	}
	return err
}

// unfound says to people what a quote that was not found leaves to do.
func (a *app) unfound(ctx context.Context, st *sqlite.DB, observed bool, ans link.Answer) error {
	if empty, err := a.empty(ctx, st); empty || err != nil {
		return err
	}
	return a.print().Unfound(observed, ans)
}
