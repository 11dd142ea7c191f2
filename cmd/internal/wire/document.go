package wire

import (
	"fmt"

	"onrecord/store"
)

// Document is a post or an article with its versions and all that is known of it.
type Document struct {
	Document  store.DocumentID `json:"document"`
	Kind      store.Kind       `json:"kind"`
	Platform  store.Platform   `json:"platform"`
	URL       string           `json:"url,omitempty"`
	Author    Author           `json:"author"`
	Publisher string           `json:"publisher,omitempty"`
	PostedAt  string           `json:"published_at,omitempty"`
	IDTime    string           `json:"id_time,omitempty"`
	FirstSeen string           `json:"first_seen,omitempty"`
	LastSeen  string           `json:"last_seen,omitempty"`
	AuthorID  string           `json:"author_id,omitempty"`
	Context   bool             `json:"context,omitempty"`
	Relations []Relation       `json:"relations,omitempty"`
	Media     []Medium         `json:"media,omitempty"`
	Gone      *Gone            `json:"gone"`
	Versions  []Version        `json:"versions"`
	// Authority is whose word the address, the author and the state are, absent for the
	// home's own; Aside is what others say and the home does not.
	Authority store.Authority `json:"authority,omitempty"`
	Aside     []Aside         `json:"aside,omitempty"`
	Timeline  []Event         `json:"timeline"`
	Links     []Link          `json:"links"`
	Notes     []Note          `json:"notes,omitempty"`
}

// Relation is a relation of the document to another one, or (of "by") of
// another one to it.
type Relation struct {
	Kind     store.RelationKind `json:"kind"`
	Document store.DocumentID   `json:"document"`
	By       bool               `json:"by,omitempty"`
}

// Medium is a picture, video or sound of a version.
type Medium struct {
	URL    string `json:"url"`
	SHA256 string `json:"sha256"`
	Type   string `json:"type"`
	Length int64  `json:"length"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	// Words are what a machine (Engine) read of a picture: derived, never the post's own.
	Words  string `json:"words_read_by_machine,omitempty"`
	Engine string `json:"engine,omitempty"`
}

// Version is one state of a document's words, with what proves it.
type Version struct {
	Version   int    `json:"version"`
	ValidFrom string `json:"valid_from"`
	// FirstSeen and LastSeen are absent where what was imported does not say them.
	FirstSeen string   `json:"first_seen,omitempty"`
	LastSeen  string   `json:"last_seen,omitempty"`
	Title     string   `json:"title,omitempty"`
	Text      string   `json:"text"`
	Lang      string   `json:"lang,omitempty"`
	Cut       bool     `json:"cut"`
	Hash      string   `json:"hash"`
	Capture   int64    `json:"capture"`
	Flags     []string `json:"flags,omitempty"`
	// Leaf is the log's entry of the capture.
	Leaf *Leaf `json:"leaf,omitempty"`
	Origin
}

// Event is a line of a document's timeline.
type Event struct {
	At       string `json:"at"`
	Event    string `json:"event"`
	Version  int    `json:"version,omitempty"`
	Detail   string `json:"detail,omitempty"`
	Endpoint string `json:"door,omitempty"`
	Relay    string `json:"relay,omitempty"`
	Capture  int64  `json:"capture"`
}

// JSON is what `show --json` prints.
func (s View) JSON() Document {
	d := s.Document
	j := Document{
		Document: d.ID, Kind: d.Kind, Platform: d.Platform, URL: d.URL,
		Author: Author{d.Author.Name, d.Author.Handle}, Publisher: d.Publisher,
		PostedAt: d.PublishedAt.String(), IDTime: store.FormatTime(d.IDTime),
		Gone: goneOf(d.Tombstone, s.GoneBy), Versions: []Version{}, Timeline: []Event{}, Links: []Link{},
	}
	first, last := d.SeenTimes(s.Versions, s.Captures)
	j.FirstSeen, j.LastSeen = store.FormatTime(first), store.FormatTime(last)
	j.AuthorID, j.Context, j.Aside = d.Author.ID, d.Context, s.Asides()
	if d.Authority.Under(store.AuthorityOrigin) {
		j.Authority = d.Authority
	}
	for _, r := range s.Own {
		j.Relations = append(j.Relations, Relation{Kind: r.Kind, Document: r.Document})
	}
	for _, r := range s.Others {
		j.Relations = append(j.Relations, Relation{Kind: r.Kind, Document: r.Document, By: true})
	}
	for _, m := range s.Media {
		j.Media = append(j.Media, Medium{m.URL, m.SHA256, m.Type, m.Length, m.Width, m.Height, m.Words, m.Engine})
	}
	for _, v := range s.Versions {
		var leaf *Leaf
		if e, ok := s.Entries[v.CaptureID]; ok {
			leaf = LeafOf(e)
		}
		first, last := v.Seen(s.Captures[v.CaptureID])
		j.Versions = append(j.Versions, Version{
			v.Seq, store.FormatTime(v.Since()), store.FormatTime(first), store.FormatTime(last),
			v.Title, v.Text, v.Lang, v.Cut, v.Hash, v.CaptureID, v.Flags, leaf, OriginOf(v, s.Captures),
		})
	}
	for _, n := range s.Notes {
		j.Notes = append(j.Notes, Note{store.FormatTime(n.At), n.By, n.Text, n.Index})
	}
	for _, e := range s.Events {
		j.Timeline = append(j.Timeline, Event{store.FormatTime(e.At), EventName(e), e.VersionSeq, EventDetail(e), e.Endpoint, e.Relay, e.CaptureID})
	}
	for _, l := range s.Links {
		j.Links = append(j.Links, LinkOf(l))
	}
	return j
}

// EventName is what an event of the timeline was: a change, or the outcome of a look that changed
// nothing.
func EventName(e store.Event) string {
	if e.Kind == "" {
		return string(e.Outcome)
	}
	return string(e.Kind)
}

// EventDetail says more of an event in English, "" where there is no more.
func EventDetail(e store.Event) string {
	switch {
	case e.VersionSeq > 0:
		return fmt.Sprintf("version %d", e.VersionSeq)
	case e.Kind == store.ChangeErased:
		return "by the archive's owner: " + e.Detail
	case e.Detail != "" && e.How != "":
		return string(e.How) + ": " + e.Detail
	case e.How != "":
		return string(e.How)
	}
	return e.Detail
}
