package view

import (
	"slices"
	"strings"
	"sync"

	"onrecord/compare/match"
	"onrecord/store"
)

// Verdict is a word of the archive's vocabulary (a verdict, a kind of change, a state, an
// outcome, an endpoint) in the language.
func (b *Builder) Verdict(v string) string { return b.Say(strings.ReplaceAll(Name(v), "_", " ")) }

// warnings say what a match warns of, each with what stands in the post and in the quote.
func (b *Builder) warnings(m store.Match) []string {
	told := match.Told(m.Warnings, m.Details)
	out := make([]string, len(told))
	for i, w := range told {
		out[i] = b.Say(match.WarningText(Name(w)))
		for _, d := range match.DetailsOf(m.Details, w) {
			out[i] = strings.TrimSuffix(out[i], ".") + "; " + b.detail(d) + "."
		}
	}
	return out
}

// detail says what a warning is about.
func (b *Builder) detail(d store.WarningDetail) string {
	d.Post, d.Quote = clip(Plain(d.Post), 200), clip(Plain(d.Quote), 200)
	return match.DetailText(d, b.Say)
}

// edit is what an edit did, and says how it changed the meaning and which descriptions it
// changed.
type edit struct {
	severity store.Severity
	// cosmetic says that no word differs.
	cosmetic bool
	// attached says that media were replaced, added or taken out.
	attached bool
	warnings []string
}

// edits remembers what was said of edits: several pages show each, and comparing the words
// is what costs most of them. They are known by their words, so that none is told that was
// since erased.
type edits struct {
	mu  sync.Mutex
	all map[editKey]edit
}

type editKey struct{ old, now, lang string }

// mostEdits is how many are remembered; they take a few megabytes.
const mostEdits = 8192

// edited is what one version made of another.
func (b *Builder) edited(old, now store.Version) edit {
	key := editKey{old.Content.Hash(), now.Content.Hash(), old.Lang}
	b.edits.mu.Lock()
	e, known := b.edits.all[key]
	b.edits.mu.Unlock()
	if known {
		return e
	}
	e = b.editOf(old, now)
	b.edits.mu.Lock()
	defer b.edits.mu.Unlock()
	if b.edits.all == nil || len(b.edits.all) >= mostEdits {
		b.edits.all = map[editKey]edit{}
	}
	b.edits.all[key] = e
	return e
}

func (b *Builder) editOf(old, now store.Version) edit {
	e := match.EditOf(old, now)
	var out []string
	attached := false
	for _, w := range match.Told(e.Warnings, e.Details) {
		says := b.Say(match.WarningText(w))
		for _, d := range match.DetailsOf(e.Details, w) {
			says = strings.TrimSuffix(says, ".") + "; " + b.became(d.Post, d.Quote) + "."
		}
		out = append(out, says)
	}
	for _, d := range e.Descriptions {
		attached = attached || d.Change != "" && d.Change != match.MediaReordered
		says := d.Says(b.Say)
		if d.Told() {
			says = strings.TrimSuffix(says, ".") + "; " + b.became(d.Before, d.After) + "."
		}
		out = append(out, says)
	}
	return edit{e.Severity, e.Cosmetic, attached, slices.Clip(out)}
}

// became says what an edit made of some words.
func (b *Builder) became(before, after string) string {
	before, after = clip(Plain(before), 200), clip(Plain(after), 200)
	switch {
	case before == "":
		return b.Say("“%s” was put in", after)
	case after == "":
		return b.Say("“%s” was taken out", before)
	}
	return b.Say("“%s” became “%s”", before, after)
}

// Platform is written as it writes itself, one without a name as its ids begin.
func (b *Builder) Platform(p store.Platform) string {
	if n := b.opts.Platforms[p]; n != "" {
		return n
	}
	return Name(string(p))
}

// judged is what a quote's chip says.
func (b *Builder) judged(q QuoteView) string {
	if q.Grave() {
		return b.Say("%s, changed meaning", b.Verdict(q.Verdict))
	}
	return b.Verdict(q.Verdict)
}
