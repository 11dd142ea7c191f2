package serve

import (
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
	b, err := s.o.Media(r.Context(), sum)
	if err == nil && kind == "" {
		err = store.ErrNotFound
	}
	if err == nil && small {
		b, err = s.small(r, b)
	} else if err == nil && http.DetectContentType(b) != kind {
		err = store.ErrNotFound // it is not what the page took it for
	}
	if errors.Is(err, thumb.ErrUnfit) {
		err = store.ErrNotFound
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

// small draws a picture small, a few at a time.
func (s *Server) small(r *http.Request, b []byte) ([]byte, error) {
	done, err := turn(r.Context(), s.thumbs)
	if err != nil {
		return nil, err
	}
	defer done()
	return thumb.Make(b, thumbWidth)
}
