package warc

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// linesABlock is how many lines of the index are compressed together.
const linesABlock = 1024

// WriteIndex writes lines of CDXJ that each gives, sorted, as a compressed index to
// cdx, named so, and where its blocks begin to idx (ZipNum,
// https://specs.webrecorder.net/cdxj/0.1.0/#zipnum).
func WriteIndex(cdx, idx io.Writer, name string, each func(func(line string) error) error) error {
	w := indexWriter{cdx: cdx, idx: idx, name: name}
	meta, err := json.Marshal(struct {
		Format string `json:"format"`
		Name   string `json:"filename"`
	}{"cdxj-gzip-1.0", name})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(idx, "!meta 0 "+string(meta)+"\n"); err != nil {
		return err
	}
	if err := each(w.add); err != nil {
		return err
	}
	return w.flush()
}

type indexWriter struct {
	cdx, idx io.Writer
	name     string
	at       int64
	lines    []string
}

func (w *indexWriter) add(line string) error {
	w.lines = append(w.lines, line)
	if len(w.lines) < linesABlock {
		return nil
	}
	return w.flush()
}

// flush writes a block.
func (w *indexWriter) flush() error {
	if len(w.lines) == 0 {
		return nil
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for _, l := range w.lines {
		if _, err := io.WriteString(z, l+"\n"); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	first := strings.SplitN(w.lines[0], " ", 3)
	w.lines = w.lines[:0]
	entry, err := json.Marshal(struct {
		Offset int64  `json:"offset"`
		Length int    `json:"length"`
		Digest string `json:"digest"`
		Name   string `json:"filename"`
	}{w.at, b.Len(), digest(sha256.Sum256(b.Bytes())), w.name})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w.idx, first[0]+" "+first[1]+" "+string(entry)+"\n"); err != nil {
		return err
	}
	w.at += int64(b.Len())
	_, err = w.cdx.Write(b.Bytes())
	return err
}
