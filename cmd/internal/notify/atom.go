package notify

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/templates/atom"
)

// writeFeed writes the feed's file anew, whole or not at all.
func (s *Sender) writeFeed(ctx context.Context, c Channel) (err error) {
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
	if err := CheckFeed(c.Target); err != nil {
		return err
	}
	return outfile.Put(c.Target, 0o644, b)
}

// feedBegins is how each feed begins that Feed makes.
const (
	feedID     = "urn:onrecord:notices:"
	feedBegins = xml.Header + "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n <id>" + feedID
)

// CheckFeed says why a feed must not be written to a file: what is there is something
// else. A feed is written again and again, unseen, so it takes no other file's place.
func CheckFeed(path string) error {
	if err := outfile.Check(path); err != nil {
		return err
	}
	f, err := os.Open(path) // the user names it
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w; choose another file", err)
	}
	defer f.Close()
	b := make([]byte, len(feedBegins))
	n, err := io.ReadFull(f, b)
	if n > 0 && string(b[:n]) != feedBegins {
		return exit.Usagef("%s is there and is no feed of onrecord; choose another file, or move it away", words.Line(path, 400))
	}
	if err != nil && n > 0 {
		return err
	}
	return nil
}

// Feed is the Atom feed of some notices, newest first, of those that a channel
// wants.
func Feed(all []store.Notice, c Channel) ([]byte, error) {
	f := atom.Feed{ID: feedID + c.Name, Title: "onrecord: edits, deletions, altered quotes", Author: "onrecord"}
	for _, n := range all {
		if !c.Wants(n.Kind) {
			continue
		}
		t := read(n)
		e := atom.Entry{
			ID: fmt.Sprintf("urn:onrecord:notice:%d", n.ID), Title: oneLine(t.Summary, 300), Updated: store.FormatTime(n.At),
			Category: &atom.Category{Term: n.Kind}, Content: &atom.Content{Type: "text", Text: letter([]store.Notice{n})},
		}
		if strings.HasPrefix(t.URL, "https://") || strings.HasPrefix(t.URL, "http://") {
			e.Link = &atom.Link{Rel: "alternate", Href: t.URL}
		}
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
