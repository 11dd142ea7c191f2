package webpage

import (
	"net/url"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// seen is what is read of a page with some HTML between two paragraphs.
func seen(t *testing.T, part string) store.Content {
	t.Helper()
	const first = "<p>The committee of the northern valley met on Tuesday evening in the old school, and it talked for three hours about the lighthouse, the ferry and the long road to the coast.</p>"
	const last = "<p>The next meeting of the committee will be held in June, when the plans for the road are to be shown to all who live along it, and to those who sell their fish there.</p>"
	u, _ := url.Parse("https://valley.example/news/1")
	body := "<!doctype html><html lang=en><head><title>Committee</title></head><body><article><h1>Committee</h1>" + first + part + last + "</article></body></html>"
	p, err := New().Parse(scraper.Page{Request: scraper.Request{URL: u.String()}, URL: u, Status: 200, Body: []byte(body)})
	if err != nil || len(p.Observations) != 1 {
		t.Fatal(err, p.Blocked)
	}
	return p.Observations[0].Content
}

// TestAsSeen: the text of a page is what a reader sees of it.
func TestAsSeen(t *testing.T) {
	for _, c := range []struct{ part, has, hasNot string }{
		{"<p>Nora Vale said <q>the lighthouse stays lit all winter</q> and left.</p>", "“the lighthouse stays lit all winter”", ""},
		{"<p>Nora Vale said <q>“the lighthouse stays lit all winter”</q> and left.</p>", "said “the lighthouse stays lit all winter” and", "““"},
		{"<p>“The <a href=/l>lighthouse<span class=visually-hidden> (external link)</span></a> stays lit.”</p>", "“The lighthouse stays lit.”", "external link"},
		{"<p>“The <a href=/l>lighthouse<span style=\"position: absolute; clip: rect(0 0 0 0)\"> link to a page</span></a> stays lit.”</p>", "“The lighthouse stays lit.”", "link to a page"},
		{"<div class=a1><h2>Your privacy preferences</h2><p>We and our partners keep information on a device and use unique identifiers.</p><p>Personalised ads and audience research help us.</p></div><p>Nora Vale left early.</p>", "Nora Vale left early", "unique identifiers"},
		{"<div class=\"wide cookie-banner\"><p>“We like biscuits of every kind,” says this site.</p></div><p>Nora Vale left early.</p>", "Nora Vale left early", "biscuits"},
		{"<p>Nora Vale left early.</p><section id=comments><h2>3 comments</h2><div><b>Gus</b><p>“I never liked that lighthouse,” my aunt says.</p></div></section>", "Nora Vale left early", "my aunt"},
		{"<div class=comments><article><h1>Comments of the week</h1><p>“I never liked that lighthouse,” a reader wrote to us in May.</p></article></div>", "a reader wrote to us", ""},
		{"<p>The law is about unique identifiers, said Nora Vale, and nothing else was decided on that long evening.</p><p>A company may need a legitimate interest for it.</p>", "unique identifiers", ""},
	} {
		got := seen(t, c.part).Text
		if !strings.Contains(got, c.has) || c.hasNot != "" && strings.Contains(got, c.hasNot) {
			t.Errorf("%s\n gives %q", c.part, got)
		}
	}
}

// TestCardEmbed: a newsletter's own drawing of a post is an embed of its words.
func TestCardEmbed(t *testing.T) {
	c := seen(t, `<div class="tweet"><a href="https://x.com/noravale/status/4711"><div class="tweet-header">Nora Vale @noravale</div>The lighthouse stays lit all winter.<div class="tweet-footer">May 2nd 2026</div></a></div>`)
	for _, m := range c.Marks {
		if m.Kind == store.MarkEmbed && m.URL == "https://x.com/noravale/status/4711" && string([]rune(c.Text)[m.From:m.To]) == "The lighthouse stays lit all winter." {
			return
		}
	}
	t.Errorf("no embed in %+v of %q", c.Marks, c.Text)
}
