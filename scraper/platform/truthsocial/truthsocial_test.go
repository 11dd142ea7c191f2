package truthsocial

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// answerOf is an answer to the first request for an address.
func answerOf(t *testing.T, address string, status int, body string) scraper.Page {
	t.Helper()
	start := New(Endpoints{}).Start(store.Source{URL: address})
	if len(start) != 1 {
		t.Fatalf("%s starts with %+v", address, start)
	}
	u, err := url.Parse(start[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	return scraper.Page{Request: start[0], URL: u, Status: status, Header: http.Header{}, Body: []byte(body)}
}

const post = "https://truthsocial.com/@muestra/116193527873859174"

const sample = `{"id":"116193527873859174","created_at":"2026-03-08T12:22:12.252Z","edited_at":null,"visibility":"public","language":"en",
"content":"<p>First line<br/>second &amp; last</p>","account":{"id":"107","username":"muestra","acct":"muestra","display_name":"Cuenta de muestra"},
"media_attachments":[{"type":"image","url":"https://static.example/a.jpg","description":"A table"}],
"quote":{"id":"116193527873859000","created_at":"2026-03-08T12:00:00.000Z","visibility":"public","content":"<p>Quoted</p>","account":{"id":"8","username":"other","acct":"other"}}}`

func TestAStatus(t *testing.T) {
	got, err := New(Endpoints{}).Parse(answerOf(t, post, 200, sample))
	if err != nil || len(got.Observations) != 2 {
		t.Fatalf("%+v %v", got, err)
	}
	want := store.Observation{
		Document: "truthsocial:116193527873859174", Kind: store.Post, URL: post,
		Author:    store.Author{ID: "107", Handle: "muestra", Name: "Cuenta de muestra", URL: "https://truthsocial.com/@muestra"},
		Relations: []store.Relation{{Kind: store.RelationQuotes, Document: "truthsocial:116193527873859000"}},
		IDTime:    got.Observations[0].IDTime, VersionTime: time.Date(2026, 3, 8, 12, 22, 12, 252e6, time.UTC),
		Content: store.Content{
			Text: "First line\nsecond & last", Lang: "en",
			Media:       []store.Media{{Type: "image", URL: "https://static.example/a.jpg", Alt: "A table"}},
			PublishedAt: store.Moment{Time: time.Date(2026, 3, 8, 12, 22, 12, 252e6, time.UTC), Precision: store.PrecisionSecond},
		},
	}
	if d := cmp.Diff(want, got.Observations[0]); d != "" {
		t.Error(d)
	}
	if d := got.Observations[0].IDTime.Sub(want.Content.PublishedAt.Time); d.Abs() > 2*time.Second {
		t.Errorf("the id says %s", got.Observations[0].IDTime)
	}
	if !got.Observations[1].Context {
		t.Error("the quoted post is no context")
	}
}

// TestGoneAndWalls: only the API's own word about the post asked for counts.
func TestGoneAndWalls(t *testing.T) {
	for _, c := range []struct {
		status  int
		body    string
		gone    store.GoneHow
		blocked bool
	}{
		{404, `{"error":"Record not found"}`, store.Unavailable, false},
		{410, ``, store.Deleted, false},
		{403, `<html><title>Just a moment...</title>`, "", true},
		{200, `<html><title>Just a moment...</title>`, "", true},
		{200, `<html><title>Truth Social</title>`, "", true},
		{429, ``, "", true},
		{401, `{"error":"This API requires an authenticated user"}`, "", true},
		{404, `<html>not here</html>`, "", false},
		{503, `{}`, "", false},
		{200, sample[:100], "", false},
		{200, `{"content":"this post was deleted"}`, "", false},
	} {
		got, err := New(Endpoints{}).Parse(answerOf(t, post, c.status, c.body))
		var how store.GoneHow
		for _, o := range got.Observations {
			how = o.Gone.How
		}
		if how != c.gone || (got.Blocked != "") != c.blocked || err == nil && c.gone == "" && !c.blocked {
			t.Errorf("%d %.30s: gone %q, blocked %q, %v", c.status, c.body, how, got.Blocked, err)
		}
	}
}

// TestAnAccount: the look-up leads to its posts, page by page.
func TestAnAccount(t *testing.T) {
	a := New(Endpoints{})
	got, err := a.Parse(answerOf(t, "https://truthsocial.com/@muestra", 200, `{"id":"107","username":"muestra","acct":"muestra","display_name":"Cuenta de muestra"}`))
	if err != nil || got.Title != "Cuenta de muestra" || len(got.Next) != 1 {
		t.Fatalf("%+v %v", got, err)
	}
	next := got.Next
	for range 5 {
		if len(next) != 1 {
			t.Fatalf("it leads to %+v", got)
		}
		r := next[0]
		if !strings.HasPrefix(r.URL, "https://truthsocial.com/api/v1/accounts/107/statuses?exclude_replies=true") || r.Platform != Platform || !r.API {
			t.Fatalf("asks %+v", r)
		}
		h := http.Header{"Link": {`<https://truthsocial.com/api/v1/accounts/107/statuses?max_id=5>; rel="next"`}}
		if got, err = a.Parse(scraper.Page{Request: r, Status: 200, Header: h, Body: []byte("[" + sample + "]")}); err != nil {
			t.Fatal(err)
		}
		next = got.Older
	}
}

// mirrors are the recorded files of an account's public mirror.
func mirrors(t *testing.T) []scrapertest.Case {
	t.Helper()
	files := samples.Glob(t, "data/platforms/truthsocial", "*.json")
	var out []scrapertest.Case
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p := answerOf(t, "https://truthsocial.com/@muestra", 200, string(b))
		out = append(out, scrapertest.Case{Name: filepath.Base(f), Page: p})
	}
	return out
}

func TestContract(t *testing.T) {
	cases := append(mirrors(t), scrapertest.Case{Name: "status", Page: answerOf(t, post, 200, sample)})
	scrapertest.Run(t, New(Endpoints{}), cases)
}

// TestMirrors: a mirror's posts have the words, the time and the account.
func TestMirrors(t *testing.T) {
	for _, c := range mirrors(t) {
		got, err := New(Endpoints{}).Parse(c.Page)
		if err != nil || len(got.Observations) != 4 {
			t.Fatalf("%s: %d posts, %v", c.Name, len(got.Observations), err)
		}
		for _, o := range got.Observations {
			if o.Author.Handle != "realDonaldTrump" || o.Content.PublishedAt.IsZero() || len(o.Content.Flags) != 1 || o.Content.Flags[0] != "remote-copy" {
				t.Errorf("%s: %+v", c.Name, o)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	a := New(Endpoints{})
	for raw, want := range map[string]store.DocumentID{
		"https://truthsocial.com/@u/posts/7": "truthsocial:7", "https://www.truthsocial.com/@u/7": "truthsocial:7", "https://truthsocial.com/posts/7": "truthsocial:7",
		"https://truthsocial.com/users/u/statuses/7": "truthsocial:7", "https://truthsocial.com/@u": "", "https://nottruthsocial.com/@u/7": "",
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Document(u); got != want {
			t.Errorf("%s is %q", raw, got)
		}
		if a.Match(u) == strings.Contains(raw, "//not") {
			t.Errorf("%s: Match is %v", raw, a.Match(u))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample), 200)
	f.Add([]byte(`{"new_posts":[{"id":"1","content":"a","created_at":"x","url":"https://truthsocial.com/@u/1","media":[1,{}]}]}`), 200)
	f.Add([]byte(`{"error":{}}`), 404)
	f.Fuzz(func(t *testing.T, b []byte, status int) {
		_, _ = New(Endpoints{}).Parse(answerOf(t, post, status, string(b)))
	})
}
