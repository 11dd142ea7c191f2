package scraper

import (
	"regexp"
	"slices"
	"strings"

	"onrecord/store"
)

// attribution is how the platforms' own embeds end: a dash, the account's name and its handle,
// and the date. The handle tells whose the words before it are said to be.
var attribution = regexp.MustCompile(`(?s)^(.*\S)\s*[—–]\s*([^\n]{1,200}?)\s\(@([\p{L}\p{N}_.-]{1,100})\)(\s[^\n]{4,60})$`)

// mostEmbeds is how many posts one page may tell of.
const mostEmbeds = 50

// Embedded are the posts that pages show within their own text, as these tell them: claims,
// kept for the page's sake, until the post's home is asked. An embed without words, or
// without whose they are, tells nothing. The marks must have been named (NameEmbeds).
func (r *Registry) Embedded(seen []store.Observation) (out []store.Observation) {
	told := map[store.DocumentID]bool{}
	for _, o := range seen {
		told[o.Document] = true
	}
	for _, o := range seen {
		if o.Kind != store.Article || o.Gone != nil || !slices.ContainsFunc(o.Content.Marks, func(m store.Mark) bool { return m.Kind == store.MarkEmbed && m.Document != "" }) {
			continue
		}
		text := []rune(o.Content.Text)
		for _, m := range o.Content.Marks {
			if m.Kind != store.MarkEmbed || m.Document == "" || told[m.Document] || m.From < 0 || m.From > m.To || m.To > len(text) || len(out) == mostEmbeds {
				continue
			}
			parts := attribution.FindStringSubmatch(strings.TrimSpace(string(text[m.From:m.To])))
			if parts == nil {
				continue
			}
			told[m.Document] = true
			post := store.Observation{
				Document: m.Document, Kind: store.Post, Authority: store.AuthorityClaim, Context: true, URL: m.URL,
				IDTime: r.IDTime(m.Document), Author: store.Author{Name: strings.TrimSpace(parts[2]), Handle: parts[3]},
				Content: store.Content{Text: strings.TrimSpace(parts[1])},
			}
			if why := r.Cut(m.Document.Platform(), post.Content.Text); why != "" {
				post.Content.Cut, post.Content.CutWhy = true, why
			}
			out = append(out, post)
		}
	}
	return out
}
