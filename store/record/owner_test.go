package record_test

import (
	"strings"
	"testing"

	"onrecord/store"
	"onrecord/store/record"
)

// whose is a post of an account.
func whose(o store.Observation, id, handle string) store.Observation {
	o.Author.ID, o.Author.Handle = id, handle
	return o
}

// standing are the words that a document's author is shown with.
func (a *archive) standing(name store.DocumentID) string {
	d := a.Names[name]
	out := []string{"@" + d.Facts.Author.Handle}
	for _, v := range d.Standing() {
		out = append(out, v.Text)
	}
	return strings.Join(out, " ")
}

// TestNobodysWordsGoUnderAnothersName: only a post's home says whose it is, and what
// others gave to another account is not shown as his words then.
func TestNobodysWordsGoUnderAnothersName(t *testing.T) {
	origin, relay, imported, claim := store.AuthorityOrigin, store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim
	anna, boris := whose(says("Anna's"), "111", "anna"), seenAt(whose(says("Boris's"), "222", "boris"), 1)
	for name, c := range map[string]struct {
		all  []told
		want string
	}{
		"two lines, two accounts":            {[]told{{10, imported, anna}, {11, imported, boris}}, "@anna Anna's"},
		"by handles only":                    {[]told{{10, imported, whose(anna, "", "Anna")}, {11, imported, whose(boris, "", "boris")}}, "@Anna Anna's"},
		"a handle against an id":             {[]told{{10, origin, anna}, {11, imported, whose(boris, "", "boris")}}, "@anna Anna's"},
		"a relay after a file":               {[]told{{10, imported, anna}, {11, relay, boris}}, "@boris Boris's"},
		"a claim after a relay":              {[]told{{10, relay, anna}, {11, claim, boris}}, "@anna Anna's"},
		"a file after a claim":               {[]told{{10, claim, boris}, {11, imported, anna}}, "@anna Anna's"},
		"the home after a file":              {[]told{{10, imported, boris}, {11, origin, anna}}, "@anna Anna's"},
		"the same account, called otherwise": {[]told{{10, imported, anna}, {11, imported, seenAt(whose(says("More"), "111", "ann"), 13)}}, "@ann Anna's More"},
		"a capital and an @":                 {[]told{{10, imported, whose(anna, "", "anna")}, {11, imported, seenAt(whose(says("More"), "", "@Anna"), 13)}}, "@@Anna Anna's More"},
		"a server's own, without its host":   {[]told{{10, imported, whose(anna, "", "anna@a.example")}, {11, imported, seenAt(whose(says("More"), "", "anna"), 13)}}, "@anna Anna's More"},
	} {
		a := newArchive(t)
		for _, o := range c.all {
			a.hear(o)
		}
		if got := a.standing("x:1"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestALineThatGivesAPostToAnotherIsRefused tells the import whose the post is.
func TestALineThatGivesAPostToAnotherIsRefused(t *testing.T) {
	a := newArchive(t)
	a.hear(told{10, store.AuthorityImport, whose(says("Anna's"), "111", "anna")})
	c := store.Capture{Method: store.MethodImport, StartedAt: at(11)}
	for handle, want := range map[string]int{"boris": 1, "anna": 0} {
		said := record.Clean(c, []store.Observation{whose(says("more"), "", handle)}, at(20))
		got := record.Refused(record.Known{"x:1": a.Names["x:1"]}, c, said)
		if len(got) != want || want > 0 && (got[0].Kind != store.ChangeRefused || got[0].Owner.Handle != "anna") {
			t.Errorf("%s: %+v", handle, got)
		}
	}
}
