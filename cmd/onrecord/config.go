package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/config"
)

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Keep settings with the archive, in place of flags on each command",
		Long: `Config keeps what the flags of capture, run, watch and the others say in a file in the
archive's folder (` + config.FileName + `), or in its database for all who work on it, so that they
need not be repeated: media, screenshot, delay, x-relay, save-to and the rest, by the names
of the flags. A flag on the command line goes before, and so does its environment
variable. Keys stay in the environment.`,
		Example: "  onrecord config set media true\n  onrecord config set delay 2s\n  onrecord config set media \"\"     # back to what it is without",
	}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "List the settings and what each is", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error { return a.listConfig(cmd.Context(), "") }},
		&cobra.Command{Use: "get NAME", Short: "Print one setting", Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error { return a.listConfig(cmd.Context(), args[0]) }},
		&cobra.Command{Use: "set NAME VALUE", Short: "Set one; \"\" takes it out", Args: cobra.ExactArgs(2), RunE: func(cmd *cobra.Command, args []string) error { return a.setConfig(cmd.Context(), args[0], args[1]) }},
	)
	return cmd
}

// settings are those that can be kept with the archive.
func (a *app) settings(ctx context.Context) cli.Settings {
	cmd := &cobra.Command{}
	of := &app{}
	of.fetchFlags(cmd)
	of.translateFlags(cmd)
	out := pflag.NewFlagSet("settings", pflag.ContinueOnError)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "contact" { // which 'init --contact' keeps
			out.AddFlag(f)
		}
	})
	return cli.Settings{Kept: archive.Kept(ctx, a.archiveDir, a.writing), Flags: out}
}

func (a *app) listConfig(ctx context.Context, only string) error {
	all, err := a.settings(ctx).List(only)
	if err != nil {
		return err
	}
	rows := [][]string{{"SETTING", "VALUE", "FROM"}}
	for _, s := range all {
		rows = append(rows, []string{s.Name, s.Value, s.From})
		if a.json {
			err = errors.Join(err, a.printJSON(s))
		}
	}
	switch {
	case a.json:
		return err
	case only != "":
		_, err = fmt.Fprintln(a.out, all[0].Value)
		return err
	}
	return a.print().Table(rows)
}

func (a *app) setConfig(ctx context.Context, name, value string) error {
	value, err := a.settings(ctx).Set(name, value)
	if err != nil {
		return err
	}
	if value == "" {
		_, err = fmt.Fprintf(a.out, "%s is as without a setting\n", name)
		return err
	}
	if _, err = fmt.Fprintf(a.out, "%s = %s\n", name, value); err == nil && cli.Weakens(name, value) != "" {
		a.warn(fmt.Errorf("this makes the archive less safe: %s", cli.Weakens(name, value)))
	}
	return err
}
