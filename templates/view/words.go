package view

import (
	"strings"

	"onrecord/compare/match"
	"onrecord/store"
)

// Verdict is a verdict, a change or a state in words.
func (b *Builder) Verdict(v string) string { return b.Say(strings.ReplaceAll(Name(v), "_", " ")) }

func (b *Builder) warnings(ws []string) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = b.Say(match.WarningText(Name(w)))
	}
	return out
}

// Platform is written as it writes itself, one without a name as its ids begin.
func (b *Builder) Platform(p store.Platform) string {
	if n := b.opts.Platforms[p]; n != "" {
		return n
	}
	return Name(string(p))
}

// Judged is what a quote's chip says.
func (b *Builder) Judged(q QuoteView) string {
	if q.Grave() {
		return b.Say("%s, changed meaning", b.Verdict(q.Verdict))
	}
	return b.Verdict(q.Verdict)
}
