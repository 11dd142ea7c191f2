package ingest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"onrecord/cmd/internal/wire"
	"onrecord/scraper"
	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Reader makes observations of lines.
type Reader struct {
	Platforms *scraper.Registry
	Now       func() time.Time
}

// postLine is one line of `import posts`.
type postLine struct {
	ID       flexible `json:"id"`
	Platform string   `json:"platform"`
	Handle   string   `json:"author_handle"`
	Name     string   `json:"author_name"`
	Lang     flexible `json:"lang"`
	Title    title    `json:"title"`
	Text     string   `json:"text"`
	PostedAt flexible `json:"posted_at"`
	URL      string   `json:"post_url"`
	Versions versions `json:"versions"`
	// ValidFrom is when a row of our own table, which is one version of so many, began.
	ValidFrom flexible `json:"valid_from"`
	GoneAt    flexible `json:"gone_at"`
	GoneHow   string   `json:"gone_how"`
}

// versions are a post's; our own table has their number in its place.
type versions struct {
	list []struct {
		Title  *title   `json:"title"` // the post's where it is left out
		Text   string   `json:"text"`
		SeenAt flexible `json:"seen_at"`
	}
	counted bool
}

func (v *versions) UnmarshalJSON(b []byte) error {
	var n flexible
	if b[0] != '[' && json.Unmarshal(b, &n) == nil && n != "" {
		if _, err := strconv.Atoi(string(n)); err == nil {
			v.counted = true
			return nil
		}
	}
	return json.Unmarshal(b, &v.list)
}

// uncelled is a row of our own table without the apostrophes that guard its cells.
func (p postLine) uncelled() postLine {
	p.ID = flexible(wire.Uncell(string(p.ID)))
	for _, s := range []*string{&p.Handle, &p.Name, (*string)(&p.Title), &p.Text} {
		*s = wire.Uncell(*s)
	}
	return p
}

// flexible is a JSON string, a number kept as it is written, or the first of a list of
// them: ids and times come as all of these.
type flexible string

func (t *flexible) UnmarshalJSON(b []byte) error {
	var n json.Number
	var list []flexible
	switch {
	case b[0] == '[':
		if err := json.Unmarshal(b, &list); err != nil || len(list) == 0 {
			return err
		}
		*t = list[0]
		return nil
	case b[0] != '"' && json.Unmarshal(b, &n) == nil:
		*t = flexible(n)
		return nil
	}
	return json.Unmarshal(b, (*string)(t))
}

// title is a text; whatever else others call so is none.
type title string

func (t *title) UnmarshalJSON(b []byte) error {
	if b[0] != '"' {
		return nil
	}
	return json.Unmarshal(b, (*string)(t))
}

// decode reads a line's object. A name that stands there in capitals counts only where
// it stands there in no other way.
func decode(line []byte, v any) error {
	if capitals.Match(line) {
		line = bySpelling(line)
	}
	err := json.Unmarshal(line, v)
	var other *json.UnmarshalTypeError
	if errors.As(err, &other) && other.Field != "" {
		_, field, _ := strings.Cut("."+other.Field, ".")
		return fmt.Errorf("%s: it is of type %s; give text", field, other.Value)
	}
	if err != nil {
		return fmt.Errorf("not a JSON object: %w", err)
	}
	return nil
}

var capitals = regexp.MustCompile(`"[a-z_]*[A-Z][A-Za-z_]*"\s*:`)

// bySpelling leaves out the members whose names differ from another's in capitals only.
func bySpelling(line []byte) []byte {
	var o map[string]json.RawMessage
	if json.Unmarshal(line, &o) != nil {
		return line
	}
	for name := range o {
		if small := strings.ToLower(name); small != name && o[small] != nil {
			delete(o, name)
		}
	}
	if b, err := json.Marshal(o); err == nil {
		return b
	}
	return line
}

// when reads a time of a line; its error says what to write.
func when(field string, s flexible) (store.Moment, string, error) {
	m, flag := format.ParseTime(string(s))
	switch {
	case strings.HasPrefix(string(s), "0001-01-01"): // what .NET and Go write for no time
		return store.Moment{Raw: string(s)}, "implausible-time", nil
	case flag == "ambiguous-time":
		return m, "", fmt.Errorf("%s: %q may be two days; write the year first: 2025-11-02", field, scraper.Clip(string(s)))
	case m.IsZero():
		return m, "", fmt.Errorf("%s: %q is not a time; write it as 2025-11-11 or 2025-11-11T23:48:33Z", field, scraper.Clip(string(s)))
	}
	m.Raw = string(s)
	return m, flag, nil
}

// Post reads a line of `import posts`: what was seen of the post, and its address.
func (r Reader) Post(line []byte) ([]store.Observation, string, error) {
	seen, address, err := r.post(line)
	if err == nil {
		err = flagged(line, seen)
	}
	return seen, address, err
}

