package x

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

func TestFault19DeepJSON(t *testing.T) {
	for _, body := range []string{
		strings.Repeat("[", 1_000_000), strings.Repeat(`{"data":`, 1_000_000),
		strings.Repeat(`{"quoted_tweet":`, 500_000) + strings.Repeat("}", 500_000),
	} {
		begin := time.Now()
		_, err := parse(t, 200, body)
		if !errors.Is(err, jsontext.ErrDepth) {
			t.Errorf("error %v", err)
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
	}
}

func TestQuotesInQuotesAreBounded(t *testing.T) {
	body := strings.Repeat(`{"id_str":"`+firstID+`","text":"a","quoted_tweet":`, 900) + "null" + strings.Repeat("}", 900)
	p, err := parse(t, 200, body)
	one(t, p, err)
}

// oddText checks what becomes of a text as JSON writes it, and its flag.
func oddText(t *testing.T, text, want, flag string) {
	t.Helper()
	p, err := parse(t, 200, `{"id_str":"`+firstID+`","text":"`+text+`","user":{"screen_name":"muestra"}}`)
	o := one(t, p, err)
	if o.Content.Text != want || strings.Join(o.Content.Flags, ",") != flag {
		t.Errorf("%s: %q %v", text, o.Content.Text, o.Content.Flags)
	}
}

func TestFault28InvalidUTF8(t *testing.T) { oddText(t, "a\xffb", "a\uFFFDb", "invalid-utf8") }

func TestFault29LoneSurrogates(t *testing.T) {
	oddText(t, `a\ud800b`, "a\uFFFDb", "lone-surrogate")
	oddText(t, `a\udc00b`, "a\uFFFDb", "lone-surrogate")
	oddText(t, `a\ud83d\ude00b`, "a😀b", "")
}

func TestFault30NUL(t *testing.T) {
	oddText(t, `a\u0000b`, "a\x00b", "nul")
	oddText(t, `a\\u0000b`, `a\u0000b`, "") // an escaped backslash is no escape
}

func TestFault31DuplicateKeys(t *testing.T) { oddText(t, `a","text":"b`, "b", "duplicate-keys") }

func TestFault31TheLastOfDuplicateObjectsCountsWhole(t *testing.T) {
	p, err := parse(t, 200, `{"id_str":"`+firstID+`","text":"a","user":{"screen_name":"una","name":"Una"},"user":{"screen_name":"otra"}}`)
	if o := one(t, p, err); o.Author.Handle != "otra" || o.Author.Name != "" {
		t.Errorf("author %+v", o.Author)
	}
}

func TestFieldsOfAnotherTypeAreLeftOut(t *testing.T) {
	p, err := parse(t, 200, `{"id_str":"`+firstID+`","text":"a","lang":5,"user":[],"entities":"none","display_text_range":{"a":1},"edit_control":7}`)
	if o := one(t, p, err); o.Content.Text != "a" {
		t.Errorf("text %q", o.Content.Text)
	}
}

func TestJSONLinesKeepWhatCanBeRead(t *testing.T) {
	line := `{"data":{"id":"` + firstID + `","text":"Una"},"includes":{}}`
	p, err := parse(t, 200, line+"\n"+strings.Replace(line, firstID, secondID, 1)+"\n{\"data\":")
	if len(p.Observations) != 2 || err == nil {
		t.Errorf("%d observations, error %v", len(p.Observations), err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(200, []byte(edited))
	f.Add(200, []byte(notice("This Post was deleted by the Post author.")))
	f.Add(200, []byte(`{"data":{"threaded_conversation_with_injections_v2":{"instructions":[{"entries":[{"entryId":"tweet-20","content":{"itemContent":{"tweet_results":{"result":{"__typename":"TweetTombstone"}}}}}]}]}}}`))
	f.Add(200, []byte(`{"data":[{"id":"20","text":"a","edit_history_tweet_ids":["20"]}],"includes":{"users":[]},"errors":[{}]}`))
	f.Add(200, []byte(`{"code":200,"results":[{"id":"20","text":"a","media":{"all":[{"type":"photo","altText":"b"}]}}]}`))
	f.Add(200, []byte(`window.YTD.tweets.part0 = [{"tweet":{"id_str":"20","full_text":"a","display_text_range":["0","1"]}}]`))
	f.Add(200, []byte(`<rss><channel><title>a / @b</title><item><title>R to @c: d</title><link>https://n.example/b/status/20#m</link></item></channel></rss>`))
	f.Add(404, []byte(`<div class="tweet" data-tweet-id="20"><p class="js-tweet-text">a</p></div>`))
	f.Add(200, []byte(`{"url":"https://x.com/a/status/20","author_url":"a","html":"<blockquote><p>a<br>b</p><a>May 1, 2020</a></blockquote>"}`))
	a := New(Endpoints{Relay: "https://fx.example"})
	r := a.Start(store.Source{URL: "https://x.com/muestra/status/" + firstID})[0]
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		p, err := a.Parse(scraper.Page{Request: r, Status: status, Body: body})
		for _, o := range p.Observations {
			checkObservation(t, "fuzz", o)
		}
		if err != nil && !utf8.ValidString(err.Error()) {
			t.Errorf("error %q", err)
		}
		if len(p.Next) > maxFollow+1 {
			t.Errorf("%d requests follow", len(p.Next))
		}
	})
}
