package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Mapping says where in an object, or in which columns of a table, what stands. Each
// field lists paths; the first at which something stands counts.
type Mapping struct {
	ID, URL, Text, Title, Time, Edited, Lang []string
	Handle, Name, AuthorID                   []string
	// Platform names the platform; Of is the platform where no column does.
	Platform []string
	Of       store.Platform
	// Reposts says yes of what repeats another's post.
	Reposts []string
	// ReplyTo and Quotes are ids or addresses.
	ReplyTo, Quotes []string
	// GoneAt is when it was deleted, Gone says yes where it was and no time is given,
	// How in which way.
	GoneAt, Gone, How []string
	Media             []string
	// UTC says that times without a zone are UTC by the format's own rules.
	UTC bool
	// Entities undoes HTML's escapes, once.
	Entities bool
}

// Fields are the names of a Mapping's fields as people write them, with what they set.
func (m *Mapping) Fields() map[string]*[]string {
	return map[string]*[]string{
		"id": &m.ID, "post_url": &m.URL, "text": &m.Text, "title": &m.Title, "posted_at": &m.Time, "edited_at": &m.Edited, "lang": &m.Lang,
		"author_handle": &m.Handle, "author_name": &m.Name, "author_id": &m.AuthorID, "platform": &m.Platform, "repost": &m.Reposts,
		"reply_to": &m.ReplyTo, "quotes": &m.Quotes, "gone_at": &m.GoneAt, "gone": &m.Gone, "gone_how": &m.How, "media": &m.Media,
	}
}

// Observe says what an object says of a post, by the mapping.
func (m Mapping) Observe(c Context, o map[string]json.RawMessage) ([]store.Observation, error) {
	get := func(paths []string) string { return plain.Valid(strings.TrimSpace(TextAt(o, paths...))) }
	if True(get(m.Reposts)) {
		return nil, Reposts
	}
	out, err := m.named(c, o)
	if err != nil {
		return nil, err
	}
	words := TextAt(o, m.Text...)
	if m.Entities {
		words = html.UnescapeString(words)
	}
	out.Content.Text, out.Content.Title = plain.Valid(strings.TrimRight(words, "\n")), get(m.Title)
	out.Content.Lang = strings.ToLower(get(m.Lang))
	out.Content.Media = media(o, m.Media)
	flag := ""
	out.Content.PublishedAt, flag = m.moment(get(m.Time))
	addFlag(&out, flag)
	out.Content.ModifiedAt, flag = m.moment(get(m.Edited))
	addFlag(&out, flag)
	if out.Content.ModifiedAt.Time.Equal(out.Content.PublishedAt.Time) {
		out.Content.ModifiedAt = store.Moment{}
	}
	if out.Content.PublishedAt.Disagrees(out.IDTime) && !slices.Contains(out.Content.Flags, NoZone) { // a zone may mend it
		addFlag(&out, "id-time-disagrees")
	}
	out.VersionTime = versionTime(out.Content)
	m.relate(c, &out, store.RelationRepliesTo, get(m.ReplyTo))
	m.relate(c, &out, store.RelationQuotes, get(m.Quotes))
	gone, err := m.end(out, get)
	if err != nil {
		return nil, err
	}
	if out.Content.Text == "" && out.Content.Title == "" && len(out.Content.Media) == 0 {
		if len(gone) == 0 {
			return nil, errors.New("no words; every post needs some, unless it is said to be gone")
		}
		return gone, nil
	}
	if len(gone) > 0 {
		out.SeenAt = out.Content.PublishedAt.Time
	}
	return append([]store.Observation{out}, gone...), nil
}

func versionTime(c store.Content) time.Time {
	switch {
	case !c.ModifiedAt.IsZero() && c.ModifiedAt.Precision != store.PrecisionDay:
		return c.ModifiedAt.Time
	case c.PublishedAt.Precision != store.PrecisionDay:
		return c.PublishedAt.Time
	}
	return time.Time{}
}

func addFlag(o *store.Observation, flag string) {
	if flag != "" {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, flag)
	}
}

func (m Mapping) moment(s string) (store.Moment, string) {
	at, flag := ParseTime(s)
	if m.UTC && flag == NoZone {
		flag = ""
	}
	return at, flag
}

// named is which post it is and whose.
func (m Mapping) named(c Context, o map[string]json.RawMessage) (store.Observation, error) {
	get := func(paths []string) string { return plain.Valid(strings.TrimSpace(TextAt(o, paths...))) }
	address := site.Mended(get(m.URL))
	if address != "" {
		if strings.HasPrefix(address, "/") || !strings.Contains(address, "://") {
			address = ""
		} else if err := scraper.CheckURL(address); err != nil {
			return store.Observation{}, fmt.Errorf("post_url: %w", err)
		}
	}
	id, aliases, err := m.identity(c, get(m.Platform), get(m.ID), address)
	if err != nil {
		return store.Observation{}, err
	}
	out := store.Observation{
		Document: id, Aliases: aliases, Kind: store.Post, URL: address,
		Loose: !c.Platforms.Tells(id), IDTime: c.Platforms.IDTime(append(aliases, id)...),
		Author: store.Author{ID: get(m.AuthorID), Handle: Handle(c.Platforms, get(m.Handle)), Name: get(m.Name)},
	}
	a := c.Platforms.Named(id.Platform())
	if a != nil && address == "" {
		out.URL = a.Address(id.Native())
	}
	if out.Author.Key() == "" {
		out.Author.Handle = Handle(c.Platforms, c.Account)
	}
	return out, nil
}

