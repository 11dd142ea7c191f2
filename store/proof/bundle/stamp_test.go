package bundle_test

import (
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/proof/stamp/stamptest"
)

// TestFault74UnknownAuthority: whoever makes himself a time-stamp authority, with whatever
// name, has anchored nothing, as the archive, the bundle and both verifiers see it.
func TestFault74UnknownAuthority(t *testing.T) {
	p := startPython(t)
	m := newMaker(t, newKey(t, proof.NewOrigin()))
	m.fill("The words.")
	c, err := m.checkpoint(t.Context())
	no(t, err)
	m.stampAt(stamptest.New(t, stamptest.Options{Name: "DigiCert Trusted Timestamping"}), c, m.now, "https://other.example/")
	if r, err := proof.Verify(t.Context(), proof.ArchiveOf(m.DB), proof.Options{Stamp: checkStamp}); err != nil || r.State != proof.Unknown || r.Anchored != 0 || r.Stamped != r.Leaves {
		t.Errorf("the archive: %+v, %v", r, err)
	}
	r := p.both(m.bundle(0), proof.Options{})
	if r.State != proof.Unknown || r.Anchored != 0 || r.Stamped != r.Leaves || len(r.Bad) > 0 {
		t.Errorf("the bundle: %+v", r)
	}
	m.stamp(stamptest.New(t, stamptest.Options{}), c)
	if r := p.both(m.bundle(0), proof.Options{}); r.State != proof.Valid {
		t.Errorf("with a known one beside it: %+v", r)
	}
}

// TestFault74StampOlderThanItCovers: no stamp is older than what it covers, however much one
// believes its authority; what files and third parties say of the time does not count.
func TestFault74StampOlderThanItCovers(t *testing.T) {
	p := startPython(t)
	for name, c := range map[string]struct {
		ago time.Duration
		bad bool
	}{"half an hour": {30 * time.Minute, false}, "a month": {30 * 24 * time.Hour, true}} {
		t.Run(name, func(t *testing.T) {
			m := newMaker(t, newKey(t, proof.NewOrigin()))
			m.capture("x:1", "The words.", nil)
			imported(m)
			head, err := m.checkpoint(t.Context())
			no(t, err)
			a := stamptest.New(t, stamptest.Options{})
			believe(a.Root)
			m.stampAt(a, head, m.now.Add(-c.ago), "https://tsa.example/")
			of, err := proof.Verify(t.Context(), proof.ArchiveOf(m.DB), proof.Options{Stamp: checkStamp})
			no(t, err)
			for _, r := range []proof.Report{of, p.both(m.bundle(0), proof.Options{})} {
				if c.bad != (len(r.Bad) == 1 && r.State == proof.Unanchored && strings.Contains(r.Bad[0].What, "one of the clocks lies")) || !c.bad && r.State != proof.Valid {
					t.Errorf("%+v", r)
				}
			}
		})
	}
}

// imported is a capture out of a file whose date is yet to come.
func imported(m *maker) {
	m.capture("x:2", "Words out of a file.", func(c *store.Capture, _ *store.Observation) {
		c.Endpoint, c.Relay, c.StartedAt, c.FinishedAt = "warc", "file.warc", m.now.Add(20*time.Hour), m.now.Add(20*time.Hour)
	})
}
