package sqlite

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/record"
)

// owed is a leaf of the log that is added later, once the rows that it tells of are written,
// so that the states of many documents are read at once.
type owed struct {
	kind    store.LeafKind
	capture int64
	about   store.DocumentID
	docs    []int64 // whose states it tells
	// made are the rows of those that it tells of as they were written; the others' are read.
	made   map[int64]proof.Rows
	record func(index int64, states []proof.DocumentState) ([]byte, error)
}

// owedMost is how many leaves are owed at most.
const owedMost = 500

// leafColumn is the last of a document's.
var leafColumn = len(tableColumns[documentTable]) - 1

// toState notes the row of a new document, whose leaf column owe fills in.
func (t *tx) toState(doc int64, row []any) {
	if t.awaitingLeaf == nil {
		t.awaitingLeaf = map[int64][]any{}
	}
	if t.held.count > 0 { // else it is written already
		t.awaitingLeaf[doc] = row
	}
}

// owe puts a leaf among those to be added to the log, and adds them all where they are many.
func (t *tx) owe(ctx context.Context, o owed) error {
	size, err := t.logSize(ctx)
	if err != nil {
		return err
	}
	index := size + int64(len(t.owed))
	var known []int64
	for _, doc := range o.docs {
		if row := t.awaitingLeaf[doc]; row != nil {
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
	if err := setStateLeaf(ctx, t, known, index); err != nil {
		return err
	}
	if len(t.owed) < owedMost {
		return nil
	}
	return t.flushLog(ctx)
}

// flushLogBefore adds the leaves that tell of a document before a plan changes it.
func (t *tx) flushLogBefore(ctx context.Context, p *record.Plan) error {
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
	return t.flushLog(ctx)
}

// flushLog adds the leaves that are owed, in their order.
func (t *tx) flushLog(ctx context.Context) error {
	if len(t.owed) == 0 {
		return nil
	}
	all := t.owed
	t.owed, t.owing = nil, nil
	leaves, err := t.leavesOf(ctx, all)
	if err != nil {
		return err
	}
	for i, o := range all {
		if err := putLeaf(ctx, t, t.log.size, o.kind, o.capture, o.about, leaves[i]); err != nil {
			return fmt.Errorf("log: %w", err)
		}
	}
	return nil
}

// leavesOf are the records of leaves that are owed, which several processors write.
func (t *tx) leavesOf(ctx context.Context, all []owed) ([][]byte, error) {
	var docs []int64
	for _, o := range all {
		for _, doc := range o.docs {
			if o.made[doc] == nil {
				docs = append(docs, doc)
			}
		}
	}
	read := map[int64]proof.Rows{}
	if len(docs) > 0 {
		var err error
		if read, err = rowsOfAll(ctx, t, docs); err != nil {
			return nil, err
		}
	}
	out := make([][]byte, len(all))
	return out, inParts(len(all), 32, func(i int) (err error) {
		o := all[i]
		states := make([]proof.DocumentState, len(o.docs))
		for j, doc := range o.docs {
			rows := o.made[doc]
			if rows == nil {
				rows = read[doc]
			}
			if states[j], err = rows.State(); err != nil {
				return fmt.Errorf("the state of document %d: %w", doc, err)
			}
		}
		out[i], err = o.record(t.log.size+int64(i), states)
		return err
	})
}

// inParts calls f for the numbers below n, some at a time on each processor.
func inParts(n, some int, f func(int) error) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < n; from += some {
		g.Go(func() error {
			for i := from; i < min(from+some, n); i++ {
				if err := f(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
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
