package zipped

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"time"
)

// Writer writes a container to a stream, entry by entry.
type Writer struct {
	w       io.Writer
	made    stamp
	at      int64
	names   names
	entries []Entry
	err     error
}

// NewWriter begins a container on w, which need not seek. Its entries bear the time at,
// none for the zero time.
func NewWriter(w io.Writer, at time.Time) *Writer {
	return &Writer{w: w, made: stampOf(at), names: newNames()}
}

// Add writes an entry with what r holds from its beginning to its end. r is read
// twice, since the sum of the bytes stands before them. After an error the container
// cannot be finished.
func (z *Writer) Add(name string, r io.ReadSeeker) (Entry, error) {
	if z.err != nil {
		return Entry{}, z.err
	}
	e, err := z.add(name, r)
	if err != nil {
		z.err = fmt.Errorf("entry %s: %w", name, err)
	}
	return e, z.err
}

// AddBytes is Add for bytes in memory.
func (z *Writer) AddBytes(name string, b []byte) (Entry, error) {
	return z.Add(name, bytes.NewReader(b))
}

func (z *Writer) add(name string, r io.ReadSeeker) (Entry, error) {
	e := Entry{Name: name, at: z.made}
	if len(z.entries) >= MaxEntries {
		return e, fmt.Errorf("more than %d entries", MaxEntries)
	}
	if err := z.names.add(name); err != nil {
		return e, err
	}
	var err error
	if e.CRC32, e.Size, err = sumFrom(r, io.Discard); err != nil {
		return e, err
	}
	head := e.local()
	e.Offset = z.at + int64(len(head))
	if _, err := z.w.Write(head); err != nil {
		return e, err
	}
	sum, n, err := sumFrom(r, z.w)
	switch {
	case err != nil:
		return e, err
	case sum != e.CRC32 || n != e.Size:
		return e, errors.New("the bytes changed while they were read")
	}
	z.at = e.Offset + e.Size
	z.entries = append(z.entries, e)
	return e, nil
}

// sumFrom copies all of r from its beginning.
func sumFrom(r io.ReadSeeker, w io.Writer) (sum uint32, n int64, err error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, 0, err
	}
	h := crc32.NewIEEE()
	n, err = io.Copy(io.MultiWriter(w, h), r)
	return h.Sum32(), n, err
}

// Close writes the directory. It does not close the stream below.
func (z *Writer) Close() error {
	if z.err != nil {
		return z.err
	}
	z.err = errors.New("the container is closed")
	var size int64
	for _, e := range z.entries {
		b := e.central()
		size += int64(len(b))
		if _, err := z.w.Write(b); err != nil {
			return err
		}
	}
	_, err := z.w.Write(end(len(z.entries), size, z.at))
	return err
}
