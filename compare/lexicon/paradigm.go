package lexicon

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"onrecord/compare/text"
)

// paradigm are the forms of languages whose words change before their endings: the stems of a
// citation form, and the endings that stand behind them, both without diacritics.
type paradigm struct {
	stems   func(word string) []string
	endings func() suffixSet
}

var paradigms = map[string]paradigm{
	"fi": {finnishStems, sync.OnceValue(finnishEndings)},
	"et": {estonianStems, sync.OnceValue(estonianEndings)},
	"hu": {hungarianStems, sync.OnceValue(hungarianEndings)},
}

// learnParadigm enters the stems of a word, as they are written as well.
func (t *Language) learnParadigm(row int32, w text.Token, weight float32) {
	p, ok := paradigms[t.lang]
	if !ok {
		return
	}
	stems := p.stems(w.Key)
	slices.Sort(stems)
	letters := []rune(w.Exact)
	for _, stem := range slices.Compact(stems) {
		if len(stem) < 2 {
			continue
		}
		t.put(asForm, stem, row, weight)
		if len(letters) == len(w.Key) && w.Exact != w.Key {
			same := 0
			for same < min(len(stem), len(letters)) && stem[same] == w.Key[same] {
				same++
			}
			if marked := lastFolded(letters[:same], stem[same:]); marked != stem {
				t.put(asForm, marked, row, weight)
			}
		}
	}
}

// lastFolded is a stem as it is written, its last letter folded: an ending may lengthen it.
func lastFolded(letters []rune, rest string) string {
	if rest != "" || len(letters) == 0 {
		return string(letters) + rest
	}
	n := len(letters) - 1
	return string(letters[:n]) + text.FoldKey(string(letters[n:]))
}

// formed are the senses of a word that is a stem with an ending of its paradigm, the longest
// stem that the table has and with less weight the next, as it is written before as it is
// folded.
func (t *Language) formed(exact, key string) []Sense {
	p, ok := paradigms[t.lang]
	if !ok {
		return nil
	}
	set := p.endings()
	stem := func(least int, of func(at int) string) []Sense {
		var found []Sense
		first := 0
		for at := len(key); at >= max(least, len(key)-set.longest, first-2); at-- {
			if at < len(key) && !set.of[key[at:]] {
				continue
			}
			s := t.get(asForm, of(at), sureStem)
			switch {
			case s == nil:
			case found == nil:
				found, first = s, at
			default: // vapautta is of vapauttaa or of vapaus
				return scale(blend(found, s, 0.5), sureStem)
			}
		}
		return found
	}
	if letters := []rune(exact); exact != key && len(letters) == len(key) {
		if s := stem(formLeast-1, func(at int) string { return lastFolded(letters[:at], "") }); s != nil {
			return s
		}
	}
	return stem(formLeast, func(at int) string { return key[:at] })
}

// formLeast is the shortest stem of a form, in letters.
const formLeast = 3

// after are all endings of some lists, each behind each.
func after(lists ...[]string) []string {
	out := []string{""}
	for _, list := range lists {
		var longer []string
		for _, a := range out {
			for _, b := range list {
				longer = append(longer, a+b)
			}
		}
		out = longer
	}
	return out
}

// changed replaces the end of a word's consonants by each of what they may become: pairs of
// what is there and what stands for it, the longest first.
func changed(head string, pairs [][2]string) []string {
	var out []string
	for _, p := range pairs {
		if rest, ok := strings.CutSuffix(head, p[0]); ok && rest != "" {
			if len(p[0]) == 1 && !vowelEnd(rest) && p[0] != p[1][:min(1, len(p[1]))] { // one consonant between vowels
				continue
			}
			out = append(out, rest+p[1])
			if len(p[0]) > 1 {
				break
			}
		}
	}
	return out
}

func vowelEnd(s string) bool {
	return s != "" && strings.ContainsRune("aeiouy", rune(s[len(s)-1]))
}

