package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// selection is how sources are named, for the help.
const selection = `Sources are named by their number or address; tag:NAME means all that have a tag, and
"all" all of them. What cannot be done for one is said, and the rest is done.`

func (a *app) sourceEditCommand() *cobra.Command {
	var name, selector, speaker string
	var every time.Duration
	var ocr bool
	cmd := &cobra.Command{
		Use:   "edit ID|URL|tag:NAME…",
		Short: "Change how sources are called, read and how often",
		Long: `Edit changes what is given and leaves the rest: a name, the selector of the text, whose
statements the pages are, or how often it is looked at (--every 0 goes back to its own
rhythm), and whether its posts' pictures are read (--ocr). Another address is another source: add it and remove this one.

` + selection,
		Example: "  onrecord source edit 7 --every 15m\n  onrecord source edit tag:ministries --speaker \"Government\"",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var e sources.Edit
			given := cmd.Flags().Changed
			for flag, to := range map[string]struct {
				value *string
				field **string
			}{"name": {&name, &e.Name}, "selector": {&selector, &e.Selector}, "speaker": {&speaker, &e.Speaker}} {
				if given(flag) {
					*to.field = to.value
				}
			}
			if given("every") {
				e.Every = &every
			}
			if given("ocr") {
				e.OCR = &ocr
			}
			if e.OCR == nil && e.Name == nil && e.Selector == nil && e.Speaker == nil && e.Every == nil {
				return exit.Usagef("say what to change: --name, --every, --selector, --speaker or --ocr")
			}
			if err := sources.CheckEvery(every); err != nil {
				return err
			}
			if ocr {
				a.warnOCR(cmd.Context())
			}
			return a.writing(cmd.Context(), func(st *sqlite.DB) error { return a.editSources(cmd.Context(), st, args, "changed", e) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&name, "name", "", "what to call it")
	cli.LengthVar(f, &every, "every", 0, 0, 0, "look at it this often; 0 for by its own rhythm")
	f.BoolVar(&ocr, "ocr", false, ocrFlag+"; --ocr=false for no more")
	f.StringVar(&selector, "selector", "", "the `CSS` selector of the text on its pages; \"\" for none")
	f.StringVar(&speaker, "speaker", "", "the `name` of whom its pages are statements of; \"\" for nobody")
	return cmd
}

// pauseCommand is pause, or resume.
func (a *app) sourcePauseCommand(paused bool) *cobra.Command {
	use, short, done := "pause", "Stop looking at sources until they are resumed", "paused"
	long := "Pause keeps a source with its history and looks at it no more; what it brought in is still\nlooked at again for edits and deletions."
	if !paused {
		use, short, done, long = "resume", "Look at paused sources again", "watched again", "Resume has a paused source looked at at the next run."
	}
	return &cobra.Command{
		Use: use + " ID|URL|tag:NAME…", Short: short, Long: long + "\n\n" + selection,
		Args: cobra.MinimumNArgs(1),
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, args []string) error {
			return a.editSources(ctx, st, args, done, sources.Edit{Paused: &paused})
		}),
	}
}

func (a *app) sourceTagCommand() *cobra.Command {
	var e sources.Edit
	cmd := &cobra.Command{
		Use:   "tag ID|URL|tag:NAME…",
		Short: "Group sources by tags",
		Long: `Tag gives sources tags and takes tags away. 'source list --tag NAME' lists those with a
tag, and tag:NAME names them to the other commands of 'source'.

` + selection,
		Example: "  onrecord source tag 3 7 9 --add election --add north\n  onrecord source tag tag:election --remove north",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(e.Tag)+len(e.Untag) == 0 {
				return exit.Usagef("say which: --add NAME or --remove NAME")
			}
			for _, tags := range [][]string{e.Tag, e.Untag} {
				if _, err := sources.Tags(tags); err != nil {
					return err
				}
			}
			return a.writing(cmd.Context(), func(st *sqlite.DB) error { return a.editSources(cmd.Context(), st, args, "tagged", e) })
		},
	}
	cmd.Flags().StringSliceVar(&e.Tag, "add", nil, "a `tag` to give; again, or after a comma, for more")
	cmd.Flags().StringSliceVar(&e.Untag, "remove", nil, "a `tag` to take away; again, or after a comma, for more")
	return cmd
}

