package reddit

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"unicode/utf8"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// maxItems bounds the posts and comments read from one answer.
const maxItems = 1000

// Parse reads a feed or a JSON listing. Where one document was asked for, that
// one is observed, and what it answers as context; else all posts, and the
// comments of an account's feed.
func (*Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(p.Body, []byte("\xEF\xBB\xBF")))
	if why := wall(p, body); why != "" {
		return scraper.Parsed{Blocked: why}, nil
	}
	out, err := read(p, body)
	if err != nil {
		return scraper.Parsed{}, fmt.Errorf("read Reddit's answer: %w", err)
	}
	if !utf8.Valid(p.Body) {
		for i := range out.Observations {
			if c := &out.Observations[i].Content; out.Observations[i].Gone == nil {
				c.Flags = jsontext.AddFlag(c.Flags, "invalid-utf8")
			}
		}
	}
	return out, nil
}

// read tells the shapes apart by how they begin.
func read(p scraper.Page, body []byte) (scraper.Parsed, error) {
	switch id := asked(p); {
	case p.Status == http.StatusGone && id != "":
		return gone(id, store.Deleted, "status 410"), nil
	case len(body) > 0 && (body[0] == '{' || body[0] == '['):
		return readJSON(p, body)
	case p.Status >= 400:
		return scraper.Parsed{}, fmt.Errorf("it has status %d %s; see in a browser whether the address is right", p.Status, http.StatusText(p.Status))
	case len(body) == 0:
		return scraper.Parsed{}, errors.New("it is empty; try again later")
	case body[0] == '<':
		return readFeed(p, body)
	}
	return scraper.Parsed{}, errors.New("it is neither a feed nor JSON; try again later")
}

// wall says why an answer is a wall; "" where it is none. Private subreddits
// answer with 403 as well.
func wall(p scraper.Page, body []byte) string {
	switch p.Status {
	case http.StatusTooManyRequests:
		return "Reddit limits the rate of requests; try again later"
	case http.StatusUnauthorized:
		return "Reddit asks for a login"
	case http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return fmt.Sprintf("Reddit refused the request (status %d), as it does for private subreddits and for many cloud addresses", p.Status)
	}
	start := bytes.ToLower(body[:min(len(body), 15)])
	if p.Status < 400 && (bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))) {
		return "Reddit answers with a page instead of its feed"
	}
	return ""
}

// asked is the one document that a request was aimed at, "" where it was not.
func asked(p scraper.Page) store.DocumentID {
	if d := p.Request.Document; d.Platform() == Platform && fullnameForm.MatchString(d.Native()) {
		return d
	}
	u, err := url.Parse(p.Request.URL)
	if err != nil {
		return ""
	}
	return locate(u).document()
}

// gone says that the document asked for is not there.
func gone(id store.DocumentID, how store.GoneHow, detail string) scraper.Parsed {
	return scraper.Parsed{Observations: []store.Observation{goneItem(id, how, detail)}}
}

func goneItem(id store.DocumentID, how store.GoneHow, detail string) store.Observation {
	return store.Observation{Document: id, Kind: store.Post, Gone: &store.Gone{How: how, Detail: plain.Clip(detail, 300)}}
}

// choose keeps the document that was asked for and what it answers, each once;
// all that are there where none was asked for.
func choose(id store.DocumentID, all []store.Observation) ([]store.Observation, error) {
	at := map[store.DocumentID]int{}
	var unique []store.Observation
	for _, o := range all {
		if _, ok := at[o.Document]; ok || id == "" && o.Gone != nil {
			continue
		}
		at[o.Document] = len(unique)
		unique = append(unique, o)
	}
	if id == "" {
		return unique, nil
	}
	i, ok := at[id]
	if !ok {
		return nil, fmt.Errorf("%s is not in it; try again later", id.Native())
	}
	out := []store.Observation{unique[i]}
	for _, r := range unique[i].Relations {
		j, ok := at[r.Document]
		if !ok || j == i || unique[j].Gone != nil {
			continue
		}
		o := unique[j]
		o.Context = o.Author.Key() == "" || o.Author.Key() != unique[i].Author.Key()
		out = append(out, o)
	}
	return out, nil
}
