package cross

import (
	"onrecord/compare/match"
	"onrecord/compare/text"
	"onrecord/store"
)

// Match shows a match word by word: what each of the quote's words renders.
func (x Found) Match(q match.Quote, versions []store.Version) store.Match {
	for _, v := range versions {
		if v.ID == x.Version.ID {
			x.Version = v
		}
	}
	post := text.Fold(x.Version.Text)
	out := store.Match{
		Document: x.Document.ID, VersionID: x.Version.ID, VersionSeq: x.Version.Seq, Verdict: store.Translated,
		Confidence: match.Round(x.Confidence), Via: x.fit.via, Span: stretch(post, x.fit),
	}
	for _, p := range x.fit.pairs {
		e := store.Edit{Op: "insert", Quote: p.quote.word}
		switch {
		case p.found:
			e.Op, e.Post = "translate", p.post.word
		case len(p.quote.stems) > 0 && emptyStem[p.quote.stems[0]]:
			e.Op = "translate" // a function word: languages differ in those
		}
		out.Edits = append(out.Edits, e)
	}
	if match.OlderThanPost(q, x.Document) {
		out.Warnings = append(out.Warnings, "older-than-post")
	}
	return out
}

// stretch is the part of the post that a fit covers.
func stretch(post text.Folded, f fit) [2]int {
	from, to := -1, 0
	for i, t := range post.Tokens {
		at := placeOf(i, len(post.Tokens))
		if at < f.from-1e-9 || at > f.to+1e-9 || t.Kind != text.Word {
			continue
		}
		if from < 0 {
			from = t.From
		}
		to = t.To
	}
	return [2]int{max(from, 0), to}
}
