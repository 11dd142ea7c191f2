package youtube

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// maxVideos bounds what is read from one feed; YouTube gives 15.
const maxVideos = 200

// Parse reads a feed, a video's page, a channel's page, oEmbed or the JSON that
// YouTube gives its player.
func (a *Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	if why, what := wall(p); why != "" {
		return scraper.Parsed{Blocked: why, Cause: what}, nil
	}
	out, err := a.read(p, bytes.TrimSpace(bytes.TrimPrefix(p.Body, []byte("\xEF\xBB\xBF"))))
	if err != nil {
		err = fmt.Errorf("read YouTube's answer: %w", err)
	}
	return out, err
}

// read tells the shapes apart by how they begin.
func (a *Adapter) read(p scraper.Page, body []byte) (scraper.Parsed, error) {
	asked := p.Request.Document
	switch {
	case p.Status == http.StatusGone && asked.Platform() == Platform:
		return gone(asked, store.Deleted, "status 410"), nil
	case p.Status >= 400:
		return scraper.Parsed{}, fmt.Errorf("it has status %d %s; see in a browser whether the address is right", p.Status, http.StatusText(p.Status))
	case len(body) == 0:
		return scraper.Parsed{}, errors.New("it is empty; try again later")
	case body[0] == '{':
		return readJSON(p, body)
	case bytes.HasPrefix(body, []byte("<?xml")) || bytes.HasPrefix(body, []byte("<feed")):
		return readFeed(body)
	case body[0] != '<':
		return scraper.Parsed{}, errors.New("it is neither JSON nor a page; try again later")
	}
	return a.readPage(p, body)
}

// wall says why an answer is a wall; "" where it is none. Consent pages and the
// page that asks for a puzzle have hosts of their own.
func wall(p scraper.Page) (why string, what store.Cause) {
	switch p.Status {
	case http.StatusTooManyRequests:
		return "YouTube limits the rate of requests; try again later", store.CauseRate
	case http.StatusUnauthorized:
		return "YouTube asks for a login", store.CauseLogin
	case http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return fmt.Sprintf("YouTube refused the request (status %d)", p.Status), store.CauseForbidden
	}
	if p.URL == nil {
		return "", store.CauseNone
	}
	switch h := site.Name(p.URL); {
	case strings.HasPrefix(h, "consent."):
		return "YouTube shows a page that asks for consent to cookies", store.CauseLogin
	case h == "accounts.google.com":
		return "YouTube asks for a login", store.CauseLogin
	case strings.HasSuffix(h, ".google.com") && strings.HasPrefix(p.URL.Path, "/sorry"):
		return "YouTube asks to prove that no program is asking", store.CauseChallenge
	}
	return "", store.CauseNone
}

// gone says that the video asked for is not there.
func gone(id store.DocumentID, how store.GoneHow, detail string) scraper.Parsed {
	return scraper.Parsed{Observations: []store.Observation{{
		Document: id, Kind: store.Post, Gone: &store.Gone{How: how, Detail: plain.Clip(detail, 300)},
	}}}
}

// observation is a video in the archive's words. The author is known by the
// channel's id: names and handles change, and the feed gives no handle.
func observation(id string, author store.Author, c store.Content) store.Observation {
	if channelForm.MatchString(author.ID) {
		author.URL = "https://www.youtube.com/channel/" + author.ID
	} else {
		author.ID = ""
	}
	author.Name = plain.Valid(strings.TrimSpace(author.Name))
	c.Title, c.Text = line(c.Title), lines(c.Text)
	c.Media = []store.Media{{Type: "video", URL: watchURL(id)}}
	if c.PublishedAt.Raw != "" || c.ModifiedAt.Raw != "" {
		c.Flags = jsontext.AddFlag(c.Flags, "unreadable-time")
	}
	return store.Observation{
		Document: store.NewDocumentID(Platform, id), Kind: store.Post, URL: watchURL(id), Author: author, Content: c,
	}
}

// moment reads a claimed time or day; one that cannot be read is kept as written.
func moment(s string) store.Moment {
	if s == "" {
		return store.Moment{}
	}
	for layout, precision := range map[string]store.Precision{time.RFC3339: store.PrecisionSecond, time.DateOnly: store.PrecisionDay} {
		if t, err := time.Parse(layout, s); err == nil && t.UTC().Year() >= 1 && t.UTC().Year() <= 9999 {
			return store.Moment{Time: t.UTC(), Precision: precision}
		}
	}
	return store.Moment{Raw: plain.Clip(s, 100)}
}

// line is a title: valid UTF-8 without white space around it.
func line(s string) string { return strings.TrimSpace(plain.Valid(s)) }

// lines is a description: the feed and the page differ in line ends and in white
// space around it, which is no edit.
func lines(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(plain.Valid(s), "\r\n", "\n"))
}
