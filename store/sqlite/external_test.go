package sqlite

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// removedOnce are media whose first file is removed as soon as it is put, as another process
// does that put the same one and came to nothing.
type removedOnce struct {
	store.MediaFiles
	done bool
}

func (m *removedOnce) Put(ctx context.Context, sum string, size int64, r io.Reader) error {
	err := m.MediaFiles.Put(ctx, sum, size, r)
	if err == nil && !m.done {
		m.done = true
		err = m.Remove(ctx, sum)
	}
	return err
}

func randomBytes(n int, seed byte) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{seed}).Read(b)
	return b
}

func pageCapture(id store.DocumentID, at int64, body []byte) store.Capture {
	return store.Capture{Method: "GET", Endpoint: "page", URL: "https://example.org/", Document: id, Outcome: store.OutcomeOK, StartedAt: time.Unix(1_800_000_000+at, 0), Body: body}
}

func notice(id, words string) store.Observation {
	return store.Observation{Document: store.DocumentID("x:" + id), Kind: store.Post, URL: "https://x.com/a/status/" + id, Authority: store.AuthorityOrigin, Content: store.Content{Text: words}}
}

// filesOf are the files with the media.
func filesOf(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, mediaDir, "??", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func soundNow(t *testing.T, d *DB) {
	t.Helper()
	r, err := proof.Verify(t.Context(), proof.ArchiveOf(d), proof.Options{})
	if err != nil || len(r.Faults)+len(r.Missing) > 0 {
		t.Errorf("%+v %+v %v", r.Faults, r.Missing, err)
	}
}

// TestFilesThatAreRemovedMeanwhile: the file of a body, or of a picture, that somebody else
// removed after we put it is kept nevertheless.
func TestFilesThatAreRemovedMeanwhile(t *testing.T) {
	body := randomBytes(400<<10, 7)
	for name, keep := range map[string]func(*DB) error{
		"a body": func(d *DB) error {
			_, _, err := d.Record(t.Context(), pageCapture("x:1", 0, body), []store.Observation{notice("1", "The words.")})
			return err
		},
		"a picture": func(d *DB) error {
			if _, _, err := d.Record(t.Context(), pageCapture("x:1", 0, []byte("short")), []store.Observation{notice("1", "The words.")}); err != nil {
				return err
			}
			_, err := d.KeepMedium(t.Context(), store.Capture{Method: "GET", Endpoint: "media", URL: "https://example.org/a.png", Outcome: store.OutcomeOK, StartedAt: time.Unix(1_800_000_001, 0)},
				store.Medium{Document: "x:1", URL: "https://example.org/a.png", Type: "image/png"}, body)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Open(t.Context(), t.TempDir(), Options{Create: true})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			d.media = &removedOnce{MediaFiles: d.media}
			if err := keep(d); err != nil {
				t.Fatal(err)
			}
			if b, err := d.bytes(t.Context(), sha(body)); err != nil || !bytes.Equal(b, body) {
				t.Errorf("%d bytes are left, %v", len(b), err)
			}
			soundNow(t, d)
		})
	}
}

// before are media to which something is done before each file is put.
type before struct {
	store.MediaFiles
	do func()
}

func (m before) Put(ctx context.Context, sum string, size int64, r io.Reader) error {
	m.do()
	return m.MediaFiles.Put(ctx, sum, size, r)
}

// TestOneBodyFromTwoProcesses: both keep what they saw, though both found that the bytes were
// not there yet.
func TestOneBodyFromTwoProcesses(t *testing.T) {
	for name, body := range map[string][]byte{"large": randomBytes(400<<10, 3), "large until it is packed": bytes.Repeat([]byte("words and more "), 30_000)} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			one, err := Open(t.Context(), dir, Options{Create: true})
			if err != nil {
				t.Fatal(err)
			}
			defer one.Close()
			other, err := Open(t.Context(), dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer other.Close()
			record := func(d *DB, id string) {
				c := pageCapture(store.DocumentID("x:"+id), 0, body)
				c.Raw = randomBytes(300<<10, 4) // is put after the body was looked for
				if _, _, err := d.Record(t.Context(), c, []store.Observation{notice(id, "The words of "+id)}); err != nil {
					t.Errorf("%s: %v", id, err)
				}
			}
			one.media = before{one.media, sync.OnceFunc(func() { record(other, "2") })}
			record(one, "1")
			if b, err := one.bytes(t.Context(), sha(body)); err != nil || !bytes.Equal(b, body) {
				t.Errorf("%d bytes are left, %v", len(b), err)
			}
			soundNow(t, one)
		})
	}
}

// TestLostFileComesBack: where the file of a body was lost, the same bytes put it back.
func TestLostFileComesBack(t *testing.T) {
	dir, body := t.TempDir(), randomBytes(400<<10, 8)
	d, err := Open(t.Context(), dir, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for i := range int64(2) {
		if _, _, err := d.Record(t.Context(), pageCapture("x:1", i, body), []store.Observation{notice("1", "The words.")}); err != nil {
			t.Fatal(err)
		}
		if files := filesOf(t, dir); len(files) != 1 {
			t.Fatalf("look %d: %v", i+1, files)
		} else if i == 0 {
			if err := os.Remove(files[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
	soundNow(t, d)
}

// TestForgetLeavesWhatOthersShow: a file that is the body of a page and another document's
// picture stays when the page's words are forgotten.
func TestForgetLeavesWhatOthersShow(t *testing.T) {
	dir, body := t.TempDir(), randomBytes(400<<10, 9)
	d, err := Open(t.Context(), dir, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for i, id := range []string{"1", "2"} {
		if _, _, err := d.Record(t.Context(), pageCapture(store.DocumentID("x:"+id), int64(i), []byte("short "+id)), []store.Observation{notice(id, "The words of "+id)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := d.Record(t.Context(), pageCapture("x:1", 2, body), []store.Observation{notice("1", "The words of 1")}); err != nil {
		t.Fatal(err)
	}
	c := store.Capture{Method: "GET", Endpoint: "media", URL: "https://example.org/a.png", Outcome: store.OutcomeOK, StartedAt: time.Unix(1_800_000_009, 0)}
	if _, err := d.KeepMedium(t.Context(), c, store.Medium{Document: "x:2", URL: "https://example.org/a.png", Type: "image/png"}, body); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Forget(t.Context(), "x:1", "a court said so"); err != nil {
		t.Fatal(err)
	}
	if b, err := d.OpenMedium(t.Context(), sha(body)); err != nil || !bytes.Equal(b, body) {
		t.Errorf("the other's picture: %d bytes, %v", len(b), err)
	}
}
