package link

import (
	"slices"
	"testing"
)

// TestKinds: what is only written in another way, left out as an aside or denied beside is no change
// of what is quoted; what is near it and changes it is one.
func TestKinds(t *testing.T) {
	for _, c := range []struct {
		lang, post, quote string
		want              []string // one of them; none where the quote is harmless
	}{
		{"es", "Es falso: el hospital seguirá abierto todo el verano.", "el hospital seguirá abierto todo el verano", nil},
		{"es", "Es falso: el hospital seguirá abierto todo el verano.", "Es falso: el hospital seguirá abierto todo el verano", nil},
		{"es", "Dicen que cerramos. Es falso: el hospital seguirá abierto todo el verano.", "el hospital seguirá abierto todo el verano", nil},
		{"es", "Es mentira: nunca cobré un euro de la constructora.", "nunca cobré un euro de la constructora", nil},
		{"es", "Es falso, el hospital seguirá abierto todo el verano.", "el hospital seguirá abierto todo el verano", nil},
		{"en", "That's false: the clinic stays open all summer.", "the clinic stays open all summer", nil},
		{"en", "It is false: we never sold the water works to anyone.", "we never sold the water works to anyone", nil},
		{"fr", "C'est faux : l'hôpital reste ouvert tout l'été.", "l'hôpital reste ouvert tout l'été", nil},
		{"it", "È falso: l'ospedale resterà aperto tutta l'estate.", "l'ospedale resterà aperto tutta l'estate", nil},
		{"pt", "É falso: o hospital vai continuar aberto no verão.", "o hospital vai continuar aberto no verão", nil},
		{"de", "Das ist falsch: Das Krankenhaus bleibt den ganzen Sommer offen.", "Das Krankenhaus bleibt den ganzen Sommer offen", nil},
		{"es", "Es falso que el hospital siga abierto todo el verano.", "el hospital siga abierto todo el verano", []string{"negation"}},
		{"it", "La scuola riapre il 3 novembre con due aule nuove.", "La scuola riapre il 3/11 con due aule nuove", nil},
		{"fr", "L'école rouvre le 3 novembre avec deux salles neuves.", "L'école rouvre le 3/11 avec deux salles neuves", nil},
		{"sv", "Skolan öppnar den 3 november med två nya salar.", "Skolan öppnar den 3/11 med två nya salar", nil},
		{"es", "La escuela reabre el 3 de noviembre con dos aulas nuevas.", "La escuela reabre el 3/11 con dos aulas nuevas", nil},
		{"it", "La scuola riapre il 3 novembre con due aule nuove.", "La scuola riapre il 3/12 con due aule nuove", []string{"date", "number"}},
		{"en", "The school reopens on November 3 with two new rooms.", "The school reopens on 11/3 with two new rooms", nil},
		{"ru", "Собрание начнётся в 18:30 в школе на Лесной.", "Собрание начнётся в 18.30 в школе на Лесной", nil},
		{"de", "Die Sitzung beginnt um 18:30 Uhr im Rathaus.", "Die Sitzung beginnt um 18.30 Uhr im Rathaus", nil},
		{"fi", "Kokous alkaa klo 18.30 koululla.", "Kokous alkaa klo 18:30 koululla", nil},
		{"it", "La riunione inizia alle 18.30 in municipio.", "La riunione inizia alle 18:30 in municipio", nil},
		{"ru", "Собрание начнётся в 18:30 в школе на Лесной.", "Собрание начнётся в 19.30 в школе на Лесной", []string{"number"}},
		{"pt", "A câmara gastou 12 milhões de euros no teatro.", "A câmara gastou 12 M€ no teatro", nil},
		{"pt", "A câmara gastou 12 milhões de euros no teatro.", "A câmara gastou 12M€ no teatro", nil},
		{"de", "Der Umbau kostet 3,2 Millionen Euro und dauert zwei Jahre.", "Der Umbau kostet 3,2Mio. Euro und dauert zwei Jahre", nil},
		{"de", "Der Umbau kostet 3,2 Millionen Euro und dauert zwei Jahre.", "Der Umbau kostet 3,2Mio. € und dauert zwei Jahre", nil},
		{"it", "Hanno firmato in dodicimila contro la discarica.", "Hanno firmato in 12mila contro la discarica", nil},
		{"en", "One third of our wells are dry this summer.", "1/3 of our wells are dry this summer", nil},
		{"en", "A third of our wells are dry this summer.", "1/3 of our wells are dry this summer", nil},
		{"es", "Un tercio de los pozos está seco este verano.", "1/3 de los pozos está seco este verano", nil},
		{"de", "Ein Drittel der Brunnen ist diesen Sommer trocken.", "1/3 der Brunnen ist diesen Sommer trocken", nil},
		{"fr", "Nous avons gagné deux à un contre Rennes hier soir.", "Nous avons gagné 2-1 contre Rennes hier soir", nil},
		{"en", "It was minus 14 degrees in the camp last night.", "It was -14 degrees in the camp last night", nil},
		{"en", "It was minus 14 degrees in the camp last night.", "It was −14°C in the camp last night", nil},
		{"pl", "W obozie było w nocy minus 14 stopni.", "W obozie było w nocy -14 stopni", nil},
		{"pl", "W obozie było w nocy 14 stopni i padał śnieg.", "W obozie było w nocy 14°C i padał śnieg", nil},
		{"pl", "W obozie było w nocy minus 14 stopni.", "W obozie było w nocy plus 14 stopni", []string{"number"}},
		{"ru", "Ночью в лагере было минус 14 градусов.", "Ночью в лагере было -14 градусов", nil},
		{"fr", "Le village est à moins de 5 kilomètres de la frontière.", "Le village est à moins de 5 km de la frontière", nil},
		{"fr", "Le village est à moins de 5 kilomètres de la frontière, et rien n'est prêt.", "Le village est à moins de 5 kilomètres de la frontière", nil},
		{"fr", "Le loyer passe à moins de 300 euros pour les étudiants.", "Le loyer passe à moins de 300 euros pour les étudiants", nil},
		{"fr", "Le logement coûte moins de 300 euros, à moins de 5 km du centre.", "Le logement coûte moins de 300 euros", nil},
		{"es", "La empresa (muy seria) reparó el puente en un mes.", "La empresa reparó el puente en un mes", nil},
		{"es", "La empresa (muy seria) reparó el puente en un mes.", "La empresa […] reparó el puente en un mes", nil},
		{"en", "My neighbour Rosa (84) walked to the town hall to vote.", "My neighbour Rosa walked to the town hall to vote", nil},
		{"en", "My neighbour Rosa (84) walked to the town hall to vote.", "My neighbour Rosa … walked to the town hall to vote", nil},
		{"en", "Dr. Kim, our surgeon for 22 years, retires this Friday.", "Dr. Kim retires this Friday", nil},
		{"en", "Dr. Kim – our surgeon for 22 years – retires this Friday.", "Dr. Kim retires this Friday", nil},
		{"de", "Meine Nachbarin Rosa (84) ging zu Fuß ins Rathaus.", "Meine Nachbarin Rosa ging zu Fuß ins Rathaus", nil},
		{"es", "La Organización Mundial de la Salud alertó ayer del brote de sarampión.", "La OMS alertó ayer del brote de sarampión", nil},
		{"es", "El Instituto Nacional de Estadística publicó ayer los datos del paro.", "El INE publicó ayer los datos del paro", nil},
		{"fr", "L'Organisation mondiale de la santé a alerté hier sur la rougeole.", "L'OMS a alerté hier sur la rougeole", nil},
		{"de", "Die Weltgesundheitsorganisation warnte gestern vor Masern im Lager.", "Die WHO warnte gestern vor Masern im Lager", nil},
		{"ar", "ستفتح المدرسة في 3 يناير بعد الإصلاح.", "ستفتح المدرسة في 3 كانون الثاني بعد الإصلاح", nil},
		{"ar", "ستفتح المدرسة في نيسان بعد الإصلاح.", "ستفتح المدرسة في أبريل بعد الإصلاح", nil},
		{"ar", "ستفتح المدرسة في نيسان بعد الإصلاح.", "ستفتح المدرسة في مايو بعد الإصلاح", []string{"date"}},
		{"es", "La obra podría terminar antes del verano.", "La obra podrá terminar antes del verano", []string{"modal", "certainty"}},
		{"es", "El ministro cerraría el puerto en caso de alarma, dijo.", "El ministro cerrará el puerto en caso de alarma, dijo", []string{"modal", "certainty"}},
		{"fr", "Le ministre fermerait le port avant l'été.", "Le ministre fermera le port avant l'été", []string{"modal", "certainty"}},
		{"it", "Il ministro chiuderebbe il porto prima dell'estate.", "Il ministro chiuderà il porto prima dell'estate", []string{"modal", "certainty"}},
		{"pt", "O ministro fecharia o porto antes do verão.", "O ministro fechará o porto antes do verão", []string{"modal", "certainty"}},
		{"pl", "Ceny są niższe niż rok temu w całym kraju.", "Ceny są wyższe niż rok temu w całym kraju", []string{"opposite"}},
		{"pl", "Podatek jest niższy niż w zeszłym roku.", "Podatek jest wyższy niż w zeszłym roku", []string{"opposite"}},
		{"nl", "We hebben de verkiezingen in Leiden gewonnen.", "We hebben de verkiezingen in Leiden verloren", []string{"opposite"}},
		{"pt", "Apoiaremos o acordo de pesca, mas só se protegerem o nosso rio.", "Apoiaremos o acordo de pesca", []string{"condition"}},
		{"en", "We will back the fishing deal, but only if they protect our river.", "We will back the fishing deal", []string{"condition"}},
		{"es", "Apoyaremos el acuerdo de pesca, pero solo si protegen nuestro río.", "Apoyaremos el acuerdo de pesca", []string{"condition"}},
		{"fr", "Nous soutiendrons l'accord de pêche, mais seulement s'ils protègent notre fleuve.", "Nous soutiendrons l'accord de pêche", []string{"condition"}},
		{"de", "Wir unterstützen das Abkommen, aber nur wenn sie unseren Fluss schützen.", "Wir unterstützen das Abkommen", []string{"condition"}},
		{"it", "Appoggeremo l'accordo di pesca, ma solo se proteggono il nostro fiume.", "Appoggeremo l'accordo di pesca", []string{"condition"}},
		{"ru", "Мы поддержим соглашение о рыболовстве, но только если защитят нашу реку.", "Мы поддержим соглашение о рыболовстве", []string{"condition"}},
		{"pl", "Poprzemy umowę o rybołówstwie, ale tylko jeśli ochronią naszą rzekę.", "Poprzemy umowę o rybołówstwie", []string{"condition"}},
		{"nl", "We steunen het visserijakkoord, maar alleen als ze onze rivier beschermen.", "We steunen het visserijakkoord", []string{"condition"}},
		{"de", "Die Schule war bis zum Sommer geschlossen.", "Die Schule wird bis zum Sommer geschlossen", []string{"modal", "certainty"}},
		{"de", "Der höhere Beitrag gilt ab Januar.", "Der niedrigere Beitrag gilt ab Januar", []string{"opposite"}},
		{"it", "I prezzi più alti colpiscono le famiglie.", "I prezzi più bassi colpiscono le famiglie", []string{"opposite"}},
		{"es", "Queremos escuelas, no cárceles, en este barrio.", "Queremos cárceles, no escuelas, en este barrio", []string{"order", "negation", "opposite"}},
		{"en", "We build schools, not prisons, in this valley.", "We build prisons, not schools, in this valley", []string{"order", "negation", "opposite"}},
		{"en", "Not the mayor but the council sold the beach.", "Not the council but the mayor sold the beach", []string{"order", "negation"}},
		{"en", "We've waited ten yrs for this bridge and it opens tmrw.", "We've waited ten years for this bridge and it opens tomorrow", nil},
		{"fr", "Mme Duval et moi avons visité l'usine de Brest ce matin.", "Madame Duval et moi avons visité l'usine de Brest ce matin", nil},
		{"de", "Es gibt nichts schönzureden, die Mieten müssen runter.", "die Mieten müssen runter", nil},
		{"tr", "Kimse inanmıyordu ama köprüyü 8 ayda yaptık.", "köprüyü sekiz ayda yaptık", nil},
		{"ja", "誰も信じなかったが、私たちは8か月で橋を造った。", "私たちは8か月で橋を造った", nil},
		{"ko", "아무도 믿지 않았지만 우리는 8개월 만에 다리를 지었습니다.", "우리는 8개월 만에 다리를 지었습니다", nil},
		{"en", "We're hiring 2 engineers, 1 lawyer & 5 drivers.", "We're hiring two engineers, one lawyer and five drivers", nil},
		{"en", "There's no doubt that the tunnel will change our town.", "the tunnel will change our town", nil},
		{"en", "We doubt that the tunnel will change our town.", "the tunnel will change our town", []string{"negation", "certainty"}},
		{"ru", "Сбор в сб, 4 февраля, в 14:30 у вокзала.", "Сбор в субботу, 4 февраля, в 14.30 у вокзала", nil},
	} {
		ans := lookUpOne(t, c.lang, c.post, c.quote)
		switch {
		case ans.Match == nil:
			t.Errorf("%q: not found", c.quote)
		case c.want == nil && len(ans.Match.Warnings) > 0:
			t.Errorf("%q: %v %+v, want none", c.quote, ans.Match.Warnings, ans.Match.Details)
		case c.want != nil && !slices.ContainsFunc(ans.Match.Warnings, func(w string) bool { return slices.Contains(c.want, w) }):
			t.Errorf("%q: %s %v, want one of %v", c.quote, ans.Verdict, ans.Match.Warnings, c.want)
		}
	}
}
