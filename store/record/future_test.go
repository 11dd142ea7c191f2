package record_test

import (
	"slices"
	"testing"

	"onrecord/store"
)

// tomorrow is the moment at which the test's archive takes everything in; later is an
// hour ahead of it.
const (
	tomorrow = 24 * 60
	later    = tomorrow + 60
)

// TestFault72ATimeInTheFutureIsNeverCurrent: what is dated ahead of our clock, by a file or
// by a platform, is flagged and never hides what was seen.
func TestFault72ATimeInTheFutureIsNeverCurrent(t *testing.T) {
	const own = "https://x.com/a/status/1"
	ahead := func(o store.Observation) store.Observation { o.VersionTime = at(later); return o }
	for name, c := range map[string]struct {
		all  []told
		want string
	}{
		"a file from tomorrow, then a look":   {[]told{{later, store.AuthorityImport, by(says("never said"), "z", own)}, {50, store.AuthorityOrigin, by(says("A"), "a", own)}}, "origin:A | " + own + " | a | there"},
		"a look, then a file from tomorrow":   {[]told{{50, store.AuthorityOrigin, by(says("A"), "a", own)}, {later, store.AuthorityImport, by(says("never said"), "z", own)}}, "origin:A | " + own + " | a | there"},
		"a file that says when, then another": {[]told{{50, store.AuthorityImport, seenAt(by(says("never said"), "z", own), later)}, {51, store.AuthorityImport, seenAt(by(says("A"), "a", own), 40)}}, "import:A | " + own + " | a | there"},
		"a deletion told of tomorrow":         {[]told{{50, store.AuthorityOrigin, by(says("A"), "a", own)}, {60, store.AuthorityImport, missed(later)}}, "origin:A | " + own + " | a | there"},
		"a platform whose clock is ahead":     {[]told{{50, store.AuthorityOrigin, ahead(by(says("A"), "a", own))}, {60, store.AuthorityOrigin, by(says("B"), "a", own)}}, "origin:B | " + own + " | a | there"},
		"a relay whose clock is ahead":        {[]told{{50, store.AuthorityOrigin, by(says("A"), "a", own)}, {55, store.AuthorityRelay, ahead(by(says("C"), "z", own))}}, "origin:A | " + own + " | a | there"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t)
			for _, o := range c.all {
				a.hear(o)
			}
			if got := a.face("x:1"); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			for _, v := range a.Names["x:1"].Versions {
				if v.ValidFrom.After(at(tomorrow)) {
					t.Errorf("%q stands since %s, which is yet to come", v.Text, v.ValidFrom)
				}
				if v.Text == "never said" && !slices.Contains(v.Flags, "future-time") {
					t.Errorf("%q has the flags %q", v.Text, v.Flags)
				}
			}
		})
	}
}

// TestFault72AClaimedTimeThatCannotBe: a publication two years ahead dates nothing and is
// flagged; what was claimed stays readable.
func TestFault72AClaimedTimeThatCannotBe(t *testing.T) {
	a := newArchive(t)
	o := says("A")
	o.Content.PublishedAt = store.Moment{Time: at(0).AddDate(2, 0, 0), Precision: store.PrecisionSecond}
	a.look(50, o)
	d := a.Names["x:1"]
	v := d.Standing()[0]
	if !d.Facts.Published.IsZero() || v.PublishedAt.Raw == "" || !slices.Contains(v.Flags, "implausible-time") {
		t.Errorf("published %+v, claimed %+v, flags %q", d.Facts.Published, v.PublishedAt, v.Flags)
	}
}

// TestADeletionThatIsToComeIsNotConfirmed: what a file says of an end ahead of our clock
// is a claim, whatever else is known of the post.
func TestADeletionThatIsToComeIsNotConfirmed(t *testing.T) {
	for _, authority := range []store.Authority{store.AuthorityImport, store.AuthorityClaim} {
		a := newArchive(t)
		a.hear(told{50, authority, by(says("A"), "a", "https://x.com/a/status/1")})
		end := missed(later)
		end.Gone.Certain = true
		a.hear(told{51, authority, end})
		for _, s := range a.Names["x:1"].Tombstones {
			if s.Confirmed() {
				t.Errorf("%s: confirmed at %s", authority, s.ConfirmedAt)
			}
		}
	}
}
