package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"onrecord/store"
	"onrecord/store/bucket"
	"onrecord/store/sqlite"
)

// readers is how many read at a time.
const readers = 8

// connectTimeout is how long a server is waited for that does not answer, where the address
// says nothing of it (connect_timeout=SECONDS).
const connectTimeout = 15 * time.Second

// Open opens the archive in a database, whose address is one of libpq's
// (postgres://user@host:port/database); media is where the bytes of media lie, a directory
// or the address of a bucket (see package bucket). The database is there already; its schema is made where Create says so. Its errors wrap
// those of package store.
func Open(ctx context.Context, address, media string, o sqlite.Options) (*sqlite.DB, error) {
	d, err := open(ctx, address, media, o)
	return d, unopened(address, err)
}

// unopened says why the archive at an address could not be opened.
func unopened(address string, err error) error {
	if err == nil {
		return nil
	}
	if kind, ours := (engine{}).Kind(err); ours && kind != nil {
		err = fmt.Errorf("%w (%w)", kind, plain(err))
	}
	return fmt.Errorf("open the archive: %s: %w", Shown(address), err)
}

func open(ctx context.Context, address, media string, o sqlite.Options) (*sqlite.DB, error) {
	if o.BusyTimeout == 0 {
		o.BusyTimeout = 10 * time.Second
	}
	config, err := parse(address)
	if err != nil {
		return nil, err
	}
	files := sqlite.MediaDirectory(media)
	if bucket.IsAddress(media) {
		if files, err = bucket.Open(media); err != nil {
			return nil, err
		}
	}
	reader := sql.OpenDB(newConnector(with(config, map[string]string{
		"default_transaction_read_only": "on", "default_transaction_isolation": "repeatable read",
	})))
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	reader.SetConnMaxIdleTime(time.Minute)
	if o.ReadOnly {
		if err := check(ctx, reader); err != nil {
			return nil, errors.Join(err, reader.Close())
		}
		return sqlite.Attach(engine{o.BusyTimeout}, nil, reader, Shown(address), files, o), nil
	}
	writer := sql.OpenDB(newConnector(with(config, map[string]string{
		"synchronous_commit": "on", "lock_timeout": strconv.FormatInt(o.BusyTimeout.Milliseconds(), 10),
	})))
	since, err := migrate(ctx, writer, o.Create)
	if err != nil {
		return nil, errors.Join(err, reader.Close(), writer.Close())
	}
	d := sqlite.Attach(engine{o.BusyTimeout}, writer, reader, Shown(address), files, o)
	if since > 0 {
		if err := d.Afterwards(ctx, since); err != nil {
			return nil, errors.Join(err, d.Close())
		}
	}
	return d, nil
}

// Setting reads a setting without opening the archive, which may have to be made or brought up
// to date first; "" where there is none.
func Setting(ctx context.Context, address, name string) (string, error) {
	config, err := parse(address)
	if err != nil {
		return "", unopened(address, err)
	}
	c, err := pgx.ConnectConfig(ctx, with(config, nil))
	if err != nil {
		return "", unopened(address, err)
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	var value string
	err = c.QueryRow(ctx, `SELECT value FROM setting WHERE name = $1`, encode(name)).Scan(&value)
	if pg := (*pgconn.PgError)(nil); errors.Is(err, pgx.ErrNoRows) || errors.As(err, &pg) && pg.Code == "42P01" { // no such table yet
		err = nil
	}
	return decode(value), unopened(address, err)
}

// with is a configuration with settings that each connection begins with. What the
// address sets itself stands.
func with(c *pgx.ConnConfig, settings map[string]string) *pgx.ConnConfig {
	c = c.Copy()
	all := map[string]string{
		"application_name": "onrecord", "timezone": "UTC", "client_encoding": "UTF8",
		// Statements are short: to compile one costs more than to run it, and rows are found
		// by their keys, not by reading tables to their end.
		"jit": "off", "random_page_cost": "1.1",
	}
	maps.Copy(all, settings)
	maps.Copy(all, c.RuntimeParams)
	c.RuntimeParams = all
	c.StatementCacheCapacity = 1024
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = connectTimeout
	}
	return c
}

var errNone = fmt.Errorf("there is no archive in this database: %w; make one with onrecord init, or choose another with --archive", store.ErrNotFound)

var errNoDatabase = fmt.Errorf("there is no such database: %w; make it with createdb --encoding=UTF8 --template=template0, or choose another with --archive", store.ErrNotFound)
