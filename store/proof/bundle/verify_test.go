package bundle_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/store"
	"onrecord/store/proof"
)

// TestBothAgree: untouched bundles, as both verifiers see them.
func TestBothAgree(t *testing.T) {
	p := startPython(t)
	m, b := reference(t, "The words.")
	if r := p.both(b, proof.Options{}); r.State != proof.Valid || r.Captures != 10 || r.Anchored != r.Leaves || len(r.Bad) > 0 {
		t.Errorf("untouched: %+v", r)
	}
	t.Log(len(b), "bytes")
	for i, head := range m.notes {
		if r := p.both(b, proof.Options{Head: head, Keys: m.keys}); r.State != proof.Valid {
			t.Errorf("against head %d: %+v", i, r)
		}
	}
}

// TestNoUTF8: a server's bytes that are no UTF-8 make nobody a forger.
func TestNoUTF8(t *testing.T) {
	p := startPython(t)
	m := newMaker(t, newKey(t, proof.NewOrigin()))
	m.capture("x:1", "words", func(c *store.Capture, _ *store.Observation) {
		c.Header["X-Caf\xe9"] = []string{"caf\xe9\x00\u2028"}
		c.Hops = []store.Hop{{URL: "https://a.example/\xff", Location: "\xfe", Header: map[string][]string{"A": {"\xff"}}}}
		c.Error, c.FinalURL = "bad \xff", "https://a.example/\xfe"
	})
	b := m.bundle(0)
	if r, err := proof.Verify(t.Context(), proof.ArchiveOf(m.DB), proof.Options{}); err != nil || r.State != proof.Unanchored {
		t.Errorf("the archive: %v %+v", err, r)
	}
	if r := p.both(b, proof.Options{}); r.State != proof.Unanchored {
		t.Errorf("the bundle: %+v", r)
	}
}

// TestOthersWordsBesideItsOwn: a document of which a file says otherwise than its home is as
// valid in a bundle as any, which shows the home's words.
func TestOthersWordsBesideItsOwn(t *testing.T) {
	p := startPython(t)
	m := newMaker(t, newKey(t, proof.NewOrigin()))
	m.capture("x:1", "words", nil)
	m.capture("x:1", "others", func(c *store.Capture, _ *store.Observation) { c.Authority = store.AuthorityImport })
	if vs, err := m.DB.Aside(t.Context(), "x:1"); err != nil || len(vs) != 1 {
		t.Fatal(vs, err)
	}
	if r := p.both(m.bundle(0), proof.Options{}); r.State != proof.Unanchored || len(r.Faults) > 0 {
		t.Errorf("%+v", r)
	}
}

// TestRelayedWordsPutForward: a keeper who makes a relay's words the home's, and puts the new rows'
// sums on record and signs them, makes no bundle that passes: the capture's record says whose
// word it was.
func TestRelayedWordsPutForward(t *testing.T) {
	p := startPython(t)
	m := newMaker(t, newKey(t, proof.NewOrigin()))
	m.capture("x:1", "passed on", func(c *store.Capture, _ *store.Observation) { c.Authority = store.AuthorityRelay })
	if r := p.both(m.bundle(0), proof.Options{}); r.State != proof.Unanchored {
		t.Errorf("as it was recorded: %+v", r)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(m.dir, "onrecord.db")+"?_pragma=busy_timeout(5000)")
	no(t, err)
	_, err = db.ExecContext(t.Context(), `UPDATE version SET authority = ''; UPDATE document SET authority = ''`)
	no(t, err)
	doc, _, err := m.StatedAt(t.Context(), "x:1")
	no(t, err)
	all, err := m.DocumentRows(t.Context(), doc)
	no(t, err)
	state, err := all[doc].State()
	no(t, err)
	leaf, err := m.Append(t.Context(), store.StateLeaf, "", func(index int64) ([]byte, error) {
		return proof.Encode(proof.States{Head: proof.NewHead(store.StateLeaf, index, m.now), States: []proof.DocumentState{state}})
	})
	no(t, err)
	_, err = db.ExecContext(t.Context(), `UPDATE document SET leaf = ?`, leaf)
	no(t, errors.Join(err, db.Close()))
	r := p.both(m.bundle(0), proof.Options{})
	if r.State != proof.Tampered || len(r.Faults) != 1 || !strings.Contains(r.Faults[0].What, "no record says that the home showed them") {
		t.Errorf("%+v", r)
	}
}
