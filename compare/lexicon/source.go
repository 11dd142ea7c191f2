package lexicon

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ReadTables reads the text form in a folder: lexicon.tsv, then words/*.tsv and
// names/*.tsv by name. Rows with the same English cell are one; a language's words
// of all of them are kept, those of the first file first. The irregular forms of
// forms/LANG.tsv stand in the cells behind the words that they are of.
func ReadTables(dir string) (Table, error) {
	files := []string{filepath.Join(dir, "lexicon.tsv")}
	for _, folder := range []string{"words", "names"} {
		more, err := filepath.Glob(filepath.Join(dir, folder, "*.tsv"))
		if err != nil {
			return Table{}, err
		}
		slices.Sort(more)
		files = append(files, more...)
	}
	m := merger{rows: map[string]int{}, columns: map[string][]string{}}
	for _, f := range files {
		if err := m.read(f); err != nil {
			return Table{}, err
		}
	}
	t := m.table()
	for lang, column := range t.Columns {
		forms, err := readForms(filepath.Join(dir, "forms", lang+".tsv"))
		if err != nil {
			return Table{}, err
		}
		for row, cell := range column {
			column[row] = withForms(cell, forms)
		}
	}
	return t, nil
}

// readForms reads a word and its irregular forms a line; a language without a file
// has none.
func readForms(file string) (map[string]string, error) {
	b, err := os.ReadFile(file) // a source file
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	forms := map[string]string{}
	for line, text := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		word, of, ok := strings.Cut(text, "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: no tab: write a word, a tab, and its forms parted by |", file, line+1)
		}
		forms[word] = of
	}
	return forms, nil
}

func withForms(cell string, forms map[string]string) string {
	words := strings.Split(cell, "|")
	for _, w := range slices.Clone(words) {
		for form := range strings.SplitSeq(forms[strings.ToLower(w)], "|") {
			if form != "" && !slices.Contains(words, form) {
				words = append(words, form)
			}
		}
	}
	return strings.Join(words, "|")
}

type merger struct {
	rows    map[string]int // by English cell
	n       int
	columns map[string][]string
}

func (m *merger) read(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	var langs []string
	english := -1
	for line := 1; sc.Scan(); line++ {
		cells := strings.Split(sc.Text(), "\t")
		switch {
		case langs == nil:
			langs, english = cells, slices.Index(cells, Pivot)
			if english < 0 {
				return fmt.Errorf("%s: no column %q in the first line; name the columns there", file, Pivot)
			}
		case len(cells) != len(langs):
			return fmt.Errorf("%s:%d: %d cells, want %d: part them by tabs, an empty cell for a language without a word", file, line, len(cells), len(langs))
		case strings.TrimSpace(cells[english]) != "":
			m.add(langs, cells, cells[english])
		}
	}
	return sc.Err()
}

func (m *merger) add(langs, cells []string, name string) {
	key := strings.ToLower(name)
	at, ok := m.rows[key]
	if !ok {
		at = m.n
		m.rows[key] = at
		m.n++
	}
	for i, lang := range langs {
		col := m.columns[lang]
		for len(col) <= at {
			col = append(col, "")
		}
		for w := range strings.SplitSeq(cells[i], "|") {
			if w = strings.TrimSpace(w); w != "" && !slices.Contains(strings.Split(col[at], "|"), w) {
				if col[at] != "" {
					col[at] += "|"
				}
				col[at] += w
			}
		}
		m.columns[lang] = col
	}
}

func (m *merger) table() Table {
	t := Table{Langs: slices.Sorted(maps.Keys(m.columns)), Columns: m.columns}
	for lang, col := range m.columns {
		for len(col) < m.n {
			col = append(col, "")
		}
		m.columns[lang] = col
	}
	return t
}
