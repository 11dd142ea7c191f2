package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/record"
)

// replayPage is how many documents are made anew at a time.
const replayPage = 200

// EachUnmade makes documents anew from the records of the captures that tell of them, by the
// rules that took these in, and calls f with those whose rows are others. It gives how many it
// could make: not those that were forgotten, nor those of which some capture was taken in
// by other rules, whose rows their sums alone hold.
func (d *DB) EachUnmade(ctx context.Context, f func(id store.DocumentID, what string) error) (made int64, err error) {
	for last := int64(0); ; {
		docs, err := numbers(ctx, d.s, `SELECT id FROM document WHERE id > ? ORDER BY id LIMIT ?`, last, replayPage)
		if err != nil || len(docs) == 0 {
			return made, d.fail("make the documents anew", err)
		}
		last = docs[len(docs)-1]
		all, err := d.remake(ctx, docs)
		if err != nil {
			return made, d.fail("make the documents anew", err)
		}
		for _, doc := range docs {
			r := all[doc]
			if r.unknown {
				continue
			}
			made++
			what, err := d.unlike(ctx, r)
			if err == nil && what != "" {
				what, err = d.stillUnlike(ctx, r)
			}
			if err == nil && what != "" {
				err = f(r.name, what)
			}
			if err != nil {
				return made, d.fail("make "+string(r.name)+" anew", err)
			}
		}
	}
}

// stillUnlike reports again in what a document's rows are others, "" where somebody wrote to
// it meanwhile.
func (d *DB) stillUnlike(ctx context.Context, r *remade) (string, error) {
	again, err := d.remake(ctx, []int64{r.doc})
	if err != nil || again[r.doc].unknown || again[r.doc].leaf != r.leaf {
		return "", err
	}
	what, err := d.unlike(ctx, again[r.doc])
	if err != nil {
		return "", err
	}
	_, leaf, err := d.StatedAt(ctx, r.name)
	if err != nil || leaf != r.leaf {
		return "", err
	}
	return what, nil
}

// remade is a document that is made anew.
type remade struct {
	doc, leaf int64
	name      store.DocumentID
	names     map[store.DocumentID]bool
	rows      proof.Rows
	words     map[string]store.Content // by their sums
	readings  map[sight]int            // those that the database has, less those that were made
	memory    record.Memory
	unknown   bool // it cannot be made
}

// sight is the words, by their sum, that a capture showed.
type sight struct {
	capture int64
	hash    string
}

