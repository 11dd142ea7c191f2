package match

import (
	"slices"
	"strings"

	"onrecord/compare/text"
	"onrecord/store"
)

// How far a verb of saying may stand from what is said: saidMost words with that between,
// said1 without.
const (
	saidMost = 6
	said1    = 1
)

// thats begin what somebody says or thinks, by language.
var thats = map[string]map[string]bool{
	"en": text.WordSet("that how"), "es": text.WordSet("que"), "pt": text.WordSet("que"), "fr": text.WordSet("que qu"), "it": text.WordSet("che"), "ca": text.WordSet("que"), "ro": text.WordSet("că"),
	"de": text.WordSet("dass daß"), "nl": text.WordSet("dat"), "sv": text.WordSet("att"), "no": text.WordSet("at"), "da": text.WordSet("at"), "pl": text.WordSet("że iż żeby"), "cs": text.WordSet("že"),
	"sk": text.WordSet("že"), "hr": text.WordSet("da"), "sr": text.WordSet("da да"), "bg": text.WordSet("че"), "ru": text.WordSet("что будто"), "uk": text.WordSet("що нібито"), "el": text.WordSet("ότι πως"),
	"hu": text.WordSet("hogy"), "fi": text.WordSet("että"), "tr": text.WordSet("ki"), "ar": text.WordSet("ان بان"), "fa": text.WordSet("که"), "hi": text.WordSet("कि"), "id": text.WordSet("bahwa"), "vi": text.WordSet("rằng"),
}

// ourselves are words for the author: whatever a verb of saying has beside it, he says so himself.
var ourselves = map[string]map[string]bool{
	"en": text.WordSet("i we ive weve id wed ill im you lets"), "es": text.WordSet("yo nosotros nosotras usted"), "pt": text.WordSet("eu nós gente você"), "fr": text.WordSet("j je nous tu vous"),
	"it": text.WordSet("io noi"), "ca": text.WordSet("jo nosaltres"), "ro": text.WordSet("eu noi"), "de": text.WordSet("ich wir"), "nl": text.WordSet("ik we wij"), "sv": text.WordSet("jag vi"),
	"no": text.WordSet("jeg vi"), "da": text.WordSet("jeg vi"), "pl": text.WordSet("ja my"), "cs": text.WordSet("já my"), "sk": text.WordSet("ja my"), "hr": text.WordSet("ja mi"), "sr": text.WordSet("ja mi ја ми"),
	"bg": text.WordSet("аз ние"), "ru": text.WordSet("я мы"), "uk": text.WordSet("я ми"), "el": text.WordSet("εγώ εμείς"), "hu": text.WordSet("én mi"), "fi": text.WordSet("minä me"), "tr": text.WordSet("ben biz"),
	"ar": text.WordSet("انا نحن"), "fa": text.WordSet("من ما"), "he": text.WordSet("אני אנחנו אנו"), "hi": text.WordSet("मैं मैंने हम हमने मेरा मेरी हमारा हमारी"), "id": text.WordSet("saya kami kita aku"), "vi": text.WordSet("tôi chúng"),
	"zh": text.WordSet("我 咱"), "ja": text.WordSet("私 僕 俺 我"), "ko": text.WordSet("저는 나는 우리는 저희는 제가 우리가 저희가 내가"),
}

// infinitives stand before a verb that says who does it elsewhere.
var infinitives = map[string]string{"en": "to", "de": "zu", "nl": "te", "sv": "att", "no": "a", "da": "at"}

// ofThings make a verb of saying a noun, or another's object: the claims of fraud.
var ofThings = text.WordSet("of about against by for in on to from with at de del des du d da do dos di della sobre von über van om av mit à au aux o об про za na")

// possessed stand before a noun and no verb: the claims.
var possessed = text.WordSet("the a an these those his her their my our its false no any such")

// ownForms end forms that are the author's own where nobody is named beside them: сказал, disse.
var ownForms = map[string][]string{"ru": {"л", "ла", "ли"}, "uk": {"в", "ла", "ли"}, "pt": {"disse"}}

// saidByOthers reports whether the post says right before the quoted stretch, or right behind it,
// that somebody else says or thinks so.
func (c *check) saidByOthers() bool {
	if c.covered.to == 0 || text.CountWords(c.post.Tokens[c.covered.from:c.covered.to]) < 2*inWord(c.post.Tokens) {
		return false
	}
	_, found := c.sayer()
	return found || c.indirectMood()
}

// sayer is the verb by which somebody else says or thinks what is quoted.
func (c *check) sayer() (mention, bool) {
	left, right := c.mentioned(saying, c.left()), c.mentioned(saying, c.right())
	if i := slices.IndexFunc(left, c.saidInFront); i >= 0 {
		return left[i], true
	}
	if i := slices.IndexFunc(right, c.saidBehind); i >= 0 {
		return right[i], true
	}
	return mention{}, false
}

// saidInFront reports whether the quoted stretch is what a verb of saying before it says.
func (c *check) saidInFront(m mention) bool {
	end, first := m.at+m.n, c.covered.from
	if end > first || c.lang == "ja" || c.lang == "ko" || c.lang == "tr" || c.byAuthor(m) {
		return false
	}
	if m.at > 0 && possessed[c.post.Tokens[m.at-1].Key] && c.lang == "en" {
		return false
	}
	begins := first
	if c.lang == "he" && strings.HasPrefix(c.post.Tokens[first].Key, "ש") {
		return first-end <= saidMost && c.joined(end-1, first-1)
	}
	if thats[c.lang][c.post.Tokens[first].Key] { // the quote begins with that itself
		begins++
	}
	for i := begins - 1; i >= end && begins-1-i <= 3; i-- {
		if thats[c.lang][c.post.Tokens[i].Key] {
			return i-end <= saidMost && c.oneBorder(end-1, i-1)
		}
		if borderAfter(c.post, i) > noBorder {
			break
		}
	}
	if first-end > said1*inWord(c.post.Tokens) || ofThings[c.post.Tokens[end].Key] || c.lang == "ar" || c.lang == "hi" {
		return false
	}
	if first > end && !c.light(end) {
		return false
	}
	return c.oneBorder(end-1, first-1)
}

