package match

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"onrecord/compare/text"
)

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

// negationOf: a word that turns a sentence round, in the languages of the posts
// that are followed. All of them count as one: don't, do not and never.
func negationOf(t text.Token) string {
	if negations[t.Key] || strings.HasSuffix(t.Key, "n't") && len(t.Key) > 3 || contracted[t.Key] {
		return "not"
	}
	return ""
}

var contracted = text.WordSet("dont doesnt didnt cant couldnt wont wouldnt shouldnt isnt arent wasnt werent hasnt havent hadnt mustnt aint")

var negations = text.WordSet("no not never none neither nor nothing nobody without cannot hardly " +
	"nunca jamas nada nadie ningun ninguna ninguno tampoco sin ni " +
	"ne pas jamais rien aucun aucune sans ni " +
	"nao nem nunca ninguem nenhum nenhuma sem jamais " +
	"non mai niente nessuno nessuna nessun senza né " +
	"nicht kein keine keinen keinem keiner keines nie niemals nichts ohne niemand " +
	"nie nigdy nic nikt bez ani nu niciodata nimeni fara nici niet geen nooit zonder niemand inte aldrig ingen inga ikke aldri ingen " +
	"ne nikdy nic nikdo bez není nejsou не нет никогда ничего никто без ні ніколи нічого ніхто нема " +
	"لا لم لن ليس ليست ما بدون دون غير לא אין לא בלי אף नहीं मत न ना δεν μην όχι ποτέ τίποτα χωρίς değil asla hiç yok nem soha ei 不 没 沒 無 无 非 未 ない 안 못")

// negatedBy reports whether one word is another with a prefix that negates it:
// legal, illegal.
func negatedBy(a, b string) bool {
	if len(b) < 4 {
		return false
	}
	for _, prefix := range []string{"un", "in", "im", "il", "ir", "non", "dis", "des", "de", "anti", "mis"} {
		if rest, ok := strings.CutPrefix(a, prefix); ok && (rest == b || len(rest) > 5 && strings.HasPrefix(b, rest[:len(rest)-1])) {
			return true
		}
	}
	return opposites[a] != "" && opposites[a] == b
}

// opposites are pairs that turn a statement round as a negation does.
var opposites = func() map[string]string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(`support/oppose supports/opposes supported/opposed accept/reject accepts/rejects accepted/rejected increase/decrease increased/decreased
		increase/reduce increased/reduced more/less more/fewer allow/ban allowed/banned legal/illegal true/false win/lose won/lost before/after with/without for/against above/below
		raise/lower raised/lowered rise/fall guilty/innocent start/stop start/end open/close opened/closed success/failure always/never everyone/nobody
		apoya/rechaza apoyamos/rechazamos acepta/rechaza aceptamos/rechazamos aumentar/reducir aumentado/reducido mas/menos con/sin antes/despues siempre/nunca verdad/mentira verdadero/falso ganar/perder subir/bajar abrir/cerrar abierto/cerrado culpable/inocente
		avec/sans plus/moins avant/apres toujours/jamais pour/contre vrai/faux accepter/refuser augmenter/reduire com/sem sempre/nunca mais/menos piu/meno con/senza sempre/mai prima/dopo mit/ohne mehr/weniger vor/nach immer/nie für/gegen`) {
		a, b, _ := strings.Cut(pair, "/")
		m[text.FoldKey(a)], m[text.FoldKey(b)] = text.FoldKey(b), text.FoldKey(a)
	}
	return m
}()

// amountOf: numbers, number words and quantities. A number counts as its value,
// in figures or as a word.
func amountOf(t text.Token) string {
	if text.IsNumber(t.Key) || isPercent(t.Key) || strings.HasPrefix(t.Key, "-") && text.IsNumber(t.Key[1:]) {
		return t.Key
	}
	if v := numberWords[t.Key]; v != "" {
		return v
	}
	if startsWithDigit(t.Key) {
		return t.Key
	}
	return ""
}

