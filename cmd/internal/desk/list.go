package desk

import (
	"context"
	"errors"

	"onrecord/store"
)

// listPage is how many documents are read at a time.
const listPage = 500

// Each calls each for the documents that pass, all of them where the Filter has no
// limit. It gives what it may have left out. A
// *BadQuestion says that it cannot be asked.
func Each(ctx context.Context, a SearchArchive, f Filter, each func(Result) error) (left Lacking, err error) {
	s, q, err := f.search()
	if err != nil {
		return left, err
	}
	if err := by(ctx, a, f.Author, &s); err != nil {
		return left, err
	}
	if left, err = lacking(ctx, a, s); err != nil {
		return left, err
	}
	return left, hits(ctx, a, s, f.Limit, func(h store.Hit) error {
		r, err := result(ctx, a, h, q)
		if errors.Is(err, store.ErrNotFound) {
			return nil // it went meanwhile
		}
		if err != nil {
			return err
		}
		return each(r)
	})
}

// hits calls each for what a search finds, a page at a time, at most so many; 0 is all.
func hits(ctx context.Context, a store.Searcher, s store.Search, most int, each func(store.Hit) error) error {
	for left := most; ; {
		s.Limit = listPage
		if most > 0 {
			s.Limit = min(listPage, left)
		}
		found, err := a.Search(ctx, s)
		if err != nil {
			return err
		}
		for _, h := range found.Hits {
			if err := each(h); err != nil {
				return err
			}
		}
		n := len(found.Hits)
		if left -= n; n < s.Limit || most > 0 && left <= 0 {
			return nil
		}
		if s.Order == store.OrderBest { // it has an order of its own
			s.Offset += n
		} else {
			s.Offset, s.After = 0, found.Hits[n-1].Place
		}
	}
}
