package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/compare/cross"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
	"onrecord/compare/translate"
	"onrecord/store"
)

// tongueFlags adds the flags of every command that looks for quotes.
func (a *app) tongueFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&a.config.libre, "libretranslate", os.Getenv("ONRECORD_LIBRETRANSLATE"), "the `URL` of a LibreTranslate server to translate with; its key, if it wants one, in ONRECORD_LIBRETRANSLATE_KEY (env ONRECORD_LIBRETRANSLATE)")
	f.BoolVar(&a.config.plain, "no-translate", false, "translate nothing: posts in other languages than the quote's are possible at most")
}

// tongues opens what this machine has to translate with. What cannot be opened is
// said and done without. done closes it.
func (a *app) tongues(ctx context.Context) (t cross.Translators, done func()) {
	if a.config.plain {
		return t, func() {}
	}
	var open []translate.Engine
	done = func() {
		for _, e := range open {
			_ = e.Close() // it holds nothing of ours
		}
	}
	if apertium, err := translate.OpenApertium(translate.ApertiumModes); err != nil {
		a.warn(err)
	} else if len(apertium.Pairs()) > 0 {
		open = append(open, apertium)
		t.Engines = append(t.Engines, apertium)
	}
	if a.config.libre != "" {
		libre, err := translate.OpenLibreTranslate(ctx, noRedirects, a.config.libre, os.Getenv("ONRECORD_LIBRETRANSLATE_KEY"))
		if err != nil {
			a.warn(err)
		} else {
			t.Engines = append(t.Engines, libre)
		}
	}
	lexicon, err := translate.OpenFreeDict(translate.FreeDictDir, text.Key, lexicon.Stem)
	if err != nil {
		a.warn(err)
	} else if len(lexicon.Langs()) > 0 {
		t.Lexicon = lexicon
	}
	return t, done
}

func (a *app) warn(err error) { fmt.Fprintln(a.err, "onrecord:", exit.Message(err)) }

// renderSome is how many posts a look-up translates before it begins.
const renderSome = 2000

// render brings the renditions of posts up to date, once a post and engine. With
// most above 0 it leaves them waiting where there are more, and says so.
func (a *app) render(ctx context.Context, st interface {
	store.Renditions
	store.Index
}, t cross.Translators, most int) error {
	if t.Empty() {
		return nil
	}
	waiting, err := st.CountUnrendered(ctx, t.Names())
	switch {
	case err != nil:
		return err
	case waiting == 0:
	case most > 0 && waiting > most:
		fmt.Fprintf(a.err, "onrecord: %s to be translated; quotes from them in other languages are found after 'onrecord link'\n", wait(waiting, "post"))
	default:
		if err := a.renderAll(ctx, st, t, waiting); err != nil {
			return err
		}
	}
	if _, err = st.IndexRenditions(ctx, cross.RenditionScheme, cross.RenditionTerms); isReadOnly(err) {
		return nil
	}
	return err
}

func (a *app) renderAll(ctx context.Context, st store.Renditions, t cross.Translators, waiting int) error {
	show := a.progress("translating")
	n, failed := 0, false
	_, err := st.Unrendered(ctx, t.Names(), func(page []store.Version) ([]store.Rendition, error) {
		var out []store.Rendition
		for _, v := range page {
			made, err := t.Render(ctx, v)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil && !failed {
				failed = true
				a.warn(err)
			}
			out = append(out, made...)
			n++
			show(n, waiting)
		}
		return out, nil
	})
	if isReadOnly(err) {
		return nil // its renditions are read as they stand
	}
	return err
}

func wait(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " waits"
	}
	return words.Count(n, noun) + " wait"
}

// noRedirects asks a server of the user's own choice, wherever it is, and none that it
// would send the texts and the key to instead.
var noRedirects = &http.Client{
	Timeout:       time.Minute,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}
