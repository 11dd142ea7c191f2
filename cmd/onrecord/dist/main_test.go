package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestPackageVersion(t *testing.T) {
	for version, want := range map[string]string{
		"v1.2.0": "1.2.0", "1.2.0": "1.2.0", "v1.2.0-3-gabcdef0": "1.2.0+3.gabcdef0", "v1.2.0-dirty": "1.2.0+dirty",
		"8c7fe06": "0.0.0+8c7fe06", "8c7fe06-dirty": "0.0.0+8c7fe06.dirty", "devel": "0.0.0+devel",
	} {
		if got := packageVersion(version); got != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}

// TestArchiveIsTheSameAgain: two builds of one commit give equal archives, which tar reads.
func TestArchiveIsTheSameAgain(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "onrecord")
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho here\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	made := time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)
	for _, zipped := range []bool{false, true} {
		var first []byte
		for range 2 {
			if err := os.Chtimes(program, time.Now(), time.Now()); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(dir, "out")
			if err := archive(name, zipped, made, []file{{program, "onrecord", 0o755}}); err != nil {
				t.Fatal(err)
			}
			all, err := filepath.Glob(name + ".*")
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			b, err := os.ReadFile(all[0])
			if err != nil {
				t.Fatal(err)
			}
			if first != nil && !bytes.Equal(first, b) {
				t.Errorf("%s differs the second time", all[0])
			}
			first = b
			if !zipped {
				if out, err := exec.CommandContext(t.Context(), "tar", "tvzf", all[0]).CombinedOutput(); err != nil || !strings.HasPrefix(string(out), "-rwxr-xr-x") || !strings.Contains(string(out), "out/onrecord") {
					t.Errorf("tar: %v %s", err, out)
				}
			}
			if err := os.Remove(all[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
}
