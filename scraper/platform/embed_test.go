package platform_test

import (
	"testing"

	"onrecord/store"
)

// TestEmbeddedPostsAreClaims: what a page shows of a post within its text is told as the page's
// word for it, by whom and in which words; what names nobody, or no post, tells nothing.
func TestEmbeddedPostsAreClaims(t *testing.T) {
	for text, want := range map[string]string{
		"We will — as promised — stay.\n— Some One (@some_one) November 11, 2025":     "We will — as promised — stay. | Some One | some_one",
		"We will stay. — Some One (@one.bsky.social) 2025-11-11 09:30":                "We will stay. | Some One | one.bsky.social",
		"We will stay. pic.twitter.com/abc\n— Some One (@some_one) November 11, 2025": "We will stay. | Some One | some_one",
		"We will stay.\n[image or embed]\n— Some One (@one) November 11, 2025":        "We will stay. | Some One | one",
		"We will stay.":               "",
		"— Some One (@some_one) 2025": "",
		"We will stay. (@some_one)":   "",
	} {
		body := "Before.\n\n" + text
		page := store.Observation{Document: "web:https://paper.example/a", Kind: store.Article, Content: store.Content{Text: body, Marks: []store.Mark{
			{Kind: store.MarkEmbed, From: 9, To: len([]rune(body)), URL: "https://x.com/some_one/status/1988393441999593891"},
			{Kind: store.MarkEmbed, From: 9, To: len([]rune(body)), URL: "https://nowhere.example/1"},
		}}}
		seen := []store.Observation{page}
		r := all()
		r.NameEmbeds(seen)
		got := ""
		claims, asks := r.Embedded(seen)
		if len(claims)+len(asks) != 1 || len(asks) == 1 && (asks[0].Document != "x:1988393441999593891" || !asks[0].Beside) {
			t.Errorf("%q: %d claims, asks %+v", text, len(claims), asks)
		}
		for _, o := range claims {
			got = o.Content.Text + " | " + o.Author.Name + " | " + o.Author.Handle
			if o.Document != "x:1988393441999593891" || o.Authority != store.AuthorityClaim || !o.Context || o.IDTime.IsZero() {
				t.Errorf("%q: %+v", text, o)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
