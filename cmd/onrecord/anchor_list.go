package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) anchorListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the authorities, and how well they answer",
		Args:  cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			return a.listAuthorities(ctx, st)
		}),
	}
}

func (a *app) listAuthorities(ctx context.Context, st *sqlite.DB) error {
	all, states, err := authority.States(ctx, st)
	if err != nil {
		return err
	}
	if len(all) == 0 && !a.json {
		_, err := fmt.Fprintln(a.out, "no authority is set up; see 'onrecord anchor add --help'")
		return err
	}
	for i, n := range all {
		s := states[i]
		if a.json {
			err = errors.Join(err, a.printJSON(wire.AuthorityOf(n.URL, n.Fingerprints(), s)))
			continue
		}
		fmt.Fprintf(a.out, "%s\n%s%s\n", words.Line(n.URL, 200), terminal.Margin, terminal.AuthorityState(s))
		if n.Root != "" {
			fmt.Fprintf(a.out, "%sroot sha256 %s\n", terminal.Margin, n.Fingerprints())
		}
	}
	return err
}
