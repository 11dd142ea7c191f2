package compare

import (
	"context"
	"slices"
	"time"

	"onrecord/store"
)

// parallelReach is how far apart the posts are in which an author says one thing
// in several languages.
const parallelReach = 36 * time.Hour

// parallel are the posts of the same author and about the same time that say what
// a match says in other languages, the earliest first.
func parallel(ctx context.Context, f Finder, t Tongues, m *Found) ([]store.DocumentID, error) {
	cf, ok := f.(CrossFinder)
	at := m.Doc.PublishedAt.Time
	if !ok || at.IsZero() || m.Doc.Author.Key() == "" {
		return nil, nil
	}
	lang := langOf(m.Version.Lang, m.Version.Text)
	near, err := cf.PostsOf(ctx, m.Doc.Author.Key(), at.Add(-parallelReach), at.Add(parallelReach), 50)
	if err != nil {
		return nil, err
	}
	near = slices.DeleteFunc(near, func(x store.Indexed) bool {
		return x.Document.ID == m.Document || langOf(x.Version.Lang, x.Version.Text) == lang
	})
	if len(near) == 0 {
		return nil, nil
	}
	q := Query{Quote: m.Version.Text, Speaker: m.Doc.Author.Name, Handle: m.Doc.Author.Handle}
	found, err := cross(ctx, f, t, q, Fold(q.Quote), lang)
	if err != nil {
		return nil, err
	}
	var out []store.DocumentID
	slices.Reverse(near) // the earliest first
	for _, x := range near {
		for _, c := range found {
			if c.Document.ID == x.Document.ID && c.confidence >= crossThreshold && c.reached && !slices.Contains(out, x.Document.ID) {
				out = append(out, x.Document.ID)
			}
		}
	}
	return out, nil
}
