package warc_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"onrecord/store/warc"
)

// arcFile is one as the Internet Archive's description has it: records of the first and of
// the second version.
func arcFile() []string {
	about := "1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
	page := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Größer als 3,5 Millionen</p>\r\n\r\n"
	later := "HTTP/1.1 404 Not Found\r\n\r\ngone"
	name := "town.example. 300 IN A 1.2.3.4"
	return []string{
		fmt.Sprintf("filedesc://town.arc 0.0.0.0 20010203040506 text/plain %d\n%s", len(about), about),
		fmt.Sprintf("\nhttp://town.example/a 1.2.3.4 20010203040507 text/html %d\n%s", len(page), page),
		fmt.Sprintf("\ndns:town.example 8.8.8.8 20010203040508 text/dns %d\n%s", len(name), name),
		fmt.Sprintf("\nhttp://town.example/b 1.2.3.4 20010203040509 text/html 404 - - 123 town.arc %d\n%s\n", len(later), later),
	}
}

// TestARC: an ARC file gives the records that a WARC file would, plain and packed record by
// record.
func TestARC(t *testing.T) {
	plain := []byte(strings.Join(arcFile(), ""))
	var packed bytes.Buffer
	for _, r := range arcFile() {
		w := gzip.NewWriter(&packed)
		if _, err := io.WriteString(w, r); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"warcinfo filedesc://town.arc 2001-02-03 04:05:06 76",
		"response http://town.example/a 2001-02-03 04:05:07 81 HTTP/1.1 200",
		"resource dns:town.example 2001-02-03 04:05:08 30 town.example",
		"response http://town.example/b 2001-02-03 04:05:09 30 HTTP/1.1 404",
	}
	for name, b := range map[string][]byte{"plain": plain, "packed": packed.Bytes()} {
		got, err := arcRecords(t, b)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%s: %q, %v", name, got, err)
		}
		for i := range want {
			if !strings.HasPrefix(got[i]+" ", want[i]) {
				t.Errorf("%s: %q, want %q", name, got[i], want[i])
			}
		}
	}
	// Cut four bytes before the end of the second record: it is not whole, and nothing is
	// put in their place.
	cut := len(arcFile()[0]) + len(arcFile()[1]) - 4
	if got, err := arcRecords(t, plain[:cut]); err == nil {
		t.Errorf("a file that breaks off: %q", got)
	}
	parts := arcFile()
	between := strings.Join(parts[:2], "") + "\nno record\n" + strings.Join(parts[2:], "")
	if got, err := arcRecords(t, []byte(between)); err == nil || len(got) != len(want) {
		t.Errorf("rubbish between two records: %q, %v", got, err)
	}
}

// arcRecords are the records of a file, and what is wrong with it.
func arcRecords(t *testing.T, b []byte) (out []string, err error) {
	t.Helper()
	in, ok := warc.OpenARC(bufio.NewReaderSize(bytes.NewReader(b), 64<<10))
	if !ok {
		t.Fatal("it is taken for no ARC file")
	}
	r, err := warc.NewReader(in)
	if err != nil {
		return nil, err
	}
	var first error
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out, first
		}
		var bad *warc.RecordError
		if errors.As(err, &bad) {
			first = err
			continue
		}
		if err != nil {
			return out, err
		}
		block, err := io.ReadAll(rec.Block)
		if err != nil {
			return out, err
		}
		out = append(out, fmt.Sprintf("%s %s %s %d %s", rec.Type(), rec.Target(), rec.Date().Format("2006-01-02 15:04:05"), len(block), block))
	}
}