func startsWithDigit(key string) bool { return key != "" && key[0] >= '0' && key[0] <= '9' }

func isPercent(key string) bool {
	return len(key) > 1 && key[len(key)-1] == '%' && text.IsNumber(key[:len(key)-1])
}

var numberWords = grouped(`2: two dos deux dois due zwei dwa doi два двое
	3: three tres trois tre drei trzy trei три
	4: four cuatro quatre quatro quattro vier cztery patru четыре
	5: five cinco cinq cinque fünf pięć cinci пять
	6: six seis sei sechs sześć șase шесть
	7: seven siete sept sete sette sieben siedem șapte семь
	8: eight ocho huit oito otto acht osiem opt восемь
	9: nine nueve neuf nove neun dziewięć nouă девять
	10: ten diez dix dez dieci zehn dziesięć zece десять
	11: eleven once onze undici elf jedenaście
	12: twelve doce douze doze dodici zwölf dwanaście dozen docena douzaine
	20: twenty veinte vingt vinte venti zwanzig dwadzieścia двадцать
	30: thirty treinta trente trinta trenta dreissig trzydzieści
	40: forty cuarenta quarante quarenta quaranta vierzig
	50: fifty cincuenta cinquante cinquenta cinquanta fünfzig pięćdziesiąt
	60: sixty sesenta soixante sessenta sessanta sechzig
	70: seventy setenta settanta siebzig
	80: eighty ochenta oitenta ottanta achtzig
	90: ninety noventa novanta neunzig
	100: hundred hundreds cien ciento cientos cent cem centos cento centinaia hundert sto сто
	1000: thousand thousands mil miles mille milliers mila migliaia tausend tysiąc tysięcy тысяч тысячи
	1000000: million millions millón millones milhão milhões milione milioni millionen milion miliony milionów миллион миллионов
	1000000000: billion billions milliard milliards bilhão bilhões miliardo miliardi milliarde milliarden miliard miliardów миллиард миллиардов
	1000000000000: trillion trillions billón billones trilhão trilhões
	half: half mitad medio media moitié demi metade meia metà mezzo halb hälfte połowa половина
	twice: twice double doble dos veces doppio dobro doppelt
	all: all every everyone each cada chaque ogni jeder jede jedes jeden każdy każdego todo todos toda todas tout tous toute toutes tutti tutte alle alles wszyscy wszystkie все всех
	some: some algunos algunas algún alguna quelques certains alguns algumas alcuni alcune einige manche niektórzy некоторые
	many: many muchos muchas plusieurs beaucoup muitos muitas molti molte viele wiele многие
	most: most mayoría plupart maioria maggioranza meisten większość большинство
	few: few pocos pocas peu poucos poucas pochi poche wenige niewielu
	only: only solo sólo solamente únicamente seulement seul apenas somente soltanto solamente nur tylko только
	first: first primer primera primero premier première primeiro primeira primo prima erste ersten pierwszy первый
	second: second segundo segunda deuxième secondo seconda zweite zweiten drugi второй
	third: third tercer tercera tercero troisième terceiro terceira terzo terza dritte dritten trzeci третий`)

// dateOf: months, days of the week, years and words that tell when.
func dateOf(t text.Token) string {
	if len(t.Key) == 4 && text.IsNumber(t.Key) && (t.Key[:2] == "19" || t.Key[:2] == "20") {
		return t.Key
	}
	return dateWords[t.Key]
}