// cutVowels parts the vowels that a word ends with.
func cutVowels(s string) (head, vowels string) {
	n := len(s)
	for n > 0 && vowelEnd(s[:n]) {
		n--
	}
	return s[:n], s[n:]
}

// The gradation of Finnish consonants before the last vowel: strong to weak, weak to strong.
var (
	finnishWeak = [][2]string{{"kk", "k"}, {"pp", "p"}, {"tt", "t"}, {"nk", "ng"}, {"mp", "mm"}, {"lp", "lv"}, {"rp", "rv"}, {"lt", "ll"}, {"nt", "nn"}, {"rt", "rr"}, {"ht", "hd"},
		{"lk", "l"}, {"rk", "r"}, {"hk", "h"}, {"st", "st"}, {"sk", "sk"}, {"tk", "tk"}, {"sp", "sp"}, {"k", ""}, {"k", "v"}, {"p", "v"}, {"t", "d"}}
	finnishSofter = [][2]string{{"lk", "lj"}, {"rk", "rj"}, {"hk", "hj"}}
	finnishStrong = [][2]string{{"ng", "nk"}, {"mm", "mp"}, {"lv", "lp"}, {"rv", "rp"}, {"ll", "lt"}, {"nn", "nt"}, {"rr", "rt"}, {"hd", "ht"}, {"kk", "kk"}, {"pp", "pp"}, {"tt", "tt"}, {"d", "t"}, {"v", "p"}, {"k", "kk"}, {"p", "pp"}, {"t", "tt"}}
)

// graded is a stem that ends with vowels, as it is and with its consonants of another grade.
func graded(stem string, by ...[][2]string) []string {
	head, vowels := cutVowels(stem)
	out := []string{stem}
	if vowels == "" {
		return out
	}
	if len(vowels) > 1 { // the consonants stand before the last vowels of two
		for _, pairs := range by {
			for _, h := range changed(head, pairs) {
				out = append(out, h+vowels)
			}
		}
		return out
	}
	for _, pairs := range by {
		for _, h := range changed(head, pairs) {
			out = append(out, h+vowels)
		}
	}
	return out
}

