package postgres

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"
)

// Fill streams the rows with COPY.
func (engine) Fill(ctx context.Context, c *sql.Conn, table string, columns []string, next func() ([]any, error)) error {
	return c.Raw(func(inner any) error {
		p, ok := inner.(*conn)
		if !ok {
			return errors.New("pgx gave a connection of another kind")
		}
		words := table == "words"
		if words {
			columns = []string{"rowid", "line"}
		}
		_, err := p.Conn.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
			row, err := next()
			for i := range row {
				if s, ok := row[i].(string); ok {
					row[i] = encode(s)
				}
			}
			if words && row != nil {
				row = []any{row[0], lineOf(row[1:])}
			}
			return row, err
		}))
		return err
	})
}

// Quiet switches the triggers off and on again, and lets the counter of what waits for the
// index go on behind what was copied.
func (engine) Quiet(ctx context.Context, c *sql.Conn, tables []string, f func() error) error {
	for _, t := range tables {
		if _, err := c.ExecContext(ctx, `ALTER TABLE `+t+` DISABLE TRIGGER USER`); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	for _, t := range tables {
		if _, err := c.ExecContext(ctx, `SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE `+t+` ENABLE TRIGGER USER; ANALYZE `+t); err != nil {
			return err
		}
	}
	_, err := c.ExecContext(ctx, `SELECT setval(pg_get_serial_sequence('unindexed', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM unindexed), false),
		setval(pg_get_serial_sequence('pictured', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM pictured), false)`)
	return err
}
