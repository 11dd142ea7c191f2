package value

import (
	"strings"
	"testing"

	"onrecord/compare/text"
)

func said(lang, s string) string {
	var out []string
	for _, v := range Find(text.Fold(s), lang) {
		out = append(out, v.String())
	}
	return strings.Join(out, "; ")
}

// TestFind: what is written in figures and in words of many languages has one value.
func TestFind(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "seventeen boats and three hundred and five nets", "17; 305"},
		{"en", "twenty-five thousand two hundred", "25200"},
		{"en", "a crane of 6 t, six tonnes and 80 kilos, and a debt of £6t", "6 tonne; 6 tonne; 80 kilogram; 6000000000000 pound"},
		{"en", "It cost $45 million, not 45 million dollars or €45m", "45000000 dollar; 45000000 dollar; 45000000 euro"},
		{"en", "by < 5% or 8 per cent, 2 percentage points", "<5 %; 8 %; 2 percentage points"},
		{"en", "on July 4, 2026 and 4 July", "2026-07-04; 07-04"},
		{"en", "We may march in May 2026", "2026-05"},
		{"en", "1,250 claims by Friday", "1250; fri"},
		{"en", "twice as much, two times", "2 times; 2 times"},
		{"en", "2.5M followers, 3M people, a 2.5m wall", "2500000; 3000000; 2.5 meter"},
		{"en", "at 20 °F and 20 km", "20 fahrenheit; 20 kilometer"},
		{"es", "30 mil pesos y 1.250 millones de dólares en marzo", "30000 peso; 1250000000 dollar; 03"},
		{"es", "doscientas treinta y cinco barcas el 3 de marzo", "235; 03-03"},
		{"es", "dos mil millones de euros", "2000000000 euro"},
		{"de", "3,5 Milliarden Euro oder 3,5 Mrd. €", "3500000000 euro; 3500000000 euro"},
		{"de", "fünfunddreißig Boote, zweihundert Netze am So. und am 1. September", "35; 200; sun; 09-01"},
		{"fr", "quatre-vingt-dix-sept bateaux, soixante et onze filets, 12 millions d'euros", "97; 71; 12000000 euro"},
		{"pt", "duzentos professores na segunda-feira, 4,5 por cento", "200; mon; 4.5 %"},
		{"it", "trentadue barche e duecento reti", "32; 200"},
		{"ru", "двадцать пять лодок, 20 млн руб., до первого сентября", "25; 20000000 ruble; 09-01"},
		{"ru", "1 сентября", "09-01"},
		{"pl", "pięćdziesiąt łodzi w piątek", "50; fri"},
		{"tr", "yüzde 5 ve otuz beş tekne, %40", "5 %; 35; 40 %"},
		{"tr", "yarım milyon", "500000"},
		{"zh", "百分之九，三亿五千万美元", "9 %; 350000000 dollar"},
		{"ja", "1億2000万円", "120000000 yen"},
		{"ko", "6천만 원, 40개", "60000000 won; 40"},
		{"id", "Rp7 juta, 7 juta rupiah", "7000000 rupiah; 7000000 rupiah"},
		{"ar", "ملياري دينار", "2000000000 dinar"},
		{"hi", "₹3 लाख, 300000 रुपये", "300000 rupee; 300000 rupee"},
		{"he", "ביום חמישי", "thu"},
		{"el", "τον Ιούνιο", "06"},
		{"pt", "na sexta, a quarta vez", "fri; 4"},
		{"en", "on Saturdays, half a million, one and a half million", "sat; 500000; 1500000"},
		{"es", "los sábados, medio millón", "sat; 500000"},
		{"de", "anderthalb Millionen Franken, freitags", "1500000 franc; fri"},
		{"ru", "полтора миллиарда, по субботам", "1500000000; sat"},
		{"ro", "300 RON", "300 leu"},
		{"ar", "١٠٪ في يناير وثلاثون معلما", "10 %; 01; 30"},
		{"hi", "४५०० किसान", "4500"},
		{"ja", "三十五隻、三月", "35; 03"},
		{"zh", "三百五十艘，星期五", "350; fri"},
		{"nl", "vijfendertig boten", "35"},
		{"sv", "trettiofem båtar", "35"},
		{"tr", "45 milyon avroya ve 45 milyon dolara", "45000000 euro; 45000000 dollar"},
		{"pl", "przed majem i w 2024 roku", "05; 2024"},
		{"en", "on 10/12/2025", "10/12/2025"},
		{"en", "one of us has a boat", ""},
		{"en", "two thirds of us, a third of the boats, a third boat, three quarters of growth, one quarter", "2/3; 1/3; 3; 3/4; 1/4"},
		{"es", "un tercio de los barcos y la quinta parte, el tercer barco, un cuarto con vistas", "1/3; 1/5; 3; 4"},
		{"fr", "les deux tiers, un quart des bateaux, le tiers", "2/3; 1/4; 1/3"},
		{"de", "ein Viertel der Boote, zwei Drittel, im Viertel", "1/4; 2/3"},
		{"it", "un terzo dei pescatori e tre quarti, il terzo posto", "1/3; 3/4; 3"},
		{"pt", "um terço dos barcos, a terceira vez", "1/3; 3"},
		{"ru", "треть лодок, две трети и четверть", "1/3; 2/3; 1/4"},
		{"uk", "третина човнів, дві третини", "1/3; 2/3"},
		{"pl", "dwie trzecie łodzi, jedna czwarta", "2/3; 1/4"},
		{"nl", "een derde van de boten, tweederde, een derde boot", "1/3; 2/3; 3"},
		{"tr", "balıkçıların üçte ikisi, 5,5 milyondan fazla", "2/3; 5500000"},
		{"ar", "ثلثي السكان", "2/3"},
		{"ar", "خمسمائة قارب، ستمئة، ثمانمائة، ثمانيمئة، تسع مائة، ألفان", "500; 600; 800; 800; 900; 2000"},
		{"ar", "مئتا دولار، مئتان، مليونان", "200 dollar; 200; 2000000"},
		{"ar", "ألف وخمسمائة وخمسة وعشرون، ثمانية ملايين وسبعمائة ألف", "1525; 8700000"},
		{"ar", "عشرون مليونا، ثلاثون ألفا، مليونا دينار، متحور ألفا، 20 مليونا، 30 ألفا، 40 مليون", "20000000; 30000; 2000000 dinar; 20000000; 30000; 40000000"},
		{"zh", "三分之二的渔民，几十年来，参加", "2/3"},
		{"ja", "漁師の3分の2、四分の一", "2/3; 1/4"},
		{"ko", "주민의 3분의 2가, 1억 2000만 명", "2/3; 120000000"},
		{"ro", "20 de milioane de lei, o treime", "20000000 leu; 1/3"},
		{"hu", "a hajók kétharmada", "2/3"},
		{"fi", "kaksi kolmasosaa", "2/3"},
		{"uk", "у лютому 2014 року", "2014-02"},
		{"he", "שלושים ושניים אחוזים", "32 %"},
		{"nl", "het 17de district", "17"},
		{"es", "Once upon a time", "11"},
	} {
		if got := said(c.lang, c.text); got != c.want {
			t.Errorf("%s %q\ngot  %s\nwant %s", c.lang, c.text, got, c.want)
		}
	}
}
