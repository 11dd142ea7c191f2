package warc

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// rec is a record as the tests write it, field by field.
func rec(version, fields, block string) string {
	return "WARC/" + version + "\r\n" + strings.ReplaceAll(fields, "\n", "\r\n") + fmt.Sprintf("\r\nContent-Length: %d\r\n\r\n", len(block)) + block + "\r\n\r\n"
}

func packed(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, p)
		_ = z.Close()
	}
	return b.Bytes()
}

const fieldsOf = "WARC-Type: response\nWARC-Record-ID: <urn:uuid:1>\nWARC-Date: 2020-01-02T03:04:05Z\nWARC-Target-URI: https://example.org/"

// readAll reads a file: the types of its records with their blocks, and what was
// wrong.
func readAll(t testing.TB, b []byte) (all []string, bad []int, last error) {
	t.Helper()
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, nil, err
	}
	for range 10_000 {
		rec, err := r.Next()
		var re *RecordError
		switch {
		case errors.Is(err, io.EOF):
			return all, bad, nil
		case errors.As(err, &re):
			bad = append(bad, re.Number)
			continue
		case err != nil:
			return all, bad, err
		}
		block, err := io.ReadAll(rec.Block)
		if err != nil {
			bad = append(bad, rec.Number)
			continue
		}
		all = append(all, rec.Type()+" "+string(block))
	}
	t.Fatal("the file has no end")
	return nil, nil, nil
}

// TestForms: the forms in which programs write WARC files.
func TestForms(t *testing.T) {
	one, two := rec("1.1", fieldsOf, "first\r\n\r\nblock"), rec("1.0", strings.ReplaceAll(fieldsOf, "https://example.org/", "<https://example.org/>"), "")
	want := []string{"response first\r\n\r\nblock", "response "}
	for name, b := range map[string][]byte{
		"plain":                     []byte(one + two),
		"a member a record":         packed(one, two),
		"one member for all":        packed(one + two),
		"members cut anywhere":      slices.Concat(packed(one, two)),
		"members in blocks":         slices.Concat(packed(one), make([]byte, 300), packed(two), make([]byte, 70_000)),
		"lines end in LF":           []byte(strings.ReplaceAll(rec("1.0", fieldsOf, "first\r\n\r\nblock"), "\r\nWARC", "\nWARC") + two),
		"no end of line at the end": []byte(strings.TrimRight(one+two, "\r\n") + "\r\n\r\n"),
	} {
		got, bad, err := readAll(t, b)
		if err != nil || len(bad) > 0 || !slices.Equal(got, want) {
			t.Errorf("%s: %q, bad %d, %v", name, got, bad, err)
		}
	}
	r, err := NewReader(iotest.OneByteReader(bytes.NewReader(packed(one, two))))
	if err != nil {
		t.Fatal(err)
	}
	first, err := r.Next()
	if err != nil || first.Version != "1.1" || first.Target() != "https://example.org/" || first.ID() != "<urn:uuid:1>" || !first.Date().Equal(time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)) {
		t.Errorf("%+v %v", first, err)
	}
	second, err := r.Next() // the block before was not read
	if err != nil || second.Target() != "https://example.org/" || second.Version != "1.0" || second.Number != 2 {
		t.Errorf("%+v %v", second, err)
	}
	for _, b := range []string{"", "PK\x03\x04", "<html>", "WAR"} {
		if _, err := NewReader(strings.NewReader(b)); !errors.Is(err, ErrNotWARC) {
			t.Errorf("%q: %v", b, err)
		}
	}
}

