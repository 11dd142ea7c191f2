package postings

import "encoding/binary"

// Bucket walks the entries of a bucket.
type Bucket struct {
	data []byte
	last uint64
	bad  bool
}

// ReadBucket reads a row of a segment of so many bits. Its key tells which bucket
// it is.
func ReadBucket(data []byte, key int64, bits int) Bucket {
	return Bucket{data: data, last: firstCode(uint64(key&(1<<40-1)), bits) - 1} // 40 bits
}

func firstCode(bucket uint64, bits int) uint64 { return bucket << (TermBits - bits) }

// Next is the next entry with its refs, where they are short; ok is false at the
// end.
func (b *Bucket) Next() (e Entry, ok bool, err error) {
	e, ok = b.next(func(uint64) bool { return true })
	if b.bad {
		err = ErrDamaged
	}
	return e, ok, err
}

// Find looks a term's code up in its bucket; the entry's Count is 0 where it is
// not there.
func Find(data []byte, bits int, code uint64) (Entry, error) {
	b := Bucket{data: data, last: firstCode(code>>(TermBits-bits), bits) - 1}
	for {
		e, ok := b.next(func(have uint64) bool { return have == code })
		switch {
		case b.bad:
			return Entry{}, ErrDamaged
		case !ok || e.Code > code:
			return Entry{}, nil
		case e.Code == code:
			return e, nil
		}
	}
}

// LongList unpacks a list that has a row of its own.
func LongList(data []byte, count int) ([]uint64, error) {
	if count > len(data) {
		return nil, ErrDamaged
	}
	b := Bucket{data: data}
	out := b.list(count)
	if b.bad {
		return nil, ErrDamaged
	}
	return out, nil
}

// next is the next entry, its refs where they are short and wanted says so; the
// other lists are passed over.
func (b *Bucket) next(wanted func(code uint64) bool) (e Entry, ok bool) {
	if len(b.data) == 0 {
		return e, false
	}
	head := b.uvarint()
	b.last += head >> 1
	e = Entry{Code: b.last, Count: 1}
	if head&1 == 0 {
		e.Count = int(b.uvarint()) // checked below
	}
	if b.bad || e.Count < 1 || e.Count > 1<<refBits {
		b.bad = true
		return e, false
	}
	switch {
	case e.Long():
	case wanted(e.Code):
		e.Refs = b.list(e.Count)
	default:
		b.skip(e.Count)
	}
	return e, !b.bad
}

func (b *Bucket) uvarint() uint64 {
	v, n := binary.Uvarint(b.data)
	if n <= 0 {
		b.bad, b.data = true, nil
		return 0
	}
	b.data = b.data[n:]
	return v
}

func (b *Bucket) list(n int) []uint64 {
	out := make([]uint64, n)
	last := uint64(0)
	for i := range out {
		if len(b.data) > 0 && b.data[0] < 0x80 { // most are of one byte
			last += uint64(b.data[0])
			b.data = b.data[1:]
		} else {
			last += b.uvarint()
		}
		out[i] = last
	}
	return out
}

// skip passes over n numbers.
func (b *Bucket) skip(n int) {
	for i, c := range b.data {
		if c < 0x80 {
			if n--; n == 0 {
				b.data = b.data[i+1:]
				return
			}
		}
	}
	b.bad, b.data = true, nil
}
