package bucket

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"

	"onrecord/store/bucket/buckettest"
)

func opened(t *testing.T, s buckettest.Store, at string) *Bucket {
	t.Helper()
	b, err := Open(s.Address(at))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func put(t *testing.T, b *Bucket, what []byte) string {
	t.Helper()
	sum := sumOf(what)
	if err := b.Put(t.Context(), sum, int64(len(what)), bytes.NewReader(what)); err != nil {
		t.Fatal(err)
	}
	return sum
}

// TestKept: bytes come back as they went, under their sums and the prefix, also big ones;
// what is not there is told from what cannot be read.
func TestKept(t *testing.T) {
	s := buckettest.New(t)
	b := opened(t, s, "kept/a/desk")
	for name, what := range map[string][]byte{"short": []byte("\x89PNG"), "big": bytes.Repeat([]byte("0123456789abcdef"), 17<<16)} {
		sum := put(t, b, what)
		put(t, b, what) // a second time
		r, n, err := b.Get(t.Context(), sum)
		if err != nil {
			t.Fatal(name, err)
		}
		got, err := io.ReadAll(r)
		if err = errors.Join(err, r.Close()); err != nil || n != int64(len(what)) || !bytes.Equal(got, what) {
			t.Errorf("%s: %d of %d bytes, %v", name, len(got), n, err)
		}
		if _, err := s.Objects.HeadObject("kept", "a/desk/"+sum[:2]+"/"+sum); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	missing := sumOf([]byte("missing"))
	if _, _, err := b.Get(t.Context(), missing); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if has, err := b.Has(t.Context(), missing); has || err != nil {
		t.Error(has, err)
	}
	none := opened(t, s, "none")
	if _, err := none.Has(t.Context(), missing); err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no such bucket") {
		t.Errorf("a bucket that is not there: %v", err)
	}
	s.Server.Close()
	if _, _, err := b.Get(t.Context(), missing); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a store that is down: %v", err)
	}
}

// TestCutOff: an upload that breaks off leaves nothing, and is made anew.
func TestCutOff(t *testing.T) {
	s := buckettest.New(t)
	b := opened(t, s, "kept")
	what := bytes.Repeat([]byte("x"), 1<<20)
	sum := sumOf(what)
	if err := b.Put(t.Context(), sum, int64(len(what)), bytes.NewReader(what[:1000])); err == nil {
		t.Error("half of the bytes were taken for all")
	}
	if has, err := b.Has(t.Context(), sum); has || err != nil {
		t.Error(has, err)
	}
	put(t, b, what)
	if has, err := b.Has(t.Context(), sum); !has || err != nil {
		t.Error(has, err)
	}
}

// TestRemoved: what is removed is gone from a bucket that keeps versions too, and need not
// have been there.
func TestRemoved(t *testing.T) {
	s := buckettest.New(t)
	if err := s.Objects.SetVersioningConfiguration("kept", gofakes3.VersioningConfiguration{Status: gofakes3.VersioningEnabled}); err != nil {
		t.Fatal(err)
	}
	b := opened(t, s, "kept/p")
	sum, other := put(t, b, []byte("erase this")), put(t, b, []byte("keep this"))
	for range 2 {
		if err := b.Remove(t.Context(), sum); err != nil {
			t.Fatal(err)
		}
	}
	left, err := s.Objects.ListBucketVersions("kept", &gofakes3.Prefix{}, &gofakes3.ListBucketVersionsPage{})
	if err != nil || len(left.Versions) != 1 || left.Versions[0].GetVersionID() == "" {
		t.Errorf("%+v, %v", left, err)
	}
	if has, err := b.Has(t.Context(), other); !has || err != nil {
		t.Error(has, err)
	}
}

// TestStoreFails: an error of the store is none that means that the bytes are gone.
func TestStoreFails(t *testing.T) {
	s := buckettest.New(t)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Trim(r.URL.Path, "/") != "kept" {
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	defer s.Server.Close()
	b := opened(t, s, "kept")
	if has, err := b.Has(t.Context(), sumOf(nil)); has || err == nil {
		t.Error(has, err)
	}
	if err := b.Remove(t.Context(), sumOf(nil)); err == nil {
		t.Error("it was removed")
	}
}

// TestAddress: an address that is none says what to give.
func TestAddress(t *testing.T) {
	buckettest.New(t)
	for _, address := range []string{"s3://", "s3://key:secret@kept/p", "s3://kept?endpiont=https://a.example", "s3://kept/%zz", "s3://kept?endpoint=https://a.example/path"} {
		if _, err := Open(address); err == nil || !strings.Contains(err.Error(), "give --media-dir s3://") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
	b, err := Open("s3://kept/p")
	if err != nil || b.String() != "s3://kept/p at s3.amazonaws.com" {
		t.Error(b, err)
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "")
	if _, err := Open("s3://kept/p"); err == nil || !strings.Contains(err.Error(), "AWS_SECRET_ACCESS_KEY") {
		t.Error(err)
	}
}
