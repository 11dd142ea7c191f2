package postgres

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// IsAddress reports whether an archive's address is one of PostgreSQL's, well written or not.
func IsAddress(archive string) bool {
	scheme, _, ok := strings.Cut(archive, ":")
	return ok && (strings.EqualFold(scheme, "postgres") || strings.EqualFold(scheme, "postgresql"))
}

// form is how an address is written.
const form = "give postgres://USER@HOST:PORT/DATABASE, and the password in ~/.pgpass or PGPASSWORD"

// parse reads an address. Its errors show no part that may be one of the password.
func parse(address string) (*pgx.ConnConfig, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	if !strings.HasPrefix(rest, "//") {
		return nil, errors.New("this is no address of a database; " + form)
	}
	if doubtful(rest) {
		return nil, errors.New("an @ stands where none can be; in the address write @ of a password as %40, / as %2F, ? as %3F and # as %23; or " + form)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("this is no address of a database (write % of a password as %25, : as %3A, [ as %5B); " + form)
	}
	config, err := pgx.ParseConfig(strings.ToLower(scheme) + ":" + rest)
	if err != nil {
		if inner := errors.Unwrap(err); inner != nil && u.Host != "" {
			err = inner // else it repeats the address
		}
		return nil, fmt.Errorf("this is no address of a database: %w; %s", err, form)
	}
	return config, nil
}

// doubtful reports whether an address has an @ that parts no user from a host: then some of
// what is read as host, port or database may be a password.
func doubtful(rest string) bool {
	user := strings.TrimPrefix(rest, "//")
	if i := strings.IndexAny(user, "/?#"); i >= 0 {
		user = user[:i]
	}
	return strings.Count(rest, "@") > min(strings.Count(user, "@"), 1)
}

// secrets are the keys of an address's query that are not shown.
var secrets = []string{"password", "sslpassword"}

// Shown is an address without its password.
func Shown(address string) string {
	scheme, rest, _ := strings.Cut(address, ":")
	if _, err := url.Parse(address); err != nil || doubtful(rest) {
		return strings.ToLower(scheme) + "://…"
	}
	before, query, _ := strings.Cut(address, "?")
	if user, host, ok := strings.Cut(before, "@"); ok {
		if name, password, found := strings.Cut(user[len(scheme)+1:], ":"); found && password != "" {
			before = user[:len(scheme)+1] + name + "@" + host
		}
	}
	shown := slices.DeleteFunc(strings.Split(query, "&"), func(pair string) bool {
		key, _, _ := strings.Cut(pair, "=")
		key, err := url.QueryUnescape(key)
		return pair == "" || err != nil || slices.Contains(secrets, strings.ToLower(key))
	})
	if len(shown) > 0 {
		before += "?" + strings.Join(shown, "&")
	}
	return before
}

// plain is why no connection came about, in one line: what the server said, or else how the
// last try ended. Other errors stay.
func plain(err error) error {
	var no *pgconn.ConnectError
	if !errors.As(err, &no) {
		return err
	}
	if pg := (*pgconn.PgError)(nil); errors.As(no, &pg) {
		return pg
	}
	tries := strings.Split(no.Error(), "\n")
	return errors.New(strings.TrimSpace(tries[len(tries)-1]))
}
