package notify

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"onrecord/store"
)

// atomFeed is a feed by RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID       string    `xml:"id"`
	Title    string    `xml:"title"`
	Updated  string    `xml:"updated"`
	Link     *atomLink `xml:"link,omitempty"`
	Category struct {
		Term string `xml:"term,attr"`
	} `xml:"category"`
	Content struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	} `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// atom writes the feed's file anew, whole or not at all.
func (s *Sender) atom(ctx context.Context, c Channel) (err error) {
	if s.Latest == nil {
		return errors.New("there are no notices to write")
	}
	all, err := s.Latest(ctx)
	if err != nil {
		return err
	}
	b, err := Feed(all, c)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(c.Target), ".onrecord-*")
	if err != nil {
		return fmt.Errorf("%w; give a file in a directory that is there", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(b)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), c.Target)
}

// Feed is the Atom feed of some notices, newest first, of those that a channel
// wants.
func Feed(all []store.Notice, c Channel) ([]byte, error) {
	f := atomFeed{ID: "urn:onrecord:notices:" + c.Name, Title: "onrecord: edits, deletions, altered quotes", Author: atomAuthor{"onrecord"}}
	for _, n := range all {
		if !c.Wants(n.Kind) {
			continue
		}
		t := read(n)
		e := atomEntry{ID: fmt.Sprintf("urn:onrecord:notice:%d", n.ID), Title: oneLine(t.Summary, 300), Updated: store.FormatTime(n.At)}
		if strings.HasPrefix(t.URL, "https://") || strings.HasPrefix(t.URL, "http://") {
			e.Link = &atomLink{Rel: "alternate", Href: t.URL}
		}
		e.Category.Term = n.Kind
		e.Content.Type, e.Content.Text = "text", letter([]store.Notice{n})
		f.Entries = append(f.Entries, e)
		if f.Updated == "" {
			f.Updated = e.Updated
		}
	}
	if f.Updated == "" {
		f.Updated = "1970-01-01T00:00:00Z"
	}
	b, err := xml.MarshalIndent(f, "", " ")
	return append([]byte(xml.Header), b...), err
}
