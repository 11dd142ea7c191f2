package scraper_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/platform"
	"onrecord/scraper/platform/x"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// hosts is a web of hosts that a test writes; what none serves is not found.
type hosts map[string]http.HandlerFunc

// RoundTrip lets the host answer.
func (h hosts) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	f := h[r.URL.Scheme+"://"+r.URL.Host] // who sits between us and the host
	if f == nil {
		f = h[r.URL.Host]
	}
	if f != nil && r.URL.Path != "/robots.txt" {
		f(rec, r)
	} else {
		http.NotFound(rec, r)
	}
	res := rec.Result()
	res.Request = r
	return res, nil
}

// pages serves bodies by path, and by path and query.
func pages(by map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, ok := by[r.URL.RequestURI()]
		if !ok {
			body, ok = by[r.URL.Path]
		}
		switch {
		case !ok && strings.HasPrefix(r.URL.Path, "/api/"):
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"error":"Record not found"}`)
		case !ok:
			http.NotFound(w, r)
		case strings.HasPrefix(body, "302 "):
			http.Redirect(w, r, body[4:], http.StatusFound)
		default:
			if strings.HasPrefix(body, "<html") {
				w.Header().Set("Content-Type", "text/html")
			}
			fmt.Fprint(w, body)
		}
	}
}

// witness is an archive that notes what it is told.
type witness struct {
	*sqlite.DB
	told []testimony
}

type testimony struct {
	capture store.Capture
	seen    []store.Observation
}

func (w *witness) Record(ctx context.Context, c store.Capture, seen []store.Observation) (int64, []store.Change, error) {
	w.told = append(w.told, testimony{c, seen})
	return w.DB.Record(ctx, c, seen)
}

// The truth is in every true text, the lie in every false one.
const (
	truth = "TRUE words that the famous one wrote about the harbour, the ferries and the long winter."
	lie   = "FALSE words that somebody else put into the mouth of the famous one, about war and money."
)

// siege is one attack under way: a web, an archive and a collector.
type siege struct {
	t   *testing.T
	web hosts
	st  *witness
	c   *scraper.Collector
}

func besiege(t *testing.T, web hosts, o platform.Options) *siege {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true, ConfirmAfter: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	f, err := client.New(client.Options{Transport: web, PerHost: 1})
	if err != nil {
		t.Fatal(err)
	}
	w := &witness{DB: st}
	return &siege{t, web, w, &scraper.Collector{Fetch: f, Platforms: platform.All(o), Store: scraper.ArchiveOf(w), ConfirmAfter: time.Millisecond}}
}

func (s *siege) capture(urls ...string) {
	s.t.Helper()
	for _, u := range urls {
		if _, err := s.c.Capture(s.t.Context(), u); err != nil {
			s.t.Fatal(err)
		}
	}
}

// watch adds a feed that leads to addresses.
func (s *siege) watch(feed string, entries ...string) {
	s.t.Helper()
	var items strings.Builder
	for i, e := range entries {
		fmt.Fprintf(&items, "<item><title>%d</title><link>%s</link></item>", i, strings.ReplaceAll(e, "&", "&amp;"))
	}
	host, path, _ := strings.Cut(strings.TrimPrefix(feed, "https://"), "/")
	before := s.web[host]
	s.web[host] = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/"+path {
			fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>%s</channel></rss>`, items.String())
			return
		}
		before(w, r)
	}
	if _, err := s.st.AddSource(s.t.Context(), store.Source{Kind: store.SourceFeed, Platform: "feed", URL: feed, Cadence: time.Hour, NextDue: time.Now()}); err != nil {
		s.t.Fatal(err)
	}
}

// passes makes some passes, with all that is known due at each.
func (s *siege) passes(n int) {
	s.t.Helper()
	for range n {
		var ids []store.DocumentID
		if err := s.st.Documents(s.t.Context(), store.DocumentFilter{}, func(d store.Document) error {
			ids = append(ids, d.ID)
			return nil
		}); err != nil {
			s.t.Fatal(err)
		}
		for _, id := range ids {
			if err := s.st.SetNextLook(s.t.Context(), id, time.Now()); err != nil {
				s.t.Fatal(err)
			}
		}
		time.Sleep(3 * time.Millisecond) // the second look must come later than ConfirmAfter
		if _, err := s.c.Pass(s.t.Context(), "test"); err != nil {
			s.t.Fatal(err)
		}
	}
}

// held checks that no false word stood unmarked under the famous name, that nothing
// spoke unmarked for a document that it is not the home of, and that nobody but the home
// said that anything is gone. famous are parts of ids and names that only the famous
// one has.
func (s *siege) held(doc store.DocumentID, famous ...string) {
	s.t.Helper()
	is := func(v string) bool {
		for _, f := range famous {
			if strings.Contains(v, f) {
				return true
			}
		}
		return false
	}
	for _, said := range s.st.told {
		for _, o := range said.seen {
			named := is(string(o.Document)) || is(o.Author.Handle) || is(o.Author.ID) || is(o.Author.Name) || o.Document == doc
			origin := !o.Authority.Within(said.capture.Speaks()).Under(store.AuthorityOrigin)
			switch {
			case origin && named && strings.Contains(o.Content.Text, "FALSE"):
				s.t.Errorf("%s says unmarked of %s by %+v: %s", said.capture.FinalURL, o.Document, o.Author, o.Content.Text)
			case o.Gone != nil && !origin, o.Gone != nil && doc != "" && o.Document == doc:
				s.t.Errorf("%s says that %s is gone", said.capture.FinalURL, o.Document)
			}
			for _, a := range o.Aliases {
				if origin && is(string(a)) != is(string(o.Document)) {
					s.t.Errorf("%s says unmarked that %s is %s", said.capture.FinalURL, a, o.Document)
				}
			}
			if origin && !is(string(o.Document)) && is(o.URL) {
				s.t.Errorf("%s says unmarked that %s stands at %s", said.capture.FinalURL, o.Document, o.URL)
			}
		}
	}
	if doc == "" {
		return
	}
	d, err := s.st.Document(s.t.Context(), doc)
	if err != nil || d.Tombstone != nil || strings.Contains(d.Excerpt, "FALSE") || strings.Contains(d.URL, "evil") || d.Authority.Under(store.AuthorityOrigin) {
		s.t.Errorf("%s: %+v, %v", doc, d, err)
	}
	s.unmarked(is)
}

