package sqlite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/storetest"
)

// TestRowsThatNoCaptureMakes: whoever changes rows and puts their sums on record as the program
// itself does, and has it all signed with the right key, is found out by what the captures on
// record make of them.
func TestRowsThatNoCaptureMakes(t *testing.T) {
	dir := t.TempDir()
	key, _ := signed(t, dir)
	d := open(t, dir, Options{Now: func() time.Time { return time.Date(2025, 11, 12, 12, 0, 0, 0, time.UTC) }})
	for i, by := range []store.Authority{store.AuthorityRelay, store.AuthorityImport} {
		o := store.Observation{Document: "x:1", Kind: store.Post, URL: "https://evil.example/1", Author: store.Author{Handle: "a"}, Content: store.Content{Text: fmt.Sprint("never said ", i)}}
		c := store.Capture{Method: "GET", URL: o.URL, Document: "x:1", Authority: by, Outcome: store.OutcomeOK, StartedAt: time.Date(2025, 11, 11, 13, i, 0, 0, time.UTC), Body: []byte{byte(i)}}
		if _, _, err := d.Record(t.Context(), c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	storetest.Sign(t, d, key)
	d.Close()
	if r := verified(t, dir, proof.Options{Keys: []string{key.Public()}}); r.State != proof.Unanchored || r.Made != 2 {
		t.Fatalf("untouched: %+v", r)
	}
	for name, c := range map[string]struct{ script, want string }{
		"a relay's words as the home's":     {`UPDATE version SET authority = '' WHERE authority = 'relay'`, "document x:1: its versions are not"},
		"words that were aside as the last": {`UPDATE version SET seq = 9 WHERE seq = -1`, "document x:1: its versions are not"},
		"an earlier version as the last":    {`UPDATE version SET seq = seq + 100 WHERE document = 1 AND seq > 0; UPDATE version SET seq = 103 - seq WHERE seq > 100`, "document x:1: its versions are not"},
		"a time moved":                      {`UPDATE version SET first_seen = first_seen - 86400000, valid_from = valid_from - 86400000 WHERE seq = 1`, "its versions are not"},
		"an end that nobody saw":            {`INSERT INTO tombstone (document, how, detail, capture, first_missed, confirmed_at, confirmed_by) SELECT 1, 'deleted', '', 3, 1762863000000, 1762863000000, 3`, "document x:1: its tombstones are not"},
		"an end by another voice":           {`UPDATE tombstone SET authority = 'import'`, "document x:2: its tombstones are not"},
		"a return that nobody saw":          {`UPDATE tombstone SET closed_at = first_missed + 1000`, "document x:2: its tombstones are not"},
		"an address that an import gave":    {`UPDATE document SET url = 'https://evil.example/1' WHERE name = 'x:1'`, "document x:1: its author, address or times are not"},
		"when it was seen first":            {`UPDATE document SET first_seen = first_seen - 86400000`, "its author, address or times are not"},
		"another's name":                    {`INSERT INTO alias VALUES ('x:9', 1)`, "document x:1: its names are not"},
		"a change that was none":            {`INSERT INTO change (at, kind, document, capture, version, how, detail) SELECT at, 'edited', document, capture, version, how, detail FROM change WHERE id = 1`, "its changes are not"},
		"a change taken out":                {`DELETE FROM change WHERE kind = 'edited'`, "document x:1: its changes are not"},
		"a relation":                        {`INSERT INTO relation VALUES (1, 'quotes', 'x:2')`, "document x:1: its relations are not"},
		"that it is nobody's statement":     {`UPDATE document SET context = 1 WHERE name = 'x:1'`, "document x:1: its author, address or times are not"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := copyOf(t, dir)
			tamper(t, bad, c.script)
			d := open(t, bad, Options{})
			if err := d.write(t.Context(), func(tx *tx) error { return d.logStates(t.Context(), tx) }); err != nil {
				t.Fatal(err)
			}
			storetest.Sign(t, d, key)
			d.Close()
			r := verified(t, bad, proof.Options{Keys: []string{key.Public()}})
			var said []string
			for _, f := range r.Faults {
				said = append(said, f.String())
			}
			if got := strings.Join(said, "\n"); r.State != proof.Tampered || !strings.Contains(got, c.want) {
				t.Errorf("%s, want %q, got\n%s", r.State, c.want, got)
			}
		})
	}
}
