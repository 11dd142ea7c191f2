package sources

import "testing"

// FuzzSources looks for a list of sources that breaks its reading.
func FuzzSources(f *testing.F) {
	for _, s := range []string{
		"url;name;every\nhttps://t.me/a;A;15m\n", "Name,URL\n\"a\nb\",https://x.com/a\n", "https://x.com/a\n# no\n",
		`<opml><body><outline text="a"><outline xmlUrl="https://a.example/feed"/></outline></body></opml>`,
		"\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-16\"?><opml/>", "url\turl\n\"", "<!DOCTYPE a [<!ENTITY b 'c'>]><opml>&b;</opml>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		all, err := Read(b)
		for _, l := range all {
			if err == nil && l.Err == nil && l.URL == "" {
				t.Errorf("a source without an address at %s", l.At)
			}
		}
	})
}
