// Package demo serves the small web that the demo captures: a post behind the endpoints of
// its platform, the press that quotes it, and a sample account that edits and deletes.
package demo

import (
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

//go:embed site
var files embed.FS

// The founding case: a public post of 11 November 2025 at 23:48:33 UTC.
const (
	FoundingID   = 1988393441999593891
	FoundingURL  = "https://x.com/petrogustavo/status/1988393441999593891"
	FoundingText = "Se da orden a todos los niveles de la inteligencia de la fuerza pública suspender envío de comunicaciones y otros tratos con agencias de seguridad estadounidenses. Tal medida se mantendrá mientras se mantenga el ataque con misiles a lanchas en el Caribe. La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño"
	SampleHandle = "onrecord_sample"
)

// post is one post of the small web, or one edit of it.
type post struct {
	id           uint64
	at           time.Time
	handle, name string
	lang, text   string
	// edits are all ids of the post, first to last.
	edits []uint64
	// from and to are the states of the web in which the post is there.
	from, to int
}

// Web is the small web: X's endpoints for single posts, a feed, articles, and a
// robots.txt that forbids one page. It has states that Advance moves through.
type Web struct {
	BaseURL string
	state   atomic.Int32
	posts   []post
	pages   *template.Template
}

// NewWeb makes the small web, in the state in which the demo begins.
func NewWeb() *Web {
	return &Web{posts: allPosts(), pages: template.Must(template.ParseFS(files, "site/*.html", "site/*.xml"))}
}

// allPosts are the founding post and those of an account plainly named a sample.
func allPosts() []post {
	sample := func(at time.Time, lang, text string) post {
		return post{id: snowflake(at), at: at, handle: SampleHandle, name: "Sample Account (fictional)", lang: lang, text: text, to: 9}
	}
	day := time.Date(2025, 11, 12, 9, 0, 0, 0, time.UTC)
	draft := sample(day, "es", "Mañana firmaremos 12 acuerdos con los pescadores del golfo. No habrá impuestos nuevos para las lanchas pequeñas.")
	edit := sample(day.Add(20*time.Minute), "es", "Mañana firmaremos 21 acuerdos con los pescadores del golfo. Habrá impuestos nuevos para las lanchas pequeñas.")
	draft.edits = []uint64{draft.id}
	edit.edits, edit.from = []uint64{draft.id, edit.id}, 1
	lost := sample(day.Add(2*time.Hour), "en", "We will never close the northern ferry line while I am in office.")
	lost.to = 0
	kept := sample(day.Add(3*time.Hour), "en", "The harbour lights are back on tonight. Thank you to everyone who worked through the storm.")
	founding := post{
		id: FoundingID, at: time.Date(2025, 11, 11, 23, 48, 33, 0, time.UTC), handle: "petrogustavo", name: "Gustavo Petro",
		lang: "es", text: FoundingText, to: 9,
	}
	return []post{founding, draft, edit, lost, kept}
}

// snowflake is the X id of a time.
func snowflake(t time.Time) uint64 {
	return uint64(t.UnixMilli()-1288834974657)<<22 | 4242
}

// Advance moves the web to its next state: hours later.
func (w *Web) Advance() { w.state.Add(1) }

// SamplePosts are the addresses of the sample account's posts.
func (w *Web) SamplePosts() []string {
	var out []string
	for _, p := range w.posts {
		if p.handle == SampleHandle && p.from == 0 {
			out = append(out, fmt.Sprintf("https://x.com/%s/status/%d", p.handle, p.id))
		}
	}
	return out
}

// ServeHTTP answers as X's endpoints and the news sites do.
func (w *Web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/robots.txt":
		fmt.Fprint(rw, "User-agent: *\nDisallow: /private/\n")
	case r.URL.Path == "/tweet-result":
		w.tweetResult(rw, r.URL.Query().Get("id"))
	case r.URL.Path == "/oembed":
		w.oembed(rw, r.URL.Query().Get("url"))
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

// shown is what the pages are drawn with.
type shown struct {
	Base, Post string
	// Later is set from the second state on.
	Later bool
}

func (w *Web) page(rw http.ResponseWriter, name string) {
	t := w.pages.Lookup(name)
	if t == nil {
		http.Error(rw, "no such page", http.StatusNotFound)
		return
	}
	if err := t.Execute(rw, shown{w.BaseURL, FoundingURL, w.state.Load() > 0}); err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
	}
}
