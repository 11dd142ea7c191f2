package proof

import (
	"context"
	"errors"
	"fmt"

	"onrecord/store"
)

// states holds the rows of each document against the last record of it. Each leaf's
// documents are looked up: a document whose rows name an earlier leaf was put back, one
// that no leaf names was put there.
func (v *verifier) states(ctx context.Context) error {
	found, any := int64(0), false
	err := v.a.Entries(ctx, 0, func(e store.LogEntry) error {
		for _, s := range StatesIn(e.Record) {
			any = true
			last, err := v.state(ctx, e, s)
			if err != nil {
				return err
			}
			if last {
				found++
			}
		}
		return nil
	})
	if err != nil || !any {
		return err
	}
	all, err := v.a.CountDocuments(ctx)
	if err == nil && all != found {
		err = v.unstated(ctx)
	}
	return err
}

// state holds a document against what a leaf says of it, if that is the last record of
// it.
func (v *verifier) state(ctx context.Context, e store.LogEntry, s DocumentState) (last bool, err error) {
	item := "document " + string(s.Document)
	doc, leaf, err := v.a.StatedAt(ctx, s.Document)
	switch {
	case errors.Is(err, store.ErrNotFound):
		v.r.AddFault(item, fmt.Sprintf("it was taken out of the archive; it is on record in %s", leafName(e)))
		return false, nil
	case err != nil:
		return false, err
	case leaf < e.Index:
		v.r.AddFault(item, fmt.Sprintf("what the archive shows of it is of before %s", leafName(e)))
		return true, nil
	case leaf > e.Index:
		return false, nil
	}
	now, err := v.a.DocumentState(ctx, doc)
	switch {
	case errors.Is(err, store.ErrCorrupt):
		v.r.AddFault(item, err.Error())
	case err != nil:
		return true, err
	case now != s:
		v.r.AddFault(item, fmt.Sprintf("what the archive shows of it is not what its record says (%s)", leafName(e)))
	}
	return true, nil
}

// unstated names the documents that are not where their rows say that they are on
// record.
func (v *verifier) unstated(ctx context.Context) error {
	return v.a.EachDocumentRecord(ctx, func(d DocumentRecord) error {
		_, leaf, err := v.a.StatedAt(ctx, d.Document.ID)
		if err != nil {
			return err
		}
		named := false
		enough := errors.New("one is enough")
		err = v.a.Entries(ctx, max(leaf, 0), func(e store.LogEntry) error {
			for _, s := range StatesIn(e.Record) {
				named = named || e.Index == leaf && s.Document == d.Document.ID
			}
			return enough
		})
		if err != nil && !errors.Is(err, enough) {
			return err
		}
		if !named {
			v.r.AddFault("document "+string(d.Document.ID), "no record says what the archive shows of it")
		}
		return nil
	})
}
