package bluesky

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// TestContract holds the adapter to what every adapter promises, on every
// recorded answer.
func TestContract(t *testing.T) {
	scrapertest.Run(t, New(Endpoints{}), scrapertest.Cases(recorded(t)))
}

// TestRecordedAnswers counts what the recorded answers hold.
func TestRecordedAnswers(t *testing.T) {
	pages := recorded(t)
	for _, c := range []struct {
		name            string
		posts, contexts int
	}{
		{"xrpc-bskyr/f_getposts_0.json", 1, 0},
		{"xrpc-bskyr/f_postthread_0.json", 1, 0},
		{"xrpc-bskyr/r_getRecord_0.json", 1, 0},
		{"xrpc-bskyr/r_listrcd_0.json", 50, 0},
		{"atproto-py/post_record.json", 1, 0},
		{"atproto-py/thread_view_post_with_embed_media.json", 2, 0},
		{"synthetic_thread-quote-notfound.json", 1, 0},
	} {
		got, err := New(Endpoints{}).Parse(pages[c.name])
		contexts := 0
		for _, o := range got.Observations {
			if o.Context {
				contexts++
			}
			if o.Gone != nil || o.VersionID == "" || o.Author.ID == "" {
				t.Errorf("%s: %+v", c.name, o)
			}
		}
		if err != nil || len(got.Observations) != c.posts || contexts != c.contexts {
			t.Errorf("%s: %d posts, %d for context, %v", c.name, len(got.Observations), contexts, err)
		}
	}
	for _, name := range []string{"atproto-py/like_record.json", "atproto-py/custom_record.json", "xrpc-bskyr/f_postlikes_0.json", "xrpc-bskyr/a_profile_0.json", "xrpc-bskyr/r_post_errors_0.json"} {
		if got, err := New(Endpoints{}).Parse(pages[name]); err == nil || len(got.Observations) > 0 {
			t.Errorf("%s: %d posts, %v", name, len(got.Observations), err)
		}
	}
}

// TestDoorsAgree holds that a thread, a list of posts and a record tell the same
// of one post, and an account's feed and its repository of all.
func TestDoorsAgree(t *testing.T) {
	pages := recorded(t)
	all := func(name string) map[store.DocumentID]store.Observation {
		out := map[store.DocumentID]store.Observation{}
		for _, o := range parse(t, pages["xrpc-bskyr/"+name]).Observations {
			out[o.Document] = o
		}
		return out
	}
	same := func(a, b string) (n int) {
		other := all(b)
		for id, x := range all(a) {
			y, ok := other[id]
			if !ok {
				continue
			}
			n++
			if x.VersionID != y.VersionID || x.Content.Hash() != y.Content.Hash() || !slices.Equal(x.Relations, y.Relations) {
				t.Errorf("%s and %s differ on %s:\n%+v\n%+v", a, b, id, x, y)
			}
		}
		return n
	}
	if same("f_postthread_0.json", "f_getposts_0.json") != 1 || same("f_getposts_0.json", "r_getRecord_0.json") != 1 {
		t.Error("the recorded answers are not about one post")
	}
	if n := same("f_autfeed_0.json", "r_listrcd_0.json"); n < 40 {
		t.Errorf("only %d posts in common", n)
	}
}

func TestRecordedFeed(t *testing.T) {
	page := recorded(t)["xrpc-bskyr/f_autfeed_0.json"]
	page.Request = start(t, New(Endpoints{}), "https://bsky.app/profile/chriskenny.bsky.social")
	got := parse(t, page)
	if got.Title != "Chris Kenny" {
		t.Errorf("title %q", got.Title)
	}
	const me = "did:plc:wpe35pganb6d4pg4ekmfy6u5"
	quotes, replies, late := 0, 0, 0
	for _, o := range got.Observations {
		if o.Context == (o.Author.ID == me) {
			t.Errorf("%s of %s: context %v", o.Document, o.Author.Handle, o.Context)
		}
		for _, r := range o.Relations {
			if r.Kind == store.RelationQuotes {
				quotes++
			} else {
				replies++
			}
		}
		if slices.Contains(o.Content.Flags, "id-time-disagrees") {
			late++
		}
	}
	if quotes == 0 || replies < 24 || late > len(got.Observations)/4 {
		t.Errorf("%d quotes, %d replies, %d times that disagree", quotes, replies, late)
	}
	if len(got.Older) != 1 || got.Older[0].Endpoint != "feed" {
		t.Fatalf("older: %+v", got.Older)
	}
	page.Request = got.Older[0]
	q, _ := url.Parse(page.Request.URL)
	if q.Query().Get("cursor") == "" || q.Query().Get("actor") != "chriskenny.bsky.social" {
		t.Errorf("next page: %s", q)
	}
	if again := parse(t, page); len(again.Next) != 0 {
		t.Error("the same cursor leads on for ever")
	}
}

func FuzzParse(f *testing.F) {
	a := New(Endpoints{})
	for _, s := range []string{
		threadAnswer, `{"error":"NotFound","message":"Post not found"}`, `{"did":"did:plc:a"}`, `{"feed":[{"post":null,"reply":{}}]}`,
		`{"records":[{}],"cursor":"x"}`, `{"id":"did:plc:a","service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://p.example"}]}`,
		`{"thread":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://did:plc:a/app.bsky.feed.post/3k2yihcrp6f2c"}}`, `<html>`, ``,
	} {
		f.Add([]byte(s), "thread", uint16(200))
		f.Add([]byte(s), "records", uint16(400))
		f.Add([]byte(s), "did", uint16(200))
	}
	f.Fuzz(func(t *testing.T, body []byte, endpoint string, status uint16) {
		r := a.view(place{actor: "did:plc:a", rkey: "3k2yihcrp6f2c"}, "https://a.example")
		r.Endpoint = endpoint
		got, _ := a.Parse(scraper.Page{Request: r, Status: int(status), Body: body})
		for _, o := range got.Observations {
			if o.Document.Platform() != Platform || o.Gone != nil && (status == http.StatusForbidden || status >= 500) {
				t.Errorf("%+v", o)
			}
		}
	})
}
