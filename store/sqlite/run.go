package sqlite

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// silence is how long a holder may be silent before its lease is taken over.
const silence = time.Minute

// BeginRun takes the lease. One whose holder is dead or silent is taken over.
func (d *DB) BeginRun(ctx context.Context, holder string) (store.Run, error) {
	now := d.opts.Now().UTC().Truncate(time.Millisecond)
	run := store.Run{StartedAt: now, Holder: holder, State: "running"}
	var beacon *store.Beacon
	if d.opts.Beacon != nil {
		beacon = d.opts.Beacon(ctx)
	}
	err := d.write(ctx, func(tx *tx) error {
		if err := takeOver(ctx, tx, now); err != nil {
			return err
		}
		var err error
		if run.ClockJump, err = d.moveBack(ctx, tx, now); err != nil {
			return err
		}
		run.ID, err = tx.insert(ctx, `INSERT INTO run (started_at, heartbeat, holder, state, counts) VALUES (?1, ?1, ?2, 'running', '{}')`, ms(now), holder)
		if err != nil {
			return err
		}
		return logRun(ctx, tx, run, beacon)
	})
	var held *store.HeldError
	if errors.As(err, &held) {
		return run, held
	}
	return run, d.fail("begin a run", err)
}

// logRun adds the leaf that a run begins with: the head before it and the beacon.
func logRun(ctx context.Context, tx *tx, run store.Run, beacon *store.Beacon) error {
	size, root, err := logHead(ctx, tx)
	if err != nil {
		return err
	}
	var signed []proof.Signed
	err = rows(ctx, tx, `SELECT size, min(made_at) FROM checkpoint WHERE size > (SELECT coalesce((SELECT idx FROM leaf WHERE kind = ? ORDER BY idx DESC LIMIT 1), 0)) GROUP BY size ORDER BY size`,
		[]any{store.RunLeaf}, func(r *sql.Rows) error {
			var s proof.Signed
			var at int64
			err := r.Scan(&s.Size, &at)
			s.At = store.FormatTime(time.UnixMilli(at))
			signed = append(signed, s)
			return err
		})
	if err != nil {
		return err
	}
	var got []proof.Got
	err = rows(ctx, tx, `SELECT c.size, a.authority, a.token FROM anchor a JOIN checkpoint c ON c.id = a.checkpoint WHERE a.token IS NOT NULL
		AND a.asked_at >= coalesce((SELECT started_at FROM run WHERE id < ? ORDER BY id DESC LIMIT 1), 0) ORDER BY c.size, a.authority`, []any{run.ID}, func(r *sql.Rows) error {
		var g proof.Got
		var token []byte
		err := r.Scan(&g.Size, &g.Authority, &token)
		g.SHA256 = sha(token)
		got = append(got, g)
		return err
	})
	if err != nil {
		return err
	}
	_, err = appendLeaf(ctx, tx, store.RunLeaf, 0, "", func(index int64) ([]byte, error) {
		return proof.Encode(proof.Run{
			Head: proof.NewHead(store.RunLeaf, index, run.StartedAt), Run: run.ID, Holder: run.Holder,
			Size: size, Root: base64.StdEncoding.EncodeToString(root[:]), Beacon: beacon, Signed: signed, Stamped: got,
		})
	})
	return err
}

// jump is how far a clock must be off to be said to have jumped.
const jump = time.Minute

// moveBack moves all that is due by as much as the clock was set back since the
// last run, and gives that.
func (d *DB) moveBack(ctx context.Context, tx *tx, now time.Time) (time.Duration, error) {
	var last sql.NullInt64
	err := tx.QueryRowContext(ctx, `SELECT coalesce(finished_at, heartbeat) FROM run ORDER BY id DESC LIMIT 1`).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	back := fromMS(last).Sub(now)
	if !last.Valid || back < jump {
		return 0, nil
	}
	sources, err := numbers(ctx, tx, `SELECT id FROM source WHERE next_due IS NOT NULL ORDER BY id`)
	if err != nil {
		return 0, err
	}
	for _, q := range []string{`UPDATE source SET next_due = next_due - ? WHERE next_due IS NOT NULL`, `UPDATE document SET next_look = next_look - ? WHERE next_look IS NOT NULL`} {
		if _, err := tx.ExecContext(ctx, q, back.Milliseconds()); err != nil {
			return 0, err
		}
	}
	return -back, logRows(ctx, tx, now, sourceRows, sources...)
}

// takeOver marks a dead holder's run interrupted, or says who is alive.
func takeOver(ctx context.Context, tx *tx, now time.Time) error {
	var id int64
	var holder string
	var started, beat sql.NullInt64
	err := tx.QueryRowContext(ctx, `SELECT id, holder, started_at, heartbeat FROM run WHERE state = 'running'`).Scan(&id, &holder, &started, &beat)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if age := now.Sub(fromMS(beat)); age.Abs() < silence && !isDead(holder) {
		return &store.HeldError{Holder: holder, Since: fromMS(started)}
	}
	if _, err = tx.ExecContext(ctx, `UPDATE run SET state = 'interrupted', finished_at = heartbeat WHERE id = ?`, id); err != nil {
		return err
	}
	return logRows(ctx, tx, now, runRows, id)
}

// isDead reports whether "host pid N" names a process of this host that is gone.
func isDead(holder string) bool {
	host, pid, ok := strings.Cut(holder, " pid ")
	here, err := os.Hostname()
	n, perr := strconv.Atoi(pid)
	if !ok || err != nil || perr != nil || host != here || n <= 0 {
		return false
	}
	p, err := os.FindProcess(n)
	if err != nil { // on Windows; elsewhere it is always found
		return true
	}
	defer func() { _ = p.Release() }()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// Heartbeat renews the lease; ErrNotFound when it was lost.
func (d *DB) Heartbeat(ctx context.Context, id int64) error {
	return d.fail("renew the lease", d.write(ctx, func(tx *tx) error {
		return one(tx.ExecContext(ctx, `UPDATE run SET heartbeat = ? WHERE id = ? AND state = 'running'`, ms(d.opts.Now()), id))
	}))
}

// EndRun writes the summary and gives the lease back.
func (d *DB) EndRun(ctx context.Context, id int64, state string, n store.RunCounts) error {
	return d.fail(fmt.Sprintf("end run %d", id), d.write(ctx, func(tx *tx) error {
		if err := one(tx.ExecContext(ctx, `UPDATE run SET state = ?, counts = ?, finished_at = ? WHERE id = ? AND state = 'running'`,
			state, toJSON(n), ms(d.opts.Now()), id)); err != nil {
			return err
		}
		return logRows(ctx, tx, d.opts.Now(), runRows, id)
	}))
}

const runQuery = `SELECT id, started_at, finished_at, holder, state, counts FROM run`

func scanRun(r scanner) (store.Run, error) {
	var run store.Run
	var started, finished sql.NullInt64
	var counts string
	if err := r.Scan(&run.ID, &started, &finished, &run.Holder, &run.State, &counts); err != nil {
		return run, err
	}
	run.StartedAt, run.FinishedAt = fromMS(started), fromMS(finished)
	return run, json.Unmarshal([]byte(counts), &run.RunCounts)
}

// LatestRuns are the last ones, newest first.
func (d *DB) LatestRuns(ctx context.Context, limit int) ([]store.Run, error) {
	var out []store.Run
	err := rows(ctx, d.r, runQuery+` ORDER BY id DESC LIMIT ?`, []any{limitOf(limit)}, func(r *sql.Rows) error {
		run, err := scanRun(r)
		out = append(out, run)
		return err
	})
	return out, d.fail("list runs", err)
}
