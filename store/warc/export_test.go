package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

func at(seconds int) time.Time {
	return time.Date(2024, 5, 6, 7, 8, 0, 0, time.UTC).Add(time.Duration(seconds) * time.Second)
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.Bytes()
}

var longText = strings.Repeat("a text of some length, ", 30)

// answered is a capture of an answer.
func answered(id int64, url string, status int, body string) store.Capture {
	return store.Capture{
		ID: id, Document: "web:" + store.DocumentID(url), Endpoint: "page", Method: "GET", URL: url, FinalURL: url, Status: status,
		RequestHeader: http.Header{"User-Agent": {"onrecord"}, "Cookie": {"[redacted]"}},
		Header:        http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Set-Cookie": {"a=1", "b=2"}},
		Body:          []byte(body), BodySHA256: sumHex(body), RawSHA256: sumHex(body), BodyLength: int64(len(body)), RawLength: int64(len(body)),
		StartedAt: at(int(id)), FinishedAt: at(int(id) + 1), RemoteAddr: "192.0.2.7:443", Robots: "allowed", Outcome: store.OutcomeOK,
		TLS: &store.TLS{Version: "TLS 1.3", Chain: []string{"aa", "bb"}},
	}
}

func sumHex(s string) string { return digest(sha256Of(s))[len("sha256:"):] }

// export writes captures and reads them again: their records, and the index.
func export(t testing.TB, o Options, all ...store.Capture) (b []byte, records []Record, blocks []string, lines []Line) {
	t.Helper()
	var out bytes.Buffer
	byID := map[int64]store.Capture{}
	for _, c := range all {
		byID[c.ID] = c
	}
	o.Software, o.File, o.Now = "onrecord/test", "t.warc.gz", at(1000)
	o.Earlier = func(id int64) (store.Capture, error) { return byID[id], nil }
	o.Indexed = func(l Line) error { lines = append(lines, l); return nil }
	w, err := NewWriter(&out, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if err := w.Capture(c); err != nil {
			t.Fatal(err)
		}
	}
	r, err := NewReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		block, err := io.ReadAll(rec.Block)
		if err != nil {
			t.Fatal(err)
		}
		if rec.Type() == TypeInfo {
			continue
		}
		records, blocks = append(records, *rec), append(blocks, string(block))
	}
	return out.Bytes(), records, blocks, lines
}

// kinds are the records in short.
func kinds(records []Record) (out []string) {
	for _, r := range records {
		out = append(out, r.Type()+" "+r.Target())
	}
	return out
}

