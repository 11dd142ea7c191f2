package mastodon

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// status reads the one post that was asked for, and asks for its earlier versions
// and for its thread.
func (w *answer) status(raw []byte) error {
	var s Status
	if err := jsontext.Decode(raw, &s); err != nil {
		return err
	}
	r := reader(w.host, w.flags, nil)
	w.add(r.Status(&s, false)...)
	if w.page.Request.Endpoint != endpointStatus || s.Reblog != nil || len(w.out.Observations) == 0 {
		return nil
	}
	main := w.out.Observations[0]
	if s.EditedAt != "" {
		w.follow(endpointHistory, &s, main)
	}
	replies, _ := s.RepliesCount.Int64()
	own := s.Account != nil && s.InReplyToAccountID != "" && s.InReplyToAccountID == s.Account.ID
	if own || replies > 0 {
		w.follow(endpointContext, &s, main)
	}
	return nil
}

// follow asks for a status's history or its thread.
func (w *answer) follow(endpoint string, s *Status, main store.Observation) {
	r := w.a.request(endpoint, w.host, "/api/v1/statuses/"+string(s.ID)+"/"+endpoint)
	r.Document = main.Document
	if endpoint == endpointHistory {
		for k, v := range metaOf(s, main) {
			r.Meta[k] = v
		}
	}
	if s.Account != nil {
		r.Meta[metaAccount] = string(s.Account.ID)
	}
	r.Meta["id"], r.Meta["parent"] = string(s.ID), string(s.InReplyToID)
	w.out.Next = append(w.out.Next, r)
}

// listed reads one status of a list.
func (w *answer) listed(raw []byte) {
	var s Status
	if jsontext.Decode(raw, &s) == nil {
		w.add(reader(w.host, w.flags, nil).Status(&s, false)...)
	}
}

// account reads who was looked up, and asks for his posts.
func (w *answer) account(raw []byte) error {
	var acc Account
	if err := jsontext.Decode(raw, &acc); err != nil {
		return err
	}
	who := author(w.host, &acc)
	w.out.Title = who.Name
	if w.out.Title == "" && who.Handle != "" {
		w.out.Title = "@" + who.Handle
	}
	if !anyID.MatchString(string(acc.ID)) || w.host == "" {
		return errNoAccount
	}
	if acc.Suspended {
		return errors.New("the server has suspended this account and shows none of its posts")
	}
	w.out.Next = append(w.out.Next, w.a.statuses(w.host, string(acc.ID), ""))
	return nil
}

// nextPage asks for older posts: those before the id that the Link header gives, or
// before the last one of a full page.
func (w *answer) nextPage(items []json.RawMessage) {
	account := w.page.Request.Meta[metaAccount]
	if len(items) == 0 || !anyID.MatchString(account) || w.host == "" {
		return
	}
	maxID := NextID(w.page)
	if maxID == "" && w.page.Header.Get("Link") == "" && len(items) >= 40 {
		var last struct {
			ID Text `json:"id"`
		}
		_ = jsontext.Decode(items[len(items)-1], &last)
		maxID = string(last.ID)
	}
	if anyID.MatchString(maxID) {
		w.out.Older = append(w.out.Older, w.a.statuses(w.host, account, maxID))
	}
}

// NextID is the max_id of the next page. Only that is taken from the header, so
// that it cannot lead elsewhere. https://docs.joinmastodon.org/api/guidelines/#pagination
func NextID(p scraper.Page) string {
	for _, link := range strings.Split(strings.Join(p.Header.Values("Link"), ","), ",") {
		parts := strings.Split(link, ";")
		address := strings.Trim(strings.TrimSpace(parts[0]), "<>")
		isNext := slices.ContainsFunc(parts[1:], func(s string) bool {
			return strings.ReplaceAll(strings.TrimSpace(s), `"`, "") == "rel=next"
		})
		if u, err := url.Parse(address); err == nil && isNext {
			return u.Query().Get("max_id")
		}
	}
	return ""
}
