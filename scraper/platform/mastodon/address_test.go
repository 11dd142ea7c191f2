package mastodon

import (
	"net/url"
	"testing"

	"onrecord/store"
)

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		address string
		kind    store.SourceKind
		doc     store.DocumentID
		first   string
	}{
		{"https://A.example/@u", store.SourceAccount, "", "https://a.example/api/v1/accounts/lookup?acct=u"},
		{"https://a.example/@u@b.example", store.SourceAccount, "", "https://a.example/api/v1/accounts/lookup?acct=u%40b.example"},
		{"https://a.example/@u/with_replies", store.SourceAccount, "", "https://a.example/api/v1/accounts/lookup?acct=u"},
		{"https://a.example/@u.rss", store.SourceAccount, "", "https://a.example/api/v1/accounts/lookup?acct=u"},
		{"https://a.example/users/u.atom", store.SourceAccount, "", "https://a.example/api/v1/accounts/lookup?acct=u"},
		{"https://a.example/users/u", store.SourceAccount, "", "https://a.example/api/v1/accounts/lookup?acct=u"},
		{"https://a.example/@u/7", store.SourcePost, "mastodon:a.example/7", "https://a.example/api/v1/statuses/7"},
		{"https://a.example/web/@u/7", store.SourcePost, "mastodon:a.example/7", "https://a.example/api/v1/statuses/7"},
		{"https://a.example/users/u/statuses/7", store.SourcePost, "mastodon:a.example/7", "https://a.example/api/v1/statuses/7"},
		{"https://a.example/ap/users/11/statuses/7", store.SourcePost, "mastodon:a.example/7", "https://a.example/api/v1/statuses/7"},
		{"https://a.example/api/v1/statuses/7/context", store.SourcePost, "mastodon:a.example/7", "https://a.example/api/v1/statuses/7"},
		{"https://a.example/notice/AM7S6vZQmL6pI9TgPY", store.SourcePost, "mastodon:a.example/AM7S6vZQmL6pI9TgPY", "https://a.example/api/v1/statuses/AM7S6vZQmL6pI9TgPY"},
		{"https://a.example/@u/statuses/01HPWN2PPXQH3CMZ4QV7ZZ0ZAB", store.SourcePost, "mastodon:a.example/01HPWN2PPXQH3CMZ4QV7ZZ0ZAB", "https://a.example/api/v1/statuses/01HPWN2PPXQH3CMZ4QV7ZZ0ZAB"},
		{"https://a.example/objects/fd5910ac-d9dc-412e-8d1d-914b203296c4", store.SourcePost, "mastodon:a.example/fd5910ac-d9dc-412e-8d1d-914b203296c4", "https://a.example/objects/fd5910ac-d9dc-412e-8d1d-914b203296c4"},
	} {
		a, u := New(Endpoints{}), mustURL(t, c.address)
		got, err := a.Recognise(u)
		kind, name := got.Kind, got.Name
		if err != nil || kind != c.kind || name == "" || a.Document(u) != c.doc || !a.Match(u) {
			t.Errorf("%s: %s %q %v %s", c.address, kind, name, err, a.Document(u))
		}
		start := a.Start(source(c.address))
		if len(start) != 1 || start[0].URL != c.first || !start[0].API || start[0].Document != c.doc {
			t.Errorf("%s starts with %+v", c.address, start)
		}
	}
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestOtherAddressesAreLeft: the path is the only sign, so it must be whole.
func TestOtherAddressesAreLeft(t *testing.T) {
	for _, s := range []string{
		"https://medium.com/@u", "https://www.youtube.com/@u", "https://www.tiktok.com/@u/video/7", "https://x.com/@u", "https://t.me/@u",
		"https://truthsocial.com/@u/7", "https://www.threads.com/@u", "https://news.example/@u/a-story-7", "https://news.example/@u/7/comments",
		"https://news.example/@", "https://news.example/@u/followers", "https://news.example/users/7", "https://news.example/users/7/u",
		"https://news.example/users/u/settings", "https://news.example/notice/7", "https://news.example/notice/board",
		"https://news.example/objects/7", "https://news.example/a/@u", "https://news.example/", "https://news.example/api/v1/statuses",
		"ftp://a.example/@u", "mailto:u@a.example", "https://10.0.0.1/@u", "https://localhost/@u", "https://[::1]/@u", "https:///@u",
	} {
		if New(Endpoints{}).Match(mustURL(t, s)) {
			t.Errorf("%s is taken for Mastodon's", s)
		}
		if _, err := New(Endpoints{}).Recognise(mustURL(t, s)); err == nil && s[:9] != "https://1" && s[:9] != "https://l" {
			t.Errorf("%s is recognised", s)
		}
	}
}

