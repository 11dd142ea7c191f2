package scraper_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"onrecord/store"
)

// TestAThreadIsKeptWhole: the last post of a thread leads to the ones before it, in
// order, and each is asked for once.
func TestAThreadIsKeptWhole(t *testing.T) {
	ids := []string{"1988532215608250514", "1988532215608250515", "1988532215608250516"}
	asked := map[string]int{}
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		id := r.URL.Query().Get("id")
		for i, own := range ids {
			if id != own || r.URL.Path != "/tweet-result" {
				continue
			}
			asked[id]++
			before := ""
			if i > 0 {
				before = `,"in_reply_to_screen_name":"sam","in_reply_to_status_id_str":"` + ids[i-1] + `"`
			}
			fmt.Fprintf(rw, `{"id_str":"%s","text":"Part %d of three parts","created_at":"2025-11-12T09:00:00.000Z","user":{"id_str":"7","name":"Sam","screen_name":"sam"}%s}`, id, i+1, before)
			return
		}
		http.NotFound(rw, r)
	})
	for range 2 {
		w.capture(t, "https://x.com/sam/status/"+ids[2])
	}
	for i, id := range ids {
		doc, err := w.st.Document(t.Context(), store.DocumentID("x:"+id))
		if err != nil || doc.Context || !strings.HasPrefix(doc.Excerpt, fmt.Sprintf("Part %d", i+1)) {
			t.Fatalf("%s: %+v %v", id, doc, err)
		}
		own, _, err := w.st.Relations(t.Context(), doc.ID)
		if err != nil || len(own) != min(i, 1) || i > 0 && own[0] != (store.Relation{Kind: store.RelationRepliesTo, Document: store.DocumentID("x:" + ids[i-1])}) {
			t.Errorf("%s answers %v, %v", id, own, err)
		}
	}
	if asked[ids[0]] != 1 || asked[ids[1]] != 1 {
		t.Errorf("asked %v", asked)
	}
}
