package link

import (
	"slices"
	"testing"
)

// meant is a quote of a post: want are the warnings of which it must carry one, none where it is
// harmless.
type meant struct {
	lang, post, quote string
	want              []string
}

// tell checks quotes of posts, and says how many of each kind carry what they should.
func tell(t *testing.T, all []meant) {
	t.Helper()
	changed, warned, harmless, told := 0, 0, 0, 0
	for _, c := range all {
		ans := lookUpOne(t, c.lang, c.post, c.quote)
		var warnings []string
		if ans.Match != nil {
			warnings = ans.Match.Warnings
		}
		right := slices.ContainsFunc(warnings, func(w string) bool { return slices.Contains(c.want, w) })
		if c.want == nil {
			harmless++
			if len(warnings) > 0 {
				told++
			}
			right = len(warnings) == 0 && ans.Match != nil
		} else {
			changed++
			if right {
				warned++
			}
		}
		switch {
		case ans.Match == nil:
			t.Errorf("%s %q: not found (%.2f)", c.lang, c.quote, ans.Confidence)
		case !right:
			t.Errorf("%s %q: %s %v %+v, want %v", c.lang, c.quote, ans.Verdict, warnings, ans.Match.Details, c.want)
		}
	}
	t.Logf("changed warned %d/%d, harmless warned %d/%d", warned, changed, told, harmless)
}

