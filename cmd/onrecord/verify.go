package main

import (
	"context"
	"crypto/x509"
	"os"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/verify"
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
against the log's records, and checks signatures and time stamps. It plays the records of
the captures once more by the same rules, and holds what they make of each document
against its rows: sums that somebody put on record beside rows of his own do not help. So
it does with what is no evidence, by sums: machine translations, readings of pictures, notices and who took them, the
list of sources, hosts that are left alone, settings, and how runs ended; those of before
they were on record are proved from then on only. Of a bundle it holds the quotes too
against the words of their articles. It says

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
					return exit.Usagef("--head: %w; give a file that 'onrecord head' wrote", err)
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

func (a *app) verify(ctx context.Context, target string, o proof.Options, trust *x509.CertPool) error {
	v, err := verify.Target(ctx, a.env(), target, o, trust)
	if err != nil {
		return err
	}
	if err := a.print().Verified(v); err != nil {
		return err
	}
	switch {
	case v.Failed():
		return exit.Silent(exit.NotFound)
	case v.State == proof.Incomplete, v.State == proof.Unknown:
		return exit.Silent(exit.Part)
	}
	return nil
}
