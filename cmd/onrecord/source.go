package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Manage what is watched: add, import, list, remove",
		Args:  known,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.sourceAddCommand(), a.sourceImportCommand(), a.sourceListCommand(), a.sourceRemoveCommand())
	return cmd
}

func (a *app) sourceListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List what is watched",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			sources, err := st.Sources(cmd.Context(), time.Time{})
			if err != nil {
				return err
			}
			return a.printSources(sources)
		},
	}
}

func (a *app) printSources(sources []store.Source) error {
	if a.json {
		for _, s := range sources {
			if err := a.printJSON(wire.SourceOf(s)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(sources) == 0 {
		_, err := fmt.Fprintln(a.out, "nothing is watched yet; add something with 'onrecord source add URL'")
		return err
	}
	rows := [][]string{{"ID", "KIND", "EVERY", "NEXT DUE", "STATE", "WHAT"}}
	for _, s := range sources {
		state := "ok"
		switch {
		case s.LastError != "":
			state = fmt.Sprintf("failed %d×: %s", s.Failures, words.Line(s.LastError, 60))
		case s.LastRun.IsZero():
			state = "not yet looked at"
		}
		rows = append(rows, []string{
			strconv.FormatInt(s.ID, 10), string(s.Kind), words.About(s.Cadence), a.when(s.NextDue), state, words.Line(s.Name+" "+s.URL, 100),
		})
	}
	return a.table(rows)
}

func (a *app) sourceRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID|URL…",
		Short: "Stop watching; what was captured stays",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			st, err := a.openArchive(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer st.Close()
			return a.each(args, func(arg string) error { return a.removeSource(cmd.Context(), st, arg) })
		},
	}
}

func (a *app) removeSource(ctx context.Context, st store.Sources, arg string) error {
	sources, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		if arg != s.URL && desk.Address(a.config.Platforms(), arg) != s.URL && arg != strconv.FormatInt(s.ID, 10) {
			continue
		}
		if err := st.RemoveSource(ctx, s.ID); err != nil {
			return err
		}
		_, err := fmt.Fprintf(a.out, "no longer watched: %d  %s; what it brought in stays\n", s.ID, words.Visible(s.URL))
		return err
	}
	return exit.NotFoundf("no source %q; see 'onrecord source list'", arg)
}
