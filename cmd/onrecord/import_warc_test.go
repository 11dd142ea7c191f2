package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/ingest"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// warcFile makes files as other programs do.
type warcFile struct{ b bytes.Buffer }

func (f *warcFile) record(kind, url, at, fields, block string) {
	z := gzip.NewWriter(&f.b)
	fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%x>\r\nWARC-Date: %s\r\nWARC-Target-URI: %s\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, f.b.Len(), at, url, strings.ReplaceAll(fields, "\n", "\r\n"), len(block), block)
	_ = z.Close()
}

// articlePage is an article with some words in it.
func articlePage(words string) string {
	return "<!doctype html><html lang=en><head><title>The harbour</title></head><body><article><h1>The harbour</h1><p>" + words + "</p><p>" +
		strings.Repeat("The council met in the hall of the town and heard forty fishermen. ", 12) + "</p></article></body></html>"
}

func httpAnswer(status, headers, body string) string {
	return "HTTP/1.1 " + status + "\r\n" + strings.ReplaceAll(headers, "\n", "\r\n") + "\r\n" + body
}

const typeHTML = "Content-Type: text/html; charset=utf-8\n"

// taken imports a file into an archive and gives the counts.
func taken(t *testing.T, archive, kind string, wantCode int, files ...string) (n ingest.CaptureCounts, complaints string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := execute(t.Context(), append([]string{"-a", archive, "--json", "import", kind, "--no-translate"}, files...), streams{strings.NewReader(""), &out, &errs})
	if code != wantCode {
		t.Fatalf("exit code %d, want %d: %s%s", code, wantCode, out.String(), errs.String())
	}
	if err := json.Unmarshal(bytes.SplitN(out.Bytes(), []byte("\n"), 2)[0], &n); err != nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	return n, errs.String()
}