func (r Reader) post(line []byte) ([]store.Observation, string, error) {
	var p postLine
	if err := decode(line, &p); err != nil {
		return nil, "", err
	}
	if p.Versions.counted {
		p = p.uncelled()
	}
	switch {
	case p.ID == "":
		return nil, "", errors.New("no id; every post needs one")
	case p.Platform == "" || strings.ContainsAny(p.Platform, ": \t\n"):
		return nil, "", fmt.Errorf("platform %q: give a name such as x or mastodon", p.Platform)
	case p.Text+string(p.Title) == "" && len(p.Versions.list) == 0 && p.GoneAt == "":
		return nil, "", errors.New("no text; every post needs one, unless gone_at says that it is gone")
	}
	p.URL = site.Mended(p.URL)
	base, err := r.named(p)
	if err != nil {
		return nil, "", err
	}
	base.Content.Lang, base.Content.Title = strings.ToLower(string(p.Lang)), string(p.Title)
	if p.PostedAt != "" {
		at, flag, err := when("posted_at", p.PostedAt)
		if err != nil {
			return nil, "", err
		}
		base.Content.PublishedAt = at
		if flag != "" {
			base.Content.Flags = []string{flag}
		}
		if at.Disagrees(base.IDTime) {
			base.Content.Flags = jsontext.AddFlag(base.Content.Flags, "id-time-disagrees")
		}
	}
	seen, err := p.observations(base, r.Now())
	for i := range seen {
		c := &seen[i].Content
		if why := r.Platforms.Cut(base.Document.Platform(), c.Text); why != "" {
			c.Cut, c.CutWhy = true, why
		}
	}
	return seen, p.URL, err
}

// named is what a line says of its post besides its words.
func (r Reader) named(p postLine) (store.Observation, error) {
	if p.URL != "" {
		if err := scraper.CheckURL(p.URL); err != nil {
			return store.Observation{}, fmt.Errorf("post_url: %w", err)
		}
	}
	id, aliases, err := r.Platforms.NamePost(p.Platform, string(p.ID), p.URL)
	if err != nil {
		return store.Observation{}, fmt.Errorf("id: %w", err)
	}
	return store.Observation{
		Document: id, Aliases: aliases, Kind: store.Post, URL: p.URL,
		Loose: !r.Platforms.Tells(id), IDTime: r.Platforms.IDTime(append(aliases, id)...),
		Author: store.Author{Handle: format.Handle(r.Platforms, p.Handle), Name: p.Name},
	}, nil
}

// observations are the versions in their order, the text, and the end. A text
// without a time of its own stood when it was posted, after the versions that
// have one, and before the end.
func (p postLine) observations(base store.Observation, now time.Time) ([]store.Observation, error) {
	seen, err := p.versions(base)
	if err != nil {
		return nil, err
	}
	gone, err := p.end(base)
	if err != nil {
		return nil, err
	}
	if p.Text+string(p.Title) != "" && (len(seen) == 0 || seen[len(seen)-1].Content.Text != p.Text || seen[len(seen)-1].Content.Title != string(p.Title)) {
		last := base
		last.Content.Text = p.Text
		switch {
		case len(gone) > 0 && gone[0].SeenAt.After(now): // no end yet
			last.SeenAt = base.Content.PublishedAt.Time
			last.Content.Flags = jsontext.AddFlag(last.Content.Flags, "future-time")
		case len(seen) == 0 && len(gone) > 0 && !base.Content.PublishedAt.IsZero() && base.Content.PublishedAt.Time.Before(gone[0].SeenAt):
			last.SeenAt = base.Content.PublishedAt.Time
		case len(gone) > 0:
			last.SeenAt = gone[0].SeenAt.Add(-time.Millisecond)
		case len(seen) == 0:
			last.SeenAt = base.Content.PublishedAt.Time
		case !seen[len(seen)-1].SeenAt.IsZero():
			last.SeenAt = seen[len(seen)-1].SeenAt.Add(time.Millisecond)
		}
		if p.Versions.counted && p.ValidFrom != "" {
			at, _, err := when("valid_from", p.ValidFrom)
			if err != nil {
				return nil, err
			}
			last.SeenAt = at.Time
		}
		seen = append(seen, last)
	}
	return append(seen, gone...), nil
}

