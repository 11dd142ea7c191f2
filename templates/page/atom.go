package page

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"

	"onrecord/store"
)

// atomFeed and atomEntry are of RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// Atom writes the feed of changes (RFC 4287). base is where the site is, without a
// slash at its end, "" where it opens from disk: links are relative then.
func (s *Site) Atom(ctx context.Context, w io.Writer, base string) error {
	of, err := s.Page("").Feed(ctx)
	if err != nil {
		return err
	}
	if base != "" {
		base += "/"
	}
	f := atomFeed{ID: "tag:onrecord,2025:changes", Title: of.Title, Author: "onrecord", Updated: store.FormatTime(of.Updated)}
	f.Links = []atomLink{{"self", base + "changes.atom"}, {"alternate", base + "changes.html"}}
	for _, e := range of.Entries {
		f.Entries = append(f.Entries, atomEntry{
			ID: fmt.Sprintf("tag:onrecord,2025:change/%d", e.Change), Title: e.Title, Updated: store.FormatTime(e.At), Link: atomLink{Href: base + e.Path}, Summary: e.Summary,
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(f)
}