// TestClaimsOfOthers: what somebody else says or thinks, quoted alone, is told as somebody else's;
// what the author says himself is not.
func TestClaimsOfOthers(t *testing.T) {
	said := []string{"attributed"}
	tell(t, []meant{
		{"en", "The harbour master says the old pier will hold for another ten years.", "the old pier will hold for another ten years", said},
		{"en", "My neighbour thinks the council stole his garden.", "the council stole his garden", said},
		{"en", "Our rivals insist this stadium was built with public money.", "this stadium was built with public money", said},
		{"en", "The union told reporters on Friday that the drivers would walk out.", "the drivers would walk out", said},
		{"en", "This stadium was built with public money, the club president claimed.", "This stadium was built with public money", said},
		{"en", "This stadium was built with public money, insists the club president.", "This stadium was built with public money", said},
		{"en", "The drivers will walk out on Friday, the union told reporters.", "The drivers will walk out on Friday", said},
		{"es", "El alcalde cree que la playa estará limpia en agosto.", "la playa estará limpia en agosto", said},
		{"es", "La playa estará limpia en agosto, aseguró el alcalde de Rota.", "La playa estará limpia en agosto", said},
		{"pt", "O treinador acredita que o estádio estará cheio no domingo.", "o estádio estará cheio no domingo", said},
		{"pt", "O estádio estará cheio no domingo, garantiu o treinador.", "O estádio estará cheio no domingo", said},
		{"fr", "Le directeur estime que les loyers baisseront l'an prochain.", "les loyers baisseront l'an prochain", said},
		{"fr", "Les loyers baisseront l'an prochain, affirme le directeur.", "Les loyers baisseront l'an prochain", said},
		{"it", "Il rettore ritiene che la mensa debba chiudere prima di Natale.", "la mensa debba chiudere prima di Natale", said},
		{"it", "La mensa chiude prima di Natale, ha dichiarato il rettore.", "La mensa chiude prima di Natale", said},
		{"de", "Die Ministerin behauptet, der Tunnel werde im Mai fertig.", "der Tunnel wird im Mai fertig", said},
		{"de", "Der Vorstand teilt mit, die Halle sei sicher und bleibe offen.", "die Halle ist sicher und bleibt offen", said},
		{"de", "Die Halle bleibt bis zum Frühling offen, heißt es aus dem Vorstand.", "Die Halle bleibt bis zum Frühling offen", said},
		{"de", "Mein Vermieter meint, dass die Heizung zu teuer ist.", "die Heizung zu teuer ist", said},
		{"nl", "De wethouder beweert dat het zwembad veilig is voor kinderen.", "het zwembad veilig is voor kinderen", said},
		{"nl", "Het zwembad is veilig voor kinderen, zegt de wethouder.", "Het zwembad is veilig voor kinderen", said},
		{"sv", "Borgmästaren tror att bron öppnar igen i april.", "bron öppnar igen i april", said},
		{"sv", "Bron öppnar igen i april, säger borgmästaren.", "Bron öppnar igen i april", said},
		{"da", "Borgmesteren mener at broen åbner igen i april.", "broen åbner igen i april", said},
		{"no", "Ordføreren hevder at broen åpner igjen i april.", "broen åpner igjen i april", said},
		{"pl", "Burmistrz uważa, że most wytrzyma jeszcze dziesięć lat.", "most wytrzyma jeszcze dziesięć lat", said},
		{"pl", "Most wytrzyma jeszcze dziesięć lat, zapewniła pani inżynier.", "Most wytrzyma jeszcze dziesięć lat", said},
		{"cs", "Starosta věří, že most vydrží dalších deset let.", "most vydrží dalších deset let", said},
		{"ru", "Мэр уверяет, что мост простоит ещё десять лет.", "мост простоит ещё десять лет", said},
		{"ru", "Мост простоит ещё десять лет, заявила инженер.", "Мост простоит ещё десять лет", said},
		{"uk", "Мер вважає, що міст простоїть ще десять років.", "міст простоїть ще десять років", said},
		{"tr", "Başkan köprünün on yıl daha dayanacağını söylüyor.", "Köprü on yıl daha dayanacak", said},
		{"tr", "Müdür bizim okulun haziranda tamamen kapanacağını iddia etti.", "bizim okulun haziranda tamamen kapanacağını", said},
		{"ar", "يقول رئيس البلدية إن الجسر سيبقى مفتوحا حتى الصيف.", "الجسر سيبقى مفتوحا حتى الصيف", said},
		{"ar", "أعلن المدير أن المدرسة ستغلق أبوابها في يونيو.", "المدرسة ستغلق أبوابها في يونيو", said},
		{"he", "ראש העיר טוען שהגשר יישאר פתוח עד הקיץ.", "הגשר יישאר פתוח עד הקיץ", said},
		{"hi", "मंत्री ने कहा कि पुल अगले साल तक खुला रहेगा", "पुल अगले साल तक खुला रहेगा", said},
		{"id", "Wali kota yakin jembatan itu akan tetap dibuka sampai Juni.", "jembatan itu akan tetap dibuka sampai Juni", said},
		{"id", "Jembatan itu akan tetap dibuka sampai Juni, kata wali kota.", "Jembatan itu akan tetap dibuka sampai Juni", said},
		{"ja", "市長は橋が来年まで閉鎖されると発表した。", "橋が来年まで閉鎖される", said},
		{"ja", "この計画は住民を無視していると批判されている。", "この計画は住民を無視している", said},
		{"zh", "市长表示，这座大桥明年夏天才会开放。", "这座大桥明年夏天才会开放", said},
		{"zh", "邻居们认为这家工厂污染了河水。", "这家工厂污染了河水", said},
		{"ko", "시장은 다리가 내년까지 닫혀 있을 것이라고 밝혔다.", "다리가 내년까지 닫혀 있을 것이라고", said},
		{"fi", "Kaupunginjohtaja väittää, että silta kestää vielä kymmenen vuotta.", "silta kestää vielä kymmenen vuotta", said},
		{"hu", "A polgármester azt állítja, hogy a híd még tíz évig kitart.", "a híd még tíz évig kitart", said},
		{"el", "Ο δήμαρχος πιστεύει ότι η γέφυρα θα ανοίξει τον Απρίλιο.", "η γέφυρα θα ανοίξει τον Απρίλιο", said},
		{"ro", "Primarul susține că podul va rezista încă zece ani.", "podul va rezista încă zece ani", said},
		{"ca", "L'alcalde assegura que el pont obrirà a l'abril.", "el pont obrirà a l'abril", said},

		{"en", "I said the old pier will hold for another ten years.", "the old pier will hold for another ten years", nil},
		{"en", "As I have always said, the old pier will hold for ten years.", "the old pier will hold for ten years", nil},
		{"en", "The harbour master says little. The old pier will hold for ten years.", "The old pier will hold for ten years", nil},
		{"en", "They claimed victory last night and we start rebuilding the town today.", "we start rebuilding the town today", nil},
		{"en", "The mayor told a long story, and we start rebuilding the town today.", "we start rebuilding the town today", nil},
		{"en", "The claims of the neighbours were heard by the full court.", "of the neighbours were heard by the full court", nil},
		{"en", "The mayor says the pier will hold, and she is right about the cost.", "The mayor says the pier will hold, and she is right", nil},
		{"es", "El alcalde dice poco, pero la playa estará limpia en agosto.", "la playa estará limpia en agosto", nil},
		{"es", "Digo que la playa estará limpia en agosto.", "la playa estará limpia en agosto", nil},
		{"pt", "Eu disse que o estádio estará cheio no domingo.", "o estádio estará cheio no domingo", nil},
		{"pt", "Disse ontem e repito: o estádio estará cheio no domingo.", "o estádio estará cheio no domingo", nil},
		{"fr", "J'ai dit que les loyers baisseront l'an prochain.", "les loyers baisseront l'an prochain", nil},
		{"fr", "Le directeur se tait, les loyers baisseront l'an prochain.", "les loyers baisseront l'an prochain", nil},
		{"it", "Ho detto che la mensa chiude prima di Natale.", "la mensa chiude prima di Natale", nil},
		{"it", "La mensa chiude prima di Natale, e il rettore lo sa.", "La mensa chiude prima di Natale", nil},
		{"de", "Ich sagte, die Halle bleibt bis zum Frühling offen.", "die Halle bleibt bis zum Frühling offen", nil},
		{"de", "Die Halle bleibt bis zum Frühling offen, das freut uns alle.", "Die Halle bleibt bis zum Frühling offen", nil},
		{"de", "Wir versprechen, dass die Halle bis zum Frühling offen bleibt.", "die Halle bis zum Frühling offen bleibt", nil},
		{"de", "Die Halle bleibt bis zum Frühling offen, sagen wir seit Monaten.", "Die Halle bleibt bis zum Frühling offen", nil},
		{"nl", "Wij beloofden dat het zwembad veilig is voor kinderen.", "het zwembad veilig is voor kinderen", nil},
		{"sv", "Vi tror på staden, och bron öppnar igen i april.", "bron öppnar igen i april", nil},
		{"sv", "Jag sa att bron öppnar igen i april.", "bron öppnar igen i april", nil},
		{"da", "Vi lover at broen åbner igen i april.", "broen åbner igen i april", nil},
		{"pl", "Obiecałem, że most wytrzyma jeszcze dziesięć lat.", "most wytrzyma jeszcze dziesięć lat", nil},
		{"ru", "Я сказал, что мост простоит ещё десять лет.", "мост простоит ещё десять лет", nil},
		{"ru", "Мы заявили, что мост простоит ещё десять лет.", "мост простоит ещё десять лет", nil},
		{"uk", "Ми обіцяли, що міст простоїть ще десять років.", "міст простоїть ще десять років", nil},
		{"tr", "Köprü on yıl daha dayanacak ve bunu herkes biliyor.", "Köprü on yıl daha dayanacak", nil},
		{"tr", "Bakan yeni okul planını dün akşam ayrıntılı olarak açıkladı.", "yeni okul planını dün akşam ayrıntılı olarak", nil},
		{"ar", "أقول لكم إن الجسر سيبقى مفتوحا حتى الصيف.", "الجسر سيبقى مفتوحا حتى الصيف", nil},
		{"he", "אני אומר שהגשר יישאר פתוח עד הקיץ.", "הגשר יישאר פתוח עד הקיץ", nil},
		{"hi", "मैंने कहा कि पुल अगले साल तक खुला रहेगा", "पुल अगले साल तक खुला रहेगा", nil},
		{"id", "Kami mengatakan bahwa jembatan itu akan tetap dibuka sampai Juni.", "jembatan itu akan tetap dibuka sampai Juni", nil},
		{"ja", "私たちは橋が来年まで閉鎖されると発表した。", "橋が来年まで閉鎖される", nil},
		{"zh", "我说过，这座大桥明年夏天才会开放。", "这座大桥明年夏天才会开放", nil},
		{"ko", "우리는 다리가 내년까지 닫혀 있을 것이라고 밝혔다.", "다리가 내년까지 닫혀 있을 것이라고", nil},
		{"fi", "Sanoin, että silta kestää vielä kymmenen vuotta.", "silta kestää vielä kymmenen vuotta", nil},
		{"hu", "Azt mondtam, hogy a híd még tíz évig kitart.", "a híd még tíz évig kitart", nil},
		{"ro", "Am spus că podul va rezista încă zece ani.", "podul va rezista încă zece ani", nil},
	})
}
