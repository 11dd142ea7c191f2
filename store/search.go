package store

import (
	"context"
	"time"
)

// Searcher finds posts and articles by their words and by what is known of them. Its
// index is derived; it is rebuilt when the scheme (the number of how texts are cut into
// words) changes. Words that others say are a document's and its home does not (Aside)
// are not searched.
type Searcher interface {
	// IndexWords brings the index up to date, some documents a transaction, and reports
	// how many were looked at. cut gives a text's words in order, parted by blanks; it
	// may be called from several goroutines at once. show, where it is not nil, is told
	// how far it is.
	IndexWords(ctx context.Context, scheme int, cut func(string) string, show func(done, total int)) (int, error)
	// Unsearched is how many documents changed since the index was brought up to date:
	// a search may lack their latest words.
	Unsearched(ctx context.Context, scheme int) (int, error)
	// Search gives some of the documents that pass.
	Search(ctx context.Context, s Search) (Found, error)
	// Facets counts what Search finds.
	Facets(ctx context.Context, s Search) (Facets, error)
}

// Search says which documents are meant; zero values do not filter. Where several values
// are given for one thing, any of them will do.
type Search struct {
	Words    Words
	Kind     Kind
	Platform Platform
	// Accounts, Handle (without "@", of any platform) and Name (words of the author's
	// name, in the form that cut gives) say who wrote it: any of them.
	Accounts []Account
	Handle   string
	Name     []string
	// Outlet are words of the publisher's name, or the host of its address.
	Outlet []string
	// From and To bound the time of publication, as the document claims it or else its id
	// says; To is not included. What has no such time passes no bound.
	From, To time.Time
	// Undated keeps what has no such time.
	Undated bool
	States  []State
	// GoneWithin keeps what was found gone at most so long after it was published.
	GoneWithin time.Duration
	// Quoted keeps posts that articles quote, and articles that quote posts on record;
	// Warnings and Severities those with such a link.
	Quoted     bool
	Warnings   []string
	Severities []Severity
	// Authorities are whose word the document is.
	Authorities []Authority
	// Lang is a language with its variants: pt finds pt-br.
	Lang string
	// Source is the number of a source whose captures brought words of it.
	Source int64
	Order  Order
	// Offset and Limit cut out of what is found; Limit 0 gives none.
	Offset, Limit int
	// After goes on after a Hit, by its Place, in the order of time; nothing is counted
	// then.
	After int64
}

// Words are what a document's words must be: of every group one phrase at least, and
// none of Not. The groups may stand in different versions; Not is held against the
// current one.
type Words struct {
	All [][]Phrase
	Not []Phrase
}

// Phrase is words that stand one after the other, as IndexWords's cut gives them.
type Phrase struct {
	Words []string
	// Prefix says that the last word may go on.
	Prefix bool
}

// Order is in which order documents are found.
type Order string

// The orders: by the time of publication, or by how well the words fit (BM25, among the
// newest 10,000 that pass).
const (
	OrderNewest Order = "newest"
	OrderOldest Order = "oldest"
	OrderBest   Order = "best"
)

// State is something that befell a document. It may have several.
type State string

// The states. The ways of GoneHow are states too.
const (
	// StateEdited: its home showed two versions; or, where its home was never seen, one of
	// those who pass it on told of an edit.
	StateEdited State = "edited"
	// StateContradicted: its home was never seen, and of the words that others tell of it
	// some are wrong.
	StateContradicted State = "contradicted"
	// StateGone: confirmed by a second look, and not seen since.
	StateGone State = "gone"
	// StateErased: the archive's owner took its words out.
	StateErased State = State(Erased)
	// StateMissed: not found at one look, and no second one yet.
	StateMissed State = "missed"
	// StateRestored: it was gone, or missed, and was seen again.
	StateRestored State = "restored"
)

// States are those of a document; latest is the last tombstone that stands, nil for none, and
// earlier says that there is one that stands no longer.
func States(told Told, latest *Tombstone, earlier bool) []State {
	var out []State
	if told.Edited {
		out = append(out, StateEdited)
	}
	if told.Contradicted {
		out = append(out, StateContradicted)
	}
	switch {
	case latest != nil && latest.How == Erased:
		out = append(out, StateErased)
	case latest != nil && latest.Confirmed():
		out = append(out, StateGone, State(latest.How))
	case latest != nil:
		out = append(out, StateMissed)
	case earlier:
		out = append(out, StateRestored)
	}
	return out
}

// Found is some of what a search finds, and how many there are: more than Total, where
// More says so.
type Found struct {
	Hits  []Hit
	Total int
	More  bool
}

// Hit is a document that a search found, and what befell it.
type Hit struct {
	Document DocumentID
	// Place is where it stands in the order of time.
	Place  int64
	States []State
}

// Facets counts what a search finds by what it has, the most frequent first, years and
// months from the latest, "" for what has no date.
type Facets struct {
	Platforms, Langs, States, Kinds []FacetCount
	Authors                         []AuthorFacet
	Years, Months                   []FacetCount
	// Of is how many documents were counted: the newest where there are more.
	Of int
}

// FacetCount is how many documents have a value, "" where it is not known.
type FacetCount struct {
	Value string
	Count int
}

// AuthorFacet is how many documents an author has.
type AuthorFacet struct {
	Account
	Author Author
	Count  int
}
