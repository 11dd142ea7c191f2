package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

//go:embed demosite
var demoFiles embed.FS

// The founding case: a public post of 11 November 2025 at 23:48:33 UTC.
const (
	demoFoundingID   = 1988393441999593891
	demoFoundingURL  = "https://x.com/petrogustavo/status/1988393441999593891"
	demoFoundingText = "Se da orden a todos los niveles de la inteligencia de la fuerza pública suspender envío de comunicaciones y otros tratos con agencias de seguridad estadounidenses. Tal medida se mantendrá mientras se mantenga el ataque con misiles a lanchas en el Caribe. La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño"
	demoSampleHandle = "onrecord_sample"
)

// demoPost is one post of the small web, or one edit of it.
type demoPost struct {
	id           uint64
	at           time.Time
	handle, name string
	lang, text   string
	// edits are all ids of the post, first to last.
	edits []uint64
	// from and to are the states of the web in which the post is there.
	from, to int
}

// demoWeb is the small web: X's doors for single posts, a feed, articles, and a
// robots.txt that forbids one page. It has states that Advance moves through.
type demoWeb struct {
	BaseURL string
	state   atomic.Int32
	posts   []demoPost
	pages   *template.Template
}

func newDemoWeb() *demoWeb {
	return &demoWeb{posts: demoPosts(), pages: template.Must(template.ParseFS(demoFiles, "demosite/*.html", "demosite/*.xml"))}
}

// demoPosts are the founding post and those of an account plainly named a sample.
func demoPosts() []demoPost {
	sample := func(at time.Time, lang, text string) demoPost {
		return demoPost{id: snowflake(at), at: at, handle: demoSampleHandle, name: "Sample Account (fictional)", lang: lang, text: text, to: 9}
	}
	day := time.Date(2025, 11, 12, 9, 0, 0, 0, time.UTC)
	draft := sample(day, "es", "Mañana firmaremos 12 acuerdos con los pescadores del golfo. No habrá impuestos nuevos para las lanchas pequeñas.")
	edit := sample(day.Add(20*time.Minute), "es", "Mañana firmaremos 21 acuerdos con los pescadores del golfo. Habrá impuestos nuevos para las lanchas pequeñas.")
	draft.edits = []uint64{draft.id}
	edit.edits, edit.from = []uint64{draft.id, edit.id}, 1
	lost := sample(day.Add(2*time.Hour), "en", "We will never close the northern ferry line while I am in office.")
	lost.to = 0
	kept := sample(day.Add(3*time.Hour), "en", "The harbour lights are back on tonight. Thank you to everyone who worked through the storm.")
	founding := demoPost{
		id: demoFoundingID, at: time.Date(2025, 11, 11, 23, 48, 33, 0, time.UTC), handle: "petrogustavo", name: "Gustavo Petro",
		lang: "es", text: demoFoundingText, to: 9,
	}
	return []demoPost{founding, draft, edit, lost, kept}
}

// snowflake is the X id of a time.
func snowflake(t time.Time) uint64 {
	return uint64(t.UnixMilli()-1288834974657)<<22 | 4242
}

// Advance moves the web to its next state: hours later.
func (w *demoWeb) Advance() { w.state.Add(1) }

// SamplePosts are the addresses of the sample account's posts.
func (w *demoWeb) SamplePosts() []string {
	var out []string
	for _, p := range w.posts {
		if p.handle == demoSampleHandle && p.from == 0 {
			out = append(out, fmt.Sprintf("https://x.com/%s/status/%d", p.handle, p.id))
		}
	}
	return out
}

// ServeHTTP answers as X's doors and the news sites do.
func (w *demoWeb) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/robots.txt":
		fmt.Fprint(rw, "User-agent: *\nDisallow: /private/\n")
	case r.URL.Path == "/tweet-result":
		w.tweetResult(rw, r.URL.Query().Get("id"))
	case r.URL.Path == "/oembed":
		http.Error(rw, `{"error":"Sorry, that page does not exist","code":34}`, http.StatusNotFound)
	case r.URL.Path == "/news/feed.xml":
		rw.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.page(rw, "feed.xml")
	case strings.HasPrefix(r.URL.Path, "/news/"):
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.page(rw, strings.TrimPrefix(r.URL.Path, "/news/"))
	default:
		http.NotFound(rw, r)
	}
}

// demoView is what the pages are drawn with.
type demoView struct {
	Base, Post string
	// Later is set from the second state on.
	Later bool
}

func (w *demoWeb) page(rw http.ResponseWriter, name string) {
	t := w.pages.Lookup(name)
	if t == nil {
		http.Error(rw, "no such page", http.StatusNotFound)
		return
	}
	if err := t.Execute(rw, demoView{w.BaseURL, demoFoundingURL, w.state.Load() > 0}); err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
	}
}

// The shapes of the syndication door.
type (
	demoTweet struct {
		Typename         string          `json:"__typename"`
		Lang             string          `json:"lang"`
		CreatedAt        string          `json:"created_at"`
		DisplayTextRange [2]int          `json:"display_text_range"`
		IDStr            string          `json:"id_str"`
		Text             string          `json:"text"`
		User             demoUser        `json:"user"`
		EditControl      demoEditControl `json:"edit_control"`
		IsEdited         bool            `json:"isEdited"`
		IsStaleEdit      bool            `json:"isStaleEdit"`
	}
	demoUser struct {
		Name       string `json:"name"`
		ScreenName string `json:"screen_name"`
	}
	demoEditControl struct {
		EditTweetIDs       []string `json:"edit_tweet_ids"`
		EditableUntilMsecs string   `json:"editable_until_msecs"`
		IsEditEligible     bool     `json:"is_edit_eligible"`
		EditsRemaining     string   `json:"edits_remaining"`
	}
)

// tweetResult answers for one id: the post, or 404.
func (w *demoWeb) tweetResult(rw http.ResponseWriter, id string) {
	state := int(w.state.Load())
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	for _, p := range w.posts {
		if strconv.FormatUint(p.id, 10) != id || state < p.from || state > p.to {
			continue
		}
		_ = json.NewEncoder(rw).Encode(w.tweet(p, state)) // the reader is gone
		return
	}
	rw.WriteHeader(http.StatusNotFound)
	fmt.Fprint(rw, "{}")
}

func (w *demoWeb) tweet(p demoPost, state int) demoTweet {
	ids := p.edits
	for _, q := range w.posts { // an earlier edit names the later ones
		if len(p.edits) > 0 && len(q.edits) > len(ids) && q.edits[0] == p.edits[0] && state >= q.from {
			ids = q.edits
		}
	}
	if len(ids) == 0 {
		ids = []uint64{p.id}
	}
	t := demoTweet{
		Typename: "Tweet", Lang: p.lang, CreatedAt: p.at.Format("2006-01-02T15:04:05.000Z"), DisplayTextRange: [2]int{0, len([]rune(p.text))},
		IDStr: strconv.FormatUint(p.id, 10), Text: p.text, User: demoUser{p.name, p.handle},
		EditControl: demoEditControl{EditableUntilMsecs: strconv.FormatInt(p.at.Add(time.Hour).UnixMilli(), 10), EditsRemaining: "4"},
		IsEdited:    len(ids) > 1, IsStaleEdit: len(ids) > 1 && ids[len(ids)-1] != p.id,
	}
	for _, id := range ids {
		t.EditControl.EditTweetIDs = append(t.EditControl.EditTweetIDs, strconv.FormatUint(id, 10))
	}
	return t
}
