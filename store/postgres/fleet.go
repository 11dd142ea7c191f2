package postgres

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"onrecord/store"
)

//go:embed fleet.sql
var fleetTables string

// fleetLock is taken by who makes the workers' tables.
const fleetLock = `1869508195, hashtext(current_schema() || ' fleet')`

// Alone runs f while no other worker runs one.
func (f *Fleet) Alone(ctx context.Context, do func() error) error {
	return f.Pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		if _, err := c.Exec(ctx, `SELECT pg_advisory_lock(`+fleetLock+`)`); err != nil {
			return err
		}
		defer func() { _, _ = c.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock(`+fleetLock+`)`) }()
		return do()
	})
}

// Silence is how long a worker may be silent before its jobs and turns are another's.
const Silence = 20 * time.Second

// turnMost is how long a turn lasts that nobody gives back.
const turnMost = 2 * time.Minute

// Fleet is what workers on any number of machines share. It goes by the database's clock.
type Fleet struct {
	Pool *pgxpool.Pool
}

// OpenFleet connects to the archive's database as one of its workers, with so many
// connections at most, and makes what workers share.
func OpenFleet(ctx context.Context, address string, most int) (*Fleet, error) {
	if _, err := parse(address); err != nil {
		return nil, unopened(address, err)
	}
	scheme, rest, _ := strings.Cut(address, ":")
	config, err := pgxpool.ParseConfig(strings.ToLower(scheme) + ":" + rest)
	if err != nil {
		return nil, unopened(address, err)
	}
	config.ConnConfig = with(config.ConnConfig, map[string]string{"application_name": "onrecord work"})
	config.MaxConns = int32(min(most, 1000))
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, unopened(address, err)
	}
	f := &Fleet{pool}
	err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(`+fleetLock+`)`)
		if err == nil {
			_, err = tx.Exec(ctx, fleetTables)
		}
		return err
	})
	if err != nil {
		pool.Close()
		return nil, unopened(address, fmt.Errorf("what workers share: %w", err))
	}
	return f, nil
}

// Beat says that a worker lives and which jobs of River's it has under way. Those that are
// written down as its own beside them, for a while, are let go: their end was lost.
func (f *Fleet) Beat(ctx context.Context, worker string, running []int64) error {
	if running == nil {
		running = []int64{}
	}
	_, err := f.Pool.Exec(ctx, `INSERT INTO worker VALUES ($1, now()) ON CONFLICT (name) DO UPDATE SET seen_at = now()`, worker)
	if err == nil {
		_, err = f.Pool.Exec(ctx, letGo+` AND attempted_by[array_upper(attempted_by, 1)] = $1 AND id <> ALL ($2)
			AND attempted_at < now() - interval '30 seconds'`, worker, running)
	}
	return plain(err)
}

const letGo = `UPDATE river_job SET state = 'available', scheduled_at = now() WHERE state = 'running'`

// TakeOver lets go of the jobs and turns of workers that are silent, and reports how many
// jobs there were. A database that has just come up is given time to hear of the living.
func (f *Fleet) TakeOver(ctx context.Context) (int64, error) {
	var young bool
	silence := Silence.Seconds()
	err := f.Pool.QueryRow(ctx, `SELECT pg_postmaster_start_time() > now() - make_interval(secs => $1)`, silence).Scan(&young)
	if err != nil || young {
		return 0, err
	}
	tag, err := f.Pool.Exec(ctx, letGo+` AND NOT EXISTS (SELECT 1 FROM worker w WHERE w.name = attempted_by[array_upper(attempted_by, 1)]
		AND w.seen_at > now() - make_interval(secs => $1))`, silence)
	if err != nil {
		return 0, err
	}
	_, err = f.Pool.Exec(ctx, `UPDATE turn SET holder = '', next_at = now() + interval '1 second' WHERE holder <> '' AND NOT EXISTS (SELECT 1 FROM worker w
		WHERE w.name = turn.holder AND w.seen_at > now() - make_interval(secs => $1))`, silence)
	if err == nil {
		_, err = f.Pool.Exec(ctx, `DELETE FROM worker WHERE seen_at < now() - interval '1 hour'`)
	}
	return tag.RowsAffected(), err
}

