package systemd_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/cmd/internal/systemd"
)

// TestOfADatabase: cron and systemd are given an archive's address in their own ways of writing
// a per cent sign and without its password, which is told, and there is a unit for a worker.
func TestOfADatabase(t *testing.T) {
	var out bytes.Buffer
	units := t.TempDir()
	if err := systemd.Schedule(&out, "postgres://me:Sesame@/news?host=%2Frun%2Fpg", "/srv/media", units); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`--archive 'postgres://me@/news?host=\%2Frun\%2Fpg' --media-dir /srv/media`, "~/.pgpass", "enable --now onrecord-work.service"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	unit, err := os.ReadFile(filepath.Join(units, "onrecord-work.service"))
	if err != nil || !strings.Contains(string(unit), `work --archive "postgres://me@/news?host=%%2Frun%%2Fpg" --media-dir "/srv/media"`) {
		t.Errorf("%v: %s", err, unit)
	}
	if strings.Contains(out.String()+string(unit), "Sesame") {
		t.Error("the password is shown")
	}
}

// TestOfADirectory: an archive in a directory has no workers.
func TestOfADirectory(t *testing.T) {
	var out bytes.Buffer
	units := t.TempDir()
	if err := systemd.Schedule(&out, "/srv/archive", "", units); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(units, "onrecord-work.service")); err == nil || strings.Contains(out.String(), "onrecord-work") || strings.Contains(out.String(), "pgpass") {
		t.Errorf("a worker of a directory: %s", out.String())
	}
}
