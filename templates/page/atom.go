package page

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"

	"onrecord/store"
	"onrecord/templates/atom"
)

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
	f := atom.Feed{ID: "tag:onrecord,2025:changes", Title: of.Title, Author: "onrecord", Updated: store.FormatTime(of.Updated)}
	f.Links = []atom.Link{{Rel: "self", Href: base + "changes.atom"}, {Rel: "alternate", Href: base + "changes.html"}}
	for _, e := range of.Entries {
		f.Entries = append(f.Entries, atom.Entry{
			ID: fmt.Sprintf("tag:onrecord,2025:change/%d", e.Change), Title: e.Title, Updated: store.FormatTime(e.At), Link: &atom.Link{Href: base + e.Path}, Summary: &e.Summary,
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(f)
}
