package terminal

import (
	"fmt"
	"io"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// shownFacets is how many values of each are shown below what was found.
const shownFacets = 5

// facetRow is what is counted by one thing.
type facetRow struct {
	name   string
	values []store.FacetCount
}

// facetRows are the counts that tell anything: by what all of it has alike, nothing.
func facetRows(f store.Facets) []facetRow {
	var authors []store.FacetCount
	for _, a := range f.Authors {
		name := words.Line(a.Author.Name, 40)
		if a.Author.Handle != "" {
			name = strings.TrimSpace(name + " @" + words.Line(a.Author.Handle, 40))
		}
		authors = append(authors, store.FacetCount{Value: name, Count: a.Count})
	}
	return []facetRow{{"author", authors}, {"kind", f.Kinds}, {"platform", f.Platforms}, {"language", f.Langs}, {"year", f.Years}, {"state", f.States}}
}

// facetLines adds what was found by what it has.
func (pr Printer) facetLines(w io.Writer, found desk.Results) {
	if found.Total < 2 {
		return
	}
	for _, row := range facetRows(found.Facets) {
		if len(row.values) == 0 || len(row.values) == 1 && row.values[0].Count == found.Facets.Of {
			continue
		}
		var parts []string
		for _, v := range row.values[:min(len(row.values), shownFacets)] {
			parts = append(parts, fmt.Sprintf("%s %d", valueName(row.name, v.Value), v.Count))
		}
		if len(row.values) > shownFacets {
			parts = append(parts, "…")
		}
		fmt.Fprintln(w, pr.Paint("2", "by "+row.name+": "+strings.Join(parts, " · ")))
	}
	if found.More {
		fmt.Fprintln(w, pr.Paint("2", fmt.Sprintf("(of the newest %d)", found.Facets.Of)))
	}
}

func valueName(of, v string) string {
	switch {
	case v == "" && of == "year":
		return "no date"
	case v == "":
		return "unknown"
	}
	return words.Line(v, 60)
}

// Facets prints the counts alone.
func (pr Printer) Facets(found desk.Results) error {
	if pr.JSON {
		return pr.object(struct {
			Total int  `json:"total"`
			More  bool `json:"more,omitempty"`
			wire.Facets
		}{found.Total, found.More, wire.FacetsOf(found.Facets)})
	}
	rows := [][]string{{"found", "", over(found.More) + fmt.Sprint(found.Total)}}
	for _, row := range facetRows(found.Facets) {
		for _, v := range row.values {
			rows = append(rows, []string{row.name, valueName(row.name, v.Value), fmt.Sprint(v.Count)})
		}
	}
	if found.More {
		rows = append(rows, []string{"counted", "the newest", fmt.Sprint(found.Facets.Of)})
	}
	return pr.Table(rows)
}
