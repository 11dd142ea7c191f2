package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				return a.printJSON(struct {
					Version string `json:"version"`
					Go      string `json:"go"`
				}{version, runtime.Version()})
			}
			_, err := fmt.Fprintf(a.out, "onrecord %s (%s)\n", version, runtime.Version())
			return err
		},
	}
}

// buildName tells this build from others: by its commit, or by its own bytes where it
// was built from something else.
func buildName() string {
	commit, modified := "", true
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				commit = s.Value
			case "vcs.modified":
				modified = s.Value != "false"
			}
		}
	}
	if commit != "" && !modified {
		return version + " " + commit
	}
	return version + " " + ownSum()
}

// ownSum is the SHA-256 of the program's file, "" where it cannot be read.
func ownSum() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
