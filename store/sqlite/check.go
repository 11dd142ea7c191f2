package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"onrecord/store"
	"onrecord/store/postings"
)

// checkTexts is how many texts are read at a time, checkPostings how many of their postings
// are held in memory before the segments are walked, at 16 bytes each.
const (
	checkTexts    = 2_000
	checkPostings = 1 << 21
)

// Check reads the whole archive and calls fault for each thing that is wrong: the
// database's own structure, and postings that the index of posts lacks. progress
// is called with the texts checked and all of them. It writes nothing.
func (d *DB) Check(ctx context.Context, scheme int, terms func(store.Version) []store.Term, progress func(done, total int), fault func(string)) error {
	if err := d.engine.Sound(ctx, d.r, fault); err != nil {
		return d.fail("check the database", err)
	}
	have, err := schemeOf(ctx, d.r, postSpace)
	if err != nil {
		return d.fail("check the index", err)
	}
	if have != scheme {
		if have != 0 {
			fault(fmt.Sprintf("the index was made by scheme %d and not %d; run onrecord link", have, scheme))
		}
		return nil // it is made anew before it is used
	}
	return d.fail("check the index", d.checkIndex(ctx, terms, progress, fault))
}

// checkIndex goes through the posts' versions, a part at a time, and looks for the
// terms of each in all segments.
func (d *DB) checkIndex(ctx context.Context, terms func(store.Version) []store.Term, progress func(done, total int), fault func(string)) error {
	var total int
	if err := d.r.QueryRowContext(ctx, `SELECT count(*) FROM version v JOIN document d ON d.id = v.document WHERE v.seq > 0 AND d.kind = 'post'`).Scan(&total); err != nil {
		return err
	}
	last, done := int64(0), 0
	var want []wanted // one part's room is the next one's
	for {
		n := 0
		err := rows(ctx, d.r, `SELECT 0, v.id, v.title, v.text, v.lang FROM version v JOIN document d ON d.id = v.document
			WHERE v.id > ? AND v.seq > 0 AND d.kind = 'post' AND NOT EXISTS (SELECT 1 FROM unindexed u WHERE u.space = 1 AND u.ref = v.id) ORDER BY v.id LIMIT ?`, []any{last, checkTexts}, func(r *sql.Rows) error {
			_, v, err := scanText(r)
			if err != nil {
				return err
			}
			n, last = n+1, v.ID
			for _, t := range terms(v) {
				want = append(want, wanted{postings.Code(t), v.ID})
			}
			return nil
		})
		if err != nil {
			return err
		}
		if n == 0 || len(want) > checkPostings {
			if err := d.checkPart(ctx, want, fault); err != nil || n == 0 {
				return err
			}
			want = want[:0]
		}
		done += n
		progress(done, total)
	}
}

// wanted is a posting that must be there.
type wanted struct {
	code uint64
	ref  int64
}

func compareWanted(a, b wanted) int {
	return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.ref, b.ref))
}

func (d *DB) checkPart(ctx context.Context, want []wanted, fault func(string)) error {
	slices.SortFunc(want, compareWanted)
	want = slices.Compact(want)
	found := make([]bool, len(want))
	all, err := segments(ctx, d.r, postSpace)
	if err != nil {
		return err
	}
	for _, s := range all {
		if err := checkSegment(ctx, d.r, s, want, found); err != nil {
			fault(fmt.Sprintf("segment %d: %v", s.ID, err))
		}
	}
	lost := map[int64]int{}
	for i, ok := range found {
		if !ok {
			lost[want[i].ref]++
		}
	}
	for ref, n := range lost {
		fault(fmt.Sprintf("version %d lacks %d postings; run onrecord link --reindex", ref, n))
	}
	return nil
}

// checkSegment walks a segment and the wanted postings side by side.
func checkSegment(ctx context.Context, q Queryer, s postings.Segment, want []wanted, found []bool) error {
	from, _, _ := postings.Keys(s.ID)
	c := &segmentCursor{s: s, next: from}
	at := 0
	for {
		ok, err := c.load(ctx, q)
		if err != nil || !ok {
			return err
		}
		for at < len(want) && want[at].code < c.at.Code {
			at++
		}
		if at == len(want) {
			return nil
		}
		if want[at].code > c.at.Code {
			c.loaded = false
			continue
		}
		refs, err := c.take(ctx, q)
		if err != nil {
			return err
		}
		for i := at; i < len(want) && want[i].code == want[at].code; i++ {
			ref := want[i].ref - s.Base
			if ref < 0 {
				continue
			}
			if _, ok := slices.BinarySearch(refs, uint64(ref)); ok {
				found[i] = true
			}
		}
	}
}
