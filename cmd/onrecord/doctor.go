package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/doctor"
	"onrecord/cmd/internal/exit"
	"onrecord/store/sqlite"
)

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong, since when, and what to do",
		Long: `Doctor reads the archive, asks nothing of the web and changes nothing: which sources
are broken, which hosts asked to be left alone, whether runs end well, whether
notifications are delivered, the log is signed and time stamps are given, and which
files in the directory of media no capture names. What fails for one reason stands
together. The exit code is 0 when all is well, 3 when something needs
a person.`,
		Args: cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			all, err := doctor.Examine(ctx, a.env(), st)
			if err == nil {
				err = a.print().Findings(all)
			}
			if err == nil && len(all) > 0 {
				err = exit.Silent(exit.Part)
			}
			return err
		}),
	}
}