// TestExchange: the records of an answer, byte for byte.
func TestExchange(t *testing.T) {
	c := answered(1, "https://example.org/a?b=c d", 200, "decoded")
	c.Raw = gzipped("decoded")
	c.RawSHA256, c.RawLength = sumHex(string(c.Raw)), int64(len(c.Raw))
	c.Header.Set("Content-Encoding", "gzip")
	b, records, blocks, lines := export(t, Options{}, c)
	want := []string{
		"metadata https://example.org/a?b=c%20d", "response https://example.org/a?b=c%20d", "request https://example.org/a?b=c%20d",
	}
	if diff := cmp.Diff(want, kinds(records)); diff != "" {
		t.Fatal(diff)
	}
	if want := "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n" + string(c.Raw); blocks[1] != want {
		t.Errorf("response %q", blocks[1])
	}
	if want := "GET /a?b=c%20d HTTP/1.1\r\nHost: example.org\r\nCookie: [redacted]\r\nUser-Agent: onrecord\r\n\r\n"; blocks[2] != want {
		t.Errorf("request %q", blocks[2])
	}
	fields := records[1].Fields
	for name, want := range map[string]string{
		"WARC-Date": "2024-05-06T07:08:01Z", "WARC-IP-Address": "192.0.2.7", "WARC-Protocol": "tls/1.3", "WARC-Truncated": "",
		"WARC-Payload-Digest": digest(sha256Of(string(c.Raw))), "WARC-Block-Digest": digest(sha256Of(blocks[1])),
		"Content-Type": "application/http; msgtype=response",
	} {
		if got := fields.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for i := range []int{0, 2} {
		if got := records[i*2].Fields.Get("WARC-Concurrent-To"); got != records[1].ID() {
			t.Errorf("record %d is concurrent to %q", i*2, got)
		}
	}
	for _, want := range []string{"onrecord-outcome: ok\r\n", "onrecord-robots: allowed\r\n", "fetchTimeMs: 1000\r\n", "onrecord-tls-chain-sha256: aa bb\r\n"} {
		if !strings.Contains(blocks[0], want) {
			t.Errorf("metadata lacks %q: %s", want, blocks[0])
		}
	}
	if len(lines) != 1 {
		t.Fatalf("%d lines of index", len(lines))
	}
	l := lines[0]
	z, err := gzip.NewReader(bytes.NewReader(b[l.Offset : l.Offset+l.Length]))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !strings.HasPrefix(string(got), "WARC/1.1\r\nWARC-Type: response\r\n") || !strings.HasSuffix(string(got), blocks[1]+"\r\n\r\n") {
		t.Errorf("the index leads to %.60q %v", got, err)
	}
	if l.RecordDigest != digest(sha256Of(string(b[l.Offset:l.Offset+l.Length]))) || l.Digest != fields.Get("WARC-Payload-Digest") || l.MIME != "text/html" || l.Status != 200 {
		t.Errorf("%+v", l)
	}
}

// TestRepeatable: one capture has the same records in every export.
func TestRepeatable(t *testing.T) {
	a, _, _, _ := export(t, Options{}, answered(1, "https://example.org/", 200, longText))
	b, _, _, _ := export(t, Options{}, answered(1, "https://example.org/", 200, longText))
	if !bytes.Equal(a, b) {
		t.Error("two exports of one capture differ")
	}
}

// TestHops: a chain of redirects is a pair of records each; a redirect that was not
// followed is there once.
func TestHops(t *testing.T) {
	c := answered(1, "https://example.org/end", 200, "end")
	c.URL = "http://example.org/start"
	c.Hops = []store.Hop{
		{URL: c.URL, Status: 301, Location: "https://example.org/next", Header: http.Header{"Location": {"https://example.org/next"}, "Content-Length": {"0"}}},
		{URL: "https://example.org/next", Status: 302, Location: "/end"},
	}
	_, records, blocks, lines := export(t, Options{}, c)
	if diff := cmp.Diff([]string{
		"metadata https://example.org/end", "response http://example.org/start", "request http://example.org/start",
		"response https://example.org/next", "request https://example.org/next", "response https://example.org/end", "request https://example.org/end",
	}, kinds(records)); diff != "" {
		t.Fatal(diff)
	}
	if blocks[3] != "HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n" || strings.Contains(blocks[2], "redacted") {
		t.Errorf("%q %q", blocks[3], blocks[2])
	}
	if records[1].Fields.Get("WARC-Truncated") != "" || records[3].Fields.Get("WARC-Truncated") != "unspecified" || len(lines) != 3 {
		t.Errorf("%v %v %d", records[1].Fields, records[3].Fields, len(lines))
	}
	ids := map[string]bool{}
	for _, r := range records {
		ids[r.ID()] = true
	}
	if len(ids) != len(records) {
		t.Error("two records have one id")
	}
	c.FinalURL, c.Status, c.Outcome, c.Error = "https://example.org/next", 302, store.OutcomeFailed, "more than 10 redirects"
	if _, records, _, _ := export(t, Options{}, c); len(records) != 5 {
		t.Errorf("a redirect that was not followed: %q", kinds(records))
	}
}

// TestRevisits: a 304 and a body that is in the file already refer to it.
func TestRevisits(t *testing.T) {
	first := answered(1, "https://example.org/a", 200, longText)
	same := answered(2, "https://example.org/b", 200, longText)
	short, short2 := answered(3, "https://example.org/s", 200, "short"), answered(4, "https://example.org/s2", 200, "short")
	same304, lone304 := answered(5, "https://example.org/a", 304, ""), answered(6, "https://example.org/never", 304, "")
	cut := answered(7, "https://example.org/c", 200, longText)
	cut.Truncated = "the connection closed early"
	_, all, blocks, lines := export(t, Options{}, first, same, short, short2, same304, lone304, cut)
	var records []Record
	for i, r := range all {
		if r.Type() == TypeResponse || r.Type() == TypeRevisit {
			records = append(records, r)
			if r.Type() == TypeRevisit && !strings.HasSuffix(blocks[i], "\r\n\r\n") {
				t.Errorf("a revisit with a payload: %q", blocks[i])
			}
		}
	}
	if diff := cmp.Diff([]string{
		"response https://example.org/a", "revisit https://example.org/b", "response https://example.org/s", "response https://example.org/s2",
		"revisit https://example.org/a", "revisit https://example.org/never", "response https://example.org/c",
	}, kinds(records)); diff != "" {
		t.Fatal(diff)
	}
	for i, profile := range map[int]string{1: "identical-payload-digest", 4: "server-not-modified"} {
		f := records[i].Fields
		if f.Get("WARC-Profile") != "http://netpreserve.org/warc/1.1/revisit/"+profile || f.Get("WARC-Refers-To") != records[0].ID() ||
			f.Get("WARC-Refers-To-Target-URI") != "https://example.org/a" || f.Get("WARC-Refers-To-Date") != records[0].Fields.Get("WARC-Date") ||
			f.Get("WARC-Payload-Digest") != records[0].Fields.Get("WARC-Payload-Digest") {
			t.Errorf("%s: %v", profile, f)
		}
	}
	if f := records[5].Fields; f.Get("WARC-Refers-To") != "" || !strings.HasSuffix(f.Get("WARC-Profile"), "server-not-modified") {
		t.Errorf("a 304 to nothing: %v", f)
	}
	if records[6].Fields.Get("WARC-Truncated") != "disconnect" {
		t.Errorf("a cut answer: %v", records[6].Fields)
	}
	if lines[1].MIME != "warc/revisit" || lines[1].Status != 200 {
		t.Errorf("%+v", lines[1])
	}
}

// TestOthers: what is no answer of the web is evidence too.
func TestOthers(t *testing.T) {
	refused := store.Capture{ID: 1, Document: "web:https://example.org/x", Endpoint: "page", Method: "GET", URL: "https://example.org/x",
		StartedAt: at(1), Robots: "disallowed", Outcome: store.OutcomeBlocked, Error: "robots.txt forbids\r\nthis: address"}
	dead := answered(2, "https://example.org/dead", 0, "")
	dead.FinalURL, dead.Status, dead.Header, dead.Outcome, dead.Error = "", 0, nil, store.OutcomeFailed, "no whole answer within 1m0s"
	line := store.Capture{ID: 3, Document: "x:1", Endpoint: "import", Method: "IMPORT", URL: "https://x.com/a/status/1", FinalURL: "my posts.jsonl#3", StartedAt: at(3), Outcome: store.OutcomeOK, Body: []byte(`{"id":"1"}`)}
	shot := store.Capture{ID: 4, Method: "GET", URL: "screenshot:https://example.org/", FinalURL: "screenshot:https://example.org/", StartedAt: at(4), Outcome: store.OutcomeOK, Body: []byte("\x89PNG\r\n\x1a\n")}
	erased := answered(5, "https://example.org/erased", 200, longText)
	erased.Body = nil
	_, records, blocks, lines := export(t, Options{}, refused, dead, line, shot, erased)
	if diff := cmp.Diff([]string{
		"metadata https://example.org/x", "metadata https://example.org/dead", "request https://example.org/dead",
		"metadata https://x.com/a/status/1", "resource urn:onrecord:import:my%20posts.jsonl#3",
		"metadata screenshot:https://example.org/", "resource screenshot:https://example.org/",
		"metadata https://example.org/erased", "response https://example.org/erased", "request https://example.org/erased",
	}, kinds(records)); diff != "" {
		t.Fatal(diff)
	}
	if !strings.Contains(blocks[0], "onrecord-error: robots.txt forbids  this: address\r\n") || records[0].Fields.Get("WARC-Concurrent-To") != "" {
		t.Errorf("%q %v", blocks[0], records[0].Fields)
	}
	if blocks[4] != `{"id":"1"}` || records[6].Fields.Get("Content-Type") != "image/png" || records[8].Fields.Get("WARC-Truncated") != "unspecified" || len(lines) != 1 {
		t.Errorf("%q %v %v %d", blocks[4], records[6].Fields, records[8].Fields, len(lines))
	}
}

// TestPast: what another archive relayed is there as it relayed it, and at the time
// when the site itself said it.
func TestPast(t *testing.T) {
	c := answered(1, "https://web.archive.org/web/20200102030405id_/https://example.org/", 200, "then")
	past := func(store.Capture) (Memento, bool) {
		return Memento{URL: "https://example.org/", At: time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC), Status: 404, Header: http.Header{"Content-Type": {"text/plain"}}}, true
	}
	_, records, blocks, _ := export(t, Options{Memento: past}, c)
	i := slices.Index(kinds(records), "revisit https://example.org/")
	if i < 0 {
		t.Fatal(kinds(records))
	}
	f := records[i].Fields
	if f.Get("WARC-Date") != "2020-01-02T03:04:05Z" || f.Get("WARC-Refers-To-Target-URI") != c.FinalURL || f.Get("WARC-Payload-Digest") != digest(sha256Of("then")) ||
		blocks[i] != "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\n" {
		t.Errorf("%v %q", f, blocks[i])
	}
}