// remake makes documents anew.
func (d *DB) remake(ctx context.Context, docs []int64) (map[int64]*remade, error) {
	all := make(map[int64]*remade, len(docs))
	list := toJSON(docs)
	stated, err := rowsOfAll(ctx, d.s, docs)
	if err != nil {
		return nil, err
	}
	for _, doc := range docs {
		r := &remade{doc: doc, rows: stated[doc], words: map[string]store.Content{}, readings: map[sight]int{}, names: map[store.DocumentID]bool{}}
		r.name, r.unknown = nameIn(r.rows["document"]), len(r.rows["forgotten"]) > 0
		r.names[r.name] = true
		for _, a := range r.rows["alias"] {
			name, _ := a["name"].(string)
			r.names[store.DocumentID(name)] = true
		}
		all[doc] = r
	}
	if err := d.loadWords(ctx, list, all); err != nil {
		return nil, err
	}
	telling, err := d.telling(ctx, list)
	if err != nil {
		return nil, err
	}
	for captures := range slices.Chunk(slices.Sorted(maps.Keys(telling)), replayPage) {
		err := rows(ctx, d.s, leafQuery+` WHERE capture IN (SELECT value FROM json_each(?)) ORDER BY idx`, []any{toJSON(captures)}, func(rs *sql.Rows) error {
			e, err := scanLeaf(rs)
			if err != nil {
				return err
			}
			var c proof.Capture
			readable := json.Unmarshal(e.Record, &c) == nil
			for _, doc := range telling[e.CaptureID] {
				r := all[doc]
				if !readable || c.Rules != record.Rules {
					r.unknown = true
				}
				r.take(c)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, r := range all {
		for _, left := range r.readings {
			r.unknown = r.unknown || left != 0
		}
	}
	return all, nil
}

func nameIn(document []map[string]any) store.DocumentID {
	if len(document) != 1 {
		return ""
	}
	name, _ := document[0]["name"].(string)
	return store.DocumentID(name)
}

// loadWords loads the words of all sights of documents, and the last leaves that tell of them.
func (d *DB) loadWords(ctx context.Context, docs string, all map[int64]*remade) error {
	err := rows(ctx, d.s, `SELECT v.document, r.capture, r.hash, coalesce(r.content, v.content) FROM version v JOIN reading r ON r.version = v.id
		WHERE v.document IN (SELECT value FROM json_each(?))`, []any{docs}, func(rs *sql.Rows) error {
		var doc, capture int64
		var hash, content string
		if err := rs.Scan(&doc, &capture, &hash, &content); err != nil {
			return err
		}
		r := all[doc]
		r.readings[sight{capture, hash}]++
		if _, known := r.words[hash]; known {
			return nil
		}
		var words store.Content
		if json.Unmarshal([]byte(content), &words) == nil && words.Hash() == hash {
			r.words[hash] = words
		}
		return nil
	})
	if err != nil {
		return err
	}
	return rows(ctx, d.s, `SELECT id, coalesce(leaf, -1) FROM document WHERE id IN (SELECT value FROM json_each(?))`, []any{docs}, func(rs *sql.Rows) error {
		var doc, leaf int64
		err := rs.Scan(&doc, &leaf)
		all[doc].leaf = leaf
		return err
	})
}

// telling are the captures that tell of documents, each with these.
func (d *DB) telling(ctx context.Context, docs string) (map[int64][]int64, error) {
	out := map[int64][]int64{}
	return out, rows(ctx, d.s, `WITH these (id) AS (SELECT value FROM json_each(?))
		SELECT v.document, r.capture FROM version v JOIN reading r ON r.version = v.id WHERE v.document IN (SELECT id FROM these)
		UNION SELECT document, capture FROM change WHERE document IN (SELECT id FROM these)
		UNION SELECT document, capture FROM tombstone WHERE document IN (SELECT id FROM these)
		UNION SELECT document, confirmed_by FROM tombstone WHERE document IN (SELECT id FROM these) AND confirmed_by IS NOT NULL
		UNION SELECT d.id, c.id FROM document d JOIN capture c ON c.document = d.name AND c.document <> '' WHERE d.id IN (SELECT id FROM these)
		UNION SELECT a.document, c.id FROM alias a JOIN capture c ON c.document = a.name AND c.document <> '' WHERE a.document IN (SELECT id FROM these)`,
		[]any{docs}, func(rs *sql.Rows) error {
			var doc, capture int64
			err := rs.Scan(&doc, &capture)
			out[capture] = append(out[capture], doc)
			return err
		})
}

// take takes in what a capture's record says of the document.
func (r *remade) take(c proof.Capture) {
	var said []store.Observation
	for _, s := range r.told(c) {
		words, ok := r.words[s.Content]
		r.unknown = r.unknown || s.Gone == "" && !ok
		said = append(said, s.Observation(words))
	}
	still := len(c.Seen) == 0 && c.Outcome == store.OutcomeNotModified && r.names[c.Target.Document]
	if r.unknown || len(said) == 0 && !still {
		return
	}
	started, err := time.Parse(time.RFC3339, c.Time.Started)
	if err == nil {
		_, err = r.memory.Take(store.Capture{
			ID: c.Capture, Document: c.Target.Document, Authority: c.Target.Authority, Relay: c.Target.Relay, Method: c.HTTP.Method, URL: c.Target.URL,
			FinalURL: c.Target.Final, Hops: c.HTTP.Hops, Outcome: c.Outcome, StartedAt: started,
		}, said, time.Duration(c.ConfirmAfter)*time.Millisecond)
	}
	r.unknown = err != nil
}

// told is what a capture says of the document: by its names, and what the database has as
// its words that were told by a name which became another document's since.
func (r *remade) told(c proof.Capture) (out []proof.Seen) {
	is := make([]bool, len(c.Seen))
	own := map[store.DocumentID]bool{} // documents of their own then
	for _, d := range c.States {
		own[d.Document] = true
	}
	for _, which := range []func(store.DocumentID) bool{
		func(id store.DocumentID) bool { return r.names[id] },
		func(id store.DocumentID) bool { return !own[id] },
		func(store.DocumentID) bool { return true },
	} {
		for i, s := range c.Seen {
			at := sight{c.Capture, s.Content}
			switch {
			case is[i] || !which(s.Document):
			case s.Gone != "":
				is[i] = r.names[s.Document]
			case r.readings[at] > 0:
				is[i] = true
				r.readings[at]--
			}
		}
	}
	for i, s := range c.Seen {
		if is[i] {
			out = append(out, s)
		}
	}
	return out
}

// unlike says which of a document's rows are not those that were made, "" for none.
func (d *DB) unlike(ctx context.Context, r *remade) (string, error) {
	made, err := r.made()
	if err != nil {
		return "", err
	}
	for _, of := range []table{documentTable, versionTable, tombstoneTable, changeTable, relationTable} {
		name := tableNames[of]
		if !sameRows(r.rows[name], made[name]) {
			return map[table]string{
				documentTable: "author, address or times", versionTable: "versions", tombstoneTable: "tombstones", changeTable: "changes", relationTable: "relations",
			}[of], nil
		}
	}
	for name, of := range r.memory.Names {
		if of.Name != r.name || r.names[name] {
			continue
		}
		if now, err := d.Name(ctx, name); err != nil || now == r.name { // else it became a document of its own since
			return "names", nil //nolint:nilerr // it leads nowhere
		}
	}
	for name := range r.names {
		if of := r.memory.Names[name]; of == nil || of.Name != r.name {
			return "names", nil
		}
	}
	return "", nil
}

// made are the rows that the rules made of the document, but for its names.
func (r *remade) made() (proof.Rows, error) {
	out := proof.Rows{}
	doc := r.memory.Names[r.name]
	if doc == nil {
		return out, nil
	}
	add := func(to table, values []any) (map[string]any, error) {
		err := asKept(values)
		row := heldRow(to, values)
		out[tableNames[to]] = append(out[tableNames[to]], row)
		return row, err
	}
	_, err := add(documentTable, documentRow(doc, 0))
	for _, v := range doc.Versions {
		if _, e := add(versionTable, versionRow(v.ID, v)); e != nil {
			err = e
		}
	}
	for _, t := range doc.Tombstones {
		if _, e := add(tombstoneTable, tombstoneColumnsOf(doc.ID, t)); e != nil {
			err = e
		}
	}
	for _, e := range r.memory.Events {
		if e.Document.ID != doc.ID {
			continue
		}
		row, failed := add(changeTable, changeRow(0, e, 0))
		if failed != nil {
			err = failed
		}
		if e.Version != nil {
			row["seq"] = int64(e.Version.Seq)
		}
	}
	there := map[store.Relation]bool{}
	for _, x := range r.memory.Relations {
		if x.Document.ID != doc.ID || there[x.Relation] {
			continue
		}
		there[x.Relation] = true
		if _, e := add(relationTable, []any{doc.ID, x.Kind, x.Relation.Document}); e != nil {
			err = e
		}
	}
	sortRows(out["version"], "seq")
	sortRows(out["relation"], "kind", "other")
	return out, err
}

// sameRows reports whether rows are the same but for what a version's sum leaves open: which
// of several captures its language and its other details are from.
func sameRows(have, made []map[string]any) bool {
	return slices.EqualFunc(have, made, func(a, b map[string]any) bool {
		a, b = maps.Clone(a), maps.Clone(b)
		for _, column := range []string{"content", "lang"} {
			delete(a, column)
			delete(b, column)
		}
		return fmt.Sprint(a) == fmt.Sprint(b)
	})
}