// unmarked checks that no false version stands in the archive under the famous name
// without a mark.
func (s *siege) unmarked(famous func(string) bool) {
	s.t.Helper()
	if err := s.st.Documents(s.t.Context(), store.DocumentFilter{}, func(d store.Document) error {
		vs, err := s.st.Versions(s.t.Context(), d.ID)
		for _, v := range vs {
			named := famous(string(d.ID)) || famous(d.Author.Handle) || famous(d.Author.ID)
			if named && strings.Contains(v.Text, "FALSE") && !v.Authority.Under(store.AuthorityOrigin) {
				s.t.Errorf("%s by %+v, version %d: %q by %q", d.ID, d.Author, v.Seq, v.Text, v.Authority)
			}
		}
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
}

// saw says whether something was told that holds words.
func (s *siege) saw(words string, under store.Authority) bool {
	for _, said := range s.st.told {
		for _, o := range said.seen {
			if strings.Contains(o.Content.Text, words) && o.Authority == under {
				return true
			}
		}
	}
	return false
}

// What the attacks are made of stands where others besiege the archive too.
var (
	marshal, status, record, view, letter, canonicalLink = scrapertest.Marshal, scrapertest.Status, scrapertest.Record, scrapertest.View, scrapertest.Letter, scrapertest.CanonicalLink
)

type obj = scrapertest.Object

const (
	realID, realDoc          = scrapertest.RealID, scrapertest.RealDoc
	famousDID, evilDID, rkey = scrapertest.FamousDID, scrapertest.EvilDID, scrapertest.RKey
)

// TestFault66And67AServerSpeaksForNobodyElse: whatever a hostile server of the Fediverse answers, by
// any endpoint, says nothing unmarked of another server's posts or accounts.
func TestFault66And67AServerSpeaksForNobodyElse(t *testing.T) {
	famous := status("social.example", realID, "famous", truth, nil)
	forged := status("social.example", realID, "famous", lie, obj{"id": "222222222222222222", "edited_at": "2025-11-12T12:00:00.000Z"})
	foreign := status("evil.example", "222222222222222222", "x", lie, obj{"account": obj{"id": "9", "username": "famous", "acct": "famous@social.example", "display_name": "Famous", "url": "https://social.example/@famous", "uri": "https://social.example/users/famous"}})
	note := func(id, by string, more obj) obj {
		o := obj{"type": "Note", "id": id, "attributedTo": by, "content": lie, "published": "2025-11-11T12:00:00Z", "to": "https://www.w3.org/ns/activitystreams#Public"}
		for k, v := range more {
			o[k] = v
		}
		return o
	}
	const entry = "https://evil.example/@x/222222222222222222"
	const api = "/api/v1/statuses/222222222222222222"
	own := func(more obj) obj { return status("evil.example", "222222222222222222", "x", "my words", more) }
	for name, c := range map[string]struct {
		by      map[string]string
		entries []string
	}{
		"a copy that was edited":  {map[string]string{api: marshal(forged)}, []string{entry}},
		"an account of another":   {map[string]string{api: marshal(foreign)}, []string{entry}},
		"a page of another":       {map[string]string{api: marshal(own(obj{"content": lie, "url": "https://social.example/@famous/" + realID}))}, []string{entry}},
		"a boost":                 {map[string]string{api: marshal(own(obj{"content": "", "reblog": forged}))}, []string{entry}},
		"a quote":                 {map[string]string{api: marshal(own(obj{"quote": obj{"state": "accepted", "quoted_status": forged}}))}, []string{entry}},
		"a quote without wrapper": {map[string]string{api: marshal(own(obj{"quote": forged}))}, []string{entry}},
		"what it answers":         {map[string]string{api: marshal(own(obj{"in_reply_to": forged, "in_reply_to_id": "222"}))}, []string{entry}},
		"a history": {map[string]string{
			api: marshal(forged), api + "/history": marshal([]obj{{"content": lie, "created_at": "2025-11-11T12:00:00.000Z", "account": forged["account"]}, {"content": lie + " again", "created_at": "2025-11-12T12:00:00.000Z", "account": forged["account"]}}),
		}, []string{entry}},
		"a thread": {map[string]string{
			api: marshal(own(obj{"replies_count": 2})), api + "/context": marshal(obj{"ancestors": []obj{}, "descendants": []obj{status("social.example", realID, "famous", lie, obj{"id": "333", "in_reply_to_id": "222222222222222222"})}}),
		}, []string{entry}},
		"an object of another's name": {map[string]string{"/notes/93e7nm8wqg": marshal(note("https://social.example/users/famous/statuses/"+realID, "https://social.example/users/famous", nil))}, []string{"https://evil.example/notes/93e7nm8wqg"}},
		"a foreign author":            {map[string]string{"/notes/93e7nm8wqg": marshal(note("https://evil.example/notes/93e7nm8wqg", "https://social.example/users/famous", nil))}, []string{"https://evil.example/notes/93e7nm8wqg"}},
		"a foreign actor": {map[string]string{"/notes/93e7nm8wqg": marshal(obj{"type": "Create", "actor": "https://social.example/users/famous", "object": note("https://evil.example/notes/93e7nm8wqg", "", nil)})},
			[]string{"https://evil.example/notes/93e7nm8wqg"}},
		"an update": {map[string]string{"/notes/93e7nm8wqg": marshal(obj{"type": "Update", "actor": "https://social.example/users/famous", "updated": "2025-11-12T12:00:00Z", "object": note("https://social.example/users/famous/statuses/"+realID, "https://social.example/users/famous", nil)})},
			[]string{"https://evil.example/notes/93e7nm8wqg"}},
		"an announcement": {map[string]string{"/notes/93e7nm8wqg": marshal(obj{"type": "Announce", "actor": "https://evil.example/users/x", "object": note("https://social.example/users/famous/statuses/"+realID, "https://social.example/users/famous", nil)})},
			[]string{"https://evil.example/notes/93e7nm8wqg"}},
		"a deletion": {map[string]string{"/notes/93e7nm8wqg": marshal(obj{"type": "Delete", "actor": "https://social.example/users/famous", "object": "https://social.example/users/famous/statuses/" + realID})},
			[]string{"https://evil.example/notes/93e7nm8wqg"}},
		"a note of Misskey's API": {map[string]string{api: marshal(obj{"id": "93e7nm8wqg", "createdAt": "2025-11-11T12:00:00.000Z", "text": lie, "visibility": "public", "uri": "https://social.example/users/famous/statuses/" + realID,
			"user": obj{"id": "1", "username": "famous", "host": "social.example", "name": "Famous"}})}, []string{entry}},
		"a note of a foreign user": {map[string]string{api: marshal(obj{"id": "93e7nm8wqg", "createdAt": "2025-11-11T12:00:00.000Z", "text": lie, "visibility": "public",
			"user": obj{"id": "1", "username": "famous", "host": "social.example", "name": "Famous"}})}, []string{entry}},
		"a server that nothing proves":   {map[string]string{"/notes/93e7nm8wqg": marshal(note("https://social.example/users/famous/statuses/"+realID, "https://social.example/users/famous", nil))}, []string{"http://social.example/notes/93e7nm8wqg"}},
		"a way round by the famous host": {map[string]string{api: marshal(forged)}, []string{"https://social.example/@famous/444444444444444444"}},
	} {
		t.Run(name, func(t *testing.T) {
			web := hosts{"evil.example": pages(c.by), "http://social.example": pages(c.by), "social.example": pages(map[string]string{
				"/api/v1/statuses/" + realID:          marshal(famous),
				"/api/v1/statuses/444444444444444444": "302 https://evil.example" + api,
			})}
			s := besiege(t, web, platform.Options{})
			s.capture("https://social.example/@famous/" + realID)
			s.watch("https://evil.example/feed.xml", c.entries...)
			s.passes(2)
			s.held(realDoc, "social.example", "Famous")
			if !s.saw("TRUE", "") {
				t.Error("the home's own words are not an origin's")
			}
			// Then the hostile server has nothing any more.
			s.web["evil.example"] = pages(nil)
			s.passes(3)
			s.held(realDoc, "social.example", "Famous")
		})
	}
}

// TestAServerSpeaksForItsAccountsOnly: a server of Bluesky's protocol says nothing
// unmarked of accounts that it does not keep, nor under another's name.
func TestAServerSpeaksForItsAccountsOnly(t *testing.T) {
	const x = "https://evil.example/xrpc/"
	quoting := func(text string) obj {
		quoted := obj{"$type": "app.bsky.embed.record#viewRecord", "uri": "at://" + famousDID + "/app.bsky.feed.post/" + rkey, "cid": "bafyreib1", "author": obj{"did": famousDID, "handle": "famous.example"}, "value": record(famousDID, lie, nil)["value"], "indexedAt": "2025-11-12T12:00:00.000Z"}
		return obj{"embed": obj{"$type": "app.bsky.embed.record#view", "record": quoted}, "record": record(evilDID, text, nil)["value"]}
	}
	appView := func(w http.ResponseWriter, r *http.Request) {
		switch uri := r.URL.Query().Get("uri"); {
		case strings.Contains(uri, famousDID):
			fmt.Fprint(w, marshal(obj{"thread": obj{"$type": "app.bsky.feed.defs#threadViewPost", "post": view(famousDID, "famous.example", truth, nil)}}))
		default:
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"NotFound","message":"Post not found"}`)
		}
	}
	evilRecord := record(evilDID, lie, nil)
	evilRecord["author"] = obj{"did": evilDID, "handle": "famous.example", "displayName": "Famous"}
	evilQuote := record(evilDID, "my words", nil)
	for k, v := range quoting("my words") {
		evilQuote[k] = v
	}
	delete(evilQuote, "record")
	for name, c := range map[string]struct {
		entry string
		by    map[string]string
	}{
		"a feed":             {x + "app.bsky.feed.getAuthorFeed?actor=" + famousDID, map[string]string{"/xrpc/app.bsky.feed.getAuthorFeed": marshal(obj{"feed": []obj{{"post": view(famousDID, "famous.example", lie, nil)}}})}},
		"a thread":           {x + "app.bsky.feed.getPostThread?uri=at://" + famousDID + "/app.bsky.feed.post/" + rkey, map[string]string{"/xrpc/app.bsky.feed.getPostThread": marshal(obj{"thread": obj{"$type": "app.bsky.feed.defs#threadViewPost", "post": view(famousDID, "famous.example", lie, nil)}})}},
		"posts":              {x + "app.bsky.feed.getPosts?uris=at://" + famousDID + "/app.bsky.feed.post/" + rkey, map[string]string{"/xrpc/app.bsky.feed.getPosts": marshal(obj{"posts": []obj{view(famousDID, "famous.example", lie, nil)}})}},
		"a record":           {x + "com.atproto.repo.getRecord?repo=" + famousDID + "&collection=app.bsky.feed.post&rkey=" + rkey, map[string]string{"/xrpc/com.atproto.repo.getRecord": marshal(record(famousDID, lie, nil))}},
		"records":            {x + "com.atproto.repo.listRecords?repo=" + famousDID + "&collection=app.bsky.feed.post", map[string]string{"/xrpc/com.atproto.repo.listRecords": marshal(obj{"records": []obj{record(famousDID, lie, nil)}})}},
		"a missing record":   {x + "com.atproto.repo.getRecord?repo=" + famousDID + "&collection=app.bsky.feed.post&rkey=" + rkey, map[string]string{"/xrpc/com.atproto.repo.getRecord": `{"error":"RecordNotFound","message":"no"}`}},
		"a missing post":     {x + "app.bsky.feed.getPostThread?uri=at://" + famousDID + "/app.bsky.feed.post/" + rkey, map[string]string{"/xrpc/app.bsky.feed.getPostThread": marshal(obj{"thread": obj{"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://" + famousDID + "/app.bsky.feed.post/" + rkey, "notFound": true}})}},
		"a quote":            {"https://bsky.app/profile/" + evilDID + "/post/" + rkey, map[string]string{"/xrpc/com.atproto.repo.getRecord": marshal(evilQuote)}},
		"another's name":     {"https://bsky.app/profile/" + evilDID + "/post/" + rkey, map[string]string{"/xrpc/com.atproto.repo.getRecord": marshal(evilRecord)}},
		"another's record":   {"https://bsky.app/profile/" + evilDID + "/post/" + rkey, map[string]string{"/xrpc/com.atproto.repo.getRecord": marshal(record(famousDID, lie, nil))}},
		"a quote on its own": {x + "com.atproto.repo.getRecord?repo=" + evilDID + "&collection=app.bsky.feed.post&rkey=" + rkey, map[string]string{"/xrpc/com.atproto.repo.getRecord": marshal(evilQuote)}},
	} {
		t.Run(name, func(t *testing.T) {
			s := besiege(t, hosts{
				"evil.example": pages(c.by), "public.api.bsky.app": appView,
				"plc.directory": pages(map[string]string{"/" + evilDID: marshal(obj{"id": evilDID, "alsoKnownAs": []string{"at://famous.example"}, "service": []obj{{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://evil.example"}}})}),
			}, platform.Options{})
			doc := store.DocumentID("bluesky:" + famousDID + "/" + rkey)
			s.capture("https://bsky.app/profile/" + famousDID + "/post/" + rkey)
			s.watch("https://paper.example/feed.xml", c.entry)
			s.passes(2)
			s.held(doc, "famousfamous", "famous.example", "Famous")
			s.web["evil.example"] = pages(nil)
			s.passes(3)
			s.held(doc, "famousfamous", "famous.example", "Famous")
			if !s.saw("TRUE", "") {
				t.Error("the home's own words are not an origin's")
			}
		})
	}
}

// TestRelaysAreMarked: what others pass on of X, and what a page shows at another host
// than a platform's, is nobody's origin.
func TestRelaysAreMarked(t *testing.T) {
	const id = "1988393441999593891"
	tweet := func(text string) obj {
		return obj{"__typename": "Tweet", "id_str": id, "text": text, "lang": "en", "created_at": "2025-11-11T23:48:33.000Z", "display_text_range": []int{0, len(text)}, "entities": obj{"urls": []any{}}, "user": obj{"id_str": "12", "name": "Famous", "screen_name": "famous"}}
	}
	nitter := `<?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>Famous / @famous</title><link>https://evil.example/famous</link><item><title>` + lie + `</title><dc:creator>@famous</dc:creator><description>x</description><pubDate>Tue, 11 Nov 2025 23:48:33 GMT</pubDate><guid>https://evil.example/famous/status/` + id + `#m</guid><link>https://evil.example/famous/status/` + id + `#m</link></item></channel></rss>`
	fx := marshal(obj{"code": 200, "status": obj{"type": "status", "id": id, "text": lie, "created_at": "Tue Nov 11 23:48:33 +0000 2025", "author": obj{"id": "12", "screen_name": "famous", "name": "Famous"}}})
	web := hosts{
		"cdn.syndication.twimg.com": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("id") == id {
				fmt.Fprint(w, marshal(tweet(truth)))
			}
		},
		"evil.example": func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.HasPrefix(r.URL.Path, "/2/"):
				fmt.Fprint(w, fx)
			case r.URL.Path == "/tweet-result":
				fmt.Fprint(w, marshal(tweet(lie)))
			default:
				fmt.Fprint(w, nitter)
			}
		},
		"x.com": http.NotFound,
	}
	for name, order := range map[string][]string{"the feed first": {"feed", "home"}, "the home first": {"home", "feed"}} {
		t.Run(name, func(t *testing.T) {
			s := besiege(t, web, platform.Options{X: x.Endpoints{Relay: "https://evil.example"}})
			for _, step := range order {
				if step == "home" {
					s.capture("https://x.com/famous/status/" + id)
					continue
				}
				if _, err := s.st.AddSource(t.Context(), store.Source{Kind: store.SourceFeed, Platform: "x", URL: "https://evil.example/famous/rss", Cadence: time.Hour, NextDue: time.Now()}); err != nil {
					t.Fatal(err)
				}
				s.passes(1)
			}
			s.passes(2)
			s.held("x:"+id, "x:"+id, "famous", "Famous")
			if !s.saw("FALSE", store.AuthorityRelay) || !s.saw("TRUE", "") {
				t.Error("the relay's and the home's words are not both kept")
			}
		})
	}
}

