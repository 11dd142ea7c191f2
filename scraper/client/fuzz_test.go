package client

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// FuzzDecode looks for encoded bytes that break the decoding, or come out longer than
// the bound.
func FuzzDecode(f *testing.F) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte("the words"))
	z.Close()
	for _, names := range []string{"gzip", "br", "zstd", "deflate", "gzip, br", "x-gzip,zstd", "identity"} {
		f.Add(names, packed.Bytes())
	}
	f.Add("zstd", []byte("\x28\xb5\x2f\xfd\x04\x58\x21\x00\x00abcd"))
	f.Add("deflate", []byte("\x78\x9c\x4b\x4c\x4a\x06\x00\x02\x4d\x01\x27"))
	f.Fuzz(func(t *testing.T, names string, body []byte) {
		const limit = 1 << 20
		out, why := decode(body, []string{names}, limit)
		if len(out) > max(limit, len(body)) || len(out) == limit && why == "" && len(body) != limit {
			t.Errorf("%d bytes of %d, %q", len(out), len(body), why)
		}
	})
}

// FuzzRobots looks for a robots.txt that breaks its reading.
func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*$\nCrawl-delay: 1e9\nAllow: /\xff"), "/a/b?c")
	f.Add([]byte("\xef\xbb\xbfuser-agent:onrecord\nsitemap: x\n"), "/")
	f.Fuzz(func(_ *testing.T, body []byte, path string) {
		r := readRules(body, agentToken)
		newLimiter(0).slow("a.example", r.delay)
		if u, err := url.Parse("https://a.example" + path); err == nil {
			r.allows(u)
		}
	})
}

// FuzzRetryAfter: no pause is below nothing or above the cap.
func FuzzRetryAfter(f *testing.F) {
	for _, v := range []string{"120", "Sun, 29 Mar 2026 01:30:00 GMT", "-1", "99999999999999999999", "Mon, 01 Jan 9999 00:00:00 GMT"} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v string) {
		l, now, _ := answers(t)
		if strings.ContainsAny(v, "\r\n") {
			return
		}
		l.heed("a.example", &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {v}}})
		if until := l.blockedUntil("a.example"); !until.IsZero() && (until.Before(*now) || until.Sub(*now) > maxRetryAfter+time.Second) {
			t.Errorf("%q: left alone until %s", v, until)
		}
	})
}
