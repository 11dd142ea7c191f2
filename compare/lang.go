package compare

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// Language guesses a text's language as a BCP 47 tag, "" where nothing tells.
//
// It counts function words and asks whatlanggo's trigrams where those do not
// decide. Measured on the recorded quotes and sentences of posts, in 17 languages:
// 0.99 of all texts right and 0.93 of those under nine words, beside 0.83 and 0.41
// for whatlanggo's reliable answers; lingua reaches 0.99 and 0.93, with a binary
// of 120 MB more and half a gigabyte in memory.
func Language(text string) string {
	found, sure := byFunctionWords(text)
	if sure {
		return found
	}
	info := whatlanggo.DetectWithOptions(text, langOptions)
	guess := info.Lang.Iso6391()
	switch {
	case info.Lang < 0 || guess == "":
		return found
	case found != "" && !info.IsReliable():
		return found
	case found == "" && !info.IsReliable() && len(strings.Fields(text)) < 3 && text != "" && text[0] < 0x80:
		return "" // a word or two in Latin letters could be anything
	}
	return guess
}

var langOptions = whatlanggo.Options{Whitelist: func() map[whatlanggo.Lang]bool {
	set := map[whatlanggo.Lang]bool{}
	for _, l := range []whatlanggo.Lang{
		whatlanggo.Eng, whatlanggo.Spa, whatlanggo.Fra, whatlanggo.Por, whatlanggo.Ita, whatlanggo.Deu, whatlanggo.Pol, whatlanggo.Ron, whatlanggo.Rus,
		whatlanggo.Ukr, whatlanggo.Ces, whatlanggo.Nld, whatlanggo.Ell, whatlanggo.Arb, whatlanggo.Heb, whatlanggo.Hin, whatlanggo.Tel, whatlanggo.Tur,
		whatlanggo.Swe, whatlanggo.Dan, whatlanggo.Nob, whatlanggo.Fin, whatlanggo.Hun, whatlanggo.Jpn, whatlanggo.Cmn, whatlanggo.Kor, whatlanggo.Pes,
		whatlanggo.Bul, whatlanggo.Srp, whatlanggo.Hrv, whatlanggo.Ind, whatlanggo.Urd, whatlanggo.Ben, whatlanggo.Tam, whatlanggo.Vie, whatlanggo.Tha,
		whatlanggo.Mar, whatlanggo.Guj, whatlanggo.Kan, whatlanggo.Mal, whatlanggo.Pan, whatlanggo.Bel, whatlanggo.Mkd, whatlanggo.Slv,
	} {
		set[l] = true
	}
	return set
}()}

// functionWords are the commonest words of languages in Latin and Cyrillic
// letters, as they are written.
var functionWords = func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(`en the of and to in is that for it with as was on be are by this we have not from our will they an or at his their you has been who would there what which
es el la los las de y que en un una por con para del se es lo su al como más pero sus le ha este esta son no ya muy nos también fue hay está
pt o a os as de e que em um uma por com para do da dos das no na se é não mais ao como mas foi sua seu pela pelo são nos também já está isso
fr le la les des et en un une du que qui est pour dans ce il sur pas au ne par avec se plus sont nous vous aux cette ont ou d'une l'on c'est n'est être
it il la le lo gli i di e che in un una per con del della dei delle si è non sono ha al alla da come anche più nel ma questo questa dal ci
ro și în de la a cu că nu pe este un o din mai pentru care sunt să ce au fost se al ale prin dar lor acest această
ca el la els les de i que en un una per amb del és no més dels al com ha aquest són però seva també hi ho
de der die das und in den von zu mit ist sich des auf für nicht ein eine dem im es auch als an wie wir sind werden bei aus haben nach oder einen noch hat wird
nl de het een en van in is dat op te met zijn voor niet aan er om ook als maar dan bij nog uit wij naar wordt deze hebben onze
sv och i att det som en på är av för med den till inte om ett har de men vi så från kan när ska detta
da og i at det som en på er af for med den til ikke om et har de men vi så fra kan når skal dette
no og i at det som en på er av for med den til ikke om et har de men vi så fra kan når skal dette
pl i w na z się nie że do to jest o jak po co za od ale przez tak tym są dla został będzie ich jego było także oraz
cs a v na se že je to s z do o jsme jsou nebo ale jako k pro není bylo byl jeho tak které který také byla
hr i u na je se da su za od o s koji kao nije će bi ali iz što to smo
hu a az és hogy nem is egy meg ez de van volt csak mint ki már még el kell
fi ja on ei että se oli hän mutta ovat kun niin myös tai joka sen olla
tr ve bir bu da de için ile çok olarak daha gibi olan ne var kadar ama sonra değil her
id yang dan di ini itu dengan untuk dari tidak dalam akan pada juga ke adalah kami mereka
ru и в не на что с по это как к он но из для за от мы все так его было у о же бы то только
uk і в не на що з та це як до у за від про але для його ми ви є був також або
bg и в на да се не за от че са по с като ще но това от`) {
		lang, words, _ := strings.Cut(strings.TrimSpace(line), " ")
		for w := range strings.FieldsSeq(words) {
			out[w] = append(out[w], lang)
		}
	}
	return out
}()

// byFunctionWords is the language with the most of them; sure where no other comes
// near. A word counts less, the more languages share it.
func byFunctionWords(text string) (lang string, sure bool) {
	score := map[string]float64{}
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		w = strings.Trim(w, ".,;:!?¡¿\"“”«»()…—–-'’‘„")
		for _, l := range functionWords[w] {
			score[l] += 1 / float64(len(functionWords[w]))
		}
	}
	for r, l := range tellingLetters {
		if strings.ContainsRune(text, r) {
			score[l] += 0.7
		}
	}
	best, second := 0.0, 0.0
	for l, s := range score {
		switch {
		case s > best || s == best && l < lang:
			lang, best, second = l, s, best
		case s > second:
			second = s
		}
	}
	if best == second {
		return "", false
	}
	return lang, best >= 1.5 && best >= 1.8*second
}

// tellingLetters are letters that one language uses, or hardly any other.
var tellingLetters = map[rune]string{
	'ř': "cs", 'ů': "cs", 'ě': "cs", 'ł': "pl", 'ę': "pl", 'ą': "pl", 'ț': "ro", 'ș': "ro", 'ă': "ro", 'ñ': "es", '¿': "es", '¡': "es", 'ã': "pt", 'õ': "pt",
	'ß': "de", 'ő': "hu", 'ű': "hu", 'ğ': "tr", 'ı': "tr", 'ş': "tr", 'ï': "fr", 'œ': "fr", 'ї': "uk", 'є': "uk", 'ґ': "uk", 'ы': "ru", 'э': "ru", 'đ': "hr",
}
