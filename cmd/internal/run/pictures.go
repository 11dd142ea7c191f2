package run

import (
	"context"
	"errors"
	"fmt"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/ocr"
	"onrecord/cmd/internal/words"
	"onrecord/compare/index"
	"onrecord/compare/link"
	"onrecord/store"
)

// PictureStore is what reading pictures needs of an archive.
type PictureStore interface {
	store.Pictures
	OpenMedium(ctx context.Context, sha256 string) ([]byte, error)
}

// ReadPictures has a machine read the pictures that wait, and brings their index up to
// date. Where Tesseract is missing it says so, and they wait on.
func ReadPictures(ctx context.Context, e config.Env, st PictureStore) error {
	waiting, err := st.CountUnread(ctx)
	if err != nil {
		return err
	}
	if waiting > 0 {
		if err := readAll(ctx, e, st, waiting); err != nil {
			return err
		}
	}
	_, err = st.IndexPictures(ctx, index.Scheme, link.PictureTerms)
	return err
}

func readAll(ctx context.Context, e config.Env, st PictureStore, waiting int) error {
	var reader ocr.Reader
	if err := reader.Ready(ctx); err != nil {
		e.Warn(fmt.Errorf("%s of sources with --ocr not read: %w", words.Count(waiting, "picture"), err))
		return nil
	}
	show, n, unread := e.Progress("reading pictures"), 0, 0
	_, err := st.ReadPictures(ctx, func(sum string) (store.PictureWords, error) {
		n++
		show(n, max(n, waiting))
		b, err := st.OpenMedium(ctx, sum)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrCorrupt) {
			unread++
			return store.PictureWords{Engine: "nothing: the picture's bytes are not there"}, nil
		}
		if err != nil {
			return store.PictureWords{}, err
		}
		p, err := reader.Read(ctx, b, nil)
		if ctx.Err() != nil {
			return store.PictureWords{}, ctx.Err()
		}
		if err != nil { // of this picture only: it would stop those behind it for good
			unread++
			return store.PictureWords{Engine: words.Line("nothing: "+err.Error(), 200)}, nil
		}
		return store.PictureWords{Text: p.Text(), Engine: p.Engine}, nil
	})
	if unread > 0 {
		e.Warn(fmt.Errorf("%s of sources with --ocr could not be read by a machine; their posts show why", words.Count(unread, "picture")))
	}
	if errors.Is(err, store.ErrReadOnly) {
		return nil
	}
	return err
}

// PicturesLack says why pictures of sources with --ocr cannot be read here, nil where
// they can.
func PicturesLack(ctx context.Context) error {
	var reader ocr.Reader
	return reader.Ready(ctx)
}
