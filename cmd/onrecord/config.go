package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
)

// weakens are the settings that make an archive less safe, with what they do.
var weakens = map[string]string{"allow-private": "requests may reach private addresses and any port; never for addresses from strangers"}

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Keep settings with the archive, in place of flags on each command",
		Long: `Config keeps what the flags of capture, run, watch and the others say in a file in the
archive's folder (` + config.FileName + `), so that they need not be repeated: media, screenshot, delay,
x-relay, save-to and the rest, by the names of the flags. A flag on the command
line goes before, and so does its environment variable. Keys stay in the environment.`,
		Example: "  onrecord config set media true\n  onrecord config set delay 2s\n  onrecord config set media \"\"     # back to what it is without",
		Args:    cli.Known,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "List the settings and what each is", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return a.listConfig("") }},
		&cobra.Command{Use: "get NAME", Short: "Print one setting", Args: cobra.ExactArgs(1), RunE: func(_ *cobra.Command, args []string) error { return a.listConfig(args[0]) }},
		&cobra.Command{Use: "set NAME VALUE", Short: "Set one; \"\" takes it out", Args: cobra.ExactArgs(2), RunE: func(_ *cobra.Command, args []string) error { return a.setConfig(args[0], args[1]) }},
	)
	return cmd
}

// settings are the flags that can be kept with an archive.
func (a *app) settings() *pflag.FlagSet {
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
	return out
}

func (a *app) setting(name string) (*pflag.Flag, error) {
	all := a.settings()
	if f := all.Lookup(name); f != nil {
		return f, nil
	}
	var names []string
	all.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return nil, exit.Usagef("%q is no setting; there are %s", name, strings.Join(names, ", "))
}

func (a *app) listConfig(only string) error {
	if only != "" {
		if _, err := a.setting(only); err != nil {
			return err
		}
	}
	kept, err := config.ReadFile(a.archiveDir)
	if err != nil {
		return err
	}
	rows := [][]string{{"SETTING", "VALUE", "FROM"}}
	a.settings().VisitAll(func(f *pflag.Flag) {
		value, from := f.DefValue, "by itself"
		if i := slices.IndexFunc(kept, func(s config.Setting) bool { return s.Name == f.Name }); i >= 0 && !fromEnvironment(f) {
			value, from = kept[i].Value, "the archive"
		} else if fromEnvironment(f) {
			from = "the environment"
		}
		if only == "" || f.Name == only {
			rows = append(rows, []string{f.Name, words.Line(value, 100), from})
		}
	})
	switch {
	case a.json:
		for _, r := range rows[1:] {
			if err := a.printJSON(map[string]string{"setting": r[0], "value": r[1], "from": r[2]}); err != nil {
				return err
			}
		}
		return nil
	case only != "":
		_, err = fmt.Fprintln(a.out, rows[1][1])
		return err
	}
	return a.print().Table(rows)
}

func (a *app) setConfig(name, value string) error {
	f, err := a.setting(name)
	if err != nil {
		return err
	}
	if value != "" {
		if err := f.Value.Set(value); err != nil || strings.ContainsAny(value, "\r\n") {
			return exit.Usagef("%s cannot be %q: %w", name, value, cli.NotOf(f, err))
		}
		value = f.Value.String()
	}
	if st, err := os.Stat(a.archiveDir); err != nil || !st.IsDir() {
		return exit.Usagef("%s is no folder, where the settings would be kept; make the archive first (onrecord init), or, for one in a database, use flags", a.shown())
	}
	if err := config.WriteSetting(a.archiveDir, name, value); err != nil {
		return err
	}
	if value == "" {
		_, err = fmt.Fprintf(a.out, "%s is as without a setting\n", name)
		return err
	}
	if _, err = fmt.Fprintf(a.out, "%s = %s\n", name, value); err == nil && weakens[name] != "" && value != "false" {
		a.warn(fmt.Errorf("this makes the archive less safe: %s", weakens[name]))
	}
	return err
}

// fromEnvironment reports whether a flag has its value from an environment variable.
func fromEnvironment(f *pflag.Flag) bool {
	_, name, ok := strings.Cut(f.Usage, "(env ")
	return ok && os.Getenv(strings.TrimRight(name, ")")) != ""
}

// applySettings gives a command's flags what the archive's settings say, where the
// command line and the environment say nothing.
func (a *app) applySettings(cmd *cobra.Command) error {
	if cmd.Parent() != nil && cmd.Parent().Name() == "config" {
		return nil
	}
	kept, err := config.ReadFile(a.archiveDir)
	if err != nil {
		return err
	}
	for _, s := range kept { // each is looked at, whichever of them this command takes
		known, err := a.setting(s.Name)
		if err != nil {
			return errors.New(s.Line + ": " + err.Error()) // the command line is all right
		}
		if err := known.Value.Set(s.Value); err != nil {
			return fmt.Errorf("%s: %s cannot be %q: %w", s.Line, s.Name, s.Value, cli.NotOf(known, err))
		}
	}
	for _, s := range kept {
		f := cmd.Flags().Lookup(s.Name)
		if f == nil || f.Changed || fromEnvironment(f) {
			continue
		}
		if err := f.Value.Set(s.Value); err != nil {
			return fmt.Errorf("%s: %w", s.Line, err)
		}
		if weakens[s.Name] != "" && s.Value != "false" {
			a.warn(fmt.Errorf("%s is set for this archive: %s", s.Name, weakens[s.Name]))
		}
	}
	return nil
}
