package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"onrecord/store"
)

// RowState says what an archive had of rows that no capture brought: renditions, words read
// of a picture, a notice, the end of a run, a source, a host that is left alone, a setting.
type RowState struct {
	// Item is what they are, and which: "run 7".
	Item string `json:"item"`
	// SHA256 is of the rows, as Rows writes them; "" where there are none any more.
	SHA256 string `json:"sha256"`
}

// RowStates is the record of such rows, after each change of them.
type RowStates struct {
	Head
	Rows []RowState `json:"rows"`
}

// RowsIn are the states of rows that a leaf has, none where it has none or cannot be read.
func RowsIn(e store.LogEntry) []RowState {
	if e.Kind != store.StateLeaf {
		return nil
	}
	var l RowStates
	if json.Unmarshal(e.Record, &l) != nil {
		return nil
	}
	return l.Rows
}

// RowsAt is the leaf that the archive names as the last record of some rows, and what it
// has written down of that beside it.
type RowsAt struct {
	Leaf   int64
	SHA256 string
}

// rowStates holds rows that no capture brought against the last record of them.
func (v *verifier) rowStates(ctx context.Context, page []leaf) error {
	const most = 500
	for _, l := range page {
		for some := range slices.Chunk(l.rows, most) {
			if err := v.rowsOf(ctx, l.LogEntry, some); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verifier) rowsOf(ctx context.Context, e store.LogEntry, said []RowState) error {
	items := make([]string, len(said))
	for i, s := range said {
		items[i] = s.Item
	}
	at, err := v.a.RowsAt(ctx, items)
	if err != nil {
		return err
	}
	var last []RowState
	items = items[:0]
	for _, s := range said {
		switch a, ok := at[s.Item]; {
		case !ok:
			v.r.AddFault(s.Item, "it was taken out of the archive; it is on record in "+leafName(e))
		case a.Leaf < e.Index:
			v.r.AddFault(s.Item, "what the archive shows of it is of before "+leafName(e))
			v.found++
		case a.Leaf == e.Index:
			last, items = append(last, s), append(items, s.Item)
			v.found++
		}
	}
	if len(last) == 0 {
		return nil
	}
	now, err := v.a.RowsNow(ctx, items)
	if err != nil {
		return err
	}
	for _, s := range last {
		if now[s.Item] == s.SHA256 && at[s.Item].SHA256 == s.SHA256 {
			continue
		}
		again, err := v.a.RowsAt(ctx, []string{s.Item})
		if err != nil {
			return err
		}
		if again[s.Item].Leaf <= e.Index { // else it was written to meanwhile
			v.r.AddFault(s.Item, fmt.Sprintf("what the archive shows of it is not what its record says (%s)", leafName(e)))
		}
	}
	return nil
}

// allRows names the rows that no record names.
func (v *verifier) allRows(ctx context.Context) error {
	all, err := v.a.CountRowsAt(ctx)
	if err == nil && all != v.found {
		err = v.a.EachRowsAt(ctx, func(item string, leaf int64) error {
			named, err := v.names(ctx, leaf, func(e store.LogEntry) bool {
				return slices.ContainsFunc(RowsIn(e), func(s RowState) bool { return s.Item == item })
			})
			if err == nil && !named {
				v.r.AddFault(item, "no record says what the archive shows of it")
			}
			return err
		})
	}
	if err != nil {
		return err
	}
	return v.a.EachRowUnstated(ctx, func(item string) error {
		v.r.AddFault(item, "no record says what the archive shows of it")
		return nil
	})
}
