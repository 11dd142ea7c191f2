package sqlite

import (
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T, dir string, now func() time.Time) store.Store {
		d, err := Open(t.Context(), dir, Options{Create: true, Now: now, ConfirmAfter: storetest.ConfirmAfter})
		if err != nil {
			t.Fatal(err)
		}
		return d
	})
}
