package sources

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"onrecord/cmd/internal/wire"
	"onrecord/store"
)

// MaxList bounds a list of sources.
const MaxList = 64 << 20

// Listed is a source that a list names, with its line or place.
type Listed struct {
	// At is its line, Err why it cannot be read.
	At string
	New
	Err error
}

// Read tells the three kinds of list apart by how they begin.
func Read(b []byte) ([]Listed, error) {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")))
	first, _, _ := bytes.Cut(b, []byte("\n"))
	comma := separator(string(first))
	heading := strings.Split(strings.ToLower(string(first)), string(comma))
	switch {
	case len(b) == 0:
		return nil, errors.New("the list is empty")
	case b[0] == '<':
		return readOPML(b)
	case hasColumn(heading, "url"):
		return readCSV(b, comma)
	}
	var out []Listed
	for i, l := range strings.Split(string(b), "\n") {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, Listed{At: fmt.Sprintf("line %d", i+1), New: New{Source: store.Source{URL: l}}})
		}
	}
	return out, nil
}

func hasColumn(heading []string, name string) bool {
	for _, h := range heading {
		if strings.Trim(h, " \"\r") == name {
			return true
		}
	}
	return false
}

// maxOutline bounds the nesting of an OPML file.
const maxOutline = 100

// readOPML reads feeds' addresses at any depth (http://opml.org/spec2.opml).
func readOPML(b []byte) ([]Listed, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	depth, opml := 0, false
	var out []Listed
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("this OPML cannot be read: %w", err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			depth--
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return nil, errors.New("it defines XML entities of its own, which is refused")
			}
		case xml.StartElement:
			if depth++; depth > maxOutline {
				return nil, fmt.Errorf("it nests more than %d elements, which is refused", maxOutline)
			}
			opml = opml || strings.EqualFold(t.Name.Local, "opml")
			if l, ok := outline(t); ok {
				line, _ := d.InputPos()
				l.At = fmt.Sprintf("line %d", line)
				out = append(out, l)
			}
		}
	}
	if !opml {
		return nil, errors.New("this is XML, but no OPML; give a list of feeds as a feed reader exports it")
	}
	return out, nil
}

// outline is the feed that an element names.
func outline(t xml.StartElement) (Listed, bool) {
	l := Listed{New: New{Source: store.Source{Kind: store.SourceFeed}}}
	for _, at := range t.Attr {
		switch strings.ToLower(at.Name.Local) {
		case "xmlurl":
			l.URL = strings.TrimSpace(at.Value)
		case "title":
			l.Name = strings.TrimSpace(at.Value)
		case "text":
			if l.Name == "" {
				l.Name = strings.TrimSpace(at.Value)
			}
		}
	}
	return l, l.URL != "" && strings.EqualFold(t.Name.Local, "outline")
}

// separator is what stands between the columns of a heading: spreadsheets write
// semicolons where the comma is a decimal one, and tabs.
func separator(heading string) rune {
	for _, c := range ";\t" {
		if strings.ContainsRune(heading, c) && !strings.Contains(heading, "://") {
			return c
		}
	}
	return ','
}

// readCSV reads a table with a heading (RFC 4180).
func readCSV(b []byte, comma rune) ([]Listed, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma = comma
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	heading, err := r.Read()
	if err != nil {
		return nil, err
	}
	var out []Listed
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		l := Listed{At: fmt.Sprintf("line %d", rowLine(r, row, err)), Err: err}
		for i, v := range row {
			if i < len(heading) && err == nil {
				l.Err = errors.Join(l.Err, l.set(strings.ToLower(strings.TrimSpace(heading[i])), wire.Uncell(strings.TrimSpace(v))))
			}
		}
		if l.URL != "" || l.Err != nil {
			out = append(out, l)
		}
	}
}

// rowLine is where a row begins, also one that cannot be read.
func rowLine(r *csv.Reader, row []string, err error) int {
	var bad *csv.ParseError
	switch {
	case errors.As(err, &bad):
		return bad.StartLine
	case len(row) == 0:
		return 0
	}
	n, _ := r.FieldPos(0)
	return n
}

// set takes one cell.
func (l *Listed) set(column, v string) (err error) {
	switch column {
	case "url":
		l.URL = v
	case "kind":
		l.Kind = store.SourceKind(v)
	case "name":
		l.Name = v
	case "selector":
		l.Selector = v
	case "speaker":
		l.Speaker = v
	case "every":
		if v != "" {
			if l.Cadence, err = time.ParseDuration(v); err != nil {
				return fmt.Errorf("every %q: give a duration such as 15m or 2h", v)
			}
		}
	}
	return nil
}
