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
		{"ko", "3백만 명, 5백명, 2백여 명", "3000000; 500; 200"},
		{"id", "dua puluh lima tahun, lima belas orang, seratus dua puluh lima ribu", "25 year; 15; 125000"},
		{"ms", "dua puluh lapan peratus", "28 %"},
		{"vi", "hai mươi lăm, hai mươi năm, ba nghìn năm trăm, 3 tỉ đồng", "25; 20 year; 3500; 3000000000 dong"},
		{"vi", "Công ty Việt Nam không làm việc từ sau Tết, đầu tư ở Triều Tiên", ""},
		{"th", "สามร้อยโรงเรียน สองล้านห้าแสนคน 3 ล้านคน", "300; 2500000; 3000000"},
		{"th", "ห้ามเข้า พันธมิตร", ""},
		{"bn", "তিনশ স্কুল, ৫ লাখ মানুষ, দেড় কোটি", "300; 500000; 15000000"},
		{"sw", "shule mia tatu, watu milioni 3, elfu mbili mia tano", "300; 3000000; 2500"},
		{"hu", "huszonöt és kétezer", "25; 2000"},
		{"tr", "iki buçuk milyon", "2500000"},
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

// TestSameHowever: one value however it is written: scales in full, in short and written on to
// figures, with their currency in one word, units and per cent in words and signs.
func TestSameHowever(t *testing.T) {
	for _, c := range []struct {
		lang string
		said []string
	}{
		{"en", []string{"5 million euros", "€5m", "EUR 5m", "€5 mln", "5 million €"}},
		{"en", []string{"Rs 5 crore", "Rs. 5 cr", "₹50 million", "Rs 5,00,00,000", "50,000,000 rupees"}},
		{"en", []string{"1,234.56 dollars", "$1,234.56", "$1234.56"}},
		{"en", []string{"5 percentage points", "5 p.p.", "5 ppts", "5pp"}},
		{"en", []string{"50 kilometres per hour", "50 km/h", "50km/h"}},
		{"en", []string{"20 millimetres", "20mm", "20 mm"}},
		{"de", []string{"40 Quadratmeter", "40 m²", "40 qm"}},
		{"fr", []string{"2 mètres", "2 m", "deux mètres"}},
		{"es", []string{"40 metros cuadrados", "40 m²"}},
		{"it", []string{"40 metri quadrati", "40 mq", "40 m²"}},
		{"en", []string{"minus 14 degrees", "-14 degrees", "−14°C"}},
		{"it", []string{"il 3 novembre", "3/11"}},
		{"ru", []string{"14:30", "14.30"}},
		{"uk", []string{"п'ять тисяч", "5000", "5 тис."}},
		{"ar", []string{"خمس سنوات", "5 سنوات"}},
		{"de", []string{"30 Millionen Euro", "30 Mio. Euro", "30Mio. €", "30 Mio€", "30 Mill. Euro"}},
		{"el", []string{"3,5 εκατομμύρια ευρώ", "3,5 εκατ. ευρώ", "3,5 εκ. €"}},
		{"el", []string{"40.000", "40 χιλ.", "40 χιλιάδες"}},
		{"sv", []string{"300 miljoner kronor", "300 mnkr", "300 mkr", "300 milj. kr"}},
		{"sv", []string{"5 procentenheter", "5 %-enheter", "5 p.e."}},
		{"fi", []string{"3 prosenttiyksikköä", "3 %-yksikköä"}},
		{"da", []string{"7 milliarder kroner", "7 mia. kr.", "7 mia. kroner"}},
		{"pl", []string{"2 punkty procentowe", "2 pkt proc.", "2 p.p."}},
		{"cs", []string{"3 miliony korun", "3 mil. Kč", "3 mil. korun"}},
		{"hu", []string{"30 milliárd forintot", "30 Mrd Ft-ot", "30 Mrd forintot"}},
		{"ro", []string{"25 de milioane de lei", "25 mil. lei"}},
		{"ru", []string{"100 миллионов рублей", "100млн руб.", "100 млн ₽"}},
		{"ru", []string{"11 процентов", "11 проц.", "11%"}},
		{"uk", []string{"9 відсотків", "9 процентів", "9%"}},
		{"tr", []string{"40 milyar lira", "40 mr TL", "40 mlr TL", "40 milyar ₺"}},
		{"fr", []string{"3 milliards d'euros", "3 Md€", "3 Mds d'euros", "3Mds€"}},
		{"fr", []string{"50 000 euros", "50 k€", "50k€"}},
		{"es", []string{"12 millones de euros", "12 M€", "12 mill. de euros", "12 mill. €"}},
		{"es", []string{"300 millones de pesos", "$300 millones", "300 MDP", "$300 mm", "MX$300 millones"}},
		{"es", []string{"300 millones de dólares", "US$300 millones", "U$S 300 millones", "300 MDD", "$300 millones"}},
		{"es", []string{"15 por ciento", "15%", "15 por 100", "15 pct"}},
		{"pt", []string{"2 bilhões de reais", "R$ 2 bi", "R$2bi"}},
		{"it", []string{"cinquantamila", "50mila", "50 mila", "50.000"}},
		{"it", []string{"6 miliardi di euro", "6 mld di euro", "6 mrd €"}},
		{"nl", []string{"4 procent", "4 pct.", "vier procent"}},
		{"he", []string{"40 מיליון שקל", "40 מיליון ש\"ח", "40 מיליון ₪"}},
		{"hi", []string{"5 लाख रुपये", "5,00,000 रुपये", "₹5 लाख"}},
		{"hi", []string{"8 हज़ार", "8 हजार", "8,000"}},
		{"id", []string{"50 juta rupiah", "Rp50 juta", "Rp50jt", "Rp 50 jt"}},
		{"vi", []string{"20 tỷ đồng", "20 tỉ đồng", "20 tỷ ₫"}},
		{"vi", []string{"12 phần trăm", "12%"}},
		{"ko", []string{"20억 원을", "20억원을"}},
		{"ar", []string{"12 في المئة", "١٢٪", "12 بالمائة"}},
	} {
		first := Find(text.Fold(c.said[0]), c.lang)
		for _, s := range c.said {
			if got := Find(text.Fold(s), c.lang); len(first) != 1 || len(got) != 1 || Compare(first[0], got[0]) != None {
				t.Errorf("%s: %q is %s, %q is %s", c.lang, c.said[0], said(c.lang, c.said[0]), s, said(c.lang, s))
			}
		}
	}
	for _, c := range [][3]string{
		{"es", "300 pesos", "US$300"}, {"es", "300 pesos", "300 dólares"}, {"en", "$300", "300 pesos"}, {"el", "3 εκατ.", "3 δισ."}, {"sv", "3 mnkr", "3 mdkr"}, {"pl", "minus 14 stopni", "plus 14 stopni"}, {"it", "3/11", "3 dicembre"}, {"es", "40 m²", "40 metros"}, {"en", "5 lakh", "5 crore"}, {"pt", "R$ 300", "US$ 300"},
	} {
		a, b := Find(text.Fold(c[1]), c[0]), Find(text.Fold(c[2]), c[0])
		if len(a) != 1 || len(b) != 1 || Compare(a[0], b[0]) == None {
			t.Errorf("%s: %q is %s, %q is %s, and both are one", c[0], c[1], said(c[0], c[1]), c[2], said(c[0], c[2]))
		}
	}
}