// editSources changes the sources that arguments name, and says so.
func (a *app) editSources(ctx context.Context, st *sqlite.DB, args []string, done string, e sources.Edit) error {
	return a.eachSource(ctx, st, args, func(s store.Source) error {
		said := done
		changed, err := st.EditSource(ctx, s.ID, func(s *store.Source) error {
			if e.Paused != nil && s.Paused == *e.Paused {
				said = map[bool]string{true: "paused already", false: "not paused"}[s.Paused]
			}
			return e.Apply(s, a.now())
		})
		if err != nil {
			return err
		}
		return a.print().Said(wire.SourceOf(changed), "%s: %d  %s", said, s.ID, terminal.SourceLine(changed))
	})
}

// eachSource does something for each source that arguments name.
func (a *app) eachSource(ctx context.Context, st store.Sources, args []string, f func(store.Source) error) error {
	all, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	return cli.Each(args, a.warn, func(arg string) error {
		named, err := sources.Select(all, a.config.Platforms(), arg)
		if err != nil {
			return err
		}
		for _, s := range named {
			if err := f(s); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *app) sourceLookCommand() *cobra.Command {
	var noLink bool
	cmd := &cobra.Command{
		Use:   "look ID|URL|tag:NAME…",
		Short: "Look at sources now, due or not",
		Long:  "Look makes a pass over the sources that are named and nothing else, as 'run --source'\ndoes; a paused one is looked at this once.\n\n" + selection,
		Args:  cobra.MinimumNArgs(1),
		RunE:  a.writes(func(ctx context.Context, st *sqlite.DB, args []string) error { return a.run(ctx, st, !noLink, args) }),
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.fetchFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) sourceExportCommand() *cobra.Command {
	var out, format string
	var f sources.Filter
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the sources as a list that 'source import' reads",
		Long:  "Export prints the sources as CSV, with their names, rhythms, selectors, speakers and tags,\nor the feeds among them as OPML for a feed reader.",
		Example: `  onrecord source export -o sources.csv
  onrecord source export --format opml --tag election > feeds.opml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			format, err := sources.FormatOf(format, out)
			if err != nil {
				return err
			}
			all, err := a.someSources(cmd.Context(), f)
			if err != nil {
				return err
			}
			left := 0
			err = a.write(out, func(w io.Writer) (err error) {
				left, err = sources.Export(w, format, all)
				return err
			})
			if left > 0 && err == nil {
				a.warn(fmt.Errorf("%s left out, which are no feeds; --format csv has all", words.Count(left, "source")))
			}
			if err != nil || out == "-" {
				return err
			}
			return a.print().Said(struct {
				File    string `json:"file"`
				Sources int    `json:"sources"`
			}{out, len(all) - left}, "%s: %s", words.Visible(out), words.Count(len(all)-left, "source"))
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "-", "the `file` to write, - for standard output")
	cmd.Flags().StringVar(&format, "format", "", "csv or opml; by the file's name, else csv, when not given")
	sourceFilterFlags(cmd, &f)
	return cmd
}

// sourceFilterFlags narrow a list of sources.
func sourceFilterFlags(cmd *cobra.Command, f *sources.Filter) {
	fl := cmd.Flags()
	fl.StringVar(&f.Tag, "tag", "", "only those with this `tag`")
	fl.StringVar(&f.Platform, "platform", "", "only those of this `platform`, such as x or web")
	fl.StringVar(&f.Kind, "kind", "", "only those of this `kind`: post, account, feed or page")
	fl.BoolVar(&f.Paused, "paused", false, "only those that are paused")
	fl.BoolVar(&f.Failing, "failing", false, "only those whose last check failed")
	cli.Narrow(fl)
}

func (a *app) someSources(ctx context.Context, f sources.Filter) (all []store.Source, err error) {
	if err := f.Check(a.config.Platforms()); err != nil {
		return nil, err
	}
	err = a.reading(ctx, func(st *sqlite.DB) error {
		all, err = st.Sources(ctx, time.Time{})
		return err
	})
	return f.Pass(all), err
}
