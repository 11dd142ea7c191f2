package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/systemd"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) initCommand() *cobra.Command {
	var contact, units, beacon, newKey string
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
			return a.init(cmd.Context(), contact, units, beacon, newKey)
		},
	}
	cmd.Flags().StringVar(&contact, "contact", "", "an `address` (mail or page) at which a site can reach you")
	cmd.Flags().StringVar(&units, "systemd", "", "write systemd units to this `directory`")
	cmd.Flags().StringVar(&beacon, "beacon", "", "a public beacon's `URL`, asked when a run begins; 'none' for none")
	cmd.Flags().StringVar(&newKey, "new-key", "", "make another signing key, for this `reason`")
	return cmd
}

func (a *app) init(ctx context.Context, contact, units, beacon, newKey string) error {
	if beacon != "" && beacon != "none" {
		if err := scraper.CheckURL(beacon); err != nil {
			return exit.Usagef("--beacon %w", err)
		}
	}
	if contact != "" {
		if err := config.CheckContact(contact); err != nil {
			return err
		}
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	if contact == "" {
		if contact, err = a.askContact(ctx, st); err != nil {
			return err
		}
	}
	if contact != "" {
		if err := st.SetSetting(ctx, config.ContactSetting, contact); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.out, "archive    %s\n", words.Visible(a.shown()))
	if !archive.IsDirectory(a.archiveDir) {
		fmt.Fprintf(a.out, "media      %s\n", words.Visible(a.config.MediaDir))
	}
	if contact == "" {
		fmt.Fprintln(a.out, "contact    none; sites answer better to a program that says whom to write to: onrecord init --contact you@example.org")
	} else {
		fmt.Fprintf(a.out, "contact    %s\n", words.Visible(contact))
	}
	if err := a.initKey(ctx, st, newKey); err != nil {
		return err
	}
	if err := a.initBeacon(ctx, st, beacon); err != nil {
		return err
	}
	if err := sign.Checkpoint(ctx, a.env(), st, 0); err != nil {
		return err
	}
	return systemd.Schedule(terminal.Unwrapped(a.out), a.archiveDir, a.config.MediaDir, units)
}

// initKey makes the signing key, and says where it is and what it is for.
func (a *app) initKey(ctx context.Context, st *sqlite.DB, why string) error {
	key, file, made, err := sign.EnsureKey(ctx, a.env(), st, why)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "key        %s\n", words.Visible(file))
	fmt.Fprintf(a.out, "verifier   %s\n", key.Public())
	if made {
		fmt.Fprintln(a.out, "           The key signs what this archive records. Copy it to a safe place, and\n"+
			"           give the verifier to those who are to believe you. Lost, it signs no\n"+
			"           more: onrecord init --new-key \"why\" makes another.")
	}
	return nil
}

// initBeacon sets the beacon where one is given, and says which it is.
func (a *app) initBeacon(ctx context.Context, st store.Settings, beacon string) error {
	switch beacon {
	case "":
	case "none":
		return st.SetSetting(ctx, config.BeaconSetting, "")
	default:
		if err := st.SetSetting(ctx, config.BeaconSetting, beacon); err != nil {
			return err
		}
	}
	kept, err := st.Setting(ctx, config.BeaconSetting)
	if err == nil && kept != "" {
		fmt.Fprintf(a.out, "beacon     %s\n", words.Visible(kept))
	}
	return err
}

// askContact gives the contact that is kept, or asks on a terminal.
func (a *app) askContact(ctx context.Context, st store.Settings) (string, error) {
	kept, err := st.Setting(ctx, config.ContactSetting)
	if err != nil || kept != "" || !terminal.IsTerminal(a.in) {
		return kept, err
	}
	in := bufio.NewReader(a.in)
	for {
		fmt.Fprint(a.out, "At which address (mail or page) can a site reach you? Leave empty for none: ")
		answer, err := in.ReadString('\n')
		answer = strings.TrimSpace(answer)
		if answer == "" || err != nil {
			return "", nil
		}
		if err := config.CheckContact(answer); err != nil {
			fmt.Fprintln(a.out, err)
			continue
		}
		return answer, nil
	}
}
