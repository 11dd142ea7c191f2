package ingest

import (
	"context"
	"errors"
	"os"

	"onrecord/store/warc"
)

// wacz takes in the WARC files of a container, or refuses it whole.
func (im *Captures) wacz(ctx context.Context, f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return im.refuse(err)
	}
	if !info.Mode().IsRegular() {
		return im.refuse(errors.New("a WACZ must be a file, since it is read from its end"))
	}
	w, err := warc.OpenWACZ(f, info.Size())
	if err == nil {
		err = w.Check()
	}
	if err != nil {
		return im.refuse(err)
	}
	for _, name := range w.Files() {
		r, err := w.Open(name)
		if err != nil {
			return im.refuse(err)
		}
		err = im.records(ctx, r, name, info.Size())
		_ = r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
