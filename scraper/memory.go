package scraper

import (
	"context"
	"sync"
)

// BodyMemory is what the bodies of a look take of the memory that all looks share, until they are
// recorded.
type BodyMemory struct {
	mu   sync.Mutex
	free []func()
}

type bodyMemoryKey struct{}

// withBodyMemory has what is fetched take its share until Free is called.
func withBodyMemory(ctx context.Context) (context.Context, *BodyMemory) {
	r := &BodyMemory{}
	return context.WithValue(ctx, bodyMemoryKey{}, r), r
}

// BodyMemoryOf is the share that a fetch's context names; nil for none.
func BodyMemoryOf(ctx context.Context) *BodyMemory {
	r, _ := ctx.Value(bodyMemoryKey{}).(*BodyMemory)
	return r
}

// Hold keeps what gives memory back until the body is recorded.
func (r *BodyMemory) Hold(free func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.free = append(r.free, free)
}

// Free gives all of it back.
func (r *BodyMemory) Free() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range r.free {
		f()
	}
	r.free = nil
}
