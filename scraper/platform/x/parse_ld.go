package x

import (
	"github.com/PuerkitoBio/goquery"

	"onrecord/scraper/kit/jsontext"
)

// ldNode is a part of the JSON-LD on x.com's pages for those who are not logged
// in (schema.org ProfilePage and SocialMediaPosting).
type ldNode struct {
	Type        ldText  `json:"@type"`
	Graph       ldNodes `json:"@graph"`
	MainEntity  ldNodes `json:"mainEntity"`
	HasPart     ldNodes `json:"hasPart"`
	Elements    ldNodes `json:"itemListElement"`
	Item        ldNodes `json:"item"`
	SharedNode  ldNodes `json:"sharedContent"`
	Author      ldNodes `json:"author"`
	Name        ldText  `json:"name"`
	Alternate   ldText  `json:"alternateName"`
	Additional  ldText  `json:"additionalName"`
	URL         ldText  `json:"url"`
	Identifier  ldText  `json:"identifier"`
	ArticleBody ldText  `json:"articleBody"`
	Text        ldText  `json:"text"`
	Created     ldText  `json:"dateCreated"`
	Published   ldText  `json:"datePublished"`
	Language    ldText  `json:"inLanguage"`
}

// ldNodes is one node or many; ldText is text, or the first of many.
type (
	ldNodes []ldNode
	ldText  string
)

// UnmarshalJSON reads a node, a list of nodes, or nothing.
func (l *ldNodes) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return jsontext.Decode(b, (*[]ldNode)(l))
	}
	if len(b) > 0 && b[0] == '{' {
		var n ldNode
		err := jsontext.Decode(b, &n)
		*l = ldNodes{n}
		return err
	}
	return nil
}

// UnmarshalJSON reads text, the first text of a list, or nothing.
func (t *ldText) UnmarshalJSON(b []byte) error {
	var s string
	var list []string
	switch {
	case jsontext.Decode(b, &s) == nil && s != "":
		*t = ldText(s)
	case jsontext.Decode(b, &list) == nil && len(list) > 0:
		*t = ldText(list[0])
	}
	return nil
}

// readLD reads the posts in a page's JSON-LD, and the account's name.
func readLD(doc *goquery.Document) (answer, []string) {
	var out answer
	var flags []string
	doc.Find("script[type='application/ld+json']").Each(func(_ int, s *goquery.Selection) {
		look, err := jsontext.Inspect([]byte(s.Text()))
		if err != nil || len(look.Tops) == 0 {
			return
		}
		var nodes ldNodes
		if nodes.UnmarshalJSON(look.Tops[0]) != nil {
			return
		}
		for _, f := range look.Flags {
			flags = jsontext.AddFlag(flags, f)
		}
		for i := range nodes {
			nodes[i].collect(&out, maxLD)
		}
	})
	return out, flags
}

// maxLD bounds how deep nodes in nodes are followed.
const maxLD = 12

func (n *ldNode) collect(out *answer, depth int) {
	if depth == 0 {
		return
	}
	switch n.Type {
	case "SocialMediaPosting":
		if p, ok := n.post(); ok {
			out.add(p)
		}
	case "ProfilePage":
		for _, e := range n.MainEntity {
			out.title = first(out.title, string(e.Name))
		}
	}
	for _, list := range []ldNodes{n.Graph, n.MainEntity, n.HasPart, n.Elements, n.Item, n.SharedNode} {
		for i := range list {
			list[i].collect(out, depth-1)
		}
	}
}

func (n *ldNode) post() (post, bool) {
	id, handle := locateString(string(n.URL))
	if validID(string(n.Identifier)) {
		id = string(n.Identifier)
	}
	text := first(string(n.ArticleBody), string(n.Text))
	if id == "" || text == "" {
		return post{}, false
	}
	var by ldNode
	if len(n.Author) > 0 {
		by = n.Author[0]
	}
	name := first(string(by.Additional), string(by.Alternate))
	_, own := locateString(string(by.URL))
	raw := first(string(n.Created), string(n.Published))
	return post{
		id: id, text: text, raw: raw, created: parseTime(raw), lang: language(string(n.Language)),
		author: author(string(by.Identifier), first(handle, first(own, name)), string(by.Name)),
	}, true
}
