package mastodon

import (
	"testing"

	"onrecord/store"
)

// TestGuesses: addresses that any site may have are asked as a page is, and named as
// the server's own object is.
func TestGuesses(t *testing.T) {
	const video = "mastodon:tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d"
	for address, want := range map[string]store.DocumentID{
		"https://mk.example/notes/93e7nm8wqg":                                    "mastodon:mk.example/93e7nm8wqg",
		"https://mk.example/notes/01HPWN2PPXQH3CMZ4QV7ZZ0ZAB/":                   "mastodon:mk.example/01HPWN2PPXQH3CMZ4QV7ZZ0ZAB",
		"https://pix.example/p/dansup/478245389463814144":                        "mastodon:pix.example/p/dansup/478245389463814144",
		"https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv":                          video,
		"https://tube.example/videos/watch/kkGMgK9ZtnKfYAgnEtQxbv":               video,
		"https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d": video,
		"https://news.example/notes/harbour":                                     "",
		"https://news.example/notes/2024":                                        "",
		"https://news.example/p/a-story":                                         "",
		"https://news.example/p/7/8":                                             "",
		"https://news.example/w/Main_Page":                                       "",
		"https://news.example/w/ZZZZZZZZZZZZZZZZZZZZZZ":                          "",
		"https://news.example/videos/watch/7":                                    "",
		"https://medium.com/p/u/7":                                               "",
		"https://a.example/@u/7":                                                 "",
	} {
		a, u := New(Endpoints{}), mustURL(t, address)
		r := a.Traits().Guess(u)
		switch {
		case want == "" && len(r) == 0:
		case want == "" || len(r) != 1:
			t.Errorf("%s is guessed as %+v", address, r)
		case r[0].Document != want || a.Document(u) != want || r[0].API || r[0].Header.Get("Accept") == "" || a.Match(u):
			t.Errorf("%s: %+v %s", address, r[0], a.Document(u))
		}
	}
}

// TestAPageIsNoWordAboutAPost: what a server answers that may be no server of the
// Fediverse counts as a deletion only in ActivityPub's words; one that gave the post
// before may say it with a bare status.
func TestAPageIsNoWordAboutAPost(t *testing.T) {
	a := New(Endpoints{})
	const address = "https://mk.example/notes/93e7nm8wqg"
	for _, c := range []struct {
		status int
		body   string
		known  bool
		want   store.GoneHow
	}{
		{404, "<html>", false, ""}, {410, "<html>", false, ""}, {404, "", false, ""}, {200, "<html>", false, ""}, {200, "<html>", true, ""},
		{410, `{"type":"Tombstone","id":"` + address + `"}`, false, store.Deleted}, {200, `{"type":"Tombstone","id":"` + address + `"}`, false, store.Deleted},
		{404, "<html>", true, store.Unavailable}, {404, "", true, store.Unavailable}, {410, "", true, store.Deleted},
	} {
		p := page(t, endpointActivity, address, c.body)
		p.Status, p.Request = c.status, a.Traits().Guess(mustURL(t, address))[0]
		if c.known {
			p.Request = a.Start(source(address))[0]
		}
		got, _ := a.Parse(p) // where nothing is said, the error says what was wrong
		how := store.GoneHow("")
		if len(got.Observations) == 1 && got.Observations[0].Gone != nil {
			how = got.Observations[0].Gone.How
		}
		if how != c.want || len(got.Observations) > 1 {
			t.Errorf("%d %q, known %v: %q %+v", c.status, c.body, c.known, how, got.Observations)
		}
	}
}
