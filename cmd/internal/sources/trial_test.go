package sources

import (
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// TestAPageIsAnArticle: what a watched page shows is called what it is kept as: an article,
// and a post where the page is a speaker's own.
func TestAPageIsAnArticle(t *testing.T) {
	for want, s := range map[string]store.Source{
		"it answers with one article by Jane Roe.":                                        {Kind: store.SourcePage},
		"it answers with one post by Jane Roe; its pages are kept as posts of The Mayor.": {Kind: store.SourcePage, Speaker: "The Mayor"},
		"it answers with one post by Jane Roe. ":                                          {Kind: store.SourcePost},
	} {
		if got := TrialText(s, scraper.Trial{Posts: 1, Author: store.Author{Name: "Jane Roe"}}); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