var dateWords = grouped(`january: january enero janvier janeiro gennaio januar styczeń stycznia января
	february: february febrero février fevereiro febbraio februar luty lutego февраля
	march: marzo mars março märz marzec marca марта
	april: april abril avril aprile kwiecień kwietnia апреля
	may: mayo mai maio maggio maj maja мая
	june: june junio juin junho giugno juni czerwiec czerwca июня
	july: july julio juillet julho luglio juli lipiec lipca июля
	august: august agosto août sierpień sierpnia августа
	september: september septiembre setiembre septembre setembro settembre wrzesień września сентября
	october: october octubre octobre outubro ottobre oktober październik października октября
	november: november noviembre novembre novembro listopad listopada ноября
	december: december diciembre décembre dezembro dicembre dezember grudzień grudnia декабря
	monday: monday lunes lundi lunedì montag poniedziałek понедельник
	tuesday: tuesday martes mardi martedì dienstag wtorek вторник
	wednesday: wednesday miércoles mercredi mercoledì mittwoch środa среду среда
	thursday: thursday jueves jeudi giovedì donnerstag czwartek четверг
	friday: friday viernes vendredi venerdì freitag piątek пятницу пятница
	saturday: saturday sábado samedi sabato samstag sobota субботу
	sunday: sunday domingo dimanche domenica sonntag niedziela воскресенье
	yesterday: yesterday ayer hier ontem ieri gestern wczoraj вчера
	today: today hoy aujourd hui hoje oggi heute dzisiaj dziś сегодня
	tomorrow: tomorrow mañana demain amanhã domani morgen jutro завтра
	tonight: tonight anoche
	next: next próximo próxima siguiente prochain prochaine seguinte prossimo prossima nächste nächsten nächster
	last: last pasado pasada dernier dernière passado passada scorso scorsa letzte letzten vergangenen`)

// unitOf: units of measure, time and money, and scales of percentages.
func unitOf(t text.Token) string { return unitWords[t.Key] }

var unitWords = grouped(`km: km kilometre kilometres kilometer kilometers kilómetro kilómetros kilomètre kilomètres quilômetro quilômetros chilometro chilometri
	mile: mile milla millas milha milhas miglio miglia meilen meile
	metre: metre metres meter meters metro metros mètre mètres metri
	foot: feet foot pies pieds piedi
	kg: kg kilo kilos kilogram kilograms kilogramo kilogramos kilogramme kilogrammes
	gram: gram grams gramo gramos gramme grammes
	ton: ton tons tonne tonnes tonelada toneladas tonnellata tonnellate tonnen
	pound: pound pounds libra libras livre livres
	litre: litre litres liter liters litro litros
	barrel: barrel barrels barril barriles barils baril
	hectare: hectare hectares hectárea hectáreas ettari
	acre: acre acres
	dollar: dollar dollars dólar dólares dollari usd
	euro: euro euros eur
	peso: peso pesos
	real: reais
	ruble: ruble rubles rublo rublos roubles rubel
	percent: percent percentage prozent porciento
	second: seconds segundos secondes secondi sekunden
	minute: minute minutes minuto minutos minuti minuten
	hour: hour hours hora horas heure heures ora ore stunde stunden
	day: day days día días jour jours dia dias giorno giorni tag tage tagen
	week: week weeks semana semanas semaine semaines settimana settimane woche wochen
	month: month months mes meses mois mês mese mesi monat monate monaten
	year: year years año años an ans année années ano anos anno anni jahr jahre jahren
	decade: decade decades década décadas décennie décennies decennio decenni jahrzehnt jahrzehnte
	century: century centuries siglo siglos siècle siècles século séculos secolo secoli jahrhundert
	degree: degrees grados degrés graus gradi grad
	watt: watt watts kilowatt kilowatts megawatt megawatts megavatios gigawatt gigawatts`)

// personOf: who is meant, by a pronoun.
func personOf(t text.Token) string { return persons[t.Key] }

var persons = grouped(`we: we us our ours nosotros nosotras nuestro nuestra nuestros nuestras nous notre nos nós nosso nossa nossos nossas noi nostro nostra nostri nostre wir uns unser unsere unseren
	they: they them their theirs ellos ellas ils elles leur leurs eles elas deles loro
	i: i me my mine yo mi mis je mon mes eu meu minha io mio mia ich mein meine mich
	you: you your yours ustedes vosotros vuestro vuestra vous votre vos vocês você voi vostro vostra`)