// TestBlockDigest: a block is held to its sum, in either alphabet; a sum that nobody
// knows is passed over.
func TestBlockDigest(t *testing.T) {
	sum := sha1.Sum([]byte("block"))
	for field, good := range map[string]bool{
		"sha1:" + base32.StdEncoding.EncodeToString(sum[:]):                true,
		fmt.Sprintf("sha1:%x", sum):                                        true,
		digest(sha256Of("block")):                                          true,
		strings.Replace(digest(sha256Of("block")), "sha256", "sha-256", 1): true,
		digest(sha256Of("other")):                                          false,
		"sha1:" + strings.Repeat("A", 32):                                  false,
		"md9:00":                                                           true,
		"":                                                                 true,
	} {
		b := []byte(rec("1.1", fieldsOf+"\nWARC-Block-Digest: "+field, "block") + rec("1.1", fieldsOf, "next"))
		got, bad, err := readAll(t, b)
		if want := 1 + map[bool]int{true: 1}[good]; err != nil || len(got) != want || len(bad) != 2-want {
			t.Errorf("%s: %q bad %d %v", field, got, bad, err)
		}
		r, _ := NewReader(bytes.NewReader(b)) // told as well where nobody reads the block
		_, _ = r.Next()
		if _, err := r.Next(); (err == nil) != good {
			t.Errorf("%s, unread: %v", field, err)
		}
	}
}

// TestBadRecords: a bad record is named by its number, and the rest is read.
func TestBadRecords(t *testing.T) {
	good := rec("1.1", fieldsOf, "good")
	broken := packed(rec("1.1", fieldsOf, strings.Repeat("some text to pack ", 100)))
	broken[len(broken)/2] ^= 0x55
	cut := packed(rec("1.1", fieldsOf, strings.Repeat("some other text ", 100)))
	sum := packed(rec("1.1", fieldsOf, "its gzip sum is wrong"))
	sum[len(sum)-6] ^= 1
	for name, b := range map[string][]byte{
		"a broken member":     slices.Concat(packed(good), broken, packed(good)),
		"a cut member":        slices.Concat(packed(good), cut[:len(cut)-30], packed(good)),
		"a wrong gzip sum":    slices.Concat(packed(good), sum, packed(good)),
		"no length":           []byte(good + "WARC/1.1\r\nWARC-Type: response\r\n\r\nxx\r\n\r\n" + good),
		"a negative length":   []byte(good + "WARC/1.1\r\nContent-Length: -1\r\n\r\nxx\r\n\r\n" + good),
		"another version":     slices.Concat(packed(good), packed(rec("2.0", fieldsOf, "x")), packed(good)),
		"no field":            []byte(good + "WARC/1.1\r\nno field\r\n\r\n\r\n" + good),
		"garbage in between":  []byte(good + "garbage\r\nmore\r\n" + good),
		"a line in between":   []byte(good + "garbage\r\n" + good),
		"not gzip in between": slices.Concat(packed(good), []byte("garbage"), packed(good)),
		"longer than claimed": []byte(good + strings.Replace(rec("1.1", fieldsOf, "four"), "Length: 4", "Length: 2", 1) + good),
	} {
		got, bad, err := readAll(t, b)
		n := 0
		for _, g := range got {
			if g == "response good" {
				n++
			}
		}
		if err != nil || n != 2 || len(bad) == 0 || name != "longer than claimed" && bad[0] != 2 {
			t.Errorf("%s: %q, bad %d, %v", name, got, bad, err)
		}
	}
	if got, bad, err := readAll(t, packed(good)[:40]); err != nil || len(got) != 0 || len(bad) != 1 {
		t.Errorf("a cut file: %q %d %v", got, bad, err)
	}
}

// zeros is a reader of n zero bytes.
func zeros(n int64) io.Reader { return io.LimitReader(zero{}, n) }

type zero struct{}

