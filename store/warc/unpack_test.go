package warc

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
	"onrecord/store/warc/zipped"
)

// pack makes a container as other programs do: compressed, with sizes behind.
func pack(t testing.TB, change func(*zip.Writer), files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(z)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unpack(b []byte) (*WACZ, error) { return OpenWACZ(bytes.NewReader(b), int64(len(b))) }

func TestOpenWACZ(t *testing.T) {
	w, err := unpack(pack(t, nil, "archive/a.warc.gz", "A", "archive/b.warc", "B", "pages/pages.jsonl", "{}", "datapackage.json",
		fmt.Sprintf(`{"resources":[{"path":"archive/a.warc.gz","hash":"%s"}]}`, digest(sha256Of("A")))))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"archive/a.warc.gz", "archive/b.warc"}, w.Files()); diff != "" {
		t.Error(diff)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	r, err := w.Open("archive/b.warc")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(r); err != nil || string(b) != "B" {
		t.Errorf("%q %v", b, err)
	}
	w, err = unpack(pack(t, nil, "archive/a.warc.gz", "changed", "datapackage.json",
		fmt.Sprintf(`{"resources":[{"path":"archive/a.warc.gz","hash":"%s"}]}`, digest(sha256Of("A")))))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Check(); err == nil {
		t.Error("a changed file has the sum of the one before")
	}
	for name, b := range map[string][]byte{"empty": nil, "no zip": []byte("WARC/1.1"), "no warc": pack(t, nil, "a.txt", "a")} {
		if _, err := unpack(b); err == nil {
			t.Errorf("%s opens", name)
		}
	}
}

