package x

import (
	"fmt"
	"strings"
	"testing"

	"onrecord/store"
)

// told writes an answer's observations in one line each, to be read in a test.
func told(t *testing.T, body string) []string {
	t.Helper()
	p, err := parse(t, 200, body)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range p.Observations {
		s := fmt.Sprintf("%s @%s %s [%s] %q", o.VersionID, o.Author.Handle, o.Content.PublishedAt, o.Content.Lang, o.Content.Text)
		for _, m := range o.Content.Media {
			s += fmt.Sprintf(" %s:%q", m.Type, m.Alt)
		}
		if o.Gone != nil {
			s = fmt.Sprintf("%s %s", o.Document, o.Gone.How)
		}
		if o.Content.Cut {
			s += " cut"
		}
		out = append(out, s)
	}
	return out
}

// families are answers of each kind in our own words.
var families = []struct {
	name, body string
	want       []string
}{
	{"API v1.1, extended", `[{"id_str":"1149617133971636225","text":"Corto… https://t.co/zzzzzzzzzz","truncated":true,"lang":"es",
	"created_at":"Fri Jul 12 09:50:58 +0000 2019","user":{"screen_name":"muestra"},"extended_tweet":{"full_text":"@otra Todo lo largo https://t.co/aaaaaaaaaa",
	"display_text_range":[6,19],"entities":{"media":[{"url":"https://t.co/aaaaaaaaaa","type":"photo","indices":[20,43]}]},
	"extended_entities":{"media":[{"url":"https://t.co/aaaaaaaaaa","type":"video","indices":[20,43],"ext_alt_text":"Un gato",
	"video_info":{"variants":[{"content_type":"video/mp4","bitrate":1,"url":"https://v.example/1"}]}}]}}}]`,
		[]string{`1149617133971636225 @muestra 2019-07-12T09:50:58Z [es] "Todo lo largo" video:"Un gato"`}},
	{"API v1.1, shortened", `{"statuses":[{"id_str":"1149617133971636225","text":"Corto\u2026 https://t.co/aaaaaaaaaa","truncated":true,
	"entities":{"urls":[{"url":"https://t.co/aaaaaaaaaa","expanded_url":"https://twitter.com/i/web/status/1149617133971636225","indices":[7,30]}]},
	"user":{"screen_name":"muestra"}}]}`, []string{`1149617133971636225 @muestra  [] "Corto…" cut`}},
	{"API v2 with what it includes", `{"data":[{"id":"1577318900085186562","text":"Mira &amp; di https://t.co/aaaaaaaaaa https://t.co/bbbbbbbbbb","author_id":"7","lang":"es",
	"created_at":"2022-10-04T15:25:05.000Z","attachments":{"media_keys":["3_1","7_2"]},"referenced_tweets":[{"type":"quoted","id":"1576994746135764992"}],
	"entities":{"urls":[{"start":14,"end":37,"url":"https://t.co/aaaaaaaaaa","expanded_url":"https://twitter.com/b/status/1576994746135764992"},
	{"start":38,"end":61,"url":"https://t.co/bbbbbbbbbb","expanded_url":"https://twitter.com/a/status/1577318900085186562/photo/1","media_key":"3_1"}]}}],
	"includes":{"users":[{"id":"7","name":"Muestra","username":"muestra"}],"media":[{"media_key":"3_1","type":"photo","alt_text":"Una silla"}],
	"tweets":[{"id":"1576994746135764992","text":"Lo citado","author_id":"8"},{"id":"1576995594388000768","text":"RT @b: Lo citado","referenced_tweets":[{"type":"retweeted","id":"1576994746135764992"}]}]}}`,
		[]string{`1577318900085186562 @muestra 2022-10-04T15:25:05Z [es] "Mira & di" image:"Una silla" video:""`, `1576994746135764992 @  [] "Lo citado"`}},
	{"API v2, long", `{"data":{"id":"1577318900085186562","text":"Corto… https://t.co/a","note_tweet":{"text":"Corto &amp; largo https://t.co/aaaaaaaaaa",
	"entities":{"urls":[{"start":14,"end":37,"url":"https://t.co/aaaaaaaaaa","expanded_url":"https://example.org"}]}}}}`,
		[]string{`1577318900085186562 @  [] "Corto & largo https://example.org"`}},
	{"API v2, a beginning", `{"id":"1577318900085186562","text":"Corto… https://t.co/aaaaaaaaaa",
	"entities":{"urls":[{"url":"https://t.co/aaaaaaaaaa","expanded_url":"https://twitter.com/i/web/status/1577318900085186562"}]}}`,
		[]string{`1577318900085186562 @  [] "Corto…" cut`}},
	{"API v2, a repost by hand", `{"data":{"id":"266367358078169089","text":"RT @otra: Copiado","created_at":"2012-11-08T02:31:41.000Z","author_id":"7"}}`,
		[]string{`266367358078169089 @ 2012-11-08T02:31:41Z [] "RT @otra: Copiado"`}},
	{"oEmbed, a short post that trails off", oembedOf("Y entonces…"), []string{`30 @muestra 2025-11-11 [es] "Y entonces…"`}},
	{"oEmbed, the beginning of a long one", oembedOf(strings.Repeat("sigue ", 50) + "y…"), []string{`30 @muestra 2025-11-11 [es] "` + strings.Repeat("sigue ", 50) + `y…" cut`}},
	{"GraphQL timeline", `{"data":{"user":{"result":{"timeline":{"instructions":[{"type":"TimelineAddEntries","entries":[
	{"entryId":"tweet-30","content":{"itemContent":{"tweet_results":{"result":{"__typename":"TweetWithVisibilityResults","tweet":{"rest_id":"30",
	"core":{"user_results":{"result":{"rest_id":"7","legacy":{"name":"Muestra","screen_name":"muestra"}}}},
	"quoted_status_result":{"result":{"__typename":"TweetTombstone","tombstone":{"text":{"text":"This Post was deleted by the Post author."}}}},
	"legacy":{"full_text":"Visible &gt; oculto","quoted_status_id_str":"29"}}}}}}},
	{"entryId":"conversationthread-5","content":{"items":[{"entryId":"conversationthread-5-tweet-31","item":{"itemContent":{"tweet_results":{"result":{"rest_id":"31",
	"legacy":{"full_text":"RT @otra: Ajeno","retweeted_status_result":{"result":{"rest_id":"28","legacy":{"full_text":"Ajeno"}}}}}}}}}]}}]}]}}}}}`,
		[]string{`30 @muestra  [] "Visible > oculto"`, `x:29 deleted`, `28 @  [] "Ajeno"`}},
	{"GraphQL, an X Article", `{"data":{"tweetResult":{"result":{"rest_id":"30","legacy":{"full_text":"https://t.co/a","display_text_range":[0,0]},
	"article":{"article_results":{"result":{"title":"Un título","preview_text":"El comienzo"}}}}}}}`, []string{`30 @  [] "El comienzo" cut`}},
	{"FxEmbed timeline", `{"code":200,"results":[{"type":"status","provider":"twitter","id":"30","text":"Uno","lang":"iw","created_timestamp":1577318900,
	"author":{"id":"7","name":"Muestra","screen_name":"muestra"},"media":{"all":[{"type":"photo","url":"https://p.example","altText":"Una flor"}]},
	"quote":{"type":"tombstone","provider":"twitter","id":"29","reason":"private"}},{"type":"status","provider":"bluesky","id":"31","text":"No"},
	{"statuses":[{"id":"32","text":"En fila"}]}],"cursor":{}}`,
		[]string{`30 @muestra 2019-12-26T00:08:20Z [he] "Uno" image:"Una flor"`, `x:29 protected`, `32 @  [] "En fila"`}},
	{"vxTwitter", `{"tweetID":"30","text":"Uno","user_name":"Muestra","user_screen_name":"muestra","date_epoch":1577318900,"lang":"es",
	"media_extended":[{"type":"gif","url":"https://v.example","altText":"Salta"}],"qrt":{"tweetID":"29","text":"Citado","user_screen_name":"otra"}}`,
		[]string{`30 @muestra 2019-12-26T00:08:20Z [es] "Uno" video:"Salta"`, `29 @otra  [] "Citado"`}},
	{"vxTwitter, kept by id", `{"30":{"id":"30","handle":"muestra","text":"Uno","timestamp":1577318900,"image":"https://pbs.twimg.com/amplify_video_thumb/1/a.jpg"},"8":{"id":"8","text":"Cero"}}`,
		[]string{`8 @  [] "Cero"`, `30 @muestra 2019-12-26T00:08:20Z [] "Uno" video:""`}},
	{"Nitter's feed", `<?xml version="1.0"?><rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><atom:link href="https://n.example/muestra/rss"/>
	<title>Muestra / @muestra</title><link>https://n.example/muestra</link><item><title>RT by @muestra: Ajeno &amp;amp; bueno https://example.org/a</title>
	<dc:creator>@otra</dc:creator><description>&lt;p&gt;Ajeno&lt;/p&gt;&lt;img src="https://n.example/pic/a.jpg"&gt;</description>
	<pubDate>Wed, 16 Nov 2022 12:30:02 GMT</pubDate><link>https://n.example/otra/status/30#m</link></item></channel></rss>`,
		[]string{`30 @otra 2022-11-16T12:30:02Z [] "Ajeno &amp; bueno https://example.org/a" image:""`}},
	{"RSSHub's feed", `<rss><channel><title>Twitter @Muestra</title><link>https://twitter.com/muestra</link><item><title>RT Otra</title>
	<description><![CDATA[RT&ensp;Otra<br>Ajeno <a href="https://example.org">https://example.org</a>]]></description><author>Muestra</author><guid>https://twitter.com/otra/status/30</guid></item>
	<item><title>Propio</title><description><![CDATA[Propio<br><br>Otra: Lo citado<br><img src="https://p.example/a.jpg">]]></description><author>Muestra</author><link>https://twitter.com/muestra/status/31</link></item></channel></rss>`,
		[]string{`30 @otra  [] "Ajeno https://example.org"`, `31 @muestra  [] "Propio"`}},
	{"twitter.com of 2019", `<html><body><div class="tweet permalink-tweet" data-tweet-id="1128068672289890305" data-screen-name="muestra" data-name="Muestra" data-user-id="7">
	<span data-time-ms="1557787504000"></span><p class="js-tweet-text" lang="es">Gracias a <a href="/otra"><s>@</s><b>otra</b></a> &amp; todas<img class="Emoji" alt="🤘">
	<a href="https://t.co/a" data-expanded-url="https://example.org/a" class="u-hidden"><span>example</span></a><a class="u-hidden" href="https://t.co/b">pic.twitter.com/b</a></p>
	<div class="AdaptiveMedia"><div data-image-url="https://p.example/a.jpg"><img alt="Una luz"></div></div>
	<div class="QuoteTweet-innerContainer" data-item-id="1127646016931487744" data-screen-name="otra"><div class="QuoteTweet-text" lang="es">Citado <span class="u-hidden">pic.twitter.com/c</span></div></div></div></body></html>`,
		[]string{"1128068672289890305 @muestra 2019-05-13T22:45:04Z [es] \"Gracias a @otra & todas🤘\\n\\thttps://example.org/a\" image:\"Una luz\"", `1127646016931487744 @otra  [es] "Citado"`}},
	{"an account archive", `window.YTD.tweets.part0 = [{"tweet":{"id_str":"1577318900085186562","full_text":"@otra Hola https://t.co/aaaaaaaaaa","display_text_range":["0","34"],"lang":"es",
	"created_at":"Tue Oct 04 15:25:05 +0000 2022","entities":{"media":[{"url":"https://t.co/aaaaaaaaaa","type":"photo","expanded_url":"https://twitter.com/muestra/status/1577318900085186562/photo/1"}]}}},
	{"tweet":{"id_str":"1577318900085186563","full_text":"RT @otra: Ajeno"}},{"tweet":{"id_str":"1577318900085186564","full_text":"` + strings.Repeat("largo ", 50) + `y…"}}];`,
		[]string{`1577318900085186562 @muestra 2022-10-04T15:25:05Z [es] "@otra Hola" image:""`, `1577318900085186564 @  [] "` + strings.Repeat("largo ", 50) + `y…" cut`}},
	{"a compliance file", `{"id":"1170025343920402432","action":"delete","created_at":"2019-09-06T17:25:54.667Z","reason":"suspended"}
	{"id":"1482680858","action":"delete","created_at":"2013-06-04T16:25:04+00:00","reason":"protected"}`, []string{`x:1170025343920402432 suspended`}},
}

