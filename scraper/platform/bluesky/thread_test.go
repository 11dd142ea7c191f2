package bluesky

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

// view writes one post as the AppView does.
func view(did, rkey, cid, text, more string) string {
	return fmt.Sprintf(`{"uri":"at://%s/app.bsky.feed.post/%s","cid":"%s","author":{"did":"%s","handle":"%s.example.org","displayName":"N"},
		"record":{"$type":"app.bsky.feed.post","text":%q,"createdAt":"2024-02-01T10:00:00.000Z"%s},"indexedAt":"2024-02-01T10:00:01.000Z"}`,
		did, rkey, cid, did, strings.TrimPrefix(did, "did:plc:"), text, more)
}

const (
	mainKey  = "3kkdqk7xxkc2a"
	mainDoc  = store.DocumentID("bluesky:did:plc:ann/" + mainKey)
	mainPage = "https://bsky.app/profile/did:plc:ann/post/" + mainKey
)

const replyTo = `,"reply":{"parent":{"uri":"at://did:plc:bob/app.bsky.feed.post/up1"},"root":{"uri":"at://did:plc:bob/app.bsky.feed.post/up1"}}`

var threadAnswer = `{"thread":{"$type":"app.bsky.feed.defs#threadViewPost","post":` +
	view("did:plc:ann", mainKey, "bafy1", "words", replyTo+`,"langs":["pt-BR","en"]`) +
	`,"parent":{"$type":"app.bsky.feed.defs#threadViewPost","post":` + view("did:plc:bob", "up1", "bafy2", "above", "") +
	`,"parent":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://did:plc:bob/app.bsky.feed.post/up0","notFound":true}},
	"replies":[{"post":` + view("did:plc:bob", "down1", "bafy3", "an answer", "") + `,"replies":[{"post":` + view("did:plc:ann", "down2", "bafy4", "to another", "") + `}]},
	{"post":` + view("did:plc:ann", "down3", "bafy5", "second", "") + `,"replies":[{"post":` + view("did:plc:ann", "down4", "bafy6", "third", "") + `}]}]}}`

func TestThread(t *testing.T) {
	page := answerTo(start(t, New(Endpoints{}), mainPage), 200, threadAnswer)
	got := parse(t, page)
	want := store.Observation{
		Document: mainDoc, Kind: store.Post, URL: mainPage,
		Author: store.Author{ID: "did:plc:ann", Handle: "ann.example.org", Name: "N", URL: "https://bsky.app/profile/did:plc:ann"},
		IDTime: idTime(mainKey), VersionID: "bafy1",
		Relations: []store.Relation{{Kind: store.RelationRepliesTo, Document: "bluesky:did:plc:bob/up1"}},
		Content: store.Content{
			Text: "words", Lang: "pt-br",
			PublishedAt: store.Moment{Time: time.Date(2024, 2, 1, 10, 0, 0, 0, time.UTC), Precision: store.PrecisionSecond},
			Flags:       got.Observations[0].Content.Flags,
		},
	}
	if diff := cmp.Diff(want, got.Observations[0]); diff != "" {
		t.Error(diff)
	}
	var texts []string
	for _, o := range got.Observations {
		texts = append(texts, fmt.Sprint(o.Content.Text, " ", o.Context))
	}
	if diff := cmp.Diff([]string{"words false", "above true", "second false", "third false"}, texts); diff != "" || got.Title != "N" {
		t.Error(got.Title, diff)
	}
}

func TestAnotherPostThanTheOneAskedForIsNoAnswer(t *testing.T) {
	page := answerTo(start(t, New(Endpoints{}), "https://bsky.app/profile/did:plc:ann/post/3kkdqk7xxkc2b"), 200, threadAnswer)
	if got, err := New(Endpoints{}).Parse(page); err == nil || len(got.Observations) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestEditIsAnotherCid(t *testing.T) {
	first := parse(t, answerTo(start(t, New(Endpoints{}), mainPage), 200, threadAnswer)).Observations[0]
	edited := strings.NewReplacer("bafy1", "bafy9", `"words"`, `"other words"`).Replace(threadAnswer)
	second := parse(t, answerTo(start(t, New(Endpoints{}), mainPage), 200, edited)).Observations[0]
	if first.Document != second.Document || first.VersionID == second.VersionID || second.Content.Text != "other words" {
		t.Errorf("%+v\n%+v", first, second)
	}
}

func TestQuotesAndMedia(t *testing.T) {
	const quoted = `"uri":"at://did:plc:bob/app.bsky.feed.post/q1","cid":"bafyq"`
	body := strings.Replace(`{"posts":[`+view("did:plc:ann", mainKey, "bafy1", "look", `,"embed":{"$type":"app.bsky.embed.recordWithMedia",
		"record":{"record":{`+quoted+`}},"media":{"images":[{"alt":"a cat","image":{"ref":{"$link":"bafyimg"}}}]}}`)+`]}`,
		`"indexedAt"`, `"embed":{"record":{"record":{`+quoted+`,"author":{"did":"did:plc:bob","handle":"handle.invalid"},
		"value":{"$type":"app.bsky.feed.post","text":"quoted","createdAt":"nonsense"}}},"media":{"images":[{"alt":"a cat","fullsize":"https://cdn.example/1"}]}},"indexedAt"`, 1)
	got := parse(t, answerTo(start(t, New(Endpoints{}), mainPage), 200, body)).Observations
	if len(got) != 2 || !got[1].Context || got[1].Author.Handle != "" || got[1].Author.ID != "did:plc:bob" {
		t.Fatalf("%+v", got)
	}
	if diff := cmp.Diff([]store.Relation{{Kind: store.RelationQuotes, Document: "bluesky:did:plc:bob/q1"}}, got[0].Relations); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]store.Media{{Type: "image", URL: "https://cdn.example/1", Alt: "a cat", ID: "bafyimg"}}, got[0].Content.Media); diff != "" {
		t.Error(diff)
	}
	if m := got[1].Content; m.PublishedAt.Raw != "nonsense" || !slices.Contains(m.Flags, "unreadable-time") {
		t.Errorf("%+v", m)
	}
}

func TestRepostIsContext(t *testing.T) {
	body := `{"feed":[{"post":` + view("did:plc:bob", "up1", "bafy2", "of another", "") + `,"reason":{"$type":"app.bsky.feed.defs#reasonRepost"}},
		{"post":` + view("did:plc:ann", mainKey, "bafy1", "own", "") + `}]}`
	got := parse(t, answerTo(start(t, New(Endpoints{}), "https://bsky.app/profile/ann.example.org"), 200, body))
	if len(got.Observations) != 2 || !got.Observations[0].Context || got.Observations[1].Context || got.Title != "N" {
		t.Errorf("%+v", got)
	}
}

func TestTimesThatDisagreeAreFlagged(t *testing.T) {
	body := strings.NewReplacer("2024-02-01T10:00:00.000Z", "2019-02-01T10:00:00.000Z", `"displayName":"N"`, `"displayName":"N","labels":[{"val":"!no-unauthenticated"}]`).Replace(threadAnswer)
	flags := parse(t, answerTo(start(t, New(Endpoints{}), mainPage), 200, body)).Observations[0].Content.Flags
	if diff := cmp.Diff([]string{"id-time-disagrees", "indexed-later", "no-unauthenticated"}, flags); diff != "" {
		t.Error(diff)
	}
}
