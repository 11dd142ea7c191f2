package sqlite

import (
	"context"
	"fmt"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/record"
)

// owed is a leaf of the log that is added once the rows are written that it tells of:
// the states of many documents are read at once.
type owed struct {
	kind    store.LeafKind
	capture int64
	about   store.DocumentID
	docs    []int64 // whose states it tells
	record  func(index int64, states []proof.DocumentState) ([]byte, error)
}

// owedMost is how many leaves are owed at most.
const owedMost = 500

// leafColumn is the last of a document's.
var leafColumn = len(tableColumns[documentTable]) - 1

// toState notes the row of a new document, which is to name its leaf.
func (t *tx) toState(doc int64, row []any) {
	if t.stated == nil {
		t.stated = map[int64][]any{}
	}
	if t.held.count > 0 { // else it is written already
		t.stated[doc] = row
	}
}

// owe adds a leaf to the log, now or with others.
func (t *tx) owe(ctx context.Context, o owed) error {
	size, err := t.logSize(ctx)
	if err != nil {
		return err
	}
	index := size + int64(len(t.owed))
	var known []int64
	for _, doc := range o.docs {
		if row := t.stated[doc]; row != nil {
			row[leafColumn] = index
		} else {
			known = append(known, doc)
		}
		if t.owing == nil {
			t.owing = map[int64]bool{}
		}
		t.owing[doc] = true
	}
	t.owed = append(t.owed, o)
	if err := stated(ctx, t, known, index); err != nil {
		return err
	}
	if len(t.owed) < owedMost {
		return nil
	}
	return t.settleLog(ctx)
}

// settleBefore adds the leaves that tell of a document before a plan changes it.
func (t *tx) settleBefore(ctx context.Context, p *record.Plan) error {
	due := false
	for _, d := range p.Documents {
		due = due || t.owing[d.ID]
	}
	for _, m := range p.Merges {
		due = due || t.owing[m.Keep.ID] || t.owing[m.Drop.ID]
	}
	if !due {
		return nil
	}
	return t.settleLog(ctx)
}

// settleLog adds the leaves that are owed, in their order.
func (t *tx) settleLog(ctx context.Context) error {
	if len(t.owed) == 0 {
		return nil
	}
	all := t.owed
	t.owed, t.owing = nil, nil
	var docs []int64
	for _, o := range all {
		docs = append(docs, o.docs...)
	}
	states, err := statesOf(ctx, t, docs)
	if err != nil {
		return err
	}
	for _, o := range all {
		of := states[:len(o.docs)]
		states = states[len(o.docs):]
		leaf, err := o.record(t.log.size, of)
		if err != nil {
			return err
		}
		if err := putLeaf(ctx, t, t.log.size, o.kind, o.capture, o.about, leaf); err != nil {
			return fmt.Errorf("log: %w", err)
		}
	}
	return nil
}

// previousCapture is the capture of the same target before this one, 0 for none.
func (t *tx) previousCapture(ctx context.Context, c store.Capture) (int64, error) {
	last, asked := t.ahead.last[c.Document]
	if c.Document == "" || !asked {
		return previousCapture(ctx, t, c)
	}
	t.ahead.last[c.Document] = c.ID
	return last, nil
}
