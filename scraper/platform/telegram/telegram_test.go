package telegram

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
// recorded page, as a channel's and as a post's.
func TestContract(t *testing.T) {
	pages := recorded(t)
	var cases []scrapertest.Case
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		cases = append(cases, scrapertest.Case{Name: name, Page: pages[name]},
			scrapertest.Case{Name: name + " embedded", Page: embedPage(string(pages[name].Body))})
	}
	scrapertest.Run(t, New(Endpoints{}), cases)
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]struct {
		document store.DocumentID
		kind     store.SourceKind
	}{
		"https://t.me/Durov/12":               {"telegram:durov/12", store.SourcePost},
		"https://t.me/s/durov/12?single":      {"telegram:durov/12", store.SourcePost},
		"https://t.me/durov/12?embed=1":       {"telegram:durov/12", store.SourcePost},
		"http://telegram.me/durov/3/12":       {"telegram:durov/12", store.SourcePost},
		"https://Durov.t.me/12":               {"telegram:durov/12", store.SourcePost},
		"https://durov.t.me":                  {"", store.SourceAccount},
		"https://joinchat.t.me/AAAA":          {},
		"https://www.t.me/s/durov?before=100": {"", store.SourceAccount},
		"https://telegram.dog/durov/":         {"", store.SourceAccount},
		"https://t.me/joinchat/AAAA":          {},
		"https://t.me/+AAAABBBB":              {},
		"https://t.me/c/123456/7":             {},
		"https://t.me/addstickers/Cats":       {},
		"https://t.me/share/url":              {},
		"https://t.me/proxy?server=a":         {},
		"https://t.me/iv?url=a":               {},
		"https://t.me/":                       {},
		"https://t.me/durov/0":                {},
		"https://t.me/durov/99999999999":      {},
		"https://t.me/durov/12?comment=5":     {},
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		a := New(Endpoints{})
		got, err := a.Recognise(u)
		kind, name := got.Kind, got.Name
		if !a.Match(u) || a.Document(u) != want.document || kind != want.kind || (err == nil) != (want.kind != "") {
			t.Errorf("%s: %q %q %q %v", address, a.Document(u), kind, name, err)
		}
		if err != nil && !strings.Contains(err.Error(), "https://t.me/CHANNEL") {
			t.Errorf("%s: the error says not what to give: %v", address, err)
		}
		if got := a.Start(store.Source{URL: address}); len(got) > 0 != (want.kind != "") {
			t.Errorf("%s starts %+v", address, got)
		}
	}
}

func TestHostsOfOthersAreNotTaken(t *testing.T) {
	for _, address := range []string{"https://xt.me/a/1", "https://a.durov.t.me/1", "https://durov.t.me.example.org/1", "https://t.me.example.org/abcd/1", "https://example.org/t.me/abcd", "tg://resolve?domain=durov"} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if a := New(Endpoints{}); a.Match(u) || a.Document(u) != "" {
			t.Errorf("takes %s", address)
		}
	}
}

func TestStartAsksTheEmbeddingPageOrThePreview(t *testing.T) {
	a := New(Endpoints{Web: "http://127.0.0.1:8080/"})
	got := a.Start(store.Source{URL: "https://t.me/Durov/12"})
	if len(got) != 1 || got[0].URL != "http://127.0.0.1:8080/durov/12?embed=1&mode=tme" || got[0].Door != "embed" || got[0].Document != "telegram:durov/12" || got[0].API {
		t.Errorf("post: %+v", got)
	}
	got = a.Start(store.Source{URL: "https://t.me/Durov"})
	if len(got) != 1 || got[0].URL != "http://127.0.0.1:8080/s/durov" || got[0].Door != "channel" || got[0].Document != "" {
		t.Errorf("channel: %+v", got)
	}
}

func TestOlderPages(t *testing.T) {
	for _, base := range []string{"", "http://127.0.0.1:8080"} {
		a := New(Endpoints{Web: base})
		r := a.Start(store.Source{URL: "https://t.me/durov"})[0]
		p := page(r.Door, r.URL, `<meta property="og:title" content="Durov"><link rel="prev" href="https://evil.example/s/x?before=81">`+post("", ""))
		p.Request = r
		got, err := a.Parse(p)
		if err != nil || got.Title != "Durov" {
			t.Fatalf("%+v %v", got, err)
		}
		if want := a.endpoints.Web + "/s/durov?before=81"; len(got.Older) != 1 || got.Older[0].URL != want {
			t.Errorf("leads to %+v", got.Older)
		}
	}
}
