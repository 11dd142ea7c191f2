package serve

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
	"onrecord/templates/thumb"
)

// thumbWidth is how wide the little pictures are, in pixels.
const thumbWidth = 480

// mostThumbs is how many pictures are drawn small at a time.
const mostThumbs = 2

// PictureURL is where a medium is shown, as the pages have it. It is the same for an hour at
// a time, so that pages that did not change stay the same.
func (s *Server) PictureURL(m store.Medium, small bool) string {
	if s.o.Archived == "" || !thumb.Fits(m.Type, m.Width, m.Height, m.Length) {
		return ""
	}
	if small && !s.isPicture(m.SHA256) {
		return "" // it is named, and leads to the file
	}
	path := "/media/" + m.SHA256 + thumb.Ext(m.Type)
	if small {
		path = "/media/small/" + m.SHA256 + ".jpg"
	}
	until := strconv.FormatInt(s.o.Now().Truncate(good).Add(2*good).Unix(), 10)
	return s.o.Archived + path + "?until=" + until + "&key=" + s.sign(path+" "+until)
}

// medium shows a picture that is kept: as it was received, or drawn small anew.
func (s *Server) medium(w http.ResponseWriter, r *http.Request) {
	sum, ext, _ := strings.Cut(r.PathValue("file"), ".")
	small := strings.HasPrefix(r.URL.Path, "/media/small/")
	kind := map[string]string{"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}[ext]
	var b []byte
	err := store.ErrNotFound
	switch {
	case kind == "":
	case small:
		b, err = s.small(r, sum)
	default:
		b, err = s.o.Media(r.Context(), sum)
	}
	if err == nil && !small && http.DetectContentType(b) != kind { // it is not what the page took it for: a file to save
		kind = "application/octet-stream"
		w.Header().Set("Content-Disposition", `attachment; filename="`+sum[:12]+`.bin"`)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	// The pages, which are of another origin, show it; its address is a secret that ends to
	// be good.
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age="+strconv.Itoa(int(good/time.Second)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(b)
	}
}

// small draws a picture small, a few at a time and each once.
func (s *Server) small(r *http.Request, sum string) ([]byte, error) {
	done, err := turn(r.Context(), s.thumbs)
	if err != nil {
		return nil, err
	}
	defer done()
	if b, drawn := s.drawn.get(sum); drawn {
		if b == nil {
			return nil, store.ErrNotFound
		}
		return b, nil
	}
	b, err := s.o.Media(r.Context(), sum)
	if err != nil {
		return nil, err
	}
	b, err = thumb.Make(b, thumbWidth)
	if errors.Is(err, thumb.ErrUnfit) {
		s.drawn.put(sum, nil)
		return nil, store.ErrNotFound
	}
	if err == nil {
		s.drawn.put(sum, b)
	}
	return b, err
}

// isPicture reports whether bytes are a picture by their head, or were drawn. It is asked
// for each picture of a page that is drawn.
func (s *Server) isPicture(sum string) bool {
	if b, drawn := s.drawn.get(sum); drawn {
		return b != nil
	}
	b, err := s.o.Media(context.Background(), sum)
	if err == nil && !thumb.Readable(b) {
		s.drawn.put(sum, nil)
		return false
	}
	return true // or not there, which is said where it is asked for
}
