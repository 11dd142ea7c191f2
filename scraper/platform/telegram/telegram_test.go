package telegram

import (
	"maps"
	"slices"
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
	scrapertest.Addresses(t, New(Endpoints{Web: scrapertest.Web}), "https://t.me/CHANNEL", map[string]scrapertest.Address{
		"https://t.me/Durov/12":               scrapertest.To("telegram:durov/12", store.SourcePost, "/durov/12?embed=1&mode=tme"),
		"https://t.me/s/durov/12?single":      scrapertest.To("telegram:durov/12", store.SourcePost, "/durov/12?embed=1&mode=tme"),
		"https://t.me/durov/12?embed=1":       scrapertest.To("telegram:durov/12", store.SourcePost, "/durov/12?embed=1&mode=tme"),
		"http://telegram.me/durov/3/12":       scrapertest.To("telegram:durov/12", store.SourcePost, "/durov/12?embed=1&mode=tme"),
		"https://Durov.t.me/12":               scrapertest.To("telegram:durov/12", store.SourcePost, "/durov/12?embed=1&mode=tme"),
		"https://durov.t.me":                  scrapertest.To("", store.SourceAccount, "/s/durov"),
		"https://joinchat.t.me/AAAA":          scrapertest.Refused,
		"https://www.t.me/s/durov?before=100": scrapertest.To("", store.SourceAccount, "/s/durov"),
		"https://telegram.dog/durov/":         scrapertest.To("", store.SourceAccount, "/s/durov"),
		"https://t.me/joinchat/AAAA":          scrapertest.Refused,
		"https://t.me/+AAAABBBB":              scrapertest.Refused,
		"https://t.me/c/123456/7":             scrapertest.Refused,
		"https://t.me/addstickers/Cats":       scrapertest.Refused,
		"https://t.me/share/url":              scrapertest.Refused,
		"https://t.me/proxy?server=a":         scrapertest.Refused,
		"https://t.me/iv?url=a":               scrapertest.Refused,
		"https://t.me/":                       scrapertest.Refused,
		"https://t.me/durov/0":                scrapertest.Refused,
		"https://t.me/durov/99999999999":      scrapertest.Refused,
		"https://t.me/durov/12?comment=5":     scrapertest.Refused,
	})
}

func TestHostsOfOthersAreNotTaken(t *testing.T) {
	scrapertest.Foreign(t, New(Endpoints{}), "https://xt.me/a/1", "https://a.durov.t.me/1", "https://durov.t.me.example.org/1", "https://t.me.example.org/abcd/1", "https://example.org/t.me/abcd", "tg://resolve?domain=durov")
}

func TestStartAsksTheEmbeddingPageOrThePreview(t *testing.T) {
	a := New(Endpoints{Web: "http://127.0.0.1:8080/"})
	got := a.Start(store.Source{URL: "https://t.me/Durov/12"})
	if len(got) != 1 || got[0].URL != "http://127.0.0.1:8080/durov/12?embed=1&mode=tme" || got[0].Endpoint != "embed" || got[0].Document != "telegram:durov/12" || got[0].API {
		t.Errorf("post: %+v", got)
	}
	got = a.Start(store.Source{URL: "https://t.me/Durov"})
	if len(got) != 1 || got[0].URL != "http://127.0.0.1:8080/s/durov" || got[0].Endpoint != "channel" || got[0].Document != "" {
		t.Errorf("channel: %+v", got)
	}
}

func TestOlderPages(t *testing.T) {
	for _, base := range []string{"", "http://127.0.0.1:8080"} {
		a := New(Endpoints{Web: base})
		r := a.Start(store.Source{URL: "https://t.me/durov"})[0]
		p := page(r.Endpoint, r.URL, `<meta property="og:title" content="Durov"><link rel="prev" href="https://evil.example/s/x?before=81">`+post("", ""))
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
