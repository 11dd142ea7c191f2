package warc

import (
	"bytes"
	"crypto/sha256"
	"io"
	"strconv"

	"github.com/klauspost/compress/gzip"
)

// recordWriter writes records one after the other, each a gzip member.
type recordWriter struct {
	w    io.Writer
	at   int64
	gz   *gzip.Writer
	head bytes.Buffer
}

func newRecordWriter(w io.Writer) *recordWriter {
	r := &recordWriter{w: w}
	r.gz = gzip.NewWriter((*counted)(r))
	return r
}

// counted counts what leaves.
type counted recordWriter

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.at += int64(n)
	return n, err
}

// write writes a record whose block is the parts one after the other, and gives where
// it stands and how long it is, compressed, with the sum of its bytes.
func (w *recordWriter) write(f Fields, block ...[]byte) (at, n int64, sum [sha256.Size]byte, err error) {
	h, length := sha256.New(), 0
	for _, b := range block {
		h.Write(b)
		length += len(b)
	}
	f.add("WARC-Block-Digest", digest([sha256.Size]byte(h.Sum(nil))))
	w.head.Reset()
	w.head.WriteString("WARC/1.1\r\n")
	for _, x := range f {
		w.head.WriteString(x.Name + ": " + x.Value + "\r\n")
	}
	w.head.WriteString("Content-Length: " + strconv.Itoa(length) + "\r\n\r\n")
	at = w.at
	all := sha256.New()
	out := io.MultiWriter((*counted)(w), all)
	w.gz.Reset(out)
	for _, b := range append(append([][]byte{w.head.Bytes()}, block...), []byte("\r\n\r\n")) {
		if _, err := w.gz.Write(b); err != nil {
			return 0, 0, sum, err
		}
	}
	err = w.gz.Close()
	return at, w.at - at, [sha256.Size]byte(all.Sum(nil)), err
}
