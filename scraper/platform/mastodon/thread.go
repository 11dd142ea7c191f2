package mastodon

import (
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// context reads a post's surroundings. Taken from them is the author's own thread:
// the chain of his replies to himself, upward and downward; and, as context, the
// post of somebody else that the thread answers.
// https://docs.joinmastodon.org/entities/Context/
func (w *answer) context(raw []byte) error {
	var c struct {
		Ancestors   []*Status `json:"ancestors"`
		Descendants []*Status `json:"descendants"`
	}
	if err := jsontext.Decode(raw, &c); err != nil {
		return err
	}
	r := reader(w.host, w.flags, w.known(c.Ancestors, c.Descendants))
	w.upward(r, c.Ancestors)
	w.downward(r, c.Descendants)
	return nil
}

// known are the documents of the statuses by their ids on this server.
func (w *answer) known(lists ...[]*Status) map[string]store.DocumentID {
	known := map[string]store.DocumentID{}
	if id := w.page.Request.Meta["id"]; id != "" {
		known[id] = w.page.Request.Document
	}
	for _, list := range lists {
		for _, s := range list {
			if s != nil {
				known[string(s.ID)] = name(w.host, s).Document
			}
		}
	}
	return known
}

// own reports whether a status is by the author of the post that was asked for.
func (w *answer) own(s *Status) bool {
	me := w.page.Request.Meta[metaAccount]
	return me != "" && s.Account != nil && string(s.Account.ID) == me
}

func (w *answer) upward(r *Reader, ancestors []*Status) {
	parent := w.page.Request.Meta["parent"]
	for n := len(ancestors) - 1; n >= 0 && n >= len(ancestors)-maxItems; n-- {
		s := ancestors[n]
		switch {
		case s == nil || string(s.ID) != parent:
			continue
		case !w.own(s):
			w.add(r.Status(s, true)...)
			return
		}
		w.add(r.Status(s, false)...)
		parent = string(s.InReplyToID)
	}
}

func (w *answer) downward(r *Reader, descendants []*Status) {
	thread := map[string]bool{w.page.Request.Meta["id"]: true}
	for i, s := range descendants {
		if i < maxItems && s != nil && w.own(s) && thread[string(s.InReplyToID)] {
			thread[string(s.ID)] = true
			w.add(r.Status(s, false)...)
		}
	}
}
