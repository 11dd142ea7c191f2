package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/compare/link"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

func (a *app) verifyCommand() *cobra.Command {
	var head string
	var keys, roots []string
	cmd := &cobra.Command{
		Use:   "verify [ARCHIVE|BACKUP|BUNDLE]",
		Short: "Check that nothing in an archive or a bundle was changed since it was recorded",
		Long: `Verify reads an archive (its directory, or the file of a backup) or a bundle that
'onrecord export bundle' made, without writing to it and without a network. It
computes the log's tree anew, holds every capture, its bytes, every version and
tombstone against the log's records, and checks signatures and time stamps. It says

  valid                 all is as it was recorded, signed and stamped
  valid, not anchored   so it is, but no outside authority has stamped all of it
  stamped by an unknown authority
                        so it is, but nobody here knows whose time stamps these are
  valid, not signed     so it is, but no checkpoint covers all of it
  incomplete            something is not there; each item is named
  tampered              something was changed; each item is named

--head FILE holds the log against a checkpoint that you kept elsewhere, which finds
even a log that was written anew and signed with the right key. --key says whose
signature to believe; without it the keys that the log itself names are. --root FILE
says which time-stamp authorities' roots to believe; without it those that this machine
trusts, and those that were given to 'onrecord anchor add' here. A stamp under any other
root is told, and counts as one of an unknown authority.

Of an archive it also says whether the database is whole and whether the index of
quotes finds every version ('onrecord link --reindex' makes it anew).

The exit code is 0 where it is valid, 3 where it is incomplete or stamped by an unknown
authority, 4 where it was tampered with or a time stamp is bad.`,
		Example: `  onrecord verify
  onrecord verify evidence.wacz --head head-of-november.txt
  onrecord verify backup.db --key onrecord/7e53…+f25bdbb8+AVVj…`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o := proof.Options{Keys: keys}
			var err error
			if a.trust, err = authority.ReadRoots(roots); err != nil {
				return exit.Usagef("--root: %w", err)
			}
			if head != "" {
				b, err := os.ReadFile(head) //nolint:gosec // the user names it
				if err != nil {
					return exit.Usagef("--head: %w", err)
				}
				o.Head = string(b)
			}
			target := a.archiveDir
			if len(args) == 1 {
				target = args[0]
			}
			return a.verify(cmd.Context(), target, o)
		},
	}
	cmd.Flags().StringVar(&head, "head", "", "a `file` with a checkpoint that was kept elsewhere, as 'onrecord head' prints it")
	cmd.Flags().StringArrayVar(&keys, "key", nil, "believe only this verifier's `key` (again for more)")
	cmd.Flags().StringArrayVar(&roots, "root", nil, "believe only time stamps under the certificate in this `file` (PEM; again for more)")
	return cmd
}

// verify checks whatever kind of thing lies there.
func (a *app) verify(ctx context.Context, target string, o proof.Options) error {
	kind, err := kindOfFile(target)
	if err != nil {
		return err
	}
	if kind == "bundle" {
		return a.verifyBundle(ctx, target, o)
	}
	dir, name := target, ""
	if kind == "file" {
		dir, name = filepath.Split(filepath.Clean(target))
	}
	st, err := sqlite.Open(ctx, filepath.Clean(dir), sqlite.Options{ReadOnly: true, Name: name})
	if err != nil {
		return err
	}
	defer st.Close()
	show := a.progress("verifying")
	o.Progress = func(done, total int64) { show(int(done), int(total)) }
	named, err := authority.All(ctx, st)
	if err != nil {
		return err
	}
	checker := authority.NewChecker(a.trust, named, a.now())
	o.Stamp = checker.Check
	r, err := proof.Verify(ctx, st, o)
	if err != nil {
		return err
	}
	v := verifyJSON{Report: r, Stamps: checker.Good}
	show = a.progress("checking")
	if err := st.Check(ctx, link.Scheme(), link.Terms, func(done, total int) {
		v.Versions = done
		show(done, total)
	}, func(s string) { v.Index = append(v.Index, s) }); err != nil {
		return err
	}
	return a.printVerified(v)
}

// kindOfFile tells an archive's directory ("archive"), a database's file ("file")
// and a bundle ("bundle") by what they begin or end with, or their name.
func kindOfFile(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && info.IsDir() {
		return "archive", nil // whose absence its opening explains
	}
	if err != nil {
		return "", err
	}
	f, err := os.Open(path) //nolint:gosec // the user names it
	if err != nil {
		return "", err
	}
	defer f.Close()
	// A bundle whose first bytes were changed is one still, by its name or its end.
	var begin, end [4]byte
	_, err = f.ReadAt(begin[:], 0)
	_, last := f.ReadAt(end[:], max(0, info.Size()-22))
	ext := strings.ToLower(filepath.Ext(path))
	if err == nil && string(begin[:]) == "PK\x03\x04" || last == nil && string(end[:]) == "PK\x05\x06" || ext == ".wacz" || ext == ".zip" {
		return "bundle", nil
	}
	return "file", nil
}

