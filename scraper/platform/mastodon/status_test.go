package mastodon

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/scraper"
	"onrecord/store"
)

// local is post 112393200000000000 of u on a.example, edited, in a thread.
const local = `{"id":"112393200000000000","uri":"https://a.example/users/u/statuses/112393200000000000",
"url":"https://a.example/@u/112393200000000000","created_at":"2024-05-06T07:00:00.500Z","edited_at":"2024-05-06T08:00:00.000Z",
"in_reply_to_id":"112393100000000000","in_reply_to_account_id":"1","visibility":"public","language":"EN","spoiler_text":"politics","replies_count":2,
"content":"<p>Hello <span class=\"h-card\"><a href=\"https://b.example/@v\" class=\"u-url mention\">@<span>v</span></a></span>, see <a href=\"https://c.example/long/path\" rel=\"nofollow\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">c.example/lo</span><span class=\"invisible\">ng/path</span></a></p><p>Second<br>line <a href=\"https://a.example/tags/T\" class=\"mention hashtag\" rel=\"tag\">#<span>T</span></a></p>",
"account":{"id":"1","username":"u","acct":"u","display_name":"U. Ser","url":"https://a.example/@u","uri":"https://a.example/users/u"},
"media_attachments":[{"type":"gifv","url":"https://files.example/1.mp4","description":"a cube"}],
"poll":{"options":[{"title":"yes"},{"title":"no"}]},
"quote":{"state":"accepted","quoted_status":{"id":"9","uri":"https://b.example/users/v/statuses/8","url":"https://b.example/@v/8","visibility":"unlisted","created_at":"2024-05-01T00:00:00Z","content":"<p>q</p>","account":{"id":"2","acct":"v@b.example","username":"v"}}}}`

func localPage(t *testing.T) scraper.Page {
	p := page(t, endpointStatus, "https://a.example/api/v1/statuses/112393200000000000", local)
	p.Request.Document = "mastodon:a.example/112393200000000000"
	return p
}

func TestStatusIsObservedWhole(t *testing.T) {
	got := parsed(t, localPage(t))
	created := time.Date(2024, 5, 6, 7, 0, 0, 5e8, time.UTC)
	edited := time.Date(2024, 5, 6, 8, 0, 0, 0, time.UTC)
	want := store.Observation{
		Document: "mastodon:a.example/112393200000000000", Kind: store.Post,
		URL:         "https://a.example/@u/112393200000000000",
		Author:      store.Author{ID: "https://a.example/users/u", Handle: "u@a.example", Name: "U. Ser", URL: "https://a.example/@u"},
		IDTime:      IDTime("112393200000000000"),
		VersionTime: edited,
		Relations: []store.Relation{
			{Kind: store.RelationRepliesTo, Document: "mastodon:a.example/112393100000000000"},
			{Kind: store.RelationQuotes, Document: "mastodon:b.example/8"},
		},
		Content: store.Content{
			Title: "politics", Lang: "en",
			Text:        "Hello @v, see https://c.example/long/path\n\nSecond\nline #T\n\n○ yes\n○ no",
			Media:       []store.Media{{Type: "video", URL: "https://files.example/1.mp4", Alt: "a cube"}},
			PublishedAt: store.Moment{Time: created, Precision: store.PrecisionSecond},
			ModifiedAt:  store.Moment{Time: edited, Precision: store.PrecisionSecond},
			Flags:       []string{"id-time-disagrees"},
		},
	}
	if d := cmp.Diff(want, got.Observations[0]); d != "" {
		t.Error(d)
	}
	if want := "mastodon:a.example/112393200000000000 ~mastodon:b.example/8"; documents(got) != want {
		t.Errorf("got %s, want %s", documents(got), want)
	}
}

func TestEditedThreadAsksForHistoryAndContext(t *testing.T) {
	next := parsed(t, localPage(t)).Next
	if len(next) != 2 || next[0].Endpoint != endpointHistory || next[1].Endpoint != endpointContext {
		t.Fatalf("next: %+v", next)
	}
	if next[0].URL != "https://a.example/api/v1/statuses/112393200000000000/history" {
		t.Error(next[0].URL)
	}
}

func TestHistoryGivesEarlierVersionsOldestFirst(t *testing.T) {
	p := scraper.Page{Request: parsed(t, localPage(t)).Next[0], Status: http.StatusOK}
	entry := func(at, words string) string {
		return `{"content":"<p>` + words + `</p>","created_at":"` + at + `","account":{"id":"1","acct":"u"}}`
	}
	p.Body = []byte("[" + strings.Join([]string{entry("2024-05-06T07:30:00Z", "second"),
		entry("2024-05-06T07:00:00.500Z", "first"), entry("2024-05-06T08:00:00.000Z", "now")}, ",") + "]")
	got := parsed(t, p).Observations
	if len(got) != 2 || got[0].Content.Text != "first" || got[1].Content.Text != "second" {
		t.Fatalf("got %+v", got)
	}
	for _, o := range got {
		if o.Document != "mastodon:a.example/112393200000000000" || len(o.Relations) != 2 {
			t.Errorf("%+v", o)
		}
	}
	if !got[0].VersionTime.Equal(time.Date(2024, 5, 6, 7, 0, 0, 5e8, time.UTC)) || !got[0].Content.ModifiedAt.IsZero() {
		t.Errorf("the first version: %+v", got[0])
	}
}

