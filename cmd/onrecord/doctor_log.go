package main

import (
	"context"
	"errors"
	"fmt"

	"onrecord/cmd/internal/sign"
	"onrecord/store"
)

// sickLog says why the log is not signed to its end.
func (a *app) sickLog(ctx context.Context, st store.Store) ([]finding, error) {
	size, err := st.LogSize(ctx)
	if err != nil || size == 0 {
		return nil, err
	}
	last, err := st.LastCheckpoint(ctx)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	_, _, keyErr := sign.Key(ctx, a.config, st)
	since := store.FormatTime(last.MadeAt)
	switch {
	case keyErr != nil && last.Size == 0:
		return []finding{{What: "what is captured is not signed: " + keyErr.Error(), Do: "make a signing key: onrecord init"}}, nil
	case keyErr != nil:
		return []finding{{What: "what is captured is not signed any more: " + keyErr.Error(), Since: since,
			Do: "put the key back from its copy, or make another: onrecord init --new-key \"why\""}}, nil
	case size-last.Size > 1000:
		return []finding{{What: fmt.Sprintf("%d leaves of the log are not signed yet", size-last.Size), Since: since,
			Do: "let a run end: onrecord run"}}, nil
	}
	return nil, nil
}
