package serve

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"onrecord/cmd/internal/wire"
	"onrecord/store"
)

// leaf is where a capture stands in the log, nil where it does not.
func (s *Server) leaf(ctx context.Context, capture int64) (*wire.Leaf, error) {
	e, err := s.r.LogEntry(ctx, capture)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // none is no fault
	}
	if err != nil {
		return nil, err
	}
	return wire.LeafOf(e), nil
}

func (s *Server) apiCheckpoints(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	all, err := s.o.Overview.Checkpoints(r.Context())
	out := wire.List{Items: []any{}}
	for _, c := range slices.Backward(all) {
		if len(out.Items) >= limit {
			break
		}
		out.Items = append(out.Items, wire.CheckpointOf(c))
	}
	return out, err
}
