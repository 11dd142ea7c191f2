package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"onrecord/store"
)

// currentQuote keeps quotes q of the articles' current versions.
const currentQuote = `q.version IN (SELECT c.id FROM version c WHERE c.seq = (SELECT max(n.seq) FROM version n WHERE n.document = c.document))`

// ReplaceQuotes puts an article version's quotes and links in place of the old.
func (d *DB) ReplaceQuotes(ctx context.Context, article int64, linker int, links []store.Link) error {
	return d.fail(fmt.Sprintf("keep the quotes of version %d", article), d.write(ctx, func(tx *sql.Tx) error {
		if err := dropQuotes(ctx, tx, article); err != nil {
			return err
		}
		for i, l := range links {
			if err := d.putLink(ctx, tx, article, i+1, l); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO linked (version, linker) VALUES (?, ?) ON CONFLICT DO UPDATE SET linker = excluded.linker`, article, linker)
		return err
	}))
}

func dropQuotes(ctx context.Context, tx *sql.Tx, article int64) error {
	var ids []int64
	if err := rows(ctx, tx, `SELECT id FROM quote WHERE version = ?`, []any{article}, func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	}); err != nil {
		return err
	}
	for _, id := range ids {
		if err := unindex(ctx, tx, quoteSpace, id); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM quote WHERE version = ?`, article)
	return err
}

func (d *DB) putLink(ctx context.Context, tx *sql.Tx, article int64, seq int, l store.Link) error {
	q := l.Quote
	res, err := tx.ExecContext(ctx, `INSERT INTO quote (version, seq, kind, start, stop, parts, text, speaker, handle, url, document)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, article, seq, q.Kind, q.From, q.To, toJSON(q.Parts), q.Text, q.Speaker, q.Handle, q.URL, q.Document)
	if err != nil || l.Match.Document == "" {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	m := l.Match
	at := l.LinkedAt
	if at.IsZero() {
		at = d.opts.Now()
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO link (quote, version, verdict, confidence, span_from, span_to, edits, warnings, via, linked_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, m.VersionID, m.Verdict, m.Confidence, m.Span[0], m.Span[1], toJSON(m.Edits), toJSON(m.Warnings), m.Via, ms(at))
	return err
}

// UnlinkedVersions calls f for the article versions that a linker has not read.
func (d *DB) UnlinkedVersions(ctx context.Context, linker int, f func(store.Version) error) error {
	const page = 200
	last := int64(0)
	for {
		var batch []store.Version
		err := rows(ctx, d.r, versionQuery+` LEFT JOIN linked l ON l.version = v.id WHERE d.kind = 'article' AND v.id > ?
			AND (l.linker IS NULL OR l.linker <> ?) ORDER BY v.id LIMIT ?`, []any{last, linker, page}, func(r *sql.Rows) error {
			v, err := scanVersion(r)
			batch = append(batch, v)
			return err
		})
		if err != nil {
			return d.fail("list articles to link", err)
		}
		for _, v := range batch {
			if err := f(v); err != nil {
				return err
			}
			last = v.ID
		}
		if len(batch) < page {
			return nil
		}
	}
}

const linkQuery = `SELECT q.id, a.name, q.version, q.seq, q.kind, q.start, q.stop, q.parts, q.text, q.speaker, q.handle, q.url, q.document,
	av.lang, a.published_at, a.published_precision, a.published_raw,
	p.name, pv.id, pv.seq, l.verdict, l.confidence, l.span_from, l.span_to, l.edits, l.warnings, l.via, l.linked_at
	FROM quote q JOIN version av ON av.id = q.version JOIN document a ON a.id = av.document
	LEFT JOIN link l ON l.quote = q.id LEFT JOIN version pv ON pv.id = l.version LEFT JOIN document p ON p.id = pv.document`

func scanLink(r scanner) (store.Link, error) {
	var l store.Link
	q, m := &l.Quote, &l.Match
	var parts string
	var doc, verdict, edits, warnings, via sql.NullString
	var published, versionID, seq, from, to, linked sql.NullInt64
	var confidence sql.NullFloat64
	err := r.Scan(&q.ID, &q.Article, &q.ArticleVersion, &q.Seq, &q.Kind, &q.From, &q.To, &parts, &q.Text, &q.Speaker, &q.Handle, &q.URL, &q.Document,
		&q.Lang, &published, &q.PublishedAt.Precision, &q.PublishedAt.Raw,
		&doc, &versionID, &seq, &verdict, &confidence, &from, &to, &edits, &warnings, &via, &linked)
	if err != nil {
		return l, err
	}
	q.PublishedAt.Time = fromMS(published)
	err = json.Unmarshal([]byte(parts), &q.Parts)
	if !doc.Valid {
		return l, err
	}
	*m = store.Match{
		Document: store.DocumentID(doc.String), VersionID: versionID.Int64, VersionSeq: int(seq.Int64), Verdict: store.Verdict(verdict.String),
		Confidence: confidence.Float64, Span: [2]int{int(from.Int64), int(to.Int64)}, Via: via.String,
	}
	l.LinkedAt = fromMS(linked)
	return l, errors.Join(err, json.Unmarshal([]byte(edits.String), &m.Edits), json.Unmarshal([]byte(warnings.String), &m.Warnings))
}

func (d *DB) links(ctx context.Context, tail string, args []any, f func(store.Link) error) error {
	return rows(ctx, d.r, linkQuery+tail, args, func(r *sql.Rows) error {
		l, err := scanLink(r)
		if err != nil {
			return err
		}
		return f(l)
	})
}

// Quotes are those of an article's version with their links, by Seq.
func (d *DB) Quotes(ctx context.Context, article int64) ([]store.Link, error) {
	var out []store.Link
	err := d.links(ctx, ` WHERE q.version = ? ORDER BY q.seq`, []any{article}, keep(&out))
	return out, d.fail("list quotes", err)
}

func keep(out *[]store.Link) func(store.Link) error {
	return func(l store.Link) error {
		*out = append(*out, l)
		return nil
	}
}

// LinksTo are the links to any version of a post, the earliest article first.
func (d *DB) LinksTo(ctx context.Context, post store.DocumentID) ([]store.Link, error) {
	id, err := findDocument(ctx, d.r, post)
	if err != nil {
		return nil, d.fail("links to "+string(post), err)
	}
	var out []store.Link
	err = d.links(ctx, ` WHERE pv.document = ? AND `+currentQuote+` ORDER BY a.published_at, q.version, q.seq`, []any{id}, keep(&out))
	return out, d.fail("links to "+string(post), err)
}

// Links calls f for every link in the order of the articles' publication.
func (d *DB) Links(ctx context.Context, f func(store.Link) error) error {
	return d.links(ctx, ` WHERE l.quote IS NOT NULL AND `+currentQuote+` ORDER BY a.published_at, q.version, q.seq`, nil, f)
}

// ArticlesOfQuotes are the article versions in which the quotes stand.
func (d *DB) ArticlesOfQuotes(ctx context.Context, quotes []int64) ([]int64, error) {
	out, err := numbers(ctx, d.r, `SELECT DISTINCT version FROM quote WHERE id IN (SELECT value FROM json_each(?))`, toJSON(quotes))
	return out, d.fail("find articles", err)
}

// MostQuoted are the posts with the most links.
func (d *DB) MostQuoted(ctx context.Context, limit int) ([]store.QuotedPost, error) {
	var out []store.QuotedPost
	err := rows(ctx, d.r, `SELECT d.name, count(*), sum(l.verdict = 'verbatim'), sum(l.verdict = 'trimmed'), sum(l.verdict = 'altered'), sum(l.verdict = 'translated')
		FROM link l JOIN quote q ON q.id = l.quote JOIN version v ON v.id = l.version JOIN document d ON d.id = v.document
		WHERE `+currentQuote+` GROUP BY d.id ORDER BY 2 DESC, d.published_at, d.id LIMIT ?`, []any{limit}, func(r *sql.Rows) error {
		var p store.QuotedPost
		var n [4]int
		err := r.Scan(&p.Document, &p.Total, &n[0], &n[1], &n[2], &n[3])
		p.ByVerdict = map[store.Verdict]int{store.Verbatim: n[0], store.Trimmed: n[1], store.Altered: n[2], store.Translated: n[3]}
		out = append(out, p)
		return err
	})
	return out, d.fail("list the most quoted", err)
}

func numbers(ctx context.Context, q queryer, query string, args ...any) ([]int64, error) {
	var out []int64
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		var n int64
		err := r.Scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}
