package report

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"onrecord/store"
	"onrecord/templates/thumb"
	"onrecord/templates/view"
)

// mediaFolder has the pictures of a report, by their sums.
const mediaFolder = "media"

// thumbWidth is how wide the little pictures are, in pixels.
const thumbWidth = 480

// pictureFile is a medium's file in a report, or that of its little picture.
func pictureFile(m store.Medium, small bool) string {
	if small {
		return mediaFolder + "/" + m.SHA256 + "-small.jpg"
	}
	return mediaFolder + "/" + m.SHA256 + thumb.Ext(m.Type)
}

// pictureIn says where a report in a directory shows a medium: where it has its file.
func pictureIn(dir string) view.Pictures {
	return func(m store.Medium, small bool) string {
		file := pictureFile(m, small)
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(pictureFile(m, true)))); err != nil {
			return ""
		}
		return file
	}
}

// pictures writes those of a document. One that cannot be read or drawn is named on the
// page and not shown.
func (w *report) pictures(ctx context.Context, all []store.Medium) error {
	for _, m := range all {
		small, full := filepath.Join(w.dir, pictureFile(m, true)), filepath.Join(w.dir, pictureFile(m, false))
		if _, err := os.Stat(small); err == nil || w.archive.Media == nil || !thumb.Fits(m.Type, m.Width, m.Height, m.Length) {
			continue // a sum names the same bytes for ever
		}
		b, err := w.archive.Media(ctx, m.SHA256)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrCorrupt) {
			continue
		}
		if err != nil {
			return err
		}
		drawn, err := thumb.Make(b, thumbWidth)
		if errors.Is(err, thumb.ErrUnfit) {
			continue
		}
		if err == nil {
			_, err = put(full, b)
		}
		if err == nil {
			_, err = put(small, drawn) // last: it says that both are there
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// removeErasedPictures removes those that the archive no longer has: somebody had them erased.
func (w *report) removeErasedPictures() error {
	files, err := os.ReadDir(filepath.Join(w.dir, mediaFolder))
	if err != nil || w.archive.HasMedium == nil {
		return err
	}
	for _, f := range files {
		name := f.Name()
		sum, _, _ := strings.Cut(strings.TrimSuffix(name, "-small.jpg"), ".")
		if len(sum) == 64 && !w.archive.HasMedium(sum) {
			if err := os.Remove(filepath.Join(w.dir, mediaFolder, name)); err != nil {
				return err
			}
		}
	}
	return nil
}
