package scraper_test

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/platform/telegram"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// channel is a Telegram channel of so many notices, of which a page shows five; pages
// that it refuses are those that end before a number.
type channel struct {
	newest int
	refuse int
	pages  int
}

func (c *channel) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Path == "/robots.txt" {
		return reply(req, 404, ""), nil
	}
	c.pages++
	before := c.newest + 1
	if n, err := strconv.Atoi(req.URL.Query().Get("before")); err == nil {
		if before = n; n < c.refuse {
			return reply(req, 503, ""), nil
		}
	}
	from := max(before-5, 1)
	var b strings.Builder
	b.WriteString(`<html><head><meta property="og:title" content="Notices">`)
	if from > 1 {
		fmt.Fprintf(&b, `<link rel="prev" href="/s/notices?before=%d">`, from)
	}
	b.WriteString(`</head><body>`)
	for n := from; n < before; n++ {
		at := time.Date(1999, 11, 1, 0, n, 0, 0, time.UTC).Format(time.RFC3339)
		fmt.Fprintf(&b, `<div class="tgme_widget_message" data-post="notices/%d"><div class="tgme_widget_message_text js-message_text">The %d. notice</div><a class="tgme_widget_message_date" href="https://t.me/notices/%d"><time datetime="%s">x</time></a></div>`, n, n, n, at)
	}
	r := reply(req, 200, b.String()+`</body></html>`)
	r.Header.Set("Content-Type", "text/html; charset=utf-8")
	return r, nil
}

// TestNoPostBetweenTwoLooksIsMissed: a list is followed to what is known; what bounds
// or failures leave is said and made up for.
func TestNoPostBetweenTwoLooksIsMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := &channel{}
		st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		f, err := client.New(client.Options{Transport: web})
		if err != nil {
			t.Fatal(err)
		}
		c := &scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(telegram.New(telegram.Endpoints{})), Store: scraper.ArchiveOf(st)}
		s, err := st.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "telegram", URL: "https://t.me/notices", Cadence: 30 * time.Second, Fixed: true, NextDue: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		for i, step := range []struct{ newest, refuse, have, gaps, pages int }{
			{newest: 30, have: 15, pages: 3},                         // of what was before, the newest
			{newest: 60, have: 45, pages: 7},                         // all that came since
			{newest: 400, have: 250, gaps: 1, pages: 41},             // more than one look follows
			{newest: 410, have: 395, pages: 31},                      // the rest, with the news
			{newest: 440, refuse: 430, have: 410, gaps: 1, pages: 4}, // a page that fails
			{newest: 440, have: 425, pages: 5},
		} {
			web.newest, web.refuse, web.pages = step.newest, step.refuse, 0
			if _, err := c.Pass(t.Context(), "test"); err != nil {
				t.Fatal(err)
			}
			n := 0
			for k := 1; k <= step.newest; k++ {
				_, err := st.Document(t.Context(), store.DocumentID("telegram:notices/"+strconv.Itoa(k)))
				if err == nil {
					n++
				} else if !errors.Is(err, store.ErrNotFound) {
					t.Fatal(err)
				}
			}
			now, err := st.Source(t.Context(), s.ID)
			if err != nil {
				t.Fatal(err)
			}
			if gaps := scraper.Gaps(now); n != step.have || len(gaps) != step.gaps || web.pages != step.pages {
				t.Errorf("look %d: %d posts of %d, %d pages, gaps %+v", i+1, n, step.have, web.pages, gaps)
			}
			time.Sleep(45 * time.Second) // the posts themselves are not due yet
		}
	})
}
