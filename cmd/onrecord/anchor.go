package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
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
		Args: cli.Known,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
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
			return a.addAuthority(cmd.Context(), args[0], root, unseen)
		},
	}
	cmd.Flags().StringVar(&root, "root", "", "the `file` (PEM) of the certificate that its chain must end in")
	cmd.Flags().BoolVar(&unseen, "unseen", false, "add it without trying it first")
	a.fetchFlags(cmd)
	return cmd
}

func (a *app) addAuthority(ctx context.Context, url, rootFile string, unseen bool) error {
	if err := scraper.CheckURL(url); err != nil {
		return &exit.Error{Code: exit.Usage, Err: err}
	}
	n := authority.Authority{URL: url}
	if rootFile != "" {
		b, err := os.ReadFile(rootFile)
		if err != nil {
			return exit.Usagef("--root: %w", err)
		}
		if n.Root, err = authority.RootPEM(b); err != nil {
			return exit.Usagef("--root %s: %w", rootFile, err)
		}
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	all, err := authority.All(ctx, st)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(o authority.Authority) bool { return o.URL == url }) {
		return fmt.Errorf("%s is asked already; see 'onrecord anchor list'", url)
	}
	tried := ""
	if !unseen {
		if tried, err = a.tryAuthority(ctx, st, n); err != nil {
			return err
		}
	}
	if err := authority.Save(ctx, st, append(all, n)); err != nil {
		return err
	}
	if n.Root != "" {
		if err := authority.RememberRoot(n.Root); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.out, "authority  %s%s\n", words.Line(url, 200), tried)
	if len(all) == 0 {
		fmt.Fprintf(a.out, "%sadd a second one, of another owner: two seldom fail on one day\n", terminal.Margin)
	}
	return nil
}

// tryAuthority has an authority stamp nothing in particular.
func (a *app) tryAuthority(ctx context.Context, st store.Settings, n authority.Authority) (string, error) {
	var sum [32]byte
	_, _ = rand.Read(sum[:]) // never fails
	s, err := authority.Ask(ctx, a.env(), st, n, sum, time.Time{})
	if err != nil {
		return "", fmt.Errorf("%s gives no time stamp: %w; correct it, or add it all the same with --unseen", n.URL, err)
	}
	text := fmt.Sprintf("\n%s%s under %s\n%sroot sha256 %s", terminal.Margin, s.Authority, s.RootName(), terminal.Margin, s.Root)
	if n.Root == "" {
		text += ", by its own word: compare it with what the authority publishes"
	}
	if s.Odd != "" {
		text += "\n" + terminal.Margin + s.Odd
	}
	return text, nil
}

func (a *app) anchorRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove URL",
		Short: "Stop asking an authority; its stamps stay",
		Args:  cobra.ExactArgs(1),
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, args []string) error {
			all, err := authority.All(ctx, st)
			if err != nil {
				return err
			}
			kept := slices.DeleteFunc(slices.Clone(all), func(o authority.Authority) bool { return o.URL == args[0] })
			if len(kept) == len(all) {
				return exit.NotFoundf("no authority %q; see 'onrecord anchor list'", args[0])
			}
			if err := authority.Save(ctx, st, kept); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "%s is no longer asked; its stamps stay\n", words.Visible(args[0]))
			return err
		}),
	}
}

func (a *app) anchorNowCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "now",
		Short: "Ask all authorities for a stamp of the last checkpoint, now",
		Args:  cobra.NoArgs,
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			return a.anchorNow(ctx, st)
		}),
	}
	a.fetchFlags(cmd)
	return cmd
}

func (a *app) anchorNow(ctx context.Context, st *sqlite.DB) error {
	all, err := authority.All(ctx, st)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return exit.NotFoundf("no authority is set up; see 'onrecord anchor add --help'")
	}
	c, asked, err := authority.Stamp(ctx, a.env(), st, all, -1)
	if errors.Is(err, store.ErrNotFound) {
		return exit.NotFoundf("there is no checkpoint to stamp yet; make a signing key with onrecord init, and the next run signs one")
	}
	if err != nil {
		return err
	}
	failed := 0
	for _, r := range asked {
		if r.Err != nil {
			failed++
			fmt.Fprintf(a.out, "%s  %s: %s\n", a.print().Label("failed"), words.Line(r.URL, 120), words.Line(r.Err.Error(), 400))
			continue
		}
		fmt.Fprintf(a.out, "%s  %s: %s\n", a.print().Label("stamped"), words.Line(r.URL, 120), terminal.Stamp(r.Answer.Stamp, r.Answer.Odd))
	}
	fmt.Fprintf(a.out, "the checkpoint of %d leaves has %s\n", c.Size, words.Count(len(all)-failed, "stamp"))
	switch failed {
	case 0:
		return nil
	case len(all):
		return exit.Silent(exit.Failed)
	}
	return exit.Silent(exit.Part)
}