func TestPostHasTheActivityBehindIt(t *testing.T) {
	r := New(Endpoints{Base: "http://127.0.0.1:9/"}).Start(source("https://a.example/@u/7"))[0]
	if r.URL != "http://127.0.0.1:9/api/v1/statuses/7" || len(r.IfFailed) != 1 {
		t.Fatalf("%+v", r)
	}
	if f := r.IfFailed[0]; f.URL != "http://127.0.0.1:9/@u/7" || f.Header.Get("Accept") == "" || f.Document != r.Document {
		t.Errorf("%+v", f)
	}
}

func TestAccountIsPaged(t *testing.T) {
	a := New(Endpoints{})
	got := parsed(t, page(t, endpointLookup, "https://a.example/api/v1/accounts/lookup?acct=u", `{"id":"5","acct":"u","username":"u","display_name":"U. Ser"}`))
	if got.Title != "U. Ser" || len(got.Next) != 1 || got.Next[0].URL != "https://a.example/api/v1/accounts/5/statuses?limit=40&exclude_reblogs=true" {
		t.Fatalf("%+v", got)
	}
	r := got.Next[0]
	for n := range 5 {
		p := page(t, "", r.URL, `[{"id":"7","visibility":"public","content":"x","account":{"id":"5","acct":"u"}}]`)
		p.Request = r
		p.Header.Set("Link", `<https://evil.example/api?max_id=6>; rel="next", <https://a.example/x?min_id=9>; rel="prev"`)
		got, err := a.Parse(p)
		switch {
		case err != nil || len(got.Observations) != 1:
			t.Fatal(got, err)
		case len(got.Older) != 1 || len(got.Next) != 0 || got.Older[0].URL != "https://a.example/api/v1/accounts/5/statuses?limit=40&exclude_reblogs=true&max_id=6":
			t.Fatalf("page %d: %+v", n, got)
		}
		r = got.Older[0]
	}
}

// TestClientsShowOthersPosts: the addresses of clients in the browser name the server's own.
func TestClientsShowOthersPosts(t *testing.T) {
	for raw, want := range map[string]string{
		"https://phanpy.social/#/social.example/s/115533000000000001":              "https://social.example/api/v1/statuses/115533000000000001",
		"https://phanpy.social/#/https://social.example/@mayor/115533000000000001": "https://social.example/@mayor/115533000000000001",
		"https://dev.phanpy.social/#/social.example/s/01HPWN2PPXQH3CMZ4QV7ZZ0ZAB":  "https://social.example/api/v1/statuses/01HPWN2PPXQH3CMZ4QV7ZZ0ZAB",
		"https://elk.zone/social.example/@mayor/115533000000000001":                "https://social.example/@mayor/115533000000000001",
		"https://elk.zone/social.example/@mayor@other.example/115533000000000001":  "https://social.example/@mayor@other.example/115533000000000001",
		"https://elk.zone/social.example/@mayor":                                   "https://social.example/@mayor",
		"https://phanpy.social/#/social.example/a/12345":                           "https://phanpy.social/#/social.example/a/12345",
		"https://paper.example/story#/the.mayor/s/said":                            "https://paper.example/story#/the.mayor/s/said",
		"https://paper.example/social.example/@mayor/115533000000000001":           "https://paper.example/social.example/@mayor/115533000000000001",
		"@mayor@social.example": "@mayor@social.example",
	} {
		if got := readAs(raw); got != want {
			t.Errorf("%s: %s, not %s", raw, got, want)
		}
	}
}
