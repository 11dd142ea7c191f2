package webpage

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/kit/moment"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// score counts what was right over the pages of one suite.
type score struct {
	pages, read                                        int
	text                                               float64
	texts, title, titles, date, dates, author, authors int
}

func (s score) String() string {
	of := func(n, m int) string { return fmt.Sprintf("%d/%d", n, m) }
	f1 := 0.0
	if s.texts > 0 {
		f1 = s.text / float64(s.texts)
	}
	return fmt.Sprintf("pages %s, text F1 %.3f, title %s, date %s, author %s", of(s.read, s.pages), f1, of(s.title, s.titles), of(s.date, s.dates), of(s.author, s.authors))
}

// expected is what another project's key says of a page; empty means unsaid.
type expected struct {
	url, text, title, date, author string
	with, without                  []string
}

// take scores one page.
func (s *score) take(t *testing.T, file string, e expected) {
	t.Helper()
	s.pages++
	if e.url == "" {
		e.url = "https://example.org/" + strings.TrimSuffix(filepath.Base(file), ".gz")
	}
	p, err := New().Parse(recorded(t, file, e.url))
	if err != nil || len(p.Observations) == 0 {
		t.Logf("%s: %v %s", filepath.Base(file), err, p.Blocked)
		return
	}
	s.read++
	c := p.Observations[0].Content
	if e.text != "" {
		s.texts++
		s.text += f1(c.Text, e.text)
	}
	if len(e.with) > 0 {
		s.texts++
		s.text += mustHave(c.Text, e.with, e.without)
	}
	tally(&s.title, &s.titles, e.title, sameTitle(c.Title, e.title))
	tally(&s.date, &s.dates, e.date, e.date != "" && sameDay(c.PublishedAt, e.date))
	tally(&s.author, &s.authors, e.author, sameNames(c.Byline, e.author))
}

func tally(n, of *int, want string, ok bool) {
	if want == "" {
		return
	}
	*of++
	if ok {
		*n++
	}
}

func bag(s string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 127) }) {
		m[w]++
	}
	return m
}

// f1 of the words of two texts.
func f1(got, want string) float64 {
	a, b := bag(got), bag(want)
	both, na, nb := 0, 0, 0
	for w, n := range a {
		na += n
		both += min(n, b[w])
	}
	for _, n := range b {
		nb += n
	}
	if na+nb == 0 {
		return 1
	}
	return 2 * float64(both) / float64(na+nb)
}

// mustHave is the share of a key's snippets that are there or not there, as the
// key asks.
func mustHave(text string, with, without []string) float64 {
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	text = fold(text)
	right := 0
	for _, s := range with {
		if strings.Contains(text, fold(s)) {
			right++
		}
	}
	for _, s := range without {
		if !strings.Contains(text, fold(s)) {
			right++
		}
	}
	return float64(right) / float64(len(with)+len(without))
}

func sameTitle(got, want string) bool { return want != "" && f1(got, want) >= 0.8 }

func sameDay(got store.Moment, want string) bool {
	w, _ := moment.Parse(want)
	d := got.Time.Sub(w.Time).Hours()
	return !got.IsZero() && !w.IsZero() && d < 25 && d > -25
}

func sameNames(got, want string) bool { return f1(got, want) >= 0.5 }

