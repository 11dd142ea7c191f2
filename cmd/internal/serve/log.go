package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"

	"onrecord/store"
	"onrecord/templates"
)

// leafJSON is as `show --json` has it.
type leafJSON struct {
	Index        int64  `json:"index"`
	RecordSHA256 string `json:"record_sha256"`
	SignedAt     string `json:"signed_at,omitempty"`
	Checkpoint   int64  `json:"checkpoint_size,omitempty"`
	AnchoredAt   string `json:"anchored_at,omitempty"`
	Authority    string `json:"authority,omitempty"`
}

type checkpointJSON struct {
	Size   int64  `json:"size"`
	Root   string `json:"root"`
	Key    string `json:"key"`
	Run    int64  `json:"run,omitempty"`
	MadeAt string `json:"made_at"`
	Note   string `json:"note"`
}

// leaf is where a capture stands in the log, nil where it does not.
func (s *Server) leaf(ctx context.Context, capture int64) (*leafJSON, error) {
	e, err := s.r.LogEntry(ctx, capture)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // none is no fault
	}
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(e.Record)
	out := &leafJSON{Index: e.Index, RecordSHA256: hex.EncodeToString(sum[:])}
	if e.Checkpoint != nil {
		out.SignedAt, out.Checkpoint = store.FormatTime(e.Checkpoint.MadeAt), e.Checkpoint.Size
	}
	if e.Anchor != nil {
		out.AnchoredAt, out.Authority = store.FormatTime(e.Anchor.Time), e.Anchor.Authority
	}
	return out, nil
}

func checkpointOf(c store.Checkpoint) checkpointJSON {
	h := templates.HeadOf(c)
	return checkpointJSON{c.Size, h.Root, h.Key, c.RunID, store.FormatTime(c.MadeAt), c.Note}
}

func (s *Server) apiCheckpoints(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	all, err := s.r.Checkpoints(r.Context())
	out := list{Items: []any{}}
	for _, c := range slices.Backward(all) {
		if len(out.Items) >= max(limit, 1) {
			break
		}
		out.Items = append(out.Items, checkpointOf(c))
	}
	return out, err
}
