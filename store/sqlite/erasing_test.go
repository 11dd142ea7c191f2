package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// TestErasureBrokenOff: where onrecord is killed between an erasure's commit and the
// removal of its files, the next one that opens the archive takes them off the disk, and
// nothing that the archive names.
func TestErasureBrokenOff(t *testing.T) {
	dir := t.TempDir()
	now := time.Date(2025, 11, 12, 12, 0, 0, 0, time.UTC)
	d := open(t, dir, Options{Create: true, Now: func() time.Time { return now }})
	sums := map[string]string{}
	for id, picture := range map[string]string{"1": "erased", "2": "kept", "3": "theirs"} {
		o := observation(id, "The words of "+id)
		if _, _, err := d.Record(t.Context(), store.Capture{URL: o.URL, StartedAt: now, Body: []byte("secret words of " + id)}, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
		m, err := d.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/" + id, Document: o.Document, StartedAt: now},
			store.Medium{Document: o.Document, URL: "https://a.example/" + id, Type: "image/png"}, []byte(picture))
		if err != nil {
			t.Fatal(err)
		}
		sums[picture] = m.SHA256
	}
	if err := d.write(t.Context(), func(tx *tx) error { // all that Forget does in its transaction
		e := eraser{tx: tx, now: now}
		doc, err := findDocument(t.Context(), tx, "x:1")
		for _, step := range []func() error{
			func() error { return e.erase(t.Context(), doc) }, func() error { return e.bury(t.Context(), doc, "a court") },
			func() error { return e.log(t.Context(), doc, "a court") },
			func() error { e.files = append(e.files, sums["kept"]); return e.leave(t.Context()) },
		} {
			if err == nil {
				err = step()
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, Options{})
	if !d.HasMedium(sums["erased"]) {
		t.Fatal("the file is gone before its time")
	}
	if err := d.FinishErasing(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.HasMedium(sums["erased"]) || !d.HasMedium(sums["kept"]) || !d.HasMedium(sums["theirs"]) {
		t.Errorf("erased %v, kept %v, another's %v", d.HasMedium(sums["erased"]), d.HasMedium(sums["kept"]), d.HasMedium(sums["theirs"]))
	}
	if b, err := os.ReadFile(filepath.Join(dir, fileName)); err != nil || strings.Contains(string(b), "secret words of 1") || !strings.Contains(string(b), "secret words of 2") {
		t.Errorf("the words on the disk: %v", err)
	}
	if s, err := d.Setting(t.Context(), erasingSetting); s != "" || err != nil {
		t.Errorf("it is still to be done: %q, %v", s, err)
	}
	if r := verified(t, dir, proof.Options{}); len(r.Faults)+len(r.Missing) > 0 {
		t.Errorf("afterwards: %+v", r)
	}
	if err := d.write(t.Context(), func(tx *tx) error {
		_, err := tx.ExecContext(t.Context(), `INSERT INTO setting (name, value) VALUES (?, '["../onrecord.db"]')`, erasingSetting)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.FinishErasing(t.Context()); err == nil {
		t.Error("a path is taken for a sum")
	}
}
