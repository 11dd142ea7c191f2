package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/compare"
)

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check that the archive's database and its index are whole",
		Long: `Verify reads the archive without writing to it and says what is damaged: the
database's own structure, and every post's version that the index of quotes cannot
find. It ends with exit code 1 where it finds anything. The index can be made anew
with 'onrecord link --reindex'.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			faults := []string{}
			checked := 0
			show := a.progress("checking")
			err = st.Check(cmd.Context(), compare.Scheme, postTerms, func(done, total int) {
				checked = done
				show(done, total)
			}, func(s string) { faults = append(faults, s) })
			if err != nil {
				return err
			}
			return a.printFaults(checked, faults)
		},
	}
}

func (a *app) printFaults(checked int, faults []string) error {
	if a.json {
		if err := a.printJSON(struct {
			Versions int      `json:"versions"`
			Faults   []string `json:"faults"`
		}{checked, faults}); err != nil {
			return err
		}
	} else {
		for _, f := range faults {
			fmt.Fprintln(a.out, visible(f))
		}
		fmt.Fprintf(a.out, "%s of posts checked, %s\n", count(checked, "version"), count(len(faults), "fault"))
	}
	if len(faults) > 0 {
		return &codeError{exitFailed, errSilent}
	}
	return nil
}
