package sqlite

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"onrecord/store"
)

// textTerms hashes words; half of the hashes are negative.
func textTerms(v store.Version) []store.Term {
	var out []store.Term
	for w := range strings.FieldsSeq(v.Text) {
		out = append(out, store.Term(hashOf(w)))
	}
	return out
}

func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// TestSegments records posts one by one and in batches, indexed with them or
// after, merges as it goes, and holds every list to a plain count.
func TestSegments(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true, Terms: textTerms, Scheme: 1})
	rnd := rand.New(rand.NewSource(1))
	want := map[string][]int64{}
	id := 0
	record := func(d *DB, n int) {
		var batch []store.Recording
		for range n {
			words := []string{"every"}
			for range 12 {
				words = append(words, fmt.Sprint("w", rnd.Intn(1+rnd.Intn(400))))
			}
			id++
			batch = append(batch, store.Recording{Capture: store.Capture{URL: "https://a/"}, Seen: []store.Observation{observation(fmt.Sprint(id), strings.Join(words, " "))}})
		}
		changes, err := d.RecordAll(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		for i, ch := range changes {
			for _, w := range slices.Compact(slices.Sorted(slices.Values(strings.Fields(batch[i].Seen[0].Content.Text)))) {
				want[w] = append(want[w], ch[0].Version.ID)
			}
		}
	}
	check := func(when string) {
		t.Helper()
		for w, refs := range want {
			lists, _, err := d.Lists(t.Context(), store.PostSpace, []store.Term{store.Term(hashOf(w))}, 1<<20)
			if err != nil || lists[0].Count != len(refs) || !slices.Equal(lists[0].Refs, refs) {
				t.Fatalf("%s: %q is in %d texts, want %d; %v", when, w, lists[0].Count, len(refs), err)
			}
		}
	}
	for range 150 {
		record(d, 1)
	}
	check("one by one")
	for range 8 {
		record(d, 300)
	}
	check("in batches")
	if n, err := d.IndexPosts(t.Context(), 1, textTerms); err != nil || n != 0 {
		t.Fatal("indexed already:", n, err)
	}
	check("compact")
	all, err := segments(t.Context(), d.r, postSpace)
	if err != nil || len(all) > 4 {
		t.Errorf("%d segments, %v", len(all), err)
	}
	var faults []string
	if err := d.Check(t.Context(), 1, textTerms, func(int, int) {}, func(s string) { faults = append(faults, s) }); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

// TestTextsOfOneBatch: what a batch makes is indexed with it and waits in no list, also where
// it is changed within the batch; for an index of another scheme all of it waits.
func TestTextsOfOneBatch(t *testing.T) {
	cut := observation("3", "the ferry of the town …")
	cut.Content.Cut = true
	var batch []store.Recording
	for _, o := range []store.Observation{
		observation("1", "the harbour opens"), observation("2", "the bridge waits"), cut,
		observation("3", "the ferry of the town sails at noon"), observation("4", "the mayor answers"),
	} {
		batch = append(batch, store.Recording{Capture: store.Capture{URL: "https://a/"}, Seen: []store.Observation{o}})
	}
	dir := t.TempDir()
	d := open(t, dir, Options{Create: true, Terms: textTerms, Scheme: 1})
	if _, err := d.RecordAll(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]int{"the": 4, "noon": 1, "answers": 1, "…": 0} {
		lists, _, err := d.Lists(t.Context(), store.PostSpace, []store.Term{store.Term(hashOf(word))}, 10)
		if err != nil || lists[0].Count != want {
			t.Errorf("%q is in %d texts, want %d; %v", word, lists[0].Count, want, err)
		}
	}
	if waits, err := d.waiting(t.Context(), postSpace); err != nil || len(waits) > 0 {
		t.Errorf("%d texts wait, %v", len(waits), err)
	}
	if err := d.Check(t.Context(), 1, textTerms, func(int, int) {}, func(s string) { t.Error(s) }); err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, Options{Terms: textTerms, Scheme: 2})
	if _, err := d.RecordAll(t.Context(), []store.Recording{{Capture: store.Capture{URL: "https://a/"}, Seen: []store.Observation{observation("5", "the pier")}}}); err != nil {
		t.Fatal(err)
	}
	if waits, err := d.waiting(t.Context(), postSpace); err != nil || len(waits) != 1 {
		t.Errorf("%d texts wait, %v", len(waits), err)
	}
}

// TestCheckFindsDamage: a posting that is gone and a bucket that is cut are said.
func TestCheckFindsDamage(t *testing.T) {
	for name, damage := range map[string]string{
		"a bucket that is gone": `DELETE FROM posting WHERE key = (SELECT min(key) FROM posting)`,
		"a bucket that is cut":  `UPDATE posting SET data = substr(data, 1, length(data) - 1) WHERE key = (SELECT min(key) FROM posting)`,
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, t.TempDir(), Options{Create: true, Terms: textTerms, Scheme: 1})
			for i := range 20 {
				if _, _, err := d.Record(t.Context(), store.Capture{}, []store.Observation{observation(fmt.Sprint(i), fmt.Sprint("some words ", i))}); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := d.w.conn.ExecContext(t.Context(), damage); err != nil {
				t.Fatal(err)
			}
			faults := 0
			if err := d.Check(t.Context(), 1, textTerms, func(int, int) {}, func(string) { faults++ }); err != nil || faults == 0 {
				t.Errorf("%d faults, %v", faults, err)
			}
			if err := d.Reindex(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n, err := d.IndexPosts(t.Context(), 1, textTerms); err != nil || n != 20 {
				t.Error(n, err)
			}
			if err := d.Check(t.Context(), 1, textTerms, func(int, int) {}, func(s string) { t.Error("after making it anew:", s) }); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestInterruptedMerge: what a merge that was stopped left is taken away, and
// nothing is lost.
func TestInterruptedMerge(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true, Terms: textTerms, Scheme: 1})
	for i := range 3 {
		if _, _, err := d.Record(t.Context(), store.Capture{}, []store.Observation{observation(fmt.Sprint(i), fmt.Sprint("some words ", i))}); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.write(t.Context(), func(tx *tx) error {
		all, err := segments(t.Context(), tx, postSpace)
		if err != nil {
			return err
		}
		_, err = beginMerge(t.Context(), tx, postSpace, all, 1)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.IndexPosts(t.Context(), 1, textTerms); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := d.r.QueryRowContext(t.Context(), `SELECT count(*) FROM segment WHERE live = 0`).Scan(&left); err != nil || left != 0 {
		t.Error(left, err)
	}
	lists, _, err := d.Lists(t.Context(), store.PostSpace, []store.Term{store.Term(hashOf("some"))}, 10)
	if err != nil || lists[0].Count != 3 {
		t.Error(lists, err)
	}
}
