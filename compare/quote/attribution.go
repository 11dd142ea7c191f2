package quote

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

// longestBreak is the most words with which an article interrupts a quote.
const longestBreak = 12

// interrupted reports whether the second span goes on with the quote of the
// first: in one paragraph, no sentence ends between them outside the marks, a
// verb of saying stands there, and it is short.
func (f *quoteFinder) interrupted(a, b [2]int) bool {
	if b[0]-a[1] > 160 || b[0] <= a[1] {
		return false
	}
	between := string(f.text[a[1]:b[0]])
	if strings.ContainsAny(between, "\n;!?") || strings.Contains(strings.TrimRight(between, " "), ". ") {
		return false
	}
	words := text.Fold(between).Tokens
	if len(words) == 0 || len(words) > longestBreak {
		return false
	}
	if countWords(f.text[b[0]:b[1]]) < 2 || namesSomebody(words) {
		return false
	}
	ends := strings.ContainsRune(".!?", f.text[a[1]-1])
	return !ends && saysSomething(words)
}

// namesSomebody reports whether what is between the marks leads up to a name or title:
// what follows is no more of the quote.
func namesSomebody(ts []text.Token) bool {
	for _, t := range ts {
		if namings[t.Key] || contrasts[t.Key] {
			return true
		}
	}
	return false
}

// contrasts lead over to what somebody else says.
var contrasts = text.WordSet("while whereas mientras tandis während wohingegen mentre enquanto terwijl podczas natomiast тогда")

// betweenNames reports whether a capitalised word stands right before and right behind
// a span, with nothing but a space between.
func betweenNames(before, after []rune) bool {
	if len(before) < 2 || len(after) < 2 || before[len(before)-1] != ' ' || after[0] != ' ' || !unicode.IsUpper(after[1]) {
		return false
	}
	words := strings.Fields(string(before))
	last := []rune(words[len(words)-1])
	return unicode.IsUpper(last[0]) && unicode.IsLetter(last[len(last)-1]) && !notNames[text.FoldKey(text.FoldExact(string(last)))] && len(last) > 1
}

// isTitle reports whether a span is the name of a work or a person and no quote: a few
// words with capitals, inside a sentence, with no verb of saying and no colon beside it.
func (f *quoteFinder) isTitle(s [2]int) bool {
	if s[0] < 3 || strings.ContainsRune(".!?…", f.text[s[1]-1]) || countWords(f.text[s[0]:s[1]]) > 7 {
		return false
	}
	before, after := f.text[max(s[0]-40, 0):max(s[0]-1, 0)], f.text[min(s[1]+1, len(f.text)):min(s[1]+40, len(f.text))]
	if betweenNames(before, after) {
		return true // Nora “the Hammer of Vale” Lind
	}
	words := strings.Fields(string(f.text[s[0]:s[1]]))
	small := 0
	for i, w := range words {
		r := []rune(w)
		switch {
		case unicode.IsUpper(r[0]) && (len(r) == 1 || !unicode.IsUpper(r[1])):
		case unicode.IsLower(r[0]) && len(r) <= 3 && i > 0 && i < len(words)-1:
			small++
		default:
			return false
		}
	}
	if 2*small >= len(words) {
		return false
	}
	if ts := text.Fold(string(before)).Tokens; len(ts) > 0 && namings[ts[len(ts)-1].Key] {
		return true
	}
	lead := strings.TrimRight(string(before), " \u00a0")
	if lead == "" || strings.ContainsAny(lead[len(lead)-1:], ":,\n") {
		return false
	}
	return !saysSomething(text.Fold(string(before)).Tokens) && !saysSomething(text.Fold(string(after)).Tokens)
}

// longestName is how many words a name or a term between marks has at most.
const longestName = 6