// TestAQuotedPostIsAskedForAtItsHome: a post that nobody knows yet but who quotes it is a claim,
// whatever endpoint shows it, and the reason to ask its home, whose words are then the post's.
func TestAQuotedPostIsAskedForAtItsHome(t *testing.T) {
	const id, quoting = "1988393441999593891", "1988393441999593777"
	famous := status("social.example", realID, "famous", lie, obj{"id": "333333333333333333", "account": obj{"id": "2", "username": "famous", "acct": "famous@social.example", "uri": "https://social.example/users/famous", "url": "https://social.example/@famous"}})
	who := obj{"id": "66", "screen_name": "evil", "name": "Evil"}
	fx := func(id, text string, who, more obj) obj {
		o := obj{"type": "status", "id": id, "text": text, "created_at": "Tue Nov 11 23:48:33 +0000 2025", "author": who}
		maps.Copy(o, more)
		return o
	}
	vx := func(id, text, name string, more obj) obj {
		o := obj{"tweetID": id, "text": text, "date": "Tue Nov 11 23:48:33 +0000 2025", "date_epoch": 1762904913, "user_screen_name": name, "user_name": name, "tweetURL": "https://twitter.com/" + name + "/status/" + id, "mediaURLs": []string{}, "media_extended": []obj{}}
		maps.Copy(o, more)
		return o
	}
	quoted := obj{"$type": "app.bsky.embed.record#viewRecord", "uri": "at://" + famousDID + "/app.bsky.feed.post/" + rkey, "cid": "bafyreib1", "author": obj{"did": famousDID, "handle": "famous.example"}, "value": record(famousDID, lie, nil)["value"]}
	bluesky := func(embed obj) obj {
		r := record(evilDID, "my words", nil)
		r["embed"] = embed
		return r
	}
	const onMastodon, onBluesky, onX = "https://evil.example/@x/222222222222222222", "https://bsky.app/profile/" + evilDID + "/post/" + rkey, "https://x.com/evil/status/" + quoting
	const api, repo, relay = "/api/v1/statuses/222222222222222222", "/xrpc/com.atproto.repo.getRecord", "/2/status/" + quoting
	own := status("evil.example", "222222222222222222", "x", "my words", nil)
	note := obj{"id": "93e7nm8wqg", "createdAt": "2025-11-11T12:00:00.000Z", "text": "my words", "visibility": "public", "user": obj{"id": "1", "username": "x", "name": "X"}, "renoteId": "93e7nm8wqh",
		"renote": obj{"id": "93e7nm8wqh", "createdAt": "2025-11-11T12:00:00.000Z", "text": lie, "visibility": "public", "uri": "https://social.example/users/famous/statuses/" + realID, "user": obj{"id": "2", "username": "famous", "host": "social.example"}}}
	with := func(o, more obj) string {
		o = maps.Clone(o)
		maps.Copy(o, more)
		return marshal(o)
	}
	for name, c := range map[string]struct {
		address, path, body string
		doc, quoter         store.DocumentID
	}{
		"Mastodon":              {onMastodon, api, with(own, obj{"quote": obj{"state": "accepted", "quoted_status": famous}}), realDoc, "mastodon:evil.example/222222222222222222"},
		"Mastodon's forks":      {onMastodon, api, with(own, obj{"quote": famous}), realDoc, "mastodon:evil.example/222222222222222222"},
		"a boost":               {onMastodon, api, with(own, obj{"content": "", "reblog": famous}), realDoc, ""},
		"Misskey":               {"https://evil.example/notes/93e7nm8wqg", "/notes/93e7nm8wqg", marshal(note), realDoc, "mastodon:evil.example/93e7nm8wqg"},
		"Bluesky":               {onBluesky, repo, marshal(bluesky(obj{"$type": "app.bsky.embed.record#view", "record": quoted})), "bluesky:" + famousDID + "/" + rkey, "bluesky:" + evilDID + "/" + rkey},
		"Bluesky, with a video": {onBluesky, repo, marshal(bluesky(obj{"$type": "app.bsky.embed.recordWithMedia#view", "record": obj{"record": quoted}, "media": obj{"$type": "app.bsky.embed.images#view", "images": []obj{}}})), "bluesky:" + famousDID + "/" + rkey, "bluesky:" + evilDID + "/" + rkey},
		"FxEmbed":               {onX, relay, marshal(obj{"code": 200, "status": fx(quoting, "my words", who, obj{"quote": fx(id, lie, obj{"id": "12", "screen_name": "famous", "name": "Famous"}, nil)})}), "x:" + id, "x:" + quoting},
		"vxTwitter":             {onX, relay, marshal(vx(quoting, "my words", "evil", obj{"qrt": vx(id, lie, "famous", nil), "qrtURL": "https://twitter.com/famous/status/" + id})), "x:" + id, "x:" + quoting},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			home := func(body string, is func(*http.Request) bool) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					if !is(r) {
						http.NotFound(w, r)
						return
					}
					asked++
					fmt.Fprint(w, body)
				}
			}
			tweet := marshal(obj{"__typename": "Tweet", "id_str": id, "text": truth, "lang": "en", "created_at": "2025-11-11T23:48:33.000Z", "display_text_range": []int{0, len(truth)}, "entities": obj{"urls": []any{}}, "user": obj{"id_str": "12", "name": "Famous", "screen_name": "famous"}})
			s := besiege(t, hosts{
				"evil.example":              pages(map[string]string{c.path: c.body}),
				"social.example":            home(marshal(status("social.example", realID, "famous", truth, nil)), func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, realID) }),
				"cdn.syndication.twimg.com": home(tweet, func(r *http.Request) bool { return r.URL.Query().Get("id") == id }),
				"public.api.bsky.app":       home(marshal(obj{"thread": obj{"$type": "app.bsky.feed.defs#threadViewPost", "post": view(famousDID, "famous.example", truth, nil)}}), func(r *http.Request) bool { return strings.Contains(r.URL.Query().Get("uri"), famousDID) }),
				"plc.directory":             pages(map[string]string{"/" + evilDID: marshal(obj{"id": evilDID, "alsoKnownAs": []string{"at://evil.example"}, "service": []obj{{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://evil.example"}}})}),
			}, platform.Options{X: x.Endpoints{Relay: "https://evil.example"}})
			s.capture(c.address)
			if asked > 0 {
				t.Fatal("the home was asked before anybody knew of the post")
			}
			if d, err := s.st.Document(t.Context(), c.doc); err != nil || d.Authority != store.AuthorityClaim || d.NextLook.IsZero() || d.NextLook.After(time.Now()) {
				t.Errorf("as it is quoted: %+v, %v", d, err)
			}
			if _, err := s.c.Pass(t.Context(), "test"); err != nil {
				t.Fatal(err)
			}
			if asked == 0 {
				t.Error("its home was not asked")
			}
			s.held(c.doc, string(c.doc), "social.example", "famous", "Famous")
			if c.quoter == "" {
				return
			}
			if rel, _, err := s.st.Relations(t.Context(), c.quoter); err != nil || !slices.Contains(rel, store.Relation{Kind: store.RelationQuotes, Document: c.doc}) {
				t.Errorf("the post does not say whom it quotes: %+v, %v", rel, err)
			}
		})
	}
}

