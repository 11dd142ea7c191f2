package reddit

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

const md = `<div class="md"><p>One &amp; <a href="https://example.org/">two</a><br/>
three</p>

<p>four</p>
</div>`

// entryOf is an entry of a feed.
func entryOf(id, author, title, content, path string) string {
	return `<entry><author><name>/u/` + author + `</name></author><content type="html">` + html.EscapeString(content) + `</content>
<id>` + id + `</id><link href="https://ud.reddit.com` + path + `"/><updated>2024-05-06T08:00:00+00:00</updated>
<published>2024-05-06T07:08:09+00:00</published><title>` + html.EscapeString(title) + `</title></entry>`
}

func feedOf(entries ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>overview for Some-One</title>` +
		strings.Join(entries, "") + `</feed>`
}

const submitted = ` &#32; submitted by &#32; <a href="https://www.reddit.com/user/Some-One"> /u/Some-One </a> <br/> <span><a href="https://example.org/a.png">[link]</a></span> &#32; <span><a href="https://www.reddit.com/r/test/comments/abc/t/">[comments]</a></span>`

// postEntry is a post with words and a picture.
func postEntry() string {
	return entryOf("t3_abc", "Some-One", "A & <b> title", "<!-- SC_OFF -->"+md+"<!-- SC_ON -->"+submitted, "/r/test/comments/abc/t/")
}

func commentEntry() string {
	return entryOf("t1_def", "Other", "/u/Other on A title", `<!-- SC_OFF --><div class="md"><p>No.</p></div><!-- SC_ON -->`, "/r/test/comments/abc/t/def/")
}

// jsonThing is a thing of a listing.
func jsonThing(kind, fields string) string { return `{"kind":"` + kind + `","data":{` + fields + `}}` }

func listingOf(things ...string) string {
	return jsonThing("Listing", `"children":[`+strings.Join(things, ",")+`]`)
}

func jsonPost(more string) string {
	return jsonThing("t3", fmt.Sprintf(`"name":"t3_abc","author":"Some-One","author_fullname":"t2_xyz","title":"A &amp; &lt;b&gt; title",
"selftext":"x","selftext_html":%q,"is_self":false,"url":"https://example.org/a.png","permalink":"/r/test/comments/abc/t/","created_utc":1714979289.0,"edited":1714982400.0%s`,
		html.EscapeString("<!-- SC_OFF -->"+md+"<!-- SC_ON -->"), more))
}

func TestAFeedsPost(t *testing.T) {
	want := store.Observation{
		Document: "reddit:t3_abc", Kind: store.Post, URL: "https://www.reddit.com/r/test/comments/abc/t/",
		Author: store.Author{Handle: "Some-One", URL: "https://www.reddit.com/user/Some-One"},
		Content: store.Content{
			Title: "A & <b> title", Text: "One & two\nthree\n\nfour",
			Media:       []store.Media{{Type: "image", URL: "https://example.org/a.png"}},
			PublishedAt: store.Moment{Time: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), Precision: store.PrecisionSecond},
			ModifiedAt:  store.Moment{Time: time.Date(2024, 5, 6, 8, 0, 0, 0, time.UTC), Precision: store.PrecisionSecond},
		},
	}
	got := only(t, postPage(feedOf(postEntry(), commentEntry())))
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	listed := only(t, postPage("["+listingOf(jsonPost(""))+","+listingOf()+"]"))
	if got.Content.Hash() != listed.Content.Hash() {
		t.Errorf("a listing makes another version of the same words: %+v", listed)
	}
	want.Author.ID = "t2_xyz"
	want.VersionTime = want.Content.ModifiedAt.Time
	if d := cmp.Diff(want, listed); d != "" {
		t.Error(d)
	}
}

