package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (s *served) status(path string) int {
	s.t.Helper()
	res, err := http.Get(s.base + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode
}

// TestFault80ArchiveGoesUnderTheServer: it is noticed, and nothing of the old one is shown.
func TestFault80ArchiveGoesUnderTheServer(t *testing.T) {
	for name, do := range map[string]func(file string) error{
		"removed": os.Remove,
		"replaced": func(file string) error {
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if err := os.WriteFile(file+".new", b, 0o600); err != nil {
				return err
			}
			return os.Rename(file+".new", file)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := serveArchive(t)
			if got := s.status("/healthz"); got != http.StatusOK {
				t.Fatalf("at first it answers %d", got)
			}
			if err := do(filepath.Join(s.desk.archive, "onrecord.db")); err != nil {
				t.Fatal(err)
			}
			for end := time.Now().Add(20 * time.Second); s.status("/healthz") == http.StatusOK && time.Now().Before(end); {
				time.Sleep(50 * time.Millisecond)
			}
			for _, path := range []string{"/healthz", "/", "/api/v1/posts/x:1"} {
				if got := s.status(path); got != http.StatusServiceUnavailable {
					t.Errorf("%s answers %d", path, got)
				}
			}
		})
	}
}

// TestFault81SlowReadersOfALargeBody: each holds a piece of it, and others are answered.
func TestFault81SlowReadersOfALargeBody(t *testing.T) {
	d := newDesk(t)
	d.web.set("/p", `<html lang="en"><head><title>A page</title></head><body><article><h1>A page</h1><p>`+strings.Repeat("The quick brown fox says nothing here. ", 20)+`</p></article></body></html>`)
	d.ok(append([]string{"capture", d.base + "/p"}, fetching...)...)
	st, err := sqlite.Open(t.Context(), d.archive, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	body := make([]byte, 31<<20)
	_, _ = rand.New(rand.NewSource(1)).Read(body) // never fails
	id, _, err := st.Record(t.Context(), store.Capture{URL: "https://a.example/film", Method: "GET", StartedAt: time.Now(), Status: 200, Outcome: store.OutcomeOK, Robots: "none", Body: body, BodySHA256: sumOfTest(body), RawSHA256: sumOfTest(body), BodyLength: int64(len(body)), RawLength: int64(len(body))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	s := startServer(t, d)
	path := fmt.Sprintf("/api/v1/captures/%d/body", id)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	const readers = 40
	for range readers {
		c, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", strings.TrimPrefix(s.base, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, strings.TrimPrefix(s.base, "http://"))
		if _, err := io.ReadFull(c, make([]byte, 64<<10)); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if each := (int64(after.HeapInuse) - int64(before.HeapInuse)) / readers; each > 3<<20 {
		t.Errorf("a slow reader holds %d kB", each>>10)
	}
	res, err := http.Get(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil || sumOfTest(got) != sumOfTest(body) {
		t.Errorf("another reader is given %d bytes, %v", len(got), err)
	}
}

// TestLookupNeedsNotWrite: an archive that cannot be written is looked up as it stands.
func TestLookupNeedsNotWrite(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "posts.jsonl")
	if err := os.WriteFile(file, []byte(servedPosts), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "posts", file)
	run := spoilAt(t, d.archive, []string{d.archive, filepath.Join(d.archive, "onrecord.db"), filepath.Join(d.archive, "onrecord.db-wal"), filepath.Join(d.archive, "onrecord.db-shm")}, "pwrite64,ftruncate,fallocate", "ENOSPC", "1+", "lookup", "We will never close the northern ferry line", "--no-translate")
	if run.code != exit.Done || !strings.Contains(run.said, "verbatim") {
		t.Errorf("exit %d, %s %s", run.code, run.said, run.stderr)
	}
}

func sumOfTest(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b)) }
