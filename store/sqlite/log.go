package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/record"
)

// LogSize is how many leaves there are.
func (d *DB) LogSize(ctx context.Context) (int64, error) {
	n, err := logSize(ctx, d.r)
	return n, d.fail("the log's size", err)
}

func logSize(ctx context.Context, q Queryer) (n int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce(max(idx) + 1, 0) FROM leaf`).Scan(&n)
	return n, err
}

// LogHead is the log's size and root.
func (d *DB) LogHead(ctx context.Context) (size int64, root [32]byte, err error) {
	tx, err := d.r.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // both of one moment
	if err != nil {
		return 0, root, d.fail("the log's head", err)
	}
	defer func() { _ = tx.Rollback() }()
	size, root, err = logHead(ctx, tx)
	return size, root, d.fail("the log's head", err)
}

func logHead(ctx context.Context, q Queryer) (size int64, root [32]byte, err error) {
	if size, err = logSize(ctx, q); err != nil {
		return 0, root, err
	}
	root, err = tlog.TreeHash(size, nodes(ctx, q))
	return size, root, err
}

// LogHashes gives stored hashes by their numbers.
func (d *DB) LogHashes(ctx context.Context, numbers []int64) ([][32]byte, error) {
	hs, err := nodes(ctx, d.s).ReadHashes(numbers)
	out := make([][32]byte, len(hs))
	for i, h := range hs {
		out[i] = h
	}
	return out, d.fail("hashes of the log", err)
}

// nodes reads stored hashes.
func nodes(ctx context.Context, q Queryer) tlog.HashReaderFunc {
	return func(numbers []int64) ([]tlog.Hash, error) {
		there := make(map[int64][]byte, len(numbers))
		err := rows(ctx, q, `SELECT number, hash FROM node WHERE number IN (SELECT value FROM json_each(?))`, []any{toJSON(numbers)}, func(r *sql.Rows) error {
			var n int64
			var b []byte
			err := r.Scan(&n, &b)
			there[n] = b
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("nodes of the log: %w", err)
		}
		out := make([]tlog.Hash, len(numbers))
		for i, n := range numbers {
			b, ok := there[n]
			switch {
			case !ok:
				return nil, fmt.Errorf("node %d of the log: %w", n, sql.ErrNoRows)
			case len(b) != tlog.HashSize:
				return nil, fmt.Errorf("node %d of the log: %w", n, store.ErrCorrupt)
			}
			out[i] = tlog.Hash(b)
		}
		return out, nil
	}
}

// appendLeaf adds a leaf within a transaction. record makes its bytes, knowing
// its index.
func appendLeaf(ctx context.Context, tx *tx, kind store.LeafKind, capture int64, about store.DocumentID, record func(int64) ([]byte, error)) (int64, error) {
	if err := tx.flushLog(ctx); err != nil {
		return 0, err
	}
	index, err := tx.logSize(ctx)
	if err != nil {
		return 0, err
	}
	leaf, err := record(index)
	if err != nil {
		return 0, err
	}
	return index, putLeaf(ctx, tx, index, kind, capture, about, leaf)
}

func putLeaf(ctx context.Context, tx *tx, index int64, kind store.LeafKind, capture int64, about store.DocumentID, leaf []byte) error {
	hashes, err := tlog.StoredHashes(index, leaf, tx.nodes(ctx))
	if err != nil {
		return err
	}
	first := tlog.StoredHashIndex(0, index)
	for i, h := range hashes {
		tx.hold(ctx, nodeTable, first+int64(i), h[:])
		tx.log.nodes[first+int64(i)] = h
	}
	tx.hold(ctx, leafTable, index, kind, number(capture), about, leaf)
	tx.log.size = index + 1
	return nil
}

// logTail is the end of the log as a transaction that adds to it knows it, so that it
// need not ask for what it wrote itself.
type logTail struct {
	size  int64
	nodes map[int64]tlog.Hash
}

// logSize is the log's size within the transaction.
func (t *tx) logSize(ctx context.Context) (int64, error) {
	if t.log.nodes == nil {
		n, err := logSize(ctx, t)
		if err != nil {
			return 0, err
		}
		t.log = logTail{n, map[int64]tlog.Hash{}}
	}
	return t.log.size, nil
}

// nodes reads stored hashes, those of the transaction's own first.
func (t *tx) nodes(ctx context.Context) tlog.HashReaderFunc {
	return func(numbers []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(numbers))
		for i, n := range numbers {
			h, ok := t.log.nodes[n]
			if !ok {
				hs, err := nodes(ctx, t)([]int64{n})
				if err != nil {
					return nil, err
				}
				h = hs[0]
				t.log.nodes[n] = h
			}
			out[i] = h
		}
		return out, nil
	}
}

// Append adds a leaf that is no capture.
func (d *DB) Append(ctx context.Context, kind store.LeafKind, about store.DocumentID, record func(int64) ([]byte, error)) (int64, error) {
	var index int64
	err := d.write(ctx, func(tx *tx) (err error) {
		if index, err = appendLeaf(ctx, tx, kind, 0, about, record); err != nil || about == "" {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE document SET touched = (SELECT max(touched) FROM document) + 1
			WHERE id IN (SELECT id FROM document WHERE name = ?1 UNION ALL SELECT document FROM alias WHERE name = ?1)`, about)
		return err
	})
	return index, d.fail("add to the log", err)
}

