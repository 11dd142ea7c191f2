package link

import (
	"slices"
	"testing"

	"onrecord/store"
)

// TestSigns: signs that are no words, and a comma, a hyphen or an emoji, change what is
// said; the same in another form does not.
func TestSigns(t *testing.T) {
	for _, c := range []struct{ lang, post, quote, want string }{
		{"en", "We hire people who write C++ and nothing else this year.", "We hire people who write C and nothing else this year", "name"},
		{"en", "We hire people who write C# and nothing else this year.", "We hire people who write C# and nothing else", ""},
		{"en", "The captain re-signed with the club on his own terms.", "The captain resigned with the club on his own terms", "accent"},
		{"en", "The council will reform the old harbour watch soon.", "The council will re-form the old harbour watch soon", "accent"},
		{"en", "The board re-elected its chair and re-opened the e-mail archive.", "The board reelected its chair and reopened the email archive", ""},
		{"en", "Our co-operation with the re-organised port goes on.", "Our cooperation with the reorganised port goes on", ""},
		{"es", "No quiero que cierren la escuela del barrio viejo.", "No, quiero que cierren la escuela del barrio viejo", "negation"},
		{"es", "No, quiero que cierren la escuela del barrio viejo.", "No quiero que cierren la escuela del barrio viejo", "negation"},
		{"es", "No quiero, pero cierran la escuela del barrio viejo.", "No quiero pero cierran la escuela del barrio viejo", ""},
		{"en", "Pardon, impossible to execute the order of the court.", "Pardon impossible, to execute the order of the court", "negation"},
		{"ru", "Казнить нельзя, помиловать моряков со старого судна.", "Казнить, нельзя помиловать моряков со старого судна", "negation"},
		{"en", "No, more boats will come to the harbour next week.", "No more boats will come to the harbour next week", "negation"},
		{"en", "The mayor said, not without pride, that the bridge is open.", "The mayor said not without pride that the bridge is open", ""},
		{"en", "The harbour is closed again 😂 thanks to our mayor Vogel.", "The harbour is closed again 😢 thanks to our mayor Vogel", "opposite"},
		{"en", "The harbour is closed again 😂 thanks to our mayor Vogel.", "The harbour is closed again 🤣 thanks to our mayor Vogel", ""},
		{"en", "The harbour is closed again 😂 thanks to our mayor Vogel.", "The harbour is closed again thanks to our mayor Vogel", ""},
		{"en", "My vote on the new harbour tax is 👎 and it stays so.", "My vote on the new harbour tax is and it stays so", "opposite"},
		{"en", "We stand with 🇳🇴 and the fishermen of the north.", "We stand with 🇸🇪 and the fishermen of the north", "name"},
		{"en", "Thanks to @annaharbour for the money she gave the crews.", "Thanks to @bobharbour for the money she gave the crews", "name"},
		{"en", "Thanks to @annaharbour for the money she gave the crews.", "Thanks to @AnnaHarbour for the money she gave the crews", ""},
		{"en", "We waved 👍🏽 at the crews of the old ferry this morning.", "We waved 👍 at the crews of the old ferry this morning", ""},
		{"en", "The crews need >5 doctors on board before the winter.", "The crews need 5 doctors on board before the winter", "number"},
		{"en", "The crews need >5 doctors on board before the winter.", "The crews need more than 5 doctors on board before the winter", ""},
		{"en", "The crews need 5 doctors on board before the winter.", "The crews need <5 doctors on board before the winter", "number"},
		{"en", "In this port safety > profit is what the crews were told.", "In this port safety profit is what the crews were told", "opposite"},
		{"en", "In this port safety > profit is what the crews were told.", "In this port safety < profit is what the crews were told", "opposite"},
		{"en", "Old harbour -> new harbour: this is how the crews move.", "Old harbour new harbour: this is how the crews move", ""},
		{"en", "We <3 the crews of the old ferry and their families.", "We <3 the crews of the old ferry", ""},
	} {
		ans := lookUpOne(t, c.lang, c.post, c.quote)
		switch {
		case ans.Match == nil:
			t.Errorf("%q: not found", c.quote)
		case c.want == "" && len(ans.Match.Warnings) > 0:
			t.Errorf("%q: %s %v %+v, want none", c.quote, ans.Verdict, ans.Match.Warnings, ans.Match.Details)
		case c.want != "" && (!slices.Contains(ans.Match.Warnings, c.want) || ans.Verdict == store.Verbatim):
			t.Errorf("%q: %s %v, want %s", c.quote, ans.Verdict, ans.Match.Warnings, c.want)
		}
	}
}
