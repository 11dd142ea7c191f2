package x

import (
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// TestTheOfficialAPI is asked only with a token: for an account first who it is,
// then for its posts; for a post behind the other endpoints.
func TestTheOfficialAPI(t *testing.T) {
	d := Endpoints{Token: "secret", Relay: "https://fx.example"}
	r := start(t, d, "https://x.com/sam")
	if r.URL != "https://api.x.com/2/users/by/username/sam?user.fields=name,username" || r.Header.Get("Authorization") != "Bearer secret" || !r.API {
		t.Errorf("%+v", r)
	}
	if len(r.IfFailed) != 2 || r.IfFailed[0].Endpoint != "relay" || r.IfFailed[1].Endpoint != "profile" || len(r.IfFailed[0].IfFailed) != 0 {
		t.Errorf("behind it %+v", r.IfFailed)
	}
	p, err := New(d).Parse(scraper.Page{Request: r, Status: 200, Body: []byte(`{"data":{"id":"7","name":"Sam","username":"sam"}}`)})
	if err != nil || p.Title != "Sam" || len(p.Next) != 1 || !strings.HasPrefix(p.Next[0].URL, "https://api.x.com/2/users/7/tweets?") || p.Next[0].Header.Get("Authorization") == "" {
		t.Errorf("%+v %v", p, err)
	}
	post := start(t, d, "https://x.com/sam/status/20")
	last := post.IfFailed[len(post.IfFailed)-1]
	if post.Endpoint != "syndication" || !strings.Contains(last.URL+post.IfFailed[0].URL, "fx.example") && last.Endpoint != "api" {
		t.Errorf("%+v", post)
	}
	for _, r := range New(Endpoints{}).Start(store.Source{URL: "https://x.com/sam"}) {
		if r.Header.Get("Authorization") != "" || strings.Contains(r.URL, "api.x.com") {
			t.Errorf("without a token it asks %+v", r)
		}
	}
}

// TestAFeedOfTheUsers is a third party's, and named.
func TestAFeedOfTheUsers(t *testing.T) {
	got := New(Endpoints{}).Start(store.Source{Platform: Platform, Kind: store.SourceFeed, URL: "https://nitter.example/sam/rss"})
	if len(got) != 1 || got[0].Relay != "nitter.example" || got[0].Platform != Platform || got[0].Endpoint != "feed" {
		t.Errorf("%+v", got)
	}
}
