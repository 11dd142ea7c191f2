package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"onrecord/cmd/internal/egress"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"onrecord/cmd/internal/serve"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/page"
	"onrecord/templates/report"
	"onrecord/templates/view"
)

// siteEnv is how many posts BenchmarkSite and BenchmarkServe make; 100,000 and a
// million are what the figures in issues and notes are of.
const siteEnv = "ONRECORD_BENCH_SITE"

func siteSize(b *testing.B) int {
	b.Helper()
	n := 3000
	if s := os.Getenv(siteEnv); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	return n
}

const siteText = "The harbour stays open and post number %d says that the northern ferry line will sail every day of the year, whatever the weather may be."

// siteArchive has n posts of 500 authors, one in ten edited, and half as many articles
// with two quotes each, linked.
func siteArchive(b *testing.B, n int) *sqlite.DB {
	b.Helper()
	d, err := sqlite.Open(b.Context(), b.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { d.Close() })
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	sitePosts(b, d, n, at)
	siteArticles(b, d, n, at)
	return d
}

func record(b *testing.B, d *sqlite.DB, batch []store.Recording) []store.Recording {
	b.Helper()
	if _, err := d.RecordAll(b.Context(), batch); err != nil {
		b.Fatal(err)
	}
	return batch[:0]
}

func sitePosts(b *testing.B, d *sqlite.DB, n int, at time.Time) {
	b.Helper()
	var batch []store.Recording
	for i := range n {
		id, when := strconv.Itoa(i), at.Add(time.Duration(i)*5*time.Minute)
		o := store.Observation{
			Document: store.DocumentID("x:" + id), Kind: store.Post, URL: "https://x.com/a/status/" + id, Author: store.Author{Handle: "a" + strconv.Itoa(i%500), Name: "Author " + strconv.Itoa(i%500)},
			Content: store.Content{Text: fmt.Sprintf(siteText, i), Lang: "en", PublishedAt: store.Moment{Time: when, Precision: store.PrecisionSecond}},
		}
		c := store.Capture{Document: o.Document, URL: o.URL, Status: 200, Outcome: store.OutcomeOK, StartedAt: when.Add(time.Minute), Body: []byte(id), Endpoint: "page", RemoteAddr: "192.0.2.1:443"}
		batch = append(batch, store.Recording{Capture: c, Seen: []store.Observation{o}})
		if i%10 == 0 {
			o.Content.Text = strings.Replace(o.Content.Text, "will sail", "may sail", 1)
			c.StartedAt = when.Add(time.Hour)
			batch = append(batch, store.Recording{Capture: c, Seen: []store.Observation{o}})
		}
		if len(batch) >= 1000 {
			batch = record(b, d, batch)
		}
	}
	record(b, d, batch)
}

