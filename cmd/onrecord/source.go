package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Manage what is watched: add, list, edit, pause, tag, look",
		Args:  known,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.sourceAddCommand(), a.sourceImportCommand(), a.sourceListCommand(), a.sourceEditCommand(), a.sourcePauseCommand(true), a.sourcePauseCommand(false),
		a.sourceTagCommand(), a.sourceLookCommand(), a.sourceExportCommand(), a.sourceRemoveCommand())
	return cmd
}

func (a *app) sourceListCommand() *cobra.Command {
	var f sources.Filter
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what is watched",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, err := a.someSources(cmd.Context(), f)
			if err != nil {
				return err
			}
			return a.printSources(all, f != sources.Filter{})
		},
	}
	sourceFilterFlags(cmd, &f)
	return cmd
}

func (a *app) printSources(all []store.Source, filtered bool) error {
	if a.json {
		for _, s := range all {
			if err := a.printJSON(wire.SourceOf(s)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(all) == 0 && filtered {
		_, err := fmt.Fprintln(a.out, "no source is like that; see all with 'onrecord source list'")
		return err
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(a.out, "nothing is watched yet; add something with 'onrecord source add URL'")
		return err
	}
	rows := [][]string{{"ID", "KIND", "EVERY", "NEXT DUE", "STATE", "WHAT"}}
	for _, s := range all {
		state, due := "ok", a.when(s.NextDue)
		switch {
		case s.Paused:
			state, due = "paused", "—"
		case s.Failures > 0:
			state = fmt.Sprintf("failed %d×: %s", s.Failures, words.Line(s.LastError, 60))
		case s.LastError != "":
			state = "in part: " + words.Line(s.LastError, 60)
		case s.LastRun.IsZero():
			state = "not yet looked at"
		}
		rows = append(rows, []string{
			strconv.FormatInt(s.ID, 10), string(s.Kind), words.About(s.Cadence), due, state, words.Line(strings.Join([]string{s.Name, s.URL, tagged(s)}, " "), 140),
		})
	}
	return a.table(rows)
}

func (a *app) sourceRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID|URL|tag:NAME…",
		Short: "Stop watching; what was captured stays",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			st, err := a.openArchive(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer st.Close()
			return a.eachSource(cmd.Context(), st, args, func(s store.Source) error {
				if err := st.RemoveSource(cmd.Context(), s.ID); err != nil {
					return err
				}
				_, err := fmt.Fprintf(a.out, "no longer watched: %d  %s; what it brought in stays\n", s.ID, words.Visible(s.URL))
				return err
			})
		},
	}
}

// tagged are a source's tags as they are shown.
func tagged(s store.Source) string {
	var out []string
	for _, t := range strings.Fields(s.Tags) {
		out = append(out, "#"+t)
	}
	return strings.Join(out, " ")
}
