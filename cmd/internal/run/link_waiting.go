package run

import "onrecord/store"

// Bounds on the search for quotes that wait for a new post: the terms asked,
// and the quotes taken of each. A term that stands in more quotes says little.
const (
	waitingTerms  = 400
	waitingQuotes = 50
	// speakerQuotes is as many of one speaker, who may be quoted in translation.
	speakerQuotes = 500
)

// waitingFor adds the article versions that hold a quote without a source which
// shares a term with a new post. A term that more than most have is left out.
func (l *linker) waitingFor(terms []store.Term, most int, found map[int64]bool) error {
	quotes, err := l.st.UnlinkedQuotes(l.ctx, terms[:min(len(terms), waitingTerms)], most)
	if err != nil {
		return err
	}
	if len(quotes) == 0 {
		return nil
	}
	articles, err := l.st.ArticlesOfQuotes(l.ctx, quotes)
	if err != nil {
		return err
	}
	for _, id := range articles {
		found[id] = true
	}
	return nil
}