// finnishStems are the stems of a noun or verb: strong and weak, of the present and the past,
// of one and of many.
func finnishStems(w string) []string {
	if len(w) < 3 || w[0] >= utf8.RuneSelf {
		return []string{w}
	}
	out := []string{w}
	weak := func(s string) { out = append(out, graded(s, finnishWeak, finnishSofter)...) }
	strong := func(s string) []string { return graded(s, finnishStrong) }
	cut := w[:len(w)-1]
	has := func(ends ...string) bool {
		return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(w, e) })
	}
	short := func(s string) { // juo: joi
		if n := len(s); n > 2 && vowelEnd(s) && vowelEnd(s[:n-1]) {
			out = append(out, s[:n-2]+s[n-1:])
		}
	}
	n := len(w)
	switch {
	case has("nen"):
		out = append(out, w[:n-3]+"se", w[:n-3]+"s")
	case has("ton"):
		out = append(out, w[:n-1]+"ma", w[:n-3]+"ttoma", w[:n-3]+"ttomi", w[:n-1]+"mi")
	case has("in") && n > 4:
		for _, s := range strong(w[:n-2] + "i") {
			out = append(out, s+"me", s+"mi", s+"n")
		}
	case has("ut", "yt"):
		out = append(out, cut+"e", w[:n-2]+"ee", w[:n-2]+"ei")
	case has("s"):
		for _, s := range strong(cut) {
			out = append(out, s+s[len(s)-1:], s+"i")
		}
		out = append(out, cut+"kse", cut+"ks", cut+"de", cut+"t", cut+"he", cut+"h")
	case has("e"):
		for _, s := range strong(w) {
			out = append(out, s+"e", s[:len(s)-1]+"ei")
		}
		out = append(out, w+"t")
	case has("i"):
		weak(w)
		weak(cut + "e")
		weak(cut)
		if has("si") {
			out = append(out, w[:n-2]+"de", w[:n-2]+"te", w[:n-2]+"t", w[:n-2]+"ks")
		}
		if has("mpi") {
			weak(cut + "a")
		}
		if !vowelEnd(cut) { // of many: busseja
			out = append(out, cut+"ei", cut)
			for _, s := range graded(w, finnishWeak) {
				out = append(out, s[:len(s)-1]+"ei")
			}
			if strings.HasSuffix(cut, "n") || strings.HasSuffix(cut, "l") || strings.HasSuffix(cut, "r") { // pieni: pientä
				out = append(out, cut)
			}
		}
	case !vowelEnd(w):
		out = append(out, w+"e", w+"i")
		if base := w[:n-1]; vowelEnd(base) {
			for _, s := range strong(base) {
				out = append(out, s+w[n-1:]+"e", s+w[n-1:]+"i")
			}
		}
	}
	switch {
	case has("lla", "nna", "rra", "sta"):
		s := w[:n-2]
		out = append(out, s)
		for _, b := range strong(s[:len(s)-1]) {
			out = append(out, b+s[len(s)-1:]+"e", b+s[len(s)-1:]+"i", b+s[len(s)-1:])
		}
	case has("da"):
		s := w[:n-2]
		out = append(out, s)
		short(s)
		if rest, ok := strings.CutSuffix(s, "h"); ok { // tehdä: teke, tee
			out = append(out, rest+"ke", rest+"ki", rest+"e")
		}
	case has("ta") && vowelEnd(w[:n-2]):
		s := w[:n-2]
		for _, b := range strong(s) {
			out = append(out, b, b+"a", b+"s", b+"si")
		}
		out = append(out, s+"t", s+"tse", s+"ts", s+"ne", s+"n")
		if has("eta") { // paeta: pakene
			for _, b := range strong(s) {
				out = append(out, b+"ne", b+"n")
			}
		}
	}
	if n > 3 && has("a") && vowelEnd(cut) { // maksaa
		weak(cut)
		stem := cut[:len(cut)-1]
		weak(stem + "i")
		weak(stem + "o")
		weak(stem + "e")
		if rest, ok := strings.CutSuffix(stem, "t"); ok {
			out = append(out, rest+"s", rest+"si")
		}
	}
	if vowelEnd(w) && !has("e", "i") {
		weak(w)
		if has("a") && !vowelEnd(cut) {
			weak(cut + "i")
			weak(cut + "o")
			out = append(out, cut)
		}
		short(w)
	}
	return out
}

func finnishEndings() suffixSet {
	one := strings.Fields("n a ta tta na ksi kse ssa sta lla lta lle aan een iin oon uun yyn an en in on un yn han hen hin hon hun hyn seen t ne")
	many := strings.Fields("i ia ja ita ien jen iden itten ten in iin ihin isiin ina iksi ikse issa ista illa ilta ille itta ine oita oiden oja ojen eja ejen eita eiden")
	of := []string{"", "ni", "si", "nsa", "mme", "nne", "an", "en", "in", "on", "un", "yn"}
	clitics := []string{"", "kin", "kaan", "ko", "han", "pa", "kaan"}
	cases := slices.Concat([]string{""}, one, many)
	verbs := strings.Fields("n t a e i o u y mme tte vat v va in it imme itte ivat isin isit isi isimme isitte isivat taan daan laan naan raan staan taan tiin ttiin dettiin ltiin ntiin stiin taisiin ttaisiin ttaisi tu ttu ty tty tava ttava kaa koon koot kaamme kaa nut nyt neet nnut nnyt nneet lut lyt leet rut ryt reet ssut ssyt sseet sut seet akseen dakseen takseen akse essa dessa tessa lessa en den massa masta maan malla matta man maton mattoman lla nna rra da la ra sta tta")
	nominal := strings.Fields("va vi ma mi ttava ttavi tava tavi ttu ttui tu tui nee nei mise minen misi ja ji jo ri vuude isuude uude")
	out := after(cases, of, clitics)
	out = append(out, after(verbs, clitics)...)
	out = append(out, after(nominal, cases, []string{"", "ni", "nsa", "mme", "nne", "an", "en"})...)
	return setOf(slices.DeleteFunc(out, func(s string) bool { return s == "" })...)
}

