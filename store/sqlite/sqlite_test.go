package sqlite

import (
	"context"
	"testing"
	"time"

	"onrecord/store/proof"
	"onrecord/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T, dir string, now func() time.Time) storetest.Engine {
		d, err := Open(t.Context(), dir, Options{Create: true, Now: now, ConfirmAfter: storetest.ConfirmAfter})
		if err != nil {
			t.Fatal(err)
		}
		return d
	})
}

func verified(t *testing.T, dir string, o proof.Options) proof.Report {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	d, err := Open(ctx, dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	r, err := proof.Verify(ctx, proof.ArchiveOf(d), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