// modalOf: words for what may, must and will be, and doubts.
func modalOf(t text.Token) string { return modals[t.Key] }

var modals = grouped(`may: may might can could possibly perhaps maybe probably likely apparently allegedly reportedly seems seem puede pueden podemos podría podrían podríamos quizá quizás posiblemente probablemente supuestamente parece peut peuvent pouvons pourrait pourraient peutêtre probablement apparemment pode podem poderia poderiam talvez possivelmente provavelmente può possono potrebbe potrebbero forse probabilmente kann können könnte könnten darf dürfen vielleicht wahrscheinlich möglicherweise angeblich może mogą możemy mógłby chyba prawdopodobnie может могут возможно наверное вероятно poate pot putem probabil
	should: should ought debería deberían deberíamos devrait devraient devrions deveria deveriam dovrebbe dovrebbero sollte sollten powinien powinna powinni powinniśmy должен должны ar
	must: must shall have-to debe deben debemos tiene tienen tenemos doit doivent devons faut deve devem devemos deve devono dobbiamo muss müssen musi muszą musimy должен должна должны trebuie
	will: will won't wird werden werde będzie będą будет будут voi vom va vor
	would: would würde würden aurait serait seria sería sarebbe`)

// conditionalShift reports whether one word is the future of what the other has as
// a conditional, in the Romance languages: podría, podrá.
func conditionalShift(a, b string) bool {
	for _, e := range [][2]string{
		{"ria", "ra"}, {"rian", "ran"}, {"riamos", "remos"}, {"ria", "re"}, {"riam", "rao"}, {"rait", "ra"}, {"raient", "ront"}, {"rions", "rons"},
		{"rebbe", "ra"}, {"rebbero", "ranno"}, {"remmo", "remo"},
	} {
		if stem, ok := strings.CutSuffix(a, e[0]); ok && len(stem) >= 2 && b == stem+e[1] {
			return true
		}
	}
	return false
}

// isPeople reports whether a word begins like the name of a country or people:
// ruso, rusos, Rusia. Such words are written small in many languages.
func isPeople(key string) bool {
	r := []rune(key)
	return len(r) >= 4 && countryStems()[string(r[:4])] && !notPeople[key] || sides[key]
}

var notPeople = text.WordSet("indica indican indicar individual industria industry indeed canal cancel german marca marcha mali malo malos malas congreso congress turn turno turnos island general gene guía cost costa francamente frances salvar nige nada unidos united estados states")

// sides are camps that writers mix up.
var sides = text.WordSet(`democrats democrat republicans republican conservatives liberals socialists communists left right allies enemies police protesters government opposition
	izquierda derecha gobierno oposición aliados enemigos policía manifestantes gauche droite gouvernement opposition sinistra destra governo opposizione linke rechte regierung opposition esquerda direita oposição
	israelis palestinians arabs jews muslims christians árabes judíos musulmanes cristianos juifs musulmans chrétiens juden muslime christen ebrei musulmani`)

// countryStems are the first four letters of every country's name in some
// languages, by CLDR.
var countryStems = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	var regions []language.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if r, err := language.ParseRegion(string(a) + string(b)); err == nil && r.IsCountry() {
				regions = append(regions, r)
			}
		}
	}
	for _, lang := range []string{"en", "es", "fr", "pt", "it", "de", "pl", "ro", "ru", "uk", "cs", "nl", "el", "ar", "he", "tr"} {
		namer := display.Regions(language.Make(lang))
		if namer == nil {
			continue
		}
		for _, r := range regions {
			word := []rune(text.Key(namer.Name(r)))
			if len(word) >= 4 {
				set[string(word[:4])] = true
			}
		}
	}
	return set
})
