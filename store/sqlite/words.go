package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"iter"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
)

// wordsBatch is how many documents are indexed in one transaction, wordsPage how many
// are read at a time.
const (
	wordsBatch = 4000
	wordsPage  = 250
	// batchBytes and pageBytes are how much text they have at most, unless one document
	// alone has more.
	batchBytes = 64 << 20
	pageBytes  = 4 << 20
)

// IndexWords brings the index of the search up to date: what was touched since.
func (d *DB) IndexWords(ctx context.Context, scheme int, cut func(string) string, show func(done, total int)) (int, error) {
	left, err := d.Unsearched(ctx, scheme)
	if err != nil || left == 0 {
		return 0, err
	}
	if err := d.cutAnew(ctx, scheme); err != nil {
		return 0, d.fail("index the words", err)
	}
	done := 0
	for {
		n, err := d.indexWords(ctx, scheme, cut)
		done += n
		if err == nil && n == 0 {
			err = d.write(ctx, func(tx *tx) error { return d.engine.Shelved(ctx, tx.w.conn) })
		}
		if err != nil || n == 0 {
			return done, d.fail("index the words", err)
		}
		if show != nil {
			show(done, max(left, done))
		}
	}
}

// Unsearched is how many documents were touched since the index was up to date.
func (d *DB) Unsearched(ctx context.Context, scheme int) (n int, err error) {
	err = d.s.QueryRowContext(ctx, unsearchedQuery, scheme).Scan(&n)
	return n, d.fail("look how far the search's index is", err)
}

const unsearchedQuery = `SELECT CASE WHEN s.scheme <> ?1 THEN (SELECT count(*) FROM document)
	ELSE (SELECT count(*) FROM document d WHERE (d.touched, d.id) > (s.touched, s.document)) END FROM shelved s`

// cutAnew drops what another scheme has indexed.
func (d *DB) cutAnew(ctx context.Context, scheme int) error {
	var have int
	if err := d.s.QueryRowContext(ctx, `SELECT scheme FROM shelved`).Scan(&have); err != nil || have == scheme {
		return err
	}
	return d.write(ctx, func(tx *tx) error {
		for _, q := range []string{`INSERT INTO words (words) VALUES ('delete-all')`, `DELETE FROM shelf`} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE shelved SET scheme = ?, touched = 0, document = 0`, scheme)
		return err
	})
}

// leafed is a document as the index has it.
type leafed struct {
	id, touched, place, size, sum        int64
	title, text, earlier, tags           string
	kind, platform, author, lang, states string
}

// hash tells whether anything of it changed.
func (l leafed) hash() int64 {
	h := fnv.New64a()
	for _, s := range []string{l.title, l.text, l.earlier, l.tags, l.kind, l.platform, l.author, l.lang, l.states} {
		_, _ = h.Write([]byte(s + "\x00"))
	}
	return int64(h.Sum64())
}

// indexWords indexes the next of what was touched, and gives how many they were. They
// are read and cut outside of the transaction; one that is touched meanwhile is due again.
func (d *DB) indexWords(ctx context.Context, scheme int, cut func(string) string) (int, error) {
	var docs []leafed
	size := int64(0)
	err := rows(ctx, d.s, `SELECT d.id, d.touched, (SELECT coalesce(sum(octet_length(v.text)), 0) FROM version v WHERE v.document = d.id) FROM document d
		WHERE (d.touched, d.id) > ((SELECT touched FROM shelved), (SELECT document FROM shelved)) ORDER BY d.touched, d.id LIMIT ?`, []any{wordsBatch}, func(r *sql.Rows) error {
		var l leafed
		err := r.Scan(&l.id, &l.touched, &l.size)
		if size += l.size; size <= batchBytes || len(docs) == 0 {
			docs = append(docs, l)
		}
		return err
	})
	if err != nil || len(docs) == 0 {
		return 0, err
	}
	last := docs[len(docs)-1]
	if err := d.leaf(ctx, docs, cut); err != nil {
		return 0, err
	}
	err = d.write(ctx, func(tx *tx) error {
		var have, touched int64
		if err := tx.QueryRowContext(ctx, `SELECT scheme, touched FROM shelved`).Scan(&have, &touched); err != nil || have != int64(scheme) {
			return err // another process took over with a scheme of its own
		}
		if err := putLeaves(ctx, tx, docs); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE shelved SET touched = ?1, document = ?2 WHERE (touched, document) < (?1, ?2)`, last.touched, last.id)
		return err
	})
	return len(docs), err
}