func siteArticles(b *testing.B, d *sqlite.DB, n int, at time.Time) {
	b.Helper()
	var batch []store.Recording
	for i := range n / 2 {
		id := strconv.Itoa(i)
		text := fmt.Sprintf("“"+siteText+"”, wrote one.\n\n“"+siteText+"”, wrote another.\n\n%s", 2*i, 2*i+1, strings.Repeat("The rest of the article tells what else is known of the matter. ", 20))
		when := at.Add(time.Duration(2*i)*5*time.Minute + time.Hour)
		o := store.Observation{
			Document: store.DocumentID("web:https://example.org/" + id), Kind: store.Article, URL: "https://example.org/" + id, Publisher: "Paper " + strconv.Itoa(i%50),
			Content: store.Content{Title: "Article number " + id, Text: text, Lang: "en", PublishedAt: store.Moment{Time: when, Precision: store.PrecisionSecond}},
		}
		batch = append(batch, store.Recording{Capture: store.Capture{Document: o.Document, URL: o.URL, Status: 200, Outcome: store.OutcomeOK, StartedAt: when, Body: []byte(text)}, Seen: []store.Observation{o}})
		if len(batch) >= 1000 {
			batch = record(b, d, batch)
		}
	}
	record(b, d, batch)
	var versions []store.Version
	if err := d.UnlinkedVersions(b.Context(), 1, func(v store.Version) error {
		versions = append(versions, store.Version{ID: v.ID, Document: v.Document})
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	for _, v := range versions {
		siteLinks(b, d, v)
	}
}

// siteLinks links an article's two quotes to their posts, as the matcher would.
func siteLinks(b *testing.B, d *sqlite.DB, v store.Version) {
	b.Helper()
	i, err := strconv.Atoi(strings.TrimPrefix(string(v.Document), "web:https://example.org/"))
	if err != nil {
		b.Fatal(err)
	}
	var links []store.Link
	from := 1
	for k := range 2 {
		text := fmt.Sprintf(siteText, 2*i+k)
		vs, err := d.Versions(b.Context(), store.DocumentID("x:"+strconv.Itoa(2*i+k)))
		if err != nil {
			b.Fatal(err)
		}
		links = append(links, store.Link{
			Quote: store.Quote{Kind: store.QuoteInline, From: from, To: from + len(text), Text: text, Speaker: "Author"},
			Match: store.Match{Document: vs[0].Document, VersionID: vs[0].ID, VersionSeq: 1, Verdict: store.Verbatim, Confidence: .99, Span: [2]int{0, len(text)}, Edits: []store.Edit{{Op: "equal", Quote: text, Post: text}}, Via: "original"},
		})
		from += len(text) + len("”, wrote one.\n\n“")
	}
	if err := d.ReplaceQuotes(b.Context(), v.ID, 1, links); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkSite writes a whole report, then one after a hundred posts changed, and has
// Hugo build as many pages of that size in the same run.
func BenchmarkSite(b *testing.B) {
	n := siteSize(b)
	d := siteArchive(b, n)
	dir := filepath.Join(b.TempDir(), "report")
	var pages, size float64
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			peak, stop := watchMemory()
			began, used := time.Now(), processorTime(b, syscall.RUSAGE_SELF)
			tenth := 0.0
			sum, err := report.Write(b.Context(), egress.Reported(d), dir, report.Options{All: true, Progress: func(done, total int) {
				if done == total/10 {
					tenth = float64(peak.Load()) / 1e6
				}
			}})
			took := time.Since(began)
			stop()
			if err != nil {
				b.Fatal(err)
			}
			pages = float64(sum.Pages)
			b.ReportMetric(pages/took.Seconds(), "pages/s")
			b.ReportMetric(pages, "pages")
			b.ReportMetric(float64((processorTime(b, syscall.RUSAGE_SELF)-used).Microseconds())/pages, "cpu-µs/page")
			b.ReportMetric(tenth, "MB-heap-at-a-tenth")
			b.ReportMetric(float64(peak.Load())/1e6, "MB-heap-most")
		}
		size = bytesUnder(b, filepath.Join(dir, "posts")) / float64(n)
		b.ReportMetric(size, "bytes/post-page")
	})
	b.Run("changed", func(b *testing.B) {
		round := 0
		for b.Loop() {
			round++
			for i := range 100 {
				o := store.Observation{Document: store.DocumentID("x:" + strconv.Itoa(i)), Kind: store.Post, Content: store.Content{Text: fmt.Sprint("Edited again ", round)}}
				record(b, d, []store.Recording{{Capture: store.Capture{StartedAt: time.Date(2026, 1, 1, 0, round, i, 0, time.UTC), Outcome: store.OutcomeOK}, Seen: []store.Observation{o}}})
			}
			began := time.Now()
			sum, err := report.Write(b.Context(), egress.Reported(d), dir, report.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(sum.Pages), "pages")
			b.ReportMetric(time.Since(began).Seconds(), "s")
		}
	})
	b.Run("hugo", func(b *testing.B) { hugo(b, int(pages), int(size)) })
}

// watchMemory notes the largest heap until it is stopped.
func watchMemory() (*atomic.Uint64, func()) {
	var most atomic.Uint64
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), m.HeapInuse))
			}
		}
	})
	return &most, func() { close(done); wg.Wait() }
}

