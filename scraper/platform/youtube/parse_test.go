package youtube

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

const somePlayer = `{"playabilityStatus":{"status":"OK"},"videoDetails":{"videoId":"AAAAAAAAAA1","title":"A } title",
"shortDescription":"One\r\nhttps://example.org/a \"{\"\n","author":"Some One","channelId":"` + someChannel + `"},
"microformat":{"playerMicroformatRenderer":{"publishDate":"2024-05-06T07:08:09-07:00"}}}`

const someFeed = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
<title>Some One</title><entry><id>yt:video:AAAAAAAAAA1</id><yt:videoId>AAAAAAAAAA1</yt:videoId><yt:channelId>` + someChannel + `</yt:channelId>
<title>A } title</title><author><name>Some One</name></author><published>2024-05-06T14:08:09+00:00</published><updated>2024-05-07T00:00:00+00:00</updated>
<media:group><media:title>A } title</media:title><media:description>One
https://example.org/a "{"</media:description></media:group></entry>
<entry><id>yt:video:bad</id><title>No id</title></entry></feed>`

// someVideo is the observation that the page and the feed agree on.
func someVideo() store.Observation {
	return store.Observation{
		Document: "youtube:AAAAAAAAAA1", Kind: store.Post, URL: "https://www.youtube.com/watch?v=AAAAAAAAAA1",
		Author: store.Author{ID: someChannel, Name: "Some One", URL: "https://www.youtube.com/channel/" + someChannel},
		Content: store.Content{
			Title: "A } title", Text: "One\nhttps://example.org/a \"{\"",
			Media:       []store.Media{{Type: "video", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA1"}},
			PublishedAt: store.Moment{Time: time.Date(2024, 5, 6, 14, 8, 9, 0, time.UTC), Precision: store.PrecisionSecond},
		},
	}
}

func TestThePageThePlayerAndTheFeedAgree(t *testing.T) {
	want := someVideo()
	for name, body := range map[string]string{"page": watch(somePlayer), "player": somePlayer} {
		if d := cmp.Diff(want, only(t, videoPage(body))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	got := only(t, page(endpointFeed, "https://www.youtube.com/feeds/videos.xml", someFeed))
	if got.Content.Hash() != want.Content.Hash() {
		t.Error("the feed makes another version of the same words")
	}
	want.Content.ModifiedAt = store.Moment{Time: time.Date(2024, 5, 7, 0, 0, 0, 0, time.UTC), Precision: store.PrecisionSecond}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("feed: %s", d)
	}
}

func TestRecordedVideos(t *testing.T) {
	pages := recorded(t)
	for name, want := range map[string]struct{ id, title, begins, at string }{
		"watch.html":                                   {"eiHXASgRTcA", "Noisy kittens waiting for dinner!", "7 week old fostered kittens", "2008-10-04T20:06:22Z"},
		"video_regular_mrbeast.player.json":            {"2isYuQZMbdU", "I Gave My 100,000,000th Subscriber An Island", "🚀Launch a store", "2022-08-04T19:59:59Z"},
		"video_scheduled_live_PBD-Podcast.player.json": {"N-yVic7BbY0", "Home Team | PBD Podcast | Ep. 241", "PBD Podcast Episode 241.", "2023-02-27"},
		"descriptionunboxing_generated_mock_3.json":    {"cV5TjZCJkuA", "This Smartphone Changes Everything...", "The Oppo Find X may be", ""},
		"atom_mediarss_youtube_1.xml":                  {"0A1ouV7iD8o", "Navigating with Quantum Entanglement", "Check Out Weathered on PBS Terra https://", "2020-12-22T19:15:01Z"},
	} {
		o := only(t, pages[name])
		if o.Document != store.NewDocumentID(Platform, want.id) || o.Content.Title != want.title ||
			!strings.HasPrefix(o.Content.Text, want.begins) || o.Content.PublishedAt.String() != want.at || o.Author.ID == "" {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

func TestOEmbedGivesTheTitleOnly(t *testing.T) {
	body := `{"type":"video","title":"A } title","author_name":"Some One","author_url":"https://www.youtube.com/@someone","html":"<iframe src=\"https://www.youtube.com/embed/AAAAAAAAAA1?feature=oembed\"></iframe>"}`
	o := only(t, videoPage(body))
	if !o.Content.Cut || o.Content.CutWhy != "oEmbed gives the title only" || o.Content.Title != "A } title" || o.Author.Name != "Some One" {
		t.Errorf("%+v", o)
	}
	if o = only(t, page("", "https://www.youtube.com/oembed", body)); o.Document != "youtube:AAAAAAAAAA1" {
		t.Errorf("without a request: %+v", o)
	}
}

func TestAnEditOfTheDescriptionIsAnotherVersion(t *testing.T) {
	a, b := only(t, videoPage(somePlayer)), only(t, videoPage(strings.Replace(somePlayer, "One", "Two", 1)))
	if a.Document != b.Document || a.Content.Hash() == b.Content.Hash() {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func status(status, reason, more string) string {
	return watch(`{"playabilityStatus":{"status":"` + status + `","reason":"` + reason + `","errorScreen":{"playerErrorMessageRenderer":{"subreason":{"runs":[{"text":"` + more + `"}]}}}},"videoDetails":{"videoId":"AAAAAAAAAA1"}}`)
}

func TestNoticesInAVideosPlace(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want store.GoneHow
	}{
		"unavailable": {status("ERROR", "Video unavailable", ""), store.Unavailable},
		"removed":     {status("ERROR", "Video unavailable", "This video has been removed by the uploader"), store.Deleted},
		"terminated":  {status("ERROR", "Video unavailable", "The YouTube account associated with this video has been terminated."), store.Suspended},
		"private":     {status("LOGIN_REQUIRED", "Private video", "Sign in if you've been granted access"), store.Protected},
		"blocked":     {status("UNPLAYABLE", "Video unavailable", "The uploader has not made this video available in your country"), store.Withheld},
	} {
		o := only(t, videoPage(c.body))
		if o.Gone == nil || o.Gone.How != c.want || o.Gone.Certain || o.Gone.Detail == "" || o.Document != "youtube:AAAAAAAAAA1" {
			t.Errorf("%s: %+v", name, o)
		}
		p := videoPage(c.body)
		p.Request.Document = ""
		if got, err := New(Endpoints{}).Parse(p); err == nil && got.Blocked == "" {
			t.Errorf("%s: gone without having been asked for: %+v", name, got)
		}
	}
}

func TestWhatCanBeReadIsReadThoughItCannotBePlayed(t *testing.T) {
	o := only(t, videoPage(strings.Replace(somePlayer, `"OK"`, `"LOGIN_REQUIRED","reason":"Sign in to confirm your age"`, 1)))
	if o.Gone != nil || o.Content.Text == "" {
		t.Errorf("%+v", o)
	}
}

func TestWalls(t *testing.T) {
	consent := videoPage("<html>")
	consent.URL = &url.URL{Scheme: "https", Host: "consent.youtube.com", Path: "/m"}
	walls := map[string]struct{ body string }{
		"bot":     {status("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot", "")},
		"rate":    {status("ERROR", "This content isn’t available, try again later.", "")},
		"age":     {status("LOGIN_REQUIRED", "Sign in to confirm your age", "")},
		"consent": {`<html><form action="https://consent.youtube.com/save"></form>`},
	}
	for name, w := range walls {
		got, err := New(Endpoints{}).Parse(videoPage(w.body))
		if err != nil || got.Blocked == "" || len(got.Observations) > 0 {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	if got, err := New(Endpoints{}).Parse(consent); err != nil || got.Blocked == "" {
		t.Errorf("consent host: %+v %v", got, err)
	}
	for code, blocked := range map[int]bool{401: true, 403: true, 429: true, 404: false, 500: false} {
		p := videoPage(watch(somePlayer))
		p.Status = code
		got, err := New(Endpoints{}).Parse(p)
		if (got.Blocked != "") != blocked || (err == nil) != blocked || len(got.Observations) > 0 {
			t.Errorf("status %d: %+v %v", code, got, err)
		}
	}
}

func TestHostileAnswers(t *testing.T) {
	for name, body := range map[string]string{
		"another video": strings.ReplaceAll(somePlayer, "AAAAAAAAAA1", "BBBBBBBBBB2"),
		"deep JSON":     watch(strings.Repeat(`{"a":`, 200_000)),
		"deep whole":    strings.Repeat(`{"a":`, 100_000),
		"entities":      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&x;</title></feed>`,
		"deep XML":      `<feed>` + strings.Repeat("<a>", 100_000),
		"cut page":      watch(somePlayer)[:400],
		"words in text": `<html><p>var ytInitialPlayerResponse = ` + somePlayer + `</p>`,
		"a bad id":      strings.ReplaceAll(somePlayer, "AAAAAAAAAA1", "../../../x"),
	} {
		got, err := New(Endpoints{}).Parse(videoPage(body))
		if err == nil || len(got.Observations) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	o := only(t, videoPage(strings.Replace(somePlayer, "2024-05-06T07:08:09-07:00", "soon", 1)))
	if o.Content.PublishedAt != (store.Moment{Raw: "soon"}) || !slices.Contains(o.Content.Flags, "unreadable-time") {
		t.Errorf("%+v", o.Content)
	}
	o = only(t, videoPage(strings.Replace(somePlayer, `"title":`, `"title":"x","title":`, 1)))
	if o.Content.Title != "A } title" || !slices.Contains(o.Content.Flags, "duplicate-keys") {
		t.Errorf("%+v", o.Content)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(watch(somePlayer))
	f.Add(somePlayer)
	f.Add(someFeed)
	f.Add(`{"type":"video","title":"a","html":""}`)
	f.Add(`<link rel="canonical" href="https://www.youtube.com/channel/` + someChannel + `">`)
	f.Fuzz(func(_ *testing.T, body string) {
		p := videoPage(body)
		_, _ = New(Endpoints{}).Parse(p) // must not panic
		p.URL, p.Request.Document = nil, ""
		_, _ = New(Endpoints{}).Parse(p)
	})
}
