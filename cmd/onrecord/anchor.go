package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) anchorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "anchor",
		Short: "Choose the authorities that time-stamp what the archive signs",
		Long: `Anchor keeps the time-stamp authorities (RFC 3161) that are asked to stamp the signed
head of the log: after 'capture', 'import' and 'backfill' at once, during 'run' and 'watch'
once an hour. A stamp shows that all before it was there by then, also to those who do not trust
you: 'onrecord verify' checks it offline. An authority sees a hash and nothing else.
One that is down stops nothing; it is asked again later, less and less often.

Name two or more, of different owners. With --root the certificate that an authority's
chain must end in is kept too, with the archive and, for 'onrecord verify', on this machine
(onrecord/authorities.pem among your settings). Without it, and where this machine does not trust
the authority anyway, its stamps are by an unknown authority: 'verify' tells their root,
for you to compare with the one that the authority publishes.

'onrecord head --line' prints the head for other witnesses: a mail, a commit, a notice.`,
	}
	cmd.AddCommand(a.anchorAddCommand(), a.anchorListCommand(), a.anchorRemoveCommand(), a.anchorNowCommand())
	return cmd
}

func (a *app) anchorAddCommand() *cobra.Command {
	var root string
	var unseen bool
	cmd := &cobra.Command{
		Use:   "add URL",
		Short: "Add an authority, after it has given one stamp to try it",
		Example: `  onrecord anchor add http://timestamp.digicert.com
  onrecord anchor add https://freetsa.org/tsr --root cacert.pem`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := authority.New(args[0], root)
			if err != nil {
				return err
			}
			return a.making(cmd.Context(), func(st *sqlite.DB) error {
				added, err := authority.Add(cmd.Context(), a.env(), st, n, !unseen)
				if err != nil {
					return err
				}
				return a.print().AuthorityAdded(added)
			})
		},
	}
	cmd.Flags().StringVar(&root, "root", "", "the `file` (PEM) of the certificate that its chain must end in")
	cmd.Flags().BoolVar(&unseen, "unseen", false, "add it without trying it first")
	a.fetchFlags(cmd)
	return cmd
}

func (a *app) anchorRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove URL",
		Short: "Stop asking an authority; its stamps stay",
		Args:  cobra.ExactArgs(1),
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, args []string) error {
			if err := authority.Remove(ctx, st, args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(a.out, "%s is no longer asked; its stamps stay\n", words.Visible(args[0]))
			return err
		}),
	}
}

func (a *app) anchorNowCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "now",
		Short: "Ask all authorities for a stamp of the last checkpoint, now",
		Args:  cobra.NoArgs,
		RunE:  a.writes(func(ctx context.Context, st *sqlite.DB, _ []string) error { return a.anchorNow(ctx, st) }),
	}
	a.fetchFlags(cmd)
	return cmd
}

func (a *app) anchorNow(ctx context.Context, st *sqlite.DB) error {
	c, asked, err := authority.Now(ctx, a.env(), st)
	if err != nil {
		return err
	}
	switch a.print().Stamped(c, asked) {
	case 0:
		return nil
	case len(asked):
		return exit.Silent(exit.Failed)
	}
	return exit.Silent(exit.Part)
}

func (a *app) anchorListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the authorities, and how well they answer",
		Args:  cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			all, states, err := authority.States(ctx, st)
			if err != nil {
				return err
			}
			return a.print().Authorities(all, states)
		}),
	}
}
