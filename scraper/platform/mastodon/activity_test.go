package mastodon

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/scraper"
	"onrecord/store"
)

const note = `{"type":"Note","id":"https://a.example/users/u/statuses/112393200000000000","url":"https://a.example/@u/112393200000000000",
"attributedTo":"https://a.example/users/u","published":"2024-05-06T07:00:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],
"contentMap":{"de":"<p>Hallo</p>"},"summary":"cw","inReplyTo":"https://b.example/@v/8","quoteUrl":"https://c.example/notes/8vsn2izjwh",
"attachment":[{"type":"Document","mediaType":"image/png","url":"https://files.example/1.png","name":"a picture"}]`

func TestUpdateIsANewerVersion(t *testing.T) {
	p := page(t, endpointActivity, "https://a.example/@u/112393200000000000",
		`{"type":"Update","actor":"https://a.example/users/u","object":`+note+`,"updated":"2024-05-06T08:00:00Z"}}`)
	p.Request.Document = "mastodon:a.example/112393200000000000"
	edited := time.Date(2024, 5, 6, 8, 0, 0, 0, time.UTC)
	want := []store.Observation{{
		Document: "mastodon:a.example/112393200000000000", Kind: store.Post,
		URL:         "https://a.example/@u/112393200000000000",
		Author:      store.Author{ID: "https://a.example/users/u", Handle: "u@a.example", URL: "https://a.example/users/u"},
		IDTime:      IDTime("112393200000000000"),
		VersionTime: edited,
		Relations: []store.Relation{
			{Kind: store.RelationRepliesTo, Document: "mastodon:b.example/8"},
			{Kind: store.RelationQuotes, Document: "mastodon:c.example/8vsn2izjwh"},
		},
		Content: store.Content{
			Title: "cw", Text: "Hallo", Lang: "de",
			Media:       []store.Media{{Type: "image", URL: "https://files.example/1.png", Alt: "a picture"}},
			PublishedAt: store.Moment{Time: edited.Add(-time.Hour), Precision: store.PrecisionSecond},
			ModifiedAt:  store.Moment{Time: edited, Precision: store.PrecisionSecond},
			Flags:       []string{"id-time-disagrees"},
		},
	}}
	if d := cmp.Diff(want, parsed(t, p).Observations); d != "" {
		t.Error(d)
	}
}

func TestOutbox(t *testing.T) {
	p := page(t, endpointOutbox, "https://a.example/users/u/outbox?page=true", `{"type":"OrderedCollectionPage","next":"https://a.example/users/u/outbox?page=2",
		"orderedItems":[{"type":"Announce","object":"https://b.example/users/v/statuses/8"},null,5,
		{"type":"Create","to":"as:Public","object":{"type":"Note","id":"https://a.example/users/u/statuses/9","content":"x","to":["https://a.example/users/u/followers"]}},
		{"type":"Create","object":{"type":"Note","id":"https://a.example/users/u/statuses/10","content":"x","to":["https://a.example/users/u/followers"]}}]}`)
	got := parsed(t, p)
	if documents(got) != "mastodon:a.example/9" || len(got.Older) != 1 || got.Older[0].URL != "https://a.example/users/u/outbox?page=2" {
		t.Errorf("%s, %+v", documents(got), got.Older)
	}
	p.Body = []byte(`{"type":"OrderedCollectionPage","next":"https://evil.example/2","orderedItems":[]}`)
	if got := parsed(t, p); len(got.Next)+len(got.Older) != 0 {
		t.Errorf("the outbox leads elsewhere: %+v", got)
	}
}

func TestPleromasTwoIdsAreOnePost(t *testing.T) {
	p := page(t, endpointActivity, "https://p.example/notice/AM7S6vZQmL6pI9TgPY",
		`{"type":"Note","id":"https://p.example/objects/fd5910ac-d9dc-412e-8d1d-914b203296c4","content":"x","published":"2024-05-06T07:00:00Z"}`)
	p.Request.Document = "mastodon:p.example/AM7S6vZQmL6pI9TgPY"
	o := parsed(t, p).Observations[0]
	if o.Document != p.Request.Document || !cmp.Equal(o.Aliases, []store.DocumentID{"mastodon:p.example/fd5910ac-d9dc-412e-8d1d-914b203296c4"}) {
		t.Errorf("%s %v", o.Document, o.Aliases)
	}
}