// The gradation of Estonian consonants, both ways: of one and of many both come about.
var estonianGrades = [][2]string{{"kk", "k"}, {"pp", "p"}, {"tt", "t"}, {"ss", "s"}, {"ff", "f"}, {"nd", "nn"}, {"ld", "ll"}, {"rd", "rr"}, {"mb", "mm"}, {"lb", "lv"}, {"rb", "rv"}, {"lg", "l"}, {"rg", "r"}, {"hk", "h"}, {"sk", "s"}, {"ht", "h"}, {"k", "g"}, {"p", "b"}, {"t", "d"}, {"b", "v"}, {"d", ""}, {"g", ""}, {"s", "ss"}, {"d", "j"}}

// estonianStems are the stems of a noun or verb.
func estonianStems(w string) []string {
	n := len(w)
	if n < 3 || w[0] >= utf8.RuneSelf {
		return []string{w}
	}
	var out []string
	grades := func(s string) {
		head, vowels := cutVowels(s)
		out = append(out, s)
		for _, h := range changed(head, estonianGrades) {
			out = append(out, h+vowels)
		}
	}
	vowels := []string{"a", "e", "i", "u"}
	has := func(e string) bool { return strings.HasSuffix(w, e) }
	grades(w)
	switch {
	case has("ma"): // verbs
		s := w[:n-2]
		grades(s)
		if !vowelEnd(s) {
			for _, v := range vowels {
				grades(s + v)
			}
		} else {
			out = append(out, s[:len(s)-1])
			if has("lema") || has("nema") || has("rema") { // mõtlema: mõelda, mõtle
				out = append(out, s)
			}
		}
	case has("ne"):
		out = append(out, w[:n-2]+"se", w[:n-2]+"s")
	case has("us"), has("is"), has("es"), has("as"):
		out = append(out, w+"e", w[:n-1]+"kse", w[:n-1])
		grades(w[:n-1])
	case has("ik"):
		out = append(out, w+"u", w+"ku", w+"k")
	case has("el"), has("er"), has("en"), has("em"):
		out = append(out, w+"i", w[:n-2]+w[n-1:]+"e", w[:n-2]+w[n-1:]+"i")
	}
	if !vowelEnd(w) {
		for _, v := range vowels {
			grades(w + v)
		}
	} else if !has("ma") {
		cut := w[:n-1]
		for _, v := range vowels {
			grades(cut + v)
		}
		out = append(out, cut)
	}
	return out
}

func estonianEndings() suffixSet {
	cases := strings.Fields("d t s st sse le l lt ks ni na ta ga de te id si sid i e u a")
	many := strings.Fields("de te i e id")
	behind := strings.Fields("s st sse le l lt ks ni na ta ga d")
	verbs := strings.Fields("n d b me te vad sin sid s sime site da ta a ksin ks ksid ksime nud tud dud takse dakse ti di ta tav tava tavad v va vad vat ge gem gu mas mast mata maks des es es nuks gi ki mine mise misega misest misele mist ja jad jate tagu dav dava atud itud utud nuks nuksid sin sime is isid isin isime ita")
	out := slices.Concat(cases, after(many, behind), verbs)
	return setOf(out...)
}

