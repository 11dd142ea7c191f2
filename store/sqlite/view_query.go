package sqlite

import (
	"context"
	"database/sql"
	"strings"
)

// among asks for the rows that belong to a list, which is JSON; a number alone is a
// list of one.
const among = ` IN (SELECT value FROM json_each(?1))`

// amongNames is among for a list of texts.
const amongNames = ` IN (SELECT value FROM json_each(?1) names)`

// query is one for a list, and for what stands alone: that spares SQLite a table, and
// a page that is served asks for one document.
type query struct{ many, one string }

// asking makes a query of a text with among in it.
func asking(text string) query {
	return query{text, strings.ReplaceAll(strings.ReplaceAll(text, among, " = ?1"), amongNames, " = ?1")}
}

// of is the query's text for a list, with its argument.
func of[T any](q query, list []T) (string, any) {
	if len(list) == 1 {
		return q.one, list[0]
	}
	return q.many, toJSON(list)
}

// list calls scan for each row that belongs to a list.
func list[T any](ctx context.Context, f *documentReader, q query, l []T, scan func(*sql.Rows) error) error {
	text, arg := of(q, l)
	return rows(ctx, f.q, text, []any{arg}, scan)
}

// What views are made of: documents by name, and by another name of theirs, with the
// name in front; captures with their indexes in the log in front.
var (
	documentsNamed  = asking(strings.Replace(documentQuery, "SELECT", "SELECT d.name,", 1) + ` WHERE d.name` + amongNames)
	documentsAlias  = asking(strings.Replace(documentQuery, "SELECT", "SELECT x.name,", 1) + ` JOIN alias x ON x.document = d.id WHERE x.name` + amongNames)
	documentsOfSome = asking(documentQuery + ` WHERE d.name` + amongNames)
	seldomQuery     = asking(`SELECT EXISTS (SELECT 1 FROM alias WHERE document` + among + `), EXISTS (SELECT 1 FROM medium WHERE document` + among + `),
		EXISTS (SELECT 1 FROM relation WHERE document` + among + `) OR EXISTS (SELECT 1 FROM document d CROSS JOIN relation r ON r.other = d.name WHERE d.id` + among + `),
		EXISTS (SELECT 1 FROM document d CROSS JOIN leaf l ON l.document = d.name AND l.document <> '' WHERE d.id` + among + `)`)
	aliasesOf        = asking(`SELECT d.name, a.name FROM alias a JOIN document d ON d.id = a.document WHERE a.document` + among)
	versionsOfSome   = asking(versionQuery + ` WHERE v.document` + among + ` ORDER BY v.document, v.seq`)
	capturesNumbered = asking(strings.Replace(captureQuery, "SELECT", "SELECT (SELECT idx FROM leaf WHERE leaf.capture = capture.id),", 1) + ` WHERE id` + among)
	linksToSome      = asking(linksToQuery)
	quotesOfSome     = asking(linkQuery + ` WHERE q.version` + among + ` ORDER BY q.version, q.seq`)
	mediaOfSome      = asking(mediaQuery)
	notesOfSome      = asking(leafQuery + ` WHERE document <> '' AND document` + amongNames + ` ORDER BY idx`)
	timelines        = asking(timelineQuery)
	textsOfSome      = asking(`SELECT id, text FROM version WHERE id` + among)
)

// relationsQuery gives what documents, by number, are to others, and a thousand of
// those that stand to each, by all its names.
const relationsQuery = `SELECT 1, d.name, r.kind, r.other, 0 FROM relation r JOIN document d ON d.id = r.document WHERE r.document` + among + `
	UNION ALL SELECT 0, other, kind, name, n FROM (SELECT r.other, r.kind, d.name, row_number() OVER (PARTITION BY r.other ORDER BY d.listed_at, d.id) AS n
		FROM relation r JOIN document d ON d.id = r.document WHERE r.other IN (SELECT value FROM json_each(?2) names)) o WHERE n <= 1000
	ORDER BY 1, 5, 2, 3, 4`

// prefixed scans one more column before the rest.
type prefixed struct {
	scanner
	first any
}

// Scan is sql.Rows's.
func (p prefixed) Scan(dest ...any) error { return p.scanner.Scan(append([]any{p.first}, dest...)...) }
