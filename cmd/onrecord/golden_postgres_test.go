package main

import (
	"path/filepath"
	"strings"
	"testing"

	"onrecord/cmd/internal/archive"
	"onrecord/store/postgres/postgrestest"
)

// TestGoldenPostgres: the archive of TestGolden, built on PostgreSQL, gives the same
// answers, the same report and the same pages of the server, byte for byte.
func TestGoldenPostgres(t *testing.T) {
	if *update {
		t.Skip("the files are written from SQLite's")
	}
	r := newReference(t)
	places := map[string]string{}
	for _, name := range []string{"archive", "other"} {
		places[name] = postgrestest.Address(t)
		r.names[archive.Shown(places[name])] = "DIR/" + name
	}
	r.place = func(name string) string {
		if p := places[name]; p != "" {
			return p
		}
		return filepath.Join(r.dir, name)
	}
	r.tell()
	// Only init names the directory of the media.
	said := strings.NewReplacer("media      DIR/archive/media\n", "", "'DIR/archive' --media-dir DIR/archive/media", "DIR/archive").Replace(r.transcript.String())
	t.Run("json", func(t *testing.T) { held(t, "answers.txt", said) })
	t.Run("report", r.report)
	t.Run("serve", r.serve)
}