// TestOnlyDecoded: where only the decoded body was kept, the header does not say
// otherwise.
func TestOnlyDecoded(t *testing.T) {
	c := answered(1, "https://example.org/", 200, "decoded")
	c.RawSHA256, c.RawLength = sumHex("packed"), 6
	c.Header = http.Header{"Content-Encoding": {"br"}, "Content-Length": {"6"}}
	_, _, blocks, _ := export(t, Options{}, c)
	if want := "HTTP/1.1 200 OK\r\nX-Archive-Orig-Content-Encoding: br\r\nX-Archive-Orig-Content-Length: 6\r\n\r\ndecoded"; blocks[1] != want {
		t.Errorf("%q", blocks[1])
	}
}

// TestHostileHeader: what a site says cannot end a line of the file.
func TestHostileHeader(t *testing.T) {
	c := answered(1, "https://example.org/\r\nWARC-Type: x", 200, "b")
	c.Header = http.Header{"A\r\nB: c": {"d\r\n\r\ne"}}
	c.Error, c.Outcome = "x\r\nonrecord-capture: 9", store.OutcomePartial
	_, records, blocks, _ := export(t, Options{}, c)
	if len(records) != 3 || blocks[1] != "HTTP/1.1 200 OK\r\nA__B__c: d    e\r\n\r\nb" || records[1].Target() != "https://example.org/%0D%0AWARC-Type:%20x" {
		t.Errorf("%q %q", kinds(records), blocks[1])
	}
}
