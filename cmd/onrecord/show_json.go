package main

import (
	"fmt"
	"strings"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

type showJSON struct {
	Document  store.DocumentID `json:"document"`
	Kind      store.Kind       `json:"kind"`
	Platform  store.Platform   `json:"platform"`
	URL       string           `json:"url,omitempty"`
	Author    authorJSON       `json:"author"`
	Publisher string           `json:"publisher,omitempty"`
	PostedAt  string           `json:"published_at,omitempty"`
	IDTime    string           `json:"id_time,omitempty"`
	FirstSeen string           `json:"first_seen,omitempty"`
	LastSeen  string           `json:"last_seen,omitempty"`
	AuthorID  string           `json:"author_id,omitempty"`
	Context   bool             `json:"context,omitempty"`
	Relations []relationJSON   `json:"relations,omitempty"`
	Media     []mediumJSON     `json:"media,omitempty"`
	Gone      *goneJSON        `json:"gone"`
	Versions  []versionJSON    `json:"versions"`
	Timeline  []eventJSON      `json:"timeline"`
	Links     []linkJSON       `json:"links"`
	Notes     []noteJSON       `json:"notes,omitempty"`
}

// relationJSON is a relation of the document to another one, or (of "by") of
// another one to it.
type relationJSON struct {
	Kind     store.RelationKind `json:"kind"`
	Document store.DocumentID   `json:"document"`
	By       bool               `json:"by,omitempty"`
}

type mediumJSON struct {
	URL    string `json:"url"`
	SHA256 string `json:"sha256"`
	Type   string `json:"type"`
	Length int64  `json:"length"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

type versionJSON struct {
	Version   int      `json:"version"`
	ValidFrom string   `json:"valid_from"`
	FirstSeen string   `json:"first_seen"`
	LastSeen  string   `json:"last_seen"`
	Title     string   `json:"title,omitempty"`
	Text      string   `json:"text"`
	Lang      string   `json:"lang,omitempty"`
	Cut       bool     `json:"cut"`
	Hash      string   `json:"hash"`
	Capture   int64    `json:"capture"`
	Flags     []string `json:"flags,omitempty"`
	// Leaf is the log's entry of the capture.
	Leaf *leafJSON `json:"leaf,omitempty"`
}

type eventJSON struct {
	At      string `json:"at"`
	Event   string `json:"event"`
	Version int    `json:"version,omitempty"`
	Detail  string `json:"detail,omitempty"`
	Door    string `json:"door,omitempty"`
	Relay   string `json:"relay,omitempty"`
	Capture int64  `json:"capture"`
}

func (s shown) json() showJSON {
	d := s.doc
	j := showJSON{
		Document: d.ID, Kind: d.Kind, Platform: d.Platform, URL: d.URL,
		Author: authorJSON{d.Author.Name, d.Author.Handle}, Publisher: d.Publisher,
		PostedAt: d.PublishedAt.String(), IDTime: store.FormatTime(d.IDTime),
		FirstSeen: store.FormatTime(d.FirstSeen), LastSeen: store.FormatTime(d.LastSeen),
		Gone: goneOf(d.Tombstone), Versions: []versionJSON{}, Timeline: []eventJSON{}, Links: []linkJSON{},
	}
	j.AuthorID, j.Context = d.Author.ID, d.Context
	for _, r := range s.own {
		j.Relations = append(j.Relations, relationJSON{Kind: r.Kind, Document: r.Document})
	}
	for _, r := range s.others {
		j.Relations = append(j.Relations, relationJSON{Kind: r.Kind, Document: r.Document, By: true})
	}
	for _, m := range s.media {
		j.Media = append(j.Media, mediumJSON{m.URL, m.SHA256, m.Type, m.Length, m.Width, m.Height})
	}
	for _, v := range s.versions {
		var leaf *leafJSON
		if e, ok := s.leaves[v.CaptureID]; ok {
			leaf = leafOf(e)
		}
		j.Versions = append(j.Versions, versionJSON{
			v.Seq, store.FormatTime(v.ValidFrom), store.FormatTime(v.FirstSeen), store.FormatTime(v.LastSeen),
			v.Title, v.Text, v.Lang, v.Cut, v.Hash, v.CaptureID, v.Flags, leaf,
		})
	}
	for _, n := range s.notes {
		j.Notes = append(j.Notes, noteJSON{store.FormatTime(n.At), n.By, n.Text, n.Index})
	}
	for _, e := range s.timeline {
		j.Timeline = append(j.Timeline, eventJSON{store.FormatTime(e.At), eventName(e), e.VersionSeq, eventDetail(e), e.Door, e.Relay, e.CaptureID})
	}
	for _, l := range s.links {
		j.Links = append(j.Links, linkOf(l))
	}
	return j
}

func versionOf(m store.Match) string {
	if m.VersionSeq == 0 {
		return ""
	}
	return fmt.Sprintf("version %d, confidence %.2f", m.VersionSeq, m.Confidence)
}

func named(speaker string) string {
	if speaker == "" {
		return ""
	}
	return "said by " + words.Line(speaker, 60)
}

func warned(ws []string) string {
	if len(ws) == 0 {
		return ""
	}
	return "warning: " + strings.Join(ws, ", ")
}

// verdict is a verdict's name in a column of its own, coloured on a terminal.
// judged is a match's verdict, in red where its meaning was changed.
func (a *app) judged(m store.Match) string {
	if m.Severity() == store.SeverityMeaning {
		return a.paint("31", fmt.Sprintf("%-10s", strings.ReplaceAll(string(m.Verdict), "_", " ")))
	}
	return a.verdict(string(m.Verdict))
}

func (a *app) verdict(v string) string {
	code := map[string]string{"verbatim": "32", "trimmed": "36", "altered": "33", "translated": "34"}[v]
	return a.paint(code, fmt.Sprintf("%-10s", strings.ReplaceAll(v, "_", " ")))
}
