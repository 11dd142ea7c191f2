package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// SavePerson adds a person, or names and accounts to one.
func (d *DB) SavePerson(ctx context.Context, p store.Person) error {
	defer d.names.forget()
	return d.fail("keep the author "+p.Name, d.write(ctx, func(tx *tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, `INSERT INTO author (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`, p.Name).Scan(&id)
		if err != nil {
			return err
		}
		for _, n := range p.Names {
			if _, err := tx.ExecContext(ctx, `INSERT INTO author_name (author, name) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, n); err != nil {
				return err
			}
		}
		for _, a := range p.Accounts {
			if _, err := tx.ExecContext(ctx, `DELETE FROM account WHERE platform = ? AND key = ?`, a.Platform, a.Key); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO account (platform, key, author) VALUES (?, ?, ?)`, a.Platform, a.Key, id); err != nil {
				return err
			}
		}
		return logPeople(ctx, tx, d.opts.Now())
	}))
}

// peopleTables are whose accounts the keeper says are one person's, without the database's
// own numbers.
var peopleTables = map[string]string{
	"author":      `SELECT name FROM author ORDER BY name`,
	"author_name": `SELECT a.name AS author, n.name FROM author_name n LEFT JOIN author a ON a.id = n.author ORDER BY a.name, n.name`,
	"account":     `SELECT c.platform, c.key, a.name AS author FROM account c LEFT JOIN author a ON a.id = c.author ORDER BY c.platform, c.key`,
}

// peopleState is what those rows amount to, "" where there are none.
func peopleState(ctx context.Context, q Queryer) (string, error) {
	out, n := proof.Rows{}, 0
	for table, query := range peopleTables {
		if err := rows(ctx, q, query, nil, func(r *sql.Rows) error {
			row, err := rowOf(r, nil)
			out[table] = append(out[table], row)
			n++
			return err
		}); err != nil {
			return "", err
		}
	}
	if n == 0 {
		return "", nil
	}
	b, err := out.Encode()
	return sha(b), err
}

// logPeople puts on record who is who, after every change of it.
func logPeople(ctx context.Context, tx *tx, now time.Time) error {
	sum, err := peopleState(ctx, tx)
	if err != nil {
		return err
	}
	_, err = appendLeaf(ctx, tx, store.StateLeaf, 0, "", func(index int64) ([]byte, error) {
		return proof.Encode(proof.People{Head: proof.NewHead(store.StateLeaf, index, now), People: &sum})
	})
	return err
}

// PeopleState is whose accounts the archive shows to be one person's, "" for nobody's.
func (d *DB) PeopleState(ctx context.Context) (string, error) {
	s, err := peopleState(ctx, d.s)
	return s, d.fail("read the authors", err)
}

// RemovePerson ungroups a person's accounts.
func (d *DB) RemovePerson(ctx context.Context, name string) error {
	defer d.names.forget()
	return d.fail("remove the author "+name, d.write(ctx, func(tx *tx) error {
		if err := one(tx.ExecContext(ctx, `DELETE FROM author WHERE name = ?`, name)); err != nil {
			return err
		}
		return logPeople(ctx, tx, d.opts.Now())
	}))
}

// People are all of them, by name.
func (d *DB) People(ctx context.Context) ([]store.Person, error) {
	out, err := people(ctx, d.r)
	return out, d.fail("list the authors", err)
}

func people(ctx context.Context, q Queryer) ([]store.Person, error) {
	var out []store.Person
	at := map[int64]int{}
	err := rows(ctx, q, `SELECT id, name FROM author ORDER BY name`, nil, func(r *sql.Rows) error {
		var id int64
		var p store.Person
		err := r.Scan(&id, &p.Name)
		at[id] = len(out)
		out = append(out, p)
		return err
	})
	if err != nil || len(out) == 0 {
		return out, err
	}
	err = rows(ctx, q, `SELECT author, name FROM author_name ORDER BY name`, nil, func(r *sql.Rows) error {
		var id int64
		var n string
		err := r.Scan(&id, &n)
		if i, ok := at[id]; ok {
			out[i].Names = append(out[i].Names, n)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, rows(ctx, q, `SELECT author, platform, key FROM account ORDER BY platform, key`, nil, func(r *sql.Rows) error {
		var id int64
		var a store.Account
		err := r.Scan(&id, &a.Platform, &a.Key)
		if i, ok := at[id]; ok {
			out[i].Accounts = append(out[i].Accounts, a)
		}
		return err
	})
}

// namesAge is how long another process's change of the names goes unseen.
const namesAge = 30 * time.Second

// names remembers the names of the people behind accounts: they are few, and
// every candidate of a search asks.
type names struct {
	mu   sync.Mutex
	at   time.Time
	name map[store.Account][]string
}

func (n *names) forget() {
	n.mu.Lock()
	n.at = time.Time{}
	n.mu.Unlock()
}

// of are the names of the person behind an account.
func (n *names) of(ctx context.Context, q Queryer, p store.Platform, key string) ([]string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if time.Since(n.at) > namesAge {
		all, err := people(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("names: %w", err)
		}
		n.name = map[store.Account][]string{}
		for _, p := range all {
			n.take(p)
		}
		n.at = time.Now()
	}
	return n.name[store.Account{Platform: p, Key: key}], nil
}

// take notes a person's names under each account.
func (n *names) take(p store.Person) {
	words := append([]string{p.Name}, p.Names...)
	for _, a := range p.Accounts {
		if strings.HasPrefix(a.Key, "@") {
			words = append(words, a.Key)
		}
	}
	for _, a := range p.Accounts {
		n.name[a] = words
	}
}

// nameAuthors fills in the names of candidates' authors. key is that of all of
// them, "" where it is each one's own.
func (d *DB) nameAuthors(ctx context.Context, all []store.Indexed, key string) error {
	for i := range all {
		doc := &all[i].Document
		k := key
		if k == "" {
			k = doc.Author.Key()
		}
		var err error
		if doc.AuthorNames, err = d.names.of(ctx, d.r, doc.Platform, k); err != nil {
			return err
		}
	}
	return nil
}
