package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/jsonl"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Take in posts, articles, or captures of others",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		a.importKind("posts", "one object a line: id, platform, author_handle, author_name, lang, text, posted_at\n(RFC 3339 or a date); optional post_url, versions ([{text, seen_at}]), gone_at, gone_how", a.readPost),
		a.importKind("articles", "one object a line: url, title, publisher, published_at, lang, and html or text", a.readArticle),
		a.importWARCCommand(), a.importWACZCommand(),
	)
	return cmd
}

// A lineReader makes observations of one line.
type lineReader func(line []byte) ([]store.Observation, string, error)

func (a *app) importKind(kind, fields string, read lineReader) *cobra.Command {
	var noLink bool
	cmd := &cobra.Command{
		Use:   kind + " FILE.jsonl",
		Short: "Take in " + kind,
		Long: "Import " + kind + " from a JSONL file (- for standard input): " + fields + `.
Unknown fields are ignored. A line that cannot be read is reported with its number,
and the rest goes in. Importing the same file again changes nothing.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			in, err := a.openInput(args[0])
			if err != nil {
				return err
			}
			defer in.Close()
			st, err := a.openArchive(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer st.Close()
			im := importer{a: a, st: st, read: read, file: filepath.Base(args[0]), show: a.progress("importing")}
			readErr := jsonl.Each(cmd.Context(), in, func(n int, line []byte, err error) error {
				return im.line(cmd.Context(), n, line, err)
			})
			readErr = errors.Join(readErr, im.flush(cmd.Context()))
			if err := a.job(st, !noLink).After(cmd.Context(), readErr); err != nil {
				return err
			}
			return im.done(kind)
		},
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.networkFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

// importer records lines in batches, each a transaction.
type importer struct {
	a     *app
	st    store.Recorder
	read  lineReader
	file  string
	show  func(done, total int)
	batch []store.Recording
	n     importCounts
}

type importCounts struct {
	Lines     int `json:"lines"`
	New       int `json:"new"`
	Edited    int `json:"edited"`
	Gone      int `json:"gone"`
	Unchanged int `json:"unchanged"`
	Failed    int `json:"failed"`
}

func (im *importer) line(ctx context.Context, n int, line []byte, err error) error {
	im.n.Lines++
	var seen []store.Observation
	var url string
	if err == nil {
		seen, url, err = im.read(line)
	}
	if err != nil {
		im.n.Failed++
		fmt.Fprintf(im.a.err, "onrecord: %s line %d: %s\n", words.Visible(im.file), n, exit.Message(err))
		return nil
	}
	now := im.a.now().UTC()
	im.batch = append(im.batch, store.Recording{
		Capture: store.Capture{
			Method: "IMPORT", Door: "import", URL: url, FinalURL: im.file + "#" + strconv.Itoa(n), Document: seen[0].Document,
			Body: append([]byte(nil), line...), StartedAt: now, FinishedAt: now, Outcome: store.OutcomeOK, Robots: "none",
		},
		Seen: seen,
	})
	im.show(im.n.Lines, im.n.Lines+1)
	if len(im.batch) < 200 {
		return nil
	}
	return im.flush(ctx)
}

// flush records what was read; only then is it counted.
func (im *importer) flush(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	changes, err := im.st.RecordAll(ctx, im.batch)
	if err != nil {
		return fmt.Errorf("import of %s: %w", im.file, err)
	}
	im.batch = im.batch[:0]
	for _, of := range changes {
		im.count(of)
	}
	return nil
}

// count counts a line once, by the most that it changed.
func (im *importer) count(changes []store.Change) {
	kinds := map[store.ChangeKind]bool{}
	for _, c := range changes {
		kinds[c.Kind] = true
	}
	switch {
	case kinds[store.ChangeNew]:
		im.n.New++
	case kinds[store.ChangeGone]:
		im.n.Gone++
	case kinds[store.ChangeEdited], kinds[store.ChangeFilled], kinds[store.ChangeRestored]:
		im.n.Edited++
	default:
		im.n.Unchanged++
	}
}

func (im *importer) done(kind string) error {
	if im.a.json {
		if err := im.a.printJSON(im.n); err != nil {
			return err
		}
	} else if _, err := fmt.Fprintf(im.a.out, "%s: %d new, %d edited, %d gone, %d unchanged, %d failed\n",
		words.Count(im.n.Lines, "line"), im.n.New, im.n.Edited, im.n.Gone, im.n.Unchanged, im.n.Failed); err != nil {
		return err
	}
	switch {
	case im.n.Failed > 0 && im.n.Failed == im.n.Lines:
		return fmt.Errorf("no line could be read; each must be a JSON object, see 'onrecord import %s --help'", kind)
	case im.n.Failed > 0:
		return exit.Partf("%s could not be read; mend and import the file again, what is in stays as it is", words.Count(im.n.Failed, "line"))
	}
	return nil
}
