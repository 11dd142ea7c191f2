package run

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/outfile"
	"onrecord/compare/cross"
)

// worthFile keeps what engines were found to be worth, in the user's cache.
const worthFile = "engines.json"

// loadWorth is what was measured before. A file that cannot be read is measured anew.
func loadWorth() cross.Worth {
	w := cross.Worth{}
	if b, err := os.ReadFile(filepath.Join(cacheFolder(), worthFile)); err == nil && cacheFolder() != "" {
		_ = json.Unmarshal(b, &w) // what it has not is measured
	}
	for _, m := range []*map[string]float64{&w.Translators, &w.Judges} {
		if *m == nil {
			*m = map[string]float64{}
		}
	}
	if w.Embedders == nil {
		w.Embedders = map[string]cross.Slope{}
	}
	return w
}

// saveWorth keeps what was measured; where it cannot, it is measured again.
func saveWorth(w cross.Worth) {
	dir := cacheFolder()
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return
	}
	b, err := json.MarshalIndent(w, "", "  ")
	if err != nil {
		return
	}
	_ = outfile.Put(filepath.Join(dir, worthFile), 0o600, b)
}

// measureAdvisers measures the judges and embedders that were not yet. One that
// cannot be measured counts for nothing, and is warned of.
func measureAdvisers(ctx context.Context, e config.Env, t *cross.Translators) {
	show, before := e.Progress("trying the language model on sentences of our own"), len(t.Worth.Judges)+len(t.Worth.Embedders)
	for _, j := range t.Judges {
		if _, ok := t.Worth.Judges[j.Name()]; ok {
			continue
		}
		show(0, 1)
		worth, err := cross.MeasureJudge(ctx, j)
		show(1, 1)
		if err != nil {
			e.Warn(fmt.Errorf("its judgement is left out: %w", err))
			continue
		}
		t.Worth.Judges[j.Name()] = worth
	}
	for _, m := range t.Embedders {
		if _, ok := t.Worth.Embedders[m.Name()]; ok {
			continue
		}
		slope, err := cross.MeasureEmbedder(ctx, m)
		if err != nil {
			e.Warn(fmt.Errorf("its vectors are left out: %w", err))
			continue
		}
		t.Worth.Embedders[m.Name()] = slope
	}
	if len(t.Worth.Judges)+len(t.Worth.Embedders) != before {
		saveWorth(t.Worth)
	}
}

// measurer measures translators on the languages that posts are in.
type measurer struct {
	t    cross.Translators
	warn func(error)
	new  bool
	done map[string]bool
}

func (m *measurer) language(ctx context.Context, lang string) {
	if m.done[lang] || m.t.Worth.Translators == nil {
		return
	}
	if m.done == nil {
		m.done = map[string]bool{}
	}
	m.done[lang] = true
	for _, tr := range m.t.Engines {
		key := tr.Name() + " " + lang
		if _, ok := m.t.Worth.Translators[key]; ok {
			continue
		}
		worth, ok, err := cross.MeasureTranslator(ctx, tr, lang)
		switch {
		case err != nil && ctx.Err() == nil:
			m.warn(fmt.Errorf("%s was not measured on language %s: %w", tr.Name(), lang, err))
		case ok:
			m.t.Worth.Translators[key], m.new = worth, true
		}
	}
}

// save keeps what was measured beside what others measured meanwhile.
func (m *measurer) save() {
	if !m.new {
		return
	}
	w := loadWorth()
	maps.Copy(w.Translators, m.t.Worth.Translators)
	saveWorth(w)
}
