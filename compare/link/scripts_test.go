package link

import (
	"context"
	"slices"
	"testing"

	"onrecord/store"
)

// TestWarningsByScript: what changes the meaning is warned of in scripts without spaces
// or capitals too: names behind and before titles, opposites, who did what to whom.
func TestWarningsByScript(t *testing.T) {
	for _, c := range []struct{ lang, post, quote, want string }{
		{"zh", "张主席感谢了陈教授。", "陈教授感谢了张主席", "order"},
		{"zh", "税收去年上升了百分之五，学校照常上课。", "税收去年下降了百分之五，学校照常上课", "opposite"},
		{"zh", "税收去年上升了百分之五，学校照常上课。", "税收去年上升了5%，学校照常上课", ""},
		{"ja", "高橋知事は新しい橋を約束しました。", "佐藤知事は新しい橋を約束しました", "name"},
		{"ja", "高橋知事は新しい橋を約束しました。", "高橋知事は新しい橋を約束しました！", ""},
		{"ko", "이 의원이 최 대표를 고소했습니다. 도서관은 월요일에 문을 엽니다.", "최 대표가 이 의원을 고소했습니다", "order"},
		{"el", "Τα ενοίκια μειώθηκαν πολύ στο νησί τον Ιούνιο.", "Τα ενοίκια αυξήθηκαν πολύ στο νησί τον Ιούνιο", "opposite"},
		{"el", "Τα ενοίκια μειώθηκαν πολύ στο νησί τον Ιούνιο.", "Τα ενοίκια μειώθηκαν πολύ στο νησί τον Ιούλιο", "date"},
		{"he", "מחיר החלב ירד השנה בכפר שלנו בגלל היבול.", "מחיר החלב עלה השנה בכפר שלנו בגלל היבול", "opposite"},
		{"de", "Sollte der Regen bleiben, sperren wir die alte Uferstraße am Hafen.", "sperren wir die alte Uferstraße am Hafen", "condition"},
		{"pl", "Kupiłabym ten stary młyn nad rzeką od gminy.", "Kupię ten stary młyn nad rzeką od gminy", "modal"},
		{"es", "La plantilla pasó de 1.800 a 2.400 personas en el puerto.", "La plantilla pasó de 2.400 a 1.800 personas en el puerto", "order"},
		{"es", "El pan subió mucho este año en la costa.", "El pan subio mucho este año en la costa", ""},
		{"hi", "गाँव को 3 लाख रुपये का नया पुल मिला।", "गाँव को ₹300000 का नया पुल मिला", ""},
	} {
		m := newMemory()
		m.add(store.Document{ID: "x:1", Author: store.Author{Name: "Nour Vale", Handle: "nour"}, Lang: c.lang}, c.post)
		ans, err := Lookup(context.Background(), m, Query{Quote: c.quote, Lang: c.lang, Speaker: "Nour Vale"})
		switch {
		case err != nil:
			t.Fatal(err)
		case ans.Match == nil:
			t.Errorf("%s %s: not found (%.2f)", c.lang, c.quote, ans.Confidence)
		case c.want == "" && len(ans.Match.Warnings) > 0 || c.want != "" && !slices.Contains(ans.Match.Warnings, c.want):
			t.Errorf("%s %s: warnings %v, want %q; %+v", c.lang, c.quote, ans.Match.Warnings, c.want, ans.Match.Edits)
		}
	}
}

// TestNextSentence: words of the next sentence are not taken for a quote's own last ones.
func TestNextSentence(t *testing.T) {
	m := newMemory()
	m.add(store.Document{ID: "x:1", Author: store.Author{Name: "Nour Vale", Handle: "nour"}, Lang: "en"},
		"The orchard sold 40 tons of pears for $3.5 million. We never saw a better autumn in this valley.")
	m.add(store.Document{ID: "x:2", Author: store.Author{Name: "Nour Vale", Handle: "nour"}, Lang: "nl"},
		"Volgens de krant beet de hond de postbode. De markt gaat wellicht niet door in april.")
	for quote, want := range map[string][]string{
		"The orchard sold 40 tons of pears for 3.5 million dollars": nil,
		"Volgens de krant beet de postbode de hond":                 {"order"},
	} {
		ans, err := Lookup(context.Background(), m, Query{Quote: quote, Speaker: "Nour Vale"})
		if err != nil || ans.Match == nil {
			t.Errorf("%s: not found (%.2f) %v", quote, ans.Confidence, err)
		} else if !slices.Equal(ans.Match.Warnings, want) {
			t.Errorf("%s: warnings %v, want %v; %+v", quote, ans.Match.Warnings, want, ans.Match.Edits)
		}
	}
}

// TestLettersAreNoWords: in a script without spaces a text has most of the letters of any
// other; a sentence that shares one word with a post is not of it.
func TestLettersAreNoWords(t *testing.T) {
	m := newMemory()
	m.add(store.Document{ID: "x:1", Author: store.Author{Name: "สมชาย รัตนพร"}, Lang: "th"},
		"วันนี้เราเปิดห้องสมุดใหม่ริมแม่น้ำ มีหนังสือ 12,000 เล่มให้เด็กทุกคนอ่านโดยไม่เสียเงิน ขอบคุณครูและอาสาสมัครที่ช่วยกันครับ")
	for quote, linked := range map[string]bool{
		"มีหนังสือ 12,000 เล่มให้เด็กทุกคนอ่านโดยไม่เสียเงิน":     true,
		"เดือนหน้าเราจะซ่อมหลังคาห้องสมุดและทาสีรั้วโรงเรียนครับ": false,
	} {
		ans, err := Lookup(context.Background(), m, Query{Quote: quote, Speaker: "สมชาย รัตนพร", Lang: "th"})
		if err != nil {
			t.Fatal(err)
		}
		if (ans.Match != nil) != linked {
			t.Errorf("%q: linked %v, %.3f", quote, ans.Match != nil, ans.Confidence)
		}
	}
}
