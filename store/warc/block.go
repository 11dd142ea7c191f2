package warc

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"onrecord/store"
)

// origPrefix stands before a header field that does not describe the block any more.
const origPrefix = "X-Archive-Orig-"

// responseHead is the status line and the header, ended by an empty line.
func responseHead(status int, h http.Header) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", status, http.StatusText(status))
	writeHeader(&b, h)
	return b.Bytes()
}

// requestHead is what was asked.
func requestHead(method, address string, h http.Header) []byte {
	target, host := "/", ""
	if u, err := url.Parse(address); err == nil {
		target, host = u.RequestURI(), u.Host
	}
	if method == "" {
		method = http.MethodGet
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", oneLine(method), uri(target), oneLine(host))
	h = h.Clone()
	h.Del("Host")
	writeHeader(&b, h)
	return b.Bytes()
}

// writeHeader writes fields sorted by name: their order was not kept.
func writeHeader(b *bytes.Buffer, h http.Header) {
	names := make([]string, 0, len(h))
	for k := range h {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		for _, v := range h[k] {
			b.WriteString(fieldName(k) + ": " + oneLine(v) + "\r\n")
		}
	}
	b.WriteString("\r\n")
}

func fieldName(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f || r == ':' {
			return '_'
		}
		return r
	}, s)
}

// payload is the body as it was received, and the header that describes it.
func payload(c store.Capture) ([]byte, http.Header) {
	h := c.Header
	if h == nil {
		h = http.Header{}
	}
	if h.Get("Transfer-Encoding") != "" { // an import that kept it; the body is decoded
		h = renamed(h, "Transfer-Encoding")
	}
	switch {
	case len(c.Raw) > 0:
		return c.Raw, h
	case c.RawSHA256 == c.BodySHA256, c.RawSHA256 == "":
		return c.Body, h
	}
	return c.Body, renamed(h, "Content-Encoding", "Content-Length", "Content-Md5", "Digest", "Content-Digest")
}

// renamed sets fields aside.
func renamed(h http.Header, names ...string) http.Header {
	h = h.Clone()
	for _, n := range names {
		if v := h.Values(n); len(v) > 0 {
			h[origPrefix+n] = v
			h.Del(n)
		}
	}
	return h
}

// truncation is the reason of WARC-Truncated, "" where the block is whole.
func truncation(c store.Capture) string {
	var mib int64
	if _, err := fmt.Sscanf(c.Truncated, "over %d MiB", &mib); err == nil && c.RawLength < mib<<20 {
		return "" // only the decoded body was cut
	}
	switch {
	case c.BodyLength > 0 && len(c.Body) == 0:
		return "unspecified" // erased, or kept elsewhere
	case c.Truncated == "":
		return ""
	case strings.HasPrefix(c.Truncated, "over "):
		return "length"
	case strings.Contains(c.Truncated, "closed early"):
		return "disconnect"
	case len(c.Raw) > 0:
		return "" // what was received is whole, but could not be decoded to its end
	}
	return "unspecified"
}

// ip is the address of who answered.
func ip(c store.Capture) string {
	host, _, err := net.SplitHostPort(c.RemoteAddr)
	if err != nil {
		host = c.RemoteAddr
	}
	if net.ParseIP(host) == nil {
		return ""
	}
	return host
}

// protocol is the TLS version as WARC-Protocol names it ("tls/1.3").
func protocol(c store.Capture) string {
	if c.TLS == nil {
		return ""
	}
	return strings.ToLower(strings.ReplaceAll(c.TLS.Version, " ", "/"))
}
