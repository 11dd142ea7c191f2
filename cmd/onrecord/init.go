package main

import (
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/setup"
	"onrecord/store/sqlite"
)

func (a *app) initCommand() *cobra.Command {
	var o setup.Options
	cmd := &cobra.Command{
		Use:   "init [ADDRESS]",
		Short: "Make an archive, its signing key and its contact, and print how to run it",
		Long: `Init makes the archive's directory and keeps the contact that is put in the
User-Agent of every request, so that a site can reach you instead of blocking you.
On a terminal it asks for it. ADDRESS is the archive's, as --archive takes it: a directory,
or a database that is there (see 'onrecord help postgres'). With --systemd it writes the units for a service and
for a timer, and says how to install them.

Init also makes the key that signs the log at the end of each run. It lies outside
the archive (ONRECORD_KEY names another file), and only you may read it. Keep a copy
elsewhere: without it nothing more can be signed in its name. If it is lost, or
somebody else has it, --new-key WHY makes another and puts that on record; what the
old one signed stays signed. --beacon puts a public random value at the beginning of
each run, so that what follows cannot have been made before.`,
		Example: `  onrecord init --contact desk@example.org
  onrecord init postgres://onrecord@db.example/onrecord
  onrecord init --systemd /etc/systemd/system
  onrecord init --beacon https://api.drand.sh/public/latest
  onrecord init --new-key "the laptop was stolen"`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				a.archiveDir = args[0]
			}
			if a.archiveDir == "" {
				return exit.Usagef("the archive's address is empty; give a directory, or postgres://USER@HOST/DATABASE")
			}
			if cmd.Flags().Changed("new-key") && strings.TrimSpace(o.NewKey) == "" {
				return exit.Usagef("--new-key wants the reason, which goes on record: --new-key \"the laptop was stolen\"")
			}
			if err := o.Check(); err != nil {
				return err
			}
			o.Address, o.In, o.Out = a.archiveDir, a.in, a.out
			return a.making(cmd.Context(), func(st *sqlite.DB) error { return setup.Archive(cmd.Context(), a.env(), st, o) })
		},
	}
	cmd.Flags().StringVar(&o.Contact, "contact", "", "an `address` (mail or page) at which a site can reach you")
	cmd.Flags().StringVar(&o.Units, "systemd", "", "write systemd units to this `directory`")
	cmd.Flags().StringVar(&o.Beacon, "beacon", "", "a public beacon's `URL`, asked when a run begins; 'none' for none")
	cmd.Flags().StringVar(&o.NewKey, "new-key", "", "make another signing key, for this `reason`")
	return cmd
}
