package x

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/scraper"
	"onrecord/store"
)

// Two edits of one post, ids a minute apart: 2025-11-11T23:48:33Z and :49:33Z.
const (
	firstID  = "1988393441999593891"
	secondID = "1988393693657792512"
)

// parse reads a body as the answer to the first request for the post firstID.
func parse(t *testing.T, status int, body string) (scraper.Parsed, error) {
	t.Helper()
	a := New(Endpoints{})
	r := a.Start(store.Source{URL: "https://x.com/muestra/status/" + firstID})[0]
	return a.Parse(scraper.Page{Request: r, Status: status, Body: []byte(body)})
}

// one is the only observation of an answer.
func one(t *testing.T, p scraper.Parsed, err error) store.Observation {
	t.Helper()
	if err != nil || len(p.Observations) != 1 || p.Blocked != "" {
		t.Fatalf("%d observations, blocked %q, error %v", len(p.Observations), p.Blocked, err)
	}
	return p.Observations[0]
}

// edited is the syndication endpoint's answer for the second edit.
const edited = `{"__typename":"Tweet","lang":"es","created_at":"2025-11-11T23:49:33.000Z","display_text_range":[0,60],
"id_str":"` + secondID + `","text":"Hay 3 &lt; 5 razones, y m\u00e1s en https://t.co/aaaaaaaaaa https://t.co/bbbbbbbbbb",
"entities":{"urls":[{"url":"https://t.co/aaaaaaaaaa","expanded_url":"https://example.org/razones?a=1&b=2","indices":[32,55]}],
"media":[{"url":"https://t.co/bbbbbbbbbb","expanded_url":"https://x.com/muestra/status/1/photo/1","indices":[56,79]}]},
"user":{"id_str":"12345","name":"Cuenta de muestra","screen_name":"muestra"},
"mediaDetails":[{"type":"photo","url":"https://t.co/bbbbbbbbbb","media_url_https":"https://pbs.twimg.com/media/a.jpg","ext_alt_text":"Una mesa"}],
"edit_control":{"edit_tweet_ids":["` + firstID + `","` + secondID + `"],"editable_until_msecs":"1762908513000"},"isEdited":true}`

func TestAnEditIsAVersionOfItsFirstPost(t *testing.T) {
	p, err := parse(t, 200, edited)
	at := func(h, m, s, ms int) time.Time {
		return time.Date(2025, 11, 11, h, m, s, ms*int(time.Millisecond), time.UTC)
	}
	want := store.Observation{
		Document: "x:" + firstID, Aliases: []store.DocumentID{"x:" + secondID}, Kind: store.Post,
		URL:    "https://x.com/muestra/status/" + firstID,
		Author: store.Author{ID: "12345", Handle: "muestra", Name: "Cuenta de muestra", URL: "https://x.com/muestra"},
		IDTime: at(23, 48, 33, 793), VersionID: secondID, VersionURL: "https://x.com/muestra/status/" + secondID,
		VersionTime: at(23, 49, 33, 793),
		Content: store.Content{
			Text: "Hay 3 < 5 razones, y más en https://example.org/razones?a=1&b=2", Lang: "es",
			Media:       []store.Media{{Type: "image", URL: "https://pbs.twimg.com/media/a.jpg", Alt: "Una mesa"}},
			PublishedAt: store.Moment{Time: at(23, 48, 33, 0), Precision: store.PrecisionSecond},
			ModifiedAt:  store.Moment{Time: at(23, 49, 33, 0), Precision: store.PrecisionSecond},
		},
	}
	if diff := cmp.Diff(want, one(t, p, err)); diff != "" {
		t.Error(diff)
	}
}

func TestEditsAreFollowedOnce(t *testing.T) {
	a := New(Endpoints{})
	p, _ := parse(t, 200, edited)
	if len(p.Next) != 1 || p.Next[0].Document != "x:"+firstID || p.Next[0].Endpoint != "syndication" {
		t.Fatalf("next %+v", p.Next)
	}
	// The first edit's answer names the same two ids: nothing is left to ask.
	body := strings.Replace(edited, `"id_str":"`+secondID, `"id_str":"`+firstID, 1)
	again, err := a.Parse(scraper.Page{Request: p.Next[0], Status: 200, Body: []byte(body)})
	if err != nil || len(again.Next) != 0 || len(again.Observations) != 1 {
		t.Fatalf("next %+v, error %v", again.Next, err)
	}
	// An edit that is not given out says nothing about the post.
	for _, body := range []string{"{}", `{"data":{"tweetResult":{"result":{"__typename":"TweetUnavailable","reason":"Suspended"}}}}`,
		`{"code":200,"status":{"type":"tombstone","id":"` + firstID + `","reason":"deleted"}}`, `{"__typename":"TweetTombstone","tombstone":{"text":{"text":"This Post was deleted by the Post author."}}}`} {
		gone, err := a.Parse(scraper.Page{Request: p.Next[0], Status: 200, Body: []byte(body)})
		if err == nil || len(gone.Observations) != 0 {
			t.Errorf("%s: %+v", body, gone.Observations)
		}
	}
}

