package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// maxList bounds a list of sources.
const maxList = 64 << 20

func (a *app) sourceImportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Watch all that a list names: OPML, CSV, or an address a line",
		Long: `Import takes an OPML file as feed readers write it, a CSV file with a heading (url, and
where wanted kind, name, every, selector, speaker), or a plain list of addresses; "-" is
standard input. Sources are added unseen; the first run says which do not answer. What
cannot be added is reported with its line and the rest goes in.`,
		Example: `  onrecord source import feeds.opml
  onrecord source import accounts.csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.importSources(cmd.Context(), args[0]) },
	}
}

// listed is a source that a list names, with its line or place.
type listed struct {
	at string
	newSource
	err error
}

func (a *app) importSources(ctx context.Context, file string) error {
	b, err := a.readList(file)
	if err != nil {
		return err
	}
	all, err := readSources(b)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	added, there, failed := 0, 0, 0
	show := a.progress("adding")
	for i, l := range all {
		show(i+1, len(all))
		err := l.err
		if err == nil {
			err = a.importSource(ctx, st, l)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			added++
		case errors.Is(err, store.ErrExists):
			there++
		default:
			failed++
			fmt.Fprintf(a.err, "%s: %s\n", l.at, exit.Message(err))
		}
	}
	if a.json {
		err = a.printJSON(map[string]int{"added": added, "there": there, "failed": failed})
	} else {
		_, err = fmt.Fprintf(a.out, "%s added, %d watched already, %d could not be added\n", words.Count(added, "source"), there, failed)
	}
	switch {
	case err != nil:
		return err
	case failed > 0 && added+there == 0:
		return exit.Silent(exit.Failed)
	case failed > 0:
		return exit.Silent(exit.Part)
	}
	return nil
}

func (a *app) importSource(ctx context.Context, st store.Store, l listed) error {
	if err := l.check(); err != nil {
		return err
	}
	l.unseen, l.URL = true, a.config.Platforms().WebAddress(l.URL)
	s, _, err := a.recognise(ctx, st, l.newSource)
	if err != nil {
		return err
	}
	_, err = a.keepSource(ctx, st, s)
	return err
}

func (a *app) readList(file string) ([]byte, error) {
	in := a.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxList+1))
	if err == nil && len(b) > maxList {
		err = fmt.Errorf("%s is longer than %d MiB, which is no list of sources", file, maxList>>20)
	}
	return b, err
}

// readSources tells the three kinds of list apart by how they begin.
func readSources(b []byte) ([]listed, error) {
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
	var out []listed
	for i, l := range strings.Split(string(b), "\n") {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, listed{at: fmt.Sprintf("line %d", i+1), newSource: newSource{Source: store.Source{URL: l}}})
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
func readOPML(b []byte) ([]listed, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	depth, opml := 0, false
	var out []listed
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
				l.at = fmt.Sprintf("line %d", line)
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
func outline(t xml.StartElement) (listed, bool) {
	l := listed{newSource: newSource{Source: store.Source{Kind: store.SourceFeed}}}
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
func readCSV(b []byte, comma rune) ([]listed, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma = comma
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	heading, err := r.Read()
	if err != nil {
		return nil, err
	}
	var out []listed
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		l := listed{at: fmt.Sprintf("line %d", rowLine(r, row, err)), err: err}
		for i, v := range row {
			if i < len(heading) && err == nil {
				l.err = errors.Join(l.err, l.set(strings.ToLower(strings.TrimSpace(heading[i])), wire.Uncell(strings.TrimSpace(v))))
			}
		}
		if l.URL != "" || l.err != nil {
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
func (l *listed) set(column, v string) (err error) {
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
