package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/scraper/format"
	"onrecord/store"
)

// parseMap reads a mapping: FIELD=COLUMN, with commas between; columns with a comma in
// them stand in quotation marks. columns, where given, must have those that it names; a
// platform that is no column is the platform itself, and so is the name of one that is
// known, unless quotation marks say that a column is called so.
func parseMap(s string, columns []string, known func(platform string) store.Platform) (m format.Mapping, err error) {
	r := csv.NewReader(strings.NewReader(s))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	parts, err := r.Read()
	if err != nil {
		return m, exit.Usagef("--map: %w", err)
	}
	fields := m.Fields()
	for _, p := range parts {
		name, column, ok := strings.Cut(strings.TrimSpace(p), "=")
		to := fields[strings.TrimSpace(name)]
		column = strings.TrimSpace(column)
		quoted := strings.HasPrefix(column, `"`)
		column = strings.Trim(column, `"`)
		switch {
		case !ok || to == nil || column == "":
			return m, exit.Usagef("--map: %q: write FIELD=COLUMN; the fields are %s", p, strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
		case column == placeholder && !slices.Contains(columns, column):
			return m, exit.Usagef("--map: write the platform that the posts are of in the place of %s, such as x or telegram", placeholder)
		case strings.TrimSpace(name) == "platform" && (!slices.Contains(columns, column) || !quoted && known(column) != ""):
			m.Of = store.Platform(strings.ToLower(column))
			continue
		case columns != nil && !slices.Contains(columns, column) && !strings.Contains(column, "."):
			return m, exit.Usagef("--map: there is no column %q; the file has %s", column, listed(columns))
		}
		*to = append(*to, column)
	}
	if len(m.Text)+len(m.Title) == 0 {
		return m, exit.Usagef("--map: say which column is the text: --map text=COLUMN,…")
	}
	if len(m.ID)+len(m.URL) == 0 {
		return m, exit.Usagef("--map: say which column is the post's id or its address: --map id=COLUMN or post_url=COLUMN")
	}
	return m, nil
}

// mappedFormat is a table that a mapping explains.
func mappedFormat(m format.Mapping) format.Format {
	return format.Format{
		ID: "mapped", Name: "a table that you explained with --map", Claims: func(*format.Unit) bool { return true },
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) { return m.Observe(c, u.Object()) },
	}
}

func listed(columns []string) string {
	var out []string
	for _, c := range columns[:min(len(columns), 40)] {
		out = append(out, fmt.Sprintf("%q", words.Line(c, 60)))
	}
	if len(columns) > 40 {
		out = append(out, fmt.Sprintf("and %d more", len(columns)-40))
	}
	return strings.Join(out, ", ")
}

// mappingName is under which setting the mapping of files with these columns is kept.
func mappingName(columns []string) string {
	b, err := json.Marshal(slices.Sorted(slices.Values(columns)))
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return "import-map:" + hex.EncodeToString(sum[:12])
}

// settings keep mappings.
type settings interface {
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// mapping is the one that explains a file with these columns: the keeper's, which is
// kept for the next such file, or the one that was kept; false for none.
func (im *Files) mapping(ctx context.Context, columns []string) (f format.Format, text string, ok bool, err error) {
	name := mappingName(columns)
	if text = im.Map; text == "" {
		if text, err = im.st.Setting(ctx, name); err != nil || text == "" {
			return f, "", false, err
		}
	}
	m, err := parseMap(text, columns, im.reader.Platforms.PlatformOf)
	if err != nil {
		return f, "", false, err
	}
	if im.Map != "" {
		err = im.st.SetSetting(ctx, name, text)
	}
	return mappedFormat(m), text, true, err
}

// AskForMap says that a file needs a mapping, and how to give one.
type AskForMap struct {
	File, Path string
	Columns    []string
	// Suggested is a mapping that a person can mend.
	Suggested string
}

func (e *AskForMap) Error() string {
	return fmt.Sprintf(`%s: onrecord does not know what stands where in it. It has %s.
Say which column is which, as in the next line, and it is remembered for files with these columns:
  onrecord import --map %s %s`, words.Line(e.File, 200), listed(e.Columns), words.ShellQuote(e.Suggested), words.ShellQuote(e.Path))
}
