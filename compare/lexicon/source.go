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
	"unicode/utf8"
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
			column[row] = withForms(cell, forms, prefixes[lang])
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

// prefixes stand before verbs, which keep their irregular forms.
var prefixes = map[string][]string{
	"de": strings.Fields("be er ver zer ent miss ge über unter wider hinter ab an auf aus bei ein mit nach vor zu zurück zusammen hinzu heraus hinaus herein weiter fort fest teil um durch weg los her hin voran vorbei bevor entgegen statt wieder frei"),
	"nl": strings.Fields("be er her ver ont mis over onder door af aan op uit bij in mee na voor toe terug samen om weg vast deel"),
	"uk": strings.Fields("по при ви за пере про об роз від до на під з зі с у в не обі"),
	"ru": strings.Fields("по при вы за пере про об раз рас от до на под с со у в из ис вз ото"),
	"pl": strings.Fields("po przy wy za prze ob roz od do na pod z s u w wz"),
	"sv": strings.Fields("be för an av in ut upp ned till från över under mot med"), "no": strings.Fields("be for an av inn ut opp ned til fra over under mot med"),
	"en": strings.Fields("over under out re mis up with fore"),
}

// withForms puts irregular forms behind the words of a cell, also of a word that is
// another with a prefix.
func withForms(cell string, forms map[string]string, prefixes []string) string {
	words := strings.Split(cell, "|")
	add := func(before, of string) {
		for form := range strings.SplitSeq(of, "|") {
			if form != "" && !slices.Contains(words, before+form) {
				words = append(words, before+form)
			}
		}
	}
	for _, w := range slices.Clone(words) {
		w = strings.ToLower(w)
		if of := forms[w]; of != "" {
			add("", of)
			continue
		}
		for _, p := range prefixes {
			if rest, ok := strings.CutPrefix(w, p); ok && utf8.RuneCountInString(rest) > 2 && forms[rest] != "" {
				add(p, forms[rest])
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
