package warc

import (
	"bufio"
	"bytes"
	"crypto/sha1" //nolint:gosec // the digests of other people's files
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Bounds on a file from outside; what is over them is refused, not believed.
const (
	// maxLine is how long the line of a field may be, maxHeader all of a record's.
	maxLine, maxHeader = 64 << 10, 256 << 10
	maxFields          = 200
	// maxBlock is how many bytes a record may claim; a longer one is not even
	// unpacked.
	maxBlock = 4 << 30
	// A gzip member that unpacks to more than bombSize may not be more than bombRatio
	// times as long as it is: text is packed to a tenth, at best to a fiftieth.
	bombSize, bombRatio = 64 << 20, 200
)

// Record is one record of a file.
type Record struct {
	// Number counts the file's records from 1, bad ones too.
	Number int
	// Version is "1.0" or "1.1".
	Version string
	Fields  Fields
	// Length is that of the block in bytes.
	Length int64
	// Block is what follows the fields; it is to be read before the next record. It
	// ends in an error where it is cut, or has another sum than the record says.
	Block io.Reader
}

// Type is the record's kind, such as response, in lower case.
func (r *Record) Type() string { return strings.ToLower(r.Fields.Get("WARC-Type")) }

// ID is the record's own, as it is written.
func (r *Record) ID() string { return r.Fields.Get("WARC-Record-ID") }

// Target is the address that the record is about, without the angle brackets that
// WARC 1.0 puts around it.
func (r *Record) Target() string { return bare(r.Fields.Get("WARC-Target-URI")) }

func bare(s string) string {
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		return s[1 : len(s)-1]
	}
	return s
}

// Date is when it was made, UTC.
func (r *Record) Date() time.Time { return parseDate(r.Fields.Get("WARC-Date")) }

// parseDate reads a WARC-Date, of any precision; one without a zone is of UTC, as all of
// them are (WARC 1.1, 5.4).
func parseDate(s string) time.Time {
	for _, layout := range []string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateTime, time.DateOnly, "2006-01", "2006",
	} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1970 && t.Year() < 10000 {
			return t.UTC()
		}
	}
	return time.Time{}
}

// RecordError says what is wrong with one record; the reader goes on at the next.
type RecordError struct {
	Number int
	Err    error
}

func (e *RecordError) Error() string { return fmt.Sprintf("record %d: %v", e.Number, e.Err) }
func (e *RecordError) Unwrap() error { return e.Err }

// ErrNotWARC says that the file begins with something else.
var ErrNotWARC = errors.New("this is no WARC file: it begins with neither WARC/1.0, WARC/1.1 nor gzip")

// Reader reads a WARC file, plain or compressed with gzip, by record or as a whole.
// It holds no more than the fields of one record.
type Reader struct {
	src    *source
	in     *bufio.Reader
	number int
	// gz is the member that is open, nil in a plain file.
	gz     *member
	body   *bufio.Reader
	packed bool
	block  *block
	// lost says that the place of the next record is not known.
	lost bool
}

// NewReader begins to read a file.
func NewReader(r io.Reader) (*Reader, error) {
	src := &source{r: r}
	in := bufio.NewReaderSize(src, inBuffer)
	head, err := in.Peek(5)
	switch {
	case len(head) == 0 && errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%w (it is empty)", ErrNotWARC)
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case isGzip(head):
		return &Reader{src: src, in: in, packed: true}, nil
	case string(head) == "WARC/":
		return &Reader{src: src, in: in, body: in}, nil
	}
	return nil, ErrNotWARC
}

func isGzip(b []byte) bool { return len(b) >= 3 && b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 }

// Next gives the next record, io.EOF at the end, or a *RecordError for one that cannot
// be read; any other error is the file's own and final.
func (r *Reader) Next() (*Record, error) {
	if err := r.leave(); err != nil {
		return nil, err
	}
	if err := r.find(); err != nil {
		return nil, err
	}
	r.number++
	rec, err := r.head()
	if err != nil {
		return nil, r.bad(err)
	}
	return rec, nil
}

// leave goes to the end of the record before. What is wrong with it is told here
// unless whoever read its block was told.
func (r *Reader) leave() error {
	b := r.block
	if b == nil {
		return nil
	}
	r.block = nil
	told := b.err != nil
	if !told {
		_, _ = io.Copy(io.Discard, b) // the error is b's
	}
	switch {
	case errors.Is(b.err, io.EOF):
		return nil
	case !errors.Is(b.err, errSum):
		r.lose()
	}
	if told {
		return nil
	}
	return &RecordError{r.number, b.err}
}

// bad reports a record whose end is not known.
func (r *Reader) bad(err error) error {
	r.lose()
	return &RecordError{r.number, err}
}

