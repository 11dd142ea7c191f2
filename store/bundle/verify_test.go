package bundle_test

import (
	"testing"

	"onrecord/store/evidence"
)

// TestBothAgree: untouched bundles, as both verifiers see them.
func TestBothAgree(t *testing.T) {
	p := startPython(t)
	m, b := reference(t, "The words.")
	if r := p.both(b, evidence.Options{}); r.State != evidence.Valid || r.Captures != 10 || r.Anchored != r.Leaves || len(r.Bad) > 0 {
		t.Errorf("untouched: %+v", r)
	}
	t.Log(len(b), "bytes")
	for i, head := range m.notes {
		if r := p.both(b, evidence.Options{Head: head, Keys: m.keys}); r.State != evidence.Valid {
			t.Errorf("against head %d: %+v", i, r)
		}
	}
}
