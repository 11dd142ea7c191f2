package sqlite

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"onrecord/store"
)

func benchDB(b *testing.B) *DB {
	b.Helper()
	d, err := Open(b.Context(), b.TempDir(), Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { d.Close() })
	return d
}

// BenchmarkRecord records one new post a transaction, synced to disk, beside a
// bare insert of the same bytes with the same syncs.
func BenchmarkRecord(b *testing.B) {
	body := make([]byte, 4096)
	b.Run("capture", func(b *testing.B) {
		d := benchDB(b)
		for i := range b.N {
			copy(body, fmt.Sprint(i))
			if _, _, err := d.Record(b.Context(), store.Capture{Body: body}, []store.Observation{observation(fmt.Sprint(i), "a post of some length, as posts are")}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		d := benchDB(b)
		if _, err := d.w.conn.ExecContext(b.Context(), `CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB)`); err != nil {
			b.Fatal(err)
		}
		for range b.N {
			if _, err := d.w.conn.ExecContext(b.Context(), `INSERT INTO bare (bytes) VALUES (?)`, body); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkRecordBesideBare records one capture of a new post, its leaf in the log
// and its index included, and inserts the same bytes into a bare table of another
// database, in turn, each synced: the disk's moods fall on both alike.
func BenchmarkRecordBesideBare(b *testing.B) {
	d, err := Open(b.Context(), b.TempDir(), Options{Create: true, Terms: wordTerms, Scheme: 1})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	bare := benchDB(b)
	if _, err := bare.w.conn.ExecContext(b.Context(), `CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB)`); err != nil {
		b.Fatal(err)
	}
	insert, err := bare.w.conn.PrepareContext(b.Context(), `INSERT INTO bare (bytes) VALUES (?)`)
	if err != nil {
		b.Fatal(err)
	}
	defer insert.Close()
	var captures, inserts []time.Duration
	body := make([]byte, 4096)
	for i := range b.N {
		for j := range body {
			body[j] = byte(rand.Uint32())
		}
		began := time.Now()
		if _, _, err := d.Record(b.Context(), store.Capture{Body: body}, []store.Observation{observation(fmt.Sprint(i), "a post of some length, as posts are")}); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if _, err := insert.ExecContext(b.Context(), body); err != nil {
			b.Fatal(err)
		}
		captures, inserts = append(captures, between.Sub(began)), append(inserts, time.Since(between))
	}
	slices.Sort(captures)
	slices.Sort(inserts)
	capture, bareInsert := captures[len(captures)/2], inserts[len(inserts)/2]
	b.ReportMetric(float64(capture.Microseconds()), "µs/capture")
	b.ReportMetric(float64(bareInsert.Microseconds()), "µs/bare")
	b.ReportMetric(float64(capture)/float64(bareInsert), "×bare")
}

// BenchmarkRecordAll records posts in batches of 200, as imports do.
func BenchmarkRecordAll(b *testing.B) {
	d := benchDB(b)
	fill(b, d, b.N)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

// fill records n posts of twenty words each, drawn from n/10 words and one that
// all have.
func fill(b *testing.B, d *DB, n int) {
	b.Helper()
	var batch []store.Recording
	for i := range n {
		text := "common"
		for w := range 19 {
			text += fmt.Sprintf(" w%d", (i*31+w*w*7919)%(n/10+1))
		}
		batch = append(batch, store.Recording{Capture: store.Capture{Body: []byte(text)}, Seen: []store.Observation{observation(fmt.Sprint(i), text)}})
		if len(batch) == 200 || i == n-1 {
			if _, err := d.RecordAll(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
}

// BenchmarkIndexPosts indexes posts of twenty words.
func BenchmarkIndexPosts(b *testing.B) {
	d := benchDB(b)
	fill(b, d, b.N)
	b.ResetTimer()
	if n, err := d.IndexPosts(b.Context(), 1, wordTerms); err != nil || n != b.N {
		b.Fatal(n, err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

// wordTerms numbers the words of fill.
func wordTerms(v store.Version) []store.Term {
	var out []store.Term
	for i, from := 0, 0; i <= len(v.Text); i++ {
		if i == len(v.Text) || v.Text[i] == ' ' {
			h := store.Term(14695981039346656037 >> 1)
			for _, c := range []byte(v.Text[from:i]) {
				h = (h ^ store.Term(c)) * 1099511628211
			}
			out, from = append(out, h), i+1
		}
	}
	return out
}