// oembedOf is the oEmbed answer for a post with the given words.
func oembedOf(words string) string {
	return `{"url":"https://twitter.com/muestra/status/30","author_name":"Muestra","author_url":"https://twitter.com/muestra",
	"html":"<blockquote><p lang=\"es\">` + words + `</p>&mdash; Muestra <a href=\"https://twitter.com/muestra/status/30\">November 11, 2025</a></blockquote>"}`
}

func TestFamilies(t *testing.T) {
	for _, f := range families {
		got := told(t, f.body)
		if strings.Join(got, "\n") != strings.Join(f.want, "\n") {
			t.Errorf("%s:\ngot  %s\nwant %s", f.name, strings.Join(got, "\n     "), strings.Join(f.want, "\n     "))
		}
	}
}

func TestParseIsDeterministic(t *testing.T) {
	for _, f := range families {
		if a, b := told(t, f.body), told(t, f.body); strings.Join(a, "\n") != strings.Join(b, "\n") {
			t.Errorf("%s: %q, then %q", f.name, a, b)
		}
	}
}

func TestAnswersAboutAccountsHaveATitle(t *testing.T) {
	for body, want := range map[string]string{
		`{"data":{"id":"783214","name":"Muestra","username":"muestra"}}`:                     "Muestra",
		`{"data":{"user":{"result":{"legacy":{"name":"Muestra","screen_name":"muestra"}}}}}`: "Muestra",
	} {
		p, err := parse(t, 200, body)
		if p.Title != want || err != nil || len(p.Observations) != 0 {
			t.Errorf("%s: title %q, error %v", body, p.Title, err)
		}
	}
}

func TestAPostsOwnFallbacks(t *testing.T) {
	if got := first("", "b"); got != "b" {
		t.Error(got)
	}
	if o := (post{id: "20", text: "a"}).observation(); o.URL != "https://x.com/i/status/20" || !o.IDTime.IsZero() || o.Kind != store.Post {
		t.Errorf("%+v", o)
	}
}
