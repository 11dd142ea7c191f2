package split

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Value is a JSON object that a file holds, or what is wrong where one should stand.
type Value struct {
	// Raw is its bytes until the next one is read. NaN and its like, which are no JSON,
	// are null in it, and a comma before the end is left out.
	Raw []byte
	// Line is that on which it begins, from 1.
	Line int
	// Head are the members of the object in whose list it stands, those before the
	// list; nil for none.
	Head json.RawMessage
	// List is the member whose list it stands in, "" for none.
	List string
	// Several says that the object in whose list it stands is one of several.
	Several bool
	Err     error
}

// Lists say how an object is divided.
type Lists struct {
	// Of are the members whose elements are values by themselves; Within are those that
	// are objects or lists in which such members stand.
	Of, Within map[string]bool
}

// maxValue bounds one value, in bytes.
const maxValue = 64 << 20

var (
	errLong = fmt.Errorf("it is longer than %d MiB; split it", maxValue>>20)
	errDeep = errors.New("it is nested deeper than 1000 levels")
	errCut  = errors.New("the file ends in the middle of it; it may have been cut")
)

// Values calls f with each object in a file of JSON: one a line, one after the other,
// in lists, or in the lists of an object. Memory holds one. A value that is wrong is
// given with its error; where values stand on lines of their own, the next line goes on.
func Values(ctx context.Context, br *bufio.Reader, lists Lists, f func(Value) error) error {
	s := &scanner{br: br, line: 1, lists: lists, f: f, ctx: ctx}
	if err := s.script(); err != nil {
		return err
	}
	s.byLine = onLines(br, 0)
	open := 0
	for {
		c, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			if open > 0 {
				return s.give(Value{Line: s.line, Err: errors.New("the file ends before its list does; it may have been cut: get it anew, what is in it went in")})
			}
			return nil
		case err != nil:
			return err
		}
		switch c {
		case '[':
			open++
		case ']':
			open--
		case ',', ';', 0x1e:
		case '{':
			if err := s.one(); err != nil {
				return err
			}
			continue
		default:
			if err := s.scalar(c); err != nil {
				return err
			}
			continue
		}
		s.skip()
	}
}

// scanner goes through a file.
type scanner struct {
	ctx    context.Context
	br     *bufio.Reader
	f      func(Value) error
	line   int
	out    []byte
	lists  Lists
	byLine bool
	js     json.RawMessage
	stop   error
	given  int
	depth  int
	// several counts the lists of objects that it is in.
	several int
}

// give hands a value out; its error ends all.
func (s *scanner) give(v Value) error {
	if s.given++; s.given%256 == 0 && s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	if v.Head == nil {
		v.Head = s.js
	}
	return s.f(v)
}

// script passes over what JavaScript files put before their value.
func (s *scanner) script() error {
	head, _ := s.br.Peek(200) // fewer is good as well
	head = bytes.TrimLeft(head, " \t\r\n")
	name, _, ok := bytes.Cut(head, []byte("="))
	if name = bytes.TrimSpace(name); !ok || len(name) == 0 || bytes.ContainsAny(name, "\"{}[]<\n") {
		return nil
	}
	for {
		c, err := s.br.ReadByte()
		if err != nil {
			return err
		}
		if c == '\n' {
			s.line++
		}
		if c == '=' {
			break
		}
	}
	b, err := json.Marshal(map[string]string{"js": string(name)})
	s.js = b
	return err
}

// onLines reports whether the next object stands on one line, with so many broken ones at
// most on the lines before it.
func onLines(br *bufio.Reader, broken int) bool {
	head, _ := br.Peek(sniffed) // fewer is good as well
	head = bytes.TrimLeft(head, "[, \t\r\n\x1e\ufeff")
	for ; broken >= 0 && len(head) > 0 && head[0] == '{'; broken-- {
		line, rest, _ := bytes.Cut(head, []byte("\n"))
		if len(bytes.TrimSpace(line)) < 2 {
			return false
		}
		t := &scanner{br: bufio.NewReader(bytes.NewReader(line)), byLine: true, f: func(Value) error { return nil }}
		if t.value(0) == nil {
			return true
		}
		head = rest
	}
	return false
}

// brokenMost is how many broken lines one after the other are passed over where it is not
// known yet that the objects stand on lines.
const brokenMost = 100

