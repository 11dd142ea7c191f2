package mastodon

import (
	"encoding/json"
	"slices"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// The notes that a request for a history carries: an edit says neither which post
// it is of nor what that post answers.
const (
	metaDocument = "document"
	metaAliases  = "aliases"
	metaURL      = "url"
	metaCreated  = "created"
	metaEdited   = "edited"
	metaLang     = "lang"
	metaFlags    = "flags"
	metaReplies  = "replies-to"
	metaQuotes   = "quotes"
	metaNative   = "native"
)

// metaOf is what an edit does not say of its post.
func metaOf(s *Status, o store.Observation) map[string]string {
	m := map[string]string{
		metaDocument: string(o.Document), metaURL: o.URL, metaCreated: s.CreatedAt,
		metaEdited: s.EditedAt, metaLang: o.Content.Lang,
	}
	if !o.IDTime.IsZero() {
		m[metaNative] = o.Document.Native()[strings.LastIndex(o.Document.Native(), "/")+1:]
	}
	for _, a := range o.Aliases {
		m[metaAliases] = strings.TrimSpace(m[metaAliases] + " " + string(a))
	}
	if slices.Contains(o.Content.Flags, remoteCopy) {
		m[metaFlags] = remoteCopy
	}
	for _, r := range o.Relations {
		if r.Kind == store.RelationRepliesTo {
			m[metaReplies] = string(r.Document)
		} else {
			m[metaQuotes] = string(r.Document)
		}
	}
	return m
}

// edit is one version of a post.
// https://docs.joinmastodon.org/entities/StatusEdit/
type edit struct {
	Content     string       `json:"content"`
	SpoilerText string       `json:"spoiler_text"`
	CreatedAt   string       `json:"created_at"`
	Account     *Account     `json:"account"`
	Media       []Attachment `json:"media_attachments"`
	Poll        *Poll        `json:"poll"`
}

// history reads every version of a post, the oldest first. The newest one was in
// the answer that led here, and is not told again: the two differ in what they say
// of pictures, which would look like an edit.
func (w *answer) history(items []json.RawMessage) error {
	meta := w.page.Request.Meta
	current := ParseTime(meta[metaEdited])
	var found []store.Observation
	for _, item := range items[:min(len(items), maxItems)] {
		var e edit
		if jsontext.Decode(item, &e) != nil || e.CreatedAt == "" {
			continue
		}
		if o := w.version(e); o.Document != "" && (current.IsZero() || !o.VersionTime.Equal(current)) {
			found = append(found, o)
		}
	}
	if len(found) == 0 && current.IsZero() {
		return errNoPost
	}
	slices.SortStableFunc(found, func(a, b store.Observation) int { return a.VersionTime.Compare(b.VersionTime) })
	w.out.Observations = append(w.out.Observations, found...)
	return nil
}

// version states one edit, with what the request knows of its post.
func (w *answer) version(e edit) store.Observation {
	meta := w.page.Request.Meta
	o := store.Observation{
		Document: store.DocumentID(meta[metaDocument]), Kind: store.Post, URL: meta[metaURL],
		Author: author(w.host, e.Account), IDTime: IDTime(meta[metaNative]),
	}
	if o.Document.Platform() != Platform {
		o.Document = w.page.Request.Document
	}
	if o.Document.Platform() != Platform {
		return store.Observation{}
	}
	for _, a := range strings.Fields(meta[metaAliases]) {
		o.Aliases = append(o.Aliases, store.DocumentID(a))
	}
	o.Relations = relations(meta)
	o.Content = store.Content{
		Title: plain.Valid(e.SpoilerText), Text: Words(e.Content, e.Poll.options()...),
		Lang: meta[metaLang], Media: media(e.Media), Flags: append([]string(nil), w.flags...),
	}
	if meta[metaFlags] != "" {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, meta[metaFlags])
	}
	created, edited := e.CreatedAt, ""
	if meta[metaCreated] != "" && meta[metaCreated] != created {
		created, edited = meta[metaCreated], e.CreatedAt
	}
	Stamp(&o, created, edited)
	return o
}

func relations(meta map[string]string) []store.Relation {
	var out []store.Relation
	if d := store.DocumentID(meta[metaReplies]); d != "" {
		out = append(out, store.Relation{Kind: store.RelationRepliesTo, Document: d})
	}
	if d := store.DocumentID(meta[metaQuotes]); d != "" {
		out = append(out, store.Relation{Kind: store.RelationQuotes, Document: d})
	}
	return out
}
