package postgres

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
	"onrecord/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

// TestContract holds PostgreSQL to what SQLite is held to. An archive's directory stands
// for a database.
func TestContract(t *testing.T) {
	var mu sync.Mutex
	bases := map[string]string{}
	storetest.Run(t, func(t *testing.T, dir string, now func() time.Time) storetest.Engine {
		mu.Lock()
		defer mu.Unlock()
		if bases[dir] == "" {
			bases[dir] = postgrestest.Address(t)
		}
		d, err := Open(t.Context(), bases[dir], filepath.Join(dir, "media"), sqlite.Options{Create: true, Now: now, ConfirmAfter: storetest.ConfirmAfter})
		if err != nil {
			t.Fatal(err)
		}
		return d
	})
}