// verifyJSON is what verify found, with what it says of an archive's index.
type verifyJSON struct {
	proof.Report
	Versions int
	Index    []string
	Stamps   []authority.Stamps
	bundle   bool
}

func (v verifyJSON) failed() bool {
	return v.State == proof.Tampered || len(v.Bad) > 0 || len(v.Index) > 0
}

func (a *app) printVerified(v verifyJSON) error {
	if a.json {
		if err := a.printJSON(v.wire()); err != nil {
			return err
		}
	} else {
		a.printVerifiedText(v)
	}
	switch {
	case v.failed():
		return exit.Silent(exit.NotFound)
	case v.State == proof.Incomplete, v.State == proof.Unknown:
		return exit.Silent(exit.Part)
	}
	return nil
}

func (v verifyJSON) wire() any {
	lines := func(all ...[]proof.Fault) []string {
		out := []string{}
		for _, faults := range all {
			for _, f := range faults {
				out = append(out, f.String())
			}
		}
		return out
	}
	return struct {
		State      proof.State        `json:"state"`
		Origin     string             `json:"origin,omitempty"`
		Leaves     int64              `json:"leaves"`
		Root       string             `json:"root"`
		Captures   int64              `json:"captures"`
		Signed     int64              `json:"signed"`
		Keys       []string           `json:"keys,omitempty"`
		Anchored   int64              `json:"anchored"`
		AnchoredAt string             `json:"anchored_at,omitempty"`
		Stamped    int64              `json:"stamped_by_unknown,omitempty"`
		Faults     []string           `json:"faults"`
		Missing    []string           `json:"missing"`
		BadAnchors []string           `json:"bad_anchors"`
		More       int                `json:"more,omitempty"`
		Stamps     []authority.Stamps `json:"stamps,omitempty"`
		Versions   int                `json:"versions"`
		Index      []string           `json:"index"`
	}{
		v.State, v.Origin, v.Leaves, v.Root.String(), v.Captures, v.Signed, v.Keys, v.Anchored, v.AnchoredAt, v.Stamped,
		lines(v.Faults), lines(v.Missing), lines(v.Bad), v.More, v.Stamps, v.Versions, append([]string{}, v.Index...),
	}
}

func (a *app) printVerifiedText(v verifyJSON) {
	for _, group := range []struct {
		name   string
		faults []proof.Fault
	}{{"tampered", v.Faults}, {"missing", v.Missing}, {"bad", v.Bad}} {
		for _, f := range group.faults {
			fmt.Fprintf(a.out, "%s  %s\n", a.label(group.name), words.Visible(f.String()))
		}
	}
	if v.More > 0 {
		fmt.Fprintf(a.out, "and %d more\n", v.More)
	}
	for _, s := range v.Index {
		fmt.Fprintf(a.out, "%s  %s\n", a.label("index"), words.Visible(s))
	}
	fmt.Fprintf(a.out, "log        %d leaves of %s, root %s\n", v.Leaves, orNone(v.Origin, "a log without a key"), v.Root)
	if v.bundle {
		fmt.Fprintf(a.out, "checked    %s with their bytes\n", words.Count(int(v.Captures), "capture"))
	} else {
		fmt.Fprintf(a.out, "checked    %s with their bytes, %s of posts in the index\n", words.Count(int(v.Captures), "capture"), words.Count(v.Versions, "version"))
	}
	fmt.Fprintf(a.out, "signed     %d of %d leaves%s\n", v.Signed, v.Leaves, signedBy(v))
	fmt.Fprintf(a.out, "anchored   %d of %d leaves%s\n", v.Anchored, v.Leaves, anchoredBy(v))
	for _, s := range v.Stamps {
		fmt.Fprintf(a.out, "stamps     %s\n", words.Line(s.String(), 400))
	}
	fmt.Fprintf(a.out, "%s\n", a.paint("1", string(v.State)+explain(v.Report)))
}

func signedBy(r verifyJSON) string {
	if r.Signed == 0 && !r.bundle {
		return "; make a key with onrecord init, and the next run signs"
	}
	if len(r.Keys) == 0 {
		return ""
	}
	return " by " + r.Keys[len(r.Keys)-1]
}

func anchoredBy(r verifyJSON) string {
	switch {
	case r.Anchored == 0 && r.Stamped > 0:
		return fmt.Sprintf("; %d by an unknown authority", r.Stamped)
	case r.Anchored == 0 && r.bundle:
		return ""
	case r.Anchored == 0:
		return "; name authorities with onrecord anchor add"
	}
	return ", since " + r.AnchoredAt
}

// explain says in plain words what a state means.
func explain(r proof.Report) string {
	return map[proof.State]string{
		proof.Valid:      ": all of it is as it was recorded, and was so by " + r.AnchoredAt,
		proof.Unanchored: ": all of it is as it was recorded, if one trusts the keeper of the key or kept a head",
		proof.Unknown:    ": all of it is as it was recorded, but only its own word says when",
		proof.Unsigned:   ": it agrees with its log, but no signature covers all of it",
		proof.Incomplete: ": what is there is as it was recorded, but not all is there",
		proof.Tampered:   ": it is not what was recorded",
	}[r.State]
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}
