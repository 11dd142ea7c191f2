package view

import (
	"context"

	"onrecord/store"
)

// InPicture is a post with a quote among the words that a machine read from a picture.
type InPicture struct {
	Document store.DocumentID
	// Verdict says how the quote fits the words as they were read.
	Verdict               store.Verdict
	Words, Engine, SHA256 string
}

// InPictureRow is it, as it is listed; Exact says that the words were read as the quote
// has them.
type InPictureRow struct {
	Doc           DocRow
	Exact         bool
	Words, Engine string
	Picture
}

// inPictures are posts with a quote in a picture.
func (p *PageBuilder) inPictures(ctx context.Context, all []InPicture) ([]InPictureRow, error) {
	var out []InPictureRow
	for _, in := range all {
		row, err := p.rowOf(ctx, in.Document)
		if err != nil {
			return nil, err
		}
		out = append(out, InPictureRow{Doc: *row, Exact: in.Verdict == store.Verbatim, Words: clip(Plain(in.Words), maxSaid), Engine: Name(in.Engine)})
	}
	return out, nil
}
