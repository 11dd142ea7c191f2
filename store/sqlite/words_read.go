package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"onrecord/store"
)

// about is what the index of the search is told of a document.
type about struct {
	kind, platform, author string
	handle, name           string
	publisher, url         string
	authority              store.Authority
	at                     int64 // its time, that of its first sight where it is undated
	undated                bool
	told                   store.Told
	versions               []spoken
	tombstone              *store.Tombstone
	restored, quoted       bool
	sources                []int64
	warnings, severities   []string
	pictured               []string // what a machine read of its pictures
}

// spoken is what a version says.
type spoken struct {
	seq               int
	title, text, lang string
	alts              []string
}

// words are its text and the descriptions of its pictures.
func (s spoken) words() string { return strings.Join(append([]string{s.text}, s.alts...), "\n") }

// each calls f with the paragraphs that were not seen yet.
func (s spoken) each(f func(string), seen map[string]bool) {
	for p := range strings.SplitSeq(s.title+"\n"+s.words(), "\n") {
		if p = strings.TrimSpace(p); p != "" && !seen[p] {
			seen[p] = true
			f(p)
		}
	}
}

// shelver reads what the index needs of some documents.
type shelver struct {
	q     Queryer
	docs  []leafed
	about []about
	list  string
}

func (s *shelver) read(ctx context.Context) error {
	s.about = make([]about, len(s.docs))
	ids := make([]int64, len(s.docs))
	for i, d := range s.docs {
		ids[i] = d.id
	}
	s.list = toJSON(ids)
	for _, step := range []func(context.Context) error{s.facts, s.spoken, s.tombstones, s.links, s.pictured} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	for i := range s.about {
		a := &s.about[i]
		for _, l := range []*[]string{&a.warnings, &a.severities} {
			slices.Sort(*l)
			*l = slices.Compact(*l)
		}
		slices.Sort(a.sources)
		a.sources = slices.Compact(a.sources)
	}
	return nil
}

func (s *shelver) each(ctx context.Context, query string, f func(*sql.Rows) error) error {
	return rows(ctx, s.q, query, []any{s.list}, f)
}

const shelfFacts = `SELECT j.key, d.kind, d.platform, d.author_key, d.author_handle, d.author_name, d.publisher, d.url, d.authority, coalesce(d.published_at, d.id_time, d.listed_at), coalesce(d.published_at, d.id_time) IS NULL, ` + toldOf + ` FROM json_each(?) j CROSS JOIN document d ON d.id = j.value`

func (s *shelver) facts(ctx context.Context) error {
	return s.each(ctx, shelfFacts, func(r *sql.Rows) error {
		var at int
		var a about
		err := r.Scan(&at, &a.kind, &a.platform, &a.author, &a.handle, &a.name, &a.publisher, &a.url, (*authority)(&a.authority), &a.at, &a.undated, &a.told.Edited, &a.told.Contradicted)
		s.about[at] = a
		return err
	})
}

// shelfVersions gives the content only where it has media: to read it costs.
const shelfVersions = `SELECT j.key, v.seq, v.title, v.text, v.lang, CASE WHEN instr(v.content, '"Media":[') > 0 THEN v.content ELSE '' END, coalesce(c.source, 0)
	FROM json_each(?) j CROSS JOIN version v ON v.document = j.value AND v.seq > 0 JOIN capture c ON c.id = v.capture`

func (s *shelver) spoken(ctx context.Context) error {
	return s.each(ctx, shelfVersions, func(r *sql.Rows) error {
		var at int
		var v spoken
		var pictured bool
		var content string
		var source int64
		if err := r.Scan(&at, &v.seq, &v.title, &v.text, &v.lang, &content, &source); err != nil {
			return err
		}
		if content != "" {
			var c store.Content
			if err := json.Unmarshal([]byte(content), &c); err != nil {
				return err
			}
			pictured = len(c.Media) > 0
			for _, m := range c.Media {
				if m.Alt != "" {
					v.alts = append(v.alts, m.Alt)
				}
			}
		}
		a := &s.about[at]
		if v.title+v.text != "" || pictured { // else it is forgotten, or was never read
			a.versions = append(a.versions, v)
		}
		if source != 0 {
			a.sources = append(a.sources, source)
		}
		return nil
	})
}

const shelfTombstones = `SELECT j.key, ` + tombstoneColumns + `, t.closed_at IS NOT NULL FROM json_each(?) j CROSS JOIN tombstone t ON t.document = j.value ORDER BY t.id`

func (s *shelver) tombstones(ctx context.Context) error {
	return s.each(ctx, shelfTombstones, func(r *sql.Rows) error {
		var at int
		var t tombstoneRow
		var closed bool
		if err := r.Scan(append(append([]any{&at}, t.fields()...), &closed)...); err != nil {
			return err
		}
		if closed {
			s.about[at].restored = true
		} else {
			s.about[at].tombstone = t.tombstone()
		}
		return nil
	})
}

// shelfLinks are the links of posts, from the articles' current versions, and those of
// the current versions of articles.
const shelfLinks = `SELECT j.key, l.warnings, l.severity FROM json_each(?1) j CROSS JOIN version v ON v.document = j.value CROSS JOIN link l ON l.version = v.id
		CROSS JOIN quote q ON q.id = l.quote CROSS JOIN version av ON av.id = q.version WHERE ` + current + `
	UNION ALL SELECT j.key, l.warnings, l.severity FROM json_each(?1) j CROSS JOIN version av ON av.document = j.value CROSS JOIN quote q ON q.version = av.id
		CROSS JOIN link l ON l.quote = q.id WHERE ` + current

func (s *shelver) links(ctx context.Context) error {
	return s.each(ctx, shelfLinks, func(r *sql.Rows) error {
		var at int
		var warnings, severity string
		if err := r.Scan(&at, &warnings, &severity); err != nil {
			return err
		}
		var names []string
		a := &s.about[at]
		a.quoted, a.warnings = true, a.warnings[:len(a.warnings):len(a.warnings)]
		if severity != "" {
			a.severities = append(a.severities, severity)
		}
		err := fromJSON(warnings, &names)
		a.warnings = append(a.warnings, names...)
		return err
	})
}

const shelfPictures = `SELECT j.key, p.text FROM json_each(?) j CROSS JOIN medium m ON m.document = j.value JOIN pictured p ON p.sha256 = m.sha256
	WHERE p.text <> '' ORDER BY p.id`

func (s *shelver) pictured(ctx context.Context) error {
	return s.each(ctx, shelfPictures, func(r *sql.Rows) error {
		var at int
		var text string
		err := r.Scan(&at, &text)
		s.about[at].pictured = append(s.about[at].pictured, text)
		return err
	})
}
