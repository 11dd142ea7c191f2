package split

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxColumns bounds a table's columns.
const maxColumns = 2000

// Rows calls f with each row of a table as an object of its columns' names, after the
// row with these names. Columns are divided by the character that divides the first row;
// a line "sep=;" before it says so.
func Rows(ctx context.Context, br *bufio.Reader, f func(columns []string, v Value) error) error {
	in := io.Reader(br)
	if lone(br) {
		in = &crs{br}
	}
	lines := bufio.NewReaderSize(in, sniffed)
	sep, at := separator(lines)
	if at == 0 && prose(lines, sep) {
		return ErrProse
	}
	r := csv.NewReader(exact(lines))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = sep, -1, true, true
	var columns []string
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			if err := f(columns, Value{Line: bad.StartLine + at, Err: bad.Err}); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		switch {
		case blank(rec):
			continue
		case columns == nil:
			if columns, err = Columns(rec); err != nil {
				return err
			}
			continue
		}
		v := Value{Line: line + at}
		v.Raw, v.Err = Row(columns, rec)
		if err := f(columns, v); err != nil {
			return err
		}
	}
}

// exact gives a table whose rows end in a line feed alone so that the breaks of lines within
// its cells come through: encoding/csv takes the carriage return out of each, and a text
// without it would be another than the one that the table was written from. Where the rows
// end in both, nobody can tell which breaks whoever wrote the table put into its cells.
func exact(br *bufio.Reader) io.Reader {
	head, _ := br.Peek(sniffed / 2) // fewer is good as well
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if bytes.HasSuffix(first, []byte("\r")) {
		return br
	}
	return &returns{in: br}
}

// returns doubles each carriage return that stands before a line feed within quotation
// marks.
type returns struct {
	in            *bufio.Reader
	again, quoted bool
}

func (r *returns) Read(p []byte) (int, error) {
	for n := range p {
		if r.again {
			p[n], r.again = '\r', false
			continue
		}
		c, err := r.in.ReadByte()
		if err != nil {
			if n > 0 {
				err = nil // it comes again
			}
			return n, err
		}
		if c == '"' {
			r.quoted = !r.quoted
		}
		if p[n] = c; c == '\r' && r.quoted {
			next, _ := r.in.Peek(1)
			r.again = string(next) == "\n"
		}
	}
	return len(p), nil
}

// ErrProse says that a file is a text, and no table.
var ErrProse = errors.New("it is a text and no table, and of no kind that onrecord knows; see 'onrecord help import'")

// looked is how many rows tell a table from a text.
const looked = 20

// prose reports whether lines that have commas in them are a text: most have not as many
// cells as the first, or the first is a sentence, with a blank behind each comma and many
// words between.
func prose(br *bufio.Reader, sep rune) bool {
	head, err := br.Peek(sniffed / 2)
	whole := err != nil
	r := csv.NewReader(bytes.NewReader(head))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = sep, -1, true
	var rows [][]string
	for len(rows) <= looked {
		rec, err := r.Read()
		if err != nil {
			if !whole && len(rows) > 1 {
				rows = rows[:len(rows)-1] // the last may be cut
			}
			break
		}
		if !blank(rec) {
			rows = append(rows, rec)
		}
	}
	if len(rows) == 0 || len(rows[0]) < 2 {
		return false
	}
	odd, words, spaced, empty := 0, 0, 0, 0
	for _, rec := range rows[1:] {
		if len(rec) != len(rows[0]) {
			odd++
		}
	}
	for i, cell := range rows[0] {
		n := len(strings.Fields(cell))
		if words += n; n == 0 {
			empty++
		}
		if i > 0 && strings.HasPrefix(cell, " ") {
			spaced++
		}
	}
	return odd*2 > len(rows)-1 && (empty > 0 || words > len(rows[0])) || spaced == len(rows[0])-1 && words >= 2*len(rows[0])
}

// Columns are the names of a table's columns, each once.
func Columns(rec []string) ([]string, error) {
	if len(rec) > maxColumns {
		return nil, fmt.Errorf("it has more than %d columns", maxColumns)
	}
	seen := map[string]int{}
	var out []string
	for i, name := range rec {
		name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s.%d", name, seen[name])
		}
		out = append(out, name)
	}
	return out, nil
}

// Row is a row as a JSON object, in the order of the columns, without empty cells.
func Row(columns, rec []string) ([]byte, error) {
	if len(rec) > len(columns) && !blank(rec[len(columns):]) {
		return nil, fmt.Errorf("the row has %d cells and the table %d columns; a text with the separator in it needs quotation marks around it", len(rec), len(columns))
	}
	var b bytes.Buffer
	b.WriteByte('{')
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i, cell := range rec {
		if cell == "" || i >= len(columns) {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		if err := e.Encode(columns[i]); err != nil {
			return nil, err
		}
		b.Truncate(b.Len() - 1)
		b.WriteByte(':')
		if err := e.Encode(cell); err != nil {
			return nil, err
		}
		b.Truncate(b.Len() - 1)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func blank(rec []string) bool {
	for _, s := range rec {
		if strings.TrimSpace(s) != "" {
			return false
		}
	}
	return true
}

// separator is what divides the columns, and how many lines before the table said so.
func separator(br *bufio.Reader) (rune, int) {
	head, _ := br.Peek(sniffed / 2) // fewer is good as well
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if s, ok := strings.CutPrefix(strings.TrimSpace(strings.Trim(string(line), "\"\r")), "sep="); ok && len(s) <= 1 {
		_, _ = br.Discard(min(len(line)+1, len(head))) // they are there
		if s == "" {
			return '\t', 1
		}
		return rune(s[0]), 1
	}
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t', '|'} {
		if n := outside(string(line), c); n > most {
			best, most = c, n
		}
	}
	return best, 0
}

// outside counts a character where it stands outside of quotation marks.
func outside(s string, c rune) (n int) {
	quoted := false
	for _, r := range s {
		if r == '"' {
			quoted = !quoted
		} else if r == c && !quoted {
			n++
		}
	}
	return n
}

// lone reports whether lines end in a carriage return alone, as old Macs wrote them.
func lone(br *bufio.Reader) bool {
	head, _ := br.Peek(sniffed / 2) // fewer is good as well
	return bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0
}

// crs gives carriage returns as line feeds.
type crs struct{ r io.Reader }

func (c *crs) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i := range p[:n] {
		if p[i] == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