func (m Mapping) identity(c Context, platform, native, address string) (store.DocumentID, []store.DocumentID, error) {
	if platform == "" {
		platform = string(m.Of)
	}
	if platform == "" { // an address of a platform's own tells
		for _, s := range []string{address, native} {
			u, err := url.Parse(c.Platforms.WebAddress(s))
			if err != nil || u.Host == "" || !c.Platforms.OfPlatform(u) {
				continue
			}
			a := c.Platforms.At(u)
			if t, err := a.Recognise(u); err == nil && t.Kind == store.SourcePost {
				platform = string(a.Platform())
				break
			}
		}
	}
	switch {
	case platform == "":
		return "", nil, ErrNeedsPlatform
	case native == "" && address == "":
		return "", nil, errors.New("no id and no address; every post needs one of them")
	case native == "":
		native = address
	}
	if u, err := url.Parse(c.Platforms.WebAddress(native)); err == nil && u.Host != "" && c.Platforms.PostAt(u) != "" {
		native, address = u.String(), u.String() // an id that is an address names it best
	}
	id, aliases, err := c.Platforms.NamePost(platform, native, address)
	if err != nil {
		return "", nil, fmt.Errorf("id: %w", err)
	}
	return id, aliases, nil
}

// Handle is an account's name as posts have it, of what people write: @name, or the
// address of its page.
func Handle(r *scraper.Registry, s string) string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "://") {
		if a, err := r.Account(s); err == nil && strings.HasPrefix(a.Key, "@") {
			return a.Key[1:]
		}
		return ""
	}
	return strings.TrimPrefix(s, "@")
}

// relate notes what a post answers or quotes, named by an address or an id of the same
// platform.
func (m Mapping) relate(c Context, o *store.Observation, kind store.RelationKind, to string) {
	if to == "" || to == "0" {
		return
	}
	id, _, err := c.Platforms.NamePost(string(o.Document.Platform()), to, "")
	a := c.Platforms.Named(o.Document.Platform())
	if err == nil && id != o.Document && a != nil && a.CheckID(id.Native()) == nil {
		o.Relations = append(o.Relations, store.Relation{Kind: kind, Document: id})
	}
}

// end is the observation that the post is gone, where the object says so.
func (m Mapping) end(o store.Observation, get func([]string) string) ([]store.Observation, error) {
	said := get(m.GoneAt)
	if said == "" && !True(get(m.Gone)) {
		return nil, nil
	}
	at, _ := m.moment(said)
	if said != "" && at.IsZero() {
		return nil, fmt.Errorf("gone_at: %q is not a time", plain.Clip(said, 60))
	}
	if err := CheckEnd(o.Content.PublishedAt, at); err != nil {
		return nil, err
	}
	how := store.GoneHow(strings.ToLower(get(m.How)))
	if !slices.Contains([]store.GoneHow{store.Deleted, store.Withheld, store.Suspended, store.Protected, store.Unavailable}, how) {
		how = store.Deleted
	}
	o.Content, o.VersionTime, o.SeenAt = store.Content{}, time.Time{}, at.Time
	o.Gone = &store.Gone{How: how, Detail: "deleted, by the file", Certain: true}
	return []store.Observation{o}, nil
}

// CheckEnd says what is wrong with the time at which a post is said to be gone: that it
// lies before the time at which it was posted, by more than times without zones and days
// explain.
func CheckEnd(posted, gone store.Moment) error {
	if posted.IsZero() || gone.IsZero() || gone.Time.After(posted.Time.Add(-48*time.Hour)) {
		return nil
	}
	return fmt.Errorf("gone_at: %s is before it was posted, %s; mend the one that is wrong", gone, posted)
}

// media are addresses in a text with commas, spaces or bars between, or in a list.
func media(o map[string]json.RawMessage, paths []string) (out []store.Media) {
	for _, p := range paths {
		raw := At(o, p)
		var list []string
		if jsontext.Decode(raw, &list) != nil || len(list) == 0 {
			list = strings.FieldsFunc(text(raw), func(r rune) bool { return strings.ContainsRune(" ,|;\n\"'[]", r) })
		}
		for _, s := range list[:min(len(list), 50)] {
			if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
				out = append(out, store.Media{Type: MediaType(u.Path), URL: plain.Valid(s)})
			}
		}
	}
	return out
}

// MediaType is what the end of a file's name says that it is.
func MediaType(name string) string {
	name = strings.ToLower(name)
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		switch name[i+1:] {
		case "jpg", "jpeg", "png", "gif", "webp", "heic", "avif":
			return "image"
		case "mp4", "mov", "webm", "m3u8", "m4v":
			return "video"
		case "mp3", "ogg", "oga", "opus", "m4a", "wav":
			return "audio"
		}
	}
	return "other"
}
