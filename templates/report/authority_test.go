package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/store"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// given records what a file, a relay or another page says.
func (e *exhibit) given(c store.Capture, seen ...store.Observation) {
	e.t.Helper()
	e.now = e.now.Add(time.Hour)
	c.Outcome, c.StartedAt, c.Body = store.OutcomeOK, e.now, []byte(e.now.String())
	_, _, err := e.Record(e.t.Context(), c, seen)
	e.must(err)
}

// secondHand is an archive of which no home was asked: a post and an article from
// files, a post by a relay, one that another page quotes.
func secondHand(t *testing.T) *exhibit {
	t.Helper()
	e := newExhibit(t)
	imported := func(file string) store.Capture {
		return store.Capture{Method: store.MethodImport, Endpoint: "import", URL: "https://x.com/sam", FinalURL: file + "#1"}
	}
	post := e.post("1", "en", "I do not support a ban on the northern ferry line.")
	e.given(imported("posts.jsonl"), post)
	post.Content.Text = "I do not support a ban on the northern ferry line, for now."
	e.given(imported("posts.jsonl"), post)
	e.given(imported("articles.jsonl"), e.article("ban", "Backing a ban", "Sam Sample wrote: “I do support a ban on the northern ferry line.” That was a surprise."))
	e.given(store.Capture{Method: "GET", Authority: store.AuthorityRelay, Relay: "nitter.example", URL: "https://nitter.example/sam/2"}, e.post("2", "en", "A post that a relay passed on."))
	e.given(store.Capture{Method: "GET", Authority: store.AuthorityClaim, URL: "https://blog.example/quotes"}, e.post("3", "en", "A post that a page quotes."))
	e.given(imported("posts.jsonl"), gone(e.post("4", "en", "Words that the file says are deleted."), store.Deleted, true))
	linkArticles(t, e.DB)
	return e
}

const (
	byFile    = "Imported from posts.jsonl on 12 November 2025"
	byArticle = "Imported from articles.jsonl on 12 November 2025"
	byRelay   = "Relayed by nitter.example on 12 November 2025"
	byClaim   = "Claimed by https://blog.example/quotes on 12 November 2025"
)

// words are what a reader reads of a page.
func words(t *testing.T, html string) string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Find("main").Text()
}

// TestEveryPageSaysWhoseWordItShows: words and links that no home was seen to show are
// marked wherever they stand.
func TestEveryPageSaysWhoseWordItShows(t *testing.T) {
	e, dir := secondHand(t), t.TempDir()
	write(t, e.DB, dir)
	for file, marks := range map[string][]string{
		"index.html":           {byFile, byArticle, byRelay, byClaim},
		"changes.html":         {byFile, byArticle},
		"authors/x-sam-*.html": {byFile, byRelay, byClaim},
		"compare/x-1-*.html":   {byFile},
		"articles/web-*.html":  {byFile, byArticle},
		"posts/x-1-*.html":     {byFile, byArticle, "did not observe any of the versions above", "according to posts.jsonl, imported on"},
		"posts/x-2-*.html":     {byRelay, "as nitter.example relays it"},
		"posts/x-3-*.html":     {byClaim, "it was not seen at its home"},
	} {
		got := words(t, read(t, dir, file))
		for _, mark := range marks {
			if !strings.Contains(got, mark) {
				t.Errorf("%s lacks %q", file, mark)
			}
		}
		for _, wrong := range []string{"Unchanged since it was first seen", "was received by this archive, in the bytes"} {
			if strings.Contains(got, wrong) {
				t.Errorf("%s says %q", file, wrong)
			}
		}
	}
	site, err := page.New(reported(e.DB).Archive, view.Options{Served: true})
	if err != nil {
		t.Fatal(err)
	}
	drawn := func(what string, draw func(b *bytes.Buffer) error, marks ...string) {
		t.Helper()
		var b bytes.Buffer
		if err := draw(&b); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		for _, mark := range marks {
			if !strings.Contains(words(t, b.String()), mark) {
				t.Errorf("%s lacks %q", what, mark)
			}
		}
	}
	d, err := e.Document(t.Context(), "x:1")
	e.must(err)
	vs, err := e.Versions(t.Context(), d.ID)
	e.must(err)
	links, err := e.LinksTo(t.Context(), d.ID)
	if err != nil || len(links) != 1 {
		t.Fatal(links, err)
	}
	drawn("a memento", func(b *bytes.Buffer) error { return site.DrawMemento(t.Context(), b, d, vs[0], "") }, byFile)
	drawn("a statement alone", func(b *bytes.Buffer) error { return site.DrawAlone(t.Context(), b, d, nil) }, byFile, byArticle)
	drawn("a look-up", func(b *bytes.Buffer) error {
		return site.DrawLookup(t.Context(), b, view.LookupAnswer{Asked: true, Quote: links[0].Quote.Text, Match: &links[0].Match, Candidates: []store.Candidate{{Document: "x:2"}}})
	}, byFile, byRelay)
	drawn("a card", func(b *bytes.Buffer) error {
		name := strings.TrimSuffix(strings.TrimPrefix(view.PagePath(store.Article, links[0].Quote.Article), "articles/"), ".html")
		return site.DrawCard(t.Context(), b, name, view.CardKey(links[0].Quote.Text), "https://desk.example")
	}, byFile, byArticle)
}