func TestCommentsAreReadWhereTheyAreAskedFor(t *testing.T) {
	body := feedOf(postEntry(), commentEntry())
	p := postPage(body)
	p.Request.Document = "reddit:t1_def"
	o := only(t, p)
	if o.Document != "reddit:t1_def" || o.Content.Text != "No." || o.Content.Title != "" || o.URL != "https://www.reddit.com/r/test/comments/abc/t/def/" {
		t.Errorf("asked for: %+v", o)
	}
	if got := observed(t, page(endpointAccount, "https://www.reddit.com/user/Some-One/.rss", body)); len(got) != 2 {
		t.Errorf("of an account: %+v", got)
	}
	if got := observed(t, page(endpointSubreddit, "https://www.reddit.com/r/test/.rss", body)); len(got) != 1 || got[0].Document != "reddit:t3_abc" {
		t.Errorf("of a subreddit: %+v", got)
	}
	if got, err := New(Endpoints{}).Parse(page(endpointAccount, "https://www.reddit.com/user/Some-One/.rss", body)); err != nil || got.Title != "Some-One" {
		t.Errorf("title %q, %v", got.Title, err)
	}
}

func TestACommentsParentIsContext(t *testing.T) {
	comment := func(author string) string {
		return jsonThing("t1", `"name":"t1_def","author":"`+author+`","body":"No.","parent_id":"t3_abc","created_utc":1714979300,"edited":false,"replies":"","permalink":"/r/test/comments/abc/t/def/"`)
	}
	for author, context := range map[string]bool{"Other": true, "Some-One": false} {
		p := postPage("[" + listingOf(jsonPost("")) + "," + listingOf(comment(author)) + "]")
		p.Request.Document = "reddit:t1_def"
		got := observed(t, p)
		if len(got) != 2 || got[0].Context || got[1].Context != context || got[1].Document != "reddit:t3_abc" {
			t.Fatalf("%+v", got)
		}
		if d := cmp.Diff([]store.Relation{{Kind: store.RelationRepliesTo, Document: "reddit:t3_abc"}}, got[0].Relations); d != "" {
			t.Error(d)
		}
	}
}

