package lexicon

import (
	"slices"
	"strings"
	"testing"

	"onrecord/compare/text"
)

// standsFor reports whether a word of a language stands for the row of an English word
// before all others.
func standsFor(lang, word, english string) bool {
	s := For(lang).Find(word)
	return len(s) > 0 && slices.Contains(strings.Split(strings.ToLower(Names()[s[0].Concept]), "|"), english)
}

// TestInflected: words as they stand in texts find a row of their headword.
func TestInflected(t *testing.T) {
	for lang, words := range map[string]string{
		"tr": "evlerimizden:ev evlerinin:ev şehirlerde:şehir başkanının:başkan öğretmenlerimize:öğretmen hastanelerdeki:hastane söyledi:söylemek söylüyor:söylemek söyleyecek:söylemek söylemeyecek:söylemek " +
			"söylenenler:söylemek gidiyoruz:gitmek gitmedi:gitmek gidebilir:gitmek kitabı:kitap çocuğun:çocuk ağaçlar:ağaç ismi:isim başlıyor:başlamak yapması:yapmak ülkemizin:ülke savaşlarda:savaş etti:etmek",
		"uk": "війни:війна війною:війна українського:український лікарнях:лікарня міністром:міністр голосували:голосувати голосуватимуть:голосувати виборів:вибори ночі:ніч дітьми:дитина кожного:кожен",
		"pl": "wojny:wojna wojnę:wojna pierwszej:pierwszy wyborów:wybory miesięcy:miesiąc rękę:ręka ministrami:minister głosowali:głosować szpitalach:szpital kościele:kościół dziećmi:dziecko mieście:miasto",
		"cs": "nemocnici:nemocnice řidiči:řidič války:válka volbách:volby ministrů:ministr nemocnicích:nemocnice hlasovali:hlasovat domů:dům školách:škola", "sk": "vojny:vojna ministrov:minister hlasovali:hlasovať školách:škola",
		"sl": "vojne:vojna ministri:minister šolah:šola", "hr": "ratu:rat bolnicama:bolnica školama:škola ministara:ministar glasovali:glasovati", "sr": "ратова:рат школама:школа министри:министар",
		"bg": "войната:война министрите:министър училищата:училище болниците:болница", "el": "πολέμου:πόλεμος υπουργούς:υπουργός νοσοκομεία:νοσοκομείο σχολείων:σχολείο έγραψε:γράφω",
		"lt": "karo:karas mokyklose:mokykla ministrai:ministras", "lv": "kara:karš skolās:skola ministri:ministrs", "et": "koolides:kool haiglate:haigla sõdurite:sõdur naised:naine vabaduse:vabadus ehitavad:ehitama maksti:maksma linnades:linn", "ca": "escoles:escola ministres:ministre voten:votar hospitals:hospital",
		"mk": "војната:војна претседателот:претседател граѓаните:граѓанин одлуката:одлука болниците:болница гласавме:гласа", "be": "вайны:вайна школах:школа міністраў:міністр краіны:краіна галасавалі:галасаваць",
		"is": "stríðinu:stríð ríkisstjórnarinnar:ríkisstjórn börnunum:barn forsetanum:forseti landinu:land kosningunum:kosning", "sq": "luftës:luftë qeverisë:qeveri presidentit:president vendimin:vendim ministrat:ministër spitalet:spital",
		"hy": "պատերազմի:պատերազմ կառավարությունը:կառավարություն նախագահին:նախագահ երեխաներին:երեխա դպրոցներում:դպրոց", "ka": "ომის:ომი მთავრობამ:მთავრობა პრეზიდენტმა:პრეზიდენტი ქვეყნის:ქვეყანა სკოლებში:სკოლა",
		"az": "müharibədən:müharibə ölkəmizin:ölkə prezidentinin:prezident uşaqlarımıza:uşaq məktəblərdə:məktəb qazandılar:qazanmaq", "kk": "соғыстың:соғыс үкіметінің:үкімет балаларға:бала мектептерде:мектеп қолдадық:қолдау",
		"te": "యుద్ధాన్ని:యుద్ధం ప్రభుత్వానికి:ప్రభుత్వం పాఠశాలల్లో:పాఠశాల ప్రకటించింది:ప్రకటించు", "mr": "युद्धाचा:युद्ध सरकारने:सरकार शाळेत:शाळा रुग्णालयांमध्ये:रुग्णालय", "gl": "eleccións:elección gañaron:gañar hospitais:hospital votamos:votar", "fil": "nagtatrabaho:trabaho kumikilos:kilos", "af": "skole:skool verkiesings:verkiesing gestem:stem",
		"ru": "откроем:открыть покажут:показать платят:платить украдут:украсть используется:использовать используют:использовать провели:провести войны:война больницах:больница людьми:человек детьми:ребёнок",
		"nl": "maakt:maken maakte:maken gespeeld:spelen speelden:spelen zegt:zeggen scholen:school oorlogen:oorlog",
		"de": "baut:bauen Busse:Bus gemeldete:melden Befragungen:befragen lernten:lernen gilt:gelten liegt:liegen Krankenhäusern:Krankenhaus",
		"he": "חדשים:חדש רוצים:רצה טוענת:טען יגיע:הגיע מטפלת:טיפל להיפרד:נפרד דבריו:דבר", "hi": "घरों:घर चलता:चलना आएगी:आना बनकर:बनना कंपनियों:कंपनी",
		"id": "pembayaran:bayar penjualan:jual menenggelamkan:tenggelam ditebang:tebang merobohkan:roboh", "bn": "বলল:বলা",
		"fi": "maksamme:maksaa kirjoittivat:kirjoittaa lupasivat:luvata rakennetaan:rakentaa kaupungeissa:kaupunki sodissa:sota kansalaisten:kansalainen lapsillemme:lapsi vapautta:vapaus sairaaloissa:sairaala vuoden:vuosi talossamme:talo päätti:päättää katujen:katu",
		"hu": "dolgoztunk:dolgozik építettek:épít megmutattuk:mutat elrejtették:rejt terveznek:tervez fizetnünk:fizet kezét:kéz házaikban:ház aludtak:alszik ígértem:ígér titkok:titok javak:jó",
		"sw": "walituahidi:ahidi tumesahau:sahau anayejenga:jenga hatutalipa:lipa wakulima:mkulima shuleni:shule viongozi:kiongozi",
		"vi": "hoà:hòa",
		"ko": "30년:년 3주째:주 팔아넘기고는:팔다 말하겠습니다:말하다 강하게:강하다 공부하신다고:공부하다 모였고:모이다 도와:돕다 배웠다:배우다 말했다:말하다 집에서:집 학교에서는:학교 대통령께서:대통령",
		"es": "busquemos:buscar paguen:pagar verlo:ver acusándolos:acusar decirles:decir empiezan:empezar empiecen:empezar", "it": "paghiamo:pagare vederlo:vedere", "pt": "ataquem:atacar paguem:pagar",
	} {
		for pair := range strings.FieldsSeq(words) {
			word, headword, _ := strings.Cut(pair, ":")
			found := For(lang).Find(word)
			if !slices.ContainsFunc(For(lang).Find(headword), func(h Sense) bool {
				return slices.ContainsFunc(found, func(s Sense) bool { return s.Concept == h.Concept && !Function(s.Concept) })
			}) {
				t.Errorf("%s: %s does not find %s", lang, word, headword)
			}
		}
	}
}