// hungarianStems are the stems of a noun or verb: with a vowel that is lengthened or falls
// out, and without the -ik of some verbs.
func hungarianStems(w string) []string {
	n := len(w)
	if n < 2 || w[0] >= utf8.RuneSelf {
		return []string{w}
	}
	out := []string{w}
	if rest, ok := strings.CutSuffix(w, "ik"); ok && len(rest) > 1 {
		out = append(out, rest)
		if r, ok := strings.CutSuffix(rest, "sz"); ok { // alszik: alud, aludt; eszik: ett, enni
			out = append(out, r, r+"ud", r+"v", r+"t", r+"vud")
			if len(r) > 1 {
				out = append(out, r+"od", r+"ed")
			}
		}
	}
	if r, ok := strings.CutSuffix(w, "sz"); ok && n < 5 { // tesz: tett, tenni, tegy
		out = append(out, r+"tt", r+"n", r+"v", r+"gy")
	}
	for _, pair := range [...][2]string{{"o", "ov"}, {"o", "av"}, {"u", "uv"}, {"e", "ev"}, {"e", "ej"}, {"e", "ei"}, {"o", "ej"}} {
		if r, ok := strings.CutSuffix(w, pair[0]); ok && n < 6 { // ló: lov; tető: tetej
			out = append(out, r+pair[1])
		}
	}
	// bokor: bokr; terem: term; érdemel: érdeml
	if n > 4 && strings.ContainsRune("gklmnrz", rune(w[n-1])) && vowelEnd(w[:n-1]) && !vowelEnd(w[:n-2]) {
		out = append(out, w[:n-2]+w[n-1:])
	}
	if rest, ok := strings.CutSuffix(w, "t"); ok && n > 3 && !vowelEnd(rest) { // lát: láss; fest: fess
		out = append(out, rest+"s")
	} else if ok && n > 3 {
		out = append(out, rest+"ss", rest+"s")
	}
	return out
}

func hungarianEndings() suffixSet {
	cases := strings.Fields("t at et ot nak nek val vel ban ben ba be bol on en n ra re rol nal nel hoz hez tol ig kent ert ul va ve")
	doubled := strings.Fields("bal bel cal cel dal del gal gel kal kel lal lel mal mel nal nel pal pel ral rel sal sel szal szel tal tel zal zel gyal gyel nyal nyel")
	of := strings.Fields("m am em om d ad ed od a e ja je i unk nk ank enk jaink jeink aink eink tok tek atok etek otok uk juk jai jei ai ei aid eid aim eim ik aik eik jaik jeik jaitok aitok eitek")
	many := strings.Fields("k ak ek ok")
	present := strings.Fields("ok ek om em sz ol el od ed unk juk jak ik ja i tok tek itek jatok nak nek anak enek lak lek al asz esz")
	past := strings.Fields("t tt ott ett tam tem ttam ttem ottam ettem tal tel ttal ttel ottal ettel tad ted ttad tted ottad etted ta te tta tte otta ette tunk ttunk ottunk ettunk tuk ttuk ottuk ettuk tak tek ttak ttek ottak ettek tatok tetek")
	wishes := strings.Fields("jak jek jal jel j jon jen junk jatok jetek janak jenek jam jem jad jed ja je juk jak son sen sunk sanak senek sa se suk ssa sse ssuk ssam ssak ssek ss son sen zon zen zunk zanak zenek zuk tsa tse tsuk tsak on en unk anak enek a e uk ak ek nek nak nank nenk nanak nenek na ne nam nem nad ned nank nenk nanak nenek anek anank enenk")
	other := strings.Fields("ni ani eni nia nie nom nem nunk niuk nod ned ando endo hat het hatja heti hatjuk hetjuk hatok hetek hatnak hetnek hatunk hetunk hatta hette hatott hetett hatjak hetik hato heto hatatlan hetetlen va ve van ven")
	nominal := strings.Fields("as es asa ese asok esek asat eset ason esen asban esben asra esre asaban eseben asanak esenek o e ok ot et oi oit oje oje u ju i atlan etlen talan telen sag seg saga sege saganak segenek s os es as")
	out := slices.Concat(cases, doubled, of, many, present, past, wishes, other, nominal)
	out = append(out, after(slices.Concat(of, many, strings.Fields("as es o ok asa ese sag seg saga sege tt ott ett i")), slices.Concat(cases, doubled, strings.Fields("k ak ek at et")))...)
	return setOf(out...)
}
