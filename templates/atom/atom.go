// Package atom is the form of Atom feeds (RFC 4287), as far as ours use it.
package atom

import "encoding/xml"

// Feed is a feed of entries, newest first.
type Feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	// Updated is a time in RFC 3339, as all are here.
	Updated string  `xml:"updated"`
	Author  string  `xml:"author>name"`
	Links   []Link  `xml:"link,omitempty"`
	Entries []Entry `xml:"entry"`
}

// Link leads to an address; Rel is "" for a page that says the same.
type Link struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// Entry is one thing that happened.
type Entry struct {
	ID       string    `xml:"id"`
	Title    string    `xml:"title"`
	Updated  string    `xml:"updated"`
	Link     *Link     `xml:"link,omitempty"`
	Category *Category `xml:"category,omitempty"`
	// Summary is nil where Content says it.
	Summary *string  `xml:"summary,omitempty"`
	Content *Content `xml:"content,omitempty"`
}

// Category is the kind of an entry.
type Category struct {
	Term string `xml:"term,attr"`
}

// Content is an entry's whole text; Type is "text" where it is plain.
type Content struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}
