package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

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

// everything makes an archive with a row in every table that anything shows.
func everything(t *testing.T, dir string) {
	t.Helper()
	key, _ := signed(t, dir)
	now := time.Date(2025, 11, 12, 12, 0, 0, 0, time.UTC)
	d := open(t, dir, Options{Now: func() time.Time { return now }})
	defer d.Close()
	o := observation("1", "A, edited again")
	o.Aliases, o.Relations = []store.DocumentID{"x:11"}, []store.Relation{{Kind: store.RelationQuotes, Document: "x:5"}}
	cut := observation("3", "A long text that was cut…")
	cut.Content.Cut = true
	article := store.Observation{Document: "web:https://a.example/", Kind: store.Article, URL: "https://a.example/", Content: store.Content{Title: "T", Text: "He said “A, edited”.", Lang: "en"}}
	for i, o := range []store.Observation{o, cut, observation("3", "A long text that was cut short by somebody."), article} {
		c := store.Capture{Method: "GET", URL: "https://a.example/", Document: o.Document, StartedAt: now.Add(time.Duration(i) * time.Minute), Body: []byte(o.Content.Text), Outcome: store.OutcomeOK}
		if _, _, err := d.Record(t.Context(), c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	quoteOne(t, d)
	if err := d.SavePerson(t.Context(), store.Person{Name: "Somebody", Names: []string{"S. B."}, Accounts: []store.Account{{Platform: "x", Key: "@somebody"}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/i.png", Document: "x:1", StartedAt: now}, store.Medium{Document: "x:1", URL: "https://a.example/i.png", Type: "image/png"}, []byte("a picture")); err != nil {
		t.Fatal(err)
	}
	keptBeside(t, d, now)
	if _, _, err := d.Record(t.Context(), store.Capture{URL: "https://a.example/9", StartedAt: now, Body: []byte("Words that go")}, []store.Observation{observation("9", "Words that go")}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Forget(t.Context(), "x:9", "a court said so"); err != nil {
		t.Fatal(err)
	}
	checkpoint(t, d, key)
	c, err := d.LastCheckpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.AddAnchor(t.Context(), c.ID, store.Anchor{Size: c.Size, Authority: "https://tsa.example/", Time: now, Token: []byte("a token")}, ""); err != nil {
		t.Fatal(err)
	}
	run, err := d.BeginRun(t.Context(), "here pid 1")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.EndRun(t.Context(), run.ID, "done", store.RunCounts{}); err != nil {
		t.Fatal(err)
	}
	checkpoint(t, d, key)
}

// keptBeside puts rows there that no capture brought.
func keptBeside(t *testing.T, d *DB, now time.Time) {
	t.Helper()
	s, err := d.AddSource(t.Context(), store.Source{Kind: store.SourceFeed, Platform: "x", URL: "https://a.example/feed", Name: "A", Cadence: time.Hour, AddedAt: now, NextDue: now, OCR: true})
	if err != nil {
		t.Fatal(err)
	}
	looked := s
	looked.LastRun, looked.LastOK, looked.ETag, looked.Gaps, looked.LastError, looked.LastCause, looked.Failures = now, now, `"1"`, "[]", "no", store.CauseServer, 1
	if err := d.NoteLook(t.Context(), s, looked); err != nil {
		t.Fatal(err)
	}
	if _, err := d.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/j.png", Document: "x:3", StartedAt: now, SourceID: s.ID}, store.Medium{Document: "x:3", URL: "https://a.example/j.png", Type: "image/png"}, []byte("words")); err != nil {
		t.Fatal(err)
	}
	if n, err := d.ReadPictures(t.Context(), func(string) (store.PictureWords, error) {
		return store.PictureWords{Text: "words in a picture", Engine: "tesseract"}, nil
	}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := d.Unrendered(t.Context(), "an engine", func(page []store.Version) (out []store.Rendition, err error) {
		for _, v := range page {
			out = append(out, store.Rendition{VersionID: v.ID, Lang: "en", Engine: "an engine", Text: "rendered: " + v.Text})
		}
		return out, nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.Announce(t.Context(), []store.Notice{{At: now, Kind: "edited", Name: "change 1", Body: []byte(`{"event":"edited"}`)}}, []string{"a channel", "another"}); err != nil {
		t.Fatal(err)
	}
	due, err := d.Undelivered(t.Context(), now, 9)
	if err != nil || len(due) != 2 {
		t.Fatal(due, err)
	}
	for i, failure := range []error{nil, errors.New("not taken")} {
		if err := d.Delivered(t.Context(), due[i], failure, now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.SaveHost(t.Context(), store.Host{Name: "a.example", BlockedUntil: now, Strikes: 2, Why: "429", Cause: store.CauseRate, AskedAt: now}); err != nil {
		t.Fatal(err)
	}
	if err := d.SetSetting(t.Context(), "contact", "you@example.org"); err != nil {
		t.Fatal(err)
	}
}

// quoteOne links the article to the post.
func quoteOne(t *testing.T, d *DB) {
	t.Helper()
	article, err := d.Versions(t.Context(), "web:https://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	post, err := d.Versions(t.Context(), "x:1")
	if err != nil {
		t.Fatal(err)
	}
	found := store.Link{
		Quote: store.Quote{Kind: store.QuoteInline, From: 9, To: 18, Text: "A, edited", Speaker: "He", Handle: "he", URL: "https://x.example/1", Document: "x:1", Parts: [][2]int{{9, 10}}},
		Match: store.Match{Document: "x:1", VersionID: post[0].ID, Verdict: store.Verbatim, Confidence: 0.9, Span: [2]int{0, 9}, Edits: []store.Edit{{Op: "equal"}}, Warnings: []string{"number"}, Via: "original"},
	}
	without := store.Link{Quote: store.Quote{Kind: store.QuoteBlock, Text: "Nobody's words"}}
	if err := d.ReplaceQuotes(t.Context(), article[0].ID, 1, []store.Link{found, without}); err != nil {
		t.Fatal(err)
	}
}

// columns are a table's, but for what is generated.
func columns(t *testing.T, q *sql.DB, query string, args ...any) []string {
	t.Helper()
	all, err := texts(t.Context(), q, query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestFault62And75EveryCell: in an archive with something of everything, whatever cell is
// changed, and whatever row is deleted or put there twice, verify says so, unless it is
// among what is said above to mislead nobody.
func TestFault62And75EveryCell(t *testing.T) {
	dir := t.TempDir()
	everything(t, dir)
	untouched := verified(t, dir, proof.Options{})
	if len(untouched.Faults)+len(untouched.Missing) > 0 {
		t.Fatalf("untouched: %+v", untouched)
	}
	q, err := sql.Open("sqlite", "file:"+filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	caught := func(what, script string) {
		t.Helper()
		bad := copyOf(t, dir)
		if !tampered(t, bad, script) {
			return // the database does not take it
		}
		d, err := Open(t.Context(), bad, Options{ReadOnly: true})
		if err != nil {
			return // said at once
		}
		defer d.Close()
		if r, err := proof.Verify(t.Context(), proof.ArchiveOf(d), proof.Options{}); err == nil && len(r.Faults)+len(r.Missing) == 0 && r.State == untouched.State {
			t.Errorf("%s: not found (%s)", what, script)
		}
	}
	for _, table := range columns(t, q, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		if unproved[table] != "" {
			continue
		}
		var n int
		if err := q.QueryRowContext(t.Context(), `SELECT count(*) FROM "`+table+`"`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			t.Errorf("%s: the reference has no row of it", table)
			continue
		}
		all := columns(t, q, `SELECT name FROM pragma_table_info(?)`, table)
		key := columns(t, q, `SELECT name FROM pragma_table_info(?) WHERE pk > 0`, table)
		for row := range n {
			if cert := sha([]byte("a certificate")); table == "blob" && columns(t, q, `SELECT sha256 FROM blob LIMIT 1 OFFSET ?`, row)[0] == cert {
				continue // captures of before they were kept have none
			}
			where := fmt.Sprintf(`(%s) = (SELECT %[1]s FROM "%s" LIMIT 1 OFFSET %d)`, strings.Join(key, ", "), table, row)
			for _, column := range all {
				if unproved[table+"."+column] == "" {
					caught(table+"."+column, fmt.Sprintf(`UPDATE "%s" SET "%s" = CASE typeof("%[2]s") WHEN 'text' THEN "%[2]s" || 'x' WHEN 'blob' THEN CAST("%[2]s" || x'00' AS BLOB) ELSE coalesce("%[2]s", 0) + 1 END WHERE %s`, table, column, where))
				}
			}
			for _, owner := range []string{"document", "version", "capture", "quote"} {
				if slices.Contains(all, owner) && owner != table {
					caught(table+", a row moved to another "+owner, fmt.Sprintf(`UPDATE "%s" SET %s = (SELECT max(o.id) FROM %[2]s o WHERE o.id <> "%[1]s".%[2]s) WHERE typeof(%[2]s) = 'integer' AND %[3]s`, table, owner, where))
				}
			}
			if others := slices.DeleteFunc(slices.Clone(all), func(c string) bool { return c == "id" }); len(others) < len(all) && table != "checkpoint" { // two processes may sign one head: it is told once
				list := `"` + strings.Join(others, `", "`) + `"`
				caught(table+", a row doubled", fmt.Sprintf(`INSERT INTO "%s" (%s) SELECT %[2]s FROM "%[1]s" WHERE %[3]s`, table, list, where))
			}
			if table == "checkpoint" && row < n-1 {
				continue // a later one covers all that it covered
			}
			caught(table+", a row deleted", fmt.Sprintf(`DELETE FROM "%s" WHERE %s`, table, where))
		}
	}
}

// TestMovedByNumber: what names rows by numbers of the database's own is not led elsewhere
// by changing the numbers, nor is it hidden together with what says that it is there.
func TestMovedByNumber(t *testing.T) {
	dir := t.TempDir()
	everything(t, dir)
	swapped := `UPDATE version SET id = id + 1000; UPDATE version SET id = CASE id - 1000 WHEN (SELECT min(version) FROM link) THEN (SELECT max(id) - 1000 FROM version)
		WHEN (SELECT max(id) - 1000 FROM version) THEN (SELECT min(version) FROM link) ELSE id END;
		UPDATE version SET id = id - 1000 WHERE id > 1000;`
	const refer = `UPDATE %[1]s SET version = CASE version WHEN (SELECT min(version) FROM link) THEN (SELECT max(id) FROM version) WHEN (SELECT max(id) FROM version) THEN (SELECT min(version) FROM link) ELSE version END;`
	for name, script := range map[string]string{
		"the quotes of an article, and that it was linked": `DELETE FROM quote; DELETE FROM link; DELETE FROM linked`,
		"that the last checkpoint was made long before":    `UPDATE checkpoint SET made_at = 1 WHERE id = (SELECT max(id) FROM checkpoint)`,
		"two versions in each other's place":               fmt.Sprintf(refer, "reading") + fmt.Sprintf(refer, "change") + swapped,
	} {
		bad := copyOf(t, dir)
		if !tampered(t, bad, script) {
			t.Errorf("%s: nothing is changed", name)
		}
		if r := verified(t, bad, proof.Options{}); !slices.ContainsFunc(r.Faults, func(f proof.Fault) bool {
			return strings.HasPrefix(f.Item, "the quotes of article version") || strings.HasPrefix(f.Item, "checkpoint of ")
		}) {
			t.Errorf("%s: %+v", name, r.Faults)
		}
	}
}

// tampered changes a database, if it lets itself be changed so.
func tampered(t *testing.T, dir, script string) bool {
	t.Helper()
	q, err := sql.Open("sqlite", "file:"+filepath.Join(dir, fileName)+"?_pragma=foreign_keys(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	res, err := q.ExecContext(t.Context(), script)
	if err != nil {
		return false
	}
	n, err := res.RowsAffected()
	return err != nil || n > 0
}
