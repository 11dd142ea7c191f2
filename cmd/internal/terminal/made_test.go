package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"onrecord/store"
)

// TestErasedNamesWhoQuotes: twenty of those that quote what was erased are named and the
// rest counted, on the terminal and in JSON; of nobody nothing is said.
func TestErasedNamesWhoQuotes(t *testing.T) {
	for n, c := range map[int]struct{ named, more int }{0: {0, 0}, 20: {20, 0}, 23: {20, 3}} {
		var e store.Erasure
		for i := range n {
			e.Quoting = append(e.Quoting, store.DocumentAddress{ID: store.DocumentID(fmt.Sprintf("x:%d", i)), URL: fmt.Sprintf("https://x.example/a\x1b/%d", i)})
		}
		var said, wire bytes.Buffer
		if err := (Printer{Out: &said}).Erased("x:99", e); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(said.String(), "https://x.example/"); got != c.named || strings.Contains(said.String(), "\x1b") {
			t.Errorf("%d of %d are named: %q", got, n, said.String())
		}
		if got := strings.Contains(said.String(), fmt.Sprintf("and %d more", c.more)); got != (c.more > 0) {
			t.Errorf("of %d the rest is counted: %v", n, got)
		}
		if err := (Printer{Out: &wire, JSON: true}).Erased("x:99", e); err != nil {
			t.Fatal(err)
		}
		var got struct {
			By []struct {
				Document, URL string
			} `json:"quoted_by"`
			More int `json:"quoted_by_more"`
		}
		if err := json.Unmarshal(wire.Bytes(), &got); err != nil || got.By == nil || len(got.By) != c.named || got.More != c.more {
			t.Errorf("in JSON of %d: %v %s", n, err, wire.String())
		}
	}
}
