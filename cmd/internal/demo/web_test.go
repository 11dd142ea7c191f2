package demo

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/temoto/robotstxt"

	"onrecord/scraper"
	"onrecord/scraper/platform/feed"
	"onrecord/scraper/platform/webpage"
	"onrecord/scraper/platform/x"
	"onrecord/store"
)

// serveWeb serves the small web in the state that n calls of Advance lead to.
func serveWeb(t *testing.T, n int) (*Web, *httptest.Server) {
	t.Helper()
	w := NewWeb()
	s := httptest.NewServer(w)
	t.Cleanup(s.Close)
	w.BaseURL = s.URL
	for range n {
		w.Advance()
	}
	return w, s
}

// ask fetches as the collector does, without its politeness.
func ask(t *testing.T, r scraper.Request) scraper.Page {
	t.Helper()
	u, err := url.Parse(r.URL)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return scraper.Page{Request: r, URL: u, Status: resp.StatusCode, Header: resp.Header, Body: body, At: time.Now()}
}

// endpoints asks both of X's endpoints for a post, through the adapter that is used.
func endpoints(t *testing.T, s *httptest.Server, post string) (syndication, oembed scraper.Parsed) {
	t.Helper()
	a := x.New(x.Endpoints{Syndication: s.URL, OEmbed: s.URL})
	first := a.Start(store.Source{URL: post})[0]
	read := func(r scraper.Request) scraper.Parsed {
		p, err := a.Parse(ask(t, r))
		if err != nil {
			t.Fatalf("%s endpoint: %v", r.Endpoint, err)
		}
		return p
	}
	return read(first), read(first.IfFailed[0])
}

func TestFoundingPost(t *testing.T) {
	for state := range 3 {
		_, s := serveWeb(t, state)
		syndication, oembed := endpoints(t, s, FoundingURL)
		for endpoint, p := range map[string]scraper.Parsed{"syndication": syndication, "oembed": oembed} {
			if len(p.Observations) != 1 || p.Observations[0].Gone != nil {
				t.Fatalf("state %d, %s: %+v", state, endpoint, p.Observations)
			}
			o := p.Observations[0]
			got := fmt.Sprint(o.Document, o.Author.Name, o.Author.Handle, o.Content.Lang, o.Content.Cut)
			if want := fmt.Sprint("x:1988393441999593891", "Gustavo Petro", "petrogustavo", "es", false); got != want || o.Content.Text != FoundingText {
				t.Errorf("state %d, %s: %s %q", state, endpoint, got, o.Content.Text)
			}
		}
		if at := syndication.Observations[0].Content.PublishedAt.Time; !at.Equal(time.Date(2025, 11, 11, 23, 48, 33, 0, time.UTC)) {
			t.Errorf("posted at %s", at)
		}
	}
}

// TestSamplePosts: one post is edited in the second state, one is missing
// from then on at every endpoint, one stays.
func TestSamplePosts(t *testing.T) {
	for state, want := range []string{"there there there", "edited gone there", "edited gone there"} {
		w, s := serveWeb(t, state)
		var got []string
		for _, post := range w.SamplePosts() {
			syndication, oembed := endpoints(t, s, post)
			o := syndication.Observations[0]
			if gone := oembed.Observations[0].Gone != nil; gone != (o.Gone != nil) {
				t.Errorf("state %d: the endpoints disagree about %s", state, post)
			}
			switch {
			case o.Gone != nil:
				got = append(got, "gone")
			case o.Author.Handle != SampleHandle || !strings.Contains(o.Author.Name, "fictional"):
				t.Errorf("%s is not plainly a sample's: %+v", post, o.Author)
			case len(syndication.Next) > 0:
				got = append(got, "edited")
			default:
				got = append(got, "there")
			}
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("state %d: %s, want %s", state, g, want)
		}
	}
}

// TestEdit: the edit has its own id, belongs to the first post, and turns a
// number and a negation.
func TestEdit(t *testing.T) {
	w, s := serveWeb(t, 1)
	a := x.New(x.Endpoints{Syndication: s.URL, OEmbed: s.URL})
	first, _ := endpoints(t, s, w.SamplePosts()[0])
	p, err := a.Parse(ask(t, first.Next[0]))
	if err != nil {
		t.Fatal(err)
	}
	old, edit := first.Observations[0], p.Observations[0]
	if old.Document != edit.Document || old.VersionID == edit.VersionID {
		t.Errorf("documents %s and %s, versions %s and %s", old.Document, edit.Document, old.VersionID, edit.VersionID)
	}
	if !strings.Contains(old.Content.Text, "12 acuerdos") || !strings.Contains(old.Content.Text, "No habrá") ||
		!strings.Contains(edit.Content.Text, "21 acuerdos") || strings.Contains(edit.Content.Text, "No habrá") {
		t.Errorf("%q became %q", old.Content.Text, edit.Content.Text)
	}
}

