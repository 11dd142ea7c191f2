package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
)

// Bounds on the HTTP message in a block.
const (
	maxHTTPHeader = 1 << 20
	maxHTTPFields = 1000
)

// Answer is the HTTP response in a block.
type Answer struct {
	Status int
	Header http.Header
	// Body has its transfer encoding undone, not its content encoding.
	Body []byte
	// Truncated says why Body is not whole, in the words of store.Capture.
	Truncated string
}

// ReadAnswer reads the response that a block holds, at most limit bytes of its body.
func ReadAnswer(block io.Reader, limit int64) (a Answer, err error) {
	r := bufio.NewReader(block)
	left := maxHTTPHeader
	first, err := httpLine(r, &left)
	if err != nil {
		return a, fmt.Errorf("its HTTP header: %w", err)
	}
	proto, rest, _ := strings.Cut(first, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if a.Status, err = strconv.Atoi(code); err != nil || !strings.HasPrefix(proto, "HTTP/") || a.Status < 100 || a.Status > 999 {
		return a, fmt.Errorf("it holds no HTTP response: it begins with %q", clip(first))
	}
	if a.Header, err = httpHeader(r, &left); err != nil {
		return a, fmt.Errorf("its HTTP header: %w", err)
	}
	a.Body, err = io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return a, err
	}
	if int64(len(a.Body)) > limit {
		a.Body, a.Truncated = a.Body[:limit], fmt.Sprintf("over %d MiB", limit>>20)
	}
	a.dechunk()
	return a, nil
}

func httpLine(r *bufio.Reader, left *int) (string, error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		b = append(b, part...)
		switch {
		case len(b) > *left:
			return "", fmt.Errorf("it has more than %d bytes", maxHTTPHeader)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(b) > 0:
		case err != nil:
			return "", err
		}
		*left -= len(b)
		return strings.TrimRight(string(b), "\r\n"), nil
	}
}

// httpHeader reads fields up to the empty line, or the end: some programs leave the
// empty line away where there is no body. Lines that are no fields are passed over.
func httpHeader(r *bufio.Reader, left *int) (http.Header, error) {
	h, n, last := http.Header{}, 0, ""
	for {
		l, err := httpLine(r, left)
		switch {
		case errors.Is(err, io.EOF):
			return h, nil
		case err != nil:
			return nil, err
		case l == "":
			return h, nil
		case n >= maxHTTPFields:
			return nil, fmt.Errorf("it has more than %d fields", maxHTTPFields)
		}
		if (l[0] == ' ' || l[0] == '\t') && last != "" {
			v := h[last]
			v[len(v)-1] += " " + strings.TrimSpace(l)
			n++ // each costs a copy of what is there
			continue
		}
		name, value, ok := strings.Cut(l, ":")
		if name = strings.TrimSpace(name); !ok || name == "" {
			continue
		}
		last = http.CanonicalHeaderKey(name)
		h[last] = append(h[last], strings.TrimSpace(value))
		n++
	}
}

// dechunk undoes a chunked transfer encoding. Many programs undo it themselves and
// leave the field, so a body that is not chunked is taken as it is.
func (a *Answer) dechunk() {
	chunked := strings.Contains(strings.ToLower(a.Header.Get("Transfer-Encoding")), "chunked")
	a.Header.Del("Transfer-Encoding")
	if !chunked || !beginsChunked(a.Body) {
		return
	}
	body, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(a.Body)))
	if err != nil && len(body) == 0 {
		return
	}
	if err != nil && a.Truncated == "" {
		a.Truncated = "the connection closed early"
	}
	a.Body = body
}

// beginsChunked reports whether a body begins with the length of a chunk (RFC 9112
// §7.1) that is not longer than what follows, unless that was cut.
func beginsChunked(b []byte) bool {
	line, _, ok := bytes.Cut(b[:min(len(b), 1024)], []byte("\r\n"))
	size, _, _ := bytes.Cut(line, []byte(";"))
	_, err := strconv.ParseUint(string(bytes.TrimSpace(size)), 16, 40)
	return ok && err == nil
}
