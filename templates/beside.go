package templates

import (
	"errors"

	"onrecord/store"
)

// beside are the posts that a post answers and quotes, and those that answer and
// quote it, in that order; each with its page where the archive has it.
func (w *writer) beside(d store.Document) ([]BesideRow, error) {
	own, others, err := w.r.Relations(w.ctx, d.ID)
	if err != nil {
		return nil, err
	}
	var out []BesideRow
	for _, list := range []struct {
		relations []store.Relation
		says      map[store.RelationKind]string
	}{
		{own, map[store.RelationKind]string{store.RepliesTo: "Answers", store.Quotes: "Quotes"}},
		{others, map[store.RelationKind]string{store.RepliesTo: "Answered by", store.Quotes: "Quoted by"}},
	} {
		for _, r := range list.relations {
			b := BesideRow{Says: list.says[r.Kind], Name: name(string(r.Document))}
			other, err := w.r.Document(w.ctx, r.Document)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, err
			}
			if err == nil {
				row := row(other, "../")
				b.Row = &row
				if r.Kind == store.RepliesTo && other.Author.Key() == d.Author.Key() && d.Author.Key() != "" {
					b.Says = map[string]string{"Answers": "Continues", "Answered by": "Continued by"}[b.Says]
				}
			}
			out = append(out, b)
		}
	}
	return out, nil
}

// kept are the bytes of media and screenshots that the archive has.
func (w *writer) kept(d store.Document) ([]KeptRow, error) {
	all, err := w.r.MediaOf(w.ctx, d.ID)
	var out []KeptRow
	for _, m := range all {
		out = append(out, KeptRow{name(m.Type), plain(m.URL), m.SHA256, m.Length, m.Width, m.Height, m.CaptureID})
	}
	return out, err
}
