package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) authorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "author",
		Short: "Group the accounts and names of one person: add, list, remove",
		Long: `An author may post on several platforms and be called by several names, in several
scripts. Linking takes a quote's speaker for the author of a post when any of the
names fits.`,
	}
	cmd.AddCommand(a.authorAddCommand(), a.authorListCommand(), a.authorRemoveCommand())
	return cmd
}

func (a *app) authorAddCommand() *cobra.Command {
	var accounts, names []string
	cmd := &cobra.Command{
		Use:   "add NAME [--account ACCOUNT]… [--alias NAME]…",
		Short: "Add a person, or names and accounts to one",
		Long: `Add groups the accounts and names of one person under NAME. Of a person who is there
already it adds to what is known. An account is the address of its page, or PLATFORM:@HANDLE,
such as x:@petrogustavo; an alias is how else the press writes the name.`,
		Example: `  onrecord author add "Gustavo Petro" --account https://x.com/petrogustavo
  onrecord author add "Gustavo Petro" --account bluesky:@petro.bsky.social --alias "Густаво Петро"
  onrecord search --author "Gustavo Petro"`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p := store.Person{Name: strings.TrimSpace(args[0]), Names: names}
			if p.Name == "" || len(p.Name) > 200 {
				return exit.Usagef("give the author's name, of 200 letters at most")
			}
			for _, raw := range accounts {
				acc, err := a.config.Platforms().Account(raw)
				if err != nil {
					return exit.Usagef("%q: %w", words.Line(raw, 100), err)
				}
				p.Accounts = append(p.Accounts, acc)
			}
			return a.making(cmd.Context(), func(st *sqlite.DB) error { return a.addAuthor(cmd.Context(), st, p) })
		},
	}
	cmd.Flags().StringArrayVar(&accounts, "account", nil, "an account: its `address`, or PLATFORM:@HANDLE; again for more")
	cmd.Flags().StringArrayVar(&names, "alias", nil, "another `name`; again for more")
	return cmd
}

func (a *app) addAuthor(ctx context.Context, st *sqlite.DB, p store.Person) error {
	if err := st.SavePerson(ctx, p); err != nil {
		return err
	}
	all, err := st.People(ctx)
	for _, kept := range all {
		if kept.Name == p.Name {
			return a.print().Person(kept)
		}
	}
	return err
}

func (a *app) authorListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the people whose accounts and names are grouped",
		Args:  cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			all, err := st.People(ctx)
			if err != nil {
				return err
			}
			return a.print().People(all)
		}),
	}
}

func (a *app) authorRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Ungroup a person's accounts and names; posts stay",
		Args:  cobra.ExactArgs(1),
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, args []string) error {
			err := st.RemovePerson(ctx, args[0])
			if errors.Is(err, store.ErrNotFound) {
				return exit.NotFoundf("nobody is grouped as %q; see 'onrecord author list'", args[0])
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "%s is ungrouped\n", words.Line(args[0], 200))
			return err
		}),
	}
}
