package mastodon

import (
	"bytes"
	"encoding/json"
	"slices"

	"onrecord/scraper/kit/jsontext"
)

// object is an ActivityPub object or activity.
// https://www.w3.org/TR/activitystreams-vocabulary/
type object struct {
	ID           Text            `json:"id"`
	Type         list            `json:"type"`
	Actor        list            `json:"actor"`
	AttributedTo list            `json:"attributedTo"`
	Object       json.RawMessage `json:"object"`
	Content      Text            `json:"content"`
	ContentMap   texts           `json:"contentMap"`
	Name         Text            `json:"name"`
	Summary      Text            `json:"summary"`
	Published    Text            `json:"published"`
	Updated      Text            `json:"updated"`
	URL          list            `json:"url"`
	InReplyTo    list            `json:"inReplyTo"`
	QuoteURL     Text            `json:"quoteUrl"`
	QuoteURI     Text            `json:"quoteUri"`
	Quote        json.RawMessage `json:"quote"` // its id (FEP-044f), or the whole post
	Misskey      Text            `json:"_misskey_quote"`
	To           list            `json:"to"`
	Cc           list            `json:"cc"`
	Attachment   many            `json:"attachment"`
	Tag          many            `json:"tag"`
	OneOf        many            `json:"oneOf"`
	AnyOf        many            `json:"anyOf"`
	Items        many            `json:"items"`
	Ordered      many            `json:"orderedItems"`
	First        json.RawMessage `json:"first"`
	Next         Text            `json:"next"`
	MediaType    Text            `json:"mediaType"`
	Href         Text            `json:"href"`
	Rel          Text            `json:"rel"`
}

// quoted is the address of the post that an object quotes. Each program has its own
// field; FEP-e232 writes a link among the tags.
// https://codeberg.org/fediverse/fep/src/branch/main/fep/e232/fep-e232.md
func (o *object) quoted() string {
	for _, s := range []Text{Text(objectID(o.Quote)), o.QuoteURI, o.QuoteURL, o.Misskey} {
		if s != "" {
			return string(s)
		}
	}
	for _, raw := range o.Tag {
		var t object
		if jsontext.Decode(raw, &t) == nil && t.is("Link") && t.Rel == "https://misskey-hub.net/ns#_misskey_quote" {
			return string(t.Href)
		}
	}
	return ""
}

// options are the answers of a Question.
func (o *object) options() []string {
	var out []string
	for _, raw := range append(append(many(nil), o.OneOf...), o.AnyOf...) {
		var c object
		if jsontext.Decode(raw, &c) == nil && c.Name != "" {
			out = append(out, string(c.Name))
		}
	}
	return out
}

func (o *object) is(types ...string) bool {
	return slices.ContainsFunc(types, func(t string) bool { return slices.Contains(o.Type, t) })
}

// list are strings, or the ids and addresses of objects, of which there may be one
// or many.
type list []string

// UnmarshalJSON takes a string, an object with an id or href, or an array of them.
func (l *list) UnmarshalJSON(b []byte) error {
	*l = nil
	var items many
	_ = items.UnmarshalJSON(b)
	for _, raw := range items[:min(len(items), maxItems)] {
		var s string
		var o struct{ ID, Href Text }
		switch {
		case json.Unmarshal(raw, &s) == nil:
		case jsontext.Decode(raw, &o) == nil && o.ID != "":
			s = string(o.ID)
		default:
			s = string(o.Href)
		}
		if s != "" {
			*l = append(*l, s)
		}
	}
	return nil
}

func (l list) first() string {
	if len(l) == 0 {
		return ""
	}
	return l[0]
}

// many are values of which there may be one or many.
type many []json.RawMessage

// UnmarshalJSON takes an array, or one value for an array of one.
func (m *many) UnmarshalJSON(b []byte) error {
	*m = nil
	b = bytes.TrimSpace(b)
	switch {
	case len(b) == 0 || string(b) == "null":
	case b[0] == '[':
		_ = json.Unmarshal(b, (*[]json.RawMessage)(m)) // already checked as JSON
	default:
		*m = many{append(json.RawMessage(nil), b...)}
	}
	return nil
}

// texts are texts by language.
type texts map[string]Text

// UnmarshalJSON takes an object; anything else is nothing.
func (t *texts) UnmarshalJSON(b []byte) error {
	m := map[string]Text{}
	*t = nil
	if json.Unmarshal(b, &m) == nil {
		*t = m
	}
	return nil
}
