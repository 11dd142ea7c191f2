package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"onrecord/store"
)

const linkColumns = `SELECT q.id, a.name, q.version, q.seq, q.kind, q.start, q.stop, q.parts, q.text, q.speaker, q.handle, q.url, q.document,
	av.lang, a.published_at, a.published_precision, a.published_raw,
	p.name, pv.id, pv.seq, l.verdict, l.confidence, l.span_from, l.span_to, l.edits, l.warnings, l.details, l.severity, l.via, l.linked_at,
	av.authority, ac.method, ac.final_url, ac.relay, ac.authority, ac.started_at, ac.recorded_at, pv.authority, pc.method, pc.final_url, pc.relay, pc.authority, pc.started_at, pc.recorded_at`

// linkBrought are the captures of versions that are not their home's own word: of the
// article's and of the post's.
const linkBrought = ` LEFT JOIN capture ac ON ac.id = av.capture AND av.authority <> '' LEFT JOIN capture pc ON pc.id = pv.capture AND pv.authority <> ''`

const linkQuery = linkColumns + `
	FROM quote q JOIN version av ON av.id = q.version JOIN document a ON a.id = av.document
	LEFT JOIN link l ON l.quote = q.id LEFT JOIN version pv ON pv.id = l.version LEFT JOIN document p ON p.id = pv.document` + linkBrought

// linkFrom is how a link hangs together with its article; current keeps links
// from the articles' current versions.
const (
	linkFrom = ` FROM link l JOIN quote q ON q.id = l.quote JOIN version av ON av.id = q.version JOIN document a ON a.id = av.document`
	current  = `NOT EXISTS (SELECT 1 FROM version n WHERE n.document = av.document AND n.seq > av.seq)`
)

func scanLink(r scanner) (store.Link, error) {
	var l store.Link
	q, m := &l.Quote, &l.Match
	var parts string
	var doc, verdict, edits, warnings, details, severity, via sql.NullString
	var published, versionID, seq, from, to, linked sql.NullInt64
	var confidence sql.NullFloat64
	var ofArticle, ofPost broughtRow
	err := r.Scan(&q.ID, &q.Article, &q.ArticleVersion, &q.Seq, &q.Kind, &q.From, &q.To, &parts, &q.Text, &q.Speaker, &q.Handle, &q.URL, &q.Document,
		&q.Lang, &published, &q.PublishedAt.Precision, &q.PublishedAt.Raw,
		&doc, &versionID, &seq, &verdict, &confidence, &from, &to, &edits, &warnings, &details, &severity, &via, &linked,
		&ofArticle.authority, &ofArticle.method, &ofArticle.url, &ofArticle.relay, &ofArticle.of, &ofArticle.at, &ofArticle.recorded, &ofPost.authority, &ofPost.method, &ofPost.url, &ofPost.relay, &ofPost.of, &ofPost.at, &ofPost.recorded)
	if err != nil {
		return l, err
	}
	q.PublishedAt.Time = fromMS(published)
	q.Brought = ofArticle.brought()
	err = fromJSON(parts, &q.Parts)
	if !doc.Valid {
		return l, err
	}
	*m = store.Match{
		Document: store.DocumentID(doc.String), VersionID: versionID.Int64, VersionSeq: int(seq.Int64), Verdict: store.Verdict(verdict.String),
		Confidence: confidence.Float64, Span: [2]int{int(from.Int64), int(to.Int64)}, Severity: store.Severity(severity.String), Via: via.String, Brought: ofPost.brought(),
	}
	l.LinkedAt = fromMS(linked)
	return l, errors.Join(err, fromJSON(edits.String, &m.Edits), fromJSON(warnings.String, &m.Warnings), fromJSON(details.String, &m.Details))
}

// broughtRow is a version's authority with what its capture says of who brought it, the
// most that the capture may say among it.
type broughtRow struct {
	authority, method, url, relay, of sql.NullString
	at, recorded                      sql.NullInt64
}

func (b broughtRow) brought() store.Brought {
	v := store.Version{Authority: store.Authority(b.authority.String)}
	return v.Brought(store.Capture{Method: b.method.String, FinalURL: b.url.String, Relay: b.relay.String, Authority: store.Authority(b.of.String), StartedAt: fromMS(b.at), RecordedAt: fromMS(b.recorded)})
}

