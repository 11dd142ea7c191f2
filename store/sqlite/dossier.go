package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"onrecord/store"
)

// Dossiers reads what the pages of some documents show, all of them in one query a
// table: a query a page costs more than what it finds.
func (d *DB) Dossiers(ctx context.Context, docs []store.DocumentID, latest int) ([]store.Dossier, error) {
	text, arg := of(documentsOfSome, docs)
	found, err := d.dossiers(ctx, latest, text, arg)
	at := make(map[store.DocumentID]int, len(docs))
	for i, id := range docs {
		at[id] = i
	}
	slices.SortFunc(found, func(a, b store.Dossier) int { return cmp.Compare(at[a.ID], at[b.ID]) })
	return found, err
}

// Paged are the dossiers of the documents whose page has this number.
func (d *DB) Paged(ctx context.Context, page int64, latest int) ([]store.Dossier, error) {
	return d.dossiers(ctx, latest, documentQuery+` WHERE d.page = ?1 ORDER BY d.id`, page)
}

// dossiers are those of the documents that a query finds.
func (d *DB) dossiers(ctx context.Context, latest int, text string, arg any) ([]store.Dossier, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// Bounded work; the driver starts a goroutine for each query that can be cut off.
	f := &folder{ctx: context.WithoutCancel(ctx), q: d.s, latest: latest, named: map[store.DocumentID]*store.Dossier{}}
	for _, step := range []func() error{
		func() error { return f.documents(text, arg) }, f.seldom, f.versions, f.captures, f.renditions, f.linksTo, f.quotes, f.events, f.beside, f.texts,
	} {
		if err := step(); err != nil {
			return nil, d.fail("read what pages show", err)
		}
	}
	return f.out, nil
}

// folder puts dossiers together.
type folder struct {
	ctx    context.Context
	q      queryer
	latest int
	out    []store.Dossier
	// ids are the documents' numbers, names all that they go by; named finds a dossier
	// by any of its names.
	ids   []int64
	names []store.DocumentID
	named map[store.DocumentID]*store.Dossier
	// latestIDs are the numbers of the latest versions; of finds a dossier by one of
	// them.
	latestIDs []int64
	of        map[int64]*store.Dossier
}

// among asks for the rows that belong to a list, which is JSON; a number alone is a
// list of one.
const among = ` IN (SELECT value FROM json_each(?1))`

// query is one for a list, and for what stands alone: that spares SQLite a table, and
// a page that is served asks for one document.
type query struct{ many, one string }

// asking makes a query of a text with among in it.
func asking(text string) query {
	return query{text, strings.ReplaceAll(text, among, " = ?1")}
}

// of is the query's text for a list, with its argument.
func of[T any](q query, list []T) (string, any) {
	if len(list) == 1 {
		return q.one, list[0]
	}
	return q.many, toJSON(list)
}

// list calls scan for each row that belongs to a list.
func list[T any](f *folder, q query, l []T, scan func(*sql.Rows) error) error {
	text, arg := of(q, l)
	return rows(f.ctx, f.q, text, []any{arg}, scan)
}

// What dossiers are made of: documents by name, and by another name of theirs, with the
// name in front; captures with their indexes in the log in front.
var (
	documentsNamed  = asking(strings.Replace(documentQuery, "SELECT", "SELECT d.name,", 1) + ` WHERE d.name` + among)
	documentsAlias  = asking(strings.Replace(documentQuery, "SELECT", "SELECT x.name,", 1) + ` JOIN alias x ON x.document = d.id WHERE x.name` + among)
	documentsOfSome = asking(documentQuery + ` WHERE d.name` + among)
	seldomQuery     = asking(`SELECT EXISTS (SELECT 1 FROM alias WHERE document` + among + `), EXISTS (SELECT 1 FROM medium WHERE document` + among + `),
		EXISTS (SELECT 1 FROM relation WHERE document` + among + `) OR EXISTS (SELECT 1 FROM document d CROSS JOIN relation r ON r.other = d.name WHERE d.id` + among + `),
		EXISTS (SELECT 1 FROM document d CROSS JOIN leaf l ON l.document = d.name AND l.document <> '' WHERE d.id` + among + `)`)
	aliasesOf        = asking(`SELECT d.name, a.name FROM alias a JOIN document d ON d.id = a.document WHERE a.document` + among)
	versionsOfSome   = asking(versionQuery + ` WHERE v.document` + among + ` ORDER BY v.document, v.seq`)
	capturesNumbered = asking(strings.Replace(captureQuery, "SELECT", "SELECT (SELECT idx FROM leaf WHERE leaf.capture = capture.id),", 1) + ` WHERE id` + among)
	linksToSome      = asking(linksToQuery)
	quotesOfSome     = asking(linkQuery + ` WHERE q.version` + among + ` ORDER BY q.version, q.seq`)
	mediaOfSome      = asking(mediaQuery)
	notesOfSome      = asking(leafQuery + ` WHERE document <> '' AND document` + among + ` ORDER BY idx`)
	timelines        = asking(timelineQuery)
	textsOfSome      = asking(`SELECT id, text FROM version WHERE id` + among)
)