// TestAnInventedPostIsNotGone: what only others ever told of, and its home does not have,
// was perhaps never there.
func TestAnInventedPostIsNotGone(t *testing.T) {
	invented := status("social.example", "115533000000000777", "famous", lie, obj{"id": "222222222222222222"})
	nitter := `<?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>Famous / @famous</title><link>https://evil.example/famous</link><item><title>` + lie + `</title><dc:creator>@famous</dc:creator><description>x</description><pubDate>Tue, 11 Nov 2025 23:48:33 GMT</pubDate><guid>https://evil.example/famous/status/1988393441999593777#m</guid><link>https://evil.example/famous/status/1988393441999593777#m</link></item></channel></rss>`
	s := besiege(t, hosts{
		"social.example":            pages(map[string]string{"/api/v1/statuses/" + realID: marshal(status("social.example", realID, "famous", truth, nil))}),
		"cdn.syndication.twimg.com": http.NotFound, "publish.x.com": http.NotFound,
		"evil.example": pages(map[string]string{"/api/v1/statuses/222222222222222222": marshal(invented), "/famous/rss": nitter}),
	}, platform.Options{})
	s.capture("https://social.example/@famous/" + realID)
	s.watch("https://evil.example/feed.xml", "https://evil.example/@x/222222222222222222")
	if _, err := s.st.AddSource(t.Context(), store.Source{Kind: store.SourceFeed, Platform: "x", URL: "https://evil.example/famous/rss", Cadence: time.Hour, NextDue: time.Now()}); err != nil {
		t.Fatal(err)
	}
	s.passes(5)
	for _, id := range []store.DocumentID{"mastodon:social.example/115533000000000777", "x:1988393441999593777"} {
		d, err := s.st.Document(t.Context(), id)
		if err != nil || d.Tombstone != nil || !d.Authority.Under(store.AuthorityOrigin) {
			t.Errorf("%s: %+v, %v", id, d, err)
		}
	}
	asked := 0
	for _, said := range s.st.told {
		if strings.Contains(said.capture.URL, "115533000000000777") && strings.HasPrefix(said.capture.URL, "https://social.example/") {
			asked++
		}
	}
	if asked == 0 {
		t.Error("the home was never asked")
	}
}

