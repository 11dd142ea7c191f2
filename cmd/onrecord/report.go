package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/templates"
)

func (a *app) reportCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "report -o DIR",
		Short: "Write the report: a static site that opens from disk",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out == "" {
				return usagef("say where the report goes: onrecord report -o report")
			}
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			sum, err := templates.Write(cmd.Context(), st, out, templates.Options{
				Generated: a.now().UTC(), Progress: a.progress("writing"),
			})
			if err != nil {
				return fmt.Errorf("write the report to %s: %w", out, err)
			}
			return a.printReport(out, sum)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "the `directory` to write to")
	return cmd
}

func (a *app) printReport(dir string, sum templates.Summary) error {
	index := filepath.Join(dir, "index.html")
	if a.json {
		return a.printJSON(struct {
			Index     string `json:"index"`
			Pages     int    `json:"pages"`
			Rewritten int    `json:"rewritten"`
		}{index, sum.Pages, sum.Rewritten})
	}
	_, err := fmt.Fprintf(a.out, "%s, %d rewritten; open %s\n", count(sum.Pages, "page"), sum.Rewritten, index)
	return err
}
