package jsontext

import (
	"bytes"
	"errors"
	"slices"
)

// frame is an object or a list that is open.
type frame struct {
	object, wantKey bool
	// keys are where each key's name stands: from, to.
	keys map[string][2]int
	key  string
}

// scan is the state of a look through JSON.
type scan struct {
	b            []byte
	i            int
	stack        []frame
	copied       bool
	top          int // where the current top-level value starts
	from, atLoop int // a wanted value: its start and its depth, or -1
	wants        map[string]bool
	out          Inspection
	tops         [][2]int
	wanted       [][3]int
}

// done states what was found, once the text is at its end.
func (s *scan) done() Inspection {
	for _, t := range s.tops {
		s.out.Tops = append(s.out.Tops, s.b[t[0]:t[1]])
	}
	for _, w := range s.wanted {
		s.out.Wanted = append(s.out.Wanted, Found{w[0], s.b[w[1]:w[2]]})
	}
	return s.out
}

// step passes over one token.
func (s *scan) step() error {
	switch c := s.b[s.i]; c {
	case ' ', '\t', '\r', '\n', ':':
		s.i++
	case ',':
		if f := s.inner(); f != nil {
			f.wantKey = f.object
		}
		s.i++
	case '{', '[':
		s.begin()
		s.stack = append(s.stack, frame{object: c == '{', wantKey: c == '{'})
		s.i++
	case '}', ']':
		s.i++
		if len(s.stack) == 0 {
			return errors.New("JSON that closes what it never opened")
		}
		s.stack = s.stack[:len(s.stack)-1]
		s.end()
	case '"':
		s.quoted()
	default:
		s.begin()
		for s.i < len(s.b) && !bytes.ContainsRune([]byte(" \t\r\n,:{}[]\""), rune(s.b[s.i])) {
			s.i++
		}
		s.end()
	}
	return nil
}

func (s *scan) inner() *frame {
	if len(s.stack) == 0 {
		return nil
	}
	return &s.stack[len(s.stack)-1]
}

// begin notes where a value starts.
func (s *scan) begin() {
	f := s.inner()
	if f == nil {
		s.top = s.i
		return
	}
	if f.object && s.from < 0 && s.wants[f.key] {
		s.from, s.atLoop = s.i, len(s.stack)
	}
}

// end notes that a value ended just before the current place.
func (s *scan) end() {
	if len(s.stack) == 0 {
		s.tops = append(s.tops, [2]int{s.top, s.i})
	}
	if s.from >= 0 && len(s.stack) == s.atLoop {
		s.wanted = append(s.wanted, [3]int{len(s.tops), s.from, s.i})
		s.from = -1
	}
}

// quoted passes over a string, which is a key or a value.
func (s *scan) quoted() {
	f := s.inner()
	isKey := f != nil && f.wantKey
	if !isKey {
		s.begin()
	}
	from := s.i + 1
	s.i = from
	for s.i < len(s.b) && s.b[s.i] != '"' {
		if s.b[s.i] == '\\' {
			s.escape()
			continue
		}
		s.i++
	}
	to := min(s.i, len(s.b))
	s.i = min(s.i+1, len(s.b))
	if !isKey {
		s.end()
		return
	}
	f.wantKey = false
	f.key = string(s.b[from:to])
	if f.keys == nil {
		f.keys = map[string][2]int{}
	}
	if old, ok := f.keys[f.key]; ok {
		s.flag("duplicate-keys")
		s.blank(old)
	}
	f.keys[f.key] = [2]int{from, to}
}

// blank renames an earlier duplicate in a copy, so that decoding passes over it.
func (s *scan) blank(key [2]int) {
	if !s.copied {
		s.b, s.copied = bytes.Clone(s.b), true
	}
	for i := key[0]; i < key[1]; i++ {
		s.b[i] = '~'
	}
}

// escape passes over a backslash and what it escapes.
func (s *scan) escape() {
	u, ok := hex4(s.b, s.i)
	if !ok {
		s.i += 2
		return
	}
	s.i += 6
	switch {
	case u == 0:
		s.flag("nul")
	case u >= 0xD800 && u < 0xDC00:
		if low, ok := hex4(s.b, s.i); ok && low >= 0xDC00 && low < 0xE000 {
			s.i += 6
			return
		}
		s.flag("lone-surrogate")
	case u >= 0xDC00 && u < 0xE000:
		s.flag("lone-surrogate")
	}
}

// hex4 reads the \uXXXX at i.
func hex4(b []byte, i int) (rune, bool) {
	if i+6 > len(b) || b[i] != '\\' || b[i+1] != 'u' {
		return 0, false
	}
	var u rune
	for _, c := range b[i+2 : i+6] {
		switch {
		case c >= '0' && c <= '9':
			u = u<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			u = u<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			u = u<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return u, true
}

func (s *scan) flag(name string) { s.out.Flags = AddFlag(s.out.Flags, name) }

// AddFlag adds a flag once.
func AddFlag(flags []string, name string) []string {
	if slices.Contains(flags, name) {
		return flags
	}
	return append(flags, name)
}