func TestIdsThatCannotBeEditsAreNotBelieved(t *testing.T) {
	for name, ids := range map[string]string{
		"years away":    `"20","` + secondID + `"`,
		"not its own":   `"` + firstID + `"`,
		"no ids at all": `"a","` + secondID + `"`,
	} {
		body := strings.Replace(edited, `"`+firstID+`","`+secondID+`"`, ids, 1)
		p, err := parse(t, 200, body)
		o := one(t, p, err)
		if name == "no ids at all" { // dropped in decoding: an unedited post
			if o.Document != "x:"+secondID || len(o.Aliases) != 0 {
				t.Errorf("%s: %s %v", name, o.Document, o.Aliases)
			}
			continue
		}
		if o.Document != "x:"+secondID || len(o.Aliases) != 0 || !slices.Contains(o.Content.Flags, "edit-ids-disagree") || len(p.Next) != 0 {
			t.Errorf("%s: %s %v %v", name, o.Document, o.Aliases, o.Content.Flags)
		}
	}
}

func TestALongPostWithoutItsTextIsCutAndAskedElsewhere(t *testing.T) {
	body := `{"__typename":"Tweet","id_str":"` + firstID + `","text":"El comienzo de algo largo","lang":"es",
	"created_at":"2025-11-11T23:48:33.000Z","user":{"screen_name":"muestra"},"note_tweet":{"id":"Tm90ZQ=="}}`
	p, err := parse(t, 200, body)
	if o := one(t, p, err); !o.Content.Cut || o.Content.CutWhy == "" || o.Content.Text != "El comienzo de algo largo" {
		t.Errorf("content %+v", o.Content)
	}
	if len(p.Next) != 1 || p.Next[0].URL != "https://x.com/muestra/status/"+firstID {
		t.Fatalf("next %+v", p.Next)
	}
	a := New(Endpoints{})
	page, err := a.Parse(scraper.Page{Request: p.Next[0], Status: 200, Body: []byte(body)})
	if err != nil || len(page.Next) != 0 {
		t.Errorf("it asks again: %+v, error %v", page.Next, err)
	}
	relayed, _ := New(Endpoints{Relay: "https://fx.example"}).Parse(scraper.Page{
		Request: scraper.Request{Document: "x:" + firstID}, Status: 200, Body: []byte(body)})
	if len(relayed.Next) != 1 || relayed.Next[0].Relay != "fx.example" || len(relayed.Next[0].IfFailed) != 1 {
		t.Errorf("with a relay: %+v", relayed.Next)
	}
}

func TestTheLongTextIsTaken(t *testing.T) {
	body := `{"data":{"tweetResult":{"result":{"__typename":"Tweet","rest_id":"` + firstID + `",
	"core":{"user_results":{"result":{"rest_id":"7","core":{"name":"Muestra","screen_name":"muestra"},"legacy":{}}}},
	"note_tweet":{"note_tweet_results":{"result":{"text":"@otra Todo el texto, con & y <, hasta https://t.co/aaaaaaaaaa el final",
	"entity_set":{"urls":[{"url":"https://t.co/aaaaaaaaaa","expanded_url":"https://example.org/fin","indices":[44,67]}]}}}},
	"legacy":{"full_text":"@otra Todo el texto, con &amp; y &lt;, hasta\u2026","display_text_range":[6,40],"lang":"es",
	"created_at":"Tue Nov 11 23:48:33 +0000 2025","entities":{}}}}}}`
	p, err := parse(t, 200, body)
	o := one(t, p, err)
	if want := "Todo el texto, con & y <, hasta https://example.org/fin el final"; o.Content.Text != want || o.Content.Cut {
		t.Errorf("text %q, cut %v", o.Content.Text, o.Content.Cut)
	}
	if o.Author.Name != "Muestra" || o.Author.Handle != "muestra" || o.Author.ID != "7" {
		t.Errorf("author %+v", o.Author)
	}
}

func TestARepostGivesItsOriginalAlone(t *testing.T) {
	p, err := parse(t, 200, `{"id_str":"`+secondID+`","text":"RT @muestra: Las palabras","user":{"screen_name":"otra"},
	"retweeted_status":{"id_str":"`+firstID+`","text":"Las palabras","user":{"screen_name":"muestra"}}}`)
	if o := one(t, p, err); o.Document != "x:"+firstID || o.Author.Handle != "muestra" {
		t.Errorf("%+v", o)
	}
}

func TestATimeFarFromTheIDIsFlagged(t *testing.T) {
	for created, want := range map[string]string{
		"2025-11-11T23:48:33.000Z": "", "2025-11-12T23:48:33.000Z": "id-time-disagrees",
		"mañana": "unreadable-time", "Tue Nov 11 23:48:33 +0000 2025": "",
	} {
		p, err := parse(t, 200, `{"id_str":"`+firstID+`","text":"Hola","created_at":"`+created+`","user":{"screen_name":"muestra"}}`)
		o := one(t, p, err)
		if got := strings.Join(o.Content.Flags, ","); got != want {
			t.Errorf("%s: flags %q, want %q", created, got, want)
		}
		if created == "mañana" && o.Content.PublishedAt.Raw != created {
			t.Errorf("the claim %+v is not kept", o.Content.PublishedAt)
		}
	}
}

