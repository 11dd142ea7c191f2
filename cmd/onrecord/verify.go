package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/verify"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store/proof"
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
tombstone, what each article was found to quote, and whose accounts are one person's,
against the log's records, and checks signatures and time stamps. Not on record are
machine translations and the lists of sources and runs. It says

  valid                 all is as it was recorded, signed and stamped
  valid, not anchored   so it is, but no outside authority has stamped all of it
  stamped by an unknown authority
                        so it is, but nobody here knows whose time stamps these are
  valid, not signed     so it is, but no checkpoint covers all of it
  incomplete            something is not there, be it every signature of a log that names
                        a key; each item is named
  not signed by the key that was given
                        no signature by --key is there
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
authority, 4 where it was tampered with, --key did not sign it or a time stamp is bad.`,
		Example: `  onrecord verify
  onrecord verify evidence.wacz --head head-of-november.txt
  onrecord verify backup.db --key onrecord/7e53…+f25bdbb8+AVVj…`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o := proof.Options{Keys: keys}
			for _, k := range keys {
				if err := proof.CheckKey(k); err != nil {
					return exit.Usagef("--key: %w", err)
				}
			}
			trust, err := authority.ReadRoots(roots)
			if err != nil {
				return exit.Usagef("--root: %w", err)
			}
			if head != "" {
				b, err := os.ReadFile(head)
				if err != nil {
					return exit.Usagef("--head: %w", err)
				}
				o.Head = string(b)
			}
			target := a.archiveDir
			if len(args) == 1 {
				target = args[0]
			}
			return a.verify(cmd.Context(), target, o, trust)
		},
	}
	cmd.Flags().StringVar(&head, "head", "", "a `file` with a checkpoint that was kept elsewhere, as 'onrecord head' prints it")
	cmd.Flags().StringArrayVar(&keys, "key", nil, "believe only this verifier's `key` (again for more)")
	cmd.Flags().StringArrayVar(&roots, "root", nil, "believe only time stamps under the certificate in this `file` (PEM; again for more)")
	return cmd
}

func (a *app) printVerified(v verify.Result) error {
	if a.json {
		if err := a.printJSON(wire.VerifiedOf(v)); err != nil {
			return err
		}
	} else {
		a.printVerifiedText(v)
	}
	switch {
	case v.Failed():
		return exit.Silent(exit.NotFound)
	case v.State == proof.Incomplete, v.State == proof.Unknown:
		return exit.Silent(exit.Part)
	}
	return nil
}

func (a *app) printVerifiedText(v verify.Result) {
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
	fmt.Fprintf(a.out, "log        %d leaves of %s, root %s\n", v.Leaves, orNone(v.Origin, "a log without a signature"), v.Root)
	if v.Bundle {
		fmt.Fprintf(a.out, "checked    %s with their bytes\n", words.Count(int(v.Captures), "capture"))
	} else {
		fmt.Fprintf(a.out, "checked    %s with their bytes, %s of posts in the index\n", words.Count(int(v.Captures), "capture"), words.Count(v.Versions, "version"))
	}
	fmt.Fprintf(a.out, "signed     %d of %d leaves%s\n", v.Signed, v.Leaves, signedBy(v))
	fmt.Fprintf(a.out, "anchored   %d of %d leaves%s\n", v.Anchored, v.Leaves, anchoredBy(v))
	if v.Head != "" {
		fmt.Fprintf(a.out, "head       %s\n", map[string]string{
			proof.HeadAgrees:  "agrees: the log begins with the leaves of the head that was kept",
			proof.HeadDiffers: "does not agree: it is not shown that the log begins with the leaves of the head that was kept",
		}[v.Head])
	}
	for _, s := range v.Stamps {
		fmt.Fprintf(a.out, "stamps     %s\n", words.Line(s.String(), 400))
	}
	fmt.Fprintf(a.out, "%s\n", a.paint("1", string(v.State)+explain(v.Report)))
}

func signedBy(r verify.Result) string {
	if r.Signed == 0 && r.Leaves > 0 && len(r.Keys) > 0 {
		return "; the log names the key " + r.Keys[len(r.Keys)-1]
	}
	if r.Signed == 0 && !r.Bundle {
		return "; make a key with onrecord init, and the next run signs"
	}
	if len(r.Keys) == 0 {
		return ""
	}
	return " by " + r.Keys[len(r.Keys)-1]
}

func anchoredBy(r verify.Result) string {
	switch {
	case r.Anchored == 0 && r.Stamped > 0:
		return fmt.Sprintf("; %d by an unknown authority", r.Stamped)
	case r.Anchored == 0 && r.Bundle:
		return ""
	case r.Anchored == 0:
		return "; name authorities with onrecord anchor add"
	}
	return ", since " + r.AnchoredAt
}

// explain says in plain words what a state means.
func explain(r proof.Report) string {
	if r.State == proof.Incomplete && r.Signed == 0 {
		return ": it agrees with its log, but no signature says that the log is the one that was recorded"
	}
	if r.State == proof.Unsigned && r.Signed > 0 {
		return fmt.Sprintf(": it agrees with its log, but its last %d leaves of %d are not covered by any checkpoint: nothing shows that they are those that were recorded",
			r.Leaves-r.Signed, r.Leaves)
	}
	return map[proof.State]string{
		proof.Valid:      ": all of it is as it was recorded, and was so by " + r.AnchoredAt,
		proof.Unanchored: ": all of it is as it was recorded, if one trusts the keeper of the key or kept a head",
		proof.Unknown:    ": all of it is as it was recorded, but only its own word says when",
		proof.Unsigned:   ": it agrees with its log, but no signature covers all of it",
		proof.Stranger:   ": it agrees with its log, but nothing shows that the log is that key's",
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

func (a *app) verify(ctx context.Context, target string, o proof.Options, trust *x509.CertPool) error {
	v, err := verify.Target(ctx, a.env(), target, o, trust)
	if err != nil {
		return err
	}
	return a.printVerified(v)
}
