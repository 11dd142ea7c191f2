package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store/proof"
	"onrecord/store/storetest"
)

// signed makes an archive as storetest.Signed fills it.
func signed(t *testing.T, dir string) (proof.Signer, string) {
	t.Helper()
	now := time.Date(2025, 11, 11, 12, 0, 0, 0, time.UTC)
	d := open(t, dir, Options{Create: true, Now: func() time.Time { return now }, Collector: proof.Collector{Host: "here", Software: "onrecord"}})
	return storetest.Signed(t, d, now)
}

// TestFault62: what is done to the database behind onrecord's back is found, and
// the item is named.
func TestFault62TamperedRows(t *testing.T) {
	dir := t.TempDir()
	signed(t, dir)
	if r := verified(t, dir, proof.Options{}); r.State != proof.Unanchored || r.Captures != 4 || r.Signed != r.Leaves {
		t.Fatalf("untouched: %+v", r)
	}
	for _, c := range []struct{ name, sql, want string }{
		{"a capture's row deleted", `DELETE FROM reading WHERE capture = 3; DELETE FROM capture WHERE id = 3`, "capture 3: it was taken out"},
		{"a leaf deleted", `DELETE FROM leaf WHERE idx = 2`, "leaf 2: it is missing"},
		{"a capture and its leaf deleted", `DELETE FROM leaf WHERE idx = 2; DELETE FROM capture WHERE id = 2`, "leaf 2: it is missing"},
		{"the tail cut", `DELETE FROM leaf WHERE idx > 3; DELETE FROM node WHERE number > 6`, "its end was cut off"},
		{"two leaves swapped", `UPDATE leaf SET idx = 99 WHERE idx = 1; UPDATE leaf SET idx = 1 WHERE idx = 2; UPDATE leaf SET idx = 2 WHERE idx = 99`, "leaf 1 (capture 2): it says that it is number 2"},
		{"two captures swapped", `UPDATE capture SET id = 99 WHERE id = 1; UPDATE capture SET id = 1 WHERE id = 2; UPDATE capture SET id = 2 WHERE id = 99`, "capture 1: what the archive shows of it is not what its record says: target"},
		{"a capture without a leaf", `INSERT INTO capture SELECT 77, run, source, document, door, relay, method, url, final_url, request_header, hops, status, header, raw_sha256, raw_length, raw_blob, body_sha256, body_length, truncated, started_at, finished_at, server_date, remote_addr, tls, robots, outcome, error, authority, recorded_at FROM capture WHERE id = 1`, "capture 77: the log has no record"},
		{"a time", `UPDATE capture SET started_at = started_at - 60000 WHERE id = 1`, "capture 1: what the archive shows of it is not what its record says: times"},
		{"a status", `UPDATE capture SET status = 404 WHERE id = 1`, "its record says: HTTP"},
		{"a header that is no JSON", `UPDATE capture SET header = '{' WHERE id = 1`, "capture 1: "},
		{"an outcome", `UPDATE capture SET outcome = 'failed' WHERE id = 4`, "capture 4: what the archive shows of it is not what its record says: outcome"},
		{"the record", `UPDATE leaf SET record = CAST(replace(CAST(record AS TEXT), '200', '201') AS BLOB) WHERE idx = 1`, "leaf 1 (capture 1): the tree's hashes"},
		{"a node", `UPDATE node SET hash = zeroblob(32) WHERE number = 0`, "leaf 0 (key): the tree's hashes"},
		{"the bytes", `UPDATE blob SET bytes = CAST('other bytes' AS BLOB), encoding = '' WHERE sha256 = (SELECT body_sha256 FROM capture WHERE id = 1)`, "capture 1: "},
		{"the bytes as received", `UPDATE blob SET bytes = CAST('other bytes' AS BLOB), encoding = '' WHERE sha256 = (SELECT raw_blob FROM capture WHERE id = 1)`, "capture 1: "},
		{"a certificate", `UPDATE blob SET bytes = CAST('another' AS BLOB), encoding = '' WHERE CAST(bytes AS TEXT) = 'a certificate'`, "capture 1: a certificate: "},
		{"the bytes deleted", `DELETE FROM blob WHERE sha256 = (SELECT body_sha256 FROM capture WHERE id = 1)`, "capture 1: its bytes"},
		{"the words", `UPDATE version SET content = json_set(content, '$.Text', 'other words'), text = 'other words' WHERE id = 1`, "version 1 of x:1: its words are not those"},
		{"the words and their hash", `UPDATE version SET hash = (SELECT hash FROM version WHERE id = 2), content = (SELECT content FROM version WHERE id = 2), text = 'B' WHERE id = 1`, "version 1 of x:1: its words are not those"},
		{"the words, their hash and the reading", `UPDATE version SET hash = (SELECT hash FROM version WHERE id = 2), content = (SELECT content FROM version WHERE id = 2), text = 'B' WHERE id = 1; UPDATE reading SET hash = (SELECT hash FROM version WHERE id = 2) WHERE capture = 1`, "capture 1: what was read from it"},
		{"the words that the search sees", `UPDATE version SET text = 'other words' WHERE id = 1`, "version 1 of x:1: the words that the search sees"},
		{"a version deleted", `DELETE FROM change WHERE version = 3; DELETE FROM reading WHERE version = 3; DELETE FROM version WHERE id = 3`, "capture 3: what was read from it"},
		{"the author", `UPDATE document SET author_handle = 'somebody' WHERE name = 'x:1'`, `document x:1: no capture says that its author's handle is "somebody"`},
		{"the time that is claimed", `UPDATE document SET published_at = 1 WHERE name = 'x:1'`, `document x:1: no capture says that its time`},
		{"a tombstone deleted", `DELETE FROM tombstone`, "document x:2: its tombstone"},
		{"a tombstone taken back", `UPDATE tombstone SET confirmed_at = NULL`, "document x:2: its tombstone"},
		{"a signature", `UPDATE checkpoint SET note = substr(note, 1, length(note) - 10) || CASE substr(note, -10, 1) WHEN 'A' THEN 'B' ELSE 'A' END || substr(note, -9)`, "checkpoint of 8 leaves: "},
		{"a checkpoint moved", `UPDATE checkpoint SET size = 3`, "checkpoint of 3 leaves: it signs 8"},
		{"erased without a record", `INSERT INTO forgotten VALUES (1, 0); UPDATE version SET text = '', title = '', content = '{}' WHERE document = 1`, "its words were erased and no record says why"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := copyOf(t, dir)
			tamper(t, bad, c.sql)
			r := verified(t, bad, proof.Options{})
			if r.State != proof.Tampered && !(r.State == proof.Incomplete && c.name == "the bytes deleted") {
				t.Errorf("state %s", r.State)
			}
			var said []string
			for _, f := range append(r.Faults, r.Missing...) {
				said = append(said, f.String())
			}
			if !strings.Contains(strings.Join(said, "\n"), c.want) {
				t.Errorf("want %q, got\n%s", c.want, strings.Join(said, "\n"))
			}
		})
	}
}

