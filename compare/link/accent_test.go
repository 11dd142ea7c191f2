package link

import (
	"slices"
	"testing"

	"onrecord/store"
)

// TestAccents: a mark that makes another word of it is a changed word, one that is merely
// left out is none.
func TestAccents(t *testing.T) {
	for _, c := range []struct {
		lang, post, quote string
		other             bool
	}{
		{"de", "Es ist schön in der alten Stadt am Fluss, sagen viele.", "Es ist schon in der alten Stadt am Fluss", true},
		{"de", "Wir fordern seit Jahren die Sanierung der Brücke.", "Wir fördern seit Jahren die Sanierung der Brücke", true},
		{"de", "Das konnte der Stadtrat nicht wissen, als er abstimmte.", "Das könnte der Stadtrat nicht wissen, als er abstimmte", true},
		{"de", "Die Krankenhäuser müssen schön öffnen, ohne Lücken.", "Die Krankenhauser mussen schon offnen, ohne Lucken", false},
		{"de", "Die Krankenhäuser müssen schön öffnen, ohne Lücken.", "Die Krankenhaeuser muessen schoen oeffnen, ohne Luecken", false},
		{"de", "Die Fähre fährt morgen früh über den großen Strom.", "Die Fähre fährt morgen fruh über den großen Strom", false},
		{"es", "Mi papá votó por el alcalde de la ciudad vieja.", "Mi papa votó por el alcalde de la ciudad vieja", true},
		{"es", "Hace un año que la obra está parada en el barrio.", "Hace un ano que la obra está parada en el barrio", true},
		{"es", "Hace un año que la obra está parada en el barrio.", "Hace un ano que la obra esta parada en el barrio", false},
		{"es", "Lo hizo él sin avisar a nadie en la reunión.", "Lo hizo el sin avisar a nadie en la reunión", true},
		{"es", "Nosotros sí votamos a favor de la reforma en la cámara.", "Nosotros si votamos a favor de la reforma en la cámara", true},
		{"es", "La ministra pagará la deuda según el informe del tribunal.", "La ministra pagara la deuda según el informe del tribunal", true},
		{"es", "Yo apoyo la huelga de los médicos en la capital.", "Yo apoyó la huelga de los médicos en la capital", true},
		{"es", "Solo quedan tres médicos en la región, según el informe.", "Sólo quedan tres médicos en la región, según el informe", false},
		{"es", "Él lo dijo en la reunión y nadie contestó.", "El lo dijo en la reunión y nadie contestó", false},
		{"es", "Él lo dijo en la reunión y nadie contestó.", "ÉL LO DIJO EN LA REUNION Y NADIE CONTESTO", false},
		{"es", "La economía de Bogotá creció según el informe.", "La economía de Bogota creció según el informe", false},
		{"fr", "La ville où nous vivons a été détruite par le feu.", "La ville ou nous vivons a été détruite par le feu", true},
		{"fr", "Il est sûr de gagner les élections à Lyon.", "Il est sur de gagner les élections à Lyon", true},
		{"fr", "Le policier tue un manifestant blessé à la tête.", "Le policier tué un manifestant blessé à la tête", true},
		{"fr", "La ville où nous vivons a été détruite par le feu.", "La ville ou nous vivons a ete detruite par le feu", false},
		{"fr", "État d'urgence décrété dans la ville côtière.", "Etat d'urgence décrété dans la ville côtière", false},
		{"fr", "Nous avons connaître la vérité sur le coût du pont.", "Nous avons connaitre la vérité sur le cout du pont", false},
		{"pt", "O pais dele e da vizinha esperam há três meses.", "O país dele e da vizinha esperam há três meses", true},
		{"pt", "A avó do ministro não assinou o contrato.", "A avô do ministro não assinou o contrato", true},
		{"pt", "O fato econômico não tem explicação na União.", "O fato económico não tem explicação na União", false},
		{"it", "Il governo è la causa della crisi, perché ha speso troppo.", "Il governo e la causa della crisi, perché ha speso troppo", true},
		{"it", "Io porto la città in tribunale, perché ha mentito.", "Io portò la città in tribunale, perché ha mentito", true},
		{"it", "Il governo è la causa della crisi, perché ha speso troppo.", "Il governo è la causa della crisi, perchè ha speso troppo", false},
		{"tr", "Başkan oldu ve bütün şehir sokağa çıktı.", "Başkan öldü ve bütün şehir sokağa çıktı", true},
		{"tr", "Bu işten çok sıkıldım, artık gidiyorum evime.", "Bu işten çok sikildim, artık gidiyorum evime", true},
		{"tr", "Bu kadar kâr eden şirket hâlâ vergi ödemiyor.", "Bu kadar kar eden şirket hala vergi ödemiyor", false},
		{"tr", "Sınır kapısı yarın sabah açılıyor, herkes hazır olsun.", "SINIR KAPISI YARIN SABAH AÇILIYOR, HERKES HAZIR OLSUN", false},
		{"tr", "Sınır kapısı yarın sabah açılıyor, herkes hazır olsun.", "Sinir kapisi yarin sabah aciliyor, herkes hazir olsun", false},
		{"pl", "To sąd w Lublinie wydał wyrok w sprawie.", "To sad w Lublinie wydał wyrok w sprawie", true},
		{"pl", "Robię to dla łaski króla, nie dla pieniędzy.", "Robię to dla laski króla, nie dla pieniędzy", true},
		{"pl", "Robię to dla łaski króla, nie dla pieniędzy.", "Robie to dla laski krola, nie dla pieniedzy", false},
		{"cs", "Městská rada schválila nový rozpočet a řekla to lidem.", "Městská řada schválila nový rozpočet a řekla to lidem", true},
		{"sv", "Vi har en bra skola här i byn, säger rektorn.", "Vi här en bra skola här i byn, säger rektorn", true},
		{"vi", "Chính phủ đã bán cây cầu cũ cho công ty.", "Chính phủ đã bạn cây cầu cũ cho công ty", true},
		{"vi", "Hòa bình là mục tiêu của chúng tôi năm nay.", "Hoà bình là mục tiêu của chúng tôi năm nay", false},
		{"vi", "Chính phủ đã bán cây cầu cũ cho công ty.", "Chinh phu da ban cay cau cu cho cong ty", false},
		{"ru", "Воины вернулись домой после трёх месяцев похода.", "Войны вернулись домой после трёх месяцев похода", true},
		{"ru", "Всё ещё идёт дождь, и мы ждём парома у причала.", "Все еще идет дождь, и мы ждем парома у причала", false},
		{"el", "Δεν ξέρω πότε θα ανοίξει το λιμάνι της πόλης.", "Δεν ξέρω ποτέ θα ανοίξει το λιμάνι της πόλης", true},
		{"el", "Δεν ξέρω πότε θα ανοίξει το λιμάνι της πόλης.", "ΔΕΝ ΞΕΡΩ ΠΟΤΕ ΘΑ ΑΝΟΙΞΕΙ ΤΟ ΛΙΜΑΝΙ ΤΗΣ ΠΟΛΗΣ", false},
		{"ar", "كَتَبَ الوزير رسالة طويلة إلى سكان المدينة.", "كتب الوزير رسالة طويلة إلى سكان المدينة", false},
		{"ar", "أعلن الوزير إغلاق الميناء الكبير في المدينة.", "اعلن الوزير اغلاق الميناء الكبير في المدينة", false},
		{"en", "The café's résumé of the naïve plan was read aloud.", "The cafe's resume of the naive plan was read aloud", false},
	} {
		ans := lookUpOne(t, c.lang, c.post, c.quote)
		switch {
		case ans.Match == nil:
			t.Errorf("%s %q: not found", c.lang, c.quote)
		case c.other && (ans.Verdict != store.Altered || !slices.Contains(ans.Match.Warnings, "accent")):
			t.Errorf("%s %q: %s %v, want altered with accent", c.lang, c.quote, ans.Verdict, ans.Match.Warnings)
		case !c.other && (ans.Verdict != store.Verbatim || len(ans.Match.Warnings) > 0):
			t.Errorf("%s %q: %s %v %+v, want verbatim", c.lang, c.quote, ans.Verdict, ans.Match.Warnings, ans.Match.Details)
		}
	}
}
