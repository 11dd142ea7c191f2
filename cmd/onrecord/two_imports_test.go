package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTwoImportsOfOneFile: two processes that take one file in at the same time leave
// what one of them would: nothing twice, and no leaf more in the log.
func TestTwoImportsOfOneFile(t *testing.T) {
	var posts, warc strings.Builder
	for i := range int64(300) {
		fmt.Fprintf(&posts, `{"id":"%d","platform":"x","author_handle":"sample","text":"Pier %d stays open.","posted_at":"2025-11-11T12:00:00Z","versions":[{"text":"Pier %d is open.","seen_at":"2025-11-11T12:10:00Z"}]%s}`+"\n",
			1988393441999593891+i<<22, i, i, map[bool]string{true: `,"gone_at":"2025-12-13T10:00:00Z"`}[i%3 == 0])
		page := fmt.Sprintf("<html><head><title>Pier %d</title></head><body><article><p>Pier %d stays open until the ferries have come back from the islands, says the harbour's master.</p></article></body></html>", i, i)
		answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page), page)
		fmt.Fprintf(&warc, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\nWARC-Target-URI: https://paper.example/pier/%d\r\nWARC-Date: 2025-11-12T10:%02d:%02dZ\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			i, i, i/60, i%60, len(answer), answer)
	}
	dir := t.TempDir()
	for kind, text := range map[string]string{"posts": posts.String(), "warc": warc.String()} {
		t.Run(kind, func(t *testing.T) {
			file, want := filepath.Join(dir, kind), ""
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			for n := 1; n <= 2; n++ {
				archive := filepath.Join(t.TempDir(), "archive")
				cmds, said := make([]*exec.Cmd, n), make([]bytes.Buffer, n)
				for i := range cmds {
					cmds[i] = child(t, "import", kind, file, "--no-link", "--archive", archive)
					cmds[i].Stdout, cmds[i].Stderr = &said[i], &said[i]
				}
				for _, c := range cmds {
					if err := c.Start(); err != nil {
						t.Fatal(err)
					}
				}
				var err error
				for _, c := range cmds {
					err = errors.Join(err, c.Wait())
				}
				if err != nil {
					t.Fatalf("%v: %s", err, said[0].String())
				}
				got := counts(t, archive)
				if n == 1 {
					want = got
				}
				if got != want || !strings.HasPrefix(got, "300 ") {
					t.Errorf("%d at once: %s, want %s", n, got, want)
				}
			}
		})
	}
}

// counts are how many captures, leaves, versions and so on an archive has.
func counts(t *testing.T, archive string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(archive, "onrecord.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var out []string
	for _, table := range []string{"capture", "leaf", "document", "version", "reading", "tombstone", "change"} {
		var n int64
		if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(n, " ", table))
	}
	return strings.Join(out, ", ")
}
