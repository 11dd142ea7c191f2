package bundle

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"onrecord/store/proof"
)

// Bounds on what a bundle may have, in bytes.
const (
	mostLeaf     = 16 << 20 // a leaf's line
	mostDocument = 64 << 20 // a document's line
	mostSeal     = 1 << 20  // a line of the seal, a small table, a time stamp
	mostDigest   = 4 << 10
)

// whole reads an entry of at most so many bytes.
func (v *verifier) whole(name string, most int64) ([]byte, error) {
	e, ok := v.z.Entry(name)
	switch {
	case !ok:
		return nil, broken(name, "it is not in the bundle")
	case e.Size > most:
		return nil, broken(name, "it is larger than any bundle's")
	}
	b := make([]byte, e.Size)
	_, err := v.z.Section(name).ReadAt(b, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b, err
}

// listing reads an entry that lists the entries: one of more values than that needs is
// not even parsed, since each takes many times its bytes.
func (v *verifier) listing(name string) ([]byte, error) {
	n := len(v.z.Entries())
	b, err := v.whole(name, 64<<10+1<<10*int64(n))
	if err == nil && bytes.Count(b, []byte(",")) > 1000+8*n {
		err = broken(name, "it lists more than there is")
	}
	return b, err
}

// decode reads a table of one value.
func (v *verifier) decode(name string, into any, most int64) error {
	b, err := v.whole(name, most)
	if err != nil {
		return err
	}
	if err := exact(b, into, ended); err != nil {
		return broken(name, "it cannot be read: %v", err)
	}
	return nil
}

// How a value is written: on a line, as an entry of one line, as a datapackage.
func plain(v any) ([]byte, error) { return proof.Encode(v) }

func ended(v any) ([]byte, error) {
	b, err := proof.Encode(v)
	return append(b, '\n'), err
}

func indented(v any) ([]byte, error) { return json.MarshalIndent(v, "", "  ") }

// exact reads JSON, and refuses all that is not just as it is written here: other
// names' cases, names twice, unknown ones, other numbers, other escapes.
func exact(b []byte, into any, write func(any) ([]byte, error)) error {
	if err := json.Unmarshal(b, into); err != nil {
		return err
	}
	again, err := write(into)
	if err == nil && !bytes.Equal(b, again) {
		err = errors.New("it is not written as onrecord writes it")
	}
	return err
}

// each reads a list one value at a time; null and nothing are empty.
func each[T any](list json.RawMessage, f func(T) error) error {
	if len(list) == 0 || string(list) == "null" {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(list))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return errors.New("a list is wanted")
	}
	for d.More() {
		var one T
		if err := d.Decode(&one); err != nil {
			return err
		}
		if err := f(one); err != nil {
			return err
		}
	}
	return nil
}

// lines calls f with each line of an entry.
func (v *verifier) lines(name string, most int, f func(n int, line []byte) error) error {
	next := v.reader(name, most)
	for n := 1; ; n++ {
		line, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := errors.Join(v.ctx.Err(), f(n, line)); err != nil {
			return err
		}
	}
}

// reader gives the lines of an entry, one at a call, io.EOF at the end.
func (v *verifier) reader(name string, most int) func() ([]byte, error) {
	if _, ok := v.z.Entry(name); !ok {
		return func() ([]byte, error) { return nil, broken(name, "it is not in the bundle") }
	}
	s := bufio.NewScanner(v.z.Section(name))
	s.Buffer(make([]byte, 0, min(64<<10, most)), most)
	s.Split(wholeLines)
	return func() ([]byte, error) {
		if s.Scan() {
			return s.Bytes(), nil
		}
		switch err := s.Err(); {
		case errors.Is(err, bufio.ErrTooLong), errors.Is(err, errUnended):
			return nil, broken(name, "a line is too long, or the last one has no end")
		case err != nil:
			return nil, err
		}
		return nil, io.EOF
	}
}

var errUnended = errors.New("the last line has no end")

// wholeLines splits at line feeds and at nothing else, and takes no last line without
// one.
func wholeLines(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, errUnended
	}
	return 0, nil, nil
}