func written(t *testing.T, name string, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func reading(t *testing.T, archive string) *sqlite.DB {
	t.Helper()
	st, err := sqlite.Open(t.Context(), archive, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

// TestImportOthers: the forms in which other programs keep answers, and versions and
// a deletion in their place, whatever the order of the files.
func TestImportOthers(t *testing.T) {
	const url, doc = "https://news.example.org/harbour.html", store.DocumentID("web:https://news.example.org/harbour.html")
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, _ = io.WriteString(w, articlePage("The harbour stays closed to every ship of the northern fleet."))
	_ = w.Close()
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", z.Len(), z.String())
	var late, early warcFile
	late.record("warcinfo", "", "2020-03-01T00:00:00Z", "", "software: test\r\n")
	late.record("request", url, "2020-03-01T00:00:00Z", "", "GET /harbour.html HTTP/1.1\r\nCookie: secret\r\n\r\n")
	late.record("response", "<"+url+">", "2020-03-01T00:00:00Z", "WARC-IP-Address: 192.0.2.1\nContent-Type: application/http\n",
		httpAnswer("200 OK", typeHTML+"Content-Encoding: gzip\nTransfer-Encoding: chunked\n", chunked))
	late.record("revisit", url, "2020-03-02T00:00:00Z", fmt.Sprintf("WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\nWARC-Refers-To-Target-URI: %s\nWARC-Refers-To-Date: 2020-03-01T00:00:00Z\n", url),
		httpAnswer("200 OK", typeHTML+"Content-Encoding: gzip\n", ""))
	late.record("response", url, "2020-04-01T00:00:00Z", "", httpAnswer("404 Not Found", typeHTML, "<html><body>not found</body></html>"))
	late.record("response", url, "2020-04-02T00:00:00Z", "", httpAnswer("404 Not Found", typeHTML, "<html><body>not found</body></html>"))
	late.record("response", "https://news.example.org/a.png", "2020-03-01T00:00:01Z", "", httpAnswer("200 OK", "Content-Type: image/png\n", "\x89PNG"))
	late.record("response", "https://news.example.org/never.html", "2020-03-01T00:00:02Z", "", httpAnswer("404 Not Found", typeHTML, "<html></html>"))
	late.record("response", "dns:news.example.org", "2020-03-01T00:00:02Z", "", "20200301 news.example.org. 60 IN A 192.0.2.1")
	early.record("response", "http://news.example.org/old", "2020-02-01T00:00:00Z", "", httpAnswer("301 Moved", "Location: "+url+"\n", ""))
	early.record("response", url, "2020-02-01T00:00:00Z", "", httpAnswer("200 OK", typeHTML, articlePage("The harbour stays open to every ship of the northern fleet.")))
	early.record("resource", "https://news.example.org/other.html", "2020-02-01T00:00:03Z", "Content-Type: text/html\n", articlePage("Seven bridges were repaired before the winter came to the valley."))
	archive := filepath.Join(t.TempDir(), "archive")
	files := []string{written(t, "late.warc.gz", late.b.Bytes()), written(t, "early.warc.gz", early.b.Bytes())}
	n, _ := taken(t, archive, "warc", exit.Done, files...)
	if n.Captures != 8 || n.There != 0 || n.Other != 3 || n.Failed != 0 || n.New != 2 || n.Edited != 1 || n.Missed != 1 || n.Gone != 1 {
		t.Errorf("%+v", n)
	}
	st := reading(t, archive)
	vs, err := st.Versions(t.Context(), doc)
	if err != nil || len(vs) != 2 {
		t.Fatalf("%d versions, %v", len(vs), err)
	}
	day := func(month, d int) time.Time { return time.Date(2020, time.Month(month), d, 0, 0, 0, 0, time.UTC) }
	if !strings.Contains(vs[0].Text, "open to every") || !vs[0].FirstSeen.Equal(day(2, 1)) || !strings.Contains(vs[1].Text, "closed to every") ||
		!vs[1].FirstSeen.Equal(day(3, 1)) || !vs[1].LastSeen.Equal(day(3, 2)) {
		t.Errorf("versions %+v", vs)
	}
	d, err := st.Document(t.Context(), doc)
	if err != nil || !d.Gone() || !d.Tombstone.FirstMissed.Equal(day(4, 1)) || !d.Tombstone.ConfirmedAt.Equal(day(4, 2)) {
		t.Errorf("%+v %v", d.Tombstone, err)
	}
	if _, err := st.Document(t.Context(), "web:https://news.example.org/never.html"); err == nil {
		t.Error("a page that was never there is a document")
	}
	c, err := st.Capture(t.Context(), vs[0].CaptureID)
	if err != nil || c.Endpoint != "warc" || c.Relay != "early.warc.gz" || c.URL != "http://news.example.org/old" || c.FinalURL != url || len(c.Hops) != 1 || c.Hops[0].Status != 301 {
		t.Errorf("%+v %v", c, err)
	}
	c, err = st.Capture(t.Context(), vs[1].CaptureID)
	if err != nil || !bytes.Equal(c.Raw, z.Bytes()) || c.RemoteAddr != "192.0.2.1" || len(c.RequestHeader) > 0 {
		t.Errorf("%+v %v", c, err)
	}
	before, err := st.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := taken(t, archive, "warc", exit.Done, files...); n.Captures != 0 || n.There != 8 {
		t.Errorf("again: %+v", n)
	}
	if after, err := st.Counts(t.Context()); err != nil || after != before {
		t.Errorf("importing again changes %+v to %+v, %v", before, after, err)
	}
}

// TestImportPosts: a platform's own pages and answers in others' files are read by its
// adapter.
func TestImportPosts(t *testing.T) {
	const status = `{"id":"114000000000000001","created_at":"2025-02-13T10:00:00.000Z","edited_at":null,"uri":"https://mastodon.example/users/a/statuses/114000000000000001","url":"https://mastodon.example/@a/114000000000000001","visibility":"public","content":"<p>The harbour stays open.</p>","account":{"id":"1","username":"a","acct":"a","display_name":"A","url":"https://mastodon.example/@a"},"media_attachments":[],"spoiler_text":""}`
	var f warcFile
	f.record("response", "https://mastodon.example/api/v1/statuses/114000000000000001", "2025-02-14T00:00:00Z", "", httpAnswer("200 OK", "Content-Type: application/json\n", status))
	archive := filepath.Join(t.TempDir(), "archive")
	if n, _ := taken(t, archive, "warc", exit.Done, written(t, "m.warc.gz", f.b.Bytes())); n.Captures != 1 || n.New != 1 {
		t.Errorf("%+v", n)
	}
	vs, err := reading(t, archive).Versions(t.Context(), "mastodon:mastodon.example/114000000000000001")
	if err != nil || len(vs) != 1 || vs[0].Text != "The harbour stays open." {
		t.Errorf("%+v %v", vs, err)
	}
}

// TestFault25Import: hostile files are refused or reported, what is good in them goes
// in, and what was stored is as it was.
func TestFault25Import(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive")
	var good warcFile
	good.record("response", "https://news.example.org/a.html", "2020-02-01T00:00:00Z", "", httpAnswer("200 OK", typeHTML, articlePage("The harbour stays open to every ship.")))
	taken(t, archive, "warc", exit.Done, written(t, "good.warc.gz", good.b.Bytes()))
	counts := func() store.Counts {
		n, err := reading(t, archive).Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := counts()

	var f warcFile
	f.record("response", "https://news.example.org/b.html", "2020-02-01T00:00:00Z", "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", httpAnswer("200 OK", typeHTML, articlePage("forged")))
	f.record("response", "https://news.example.org/c.html", "2020-02-01T00:00:00Z", "", httpAnswer("200 OK", strings.Repeat("A: b\n", 5000), articlePage("flood")))
	f.record("response", "https://news.example.org/d.html", "9999-02-01T00:00:00Z", "", httpAnswer("200 OK", typeHTML, articlePage("future")))
	f.record("response", "https://news.example.org/e.html", "yesterday", "", httpAnswer("200 OK", typeHTML, articlePage("no date")))
	f.record("response", "https://news.example.org/f.html", "2020-02-01T00:00:00Z", "", "no HTTP at all")
	f.record("revisit", "https://news.example.org/g.html", "2020-02-01T00:00:00Z", "WARC-Refers-To: <urn:uuid:404>\n", httpAnswer("200 OK", typeHTML, ""))
	f.record("response", "https://user:pass@news.example.org/h.html", "2020-02-01T00:00:00Z", "", httpAnswer("200 OK", typeHTML, articlePage("credentials")))
	f.record("response", "file:///etc/passwd", "2020-02-01T00:00:00Z", "", httpAnswer("200 OK", typeHTML, articlePage("file")))
	n, complaints := taken(t, archive, "warc", exit.Failed, written(t, "bad.warc.gz", f.b.Bytes()))
	if n.Failed != 7 || n.Captures != 0 || n.Other != 1 {
		t.Errorf("%+v", n)
	}
	for i := range 7 {
		if !strings.Contains(complaints, fmt.Sprintf("bad.warc.gz record %d: ", i+1)) {
			t.Errorf("record %d is not reported: %s", i+1, complaints)
		}
	}

	var slip bytes.Buffer
	z := zip.NewWriter(&slip)
	for name, b := range map[string][]byte{"archive/data.warc.gz": good.b.Bytes(), "../../escaped.txt": []byte("x")} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if n, complaints := taken(t, archive, "wacz", exit.Failed, written(t, "slip.wacz", slip.Bytes())); n.Refused != 1 || !strings.Contains(complaints, "leads out") {
		t.Errorf("%+v %s", n, complaints)
	}

	var bomb warcFile // an answer whose own encoding is the bomb: it is cut, and says so
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for range 48 {
		_, _ = w.Write(bytes.Repeat([]byte("x"), 1<<20))
	}
	_ = w.Close()
	bomb.record("response", "https://news.example.org/i.html", "2020-02-01T00:00:00Z", "", httpAnswer("200 OK", "Content-Type: application/octet-stream\nContent-Encoding: gzip\n", packed.String()))
	if n, _ := taken(t, archive, "warc", exit.Done, written(t, "bomb.warc.gz", bomb.b.Bytes())); n.Captures != 1 {
		t.Errorf("%+v", n)
	}
	st := reading(t, archive)
	if err := st.Captures(t.Context(), "", int64(before.Captures), func(c store.Capture) error {
		if c.BodyLength != 32<<20 || c.Truncated != "over 32 MiB" || c.Outcome != store.OutcomePartial {
			t.Errorf("%d bytes, %q, %s", c.BodyLength, c.Truncated, c.Outcome)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	after := counts()
	after.Captures--
	after.FirstCapture, after.LastCapture = before.FirstCapture, before.LastCapture
	if after != before {
		t.Errorf("%+v became %+v", before, after)
	}
}