// copyOf copies an archive.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// tamper changes a database as somebody with a tool of their own would.
func tamper(t *testing.T, dir, script string) {
	t.Helper()
	tamperFile(t, filepath.Join(dir, fileName), script)
}

func tamperFile(t *testing.T, file, script string) {
	t.Helper()
	q, err := sql.Open("sqlite", "file:"+file+"?_pragma=foreign_keys(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	if _, err := q.ExecContext(t.Context(), script); err != nil {
		t.Fatal(err)
	}
}

// TestFault62TailCut: with all that points at it gone too, only an older head
// tells that the end of the log was cut off.
func TestFault62TailCut(t *testing.T) {
	dir := t.TempDir()
	_, head := signed(t, dir)
	tamper(t, dir, `DELETE FROM checkpoint; DELETE FROM leaf WHERE idx > 3; DELETE FROM node WHERE number > 6; DELETE FROM change WHERE capture = 4;
		DELETE FROM tombstone WHERE capture = 4; DELETE FROM capture WHERE id = 4`)
	if r := verified(t, dir, proof.Options{}); r.State != proof.Tampered || !strings.Contains(r.Faults[0].What, "no record says") {
		t.Errorf("without a head, the document's rows left as they were: %+v", r)
	}
	r := verified(t, dir, proof.Options{Head: head})
	if r.State != proof.Tampered || len(r.Faults) != 3 || !strings.Contains(r.Faults[0].What, "covers 8 leaves, the log has 4") {
		t.Errorf("against the head: %+v", r)
	}
}

