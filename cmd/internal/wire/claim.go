package wire

import (
	"encoding/json"
	"slices"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/compare/match"
	"onrecord/store"
)

// ClaimReview is a link as a draft of https://schema.org/ClaimReview: the article's words
// are the claim, the post is what they are held against. It has no ratingValue: how true
// a claim is, an editor says.
type ClaimReview struct {
	Context       string       `json:"@context"`
	Type          string       `json:"@type"`
	URL           string       `json:"url,omitempty"`
	DatePublished string       `json:"datePublished,omitempty"`
	Author        *ClaimParty  `json:"author,omitempty"`
	ClaimReviewed string       `json:"claimReviewed"`
	ItemReviewed  claim        `json:"itemReviewed"`
	Rating        reviewRating `json:"reviewRating"`
}

type claim struct {
	Type            string      `json:"@type"`
	Author          *ClaimParty `json:"author,omitempty"`
	DatePublished   string      `json:"datePublished,omitempty"`
	Appearance      claimWork   `json:"appearance"`
	FirstAppearance claimWork   `json:"firstAppearance"`
}

// ClaimParty is a person or an organization.
type ClaimParty struct {
	Type          string `json:"@type"`
	Name          string `json:"name,omitempty"`
	AlternateName string `json:"alternateName,omitempty"`
	URL           string `json:"url,omitempty"`
	Email         string `json:"email,omitempty"`
}

type claimWork struct {
	Type          string      `json:"@type"`
	URL           string      `json:"url,omitempty"`
	Headline      string      `json:"headline,omitempty"`
	DatePublished string      `json:"datePublished,omitempty"`
	Author        *ClaimParty `json:"author,omitempty"`
	Publisher     *ClaimParty `json:"publisher,omitempty"`
	Text          string      `json:"text,omitempty"`
}

type reviewRating struct {
	Type          string `json:"@type"`
	AlternateName string `json:"alternateName"`
	Explanation   string `json:"ratingExplanation,omitempty"`
}

// ClaimOf drafts the review of a link. What is not known is left out.
func ClaimOf(l desk.Linked) ClaimReview {
	q, a, p := l.Quote, l.Article, l.Post
	return ClaimReview{
		Context: "https://schema.org", Type: "ClaimReview", ClaimReviewed: q.Text,
		ItemReviewed: claim{
			Type: "Claim", Author: party("Person", q.Speaker, ""), DatePublished: q.PublishedAt.String(),
			Appearance: claimWork{
				Type: "CreativeWork", URL: a.URL, Headline: a.Title, DatePublished: a.PublishedAt.String(),
				Publisher: party("Organization", a.Publisher, ""),
			},
			FirstAppearance: claimWork{
				Type: "SocialMediaPosting", URL: addressOf(p), DatePublished: p.PublishedAt.String(),
				Author: party("Person", p.Author.Name, p.Author.Handle), Text: l.Version.Text,
			},
		},
		Rating: reviewRating{"Rating", rated(l.Match), explained(l)},
	}
}

// party is nil where nobody is named.
func party(kind, name, handle string) *ClaimParty {
	if handle != "" {
		handle = "@" + strings.TrimPrefix(handle, "@")
	}
	if name == "" {
		name, handle = handle, ""
	}
	if name == "" {
		return nil
	}
	return &ClaimParty{Type: kind, Name: name, AlternateName: handle}
}

// rated is the verdict and the warnings in words.
func rated(m store.Match) string {
	v := string(m.Verdict)
	out := []string{strings.ToUpper(v[:1]) + v[1:] + " quotation."}
	for _, name := range m.Warnings {
		out = append(out, match.WarningText(name))
	}
	return strings.Join(out, " ")
}

// explained says what differs, and whose word both sides are.
func explained(l desk.Linked) string {
	var out []string
	say := func(before, what string) {
		if what != "" {
			out = append(out, before+what+".")
		}
	}
	if changes := Changes(l.Match.Edits); changes != "" {
		say("Changed from the post to the quote: ", changes)
	} else {
		say("", details(l.Match.Details))
	}
	say("The post has been gone since ", goneSince(l.Post.Tombstone))
	say("The post is ", BroughtOf(l.Match.Brought).Line())
	say("The article is ", BroughtOf(l.Quote.Brought).Line())
	return strings.Join(out, " ")
}

// details are what warnings are about, each once: a warning and its broader one share theirs.
func details(all []store.WarningDetail) string {
	var out []string
	for _, d := range all {
		if text := match.DetailText(d); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

// JSON is the review on one line. It is escaped for HTML, because it is made to be put
// into a page's script element, which a quote must not be able to close.
func (c ClaimReview) JSON() ([]byte, error) {
	b, err := json.Marshal(c)
	return append(b, '\n'), err
}
