package desk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"onrecord/cmd/internal/draft"
	"onrecord/scraper"
	"onrecord/store"
)

// ReadDraft reads a draft of a format, or of the one that its bytes and name show where
// format is "". Its error is a *BadQuestion.
func (d Desk) ReadDraft(name string, format draft.Format, b []byte) (draft.Draft, error) {
	var err error
	if format == "" {
		format, err = draft.FormatOf(name, b)
	}
	var text draft.Draft
	if err == nil {
		text, err = draft.Read(name, format, b)
	}
	if err != nil {
		return text, &BadQuestion{Err: err}
	}
	seen := []store.Observation{{Content: text.Content}}
	d.Platforms.NameEmbeds(seen)
	text.Content = seen[0].Content
	return text, nil
}

// DraftAddress is the address that is meant where no file is, "" for a file. An address
// without its scheme has a path that ends like no draft.
func DraftAddress(platforms *scraper.Registry, name string) string {
	url := Address(platforms, name)
	_, err := os.Stat(name)
	switch {
	case !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://"):
		return ""
	case url != name && (err == nil || !strings.Contains(name, "/") || slices.Contains(draft.Formats(), draft.Format(strings.TrimPrefix(filepath.Ext(name), ".")))):
		return ""
	}
	return url
}