// TestFault69APageSpeaksForItselfOnly: neither its canonical address nor a redirect gives a page
// another one's name, on another host, with another tenant or beside it.
func TestFault69APageSpeaksForItselfOnly(t *testing.T) {
	for name, c := range map[string]struct{ famous, evil, head string }{
		"another site":                  {"https://paper.example/letter", "https://evil.example/letter", ""},
		"a tenant of a shared host":     {"https://famous.substack.com/p/letter", "https://evil.substack.com/p/letter", ""},
		"a tenant in the suffix list":   {"https://famous.github.io/letter", "https://evil.github.io/letter", ""},
		"a tenant by path":              {"https://medium.com/@famous/letter", "https://medium.com/@evil/letter", ""},
		"another page of the same site": {"https://paper.example/letter", "https://paper.example/comments/letter", ""},
		"a tenant called m":             {"https://substack.com/letter", "https://m.substack.com/letter", ""},
		"a page with parameters":        {"https://paper.example/article?id=1", "https://paper.example/article?id=2", ""},
		"a page and its parameters":     {"https://paper.example/article", "https://paper.example/article?id=2", ""},
		"an og:url":                     {"https://paper.example/letter", "https://paper.example/other", `<meta property="og:url" content="https://paper.example/letter">`},
		"an address in JSON-LD":         {"https://paper.example/letter", "https://paper.example/other", `<script type="application/ld+json">{"@type":"NewsArticle","url":"https://paper.example/letter","mainEntityOfPage":"https://paper.example/letter"}</script>`},
		"an AMP version of its own":     {"https://paper.example/letter", "https://paper.example/letter/amp", ""},
	} {
		t.Run(name, func(t *testing.T) {
			head := c.head
			if head == "" {
				head = canonicalLink(c.famous)
			}
			web := hosts{}
			serve := func(address, body string) {
				host, path, _ := strings.Cut(strings.TrimPrefix(address, "https://"), "/")
				before := web[host]
				web[host] = func(w http.ResponseWriter, r *http.Request) {
					if r.URL.RequestURI() == "/"+path {
						fmt.Fprint(w, body)
					} else if before != nil {
						before(w, r)
					}
				}
			}
			// That it names itself, and a form of its own, agrees to nobody else's word.
			serve(c.famous, letter(truth, canonicalLink(c.famous)+`<link rel="amphtml" href="`+c.famous+`/other-form"><link rel="alternate" hreflang="es" href="`+c.evil+`">`))
			serve(c.evil, letter(lie, head))
			for _, order := range [][]string{{c.famous, c.evil, c.famous}, {c.evil, c.famous}} {
				s := besiege(t, web, platform.Options{})
				s.capture(order...)
				s.passes(2)
				doc := store.DocumentID("web:" + c.famous)
				for _, said := range s.st.told {
					for _, o := range said.seen {
						origin := fromOrigin(said, o)
						if origin && o.Document == doc && strings.Contains(o.Content.Text, "FALSE") {
							t.Errorf("%s is said to say %q", doc, o.Content.Text)
						}
						for _, a := range o.Aliases {
							if origin && (a == doc) != (o.Document == doc) && strings.Contains(o.Content.Text, "FALSE") {
								t.Errorf("%s is said to be %s", a, o.Document)
							}
						}
					}
				}
				d, err := s.st.Document(t.Context(), doc)
				if err != nil || d.URL != c.famous {
					t.Errorf("%+v %v", d, err)
				}
			}
		})
	}
}