func readJSON(t *testing.T, file string, to any) {
	t.Helper()
	p := recorded(t, file, "https://example.org/")
	if err := json.Unmarshal(p.Body, to); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// floors are just under what is reached; a change that loses shows here.
var floors = map[string]struct{ text, title, date, author float64 }{
	"aeb":         {0.93, 0, 0, 0},
	"fundus":      {0.88, 0.82, 0.9, 0.75},
	"readability": {0, 0.75, 0.85, 0.9},
	"trafilatura": {0.86, 0.84, 0.89, 0.7},
}

// TestRecordedArticles scores real pages against other projects' keys.
func TestRecordedArticles(t *testing.T) {
	dir := filepath.Join(shared(t), "news")
	scores := map[string]*score{"aeb": scoreAEB(t, dir), "fundus": scoreFundus(t, dir), "readability": scoreReadability(t, dir), "trafilatura": scoreTrafilatura(t, dir)}
	for name, s := range scores {
		t.Logf("%-12s %s", name, s)
		f := floors[name]
		under := func(what string, got, of int, floor float64) {
			if of > 0 && float64(got)/float64(of) < floor {
				t.Errorf("%s: %s %d of %d is under the floor %.2f", name, what, got, of, floor)
			}
		}
		if s.texts > 0 && s.text/float64(s.texts) < f.text {
			t.Errorf("%s: text %.3f is under the floor %.2f", name, s.text/float64(s.texts), f.text)
		}
		under("title", s.title, s.titles, f.title)
		under("date", s.date, s.dates, f.date)
		under("author", s.author, s.authors, f.author)
		if s.pages == 0 || s.read < s.pages*9/10 {
			t.Errorf("%s: only %d of %d pages were read", name, s.read, s.pages)
		}
	}
}

func scoreAEB(t *testing.T, dir string) *score {
	t.Helper()
	var key map[string]struct {
		ArticleBody string `json:"articleBody"`
		URL         string `json:"url"`
	}
	readJSON(t, filepath.Join(dir, "aeb", "ground-truth.json.gz"), &key)
	s := &score{}
	for id, e := range key {
		if file := filepath.Join(dir, "aeb", id+".html.gz"); exists(file) {
			s.take(t, file, expected{url: e.URL, text: e.ArticleBody})
		}
	}
	return s
}

func scoreFundus(t *testing.T, dir string) *score {
	t.Helper()
	s := &score{}
	pages, err := filepath.Glob(filepath.Join(dir, "fundus", "*", "*.html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range pages {
		name, _, _ := strings.Cut(filepath.Base(file), "_")
		keyFile := filepath.Join(filepath.Dir(file), name+".json")
		others, err := filepath.Glob(filepath.Join(filepath.Dir(file), name+"_*.html.gz"))
		if err != nil || len(others) != 1 || !exists(keyFile) {
			continue // the key does not say which page is whose
		}
		var key map[string]struct {
			Authors []string `json:"authors"`
			Body    struct {
				Summary  []string `json:"summary"`
				Sections []struct {
					Headline   []string `json:"headline"`
					Paragraphs []string `json:"paragraphs"`
				} `json:"sections"`
			} `json:"body"`
			Date  string `json:"publishing_date"`
			Title string `json:"title"`
		}
		readJSON(t, keyFile, &key)
		if len(key) != 1 {
			continue
		}
		for _, e := range key {
			parts := append([]string(nil), e.Body.Summary...)
			for _, sec := range e.Body.Sections {
				parts = append(append(parts, sec.Headline...), sec.Paragraphs...)
			}
			s.take(t, file, expected{text: strings.Join(parts, "\n"), title: e.Title, date: e.Date, author: strings.Join(e.Authors, ", ")})
		}
	}
	return s
}

func scoreReadability(t *testing.T, dir string) *score {
	t.Helper()
	s := &score{}
	keys, err := filepath.Glob(filepath.Join(dir, "readability", "*", "expected-metadata.json*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		var e struct {
			Title         string `json:"title"`
			Byline        string `json:"byline"`
			PublishedTime string `json:"publishedTime"`
		}
		readJSON(t, k, &e)
		for _, file := range []string{"source.html.gz", "source.html"} {
			if file = filepath.Join(filepath.Dir(k), file); exists(file) {
				s.take(t, file, expected{title: e.Title, date: e.PublishedTime, author: e.Byline})
			}
		}
	}
	return s
}

func scoreTrafilatura(t *testing.T, dir string) *score {
	t.Helper()
	var key map[string]struct {
		URL     string   `json:"url"`
		Author  string   `json:"author"`
		Title   string   `json:"title"`
		Date    string   `json:"date"`
		With    []string `json:"with"`
		Without []string `json:"without"`
	}
	readJSON(t, filepath.Join(dir, "trafilatura", "evaldata_subset.json"), &key)
	s := &score{}
	for name, e := range key {
		if file := filepath.Join(dir, "trafilatura", name+".gz"); exists(file) {
			s.take(t, file, expected{url: e.URL, title: e.Title, date: e.Date, author: e.Author, with: e.With, without: e.Without})
		}
	}
	return s
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// TestRecordedPagesBroken: broken copies of real pages break nothing.
func TestRecordedPagesBroken(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t), "news", "newspaper4k", "html", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var cases []scrapertest.Case
	for _, f := range files {
		cases = append(cases, scrapertest.Case{Name: filepath.Base(f), Page: recorded(t, f, "https://example.org/"+filepath.Base(f))})
	}
	scrapertest.Run(t, New(), cases)
}

var _ scraper.Adapter = New()
