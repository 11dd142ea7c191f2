package scraper

import (
	"sync"
	"time"
)

// readersMost bounds the pages that are read at once, and as many more that were given up
// and go on: their memory comes back only when they end. patience is how many times as long
// as one may be read a page waits for its turn, for each of those before it may take as long.
const (
	readersMost = 2
	patience    = 4
)

// readers bounds the pages that are read at once. The zero value is ready.
type readers struct {
	once             sync.Once
	reading, givenUp chan struct{}
}

// turn is that of one page.
type turn struct {
	of    *readers
	mu    sync.Mutex
	in    chan struct{} // where it is counted
	ended bool
}

// wait waits for a turn, nil where none came in time.
func (r *readers) wait(most time.Duration) *turn {
	r.once.Do(func() { r.reading, r.givenUp = make(chan struct{}, readersMost), make(chan struct{}, readersMost) })
	t := time.NewTimer(most)
	defer t.Stop()
	select {
	case r.reading <- struct{}{}:
		return &turn{of: r, in: r.reading}
	case <-t.C:
		return nil
	}
}

// end counts the page no more.
func (t *turn) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
	<-t.in
}

// giveUp makes room for another page, as long as few that were given up still go on.
func (t *turn) giveUp() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ended {
		return
	}
	select {
	case t.of.givenUp <- struct{}{}:
		<-t.in
		t.in = t.of.givenUp
	default:
	}
}
