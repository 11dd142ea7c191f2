package run

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/words"
	"onrecord/compare/cross"
	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
	"onrecord/compare/translate"
	"onrecord/store"
)

// OpenTranslators opens what this machine has to translate with, and what the
// settings name. What cannot be opened is warned of and done without. done closes it.
func OpenTranslators(ctx context.Context, e config.Env) (t cross.Translators, done func()) {
	if e.NoTranslate {
		return t, func() {}
	}
	var open []translate.Engine
	add := func(engine translate.Engine, err error) {
		if err != nil {
			e.Warn(err)
			return
		}
		open = append(open, engine)
		t.Engines = append(t.Engines, engine)
	}
	if apertium, err := translate.OpenApertium(translate.ApertiumModes); err != nil {
		e.Warn(err)
	} else if len(apertium.Pairs()) > 0 {
		add(apertium, nil)
	}
	if e.LibreTranslate != "" {
		add(translate.OpenLibreTranslate(ctx, noRedirects, e.LibreTranslate, os.Getenv("ONRECORD_LIBRETRANSLATE_KEY")))
	}
	if e.DeepL {
		add(translate.OpenDeepL(ctx, noRedirects, os.Getenv("ONRECORD_DEEPL_ADDRESS"), os.Getenv("ONRECORD_DEEPL_KEY")))
	}
	dictionaries, err := translate.OpenFreeDict(translate.FreeDictDir, cacheFolder(), text.Key, lexicon.Stem)
	if err != nil {
		e.Warn(err)
	} else if len(dictionaries.Langs()) > 0 {
		t.Lexicon = dictionaries
	}
	t.Worth = loadWorth()
	if e.OpenAI != "" {
		model, err := translate.OpenOpenAI(ctx, noRedirects, e.OpenAI, os.Getenv("ONRECORD_OPENAI_KEY"), e.OpenAIModel, e.OpenAIEmbed)
		add(model, err)
		if err == nil {
			t.Judges = append(t.Judges, model)
			if embedding, ok := model.Embedding(); ok {
				t.Embedders = append(t.Embedders, embedding)
			}
			measureAdvisers(ctx, e, &t)
		}
	}
	return t, func() {
		for _, o := range open {
			_ = o.Close() // it holds nothing of ours
		}
	}
}

// cacheFolder is the user's for what can be made again, "" where there is none.
func cacheFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "onrecord")
}

// noRedirects asks a server of the user's own choice, wherever it is, and none that it
// would send the texts and the key to instead.
var noRedirects = &http.Client{
	Timeout:       time.Minute,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// Renditions are the posts' translations and their index.
type Renditions interface {
	CountUnrendered(ctx context.Context, engines string) (int, error)
	Unrendered(ctx context.Context, engines string, f func([]store.Version) ([]store.Rendition, error)) (int, error)
	IndexRenditions(ctx context.Context, scheme int, terms func(store.Version, []store.Rendition) []store.Term) (int, error)
}

// RenderSome is how many posts a look-up translates before it begins.
const RenderSome = 2000

// Render brings the renditions of posts up to date, once a post and engine. With
// most above 0 it leaves them waiting where there are more, and says so.
func Render(ctx context.Context, e config.Env, st Renditions, t cross.Translators, most int) error {
	if len(t.Engines) == 0 {
		return nil
	}
	waiting, err := st.CountUnrendered(ctx, t.Names())
	switch {
	case err != nil:
		return err
	case waiting == 0:
	case most > 0 && waiting > most:
		verb := "wait"
		if waiting == 1 {
			verb = "waits"
		}
		e.Warn(fmt.Errorf("%s %s to be translated; quotes from them in other languages are found after 'onrecord link'", words.Count(waiting, "post"), verb))
	default:
		if err := renderAll(ctx, e, st, t, waiting); err != nil {
			return err
		}
	}
	if _, err = st.IndexRenditions(ctx, cross.RenditionScheme, cross.RenditionTerms); errors.Is(err, store.ErrReadOnly) {
		return nil
	}
	return err
}

func renderAll(ctx context.Context, e config.Env, st Renditions, t cross.Translators, waiting int) error {
	show := e.Progress("translating")
	m := measurer{t: t, warn: e.Warn}
	defer m.save()
	n, failed := 0, false
	_, err := st.Unrendered(ctx, t.Names(), func(page []store.Version) ([]store.Rendition, error) {
		var out []store.Rendition
		for _, v := range page {
			m.language(ctx, lang.Of(v.Lang, v.Text))
			made, err := t.Render(ctx, v)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil && !failed {
				failed = true
				e.Warn(err)
			}
			out = append(out, made...)
			n++
			show(n, waiting)
		}
		return out, nil
	})
	if errors.Is(err, store.ErrReadOnly) {
		return nil // its renditions are read as they stand
	}
	return err
}