// names reports whether a span is what somebody or something is called: the words before
// it say so, or, in Chinese and Japanese, the marks of titles stand around it and it is
// not said.
func (f *quoteFinder) names(s [2]int) bool {
	if countWords(f.text[s[0]:s[1]]) > longestName || strings.ContainsRune(".!?…。！？", f.text[s[1]-1]) {
		return false
	}
	before := strings.TrimRight(string(f.text[max(s[0]-30, 0):max(s[0]-1, 0)]), " \u00a0")
	if betweenNames(f.text[max(s[0]-30, 0):max(s[0]-1, 0)], f.text[min(s[1]+1, len(f.text)):min(s[1]+30, len(f.text))]) {
		return true // Nora “the Hammer” Lind
	}
	if s[0] > 0 && f.text[s[0]-1] == '『' {
		return s[1]+1 >= len(f.text) || !strings.ContainsRune("とっ", f.text[s[1]+1])
	}
	folded := text.FoldKey(text.FoldExact(before))
	return slices.ContainsFunc(calledBefore, func(c string) bool { return strings.HasSuffix(" "+folded, " "+c) })
}

// calledBefore are the words before a name or a term, folded.
var calledBefore = strings.Split("calls himself,calls herself,calls itself,call themselves,called himself,called herself,calling himself,calling herself,known as,nicknamed,so called,the so called,dubbed,goes by,"+
	"se hace llamar,se llama a si mismo,conocido como,conocida como,el llamado,la llamada,los llamados,las llamadas,el denominado,la denominada,se fait appeler,connu comme,connue comme,dit,le soi disant,la soi disant,"+
	"si fa chiamare,noto come,nota come,il cosiddetto,la cosiddetta,i cosiddetti,le cosiddette,conhecido como,conhecida como,o chamado,a chamada,nennt sich,sogenannte,sogenannten,sogenannter,bekannt als,"+
	"zogenaamde,bekend als,sa kallade,kand som,tak zwany,tak zwana,znany jako,znana jako,так называемый,так называемая,известный как,известная как,так званий,відомий як", ",")

// mostAside is how many words an article puts inside a quote's marks at most to say whose
// they are.
const mostAside = 6

// aroundAside parts a span at words of the article's own that French and Italian put
// inside the marks: "La crue, a expliqué la maire, nous a pris trois ponts".
func (f *quoteFinder) aroundAside(s [2]int) [][2]int {
	for _, m := range aside.FindAllStringSubmatchIndex(string(f.text[s[0]:s[1]]), 4) {
		said := string(f.text[s[0]:s[1]])
		words := text.Fold(said[m[2]:m[3]]).Tokens
		if len(words) < 2 || len(words) > mostAside || !asideBegins(words) {
			continue
		}
		from, to := s[0]+len([]rune(said[:m[0]])), s[0]+len([]rune(said[:m[1]]))
		if countWords(f.text[s[0]:from]) == 0 || countWords(f.text[to:s[1]]) < 2 {
			continue
		}
		return [][2]int{{s[0], from}, {to, s[1]}}
	}
	return [][2]int{s}
}

var aside = regexp.MustCompile(`(?:,| [–—-]) ([^,–—«»"“”.!?:;]{4,60})(?:[,.]| [–—-][,.]?) `)

// asideBegins reports whether words begin with a verb of saying in the past, with its
// auxiliary, as the first or second of them.
func asideBegins(words []text.Token) bool {
	return asideAux[words[0].Key] && sayings[words[1].Key] || asideVerbs[words[0].Key]
}

var (
	asideAux   = text.WordSet("a ont ha hanno avait aveva")
	asideVerbs = text.WordSet("explique ecrit ecrivait scrive affirme assure souligne ajoute declare spiega afferma aggiunge dichiara sottolinea")
)

var namings = text.WordSet("name named nicknamed called titled dubbed entitled song album film book conocido conocida apodado apodada llamado llamada titulado alias genannt namens titel surnommé intitulé appelé detto chiamato intitolato soprannominato chamado chamada apelidado intitulado прозвищу прозванный названием")

func saysSomething(ts []text.Token) bool {
	for _, t := range ts {
		if sayings[t.Key] {
			return true
		}
	}
	return false
}

