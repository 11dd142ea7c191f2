package sources

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"onrecord/cmd/internal/ingest/split"
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

// errNothing says what a list is.
var errNothing = errors.New("it names no address; give an OPML file, a table with a column url, or an address a line")

// Read tells the kinds of list apart by how they begin: OPML, a table, the JSON of some
// apps' subscriptions, an address a line. A list that names nothing is an error,
// and so is one longer than MaxList.
func Read(b []byte) ([]Listed, error) {
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, errors.New("the list is empty")
	case len(b) > MaxList:
		return nil, fmt.Errorf("it is longer than %d MiB, which is no list of sources", MaxList>>20)
	}
	out, err := read(b)
	if err == nil && len(out) == 0 {
		err = errNothing
	}
	return out, err
}

func read(b []byte) ([]Listed, error) {
	if x := bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))); len(x) > 0 && x[0] == '<' {
		return readOPML(x)
	}
	in, _, err := split.Text(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	if b, err = io.ReadAll(in); err != nil {
		return nil, err
	}
	b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	switch b = bytes.TrimSpace(b); {
	case len(b) > 0 && b[0] == '<':
		return readOPML(b)
	case len(b) > 0 && b[0] == '{':
		return readSubscriptions(b)
	}
	return readLines(string(b))
}

// readLines reads a table, or an address a line.
func readLines(text string) ([]Listed, error) {
	first, rest, _ := strings.Cut(text, "\n")
	skipped := 0
	comma := separator(first)
	if s, ok := strings.CutPrefix(strings.Trim(first, "\" "), "sep="); ok && len(s) <= 1 { // as Excel writes it
		comma, text, skipped = []rune(s + "\t")[0], rest, 1
		first, _, _ = strings.Cut(text, "\n")
	}
	if heading := columns(strings.Split(first, string(comma))); slices.Contains(heading, "url") {
		return readCSV(text, comma, skipped)
	}
	var out []Listed
	for i, l := range strings.Split(text, "\n") {
		if j := strings.Index(l, " #"); j >= 0 {
			l = l[:j]
		}
		if l = strings.Trim(strings.TrimSpace(l), "<>"); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, Listed{At: fmt.Sprintf("line %d", i+1+skipped), New: New{Source: store.Source{URL: l}}})
		}
	}
	return out, nil
}

// called are other names of the columns.
var called = map[string]string{
	"feed url": "url", "feedurl": "url", "feed_url": "url", "xmlurl": "url", "rss": "url", "rss url": "url", "feed": "url", "link": "url", "address": "url",
	"channel url": "url", "title": "name", "feed title": "name", "channel title": "name", "interval": "every",
}

// columns are the names of a heading's columns as set knows them. The first that is an
// address counts.
func columns(heading []string) []string {
	var out []string
	for _, h := range heading {
		h = strings.ToLower(strings.Trim(h, " \"\ufeff"))
		if n := called[h]; n != "" && !slices.Contains(out, n) {
			h = n
		}
		out = append(out, h)
	}
	return out
}

// readSubscriptions reads what NewPipe and its kin export.
func readSubscriptions(b []byte) ([]Listed, error) {
	var all struct {
		Subscriptions []struct{ URL, Name string } `json:"subscriptions"`
	}
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("this JSON cannot be read: %w", err)
	}
	var out []Listed
	for i, s := range all.Subscriptions {
		if s.URL != "" {
			out = append(out, Listed{At: fmt.Sprintf("subscription %d", i+1), New: New{Source: store.Source{URL: s.URL, Name: s.Name}}})
		}
	}
	return out, nil
}

// maxOutline bounds the nesting of an OPML file.
const maxOutline = 100