// relationsQuery gives what documents, by number, are to others, and a thousand of
// those that stand to each, by all its names.
const relationsQuery = `SELECT 1, d.name, r.kind, r.other, 0 FROM relation r JOIN document d ON d.id = r.document WHERE r.document` + among + `
	UNION ALL SELECT 0, other, kind, name, n FROM (SELECT r.other, r.kind, d.name, row_number() OVER (PARTITION BY r.other ORDER BY d.listed_at, d.id) AS n
		FROM relation r JOIN document d ON d.id = r.document WHERE r.other IN (SELECT value FROM json_each(?2))) WHERE n <= 1000
	ORDER BY 1, 5, 2, 3, 4`

func (f *folder) documents(text string, arg any) error {
	err := rows(f.ctx, f.q, text, []any{arg}, func(r *sql.Rows) error {
		id, doc, err := scanDocument(r)
		f.ids, f.names = append(f.ids, id), append(f.names, doc.ID)
		f.out = append(f.out, store.Dossier{Document: doc, Captures: map[int64]store.Capture{}, Leaves: map[int64]int64{}, Beside: map[store.DocumentID]store.Document{}, Texts: map[int64]string{}})
		return err
	})
	for i := range f.out {
		f.named[f.out[i].ID] = &f.out[i]
	}
	return err
}

// seldom reads what most documents have none of, in one query where none has any.
func (f *folder) seldom() error {
	var aliases, media, relations, leaves bool
	if err := list(f, seldomQuery, f.ids, func(r *sql.Rows) error { return r.Scan(&aliases, &media, &relations, &leaves) }); err != nil {
		return err
	}
	for _, step := range []struct {
		due bool
		f   func() error
	}{{aliases, f.aliases}, {media, f.media}, {relations || aliases, f.relations}, {leaves || aliases, f.notes}} {
		if !step.due {
			continue
		}
		if err := step.f(); err != nil {
			return err
		}
	}
	return nil
}

func (f *folder) aliases() error {
	return list(f, aliasesOf, f.ids, func(r *sql.Rows) error {
		var own, other store.DocumentID
		err := r.Scan(&own, &other)
		f.names = append(f.names, other)
		f.named[other] = f.named[own]
		return err
	})
}

func (f *folder) versions() error {
	err := list(f, versionsOfSome, f.ids, func(r *sql.Rows) error {
		v, err := scanVersion(r)
		x := f.named[v.Document]
		x.Versions = append(x.Versions, v)
		return err
	})
	f.of = map[int64]*store.Dossier{}
	for i := range f.out {
		vs := f.out[i].Versions
		for _, v := range vs[max(0, len(vs)-f.latest):] {
			f.latestIDs = append(f.latestIDs, v.ID)
			f.of[v.ID] = &f.out[i]
		}
	}
	return err
}

// captures are those of the latest versions, with their places in the log.
func (f *folder) captures() error {
	var ids []int64
	of := map[int64][]*store.Dossier{} // one capture may show many documents
	for i := range f.out {
		for _, v := range f.out[i].Versions {
			if f.of[v.ID] != nil {
				ids = append(ids, v.CaptureID)
				of[v.CaptureID] = append(of[v.CaptureID], &f.out[i])
			}
		}
	}
	return list(f, capturesNumbered, ids, func(r *sql.Rows) error {
		var index sql.NullInt64
		c, _, err := scanCapture(prefixed{r, &index})
		for _, x := range of[c.ID] {
			if x.Captures[c.ID] = c; index.Valid {
				x.Leaves[c.ID] = index.Int64
			}
		}
		return err
	})
}

func (f *folder) renditions() error {
	return rows(f.ctx, f.q, renditionQuery, []any{toJSON(f.latestIDs)}, func(r *sql.Rows) error {
		x, err := scanRendition(r)
		of := f.of[x.VersionID]
		of.Renditions = append(of.Renditions, x)
		return err
	})
}

