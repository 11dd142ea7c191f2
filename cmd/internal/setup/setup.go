// Package setup makes an archive ready for use: whom sites can write to, the key that
// signs, the beacon, the first checkpoint, and how to run it. It says what it did.
package setup

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/systemd"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/bucket"
	"onrecord/store/sqlite"
)

// noBeacon is asked for in place of a beacon's address, to have none.
const noBeacon = "none"

// Options are what an archive is made ready with; what is empty stays as it was.
type Options struct {
	// Address is the archive's: a directory, or a database.
	Address string
	// Contact is a mail address or a page, Beacon the URL of a public beacon.
	Contact, Beacon string
	// NewKey is why another signing key is made, Units the folder for systemd's units.
	NewKey, Units string
	// In is where a contact is asked for, if that is a terminal, Out what is told.
	In  io.Reader
	Out io.Writer
}

// Check says what is wrong with the options, before anything is made.
func (o Options) Check() error {
	if o.Beacon != "" && o.Beacon != noBeacon {
		if err := scraper.CheckURL(o.Beacon); err != nil {
			return exit.Usagef("--beacon %w", err)
		}
	}
	if o.Contact != "" {
		return config.CheckContact(o.Contact)
	}
	return nil
}

// Archive makes an open archive ready.
func Archive(ctx context.Context, e config.Env, st *sqlite.DB, o Options) error {
	if !archive.IsDirectory(o.Address) && !bucket.IsAddress(e.MediaDir) {
		if err := os.MkdirAll(e.MediaDir, 0o700); err != nil {
			return fmt.Errorf("make the directory of media: %w; choose another with --media-dir", err)
		}
	}
	contact, err := o.contact(ctx, st)
	if err != nil {
		return err
	}
	o.line("archive", archive.Shown(o.Address))
	if !archive.IsDirectory(o.Address) {
		o.line("media", e.MediaDir)
	}
	if contact == "" {
		contact = "none; sites answer better to a program that says whom to write to: onrecord init --contact you@example.org"
	}
	o.line("contact", contact)
	if err := o.key(ctx, e, st); err != nil {
		return err
	}
	if err := o.beacon(ctx, st); err != nil {
		return err
	}
	if err := sign.Checkpoint(ctx, e, st, 0); err != nil {
		return err
	}
	return systemd.Schedule(terminal.Unwrapped(o.Out), o.Address, e.MediaDir, o.Units)
}

// line says one thing of the archive.
func (o Options) line(name, value string) {
	fmt.Fprintf(o.Out, "%-10s %s\n", name, words.Visible(value))
}

// contact keeps the contact that is given, or asked for where none is kept.
func (o Options) contact(ctx context.Context, st store.Settings) (string, error) {
	contact := o.Contact
	if contact == "" {
		kept, err := st.Setting(ctx, config.ContactSetting)
		if err != nil || kept != "" || !terminal.IsTerminal(o.In) {
			return kept, err
		}
		contact = o.askContact()
	}
	if contact == "" {
		return "", nil
	}
	return contact, st.SetSetting(ctx, config.ContactSetting, contact)
}

// askContact asks on a terminal until the answer can be one, or is empty.
func (o Options) askContact() string {
	in := bufio.NewReader(o.In)
	for {
		fmt.Fprint(o.Out, "At which address (mail or page) can a site reach you? Leave empty for none: ")
		answer, err := in.ReadString('\n')
		answer = strings.TrimSpace(answer)
		if answer == "" || err != nil {
			return ""
		}
		if err = config.CheckContact(answer); err == nil {
			return answer
		}
		fmt.Fprintln(o.Out, err)
	}
}

// key makes the signing key, and says where it is and what it is for.
func (o Options) key(ctx context.Context, e config.Env, st *sqlite.DB) error {
	key, file, made, err := sign.EnsureKey(ctx, e, st, o.NewKey)
	if err != nil {
		return err
	}
	o.line("key", file)
	o.line("verifier", key.Public())
	if made {
		fmt.Fprintln(o.Out, "           The key signs what this archive records. Copy it to a safe place, and\n"+
			"           give the verifier to those who are to believe you. Lost, it signs no\n"+
			"           more: onrecord init --new-key \"why\" makes another.")
	}
	return nil
}

// beacon keeps the beacon that is given, and says which it is.
func (o Options) beacon(ctx context.Context, st store.Settings) error {
	switch o.Beacon {
	case "":
	case noBeacon:
		return st.SetSetting(ctx, config.BeaconSetting, "")
	default:
		if err := st.SetSetting(ctx, config.BeaconSetting, o.Beacon); err != nil {
			return err
		}
	}
	kept, err := st.Setting(ctx, config.BeaconSetting)
	if err == nil && kept != "" {
		o.line("beacon", kept)
	}
	return err
}
