package postgres

import (
	"context"
	"testing"

	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
)

// TestTurnsOutlastTheDatabase: a turn that is given back while the database is down is free
// once it is up, and whose end was lost keeps nobody of its own worker waiting.
func TestTurnsOutlastTheDatabase(t *testing.T) {
	server := postgrestest.Require(t)
	address, err := server.Database(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d, err := Open(t.Context(), address, t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	f, err := OpenFleet(t.Context(), address, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Pool.Close()
	ctx, cancel := context.WithTimeout(t.Context(), turnMost*3/4) // by then a turn is not over by itself
	defer cancel()
	one, other := f.Turns("one"), f.Turns("other")
	for range 2 { // the second time as if the first had not been heard of
		if _, err := one.Take(ctx, "paper.example"); err != nil {
			t.Fatal(err)
		}
	}
	server.Kill()
	given := make(chan struct{})
	go func() {
		one.Give("paper.example", 0)
		close(given)
	}()
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	<-given
	if _, err := other.Take(ctx, "paper.example"); err != nil {
		t.Errorf("after it was given back: %v", err)
	}
}
