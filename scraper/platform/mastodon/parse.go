package mastodon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// maxItems bounds the posts that are read from one answer.
const maxItems = 500

var errNoPost = errors.New("no public post in the answer")

// answer is one answer while it is read.
type answer struct {
	a    *Adapter
	page scraper.Page
	// host is the server that was asked.
	host  string
	flags []string
	out   scraper.Parsed
}

// Parse reads one answer of any of the endpoints, and by its shape one that came
// through none.
func (a *Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(p.Body, []byte("\xEF\xBB\xBF")))
	w := &answer{a: a, page: p, host: askedHost(p)}
	if done, err := w.early(body); done || err != nil {
		return w.out, wrap(err)
	}
	err := w.read(body)
	if w.out.Blocked != "" {
		return scraper.Parsed{Blocked: w.out.Blocked}, nil
	}
	if err == nil && len(w.out.Observations) == 0 && len(w.out.Next) == 0 && !w.mayBeEmpty() {
		err = errNoPost
	}
	return w.out, wrap(err)
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("read the server's answer: %w", err)
}

// mayBeEmpty reports whether an answer without posts is a good one.
func (w *answer) mayBeEmpty() bool {
	switch w.page.Request.Endpoint {
	case endpointContext, endpointStatuses, endpointOutbox:
		return true
	}
	return false
}

// read looks the JSON through and reads each value in it.
func (w *answer) read(body []byte) error {
	in, err := jsontext.Inspect(body)
	if err != nil {
		return err
	}
	if len(in.Tops) != 1 {
		return fmt.Errorf("%d JSON values where one is expected", len(in.Tops))
	}
	w.flags = in.Flags
	top := in.Tops[0]
	if !json.Valid(top) {
		return errors.New("this is not valid JSON; the answer may have been cut")
	}
	if top[0] == '[' {
		return w.array(top)
	}
	return w.object(top)
}

// shape are the fields that tell the kinds of answers apart.
type shape struct {
	Type      json.RawMessage `json:"type"`
	Error     *Text           `json:"error"`
	Ancestors json.RawMessage `json:"ancestors"`
	Account   json.RawMessage `json:"account"`
	Acct      *string         `json:"acct"`
	Content   json.RawMessage `json:"content"` // null where a post is a picture alone, on Pixelfed
	User      json.RawMessage `json:"user"`
	CreatedAt string          `json:"createdAt"`
	ID        Text            `json:"id"`
}

func (w *answer) object(raw []byte) error {
	var s shape
	if err := jsontext.Decode(raw, &s); err != nil {
		return err
	}
	switch {
	case s.Error != nil && len(s.Content) == 0:
		return w.failure(string(*s.Error))
	case len(s.Ancestors) > 0:
		return w.context(raw)
	case len(s.User) > 0 && s.CreatedAt != "":
		return w.note(raw)
	case len(s.Account) > 0 && len(s.Content) > 0:
		return w.status(raw)
	case s.Acct != nil:
		return w.account(raw)
	case len(s.Type) > 0:
		return w.activity(raw, true)
	}
	return errNoPost
}

// array reads a list of statuses, of edits, of notes or of activities.
func (w *answer) array(raw []byte) error {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return err
	}
	if w.page.Request.Endpoint == endpointHistory {
		return w.history(items)
	}
	if len(items) > maxItems {
		items = items[:maxItems]
	}
	for _, item := range items {
		var s shape
		if jsontext.Decode(item, &s) != nil {
			continue
		}
		switch {
		case len(s.User) > 0 && s.CreatedAt != "":
			_ = w.note(item) // one unreadable item does not spoil the others
		case len(s.Account) > 0 && len(s.Content) > 0 && s.ID != "":
			w.listed(item)
		case len(s.Type) > 0 && len(s.Account) == 0:
			_ = w.activity(item, false)
		}
	}
	if w.page.Request.Endpoint == endpointStatuses {
		w.nextPage(items)
	}
	return nil
}

// add keeps observations, each version of a document once.
func (w *answer) add(list ...store.Observation) {
	for _, o := range list {
		seen := false
		for i := range w.out.Observations {
			k := &w.out.Observations[i]
			if k.Document == o.Document && k.VersionTime.Equal(o.VersionTime) && (k.Gone == nil) == (o.Gone == nil) {
				k.Context = k.Context && o.Context
				seen = true
			}
		}
		if !seen {
			w.out.Observations = append(w.out.Observations, o)
		}
	}
}