// versions are those that the line lists, in their order. Where it does not say when one was
// seen, or says the same of two, the later one stood since a moment after the one before it.
func (p postLine) versions(base store.Observation) ([]store.Observation, error) {
	var seen []store.Observation
	last, next := time.Time{}, base.Content.PublishedAt.Time
	for i, v := range p.Versions.list {
		o := base
		o.Content.Text, o.SeenAt = v.Text, next
		if v.Title != nil {
			o.Content.Title = string(*v.Title)
		}
		if v.SeenAt != "" {
			at, _, err := when(fmt.Sprintf("versions[%d].seen_at", i), v.SeenAt)
			if err != nil {
				return nil, err
			}
			if !at.Time.Equal(last) {
				o.SeenAt = at.Time
			}
			last = at.Time
		}
		seen = append(seen, o)
		if next = o.SeenAt; !next.IsZero() {
			next = next.Add(time.Millisecond)
		}
	}
	return seen, nil
}

// end is the observation that the post is gone, where the line says so.
func (p postLine) end(base store.Observation) ([]store.Observation, error) {
	if p.GoneAt == "" {
		return nil, nil
	}
	at, _, err := when("gone_at", p.GoneAt)
	if err == nil {
		err = format.CheckEnd(base.Content.PublishedAt, at)
	}
	if err != nil {
		return nil, err
	}
	base.Content, base.SeenAt = store.Content{}, at.Time
	base.Gone = &store.Gone{How: goneHow(p.GoneHow), Detail: p.GoneHow, Certain: true}
	return []store.Observation{base}, nil
}

func goneHow(s string) store.GoneHow {
	switch h := store.GoneHow(strings.ToLower(s)); h {
	case store.Deleted, store.Withheld, store.Suspended, store.Protected:
		return h
	}
	return store.Unavailable
}

// articleLine is one line of `import articles`.
type articleLine struct {
	URL         string   `json:"url"`
	Title       string   `json:"title"`
	Publisher   string   `json:"publisher"`
	Outlet      string   `json:"outlet"` // as our own lists call the publisher
	PublishedAt flexible `json:"published_at"`
	Lang        flexible `json:"lang"`
	HTML        string   `json:"html"`
	Text        string   `json:"text"`
}

// Article reads a line of `import articles`.
func (r Reader) Article(line []byte) ([]store.Observation, string, error) {
	seen, address, err := r.article(line)
	if err == nil {
		err = flagged(line, seen)
	}
	return seen, address, err
}

func (r Reader) article(line []byte) ([]store.Observation, string, error) {
	var l articleLine
	if err := decode(line, &l); err != nil {
		return nil, "", err
	}
	l.URL = site.Mended(l.URL)
	if err := scraper.CheckURL(l.URL); err != nil {
		return nil, "", fmt.Errorf("url: %w", err)
	}
	u, err := url.Parse(l.URL)
	if err != nil {
		return nil, "", fmt.Errorf("url: %w", err)
	}
	var o store.Observation
	switch {
	case l.HTML != "":
		o, err = r.parseArticle(u, l.HTML)
	case l.Text != "":
		o, err = r.plainArticle(u, l.Text)
	default:
		err = errors.New("neither html nor text; give one of them")
	}
	if err != nil {
		return nil, "", err
	}
	if err := l.override(&o); err != nil {
		return nil, "", err
	}
	seen := []store.Observation{o}
	claims, _ := r.Platforms.Embedded(seen)
	return append(seen, claims...), l.URL, nil
}

// override puts what the line itself says before what the page says.
func (l articleLine) override(o *store.Observation) error {
	if l.Title != "" {
		o.Content.Title = l.Title
	}
	if p := cmp.Or(l.Publisher, l.Outlet); p != "" {
		o.Publisher = p
	}
	if l.Lang != "" {
		o.Content.Lang = strings.ToLower(string(l.Lang))
	}
	if l.PublishedAt == "" {
		return nil
	}
	at, flag, err := when("published_at", l.PublishedAt)
	if err != nil {
		return err
	}
	o.Content.PublishedAt = at
	if flag != "" {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, flag)
	}
	return nil
}

// parseArticle reads a page as if it had been fetched.
func (r Reader) parseArticle(u *url.URL, html string) (store.Observation, error) {
	web := r.Platforms.AnyPage()
	p, err := web.Parse(scraper.Page{
		Request: scraper.Request{URL: u.String(), Platform: web.Platform(), Endpoint: "import"}, URL: u, Status: http.StatusOK,
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(html), At: r.Now(),
	})
	if err != nil {
		return store.Observation{}, fmt.Errorf("html: %w", err)
	}
	if len(p.Observations) == 0 {
		return store.Observation{}, fmt.Errorf("html: no article in it%s", p.Blocked)
	}
	r.Platforms.NameEmbeds(p.Observations)
	return p.Observations[0], nil
}

func (r Reader) plainArticle(u *url.URL, text string) (store.Observation, error) {
	return store.Observation{
		Document: r.Platforms.AnyPage().Document(u), Kind: store.Article, URL: u.String(),
		Content: store.Content{Text: text},
	}, nil
}
