package main

import (
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"onrecord/compare/find"
	"onrecord/compare/link"
	"onrecord/compare/text"
	"onrecord/store"
	"onrecord/store/postgres"
	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
)

// scaleEnv is how many posts BenchmarkScale makes, a million when unset.
const scaleEnv = "ONRECORD_BENCH_POSTS"

// BenchmarkScale measures look-ups among a million posts beside SQLite's own
// full-text search over the same texts, in one run. It makes its archive first,
// which takes minutes.
func BenchmarkScale(b *testing.B) {
	dir := b.TempDir()
	d, err := sqlite.Open(b.Context(), dir, sqlite.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	w := newWorld(b, d)
	w.dir = dir
	b.Run("index", func(b *testing.B) {
		w.index(b, "sqlite", filepath.Join(dir, "onrecord.db"), `SELECT sum(pgsize) FROM dbstat WHERE name IN ('posting', 'segment')`)
	})
	b.Run("fts5", w.makeFTS)
	quotes := w.quotes(2000, 0.2)
	b.Run("lookup", func(b *testing.B) { w.lookups(b, quotes) })
	b.Run("memory", func(b *testing.B) { w.memory(b, quotes[:200]) })
	b.Run("or", func(b *testing.B) { w.ftsOr(b, quotes[:20]) })
	b.Run("verbatim", func(b *testing.B) { w.verbatim(b, w.quotes(500, 0)) })
	b.Run("parallel", func(b *testing.B) { w.parallel(b, w.quotes(10_000, 0.2)) })
	b.Run("words", w.words)
	b.Run("search", func(b *testing.B) { w.searches(b, 200) })
}

// BenchmarkScalePostgres measures the same look-ups in PostgreSQL, and its search.
func BenchmarkScalePostgres(b *testing.B) {
	address, err := postgrestest.Require(b).Database(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	d, err := postgres.Open(b.Context(), address, b.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	w := newWorld(b, d)
	b.Run("index", func(b *testing.B) {
		w.index(b, "pgx", address, `SELECT pg_total_relation_size('posting') + pg_total_relation_size('segment')`)
	})
	b.Run("lookup", func(b *testing.B) { w.lookups(b, w.quotes(2000, 0.2)) })
	b.Run("verbatim", func(b *testing.B) { w.lookups(b, w.quotes(500, 0)) })
	b.Run("parallel", func(b *testing.B) { w.parallel(b, w.quotes(10_000, 0.2)) })
	b.Run("words", w.words)
	b.Run("search", func(b *testing.B) { w.searches(b, 200) })
}

// world is a generated archive and the texts in it.
type world struct {
	dir   string
	d     *sqlite.DB
	fts   *sql.DB
	texts []string
	rnd   *rand.Rand
	bytes int
	// median of a look-up and of a verbatim one, for the ratios.
	median time.Duration
}

// newWorld records a million posts, or as many as scaleEnv says, of words drawn by Zipf's law (rarer ones are longer),
// one in twenty a near-duplicate of an earlier one, and the real posts of the
// shared data where they are there.
func newWorld(b *testing.B, d *sqlite.DB) *world {
	b.Helper()
	b.Cleanup(func() { d.Close() })
	n := many(scaleEnv, 1_000_000)
	w := &world{d: d, rnd: rand.New(rand.NewSource(1))}
	w.texts = realPosts(b)
	w.texts = w.texts[:min(len(w.texts), n/4)]
	z := rand.NewZipf(w.rnd, 1.07, 3, 300_000)
	for len(w.texts) < n {
		if w.rnd.Intn(20) == 0 && len(w.texts) > 100 {
			words := strings.Fields(w.texts[w.rnd.Intn(len(w.texts))])
			for range 1 + len(words)/8 {
				words[w.rnd.Intn(len(words))] = zipfWord(z.Uint64())
			}
			w.texts = append(w.texts, strings.Join(words, " "))
			continue
		}
		words := make([]string, 10+w.rnd.Intn(35))
		for i := range words {
			words[i] = zipfWord(z.Uint64())
		}
		w.texts = append(w.texts, strings.Join(words, " "))
	}
	start := time.Now()
	var batch []store.Recording
	for i, text := range w.texts {
		w.bytes += len(text)
		id := fmt.Sprint(i)
		batch = append(batch, store.Recording{Capture: store.Capture{URL: "https://x.com/a/status/" + id}, Seen: []store.Observation{{
			Document: store.DocumentID("x:" + id), Kind: store.Post, Author: store.Author{Handle: "a" + fmt.Sprint(i%500), Name: "Author " + fmt.Sprint(i%500)},
			Content: store.Content{Text: text, Lang: "en", PublishedAt: store.Moment{Time: time.Unix(1_300_000_000+int64(i)*300, 0), Precision: store.PrecisionSecond}},
		}}})
		if len(batch) == 1000 || i == len(w.texts)-1 {
			if _, err := d.RecordAll(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	b.Logf("%d posts, %.0f MB of text, recorded %.0f/s", n, float64(w.bytes)/1e6, float64(n)/time.Since(start).Seconds())
	return w
}

// zipfWord is the word of a rank; the rarer, the longer.
func zipfWord(rank uint64) string {
	const letters = "etaoinshrdlcumwfgypbvk"
	var out []byte
	for v := rank + 1; v > 0; v /= uint64(len(letters)) {
		out = append(out, letters[v%uint64(len(letters))], "aeiou"[v%5])
	}
	if rank < 40 {
		out = out[:max(1, len(out)-1)]
	}
	return string(out)
}

func realPosts(b testing.TB) []string {
	root := os.Getenv("ONRECORD_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	f, err := os.Open(filepath.Join(root, "data/background/trump-tweets-2009-2018.json.gz"))
	if err != nil {
		b.Logf("without real posts: %v", err)
		return nil
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var out []string
	if err := json.NewDecoder(z).Decode(&out); err != nil {
		b.Fatal(err)
	}
	return slices.DeleteFunc(out, func(s string) bool { return len(strings.Fields(s)) < 10 })
}

// index brings the index up to date at one go, and asks the database for its size.
func (w *world) index(b *testing.B, driver, address, query string) {
	start := time.Now()
	n, err := w.d.IndexPosts(b.Context(), link.Scheme(), link.Terms)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	if n > 0 {
		b.ReportMetric(float64(n)/time.Since(start).Seconds(), "posts/s")
	}
	q, err := sql.Open(driver, address)
	if err != nil {
		b.Fatal(err)
	}
	defer q.Close()
	var size float64
	if err := q.QueryRow(query).Scan(&size); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(size/float64(w.bytes), "index/text")
}

// words brings the search's index up to date.
func (w *world) words(b *testing.B) {
	start := time.Now()
	n, err := w.d.IndexWords(b.Context(), find.Scheme, find.Cut, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	if n > 0 {
		b.ReportMetric(float64(n)/time.Since(start).Seconds(), "posts/s")
	}
}

// searches asks for two words of a post each, the best first.
func (w *world) searches(b *testing.B, n int) {
	var took []time.Duration
	for range n {
		words := strings.Fields(w.texts[w.rnd.Intn(len(w.texts))])
		q, err := find.Parse(words[w.rnd.Intn(len(words))] + " " + words[w.rnd.Intn(len(words))])
		if err != nil {
			continue
		}
		start := time.Now()
		if _, err := w.d.Search(b.Context(), store.Search{Words: q.Words, Limit: 20}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	w.spread(b, took)
}

func (w *world) makeFTS(b *testing.B) {
	if w.fts != nil {
		return
	}
	var err error
	if w.fts, err = sql.Open("sqlite", filepath.Join(w.dir, "fts.db")); err != nil {
		b.Fatal(err)
	}
	w.fts.SetMaxOpenConns(1)
	start := time.Now()
	tx, err := w.fts.Begin()
	if err != nil {
		b.Fatal(err)
	}
	if _, err := tx.Exec(`CREATE VIRTUAL TABLE t USING fts5(text, content='')`); err != nil {
		b.Fatal(err)
	}
	put, err := tx.Prepare(`INSERT INTO t (rowid, text) VALUES (?, ?)`)
	if err != nil {
		b.Fatal(err)
	}
	defer put.Close()
	for i, text := range w.texts {
		if _, err := put.Exec(i, text); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(w.texts))/time.Since(start).Seconds(), "posts/s")
}

type scaleQuote struct {
	of   int
	text string
}

// quotes are 8 to 40 words of posts, a share of them dropped or replaced.
func (w *world) quotes(n int, change float64) []scaleQuote {
	z := rand.NewZipf(w.rnd, 1.07, 3, 300_000)
	var out []scaleQuote
	for len(out) < n {
		of := w.rnd.Intn(len(w.texts))
		words := strings.Fields(w.texts[of])
		size := min(8+w.rnd.Intn(33), len(words))
		if size < 8 {
			continue
		}
		from := w.rnd.Intn(len(words) - size + 1)
		var said []string
		for _, word := range words[from : from+size] {
			switch {
			case w.rnd.Float64() >= change:
				said = append(said, word)
			case w.rnd.Intn(2) == 0:
				said = append(said, zipfWord(z.Uint64()))
			}
		}
		out = append(out, scaleQuote{of, strings.Join(said, " ")})
	}
	return out
}

func (w *world) look(ctx context.Context, q scaleQuote) (right, found bool, err error) {
	ans, err := link.Lookup(ctx, w.d, link.Query{Quote: q.text})
	if err != nil || len(ans.Candidates) == 0 {
		return false, false, err
	}
	want := store.DocumentID("x:" + fmt.Sprint(q.of))
	return ans.Candidates[0].Document == want || ans.Match != nil && ans.Match.Document == want || slices.Contains(ans.Same, want), ans.Match != nil, nil
}

func (w *world) lookups(b *testing.B, quotes []scaleQuote) {
	var took []time.Duration
	right, found := 0, 0
	for _, q := range quotes {
		start := time.Now()
		ok, hit, err := w.look(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		if ok {
			right++
		}
		if hit {
			found++
		}
	}
	w.median = w.spread(b, took)
	b.ReportMetric(float64(right)/float64(len(quotes)), "recall@1")
	b.ReportMetric(float64(found)/float64(len(quotes)), "found")
}

// spread reports the median and the 99th percentile.
func (w *world) spread(b *testing.B, took []time.Duration) time.Duration {
	slices.Sort(took)
	median := took[len(took)/2]
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(median.Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
	return median
}

func (w *world) memory(b *testing.B, quotes []scaleQuote) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for _, q := range quotes {
		if _, _, err := w.look(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(len(quotes))/1e6, "MB/lookup")
	b.ReportMetric(float64(after.Sys)/1e6, "MB-process")
}

func (w *world) ftsOr(b *testing.B, quotes []scaleQuote) {
	took := w.ftsAll(b, quotes, ` OR `)
	median := w.spread(b, took)
	b.ReportMetric(float64(median)/float64(max(w.median, 1)), "times-slower")
}

// ftsAll asks FTS5 for each quote's words, joined so.
func (w *world) ftsAll(b *testing.B, quotes []scaleQuote, join string) (took []time.Duration) {
	for _, q := range quotes {
		var words []string
		for _, f := range text.Fold(q.text).Tokens {
			if f.Kind == text.Word {
				words = append(words, strings.ReplaceAll(f.Key, `"`, ""))
			}
		}
		match := `"` + strings.Join(words, `"`+join+`"`) + `"`
		if join == " " {
			match = `"` + strings.Join(words, " ") + `"`
		}
		start := time.Now()
		rs, err := w.fts.QueryContext(b.Context(), `SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 10`, match)
		if err != nil {
			b.Fatal(match, err)
		}
		for rs.Next() {
		}
		if err := rs.Err(); err != nil {
			b.Fatal(err)
		}
		rs.Close() //nolint:sqlclosecheck // each before the next
		took = append(took, time.Since(start))
	}
	return took
}

func (w *world) verbatim(b *testing.B, quotes []scaleQuote) {
	w.lookups(b, quotes)
	ours := w.median
	phrase := w.ftsAll(b, quotes, " ")
	slices.Sort(phrase)
	b.ReportMetric(float64(phrase[len(phrase)/2].Microseconds())/1000, "ms-fts5-phrase")
	b.ReportMetric(float64(ours)/float64(phrase[len(phrase)/2]), "ours/fts5")
}

// parallel looks quotes up as linking does, on all cores.
func (w *world) parallel(b *testing.B, quotes []scaleQuote) {
	start := time.Now()
	g, ctx := errgroup.WithContext(b.Context())
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, q := range quotes {
		g.Go(func() error {
			_, _, err := w.look(ctx, q)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(quotes))/time.Since(start).Seconds(), "quotes/s")
}
