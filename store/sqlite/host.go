package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"onrecord/store"
)

// SaveHost keeps a host's state.
func (d *DB) SaveHost(ctx context.Context, h store.Host) error {
	return d.fail("remember the host "+h.Name, d.write(ctx, func(tx *tx) error {
		if h.BlockedUntil.IsZero() && h.Strikes == 0 && h.AskedAt.IsZero() {
			if _, err := tx.ExecContext(ctx, `DELETE FROM host WHERE name = ?`, h.Name); err != nil {
				return err
			}
			return logRows(ctx, tx, d.opts.Now(), hostRows, h.Name)
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO host (name, blocked_until, strikes, why, asked_at, cause) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET blocked_until = excluded.blocked_until, strikes = excluded.strikes, why = excluded.why, asked_at = excluded.asked_at, cause = excluded.cause`,
			h.Name, ms(h.BlockedUntil), h.Strikes, h.Why, ms(h.AskedAt), h.Cause); err != nil {
			return err
		}
		return logRows(ctx, tx, d.opts.Now(), hostRows, h.Name)
	}))
}

// Hosts are all that are remembered.
func (d *DB) Hosts(ctx context.Context) ([]store.Host, error) {
	var out []store.Host
	err := rows(ctx, d.r, `SELECT name, blocked_until, strikes, why, asked_at, cause FROM host ORDER BY name`, nil, func(r *sql.Rows) error {
		var h store.Host
		var until, asked sql.NullInt64
		err := r.Scan(&h.Name, &until, &h.Strikes, &h.Why, &asked, &h.Cause)
		h.BlockedUntil, h.AskedAt = fromMS(until), fromMS(asked)
		out = append(out, h)
		return err
	})
	return out, d.fail("list hosts", err)
}

// Setting is one of the user's choices.
func (d *DB) Setting(ctx context.Context, name string) (value string, err error) {
	err = d.r.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, d.fail("read the setting "+name, err)
}

// SetSetting keeps a choice.
func (d *DB) SetSetting(ctx context.Context, name, value string) error {
	return d.fail("keep the setting "+name, d.write(ctx, func(tx *tx) error {
		return setSetting(ctx, tx, d.opts.Now(), name, value)
	}))
}

func setSetting(ctx context.Context, tx *tx, now time.Time, name, value string) error {
	if _, err := tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value); err != nil {
		return err
	}
	return logRows(ctx, tx, now, settingRows, name)
}