// TestFault25WACZDigest: what is signed holds all of its WARC files, and a digest that does
// not fit is refused, signed or not; one of another form says nothing.
func TestFault25WACZDigest(t *testing.T) {
	listed := fmt.Sprintf(`{"resources":[{"path":"archive/a.warc.gz","hash":"%s"}]}`, digest(sha256Of("A")))
	sum, other := digest(sha256Of(listed)), digest(sha256Of("other"))
	const plain, signed = `{"path":"datapackage.json","hash":"%s"}`, `{"path":"datapackage.json","hash":"%[1]s","signedData":{"hash":"%[1]s","domain":"example.org"}}`
	for name, c := range map[string]struct {
		digest string
		more   []string
		fits   bool
	}{
		"signed":                 {fmt.Sprintf(signed, sum), nil, true},
		"signed, a file added":   {fmt.Sprintf(signed, sum), []string{"archive/b.warc", "B"}, false},
		"signed, another":        {fmt.Sprintf(signed, other), nil, false},
		"unsigned":               {fmt.Sprintf(plain, sum), nil, true},
		"unsigned, a file added": {fmt.Sprintf(plain, sum), []string{"archive/b.warc", "B"}, true},
		"unsigned, another":      {fmt.Sprintf(plain, other), nil, false},
		"of another form":        {`{}`, nil, true},
		"damaged":                {`{"path":`, nil, false},
	} {
		w, err := unpack(pack(t, nil, append(c.more, "archive/a.warc.gz", "A", "datapackage.json", listed, "datapackage-digest.json", c.digest)...))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Check(); (err == nil) != c.fits {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFault25WACZ: zip slip, absolute paths, links, twins, encryption, overlaps and
// bombs are refused before anything is read.
func TestFault25WACZ(t *testing.T) {
	const warc = "archive/a.warc.gz"
	header := func(h *zip.FileHeader) func(*zip.Writer) {
		return func(z *zip.Writer) {
			w, err := z.CreateHeader(h)
			if err == nil && !strings.HasSuffix(h.Name, "/") {
				_, err = io.WriteString(w, "/etc/passwd")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	link := &zip.FileHeader{Name: "archive/l.warc.gz"}
	link.SetMode(os.ModeSymlink | 0o777)
	device := &zip.FileHeader{Name: "archive/d.warc.gz"}
	device.SetMode(os.ModeDevice | 0o777)
	cases := map[string][]byte{
		"a link":    pack(t, header(link), warc, "A"),
		"a device":  pack(t, header(device), warc, "A"),
		"twins":     pack(t, nil, warc, "A", "Archive/a.warc.gz", "B"),
		"encrypted": pack(t, header(&zip.FileHeader{Name: "e", Flags: 1}), warc, "A"),
		"a bomb": pack(t, func(z *zip.Writer) {
			w, err := z.Create("archive/bomb.warc")
			if err == nil {
				_, err = io.Copy(w, zeros(bombSize+bombSize/2))
			}
			if err != nil {
				t.Fatal(err)
			}
		}, warc, "A"),
		"too many": pack(t, func(z *zip.Writer) {
			for i := range maxEntries {
				if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
					t.Fatal(err)
				}
			}
		}, warc, "A"),
		"a method that nobody knows": pack(t, func(z *zip.Writer) {
			if _, err := z.CreateRaw(&zip.FileHeader{Name: "m", Method: 99}); err != nil {
				t.Fatal(err)
			}
		}, warc, "A"),
		"sizes that disagree": pack(t, func(z *zip.Writer) {
			if _, err := z.CreateRaw(&zip.FileHeader{Name: "s", Method: zip.Store, UncompressedSize64: 9}); err != nil {
				t.Fatal(err)
			}
		}, warc, "A"),
		"overlapping entries": overlapping(t),
	}
	for _, name := range []string{"../../etc/cron.d/x", "/etc/passwd", `archive\..\..\x`, "a/../../b", "C:/x", "a\x00b", "./a", "a//b", ".."} {
		cases["the name "+name] = pack(t, nil, warc, "A", name, "x")
	}
	for name, b := range cases {
		if _, err := unpack(b); err == nil || strings.Contains(err.Error(), "holds no archive") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// overlapping is a container two of whose entries are one run of bytes.
func overlapping(t *testing.T) []byte {
	b := pack(t, nil, "archive/a.warc.gz", "A", "archive/b.warc.gz", "A")
	i := bytes.LastIndex(b, []byte("archive/b.warc.gz")) - 46 // its line in the directory
	copy(b[i+42:i+46], []byte{0, 0, 0, 0})                    // where its header is
	copy(b[i+46:], "archive/b.warc.gz")
	if _, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestPackage: our own container is of the strict form, opens as anybody's, and its
// index, pages and datapackage say what is in it.
func TestPackage(t *testing.T) {
	dir := t.TempDir()
	p, err := NewPackage(dir, Options{Software: "onrecord/test", Now: at(1000)}, func(c store.Capture) string { return "title of " + c.URL })
	if err != nil {
		t.Fatal(err)
	}
	for i, url := range []string{"https://z.example.org/", "https://a.example.org/", "https://m.example.org/"} {
		if err := p.Capture(answered(int64(i+1), url, 200, longText+url)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Capture(answered(4, "https://gone.example.org/", 404, "no")); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zipped.NewWriter(&out, time.Time{})
	resources, err := p.AddTo(z)
	if err != nil {
		t.Fatal(err)
	}
	d := p.Describe("t", "", at(1000))
	d.Resources = resources
	if err := AddDatapackage(z, d); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("files stay behind: %v %v", left, err)
	}
	strict, err := zipped.Open(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) []byte {
		b, err := io.ReadAll(strict.Section(name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	pages := strings.Split(strings.TrimSpace(string(read("pages/pages.jsonl"))), "\n")
	if len(pages) != 4 || !strings.Contains(pages[1], `"url":"https://z.example.org/","ts":"2024-05-06T07:08:01Z","title":"title of https://z.example.org/"`) {
		t.Errorf("%q", pages)
	}
	index := lines(t, read("indexes/index.cdx.gz"))
	if len(index) != 4 || !strings.HasPrefix(index[0], "org,example,a)/ 20240506070802000 ") || !strings.HasPrefix(index[3], "org,example,z)/ ") {
		t.Errorf("%q", index)
	}
	idx := string(read("indexes/index.idx"))
	if want := `!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"}` + "\norg,example,a)/ 20240506070802000 {\"offset\":0,\"length\":" +
		fmt.Sprint(len(read("indexes/index.cdx.gz"))) + `,"digest":"` + digest(sha256.Sum256(read("indexes/index.cdx.gz"))) + `","filename":"index.cdx.gz"}` + "\n"; idx != want {
		t.Errorf("%s\n%s", idx, want)
	}
	for _, l := range index {
		line, err := ParseLine(l)
		if err != nil {
			t.Fatal(err)
		}
		member := read("archive/data.warc.gz")[line.Offset : line.Offset+line.Length]
		if digest(sha256.Sum256(member)) != line.RecordDigest {
			t.Errorf("%s leads elsewhere", l)
		}
	}
	w, err := unpack(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	if !strings.Contains(string(read("datapackage.json")), `"wacz_version": "1.1.1"`) || !strings.Contains(string(read("datapackage.json")), `"mainPageUrl": "https://z.example.org/"`) ||
		string(read("datapackage-digest.json")) != `{"hash":"`+digest(sha256.Sum256(read("datapackage.json")))+`","path":"datapackage.json"}` {
		t.Errorf("%s %s", read("datapackage.json"), read("datapackage-digest.json"))
	}
}

func lines(t *testing.T, b []byte) []string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// TestSorter: lines come back in order, also when they do not fit in memory.
func TestSorter(t *testing.T) {
	s := sorter{dir: t.TempDir()}
	const n = 3000
	filler := strings.Repeat("x", 20_000)
	for i := range n {
		if err := s.add(fmt.Sprintf("%08x %s", crc32.ChecksumIEEE([]byte(fmt.Sprint(i))), filler)); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.runs) < 2 {
		t.Errorf("%d files; the test is too small", len(s.runs))
	}
	last, count := "", 0
	if err := s.each(func(l string) error {
		if l < last || len(l) != 9+len(filler) {
			t.Fatalf("%.9s after %.9s", l, last)
		}
		last, count = l, count+1
		return nil
	}); err != nil || count != n {
		t.Errorf("%d lines, %v", count, err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

func FuzzWACZ(f *testing.F) {
	f.Add(pack(f, nil, "archive/a.warc.gz", "A", "datapackage.json", `{"resources":[{"path":"archive/a.warc.gz","hash":"sha256:00"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		w, err := unpack(b)
		if err != nil {
			return
		}
		_ = w.Check()
		for _, name := range w.Files() {
			if !strings.HasPrefix(name, "archive/") || path.Clean(name) != name || !filepath.IsLocal(name) {
				t.Errorf("%q", name)
			}
			if r, err := w.Open(name); err == nil {
				_, _ = io.Copy(io.Discard, io.LimitReader(r, 1<<20))
				_ = r.Close()
			}
		}
	})
}
