package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// benchCaptures is how many captures the archive of the benchmarks has.
func benchCaptures(b *testing.B) int {
	if s := os.Getenv("ONRECORD_BENCH_CAPTURES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	return 2000
}

// benchPage is an article of some 20 kB, like no other.
func benchPage(r *rand.Rand) string {
	var t strings.Builder
	words := strings.Fields("the minister said that harbour council of town fleet winter valley bridge record day people decision letter spring and was had for three northern")
	for i := range 300 {
		if i%30 == 0 {
			t.WriteString("</p>\n<p>")
		}
		for range 9 {
			t.WriteString(words[r.IntN(len(words))] + " ")
		}
		fmt.Fprintf(&t, "%d. ", r.IntN(100000))
	}
	return "<!doctype html><html lang=en><head><title>Day " + fmt.Sprint(r.IntN(1e9)) + "</title></head><body><article><h1>A day</h1><p>" + t.String() + "</p></article></body></html>"
}

// benchArchive is an archive of pages, and how many bytes their bodies have.
func benchArchive(b *testing.B) (dir string, n int, size int64) {
	b.Helper()
	dir, n = filepath.Join(b.TempDir(), "archive"), benchCaptures(b)
	st, err := sqlite.Open(b.Context(), dir, sqlite.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	r := rand.New(rand.NewPCG(1, 2))
	var batch []store.Recording
	for i := range n {
		url := fmt.Sprintf("https://news.example.org/%d.html", i)
		body := benchPage(r)
		size += int64(len(body))
		at := time.Date(2024, 1, 1, 0, 0, i, 0, time.UTC)
		batch = append(batch, store.Recording{Capture: store.Capture{
			Document: store.DocumentID("web:" + url), Endpoint: "page", Method: "GET", URL: url, FinalURL: url, Status: 200, Body: []byte(body),
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, StartedAt: at, FinishedAt: at, Outcome: store.OutcomeOK, Robots: "allowed",
		}})
		if len(batch) == 500 || i == n-1 {
			if _, err := st.RecordAll(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	return dir, n, size
}

// weighed remembers the most memory that was in use while it was written to.
type weighed struct {
	io.Writer
	n, next int64
	most    uint64
}

func (w *weighed) Write(p []byte) (int, error) {
	if w.n += int64(len(p)); w.n >= w.next {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		w.most, w.next = max(w.most, m.HeapInuse), w.n+1<<20
	}
	return w.Writer.Write(p)
}

// BenchmarkExport writes an archive as WARC and as WACZ, beside gzip alone over the same
// bodies.
func BenchmarkExport(b *testing.B) {
	dir, n, size := benchArchive(b)
	for _, kind := range []string{"warc", "wacz"} {
		b.Run(kind, func(b *testing.B) {
			b.SetBytes(size)
			w := &weighed{Writer: io.Discard}
			for b.Loop() {
				var errs bytes.Buffer
				if code := execute(b.Context(), []string{"-a", dir, "export", kind, "-o", "-"}, streams{strings.NewReader(""), w, &errs}); code != exit.Done {
					b.Fatal(errs.String())
				}
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "captures/s")
			b.ReportMetric(float64(w.most)/(1<<20), "heap-MiB")
		})
	}
	b.Run("gzip alone", func(b *testing.B) {
		b.SetBytes(size)
		body := []byte(benchPage(rand.New(rand.NewPCG(1, 2))))
		for b.Loop() {
			z := gzip.NewWriter(io.Discard)
			for done := int64(0); done < size; done += int64(len(body)) {
				z.Reset(io.Discard)
				if _, err := z.Write(body); err != nil {
					b.Fatal(err)
				}
				if err := z.Close(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkImport takes the same captures in from a WARC file, read, parsed, committed
// and indexed, and once more where all are there.
func BenchmarkImport(b *testing.B) {
	dir, n, size := benchArchive(b)
	file := filepath.Join(b.TempDir(), "all.warc.gz")
	do := func(b *testing.B, args ...string) {
		b.Helper()
		var out bytes.Buffer
		if code := execute(b.Context(), args, streams{strings.NewReader(""), &out, &out}); code != exit.Done {
			b.Fatal(out.String())
		}
	}
	do(b, "-a", dir, "export", "warc", "-o", file)
	b.Run("new", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			do(b, "-a", filepath.Join(b.TempDir(), "archive"), "import", "warc", "--no-link", file)
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "captures/s")
	})
	b.Run("again", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			do(b, "-a", dir, "import", "warc", "--no-link", file)
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "captures/s")
	})
}