// TestContradicted: words that a document's home shows to be wrong stand apart from its
// versions, with when and by what.
func TestContradicted(t *testing.T) {
	e, dir := newExhibit(t), t.TempDir()
	truth := e.post("1", "en", "I do not support a ban.")
	truth.VersionID = "1"
	lie := truth
	lie.Content.Text = "I support a ban."
	e.given(store.Capture{Method: store.MethodImport, Endpoint: "import", URL: "https://x.com/sam", FinalURL: "leak.jsonl#7"}, lie)
	e.say(store.Capture{Document: truth.Document}, truth)
	write(t, e.DB, dir)
	got := words(t, read(t, dir, "posts/x-1-*.html"))
	for _, want := range []string{"Others attribute words to it that its own versions do not contain (1)", "I support a ban.", "Imported from leak.jsonl on 12 November 2025", "Contradicted by its home on 12 November 2025", "version 1 says otherwise"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(words(t, read(t, dir, "index.html")), "I support a ban.") {
		t.Error("the overview shows the words that were contradicted")
	}
}

// TestMeaningComesFirst: a quote that turns a post into its opposite is the first thing
// on the overview and on the list of changes, and looks it.
func TestMeaningComesFirst(t *testing.T) {
	e, dir := newExhibit(t), t.TempDir()
	e.say(store.Capture{}, e.post("1", "en", "I do not support a ban on the northern ferry line."))
	e.say(store.Capture{}, e.post("2", "en", "The harbour office will open two more ticket counters in the spring of next year."))
	e.say(store.Capture{}, e.article("a", "Backing a ban", "Sam Sample wrote: “I do support a ban on the northern ferry line.” That was a surprise."))
	e.say(store.Capture{}, e.article("b", "More counters", "Sam Sample wrote: “The harbor office will open two more ticket counters in the spring of next year.”"))
	e.say(store.Capture{}, e.post("2", "en", "The harbour office will open three more ticket counters in the spring of next year."))
	linkArticles(t, e.DB)
	write(t, e.DB, dir)
	for _, file := range []string{"index.html", "changes.html"} {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(read(t, dir, file)))
		if err != nil {
			t.Fatal(err)
		}
		first := doc.Find("main .quote, main .changes li").First()
		if !first.Is(".quote.meaning") || !strings.Contains(first.Find(".chip.meaning").Text(), "changed meaning") || !strings.Contains(first.Text(), "I do support a ban") {
			t.Errorf("%s begins with %.200q", file, first.Text())
		}
	}
}

// TestCardSaysOnceWhoseWordItIs: a card of a post whose words and end came from one file
// names it once.
func TestCardSaysOnceWhoseWordItIs(t *testing.T) {
	e := newExhibit(t)
	from := store.Capture{Method: store.MethodImport, Endpoint: "import", URL: "https://x.com/sam", FinalURL: "posts.jsonl#1"}
	post := e.post("1", "en", "The northern ferry line stays open for as long as I am in office.")
	e.given(from, post, gone(post, store.Deleted, true))
	e.say(store.Capture{}, e.article("a", "A promise", "Sam Sample wrote: “The northern ferry line stays open for as long as I am in office.” That was a surprise."))
	linkArticles(t, e.DB)
	links, err := e.LinksTo(t.Context(), "x:1")
	if err != nil || len(links) != 1 {
		t.Fatal(links, err)
	}
	site, err := page.New(reported(e.DB).Archive, view.Options{Served: true})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	name := strings.TrimSuffix(strings.TrimPrefix(view.PagePath(store.Article, links[0].Quote.Article), "articles/"), ".html")
	e.must(site.DrawCard(t.Context(), &b, name, view.CardKey(links[0].Quote.Text), "https://desk.example"))
	if got := words(t, b.String()); strings.Count(got, "mported") != 1 || !strings.Contains(got, "No longer available") {
		t.Errorf("%s", got)
	}
}