// AppendKey adds the leaf of a key, keeps the settings that go with it and the first
// head that it signs.
func (d *DB) AppendKey(ctx context.Context, k store.KeyInUse) error {
	return d.fail("put the key into use", d.write(ctx, func(tx *tx) error {
		if _, err := appendLeaf(ctx, tx, store.KeyLeaf, 0, "", k.Record); err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(k.Settings)) {
			if err := setSetting(ctx, tx, d.opts.Now(), name, k.Settings[name]); err != nil {
				return err
			}
		}
		size, err := tx.logSize(ctx)
		if err != nil {
			return err
		}
		root, err := tlog.TreeHash(size, tx.nodes(ctx))
		if err != nil {
			return err
		}
		note, err := k.Sign(size, root)
		if err != nil {
			return err
		}
		_, err = addCheckpoint(ctx, tx, store.Checkpoint{Size: size, Note: note, MadeAt: record.Instant(d.opts.Now())})
		return err
	}))
}

// Notes are what people noted on a document.
func (d *DB) Notes(ctx context.Context, id store.DocumentID) ([]store.Note, error) {
	about, err := d.EntriesAbout(ctx, id)
	var out []store.Note
	for _, e := range about {
		n, ok, err := noteOf(e)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, n)
		}
	}
	return out, err
}

// noteOf is the note that a leaf is the record of, if it is one.
func noteOf(e store.LogEntry) (note store.Note, ok bool, err error) {
	var n proof.Annotation
	if e.Kind != store.AnnotationLeaf || proof.Decode(e.Record, e.Kind, e.Index, &n) != nil {
		return store.Note{}, false, nil
	}
	at, err := time.Parse(time.RFC3339, n.At)
	if err != nil {
		return store.Note{}, false, fmt.Errorf("the note of leaf %d: %w", e.Index, err)
	}
	return store.Note{Index: e.Index, At: at, By: n.By, Text: n.Text}, true, nil
}

// logCapture adds the leaf of a capture that was just written, with what was read from
// it and the states of the documents that it concerns, once all of it is written.
func (d *DB) logCapture(ctx context.Context, tx *tx, c store.Capture, said []record.Said, docs []int64, made map[int64]proof.Rows) error {
	previous, err := tx.previousCapture(ctx, c)
	if err != nil {
		return err
	}
	r := proof.NewCapture(c)
	r.Previous, r.Collector, r.Rules = previous, d.opts.Collector, record.Rules
	for _, o := range said {
		r.Seen = append(r.Seen, proof.NewSeen(o.Observation, o.At))
		if o.Gone != nil {
			r.ConfirmAfter = d.opts.ConfirmAfter.Milliseconds()
		}
	}
	return tx.owe(ctx, owed{kind: store.CaptureLeaf, capture: c.ID, docs: docs, made: made, record: func(index int64, states []proof.DocumentState) ([]byte, error) {
		r.Index, r.States = index, states
		return proof.Encode(r)
	}})
}

// logLate adds the leaf of a capture that was made before there was a log.
func logLate(ctx context.Context, tx *tx, c store.Capture, seen []proof.Seen) error {
	previous, err := previousCapture(ctx, tx, c)
	if err != nil {
		return err
	}
	_, err = appendLeaf(ctx, tx, store.CaptureLeaf, c.ID, "", func(index int64) ([]byte, error) {
		r := proof.NewCapture(c)
		r.Index, r.Previous, r.Seen, r.Late = index, previous, seen, true
		return proof.Encode(r)
	})
	return err
}

