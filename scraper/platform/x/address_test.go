package x

import (
	"net/url"
	"strings"
	"testing"

	"onrecord/store"
)

func TestDocumentOfAddress(t *testing.T) {
	const id = "1988393441999593891"
	for address, want := range map[string]string{
		"https://x.com/petrogustavo/status/" + id:                       id,
		"https://twitter.com/petrogustavo/status/" + id:                 id,
		"http://www.twitter.com/a/status/" + id + "/":                   id,
		"https://mobile.twitter.com/a/status/" + id + "?s=20&t=abc":     id,
		"https://m.x.com/a/status/" + id + "#m":                         id,
		"https://X.COM/a/status/" + id + "/photo/1":                     id,
		"https://x.com./a/status/" + id:                                 id,
		"https://x.com/a/statuses/" + id:                                id,
		"https://x.com/i/web/status/" + id:                              id,
		"https://x.com/i/status/" + id:                                  id,
		"https://twitter.com/statuses/" + id:                            id,
		"https://x.com//a//status//" + id:                               id,
		"https://nitter.net/a/status/" + id + "#m":                      id,
		"https://t.fixupx.com/a/status/" + id:                           id,
		"https://dl.twittpr.com/a/status/" + id:                         id,
		"https://evil.fxtwitter.com/a/status/" + id:                     "",
		"https://d.fxtwitter.com.evil.example/a/status/" + id:           "",
		"https://fxtwitter.com/a/status/" + id + "/en":                  id,
		"https://cdn.syndication.twimg.com/tweet-result?id=" + id:       id,
		"https://publish.x.com/oembed?url=https://x.com/a/status/" + id: id,
		"https://x.com/jack/status/20":                                  "20",
		"http://twitter.com/#!/a/status/" + id:                          id,
		"https://twitter.com/#!/a/statuses/" + id + "?lang=en":          id,
		"https://x.com/b/status/20#!/a/status/" + id:                    "20",
		"https://netflix.com/#!/a/status/" + id:                         "",
		"https://twitter.com/#!/a":                                      "",
		"https://x.com/petrogustavo":                                    "",
		"https://x.com/a/status/12a":                                    "",
		"https://x.com/a/status/0":                                      "",
		"https://x.com/a/status/99999999999999999999":                   "",
		"https://x.com/search?q=status/20":                              "",
		"https://netflix.com/a/status/" + id:                            "",
		"https://x.com.evil.example/a/status/" + id:                     "",
		"https://evil.example/x.com/status/" + id:                       "",
		"https://x.com@evil.example/a/status/" + id:                     "",
		"https://notx.com/a/status/" + id:                               "",
		"https://t.co/abc":                                              "",
		"ftp://x.com/a/status/" + id:                                    "",
		"javascript://x.com/a/status/" + id:                             "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		got := New(Endpoints{}).Document(u)
		if want != "" {
			want = "x:" + want
		}
		if string(got) != want {
			t.Errorf("Document(%s) = %q, want %q", address, got, want)
		}
	}
}

func TestMatchLooksAtTheWholeHostName(t *testing.T) {
	for address, want := range map[string]bool{
		"https://x.com/": true, "https://twitter.com/a": true, "https://mobile.x.com/a": true, "https://x.com:443/a": true,
		"https://netflix.com/": false, "https://x.com.evil.example/": false, "https://fedex.com/": false,
		"https://api.x.com.example/": false, "https://x.community/": false, "mailto:a@x.com": false, "/x.com/a": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := New(Endpoints{}).Match(u); got != want {
			t.Errorf("Match(%s) = %v", address, got)
		}
	}
	if New(Endpoints{}).Match(nil) {
		t.Error("a nil address matches")
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		address, name, says string
		kind                store.SourceKind
	}{
		{"https://x.com/petrogustavo/status/20", "X post 20", "", store.SourcePost},
		{"https://x.com/petrogustavo", "@petrogustavo on X", "", store.SourceAccount},
		{"https://twitter.com/@Some_One/with_replies", "@Some_One on X", "", store.SourceAccount},
		{"https://x.com/a/status/twelve", "", `"twelve" is no id`, ""},
		{"https://x.com/a/status/123456789012345678901234", "", "1 to 19 digits", ""},
		{"https://x.com/a/status/", "", "give a post", ""},
		{"https://x.com/home", "", "give a post", ""},
		{"https://x.com/i/bookmarks", "", "give a post", ""},
		{"https://x.com/", "", "give a post", ""},
		{"https://x.com/a_name_that_is_too_long", "", "give a post", ""},
		{"https://x.com/search?q=a", "", "give a post", ""},
	} {
		u, err := url.Parse(c.address)
		if err != nil {
			t.Fatal(err)
		}
		got, err := New(Endpoints{}).Recognise(u)
		kind, name := got.Kind, got.Name
		if kind != c.kind || name != c.name {
			t.Errorf("Recognise(%s) = %q, %q", c.address, kind, name)
		}
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("Recognise(%s): error %v, want %q in it", c.address, err, c.says)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("https://x.com/a/status/20?s=1#m")
	f.Add("https://publish.x.com/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F20")
	f.Add("https://x.com/%00/status/%2e")
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.Parse(address)
		if err != nil {
			return
		}
		a := New(Endpoints{})
		d := a.Document(u)
		if d != "" && (!validID(d.Native()) || !a.Match(u)) {
			t.Errorf("Document(%q) = %q", address, d)
		}
		got, err := a.Recognise(u)
		kind, name := got.Kind, got.Name
		if (err == nil) != (kind != "") || (err == nil) != (name != "") {
			t.Errorf("Recognise(%q) = %q, %q, %v", address, kind, name, err)
		}
		if requests := a.Start(store.Source{URL: address}); (len(requests) > 0) != (err == nil) {
			t.Errorf("Start(%q) gives %d requests, Recognise %v", address, len(requests), err)
		}
	})
}
