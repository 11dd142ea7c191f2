package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"modernc.org/sqlite"

	"onrecord/store"
)

// writer is the one connection that writes, with its statements kept prepared:
// preparing costs as much as running them.
type writer struct {
	engine Engine
	db     *sql.DB
	conn   *sql.Conn // nil until it is needed, where one may be lost
	// wait is how long a lost connection is asked for again.
	wait  time.Duration
	turn  chan struct{} // full while somebody writes
	stmts map[string]*sql.Stmt
	// failed is the error of the disk after which nothing more is written.
	failed error
}

// openWriter connects, waiting as long as for any lock: while two processes make
// one archive, SQLite refuses the second at once where it turns the log on.
func openWriter(ctx context.Context, dsn string, wait time.Duration) (*writer, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	for until := time.Now().Add(wait); isBusy(err) && time.Now().Before(until); conn, err = db.Conn(ctx) {
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	w := newWriter(file{}, db, wait)
	w.conn = conn
	return w, nil
}

func newWriter(e Engine, db *sql.DB, wait time.Duration) *writer {
	db.SetMaxOpenConns(1)
	return &writer{engine: e, db: db, wait: wait, turn: make(chan struct{}, 1), stmts: map[string]*sql.Stmt{}}
}

func isBusy(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && errors.Is(kindOf(se.Code()), store.ErrBusy)
}

func isDisk(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && errors.Is(kindOf(se.Code()), store.ErrDisk)
}

// transact runs f in one transaction, alone among the writers; only when it returns nil are the
// changes on disk.
func (w *writer) transact(ctx context.Context, f func(*tx) error) (err error) {
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if w.failed != nil {
		return w.failed
	}
	end := context.WithoutCancel(ctx)
	committed := false
	defer func() {
		// After a sync that failed, the next one may succeed though what the first
		// was to keep is lost. So this connection commits nothing more.
		if isDisk(err) {
			w.failed = err
		}
		if !committed && w.conn != nil { // also where BEGIN took effect, but its context was over by then
			_, _ = w.conn.ExecContext(end, "ROLLBACK")
		}
	}()
	token, err := w.begin(ctx)
	if err != nil {
		return err
	}
	t := &tx{w: w}
	if err := errors.Join(f(t), t.finish(ctx), ctx.Err()); err != nil {
		return err
	}
	committed, err = w.commit(end, token)
	return err
}

// begin begins a transaction, on a new connection where the last was lost.
func (w *writer) begin(ctx context.Context) (token string, err error) {
	for until := time.Now().Add(w.wait); ; {
		if w.conn == nil {
			w.conn, err = w.db.Conn(ctx)
		}
		if w.conn != nil {
			token, err = w.engine.Begin(ctx, w.conn)
		}
		if err == nil || !w.engine.Lost(err) || ctx.Err() != nil {
			return token, err
		}
		w.drop()
		if time.Now().After(until) {
			return "", err
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// commit commits. Where the connection is lost before the answer, the database is asked
// what became of it: nothing that was done may be done again.
func (w *writer) commit(ctx context.Context, token string) (bool, error) {
	_, err := w.conn.ExecContext(ctx, "COMMIT")
	if err == nil || !w.engine.Lost(err) {
		return err == nil, err
	}
	w.drop()
	done, asked := w.engine.Committed(ctx, w.db, token)
	if done {
		err = nil
	}
	return done, errors.Join(err, asked)
}

// drop forgets the connection and what was prepared on it.
func (w *writer) drop() {
	if w.conn != nil {
		_ = w.conn.Close()
	}
	w.conn = nil
	clear(w.stmts)
}

func (w *writer) close() error {
	var err error
	for _, s := range w.stmts {
		err = errors.Join(err, s.Close())
	}
	if w.conn != nil {
		err = errors.Join(err, w.conn.Close())
	}
	return errors.Join(err, w.db.Close())
}

// tx is the transaction that a writer is in. A context that is over ends it before
// its next statement, not within one: the driver would start a goroutine for each
// of them, and they are short.
type tx struct {
	w     *writer
	media store.MediaFiles
	log   logTail
	held  held
	ids   [tableCount]int64 // the last ones given
	ahead ahead
	cut   cutAhead
	// fresh are the new texts that the transaction indexes itself, in the order of their ids.
	fresh []store.Version
	// packed are large bodies by their sums, as they are to be kept.
	packed map[string]packed
	// touch is what documents count as touched by that the transaction makes, 0 where
	// it has not been asked for.
	touch int64
	// awaitingLeaf are the rows of documents that are held back and do not name their leaf yet.
	awaitingLeaf map[int64][]any
	// owed are leaves of the log, owing the documents that they tell of.
	owed  []owed
	owing map[int64]bool
	// anyErased says whether the archive has erased bytes, nil where it was not asked.
	anyErased *bool
	forgotten forgottenAddresses
}

// finish writes all that is held back.
func (t *tx) finish(ctx context.Context) error {
	if t.held.err != nil {
		return t.held.err
	}
	t.queueFresh(ctx)
	return errors.Join(t.flushLog(ctx), t.flush(ctx))
}

func (t *tx) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s := t.w.stmts[query]; s != nil {
		return s, nil
	}
	s, err := t.w.conn.PrepareContext(ctx, query)
	if err == nil {
		t.w.stmts[query] = s
	}
	return s, err
}

// ready prepares a statement that sees all that was written before it.
func (t *tx) ready(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := t.flush(ctx); err != nil {
		return nil, err
	}
	return t.prepare(ctx, query)
}

func (t *tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := t.ready(ctx, query) //nolint:sqlclosecheck // kept for the next time
	if err != nil {
		return nil, err
	}
	return s.ExecContext(context.WithoutCancel(ctx), args...)
}

func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := t.ready(ctx, query) //nolint:sqlclosecheck // kept for the next time
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.WithoutCancel(ctx), args...)
}

func (t *tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := t.ready(ctx, query) //nolint:sqlclosecheck // kept for the next time
	if err != nil {               // unprepared it fails again, and Scan says why; where a held row failed, finish does
		return t.w.conn.QueryRowContext(ctx, query, args...)
	}
	return s.QueryRowContext(context.WithoutCancel(ctx), args...)
}

// script runs several statements, once.
func (t *tx) script(ctx context.Context, text string) error {
	if err := t.flush(ctx); err != nil {
		return err
	}
	_, err := t.w.conn.ExecContext(ctx, text)
	return err
}

// prepared keeps the readers' statements of the search prepared.
type prepared struct {
	db    *sql.DB
	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

func (p *prepared) get(ctx context.Context, query string) (*sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.stmts[query]; s != nil {
		return s, nil
	}
	s, err := p.db.PrepareContext(ctx, query) //nolint:sqlclosecheck // kept for the next time
	if err == nil {
		if p.stmts == nil {
			p.stmts = map[string]*sql.Stmt{}
		}
		p.stmts[query] = s
	}
	return s, err
}

func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := p.get(ctx, query) //nolint:sqlclosecheck // kept for the next time
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := p.get(ctx, query) //nolint:sqlclosecheck // kept for the next time
	if err != nil {             // unprepared it fails again, and Scan says why
		return p.db.QueryRowContext(ctx, query, args...)
	}
	return s.QueryRowContext(ctx, args...)
}

func (p *prepared) close() error {
	var err error
	for _, s := range p.stmts {
		err = errors.Join(err, s.Close())
	}
	return err
}

// write runs f in one transaction.
func (d *DB) write(ctx context.Context, f func(*tx) error) error {
	if d.w == nil {
		return store.ErrReadOnly
	}
	return d.w.transact(ctx, func(t *tx) error {
		t.media = d.media
		return f(t)
	})
}

// rows calls f for each row of a query.
func rows(ctx context.Context, q Queryer, query string, args []any, f func(*sql.Rows) error) error {
	rs, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rs.Close()
	for rs.Next() {
		if err := f(rs); err != nil {
			return err
		}
	}
	return rs.Err()
}

// numbers gives the first column of a query.
func numbers(ctx context.Context, q Queryer, query string, args ...any) ([]int64, error) {
	var out []int64
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		var n int64
		err := r.Scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}

// insert runs an INSERT and gives the new row's id; sql.ErrNoRows where ON CONFLICT DO
// NOTHING let one be.
func (t *tx) insert(ctx context.Context, query string, args ...any) (id int64, err error) {
	err = t.QueryRowContext(ctx, query+` RETURNING id`, args...).Scan(&id)
	return id, err
}
