package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/store/postgres/postgrestest"
)

// TestSettingsInADatabase: the settings of an archive in a database are kept there, are what
// its commands go by, and go along with copies and backups, either way.
func TestSettingsInADatabase(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	dir := t.TempDir()
	one, two := postgrestest.Address(t), postgrestest.Address(t)
	say := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := execute(t.Context(), append(args, "--media-dir", filepath.Join(dir, "media")), streams{in: strings.NewReader(""), out: &out, err: &errs}); code != want {
			t.Fatalf("%q: exit code %d, want %d: %s%s", args, code, want, out.String(), errs.String())
		}
		return out.String() + errs.String()
	}
	holds := func(said, want string) {
		t.Helper()
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	holds(say(0, "config", "get", "delay", "-a", one), "1s") // before there is an archive
	holds(say(4, "config", "set", "delay", "3s", "-a", one), "onrecord init")
	say(0, "init", "-a", one)
	holds(say(0, "config", "set", "delay", "3s", "-a", one), "delay = 3s")
	holds(say(0, "config", "set", "allow-private", "true", "-a", one), "less safe")
	holds(say(0, "config", "list", "--json", "-a", one), `{"from":"the archive","setting":"delay","value":"3s"}`)
	holds(say(0, "source", "add", "--unseen", "https://example.org/feed.xml", "-a", one), "allow-private is set for this archive")
	holds(say(0, "verify", "-a", one), "valid")

	folder, again := filepath.Join(dir, "folder"), filepath.Join(dir, "again")
	say(0, "copy", one, folder)
	holds(say(0, "config", "get", "delay", "-a", folder), "3s")
	say(0, "config", "set", "delay", "5s", "-a", folder)
	say(0, "copy", folder, two)
	holds(say(0, "config", "get", "delay", "-a", two), "5s")
	holds(say(0, "config", "list", "-a", two), "allow-private")
	holds(say(0, "verify", "-a", two), "valid")
	backup := filepath.Join(dir, "backup", "onrecord.db")
	if err := os.Mkdir(filepath.Dir(backup), 0o700); err != nil {
		t.Fatal(err)
	}
	say(0, "backup", backup, "-a", two)
	holds(say(0, "restore", backup, "-a", again), "restored")
	holds(say(0, "config", "get", "delay", "-a", again), "5s")
	say(0, "config", "set", "delay", "", "-a", two)
	holds(say(0, "config", "get", "delay", "-a", two), "1s")
	three := postgrestest.Address(t)
	if said := say(0, "restore", backup, "-a", three); strings.Contains(said, " 0 MB") {
		t.Errorf("its size is not told: %s", said)
	}
	holds(say(0, "config", "get", "delay", "-a", three), "5s")
	holds(say(4, "restore", filepath.Join(dir, "absent.db"), "-a", postgrestest.Address(t)), "name a file that onrecord backup wrote")
}
