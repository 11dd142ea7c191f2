package zipped

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"time"
)

// Reader reads a container of this package's form, and no other.
type Reader struct {
	r       io.ReaderAt
	made    stamp
	entries []Entry
	byName  map[string]int
}

// Open reads the directory of a container of size bytes and holds every byte that is
// not an entry's to the form. An error that is not r's own is an ErrForm. The bytes of
// the entries are held to their sums as they are read; Check reads them all.
func Open(r io.ReaderAt, size int64) (*Reader, error) {
	z := &Reader{r: r, made: undated, byName: map[string]int{}}
	n, at, err := z.readEnd(size)
	if err != nil {
		return nil, err
	}
	if err := z.readDirectory(n, at, size); err != nil {
		return nil, err
	}
	return z, z.rebuild(at, size)
}

// readEnd finds how many entries there are and where the directory begins.
func (z *Reader) readEnd(size int64) (n int, at int64, err error) {
	b, err := z.bytes(size-endSize, endSize, size)
	if err != nil {
		return 0, 0, err
	}
	if le.Uint32(b) != 0x06054b50 {
		return 0, 0, formf("it does not end with a directory, or something follows it")
	}
	count, where := uint64(le.Uint16(b[10:])), uint64(le.Uint32(b[16:]))
	if l, err := z.bytes(size-endSize-locatorSize, locatorSize, size); err == nil && le.Uint32(l) == 0x07064b50 {
		if b, err = z.bytes(size-endSize-locatorSize-end64Size, end64Size, size); err != nil {
			return 0, 0, err
		}
		count, where = le.Uint64(b[32:]), le.Uint64(b[48:])
	}
	switch {
	case count > MaxEntries:
		return 0, 0, formf("%d entries; at most %d are read", count, MaxEntries)
	case where > uint64(size):
		return 0, 0, formf("the directory lies outside the file")
	}
	return int(count), int64(where), nil
}

// readDirectory reads name, size and sum of each entry; rebuild judges all else.
func (z *Reader) readDirectory(n int, at, size int64) error {
	all := newNames()
	var next int64 // where the entry's local header must begin
	for i := range n {
		b, err := z.bytes(at, centralSize, size)
		if err != nil {
			return err
		}
		nameLen, extraLen := int64(le.Uint16(b[28:])), int64(le.Uint16(b[30:]))
		rest, err := z.bytes(at+centralSize, nameLen+extraLen, size)
		if err != nil {
			return err
		}
		if i == 0 {
			z.made = stamp(le.Uint32(b[12:]))
		}
		e := Entry{Name: string(rest[:nameLen]), at: z.made, CRC32: le.Uint32(b[16:]), Size: int64(le.Uint32(b[24:]))}
		if err := refuse(b, e.Name); err != nil {
			return err
		}
		if err := all.add(e.Name); err != nil {
			return formf("%w", err)
		}
		if extra := rest[nameLen:]; e.Size == most32 && len(extra) >= 12 {
			if long := le.Uint64(extra[4:]); long <= uint64(size) {
				e.Size = int64(long)
			}
		}
		e.Offset = next + int64(len(e.local()))
		if next = e.Offset + e.Size; next > size {
			return formf("entry %s reaches past the end of the file", e.Name)
		}
		z.byName[e.Name] = len(z.entries)
		z.entries = append(z.entries, e)
		at += centralSize + nameLen + extraLen
	}
	return nil
}

// refuse names what rebuild would only call different.
func refuse(central []byte, name string) error {
	switch {
	case le.Uint32(central) != 0x02014b50:
		return formf("the directory is cut or broken")
	case le.Uint16(central[10:]) != 0:
		return formf("entry %q is compressed", name)
	case le.Uint16(central[8:]) != 0:
		return formf("entry %q has flags (encryption, or a size that follows it)", name)
	case le.Uint32(central[38:]) != 0:
		return formf("entry %q has attributes: it may be a link or a folder", name)
	}
	return nil
}

// rebuild writes anew all that is not an entry's bytes and compares.
func (z *Reader) rebuild(at, size int64) error {
	var next int64
	for _, e := range z.entries {
		if err := z.same(next, e.local(), size, "the header of "+e.Name); err != nil {
			return err
		}
		next = e.Offset + e.Size
	}
	if at != next {
		return formf("the directory does not follow the last entry")
	}
	for _, e := range z.entries {
		b := e.central()
		if err := z.same(at, b, size, "the directory's line for "+e.Name); err != nil {
			return err
		}
		at += int64(len(b))
	}
	b := end(len(z.entries), at-next, next)
	if at+int64(len(b)) != size {
		return formf("something stands between the directory and the end")
	}
	return z.same(at, b, size, "the end")
}

func (z *Reader) same(at int64, want []byte, size int64, what string) error {
	got, err := z.bytes(at, int64(len(want)), size)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return formf("%s is not as it must be", what)
	}
	return nil
}

// bytes reads n bytes at an offset within a file of size.
func (z *Reader) bytes(at, n, size int64) ([]byte, error) {
	if at < 0 || at > size-n {
		return nil, formf("it is cut: %d bytes are wanted at %d of %d", n, at, size)
	}
	b := make([]byte, n)
	if got, err := z.r.ReadAt(b, at); int64(got) < n {
		if errors.Is(err, io.EOF) {
			return nil, formf("it is shorter than it was said to be")
		}
		return nil, fmt.Errorf("read at %d: %w", at, err)
	}
	return b, nil
}

// Dated reports whether the entries bear this time, or none.
func (z *Reader) Dated(at time.Time) bool { return z.made == undated || z.made == stampOf(at) }

// Entries are in the order in which they were added.
func (z *Reader) Entries() []Entry { return z.entries }

// Entry is the one of that name.
func (z *Reader) Entry(name string) (Entry, bool) {
	i, ok := z.byName[name]
	if !ok {
		return Entry{}, false
	}
	return z.entries[i], true
}

// Section gives any part of an entry to read, without holding it to its sum. It is
// empty where there is no such entry.
func (z *Reader) Section(name string) *io.SectionReader {
	e, _ := z.Entry(name)
	return io.NewSectionReader(z.r, e.Offset, e.Size)
}

// OpenEntry reads an entry from its beginning. At the end it gives io.EOF, or an
// ErrForm where the bytes have another sum than the container says.
func (z *Reader) OpenEntry(name string) (io.Reader, error) {
	e, ok := z.Entry(name)
	if !ok {
		return nil, fmt.Errorf("no entry %q in the container", name)
	}
	return &summed{e: e, r: z.Section(name)}, nil
}

// Check reads every entry and holds it to its sum.
func (z *Reader) Check() error {
	for _, e := range z.entries {
		if _, err := io.Copy(io.Discard, &summed{e: e, r: z.Section(e.Name)}); err != nil {
			return err
		}
	}
	return nil
}

type summed struct {
	e   Entry
	r   io.Reader
	sum uint32
	n   int64
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum = crc32.Update(s.sum, crc32.IEEETable, p[:n])
	s.n += int64(n)
	if errors.Is(err, io.EOF) && (s.sum != s.e.CRC32 || s.n != s.e.Size) {
		return n, formf("the bytes of %s are not those that were put in", s.e.Name)
	}
	return n, err
}
