package desk

import (
	"onrecord/cmd/internal/draft"
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
