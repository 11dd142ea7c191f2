package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// TestRunsBeginWithTheHeadAndTheBeacon: a run's first leaf carries the head before
// it and what the beacon says; a beacon that fails stops nothing and is on record.
func TestRunsBeginWithTheHeadAndTheBeacon(t *testing.T) {
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(`{"round":12,"randomness":"beef"}` + "\n"))
	}))
	defer s.Close()
	d := newDesk(t)
	d.ok("init", "--beacon", s.URL)
	d.ok("run", "--allow-private")
	status = http.StatusTeapot
	if code, out := d.run("run", "--allow-private"); code != exit.Done || !strings.Contains(out, "the beacon: ") {
		t.Errorf("a beacon that fails: %d %s", code, out)
	}
	// Without leave to ask private addresses it is not asked.
	if code, out := d.run("run"); code != exit.Done || !strings.Contains(out, "not a public address") && !strings.Contains(out, "only web ports") {
		t.Errorf("a beacon on loopback: %d %s", code, out)
	}
	runs := runLeaves(t, d.archive)
	if len(runs) != 3 {
		t.Fatalf("%d runs on record", len(runs))
	}
	if b := runs[0].Beacon; b == nil || b.Value != `{"round":12,"randomness":"beef"}` || b.URL != s.URL || b.Error != "" {
		t.Errorf("the beacon on record: %+v", b)
	}
	if b := runs[1].Beacon; b == nil || b.Value != "" || !strings.Contains(b.Error, "418") {
		t.Errorf("the beacon that failed, on record: %+v", b)
	}
	for _, r := range runs {
		if r.Size != r.Index || len(r.Root) != 44 {
			t.Errorf("the head before a run: %+v", r)
		}
	}
}

func runLeaves(t *testing.T, dir string) (out []proof.Run) {
	t.Helper()
	st, err := sqlite.Open(t.Context(), dir, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Entries(t.Context(), 0, func(e store.LogEntry) error {
		var r proof.Run
		if e.Kind == store.RunLeaf {
			err := json.Unmarshal(e.Record, &r)
			out = append(out, r)
			return err
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}