func TestRecordedAnswers(t *testing.T) {
	pages := recorded(t)
	for name, want := range map[string]string{
		"post_post.json":                          "t3_testpost Test/Hello",
		"listings_posts.json":                     "t3_i2gvg4 This is a title/This is some text t3_i2gvs1 This is a title/",
		"listings_posts-comments-subreddits.json": "t3_i2gvg4 This is a title/This is some text t1_g05v931 /Test comment",
		"rss_2.0_reddit.xml":                      "t3_qksbf1 Announcing FeedMail/",
	} {
		var got []string
		for _, o := range observed(t, pages[name]) {
			got = append(got, o.Document.Native()+" "+o.Content.Title+"/"+o.Content.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	all := observed(t, pages["atom_mediarss_reddit_1.xml"])
	if len(all) != 25 {
		t.Fatalf("%d posts", len(all))
	}
	for _, o := range all {
		if strings.Contains(o.Content.Text, "submitted by") || o.Author.Handle == "" || o.Content.PublishedAt.IsZero() || o.Content.Title == "" {
			t.Errorf("%+v", o)
		}
	}
	if o := only(t, pages["rss_2.0_reddit.xml"]); len(o.Content.Media) != 1 || o.Content.Media[0].Type != "link" || !strings.HasPrefix(o.Content.Media[0].URL, "https://kevincox.ca/") {
		t.Errorf("%+v", o.Content.Media)
	}
}

func TestAnEditIsAnotherVersion(t *testing.T) {
	a := only(t, postPage(feedOf(postEntry())))
	b := only(t, postPage(strings.Replace(feedOf(postEntry()), "four", "five", 1)))
	if a.Document != b.Document || a.Content.Hash() == b.Content.Hash() {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestDisappearances(t *testing.T) {
	words := func(s string) string {
		return `<!-- SC_OFF --><div class="md"><p>` + s + `</p></div><!-- SC_ON -->` + submitted
	}
	for name, c := range map[string]struct {
		body string
		want store.GoneHow
	}{
		"feed, deleted":  {feedOf(entryOf("t3_abc", "[deleted]", "T", words("[deleted]"), "")), store.Deleted},
		"feed, removed":  {feedOf(entryOf("t3_abc", "[deleted]", "T", words("[removed]"), "")), store.Unavailable},
		"by its author":  {listingOf(jsonPost(`,"removed_by_category":"deleted"`)), store.Deleted},
		"by a moderator": {listingOf(jsonPost(`,"removed_by_category":"moderator"`)), store.Unavailable},
		"by law":         {listingOf(jsonPost(`,"removed_by_category":"copyright_takedown"`)), store.Withheld},
		"old listing":    {listingOf(jsonThing("t3", `"name":"t3_abc","author":"[deleted]","selftext":"[deleted]"`)), store.Deleted},
		"an error":       {`{"message":"Not Found","error":404}`, store.Unavailable},
	} {
		o := only(t, postPage(c.body))
		if o.Gone == nil || o.Gone.How != c.want || o.Gone.Certain || o.Gone.Detail == "" || o.Document != "reddit:t3_abc" {
			t.Errorf("%s: %+v", name, o)
		}
		got, _ := New(Endpoints{}).Parse(page(endpointSubreddit, "https://www.reddit.com/r/test/.rss", c.body))
		if len(got.Observations) > 0 {
			t.Errorf("%s: gone without having been asked for: %+v", name, got)
		}
	}
}

func TestWordsOnAPageAreNoDisappearance(t *testing.T) {
	md := func(s string) string { return `<div class="md"><p>` + s + `</p></div>` }
	if o := only(t, postPage(feedOf(entryOf("t3_abc", "[deleted]", "T", md("still here"), "")))); o.Gone != nil || o.Author.Handle != "" || o.Content.Text != "still here" {
		t.Errorf("an account that is gone: %+v", o)
	}
	for name, body := range map[string]string{
		"a named author": feedOf(entryOf("t3_abc", "Some-One", "T", md("[removed]"), "")),
		"not in it":      feedOf(commentEntry()),
		"empty":          feedOf(),
	} {
		if got, err := New(Endpoints{}).Parse(postPage(body)); err == nil || len(got.Observations) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestWalls(t *testing.T) {
	for code, blocked := range map[int]bool{401: true, 403: true, 429: true, 404: false, 500: false} {
		p := postPage(feedOf(postEntry()))
		p.Status = code
		got, err := New(Endpoints{}).Parse(p)
		if (got.Blocked != "") != blocked || (err == nil) != blocked || len(got.Observations) > 0 {
			t.Errorf("status %d: %+v %v", code, got, err)
		}
	}
	for _, body := range []string{"<!DOCTYPE html><title>Log in</title>", "<HTML>", `{"message":"Too Many Requests","error":429}`, `{"reason":"private","message":"Forbidden","error":403}`} {
		if got, err := New(Endpoints{}).Parse(postPage(body)); err != nil || got.Blocked == "" || len(got.Observations) > 0 {
			t.Errorf("%q: %+v %v", body, got, err)
		}
	}
}

func TestHostileAnswers(t *testing.T) {
	for name, body := range map[string]string{
		"deep JSON": strings.Repeat(`{"data":{"replies":`, 100_000),
		"deep XML":  "<feed>" + strings.Repeat("<a>", 100_000),
		"entities":  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>` + feedOf(postEntry())[38:],
		"cut":       feedOf(postEntry())[:400],
		"nothing":   "",
		"oembed":    `{"type":"rich","title":"a","author_name":"b"}`,
		"bad ids":   strings.ReplaceAll(feedOf(postEntry()), "t3_abc", "t3_../x"),
	} {
		if got, err := New(Endpoints{}).Parse(postPage(body)); err == nil || len(got.Observations) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	o := only(t, postPage(strings.ReplaceAll(feedOf(postEntry()), "2024-05-06T07:08:09+00:00", "soon")))
	if o.Content.PublishedAt != (store.Moment{Raw: "soon"}) || !slices.Contains(o.Content.Flags, "unreadable-time") {
		t.Errorf("%+v", o.Content)
	}
	o = only(t, postPage(listingOf(strings.ReplaceAll(jsonPost(""), "1714979289.0", "1e300"))))
	if o.Content.PublishedAt != (store.Moment{Raw: "1e300"}) || !slices.Contains(o.Content.Flags, "unreadable-time") {
		t.Errorf("%+v", o.Content)
	}
	o = only(t, postPage(strings.ReplaceAll(feedOf(postEntry()), "https://ud.reddit.com/r/test/comments/abc/t/", "javascript:alert(1)")))
	if o.URL != "https://www.reddit.com/comments/abc/" {
		t.Errorf("URL %q", o.URL)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(feedOf(postEntry(), commentEntry()), true)
	f.Add("["+listingOf(jsonPost(""))+","+listingOf()+"]", false)
	f.Add(`{"message":"Not Found","error":404}`, true)
	f.Fuzz(func(_ *testing.T, body string, asked bool) {
		p := postPage(body)
		if !asked {
			p = page(endpointAccount, "https://www.reddit.com/user/a/.rss", body)
		}
		p.URL = nil
		_, _ = New(Endpoints{}).Parse(p) // must not panic
	})
}

// TestNoticesAreNoWords: what Reddit writes where words were taken away is never an
// edit: a deletion where their author is gone as well, nothing where he may have written
// it himself.
func TestNoticesAreNoWords(t *testing.T) {
	for _, c := range []struct {
		title, text, author string
		how                 store.GoneHow
		unsure              bool
	}{
		{"A title", "[deleted]", nobody, store.Deleted, false},
		{"[deleted by user]", "[removed]", nobody, store.Deleted, false},
		{"[deleted by user]", "", nobody, store.Deleted, false},
		{"A title", "[removed]", nobody, store.Unavailable, false},
		{"A title", "[ Removed by Reddit on account of violating the content policy ]", nobody, store.Unavailable, false},
		{"[ Removed by Reddit ]", "[ Removed by Reddit on account of violating the content policy ]", "mayor", "", true},
		{"[ Removed by moderator ]", "", "mayor", "", true},
		{"A title", "[removed]", "mayor", "", true},
		{"A title", "They [removed] it", nobody, "", false},
		{"A title", "[removed] by somebody", "mayor", "", false},
		{"[Removed] what the mayor said", "words", "mayor", "", false},
	} {
		how, _, unsure := notice(c.title, c.text, c.author)
		if how != c.how || unsure != c.unsure {
			t.Errorf("%q %q by %s: %q, unsure %v", c.title, c.text, c.author, how, unsure)
		}
	}
}

// TestACrosspostCarriesItsOriginal, which is kept for its sake, and never gone on its word.
func TestACrosspostCarriesItsOriginal(t *testing.T) {
	original := func(more string) string {
		return `{"name":"t3_orig","author":"Other","title":"First","selftext":"Never.","is_self":true,"permalink":"/r/other/comments/orig/first/","created_utc":1714970000.0,"edited":false` + more + `}`
	}
	for more, want := range map[string]int{
		"":                                 1,
		`,"removed_by_category":"deleted"`: 1,
		`,"x":1`:                           2,
	} {
		list := `,"crosspost_parent":"t3_orig","crosspost_parent_list":[` + original(more) + `]`
		if more == "" {
			list = `,"crosspost_parent":"t3_other","crosspost_parent_list":[` + original("") + `]`
		}
		p := postPage("[" + listingOf(jsonPost(list)) + "," + listingOf() + "]")
		p.Request.Document = "reddit:t3_abc"
		got := observed(t, p)
		if len(got) != want {
			t.Fatalf("%q: %+v", more, got)
		}
		if want == 2 && (got[1].Document != "reddit:t3_orig" || !got[1].Context || got[1].Content.Text != "Never." || got[1].Author.Handle != "Other") {
			t.Errorf("%+v", got[1])
		}
	}
}
