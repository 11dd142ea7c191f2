package archive_test

import (
	"strings"
	"testing"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/exit"
)

// TestCheck: what is neither a directory's address nor PostgreSQL's is refused and not shown,
// as a password may stand in it; no directory is made of it.
func TestCheck(t *testing.T) {
	for _, good := range []string{"archive", "/srv/a=b", `C:\archive`, "a:b", "postgres://me@db.example/news", "postgresql://", "Postgres://x/y"} {
		if err := archive.Check(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"mysql://me:Sesame@db.example/news", "sqlite:///tmp/x", "s3://Sesame", "host=db.example password=Sesame", "dbname=news user=me password=Sesame"} {
		err := archive.Check(bad)
		if exit.CodeOf(err) != exit.Usage || strings.Contains(err.Error(), "Sesame") || strings.Contains(archive.Shown(bad), "Sesame") {
			t.Errorf("%s: %v, shown as %s", bad, err, archive.Shown(bad))
		}
	}
}
