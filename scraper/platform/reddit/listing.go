package reddit

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// maxLevels bounds how deep comments are followed; Reddit nests ten.
const maxLevels = 50

// readJSON reads a listing, a post with its comments (two listings), or an error.
func readJSON(p scraper.Page, body []byte) (scraper.Parsed, error) {
	look, err := jsontext.Inspect(body)
	if err != nil {
		return scraper.Parsed{}, err
	}
	if len(look.Tops) == 0 {
		return scraper.Parsed{}, errors.New("it holds no JSON")
	}
	id := asked(p)
	l := listing{comments: id != "", raw: strings.Contains(p.Request.URL, "raw_json=1")}
	if body[0] == '[' {
		var pair []thing
		if err := jsontext.Decode(look.Tops[0], &pair); err != nil {
			return scraper.Parsed{}, err
		}
		l.walk(pair, 0)
	} else {
		var e envelope
		if err := jsontext.Decode(look.Tops[0], &e); err != nil {
			return scraper.Parsed{}, err
		}
		if e.Error != 0 || p.Status >= 400 {
			return e.absence(p.Status, id)
		}
		l.comments = true
		l.walk(append([]thing{e.thing}, e.JSON.Data.Things...), 0)
	}
	out := scraper.Parsed{}
	if out.Observations, err = choose(id, l.out); err == nil && l.seen == 0 {
		err = errors.New("it holds no posts")
	}
	for i := range out.Observations {
		for _, f := range look.Flags {
			if o := &out.Observations[i]; o.Gone == nil {
				o.Content.Flags = jsontext.AddFlag(o.Content.Flags, f)
			}
		}
	}
	return out, err
}

// absence reads Reddit's own error: {"message":"Not Found","error":404}.
func (e envelope) absence(status int, id store.DocumentID) (scraper.Parsed, error) {
	words := strings.TrimSpace(plain.Clip(e.Message, 100) + " " + plain.Clip(e.Reason, 100))
	switch {
	case e.Error == http.StatusNotFound && (status == http.StatusNotFound || status == 0 || status == http.StatusOK) && id != "":
		return gone(id, store.Unavailable, words), nil
	case e.Error == http.StatusForbidden || e.Error == http.StatusTooManyRequests || e.Error == http.StatusUnauthorized:
		return scraper.Parsed{Blocked: "Reddit refused the request: " + words}, nil
	}
	return scraper.Parsed{}, fmt.Errorf("Reddit fails with status %d: %s; try again later", max(status, e.Error), words)
}

// listing collects what the things say.
type listing struct {
	out []store.Observation
	// comments says to read them; raw that words are escaped once less.
	comments, raw bool
	seen          int
}

func (l *listing) walk(things []thing, level int) {
	for i := range things {
		if level > maxLevels || l.seen >= maxItems {
			return
		}
		t := &things[i]
		switch t.Kind {
		case "Listing":
			l.walk(t.Data.Children, level+1)
		case "t3", "t1":
			l.thing(t)
			if t.Data.Replies != nil {
				l.walk([]thing{*t.Data.Replies}, level+1)
			}
		}
	}
}

// thing reads one post or comment.
func (l *listing) thing(t *thing) {
	d := &t.Data
	if !fullnameForm.MatchString(d.Name) || !strings.HasPrefix(d.Name, t.Kind+"_") {
		return
	}
	l.seen++
	if t.Kind == "t1" && !l.comments {
		return
	}
	if how, why := t.gone(); how != "" {
		l.out = append(l.out, goneItem(store.NewDocumentID(Platform, d.Name), how, why))
		return
	}
	it := item{fullname: d.Name, permalink: d.Permalink, author: d.Author, authorID: d.AuthorFullname, parent: d.ParentID, crosspost: d.Crosspost}
	it.published = seconds(d.CreatedUTC)
	if e := string(d.Edited); e != "" && e != "false" && e != "null" {
		it.flag = "edited-mark" // old posts have true, and no time
		if e != "true" {
			it.modified = seconds(d.Edited)
			it.version, it.flag = it.modified.Time, ""
		}
	}
	it.text = l.words(d.BodyHTML, d.Body)
	if t.Kind == "t3" {
		it.title, it.text = l.plain(d.Title), l.words(d.SelftextHTML, d.Selftext)
		if !d.IsSelf {
			it.link = l.plain(d.URL)
		}
	}
	how, detail, unsure := notice(it.title, it.text, it.author)
	if how != "" {
		l.out = append(l.out, goneItem(store.NewDocumentID(Platform, d.Name), how, detail))
	}
	if how != "" || unsure {
		return
	}
	it.text = withPoll(it.text, t)
	l.out = append(l.out, it.observation())
	l.crossposted(d)
}

// crossposted reads the post that another one passes on, as that tells it: whether it is gone
// is for its own page to say.
func (l *listing) crossposted(d *data) {
	for i := range d.Crossposted[:min(len(d.Crossposted), 1)] {
		of := thing{Kind: "t3", Data: d.Crossposted[i]}
		if how, _ := of.gone(); of.Data.Name != d.Crosspost || how != "" {
			continue
		}
		of.Data.Crossposted = nil
		had := len(l.out)
		l.thing(&of)
		for j := had; j < len(l.out); j++ {
			l.out[j].Context = true
		}
		l.out = slices.DeleteFunc(l.out, func(o store.Observation) bool { return o.Context && o.Gone != nil })
	}
}

// withPoll is a post's text with its poll's options behind it.
func withPoll(text string, t *thing) string {
	options := t.Data.Poll.Options
	if len(options) == 0 {
		return text
	}
	var b strings.Builder
	b.WriteString(text + "\n")
	for _, o := range options[:min(len(options), maxOptions)] {
		b.WriteString("\n" + store.OptionMark + strings.Join(strings.Fields(o.Text), " "))
	}
	return strings.TrimSpace(b.String())
}

// maxOptions is how many options a poll has at most.
const maxOptions = 6

// gone reads from Reddit's own fields whether the words were taken away.
func (t *thing) gone() (store.GoneHow, string) {
	d := &t.Data
	switch {
	case d.RemovedBy == "deleted" || d.RemovedBy == "author":
		return store.Deleted, "removed_by_category " + d.RemovedBy
	case strings.HasSuffix(d.RemovedBy, "takedown"):
		return store.Withheld, "removed_by_category " + plain.Clip(d.RemovedBy, 100)
	case d.RemovedBy != "":
		return store.Unavailable, "removed_by_category " + plain.Clip(d.RemovedBy, 100)
	}
	return "", ""
}

// words are the author's, from the HTML where there is any: then a listing and a
// feed give the same.
func (l *listing) words(marked, markdown string) string {
	if marked == "" {
		return strings.TrimSpace(l.plain(markdown))
	}
	if strings.HasPrefix(strings.TrimSpace(marked), "&lt;") {
		marked = html.UnescapeString(marked)
	}
	return words(htmltext.Parse(plain.Valid(marked)))
}

// plain undoes the escaping that Reddit adds unless asked not to.
func (l *listing) plain(s string) string {
	if l.raw {
		return s
	}
	return html.UnescapeString(s)
}

// seconds reads a time in seconds since 1970.
func seconds(raw json.RawMessage) store.Moment {
	s := string(raw)
	if s == "" || s == "null" {
		return store.Moment{}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0 && f < 253402300800) { // the year 10000
		return store.Moment{Raw: plain.Clip(s, 100)}
	}
	return store.Moment{Time: time.Unix(int64(f), 0).UTC(), Precision: store.PrecisionSecond}
}
