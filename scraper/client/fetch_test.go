package client

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// serve serves a handler on loopback, with a fetcher that may reach it.
func serve(t *testing.T, h http.HandlerFunc, o Options) (*Client, string) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" && !strings.Contains(t.Name(), "Robots") {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	t.Cleanup(s.Close)
	o.AllowPrivate = true
	f, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return f, s.URL
}

func fetch(t *testing.T, f *Client, url string) (store.Capture, *scraper.Page) {
	t.Helper()
	return f.Fetch(context.Background(), scraper.Request{URL: url, Endpoint: "page"})
}

func TestFetchKeepsWhatCame(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, "the words")
	z.Close()
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/a" {
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		w.WriteHeader(http.StatusGone)
		_, _ = w.Write(packed.Bytes())
	}, Options{UserAgent: "test-agent"})
	c, p := fetch(t, f, base+"/a")
	sum := sha256.Sum256(packed.Bytes())
	if p == nil || string(p.Body) != "the words" || p.Status != http.StatusGone || c.Outcome != store.OutcomeOK {
		t.Fatalf("page %+v of %+v", p, c)
	}
	if c.RawSHA256 != hex.EncodeToString(sum[:]) || c.RawLength != int64(packed.Len()) || !bytes.Equal(c.Raw, packed.Bytes()) {
		t.Error("the bytes as received are not kept")
	}
	if len(c.Hops) != 1 || c.Hops[0].Status != http.StatusFound || c.FinalURL != base+"/b" {
		t.Errorf("hops %+v to %s", c.Hops, c.FinalURL)
	}
	if c.RequestHeader.Get("User-Agent") != "test-agent" || c.Robots != "allowed" || c.ServerDate.IsZero() || c.RemoteAddr == "" || c.FinishedAt.Before(c.StartedAt) {
		t.Errorf("capture %+v", c)
	}
}

// refusedHosts checks that none of the hosts is asked, each refused for the reason.
func refusedHosts(t *testing.T, why string, hosts ...string) {
	t.Helper()
	f, err := New(Options{Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range hosts {
		for _, api := range []bool{true, false} {
			c, p := f.Fetch(context.Background(), scraper.Request{URL: "http://" + host + "/", API: api})
			if p != nil || c.Outcome != store.OutcomeFailed || !strings.Contains(c.Error, why) {
				t.Errorf("%s: %s %q", host, c.Outcome, c.Error)
			}
			if strings.Contains(c.Error, "robots") || c.Robots != "none" || strings.Contains(c.Error, "public") && c.Cause != store.CauseNotAsked {
				t.Errorf("%s: our own refusal is told as %s %q of robots.txt %s", host, c.Cause, c.Error, c.Robots)
			}
		}
	}
}

func TestFault01PrivateAddresses(t *testing.T) {
	refusedHosts(t, "is not a public address", "169.254.169.254", "127.0.0.1", "localhost", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "[::1]", "[fd00::1]", "[fe80::1]", "[fd00:ec2::254]")
}

func TestFault04PrivateAddressesInOthers(t *testing.T) {
	refusedHosts(t, "is not a public address", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "240.0.0.1", "198.18.0.1", "255.255.255.255")
}

func TestFault05NumbersForAddresses(t *testing.T) {
	refusedHosts(t, "four decimal numbers", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1", "017700000001", "0X7F.1", "127.0.0.1.0x0")
}

func TestFault03AndFault06ARedirectToAFile(t *testing.T) {
	if err := guard(nil, nil)("tcp4", "127.0.0.1:80", nil); err == nil {
		t.Error("loopback may be dialled")
	}
	if err := guard(nil, nil)("tcp4", "8.8.8.8:80", nil); err != nil {
		t.Errorf("a public address may not: %v", err)
	}
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	}, Options{})
	if c, p := fetch(t, f, base); p != nil && p.Status == 200 || c.Outcome == store.OutcomeOK && len(c.Hops) == 0 {
		t.Errorf("followed to %s", c.FinalURL)
	}
}

func TestFault06Schemes(t *testing.T) {
	for _, u := range []string{"file:///etc/passwd", "gopher://x.example/", "ftp://x.example/", "data:text/html,x", "FILE:///etc/passwd", " https://x.example/", "source:file:x", "https://", "//x.example", "https://u:p@x.example/"} {
		if err := scraper.CheckURL(u); err == nil {
			t.Errorf("%q passes", u)
		}
	}
}

func TestFault07Ports(t *testing.T) {
	for port, want := range map[int]bool{22: false, 25: false, 6379: false, 80: true, 443: true, 8443: true, 3000: true} {
		if err := guard([]int{3000}, nil)("tcp4", fmt.Sprintf("8.8.8.8:%d", port), nil); (err == nil) != want {
			t.Errorf("port %d: %v", port, err)
		}
	}
}

func TestFault10RedirectLoop(t *testing.T) {
	n := 0
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		http.Redirect(w, r, fmt.Sprintf("/%d", n), http.StatusFound)
	}, Options{})
	c, _ := fetch(t, f, base+"/start")
	if n > maxRedirects+1 || len(c.Hops) < maxRedirects {
		t.Errorf("%d requests, %d hops kept", n, len(c.Hops))
	}
}

