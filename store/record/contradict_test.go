package record_test

import (
	"strings"
	"testing"

	"onrecord/store"
	"onrecord/store/record"
)

// filed records a line of a file, imported at a minute, and gives the kinds of its changes.
func (a *archive) filed(minute int, o store.Observation) string {
	a.captures++
	return a.record(store.Capture{ID: a.captures, StartedAt: at(minute), Method: store.MethodImport, Outcome: store.OutcomeOK}, o)
}

// TestOtherWordsForOneTimeAreNoEdit: two files that give a post other words contradict each
// other, whichever is imported first, where they are of one moment as exactly as they say it,
// or of none.
func TestOtherWordsForOneTimeAreNoEdit(t *testing.T) {
	posted := func(text string, minute int, p store.Precision) store.Observation {
		o := says(text)
		o.Content.PublishedAt = store.Moment{Time: at(minute), Precision: p}
		return o
	}
	for name, c := range map[string]struct{ a, b store.Observation }{
		"one moment":             {seenAt(says("A"), 1), seenAt(says("B"), 1)},
		"no time":                {says("A"), says("B")},
		"a day and a moment":     {posted("A", 0, store.PrecisionDay), posted("B", 40, "")},
		"as posted, seconds off": {posted("A", 3, ""), seenAt(says("B"), 3)},
	} {
		t.Run(name, func(t *testing.T) {
			one, other := newArchive(t), newArchive(t)
			if got := one.filed(60, c.a) + " " + one.filed(70, c.b); got != "new contradicted" {
				t.Errorf("a, then b: %s", got)
			}
			if got := other.filed(60, c.b) + " " + other.filed(70, c.a); got != "new contradicted" {
				t.Errorf("b, then a: %s", got)
			}
			if one.face("x:1") != other.face("x:1") || one.lines("x:1") != other.lines("x:1") {
				t.Errorf("a, then b: %s; b, then a: %s", one.lines("x:1"), other.lines("x:1"))
			}
		})
	}
	a := newArchive(t)
	if got := a.filed(60, seenAt(says("A"), 1)) + " " + a.filed(70, seenAt(says("B"), 2)); got != "new edited" {
		t.Errorf("two times: %s", got)
	}
}

// TestWordsWithoutATimeAreNeverCurrent beside such as have one, and undo no deletion.
func TestWordsWithoutATimeAreNeverCurrent(t *testing.T) {
	for name, order := range map[string][]store.Observation{
		"without a time first": {says("A"), seenAt(says("B"), 2), ended(5)},
		"without a time last":  {ended(5), seenAt(says("B"), 2), says("A")},
	} {
		a := newArchive(t)
		for i, o := range order {
			a.filed(60+i, o)
		}
		if got, want := a.face("x:1"), "import:B | https://x.com/a/status/1 | a | gone:deleted"; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if d := a.Names["x:1"]; !d.Facts.FirstSeen.Equal(at(2)) || !d.Facts.LastSeen.Equal(at(2)) {
			t.Errorf("%s: seen %s to %s", name, d.Facts.FirstSeen, d.Facts.LastSeen)
		}
		a.look(90, says("C"))
		if got := a.lines("x:1"); got != "import:B origin:C" {
			t.Errorf("%s, and then its home: %s", name, got)
		}
	}
}

// TestAClaimInAFileMakesTheHomeDue: what a file says of another's post, quoted or boosted, is
// a reason to ask that post's home; what it says of its own author's is none, nor is a claim
// that is known.
func TestAClaimInAFileMakesTheHomeDue(t *testing.T) {
	due := func(a *archive) bool { return !a.Names["x:1"].Facts.NextLook.IsZero() }
	claimed := says("A")
	claimed.Authority = store.AuthorityClaim
	a := newArchive(t)
	if a.filed(60, claimed); !due(a) {
		t.Error("a quoted post is not due")
	}
	a.Names["x:1"].Facts.NextLook = at(0).AddDate(1, 0, 0)
	if a.filed(70, claimed); !a.Names["x:1"].Facts.NextLook.Equal(at(0).AddDate(1, 0, 0)) {
		t.Error("a claim that says nothing new makes it due again")
	}
	own := newArchive(t)
	if own.filed(60, says("A")); due(own) {
		t.Error("the author's own post is due")
	}
}

// TestUndatedWordsAreToldSo: the record of a capture counts words without a time.
func TestUndatedWordsAreToldSo(t *testing.T) {
	p, err := record.Take(record.Known{}, store.Capture{ID: 1, StartedAt: at(60), Method: store.MethodImport}, []store.Observation{says("A"), says("B")}, confirmAfter)
	if err != nil || len(p.Said) != 2 {
		t.Fatal(p, err)
	}
	var places []string
	for _, o := range p.Said {
		places = append(places, string(rune('0'+store.UndatedPlace(o.At))))
	}
	if got := strings.Join(places, " "); got != "0 1" {
		t.Error(got)
	}
}

// TestAnEmbedDrawnOtherwiseContradictsNothing: what a page draws of a post with other breaks and
// links, or of its beginning, is a sight of the post's words, whichever is seen first; other words
// are kept beside them, and of the home's own two drawings each is a version.
func TestAnEmbedDrawnOtherwiseContradictsNothing(t *testing.T) {
	const words = "We open the harbour.\n\nAll of it: https://paper.example/harbour"
	for text, aside := range map[string]int{
		"We open the harbour. All of it: https://t.co/1 pic.twitter.com/x": 0,
		"We open the harbour. All…":                                        0,
		"We open the…":                                                     0,
		"…":                                                                1,
		"We open the harbour. All":                                         1,
		"We open no harbour. All…":                                         1,
		"We shut the harbour. All of it: https://paper.example/harbour": 1,
	} {
		claim := says(text)
		claim.Authority = store.AuthorityClaim
		for name, order := range map[string][]store.Observation{"last": {says(words), claim}, "first": {claim, says(words)}} {
			a := newArchive(t)
			for i, o := range order {
				a.look(10+i, o)
			}
			d := a.Names["x:1"]
			if n := len(d.Versions) - len(d.Standing()); n != aside || len(d.Standing()) != 1 || d.Standing()[0].Text != words {
				t.Errorf("%q, %s: %s, and %d aside, want %d", text, name, a.lines("x:1"), n, aside)
			}
		}
	}
	a := newArchive(t)
	a.look(10, says(words))
	a.look(20, says("We open the harbour. All of it: https://paper.example/other"))
	if n := len(a.Names["x:1"].Standing()); n != 2 {
		t.Errorf("the home's own: %d versions", n)
	}
}
