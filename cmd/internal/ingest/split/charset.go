// Package split divides files into the things that they hold: JSON values, the rows of
// tables, pages.
package split

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	htmlcharset "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	"onrecord/scraper/kit/charset"
)

// sniffed is how much of a file is looked at to know it, in bytes.
const sniffed = 256 << 10

// ErrBinary says that a file is no text.
var ErrBinary = errors.New("it is not text, and no kind of file that onrecord knows")

// errCharset says that a text is in letters of which nobody can tell what they are.
var errCharset = errors.New("its letters are in an encoding that cannot be told; save it as UTF-8 and give that")

// Text gives a file's text as UTF-8 without its byte order mark. note gives, once it was
// read, what is to be said of its letters: in which encoding they were read where that is
// not UTF-8, and which lines hold what is none; nil where all is well.
func Text(in io.Reader) (out *bufio.Reader, note func() error, err error) {
	br := bufio.NewReaderSize(in, sniffed)
	head, err := br.Peek(sniffed) // an error comes again behind what there is
	whole := errors.Is(err, io.EOF)
	enc, name, err := encodingOf(head, whole)
	if err != nil {
		return nil, nil, err
	}
	if enc == nil {
		if binary(head) {
			return nil, nil, ErrBinary
		}
		if bytes.HasPrefix(head, []byte("\ufeff")) {
			_, _ = br.Discard(3) // it is there
		}
		c := &checked{in: br, line: 1}
		return bufio.NewReaderSize(c, sniffed), c.note, nil
	}
	out = bufio.NewReaderSize(transform.NewReader(br, enc.NewDecoder()), sniffed)
	if head, _ := out.Peek(sniffed); binary(head) { // its error comes again
		return nil, nil, ErrBinary
	}
	return out, func() error {
		return fmt.Errorf("its text is not UTF-8; read as %s: if letters come out wrong, save it as UTF-8 and import that", name)
	}, nil
}

// checked notes which lines of a text that should be UTF-8 are not.
type checked struct {
	in io.Reader
	// line is the one that is read, odd counts those that are not, and first are the first
	// of them.
	line, odd int
	first     []string
	last      int
	rest      []byte
}

// oddMost is how many lines are named.
const oddMost = 5

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.look(append(c.rest, p[:n]...), err != nil)
	return n, err
}

// look looks at bytes; those of a letter that is not whole yet wait for the next.
func (c *checked) look(b []byte, end bool) {
	c.rest = nil
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case b[i] == '\n':
			c.line++
		case r != utf8.RuneError || n > 1:
		case !end && !utf8.FullRune(b[i:]):
			c.rest = slices.Clone(b[i:])
			return
		case c.last != c.line:
			c.last = c.line
			if c.odd++; c.odd <= oddMost {
				c.first = append(c.first, strconv.Itoa(c.line))
			}
		}
		i += n
	}
}

// note says which lines are not what they should be.
func (c *checked) note() error {
	more := ""
	switch {
	case c.odd == 0:
		return nil
	case c.odd > oddMost:
		more = fmt.Sprintf(" and %d more", c.odd-oddMost)
	}
	return fmt.Errorf("line %s%s: not all of it is UTF-8; a � stands where letters could not be read", strings.Join(c.first, ", "), more)
}

// binary reports whether bytes hold what no text does.
func binary(head []byte) bool {
	odd := 0
	for _, b := range head[:min(len(head), 8<<10)] {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1e && b != 0x1b && b != 0x0b {
			odd++
		}
	}
	return odd > 1+len(head[:min(len(head), 8<<10)])/200
}

// encodingOf is how text is written, nil for UTF-8.
func encodingOf(head []byte, whole bool) (enc encoding.Encoding, name string, err error) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM), "UTF-32", nil
	case bytes.HasPrefix(head, []byte{0, 0, 0xfe, 0xff}):
		return utf32.UTF32(utf32.BigEndian, utf32.ExpectBOM), "UTF-32", nil
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "UTF-16", nil
	}
	even, odd := 0, 0
	for i, b := range head[:min(len(head), 4<<10)] {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	switch n := min(len(head), 4<<10) / 2; {
	case n > 0 && odd > n*4/10 && even < n/10:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 without a byte order mark", nil
	case n > 0 && even > n*4/10 && odd < n/10:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16 without a byte order mark", nil
	}
	good, bad := multibyte(head, whole)
	if bad == 0 || good > bad || binary(head) {
		return nil, "", nil
	}
	switch name, foreign := charset.Sniff(head); {
	case name != "":
		enc, name = htmlcharset.Lookup(name)
		return enc, name, nil
	case foreign:
		return nil, "", errCharset
	}
	return charmap.Windows1252, "windows-1252", nil
}

// multibyte counts the letters beyond ASCII that are UTF-8, and the bytes that are not.
func multibyte(b []byte, whole bool) (good, bad int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			if whole || utf8.FullRune(b[i:]) {
				bad++
			}
		} else {
			good++
		}
		i += n
	}
	return good, bad
}