func TestFault12TLS(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	f, err := New(Options{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	c, p := f.Fetch(context.Background(), scraper.Request{URL: s.URL, API: true})
	if p != nil || c.Outcome != store.OutcomeFailed || !strings.Contains(c.Error, "certificate") {
		t.Errorf("%s %q", c.Outcome, c.Error)
	}
}

// TestFault12ExpiredCertificate: what is wrong with a certificate is said.
func TestFault12ExpiredCertificate(t *testing.T) {
	for name, c := range map[string]struct {
		dns  string
		ends time.Duration
		want string
	}{"expired": {"localhost", -time.Hour, "has expired"}, "of another": {"other.example", time.Hour, "not localhost"}} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewUnstartedServer(http.NotFoundHandler())
			cert, roots := certify(t, c.dns, c.ends)
			s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
			s.StartTLS()
			defer s.Close()
			f, err := New(Options{AllowPrivate: true})
			if err != nil {
				t.Fatal(err)
			}
			f.transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots}
			got, p := f.Fetch(t.Context(), scraper.Request{URL: strings.Replace(s.URL, "127.0.0.1", "localhost", 1), API: true})
			if p != nil || got.Outcome != store.OutcomeFailed || !strings.Contains(got.Error, "certificate") || !strings.Contains(got.Error, c.want) {
				t.Errorf("%s %q", got.Outcome, got.Error)
			}
		})
	}
}

// certify makes a certificate that is its own root.
func certify(t *testing.T, name string, ends time.Duration) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{name}, NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: time.Now().Add(ends),
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

// TestFault13Bomb: of a gibibyte no more is decoded than is kept.
func TestFault13Bomb(t *testing.T) {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	_, _ = z.Write(make([]byte, 1<<20))
	z.Close()
	packed := bytes.Repeat(member.Bytes(), 1024) // members one after the other are one file (RFC 1952 §2.2)
	f, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed)
	}, Options{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c, p := fetch(t, f, base)
	runtime.ReadMemStats(&after)
	if p == nil || len(p.Body) != 32<<20 || c.Outcome != store.OutcomePartial || c.Truncated != "over 32 MiB" {
		t.Errorf("%d bytes, %s, %q", len(c.Body), c.Outcome, c.Truncated)
	}
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 512 {
		t.Errorf("%d MiB were taken", took)
	}
}

func TestFault15Encodings(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip, gzip, gzip")
		fmt.Fprint(w, "x")
	}, Options{})
	if c, _ := fetch(t, f, base); c.Truncated != "more than two content encodings" {
		t.Errorf("%q", c.Truncated)
	}
}