// sayings are verbs that introduce a quote, folded.
var sayings = text.WordSet("said says say wrote writes write posted posts tweeted tweets added adds declared stated stressed warned insisted told noted announced explained argued claimed " +
	"dijo dice escribio escribe anadio agrego publico afirmo aseguro senalo sostuvo manifesto indico advirtio explico recalco subrayo expreso trino insistio apunto declaro concluyo " +
	"dit ecrit declare ajoute affirme explique souligne lance assure poste publie estime insiste selon " +
	"disse escreveu acrescentou afirmou declarou publicou destacou explicou ressaltou " +
	"scritto scrive detto dichiarato aggiunto affermato sottolineato spiegato commentato " +
	"sagte sagt schrieb schreibt erklarte betonte fugte teilte twitterte hinzu " +
	"napisal napisala powiedzial powiedziala dodal dodala stwierdzil oswiadczyl podkreslil przekazal " +
	"scris spus declarat adaugat afirmat transmis " +
	"написал сказал сказала написала заявила добавила заявил добавил сообщил подчеркнул написав заявив додав " +
	"sager sade skriver skrev berattar sier skriver forteller siger sagde fortaeller sanoo sanoi kirjoittaa kirjoitti kertoo kertoi toteaa totesi mondta irta kozolte dedi yazdi belirtti napsala rekla uvedla dodala zegt schrijft aldus " +
	"كتب قال أضاف وقال וכתב כתב אמר הוסיף ציין कहा लिखा έγραψε είπε δήλωσε ανέφερε πρόσθεσε napsal řekl uvedl dodal schreef zei")

// nameRun is a run of capitalised words, particles between them allowed.
var nameRun = regexp.MustCompile(`\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \x{a0}]+(?:(?:de|del|de la|da|dos|von|van|der|bin|al|el|di)[ \x{a0}]+)?\p{Lu}[\p{L}\p{M}'’-]*){0,4}`)

// speaker is the name that the sentence around a quote gives beside a verb of
// saying; "" where none is named plainly. What follows it comes first; where the quote
// ends its sentence, what leads up to it does.
func (f *quoteFinder) speaker(from, to int) string {
	before, after := sentenceBefore(f.own, from), sentenceAfter(f.own, to)
	behind, over := f.named(after, func(s string) string { return speakerIn(s, false) }), f.endsSentence(to)
	if over && f.leadsOn(to, after) {
		behind = ""
	}
	if behind != "" && !over {
		return behind
	}
	for _, read := range []func(string) string{func(s string) string { return speakerIn(s, true) }, colonSpeaker, uncasedSpeaker} {
		if n := f.named(before, read); n != "" {
			return n
		}
	}
	return behind
}

// named is the name that a reading finds in a stretch; "" for a word that only begins it.
func (f *quoteFinder) named(s string, read func(string) string) string {
	if n := read(s); n != "" && !f.onlyBegins(s, n) {
		return n
	}
	return ""
}

// endsSentence reports whether a sentence ends with the quote that ends at to.
func (f *quoteFinder) endsSentence(to int) bool {
	return to > 0 && strings.ContainsRune(".!?…。！？", f.text[to-1]) || to+1 < len(f.text) && strings.ContainsRune(".。", f.text[to+1])
}

// leadsOn reports whether what follows a quote leads up to the next one: one verb of
// saying, a colon, and a mark that opens.
func (f *quoteFinder) leadsOn(to int, after string) bool {
	lead, _, found := strings.Cut(after, ":")
	if !found {
		return false
	}
	next := strings.TrimSpace(string(f.text[to+len([]rune(lead))+1 : min(len(f.text), to+len([]rune(lead))+4)]))
	if next == "" || !strings.ContainsRune(`"“„«»‹›‘'「『`, []rune(next)[0]) {
		return false
	}
	verbs := 0
	for _, t := range text.Fold(lead).Tokens {
		if sayings[t.Key] {
			verbs++
		}
	}
	return verbs == 1
}

// onlyBegins reports whether a name is a word of the language that has its capital since it
// begins a sentence: "Nobody said that …". One that stands with a capital within another
// sentence of the article is a name.
func (f *quoteFinder) onlyBegins(s, name string) bool {
	l, _, _ := strings.Cut(strings.ToLower(f.v.Lang), "-")
	begins := strings.HasPrefix(strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }), name)
	if !begins || strings.ContainsAny(name, " \u00a0") || l == "de" || lexicon.For(l) == nil || !commonWord(l, name) {
		return false
	}
	own := string(f.own)
	for at := 0; ; {
		i := strings.Index(own[at:], name)
		if i < 0 {
			return true
		}
		within := []rune(strings.TrimRight(own[max(at+i-12, 0):at+i], " \u00a0"))
		if len(within) > 0 && (unicode.IsLower(within[len(within)-1]) || within[len(within)-1] == ',') {
			return false
		}
		at += i + len(name)
	}
}

