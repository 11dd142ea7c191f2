package sqlite

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"onrecord/store"
)

// TestDamagedRowIsAnError: what cannot be read of a document is said, whatever table it
// stands in.
func TestDamagedRowIsAnError(t *testing.T) {
	for _, damage := range []string{`UPDATE version SET content = '{'`, `UPDATE capture SET hops = '['`} {
		dir := filepath.Join(t.TempDir(), "archive")
		d := open(t, dir, Options{Create: true})
		o := store.Observation{Document: "x:1", Kind: store.Post, Content: store.Content{Text: "One."}}
		if _, _, err := d.Record(t.Context(), store.Capture{Outcome: store.OutcomeOK, StartedAt: time.Unix(1, 0)}, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
		if err := d.write(t.Context(), func(tx *tx) error { return tx.script(t.Context(), damage) }); err != nil {
			t.Fatal(err)
		}
		if _, err := d.DocumentViews(t.Context(), []store.DocumentID{"x:1"}, 1); err == nil || errors.Is(err, store.ErrNotFound) {
			t.Errorf("after %s: %v", damage, err)
		}
	}
}
