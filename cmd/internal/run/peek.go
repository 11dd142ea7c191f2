package run

import (
	"context"
	"fmt"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/draft"
	"onrecord/store/sqlite"
)

// PeekDraft reads the article at an address as a draft; nothing of it is recorded.
func PeekDraft(ctx context.Context, e config.Env, st *sqlite.DB, url string) (draft.Draft, error) {
	e.Screenshot, e.SaveTo = false, ""
	c, done, err := NewCollector(ctx, e, st, nil)
	if err != nil {
		return draft.Draft{}, err
	}
	defer done()
	o, err := c.Peek(ctx, url)
	if err != nil {
		return draft.Draft{}, fmt.Errorf("%s cannot be read as a draft (%w); save its text and give the file", url, err)
	}
	return draft.Draft{Name: url, Content: o.Content}, nil
}
