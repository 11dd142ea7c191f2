package templates

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

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
	es, err := s.r.Changes(ctx, 50, store.ChangeEdited, store.ChangeGone, store.ChangeRestored)
	if err != nil {
		return err
	}
	p := s.painter(ctx, "")
	prefix := base
	if base != "" {
		prefix += "/"
	}
	f := atomFeed{ID: "tag:onrecord,2025:changes", Title: s.opts.Title + ": " + s.t.say("Changes"), Author: "onrecord", Updated: store.FormatTime(time.Unix(0, 0).UTC())}
	f.Links = []atomLink{{"self", prefix + "changes.atom"}, {"alternate", prefix + "changes.html"}}
	for i, e := range es {
		d, err := s.r.Document(ctx, e.Document)
		if err != nil {
			return err
		}
		if i == 0 {
			f.Updated = store.FormatTime(e.At)
		}
		f.Entries = append(f.Entries, atomEntry{
			ID: fmt.Sprintf("tag:onrecord,2025:change/%d", e.ID), Title: s.t.verdict(string(e.Kind)) + ": " + name(s.t.title(d)), Updated: store.FormatTime(e.At),
			Link: atomLink{Href: prefix + pagePath(d.Kind, d.ID)}, Summary: p.atomSummary(e),
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(f)
}

// atomSummary is what changed, in plain text.
func (p *painter) atomSummary(e store.Event) string {
	if e.Kind != store.ChangeEdited {
		return p.t.how(e.How, e.Detail)
	}
	ps, err := p.shortDiff(e)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, d := range ps {
		switch d.Op {
		case "delete":
			b.WriteString("[-" + d.Text + "-]")
		case "insert":
			b.WriteString("{+" + d.Text + "+}")
		default:
			b.WriteString(d.Text)
		}
	}
	return b.String()
}