// TestNotAnother: a word whose letters happen to begin or end as another's is not that one.
func TestNotAnother(t *testing.T) {
	for _, c := range []struct{ lang, word, english string }{
		{"tr", "etti", "meat"}, {"tr", "kadın", "judge"}, {"pl", "wojsko", "war"}, {"uk", "містер", "city"}, {"cs", "volba", "ox"},
		{"he", "בידן", "chairman"}, {"he", "נדיר", "real estate"}, {"hi", "चुके", "elect"},
		{"es", "de", "give"}, {"fr", "est", "east"}, {"fr", "mais", "corn"}, {"de", "wurde", "dignity"}, {"pt", "da", "give"}, {"no", "har", "hair"},
		{"vi", "tắm", "eight"}, {"vi", "chợ", "give"}, {"vi", "lưới", "tooth"}, {"hu", "éven", "ewe"}, {"sw", "mtoni", "tone"},
		{"ko", "비핵화", "rain"}, {"ko", "알란", "egg"}, {"ko", "수가", "chat"}, {"ko", "이를", "reach"}, {"ko", "강하게", "river"}, {"ko", "개혁이라고", "reach"}, {"id", "langka", "measure"}, {"id", "pinggir", "hip"},
	} {
		if standsFor(c.lang, c.word, c.english) {
			t.Errorf("%s: %s stands for %q", c.lang, c.word, c.english)
		}
	}
}

// TestFunctionWords: words that only carry others are told by how they are written, and
// the same letters with other diacritics are still a word of their own.
func TestFunctionWords(t *testing.T) {
	for _, c := range []struct {
		lang, word string
		function   bool
	}{
		{"es", "de", true}, {"es", "año", false}, {"fr", "à", true}, {"fr", "été", true}, {"fr", "eté", false}, {"de", "wurde", true}, {"de", "Würde", false}, {"ru", "его", true}, {"tr", "için", true}, {"ar", "إلى", true}, {"ar", "على", true}, {"he", "של", true}, {"sr", "који", true}, {"hu", "az", true},
	} {
		s := For(c.lang).Find(c.word)
		if is := len(s) > 0 && Function(s[0].Concept); is != c.function {
			t.Errorf("%s: %s: function word %v, want %v", c.lang, c.word, is, c.function)
		}
	}
}

