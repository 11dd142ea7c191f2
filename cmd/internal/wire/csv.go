package wire

import (
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"onrecord/store"
)

// Cell is a text as a cell of a CSV file. A spreadsheet would run what begins like a
// formula, and round or rewrite an id that looks like a number, so an apostrophe stands
// before it (and before an apostrophe that stands before one, so that Uncell gives back
// what was there).
func Cell(s string) string {
	if bare := strings.TrimLeft(s, "'"); bare != "" && (strings.ContainsAny(bare[:1], "=+-@\t\r") || misread.MatchString(bare)) {
		return "'" + s
	}
	return s
}

// misread is what a spreadsheet takes for a number and does not give back: more digits than
// it keeps (15), zeros before, an exponent.
var misread = regexp.MustCompile(`^(?:[0-9]{16,}|0[0-9]+|[0-9]+[eE][0-9]+)$`)

// Uncell is what Cell was given.
func Uncell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && Cell(rest) != rest {
		return rest
	}
	return s
}

// Table writes rows as CSV (RFC 4180), the heading first, each cell guarded by Cell. With
// bom a byte order mark stands before, by which Excel, and LibreOffice on Windows, know
// UTF-8.
func Table(w io.Writer, bom bool, heading []string, each func(row func(...string) error) error) error {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	c := csv.NewWriter(w)
	if err := c.Write(heading); err != nil {
		return err
	}
	if err := each(func(cells ...string) error {
		for i := range cells {
			cells[i] = Cell(cells[i])
		}
		return c.Write(cells)
	}); err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}

// resultColumns are the heading of posts and articles as CSV: each row stands alone.
var resultColumns = []string{"document", "kind", "platform", "outlet", "headline", "author", "handle", "published_at", "url", "lang", "states", "gone_how", "gone_since",
	"version", "versions", "words_stand_in", "text", "authority", "imported_from", "relayed_by", "contradicted_by"}

// ResultsCSV writes posts and articles as CSV.
func ResultsCSV(w io.Writer, bom bool, each func(func(Result) error) error) error {
	return Table(w, bom, resultColumns, func(row func(...string) error) error {
		return each(func(r Result) error {
			how, since := "", ""
			if r.Gone != nil {
				how, since = string(r.Gone.How), r.Gone.FirstMissed
			}
			states := make([]string, len(r.States))
			for i, s := range r.States {
				states[i] = string(s)
			}
			return row(string(r.Document), string(r.Kind), string(r.Platform), r.Outlet, r.Title, r.Author.Name, r.Author.Handle, r.PostedAt, addressOf(store.Document{ID: r.Document, Platform: r.Platform, URL: r.URL}), r.Lang,
				strings.Join(states, " "), how, since, strconv.Itoa(r.Version), strconv.Itoa(r.Versions), string(r.Where), r.Text,
				string(r.Authority), r.ImportedFrom, r.RelayedBy, r.against())
		})
	})
}

// Columns are the names of a row's columns, which its fields' tags give for Parquet.
func Columns[T any]() (out []string) {
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("parquet"); name != "" && name != "-" {
			out = append(out, name)
		}
	}
	return out
}

// Cells are what stands in a row's columns.
func Cells[T any](r T) (out []string) {
	v := reflect.ValueOf(r)
	for i := range v.NumField() {
		if name := v.Type().Field(i).Tag.Get("parquet"); name != "" && name != "-" {
			out = append(out, fmt.Sprint(v.Field(i).Interface()))
		}
	}
	return out
}
