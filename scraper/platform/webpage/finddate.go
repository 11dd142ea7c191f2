package webpage

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// foundDate is a date in a text, and how it is written there.
type foundDate struct {
	day time.Time
	raw string
}

// dateForms are the ways to write a whole date. Years have four digits: with two
// nobody knows which number is which.
var dateForms = []struct {
	form *regexp.Regexp
	// year, month and day are groups; words says that the month is one. either says
	// that day and month stand in the order of the page's language.
	year, month, day int
	words, either    bool
}{
	{regexp.MustCompile(`(?:^|[^\d/.-])((?:19|20)\d\d)\s?[-/._年년]\s?(\d{1,2})\s?[-/._月월]\s?(\d{1,2})(?:[^\d/.-]|[.T]|$)`), 1, 2, 3, false, false},
	{regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?:[^\d.]|\.\D|\.?$)`), 3, 2, 1, false, false},
	{regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?:\D|$)`), 3, 2, 1, false, true},
	{regexp.MustCompile(`\b(\d{1,2})(?:er|st|nd|rd|th|\.|º|°)?[\s-]{1,2}(?:de |of |d['’])?(\p{L}{3,})\.?,?[\s-]{1,2}(?:de |del )?((?:19|20)\d\d)\b`), 3, 2, 1, true, false},
	{regexp.MustCompile(`(\p{L}{3,})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)\b`), 3, 1, 2, true, false},
	{regexp.MustCompile(`\b((?:19|20)\d\d)\.?\s(?:m\.\s|gada\s)?(\p{L}{3,})\s(\d{1,2})\b`), 1, 2, 3, true, false},
}

// findDate finds the first whole date in a text; lang is the page's language, "" where
// it is unknown. 05/10/2022 is read only where the language says which is the day.
func findDate(text, lang string) (found foundDate, ok bool) {
	if !strings.ContainsAny(text, "12") {
		return found, false
	}
	at := len(text)
	for _, f := range dateForms {
		m := f.form.FindStringSubmatchIndex(text)
		if m == nil || m[0] >= at {
			continue
		}
		group := func(i int) string { return text[m[2*i]:m[2*i+1]] }
		year, _ := strconv.Atoi(group(f.year))
		day, _ := strconv.Atoi(group(f.day))
		month, _ := strconv.Atoi(group(f.month))
		if f.words {
			month = monthNamed(group(f.month), lang)
		}
		if f.either {
			day, month = inOrder(day, month, lang)
		}
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if month < 1 || month > 12 || t.Day() != day || year < 1990 {
			continue
		}
		at, ok = m[0], true
		found = foundDate{t, text[min(m[2*f.year], m[2*f.month], m[2*f.day]):max(m[2*f.year+1], m[2*f.month+1], m[2*f.day+1])]}
	}
	return found, ok
}

// inOrder tells the day from the month in 13/5/2022 and 5/13/2022; 0, 0 where it
// cannot be told.
func inOrder(a, b int, lang string) (day, month int) {
	base, region, _ := strings.Cut(lang, "-")
	switch {
	case a > 12 || a == b:
		return a, b
	case b > 12:
		return b, a
	case base == "en" && region == "us":
		return b, a
	case base != "" && base != "en" || region == "gb" || region == "au" || region == "ie" || region == "in" || region == "nz":
		return a, b
	}
	return 0, 0
}

// monthNames are the months of a year as dates have them, a language a line; a bar
// separates other forms of one month. Abbreviations are told by their beginnings.
const monthNames = `
en january february march april may june july august september october november december
de januar|jänner februar|feber märz|mrz april mai juni juli august september oktober november dezember
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
ca gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
gl xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
nl januari februari maart april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december
nb januar februar mars april mai juni juli august september oktober november desember
is janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
fi tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
et jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
lv janvāris|janvārī februāris|februārī marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā jūlijs|jūlijā augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī
lt sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio
pl stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec sierpnia|sierpień września|wrzesień października|październik listopada|listopad grudnia|grudzień
cs ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen září října|říjen listopadu|listopad prosince|prosinec
sk januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta|august septembra|september októbra|október novembra|november decembra|december
sl januar februar marec|marca april|aprila maj|maja junij|junija julij|julija avgust|avgusta september|septembra oktober|oktobra november|novembra december|decembra
hr siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada|listopad studenoga|studenog prosinca
sr januar|јануар februar|фебруар mart|март april|април maj|мај jun|јун jul|јул avgust|август septembar|септембар oktobar|октобар novembar|новембар decembar|децембар
bg януари февруари март април май юни юли август септември октомври ноември декември
ru января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль августа|август сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь
uk січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад грудня|грудень
el ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
hu január február március április május június július augusztus szeptember október november december
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
id januari februari maret april mei juni juli agustus september oktober november desember
ar يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر
he ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
hi जनवरी फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर`

// months are the names of each month by language, made when first asked for.
var months = sync.OnceValue(func() map[string][12][]string {
	all := map[string][12][]string{}
	for line := range strings.Lines(strings.TrimSpace(monthNames)) {
		words := strings.Fields(line)
		var names [12][]string
		for i := range names {
			names[i] = strings.Split(words[i+1], "|")
		}
		all[words[0]] = names
	}
	return all
})

// monthNamed is the month that a word or its abbreviation names in a language, or in
// all those that know it where the page's own does not; 0 where it is none.
func monthNamed(word, lang string) int {
	word = strings.ToLower(word)
	base, _, _ := strings.Cut(lang, "-")
	if names, ok := months()[base]; ok {
		if m := monthIn(names, word); m != 0 {
			return m
		}
	}
	found := 0
	for _, names := range months() {
		switch m := monthIn(names, word); {
		case m == 0 || m == found:
		case found != 0:
			return 0 // listopad is October in Croatian, November in Polish
		default:
			found = m
		}
	}
	return found
}

// monthIn is the one month of a language that begins with a word of three letters or
// more; 0 where there is none, or several.
func monthIn(names [12][]string, word string) int {
	if utf8.RuneCountInString(word) < 3 {
		return 0
	}
	found := 0
	for i, forms := range names {
		for _, f := range forms {
			switch {
			case f == word:
				return i + 1
			case strings.HasPrefix(f, word) && found != 0 && found != i+1:
				return 0
			case strings.HasPrefix(f, word):
				found = i + 1
			}
		}
	}
	return found
}
