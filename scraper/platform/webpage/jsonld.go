package webpage

import (
	"bytes"
	"encoding/json"
	"html"
	"strings"

	nethtml "golang.org/x/net/html"

	"onrecord/scraper/kit/jsontext"
)

// ld is what JSON-LD (schema.org/Article) says of the article.
type ld struct {
	headline, publisher, author, description, lang, published, modified, body string
}

// ldNode is one node; its fields come in many shapes.
type ldNode struct {
	Type          json.RawMessage `json:"@type"`
	Graph         json.RawMessage `json:"@graph"`
	MainEntity    json.RawMessage `json:"mainEntity"`
	Headline      json.RawMessage `json:"headline"`
	Name          json.RawMessage `json:"name"`
	Publisher     json.RawMessage `json:"publisher"`
	Author        json.RawMessage `json:"author"`
	Creator       json.RawMessage `json:"creator"`
	Description   json.RawMessage `json:"description"`
	InLanguage    json.RawMessage `json:"inLanguage"`
	DatePublished json.RawMessage `json:"datePublished"`
	DateCreated   json.RawMessage `json:"dateCreated"`
	DateModified  json.RawMessage `json:"dateModified"`
	ArticleBody   json.RawMessage `json:"articleBody"`
}

// Bounds on JSON-LD: the blocks of a page, how deep values may nest, and how deep nodes are
// followed.
const (
	maxLD        = 50
	maxLDNesting = 200
	maxLDDepth   = 5
)

// takeLD takes a block of JSON-LD. One that is made to eat memory is emptied, for
// readability reads it as well.
func (s *scanned) takeLD(n *nethtml.Node) {
	if !strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
		return
	}
	text := inner(n)
	switch {
	case jsontext.Bound([]byte(text), maxLDNesting) != nil:
		for n.FirstChild != nil {
			n.RemoveChild(n.FirstChild)
		}
	case len(s.ld) < maxLD:
		s.ld = append(s.ld, text)
	}
}

// readLD takes the best article node of all blocks.
func readLD(blocks []string) ld {
	var nodes []ldNode
	for _, b := range blocks {
		collect(json.RawMessage(mend(b)), 0, &nodes)
	}
	best, found := -1, ld{}
	for _, n := range nodes {
		if rank := articleRank(n); rank > best && rank > 0 {
			best, found = rank, n.read()
		}
	}
	return found
}

// mend repairs what many sites get wrong: comments around the JSON, raw line
// breaks and tabs inside strings.
func mend(s string) string {
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(s, "<!--"), "-->")
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "//<![CDATA["), "//]]>")
	s = strings.TrimRight(strings.TrimSpace(s), ";")
	if json.Valid([]byte(s)) {
		return s
	}
	if strings.Contains(s, "&quot;") && !strings.Contains(s, `"`) { // written as in an attribute
		s = html.UnescapeString(s)
	}
	var b bytes.Buffer
	inString, escaped := false, false
	for _, r := range s {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = inString
		case r == '"':
			inString = !inString
		case inString && r < 0x20:
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// collect gathers nodes from arrays, graphs and main entities.
func collect(raw json.RawMessage, depth int, out *[]ldNode) {
	if depth > maxLDDepth || len(raw) == 0 || len(*out) > 500 {
		return
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		for _, item := range list {
			collect(item, depth+1, out)
		}
		return
	}
	var n ldNode
	if json.Unmarshal(raw, &n) != nil {
		return
	}
	*out = append(*out, n)
	collect(n.Graph, depth+1, out)
	collect(n.MainEntity, depth+1, out)
}

// articleRank says how much of an article a node is; 0 for none.
func articleRank(n ldNode) int {
	rank := 0
	for _, t := range texts(n.Type, 0) {
		t = t[strings.LastIndexAny(t, "/:")+1:]
		switch {
		case strings.HasSuffix(t, "Article"), t == "BlogPosting", t == "LiveBlogPosting", t == "Report":
			rank = max(rank, 4)
		case t == "SocialMediaPosting", t == "DiscussionForumPosting":
			rank = max(rank, 2)
		case t == "WebPage", t == "VideoObject", t == "CreativeWork":
			rank = max(rank, 1)
		}
	}
	if rank > 0 && len(texts(n.DatePublished, 0)) > 0 {
		rank++
	}
	return rank
}

func (n ldNode) read() ld {
	one := func(raws ...json.RawMessage) string {
		for _, r := range raws {
			if t := texts(r, 0); len(t) > 0 {
				return t[0]
			}
		}
		return ""
	}
	return ld{
		headline: one(n.Headline, n.Name), publisher: one(n.Publisher), author: strings.Join(first2(texts(n.Author, 0), texts(n.Creator, 0)), ", "),
		description: one(n.Description), lang: one(n.InLanguage), published: one(n.DatePublished, n.DateCreated), modified: one(n.DateModified),
		body: one(n.ArticleBody),
	}
}

func first2(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// texts are the strings that a value gives: itself, its name, or those of its
// members.
func texts(raw json.RawMessage, depth int) []string {
	var s string
	if len(raw) == 0 || depth > maxLDDepth {
		return nil
	}
	if json.Unmarshal(raw, &s) == nil {
		if s = strings.TrimSpace(s); s == "" {
			return nil
		}
		return []string{s}
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		var out []string
		for _, item := range list[:min(len(list), 20)] {
			out = append(out, texts(item, depth+1)...)
		}
		return out
	}
	var node struct {
		Name  json.RawMessage `json:"name"`
		Value json.RawMessage `json:"@value"`
	}
	if json.Unmarshal(raw, &node) != nil {
		return nil
	}
	return first2(texts(node.Name, depth+1), texts(node.Value, depth+1))
}
