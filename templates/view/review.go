package view

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"onrecord/compare/match"
	"onrecord/store"
)

// Review is a link as a draft of https://schema.org/ClaimReview: the article's words are the
// claim, the post is what they are held against. It has no ratingValue: how true a claim
// is, an editor says.
type Review struct {
	Context       string       `json:"@context"`
	Type          string       `json:"@type"`
	URL           string       `json:"url,omitempty"`
	DatePublished string       `json:"datePublished,omitempty"`
	Author        *ReviewParty `json:"author,omitempty"`
	ClaimReviewed string       `json:"claimReviewed"`
	ItemReviewed  claim        `json:"itemReviewed"`
	Rating        reviewRating `json:"reviewRating"`
}

type claim struct {
	Type            string       `json:"@type"`
	Author          *ReviewParty `json:"author,omitempty"`
	DatePublished   string       `json:"datePublished,omitempty"`
	Appearance      claimWork    `json:"appearance"`
	FirstAppearance claimWork    `json:"firstAppearance"`
}

// ReviewParty is a person or an organization.
type ReviewParty struct {
	Type          string `json:"@type"`
	Name          string `json:"name,omitempty"`
	AlternateName string `json:"alternateName,omitempty"`
	URL           string `json:"url,omitempty"`
	Email         string `json:"email,omitempty"`
}

type claimWork struct {
	Type          string       `json:"@type"`
	URL           string       `json:"url,omitempty"`
	Headline      string       `json:"headline,omitempty"`
	DatePublished string       `json:"datePublished,omitempty"`
	Author        *ReviewParty `json:"author,omitempty"`
	Publisher     *ReviewParty `json:"publisher,omitempty"`
	Text          string       `json:"text,omitempty"`
}

type reviewRating struct {
	Type          string `json:"@type"`
	AlternateName string `json:"alternateName"`
	Explanation   string `json:"ratingExplanation,omitempty"`
}

// Reviewed is what a review is drafted from.
type Reviewed struct {
	store.Link
	Article, Post store.Document
	// PostURL is where the post is, Text the version of it that is quoted.
	PostURL, Text string
	// Pages is the address at which the site is published, nil where there is none; By is
	// who publishes it, nil where that is not known.
	Pages *url.URL
	By    *ReviewParty
	// PostOrigin and ArticleOrigin say in sentences whose word each is, "" for its home's.
	PostOrigin, ArticleOrigin string
}

// ReviewedSeverities are those of the links that are reviewed: a difference of form is no
// claim to review, nor is a quote that is true to its post.
func ReviewedSeverities() []store.Severity {
	return []store.Severity{store.SeverityMeaning, store.SeverityWording}
}

// Review drafts the review, of the day on which the quote was compared. What is not known
// is left out.
func (r Reviewed) Review(say match.Sayer) Review {
	q, a, p := r.Quote, r.Article, r.Post
	out := Review{
		Context: "https://schema.org", Type: "ClaimReview", Author: r.By, ClaimReviewed: claimed(q.Text),
		ItemReviewed: claim{
			Type: "Claim", Author: party("Person", q.Speaker, ""), DatePublished: q.PublishedAt.String(),
			Appearance: claimWork{
				Type: "CreativeWork", URL: string(SafeLink(a.URL)), Headline: a.Title, DatePublished: a.PublishedAt.String(),
				Publisher: party("Organization", a.Publisher, ""),
			},
			FirstAppearance: claimWork{
				Type: "SocialMediaPosting", URL: string(SafeLink(r.PostURL)), DatePublished: p.PublishedAt.String(),
				Author: party("Person", p.Author.Name, p.Author.Handle), Text: r.Text,
			},
		},
		Rating: reviewRating{"Rating", rated(r.Match, say), r.explained(say)},
	}
	if !r.LinkedAt.IsZero() {
		out.DatePublished = r.LinkedAt.UTC().Format(time.DateOnly)
	}
	if r.Pages != nil {
		page := r.Pages.JoinPath(PagePath(store.Article, q.Article))
		page.Fragment = fmt.Sprintf("q%d", q.Seq)
		out.URL = page.String()
	}
	return out
}

// claimed is a quote without the comma, semicolon or colon behind it: the article's
// sentence goes on there, and not the quote.
func claimed(quote string) string { return strings.TrimRight(quote, " \u00a0,;:،؛、，；：") }

