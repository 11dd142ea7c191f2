package reddit

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// TestContract holds the adapter to what every adapter promises, on every
// recorded answer.
func TestContract(t *testing.T) {
	pages := recorded(t)
	var cases []scrapertest.Case
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		account := pages[name]
		account.Request.Door = doorAccount
		cases = append(cases, scrapertest.Case{Name: name, Page: pages[name]}, scrapertest.Case{Name: name + " account", Page: account})
	}
	scrapertest.Run(t, New(Endpoints{}), cases)
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]struct {
		document store.DocumentID
		kind     store.SourceKind
		asks     string
	}{
		"https://www.reddit.com/r/test/comments/ABC/a_title/?utm=1":  {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://old.reddit.com/comments/abc":                        {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://www.reddit.com/comments/abc/.rss":                   {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://www.reddit.com/comments/abc.json":                   {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://redd.it/abc":                                        {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://www.reddit.com/user/someone/comments/abc/title/":    {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://new.reddit.com/r/test/comments/abc/a_title/def/":    {"reddit:t1_def", store.SourcePost, "/comments/abc/_/def/.rss"},
		"https://np.reddit.com/r/test/comments/abc/comment/def/":     {"reddit:t1_def", store.SourcePost, "/comments/abc/_/def/.rss"},
		"https://es.reddit.com/r/test/comments/abc/a_title/":         {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://sh.reddit.com/r/test/comments/abc/comment/def/":     {"reddit:t1_def", store.SourcePost, "/comments/abc/_/def/.rss"},
		"https://amp.reddit.com/r/test/comments/abc/a_title/":        {"reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"},
		"https://www.reddit.com/u/Some-One":                          {"", store.SourceAccount, "/user/Some-One/.rss"},
		"https://reddit.com/user/Some-One/submitted":                 {"", store.SourceAccount, "/user/Some-One/.rss"},
		"https://www.reddit.com/r/test/new/":                         {"", store.SourceFeed, "/r/test/.rss"},
		"https://www.reddit.com/r/test/.rss":                         {"", store.SourceFeed, "/r/test/.rss"},
		"https://www.reddit.com/":                                    {},
		"https://www.reddit.com/r/test/s/AbCdEf":                     {},
		"https://www.reddit.com/r/test/comments/../../x":             {},
		"https://www.reddit.com/comments/":                           {},
		"https://www.reddit.com/r/test/wiki/index/page":              {},
		"https://www.reddit.com/comments/aaaaaaaaaaaaaaaaaaaaaaaaaa": {},
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		a := New(Endpoints{Web: "http://127.0.0.1:1"})
		got, err := a.Recognise(u)
		kind := got.Kind
		if !a.Match(u) || a.Document(u) != want.document || kind != want.kind || (err == nil) != (want.kind != "") {
			t.Errorf("%s: %q %q %v", address, a.Document(u), kind, err)
		}
		if err != nil && !strings.Contains(err.Error(), "https://www.reddit.com/comments/ID") {
			t.Errorf("%s: the error says not what to give: %v", address, err)
		}
		asks := ""
		for _, r := range a.Start(store.Source{URL: address}) {
			asks += strings.TrimPrefix(r.URL, "http://127.0.0.1:1")
			if r.Document != want.document || r.Platform != Platform {
				t.Errorf("%s: %+v", address, r)
			}
		}
		if asks != want.asks {
			t.Errorf("%s asks %q", address, asks)
		}
	}
}

func TestHostsOfOthersAreNotTaken(t *testing.T) {
	for _, address := range []string{"https://notreddit.com/comments/abc", "https://reddit.com.example.org/comments/abc", "https://i.redd.it/abc.png", "ftp://redd.it/abc"} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if a := New(Endpoints{}); a.Match(u) || a.Document(u) != "" {
			t.Errorf("takes %s", address)
		}
	}
}
