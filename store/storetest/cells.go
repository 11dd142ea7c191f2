package storetest

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"onrecord/store/proof"
)

// Column is one of a table's, as somebody sees it who has a tool of his own.
type Column struct {
	Name string
	// Key says that it is in the table's primary key, Number that it holds whole numbers.
	Key, Number bool
	// Other is the SQL of another value than it has.
	Other string
}

// Database is what an archive lies in, as somebody changes it behind the archive's back.
type Database struct {
	// DB reads it as it was written.
	DB *sql.DB
	// Tables are all, with the columns that can be written.
	Tables map[string][]Column
	// Tampered runs a script, with all out of the way that would forbid it, calls f with
	// what opens the archive then, and has all as it was afterwards; false where the
	// database does not take it, or nothing changes.
	Tampered func(t *testing.T, script string, f func(open func() (Engine, error))) bool
}

// unproved are tables and columns that verify does not hold against the log, and why
// that misleads nobody. "TABLE" is all of one, "TABLE.COLUMN" a part of it.
var unproved = map[string]string{
	"segment": "the index, which Check reads through", "posting": "the index", "space": "the index", "unindexed": "what waits to be indexed",
	"unsought": "what waits to be linked", "unrendered": "what waits to be translated", "rendering": "which engines there are", "linked.linker": "which matcher read it",
	"words": "the search's index; what is shown is read from the versions", "words_data": "the search's index", "words_idx": "the search's index",
	"words_docsize": "the search's index", "words_config": "the search's index", "shelf": "what the search's index has", "shelved": "how far it is",
	"pictured.id": "a number of the database's own", "host.asked_at": "manners towards hosts, shown nowhere",
	"document.id": "a number of the database's own", "document.next_look": "the schedule", "document.touched": "which pages to draw anew",
	"version.id": "a number of the database's own", "reading.id": "a number of the database's own", "tombstone.id": "a number of the database's own",
	"change.id": "a number of the database's own", "checkpoint.id": "a number of the database's own", "quote.id": "a number of the database's own",
	"author.id": "a number of the database's own", "blob.encoding": "how bytes are kept",
	"anchor.stamped_at": "held against the stamp itself by proof.Options.Stamp", "anchor.asked_at": "when to ask again", "anchor.tries": "when to ask again",
	"reading.cut":        "whether a sight was cut short, which its version says",
	"checkpoint.made_at": "the next run's record says it; the newest ones are no older than what they cover by more than a day, and a later time claims less", "checkpoint.run": "the run that it ended",
	"run.heartbeat":   "when a run was last heard of, shown nowhere",
	"anchor.next_try": "when to ask again", "anchor.error": "why there is none yet",
}

// EveryCell changes an archive with something of everything: whatever cell is changed, and
// whatever row is deleted, moved or put there twice, verify says so, unless it is among
// what is said above to mislead nobody.
func EveryCell(t *testing.T, d Database) {
	t.Helper()
	c := cells{t: t, Database: d}
	c.untouched()
	for _, table := range slices.Sorted(maps.Keys(d.Tables)) {
		if unproved[table] == "" {
			c.table(table)
		}
	}
	t.Log(c.tried, "changes,", c.refused, "not taken by the database")
}

type cells struct {
	t *testing.T
	Database
	state          proof.State
	tried, refused int
}

// untouched is what verify says before anything is changed.
func (c *cells) untouched() {
	c.t.Helper()
	var r proof.Report
	c.Tampered(c.t, `UPDATE setting SET value = value`, func(open func() (Engine, error)) {
		d := must[Engine](c.t)(open())
		defer d.Close()
		r = must[proof.Report](c.t)(proof.Verify(c.t.Context(), proof.ArchiveOf(d), proof.Options{}))
	})
	if len(r.Faults)+len(r.Missing) > 0 || r.Leaves == 0 {
		c.t.Fatalf("untouched: %+v", r)
	}
	c.state = r.State
}

// caught changes something, and is content where verify finds it, or the archive does not open.
func (c *cells) caught(what, script string) {
	c.t.Helper()
	c.tried++
	if !c.Tampered(c.t, script, func(open func() (Engine, error)) {
		d, err := open()
		if err != nil {
			return
		}
		defer d.Close()
		if r, err := proof.Verify(c.t.Context(), proof.ArchiveOf(d), proof.Options{}); err == nil && len(r.Faults)+len(r.Missing) == 0 && r.State == c.state {
			c.t.Errorf("%s: not found (%s)", what, script)
		}
	}) {
		c.refused++
	}
}

