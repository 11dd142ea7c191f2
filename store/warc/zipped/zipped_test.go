package zipped

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// files are what the tests put into a container, in this order.
var files = []struct{ name, text string }{
	{"archive/data.warc.gz", "not really"},
	{"empty", ""},
	{"pages/pages.jsonl", "{}\n"},
	{"B-1_2.json", strings.Repeat("many\x00bytes ", 1000)},
}

func container(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := NewWriter(&b, time.Time{})
	for _, f := range files {
		if _, err := z.AddBytes(f.name, []byte(f.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(b []byte) (*Reader, error) { return Open(bytes.NewReader(b), int64(len(b))) }

func TestRoundTrip(t *testing.T) {
	b := container(t)
	z, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range z.Entries() {
		r, err := z.OpenEntry(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || e.Name != files[i].name || string(got) != files[i].text {
			t.Errorf("%s: %q %v", e.Name, got, err)
		}
	}
	if len(z.Entries()) != len(files) {
		t.Errorf("%d entries", len(z.Entries()))
	}
	if err := z.Check(); err != nil {
		t.Error(err)
	}
	if _, err := z.OpenEntry("absent"); err == nil {
		t.Error("an absent entry opens")
	}
	if !bytes.Equal(b, container(t)) {
		t.Error("the same entries make another container")
	}
}

// TestOthersRead: programs that are not ours read what we write.
func TestOthersRead(t *testing.T) {
	b := container(t)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || f.Name != files[i].name || string(got) != files[i].text {
			t.Errorf("%s: %q %v", f.Name, got, err)
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to ask as well")
	}
	name := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), python, "-m", "zipfile", "-t", name).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Done testing") {
		t.Errorf("%s %v", out, err)
	}
}

// TestEveryByte: whatever byte is changed, and wherever the file is cut or grows, it
// is found.
func TestEveryByte(t *testing.T) {
	b := container(t)
	found := func(b []byte) bool {
		z, err := open(b)
		if err == nil {
			err = z.Check()
		}
		if err != nil && !errors.Is(err, ErrForm) {
			t.Errorf("not an ErrForm: %v", err)
		}
		return err != nil
	}
	for i := range b {
		for _, flip := range []byte{1, 0x80, 0xff} {
			b[i] ^= flip
			if !found(b) {
				t.Errorf("byte %d of %d flipped by %x is not found", i, len(b), flip)
			}
			b[i] ^= flip
		}
	}
	for n := range b {
		if !found(b[:n]) {
			t.Errorf("cut at %d of %d is not found", n, len(b))
		}
	}
	for _, c := range [][]byte{append(slices.Clone(b), 0), append([]byte{0}, b...), append(slices.Clone(b), b...)} {
		if !found(c) {
			t.Error("more bytes are not found")
		}
	}
}

// TestFault25Names: names that would leave the folder, or meet another's file, are
// neither written nor read.
func TestFault25Names(t *testing.T) {
	for _, name := range []string{
		"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "a/.", `a\b`, "C:a", "a\x00b", "a b", "é", ".hidden", "end.",
		strings.Repeat("n", MaxName+1),
	} {
		z := NewWriter(io.Discard, time.Time{})
		if _, err := z.AddBytes(name, nil); err == nil {
			t.Errorf("%q is written", name)
		}
		if err := z.Close(); err == nil {
			t.Errorf("%q: a container with an error is closed", name)
		}
		if _, err := open(foreign(t, name)); !errors.Is(err, ErrForm) {
			t.Errorf("%q is read: %v", name, err)
		}
	}
	for _, pair := range [][2]string{{"a", "a"}, {"a", "A"}, {"a", "a/b"}, {"a/b", "a"}, {"x/y/z", "x/Y"}} {
		z := NewWriter(io.Discard, time.Time{})
		if _, err := z.AddBytes(pair[0], nil); err != nil {
			t.Fatal(err)
		}
		if _, err := z.AddBytes(pair[1], nil); err == nil {
			t.Errorf("%q is written beside %q", pair[1], pair[0])
		}
		if _, err := open(foreign(t, pair[:]...)); !errors.Is(err, ErrForm) {
			t.Errorf("%q is read: %v", pair, err)
		}
	}
}

// foreign is a container of our form but for its names.
func foreign(t *testing.T, names ...string) []byte {
	t.Helper()
	var b, dir []byte
	for _, n := range names {
		e := Entry{Name: n, Offset: int64(len(b) + localSize + len(n))}
		b = append(b, e.local()...)
		dir = append(dir, e.central()...)
	}
	return append(append(b, dir...), end(len(names), int64(len(dir)), int64(len(b)))...)
}

// TestFault25Foreign: what archive/zip writes otherwise is refused.
func TestFault25Foreign(t *testing.T) {
	link := &zip.FileHeader{Name: "link", Method: zip.Store}
	link.SetMode(os.ModeSymlink | 0o777)
	for name, h := range map[string]*zip.FileHeader{
		"compressed":    {Name: "a", Method: zip.Deflate},
		"link":          link,
		"size behind":   {Name: "a", Method: zip.Store},
		"entry comment": {Name: "a", Method: zip.Store, Comment: "c"},
		"extra field":   {Name: "a", Method: zip.Store, Extra: []byte{1, 2, 0, 0}},
		"folder":        {Name: "a/"},
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(h.Name, "/") {
			if _, err := w.Write([]byte("/etc/passwd")); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := open(b.Bytes()); !errors.Is(err, ErrForm) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFault25Overlap: entries that share bytes, and a number of entries without end,
// are refused before memory is taken.
func TestFault25Overlap(t *testing.T) {
	e := Entry{Name: "a", Offset: localSize + 1}
	twin := Entry{Name: "b", Offset: localSize + 1}
	b := e.local()
	dir := append(e.central(), twin.central()...)
	b = append(append(b, dir...), end(2, int64(len(dir)), int64(len(b)))...)
	if _, err := open(b); !errors.Is(err, ErrForm) {
		t.Errorf("overlapping entries: %v", err)
	}
	if _, err := open(end(MaxEntries+1, 0, 0)); !errors.Is(err, ErrForm) {
		t.Errorf("too many entries: %v", err)
	}
}

// sparse is a file of zeros with a few written parts.
type sparse struct {
	size  int64
	parts map[int64][]byte
}

func (s sparse) ReadAt(p []byte, at int64) (int, error) {
	clear(p)
	for from, b := range s.parts {
		for i := range p {
			if j := at + int64(i) - from; j >= 0 && j < int64(len(b)) {
				p[i] = b[j]
			}
		}
	}
	if at+int64(len(p)) > s.size {
		return int(max(s.size-at, 0)), io.EOF
	}
	return len(p), nil
}

// TestZIP64: an entry over 4 GiB, one that begins behind it, and 65,535 entries.
func TestZIP64(t *testing.T) {
	big := Entry{Name: "big", Size: 5 << 30}
	big.Offset = int64(len(big.local()))
	after := Entry{Name: "after", Size: 3, CRC32: 0x352441c2}
	after.Offset = big.Offset + big.Size + int64(len(after.local()))
	dirAt := after.Offset + after.Size
	dir := append(big.central(), after.central()...)
	last := end(2, int64(len(dir)), dirAt)
	s := sparse{dirAt + int64(len(dir)+len(last)), map[int64][]byte{
		0: big.local(), after.start(): after.local(), after.Offset: []byte("abc"), dirAt: dir, dirAt + int64(len(dir)): last,
	}}
	z, err := Open(s, s.size)
	if err != nil || len(z.Entries()) != 2 || z.Entries()[1] != after {
		t.Fatalf("%+v %v", z, err)
	}
	other, err := zip.NewReader(s, s.size)
	if err != nil || other.File[0].UncompressedSize64 != 5<<30 {
		t.Fatalf("archive/zip: %v", err)
	}
	r, err := other.File[1].Open()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != "abc" {
		t.Errorf("archive/zip reads %q %v", got, err)
	}

	var b bytes.Buffer
	w := NewWriter(&b, time.Time{})
	for i := range most16 {
		if _, err := w.AddBytes(fmt.Sprintf("n%d", i), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if z, err := open(b.Bytes()); err != nil || len(z.Entries()) != most16 {
		t.Errorf("65,535 entries: %v", err)
	}
	if other, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil || len(other.File) != most16 {
		t.Errorf("65,535 entries in archive/zip: %v", err)
	}
}

// changing gives other bytes at each reading.
type changing struct{ *bytes.Reader }

func (c *changing) Seek(at int64, whence int) (int64, error) {
	c.Reader = bytes.NewReader([]byte(fmt.Sprint(c.Len())))
	return c.Reader.Seek(at, whence)
}

func TestChangedBetween(t *testing.T) {
	z := NewWriter(io.Discard, time.Time{})
	if _, err := z.Add("a", &changing{bytes.NewReader([]byte("a long text"))}); err == nil {
		t.Error("bytes that change between two readings pass")
	}
	if _, err := z.AddBytes("b", nil); err == nil {
		t.Error("it goes on after an error")
	}
}

func FuzzOpen(f *testing.F) {
	b := container(f)
	f.Add(b)
	f.Add(end(0, 0, 0))
	f.Add(binary.LittleEndian.AppendUint32(nil, 0x06054b50))
	f.Fuzz(func(t *testing.T, b []byte) {
		z, err := open(b)
		if err != nil || z.Check() != nil {
			return
		}
		var again bytes.Buffer
		w := NewWriter(&again, time.Time{})
		for _, e := range z.Entries() {
			if _, err := w.Add(e.Name, z.Section(e.Name)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil || !bytes.Equal(again.Bytes(), b) {
			t.Errorf("what is read makes another container: %v", err)
		}
	})
}
