package postgres

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/store/postgres/postgrestest"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// TestDump: what pg_dump wrote while the archive is open, and pg_restore put into another
// database, is the archive: the same rows, as valid, and written on.
func TestDump(t *testing.T) {
	s := postgrestest.Require(t)
	from, err := s.Database(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	to, err := s.Database(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	media := filepath.Join(t.TempDir(), "media")
	a, err := Open(t.Context(), from, media, sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	fill(t, a)
	file := filepath.Join(t.TempDir(), "archive.dump")
	for _, cmd := range [][]string{
		{"pg_dump", "--format=custom", "--file=" + file, from},
		{"pg_restore", "--no-owner", "--exit-on-error", "--dbname=" + to, file},
	} {
		if out, err := exec.Command(filepath.Join(s.Bin(), cmd[0]), cmd[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", cmd[0], err, out)
		}
	}
	b, err := Open(t.Context(), to, media, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	r, err := proof.Verify(t.Context(), proof.ArchiveOf(b), proof.Options{})
	if err != nil || len(r.Faults)+len(r.Missing) > 0 || r.Leaves == 0 {
		t.Errorf("verify: %+v, %v", r, err)
	}
	var dumps []map[string][]string
	for _, d := range []*sqlite.DB{a, b} {
		file := filepath.Join(t.TempDir(), "onrecord.db")
		if _, err := d.Backup(t.Context(), file, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		dumps = append(dumps, dump(t, filepath.Dir(file)))
	}
	if diff := cmp.Diff(dumps[0], dumps[1]); diff != "" {
		t.Errorf("what was restored differs:\n%s", diff)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	if _, err := b.Forget(t.Context(), "x:1", "a court said so"); err != nil {
		t.Error(err)
	}
}
