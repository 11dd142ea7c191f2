// Package split divides files into the things that they hold: JSON values, the rows of
// tables, pages.
package split

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// sniffed is how much of a file is looked at to know it, in bytes.
const sniffed = 256 << 10

// ErrBinary says that a file is no text.
var ErrBinary = errors.New("it is not text, and no kind of file that onrecord knows")

// Text gives a file's text as UTF-8 without its byte order mark. note says in which
// encoding it was read where that is not UTF-8, "" where it is.
func Text(in io.Reader) (out *bufio.Reader, note string, err error) {
	br := bufio.NewReaderSize(in, sniffed)
	head, err := br.Peek(sniffed) // an error comes again behind what there is
	whole := errors.Is(err, io.EOF)
	enc, name := encodingOf(head, whole)
	if enc == nil {
		if binary(head) {
			return nil, "", ErrBinary
		}
		if bytes.HasPrefix(head, []byte("\ufeff")) {
			_, _ = br.Discard(3) // it is there
		}
		return br, "", nil
	}
	out = bufio.NewReaderSize(transform.NewReader(br, enc.NewDecoder()), sniffed)
	if head, _ := out.Peek(sniffed); binary(head) { // its error comes again
		return nil, "", ErrBinary
	}
	return out, name, nil
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
func encodingOf(head []byte, whole bool) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM), "UTF-32"
	case bytes.HasPrefix(head, []byte{0, 0, 0xfe, 0xff}):
		return utf32.UTF32(utf32.BigEndian, utf32.ExpectBOM), "UTF-32"
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "UTF-16"
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
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 without a byte order mark"
	case n > 0 && even > n*4/10 && odd < n/10:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16 without a byte order mark"
	}
	good, bad := multibyte(head, whole)
	if bad == 0 || good > bad || binary(head) {
		return nil, ""
	}
	return legacy(head)
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

// legacy is the encoding of one byte a letter that a text is most likely in.
func legacy(head []byte) (encoding.Encoding, string) {
	if r, err := chardet.NewTextDetector().DetectBest(head); err == nil && r.Confidence >= 60 && r.Charset != "UTF-8" {
		if enc, name := charset.Lookup(r.Charset); enc != nil && name != "utf-8" {
			return enc, name
		}
	}
	return charmap.Windows1252, "windows-1252"
}

// Note says to people how a file was read.
func Note(encoding string) error {
	return fmt.Errorf("its text is not UTF-8; read as %s: if letters come out wrong, save it as UTF-8 and import that", encoding)
}