// processorTime is what the process, or the children it waited for, have used: on a
// machine that others use too, it says more than the time that went by.
func processorTime(b *testing.B, who int) time.Duration {
	b.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(who, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func bytesUnder(b *testing.B, dir string) float64 {
	b.Helper()
	var n int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return float64(n)
}

// hugo builds as many pages with Debian's Hugo: a third of each its own text, the rest
// the layout's, as ours.
func hugo(b *testing.B, pages, size int) {
	if _, err := exec.LookPath("hugo"); err != nil {
		b.Skip("hugo is not installed; apt-get install hugo")
	}
	dir := b.TempDir()
	put := func(name, text string) {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	put("config.toml", "baseURL = \"https://example.org/\"\ntitle = \"Hugo\"\ndisableKinds = [\"RSS\", \"sitemap\", \"taxonomy\", \"term\"]\n")
	put("layouts/_default/single.html", "<!DOCTYPE html><html><head><title>{{ .Title }}</title><style>"+strings.Repeat("a{color:red}", size*2/3/12)+"</style></head><body><h1>{{ .Title }}</h1><p>{{ .Params.who }} {{ .Date }}</p>{{ .Content }}</body></html>")
	put("layouts/_default/list.html", "<!DOCTYPE html><title>{{ .Title }}</title>")
	body := strings.Repeat("<p>The rest of the page tells what else is known.</p>\n", size/3/55)
	for i := range pages {
		put(fmt.Sprintf("content/p%d/%d.html", i%100, i), fmt.Sprintf("---\ntitle: Page %d\nwho: Author\ndate: 2025-01-01\n---\n%s", i, body))
	}
	for b.Loop() {
		began, used := time.Now(), processorTime(b, syscall.RUSAGE_CHILDREN)
		if out, err := exec.CommandContext(b.Context(), "hugo", "--source", dir, "--quiet").CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		b.ReportMetric(float64(pages)/time.Since(began).Seconds(), "pages/s")
		b.ReportMetric(float64((processorTime(b, syscall.RUSAGE_CHILDREN)-used).Microseconds())/float64(pages), "cpu-µs/page")
	}
}

// onlyPages is an archive of which nothing is found by its address.
type onlyPages struct{ *sqlite.DB }

// Find finds by id.
func (o onlyPages) Find(ctx context.Context, id string) (store.Document, error) {
	return o.Document(ctx, store.DocumentID(id))
}

// BenchmarkServe asks for posts' pages over loopback, one reader for the median and
// then several at a time.
func BenchmarkServe(b *testing.B) {
	n := siteSize(b)
	d := siteArchive(b, n)
	site, err := page.New(egress.Pages(d), view.Options{Served: true})
	if err != nil {
		b.Fatal(err)
	}
	ts := httptest.NewUnstartedServer(nil)
	s, err := serve.New(onlyPages{d}, serve.Options{Site: site, Overview: d, Hosts: []string{ts.Listener.Addr().String()}})
	if err != nil {
		b.Fatal(err)
	}
	ts.Config.Handler = s.Handler()
	ts.Start()
	defer ts.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}}
	get := func(i int) {
		id := store.DocumentID("x:" + strconv.Itoa(i*7919%n))
		res, err := client.Get(ts.URL + "/" + view.PagePath(store.Post, id))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(res.Status, err)
		}
		res.Body.Close()
	}
	b.Run("one", func(b *testing.B) {
		var took []time.Duration
		for i := 0; b.Loop(); i++ {
			began := time.Now()
			get(i)
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
	})
	b.Run("many", func(b *testing.B) {
		var i atomic.Int64
		used := processorTime(b, syscall.RUSAGE_SELF)
		b.SetParallelism(4)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				get(int(i.Add(1)))
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
		b.ReportMetric(float64((processorTime(b, syscall.RUSAGE_SELF)-used).Microseconds())/float64(b.N), "cpu-µs/page")
	})
}
