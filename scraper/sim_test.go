package scraper

import (
	"encoding/json"
	"net/url"
	"strings"

	"onrecord/store"
)

// simAdapter reads the platform's answers.
type simAdapter struct{}

func (simAdapter) Platform() store.Platform { return "sim" }
func (simAdapter) Match(u *url.URL) bool    { return strings.HasSuffix(u.Host, ".example") }
func (simAdapter) Document(u *url.URL) store.DocumentID {
	if strings.Count(u.Path, "/") == 2 {
		return store.DocumentID("sim:" + u.Host + u.Path)
	}
	return ""
}

func (simAdapter) Traits() Traits { return Traits{Name: "Sim"} }

func (simAdapter) CheckID(string) error { return nil }

func (simAdapter) Address(native string) string { return "https://" + native }

func (simAdapter) Authority(store.Observation, Page) store.Authority { return store.AuthorityOrigin }

func (simAdapter) Recognise(*url.URL) (Target, error) {
	return Target{Kind: store.SourceAccount}, nil
}

func (a simAdapter) Start(s store.Source) []Request {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	return []Request{{URL: s.URL, Platform: "sim", Endpoint: "page", Document: a.Document(u)}}
}

func (a simAdapter) Parse(p Page) (Parsed, error) {
	var v struct {
		Wall, Gone bool
		Text       string
		Links      []string
	}
	if err := json.Unmarshal(p.Body, &v); err != nil {
		return Parsed{}, err
	}
	o := store.Observation{Document: a.Document(p.URL), Kind: store.Post, URL: p.URL.String(), Author: store.Author{Handle: strings.Split(p.URL.Path, "/")[1]}}
	switch {
	case v.Wall:
		return Parsed{Blocked: "a wall"}, nil
	case v.Gone:
		o.Gone = &store.Gone{How: store.Unavailable}
		return Parsed{Observations: []store.Observation{o}}, nil
	case v.Text != "":
		o.Content = store.Content{Text: v.Text}
		return Parsed{Observations: []store.Observation{o}}, nil
	}
	var out Parsed
	for _, l := range v.Links {
		out.Next = append(out.Next, Request{URL: "https://" + p.URL.Host + l})
	}
	return out, nil
}