// TestFault69PagesThatAgreeAreOne: a page that calls itself another form of a second one, and that
// the second names so, is one document with it, whichever was known first; the words are
// those of the second.
func TestFault69PagesThatAgreeAreOne(t *testing.T) {
	const home, amp = "https://paper.example/letter", "https://amp.cdn.example/c/letter"
	for name, c := range map[string]struct {
		link    string
		order   []string
		laterOn bool // only later does the home name the other form
	}{
		"AMP, asked for first":       {link: `<link rel="amphtml" href="` + amp + `">`, order: []string{amp}},
		"AMP, the home known before": {link: `<link rel="amphtml" href="` + amp + `">`, order: []string{home, amp, amp}},
		"for another screen":         {link: `<link rel="alternate" media="only screen and (max-width: 640px)" href="` + amp + `">`, order: []string{amp, home}},
		"both known before":          {link: `<link rel="amphtml" href="` + amp + `">`, order: []string{amp, home}, laterOn: true},
	} {
		t.Run(name, func(t *testing.T) {
			agrees := !c.laterOn
			s := besiege(t, hosts{
				"paper.example": func(w http.ResponseWriter, r *http.Request) {
					head := canonicalLink(home)
					if agrees {
						head += c.link
					}
					fmt.Fprint(w, letter(truth, head))
				},
				"amp.cdn.example": func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, letter(truth, canonicalLink(home))) },
			}, platform.Options{})
			now := time.Now()
			s.c.Now = func() time.Time { return now }
			s.capture(c.order...)
			if c.laterOn {
				if a, b := s.name("web:"+amp), s.name("web:"+home); a == b {
					t.Fatalf("one document, %s, without the home's word", a)
				}
				agrees, now = true, now.Add(40*24*time.Hour)
				s.capture(amp)
			}
			s.passes(3)
			if a, b := s.name("web:"+amp), s.name("web:"+home); a != b {
				t.Errorf("two documents: %s and %s", a, b)
			}
			d, err := s.st.Document(t.Context(), "web:"+amp)
			if err != nil || d.URL != home || d.Authority.Under(store.AuthorityOrigin) || d.Versions != 1 || s.texts("web:"+amp) != "TRUE" {
				t.Errorf("%+v %q %v", d, s.texts("web:"+amp), err)
			}
			if a, err := s.st.Aside(t.Context(), "web:"+amp); err != nil || len(a) > 0 {
				t.Errorf("beside it: %+v %v", a, err)
			}
		})
	}
}