// TestQuotes: the pages say of the posts what the story needs them to say.
func TestQuotes(t *testing.T) {
	posts := ""
	for _, p := range allPosts() {
		posts += p.text + "\n"
	}
	for _, c := range []struct{ page, quote, kind string }{
		{"ejemplar", "La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño", "verbatim"},
		{"ejemplar", "Tal medida se mantendrá mientras se mantenga el ataque con misiles a lanchas en el Caribe", "verbatim"},
		{"golfo", "Mañana firmaremos 12 acuerdos con los pescadores del golfo. No habrá impuestos nuevos para las lanchas pequeñas", "verbatim"},
		{"diario", "Se da orden a todos los niveles de la inteligencia […] suspender envío de comunicaciones y otros tratos con agencias de seguridad estadounidenses", "trimmed"},
		{"embed", "La lucha contra las drogas debe…", "trimmed"},
		{"gaceta", "La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo colombiano", "altered"},
		{"ferry", "We will close the northern ferry line while I am in office", "altered"},
		{"courier", "The fight against drugs must be subordinated to the human rights of the Caribbean people", "not here"},
		{"ferry", "the seagulls of this town have always voted for the cheaper boat", "not here"},
	} {
		for state := range 3 {
			_, s := serveWeb(t, state)
			page := html.UnescapeString(string(ask(t, scraper.Request{URL: s.URL + "/news/" + c.page + ".html"}).Body))
			if !strings.Contains(page, c.quote) {
				t.Errorf("state %d: %s does not quote %q", state, c.page, c.quote)
			}
		}
		whole := strings.Contains(posts, c.quote)
		parts := true
		for _, part := range strings.FieldsFunc(c.quote, func(r rune) bool { return strings.ContainsRune("[]…", r) }) {
			parts = parts && strings.Contains(posts, strings.TrimSpace(part))
		}
		if whole != (c.kind == "verbatim") || parts != (c.kind == "verbatim" || c.kind == "trimmed") {
			t.Errorf("%q is no longer %s", c.quote, c.kind)
		}
	}
}

// article is one page as its adapter reads it.
func article(t *testing.T, address string) store.Observation {
	t.Helper()
	p, err := webpage.New().Parse(ask(t, scraper.Request{URL: address, Platform: webpage.Platform}))
	if err != nil || len(p.Observations) != 1 {
		t.Fatalf("%s: %v, %d observations", address, err, len(p.Observations))
	}
	return p.Observations[0]
}

// dates are the articles' times in the order of the feed of the second state.
// Each page gives its own in another way: JSON-LD, a meta tag with a zone, <time>.
const dates = "late 13 09:00, ejemplar 12 00:31, embed 12 01:05, courier 12 02:20, golfo 12 10:30, diario 12 11:10, gaceta 12 13:45, ferry 12 15:00, "

// TestFeed: every entry is an article of an outlet that is plainly made up,
// with its own time, but the one that robots.txt forbids. A new one comes in the
// second state.
func TestFeed(t *testing.T) {
	for state, want := range []string{strings.TrimPrefix(dates, "late 13 09:00, "), dates, dates} {
		_, s := serveWeb(t, state)
		f, err := feed.New().Parse(ask(t, scraper.Request{URL: s.URL + "/news/feed.xml", Platform: feed.Platform}))
		if err != nil {
			t.Fatal(err)
		}
		robots, err := robotstxt.FromBytes(ask(t, scraper.Request{URL: s.URL + "/robots.txt"}).Body)
		if err != nil {
			t.Fatal(err)
		}
		got, forbidden := "", 0
		for _, r := range f.Next {
			if !robots.TestAgent(strings.TrimPrefix(r.URL, s.URL), "onrecord") {
				forbidden++
				continue
			}
			o := article(t, r.URL)
			if !strings.Contains(o.Publisher, "(ficti") {
				t.Errorf("%s: publisher %q is not plainly made up", r.URL, o.Publisher)
			}
			name, _, _ := strings.Cut(path.Base(r.URL), ".")
			got += name + o.Content.PublishedAt.Time.UTC().Format(" 02 15:04, ")
		}
		if got != want || forbidden != 1 {
			t.Errorf("state %d: %s and %d forbidden; want %s and 1", state, got, forbidden, want)
		}
	}
}

// TestSilentEdit: one article changes its headline between the states and
// nothing else about itself.
func TestSilentEdit(t *testing.T) {
	var titles []string
	var times []time.Time
	for state := range 3 {
		_, s := serveWeb(t, state)
		o := article(t, s.URL+"/news/gaceta.html")
		titles, times = append(titles, o.Content.Title), append(times, o.Content.PublishedAt.Time)
	}
	if titles[0] == titles[1] || titles[1] != titles[2] || len(slices.Compact(times)) != 1 {
		t.Errorf("titles %q, times %v", titles, times)
	}
}

// TestEmbed: the block quote names the founding post.
func TestEmbed(t *testing.T) {
	_, s := serveWeb(t, 0)
	o := article(t, s.URL+"/news/embed.html")
	seen := []store.Observation{o}
	scraper.NewRegistry(x.New(x.Endpoints{})).NameEmbeds(seen)
	i := slices.IndexFunc(seen[0].Content.Marks, func(m store.Mark) bool { return m.Kind == store.MarkEmbed })
	if i < 0 || seen[0].Content.Marks[i].Document != "x:1988393441999593891" {
		t.Errorf("marks %+v", seen[0].Content.Marks)
	}
}
