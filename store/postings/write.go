package postings

// Writer packs a segment's entries, which come in ascending order of their codes,
// into rows.
type Writer struct {
	segment int64
	bits    int
	bucket  uint64
	before  uint64
	data    []byte
	entries int
}

// NewWriter writes a segment of about so many entries.
func NewWriter(segment int64, entries int) *Writer {
	bits := bucketBits(entries)
	return &Writer{segment: segment, bits: bits, before: firstCode(0, bits) - 1}
}

// Bits is how many bits of a code tell its bucket.
func (w *Writer) Bits() int { return w.bits }

// Entries is how many entries were added.
func (w *Writer) Entries() int { return w.entries }

// Put keeps one row.
type Put func(key int64, data []byte) error

// Add packs the next entry, with all of its refs.
func (w *Writer) Add(e Entry, put Put) error {
	if b := e.Code >> (TermBits - w.bits); b != w.bucket {
		if err := w.Flush(put); err != nil {
			return err
		}
		w.bucket, w.before = b, firstCode(b, w.bits)-1
	}
	w.data = appendEntry(w.data, w.before, e)
	w.before = e.Code
	w.entries++
	if !e.Long() {
		return nil
	}
	return put(LongKey(w.segment, e.Code), appendRefs(make([]byte, 0, 2*e.Count), e.Refs))
}

// Flush puts the bucket that is being filled.
func (w *Writer) Flush(put Put) error {
	if len(w.data) == 0 {
		return nil
	}
	err := put(bucketKey(w.segment, w.bucket), w.data)
	w.data = w.data[:0]
	return err
}
