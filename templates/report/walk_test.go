package report

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/store"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// crawl follows the links of a report from its first page: how many clicks away each
// page is.
func crawl(t *testing.T, dir string) map[string]int {
	t.Helper()
	clicks := map[string]int{"index.html": 0}
	for due := []string{"index.html"}; len(due) > 0; due = due[1:] {
		f, err := os.Open(filepath.Join(dir, due[0]))
		if err != nil {
			t.Errorf("a link leads to nothing: %v", err)
			continue
		}
		doc, err := goquery.NewDocumentFromReader(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]bool{}
		doc.Find("nav").Each(func(_ int, nav *goquery.Selection) {
			name := nav.AttrOr("aria-label", "")
			if named[name] {
				t.Errorf("%s has two landmarks called %q", due[0], name)
			}
			named[name] = true
		})
		doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
			u, err := url.Parse(a.AttrOr("href", ""))
			if err != nil || u.IsAbs() || u.Path == "" {
				return
			}
			to := path.Join(path.Dir(due[0]), u.Path)
			if _, known := clicks[to]; !known {
				clicks[to] = clicks[due[0]] + 1
				due = append(due, to)
			}
		})
	}
	return clicks
}

// walked holds a report to what a reader can do with it.
func walked(t *testing.T, dir string) {
	t.Helper()
	clicks := crawl(t, dir)
	written := 0
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".html") {
			return err
		}
		written++
		at, _ := filepath.Rel(dir, file)
		n, reached := clicks[filepath.ToSlash(at)]
		if !reached {
			t.Errorf("nothing leads to %s", at)
		}
		if n > 3 && (strings.HasPrefix(at, "posts") || strings.HasPrefix(at, "articles") || strings.HasPrefix(at, "authors") || strings.HasPrefix(at, "sources")) {
			t.Errorf("%s is %d clicks away", at, n)
		}
		if info, err := d.Info(); err != nil || info.Size() > 100_000 {
			t.Errorf("%s has %d bytes: %v", at, info.Size(), err)
		}
		return nil
	})
	if err != nil || written < 10 {
		t.Fatalf("%d pages: %v", written, err)
	}
}

// TestWalk: every page of a report is reached from its first, no list is too heavy, and
// the lists follow what changes.
func TestWalk(t *testing.T) {
	e, dir := newExhibit(t), t.TempDir()
	var seen []store.Observation
	add := func(author string, n int, at time.Time, text string) {
		o := e.post(fmt.Sprint(len(seen)+1), "en", text)
		o.Author = store.Author{ID: author, Name: "Author " + author, Handle: author}
		o.Content.PublishedAt.Time = at
		seen = append(seen, o)
	}
	first := time.Date(2024, 9, 3, 8, 0, 0, 0, time.UTC)
	for i := range 180 { // two authors over fourteen months
		add([]string{"ann", "ben"}[i%2], i, first.AddDate(0, i%14, i%20), fmt.Sprintf("Note %d of the harbour office.", i))
	}
	for i := range 120 { // and one whose heavy posts are more than a page holds
		add("cat", i, first.Add(time.Duration(i)*time.Hour), strings.Repeat(`<"&'> `, 60)+fmt.Sprint(i))
	}
	for i := range 170 { // more authors and sources than a page holds
		add(fmt.Sprintf("author%03d", i), i, first, fmt.Sprintf("The only note of author %d.", i))
		if _, err := e.AddSource(t.Context(), store.Source{Platform: "web", Kind: store.SourcePage, URL: fmt.Sprintf("https://s%d.example/", i), AddedAt: first, Cadence: time.Hour}); err != nil {
			t.Fatal(err)
		}
	}
	e.say(store.Capture{}, seen...)
	for i := range 5 {
		o := e.article(fmt.Sprint(i), fmt.Sprintf("Story %d", i), "A story that quotes nobody.")
		o.Publisher = []string{"The Courier", "The Herald", ""}[i%3]
		e.say(store.Capture{}, o)
	}
	edited := seen[7]
	edited.Content.Text = "Note 7 of the harbour office, corrected."
	e.say(store.Capture{}, edited)
	write(t, e.DB, dir)
	walked(t, dir)
	if got := read(t, dir, "months/posts-2024-09-p2.html"); strings.Contains(got, "not listed") {
		t.Error("a list leaves posts out")
	}
	if sum := write(t, e.DB, dir); sum.Rewritten != 0 {
		t.Errorf("nothing changed, %d pages were rewritten", sum.Rewritten)
	}

	// A post turns out to be of another month, one is edited, and one is gone.
	moved := seen[3]
	moved.Content.PublishedAt.Time = time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC)
	moved.Content.Text += " Moved."
	e.say(store.Capture{}, moved)
	e.say(store.Capture{}, gone(seen[5], store.Deleted, true))
	write(t, e.DB, dir)
	read(t, dir, "months/posts-2023-01.html")
	moved.Content.PublishedAt.Time = time.Date(2022, 1, 2, 0, 0, 0, 0, time.UTC) // and of yet another
	moved.Content.Text += " Again."
	e.say(store.Capture{}, moved)
	write(t, e.DB, dir)
	walked(t, dir)
	fresh := t.TempDir()
	write(t, e.DB, fresh)
	lists, err := filepath.Glob(filepath.Join(fresh, "months", "*.html"))
	if err != nil || len(lists) == 0 {
		t.Fatal(lists, err)
	}
	site, err := page.New(reported(e.DB).Archive, view.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range lists {
		name := "months/" + filepath.Base(file)
		if read(t, dir, name) != read(t, fresh, name) {
			t.Errorf("%s is not what a new report says", name)
		}
		var asked bytes.Buffer
		if err := site.Draw(t.Context(), &asked, name); err != nil || asked.String() != read(t, fresh, name) {
			t.Errorf("%s, asked for by its path, is another: %v", name, err)
		}
	}
	if old, _ := filepath.Glob(filepath.Join(dir, "months", "*.html")); len(old) != len(lists) {
		t.Errorf("%d lists, a new report has %d", len(old), len(lists))
	}
}
