package wire

import (
	"onrecord/cmd/internal/desk"
	"onrecord/templates/view"
)

// ReviewedOf is what the review of a link is drafted from, in English.
func ReviewedOf(l desk.Linked) view.Reviewed {
	r := view.Reviewed{Link: l.Link, Article: l.Article, Post: l.Post, PostURL: addressOf(l.Post), Text: l.Version.Text}
	if line := BroughtOf(l.Match.Brought).Line(); line != "" {
		r.PostOrigin = "The post is " + line + "."
	}
	if line := BroughtOf(l.Quote.Brought).Line(); line != "" {
		r.ArticleOrigin = "The article is " + line + "."
	}
	return r
}
