package truthsocial

import (
	"encoding/json"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/platform/mastodon"
	"onrecord/store"
)

// answer is one answer while it is read.
type answer struct {
	a     *Adapter
	page  scraper.Page
	flags []string
	out   scraper.Parsed
	// at says where in out the documents stand that were read already.
	at map[store.DocumentID]int
}

// empty reports whether nothing was found where something should be.
func (w *answer) empty() bool {
	return len(w.out.Observations) == 0 && len(w.out.Next) == 0 && w.out.Blocked == "" && w.page.Request.Endpoint != endpointStatuses
}

// shape are the fields that tell the kinds of answers apart.
type shape struct {
	Error   *mastodon.Text  `json:"error"`
	Account json.RawMessage `json:"account"`
	Acct    *string         `json:"acct"`
	// The lists of a mirror's file.
	NewPosts json.RawMessage `json:"new_posts"`
	Posts    json.RawMessage `json:"posts"`
}

func (w *answer) object(raw []byte) error {
	var s shape
	if err := jsontext.Decode(raw, &s); err != nil {
		return err
	}
	switch {
	case s.Error != nil:
		return w.failure(string(*s.Error))
	case len(s.NewPosts) > 0:
		return w.list(s.NewPosts)
	case len(s.Posts) > 0:
		return w.list(s.Posts)
	case s.Acct != nil:
		return w.account(raw)
	}
	w.item(raw)
	return nil
}

// account reads who was looked up, and asks for his posts.
func (w *answer) account(raw []byte) error {
	var acc mastodon.Account
	if err := jsontext.Decode(raw, &acc); err != nil {
		return err
	}
	who := author(&acc)
	w.out.Title = who.Name
	if w.out.Title == "" && who.Handle != "" {
		w.out.Title = "@" + who.Handle
	}
	if who.ID != "" {
		w.out.Next = append(w.out.Next, w.a.statuses(who.ID, ""))
	}
	return nil
}

// list reads statuses, or a mirror's posts.
func (w *answer) list(raw []byte) error {
	var items []json.RawMessage
	if err := jsontext.Decode(raw, &items); err != nil {
		return err
	}
	var last struct {
		ID mastodon.Text `json:"id"`
	}
	for _, item := range items[:min(len(items), maxItems)] {
		w.item(item)
	}
	if n := len(items); n > 0 {
		_ = jsontext.Decode(items[n-1], &last) // it was checked as JSON already
		w.nextPage(last.ID, n)
	}
	return nil
}

// item reads one post. One that cannot be read does not spoil the others.
func (w *answer) item(raw []byte) {
	var s mastodon.Status
	if jsontext.Decode(raw, &s) == nil && s.Account != nil {
		w.add(reader(w.flags).Status(&s, false)...)
		return
	}
	var m mirrored
	if jsontext.Decode(raw, &m) != nil {
		return
	}
	if o, ok := m.observation(w.flags); ok {
		w.add(o)
	}
}

// add keeps observations, each document once. What stands there for its own sake
// anywhere is no context.
func (w *answer) add(list ...store.Observation) {
	for _, o := range list {
		if i, ok := w.at[o.Document]; ok {
			w.out.Observations[i].Context = w.out.Observations[i].Context && o.Context
			continue
		}
		w.at[o.Document] = len(w.out.Observations)
		w.out.Observations = append(w.out.Observations, o)
	}
}
