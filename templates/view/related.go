package view

import (
	"context"
	"onrecord/store"
)

// RelatedRow is a post that stands beside another; Row is nil where the archive does
// not have it.
type RelatedRow struct {
	Says, Name string
	Row        *DocRow
}

// related are the posts that a post answers and quotes, and those that answer and
// quote it, in that order; each with its page where the archive has it.
func (p *PageBuilder) related(ctx context.Context, of store.DocumentView) ([]RelatedRow, error) {
	var out []RelatedRow
	add := func(r store.Relation, says map[store.RelationKind]string) error {
		row, err := p.relatedRow(ctx, of, r, says)
		out = append(out, row)
		return err
	}
	for _, r := range of.Own {
		if err := add(r, map[store.RelationKind]string{store.RelationRepliesTo: "Answers", store.RelationQuotes: "Quotes"}); err != nil {
			return nil, err
		}
	}
	for _, r := range of.Others[:min(len(of.Others), p.most.events)] {
		if err := add(r, map[store.RelationKind]string{store.RelationRepliesTo: "Answered by", store.RelationQuotes: "Quoted by"}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// continued are the words for an author who answers himself.
var continued = map[string]string{"Answers": "Continues", "Answered by": "Continued by"}

func (p *PageBuilder) relatedRow(ctx context.Context, of store.DocumentView, r store.Relation, says map[store.RelationKind]string) (RelatedRow, error) {
	word := says[r.Kind]
	b := RelatedRow{Name: Name(string(r.Document))}
	if other, ok := of.Related[r.Document]; ok {
		row, err := p.row(ctx, other)
		if err != nil {
			return b, err
		}
		b.Row = &row
		if r.Kind == store.RelationRepliesTo && other.Author.Key() == of.Author.Key() && of.Author.Key() != "" {
			word = continued[word]
		}
	}
	b.Says = p.Say(word)
	return b, nil
}
