package site

import (
	"net/url"
	"testing"
)

func address(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		a, b       string
		page, form bool
	}{
		{"https://paper.example/a", "http://www.paper.example/a/?utm_source=x&fbclid=1", true, true},
		{"https://paper.example/a", "https://m.paper.example/a?ref=home", true, true},
		{"https://paper.example/a/index.html", "https://paper.example/a", true, true},
		{"https://paper.example/a", "https://paper.example/a/amp", false, true},
		{"https://paper.example/a", "https://amp.paper.example/amp/a", false, true},
		{"https://paper.example/a.html", "https://paper.example/a.amp.html", false, true},
		{"https://paper.example/a", "https://paper.example/print/a", false, true},
		{"https://paper.example/a?id=1", "https://paper.example/a?id=1&print=1", true, true},
		{"https://paper.example/a?id=1", "https://paper.example/a?id=2", false, false},
		{"https://paper.example/a", "https://paper.example/a?id=2", false, false},
		{"https://paper.example/a", "https://paper.example/b", false, false},
		{"https://paper.example/", "https://paper.example/a", false, false},
		{"https://paper.example/", "https://paper.example/amp", false, false},
		{"https://paper.example/a", "https://blog.paper.example/a", false, false},
		{"https://paper.example/a", "https://paper.example:8443/a", false, false},
		{"https://paper.example/Café", "https://paper.example/Caf%C3%A9", true, true},
		{"https://substack.com/p/a", "https://m.substack.com/p/a", false, false},
		{"https://amp.github.io/a", "https://github.io/a", false, false},
		{"https://a.substack.com/p/a", "https://b.substack.com/p/a", false, false},
	} {
		a, b := address(t, c.a), address(t, c.b)
		if got := SamePage(a, b); got != c.page || got != SamePage(b, a) {
			t.Errorf("%s and %s are one page: %v", c.a, c.b, got)
		}
		if got := SameInForm(a, b); got != c.form || got != SameInForm(b, a) {
			t.Errorf("%s and %s differ in form: %v", c.a, c.b, got)
		}
	}
}

func TestOwners(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://www.ministry.example/feed", "https://news.ministry.example/a", true},
		{"https://a.gov.uk/feed", "https://b.gov.uk/feed", false},
		{"https://a.substack.com/feed", "https://b.substack.com/p/a", false},
		{"https://a.substack.com/feed", "https://a.substack.com/p/a", true},
		{"https://a.github.io/feed", "https://b.github.io/a", false},
		{"https://medium.com/@a/feed", "https://medium.com/@b/x", false},
		{"https://medium.com/@a/feed", "https://medium.com/@a/x", true},
		{"https://sites.google.com/a/x", "https://sites.google.com/b/x", false},
		{"https://sites.google.com/a/x", "https://news.google.com/a/x", false},
		{"http://127.0.0.1:8080/feed", "http://127.0.0.1:8080/a", true},
		{"http://127.0.0.1:8080/feed", "http://127.0.0.1:8081/a", false},
		{"http://localhost/feed", "http://localhost/a", true},
	} {
		if got := SameOwner(address(t, c.a), address(t, c.b)); got != c.want {
			t.Errorf("%s and %s are one owner's: %v", c.a, c.b, got)
		}
	}
}