// has reports whether any of the documents is of a kind.
func (f *folder) has(k store.Kind) bool {
	return slices.ContainsFunc(f.out, func(d store.Dossier) bool { return d.Kind == k })
}

func (f *folder) linksTo() error {
	if !f.has(store.Post) {
		return nil
	}
	return list(f, linksToSome, f.ids, func(r *sql.Rows) error {
		l, err := scanLink(r)
		if x := f.named[l.Match.Document]; err == nil && x.Kind == store.Post {
			x.Links = append(x.Links, l)
		}
		return err
	})
}

func (f *folder) quotes() error {
	if !f.has(store.Article) {
		return nil
	}
	var current []int64
	for _, d := range f.out {
		if n := len(d.Versions); n > 0 && d.Kind == store.Article {
			current = append(current, d.Versions[n-1].ID)
		}
	}
	return list(f, quotesOfSome, current, func(r *sql.Rows) error {
		l, err := scanLink(r)
		if x := f.named[l.Quote.Article]; err == nil && x != nil { // the version may be another's by now
			x.Links = append(x.Links, l)
		}
		return err
	})
}

// prefixed scans one more column before the rest.
type prefixed struct {
	scanner
	first any
}

// Scan is sql.Rows's.
func (p prefixed) Scan(dest ...any) error { return p.scanner.Scan(append([]any{p.first}, dest...)...) }

func (f *folder) relations() error {
	return rows(f.ctx, f.q, relationsQuery, []any{toJSON(f.ids), toJSON(f.names)}, func(r *sql.Rows) error {
		var own bool
		var name store.DocumentID
		var rel store.Relation
		var n int
		err := r.Scan(&own, &name, &rel.Kind, &rel.Document, &n)
		to := &f.named[name].Others
		if own {
			to = &f.named[name].Own
		}
		*to = append(*to, rel)
		return err
	})
}

func (f *folder) media() error {
	return list(f, mediaOfSome, f.ids, func(r *sql.Rows) error {
		m, err := scanMedium(r)
		x := f.named[m.Document]
		x.Media = append(x.Media, m)
		return err
	})
}

func (f *folder) notes() error {
	text, arg := of(notesOfSome, f.names)
	entries, err := leaves(f.ctx, f.q, text, arg)
	for _, e := range entries {
		n, ok, err := noteOf(e)
		if err != nil {
			return err
		}
		if x := f.named[e.Document]; ok {
			x.Notes = append(x.Notes, n)
		}
	}
	return err
}

func (f *folder) events() error {
	text, arg := of(timelines, f.ids)
	es, err := events(f.ctx, f.q, text, arg)
	for _, e := range es {
		x := f.named[e.Document]
		x.Events = append(x.Events, e)
	}
	return err
}

// beside finds the documents that the others name.
func (f *folder) beside() error {
	by := map[store.DocumentID][]*store.Dossier{}
	for i := range f.out {
		x := &f.out[i]
		for _, l := range x.Links {
			name := l.Quote.Article
			if x.Kind == store.Article {
				name = l.Match.Document
			}
			by[name] = append(by[name], x)
		}
		for _, r := range append(x.Own[:len(x.Own):len(x.Own)], x.Others...) {
			by[r.Document] = append(by[r.Document], x)
		}
	}
	delete(by, "")
	for _, query := range []query{documentsNamed, documentsAlias} {
		names := make([]store.DocumentID, 0, len(by))
		for name := range by {
			names = append(names, name)
		}
		if len(names) == 0 {
			return nil
		}
		slices.Sort(names)
		err := list(f, query, names, func(r *sql.Rows) error {
			var name store.DocumentID
			_, doc, err := scanDocument(prefixed{r, &name})
			for _, x := range by[name] {
				x.Beside[name] = doc
			}
			delete(by, name)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// texts are those of the versions that articles quote.
func (f *folder) texts() error {
	of := map[int64][]*store.Dossier{}
	for i := range f.out {
		for _, l := range f.out[i].Links {
			if f.out[i].Kind == store.Article && l.Match.VersionID != 0 {
				of[l.Match.VersionID] = append(of[l.Match.VersionID], &f.out[i])
			}
		}
	}
	if len(of) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, cmp.Compare)
	return list(f, textsOfSome, ids, func(r *sql.Rows) error {
		var id int64
		var text string
		err := r.Scan(&id, &text)
		for _, x := range of[id] {
			x.Texts[id] = text
		}
		return err
	})
}
