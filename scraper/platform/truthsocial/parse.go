package truthsocial

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/platform/mastodon"
	"onrecord/store"
)

// maxItems bounds the posts that are read from one answer. A mirror of years holds
// tens of thousands.
const maxItems = 100_000

var errNoPost = errors.New("no post in the answer")

// Parse reads one answer of the API, or a mirror's file.
func (a *Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(p.Body, []byte("\xEF\xBB\xBF")))
	if why, what := wall(p, body); why != "" {
		return scraper.Parsed{Blocked: why, Cause: what}, nil
	}
	out, err := a.read(p, body)
	if err != nil {
		return out, fmt.Errorf("read Truth Social's answer: %w", err)
	}
	return out, nil
}

// wall says why an answer is none, by its status and form; "" where it is one.
func wall(p scraper.Page, body []byte) (why string, what store.Cause) {
	html := len(body) > 0 && body[0] != '{' && body[0] != '['
	switch {
	case p.Status == http.StatusTooManyRequests:
		return "Truth Social limits the rate of requests; try again later", store.CauseRate
	case p.Status == http.StatusUnauthorized:
		return "Truth Social asks for a login", store.CauseLogin
	case p.Status == http.StatusForbidden || html && bytes.Contains(body, []byte("Just a moment")):
		return "Truth Social's gatekeeper (Cloudflare) takes onrecord for a robot and does not let it in", store.CauseChallenge
	case p.Status == http.StatusUnavailableForLegalReasons:
		return "Truth Social refuses to answer here for legal reasons (status 451)", store.CauseForbidden
	case html && p.Status < 400:
		return "Truth Social answered with a page instead of data; it may ask for a login", store.CauseWall
	}
	return "", store.CauseNone
}

func (a *Adapter) read(p scraper.Page, body []byte) (scraper.Parsed, error) {
	switch {
	case p.Status >= 500:
		return scraper.Parsed{}, fmt.Errorf("it failed with status %d; try again later", p.Status)
	case p.Status == http.StatusGone && asked(p) != "":
		return gone(p, store.Deleted, "status 410 Gone"), nil
	case len(body) == 0 || body[0] != '{' && body[0] != '[':
		return scraper.Parsed{}, fmt.Errorf("the answer (status %d) is not the API's; try again later", p.Status)
	}
	in, err := jsontext.Inspect(body)
	if err != nil {
		return scraper.Parsed{}, err
	}
	if len(in.Tops) != 1 || !json.Valid(in.Tops[0]) {
		return scraper.Parsed{}, errors.New("this is not one valid JSON value; the answer may have been cut")
	}
	w := &answer{a: a, page: p, flags: in.Flags, at: map[store.DocumentID]int{}}
	if in.Tops[0][0] == '[' {
		err = w.list(in.Tops[0])
	} else {
		err = w.object(in.Tops[0])
	}
	if err == nil && w.empty() {
		err = errNoPost
	}
	return w.out, err
}

// asked is the post that the request was aimed at.
func asked(p scraper.Page) store.DocumentID {
	if p.Request.Endpoint != endpointStatus || p.Request.Document.Platform() != Platform {
		return ""
	}
	return p.Request.Document
}

func gone(p scraper.Page, how store.GoneHow, detail string) scraper.Parsed {
	return scraper.Parsed{Observations: []store.Observation{{
		Document: asked(p), Kind: store.Post, Gone: &store.Gone{How: how, Detail: plain.Clip(detail, 300)},
	}}}
}

// failure reads the error that the API states. A 404 does not say whether the post
// was deleted.
func (w *answer) failure(words string) error {
	low := strings.ToLower(words)
	switch {
	case strings.Contains(low, "requires an authenticated user"):
		w.out = scraper.Parsed{Blocked: "Truth Social refuses: " + plain.Clip(words, 200)}
		return nil
	case w.page.Status == http.StatusNotFound && asked(w.page) != "":
		w.out = gone(w.page, store.Unavailable, "status 404: "+words)
		return nil
	}
	return fmt.Errorf("it says: %s; check the address, or try again later", plain.Clip(words, 200))
}

// nextPage asks for older posts.
func (w *answer) nextPage(last mastodon.Text, n int) {
	account := w.page.Request.Meta[metaAccount]
	if n == 0 || !number.MatchString(account) {
		return
	}
	maxID := mastodon.NextID(w.page)
	if maxID == "" && w.page.Header.Get("Link") == "" && n >= 20 {
		maxID = string(last)
	}
	if number.MatchString(maxID) {
		w.out.Older = append(w.out.Older, w.a.statuses(account, maxID))
	}
}
