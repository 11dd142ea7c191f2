package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) sourceImportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Watch all that a list names: OPML, CSV, or an address a line",
		Long: `Import takes an OPML file as feed readers write it, a CSV file with a heading (url, and
where wanted kind, name, every, selector, speaker, tags, paused), or a plain list of addresses; "-" is
standard input. Sources are added unseen; the first run says which do not answer. What
cannot be added is reported with its line and the rest goes in.`,
		Example: `  onrecord source import feeds.opml
  onrecord source import accounts.csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.importSources(cmd.Context(), args[0]) },
	}
}

func (a *app) importSources(ctx context.Context, file string) error {
	b, err := a.readList(file)
	if err != nil {
		return err
	}
	all, err := sources.Read(b)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	added, there, failed := 0, 0, 0
	show := a.progress("adding")
	for i, l := range all {
		show(i+1, len(all))
		err := l.Err
		if err == nil {
			err = a.importSource(ctx, st, l)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			added++
		case errors.Is(err, store.ErrExists):
			there++
		default:
			failed++
			fmt.Fprintf(a.err, "%s: %s\n", l.At, exit.Message(err))
		}
	}
	if a.json {
		err = a.printJSON(map[string]int{"added": added, "there": there, "failed": failed})
	} else {
		_, err = fmt.Fprintf(a.out, "%s added, %d watched already, %d could not be added\n", words.Count(added, "source"), there, failed)
	}
	switch {
	case err != nil:
		return err
	case failed > 0 && added+there == 0:
		return exit.Silent(exit.Failed)
	case failed > 0:
		return exit.Silent(exit.Part)
	}
	return nil
}

func (a *app) importSource(ctx context.Context, st *sqlite.DB, l sources.Listed) error {
	if err := l.Check(); err != nil {
		return err
	}
	l.Unseen, l.URL = true, desk.Address(a.config.Platforms(), l.URL)
	adder := sources.Adder{Env: a.env(), Store: st}
	s, _, err := adder.Recognise(ctx, l.New)
	if err != nil {
		return err
	}
	_, err = adder.Add(ctx, s)
	return err
}

func (a *app) readList(file string) ([]byte, error) {
	in := a.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, sources.MaxList+1))
	if err == nil && len(b) > sources.MaxList {
		err = fmt.Errorf("%s is longer than %d MiB, which is no list of sources", file, sources.MaxList>>20)
	}
	return b, err
}
