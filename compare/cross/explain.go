package cross

import (
	"onrecord/compare/match"
	"onrecord/compare/text"
	"onrecord/store"
)

// Match shows a match word by word: what each of the quote's words renders.
func (x Found) Match(q match.Quote, versions []store.Version) store.Match {
	out := store.Match{
		Document: x.Document.ID, VersionID: x.Version.ID, VersionSeq: x.Version.Seq, Verdict: store.Translated,
		Confidence: match.Round(x.Confidence), Via: "lexicon", Edits: x.edits(),
	}
	if f := x.evidence.Fit; f.To > f.From {
		tokens := x.post.Folded.Tokens
		out.Span = [2]int{tokens[f.From].From, tokens[f.To-1].To}
	}
	out.Warnings, out.Details = x.warnings(q)
	out.Severity = match.Severity(out)
	return out
}

// warnings are those that survive translation, with what they are about.
func (x Found) warnings(q match.Quote) ([]string, []store.WarningDetail) {
	t := match.Translation{Quote: q, QuoteLang: x.quote.Lang, PostLang: x.post.Lang, Post: x.post.Folded, Doc: x.Document}
	for _, p := range x.evidence.Pairs {
		t.Pairs = append(t.Pairs, match.Rendered{From: p.From, To: p.To, PostFrom: p.PostFrom, PostTo: p.PostTo})
	}
	return t.Warnings()
}

// edits are the quote's words in order: a content word with the post's words that
// give it, or inserted where none does; a function word stands alone, since
// languages differ in those.
func (x Found) edits() []store.Edit {
	var out []store.Edit
	pairs := x.evidence.Pairs
	for i := 0; i < len(x.quote.Folded.Tokens); i++ {
		tok := x.quote.Folded.Tokens[i]
		switch {
		case len(pairs) > 0 && pairs[0].From == i:
			p := pairs[0]
			e := store.Edit{Op: "insert", Quote: x.quote.Text(p.From, p.To)}
			if p.PostTo > p.PostFrom {
				e.Op, e.Post = "translate", x.post.Text(p.PostFrom, p.PostTo)
			}
			out = append(out, e)
			i, pairs = p.To-1, pairs[1:]
		case tok.Kind == text.Word && !tok.Bracketed:
			out = append(out, store.Edit{Op: "translate", Quote: x.quote.Text(i, i+1)})
		}
	}
	return out
}
