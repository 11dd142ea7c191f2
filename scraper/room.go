package scraper

import (
	"context"
	"sync"
)

// Room is what the bodies of a look take of the memory that all looks share, until they are
// recorded.
type Room struct {
	mu   sync.Mutex
	free []func()
}

type roomKey struct{}

// withRoom has what is fetched take its room until Free is called.
func withRoom(ctx context.Context) (context.Context, *Room) {
	r := &Room{}
	return context.WithValue(ctx, roomKey{}, r), r
}

// RoomOf is the room that a fetch's context names; nil for none.
func RoomOf(ctx context.Context) *Room {
	r, _ := ctx.Value(roomKey{}).(*Room)
	return r
}

// Hold keeps what gives room back until the body is recorded.
func (r *Room) Hold(free func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.free = append(r.free, free)
}

// Free gives all room back.
func (r *Room) Free() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range r.free {
		f()
	}
	r.free = nil
}
