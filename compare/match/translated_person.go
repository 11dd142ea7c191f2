package match

import (
	"slices"
	"sync"
	"unicode"

	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

// person is the class of words/person.txt.
const person class = "person"

var personBooks sync.Map // by language

// deeds are what one does to another, and the other does not do to him by it.
var deeds = []string{
	"accuse", "beat", "defeat", "sue", "attack", "insult", "overtake", "betray", "lie", "arrest", "invite", "criticize", "help", "support", "force", "threaten", "blame", "deceive", "cheat", "save", "rescue",
	"protect", "hire", "dismiss", "warn", "kill", "shoot", "push", "visit", "phone", "thank", "congratulate", "praise", "punish", "exclude", "forgive", "elect", "choose", "defend", "interview", "chase", "mock", "hit", "strike", "call", "prosecute", "telephone",
}

// undergone are what one does by whom another does it: who lost was beaten.
var undergone = []string{"lose", "borrow", "receive", "get", "obtain", "undergo", "suffer", "learn", "fear"}

// doesDeed reports whether a stretch has a verb of the deeds.
func doesDeed(code string, f text.Folded, in span) bool {
	return means(code, f, in, deeds) || code == lexicon.Pivot && slices.ContainsFunc(f.Tokens[in.from:in.to], func(t text.Token) bool { return deedForms[t.Key] })
}

// deedForms are deeds that the lexicon does not have.
var deedForms = text.WordSet("sue sues sued suing overtook overtakes overtake outran outpaced outplayed slandered defamed")

// speakerTurned reports whether of somebody else and him who speaks the one does to the other what he has done to
// him in the post: Norvex nos demandó, we sued Norvex.
func (c translated) speakerTurned(s sentencePair) bool {
	for _, p := range c.parties(s) {
		if c.readAs(p) != asActor {
			continue
		}
		q := speakerActs(c.QuoteLang, c.Quote.Folded, s.quote, p.quote)
		if q != unread && speakerActs(c.PostLang, c.Post, s.post, p.post) == q.turned() {
			return (doesDeed(c.QuoteLang, c.Quote.Folded, s.quote) || doesDeed(c.PostLang, c.Post, s.post)) &&
				means(c.QuoteLang, c.Quote.Folded, s.quote, undergone) == means(c.PostLang, c.Post, s.post, undergone)
		}
	}
	return false
}

// speakerActs reads whether he who speaks acts on another in a clause, firstActs, or the other on him.
func speakerActs(code string, f text.Folded, in, other span) acting {
	own, r := lang.Standard(code), rolesIn(code)
	b, ok := personBooks.Load(own)
	if !ok {
		b, _ = personBooks.LoadOrStore(own, readBook(own, person))
	}
	if len(r) == 0 {
		return unread
	}
	at := other
	bounds := func(i int) bool {
		return borderAfter(f, i) != noBorder || coordinates[code][f.Tokens[i+1].Key] || r["link"][f.Tokens[i+1].Exact] && !r["article"][f.Tokens[i+1].Exact]
	}
	for at.from > in.from && !bounds(at.from-1) {
		at.from--
	}
	for at.to < in.to && !bounds(at.to-1) {
		at.to++
	}
	for i := at.from; i < at.to; i++ {
		if r["being"][f.Tokens[i].Exact] {
			return unread
		}
	}
	acts, suffers := 0, 0
	for _, m := range b.(*wordbook).mentions(f) {
		if m.class != person || m.at < at.from || m.at >= at.to || m.at >= other.from && m.at < other.to {
			continue
		}
		before := ""
		if m.at > at.from {
			before = f.Tokens[m.at-1].Exact
		}
		switch {
		case m.group == "acts" && (!unicode.IsUpper(f.Runes[f.Tokens[m.at].From]) || m.at == in.from || code == "en"):
			acts++
		case m.group == "place" && m.at == at.from:
			acts++
		case m.group == "place" && m.at > other.from, m.group == "suffers":
			t := f.Tokens[m.at]
			if (r["prep"][before] || r["of"][before]) && !r["object"][before] || code == "en" && unicode.IsUpper(f.Runes[t.From]) || code == "nl" && t.Key == "ons" && m.at+1 < at.to && !pastParticiple.MatchString(f.Tokens[m.at+1].Key) {
				return unread
			}
			suffers++
		default:
			return unread
		}
	}
	if (acts > 0) == (suffers > 0) {
		return unread
	}
	begin := r.begin(f, other)
	if begin > at.from {
		k := f.Tokens[begin-1].Exact
		if (r["prep"][k] || r["by"][k] || r["of"][k]) && (!r["object"][k] || suffers > 0) {
			return unread
		}
	}
	shown := anyCase
	if code == "de" {
		shown = germanCase(f, begin, other)
	} else if byEndings[code] {
		shown = r.caseOf(code, f, begin, other)
	}
	switch {
	case acts > 0 && shown != nominative:
		return firstActs
	case suffers > 0 && shown != oblique:
		return secondActs
	}
	return unread
}
