package view

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"onrecord/store"
)

// checkpoints remembers the log's checkpoints and time stamps, the smallest first.
type checkpoints struct {
	mu      sync.Mutex
	at      time.Time
	all     []Head
	anchors []store.Anchor
	byRun   map[int64]int
}

// read reads them anew when they are old, and holds them until it is released.
func (h *checkpoints) read(ctx context.Context, r Log) (release func(), err error) {
	h.mu.Lock()
	if h.byRun != nil && time.Since(h.at) < refresh {
		return h.mu.Unlock, nil
	}
	all, err := r.Checkpoints(ctx)
	if err != nil {
		return h.mu.Unlock, err
	}
	h.at, h.all, h.byRun = time.Now(), nil, map[int64]int{}
	for i, c := range all {
		h.all, h.byRun[c.RunID] = append(h.all, HeadOf(c)), i
	}
	h.anchors, err = AnchorsOf(ctx, r)
	return h.mu.Unlock, err
}

// of is the checkpoint that a run ended with, nil where there is none yet.
func (h *checkpoints) of(ctx context.Context, r Log, run int64) (*Head, error) {
	release, err := h.read(ctx, r)
	defer release()
	i, ok := h.byRun[run]
	if !ok || run == 0 || err != nil {
		return nil, err
	}
	return &h.all[i], nil
}

// over is the first checkpoint and the first time stamp that cover an entry of the
// log, nil where there are none yet.
func (h *checkpoints) over(ctx context.Context, r Log, index int64) (head *Head, anchor *store.Anchor, err error) {
	release, err := h.read(ctx, r)
	defer release()
	if i, _ := slices.BinarySearchFunc(h.all, index+1, func(c Head, size int64) int { return cmp.Compare(c.Checkpoint.Size, size) }); i < len(h.all) {
		head = &h.all[i]
	}
	if i, _ := slices.BinarySearchFunc(h.anchors, index+1, func(a store.Anchor, size int64) int { return cmp.Compare(a.Size, size) }); i < len(h.anchors) {
		anchor = &h.anchors[i]
	}
	return head, anchor, err
}

// AnchorsOf are the time stamps, the smallest first, of one size the earliest.
func AnchorsOf(ctx context.Context, r Log) ([]store.Anchor, error) {
	var out []store.Anchor
	err := r.Anchors(ctx, func(a store.Anchor) error {
		a.Token = nil
		out = append(out, a)
		return nil
	})
	slices.SortFunc(out, func(a, b store.Anchor) int { return cmp.Or(cmp.Compare(a.Size, b.Size), a.Time.Compare(b.Time)) })
	return out, err
}

// Digits writes a number that is a name, such as a capture's.
func Digits(n int64) string { return strconv.FormatInt(n, 10) }