// sentenceAfter is what follows a quote in its sentence, up to 120 code points.
func sentenceAfter(r []rune, to int) string {
	end := min(len(r), to+120)
	for i := to + 1; i < end; i++ { // the mark that closes stands at to
		if r[i] == '\n' || strings.ContainsRune("“«„", r[i]) || r[i] == '.' && i > to+1 && (i+1 == len(r) || unicode.IsSpace(r[i+1])) {
			end = i
		}
	}
	return string(r[to:end])
}

// sentenceBefore is what leads up to a quote in its sentence.
func sentenceBefore(r []rune, from int) string {
	start := max(0, from-160)
	for i := from - 2; i > start; i-- {
		if r[i] == '\n' || r[i] == '.' && unicode.IsSpace(r[i+1]) && i > 0 && !unicode.IsUpper(r[i-1]) {
			start = i + 1
		}
	}
	return string(r[start:max(from-1, start)])
}

// speakerIn finds the name nearest to the quote in a stretch with a verb of
// saying.
func speakerIn(s string, before bool) string {
	folded := text.Fold(s)
	at := -1
	for _, t := range folded.Tokens {
		if sayings[t.Key] {
			at = t.From
			if !before {
				break
			}
		}
	}
	if at < 0 {
		return ""
	}
	best, distance := "", 1<<30
	for _, loc := range nameRun.FindAllStringIndex(s, -1) {
		name := cleanName(s[loc[0]:loc[1]])
		if name == "" {
			continue
		}
		d := len([]rune(s[:loc[0]])) - at
		if d < 0 {
			d = -d
		}
		if d < distance {
			best, distance = name, d
		}
	}
	return best
}

// cleanName drops titles, verbs of saying in front, and words that are no names.
func cleanName(s string) string {
	var out []string
	for _, w := range strings.Fields(s) {
		key := text.FoldKey(text.FoldExact(strings.Trim(w, ".,'’")))
		if (notNames[key] || sayings[key]) && len(out) == 0 {
			continue
		}
		out = append(out, strings.TrimRight(w, ".,'’"))
	}
	for len(out) > 0 && notNames[text.FoldKey(text.FoldExact(out[len(out)-1]))] {
		out = out[:len(out)-1]
	}
	return strings.Join(out, " ")
}

var notNames = text.WordSet("the a an in on at el la los las en un una le les l il lo der die das ein eine am im o os as no na " +
	"president presidente presidenta prime minister ministro ministra ministre senator premier chancellor canciller mr mrs ms dr " +
	"i we you yo nosotros je nous ich wir io noi eu nós twitter x facebook telegram truth social instagram bluesky mastodon he she they it el ella il elle er sie lui lei ele ela " +
	"monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo " +
	"this that these and but y pero et mais und aber e ma segun according selon de del when cuando " +
	"nobody everyone everybody someone somebody anyone anybody others many nadie alguien todos algunos muchos otros quien personne chacun tous certains " +
	"niemand jemand alle viele jeder nessuno qualcuno tutti molti ninguem alguem muitos iemand iedereen nikt ktos wszyscy никто кто все многие ніхто всі")

var handleRun = regexp.MustCompile(`@([A-Za-z0-9_]{1,30})`)

// handle is the account that the sentence around a quote names.
func (f *quoteFinder) handle(from, to int) string {
	for _, s := range []string{sentenceAfter(f.own, to), sentenceBefore(f.own, from)} {
		if m := handleRun.FindStringSubmatch(s); m != nil {
			return m[1]
		}
	}
	return ""
}

// titleSpeaker is the name before a colon in a headline: Petro: “…”.
func titleSpeaker(r []rune, s [2]int) string {
	before := strings.TrimSpace(string(r[:max(s[0]-1, 0)]))
	if !strings.HasSuffix(before, ":") {
		return ""
	}
	locs := nameRun.FindAllString(before, -1)
	if len(locs) == 0 {
		return ""
	}
	return cleanName(locs[len(locs)-1])
}
