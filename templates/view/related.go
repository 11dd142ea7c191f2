package view

import "onrecord/store"

// RelatedRow is a post that stands beside another; Row is nil where the archive does
// not have it.
type RelatedRow struct {
	Says, Name string
	Row        *DocRow
}

// related are the posts that a post answers and quotes, and those that answer and
// quote it, in that order; each with its page where the archive has it.
func (p *PageBuilder) related(of store.DocumentView) []RelatedRow {
	var out []RelatedRow
	for _, r := range of.Own {
		out = append(out, p.relatedRow(of, r, map[store.RelationKind]string{store.RelationRepliesTo: "Answers", store.RelationQuotes: "Quotes"}))
	}
	for _, r := range of.Others[:min(len(of.Others), p.most.events)] {
		out = append(out, p.relatedRow(of, r, map[store.RelationKind]string{store.RelationRepliesTo: "Answered by", store.RelationQuotes: "Quoted by"}))
	}
	return out
}

// continued are the words for an author who answers himself.
var continued = map[string]string{"Answers": "Continues", "Answered by": "Continued by"}

func (p *PageBuilder) relatedRow(of store.DocumentView, r store.Relation, says map[store.RelationKind]string) RelatedRow {
	word := says[r.Kind]
	b := RelatedRow{Name: Name(string(r.Document))}
	if other, ok := of.Related[r.Document]; ok {
		row := p.row(other)
		b.Row = &row
		if r.Kind == store.RelationRepliesTo && other.Author.Key() == of.Author.Key() && of.Author.Key() != "" {
			word = continued[word]
		}
	}
	b.Says = p.Say(word)
	return b
}