func (d *DB) links(ctx context.Context, query string, args ...any) ([]store.Link, error) {
	var out []store.Link
	err := rows(ctx, d.s, query, args, func(r *sql.Rows) error {
		l, err := scanLink(r)
		out = append(out, l)
		return err
	})
	if err == nil {
		err = contradictLinks(ctx, d.s, out)
	}
	return out, err
}

// Quotes are those of an article's version with their links, by Seq.
func (d *DB) Quotes(ctx context.Context, article int64) ([]store.Link, error) {
	out, err := d.links(ctx, linkQuery+` WHERE q.version = ? ORDER BY q.seq`, article)
	return out, d.fail("list quotes", err)
}

// LinksTo are the links to any version of a post, the earliest article first.
func (d *DB) LinksTo(ctx context.Context, post store.DocumentID) ([]store.Link, error) {
	id, err := findDocument(ctx, d.s, post)
	if err != nil {
		return nil, d.fail("links to "+string(post), err)
	}
	out, err := d.links(ctx, linksToQuery, id)
	return out, d.fail("links to "+string(post), err)
}

// linksToQuery starts at a post, or at a list of them as JSON: its cost follows their
// links.
const linksToQuery = linkColumns + `
	FROM version pv CROSS JOIN link l ON l.version = pv.id CROSS JOIN quote q ON q.id = l.quote CROSS JOIN version av ON av.id = q.version
	CROSS JOIN document a ON a.id = av.document CROSS JOIN document p ON p.id = pv.document` + linkBrought + ` WHERE pv.document` + among + `
	AND ` + current + ` ORDER BY a.listed_at, q.version, q.seq`

// gravestFirst orders links by what they do to their posts, then by the articles'
// publication.
const gravestFirst = ` ORDER BY CASE l.severity WHEN 'meaning' THEN 0 WHEN 'wording' THEN 1 WHEN 'form' THEN 2 ELSE 3 END, a.listed_at, q.version, q.seq`

// Links calls f for every link, the gravest first, and of one severity in the order of
// the articles' publication.
func (d *DB) Links(ctx context.Context, f func(store.Link) error) error {
	ids, err := numbers(ctx, d.r, `SELECT q.id`+linkFrom+` WHERE `+current+gravestFirst)
	if err != nil {
		return d.fail("list links", err)
	}
	for page := range slices.Chunk(ids, 500) {
		links, err := d.links(ctx, linkQuery+` WHERE l.quote IS NOT NULL AND q.id IN (SELECT value FROM json_each(?))`+gravestFirst, toJSON(page))
		if err != nil {
			return d.fail("list links", err)
		}
		for _, l := range links {
			if err := f(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// ArticlesOfQuotes are the article versions in which the quotes stand.
func (d *DB) ArticlesOfQuotes(ctx context.Context, quotes []int64) ([]int64, error) {
	out, err := numbers(ctx, d.r, `SELECT DISTINCT version FROM quote WHERE id IN (SELECT value FROM json_each(?))`, toJSON(quotes))
	return out, d.fail("find articles", err)
}

// MostQuoted are the posts with the most links.
func (d *DB) MostQuoted(ctx context.Context, limit int) ([]store.QuotedPost, error) {
	out, err := d.mostQuoted(ctx, linkFrom+` JOIN version v ON v.id = l.version JOIN document d ON d.id = v.document WHERE `+current, limit)
	return out, d.fail("list the most quoted", err)
}

// mostQuoted groups links by post; the last argument is the limit.
func (d *DB) mostQuoted(ctx context.Context, from string, args ...any) ([]store.QuotedPost, error) {
	var out []store.QuotedPost
	err := rows(ctx, d.r, `SELECT d.name, count(*), count(*) FILTER (WHERE l.verdict = 'verbatim'), count(*) FILTER (WHERE l.verdict = 'trimmed'),
		count(*) FILTER (WHERE l.verdict = 'altered'), count(*) FILTER (WHERE l.verdict = 'translated')
		`+from+` GROUP BY d.id ORDER BY 2 DESC, d.published_at NULLS FIRST, d.id LIMIT ?`, args, func(r *sql.Rows) error {
		var p store.QuotedPost
		var n [4]int
		err := r.Scan(&p.Document, &p.Total, &n[0], &n[1], &n[2], &n[3])
		p.ByVerdict = map[store.Verdict]int{store.Verbatim: n[0], store.Trimmed: n[1], store.Altered: n[2], store.Translated: n[3]}
		out = append(out, p)
		return err
	})
	return out, err
}
