package client

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// decode undoes the content encodings, two at most. What is not encoded as it says, or in
// no way that is known, is given back as it is; a reason says why content is not whole.
func decode(b []byte, values []string, limit int64) ([]byte, string) {
	var names []string
	for _, n := range strings.Split(strings.Join(values, ","), ",") {
		if n = strings.ToLower(strings.TrimSpace(n)); n != "" && n != "identity" {
			names = append(names, n)
		}
	}
	if len(names) > maxEncodings {
		return b, "more than two content encodings"
	}
	for i := len(names) - 1; i >= 0; i-- {
		r := undo(names[i], b)
		if r == nil { // many servers name a charset here, or what they did not do
			continue
		}
		out, err := sized(r, func() io.ReadCloser { return undo(names[i], b) }, limit)
		switch {
		case int64(len(out)) > limit:
			return out[:limit], over(limit)
		case err == nil:
			b = out
		case len(out) > 0 && !isText(b):
			return out, "the compressed content ends early"
		}
	}
	return packed(b, maxEncodings-len(names), limit)
}

// over says that a body was cut at a length in bytes.
func over(limit int64) string { return fmt.Sprintf("over %d MiB", limit>>20) }

// sized reads at most one byte more than limit. What is long is read twice, first for its
// length: bytes that are gathered without it take twice the memory that they have.
func sized(r io.ReadCloser, again func() io.ReadCloser, limit int64) ([]byte, error) {
	defer func() { _ = r.Close() }()
	if limit <= middleBody {
		return readAll(io.LimitReader(r, limit+1), 0)
	}
	n, err := io.Copy(io.Discard, io.LimitReader(r, limit+1))
	if n == 0 {
		return nil, err
	}
	second := again()
	defer second.Close()
	out := make([]byte, n)
	if _, short := io.ReadFull(second, out); short != nil && err == nil {
		err = short
	}
	return out, err
}

// maxEncodings is how many encodings are undone, said or not.
const maxEncodings = 2

// packed undoes gzip that no header tells of, around what is text.
func packed(b []byte, most int, limit int64) ([]byte, string) {
	for range most {
		if !bytes.HasPrefix(b, []byte{0x1f, 0x8b, 8}) {
			break
		}
		r := undo("gzip", b)
		if r == nil {
			break
		}
		out, err := sized(r, func() io.ReadCloser { return undo("gzip", b) }, limit)
		inner := bytes.HasPrefix(out, []byte{0x1f, 0x8b, 8})
		switch {
		case !isText(out) && !inner || err != nil && len(out) == 0:
			return b, ""
		case int64(len(out)) > limit:
			return out[:limit], over(limit)
		case err != nil:
			return out, "the compressed content ends early"
		}
		b = out
	}
	return b, ""
}

// maxWindow bounds the memory that an encoding may ask for (RFC 8878 §3.1.1.1.2
// lets a decoder refuse more than 8 MiB).
const maxWindow = 8 << 20

// undo reads one content encoding; nil where it is none, or not that of the bytes.
func undo(name string, b []byte) io.ReadCloser {
	switch name {
	case "gzip", "x-gzip":
		src := bytes.NewReader(b)
		if r, err := gzip.NewReader(src); err == nil {
			r.Multistream(false)
			return &members{r, src}
		}
	case "br":
		return io.NopCloser(brotli.NewReader(bytes.NewReader(b)))
	case "zstd":
		if r, err := zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1)); err == nil {
			return r.IOReadCloser()
		}
	case "deflate":
		r, err := zlib.NewReader(bytes.NewReader(b))
		if err != nil { // many servers send it without zlib's wrapping (RFC 9110 §8.4.1.2)
			return flate.NewReader(bytes.NewReader(b))
		}
		return r
	}
	return nil
}

// members reads the members of a gzip file (RFC 1952 §2.2); what follows the last one
// and is none is no part of it.
type members struct {
	*gzip.Reader
	src *bytes.Reader
}

func (m *members) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if !errors.Is(err, io.EOF) || n > 0 {
		return n, err
	}
	if m.src.Len() == 0 || m.Reset(m.src) != nil {
		return 0, io.EOF
	}
	m.Multistream(false)
	return m.Read(p)
}

// isText reports whether bytes begin as a page or data does that nobody compressed.
func isText(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 100)], "\ufeff \t\r\n")
	return len(b) > 0 && bytes.IndexByte([]byte("<{["), b[0]) >= 0
}
