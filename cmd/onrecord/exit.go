package main

import "github.com/spf13/cobra"

const exitCodesText = `onrecord ends with one of these codes:

  0  done
  1  failed: nothing, or not what was asked, could be done; the message says why
  2  wrong usage: an unknown command or flag, an argument that cannot be meant
  3  done in part: some sources, addresses or lines failed, the rest went in
  4  not found: no such document or quote, or a verification that failed
`

// exitCodesTopic is `onrecord help exit-codes`.
func exitCodesTopic() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "The exit codes and what they mean",
		Long:  exitCodesText,
	}
}
