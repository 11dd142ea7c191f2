package scraper

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// attribution is how the platforms' own embeds end: a dash, the account's name and its handle,
// and the date. The handle tells whose the words before it are said to be.
var attribution = regexp.MustCompile(`(?s)^(.*\S)\s*[—–]\s*([^\n]{1,200}?)\s\(@([\p{L}\p{N}_.-]{1,100})\)(\s[^\n]{4,60})$`)

// pictured is what stands in an embed in the place of a picture.
var pictured = regexp.MustCompile(`\s*\[image or embed\]$|(?:\s*(?:https?://)?pic\.(?:twitter|x)\.com/\w+)+$`)

// mostEmbeds is how many posts one page may tell of.
const mostEmbeds = 50

// Embedded are the posts that pages show within their own text, as these tell them: claims,
// kept for the page's sake, until the post's home is asked. Where an embed has no words, or
// does not say whose they are, it tells nothing, and asks are the requests that do. The marks
// must have been named (NameEmbeds).
func (r *Registry) Embedded(seen []store.Observation) (claims []store.Observation, asks []Request) {
	told := map[store.DocumentID]bool{}
	for _, o := range seen {
		told[o.Document] = true
	}
	for _, o := range seen {
		if o.Kind != store.Article || o.Gone != nil || !slices.ContainsFunc(o.Content.Marks, func(m store.Mark) bool { return m.Kind == store.MarkEmbed && m.Document != "" }) {
			continue
		}
		text := []rune(o.Content.Text)
		for _, m := range o.Content.Marks {
			if m.Kind != store.MarkEmbed || m.Document == "" || told[m.Document] || m.From < 0 || m.From > m.To || m.To > len(text) || len(claims)+len(asks) == mostEmbeds {
				continue
			}
			told[m.Document] = true
			if post, ok := r.claimOf(m, strings.TrimSpace(string(text[m.From:m.To]))); ok {
				claims = append(claims, post)
			} else {
				asks = append(asks, Request{URL: m.URL, Document: m.Document, Beside: true})
			}
		}
	}
	return claims, asks
}

// AskLater makes the articles due of a file that show posts without their words which the
// archive does not have: a look at the page asks the posts' home.
func (r *Registry) AskLater(ctx context.Context, archive interface {
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	SetNextLook(ctx context.Context, id store.DocumentID, next time.Time) error
}, seen []store.Observation, now time.Time) error {
	for _, o := range seen {
		_, asks := r.Embedded([]store.Observation{o})
		for _, ask := range asks {
			_, err := archive.Document(ctx, ask.Document)
			if err == nil {
				continue
			}
			if errors.Is(err, store.ErrNotFound) {
				err = archive.SetNextLook(ctx, o.Document, now)
			}
			if err != nil && !errors.Is(err, store.ErrNotFound) { // a line that was refused made no article
				return err
			}
			break
		}
	}
	return nil
}

// claimOf is what an embed's text says of its post, if it says whose it is.
func (r *Registry) claimOf(m store.Mark, text string) (store.Observation, bool) {
	parts := attribution.FindStringSubmatch(text)
	if parts == nil {
		return store.Observation{}, false
	}
	post := store.Observation{
		Document: m.Document, Kind: store.Post, Authority: store.AuthorityClaim, Context: true, URL: m.URL,
		IDTime: r.IDTime(m.Document), Author: store.Author{Name: strings.TrimSpace(parts[2]), Handle: parts[3]},
		Content: store.Content{Text: strings.TrimSpace(pictured.ReplaceAllString(strings.TrimSpace(parts[1]), ""))},
	}
	if why := r.Cut(m.Document.Platform(), post.Content.Text); why != "" {
		post.Content.Cut, post.Content.CutWhy = true, why
	}
	return post, post.Content.Text != ""
}
