package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/lexicon"
	"onrecord/compare/place"
	"onrecord/compare/text"
)

var nameWarnings = []warning{
	{
		name: "name", text: "A name or party was changed.",
		holds: func(c *check) bool {
			return c.countriesDiffer() || c.namesDiffer() || c.properDiffer() || c.anyPair(c.otherParty)
		},
		details: (*check).namesTold,
	},
}

// countriesDiffer reports whether both sides name countries among their changed
// words, and not the same ones.
func (c *check) countriesDiffer() bool {
	q, p := countriesIn(c.lang, c.quote, c.changedQ), countriesIn(c.lang, c.post, c.changedP)
	return len(q) > 0 && len(p) > 0 && !slices.Equal(q, p)
}

// namesDiffer reports whether a name, a people or a person was put in another's
// place, or two words changed places.
func (c *check) namesDiffer() bool {
	if q := countriesIn(c.lang, c.quote, c.changedQ); len(q) > 0 && slices.Equal(q, countriesIn(c.lang, c.post, c.changedP)) {
		return false
	}
	return slices.ContainsFunc(c.pairs, c.otherNames)
}

// otherNames reports whether two words in each other's place are names of different
// things, or changed places with each other.
func (c *check) otherNames(p wordPair) bool {
	a, b := c.quote.Tokens[p.q], c.post.Tokens[p.p]
	if a.Bracketed || text.Same(a, b) || forms[a.Key] != "" && forms[a.Key] == forms[b.Key] || otherNamed[a.Key] != "" && otherNamed[a.Key] == otherNamed[b.Key] || shortens(a.Key, b.Key) || shortens(b.Key, a.Key) || c.values.holdsPost(p.p) {
		return false
	}
	if c.isName(c.quote, p.q) && c.isName(c.post, p.p) || isPeople(a.Key) && isPeople(b.Key) && stemOf(a.Key) != stemOf(b.Key) || c.otherName(a.Key, b.Key) {
		return true
	}
	if x, y := persons[a.Key], persons[b.Key]; x != "" && y != "" && x != y {
		return true
	}
	if c.named(p) || c.otherCities(p) {
		return true
	}
	if x, y := titleBehind(c.quote, p.q), titleBehind(c.post, p.p); x != "" && x == y {
		return true
	}
	return text.Bits(a.Key) > 3 && slices.ContainsFunc(c.pairs, func(o wordPair) bool {
		return c.post.Tokens[o.p].Key == a.Key && c.quote.Tokens[o.q].Key == b.Key
	})
}

// otherCities reports whether two words in each other's place are written as names and of
// different cities, whatever else they mean: Kiel is a keel too.
func (c *check) otherCities(p wordPair) bool {
	at, from := span{p.q, p.q + 1}, span{p.p, p.p + 1}
	if !mayBeCity(c.lang, c.quote, at) || !mayBeCity(c.lang, c.post, from) {
		return false
	}
	x, y := place.Cities(c.quote.Tokens[p.q].Key), place.Cities(c.post.Tokens[p.p].Key)
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(city int) bool { return slices.Contains(y, city) })
}

// kindsOfPlace are words beside which a name stands in scripts without capitals: before it
// in Arabic, Persian and Hebrew, behind it in Hindi.
var kindsOfPlace = text.WordSet("مدينة قرية بلدة محافظة ولاية حي منطقة نهر شارع ميناء مطار جزيرة جبل شركة جامعة مستشفى حزب قناة صحيفة شهر استان روستای شرکت خیابان رود عیر העיר כפר נהר רחוב חברת מפלגת שדרות " +
	"शहर जिला जिले गांव नदी राज्य प्रदेश पार्टी कंपनी")

// named reports whether two words in each other's place stand beside the same word for a
// kind of place or body, which makes names of them.
func (c *check) named(p wordPair) bool {
	if r := c.post.Runes[c.post.Tokens[p.p].From]; unicode.IsUpper(r) || unicode.IsLower(r) || r >= 0x2e80 {
		return false
	}
	if len(c.book.first[c.post.Tokens[p.p].Key]) > 0 || len(c.book.first[c.quote.Tokens[p.q].Key]) > 0 {
		return false
	}
	step := -1
	if c.lang == "hi" {
		step = 1
	}
	q, at := p.q+step, p.p+step
	return q >= 0 && at >= 0 && q < len(c.quote.Tokens) && at < len(c.post.Tokens) && c.quote.Tokens[q].Key == c.post.Tokens[at].Key && kindsOfPlace[c.post.Tokens[at].Key]
}

// properDiffer reports whether the lexicon reads names among the changed words of both
// sides, and not of the same ones.
func (c *check) properDiffer() bool {
	if !slices.Contains(c.changedQ, true) || !slices.Contains(c.changedP, true) {
		return false
	}
	q, strangeQ := properIn(c.lang, c.quote, c.changedQ)
	p, strangeP := properIn(c.lang, c.post, c.changedP)
	return len(q) > 0 && len(p) > 0 && !anyOf(q, p) || len(q) > 0 && strangeP || len(p) > 0 && strangeQ
}

// properIn are the names that the lexicon reads in the changed words of a text. strange
// says that there are two characters or more, of a script without spaces, that it does
// not know: a name, most often.
func properIn(lang string, f text.Folded, changed []bool) (out []int32, strange bool) {
	t := lexicon.For(lang)
	if t == nil {
		return nil, false
	}
	unknown := 0
	f, changed = around(f, changed)
	for _, w := range t.Read(f) {
		if !slices.Contains(changed[w.From:w.To], true) {
			unknown = 0
			continue
		}
		if len(w.Senses) == 0 {
			if r, n := utf8.DecodeRuneInString(f.Tokens[w.From].Key); r >= 0x2e80 && r < 0xac00 {
				unknown += w.To - w.From + (len(f.Tokens[w.From].Key)-n)/n
			}
			strange = strange || unknown >= 2
			continue
		}
		unknown = 0
		r := f.Runes[f.Tokens[w.From].From]
		if s := w.Senses[0]; lexicon.Proper(s.Concept) && (s.Weight >= 0.5 || unicode.IsUpper(r)) && !unicode.IsLower(r) {
			out = append(out, s.Concept)
		}
	}
	return out, strange
}

// around is the stretch of a text that holds what is changed, with a few words beside
// it, so that no more than that is read.
func around(f text.Folded, changed []bool) (text.Folded, []bool) {
	from, to := slices.Index(changed, true), len(changed)
	for to > 0 && !changed[to-1] {
		to--
	}
	from, to = max(from-4, 0), min(to+4, len(changed))
	f.Tokens = f.Tokens[from:to]
	return f, changed[from:to]
}

// otherName reports whether the lexicon knows both words as names, and of different
// things: caribeño and colombiano, written small.
func (c *check) otherName(a, b string) bool {
	t := lexicon.For(c.lang)
	if t == nil {
		return false
	}
	x, y := t.Find(a), t.Find(b)
	for _, s := range x {
		if slices.ContainsFunc(y, func(o lexicon.Sense) bool { return o.Concept == s.Concept }) {
			return false
		}
	}
	named := func(s []lexicon.Sense) bool { return len(s) > 0 && s[0].Weight >= 0.5 && lexicon.Proper(s[0].Concept) }
	return named(x) && named(y)
}

// shortens reports whether one word is the beginning of another: Pres for President, Dems
// for Democrats.
func shortens(a, b string) bool {
	if one, ok := strings.CutSuffix(a, "s"); ok && len(one) >= 3 && strings.HasSuffix(b, "s") && strings.HasPrefix(b, one) {
		return true
	}
	return len(a) >= 3 && strings.HasPrefix(b, a)
}

// otherNamed are places that one language calls by two names, whose cities the gazetteer has under one.
var otherNamed = grouped(`haag: haag gravenhage
	bosch: bosch hertogenbosch
	mumbai: mumbai bombay
	kolkata: kolkata calcutta
	chennai: chennai madras
	bengaluru: bengaluru bangalore
	kyiv: kyiv kiev
	odesa: odesa odessa
	kharkiv: kharkiv kharkov
	lviv: lviv lvov
	beijing: beijing peking
	yangon: yangon rangoon`)

