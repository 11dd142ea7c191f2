package telegram

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

func TestAPostIsReadWhole(t *testing.T) {
	got := only(t, embedPage(post(
		`<a class="tgme_widget_message_reply" href="https://t.me/SomeChannel/5"><div class="tgme_widget_message_text js-message_reply_text">Not mine</div></a>
<a class="tgme_widget_message_photo_wrap" style="width:1px;background-image:url('https://cdn.example/a.jpg')" href="https://t.me/SomeChannel/7"></a>
<div class="tgme_widget_message_text js-message_text" dir="auto">First <i class="emoji"><b>👍</b></i><br/>see <a href="https://example.org/long/path">example.org/lo…</a>, <a href="https://example.org/x">here</a></div>
<a class="tgme_widget_message_link_preview" href="https://example.org/x"><div class="link_preview_title">A title</div></a>`,
		`<span class="tgme_widget_message_from_author">Ann</span>,&nbsp;edited &nbsp;`)))
	want := store.Observation{
		Document: "telegram:somechannel/7", Kind: store.Post, URL: "https://t.me/SomeChannel/7",
		Author:    store.Author{Handle: "SomeChannel", Name: "Some Channel", URL: "https://t.me/SomeChannel"},
		Relations: []store.Relation{{Kind: store.RelationRepliesTo, Document: "telegram:somechannel/5"}},
		Content: store.Content{
			Text:   "First 👍\nsee https://example.org/long/path, here",
			Byline: "Ann",
			Media: []store.Media{
				{Type: "image", URL: "https://cdn.example/a.jpg"},
			},
			PublishedAt: store.Moment{Time: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), Precision: store.PrecisionSecond},
			Flags:       []string{"edited-mark"},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The answers that another project expects of the recorded pages.
func TestRecordedPosts(t *testing.T) {
	pages := recorded(t)
	for name, want := range map[string]struct{ id, text, byline, flags, media, at string }{
		"audio_document":             {"tchantest/12", "Povo hebreu", "", "", "other", "2023-02-24T07:33:58Z"},
		"emoji_message":              {"tchantest/7", "👍", "", "", "", "2023-02-24T07:30:53Z"},
		"location_message":           {"tchantest/10", "", "", "", "link", "2023-02-24T07:31:38Z"},
		"photo_multiple":             {"tchantest/14", "Multiple pics", "", "", "image image", "2023-02-24T07:34:20Z"},
		"poll":                       {"tchantest/11", "Let's do a quick poll quizz mode\n\n○ Opt1\n○ Opt2\n○ Opt3", "", "", "", "2023-02-24T07:32:23Z"},
		"signed_edited_text_message": {"tchantest/5", "Hello! Signed and edited message", "Álvaro Justen", "edited-mark", "", "2023-02-24T07:29:57Z"},
		"text_message_multiline":     {"tchantest/62", "Bigger\ntext\nmessage\nnumber\n34", "", "", "", "2023-02-24T08:01:26Z"},
		"video_single":               {"tchantest/18", "Video by telegram camera", "", "", "video", "2023-02-24T07:36:49Z"},
		"sticker_message":            {"tchantest/9", "", "", "", "image", "2023-02-24T07:31:06Z"},
	} {
		o := only(t, pages[name])
		var media []string
		for _, m := range o.Content.Media {
			media = append(media, m.Type)
		}
		c := o.Content
		if string(o.Document) != "telegram:"+want.id || c.Text != want.text || c.Byline != want.byline ||
			strings.Join(c.Flags, " ") != want.flags || strings.Join(media, " ") != want.media || c.PublishedAt.String() != want.at {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

func TestAPageOf2018NamesItsPostInTheDateOnly(t *testing.T) {
	o := only(t, recorded(t)["SampleHtml01_tlt"])
	if o.Document != "telegram:k1inusa/3" || o.URL != "https://t.me/K1inUSA/3" || !strings.Contains(o.Content.Text, "K1 in USA") || o.Author.Name != "K1 in USA" {
		t.Errorf("%+v", o)
	}
}

func TestServiceMessagesAndEmptyChannelsAreNoPosts(t *testing.T) {
	pages := recorded(t)
	for _, name := range []string{"service_message_pinned", "service_message_channel_name_changed", "no_posts_found", "channel_info"} {
		if got := observed(t, pages[name]); len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAnAuthorCalledEditedEditsNothing(t *testing.T) {
	text := `<div class="tgme_widget_message_text js-message_text">edited</div>`
	o := only(t, embedPage(post(text, `<span class="tgme_widget_message_from_author">edited</span>,&nbsp;`)))
	if len(o.Content.Flags) != 0 || o.Content.Byline != "edited" {
		t.Errorf("%+v", o)
	}
}

func TestForwards(t *testing.T) {
	from := func(href string) string {
		return `<div class="tgme_widget_message_forwarded_from">Forwarded from <a class="tgme_widget_message_forwarded_from_name" href="` + href + `">Them</a></div>`
	}
	text := `<div class="tgme_widget_message_text js-message_text">words</div>`
	o := only(t, channelPage(post(from("https://t.me/other/3")+text, "")))
	if !o.Context || !slices.Contains(o.Content.Flags, "forwarded") || o.Author.Handle != "SomeChannel" {
		t.Errorf("of another channel: %+v", o)
	}
	if o = only(t, channelPage(post(from("https://t.me/SomeChannel/3")+text, ""))); o.Context {
		t.Errorf("of its own: %+v", o)
	}
	if got := observed(t, channelPage(post(from("https://t.me/other/3"), ""))); len(got) != 0 {
		t.Errorf("without words: %+v", got)
	}
}

func TestVideosAndVoices(t *testing.T) {
	o := only(t, channelPage(post(`<video class="tgme_widget_message_roundvideo" src="https://cdn.example/r.mp4"></video>
<audio class="tgme_widget_message_voice" src="//cdn.example/v.oga"></audio>
<a class="tgme_widget_message_video_player" href="https://t.me/SomeChannel/7"></a>
<a class="tgme_widget_message_link_preview" href="javascript:alert(1)"></a>`, "")))
	want := []store.Media{
		{Type: "video", URL: "https://cdn.example/r.mp4"}, {Type: "audio", URL: "https://cdn.example/v.oga"},
		{Type: "video", URL: "https://t.me/SomeChannel/7"},
	}
	if d := cmp.Diff(want, o.Content.Media); d != "" {
		t.Error(d)
	}
}

func TestANoticeInThePostsPlaceIsADisappearance(t *testing.T) {
	notice := `<div class="tgme_widget_message"><div class="tgme_widget_message_error">Post not found</div></div>`
	want := store.Observation{Document: "telegram:somechannel/7", Kind: store.Post, Gone: &store.Gone{How: store.Unavailable, Detail: "Post not found"}}
	if d := cmp.Diff(want, only(t, embedPage(notice))); d != "" {
		t.Error(d)
	}
	for name, p := range map[string]struct {
		body     string
		endpoint string
	}{
		"words of a post":    {post(`<div class="tgme_widget_message_text js-message_text">Post not found</div>`, ""), endpointEmbed},
		"the channel's page": {notice, endpointChannel},
		"another notice":     {`<div class="tgme_widget_message_error">Try again later</div>`, endpointEmbed},
		"an empty page":      {`<html></html>`, endpointEmbed},
	} {
		q := embedPage(p.body)
		q.Request.Endpoint = p.endpoint
		q.URL = &url.URL{Path: "/s/somechannel"}
		got, _ := New(Endpoints{}).Parse(q)
		for _, o := range got.Observations {
			if o.Gone != nil {
				t.Errorf("%s: %+v", name, o)
			}
		}
	}
}

func TestWalls(t *testing.T) {
	p := channelPage(post("", ""))
	p.URL = &url.URL{Scheme: "https", Host: "t.me", Path: "/somechannel"}
	got, err := New(Endpoints{}).Parse(p)
	if err != nil || got.Blocked != "the channel shows no preview" || len(got.Observations) > 0 {
		t.Errorf("no preview: %+v %v", got, err)
	}
	for status, blocked := range map[int]bool{429: true, 403: true, 401: true, 500: false, 404: false} {
		p := embedPage(`<div class="tgme_widget_message_error">Post not found</div>`)
		p.Status = status
		got, err := New(Endpoints{}).Parse(p)
		if (got.Blocked != "") != blocked || (err == nil) != blocked || len(got.Observations) > 0 {
			t.Errorf("status %d: %+v %v", status, got, err)
		}
	}
	p = embedPage("")
	p.Status = http.StatusGone
	if got, err := New(Endpoints{}).Parse(p); err != nil || len(got.Observations) != 1 || got.Observations[0].Gone.How != store.Deleted {
		t.Errorf("status 410: %+v %v", got, err)
	}
}

func TestWhatIsNotShownIsMarkedCut(t *testing.T) {
	o := only(t, embedPage(post(`<div class="message_media_not_supported_label">Please open Telegram to view this post</div>`, "")))
	if !o.Content.Cut || o.Content.CutWhy == "" {
		t.Errorf("%+v", o)
	}
	p := embedPage(`<div class="tgme_widget_message" data-post="SomeChannel/7"><div class="tgme_widget_message_text js-message_text">Half of`)
	p.Truncated = true
	if o = only(t, p); !o.Content.Cut || o.Content.Text != "Half of" {
		t.Errorf("%+v", o)
	}
}

func TestHostilePages(t *testing.T) {
	for _, stamp := range []string{"yesterday", "99999-01-01T00:00:00Z", "0000-01-01T00:00:00+00:00"} {
		o := only(t, embedPage(strings.ReplaceAll(post("", ""), "2024-05-06T07:08:09+00:00", stamp)))
		if o.Content.PublishedAt != (store.Moment{Raw: stamp}) || !slices.Contains(o.Content.Flags, "unreadable-time") {
			t.Errorf("%q: %+v", stamp, o.Content)
		}
	}
	for _, body := range []string{
		strings.Repeat("<div class=tgme_widget_message data-post=abcd/1>", 100_000),
		strings.Repeat(post("", ""), 2000),
		`<div class="tgme_widget_message" data-post="../../x/1"></div>`,
		`<div class="tgme_widget_message" data-post="c/5/7"></div>`,
		"\xff\xfe\x00",
	} {
		got, _ := New(Endpoints{}).Parse(embedPage(body))
		if len(got.Observations) > maxPosts || strings.Contains(body, "data-post=\"") && len(body) < 100 && len(got.Observations) > 0 {
			t.Errorf("%d observations of %.60q", len(got.Observations), body)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(post(`<div class="tgme_widget_message_text js-message_text">a<br>b</div>`, "edited "), true)
	f.Add(`<div class="tgme_widget_message_error">Post not found</div>`, true)
	f.Add(`<link rel="prev" href="/s/x?before=5"><div class="tgme_widget_message" data-post="abcd/1">`, false)
	f.Fuzz(func(_ *testing.T, body string, embed bool) {
		p := channelPage(body)
		if embed {
			p = embedPage(body)
		}
		_, _ = New(Endpoints{}).Parse(p) // must not panic
		p.URL = nil
		_, _ = New(Endpoints{}).Parse(p)
	})
}
