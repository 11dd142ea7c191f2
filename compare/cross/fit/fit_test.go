package fit

import (
	"slices"
	"strings"
	"testing"

	"onrecord/compare/text"
)

func read(lang, s string) *Reading { return Read(lang, text.Fold(s)) }

// TestMeasure: a translation fits, word by word; the same words strewn over a long
// post, and another text, fit less.
func TestMeasure(t *testing.T) {
	quote := read("en", "The ministers will sign the peace agreement with the fishermen tomorrow")
	post := "Mañana los ministros firmarán el acuerdo de paz con los pescadores."
	f := Measure(quote, read("es", post))
	if f.Hits < 4 || f.LLR <= 0 {
		t.Fatalf("%d hits, %.1f bits", f.Hits, f.LLR)
	}
	q, p := quote, read("es", post)
	found := false
	for _, pair := range f.Pairs {
		found = found || q.Text(pair.From, pair.To) == "fishermen" && p.Text(pair.PostFrom, pair.PostTo) == "pescadores"
	}
	if !found {
		t.Errorf("fishermen are not pescadores in %+v", f.Pairs)
	}
	filler := strings.Repeat("El hospital de la ciudad compra camas nuevas y la escuela pinta sus paredes de verde. ", 6)
	strewn := Measure(quote, read("es", "Los ministros comen. "+filler+"Firmarán cartas. "+filler+"La paz es bella. "+filler+"Vienen pescadores. "+filler+"Mañana llueve."))
	other := Measure(quote, read("es", filler))
	if strewn.LLR >= f.LLR/2 || other.LLR >= strewn.LLR {
		t.Errorf("translation %.1f bits, strewn %.1f, another text %.1f", f.LLR, strewn.LLR, other.LLR)
	}
}

// FuzzMeasure: whatever the texts and languages are, a measure has its bounds.
func FuzzMeasure(f *testing.F) {
	f.Add("en", "We will sign", "es", "Firmaremos")
	f.Add("ja", "北の港は", "zh", "北方的港口\xff")
	f.Add("", "", "xx", "…")
	f.Fuzz(func(t *testing.T, a, s, b, p string) {
		m := Measure(read(a, s), read(b, p))
		if m.Hits > m.Slots || m.Cover < 0 || m.Cover > 1.000001 || len(m.Pairs) > m.Slots {
			t.Errorf("%+v", m)
		}
	})
}

// TestOneWordOfThePostIsCountedOnce: a name that a quote writes in two scripts is two of
// its words on one of the post's.
func TestOneWordOfThePostIsCountedOnce(t *testing.T) {
	quote := read("ja", "ボコ・ハラム（Boko Haram）")
	one := Measure(quote, read("en", "We are concerned about the confrontations in Jerusalem, on the Haram al-Sharif and in Sheikh Jarrah."))
	if one.Hits < 2 || one.Bearers != 1 {
		t.Errorf("%d hits on %d words, want two or more on one", one.Hits, one.Bearers)
	}
	two := Measure(read("en", "The ministers will sign the peace agreement"), read("es", "Los ministros firmarán el acuerdo de paz."))
	if two.Bearers != two.Hits || two.Hits < 2 {
		t.Errorf("%d hits on %d words, want as many, two or more", two.Hits, two.Bearers)
	}
}

// TestCounted: figures that a unit is written on to are a number, and the unit is a word.
func TestCounted(t *testing.T) {
	f := Measure(read("es", "190 diputados votaron durante 7 años"), read("ko", "190명이 7년이 걸렸어요"))
	if f.Numbers != 2 || f.NumberHits != 2 {
		t.Errorf("%d of %d numbers found", f.NumberHits, f.Numbers)
	}
	if f.Hits < 3 {
		t.Errorf("%d words found, want the numbers and the years: %+v", f.Hits, f.Pairs)
	}
}

