package client

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/net/dns/dnsmessage"

	"onrecord/scraper"
	"onrecord/store"
)

// listen serves a handler at an address of loopback.
func listen(t *testing.T, addr string, h http.HandlerFunc) (port int) {
	t.Helper()
	l, err := net.Listen("tcp4", addr)
	if err != nil {
		t.Fatal(err)
	}
	s := &httptest.Server{Listener: l, Config: &http.Server{Handler: h}}
	s.Start()
	t.Cleanup(s.Close)
	return l.Addr().(*net.TCPAddr).Port
}

// publicIs2 is a fetcher to which 127.0.0.2 is the public web, and all else of
// loopback is private.
func publicIs2(t *testing.T, o Options) *Client {
	t.Helper()
	o.public = []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}
	f, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFault02ANameThatChangesItsAddress: what is dialled is checked, not what a
// name was at first.
func TestFault02ANameThatChangesItsAddress(t *testing.T) {
	asked := atomic.Int32{}
	port := listen(t, "127.0.0.2:0", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Connection", "close")
		fmt.Fprint(w, "public")
	})
	private := false
	dns := serveDNS(t, func() [4]byte {
		if asked.Add(1) > 1 {
			return [4]byte{127, 0, 0, 1}
		}
		return [4]byte{127, 0, 0, 2}
	})
	f := publicIs2(t, Options{AllowPorts: []int{port}, resolver: dns})
	address := fmt.Sprintf("http://turncoat.example:%d/", port)
	if c, p := f.Fetch(t.Context(), scraper.Request{URL: address, API: true}); p == nil || string(p.Body) != "public" {
		t.Fatalf("%s %q", c.Outcome, c.Error)
	}
	c, p := f.Fetch(t.Context(), scraper.Request{URL: address, API: true})
	if p != nil || private || !strings.Contains(c.Error, "refused: 127.0.0.1") {
		t.Errorf("%s %q", c.Outcome, c.Error)
	}
}

// serveDNS answers every question for an IPv4 address.
func serveDNS(t *testing.T, answer func() [4]byte) *net.Resolver {
	t.Helper()
	pc, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: answer()}}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = pc.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp4", pc.LocalAddr().String())
	}}
}

// redirects serves redirects to a private address and to another public origin, and
// tells what reached either.
func redirects(t *testing.T) (f *Client, base string, private *atomic.Bool, secrets *atomic.Value) {
	t.Helper()
	private, secrets = &atomic.Bool{}, &atomic.Value{}
	inside := listen(t, "127.0.0.1:0", func(http.ResponseWriter, *http.Request) { private.Store(true) })
	other := listen(t, "127.0.0.2:0", func(_ http.ResponseWriter, r *http.Request) {
		secrets.Store(r.Header.Get("Authorization") + r.Header.Get("Cookie"))
	})
	port := listen(t, "127.0.0.2:0", func(w http.ResponseWriter, r *http.Request) {
		to := map[string]string{"/in": fmt.Sprintf("http://127.0.0.1:%d/", inside), "/other": fmt.Sprintf("http://127.0.0.2:%d/", other)}[r.URL.Path]
		http.Redirect(w, r, to, http.StatusFound)
	})
	return publicIs2(t, Options{AllowPorts: []int{port, inside, other}}), fmt.Sprintf("http://127.0.0.2:%d", port), private, secrets
}

// TestFault03RedirectToPrivate: a private address at the second hop is refused, and
// the hop that led there is kept.
func TestFault03RedirectToPrivate(t *testing.T) {
	f, base, private, _ := redirects(t)
	c, p := f.Fetch(t.Context(), scraper.Request{URL: base + "/in", API: true})
	if private.Load() || c.Outcome == store.OutcomeOK || p != nil && p.Status == 200 || len(c.Hops) != 1 || !strings.Contains(c.Error, "refused") {
		t.Errorf("reached %v, %s %q after %+v", private.Load(), c.Outcome, c.Error, c.Hops)
	}
}

// TestFault11SecretsStay with the first origin.
func TestFault11SecretsStay(t *testing.T) {
	f, base, _, secrets := redirects(t)
	h := http.Header{"Authorization": {"Bearer secret"}, "Cookie": {"secret=1"}}
	c, _ := f.Fetch(t.Context(), scraper.Request{URL: base + "/other", API: true, Header: h})
	if got := secrets.Load(); got != "" {
		t.Errorf("another origin was sent %q", got)
	}
	for _, k := range []string{"Authorization", "Cookie"} {
		if got := c.RequestHeader.Get(k); strings.Contains(got, "secret") {
			t.Errorf("the record keeps %q", got)
		}
	}
}

