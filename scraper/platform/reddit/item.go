package reddit

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// nobody is what Reddit writes in the place of an author who is gone. No account can be
// called so.
const nobody = "[deleted]"

// noticeForm is how Reddit writes, in the place of a title or of words, that they were
// taken away.
var noticeForm = regexp.MustCompile(`(?i)^\[ *(deleted|removed)( by (user|reddit|moderator)[^\n]{0,400})? *\]$`)

// notice reads Reddit's own notice from a title and words; "" where there is none, or
// where an author who is named may have written it himself: then unsure is true.
func notice(title, text, author string) (how store.GoneHow, detail string, unsure bool) {
	m := noticeForm.FindStringSubmatch(strings.TrimSpace(title))
	if m == nil {
		m = noticeForm.FindStringSubmatch(text)
	}
	switch {
	case m == nil:
		return "", "", false
	case author != nobody && author != "":
		return "", "", true
	case strings.EqualFold(m[1], "deleted"):
		return store.Deleted, "deleted by its author", false
	}
	return store.Unavailable, "removed, and its author deleted the account or the post", false
}

// item is what a feed or a listing says about one post or comment.
type item struct {
	fullname, permalink     string
	author, authorID        string
	title, text, link       string
	published, modified     store.Moment
	version                 time.Time
	parent, crosspost, flag string
}

// observation states the item in the archive's words.
func (it item) observation() store.Observation {
	o := store.Observation{
		Document: store.NewDocumentID(Platform, it.fullname), Kind: store.Post,
		URL: it.url(), Author: author(it.author, it.authorID), VersionTime: it.version,
		Content: store.Content{
			Title: plain.Valid(strings.TrimSpace(it.title)), Text: plain.Valid(it.text),
			PublishedAt: it.published, ModifiedAt: it.modified,
		},
	}
	if fullnameForm.MatchString(it.parent) {
		o.Relations = append(o.Relations, store.Relation{Kind: store.RelationRepliesTo, Document: store.NewDocumentID(Platform, it.parent)})
	}
	if fullnameForm.MatchString(it.crosspost) {
		o.Relations = append(o.Relations, store.Relation{Kind: store.RelationQuotes, Document: store.NewDocumentID(Platform, it.crosspost)})
	}
	if m, ok := medium(it.link, o.Document); ok {
		o.Content.Media = []store.Media{m}
	}
	if it.published.Raw != "" || it.modified.Raw != "" {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, "unreadable-time")
	}
	if it.flag != "" {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, it.flag)
	}
	return o
}

// url is where a reader finds the item: its own path, if that path names it.
func (it item) url() string {
	u, err := url.Parse(it.permalink)
	id := store.NewDocumentID(Platform, it.fullname)
	if err == nil && locatePath(u.Path, false).document() == id {
		return plain.Valid((&url.URL{Scheme: "https", Host: "www.reddit.com", Path: u.Path}).String())
	}
	if strings.HasPrefix(it.fullname, "t3_") {
		return "https://www.reddit.com/comments/" + it.fullname[3:] + "/"
	}
	return ""
}

// author makes an Author; a name that cannot be one is not taken for one.
func author(name, id string) store.Author {
	var a store.Author
	if userForm.MatchString(name) {
		a.Handle, a.URL = name, "https://www.reddit.com/user/"+name
	}
	if number, ok := strings.CutPrefix(id, "t2_"); ok && idForm.MatchString(number) {
		a.ID = id
	}
	return a
}

// medium is what a post links to; false where it links to itself.
func medium(link string, own store.DocumentID) (store.Media, bool) {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || ofReddit(u) && locatePath(u.Path, false).document() == own {
		return store.Media{}, false
	}
	m := store.Media{Type: "link", URL: plain.Valid(u.String())}
	h, ext := site.Name(u), strings.ToLower(path.Ext(u.Path))
	switch {
	case h == "i.redd.it" || h == "preview.redd.it" || slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif", ".webp"}, ext):
		m.Type = "image"
	case h == "v.redd.it" || ext == ".mp4" || ext == ".gifv" || ext == ".webm":
		m.Type = "video"
	}
	if key := mediumKey.FindStringSubmatch(h + u.Path); key != nil {
		m.ID = key[1]
	}
	return m, true
}

// mediumKey is the part of an address that names an upload, whichever of Reddit's hosts and
// sizes it is of.
var mediumKey = regexp.MustCompile(`^(?:i|v|preview)\.redd\.it/(?:[^/]*-v0-)?([a-z0-9]{11,16})(?:[./]|$)`)

// ofReddit reports whether a host is any of Reddit's, such as ud.reddit.com.
func ofReddit(u *url.URL) bool {
	return site.Name(u) == "reddit.com" || strings.HasSuffix(site.Name(u), ".reddit.com")
}

// stamp reads a claimed time; one that cannot be read is kept as written.
func stamp(s string) store.Moment {
	if s = strings.TrimSpace(s); s == "" {
		return store.Moment{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return store.Moment{Raw: plain.Clip(s, 100)}
	}
	return store.Moment{Time: t.UTC(), Precision: store.PrecisionSecond}
}
