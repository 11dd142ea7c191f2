package record_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/record"
)

const confirmAfter = 5 * time.Minute

func at(minute int) time.Time {
	return time.Date(2025, 11, 11, 12, minute, 0, 0, time.UTC)
}

// archive is one in memory.
type archive struct {
	t *testing.T
	record.Memory
	captures int64
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	return &archive{t: t}
}

// look records a capture made at a minute, and gives the kinds of its changes.
func (a *archive) look(minute int, seen ...store.Observation) string {
	a.t.Helper()
	a.captures++
	return a.record(store.Capture{ID: a.captures, StartedAt: at(minute), Outcome: store.OutcomeOK}, seen...)
}

func (a *archive) record(c store.Capture, seen ...store.Observation) string {
	a.t.Helper()
	said := record.Clean(c, seen, at(24*60))
	p, err := a.Take(c, said, confirmAfter)
	if err != nil {
		a.t.Fatal(err)
	}
	var kinds []string
	for _, ch := range p.Changes() {
		kinds = append(kinds, string(ch.Kind))
	}
	return strings.Join(kinds, " ")
}

// state is what the archive has of a document, in one line.
func (a *archive) state(name store.DocumentID) string {
	d := a.Names[name]
	if d == nil {
		return "none"
	}
	var texts []string
	for _, v := range d.Versions {
		texts = append(texts, v.Text)
	}
	out := strings.Join(texts, "|")
	for _, t := range d.Tombstones {
		switch {
		case !t.ClosedAt.IsZero():
			out += " (was missed)"
		case t.Confirmed():
			out += " gone:" + string(t.How)
		default:
			out += " missed"
		}
	}
	return out
}

func says(text string) store.Observation {
	return store.Observation{Document: "x:1", Kind: store.Post, URL: "https://x.com/a/status/1", Author: store.Author{Handle: "a"}, Content: store.Content{Text: text}}
}

func misses() store.Observation {
	return store.Observation{Document: "x:1", Kind: store.Post, Gone: &store.Gone{How: store.Deleted}}
}

func seenAt(o store.Observation, minute int) store.Observation {
	o.SeenAt = at(minute)
	return o
}

func versioned(o store.Observation, id string, minute int) store.Observation {
	o.VersionID, o.VersionTime = id, at(minute)
	return o
}

func cut(o store.Observation) store.Observation {
	o.Content.Cut = true
	return o
}

// look is one capture and the changes that it must make.
type look struct {
	minute int
	seen   []store.Observation
	want   string
}

func TestTake(t *testing.T) {
	one := func(minute int, want string, seen ...store.Observation) look { return look{minute, seen, want} }
	alias := func(o store.Observation, names ...store.DocumentID) store.Observation {
		o.Aliases = names
		return o
	}
	other := says("A")
	other.Document = "x:2"
	for name, c := range map[string]struct {
		looks []look
		want  string
	}{
		"edited and back":                {[]look{one(0, "new", says("A")), one(1, "edited", says("B")), one(2, "edited", says("A"))}, "A|B|A"},
		"an older version found later":   {[]look{one(5, "new", says("B")), one(9, "edited", seenAt(says("A"), 1))}, "A|B"},
		"all edits in one capture":       {[]look{one(9, "new edited edited", versioned(says("C"), "13", 3), versioned(says("A"), "11", 1), versioned(says("B"), "12", 2))}, "A|B|C"},
		"a cut text is filled":           {[]look{one(0, "new", cut(says("The whole…"))), one(1, "filled", says("The whole text"))}, "The whole text"},
		"cut and whole in one capture":   {[]look{one(0, "new filled", cut(says("The whole…")), says("The whole text"))}, "The whole text"},
		"a poll by another endpoint":     {[]look{one(0, "new", says("Open?\n\n○ Yes\n○ No")), one(1, "unchanged", says("Open?")), one(2, "edited", says("Closed?"))}, "Open?\n\n○ Yes\n○ No|Closed?"},
		"a poll shown later":             {[]look{one(0, "new", says("Open?")), one(1, "filled", says("Open?\n\n○ Yes\n○ No")), one(2, "edited", says("Open?\n\n○ Yes\n○ Never"))}, "Open?\n\n○ Yes\n○ No|Open?\n\n○ Yes\n○ Never"},
		"two looks confirm":              {[]look{one(0, "new", says("A")), one(1, "missed", misses()), one(9, "gone", misses())}, "A gone:deleted"},
		"too soon":                       {[]look{one(0, "new", says("A")), one(1, "missed", misses()), one(2, "missed", misses())}, "A missed"},
		"back":                           {[]look{one(0, "new", says("A")), one(1, "missed", misses()), one(2, "restored", says("A"))}, "A (was missed)"},
		"two that are one":               {[]look{one(0, "new", says("A")), one(1, "new", other), one(2, "unchanged", alias(says("A"), "x:2"))}, "A"},
		"two that are one, in a capture": {[]look{one(2, "new new unchanged", says("A"), other, alias(says("A"), "x:2"))}, "A"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t)
			for i, l := range c.looks {
				if got := a.look(l.minute, l.seen...); got != l.want {
					t.Errorf("look %d: %q, want %q", i, got, l.want)
				}
			}
			if got := a.state("x:1"); got != c.want {
				t.Errorf("in the end %q, want %q", got, c.want)
			}
		})
	}
}

func TestAForgottenDocumentDoesNotComeBack(t *testing.T) {
	a := newArchive(t)
	a.look(0, says("A"))
	a.Names["x:1"].Forgotten = true
	again := says("B")
	again.Document, again.Aliases = "x:9", []store.DocumentID{"x:1"}
	if got := a.look(1, again); got != "" || a.state("x:1") != "A" || a.state("x:9") != "none" {
		t.Errorf("%q, %q, %q", got, a.state("x:1"), a.state("x:9"))
	}
}

func TestAnObservationNeedsADocument(t *testing.T) {
	for _, id := range []store.DocumentID{"", "x", "x:", ":1"} {
		o := says("A")
		o.Document = id
		if _, err := record.Take(record.Known{}, store.Capture{}, []store.Observation{o}, confirmAfter); err == nil {
			t.Errorf("%q was taken for a document's id", id)
		}
	}
}

func TestEventsTellTheFirstSightFromEdits(t *testing.T) {
	a := newArchive(t)
	a.look(9, versioned(says("C"), "13", 3), versioned(says("A"), "11", 1))
	var got []string
	for _, e := range a.Events {
		got = append(got, fmt.Sprint(e.Kind, e.Version.Seq))
	}
	if s := strings.Join(got, " "); s != "edited2 new1" {
		t.Error(s)
	}
}

// TestWhatAFileKeepsIsNoReturn: a file that keeps a post does not say how long it was
// there; the notice of its deletion stands, whichever is taken in first. A look does say.
func TestWhatAFileKeepsIsNoReturn(t *testing.T) {
	kept, notice := says("A"), misses()
	kept.VersionTime, notice.SeenAt, notice.Gone.Certain = at(1), at(5), true
	for name, order := range map[string][]store.Observation{"notice last": {kept, notice}, "notice first": {notice, kept}} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t)
			for i, o := range order {
				a.captures++
				a.record(store.Capture{ID: a.captures, StartedAt: at(20 + i), Method: store.MethodImport, Outcome: store.OutcomeOK}, o)
			}
			if got := a.state("x:1"); got != "A gone:deleted" {
				t.Errorf("after the files: %s", got)
			}
			a.look(40, says("A"))
			if got := a.state("x:1"); got != "A (was missed)" {
				t.Errorf("after a look that found it: %s", got)
			}
		})
	}
}