// TestFault14Bombs: brotli and zstd are cut where gzip is.
func TestFault14Bombs(t *testing.T) {
	zeros := bytes.NewReader(make([]byte, 40<<20))
	var br, zs bytes.Buffer
	b := brotli.NewWriterLevel(&br, 5)
	z, err := zstd.NewWriter(&zs)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.MultiWriter(b, z), zeros); err != nil {
		t.Fatal(err)
	}
	b.Close()
	z.Close()
	for name, body := range map[string][]byte{"br": br.Bytes(), "zstd": zs.Bytes()} {
		f, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", name)
			_, _ = w.Write(body)
		}, Options{})
		c, p := fetch(t, f, base)
		if p == nil || len(p.Body) != 32<<20 || c.Outcome != store.OutcomePartial || c.Truncated != "over 32 MiB" || c.RawLength != int64(len(body)) {
			t.Errorf("%s: %d bytes, %s, %q", name, len(c.Body), c.Outcome, c.Truncated)
		}
	}
}

// TestEncodingsAreUndone: what arrives encoded is read, its own bytes are kept.
func TestEncodingsAreUndone(t *testing.T) {
	var br bytes.Buffer
	b := brotli.NewWriter(&br)
	_, _ = b.Write([]byte("the words"))
	b.Close()
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
			t.Errorf("asks for %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "br")
		_, _ = w.Write(br.Bytes())
	}, Options{})
	if c, p := fetch(t, f, base); p == nil || string(p.Body) != "the words" || !bytes.Equal(c.Raw, br.Bytes()) || c.Outcome != store.OutcomeOK {
		t.Errorf("%s %q", c.Outcome, c.Error)
	}
}

// TestFault17EndlessHeaders: over 1 MiB of them is no answer.
func TestFault17EndlessHeaders(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		c, buf, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		fmt.Fprint(buf, "HTTP/1.1 200 OK\r\n")
		for i := 0; ; i++ {
			if _, err := fmt.Fprintf(buf, "X-%d: %s\r\n", i, strings.Repeat("a", 1000)); err != nil {
				return
			}
		}
	}, Options{Timeout: 20 * time.Second})
	if c, p := fetch(t, f, base); p != nil || c.Outcome != store.OutcomeFailed || !strings.Contains(c.Error, "exceeded") {
		t.Errorf("%s %q", c.Outcome, c.Error)
	}
}

// TestFault18LengthTooSmall: what is beyond the length is not the answer's.
func TestFault18LengthTooSmall(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		c, buf, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		if r.URL.Path == "/small" {
			fmt.Fprint(buf, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")
		} else {
			fmt.Fprint(buf, "HTTP/1.1 200 OK\r\n\r\nabc")
		}
		buf.Flush()
	}, Options{})
	for path, want := range map[string]string{"/small": "abc", "/absent": "abc"} {
		if c, p := fetch(t, f, base+path); p == nil || string(p.Body) != want {
			t.Errorf("%s: %q %s %q", path, c.Body, c.Outcome, c.Error)
		}
	}
}

// TestSloppyEncodingsCutNothing: what a server says wrongly of its encoding is no sign
// that words are missing.
func TestSloppyEncodingsCutNothing(t *testing.T) {
	const page = "<html><body>The words of a page that are there to the last one.</body></html>"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, page)
	z.Close()
	whole := packed.Bytes()
	for _, c := range []struct {
		encoding string
		body     []byte
		cut      bool
	}{
		{"UTF-8", []byte(page), false}, {"none", []byte(page), false}, {"gzip", []byte(page), false}, {"br", []byte(page), false},
		{"deflate", []byte(page), false}, {"zstd", []byte(page), false}, {"utf-8, gzip", whole, false},
		{"gzip", append(bytes.Clone(whole), 0), false}, {"gzip", append(bytes.Clone(whole), "\x00\x00\x00\x00\n"...), false},
		{"gzip", whole[:len(whole)/2], true},
	} {
		body, why := decode(c.body, []string{c.encoding}, 1<<20)
		if (why != "") != c.cut || !c.cut && string(body) != page {
			t.Errorf("%s: %q, cut: %q", c.encoding, body, why)
		}
	}
}
