package main

import (
	"runtime"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.print().Said(struct {
				Version string `json:"version"`
				Go      string `json:"go"`
			}{version, runtime.Version()}, "onrecord %s (%s)", version, runtime.Version())
		},
	}
}
