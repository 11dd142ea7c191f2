package main

import (
	"github.com/spf13/cobra"

	"onrecord/cmd/internal/demo"
)

func (a *app) demoCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Play the whole job on a small web served on this machine",
		Long: `Demo serves a small web on loopback, in which a president's post is quoted by the
press and a sample account edits and deletes its posts, and runs onrecord over it
for real: captures, versions, tombstones, links, look-ups and a report. It asks no
other machine. DIR is made anew.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return demo.Play(cmd.Context(), dir, a.env(), a.print())
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "demo", "the `directory` for the archive and the report")
	return cmd
}
