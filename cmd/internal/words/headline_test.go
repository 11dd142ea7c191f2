package words

import (
	"testing"

	"onrecord/store"
)

// TestHeadline: a post of which nothing is known but its words says so, and a handle
// without a name stands alone.
func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		doc  store.Document
		want string
	}{
		{store.Document{Kind: store.Post}, "author and time unknown"},
		{store.Document{Kind: store.Post, Author: store.Author{Handle: "harbour"}}, "@harbour"},
		{store.Document{Kind: store.Post, Author: store.Author{Handle: "harbour", Name: "The Harbour"}}, "The Harbour (@harbour)"},
		{store.Document{Kind: store.Article, Title: "Ferries stay"}, "“Ferries stay”"},
		{store.Document{Kind: store.Article, Publisher: "The Courier", Author: store.Author{Name: "A. Reporter"}}, "The Courier"},
		{store.Document{Kind: store.Post, Publisher: "gov.example", Author: store.Author{Name: "The Minister"}}, "The Minister"}, // a page's speaker
	} {
		if got := Headline(c.doc, ""); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
