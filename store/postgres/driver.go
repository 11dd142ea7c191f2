package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// connector makes pgx's connections take SQLite's statements and values.
type connector struct{ driver.Connector }

func newConnector(c *pgx.ConnConfig) connector { return connector{stdlib.GetConnector(*c)} }

// Connect connects.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	p, ok := inner.(*stdlib.Conn)
	if !ok {
		return nil, errors.New("pgx gave a connection of another kind")
	}
	return &conn{p}, nil
}

// conn is a connection of pgx's, which prepares each statement once by itself.
type conn struct{ *stdlib.Conn }

// PrepareContext only remembers the statement.
func (c *conn) PrepareContext(_ context.Context, query string) (driver.Stmt, error) {
	return &stmt{c, query}, nil
}

// Prepare is PrepareContext.
func (c *conn) Prepare(query string) (driver.Stmt, error) { return &stmt{c, query}, nil }

// CheckNamedValue gives values as SQLite's driver does: numbers, texts and bytes.
func (c *conn) CheckNamedValue(v *driver.NamedValue) (err error) {
	if v.Value, err = driver.DefaultParameterConverter.ConvertValue(v.Value); err != nil {
		return err
	}
	switch x := v.Value.(type) {
	case bool:
		v.Value = int64(0)
		if x {
			v.Value = int64(1)
		}
	case string:
		v.Value = encode(x)
	}
	return nil
}

// ExecContext runs a statement, or several without arguments.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	var err error
	if query == insertWords {
		if args, err = inLine(args); err != nil {
			return nil, err
		}
	}
	s := rewrite(query)
	if args, err = s.arguments(args); err != nil {
		return nil, err
	}
	return c.Conn.ExecContext(ctx, s.text, args)
}

// QueryContext runs a query.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s := rewrite(query)
	args, err := s.arguments(args)
	if err != nil {
		return nil, err
	}
	r, err := c.Conn.QueryContext(ctx, s.text, args)
	if err != nil {
		return nil, err
	}
	return decoded{r}, nil
}

// arguments are those that the statement has parameters for, in its order.
func (s statement) arguments(args []driver.NamedValue) ([]driver.NamedValue, error) {
	out := make([]driver.NamedValue, len(s.order))
	for i, from := range s.order {
		if from >= len(args) {
			return nil, errors.New("a statement misses an argument: " + s.text)
		}
		v := args[from].Value
		if id, ok := v.(int64); ok && s.lists[i] { // one alone
			v = strconv.FormatInt(id, 10)
		}
		out[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	if s.weighed { // else a search for a rare word is carried out as one for any word
		out = append([]driver.NamedValue{{Value: pgx.QueryExecModeCacheDescribe}}, out...)
	}
	return out, nil
}

// decoded are rows whose texts are given back as they were.
type decoded struct{ driver.Rows }

// Next reads the next row.
func (d decoded) Next(to []driver.Value) error {
	err := d.Rows.Next(to)
	for i := range to {
		if s, ok := to[i].(string); ok {
			to[i] = decode(s)
		}
	}
	return err
}

// stmt is a statement that pgx prepares when it is first run.
type stmt struct {
	conn  *conn
	query string
}

// Close closes nothing.
func (s *stmt) Close() error { return nil }

// NumInput leaves the arguments to the statement.
func (s *stmt) NumInput() int { return -1 }

// CheckNamedValue is the connection's.
func (s *stmt) CheckNamedValue(v *driver.NamedValue) error { return s.conn.CheckNamedValue(v) }

// ExecContext runs it.
func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return s.conn.ExecContext(ctx, s.query, args)
}

// QueryContext runs it.
func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return s.conn.QueryContext(ctx, s.query, args)
}

// Exec is there for the interface's sake.
func (s *stmt) Exec([]driver.Value) (driver.Result, error) { return nil, driver.ErrSkip }

// Query is there for the interface's sake.
func (s *stmt) Query([]driver.Value) (driver.Rows, error) { return nil, driver.ErrSkip }
