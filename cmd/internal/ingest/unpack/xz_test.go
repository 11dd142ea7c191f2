package unpack

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
)

// TestXZ: a file packed with xz is read as what it is, and one that breaks off is said to.
func TestXZ(t *testing.T) {
	want := strings.Repeat("{\"id\":1,\"text\":\"größer\"}\n", 5000)
	var b bytes.Buffer
	w, err := xz.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, want); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	read := func(b []byte) (string, error) {
		name := filepath.Join(t.TempDir(), "posts.jsonl.xz")
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		var got []byte
		err := Find(t.Context(), name, nil, func(g Group) error {
			r, err := g.Files[0].Open()
			if err != nil {
				return err
			}
			defer r.Close()
			got, err = io.ReadAll(r)
			return err
		})
		return string(got), err
	}
	if got, err := read(b.Bytes()); err != nil || got != want {
		t.Errorf("%d bytes of %d, %v", len(got), len(want), err)
	}
	if _, err := read(b.Bytes()[:b.Len()/2]); err == nil {
		t.Error("a file that breaks off is read without a word")
	}
	// Its header asks for a dictionary of 4 GiB: it is none that it makes us take.
	huge := bytes.Clone(b.Bytes())
	huge[16] = 40
	if _, err := read(huge); err == nil {
		t.Error("a header that its sum does not fit is taken")
	}
}