// one reads an object at the top.
func (s *scanner) one() error {
	s.out = s.out[:0]
	from := s.line
	listed, err := s.walk(0)
	if s.stop != nil {
		return s.stop
	}
	var wrong *syntaxError
	switch {
	case err == nil && !listed:
		return s.give(Value{Raw: s.out, Line: from})
	case err == nil:
		return nil
	case !errors.As(err, &wrong):
		return err
	}
	return s.amiss(from, wrong)
}

// amiss gives what is wrong, and goes on where the next line begins a value.
func (s *scanner) amiss(from int, wrong error) error {
	at := s.line
	end, err := s.toLineEnd()
	if err != nil {
		return err
	}
	if !s.byLine && !errors.Is(wrong, errCut) {
		if at > from {
			wrong = fmt.Errorf("line %d: %w", at, wrong)
		}
		if s.byLine = !end && onLines(s.br, brokenMost); !s.byLine && !end {
			wrong = fmt.Errorf("%w; what stands after it was not read", wrong)
		}
	}
	if err := s.give(Value{Line: from, Err: wrong}); err != nil || s.byLine || end {
		return err
	}
	_, err = io.Copy(io.Discard, s.br)
	return err
}

// toLineEnd passes over the rest of a line, and says whether the file ends there.
func (s *scanner) toLineEnd() (end bool, err error) {
	for {
		c, err := s.br.ReadByte()
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		if c == '\n' {
			s.line++
			return false, nil
		}
	}
}

// scalar passes over what is no object.
func (s *scanner) scalar(c byte) error {
	s.out = s.out[:0]
	from := s.line
	if !(c == '"' || c == '-' || c >= '0' && c <= '9' || c == 't' || c == 'f' || c == 'n') {
		return s.amiss(from, syntaxf("%q is not JSON", string(rune(c))))
	}
	err := s.value(0)
	var wrong *syntaxError
	if errors.As(err, &wrong) {
		return s.amiss(from, wrong)
	}
	return err
}

// walk reads an object, and hands out the elements of its lists.
func (s *scanner) walk(depth int) (listed bool, err error) {
	start := len(s.out)
	err = s.members(depth, func(key string, keyAt int) (bool, error) {
		c, err := s.next()
		switch {
		case err != nil:
			return false, err
		case s.lists.Of[key] && c == '[':
			listed = true
			return true, s.list(key, headOf(s.out[start:keyAt]), depth)
		case s.lists.Within[key] && c == '{':
			in, err := s.walk(depth + 1)
			listed = listed || in
			return true, err
		case s.lists.Within[key] && c == '[':
			in, err := s.objects(depth)
			listed = listed || in
			return true, err
		}
		return false, nil
	})
	return listed, err
}

// maxHead bounds what is kept of an object for the elements of its list, in bytes.
const maxHead = 1 << 20

func headOf(b []byte) json.RawMessage {
	b = bytes.TrimRight(b, ", \t\r\n")
	if len(b) < 2 || len(b) > maxHead {
		return nil
	}
	return append(bytes.Clone(b), '}')
}

// list hands out the elements of a list that are objects.
func (s *scanner) list(name string, head json.RawMessage, depth int) error {
	at := len(s.out)
	err := s.elements(']', "a list", func(c byte) error {
		line := s.line
		s.out = s.out[:at]
		if err := s.value(depth + 1); err != nil || c != '{' {
			return err
		}
		s.stop = s.give(Value{Raw: s.out[at:], Line: line, Head: head, List: name, Several: s.several > 0})
		return s.stop
	})
	s.out = append(s.out[:at], '[', ']')
	return err
}

// objects walks the objects of a list.
func (s *scanner) objects(depth int) (listed bool, err error) {
	at := len(s.out)
	s.out = append(s.out, '[')
	first := true
	s.several++
	defer func() { s.several-- }()
	err = s.elements(']', "a list", func(c byte) error {
		if !first {
			s.out = append(s.out, ',')
		}
		first = false
		if c != '{' {
			return s.value(depth + 1)
		}
		from := len(s.out)
		in, err := s.walk(depth + 1)
		if listed = listed || in; in {
			s.out = append(s.out[:from], '{', '}')
		}
		return err
	})
	if listed {
		s.out = append(s.out[:at], '[')
	}
	s.out = append(s.out, ']')
	return listed, err
}
