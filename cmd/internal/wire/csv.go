package wire

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"onrecord/store"
)

// Cell is a text as a Cell of a CSV file: a spreadsheet would run what begins like a
// formula, so an apostrophe stands before it (and before an apostrophe that stands
// before one, so that Uncell gives back what was there).
func Cell(s string) string {
	if strings.TrimLeft(s, "'") != "" && strings.ContainsAny(strings.TrimLeft(s, "'")[:1], "=+-@\t\r") {
		return "'" + s
	}
	return s
}

// Uncell is what Cell was given.
func Uncell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && Cell(rest) != rest {
		return rest
	}
	return s
}

// linkColumns are the heading of `links --csv`.
var linkColumns = []string{"article", "published_at", "quote", "speaker", "verdict", "confidence", "document", "version", "warnings", "kind", "severity",
	"authority", "imported_from", "relayed_by", "article_authority", "article_imported_from"}

// LinksCSV writes links as CSV (RFC 4180), the heading first.
func LinksCSV(w io.Writer, each func(func(store.Link) error) error) error {
	c := csv.NewWriter(w)
	if err := c.Write(linkColumns); err != nil {
		return err
	}
	if err := each(func(l store.Link) error {
		j := LinkOf(l)
		row := []string{
			string(j.Article), j.PublishedAt, j.Quote, j.Speaker, string(j.Verdict), strconv.FormatFloat(j.Confidence, 'f', 2, 64), string(j.Document),
			strconv.Itoa(j.Version), strings.Join(j.Warnings, " "), string(j.Kind), string(j.Severity),
			string(j.Authority), j.ImportedFrom, j.RelayedBy, string(j.ArticleAuthority), j.ArticleImportedFrom,
		}
		for i := range row {
			row[i] = Cell(row[i])
		}
		return c.Write(row)
	}); err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}
