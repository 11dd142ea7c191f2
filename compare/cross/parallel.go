package cross

import (
	"context"
	"slices"

	"onrecord/compare/lang"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// Parallel are the posts of the same author and about the same time that say what
// a match says in other languages, the earliest first.
func Parallel(ctx context.Context, f Finder, t Translators, doc store.Document, v store.Version) ([]store.DocumentID, error) {
	at := doc.PublishedAt.Time
	if at.IsZero() || doc.Author.Key() == "" {
		return nil, nil
	}
	own := lang.Of(v.Lang, v.Text)
	near, err := f.PostsOf(ctx, doc.Author.Key(), at.Add(-parallelReach), at.Add(parallelReach), 50)
	if err != nil {
		return nil, err
	}
	near = slices.DeleteFunc(near, func(x store.Indexed) bool {
		return x.Document.ID == doc.ID || lang.Of(x.Version.Lang, x.Version.Text) == own
	})
	if len(near) == 0 {
		return nil, nil
	}
	q := match.Quote{Folded: text.Fold(v.Text), Speaker: quote.Speaker{Name: doc.Author.Name, Handle: doc.Author.Handle}}
	found, err := Find(ctx, f, t, q, own)
	if err != nil {
		return nil, err
	}
	var out []store.DocumentID
	slices.Reverse(near) // the earliest first
	for _, x := range near {
		for _, c := range found {
			if c.Document.ID == x.Document.ID && c.Confidence >= Threshold && !slices.Contains(out, x.Document.ID) {
				out = append(out, x.Document.ID)
			}
		}
	}
	return out, nil
}
