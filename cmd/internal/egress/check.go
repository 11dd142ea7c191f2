package egress

import (
	"bytes"
	"context"

	"onrecord/cmd/internal/desk"
	"onrecord/store"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// CheckedPage is what a check found as an HTML page that stands alone; platforms are the names
// that people know them by.
func CheckedPage(ctx context.Context, st view.Archive, platforms map[store.Platform]string, c desk.Checked) ([]byte, error) {
	site, err := page.New(st, view.Options{Platforms: platforms})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = site.DrawCheck(ctx, &b, c.Page(), true)
	return b.Bytes(), err
}