// party is nil where nobody is named.
func party(kind, name, handle string) *ReviewParty {
	if handle != "" {
		handle = "@" + strings.TrimPrefix(handle, "@")
	}
	if name == "" {
		name, handle = handle, ""
	}
	if name == "" {
		return nil
	}
	return &ReviewParty{Type: kind, Name: name, AlternateName: handle}
}

// ratings are verdicts as ratings.
var ratings = map[store.Verdict]string{
	store.Verbatim: "Verbatim quotation.", store.Trimmed: "Trimmed quotation.", store.Altered: "Altered quotation.", store.Translated: "Translated quotation.",
}

// rated is the verdict and the warnings in words.
func rated(m store.Match, say match.Sayer) string {
	out := []string{say(ratings[m.Verdict])}
	for _, name := range match.Told(m.Warnings, m.Details) {
		out = append(out, say(match.WarningText(name)))
	}
	return strings.Join(out, " ")
}

// explained says what differs, and whose word both sides are.
func (r Reviewed) explained(say match.Sayer) string {
	var out []string
	if changes := match.ChangesText(r.Match.Edits, say); changes != "" {
		out = append(out, say("Changed from the post to the quote: %s.", changes))
	} else if about := details(r.Match.Details, say); about != "" {
		out = append(out, about+".")
	}
	if t := r.Post.Tombstone; t != nil && t.Confirmed() && t.How != store.Erased {
		out = append(out, say("The post has been gone since %s.", store.FormatTime(t.FirstMissed)))
	}
	for _, origin := range []string{r.PostOrigin, r.ArticleOrigin} {
		if origin != "" {
			out = append(out, origin)
		}
	}
	return strings.Join(out, " ")
}

// details are what warnings are about, each once: a warning and its broader one share theirs.
func details(all []store.WarningDetail, say match.Sayer) string {
	var out []string
	for _, d := range all {
		if text := match.DetailText(d, say); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

// JSON is the review on one line. It is made to be put into a page's script element, which
// a quote must not be able to close, nor may it turn or hide what is read beside it.
func (r Review) JSON() ([]byte, error) {
	b, err := json.Marshal(r)
	return append(escapeHidden(b), '\n'), err
}

// escapeHidden writes the characters of a JSON text that change how others are shown as
// its escapes.
func escapeHidden(b []byte) []byte {
	if !bytes.ContainsFunc(b, hidden) {
		return b
	}
	var out []byte
	for _, r := range string(b) {
		if !hidden(r) {
			out = append(out, string(r)...)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}

// review is the script element, of data that nothing runs, with the review of an article's
// quote, "" where there is nothing to review. Its address is the quote's on this page, by the
// page's name alone where the site's own address is not known: of a site, a review stands on
// one page, as Google asks.
func (p *PageBuilder) review(ctx context.Context, l store.Link, article, post store.Document) (template.HTML, error) {
	if l.Match.Document == "" || !slices.Contains(ReviewedSeverities(), l.Match.Severity) {
		return "", nil
	}
	r := Reviewed{Link: l, Article: article, Post: post, PostURL: post.URL, By: p.by}
	var err error
	if r.Text, err = p.text(ctx, l.Match.VersionID); err != nil {
		return "", err
	}
	r.Text = clip(r.Text, p.most.whole/3)
	word, err := p.wordOf(ctx, post, l.Match)
	if err != nil {
		return "", err
	}
	if r.PostOrigin, err = p.whoseWord(ctx, "The post:", word); err != nil {
		return "", err
	}
	if r.ArticleOrigin, err = p.whoseWord(ctx, "The article:", article.Word()); err != nil {
		return "", err
	}
	if !p.alone {
		r.Pages = p.opts.Pages
	}
	out := r.Review(p.Say)
	if out.URL == "" && !p.alone {
		out.URL = fmt.Sprintf("%s#q%d", path.Base(PagePath(store.Article, l.Quote.Article)), l.Quote.Seq)
	}
	b, err := out.JSON()
	return template.HTML(`<script type="application/ld+json">` + string(b) + "</script>\n"), err //nolint:gosec // escaped by JSON
}

// whoseWord is whose word something is as a sentence, "" for its home's.
func (p *PageBuilder) whoseWord(ctx context.Context, what string, w store.Word) (string, error) {
	said, err := p.plainOrigin(ctx, w)
	if said != "" {
		said = p.Say(what) + " " + said
	}
	return said, err
}