// light reports whether a token of the post is an article or the like.
func (c *check) light(i int) bool { return text.Bits(c.post.Tokens[i].Key) <= 3 }

// oneBorder reports whether no border but one comma or colon stands between two tokens of the post.
func (c *check) oneBorder(from, to int) bool {
	n := 0
	for i := from; i <= to; i++ {
		switch b := borderAfter(c.post, i); {
		case b == sentence:
			return false
		case b > noBorder:
			n++
		}
	}
	return n <= 1
}

// byAuthor reports whether the author himself says so: a word for him stands beside the verb.
func (c *check) byAuthor(m mention) bool {
	own := ourselves[c.lang]
	named := false
	if m.at > 0 && infinitives[c.lang] == c.post.Tokens[m.at-1].Key {
		return true
	}
	for i := m.at - 1; i >= 0 && m.at-i <= 4*inWord(c.post.Tokens) && borderAfter(c.post, i) == noBorder; i-- {
		if own[c.post.Tokens[i].Key] && (c.lang != "en" || m.at-i <= 3) {
			return true
		}
		named = true
	}
	end := m.at + m.n
	if end < len(c.post.Tokens) && borderAfter(c.post, end-1) == noBorder && own[c.post.Tokens[end].Key] {
		return true
	}
	open := c.post.Tokens[m.at].Key
	return !named && hasEnding(open, ownForms[c.lang]...) && (end == len(c.post.Tokens) || thats[c.lang][c.post.Tokens[end].Key] || borderAfter(c.post, end-1) > noBorder)
}

// saidBehind reports whether the quoted stretch is what a verb of saying behind it says: …, says
// the mayor; …, the mayor says; and, where verbs close their clause, right behind it.
func (c *check) saidBehind(m mention) bool {
	at := c.covered.to
	switch c.lang {
	case "ja":
		rest := c.post.Slice(c.post.Tokens[at-1].To, c.post.Tokens[m.at].From)
		return m.at-at <= 3 && strings.Trim(rest, "」』\"” 、だである") == "" && !c.ourselvesBefore(at)
	case "ko":
		return m.at-at <= 1 && strings.HasSuffix(c.post.Tokens[m.at-1].Key, "고") && !c.ourselvesBefore(at)
	case "tr":
		return m.at-at <= 1 && c.tellsThat(m) && c.joined(at-1, m.at) && !c.ourselvesBefore(at)
	case "hi", "zh", "fa":
		return false
	}
	if b := borderAfter(c.post, at-1); b != comma && b != clause || c.byAuthor(m) {
		return false
	}
	end := m.at + m.n
	if m.at == at {
		return end == len(c.post.Tokens) || !thats[c.lang][c.post.Tokens[end].Key]
	}
	for last := end - 1; last < end+addressees; last++ { // the mayor told reporters
		if borderAfter(c.post, last) > noBorder {
			return m.at-at <= 4 && c.joined(at, m.at)
		}
		if !addressed[c.post.Tokens[m.at].Key] {
			break
		}
	}
	return false
}

// ourselvesBefore reports whether a word for the author stands in a sentence before a token of it.
func (c *check) ourselvesBefore(at int) bool {
	return slices.ContainsFunc(c.post.Tokens[sentenceOf(c.post, at-1).from:at], func(t text.Token) bool { return ourselves[c.lang][t.Key] })
}

// tellsThat reports whether a Turkish verb of saying follows a clause, whose verb ends as a noun, or
// what is said word for word, and no thing that is announced.
func (c *check) tellsThat(m mention) bool {
	key, before := c.post.Tokens[m.at].Key, c.post.Tokens[m.at-1].Key
	return strings.HasPrefix(key, "di") || strings.HasPrefix(key, "de") || hasEnding(before, "ni", "nı", "nu", "nü")
}

// addressees is how many words may tell to whom a verb says something that is addressed to somebody.
const addressees = 3

// addressed are those verbs.
var addressed = text.WordSet("told tells")

// sayingTold is the verb by which somebody else says it.
func (c *check) sayingTold() []store.WarningDetail {
	if c.covered.to == 0 {
		return nil
	}
	if m, found := c.sayer(); found {
		return []store.WarningDetail{{Post: spelled(c.post, []mention{m})}}
	}
	return c.pairsTold(func(a, b string) bool { plain, ok := moods[b]; return ok && plain == a })
}

// moods are German verbs in the mood of what others say, and their plain forms.
var moods = map[string]string{
	"sei": "ist", "seien": "sind", "habe": "hat", "werde": "wird", "konne": "kann", "musse": "muss", "solle": "soll", "durfe": "darf", "wolle": "will", "wisse": "weiss", "gebe": "gibt", "komme": "kommt", "gehe": "geht", "bleibe": "bleibt",
}

// indirectMood reports whether the quote states what the post tells in the mood of what others say.
func (c *check) indirectMood() bool {
	return c.lang == "de" && slices.ContainsFunc(c.pairs, func(p wordPair) bool {
		plain, ok := moods[c.post.Tokens[p.p].Key]
		return ok && plain == c.quote.Tokens[p.q].Key
	})
}
