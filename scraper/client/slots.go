package client

import (
	"context"
	"sync"
	"time"
)

// patience is how long a request counts among those that are made at once, unless its
// answer begins before: a host that is slow keeps no others waiting.
const patience = 200 * time.Millisecond

// slots bounds the requests that are made at once.
type slots chan struct{}

// take waits for a slot, and gives back what frees it. It frees itself when the request
// takes long.
func (s slots) take(ctx context.Context) (release func(), err error) {
	select {
	case s <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var once sync.Once
	free := func() { once.Do(func() { <-s }) }
	t := time.AfterFunc(patience, free)
	return func() { t.Stop(); free() }, nil
}
