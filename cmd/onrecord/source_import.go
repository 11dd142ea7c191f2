package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/words"
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
	b, _, err := cli.ReadInput(ctx, file, "a list of sources", a.in, sources.MaxList)
	if err != nil {
		return err
	}
	all, err := sources.Read(b)
	if err != nil {
		return fmt.Errorf("%s: %w", words.Line(file, 400), err)
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer run.Close(ctx, a.env(), st)
	n, err := sources.Adder{Env: a.env(), Store: st}.AddListed(ctx, all, func(at string, err error) { fmt.Fprintf(a.err, "%s: %s\n", at, exit.Message(err)) })
	if err != nil {
		return err
	}
	err = a.print().Said(n, "%s added, %d watched already, %d could not be added", words.Count(n.Added, "source"), n.There, n.Failed)
	switch {
	case err != nil:
		return err
	case n.Failed > 0 && n.Added+n.There == 0:
		return exit.Silent(exit.Failed)
	case n.Failed > 0:
		return exit.Silent(exit.Part)
	}
	return nil
}
