package split

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// syntaxError is what is wrong with a value.
type syntaxError struct{ err error }

func (e *syntaxError) Error() string { return e.err.Error() }
func (e *syntaxError) Unwrap() error { return e.err }

func syntaxf(format string, a ...any) error { return &syntaxError{fmt.Errorf(format, a...)} }

// next passes over white space and gives the byte after it, which stays.
func (s *scanner) next() (byte, error) {
	for {
		b, err := s.br.Peek(1)
		if err != nil {
			return 0, err
		}
		switch b[0] {
		case '\n':
			if s.byLine && len(s.out) > 0 && s.inside() {
				return 0, syntaxf("the line ends in the middle of a value; it may have been cut")
			}
			s.line++
		case ' ', '\t', '\r':
		case 0xef:
			if mark, _ := s.br.Peek(3); !bytes.Equal(mark, []byte("\ufeff")) {
				return b[0], nil
			}
			_, _ = s.br.Discard(2) // they are there
		default:
			return b[0], nil
		}
		_, _ = s.br.Discard(1) // it is there
	}
}

// inside reports whether an object is being read.
func (s *scanner) inside() bool { return s.depth > 0 }

func (s *scanner) skip() { _, _ = s.br.Discard(1) }

// put adds the byte that is next to what is read.
func (s *scanner) put(c byte) error {
	s.skip()
	if len(s.out) >= maxValue {
		return &syntaxError{errLong}
	}
	s.out = append(s.out, c)
	return nil
}

// value reads one value into out.
func (s *scanner) value(depth int) error {
	c, err := s.need()
	if err != nil {
		return err
	}
	switch c {
	case '{':
		return s.members(depth, func(string, int) (bool, error) { return false, nil })
	case '[':
		return s.array(depth)
	case '"':
		return s.quoted()
	case '\'':
		return syntaxf("text stands between ' where JSON wants \"; Python writes JSON with json.dump")
	}
	return s.word()
}

// need is next where something must follow.
func (s *scanner) need() (byte, error) {
	c, err := s.next()
	if errors.Is(err, io.EOF) {
		return 0, &syntaxError{errCut}
	}
	return c, err
}

// members reads an object; f may read a member's value, and says so.
func (s *scanner) members(depth int, f func(key string, keyAt int) (bool, error)) error {
	if depth >= 1000 {
		return &syntaxError{errDeep}
	}
	s.out = append(s.out, '{')
	first := true
	if err := s.elements('}', "an object", func(byte) error {
		if !first {
			s.out = append(s.out, ',')
		}
		first = false
		return s.member(depth, f)
	}); err != nil {
		return err
	}
	s.out = append(s.out, '}')
	return nil
}

func (s *scanner) member(depth int, f func(key string, keyAt int) (bool, error)) error {
	keyAt := len(s.out)
	switch c, err := s.need(); {
	case err != nil:
		return err
	case c == '\'':
		return syntaxf("a name stands between ' where JSON wants \"; Python writes JSON with json.dump")
	case c != '"':
		return syntaxf("%q stands where the name of a member should", string(rune(c)))
	}
	if err := s.quoted(); err != nil {
		return err
	}
	key := string(s.out[keyAt+1 : len(s.out)-1])
	switch c, err := s.need(); {
	case err != nil:
		return err
	case c != ':':
		return syntaxf("%q stands where a colon should", string(rune(c)))
	}
	if err := s.put(':'); err != nil {
		return err
	}
	if done, err := f(key, keyAt); done || err != nil {
		return err
	}
	return s.value(depth + 1)
}

// array reads a list.
func (s *scanner) array(depth int) error {
	if depth >= 1000 {
		return &syntaxError{errDeep}
	}
	s.out = append(s.out, '[')
	first := true
	err := s.elements(']', "a list", func(byte) error {
		if !first {
			s.out = append(s.out, ',')
		}
		first = false
		return s.value(depth + 1)
	})
	s.out = append(s.out, ']')
	return err
}

// elements calls f at each element of a list, or member of an object, which f reads;
// end closes it, what is its name.
func (s *scanner) elements(end byte, what string, f func(c byte) error) error {
	s.skip() // the bracket
	s.depth++
	defer func() { s.depth-- }()
	for first := true; ; first = false {
		c, err := s.need()
		if err != nil {
			return err
		}
		if c == ',' && !first {
			s.skip()
			if c, err = s.need(); err != nil {
				return err
			}
		} else if !first && c != end {
			return syntaxf("%q stands where a comma should, or the end of %s", string(rune(c)), what)
		}
		if c == end {
			s.skip()
			return nil
		}
		if err := f(c); err != nil {
			return err
		}
	}
}

// quoted reads a text with its quotation marks, a bufferful at a time.
func (s *scanner) quoted() error {
	if err := s.put('"'); err != nil {
		return err
	}
	for {
		if _, err := s.br.Peek(1); err != nil {
			if errors.Is(err, io.EOF) {
				return &syntaxError{errCut}
			}
			return err
		}
		buf, _ := s.br.Peek(s.br.Buffered()) // what is there
		n := bytes.IndexAny(buf, "\"\\\n")
		if n < 0 {
			n = len(buf)
		}
		if len(s.out)+n > maxValue {
			return &syntaxError{errLong}
		}
		s.out = append(s.out, buf[:n]...)
		_, _ = s.br.Discard(n) // it is there
		if n == len(buf) {
			continue
		}
		switch buf[n] {
		case '"':
			return s.put('"')
		case '\n':
			return syntaxf("the line ends in the middle of a text; it may have been cut")
		default:
			two, err := s.br.Peek(2)
			if err != nil {
				return &syntaxError{errCut}
			}
			if two[1] == '\n' {
				return syntaxf("the line ends in the middle of a text; it may have been cut")
			}
			s.out = append(s.out, two...)
			_, _ = s.br.Discard(2) // they are there
		}
	}
}

// word reads a number, true, false or null; the words for numbers that JSON has not
// become null.
func (s *scanner) word() error {
	at := len(s.out)
	for {
		b, err := s.br.Peek(1)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		c := b[0]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.') {
			break
		}
		if err := s.put(c); err != nil {
			return err
		}
	}
	switch w := s.out[at:]; {
	case len(w) == 0:
		b, _ := s.br.Peek(1)
		return syntaxf("%q is not JSON", b)
	case json.Valid(w):
		return nil
	case bytes.Equal(bytes.TrimLeft(w, "+-"), []byte("NaN")), bytes.Equal(bytes.TrimLeft(w, "+-"), []byte("Infinity")),
		bytes.Equal(w, []byte("None")), bytes.Equal(w, []byte("undefined")):
		s.out = append(s.out[:at], "null"...)
		return nil
	}
	return syntaxf("%q is not JSON", s.out[at:min(len(s.out), at+20)])
}