// previousCapture is the capture of the same target before this one, 0 for none:
// of the same document, or where that is not known before, of the same source.
func previousCapture(ctx context.Context, q Queryer, c store.Capture) (id int64, err error) {
	query, arg := `SELECT coalesce(max(id), 0) FROM capture WHERE document = ? AND document <> '' AND id < ?`, any(c.Document)
	switch {
	case c.Document != "":
	case c.SourceID != 0:
		query, arg = `SELECT coalesce(max(id), 0) FROM capture WHERE source = ? AND document = '' AND id < ?`, c.SourceID
	default:
		return 0, nil
	}
	err = q.QueryRowContext(ctx, query, arg, c.ID).Scan(&id)
	return id, err
}

// logTombstones adds a leaf for each document that a capture confirmed to be gone.
func logTombstones(ctx context.Context, tx *tx, changes []store.Change, now time.Time) error {
	for _, ch := range changes {
		t := ch.Tombstone
		if ch.Kind != store.ChangeGone || t == nil {
			continue
		}
		err := tx.owe(ctx, owed{kind: store.TombstoneLeaf, about: ch.Document, record: func(index int64, _ []proof.DocumentState) ([]byte, error) {
			return proof.Encode(proof.Tombstone{
				Head: proof.NewHead(store.TombstoneLeaf, index, now), Document: ch.Document, How: t.How, Detail: t.Detail,
				FirstMissed: store.FormatTime(t.FirstMissed), ConfirmedAt: store.FormatTime(t.ConfirmedAt), LastThere: store.FormatTime(t.LastThere),
				Captures: []int64{t.CaptureID, t.ConfirmedBy},
			})
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

// LogEntry is the leaf of a capture.
func (d *DB) LogEntry(ctx context.Context, capture int64) (store.LogEntry, error) {
	e, err := scanLeaf(d.s.QueryRowContext(ctx, leafQuery+` WHERE capture = ?`, capture))
	if err == nil {
		e.Checkpoint, err = d.covering(ctx, e.Index)
	}
	if err == nil {
		e.Anchor, err = d.anchorOf(ctx, e.Index)
	}
	return e, d.fail(fmt.Sprintf("the log's entry of capture %d", capture), err)
}

// covering is the first checkpoint that covers a leaf, nil where none does yet.
func (d *DB) covering(ctx context.Context, index int64) (*store.Checkpoint, error) {
	c, err := scanCheckpoint(d.s.QueryRowContext(ctx, checkpointQuery+` WHERE size > ? ORDER BY size, id LIMIT 1`, index))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is no fault
	}
	return &c, err
}

const leafQuery = `SELECT idx, kind, coalesce(capture, 0), document, record FROM leaf`

func scanLeaf(r scanner) (e store.LogEntry, err error) {
	err = r.Scan(&e.Index, &e.Kind, &e.CaptureID, &e.Document, &e.Record)
	return e, err
}

// Entries calls f for the leaves from an index on, a page at a time.
func (d *DB) Entries(ctx context.Context, from int64, f func(store.LogEntry) error) error {
	const page = 500
	for {
		batch, err := leaves(ctx, d.s, leafQuery+` WHERE idx >= ? ORDER BY idx LIMIT ?`, from, page)
		if err != nil {
			return d.fail("read the log", err)
		}
		for _, e := range batch {
			if err := f(e); err != nil {
				return err
			}
			from = e.Index + 1
		}
		if len(batch) < page {
			return nil
		}
	}
}

func leaves(ctx context.Context, q Queryer, query string, args ...any) ([]store.LogEntry, error) {
	var out []store.LogEntry
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		e, err := scanLeaf(r)
		out = append(out, e)
		return err
	})
	return out, err
}

// EntriesAbout are the leaves about a document that are no captures.
func (d *DB) EntriesAbout(ctx context.Context, id store.DocumentID) ([]store.LogEntry, error) {
	out, err := leaves(ctx, d.s, leafQuery+` WHERE document <> '' AND document IN (SELECT ?1 UNION SELECT d.name FROM document d
		WHERE d.id = (SELECT id FROM document WHERE name = ?1 UNION ALL SELECT document FROM alias WHERE name = ?1 LIMIT 1)
		UNION SELECT a.name FROM alias a WHERE a.document = (SELECT id FROM document WHERE name = ?1 UNION ALL SELECT document FROM alias WHERE name = ?1 LIMIT 1))
		ORDER BY idx`, id)
	return out, d.fail("the log's entries about "+string(id), err)
}