func (r *Reader) lose() {
	r.lost = true
	if r.packed && r.gz != nil {
		r.src.back(r.in, r.gz.start+1)
	}
	if r.packed {
		r.gz, r.body = nil, nil
	}
}

// find goes to where the next record begins.
func (r *Reader) find() error {
	if r.lost {
		r.lost = false
		if err := r.search(); err != nil {
			return err
		}
	}
	for {
		if r.body == nil {
			if err := r.open(); err != nil {
				return err
			}
		}
		c, err := r.body.Peek(1)
		switch {
		case len(c) == 1 && (c[0] == '\r' || c[0] == '\n'): // between records
			if _, err := r.body.Discard(1); err != nil {
				return err
			}
		case len(c) == 1:
			return nil
		case r.packed && errors.Is(err, io.EOF):
			r.body, r.gz = nil, nil
		case errors.Is(err, io.EOF) || !r.packed:
			return err
		default:
			r.number++
			return r.bad(fmt.Errorf("the compressed record is broken: %w", err))
		}
	}
}

// open opens the next member of a compressed file.
func (r *Reader) open() error {
	for { // zeros behind a member pad the file, as on tapes; gzip(1) passes over them too
		if c, _ := r.in.Peek(1); len(c) == 0 || c[0] != 0 {
			break
		}
		if _, err := r.in.Discard(1); err != nil {
			return err
		}
	}
	head, err := r.in.Peek(3)
	if len(head) == 0 {
		return err
	}
	if !isGzip(head) {
		r.number++
		return r.bad(errors.New("what follows is not compressed as the records before"))
	}
	m := &member{src: r.src, in: r.in, start: r.src.at(r.in)}
	if m.gz, err = gzip.NewReader(r.in); err != nil {
		r.number++
		return r.bad(fmt.Errorf("the compressed record is broken: %w", err))
	}
	m.gz.Multistream(false)
	r.gz, r.body = m, bufio.NewReaderSize(m.limited(), 16<<10)
	return nil
}

// search looks for something that begins like a record: a member that unpacks to one,
// or a line.
func (r *Reader) search() error {
	before := byte('\n') // head ends with a line
	for {
		b, err := r.in.Peek(512)
		if len(b) == 0 {
			return err
		}
		if r.packed && isGzip(b) && packsRecord(b) || !r.packed && before == '\n' && bytes.HasPrefix(b, []byte("WARC/1.")) {
			return nil
		}
		skip := 1
		want := byte('W')
		if r.packed {
			want = 0x1f
		}
		if i := bytes.IndexByte(b[1:], want); i >= 0 {
			skip += i
		} else {
			skip = len(b)
		}
		before = b[skip-1]
		if _, err := r.in.Discard(skip); err != nil {
			return err
		}
	}
}

// packsRecord reports whether the beginning of a member unpacks to a record's.
func packsRecord(b []byte) bool {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return false
	}
	var head [7]byte
	_, err = io.ReadFull(z, head[:])
	return err == nil && string(head[:]) == "WARC/1."
}

// inBuffer is how much of a file is read at once.
const inBuffer = 64 << 10

// source is the file; it remembers what was read of it last, since a broken member is
// noticed only when some of what follows it was taken for its own.
type source struct {
	r io.Reader
	// n is how much was read, recent the last of it, again what is to be read anew.
	n             int64
	recent, again []byte
}

func (s *source) Read(p []byte) (n int, err error) {
	if len(s.again) > 0 {
		n = copy(p, s.again)
		s.again = s.again[n:]
	} else {
		n, err = s.r.Read(p)
	}
	s.n += int64(n)
	if len(s.recent) > 2*inBuffer {
		s.recent = append(s.recent[:0], s.recent[len(s.recent)-2*inBuffer:]...)
	}
	s.recent = append(s.recent, p[:n]...)
	return n, err
}

// at is how far in has been read.
func (s *source) at(in *bufio.Reader) int64 { return s.n - int64(in.Buffered()) }

// back has in go on from an earlier place, or the earliest that is remembered.
func (s *source) back(in *bufio.Reader, to int64) {
	again := s.recent[max(0, int64(len(s.recent))-(s.n-to)):]
	s.n -= int64(len(again))
	s.again = append(bytes.Clone(again), s.again...)
	s.recent = s.recent[:0]
	in.Reset(s)
}

// member is one gzip member; it counts what goes in and comes out.
type member struct {
	src   *source
	in    *bufio.Reader
	gz    *gzip.Reader
	start int64
	n     int64
}

func (m *member) limited() io.Reader { return (*unpacked)(m) }

// unpacked is what a member unpacks to, while it is no bomb.
type unpacked member

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.gz.Read(p)
	u.n += int64(n)
	if u.n > bombSize && u.n/bombRatio > u.src.at(u.in)-u.start {
		return 0, fmt.Errorf("it unpacks to more than %d times its size and is refused as a bomb", bombRatio)
	}
	return n, err
}

