package client

import (
	"context"
	"io"
	"sync"

	"golang.org/x/sync/semaphore"

	"onrecord/scraper"
)

// Bounds on the memory of bodies that are not recorded yet: from what size on they are
// counted, and how many there are at a time, of those up to a MiB and of larger ones.
const (
	smallBody  = 256 << 10
	middleBody = 1 << 20
	middleMost = 48
	largeMost  = 1
)

// rooms are the places for bodies.
type rooms struct{ middle, large *semaphore.Weighted }

func newRooms() rooms {
	return rooms{semaphore.NewWeighted(middleMost), semaphore.NewWeighted(largeMost)}
}

// room is what one body takes.
type room struct {
	rooms
	free  []func()
	size  int64
	large bool
}

// grow waits for the room that a body of a size takes. A large one gives its place among
// the middle ones back before it waits, so that nobody waits for another that waits.
func (r *room) grow(ctx context.Context, size int64) error {
	var of *semaphore.Weighted
	switch {
	case size > middleBody && !r.large:
		r.release()
		of, r.large = r.rooms.large, true
	case size > smallBody && !r.large && len(r.free) == 0:
		of = r.rooms.middle
	default:
		return nil
	}
	if err := of.Acquire(ctx, 1); err != nil {
		return err
	}
	var once sync.Once
	r.free = append(r.free, func() { once.Do(func() { of.Release(1) }) })
	return nil
}

func (r *room) release() {
	for _, f := range r.free {
		f()
	}
	r.free = nil
}

// leave gives the room to who records the body, or back where nobody says.
func (r *room) leave(ctx context.Context) {
	if of := scraper.RoomOf(ctx); of != nil {
		for _, f := range r.free {
			of.Hold(f)
		}
		return
	}
	r.release()
}

// gated reads a body that waits for room as it grows.
type gated struct {
	io.Reader
	room *room
	ctx  context.Context //nolint:containedctx // of the one read that it is made for
}

func (g *gated) Read(p []byte) (int, error) {
	if err := g.room.grow(g.ctx, g.room.size); err != nil {
		return 0, err
	}
	n, err := g.Reader.Read(p)
	g.room.size += int64(n)
	return n, err
}
