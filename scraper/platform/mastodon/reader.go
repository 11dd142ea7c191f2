package mastodon

import (
	"regexp"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// maxQuotes bounds how deep posts that quote posts are followed within one answer.
const maxQuotes = 3

// Name is what a status is called.
type Name struct {
	Document store.DocumentID
	Aliases  []store.DocumentID
	// Native is the id that carries the time, "" where none does.
	Native string
	// URL is where a reader finds it.
	URL string
	// Flags name oddities.
	Flags []string
}

// Reader makes observations of statuses in the way of one dialect of the API.
type Reader struct {
	// Name names a status; a Name without a Document leaves it out.
	Name func(s *Status) Name
	// Other names a status by its id alone.
	Other func(id string) store.DocumentID
	// Author states who wrote a status.
	Author func(a *Account) store.Author
	// Public reports whether a visibility is open to everybody.
	Public func(visibility string) bool
	// Flags are of the whole answer.
	Flags []string
}

// Status gives the observations of a status, and of the posts that it contains: a
// repost gives its original alone, a quote the quoted post after it. context marks
// it as kept for another's sake.
func (r *Reader) Status(s *Status, context bool) []store.Observation {
	return r.status(s, context, maxQuotes)
}

func (r *Reader) status(s *Status, context bool, depth int) []store.Observation {
	switch {
	case s == nil || depth < 0:
		return nil
	case s.Reblog != nil:
		return r.status(s.Reblog, context || !SameAuthor(s.Account, s.Reblog.Account), depth-1)
	case !r.Public(s.Visibility):
		return nil
	}
	n := r.Name(s)
	if n.Document == "" {
		return nil
	}
	o := r.observe(s, n)
	o.Context = context
	quoteID, quote := s.quoted()
	r.relate(&o, store.RelationRepliesTo, string(s.InReplyToID), s.InReplyTo)
	r.relate(&o, store.RelationQuotes, quoteID, quote)
	out := []store.Observation{o}
	for _, q := range []*Status{s.InReplyTo, quote} {
		if q != nil {
			out = append(out, r.status(q, context || !SameAuthor(s.Account, q.Account), depth-1)...)
		}
	}
	return out
}

// observe states a status in the archive's words.
func (r *Reader) observe(s *Status, n Name) store.Observation {
	o := store.Observation{
		Document: n.Document, Aliases: n.Aliases, Kind: store.Post, URL: n.URL,
		IDTime: IDTime(n.Native), Author: r.Author(s.Account),
	}
	o.Content = store.Content{
		Title: plain.Valid(s.SpoilerText), Text: Words(s.Content, s.Poll.options()...),
		Lang: language(s.Language), Media: media(s.Media), Flags: append([]string(nil), r.Flags...),
	}
	for _, f := range n.Flags {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, f)
	}
	Stamp(&o, s.CreatedAt, s.EditedAt)
	return o
}

// relate notes that a post answers or quotes another one.
func (r *Reader) relate(o *store.Observation, kind store.RelationKind, id string, whole *Status) {
	var d store.DocumentID
	if whole != nil {
		d = r.Name(whole).Document
	}
	if d == "" && anyID.MatchString(id) {
		d = r.Other(id)
	}
	if d != "" && d != o.Document {
		o.Relations = append(o.Relations, store.Relation{Kind: kind, Document: d})
	}
}

// SameAuthor reports whether two accounts are known to be one.
func SameAuthor(a, b *Account) bool {
	return a != nil && b != nil && a.ID != "" && a.ID == b.ID
}

// media are the attachments, by the address of the server that answered.
func media(list []Attachment) []store.Media {
	var out []store.Media
	for _, m := range list {
		address, home := WebAddress(m.URL), WebAddress(m.RemoteURL)
		if home == "" {
			home = address
		}
		if address == "" {
			address = home
		}
		out = append(out, store.Media{Type: mediaType(m.Type), URL: address, Alt: plain.Valid(m.Description), ID: MediaID(home)})
	}
	return out
}

// The part of an address that names an upload: Mastodon's number of it in its path, and the
// hash of its bytes that Pleroma and Akkoma call it by.
var (
	attachmentNumber = regexp.MustCompile(`/media_attachments/files/((?:[0-9]{3}/)+)(?:original|small|static)/`)
	hashName         = regexp.MustCompile(`/([0-9a-f]{64})(?:\.\w+)?(?:\?|$)`)
)

// MediaID is what names an upload for good in its address at its home; "" for nothing, and
// for another server's copy, which has that server's numbers.
func MediaID(address string) string {
	if m := attachmentNumber.FindStringSubmatch(address); m != nil && !strings.Contains(address, "/cache/") {
		return strings.ReplaceAll(m[1], "/", "")
	}
	if m := hashName.FindStringSubmatch(address); m != nil {
		return m[1]
	}
	return ""
}

func mediaType(t string) string {
	switch t {
	case "image", "video", "audio":
		return t
	case "gifv", "tv":
		return "video"
	}
	return "other"
}
