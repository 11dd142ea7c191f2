package templates

import (
	"context"
	"strconv"
	"sync"
	"time"

	"onrecord/store"
)

// heads remembers the checkpoints that runs ended with.
type heads struct {
	mu    sync.Mutex
	at    time.Time
	byRun map[int64]store.Checkpoint
}

// of is the checkpoint that a run ended with, nil where there is none yet.
func (h *heads) of(ctx context.Context, r Reader, run int64) (*Head, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byRun == nil || time.Since(h.at) > refresh {
		all, err := r.Checkpoints(ctx)
		if err != nil {
			return nil, err
		}
		h.at, h.byRun = time.Now(), make(map[int64]store.Checkpoint, len(all))
		for _, c := range all {
			h.byRun[c.RunID] = c
		}
	}
	c, ok := h.byRun[run]
	if !ok || run == 0 {
		return nil, nil //nolint:nilnil // none is no fault
	}
	out := HeadOf(c)
	return &out, nil
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }
