package report

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/sqlite"
)

// exhibit is an archive with something of everything: each state of a post, each
// verdict, scripts that run from right to left, texts without spaces, texts that are
// too long, sources and runs that go well and badly, and hostile words in all fields.
type exhibit struct {
	*sqlite.DB
	t   testing.TB
	now time.Time
	run int64
	src int64
}

func newExhibit(t testing.TB) *exhibit {
	t.Helper()
	e := &exhibit{t: t, now: time.Date(2025, 11, 12, 9, 0, 0, 0, time.UTC)}
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true, Now: func() time.Time { return e.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	e.DB = db
	return e
}

func (e *exhibit) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// say records what a capture shows an hour later.
func (e *exhibit) say(c store.Capture, seen ...store.Observation) {
	e.t.Helper()
	e.now = e.now.Add(time.Hour)
	if c.Outcome == "" {
		c.Outcome, c.Status = store.OutcomeOK, 200
	}
	c.Method, c.StartedAt, c.RunID, c.SourceID, c.Body = "GET", e.now, e.run, e.src, []byte(e.now.String())
	if c.URL == "" {
		c.URL = "https://example.org/look"
	}
	_, _, err := e.Record(e.t.Context(), c, seen)
	e.must(err)
}

func (e *exhibit) post(id, lang, text string) store.Observation {
	return store.Observation{
		Document: store.DocumentID("x:" + id), Kind: store.Post, URL: "https://x.com/sam/status/" + id,
		Author:  store.Author{ID: "77", Name: "Sam Sample", Handle: "sam", URL: "https://x.com/sam"},
		Content: store.Content{Text: text, Lang: lang, PublishedAt: store.Moment{Time: e.now, Precision: store.PrecisionSecond}},
	}
}

func (e *exhibit) article(path, title, text string) store.Observation {
	return store.Observation{
		Document: store.DocumentID("web:https://example.org/" + path), Kind: store.Article, URL: "https://example.org/" + path, Publisher: "The Sample Courier",
		Content: store.Content{Title: title, Byline: "R. Porter", Lang: "en", Text: text, PublishedAt: store.Moment{Time: e.now.Add(90 * time.Minute), Precision: store.PrecisionSecond}},
	}
}

func gone(o store.Observation, how store.GoneHow, certain bool) store.Observation {
	o.Gone = &store.Gone{How: how, Detail: "status 404", Certain: certain}
	return o
}

// fill puts all of it in.
func (e *exhibit) fill() *exhibit {
	e.t.Helper()
	ctx := e.t.Context()
	good, err := e.AddSource(ctx, store.Source{Kind: store.SourceAccount, Platform: "x", URL: "https://x.com/sam", Name: "Sam Sample", Cadence: time.Hour, AddedAt: e.now})
	e.must(err)
	bad, err := e.AddSource(ctx, store.Source{Kind: store.SourceFeed, Platform: "feed", URL: "https://example.org/" + strings.Repeat("long", 60), Name: hostile, Cadence: 48 * time.Hour, AddedAt: e.now, Speaker: hostile})
	e.must(err)
	run, err := e.BeginRun(ctx, hostile)
	e.must(err)
	e.run, e.src = run.ID, good.ID
	e.posts()
	e.articles()
	e.hostile()
	e.secondHand()
	e.src = bad.ID
	e.say(store.Capture{Outcome: store.OutcomeFailed, Error: hostile, URL: "https://example.org/feed"})
	_, err = e.EditSource(ctx, bad.ID, func(s *store.Source) error {
		s.Failures, s.LastError, s.LastRun = 4, hostile, e.now
		return nil
	})
	e.must(err)
	_, err = e.EditSource(ctx, good.ID, func(s *store.Source) error { s.LastOK, s.LastRun = e.now, e.now; return nil })
	e.must(err)
	e.must(e.EndRun(ctx, run.ID, "partial", store.RunCounts{Due: 12, Captures: 30, New: 20, Edited: 3, Gone: 2, Failed: 1, Held: 2, Bytes: 123456789, ClockJump: time.Hour}))
	second, err := e.BeginRun(ctx, "desk pid 2")
	e.must(err)
	e.must(e.EndRun(ctx, second.ID, "done", store.RunCounts{Due: 1}))
	e.must(e.SavePerson(ctx, store.Person{Name: "Samuel Sample", Accounts: []store.Account{{Platform: "x", Key: "@sam"}, {Platform: "bluesky", Key: "@sam.example"}}}))
	linkArticles(e.t, e.DB)
	return e
}

func (e *exhibit) posts() {
	first := e.post("1", "en", "We will never close the northern ferry line while I am in office. The harbour stays open every day of the year.")
	e.say(store.Capture{Document: first.Document, Endpoint: "page", FinalURL: first.URL, RemoteAddr: "192.0.2.7:443", TLS: &store.TLS{Version: "TLS 1.3"}, Robots: "allowed", ServerDate: e.now}, first)
	edited := first
	for i, text := range []string{"We will close the northern ferry line next year while I am in office. The harbour stays open every day of the year.", "We will close the northern ferry line next year, while I am in office. The harbour stays open every day of the year!", "No ferries."} {
		edited.Content.Text, edited.VersionID = text, fmt.Sprint(10+i)
		e.say(store.Capture{Document: first.Document}, edited)
	}
	for i := range 8 { // more versions than a page shows
		o := e.post("2", "en", fmt.Sprintf("Count: %d boats in the harbour this morning, says the harbour master.", i))
		e.say(store.Capture{}, o)
	}
	reply := e.post("3", "en", "And one more thing: the gulls stay.")
	reply.Relations = []store.Relation{{Kind: store.RelationRepliesTo, Document: "x:1"}, {Kind: store.RelationQuotes, Document: "x:unknown"}}
	reply.Content.Media = []store.Media{{Type: "image", URL: "https://example.org/p.png", Alt: "A gull on a pole"}, {Type: "video", URL: "https://example.org/v.mp4"}}
	e.say(store.Capture{}, reply)
	var shot bytes.Buffer
	e.must(png.Encode(&shot, image.NewGray(image.Rect(0, 0, 40, 30))))
	_, err := e.KeepMedium(e.t.Context(), store.Capture{Method: "GET", Endpoint: "screenshot", URL: reply.URL, Outcome: store.OutcomeOK, StartedAt: e.now}, store.Medium{Document: "x:3", URL: "screenshot:" + reply.URL}, shot.Bytes())
	e.must(err)
	for id, how := range map[string]store.GoneHow{"4": store.Deleted, "5": store.Withheld, "6": store.Suspended} {
		e.say(store.Capture{}, e.post(id, "en", "Post "+id+" that will be gone before long."))
		e.say(store.Capture{}, gone(e.post(id, "en", ""), how, true))
	}
	e.say(store.Capture{}, e.post("7", "en", "A post that was missed once."))
	e.say(store.Capture{}, gone(e.post("7", "en", ""), store.Unavailable, false))
	e.say(store.Capture{}, e.post("8", "en", "A post that came back."))
	e.say(store.Capture{}, gone(e.post("8", "en", ""), store.Deleted, true))
	e.say(store.Capture{}, e.post("8", "en", "A post that came back."))
	e.say(store.Capture{Document: "x:8", Outcome: store.OutcomeBlocked, Error: "a login wall"})
	for id, text := range map[string]string{
		"20": "الميناء مفتوح كل يوم من أيام السنة، ولن نغلق خط العبّارات الشمالي ما دمت في منصبي.", "21": "הנמל פתוח בכל יום, ולא נסגור את קו המעבורת הצפוני (never closed) כל עוד אני בתפקיד.",
		"22": "港は一年中開いています。私が在任中は北のフェリー航路を閉鎖することは決してありません。", "23": "Donaudampfschifffahrts" + strings.Repeat("gesellschaftskapitän", 30), "24": strings.Repeat("word ", 1_000_000),
		"25": "1.5% is not 15%, and -3 is not 3.",
	} {
		e.say(store.Capture{}, e.post(id, map[string]string{"20": "ar", "21": "he", "22": "ja", "23": "de"}[id], text))
	}
	other := e.post("9", "en", "The same on another platform.")
	other.Document, other.Author = "bluesky:at://did:plc:sam/app.bsky.feed.post/9", store.Author{ID: "did:plc:sam", Name: "Sam", Handle: "sam.example"}
	other.Context = true
	e.say(store.Capture{}, other)
	fake := e.post("10", "en", "A look-alike account says so.")
	fake.Author = store.Author{Name: "Sam Sample", Handle: "sаm", ID: "78"} // the a is Cyrillic
	odd := &fake.Content
	odd.PublishedAt, odd.Cut, odd.CutWhy, odd.Flags = store.Moment{Raw: "the day before"}, true, "ends in “…”", []string{"mixed-scripts"}
	e.say(store.Capture{}, fake)
}

func (e *exhibit) articles() {
	for i, text := range []string{
		"“We will never close the northern ferry line while I am in office,” Sam Sample wrote.", "“We will never shut the northern ferry line while I am in office,” Sam Sample wrote.",
		"“We will never close the … line while I am in office,” Sam Sample wrote.\n\n“The seagulls voted for the cheaper boat,” a neighbour said.\n\n" + strings.Repeat("More text that has no quote at all. ", 12),
		"“The harbour stays open every day of the year,” Sam Sample wrote on X.",
	} {
		e.say(store.Capture{}, e.article(fmt.Sprint(i), fmt.Sprintf("Ferries, part %d", i), text))
	}
	changed := e.article("0", "Ferries: a promise", "“We will never close the northern ferry line while I am in office,” Sam Sample wrote on Tuesday.")
	e.say(store.Capture{}, changed)
}

// secondHand are words that no home was seen to show, and some that it contradicts.
func (e *exhibit) secondHand() {
	file := store.Capture{Method: store.MethodImport, Endpoint: "import", URL: "https://x.com/sam", FinalURL: hostile + ".jsonl#1"}
	e.given(file, e.post("40", "en", "A post that a file brought."))
	e.given(file, gone(e.post("40", "en", ""), store.Deleted, true))
	e.given(store.Capture{Method: "GET", Authority: store.AuthorityRelay, Relay: hostile, URL: "https://relay.example/41"}, e.post("41", "en", "A post that a relay passed on."))
	e.given(store.Capture{Method: "GET", Authority: store.AuthorityClaim, URL: "https://blog.example/" + strings.Repeat("long", 90)}, e.post("42", "en", "A post that a page quotes."))
	truth := e.post("43", "en", "We do not support a ban.")
	truth.VersionID = "43"
	lie := truth
	lie.Content.Text = "We support a ban. " + hostile
	e.given(file, lie)
	e.say(store.Capture{Document: truth.Document}, truth)
}

// hostile are words that would be something else if they were not shown as text.
func (e *exhibit) hostile() {
	o := e.post("30", "en", hostile)
	o.URL, o.Author = "javascript:window.pwned=1", store.Author{Name: strings.Repeat(hostile, 100), Handle: hostile, ID: hostile, URL: "data:text/html,x"}
	o.Content.Media = []store.Media{{Type: hostile, URL: "JaVaScRiPt:window.pwned=1", Alt: hostile}}
	o.Content.Flags, o.Content.CutWhy, o.Content.Cut, o.VersionID = []string{hostile}, hostile, true, hostile
	e.say(store.Capture{URL: "https://example.org/" + hostile, Endpoint: hostile, Relay: hostile, RemoteAddr: hostile, Robots: hostile}, o)
	o.Content.Text += " edited </script><iframe srcdoc='<script>parent.pwned=1</script>'><math><mtext></style><img src=x onerror=parent.pwned=1>"
	e.say(store.Capture{}, o)
	o.Gone = &store.Gone{How: store.GoneHow(hostile), Detail: hostile, Certain: true}
	e.say(store.Capture{}, o)
	a := e.article("h", hostile, "“We will never close the northern ferry line while "+hostile+" I am in office,” Sam Sample wrote. “"+hostile+" seven words of nobody at all”")
	a.URL, a.Publisher, a.Content.Byline, a.Content.Lang = "vbscript:x", hostile, hostile, `en" onmouseover="window.pwned=1`
	e.say(store.Capture{}, a)
}