// TestRecordedActivities reads real objects of several programs.
func TestRecordedActivities(t *testing.T) {
	pages := recorded(t)
	for name, want := range map[string]string{
		"activitypub-lemmy/lemmy__collections__group_outbox.json":                            "~mastodon:ds9.lemmy.ml/post/2328 ~mastodon:ds9.lemmy.ml/post/2327",
		"activitypub-lemmy/mastodon__collections__featured.json":                             "mastodon:mastodon.social/104246642906910728",
		"activitypub-lemmy/lemmy__activities__deletion__undo_delete_page.json":               "",
		"activitypub-lemmy/pleroma__objects__chat_message.json":                              "",
		"activitypub-pleroma/mastodon-question-activity.json":                                "mastodon:mastodon.sdf.org/102070944809637304",
		"activitypub-pleroma/tesla_mock__p.helene.moe-AM7S6vZQmL6pI9TgPY.json":               "mastodon:p.helene.moe/fd5910ac-d9dc-412e-8d1d-914b203296c4",
		"activitypub-pleroma/mastodon-announce.json":                                         "",
		"activitypub-lemmy/lemmy__activities__create_or_update__create_private_message.json": "",
		"misskey-api/misskey_notes.json":                                                     "mastodon:asked.example/8wzdrldi4i",
		"rest-mastodon.py/test_entity_quote_0_GET.json":                                      "mastodon:mastodon.social/115044073088181107 mastodon:mastodon.social/115044070560414080",
	} {
		got, _ := New(Endpoints{}).Parse(pages[name]) // those without a post are an error
		if documents(got) != want {
			t.Errorf("%s: %s", name, documents(got))
		}
	}
	got := parsed(t, pages["activitypub-pleroma/quote_post__fedibird_quote_post.json"]).Observations[0]
	if len(got.Relations) != 1 || got.Relations[0].Document != "mastodon:misskey.io/8vsn2izjwh" || len([]rune(got.Content.Text)) > 12 {
		t.Errorf("%+v", got)
	}
}

// TestAQuotedPostIsRead where the quoting one carries it whole, kept for its sake, and by its
// id where it does not, in whichever field a program writes that.
func TestAQuotedPostIsRead(t *testing.T) {
	const quoted = `"https://c.example/users/v/statuses/112393200000000001"`
	post := func(quote string) scraper.Page {
		return page(t, endpointActivity, "https://a.example/@u/112393200000000000", note+`,"content":"x","quoteUrl":null,`+quote+`}`)
	}
	for field, want := range map[string]string{
		`"quote":{"type":"Note","id":` + quoted + `,"attributedTo":"https://c.example/users/v","content":"<p>Never</p>","published":"2024-05-06T07:00:00Z"}`: "mastodon:a.example/112393200000000000 ~mastodon:c.example/112393200000000001",
		`"quote":` + quoted:          "mastodon:a.example/112393200000000000",
		`"quoteUri":` + quoted:       "mastodon:a.example/112393200000000000",
		`"_misskey_quote":` + quoted: "mastodon:a.example/112393200000000000",
		`"quote":{"type":"Note","id":` + quoted + `,"content":"x","to":["https://c.example/users/v/followers"]}`: "mastodon:a.example/112393200000000000",
	} {
		got := parsed(t, post(field))
		if documents(got) != want {
			t.Errorf("%s: %s, want %s", field, documents(got), want)
		}
		if rs := got.Observations[0].Relations; rs[len(rs)-1] != (store.Relation{Kind: store.RelationQuotes, Document: "mastodon:c.example/112393200000000001"}) {
			t.Errorf("%s: %+v", field, rs)
		}
	}
}
