package view

import (
	"strings"

	"onrecord/compare/match"
	"onrecord/store"
)

// Verdict is a verdict, a change or a state in words.
func (b *Builder) Verdict(v string) string { return b.Say(strings.ReplaceAll(Name(v), "_", " ")) }

// warnings say what a match warns of, each with what stands in the post and in the quote.
func (b *Builder) warnings(m store.Match) []string {
	out := make([]string, len(m.Warnings))
	for i, w := range m.Warnings {
		out[i] = b.Say(match.WarningText(Name(w)))
		for _, d := range match.DetailsOf(m.Details, w) {
			out[i] = strings.TrimSuffix(out[i], ".") + "; " + b.detail(d) + "."
		}
	}
	return out
}

// detail says what a warning is about.
func (b *Builder) detail(d store.WarningDetail) string {
	post, quote := clip(Plain(d.Post), 200), clip(Plain(d.Quote), 200)
	switch {
	case post == "":
		return b.Say("“%s” is only in the quote", quote)
	case quote == "":
		return b.Say("“%s” is only in the post", post)
	}
	return b.Say("“%s” became “%s”", post, quote)
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
