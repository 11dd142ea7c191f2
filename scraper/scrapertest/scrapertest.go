// Package scrapertest is the contract that every adapter passes.
package scrapertest

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"onrecord/scraper"
	"onrecord/store"
)

// Case is one page that an adapter reads.
type Case struct {
	Name string
	Page scraper.Page
}

// Cases are pages by their names, in the names' order.
func Cases(pages map[string]scraper.Page) []Case {
	var out []Case
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		out = append(out, Case{Name: name, Page: pages[name]})
	}
	return out
}

// Answer is what an endpoint of a platform answered to a request for an address.
func Answer(platform store.Platform, endpoint, address, body string) scraper.Page {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // the test's own
	}
	return scraper.Page{
		Request: scraper.Request{URL: address, Platform: platform, Endpoint: endpoint}, URL: u,
		Status: http.StatusOK, Header: http.Header{}, Body: []byte(body),
	}
}

// Observed is what an adapter reads of a page that must be readable.
func Observed(t testing.TB, a scraper.Adapter, p scraper.Page) []store.Observation {
	t.Helper()
	got, err := a.Parse(p)
	if err != nil || got.Blocked != "" {
		t.Fatalf("error %v, blocked %q", err, got.Blocked)
	}
	return got.Observations
}

// Only is what an adapter reads of a page of one document.
func Only(t testing.TB, a scraper.Adapter, p scraper.Page) store.Observation {
	t.Helper()
	got := Observed(t, a, p)
	if len(got) != 1 {
		t.Fatalf("%d observations: %+v", len(got), got)
	}
	return got[0]
}

// Run checks what holds for every adapter on every page: reading twice gives the
// same, broken copies break nothing, what comes out is valid UTF-8 and named for
// the platform, marks lie within the text, and media have one id each.
func Run(t *testing.T, a scraper.Adapter, cases []Case) {
	t.Helper()
	if len(cases) == 0 {
		t.Fatal("no cases")
	}
	t.Run("addresses", func(t *testing.T) { addresses(t, a) })
	t.Run("media", func(t *testing.T) { media(t, a, cases) })
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			first, err1 := a.Parse(c.Page)
			second, err2 := a.Parse(c.Page)
			if encode(t, first) != encode(t, second) || (err1 == nil) != (err2 == nil) {
				t.Error("reading the page twice gives two answers")
			}
			check(t, a, first)
			Corrupt(c.Page, 12, func(p scraper.Page) {
				got, _ := a.Parse(p) // an error is a good answer to a broken page
				check(t, a, got)
			})
		})
	}
}

// Address is what an adapter is to make of an address.
type Address struct {
	Document store.DocumentID
	Kind     store.SourceKind
	// Asks is the first request's path and query.
	Asks string
}

// Refused is made of an address of the platform that leads to nothing to watch.
var Refused Address

// To is what a post's or an account's address comes to.
func To(id store.DocumentID, kind store.SourceKind, asks string) Address {
	return Address{Document: id, Kind: kind, Asks: asks}
}

// Web is the base of the endpoints that Addresses wants an adapter made with.
const Web = "http://127.0.0.1:1"

// Addresses checks what an adapter that asks Web makes of addresses. What is refused is to
// be told which form is taken: hint.
func Addresses(t *testing.T, a scraper.Adapter, hint string, all map[string]Address) {
	t.Helper()
	for address, want := range all {
		u := mustURL(t, address)
		got, err := a.Recognise(u)
		if !a.Match(u) || a.Document(u) != want.Document || got.Kind != want.Kind || (err == nil) != (want.Kind != "") {
			t.Errorf("%s: %q %q %v", address, a.Document(u), got.Kind, err)
		}
		if err != nil && !strings.Contains(err.Error(), hint) {
			t.Errorf("%s: the error says not what to give: %v", address, err)
		}
		asks := ""
		for _, r := range a.Start(store.Source{URL: address}) {
			asks += strings.TrimPrefix(r.URL, Web)
			if r.Document != want.Document || r.Platform != a.Platform() {
				t.Errorf("%s: %+v", address, r)
			}
		}
		if asks != want.Asks {
			t.Errorf("%s asks %q", address, asks)
		}
	}
}

// Foreign checks that an adapter takes none of the addresses.
func Foreign(t *testing.T, a scraper.Adapter, addresses ...string) {
	t.Helper()
	for _, address := range addresses {
		if u := mustURL(t, address); a.Match(u) || a.Document(u) != "" {
			t.Errorf("%s takes %s", a.Platform(), address)
		}
	}
}

func mustURL(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// addresses checks that an adapter does not take a host by a part of its name.
func addresses(t *testing.T, a scraper.Adapter) {
	t.Helper()
	if a.Platform() != "web" {
		Foreign(t, a, "https://netflix.com/title/1", "https://x.com.example.org/a/status/20", "ftp://x.com/a/status/20")
	}
}

// check holds what comes out of a page to the contract.
func check(t *testing.T, a scraper.Adapter, p scraper.Parsed) {
	t.Helper()
	for _, o := range p.Observations {
		if o.Document.Platform() != a.Platform() {
			t.Errorf("document %q is not of platform %s", o.Document, a.Platform())
		}
		c := o.Content
		for _, s := range []string{c.Title, c.Text, c.Lang, c.Byline, c.Description, o.URL, o.Author.Name, o.Author.Handle, o.Publisher} {
			if !utf8.ValidString(s) {
				t.Errorf("%s: invalid UTF-8: %q", o.Document, s)
			}
		}
		marks(t, c)
	}
	for _, r := range p.Next {
		if !strings.HasPrefix(r.URL, "http://") && !strings.HasPrefix(r.URL, "https://") {
			t.Errorf("the next request goes to %q", r.URL)
		}
	}
}

func marks(t *testing.T, c store.Content) {
	t.Helper()
	n := utf8.RuneCountInString(c.Text)
	for _, m := range c.Marks {
		if m.From < 0 || m.To < m.From || m.To > n {
			t.Errorf("mark %+v lies outside a text of %d", m, n)
		}
	}
}

func encode(t *testing.T, p scraper.Parsed) string {
	t.Helper()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Corrupt gives n broken copies of a page, cut or with bits flipped, always the
// same ones.
func Corrupt(p scraper.Page, n int, f func(scraper.Page)) {
	r := rand.New(rand.NewPCG(1, uint64(len(p.Body))))
	for i := range n {
		if len(p.Body) == 0 {
			return
		}
		broken := p
		broken.Body = append([]byte(nil), p.Body...)
		if i%2 == 0 {
			broken.Body = broken.Body[:r.IntN(len(broken.Body))]
			broken.Truncated = true
		} else {
			for range 1 + len(broken.Body)/2000 {
				broken.Body[r.IntN(len(broken.Body))] ^= 1 << r.IntN(8)
			}
		}
		f(broken)
	}
}