func (zero) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestFault25Records: what only an attacker writes is refused, in little memory and
// time: bombs, lengths without sense, floods of fields.
func TestFault25Records(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	const claimed = 3 << 30
	fmt.Fprintf(z, "WARC/1.1\r\n%s\r\nContent-Length: %d\r\n\r\n", strings.ReplaceAll(fieldsOf, "\n", "\r\n"), int64(claimed))
	if _, err := io.Copy(z, zeros(100<<20)); err != nil {
		t.Fatal(err)
	}
	_ = z.Close()
	var longLine bytes.Buffer
	z = gzip.NewWriter(&longLine)
	_, _ = io.WriteString(z, "WARC/1.1\r\nX: ")
	_, _ = io.Copy(z, zeros(4<<20))
	_ = z.Close()
	good := rec("1.1", fieldsOf, "good")
	for name, b := range map[string][]byte{
		"a bomb":              bomb.Bytes(),
		"a line without end":  longLine.Bytes(),
		"a flood of fields":   packed("WARC/1.1\r\n" + strings.Repeat("A: b\r\n", maxFields+1) + "Content-Length: 0\r\n\r\n\r\n\r\n"),
		"long fields":         packed("WARC/1.1\r\n" + strings.Repeat("A: "+strings.Repeat("b", 60<<10)+"\r\n", 5) + "Content-Length: 0\r\n\r\n\r\n\r\n"),
		"a length of 8 EiB":   packed(fmt.Sprintf("WARC/1.1\r\nContent-Length: %d\r\n\r\n", int64(math.MaxInt64))),
		"a length too long":   packed("WARC/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n"),
		"a length above most": packed(fmt.Sprintf("WARC/1.1\r\nContent-Length: %d\r\n\r\n", int64(maxBlock)+1)),
	} {
		most := int64(0)
		r, err := NewReader(bytes.NewReader(slices.Concat(b, packed(good))))
		if err != nil {
			t.Fatal(err)
		}
		bad, read := 0, 0
		for {
			rec, err := r.Next()
			var re *RecordError
			if errors.Is(err, io.EOF) {
				break
			}
			if errors.As(err, &re) {
				if bad++; strings.HasPrefix(name, "a length") && !strings.Contains(err.Error(), "claims") && !strings.Contains(err.Error(), "no length") {
					t.Errorf("%s is believed: %v", name, err)
				}
				continue
			}
			if err != nil {
				t.Fatal(name, err)
			}
			n, err := io.Copy(io.Discard, rec.Block)
			if most = max(most, n); err != nil {
				bad++
			} else {
				read++
			}
		}
		if bad != 1 || read != 1 {
			t.Errorf("%s: %d bad, %d read", name, bad, read)
		}
		if most > bombSize+(1<<20) {
			t.Errorf("%s unpacks to %d bytes", name, most)
		}
	}
}

func FuzzReader(f *testing.F) {
	good := rec("1.1", fieldsOf, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")
	f.Add([]byte(good + good))
	f.Add(packed(good, good))
	f.Add(packed(good + good))
	f.Add([]byte(rec("1.0", "WARC-Type: revisit\nA: b\n c", "x") + "garbage"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := NewReader(bytes.NewReader(b))
		if err != nil {
			return
		}
		for n := 0; ; n++ {
			if n > len(b)+10 {
				t.Fatal("more records than bytes")
			}
			rec, err := r.Next()
			var re *RecordError
			switch {
			case errors.As(err, &re):
				continue
			case err != nil:
				return
			}
			if a, err := ReadAnswer(rec.Block, 1<<10); err == nil && (a.Status < 100 || len(a.Body) > 1<<10) {
				t.Errorf("%+v", a)
			}
			_, _, _ = ReadNote(rec)
		}
	})
}

// TestDatesOfRecords: they are of UTC, whether they say so or not, and of any precision.
func TestDatesOfRecords(t *testing.T) {
	for written, want := range map[string]time.Time{
		"2020-01-02T03:04:05Z":       time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC),
		"2020-01-02T03:04:05.678Z":   time.Date(2020, 1, 2, 3, 4, 5, 678e6, time.UTC),
		"2020-01-02T03:04:05+01:00":  time.Date(2020, 1, 2, 2, 4, 5, 0, time.UTC),
		"2020-01-02T03:04:05":        time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC),
		"2020-01-02T03:04:05.678901": time.Date(2020, 1, 2, 3, 4, 5, 678901e3, time.UTC),
		"2020-01-02 03:04:05":        time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC),
		"2020-01-02T03:04":           time.Date(2020, 1, 2, 3, 4, 0, 0, time.UTC),
		"2020-01-02T03:04Z":          time.Date(2020, 1, 2, 3, 4, 0, 0, time.UTC),
		"2020-01-02":                 time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC),
		"2020-01":                    time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		"2020":                       time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		"2020-01-02T03:04:05 CET":    {},
		"2020-13-02T03:04:05":        {},
		"":                           {},
	} {
		if got := (&Record{Fields: Fields{{"WARC-Date", written}}}).Date(); !got.Equal(want) {
			t.Errorf("%q: %v", written, got)
		}
	}
}