// TestFault63: a log written anew and signed with the right key is found by a head
// that somebody kept.
func TestFault63WrittenAnew(t *testing.T) {
	_, head := signed(t, t.TempDir())
	dir := t.TempDir()
	key, _ := signed(t, dir) // the same captures, another key and other leaves
	if r := verified(t, dir, proof.Options{}); r.State != proof.Unanchored {
		t.Errorf("by itself: %+v", r)
	}
	r := verified(t, dir, proof.Options{Head: head})
	if r.State != proof.Tampered || !strings.Contains(r.Faults[0].What, "written anew") {
		t.Errorf("against a kept head: %+v", r)
	}
	r = verified(t, dir, proof.Options{Keys: []string{key.Public()}})
	if r.State != proof.Unanchored {
		t.Errorf("by its own key: %+v", r)
	}
	other, err := proof.CreateKey(filepath.Join(t.TempDir(), "key"), key.Name())
	if err != nil {
		t.Fatal(err)
	}
	r = verified(t, dir, proof.Options{Keys: []string{other.Public()}})
	if r.State != proof.Tampered || !strings.Contains(r.Faults[0].What, "no known key") {
		t.Errorf("by another key: %+v", r)
	}
}

// TestVerifyAfterForget: an archive that was forgotten from is whole.
func TestVerifyAfterForget(t *testing.T) {
	dir := t.TempDir()
	key, _ := signed(t, dir)
	d := open(t, dir, Options{})
	if _, err := d.Forget(t.Context(), "x:1", "a court said so"); err != nil {
		t.Fatal(err)
	}
	storetest.Sign(t, d, key)
	if r := verified(t, dir, proof.Options{}); r.State != proof.Unanchored || r.Signed != r.Leaves {
		t.Errorf("after forgetting: %+v", r)
	}
	b, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil || strings.Contains(string(b), "body of A") || strings.Contains(string(b), "A, edited") {
		t.Errorf("the words are still on the disk: %v", err)
	}
}

func copyOfFile(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	to := filepath.Join(t.TempDir(), filepath.Base(file))
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// TestStripped: a log that names a key and has lost every signature passes for no sound
// one, and never for one that a given key signed.
func TestStripped(t *testing.T) {
	dir := t.TempDir()
	key, head := signed(t, dir)
	other, _ := signed(t, t.TempDir())
	if r := verified(t, dir, proof.Options{Head: head}); r.State != proof.Unanchored || r.Head != proof.HeadAgrees {
		t.Errorf("whole: %+v", r)
	}
	tamper(t, dir, `DELETE FROM checkpoint`)
	r := verified(t, dir, proof.Options{Head: head})
	if r.State != proof.Incomplete || r.Head != proof.HeadAgrees || len(r.Missing) != 1 || !strings.Contains(r.Missing[0].What, "not one signature") {
		t.Errorf("stripped: %+v", r)
	}
	for _, k := range []proof.Signer{key, other} {
		if r := verified(t, dir, proof.Options{Keys: []string{k.Public()}}); r.State != proof.Stranger {
			t.Errorf("held to the key %s: %+v", k.Public(), r)
		}
	}
}
