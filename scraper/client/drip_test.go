package client

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// TestFault16And78ADrippingHostIsLeftAlone: bodies that do not end in time count as failures,
// though their heads come at once.
func TestFault16And78ADrippingHostIsLeftAlone(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, ".")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	}, Options{Timeout: 50 * time.Millisecond})
	for range failuresMost {
		if c, _ := fetch(t, f, base+"/a"); c.Outcome != store.OutcomeFailed {
			t.Fatalf("%s %q", c.Outcome, c.Error)
		}
	}
	if c, _ := fetch(t, f, base+"/a"); c.Outcome != store.OutcomeBlocked || !strings.Contains(c.Error, "left alone until") {
		t.Errorf("%s %q", c.Outcome, c.Error)
	}
}
