package proof

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"onrecord/store"
)

// states holds the rows of each document against the last record of it. Each leaf's
// documents are looked up: a document whose rows name an earlier leaf was put back, one
// that no leaf names was put there.
func (v *verifier) states(ctx context.Context, page []leaf) error {
	const most = 500
	var all []said
	for _, l := range page {
		for _, s := range l.states {
			if all = append(all, said{l, s}); len(all) < most {
				continue
			}
			if err := v.saidStates(ctx, all); err != nil {
				return err
			}
			all = all[:0]
		}
	}
	if len(all) == 0 {
		return nil
	}
	return v.saidStates(ctx, all)
}

// said is what a leaf says of a document.
type said struct {
	leaf  leaf
	state DocumentState
}

func (v *verifier) saidStates(ctx context.Context, all []said) error {
	v.stated = true
	ids := make([]store.DocumentID, len(all))
	for i, s := range all {
		ids[i] = s.state.Document
	}
	at, err := v.a.StatedAll(ctx, ids)
	if err != nil {
		return err
	}
	var docs []int64
	for _, s := range all {
		if a, ok := at[s.state.Document]; ok && a.Leaf == s.leaf.Index {
			docs = append(docs, a.Document)
		}
	}
	rows, err := v.a.DocumentRows(ctx, docs...)
	if errors.Is(err, store.ErrCorrupt) {
		rows, err = nil, nil // one of them: each is asked for by itself
	}
	for _, s := range all {
		if err != nil {
			return err
		}
		err = v.state(ctx, s, at, rows)
	}
	return err
}

// state holds a document against what a leaf says of it, if that is the last record of
// it, by where documents are on record and rows that were read already.
func (v *verifier) state(ctx context.Context, s said, at map[store.DocumentID]Stated, rows map[int64]Rows) (err error) {
	item, name := "document "+string(s.state.Document), leafName(s.leaf.LogEntry)
	a, ok := at[s.state.Document]
	if !ok {
		a.Document, a.Leaf, err = v.a.StatedAt(ctx, s.state.Document)
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		v.r.AddFault(item, "it was taken out of the archive; it is on record in "+name)
		return nil
	case err != nil:
		return err
	case a.Leaf < s.leaf.Index:
		v.r.AddFault(item, "what the archive shows of it is of before "+name)
		v.found++
		return nil
	case a.Leaf > s.leaf.Index:
		return nil
	}
	v.found++
	now, ok := rows[a.Document]
	if !ok {
		all, err := v.a.DocumentRows(ctx, a.Document)
		if errors.Is(err, store.ErrCorrupt) {
			v.r.AddFault(item, err.Error())
			return nil
		}
		if err != nil {
			return err
		}
		now = all[a.Document]
	}
	is, err := now.State()
	if err != nil || is != s.state {
		v.r.AddFault(item, fmt.Sprintf("what the archive shows of it is not what its record says (%s)", name))
	}
	d, names := now.shown()
	if len(unsaid(claims(d), s.leaf.capture.Seen, names, nil)) == 0 { // as is most often so
		return nil
	}
	full, err := v.a.DocumentRecord(ctx, a.Document)
	if err != nil {
		return err
	}
	return v.document(ctx, full)
}

// allStated names the documents that no record names, once all are known that one does.
// Where there is none at all, of before they were kept, there are the captures' records.
func (v *verifier) allStated(ctx context.Context) error {
	if !v.stated {
		return v.a.EachDocumentRecord(ctx, func(d DocumentRecord) error { return v.document(ctx, d) })
	}
	all, err := v.a.CountDocuments(ctx)
	if err == nil && all != v.found {
		err = v.unstated(ctx)
	}
	return err
}

// unstated names the documents that are not where their rows say that they are on
// record.
func (v *verifier) unstated(ctx context.Context) error {
	return v.a.EachDocumentRecord(ctx, func(d DocumentRecord) error {
		_, leaf, err := v.a.StatedAt(ctx, d.Document.ID)
		if err != nil {
			return err
		}
		named, err := v.names(ctx, leaf, func(e store.LogEntry) bool {
			return slices.ContainsFunc(StatesIn(e.Record), func(s DocumentState) bool { return s.Document == d.Document.ID })
		})
		if err == nil && !named {
			v.r.AddFault("document "+string(d.Document.ID), "no record says what the archive shows of it")
		}
		return err
	})
}

// names reports whether a leaf, by its number, says something.
func (v *verifier) names(ctx context.Context, leaf int64, says func(store.LogEntry) bool) (named bool, err error) {
	enough := errors.New("one is enough")
	err = v.a.Entries(ctx, max(leaf, 0), func(e store.LogEntry) error {
		named = e.Index == leaf && says(e)
		return enough
	})
	if errors.Is(err, enough) {
		err = nil
	}
	return named, err
}

// remake holds documents against what the rules make of the captures that tell of them: sums
// that were put on record with the rows, by whoever wrote both, say nothing of that.
func (v *verifier) remake(ctx context.Context) (err error) {
	if v.r.Documents, err = v.a.CountDocuments(ctx); err != nil {
		return err
	}
	v.r.Made, err = v.a.EachUnmade(ctx, func(id store.DocumentID, what string) error {
		v.r.AddFault("document "+string(id), "its "+what+" are not what the captures on record make of it")
		return nil
	})
	return err
}