func TestFault16Drip(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, "x")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(20 * time.Millisecond):
			}
		}
	}, Options{Timeout: 300 * time.Millisecond})
	start := time.Now()
	c, p := fetch(t, f, base)
	if p != nil || c.Outcome != store.OutcomeFailed || !strings.Contains(c.Error, "no whole answer") || time.Since(start) > 5*time.Second {
		t.Errorf("%s %q after %s", c.Outcome, c.Error, time.Since(start))
	}
}

func TestFault18Length(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "short")
	}, Options{})
	c, p := fetch(t, f, base)
	if p == nil || string(p.Body) != "short" || c.Outcome != store.OutcomePartial || c.Truncated == "" {
		t.Errorf("%q, %s, %q", c.Body, c.Outcome, c.Truncated)
	}
}

func TestFault47RetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for v, want := range map[string]time.Duration{
		"120": 2 * time.Minute, "Thu, 01 Jan 2026 00:05:00 GMT": 5 * time.Minute, "Thu, 01 Jan 2020 00:05:00 GMT": 0,
		"31536000": maxRetryAfter, "99999999999999999": maxRetryAfter,
	} {
		if got, ok := retryAfter(v, now); !ok || min(got, maxRetryAfter) != want {
			t.Errorf("%s: %s, want %s", v, got, want)
		}
	}
	n := 0
	f, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		n++
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}, Options{})
	fetch(t, f, base)
	c, p := fetch(t, f, base)
	if n != 1 || p != nil || c.Outcome != store.OutcomeBlocked || !strings.Contains(c.Error, "left alone until") {
		t.Errorf("%d requests; %s %q", n, c.Outcome, c.Error)
	}
}

func TestFault48Robots(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"allowed": {200, "User-agent: *\nDisallow: /private/\n", "allowed"}, "disallowed": {200, "User-agent: *\nDisallow: /page\n", "disallowed"},
		"for us": {200, "User-agent: onrecord\nDisallow: /\n", "disallowed"}, "4xx": {403, "", "allowed"}, "5xx": {503, "", "unavailable"},
		"long": {200, "User-agent: *\nDisallow: /page\n" + strings.Repeat("# filler\n", 100_000), "disallowed"},
	} {
		t.Run(name, func(t *testing.T) {
			asked := false
			f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					w.WriteHeader(c.status)
					fmt.Fprint(w, c.body)
					return
				}
				asked = true
			}, Options{})
			got, _ := fetch(t, f, base+"/page")
			if got.Robots != c.want || asked != (c.want == "allowed") || (got.Outcome == store.OutcomeBlocked) != (c.want != "allowed") {
				t.Errorf("robots %s, asked %v, %s %q", got.Robots, asked, got.Outcome, got.Error)
			}
		})
	}
}

// TestTheNetworksErrorsInPlainWords: what Go's own packages say of a network reaches nobody.
func TestTheNetworksErrorsInPlainWords(t *testing.T) {
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			c.Close()
		}
	}))
	defer cut.Close()
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody.Close()
	for address, want := range map[string]string{
		cut.URL + "/a":                           "closed the connection",
		"http://" + nobody.Addr().String() + "/": "takes no connections",
		"http://no-such-host.invalid/":           "no-such-host.invalid",
	} {
		f, err := New(Options{AllowPrivate: true})
		if err != nil {
			t.Fatal(err)
		}
		c, _ := f.Fetch(t.Context(), scraper.Request{URL: address, Platform: "web"})
		if !strings.Contains(c.Error, want) {
			t.Errorf("%s: %s, %q", address, c.Outcome, c.Error)
		}
		for _, raw := range []string{"EOF", "dial tcp", "lookup ", "connection refused", "connect:"} {
			if strings.Contains(c.Error, raw) {
				t.Errorf("%s: %q has %q in it", address, c.Error, raw)
			}
		}
	}
}