// TestAmounts: a number in words, in figures and with another language's scale is one number.
func TestAmounts(t *testing.T) {
	for _, same := range [][][2]string{
		{{"en", "three hundred schools"}, {"en", "300 schools"}, {"de", "dreihundert Schulen"}, {"ko", "삼백 개의 학교"}, {"ko", "학교 300곳"}, {"id", "tiga ratus sekolah"}, {"vi", "ba trăm trường học"}, {"th", "สามร้อยโรงเรียน"}, {"fa", "سیصد مدرسه"}, {"hi", "तीन सौ स्कूल"}, {"bn", "তিনশ স্কুল"}, {"hu", "háromszáz iskola"}, {"fi", "kolmesataa koulua"}, {"el", "τριακόσια σχολεία"}, {"sw", "shule mia tatu"}, {"tr", "üç yüz okul"}, {"uk", "триста шкіл"}, {"ja", "三百校"}, {"zh", "三百所学校"}},
		{{"en", "2.5 million people"}, {"en", "2,500,000 people"}, {"ko", "250만 명"}, {"ja", "250万人"}, {"zh", "二百五十万人"}, {"hi", "25 लाख लोग"}, {"bn", "২৫ লাখ মানুষ"}, {"tr", "iki buçuk milyon kişi"}, {"de", "2,5 Millionen Menschen"}, {"sw", "watu milioni 2.5"}, {"vi", "2,5 triệu người"}, {"th", "2.5 ล้านคน"}},
		{{"en", "twenty-five years"}, {"de", "fünfundzwanzig Jahre"}, {"id", "25 tahun"}, {"id", "dua puluh lima tahun"}, {"vi", "hai mươi lăm năm"}, {"hu", "huszonöt év"}, {"ru", "двадцати пяти лет"}, {"ko", "스물다섯 해"}},
		{{"en", "a third of the money"}, {"id", "sepertiga uang"}, {"de", "ein Drittel des Geldes"}, {"tr", "paranın üçte biri"}, {"zh", "三分之一的钱"}, {"ko", "돈의 3분의 1"}},
	} {
		for _, a := range same {
			for _, b := range same {
				q, p := read(a[0], a[1]), read(b[0], b[1])
				found := false
				for _, pair := range Measure(q, p).Pairs {
					found = found || q.amountAt(pair.From) && p.amountAt(pair.PostFrom) && pair.Likeness == 1
				}
				if !found {
					t.Errorf("%s: %s is not the number of %s: %s", a[0], a[1], b[0], b[1])
				}
				if !slices.ContainsFunc(q.Keys(), func(k Key) bool {
					return k.Key>>40 == byNumber>>40 && slices.ContainsFunc(p.Keys(), func(l Key) bool { return l.Key == k.Key })
				}) {
					t.Errorf("%s: %s does not find %s: %s", a[0], a[1], b[0], b[1])
				}
			}
		}
	}
	if f := Measure(read("en", "three hundred"), read("de", "vierhundertzwei")); slices.ContainsFunc(f.Pairs, func(p Pair) bool { return p.Likeness == 1 }) {
		t.Errorf("three hundred is 402: %+v", f.Pairs)
	}
}

// TestSigned: a sign of a unit is the word for it in another language.
func TestSigned(t *testing.T) {
	for _, c := range [][3]string{{"hu", "dollárt", "$40 million"}, {"ko", "40퍼센트", "40% of them"}, {"fr", "quarante pour cent", "40%"}, {"de", "Millionen Euro", "€40m"}} {
		f := Measure(read(c[0], c[1]), read("en", c[2]))
		if last := f.Pairs[len(f.Pairs)-1]; last.Likeness < 0.35 {
			t.Errorf("%s is not in %s: %+v", c[1], c[2], f.Pairs)
		}
	}
}

// amountAt reports whether the word at a token is of a number.
func (r *Reading) amountAt(token int) bool {
	return slices.ContainsFunc(r.slots, func(s slot) bool { return s.from <= token && token < s.to && s.amount != "" })
}

// TestMonthsByNumber: a month that is called by its number is the one that other languages
// name, with a particle behind it as well.
func TestMonthsByNumber(t *testing.T) {
	for lang, s := range map[string]string{"ko": "우리는 3월에 다리를 열었다", "ja": "3月に橋を開いた", "zh": "3月开放桥梁"} {
		post, quote := read(lang, s), read("en", "the bridge opened in March")
		found := false
		for _, p := range Measure(quote, post).Pairs {
			found = found || quote.Text(p.From, p.To) == "March" && strings.HasPrefix(post.Text(p.PostFrom, p.PostTo), "3")
		}
		if !found {
			t.Errorf("%s: March is not found in %s", lang, s)
		}
	}
}
