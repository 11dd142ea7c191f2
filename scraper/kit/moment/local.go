package moment

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// monthNames are the months as languages write them in a date, the first letters of each
// where no other month has them.
var monthNames = [12]string{
	"january jan januar jänner januari janvier janv enero ene gennaio gen janeiro stycznia styczeń января leden ledna ocak ianuarie janvāris",
	"february feb februar februari février fevrier févr febrero febbraio fevereiro fev lutego luty февраля února únor şubat februarie",
	"march mar märz maerz mär maart mrt mars marzo março marco marca marzec марта března březen mart martie",
	"april apr avril avr abril abr aprile kwietnia kwiecień апреля dubna duben nisan aprilie",
	"may mai mayo maggio mag maio mei maja maj мая května květen mayıs",
	"june jun juni juin junio giugno giu junho czerwca czerwiec июня června červen haziran iunie",
	"july jul juli juillet juil julio luglio lug julho lipca lipiec июля července červenec temmuz iulie",
	"august aug augustus août aout agosto ago sierpnia sierpień августа srpna srpen ağustos",
	"september sep sept septembre septiembre settembre set setembro września wrzesień сентября září eylül septembrie",
	"october oct oktober okt octobre octubre ottobre ott outubro out października październik октября října říjen ekim octombrie",
	"november nov novembre noviembre novembro listopada listopad ноября kasım noiembrie",
	"december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia grudzień декабря prosince prosinec aralık decembrie",
}

// monthOf are the months' numbers by their names. Czech's listopadu and Polish listopada
// are one month, Croatian's is another: it is not read.
var monthOf = func() map[string]int {
	out := map[string]int{"listopadu": 11}
	for i, names := range monthNames {
		for _, n := range strings.Fields(names) {
			out[n] = i + 1
		}
	}
	return out
}()

// eras are the first years of Japan's, less one.
var eras = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925}

var (
	dayFirst   = regexp.MustCompile(`^(?:\p{L}+[.,]* +)?(\d{1,2})(?:\.|er|[ºªo]|st|nd|rd|th)?(?: +de)? +(\p{L}+)\.?,?(?: +del?)? +(\d{4})(?: +(?:г|р)\.)?(.*)$`)
	monthFirst = regexp.MustCompile(`^(?:\p{L}+[.,]* +)?(\p{L}+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(.*)$`)
	dotted     = regexp.MustCompile(`^(?:\p{L}+[.,]* +)?(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(.*)$`)
	slashed    = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(.*)$`)
	eastern    = regexp.MustCompile(`^(?:(令和|平成|昭和) ?(\d{1,2}|元)|(\d{4})) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일](.*)$`)
	weekly     = regexp.MustCompile(`^(\d{4})-?W(\d{2})-?([1-7])$`)
	basic      = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?$`)
	dayEnd     = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[T ]24:00(?::00(?:\.0+)?)?(Z|[+-]\d{2}:?\d{2})?$`)
	leapSecond = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}):60(Z|[+-]\d{2}:?\d{2})?$`)
	// clockAfter is the time of day behind a date.
	clockAfter = regexp.MustCompile(`^(?:[ ,;|·–—-]+(?:at|um|à|a las|às|alle(?: ore)?|ore|om|в|o(?: godz\.)?)?)? *(?:\([^()]*\) *)?(\d{1,2})[:.hH時시](\d{2})(?:[:.](\d{2}))?(?:分)? ?(?:h|uhr|Uhr|uur|hrs)?( [+-]\d{4})?$`)
)

// local rewrites a date with a month's name, or with figures that allow one order only, as
// 2006-01-02 with the time behind it; "" where it is none of these.
func local(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if m := basic.FindStringSubmatch(s); m != nil {
		if m[6] == "" {
			m[6] = "00"
		}
		return fmt.Sprintf("%s-%s-%sT%s:%s:%s%s", m[1], m[2], m[3], m[4], m[5], m[6], m[7])
	}
	if m := dayEnd.FindStringSubmatch(s); m != nil {
		return shifted(m[1]+"T00:00:00", 24*time.Hour) + m[2]
	}
	if m := leapSecond.FindStringSubmatch(s); m != nil {
		return shifted(strings.Replace(m[1], " ", "T", 1)+":59", time.Second) + m[2]
	}
	if m := weekly.FindStringSubmatch(s); m != nil {
		return weekDay(number(m[1]), number(m[2]), number(m[3]))
	}
	year, month, day, rest := dateIn(s)
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return ""
	}
	out := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if rest == "" {
		return out
	}
	m := clockAfter.FindStringSubmatch(rest)
	if m == nil {
		return ""
	}
	out += fmt.Sprintf(" %02d:%s", number(m[1]), m[2])
	if m[3] != "" {
		out += ":" + m[3]
	}
	return out + m[4]
}

// dateIn are the figures of a date and what stands behind it.
func dateIn(s string) (year, month, day int, rest string) {
	low := strings.ToLower(s)
	if m := dayFirst.FindStringSubmatch(low); m != nil {
		return number(m[3]), monthOf[m[2]], number(m[1]), strings.TrimSuffix(m[4], ".")
	}
	if m := monthFirst.FindStringSubmatch(low); m != nil {
		return number(m[3]), monthOf[m[1]], number(m[2]), m[4]
	}
	if m := dotted.FindStringSubmatch(s); m != nil { // who writes dots puts the day first
		return number(m[3]), number(m[2]), number(m[1]), m[4]
	}
	if m := slashed.FindStringSubmatch(s); m != nil {
		switch a, b := number(m[1]), number(m[2]); {
		case a > 12:
			return number(m[3]), b, a, m[4]
		case b > 12 || a == b:
			return number(m[3]), a, b, m[4]
		}
		return 0, 0, 0, ""
	}
	m := eastern.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, 0, ""
	}
	year = number(m[3])
	if m[1] != "" {
		year = eras[m[1]] + max(number(m[2]), 1)
	}
	return year, number(m[4]), number(m[5]), m[6]
}

// number reads figures, 0 where they are none.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// shifted is a time some time later, "" where it is none.
func shifted(s string, by time.Duration) string {
	t, err := time.Parse("2006-01-02T15:04:05", s)
	if err != nil {
		return ""
	}
	return t.Add(by).Format("2006-01-02T15:04:05")
}

// weekDay is a day by its ISO week (ISO 8601), "" where the year has no such week.
func weekDay(year, week, day int) string {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	t := monday.AddDate(0, 0, (week-1)*7+day-1)
	if y, w := t.ISOWeek(); y != year || w != week {
		return ""
	}
	return t.Format("2006-01-02")
}
