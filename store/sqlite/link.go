package sqlite

import (
	"context"
	"fmt"

	"onrecord/store"
)

// ReplaceQuotes puts an article version's quotes and links in place of the old.
func (d *DB) ReplaceQuotes(ctx context.Context, article int64, linker int, links []store.Link) error {
	return d.fail(fmt.Sprintf("keep the quotes of version %d", article), d.write(ctx, func(tx *tx) error {
		if err := dropQuotes(ctx, tx, article); err != nil {
			return err
		}
		var told bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM linked WHERE version = ? AND leaf IS NOT NULL)`, article).Scan(&told); err != nil {
			return err
		}
		for i, l := range links {
			if err := d.putLink(ctx, tx, article, i+1, l); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO linked (version, linker) VALUES (?, ?) ON CONFLICT (version) DO UPDATE SET linker = excluded.linker`, article, linker); err != nil {
			return err
		}
		if len(links) == 0 && !told {
			return nil // it quotes nobody, and never did
		}
		return logLinks(ctx, tx, d.opts.Now(), article)
	}))
}

func dropQuotes(ctx context.Context, tx *tx, article int64) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM unindexed WHERE space = 2 AND ref IN (SELECT id FROM quote WHERE version = ?)`, article); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM quote WHERE version = ?`, article)
	return err
}

func (d *DB) putLink(ctx context.Context, tx *tx, article int64, seq int, l store.Link) error {
	q := l.Quote
	id, err := tx.insert(ctx, `INSERT INTO quote (version, seq, kind, start, stop, parts, text, speaker, handle, url, document)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, article, seq, q.Kind, q.From, q.To, toJSON(q.Parts), q.Text, q.Speaker, q.Handle, q.URL, q.Document)
	if err != nil {
		return err
	}
	if l.Match.Document == "" { // a later post may be its source
		_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO unindexed (space, ref) VALUES (2, ?)`, id)
		return err
	}
	m := l.Match
	at := l.LinkedAt
	if at.IsZero() {
		at = d.opts.Now()
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO link (quote, version, verdict, confidence, span_from, span_to, edits, warnings, via, linked_at, severity, details)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, m.VersionID, m.Verdict, m.Confidence, m.Span[0], m.Span[1], toJSON(m.Edits), toJSON(m.Warnings), m.Via, ms(at), m.Severity, toJSON(m.Details))
	return err
}
