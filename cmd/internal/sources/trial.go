package sources

import (
	"fmt"
	"strings"

	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
)

// TrialText says what a source showed and what will be done with it.
func TrialText(s store.Source, t scraper.Trial) string {
	var b strings.Builder
	switch {
	case t.Posts == 1 && s.Kind == store.SourcePage && s.Speaker == "":
		b.WriteString("it answers with one article")
	case t.Posts == 1:
		b.WriteString("it answers with one post")
	case t.Posts > 1:
		fmt.Fprintf(&b, "it answers with %d posts", t.Posts)
	case t.Entries == 1:
		b.WriteString("it answers with one entry, to be captured")
	case t.Entries > 1:
		fmt.Fprintf(&b, "it answers with %d entries, each to be captured", t.Entries)
	default:
		b.WriteString("it answers")
	}
	if who := AuthorText(t.Author); who != "" {
		b.WriteString(" by " + who)
	}
	if t.Relay != "" {
		fmt.Fprintf(&b, ", as %s relays it, which is marked", words.Line(t.Relay, 60))
	}
	if s.Speaker != "" {
		fmt.Fprintf(&b, "; its pages are kept as posts of %s", words.Line(s.Speaker, 60))
	}
	b.WriteString(". What it brings is looked at again after 5 min, 15 min, 1 h, 6 h, 1 d, 3 d, 1 w, 1 month, then monthly; sooner while the press quotes it.")
	return b.String()
}