// Ready is how many jobs of a queue could begin now, and most where they are more.
func (f *Fleet) Ready(ctx context.Context, queue string, most int) (n int, err error) {
	err = f.Pool.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM river_job WHERE state = 'available' AND queue = $1 AND scheduled_at <= now() LIMIT $2) x`, queue, most).Scan(&n)
	return n, err
}

// Leave says that a worker ends, and gives how many live on.
func (f *Fleet) Leave(ctx context.Context, worker string) (others int, err error) {
	if _, err = f.Pool.Exec(ctx, `DELETE FROM worker WHERE name = $1`, worker); err != nil {
		return 0, err
	}
	err = f.Pool.QueryRow(ctx, `SELECT count(*) FROM worker WHERE seen_at > now() - make_interval(secs => $1)`, Silence.Seconds()).Scan(&others)
	return others, err
}

// Turns are those of one worker.
func (f *Fleet) Turns(worker string) *Turns { return &Turns{f.Pool, worker} }

// Turns hands a host's turn around among all workers: a row a host.
type Turns struct {
	pool   *pgxpool.Pool
	worker string
}

// Busy is how long to wait for a host's turn, 0 where it is free.
func (t *Turns) Busy(ctx context.Context, host string) (time.Duration, error) {
	var wait time.Duration
	err := t.pool.QueryRow(ctx, `SELECT greatest(next_at, CASE WHEN holder <> '' AND until > now() THEN now() + interval '200 ms' ELSE next_at END) - now()
		FROM turn WHERE host = $1`, host).Scan(&wait)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return max(wait, 0), err
}

// Take waits for the turn and gives what is known of the host by then. A database that went
// down is waited for: it says nothing of the host. A worker asks a host once at a time, so a
// turn that is its own already is one whose end was lost.
func (t *Turns) Take(ctx context.Context, host string) (h store.Host, _ error) {
	for {
		var wait time.Duration
		err := outlast(ctx, func() error {
			tag, err := t.pool.Exec(ctx, `INSERT INTO turn VALUES ($1, $2, now() + $3, now()) ON CONFLICT (host) DO UPDATE SET holder = $2, until = now() + $3
				WHERE turn.next_at <= now() AND (turn.holder IN ('', $2) OR turn.until < now())`, host, t.worker, turnMost)
			switch {
			case err != nil:
			case tag.RowsAffected() > 0:
				wait = -1
				h, err = t.known(ctx, host)
			default:
				wait, err = t.Busy(ctx, host)
			}
			return err
		})
		if err != nil {
			return h, fmt.Errorf("wait for the turn of %s: %w", host, err)
		}
		if wait < 0 {
			return h, nil
		}
		if err := sleep(ctx, min(max(wait, 5*time.Millisecond), time.Second)); err != nil {
			return h, err
		}
	}
}

// outlast does something again while the database is lost.
func outlast(ctx context.Context, f func() error) error {
	for {
		err := f()
		if !(engine{}).Lost(err) || sleep(ctx, 50*time.Millisecond) != nil {
			return err
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *Turns) known(ctx context.Context, host string) (store.Host, error) {
	h := store.Host{Name: host}
	var until *int64
	err := t.pool.QueryRow(ctx, `SELECT blocked_until, strikes, why, cause FROM host WHERE name = $1`, host).Scan(&until, &h.Strikes, &h.Why, &h.Cause)
	if errors.Is(err, pgx.ErrNoRows) {
		return h, nil
	}
	if until != nil {
		h.BlockedUntil = time.UnixMilli(*until).UTC()
	}
	return h, err
}

// Give gives the turn back. What cannot be told is over by itself after a while.
func (t *Turns) Give(host string, pause time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_ = outlast(ctx, func() error {
		_, err := t.pool.Exec(ctx, `UPDATE turn SET holder = '', next_at = now() + $3 WHERE host = $1 AND holder = $2`, host, t.worker, pause)
		return err
	})
}

// Figures are what monitoring reads.
type Figures struct {
	// Queues counts jobs by queue and state.
	Queues []QueueCount
	// Late is how long ago the longest overdue source was due, by the database's clock.
	Late time.Duration
	// Held are hosts that are left alone, Workers those that live.
	Held, Workers int
}

// QueueCount is how many jobs of a queue are in a state.
type QueueCount struct {
	Queue, State string
	Jobs         int
}

// Figures reads them.
func (f *Fleet) Figures(ctx context.Context) (out Figures, err error) {
	rows, err := f.Pool.Query(ctx, `SELECT queue, state::text, count(*) FROM river_job WHERE state <> 'completed' GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		return out, plain(err)
	}
	if out.Queues, err = pgx.CollectRows(rows, pgx.RowToStructByPos[QueueCount]); err != nil {
		return out, err
	}
	err = f.Pool.QueryRow(ctx, `WITH t AS (SELECT (extract(epoch FROM now()) * 1000)::bigint AS ms)
		SELECT coalesce((SELECT t.ms - min(next_due) FROM source WHERE next_due <= t.ms AND paused = 0), 0) * interval '1 ms',
		(SELECT count(*) FROM host WHERE blocked_until > t.ms), (SELECT count(*) FROM worker WHERE seen_at > now() - make_interval(secs => $1)) FROM t`,
		Silence.Seconds()).Scan(&out.Late, &out.Held, &out.Workers)
	return out, err
}
