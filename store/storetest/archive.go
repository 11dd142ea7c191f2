package storetest

import (
	"strings"
	"sync"
	"testing"
	"time"

	"onrecord/store"
)

// day0 is when the tests' time begins.
var day0 = time.Date(2025, 11, 11, 12, 0, 0, 0, time.UTC)

// at is so many minutes after the beginning.
func at(minutes int) time.Time { return day0.Add(time.Duration(minutes) * time.Minute) }

// clock is a clock that stands until it is set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// archive is an open archive with short ways to fill it and look at it.
type archive struct {
	Engine
	t     *testing.T
	clock *clock
	dir   string
}

func newArchive(t *testing.T, open Opener) *archive {
	t.Helper()
	a := &archive{t: t, clock: &clock{now: day0}, dir: t.TempDir()}
	a.Engine = open(t, a.dir, a.clock.Now)
	t.Cleanup(func() {
		a.unaltered()
		a.Close()
	})
	return a
}

// record records what a capture at so many minutes says.
func (a *archive) record(minutes int, seen ...store.Observation) (int64, []store.Change) {
	a.t.Helper()
	c := store.Capture{Method: "GET", Endpoint: "page", URL: "https://example.org/", Outcome: store.OutcomeOK, StartedAt: at(minutes), Body: []byte("body")}
	if len(seen) > 0 {
		c.Document = seen[0].Document
	}
	if a.clock.Now().Before(c.StartedAt) { // what lies ahead is a claim
		a.clock.set(c.StartedAt)
	}
	id, changes, err := a.Record(a.t.Context(), c, seen)
	if err != nil {
		a.t.Fatalf("record at %d: %v", minutes, err)
	}
	if id == 0 || len(changes) != len(seen) {
		a.t.Fatalf("record at %d gave capture %d and %d changes for %d observations", minutes, id, len(changes), len(seen))
	}
	return id, changes
}

// see records and gives the one change.
func (a *archive) see(minutes int, o store.Observation) store.Change {
	a.t.Helper()
	_, changes := a.record(minutes, o)
	return changes[0]
}

// post is an observation of a post of one author.
func post(id, text string) store.Observation {
	return store.Observation{
		Document: store.DocumentID("x:" + id), Kind: store.Post, URL: "https://x.com/speaker/status/" + id,
		Author: store.Author{ID: "7", Handle: "Speaker", Name: "A Speaker"}, Content: store.Content{Text: text, Lang: "en"},
	}
}

// article is an observation of an article, published at so many minutes.
func article(path, text string, minutes int) store.Observation {
	url := "https://paper.example/" + path
	return store.Observation{
		Document: store.DocumentID("web:" + url), Kind: store.Article, URL: url, Publisher: "The Paper",
		Content: store.Content{Title: "Title of " + path, Text: text, Lang: "en", PublishedAt: store.Moment{Time: at(minutes), Precision: store.PrecisionSecond}},
	}
}

// gone is an observation that a post is not there.
func gone(id string, how store.GoneHow, certain bool) store.Observation {
	o := post(id, "")
	o.Gone = &store.Gone{How: how, Detail: "it says " + string(how), Certain: certain}
	return o
}

// seenAt moves an observation into the past.
func seenAt(o store.Observation, minutes int) store.Observation {
	o.SeenAt = at(minutes)
	return o
}

// versionID gives an observation the platform's own id and time of its version.
func versionID(o store.Observation, id string, minutes int) store.Observation {
	o.VersionID, o.VersionURL, o.VersionTime = id, "https://x.com/speaker/status/"+id, at(minutes)
	return o
}

func (a *archive) document(id store.DocumentID) store.Document {
	a.t.Helper()
	d, err := a.Document(a.t.Context(), id)
	if err != nil {
		a.t.Fatalf("document %s: %v", id, err)
	}
	return d
}

// versions are a document's, checked for what holds of any.
func (a *archive) versions(id store.DocumentID) []store.Version {
	a.t.Helper()
	vs, err := a.Versions(a.t.Context(), id)
	if err != nil {
		a.t.Fatalf("versions of %s: %v", id, err)
	}
	for i, v := range vs {
		if v.Seq != i+1 || v.ID == 0 || v.CaptureID == 0 || v.Hash != v.Content.Hash() {
			a.t.Errorf("version %d of %s: %+v", i+1, id, v)
		}
		if v.LastSeen.Before(v.FirstSeen) || i > 0 && v.ValidFrom.Before(vs[i-1].ValidFrom) {
			a.t.Errorf("times of version %d of %s are out of order: %+v", i+1, id, v)
		}
	}
	if n := a.document(id).Versions; n != len(vs) {
		a.t.Errorf("%s says that it has %d versions, and has %d", id, n, len(vs))
	}
	return vs
}

// texts are the words of a document's versions in their order.
func (a *archive) texts(id store.DocumentID) string {
	a.t.Helper()
	var out []string
	for _, v := range a.versions(id) {
		out = append(out, v.Text)
	}
	return strings.Join(out, "|")
}

// kinds are the kinds of a timeline's events, with the version's number.
func (a *archive) kinds(id store.DocumentID) string {
	a.t.Helper()
	events, err := a.Timeline(a.t.Context(), id)
	if err != nil {
		a.t.Fatalf("timeline of %s: %v", id, err)
	}
	var out []string
	for i, e := range events {
		kind := string(e.Kind)
		if kind == "" {
			kind = string(e.Outcome)
		}
		if e.VersionSeq > 0 {
			kind += string(rune('0' + e.VersionSeq))
		}
		if i > 0 && e.At.Before(events[i-1].At) {
			a.t.Errorf("the timeline of %s goes back in time at %d", id, i)
		}
		out = append(out, kind)
	}
	return strings.Join(out, " ")
}

func check[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
