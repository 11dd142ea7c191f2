package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"onrecord/cmd/internal/ingest"
)

// TestALineOfAnotherAccountIsRefused: two lines under one number, of two accounts, give
// one post of the first.
func TestALineOfAnotherAccountIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ first, second, want string }{
		"handles": {`"id":"1988393441999593891","platform":"x","author_handle":"annaalpha"`, `"id":"1988393441999593891","platform":"x","author_handle":"@borisbeta"`,
			"x:1988393441999593891 is a post of @annaalpha here; this line gives it to @borisbeta; nothing was taken"},
		"names": {`"id":"55","platform":"elsewhere","author_name":"Anna Alpha"`, `"id":"55","platform":"elsewhere","author_name":"Boris Beta"`,
			"elsewhere:55 is a post of Anna Alpha here; this line gives it to Boris Beta; nothing was taken"},
		"a handle and a name": {`"id":"55","platform":"vk","author_handle":"annaalpha"`, `"id":"55","platform":"vk","author_name":"Boris Beta"`,
			"vk:55 is a post of @annaalpha here; this line gives it to Boris Beta; nothing was taken"},
		"a name and nobody": {`"id":"55","platform":"facebook","author_name":"Anna Alpha"`, `"id":"55","platform":"facebook"`,
			"facebook:55 is a post of Anna Alpha here; this line does not say whose it is; nothing was taken"},
		"nobody and a name": {`"id":"55","platform":"tiktok"`, `"id":"55","platform":"tiktok","author_name":"Boris Beta"`,
			"tiktok:55 is a post here whose author nobody names; this line gives it to Boris Beta; nothing was taken"},
		"nobody, other days": {`"id":"55","platform":"board","posted_at":"2025-01-01"`, `"id":"55","platform":"board","posted_at":"2025-06-01"`,
			"board:55 is a post here whose author nobody names; this line does not say whose it is; nothing was taken"},
		"a label": {`"id":"speech-1","platform":"facebook","author_handle":"annaalpha"`, `"id":"speech-1","platform":"facebook","author_name":"Boris Beta"`,
			"facebook:speech-1 is a post of @annaalpha here; this line gives it to Boris Beta; nothing was taken"},
	} {
		t.Run(name, func(t *testing.T) {
			var warned []string
			e, db := env(t, func(err error) { warned = append(warned, err.Error()) }), archive(t)
			im := ingest.NewLines(e, db, ingest.Reader{Platforms: e.Platforms(), Now: e.Now}.Post, "two.jsonl")
			in := "{" + c.first + `,"text":"The harbour road stays open"}` + "\n{" + c.second + `,"text":"Sell the old quarry"}` + "\n"
			if err := im.Read(t.Context(), strings.NewReader(in)); err != nil {
				t.Fatal(err)
			}
			if im.N.New != 1 || im.N.Edited != 0 || im.N.Failed != 1 || !slices.Equal(warned, []string{"two.jsonl line 2: " + c.want}) {
				t.Errorf("%+v %q", im.N, warned)
			}
			if n := counts(t, db); n.Captures != 1 {
				t.Errorf("%d captures are kept of it, want that of the first line", n.Captures)
			}
		})
	}
}
