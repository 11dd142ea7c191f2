package scraper_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"onrecord/scraper/platform"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// TestAnEmbeddedPostIsAskedForAtItsHome: a page that embeds a post makes its home due, with the
// post's words or without. An embed is drawn with other breaks and links than at its home and may
// end early, which contradicts nothing; other words are the page's claim, and contradicted.
func TestAnEmbeddedPostIsAskedForAtItsHome(t *testing.T) {
	const words = "TRUE words that the famous one wrote.\n\nThe harbour stays open: https://paper.example/harbour and more is to come https://t.co/abc"
	homes := map[store.Platform]scrapertest.Famous{}
	for _, p := range scrapertest.Posts() {
		homes[p.Platform] = p
	}
	tweet := func(text string) string {
		return `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">` + text + `</p>&mdash; Famous (@famous) <a href="https://twitter.com/famous/status/1988393441999593891?ref_src=x">November 11, 2025</a></blockquote>`
	}
	skeet := func(text string) string {
		return `<blockquote class="bluesky-embed" data-bluesky-uri="at://` + scrapertest.FamousDID + `/app.bsky.feed.post/` + scrapertest.RKey + `"><p lang="en">` + text + `</p>&mdash; Famous (<a href="https://bsky.app/profile/` + scrapertest.FamousDID + `">@famous.example</a>) <a href="https://bsky.app/profile/` + scrapertest.FamousDID + `/post/` + scrapertest.RKey + `">November 11, 2025 at 12:00 PM</a></blockquote>`
	}
	for name, c := range map[string]struct {
		platform       store.Platform
		embed          string
		claimed, wrong bool
	}{
		"X":                              {"x", tweet(`TRUE words that the famous one wrote.<br><br>The harbour stays open: <a href="https://t.co/1">paper.example/harbour</a> and more is to come <a href="https://t.co/abc">pic.twitter.com/abc</a>`), true, false},
		"X, shortened":                   {"x", tweet(`TRUE words that the famous one wrote. The harbour…`), true, false},
		"X, with other words":            {"x", tweet(`FALSE words that the famous one never wrote.`), true, true},
		"X, by its number alone":         {"x", `<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1988393441999593891"></iframe>`, false, false},
		"Bluesky":                        {"bluesky", skeet(`TRUE words that the famous one wrote.<br><br>The harbour stays open: https://paper.example/harbour and more is to come https://t.co/abc<br><br><a href="https://bsky.app/">[image or embed]</a>`), true, false},
		"Telegram's widget":              {"telegram", `<script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="famous/7" data-width="100%"></script>`, false, false},
		"a frame of a Mastodon server's": {"mastodon", `<iframe src="https://social.example/@famous/` + scrapertest.RealID + `/embed" class="mastodon-embed"></iframe>`, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			home, web := homes[c.platform], hosts{}
			doc := home.Doc
			for _, h := range home.Homes {
				web[h] = serve(home, words)
			}
			web["paper.example"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				page := scrapertest.Letter("The paper's own words on what was written about the harbour this week. "+strings.Repeat("They go on for long. ", 20), "")
				fmt.Fprint(w, strings.Replace(page, "</p><p>", "</p>"+c.embed+"<p>", 1))
			}
			s := besiege(t, web, platform.Options{})
			s.capture("https://paper.example/it")
			d, err := s.st.Document(t.Context(), doc)
			if claimed := err == nil && d.Authority == store.AuthorityClaim; claimed != c.claimed {
				t.Errorf("as the page tells it: %+v, %v", d, err)
			}
			s.passes(1)
			d, err = s.st.Document(t.Context(), doc)
			if err != nil || d.WordsBy != store.AuthorityOrigin || !d.Context {
				t.Fatalf("its home was not asked: %+v, %v", d, err)
			}
			vs, err := s.st.Aside(t.Context(), doc)
			if err != nil || len(vs) > 0 != c.wrong || c.wrong && vs[0].Contradicted == nil || d.Versions != 1 {
				t.Errorf("beside its home's words: %+v, %v; %d versions", vs, err, d.Versions)
			}
		})
	}
}

// TestAnEmbedPutsNoLookOff: a page that shows a known post, as it is, changes nothing of when its
// home is asked, though it shows it on the very day; and what is kept for a page's sake is watched
// once a source leads to it.
func TestAnEmbedPutsNoLookOff(t *testing.T) {
	home := scrapertest.Posts()[0]
	embed := `<blockquote class="twitter-tweet"><p>` + truth + `</p>&mdash; Famous (@famous) <a href="` + home.Address + `">November 11, 2025</a></blockquote>`
	s := besiege(t, hosts{
		home.Homes[0]: serve(home, truth),
		"paper.example": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			page := scrapertest.Letter("The paper's own words on what was written about the harbour this week. "+strings.Repeat("They go on for long. ", 20), "")
			fmt.Fprint(w, strings.Replace(page, "</p><p>", "</p>"+embed+"<p>", 1))
		},
	}, platform.Options{})
	next := func() (bool, time.Time) {
		d, err := s.st.Document(t.Context(), home.Doc)
		if err != nil {
			t.Fatal(err)
		}
		return d.Context, d.NextLook
	}
	s.capture("https://paper.example/it")
	if context, at := next(); !context || at.After(time.Now()) {
		t.Errorf("as the page shows it: kept for its sake %t, due %s", context, at)
	}
	s.watch("https://feeds.example/all", home.Address)
	if _, err := s.c.Pass(t.Context(), "test"); err != nil {
		t.Fatal(err)
	}
	if context, at := next(); context || !at.After(time.Now()) {
		t.Errorf("as a source leads to it: kept for another's sake %t, due %s", context, at)
	}
	soon := time.Now().Add(10 * time.Minute).Truncate(time.Millisecond).UTC()
	if err := s.st.SetNextLook(t.Context(), home.Doc, soon); err != nil {
		t.Fatal(err)
	}
	s.capture("https://paper.example/it", "https://paper.example/other")
	if _, at := next(); !at.Equal(soon) {
		t.Errorf("shown again: due %s, not %s", at, soon)
	}
}
