package workbook

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What one token, and the elements around it, may come to: a cell holds 32,767
// characters at most.
const (
	maxToken = 4 << 20
	maxDepth = 100
)

// reader reads XML whose tokens, depth and length are bounded.
type reader struct {
	*xml.Decoder
	in    *bounded
	depth int
}

func newReader(in io.Reader, most int64) *reader {
	b := &bounded{br: bufio.NewReaderSize(in, 1<<16), left: most}
	return &reader{Decoder: xml.NewDecoder(b), in: b}
}

// token is the next token.
func (d *reader) token() (xml.Token, error) {
	d.in.token = maxToken
	t, err := d.Token()
	switch t.(type) {
	case xml.StartElement:
		d.depth++
	case xml.EndElement:
		d.depth--
	}
	if d.depth > maxDepth {
		return nil, fmt.Errorf("its elements are nested more than %d deep", maxDepth)
	}
	return t, err
}

// text is what stands in the elements "t" and "v" of the one that was opened, to its
// end, without how it is pronounced (rPh).
func (d *reader) text() (string, error) {
	var b strings.Builder
	inside, aloud := 0, 0
	for at := d.depth; ; {
		t, err := d.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t", "v":
				inside++
			case "rPh":
				aloud++
			}
		case xml.EndElement:
			if d.depth < at {
				return unescaped(b.String()), nil
			}
			switch t.Name.Local {
			case "t", "v":
				inside--
			case "rPh":
				aloud--
			}
		case xml.CharData:
			if inside > 0 && aloud == 0 {
				b.Write(t)
			}
		}
		if b.Len() > maxToken {
			return "", fmt.Errorf("a text is longer than %d MiB", maxToken>>20)
		}
	}
}

// bounded is a reader of bytes that ends with an error where there are more than there
// may be, of all or of one token.
type bounded struct {
	br    *bufio.Reader
	left  int64
	token int
}

func (b *bounded) ReadByte() (byte, error) {
	if b.left--; b.left < 0 {
		return 0, errors.New("it is too long; save the sheet as CSV and import that")
	}
	if b.token--; b.token < 0 {
		return 0, fmt.Errorf("one piece of it is longer than %d MiB", maxToken>>20)
	}
	return b.br.ReadByte()
}

// Read makes it an io.Reader; the decoder reads by the byte.
func (b *bounded) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	c, err := b.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = c
	return 1, nil
}
