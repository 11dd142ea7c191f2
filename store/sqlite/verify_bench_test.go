package sqlite

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"

	"onrecord/store"
	"onrecord/store/proof"
)

// BenchmarkVerify checks an archive of ONRECORD_BENCH_CAPTURES (10,000) captures of
// 4 kB, each post with a rendition, and says what stays in memory.
func BenchmarkVerify(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("ONRECORD_BENCH_CAPTURES"))
	if err != nil {
		n = 10_000
	}
	d := benchDB(b)
	var batch []store.Recording
	body := make([]byte, 4096)
	for i := range n {
		copy(body, fmt.Sprint(i))
		batch = append(batch, store.Recording{
			Capture: store.Capture{Method: "GET", URL: "https://x.com/a/status/" + fmt.Sprint(i), Status: 200, Outcome: store.OutcomeOK, Body: append([]byte(nil), body...)},
			Seen:    []store.Observation{observation(fmt.Sprint(i), fmt.Sprintf("a post of some length, as posts are, %d", i))},
		})
		if len(batch) == 200 || i == n-1 {
			if _, err := d.RecordAll(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = nil
		}
	}
	if _, err := d.Unrendered(b.Context(), "an engine", func(page []store.Version) (out []store.Rendition, err error) {
		for _, v := range page {
			out = append(out, store.Rendition{VersionID: v.ID, Lang: "en", Engine: "an engine", Text: "rendered: " + v.Text})
		}
		return out, nil
	}); err != nil {
		b.Fatal(err)
	}
	var most uint64
	look := func(done, _ int64) {
		if done%(1<<14) == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
	for b.Loop() {
		r, err := proof.Verify(b.Context(), proof.ArchiveOf(d), proof.Options{Progress: look})
		if err != nil || r.Captures != int64(n) || len(r.Faults) > 0 {
			b.Fatal(err, r)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "captures/s")
	b.ReportMetric(float64(most)/(1<<20), "MB-in-use")
}