// TestExtraIsFolded: the words that CLDR does not have are written as texts are folded, or they
// would never be found.
func TestExtraIsFolded(t *testing.T) {
	for line := range strings.Lines(extra) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 4 {
			t.Errorf("%q has %d fields, want at least 4", line, len(f))
			continue
		}
		for _, phrase := range f[3:] {
			var keys []string
			for _, token := range text.Fold(phrase).Tokens {
				keys = append(keys, token.Key)
			}
			if got := strings.Join(keys, " "); got != phrase {
				t.Errorf("%s %s %s: %q is folded as %q", f[0], f[1], f[2], phrase, got)
			}
		}
	}
}

// TestMayStart: a word with which no value may begin is passed over; tried all the same, it gives
// none, whatever stands around it.
func TestMayStart(t *testing.T) {
	for _, c := range []struct{ lang, text string }{
		{"en", "The mayor of Ashford will march on Sundays, a third of them one by one"},
		{"pl", "w listopadowym chłodzie, w poniedziałkowy ranek i w sierpniu"},
		{"el", "τον Μάρτιο και την Κυριακή"},
		{"pt", "na quarta e nesta sexta-feira, uma em cada três"},
		{"ar", "خمسة وعشرون قاربا يوم الأحد ومليون"},
		{"he", "שלושה ועשרים סירות ביום ראשון"},
		{"de", "fünfunddreißig Boote, montags verdoppelt, ein Drittel"},
		{"ko", "삼분의 일, 세 명이 오월에"},
		{"zh", "百分之九，一月三日，三分之一"},
		{"ja", "三月の第一週に三分の一"},
		{"hu", "harmincöt hajó vasárnap, kétszeres"},
		{"fi", "kolmekymmentäviisi venettä maanantaina, tammikuussa"},
		{"vi", "hai mươi lăm người vào thứ hai"},
		{"sw", "mia tatu na tano siku ya jumatatu"},
	} {
		f := text.Fold(c.text)
		r := newReader(f, c.lang)
		for i, key := range r.keys {
			if r.v.mayStart(key) {
				continue
			}
			for _, try := range r.tries() {
				if v, n := try(i); n > 0 {
					t.Errorf("%s: %q is passed over and begins %v", c.lang, key, v)
				}
			}
		}
	}
}
