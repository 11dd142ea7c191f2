package postgres

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"onrecord/store"
	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
)

// TestDueAgain: a source that somebody makes due, in SQL and without the archive's lock,
// just when a look at it is written back, stays due.
func TestDueAgain(t *testing.T) {
	address := postgrestest.Address(t)
	d, err := Open(t.Context(), address, filepath.Join(t.TempDir(), "media"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	due := time.UnixMilli(1_700_000_000_000).UTC()
	s, err := d.AddSource(t.Context(), store.Source{Kind: store.SourcePage, URL: "https://a.example/", NextDue: due})
	if err != nil {
		t.Fatal(err)
	}
	connect := func() *pgx.Conn {
		t.Helper()
		c, err := pgx.Connect(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close(context.WithoutCancel(t.Context())) })
		return c
	}
	other, err := connect().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := due.Add(time.Second)
	if _, err := other.Exec(t.Context(), `UPDATE source SET next_due = $1`, again.UnixMilli()); err != nil {
		t.Fatal(err)
	}
	looked := s
	looked.NextDue = due.Add(time.Hour)
	done := make(chan error, 1)
	go func() { done <- d.NoteLook(t.Context(), s, looked) }()
	for look, waits := connect(), 0; waits == 0; {
		if err := look.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'transactionid'`).Scan(&waits); err != nil {
			t.Fatal(err)
		}
	}
	if err := other.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if now, err := d.Source(t.Context(), s.ID); err != nil || !now.NextDue.Equal(again) {
		t.Errorf("due at %s, made due at %s meanwhile, %v", now.NextDue, again, err)
	}
}