// partyTails end what German and its neighbours call parties and lists in one word.
var partyTails = strings.Fields("liste listen partei parteien bundnis bewegung fraktion allianz partij lijst parti partiet listan lista partiet listen")

// otherParty reports whether two words are other parties or lists, each written as one word.
func (c *check) otherParty(a, b string) bool {
	if !slices.Contains([]string{"de", "nl", "sv", "da", "no"}, c.lang) {
		return false
	}
	for _, tail := range partyTails {
		x, okX := strings.CutSuffix(a, tail)
		y, okY := strings.CutSuffix(b, tail)
		if okX && okY {
			return len(x) > 2 && len(y) > 2 && strings.TrimRight(x, "sn") != strings.TrimRight(y, "sn")
		}
	}
	return false
}

// forms are the forms of address that are written short by other letters than their first ones.
var forms = grouped(`mrs: mrs missus
	mr: mr mister
	dr: dr dra doctor doctora doutor doutora dottor dottore dottoressa docteur docteure doktor doktorin
	mme: mme madame
	mlle: mlle mademoiselle
	monsieur: m monsieur
	maitre: me maître
	herr: hr herr herrn
	frau: fr frau
	heer: dhr heer
	mevrouw: mw mevr mevrouw
	sr: sr señor senhor
	sra: sra señora senhora
	sig: sig signor signore
	sigra: ra signora
	on: on onorevole
	saint: st saint sankt sint san
	pan: p pan
	г-н: господин гн`)

func stemOf(key string) string { return string([]rune(key)[:min(4, len([]rune(key)))]) }

// isName reports whether a word is a proper name: where names have capitals, by its
// own inside a sentence, or by one elsewhere on either side; in German and in
// scripts without capitals, by the lexicon, which does not know it.
func (c *check) isName(f text.Folded, i int) bool {
	t := f.Tokens[i]
	if t.Kind != text.Word || t.Bracketed || text.IsNumber(t.Key) {
		return false
	}
	first := f.Runes[t.From]
	switch {
	case c.lang == "de" || c.lang == "lb":
		return unicode.IsUpper(first) && !c.knows(t)
	case !unicode.IsUpper(first) && !unicode.IsLower(first):
		return titled(f, i) || !c.knows(t) && len([]rune(t.Key)) > 2
	case !unicode.IsUpper(first) || allCapitals(f):
		return false
	case f.IsName(i):
		return true
	}
	for _, g := range []text.Folded{c.quote, c.post} {
		for j, u := range g.Tokens {
			if u.Key == t.Key && g.IsName(j) {
				return true
			}
		}
	}
	return isPeople(t.Key) || !c.knows(t) && c.lang != ""
}

// knows reports whether a word is in the lexicon as no name: a word of the language.
func (c *check) knows(t text.Token) bool {
	l := lexicon.For(c.lang)
	if l == nil || len(bookOf(c.lang).first[t.Key]) > 0 {
		return true
	}
	senses := l.Find(t.Key)
	isProper := func(s lexicon.Sense) bool { return lexicon.Proper(s.Concept) }
	return len(senses) > 0 && !slices.ContainsFunc(senses[:min(2, len(senses))], isProper)
}

// allCapitals reports whether a text is written in capitals only.
func allCapitals(f text.Folded) bool {
	return !slices.ContainsFunc(f.Runes, unicode.IsLower)
}

// titled reports whether a title stands before a word.
func titled(f text.Folded, i int) bool { return i > 0 && titles[f.Tokens[i-1].Key] }