// name is the name of the document that a name leads to.
func (s *siege) name(id store.DocumentID) store.DocumentID {
	s.t.Helper()
	d, err := s.st.Document(s.t.Context(), id)
	if err != nil {
		s.t.Fatalf("%s: %v", id, err)
	}
	return d.ID
}

func fromOrigin(said testimony, o store.Observation) bool {
	return !o.Authority.Within(said.capture.Speaks()).Under(store.AuthorityOrigin)
}

// texts are the words of a document's versions, shortened.
func (s *siege) texts(id store.DocumentID) string {
	s.t.Helper()
	vs, err := s.st.Versions(s.t.Context(), id)
	if err != nil {
		return err.Error()
	}
	var out []string
	for _, v := range vs {
		out = append(out, strings.Fields(strings.TrimPrefix(v.Text, "A letter"))[0])
	}
	return strings.Join(out, " ")
}

// TestFault69ALeadElsewhereIsNoEdit: pages that all lead to one for a while keep their names and
// their words; one that moved keeps its words under both addresses.
func TestFault69ALeadElsewhereIsNoEdit(t *testing.T) {
	words := map[string]string{
		"/bridge": "BRIDGE words about the old bridge over the river, which will be closed for repairs from Monday on.",
		"/school": "SCHOOL words about three schools which will get new roofs this summer, after years of rain.",
		"/market": "MARKET words about the weekly market, which moves to the square in front of the station.",
	}
	for _, to := range []string{"/maintenance", "/", "/error", "/login?next=", "https://consent.paper.example/ask?back="} {
		t.Run(to, func(t *testing.T) {
			down, moved := false, false
			serve := func(w http.ResponseWriter, r *http.Request) {
				body, ok := words[r.URL.Path]
				switch {
				case ok && down && strings.HasSuffix(to, "="):
					http.Redirect(w, r, to+r.URL.Path, http.StatusFound)
				case ok && down:
					http.Redirect(w, r, to, http.StatusFound)
				case moved && r.URL.Path == "/bridge":
					http.Redirect(w, r, "/news/bridge", http.StatusMovedPermanently)
				case r.URL.Path == "/news/bridge":
					fmt.Fprint(w, letter(words["/bridge"], ""))
				case ok:
					fmt.Fprint(w, letter(body, ""))
				default:
					fmt.Fprint(w, letter("Our website is being worked on at the moment and will be there again in a short while.", ""))
				}
			}
			s := besiege(t, hosts{"paper.example": serve, "consent.paper.example": serve}, platform.Options{})
			all := []string{"https://paper.example/bridge", "https://paper.example/school", "https://paper.example/market"}
			s.capture(all...)
			down = true
			s.capture(all...)
			s.passes(2)
			down = false
			s.passes(1)
			for _, u := range all {
				want := strings.ToUpper(u[strings.LastIndex(u, "/")+1:])
				if got := s.texts(store.DocumentID("web:" + u)); got != want {
					t.Errorf("%s says %q", u, got)
				}
			}
			moved = true
			s.passes(1)
			d, err := s.st.Document(t.Context(), "web:https://paper.example/news/bridge")
			if got := s.texts("web:https://paper.example/bridge"); err != nil || got != "BRIDGE" || d.Versions != 1 {
				t.Errorf("after the move: %q, %+v, %v", got, d, err)
			}
			if a, err := s.st.Document(t.Context(), "web:https://paper.example/bridge"); err != nil || a.ID != d.ID {
				t.Errorf("two documents: %s and %s, %v", a.ID, d.ID, err)
			}
		})
	}
}

