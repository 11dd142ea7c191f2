package egress

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
)

// MediaReader is what media are exported from.
type MediaReader interface {
	Documents(ctx context.Context, f store.DocumentFilter, each func(store.Document) error) error
	MediaOf(ctx context.Context, id store.DocumentID) ([]store.Medium, error)
	OpenMedium(ctx context.Context, sha256 string) ([]byte, error)
	CaptureRecord(ctx context.Context, id int64) (store.Capture, error)
	Changes(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]store.Event, error)
}

// mediaColumns are the heading of media.csv.
var mediaColumns = []string{"file", "document", "url", "sha256", "type", "bytes", "width", "height", "capture"}

// Media writes the media and screenshots of documents, or of all, as a ZIP: each under
// the name that its address gives it and the ending of what it is, in a folder for each
// document, dated as it was fetched, with a table that says where it came from, dated as the
// last of them; where there are none, as the archive's last change, or now where it has
// none either. It gives how many were written, and how many are missing from the archive's files.
func Media(ctx context.Context, st MediaReader, ids []store.DocumentID, now time.Time, w io.Writer) (n, missing int, err error) {
	z := zip.NewWriter(w)
	var table strings.Builder
	var latest time.Time
	t := csv.NewWriter(&table)
	if err := t.Write(mediaColumns); err != nil {
		return 0, 0, err
	}
	each := func(id store.DocumentID) error {
		all, err := st.MediaOf(ctx, id)
		if err != nil {
			return err
		}
		for i, m := range all {
			b, err := st.OpenMedium(ctx, m.SHA256)
			if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrCorrupt) {
				missing++
				continue
			}
			if err != nil {
				return err
			}
			c, err := st.CaptureRecord(ctx, m.CaptureID)
			if err != nil {
				return err
			}
			if c.StartedAt.After(latest) {
				latest = c.StartedAt
			}
			name := folderOf(id) + "/" + fmt.Sprintf("%02d-", i+1) + MediaName(m)
			// Pictures and videos are packed already.
			f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: c.StartedAt.UTC()})
			if err != nil {
				return err
			}
			if _, err := f.Write(b); err != nil {
				return err
			}
			n++
			if err := t.Write([]string{name, string(m.Document), m.URL, m.SHA256, m.Type, strconv.FormatInt(m.Length, 10), strconv.Itoa(m.Width), strconv.Itoa(m.Height), strconv.FormatInt(m.CaptureID, 10)}); err != nil {
				return err
			}
		}
		return nil
	}
	if len(ids) == 0 {
		err = st.Documents(ctx, store.DocumentFilter{}, func(d store.Document) error { return each(d.ID) })
	}
	for _, id := range ids {
		if err == nil {
			err = each(id)
		}
	}
	if err != nil {
		return n, missing, err
	}
	t.Flush()
	if latest.IsZero() {
		if latest, err = lastChange(ctx, st, now); err != nil {
			return n, missing, err
		}
	}
	f, err := z.CreateHeader(&zip.FileHeader{Name: "media.csv", Method: zip.Deflate, Modified: latest.UTC()})
	if err == nil {
		_, err = io.WriteString(f, table.String())
	}
	return n, missing, errors.Join(err, t.Error(), z.Close())
}

// lastChange is when the archive last changed, or what is given where it never did.
func lastChange(ctx context.Context, st MediaReader, or time.Time) (time.Time, error) {
	es, err := st.Changes(ctx, 1)
	if err != nil || len(es) == 0 {
		return or, err
	}
	return es[0].At, nil
}

// folderOf is a document's name as a folder's.
func folderOf(id store.DocumentID) string { return plainName(string(id), 100) }

// MediaName is how the file of a medium is called: as its address ends, with the ending of
// what its bytes are.
func MediaName(m store.Medium) string {
	address, shot := strings.CutPrefix(m.URL, store.ScreenshotOf)
	name := "screenshot"
	if u, err := url.Parse(address); err == nil && !shot {
		name = path.Base(u.Path)
		name = strings.TrimSuffix(name, path.Ext(name))
	}
	if name = plainName(name, 80); name == "" {
		name = m.SHA256[:12]
	}
	return name + ending(m.Type)
}

// plainName is a text of letters, digits, dots and dashes, as any disk takes it.
func plainName(s string, most int) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_':
			return r
		}
		return '-'
	}, s)
	return strings.Trim(out[:min(len(out), most)], "-.")
}

// ending is that of the files of a media type, .bin where it is not known.
func ending(kind string) string {
	if e := map[string]string{
		"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/svg+xml": ".svg", "image/bmp": ".bmp",
		"video/mp4": ".mp4", "video/webm": ".webm", "audio/mpeg": ".mp3", "audio/wave": ".wav", "application/ogg": ".ogg", "application/pdf": ".pdf",
	}[kind]; e != "" {
		return e
	}
	return ".bin"
}