// pagesOf parts documents into pages.
func pagesOf(docs []leafed) iter.Seq[[]leafed] {
	return func(yield func([]leafed) bool) {
		for from := 0; from < len(docs); {
			to, size := from+1, docs[from].size
			for to < len(docs) && to-from < wordsPage && size+docs[to].size <= pageBytes {
				size += docs[to].size
				to++
			}
			if !yield(docs[from:to]) {
				return
			}
			from = to
		}
	}
}

// leaf reads what documents say, some pages at once.
func (d *DB) leaf(ctx context.Context, docs []leafed, cut func(string) string) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(min(runtime.GOMAXPROCS(0), readers))
	for page := range pagesOf(docs) {
		g.Go(func() error {
			s := shelver{q: d.s, docs: page}
			if err := s.read(ctx); err != nil {
				return err
			}
			for i := range page {
				page[i].cut(s.about[i], cut)
			}
			return nil
		})
	}
	return g.Wait()
}

// putLeaves writes what changed of documents, in the order of their places: the index is
// written fastest so.
func putLeaves(ctx context.Context, tx *tx, docs []leafed) error {
	slices.SortFunc(docs, func(a, b leafed) int {
		if a.place < b.place {
			return -1
		}
		return 1
	})
	have, err := shelvedOf(ctx, tx, docs)
	if err != nil {
		return err
	}
	var due []leafed
	var stale []int64
	for _, l := range docs {
		l.sum = l.hash()
		now, there := have[l.id]
		switch {
		case !there || now.touched != l.touched:
			continue // gone, or due again
		case now.place.Valid && now.place.Int64 == l.place && now.sum.Int64 == l.sum:
			continue
		}
		if now.place.Valid {
			stale = append(stale, l.id)
		}
		if l.tags != "" { // else it has no words: it was never read, or is forgotten
			due = append(due, l)
		}
	}
	if err := unshelve(ctx, tx, stale); err != nil {
		return err
	}
	for _, l := range due {
		tx.hold(ctx, wordsTable, l.place, l.title, l.text, l.earlier, l.tags)
		tx.hold(ctx, shelfTable, l.place, l.id, l.kind, l.platform, l.author, l.lang, l.states, l.sum)
	}
	return nil
}

// shelved is what the index has of a document, whose place is NULL where that is nothing.
type shelved struct {
	touched    int64
	place, sum sql.NullInt64
}

// shelvedOf asks for those of many documents at once. Those that are gone are missing.
func shelvedOf(ctx context.Context, q Queryer, docs []leafed) (map[int64]shelved, error) {
	ids := make([]int64, len(docs))
	for i, l := range docs {
		ids[i] = l.id
	}
	out := make(map[int64]shelved, len(docs))
	err := rows(ctx, q, shelvedQuery, []any{toJSON(ids)}, func(r *sql.Rows) error {
		var id int64
		var s shelved
		err := r.Scan(&id, &s.touched, &s.place, &s.sum)
		out[id] = s
		return err
	})
	return out, err
}

const shelvedQuery = `SELECT d.id, d.touched, s.place, s.sum FROM document d LEFT JOIN shelf s ON s.document = d.id WHERE d.id` + among

// unshelve takes documents out of the index.
func unshelve(ctx context.Context, tx *tx, docs []int64) error {
	if len(docs) == 0 {
		return nil
	}
	for _, q := range []string{`DELETE FROM words WHERE rowid IN (SELECT place FROM shelf WHERE document` + among + `)`, `DELETE FROM shelf WHERE document` + among} {
		if _, err := tx.ExecContext(ctx, q, toJSON(docs)); err != nil {
			return err
		}
	}
	return nil
}

