package x

import (
	"fmt"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// TestWhatStandsBesideAPost: what is quoted, answered or repeated is kept as
// context unless the same author wrote it, and the post says what it quotes and
// answers.
func TestWhatStandsBesideAPost(t *testing.T) {
	const by = `"user":{"id_str":"7","screen_name":"sam"}`
	const other = `"user":{"id_str":"8","screen_name":"ann"}`
	for _, c := range []struct{ name, body, want string }{
		{
			"a quoted post", `{"id_str":"` + firstID + `","text":"see",` + by + `,"quoted_tweet":{"id_str":"20","text":"a",` + other + `}}`,
			"x:" + firstID + " [{quotes x:20}] false; x:20 [] true; ",
		},
		{
			"an own post answered: a thread", `{"id_str":"` + firstID + `","text":"2/2",` + by + `,"in_reply_to_status_id_str":"20","parent":{"id_str":"20","text":"1/2",` + by + `}}`,
			"x:" + firstID + " [{replies-to x:20}] false; x:20 [] false; ",
		},
		{
			"another's post answered", `{"id_str":"` + firstID + `","text":"no",` + by + `,"parent":{"id_str":"20","text":"yes",` + other + `}}`,
			"x:" + firstID + " [{replies-to x:20}] false; x:20 [] true; ",
		},
		{"a repost", `{"id_str":"` + firstID + `","text":"RT","retweeted_status":{"id_str":"20","text":"a",` + other + `},` + by + `}`, "x:20 [] true; "},
		{
			"the relay", `{"code":200,"status":{"type":"status","id":"` + firstID + `","text":"see","author":{"screen_name":"sam"},"replying_to":{"status":"21"},"quote":{"type":"status","id":"20","text":"a","author":{"screen_name":"ann"}}}}`,
			"x:" + firstID + " [{replies-to x:21} {quotes x:20}] false; x:20 [] true; ",
		},
		{
			"the API", `{"data":{"id":"` + firstID + `","text":"see","author_id":"7","referenced_tweets":[{"type":"quoted","id":"20"}]},"includes":{"tweets":[{"id":"20","text":"a","author_id":"8"}]}}`,
			"x:" + firstID + " [{quotes x:20}] false; x:20 [] true; ",
		},
	} {
		got := ""
		p, err := parse(t, 200, c.body)
		for _, o := range p.Observations {
			got += fmt.Sprintf("%s %v %v; ", o.Document, o.Relations, o.Context)
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %s, want %s (%v)", c.name, got, c.want, err)
		}
	}
}

// TestWhatWasAskedForIsNoContext: a repost leads to its original, which may be the
// very post that is looked at.
func TestWhatWasAskedForIsNoContext(t *testing.T) {
	a := New(Endpoints{})
	r := a.Start(store.Source{URL: "https://x.com/ann/status/20"})[0]
	p, err := a.Parse(scraper.Page{Request: r, Status: 200, Body: []byte(`{"id_str":"` + firstID + `","text":"RT","retweeted_status":{"id_str":"20","text":"a","user":{"screen_name":"ann"}}}`)})
	if err != nil || len(p.Observations) != 1 || p.Observations[0].Context {
		t.Errorf("%+v %v", p.Observations, err)
	}
}