// readOPML reads feeds' addresses at any depth (http://opml.org/spec2.opml). Of a file
// that breaks off or is broken, what stands before is taken.
func readOPML(b []byte) ([]Listed, error) {
	d := xml.NewDecoder(bytes.NewReader(legible(b)))
	d.Strict, d.Entity = false, xml.HTMLEntity // &nbsp; and its like, which OPML does not have
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if utf8.Valid(b) { // whatever it says
			return in, nil
		}
		return charset.NewReaderLabel(label, in)
	}
	depth, opml := 0, false
	var out []Listed
	for {
		t, err := d.Token()
		line, _ := d.InputPos()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && opml {
			return append(out, Listed{At: fmt.Sprintf("line %d", line), Err: fmt.Errorf("the file is broken here, and what follows was not read: %w", err)}), nil
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

var declared = regexp.MustCompile(`^<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']`)

// legible is XML without what no XML may hold. Bytes that are no UTF-8 where the file
// says nothing else are read as what they look like.
func legible(b []byte) []byte {
	m := declared.FindSubmatch(b)
	if said := m != nil && !strings.EqualFold(string(m[1]), "utf-8"); !said && !utf8.Valid(b) {
		if in, _, err := split.Text(bytes.NewReader(b)); err == nil {
			if decoded, err := io.ReadAll(in); err == nil {
				b = decoded
			}
		}
	}
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if c >= 0x20 || c == '\n' || c == '\r' || c == '\t' {
			out = append(out, c)
		}
	}
	return out
}

// outline is the feed that an element names, or the page where it names no feed.
func outline(t xml.StartElement) (Listed, bool) {
	l := Listed{New: New{Source: store.Source{Kind: store.SourceFeed}}}
	page := ""
	for _, at := range t.Attr {
		switch v := strings.TrimSpace(at.Value); strings.ToLower(at.Name.Local) {
		case "xmlurl":
			l.URL = v
		case "url", "htmlurl":
			if page == "" {
				page = v
			}
		case "title":
			l.Name = strings.Join(strings.Fields(v), " ")
		case "text":
			if l.Name == "" {
				l.Name = strings.Join(strings.Fields(v), " ")
			}
		}
	}
	if l.URL == "" {
		l.URL, l.Kind = page, ""
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

// readCSV reads a table with a heading (RFC 4180). Where its quotation marks do not
// match, each line is read by itself.
func readCSV(text string, comma rune, skipped int) ([]Listed, error) {
	out, err := readRows(text, comma, skipped, false)
	if err != nil {
		return readRows(text, comma, skipped, true)
	}
	return out, nil
}

func readRows(text string, comma rune, skipped int, byLine bool) (out []Listed, err error) {
	var heading []string
	take := func(row []string, line int) {
		if heading == nil {
			heading = columns(row)
			return
		}
		l := Listed{At: fmt.Sprintf("line %d", line+skipped)}
		for i, v := range row {
			if i < len(heading) {
				l.Err = errors.Join(l.Err, l.set(heading[i], wire.Uncell(strings.TrimSpace(v))))
			}
		}
		if l.URL != "" || l.Err != nil {
			out = append(out, l)
		}
	}
	if byLine {
		for i, line := range strings.Split(text, "\n") {
			if row, err := rowsOf(line, comma, true).Read(); err == nil {
				take(row, i+1)
			}
		}
		return out, nil
	}
	for r := rowsOf(text, comma, false); ; {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		take(row, rowLine(r, row, err))
	}
}

func rowsOf(text string, comma rune, lazy bool) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace, r.LazyQuotes = comma, -1, comma != '\t', lazy
	return r
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
	case "paused":
		l.Paused = v == "yes" || v == "true"
	case "ocr":
		l.OCR = v == "yes" || v == "true"
	case "tags":
		if l.Tags, err = Tags(TagWords(v)); err != nil {
			return err
		}
	case "every":
		if v != "" {
			if l.Cadence, err = time.ParseDuration(v); err != nil {
				return fmt.Errorf("every %q: give a duration such as 15m or 2h", v)
			}
		}
	}
	return nil
}
