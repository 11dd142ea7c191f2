package report

import (
	"fmt"
	"sync"

	"onrecord/store"
	"onrecord/templates/view"
)

// neighbours collects, while the pages of changed documents are drawn, whose pages show
// something of them.
type neighbours struct {
	mu sync.Mutex
	// docs are documents whose pages show something of one that changed, true until
	// they are drawn; authors are those of changed posts.
	docs    map[store.DocumentID]bool
	authors map[store.Account]bool
	// monthLists are the first pages of the lists by month on which changed documents stand.
	monthLists map[string]bool
}

// mostNeighbours is how many are remembered; with more all is drawn.
const mostNeighbours = 100_000

// due remembers a document that was not drawn yet.
func (b *neighbours) due(id store.DocumentID) {
	if _, known := b.docs[id]; !known {
		b.docs[id] = true
	}
}

// add remembers a document that was drawn, and its neighbours.
func (b *neighbours) add(d store.DocumentView) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.docs[d.ID] = false
	for _, other := range d.Related {
		b.due(other.ID)
	}
	for _, s := range view.MonthListsOf(d) {
		b.monthLists[s.Path(1)] = true
	}
	if d.Kind == store.Post && d.Author.Key() != "" {
		b.authors[store.Account{Platform: d.Platform, Key: d.Author.Key()}] = true
	}
	if len(b.docs) > mostNeighbours {
		return fmt.Errorf("too much changed since the report was written; write it anew with --all")
	}
	return nil
}