// head reads a record's version and fields.
func (r *Reader) head() (*Record, error) {
	left := maxHeader
	first, err := r.line(&left)
	if err != nil {
		return nil, err
	}
	v, ok := strings.CutPrefix(first, "WARC/")
	if !ok || v != "1.0" && v != "1.1" && v != "0.17" && v != "0.18" {
		return nil, fmt.Errorf("it begins with %q instead of WARC/1.0 or WARC/1.1", clip(first))
	}
	rec := &Record{Number: r.number, Version: v}
	if rec.Fields, err = r.fields(&left); err != nil {
		return nil, err
	}
	length := rec.Fields.Get("Content-Length")
	n, err := strconv.ParseUint(length, 10, 63)
	switch {
	case err != nil:
		return nil, fmt.Errorf("its Content-Length %q is no length", clip(length))
	case n > maxBlock:
		return nil, fmt.Errorf("it claims %d bytes; at most %d are read", n, int64(maxBlock))
	}
	rec.Length = int64(n)
	r.block = newBlock(r.body, rec)
	rec.Block = r.block
	return rec, nil
}

// fields reads up to the empty line.
func (r *Reader) fields(left *int) (f Fields, err error) {
	for n := 0; ; n++ {
		l, err := r.line(left)
		switch {
		case err != nil:
			return nil, err
		case l == "":
			return f, nil
		case n >= maxFields:
			return nil, fmt.Errorf("more than %d fields", maxFields)
		case (l[0] == ' ' || l[0] == '\t') && len(f) > 0: // folded, as WARC 1.0 allows
			f[len(f)-1].Value += " " + strings.TrimSpace(l)
			continue
		}
		name, value, ok := strings.Cut(l, ":")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, fmt.Errorf("the line %q is no field", clip(l))
		}
		f = append(f, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
}

// line reads a line without its end, and takes its length off what is left.
func (r *Reader) line(left *int) (string, error) {
	var b []byte
	for {
		part, err := r.body.ReadSlice('\n')
		b = append(b, part...)
		switch {
		case len(b) > maxLine || len(b) > *left:
			return "", errors.New("its fields are longer than any record's")
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return "", errors.New("it is cut in its fields")
		case err != nil:
			return "", err
		}
		*left -= len(b)
		return strings.TrimRight(string(b), "\r\n"), nil
	}
}

func clip(s string) string {
	if len(s) > 80 {
		return s[:80] + "…"
	}
	return s
}

// errSum: the block is whole, but not what was written.
var errSum = errors.New("its bytes have another sum than it says: they were changed or damaged")

// block is the block of a record, held to its length and its sum.
type block struct {
	r    *bufio.Reader
	left int64
	sum  hash.Hash
	want []byte
	err  error
}

func newBlock(r *bufio.Reader, rec *Record) *block {
	b := &block{r: r, left: rec.Length}
	b.sum, b.want = parseDigest(rec.Fields.Get("WARC-Block-Digest"))
	return b
}

func (b *block) Read(p []byte) (int, error) {
	switch {
	case b.err != nil:
		return 0, b.err
	case b.left == 0:
		b.err = b.end()
		return 0, b.err
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if b.sum != nil {
		b.sum.Write(p[:n])
	}
	switch {
	case errors.Is(err, io.EOF) && b.left > 0:
		b.err = fmt.Errorf("it is cut: %d bytes are missing", b.left)
	case err != nil && !errors.Is(err, io.EOF):
		b.err = fmt.Errorf("the compressed record is broken: %w", err)
	}
	return n, b.err
}

// end is io.EOF where all is well. Looking at what follows has gzip check its own sum.
func (b *block) end() error {
	if _, err := b.r.Peek(5); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("the compressed record is broken: %w", err)
	}
	if b.sum != nil && !bytes.Equal(b.sum.Sum(nil), b.want) {
		return errSum
	}
	return io.EOF
}

// parseDigest reads "algorithm:sum" in base 32 or hexadecimal; nil for what is not
// known, which cannot be held to.
func parseDigest(s string) (hash.Hash, []byte) {
	name, value, _ := strings.Cut(s, ":")
	var h hash.Hash
	switch strings.ToLower(strings.ReplaceAll(name, "-", "")) {
	case "sha1":
		h = sha1.New() //nolint:gosec // what the file uses
	case "sha256":
		h = sha256.New()
	default:
		return nil, nil
	}
	if b, err := hex.DecodeString(value); err == nil && len(b) == h.Size() {
		return h, b
	}
	b, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.TrimRight(value, "=")))
	if err != nil || len(b) != h.Size() {
		return nil, nil
	}
	return h, b
}