// docBits are those of a place that tell the document; the one above them says that the
// time is that of its first sight, as it has none of its own.
const (
	docBits    = 31
	undatedBit = 1 << docBits
	placeBits  = docBits + 1
)

// placeOf is the first place of a minute.
func placeOf(at int64) int64 { return minuteOf(at) << placeBits }

// minuteOf is the minute of a time in milliseconds.
func minuteOf(at int64) int64 {
	m := at / 60_000
	if at%60_000 < 0 {
		m--
	}
	return min(max(m, -1<<31), 1<<31-1)
}

// timeOf is the minute of a place.
func timeOf(place int64) time.Time { return time.Unix((place>>placeBits)*60, 0).UTC() }

// cut cuts what a document says into words. Of earlier versions those paragraphs count
// that no later one has; what was read of pictures counts as they do, being no words of
// the current version's.
func (l *leafed) cut(a about, cut func(string) string) {
	if len(a.versions) == 0 {
		return
	}
	slices.SortFunc(a.versions, func(x, y spoken) int { return y.seq - x.seq })
	now := a.versions[0]
	l.title, l.text, l.lang = cut(now.title), cut(now.words()), now.lang
	seen := map[string]bool{}
	now.each(func(string) {}, seen)
	var earlier []string
	for _, v := range a.versions[1:] {
		v.each(func(p string) { earlier = append(earlier, p) }, seen)
	}
	l.earlier = cut(strings.Join(append(earlier, a.pictured...), "\n"))
	states := store.States(a.told, a.tombstone, a.restored)
	l.kind, l.platform, l.author = a.kind, a.platform, a.author
	l.states = strings.Join(texted(states), " ")
	l.place, l.tags = placeOf(a.at)|l.id, strings.Join(tagsOf(a, now.lang, states, cut), " ")
	if a.undated {
		l.place |= undatedBit
	}
}

// tagsOf are what filters ask for.
func tagsOf(a about, lang string, states []store.State, cut func(string) string) []string {
	tags := []string{tagOf("k", a.kind), tagOf("p", a.platform), tagOf("o", string(a.authority))}
	add := func(kind string, values ...string) {
		for _, v := range values {
			if v != "" {
				tags = append(tags, tagOf(kind, v))
			}
		}
	}
	if a.author != "" {
		tags = append(tags, accountTag(store.Account{Platform: store.Platform(a.platform), Key: a.author}))
	}
	handle := strings.ToLower(a.handle)
	local, _, _ := strings.Cut(handle, "@")
	add("h", handle)
	if local != handle {
		add("h", local)
	}
	add("n", strings.Fields(cut(a.name))...)
	if a.kind == string(store.Article) {
		add("u", strings.Fields(cut(a.publisher))...)
		add("u", hostOf(a.url))
	}
	main, _, regional := strings.Cut(lang, "-")
	add("l", main)
	if regional {
		add("l", lang)
	}
	add("s", texted(states)...)
	for _, s := range a.sources {
		add("f", fmt.Sprint(s))
	}
	if a.quoted {
		tags = append(tags, tagOf("q", ""))
	}
	if a.undated {
		tags = append(tags, tagOf("d", ""))
	}
	add("w", a.warnings...)
	add("v", a.severities...)
	return tags
}

// hostOf is the host of a web address without www.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// tagOf is a value as a word of the index, hashed where it has signs that end a word.
func tagOf(kind, value string) string {
	if strings.ContainsFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.'
	}) {
		h := fnv.New64a()
		_, _ = h.Write([]byte(value))
		value = fmt.Sprintf("%016x", h.Sum64())
	}
	return "=" + kind + value
}

func accountTag(a store.Account) string { return tagOf("a", string(a.Platform)+" "+a.Key) }
