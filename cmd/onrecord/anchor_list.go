package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) anchorListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the authorities, and how well they answer",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			return a.listAuthorities(cmd.Context(), st)
		},
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
		fmt.Fprintf(a.out, "%s\n%s%s\n", words.Line(n.URL, 200), margin, howItDoes(s))
		if n.Root != "" {
			fmt.Fprintf(a.out, "%sroot sha256 %s\n", margin, n.Fingerprints())
		}
	}
	return err
}

// howItDoes says what an authority gave, and how it failed since.
func howItDoes(s store.AnchorState) string {
	text := "no stamp yet"
	if s.Stamps > 0 {
		text = fmt.Sprintf("%s, the last %s of %d leaves", words.Count(s.Stamps, "stamp"), store.FormatTime(s.Time), s.Size)
	}
	if s.Odd != "" {
		text += "; " + words.Line(s.Odd, 200)
	}
	if s.Tries > 0 {
		text += fmt.Sprintf("; failed %d× since: %s; asked again %s", s.Tries, words.Line(s.Error, 300), store.FormatTime(s.NextTry))
	}
	return text
}
