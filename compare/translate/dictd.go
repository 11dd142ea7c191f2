package translate

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
)

// dictd is one dictionary in dictd's format: a text index of headwords and a file
// of entries, compressed by dictzip so that parts can be read by themselves
// (dictd(8), dictzip(1)).
type dictd struct {
	index, data string

	once sync.Once
	err  error
	body io.ReaderAt
}

// indexLine is a line of the index.
type indexLine struct {
	word     string
	from, to int64
}

// maxEntry is the longest entry that is read.
const maxEntry = 64 << 10

var errDict = errors.New("the dictionary is damaged; reinstall its dict-freedict package")

// lines calls f for the index's lines that make sense.
func (d *dictd) lines(f func(indexLine)) error {
	file, err := os.Open(d.index)
	if err != nil {
		return err
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	for sc.Scan() {
		if l, ok := parseIndexLine(sc.Text()); ok {
			f(l)
		}
	}
	return sc.Err()
}

func parseIndexLine(s string) (l indexLine, ok bool) {
	word, rest, ok := strings.Cut(s, "\t")
	from, n, ok2 := strings.Cut(rest, "\t")
	n, _, _ = strings.Cut(n, "\t") // a fourth field is the word as written
	at, ok3 := base64Number(from)
	size, ok4 := base64Number(n)
	if !ok || !ok2 || !ok3 || !ok4 || size > maxEntry || strings.HasPrefix(word, "00database") {
		return l, false
	}
	return indexLine{word: word, from: at, to: at + size}, true
}

// base64Number reads a number of base-64 digits, the highest first.
func base64Number(s string) (int64, bool) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	if s == "" || len(s) > 8 {
		return 0, false
	}
	n := int64(0)
	for i := range len(s) {
		v := strings.IndexByte(digits, s[i])
		if v < 0 {
			return 0, false
		}
		n = n<<6 | int64(v)
	}
	return n, true
}

// entry is the text between two offsets.
func (d *dictd) entry(from, to int64) (string, error) {
	d.once.Do(func() { d.err = d.open() })
	if d.err != nil {
		return "", d.err
	}
	if from < 0 || to < from || to-from > maxEntry {
		return "", errDict
	}
	b := make([]byte, to-from)
	if _, err := d.body.ReadAt(b, from); err != nil {
		return "", fmt.Errorf("%w: %w", errDict, err)
	}
	return string(b), nil
}

// maxPlain is the most that is unpacked of a file that is plain gzip.
const maxPlain = 48 << 20

// open makes the entries readable.
func (d *dictd) open() error {
	raw, err := os.ReadFile(d.data)
	if err != nil {
		return err
	}
	if z, ok := parseDictzip(raw); ok {
		d.body = z
		return nil
	}
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("%w: %w", errDict, err)
	}
	text, err := io.ReadAll(io.LimitReader(r, maxPlain))
	if err != nil {
		return fmt.Errorf("%w: %w", errDict, err)
	}
	d.body = bytes.NewReader(text)
	return nil
}

// dictzip is a gzip file whose parts can be unpacked by themselves: the extra
// field RA has the length of a part and the packed length of each.
type dictzip struct {
	raw   []byte
	part  int64
	start []int64 // where each packed part begins, and the end of the last

	mu    sync.Mutex
	cache map[int64][]byte
}

// keptParts is how many unpacked parts are kept, of 58 kB each.
const keptParts = 64

func parseDictzip(raw []byte) (*dictzip, bool) {
	const extra, name, comment, crc = 4, 8, 16, 2
	if len(raw) < 12 || raw[0] != 0x1f || raw[1] != 0x8b || raw[3]&extra == 0 {
		return nil, false
	}
	flags, at := raw[3], int64(12)+int64(binary.LittleEndian.Uint16(raw[10:]))
	if at > int64(len(raw)) {
		return nil, false
	}
	field := raw[12:at]
	if len(field) < 10 || string(field[:2]) != "RA" {
		return nil, false
	}
	z := &dictzip{raw: raw, part: int64(binary.LittleEndian.Uint16(field[6:])), cache: map[int64][]byte{}}
	sizes := field[10:]
	if n := int(binary.LittleEndian.Uint16(field[8:])); n*2 > len(sizes) || z.part == 0 {
		return nil, false
	}
	for _, flag := range []byte{name, comment} {
		if flags&flag == 0 {
			continue
		}
		i := bytes.IndexByte(raw[at:], 0)
		if i < 0 {
			return nil, false
		}
		at += int64(i) + 1
	}
	if flags&crc != 0 {
		at += 2
	}
	z.start = append(z.start, at)
	for i := 0; i+1 < len(sizes); i += 2 {
		at += int64(binary.LittleEndian.Uint16(sizes[i:]))
		z.start = append(z.start, at)
	}
	return z, at <= int64(len(raw))
}

// ReadAt reads unpacked bytes.
func (z *dictzip) ReadAt(b []byte, off int64) (int, error) {
	if off < 0 || off > int64(len(z.start))*z.part { // an index may say anything
		return 0, io.ErrUnexpectedEOF
	}
	n := 0
	for n < len(b) {
		i := (off + int64(n)) / z.part
		part, err := z.unpack(i)
		if err != nil {
			return n, err
		}
		skip := off + int64(n) - i*z.part
		if skip >= int64(len(part)) {
			return n, io.ErrUnexpectedEOF
		}
		n += copy(b[n:], part[skip:])
	}
	return n, nil
}

func (z *dictzip) unpack(i int64) ([]byte, error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if part, ok := z.cache[i]; ok {
		return part, nil
	}
	if i < 0 || i+1 >= int64(len(z.start)) {
		return nil, io.ErrUnexpectedEOF
	}
	r := flate.NewReader(bytes.NewReader(z.raw[z.start[i]:z.start[i+1]]))
	part := make([]byte, z.part)
	n, err := io.ReadFull(r, part)
	if n == 0 {
		return nil, err
	}
	if len(z.cache) >= keptParts {
		clear(z.cache)
	}
	z.cache[i] = part[:n]
	return part[:n], nil
}