func TestThreadIsTheAuthorsOwn(t *testing.T) {
	p := scraper.Page{Request: parsed(t, localPage(t)).Next[1], Status: http.StatusOK}
	s := func(id, parent, account string) string {
		return `{"id":"` + id + `","in_reply_to_id":"` + parent + `","visibility":"public","created_at":"2024-05-06T07:00:00Z","content":"x","account":{"id":"` + account + `","acct":"w"}}`
	}
	p.Body = []byte(`{"ancestors":[` + s("3", "", "9") + "," + s("4", "3", "9") + "," + s("112393100000000000", "4", "1") + `],
		"descendants":[` + s("20", "112393200000000000", "1") + "," + s("21", "20", "7") + "," + s("22", "21", "1") + "," + s("23", "20", "1") + `]}`)
	want := "mastodon:a.example/112393100000000000 ~mastodon:a.example/4 mastodon:a.example/20 mastodon:a.example/23"
	if got := documents(parsed(t, p)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRemoteCopyIsNamedForItsHome(t *testing.T) {
	body := `{"id":"7","uri":"https://home.example/users/v/statuses/112393200000000000","url":"https://home.example/@v/112393200000000000",
		"visibility":"public","created_at":"2024-05-06T07:00:00Z","content":"x","account":{"id":"2","acct":"v@home.example"}}`
	o := parsed(t, statusPage(t, 200, body)).Observations[0]
	if o.Document != "mastodon:home.example/112393200000000000" || !cmp.Equal(o.Aliases, []store.DocumentID{"mastodon:a.example/7"}) {
		t.Errorf("%s, %v", o.Document, o.Aliases)
	}
	if !cmp.Equal(o.Content.Flags, []string{remoteCopy, "id-time-disagrees"}) || o.Author.Handle != "v@home.example" {
		t.Errorf("%v, %v", o.Content.Flags, o.Author)
	}
	torn := strings.Replace(body, `"url":"https://home`, `"url":"https://elsewhere`, 1)
	if o := parsed(t, statusPage(t, 200, torn)).Observations[0]; o.Document != "mastodon:a.example/7" || !o.IDTime.IsZero() {
		t.Errorf("addresses that contradict each other were believed: %s", o.Document)
	}
}

func TestOnlyPublicPostsAreObserved(t *testing.T) {
	for _, v := range []string{"private", "direct", "local", "limited", ""} {
		body := `{"id":"7","visibility":"` + v + `","content":"x","account":{"id":"1","acct":"u"}}`
		if got, err := New(Endpoints{}).Parse(statusPage(t, 200, body)); err == nil || len(got.Observations) != 0 {
			t.Errorf("%q: %v %v", v, got, err)
		}
	}
}

func TestRepostGivesItsOriginalAlone(t *testing.T) {
	body := `{"id":"7","visibility":"public","content":"","account":{"id":"1","acct":"u"},
		"reblog":{"id":"5","visibility":"public","created_at":"2024-05-06T07:00:00Z","content":"x","account":{"id":"2","acct":"v"}}}`
	if got := documents(parsed(t, statusPage(t, 200, body))); got != "~mastodon:a.example/5" {
		t.Error(got)
	}
}

func TestUnreadableTimeIsKept(t *testing.T) {
	o := parsed(t, statusPage(t, 200, `{"id":7,"visibility":"public","created_at":"yesterday","content":"x","account":{"id":"1","acct":"u"}}`)).Observations[0]
	if o.Content.PublishedAt.Raw != "yesterday" || !cmp.Equal(o.Content.Flags, []string{"unreadable-time"}) {
		t.Errorf("%+v", o.Content)
	}
}

// TestRecordedTimesAgreeWithTheirIDs holds the decoding of ids to real posts.
func TestRecordedTimesAgreeWithTheirIDs(t *testing.T) {
	n := 0
	for name, p := range recorded(t) {
		if !strings.HasPrefix(name, "rest-") {
			continue
		}
		got, _ := New(Endpoints{}).Parse(p) // some have no post
		for _, o := range got.Observations {
			if o.IDTime.IsZero() {
				continue
			}
			n++
			if strings.Contains(strings.Join(o.Content.Flags, " "), "id-time") {
				t.Errorf("%s %s: id %s, claim %s", name, o.Document, o.IDTime, o.Content.PublishedAt)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d posts with a time in the id", n)
	}
}