// TestHebrewAcronym: a quotation mark inside a word is the mark of an acronym.
func TestHebrewAcronym(t *testing.T) {
	for _, s := range []string{`ארה"ב`, "ארה״ב", "ארה“ב", "בארה”ב"} {
		f := text.Fold(s + " אמרה")
		words := For("he").Read(f)
		if len(words) != 2 || !slices.ContainsFunc(words[0].Senses, func(x Sense) bool {
			return slices.ContainsFunc(strings.Split(Names()[x.Concept], "|"), func(n string) bool { return strings.EqualFold(n, "United States") })
		}) {
			t.Errorf("%s is not one word for the United States: %+v", s, words)
		}
	}
}

// TestJapaneseGrammar: particles and endings carry other words, and a word that is not
// known stays one.
func TestJapaneseGrammar(t *testing.T) {
	for s, carries := range map[string]bool{"によってもたらされた": true, "ていました": true, "について": true, "さいたま": false, "ふるさと": false} {
		words := For("ja").Read(text.Fold(s))
		all := !slices.ContainsFunc(words, func(w Word) bool { return len(w.Senses) == 0 || !Function(w.Senses[0].Concept) })
		if all != carries {
			t.Errorf("%s: only carries others %v, want %v: %+v", s, all, carries, words)
		}
	}
}

// TestUnspaced: a text without spaces is cut into the words that leave the fewest characters
// over; verbs are found by their kana, words that carry others and foreign names are no word
// of the table.
func TestUnspaced(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"ja", "戦争を終わらせる", "戦争=war"}, {"ja", "勝てば", "勝て=win"}, {"ja", "において", "において="},
		{"zh", "卡瓦诺的战争", "卡瓦诺? 的= 战争=war"}, {"zh", "我们的政府", "我们= 的= 政府=government"},
	} {
		f := text.Fold(c.text)
		words := For(c.lang).Read(f)
		for want := range strings.FieldsSeq(c.want) {
			word, english, _ := strings.Cut(want, "=")
			unknown := strings.HasSuffix(word, "?")
			word = strings.TrimSuffix(word, "?")
			if !slices.ContainsFunc(words, func(w Word) bool {
				switch is := f.Slice(f.Tokens[w.From].From, f.Tokens[w.To-1].To) == word; {
				case !is || unknown || len(w.Senses) == 0:
					return is && unknown && len(w.Senses) == 0
				case english == "":
					return Function(w.Senses[0].Concept)
				default:
					return slices.Contains(strings.Split(Names()[w.Senses[0].Concept], "|"), english)
				}
			}) {
				t.Errorf("%s: %s: no %s: %+v", c.lang, c.text, want, words)
			}
		}
	}
}

// TestAkin: concepts that several languages have one word for stand near each other, and
// others do not.
func TestAkin(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       bool
	}{
		{"price", "cost", true}, {"army", "soldier", true}, {"price", "soldier", false},
	} {
		near := slices.ContainsFunc(For(Pivot).Find(c.one), func(s Sense) bool {
			return slices.ContainsFunc(Akin(s.Concept), func(k Sense) bool {
				return slices.Contains(strings.Split(Names()[k.Concept], "|"), c.other)
			})
		})
		if near != c.want {
			t.Errorf("%s is near %s: %v, want %v", c.one, c.other, near, c.want)
		}
	}
}

// TestPhraseCountsItsWords: a phrase of the table stands for its row first, and for those
// of its words, which another language may have one by one.
func TestPhraseCountsItsWords(t *testing.T) {
	words := For("en").Read(text.Fold("they raised the minimum wage"))
	last := words[len(words)-1]
	if last.To-last.From != 2 || len(last.Senses) == 0 || !slices.Contains(strings.Split(Names()[last.Senses[0].Concept], "|"), "minimum wage") {
		t.Fatalf("the phrase is not one word of its row: %+v", last)
	}
	for _, w := range []string{"minimum", "wage"} {
		if !slices.ContainsFunc(For("en").Find(w), func(x Sense) bool {
			return slices.ContainsFunc(last.Senses, func(y Sense) bool { return x.Concept == y.Concept })
		}) {
			t.Errorf("the phrase has lost %s", w)
		}
	}
}

// TestLongWords: a word that no language has, of one letter or of many words without a blank,
// costs no more than its length: it stands in any post that somebody made up.
func TestLongWords(t *testing.T) {
	for lang := range links {
		for _, word := range []string{strings.Repeat("a", 4000), strings.Repeat("arbeit", 12), strings.Repeat("schul", 1000), strings.Repeat("talo", 18)} {
			For(lang).Find(word)
		}
	}
}