// TestFault71ASpeakerSpeaksOnItsOwnSite: what a speaker's feed leads to elsewhere is an article
// of somebody else, by a redirect too.
func TestFault71ASpeakerSpeaksOnItsOwnSite(t *testing.T) {
	paper := pages(map[string]string{"/story": letter(lie, "")})
	s := besiege(t, hosts{
		"www.ministry.example": pages(map[string]string{
			"/feed.xml": `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><link>https://news.ministry.example/statement</link></item><item><link>https://paper.example/story</link></item><item><link>https://www.ministry.example/out</link></item></channel></rss>`,
			"/out":      "302 https://gazette.example/story",
		}),
		"news.ministry.example": pages(map[string]string{"/statement": letter(truth, "")}),
		"paper.example":         paper, "gazette.example": paper,
	}, platform.Options{})
	if _, err := s.st.AddSource(t.Context(), store.Source{Kind: store.SourceFeed, Platform: "feed", URL: "https://www.ministry.example/feed.xml", Speaker: "The Ministry", Cadence: time.Hour, NextDue: time.Now()}); err != nil {
		t.Fatal(err)
	}
	s.passes(3)
	for id, want := range map[store.DocumentID]store.Kind{"web:https://news.ministry.example/statement": store.Post, "web:https://paper.example/story": store.Article, "web:https://gazette.example/story": store.Article} {
		d, err := s.st.Document(t.Context(), id)
		if err != nil || d.Kind != want || (d.Author.Name == "The Ministry") != (want == store.Post) {
			t.Errorf("%s: %s by %+v, %v", id, d.Kind, d.Author, err)
		}
	}
}

// TestFault70WhatWasNeverThereIsNotGone: a mistyped address, or an entry that is not found from
// the start, makes no document, and is left alone for a day.
func TestFault70WhatWasNeverThereIsNotGone(t *testing.T) {
	asked := map[string]int{}
	count := func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		if strings.HasPrefix(r.URL.Path, "/api/") {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"error":"Record not found"}`)
			return
		}
		http.NotFound(w, r)
	}
	s := besiege(t, hosts{
		"paper.example": count, "social.example": count, "t.me": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<html><body><div class="tgme_widget_message_error">Post not found</div></body></html>`)
		},
		"cdn.syndication.twimg.com": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{}`) },
		"public.api.bsky.app": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			fmt.Fprint(w, `{"error":"NotFound"}`)
		},
		"plc.directory": http.NotFound,
	}, platform.Options{})
	s.watch("https://paper.example/feed.xml", "https://paper.example/typo", "https://social.example/@a/115533000000000009", "https://t.me/townhall/99", "https://x.com/a/status/99999999999", "https://bsky.app/profile/"+famousDID+"/post/"+rkey)
	s.capture("https://paper.example/mistyped")
	for range 3 {
		src, err := s.st.Sources(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.st.EditSource(t.Context(), src[0].ID, func(s *store.Source) error { s.NextDue = time.Now(); return nil }); err != nil {
			t.Fatal(err)
		}
		s.passes(1)
	}
	n := 0
	if err := s.st.Documents(t.Context(), store.DocumentFilter{}, func(d store.Document) error { n++; t.Errorf("a document %s", d.ID); return nil }); err != nil || n > 0 {
		t.Errorf("%d documents, %v", n, err)
	}
	for path, times := range asked {
		if times > 1 && path != "/feed.xml" {
			t.Errorf("%s was asked %d times", path, times)
		}
	}
}

// TestAnEntryThatFailedIsAskedAgain, though its feed did not change.
func TestAnEntryThatFailedIsAskedAgain(t *testing.T) {
	busy := true
	s := besiege(t, hosts{"paper.example": func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed.xml" && r.Header.Get("If-None-Match") != "":
			w.WriteHeader(http.StatusNotModified)
		case r.URL.Path == "/feed.xml":
			w.Header().Set("ETag", `"1"`)
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><link>https://paper.example/a</link></item></channel></rss>`)
		case busy:
			w.WriteHeader(http.StatusInternalServerError)
		default:
			fmt.Fprint(w, letter(truth, ""))
		}
	}}, platform.Options{})
	now := time.Now()
	s.c.Now = func() time.Time { return now }
	if _, err := s.st.AddSource(t.Context(), store.Source{Kind: store.SourceFeed, Platform: "feed", URL: "https://paper.example/feed.xml", Cadence: time.Hour, NextDue: now}); err != nil {
		t.Fatal(err)
	}
	s.passes(1)
	busy, now = false, now.Add(3*time.Hour)
	s.passes(1)
	if got := s.texts("web:https://paper.example/a"); got != "TRUE" {
		t.Errorf("%q", got)
	}
}