func TestOEmbed(t *testing.T) {
	p, err := parse(t, 200, `{"url":"https://twitter.com/muestra/status/`+firstID+`","author_name":"Cuenta de muestra",
	"author_url":"https://twitter.com/muestra","html":"<blockquote class=\"twitter-tweet\"><p lang=\"es\" dir=\"ltr\">Uno &amp; dos<br>con <a href=\"https://twitter.com/otra\">@otra</a> <a href=\"https://t.co/aaaaaaaaaa\">https://t.co/aaaaaaaaaa</a> <a href=\"https://t.co/b\">pic.twitter.com/b</a></p>&mdash; Cuenta (@muestra) <a href=\"https://twitter.com/muestra/status/`+firstID+`?ref_src=x\">November 11, 2025</a></blockquote>"}`)
	o := one(t, p, err)
	if want := "Uno & dos\ncon @otra https://t.co/aaaaaaaaaa"; o.Content.Text != want {
		t.Errorf("text %q, want %q", o.Content.Text, want)
	}
	if o.VersionID != firstID || o.Author.Handle != "muestra" || o.Content.Lang != "es" || o.Content.PublishedAt.String() != "2025-11-11" {
		t.Errorf("%+v", o)
	}
	if diff := cmp.Diff([]string{"links-not-expanded"}, o.Content.Flags); diff != "" {
		t.Error(diff)
	}
}

func TestXPages(t *testing.T) {
	p, err := parse(t, http.StatusOK, `<!doctype html><title>x</title><script type="application/ld+json">
	{"@context":"https://schema.org","@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Cuenta de muestra"},
	"hasPart":[{"@type":"SocialMediaPosting","identifier":"`+firstID+`","url":"https://x.com/muestra/status/`+firstID+`",
	"articleBody":"Las palabras & más","dateCreated":"2025-11-11T23:48:33.000Z","inLanguage":"es",
	"author":{"@type":"Person","name":"Cuenta de muestra","additionalName":"muestra","identifier":"12345"}}]}</script>`)
	o := one(t, p, err)
	if p.Title != "Cuenta de muestra" || o.Content.Text != "Las palabras & más" || o.Author.Handle != "muestra" || o.Author.ID != "12345" ||
		o.Content.PublishedAt.String() != "2025-11-11T23:48:33Z" {
		t.Errorf("title %q, %+v", p.Title, o)
	}
}

func TestNitterPages(t *testing.T) {
	p, err := parse(t, http.StatusOK, `<html><body><div class="timeline-item"><a class="fullname">Cuenta de muestra</a>
	<span class="tweet-date"><a href="/muestra/status/`+firstID+`#m" title="Nov 11, 2025 · 11:48 PM UTC">Nov 11</a></span>
	<div class="tweet-content media-body">Mira <a href="https://example.org/una/larga">example.org/una/l…</a>
y <a href="/otra">@otra</a></div></div></body></html>`)
	o := one(t, p, err)
	if want := "Mira https://example.org/una/larga\ny @otra"; o.Content.Text != want || o.Author.Handle != "muestra" {
		t.Errorf("text %q, author %+v", o.Content.Text, o.Author)
	}
}

// TestWhatARelayedPostQuotesIsNotItsOwn: what Nitter shows of the post that another one
// quotes is no picture of that other one; that it quotes it is kept.
func TestWhatARelayedPostQuotesIsNotItsOwn(t *testing.T) {
	a, _, err := readFeed([]byte(`<rss><channel><title>Muestra / @muestra</title><link>https://n.example/muestra</link><item><title>De acuerdo</title>
	<creator>@muestra</creator><link>https://n.example/muestra/status/31#m</link><description><![CDATA[<p>De acuerdo</p><img src="https://n.example/pic/own.jpg"/><hr/>
	<blockquote><b>Otra (@otra)</b><p><p>Lo citado</p><img src="https://n.example/pic/theirs.jpg"/></p>
	<footer>— <cite><a href="https://n.example/otra/status/29#m">https://n.example/otra/status/29#m</a></cite></footer></blockquote>]]></description></item></channel></rss>`))
	if err != nil || len(a.posts) != 1 {
		t.Fatalf("%+v, %v", a.posts, err)
	}
	if p := a.posts[0]; p.quotes != "29" || p.text != "De acuerdo" || len(p.media) != 1 || p.media[0].URL != "https://n.example/pic/own.jpg" {
		t.Errorf("%+v", p)
	}
}

// TestARelaysOwnWordsAreNotThePosts: Nitter's marks are left out.
func TestARelaysOwnWordsAreNotThePosts(t *testing.T) {
	for title, want := range map[string]string{
		"Pinned: The bridge opens.": "The bridge opens.", "Image": "", "Video": "", "R to @a: Yes.": "Yes.", "Images of the bridge": "Images of the bridge",
	} {
		var p post
		if p.nitter(title); p.text != want {
			t.Errorf("%q becomes %q", title, p.text)
		}
	}
}
