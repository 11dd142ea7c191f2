package scraper_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// guessable are the objects of three kinds of server, by the path that people paste.
var guessable = map[string]string{
	"/notes/93e7nm8wqg": `{"id":"BASE/notes/93e7nm8wqg","type":"Note","attributedTo":"BASE/users/8ozbzjs3o8","content":"<p>The ferries stay.</p>",TO}`,
	"/p/sam/478245389463814144": `{"id":"BASE/p/sam/478245389463814144","type":"Note","attributedTo":"BASE/users/sam","content":"The ferries stay.",TO,
		"attachment":[{"type":"Image","mediaType":"image/jpeg","url":"BASE/1.jpg","name":"a ferry"}]}`,
	"/w/kkGMgK9ZtnKfYAgnEtQxbv": `{"id":"BASE/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d","type":"Video","name":"The ferries","content":"The ferries stay.",TO,
		"attributedTo":[{"type":"Person","id":"BASE/accounts/sam"}],"url":[{"type":"Link","mediaType":"text/html","href":"BASE/w/kkGMgK9ZtnKfYAgnEtQxbv"}]}`,
}

// TestPostsOfAnyShape: an address that any site may have is a post where its server
// answers with one, is looked at again as one, and else a page.
func TestPostsOfAnyShape(t *testing.T) {
	gone := false
	var w world
	w = newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		object, ok := guessable[r.URL.Path]
		switch {
		case !ok && strings.HasPrefix(r.URL.Path, "/notes/"):
			fmt.Fprintf(rw, article, "A", "A", "A page among the notes of a harbour.")
		case !ok || gone && r.URL.Path != "/notes/93e7nm8wqg":
			http.NotFound(rw, r)
		case gone:
			rw.WriteHeader(http.StatusNotFound)
		case strings.Contains(r.Header.Get("Accept"), "application/activity+json"):
			rw.Header().Set("Content-Type", "application/activity+json")
			_, _ = strings.NewReplacer("BASE", w.base, "TO", `"published":"2024-05-06T07:08:09Z","to":["https://www.w3.org/ns/activitystreams#Public"]`).WriteString(rw, object)
		default:
			fmt.Fprintf(rw, article, "A", "A", "The shell of an application.")
		}
	})
	host := strings.TrimPrefix(w.base, "http://")
	ids := map[string]store.DocumentID{
		"/notes/93e7nm8wqg": "93e7nm8wqg", "/p/sam/478245389463814144": "p/sam/478245389463814144",
		"/w/kkGMgK9ZtnKfYAgnEtQxbv": "videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
	}
	for path, id := range ids {
		id = store.DocumentID("mastodon:"+host+"/") + id
		if got := kinds(w.capture(t, w.base+path)); got != "new" {
			t.Errorf("%s: %q", path, got)
		}
		doc, err := w.st.Document(t.Context(), id)
		if err != nil || doc.Kind != store.Post || !strings.HasPrefix(doc.Excerpt, "The ferries") {
			t.Errorf("%s: %+v %v", id, doc, err)
		}
		ids[path] = id
	}
	if got := kinds(w.capture(t, w.base+"/notes/summer2024")); got != "new" {
		t.Errorf("a page among notes: %q", got)
	}
	if doc, err := w.st.Document(t.Context(), store.DocumentID("web:"+w.base+"/notes/summer2024")); err != nil || doc.Kind != store.Article {
		t.Errorf("a page among notes: %+v %v", doc, err)
	}
	for path, posts := range map[string]int{"/notes/93e7nm8wqg": 1, "/notes/summer2024": 0} {
		u, err := url.Parse(w.base + path)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := w.c.TryGuess(t.Context(), u); got.Posts != posts {
			t.Errorf("%s answers with %d posts, want %d", path, got.Posts, posts)
		}
	}
	gone = true
	for range 2 {
		for _, id := range ids {
			if err := w.st.SetNextLook(t.Context(), id, time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(5 * time.Millisecond) // the second look must come later than ConfirmAfter
		if _, err := w.c.Pass(t.Context(), "test"); err != nil {
			t.Fatal(err)
		}
	}
	missing := 0
	for _, id := range ids {
		if doc, err := w.st.Document(t.Context(), id); err != nil || doc.Tombstone == nil {
			t.Errorf("%s is not missed: %v", id, err)
		} else if doc.Gone() {
			missing++
		}
	}
	if missing != len(ids) {
		t.Errorf("%d of %d are gone", missing, len(ids))
	}
}
