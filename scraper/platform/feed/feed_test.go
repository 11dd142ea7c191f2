package feed

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store/storetest/samples"
)

func answer(t testing.TB, body string) scraper.Page {
	t.Helper()
	return scrapertest.Answer(Platform, "", "https://example.org/feeds/all.xml", body)
}

func urls(p scraper.Parsed) string {
	var out []string
	for _, r := range p.Next {
		out = append(out, r.URL)
	}
	return strings.Join(out, " ")
}

func TestFeedsOfEveryKind(t *testing.T) {
	for name, c := range map[string]struct {
		body, title, want string
		lost              bool
	}{
		"rss":                    {`<rss version="2.0"><channel><title>Sample</title><item><link>/a</link></item><item><link>https://example.org/b#x</link></item><item><link>/a</link></item></channel></rss>`, "Sample", "https://example.org/a https://example.org/b", false},
		"atom":                   {`<feed xmlns="http://www.w3.org/2005/Atom"><title>Muestra</title><entry><link href="https://example.org/c"/></entry></feed>`, "Muestra", "https://example.org/c", false},
		"json":                   {`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"https://example.org/d"}]}`, "J", "https://example.org/d", false},
		"one that ends early":    {`<rss version="2.0"><channel><title>Cut</title><item><link>/a</link></item><item><link>/b</link></item><item><link>/c</li`, "Cut", "https://example.org/a https://example.org/b", true},
		"bad links are left out": {`<rss version="2.0"><channel><title>S</title><item><link>javascript:alert(1)</link></item><item><link>ftp://example.org/x</link></item></channel></rss>`, "S", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := New().Parse(answer(t, c.body))
			if (err != nil) != c.lost {
				t.Fatal(err)
			}
			if p.Title != c.title || urls(p) != c.want {
				t.Errorf("title %q, entries %q; want %q, %q", p.Title, urls(p), c.title, c.want)
			}
			for _, r := range p.Next {
				if r.Platform != "" {
					t.Errorf("entry %s names platform %q; its address must decide", r.URL, r.Platform)
				}
			}
		})
	}
}

func TestFault21EntitiesAreRefused(t *testing.T) {
	for _, body := range []string{
		`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`,
		`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>`,
	} {
		if _, err := New().Parse(answer(t, body)); err == nil || !strings.Contains(err.Error(), "entities") {
			t.Errorf("not refused: %v", err)
		}
	}
}

func TestFault22And19DepthIsRefused(t *testing.T) {
	for _, body := range []string{"<rss>" + strings.Repeat("<a>", 1_000_000), `{"items":` + strings.Repeat("[", 1_000_000)} {
		if _, err := New().Parse(answer(t, body)); err == nil || !strings.Contains(err.Error(), "nests more than") {
			t.Errorf("not refused: %v", err)
		}
	}
}

func TestNoFeed(t *testing.T) {
	for _, body := range []string{"", "   ", "<html><body>words</body></html>", "plain words"} {
		if p, err := New().Parse(answer(t, body)); err == nil {
			t.Errorf("%q passes for a feed: %+v", body, p)
		}
	}
}

// TestRecordedFeeds: every recorded feed is read or refused, and broken copies
// of it break nothing.
func TestRecordedFeeds(t *testing.T) {
	dir := samples.Path(t, "data", "platforms", "rss")
	var cases []scrapertest.Case
	read, entries := 0, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		p := answer(t, string(samples.Read(t, path)))
		if got, err := New().Parse(p); err == nil {
			read++
			entries += len(got.Next)
		} else {
			t.Logf("%s: %v", filepath.Base(path), err)
		}
		cases = append(cases, scrapertest.Case{Name: filepath.Base(path), Page: p})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d files are feeds, with %d entries", read, len(cases), entries)
	if read < len(cases)*3/4 || entries < 100 {
		t.Errorf("only %d of %d feeds could be read, with %d entries", read, len(cases), entries)
	}
	scrapertest.Run(t, New(), cases)
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><title>S</title><item><link>/a</link></item></channel></rss>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, _ := New().Parse(answer(t, string(body)))
		for _, r := range p.Next {
			if !strings.HasPrefix(r.URL, "http") {
				t.Errorf("request to %q", r.URL)
			}
		}
	})
}