func (c *cells) table(table string) {
	c.t.Helper()
	n := 0
	if err := c.DB.QueryRowContext(c.t.Context(), `SELECT count(*) FROM "`+table+`"`).Scan(&n); err != nil {
		c.t.Fatal(err)
	}
	if n == 0 {
		c.t.Errorf("%s: the reference has no row of it", table)
	}
	for row := range n {
		where := c.where(table, row)
		if table == "blob" && c.isCertificate(where) {
			continue // captures of before they were kept have none
		}
		c.row(table, where)
		if table != "checkpoint" || row == n-1 { // a later one covers all that it covered
			c.caught(table+", a row deleted", fmt.Sprintf(`DELETE FROM "%s" WHERE %s`, table, where))
		}
	}
}

// where is the condition that a row alone fulfils.
func (c *cells) where(table string, row int) string {
	var key, all []string // a table without a key is one of few columns
	for _, col := range c.Tables[table] {
		all = append(all, col.Name)
		if col.Key {
			key = append(key, col.Name)
		}
	}
	if len(key) == 0 {
		key = all
	}
	return fmt.Sprintf(`(%[1]s) = (SELECT %[1]s FROM "%[2]s" ORDER BY %[1]s LIMIT 1 OFFSET %[3]d)`, strings.Join(key, ", "), table, row)
}

func (c *cells) isCertificate(where string) bool {
	var sum string
	if err := c.DB.QueryRowContext(c.t.Context(), `SELECT sha256 FROM blob WHERE `+where).Scan(&sum); err != nil {
		c.t.Fatal(err)
	}
	return sum == sumOf(aCertificate)
}

// row changes each of a row's cells, moves it to whatever else it could belong to, and puts
// it there twice.
func (c *cells) row(table, where string) {
	c.t.Helper()
	var others []string
	for _, col := range c.Tables[table] {
		if unproved[table+"."+col.Name] == "" {
			c.caught(table+"."+col.Name, fmt.Sprintf(`UPDATE "%s" SET "%s" = %s WHERE %s`, table, col.Name, col.Other, where))
		}
		if slices.Contains([]string{"document", "version", "capture", "quote"}, col.Name) && col.Name != table && col.Number {
			c.caught(table+", a row moved to another "+col.Name, fmt.Sprintf(`UPDATE "%s" SET %s = (SELECT max(o.id) FROM %[2]s o WHERE o.id <> "%[1]s".%[2]s) WHERE %[2]s IS NOT NULL AND %[3]s`, table, col.Name, where))
		}
		if col.Name != "id" {
			others = append(others, `"`+col.Name+`"`)
		}
	}
	if len(others) < len(c.Tables[table]) && table != "checkpoint" { // two processes may sign one head: it is told once
		c.caught(table+", a row doubled", fmt.Sprintf(`INSERT INTO "%s" (%s) SELECT %[2]s FROM "%[1]s" WHERE %[3]s`, table, strings.Join(others, ", "), where))
	}
}

// MovedByNumber checks that what names rows by numbers of the database's own is not led elsewhere
// by changing the numbers, nor is it hidden together with what says that it is there.
func MovedByNumber(t *testing.T, d Database) {
	t.Helper()
	const refer = `UPDATE %[1]s SET version = CASE version WHEN (SELECT min(version) FROM link) THEN (SELECT max(id) FROM version) WHEN (SELECT max(id) FROM version) THEN (SELECT min(version) FROM link) ELSE version END;`
	const swapped = `UPDATE version SET id = id + 1000; UPDATE version SET id = CASE id - 1000 WHEN (SELECT min(version) FROM link) THEN (SELECT max(id) - 1000 FROM version)
		WHEN (SELECT max(id) - 1000 FROM version) THEN (SELECT min(version) FROM link) ELSE id END;
		UPDATE version SET id = id - 1000 WHERE id > 1000;`
	for name, script := range map[string]string{
		"the quotes of an article, and that it was linked": `DELETE FROM quote; DELETE FROM link; DELETE FROM linked`,
		"that the last checkpoint was made long before":    `UPDATE checkpoint SET made_at = 1 WHERE id = (SELECT max(id) FROM checkpoint)`,
		"two versions in each other's place":               fmt.Sprintf(refer, "reading") + fmt.Sprintf(refer, "change") + swapped,
	} {
		if !d.Tampered(t, script, func(open func() (Engine, error)) {
			a := must[Engine](t)(open())
			defer a.Close()
			r := must[proof.Report](t)(proof.Verify(t.Context(), proof.ArchiveOf(a), proof.Options{}))
			if !slices.ContainsFunc(r.Faults, func(f proof.Fault) bool {
				return strings.HasPrefix(f.Item, "the quotes of article version") || strings.HasPrefix(f.Item, "checkpoint of ")
			}) {
				t.Errorf("%s: %+v", name, r.Faults)
			}
		}) {
			t.Errorf("%s: nothing is changed", name)
		}
	}
}

func sumOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