var titles = text.WordSet("minister senator judge mayor president governor deputy councillor councilor secretary chancellor director professor doctor sheriff ministro ministra senador senadora juez jueza alcalde alcaldesa presidente presidenta diputado diputada gobernador gobernadora director directora concejal deputado deputada juiz juíza prefeito prefeita governador governadora vereador vereadora ministre sénateur sénatrice juge maire président présidente député députée préfet préfète gouverneur directeur directrice senatore senatrice giudice sindaco sindaca deputato deputata onorevole prefetto assessore министр депутат сенатор судья мэр президент губернатор директор генерал господин госпожа міністр міністерка мер суддя senatorka poseł posłanka burmistrz prezydent radny radna sędzia wojewoda ministra ministryně poslanec poslankyně starosta starostka prezident bakan başkan başkanı vekil milletvekili vali hakim wethouder burgemeester rechter kamerlid statsråd borgmästare domare ministeri kansanedustaja pormestari tuomari miniszter képviselő bíró ministrul primarul senatorul deputatul judecătorul υπουργός δήμαρχος βουλευτής πρόεδρος menteri gubernur presiden bupati direktor direktorin minister ministerin stadtrat stadtrattin bürgermeister bürgermeisterin präsident präsidentin kanzler kanzlerin senator senatorin richter richterin general herr frau dr prof professor oberst könig königin papst bischof abgeordnete abgeordneter الرييس رييس الوزير وزير الملك الامير الشيخ السيد السيده الدكتور النايب הנשיא נשיא השר שר ראש מר גברת ד״ר רבי राष्ट्रपति प्रधानमंत्री मंत्री श्री श्रीमती डॉ رييس آقاي خانم دکتر وزير")

// titleBehind is the title that Chinese, Japanese and Korean write behind a name that
// token i is of; "" for none.
func titleBehind(f text.Folded, i int) string {
	t := f.Tokens[i]
	if r := f.Runes[t.From]; r < 0x2e80 || r >= 0x3041 && r <= 0x309f {
		return ""
	}
	rest := []rune(f.Slice(t.To, t.To+titleReach+3))
	for at := 0; at < min(titleReach, len(rest)); at++ {
		if at > 0 && !unicode.Is(unicode.Han, rest[at-1]) && rest[at-1] != ' ' {
			return ""
		}
		for _, title := range titlesBehind {
			if strings.HasPrefix(string(rest[at:]), title) {
				return title
			}
		}
	}
	return ""
}

// titleReach is how many code points behind a part of a name its title begins at most.
const titleReach = 3

var titlesBehind = strings.Fields("总统 主席 总理 部长 市长 省长 州长 书记 议员 先生 女士 教授 将军 局长 院长 大使 司令 首相 国王 總統 總理 部長 市長 省長 州長 書記 議員 將軍 局長 院長 " +
	"大臣 総理 知事 町長 大統領 氏 さん 会長 社長 長官 委員長 대통령 장관 총리 의원 시장 지사 대표 위원장 회장 사장 교수 판사 검사 씨 총장")

// persons are who is meant, by a pronoun.
var persons = grouped(`we: we us our ours nosotros nosotras nuestro nuestra nuestros nuestras nous notre nos nós nosso nossa nossos nossas noi nostro nostra nostri nostre wir uns unser unsere unseren мы нас нам наш наша наши ми wij ons onze
	they: they them their theirs ellos ellas ils elles leur leurs eles elas deles loro они их им вони zij hun
	i: i me my mine yo mi mis je mon mes eu meu minha io mio mia ich mein meine mich я меня мне мой моя ik mijn
	you: you your yours ustedes vosotros vuestro vuestra vous votre vos vocês você voi vostro vostra вы вас ваш ви jullie`)

// grouped maps each folded word of a list to the list's name; the lists are lines
// "name: words".
func grouped(lists string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(lists) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		for w := range text.WordSet(words) {
			out[w] = name
		}
	}
	return out
}

// isPeople reports whether a word begins like the name of a country or people:
// ruso, rusos, Rusia. Such words are written small in many languages.
func isPeople(key string) bool {
	r := []rune(key)
	return len(r) >= 4 && countryStems()[string(r[:4])] && !notPeople[key] || camps[key]
}

var notPeople = text.WordSet("indica indican indicar individual industria industry indeed canal cancel german marca marcha mali malo malos malas congreso congress turn turno turnos island general gene guía cost costa francamente frances salvar nige nada unidos united estados states")

// camps are those that writers mix up.
var camps = text.WordSet(`democrats democrat republicans republican conservatives liberals socialists communists left right allies enemies police protesters government opposition
	izquierda derecha gobierno oposición aliados enemigos policía manifestantes gauche droite gouvernement opposition sinistra destra governo opposizione linke rechte regierung opposition esquerda direita oposição
	israelis palestinians arabs jews muslims christians árabes judíos musulmanes cristianos juifs musulmans chrétiens juden muslime christen ebrei musulmani`)
