package view

import (
	"context"

	"onrecord/store"
)

// QuotedRow is a post with its quotes counted by verdict.
type QuotedRow struct {
	Doc   DocRow
	Total int
	Bars  []Bar
}

// Bar is a share of a stacked bar, in percent.
type Bar struct {
	Verdict string
	Count   int
	Percent int
}

func (p *PageBuilder) quotedRows(ctx context.Context, posts []store.QuotedPost) ([]QuotedRow, error) {
	var out []QuotedRow
	for _, q := range posts {
		d, err := p.archive.Documents.Document(ctx, q.Document)
		if err != nil {
			return nil, err
		}
		doc, err := p.row(ctx, d)
		if err != nil {
			return nil, err
		}
		row := QuotedRow{Doc: doc, Total: q.Total}
		for _, v := range verdicts {
			if n := q.ByVerdict[v]; n > 0 {
				row.Bars = append(row.Bars, Bar{string(v), n, 100 * n / q.Total})
			}
		}
		out = append(out, row)
	}
	return out, nil
}
