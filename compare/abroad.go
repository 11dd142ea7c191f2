package compare

import (
	"context"
	"fmt"
	"time"

	"onrecord/store"
)

// possibleAt is the confidence from which a post in another language is listed.
const possibleAt = 0.15

// crossThreshold is the confidence from which it is linked.
const crossThreshold = 0.75

// abroad looks among the posts of other languages for a quote that was not found
// in its own. It links only what stands well above chance, and never a quote of
// few words or one in a language that cannot be reached.
func (m matcher) abroad(ctx context.Context, f Finder, ans Answer, same []scored) (Answer, error) {
	found, err := cross(ctx, f, m.q.Tongues, m.q, m.folded, ans.Lang)
	if err != nil {
		return ans, fmt.Errorf("look up across languages: %w", err)
	}
	found = onePerPost(found)
	if len(found) == 0 || found[0].confidence < possibleAt {
		return ans, nil
	}
	top := found[0]
	var list []store.Candidate
	for _, x := range found {
		if x.confidence >= possibleAt && len(list) < max(m.q.Limit, 1) {
			list = append(list, store.Candidate{
				Document: x.Document.ID, VersionID: x.Version.ID, VersionSeq: x.Version.Seq, Verdict: store.Possible, Confidence: round(x.confidence),
			})
		}
	}
	ans.Candidates = append(list, ans.Candidates...)
	ans.Verdict, ans.Confidence = store.Possible, round(top.confidence)
	if top.Document.ID != m.q.Supported && (top.confidence < crossThreshold || !top.firm(m)) {
		return ans, nil
	}
	if own := m.ownWords(top, same); own != nil {
		return m.foundIn(ctx, f, ans, *own)
	}
	versions, err := f.Versions(ctx, top.Document.ID)
	if err != nil {
		return ans, fmt.Errorf("look up across languages: %w", err)
	}
	if top.Document, err = f.Document(ctx, top.Document.ID); err != nil {
		return ans, fmt.Errorf("look up across languages: %w", err)
	}
	ans.Match = m.translated(top, versions)
	ans.Verdict = store.Translated
	for _, x := range found[1:] {
		if top.twin(x) && x.confidence >= possibleAt {
			ans.Same = append(ans.Same, x.Document.ID)
		}
	}
	ans.Candidates[0].Verdict = store.Translated
	return ans, nil
}

// ownWords is the post in the quote's own language that the same author wrote at
// about the same time as the one that the quote seems to translate, where it fits
// as well: not well enough alone, but two say more than one.
func (m matcher) ownWords(top crossed, same []scored) *scored {
	for _, s := range same {
		d := s.Document.PublishedAt.Time.Sub(top.Document.PublishedAt.Time)
		if s.confidence >= possibleAt && s.Document.ID != top.Document.ID && s.Document.Author == top.Document.Author && !s.Document.PublishedAt.IsZero() && d.Abs() <= 36*time.Hour {
			s.confidence = max(s.confidence, top.confidence)
			return &s
		}
	}
	return nil
}

// firm reports whether a match may be linked: long enough, and both languages
// reached.
func (x crossed) firm(m matcher) bool {
	return x.words >= leastTokens && m.q.Tongues.Reaches(x.lang) && x.reached
}

func onePerPost(all []crossed) []crossed {
	seen := map[store.DocumentID]bool{}
	var out []crossed
	for _, x := range all {
		if !seen[x.Document.ID] {
			seen[x.Document.ID] = true
			out = append(out, x)
		}
	}
	return out
}

// translated shows a match word by word: what each of the quote's words renders.
func (m matcher) translated(x crossed, versions []store.Version) *Found {
	for _, v := range versions {
		if v.ID == x.Version.ID {
			x.Version = v
		}
	}
	post := Fold(x.Version.Text)
	match := store.Match{
		Document: x.Document.ID, VersionID: x.Version.ID, VersionSeq: x.Version.Seq, Verdict: store.Translated,
		Confidence: round(x.confidence), Via: x.fit.via, Span: stretch(post, x.fit),
	}
	for _, p := range x.fit.pairs {
		e := store.Edit{Op: "insert", Quote: p.quote.word}
		switch {
		case p.found:
			e.Op, e.Post = "translate", p.post.word
		case len(p.quote.stems) > 0 && emptyStem[p.quote.stems[0]]:
			e.Op = "translate" // a function word: languages differ in those
		}
		match.Edits = append(match.Edits, e)
	}
	if olderThanPost(m.q, x.Document) {
		match.Warnings = append(match.Warnings, "older-than-post")
	}
	return &Found{Match: match, Doc: x.Document, Version: x.Version}
}

// stretch is the part of the post that a fit covers.
func stretch(post Folded, f fit) [2]int {
	from, to := -1, 0
	for i, t := range post.Tokens {
		at := placeOf(i, len(post.Tokens))
		if at < f.from-1e-9 || at > f.to+1e-9 || t.Kind != Word {
			continue
		}
		if from < 0 {
			from = t.From
		}
		to = t.To
	}
	return [2]int{max(from, 0), to}
}
