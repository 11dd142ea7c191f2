package warc

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func sha256Of(s string) [sha256.Size]byte { return sha256.Sum256([]byte(s)) }

func TestAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		block string
		want  Answer
	}{
		"plain":   {"HTTP/1.1 200 OK\r\nA: b\r\na: c\r\n\r\nbody", Answer{200, http.Header{"A": {"b", "c"}}, []byte("body"), ""}},
		"HTTP/2":  {"HTTP/2 404\r\n\r\n", Answer{404, http.Header{}, []byte{}, ""}},
		"no end":  {"HTTP/1.0 301 Moved\r\nLocation: /x", Answer{301, http.Header{"Location": {"/x"}}, []byte{}, ""}},
		"LF":      {"HTTP/1.1 200 OK\nA: b\n\nbody\r\n", Answer{200, http.Header{"A": {"b"}}, []byte("body\r\n"), ""}},
		"folded":  {"HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nno field\r\n\r\n", Answer{200, http.Header{"A": {"b c"}}, []byte{}, ""}},
		"chunked": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nbody\r\n2\r\n!!\r\n0\r\n\r\n", Answer{200, http.Header{}, []byte("body!!"), ""}},
		"chunked and cut": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n9\r\n!!",
			Answer{200, http.Header{}, []byte("body!!"), "the connection closed early"}},
		"undone already": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>", Answer{200, http.Header{}, []byte("<html>"), ""}},
	} {
		got, err := ReadAnswer(strings.NewReader(c.block), 1<<20)
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	long, err := ReadAnswer(strings.NewReader("HTTP/1.1 200 OK\r\n\r\n"+strings.Repeat("x", 1<<20+1)), 1<<20)
	if err != nil || len(long.Body) != 1<<20 || long.Truncated != "over 1 MiB" {
		t.Errorf("a long body: %d bytes, %q, %v", len(long.Body), long.Truncated, err)
	}
	for _, block := range []string{"", "200 OK\r\n\r\n", "HTTP/1.1 OK\r\n\r\n", "HTTP/1.1 99 X\r\n\r\n", "<html>"} {
		if a, err := ReadAnswer(strings.NewReader(block), 10); err == nil {
			t.Errorf("%q is read as %+v", block, a)
		}
	}
}

// TestFault25Header: a flood of header fields is refused.
func TestFault25Header(t *testing.T) {
	for name, block := range map[string]string{
		"many":   "HTTP/1.1 200 OK\r\n" + strings.Repeat("A: b\r\n", maxHTTPFields+1) + "\r\n",
		"long":   "HTTP/1.1 200 OK\r\nA: " + strings.Repeat("b", maxHTTPHeader) + "\r\n\r\n",
		"folded": "HTTP/1.1 200 OK\r\nA: b\r\n" + strings.Repeat(" c\r\n", maxHTTPHeader/4) + "\r\n",
	} {
		if _, err := ReadAnswer(strings.NewReader(block), 10); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
}

func TestKey(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.Example.org/A/b?z=1&a=2": "org,example)/a/b?a=2&z=1",
		"http://www2.example.org":             "org,example)/",
		"http://example.org:8080/x":           "org,example:8080)/x",
		"https://example.org:443/x":           "org,example)/x",
		"https://wwwa.example.org/":           "org,example,wwwa)/",
		"urn:onrecord:import:a":               "urn:onrecord:import:a",
		"https://example.org/a b":             "org,example)/a%20b",
	} {
		if got := Key(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func FuzzCDXJ(f *testing.F) {
	f.Add(`org,example)/ 20200102030405 {"url":"https://example.org/","mime":"text/html","status":"200","digest":"sha256:00","length":"10","offset":"5","filename":"data.warc.gz"}`)
	f.Add(`org,example)/ 20200102030405678 {"url":"https://example.org/ \u2028","length":"0","offset":"0"}`)
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseLine(s)
		if err != nil {
			return
		}
		out := l.String()
		if strings.ContainsAny(out, "\r\n") {
			t.Errorf("%q has more than a line", out)
		}
		again, err := ParseLine(out)
		if err != nil || again.String() != out || fmt.Sprint(again.Offset, again.Length, again.URL) != fmt.Sprint(l.Offset, l.Length, l.URL) {
			t.Errorf("%q becomes %q: %v", s, out, err)
		}
	})
}
