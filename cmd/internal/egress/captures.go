package egress

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/scraper/wayback"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/warc"
)

// captures gives captures with their bytes.
type captures interface {
	Captures(ctx context.Context, about store.DocumentID, after int64, f func(store.Capture) error) error
}

// reader gives captures, and what the pages that they show are called.
type reader interface {
	captures
	Capture(ctx context.Context, id int64) (store.Capture, error)
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	// CaptureRow says which documents a capture showed.
	CaptureRow(ctx context.Context, id int64) (proof.CaptureRow, error)
}

// platformOf is whose adapter read a capture, by the documents that it showed; "" where
// they are pages of the web, or of more than one platform.
func platformOf(ctx context.Context, e config.Env, st reader) func(store.Capture) store.Platform {
	platforms := e.Platforms()
	return func(c store.Capture) store.Platform {
		if p := c.Document.Platform(); c.Method == store.MethodImport || p != "" {
			return ""
		}
		row, err := st.CaptureRow(ctx, c.ID)
		if err != nil {
			return ""
		}
		one := store.Platform("")
		for _, r := range row.Read {
			p := store.DocumentID(r.Document).Platform()
			if platforms.IsPage(p) || one != "" && p != one {
				return ""
			}
			one = p
		}
		return one
	}
}

// walkCaptures gives the captures of documents, or all, each once. Those whose bytes are
// lost are passed over and told in a store.LostError at the end.
func walkCaptures(ctx context.Context, st captures, ids []store.DocumentID, f func(store.Capture) error) error {
	if len(ids) == 0 {
		return st.Captures(ctx, "", 0, f)
	}
	seen := map[int64]bool{}
	var all store.LostError
	for _, id := range ids {
		var lost *store.LostError
		if err := st.Captures(ctx, id, 0, func(c store.Capture) error {
			if seen[c.ID] {
				return nil
			}
			seen[c.ID] = true
			return f(c)
		}); errors.As(err, &lost) {
			all.Captures = append(all.Captures, lost.Captures...)
		} else if err != nil {
			return err
		}
	}
	if len(all.Captures) > 0 {
		return &all
	}
	return nil
}

// warcOptions are how WARC records are written here.
func warcOptions(ctx context.Context, e config.Env, st reader, file string) warc.Options {
	return warc.Options{
		Software: "onrecord/" + e.Version, File: filepath.Base(file), Now: e.Now(), Memento: mementoOf, Platform: platformOf(ctx, e, st),
		Earlier: func(id int64) (store.Capture, error) { return st.Capture(ctx, id) },
	}
}

// mementoOf is what a capture of the Wayback Machine's answer shows.
func mementoOf(c store.Capture) (warc.Memento, bool) {
	if _, _, ok := wayback.ParseAddress(c.FinalURL); !ok {
		return warc.Memento{}, false
	}
	u, err := url.Parse(c.FinalURL)
	if err != nil {
		return warc.Memento{}, false
	}
	inner, at, err := wayback.Unwrap(scraper.Page{URL: u, Status: c.Status, Header: c.Header, Body: c.Body})
	if err != nil {
		return warc.Memento{}, false
	}
	return warc.Memento{URL: inner.URL.String(), At: at, Status: inner.Status, Header: inner.Header}, true
}

// titles names pages by the documents that they were asked for.
func titles(ctx context.Context, st reader) func(store.Capture) string {
	return func(c store.Capture) string {
		d, err := st.Document(ctx, c.Document)
		switch {
		case err != nil:
			return string(c.Document)
		case d.Title != "":
			return words.Line(d.Title, 120)
		case d.Excerpt != "":
			return words.Line(d.Author.Name+": "+d.Excerpt, 120)
		}
		return string(d.ID)
	}
}
