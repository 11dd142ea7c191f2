package sqlite

import (
	"context"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T, dir string, now func() time.Time) store.Store {
		d, err := Open(t.Context(), dir, Options{Create: true, Now: now, ConfirmAfter: storetest.ConfirmAfter})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { untampered(t, dir) })
		return d
	})
}

// untampered: whatever happened to an archive, its log agrees with it.
func untampered(t *testing.T, dir string) {
	t.Helper()
	r := verified(t, dir, proof.Options{})
	for _, f := range append(r.Faults, r.Missing...) {
		if !strings.Contains(f.What, "signed note") { // the contract's checkpoints are none
			t.Errorf("verify: %s", f)
		}
	}
}

func verified(t *testing.T, dir string, o proof.Options) proof.Report {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	d, err := Open(ctx, dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	r, err := proof.Verify(ctx, d, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
