package x

import (
	"net/url"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// start gives the first request for an address.
func start(t *testing.T, d Endpoints, address string) scraper.Request {
	t.Helper()
	got := New(d).Start(store.Source{URL: address})
	if len(got) != 1 {
		t.Fatalf("%d requests for %s", len(got), address)
	}
	return got[0]
}

func TestStartAsksSyndicationThenOEmbed(t *testing.T) {
	r := start(t, Endpoints{}, "https://mobile.twitter.com/petrogustavo/status/1988393441999593891?s=20")
	u, err := url.Parse(r.URL)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Host != "cdn.syndication.twimg.com" || u.Path != "/tweet-result" || q.Get("id") != "1988393441999593891" {
		t.Errorf("asks %s", r.URL)
	}
	if q.Get("token") != token("1988393441999593891") || q.Get("features") == "" {
		t.Errorf("token %q, features %q", q.Get("token"), q.Get("features"))
	}
	if r.Endpoint != "syndication" || r.Document != "x:1988393441999593891" || r.Platform != "x" || r.Relay != "" || !r.API {
		t.Errorf("request %+v", r)
	}
	if len(r.IfFailed) != 1 {
		t.Fatalf("%d endpoints behind syndication", len(r.IfFailed))
	}
	o := r.IfFailed[0]
	want := "https://publish.x.com/oembed?lang=en&omit_script=1&url=https%3A%2F%2Ftwitter.com%2Fpetrogustavo%2Fstatus%2F1988393441999593891"
	if o.URL != want || o.Endpoint != "oembed" || o.Document != r.Document || len(o.IfFailed) != 0 {
		t.Errorf("behind it %+v", o)
	}
}

func TestARelayIsAskedOnlyWhereItIsSetAndThenNamed(t *testing.T) {
	d := Endpoints{Relay: "https://fx.example/"}
	r := start(t, d, "https://x.com/i/status/20")
	relay := r.IfFailed[0]
	if r.Relay != "" || relay.Relay != "fx.example" || relay.URL != "https://fx.example/2/status/20" || relay.Endpoint != "relay" {
		t.Errorf("relay %+v", relay)
	}
	if len(relay.IfFailed) != 1 || relay.IfFailed[0].Endpoint != "oembed" {
		t.Errorf("behind the relay %+v", relay.IfFailed)
	}
	account := start(t, d, "https://x.com/petrogustavo")
	if account.URL != "https://fx.example/2/profile/petrogustavo/statuses" || account.Relay != "fx.example" {
		t.Errorf("account %+v", account)
	}
	if len(account.IfFailed) != 1 || account.IfFailed[0].URL != "https://x.com/petrogustavo" || account.IfFailed[0].API {
		t.Errorf("behind it %+v", account.IfFailed)
	}
}

func TestStartOfAnAccountAsksItsPage(t *testing.T) {
	r := start(t, Endpoints{Profile: "http://127.0.0.1:8080"}, "https://twitter.com/Petro_1")
	if r.URL != "http://127.0.0.1:8080/Petro_1" || r.Endpoint != "profile" || r.Document != "" {
		t.Errorf("request %+v", r)
	}
}

func TestStartOfNothing(t *testing.T) {
	for _, address := range []string{"", "https://x.com/", "https://x.com/home", "https://example.org/a/status/20", "::"} {
		if got := New(Endpoints{}).Start(store.Source{URL: address}); len(got) != 0 {
			t.Errorf("Start(%q) = %+v", address, got)
		}
	}
}
