package config

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
)

// BuildName tells this build from others: by its commit, or by its own bytes where it
// was built from something else.
func BuildName(version string) string {
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
