package link

import (
	"slices"
	"testing"
)

// TestSameInOtherWords: names in full and short, how many, the first of all, times of day and
// conditions mean the same in other words; what is near them and means something else is
// warned of.
func TestSameInOtherWords(t *testing.T) {
	for _, c := range []struct {
		lang, post, quote string
		want              []string // one of them; none where the quote is harmless
	}{
		{"en", "Every family on the coast will get $500 a month from the relief fund until the dam is safe.", "Every family on the coast will get $500 a year from the relief fund until the dam is safe.", []string{"unit"}},
		{"en", "The Democrats blocked the aid package again last night, and families will pay for it.", "The Dems blocked the aid package again last night, and families will pay for it.", nil},
		{"en", "Rents in New York City have risen faster than wages for ten straight years.", "Rents in NYC have risen faster than wages for ten straight years.", nil},
		{"en", "A lot of people told me they can no longer afford their insulin.", "Many people told me they can no longer afford their insulin.", nil},
		{"en", "Public safety is our number one priority, and it always will be.", "Public safety is our #1 priority, and it always will be.", nil},
		{"en", "Drilling should only be permitted if the tribes agree to it in writing.", "Drilling should be permitted only if the tribes agree to it in writing.", nil},
		{"en", "Polls close tonight at 10 p.m. so please go and vote.", "Polls close tonight at 10PM", nil},
		{"en", "We signed the water treaty with the United Arab Emirates in front of everyone.", "We signed the water treaty with the UAE in front of everyone.", nil},
		{"es", "El alquiler social costará 150 euros al mes para las familias con hijos.", "El alquiler social costará 150 euros al año para las familias con hijos.", []string{"unit"}},
		{"es", "Un montón de vecinos nos han escrito para agradecer la reapertura del centro de salud.", "Muchos vecinos nos han escrito para agradecer la reapertura del centro de salud.", nil},
		{"es", "La vivienda es el problema número uno de nuestros jóvenes.", "La vivienda es el problema nº 1 de nuestros jóvenes.", nil},
		{"es", "Estados Unidos debe devolver los fondos retenidos a nuestro pueblo.", "EE. UU. debe devolver los fondos retenidos a nuestro pueblo.", nil},
		{"es", "El embalse solo debe construirse si los agricultores lo aprueban.", "El embalse debe construirse solo si los agricultores lo aprueban.", nil},
		{"fr", "La cantine coûtera 20 euros par mois aux familles les plus modestes.", "La cantine coûtera 20 euros par an aux familles les plus modestes.", []string{"unit"}},
		{"fr", "Beaucoup de retraités n'arrivent plus à se chauffer correctement cet hiver.", "De nombreux retraités n'arrivent plus à se chauffer correctement cet hiver.", nil},
		{"fr", "La sécurité des écoles reste notre priorité numéro un.", "La sécurité des écoles reste notre priorité n° 1.", nil},
		{"fr", "Les États-Unis ne décideront pas à notre place de notre politique énergétique.", "Les USA ne décideront pas à notre place de notre politique énergétique.", nil},
		{"de", "Das Sozialticket kostet künftig 9 Euro im Monat für alle Familien mit Kindern.", "Das Sozialticket kostet künftig 9 Euro im Jahr für alle Familien mit Kindern.", []string{"unit"}},
		{"de", "Eine Menge Leute haben mir geschrieben, dass sie die Heizung nicht mehr bezahlen können.", "Viele Leute haben mir geschrieben, dass sie die Heizung nicht mehr bezahlen können.", nil},
		{"de", "Der Wohnungsbau ist für uns die Nummer eins in den nächsten Jahren.", "Der Wohnungsbau ist für uns die Nr. 1 in den nächsten Jahren.", nil},
		{"de", "Die Sozialdemokraten haben den Antrag im Ausschuss gestern abgelehnt.", "Die SPD hat den Antrag im Ausschuss gestern abgelehnt.", nil},
		{"de", "Die Fähre fährt ab sofort täglich um 17 Uhr nach Nordeney zurück.", "Die Fähre fährt ab sofort täglich um 17:00 Uhr nach Nordeney zurück.", nil},
		{"de", "Die Vereinigten Staaten haben uns den Brief erst am Freitag geschickt.", "Die USA haben uns den Brief erst am Freitag geschickt.", nil},
		{"it", "Il nuovo bonus vale 80 euro al mese per chi ha figli sotto i tre anni.", "Il nuovo bonus vale 80 euro all'anno per chi ha figli sotto i tre anni.", []string{"unit"}},
		{"it", "La Francia ha chiesto all'Italia di accogliere la nave con i naufraghi.", "L'Italia ha chiesto alla Francia di accogliere la nave con i naufraghi.", []string{"order", "name"}},
		{"it", "Un sacco di gente mi chiede quando riaprirà il pronto soccorso.", "Molta gente mi chiede quando riaprirà il pronto soccorso.", nil},
		{"it", "Il lavoro è la priorità numero uno della nostra coalizione.", "Il lavoro è la priorità n. 1 della nostra coalizione.", nil},
		{"pt", "O auxílio será de 600 reais por mês para as mães solo.", "O auxílio será de 600 reais por ano para as mães solo.", []string{"unit"}},
		{"pt", "Um monte de gente ficou sem luz depois da tempestade de ontem.", "Muita gente ficou sem luz depois da tempestade de ontem.", nil},
		{"pt", "A fome é o inimigo número um do nosso governo.", "A fome é o inimigo nº 1 do nosso governo.", nil},
		{"pt", "Os Estados Unidos precisam respeitar a soberania do nosso povo.", "Os EUA precisam respeitar a soberania do nosso povo.", nil},
		{"ru", "Пособие составит 5000 рублей в месяц для каждой семьи с детьми.", "Пособие составит 5000 рублей в год для каждой семьи с детьми.", []string{"unit"}},
		{"ru", "Множество людей написали мне о задержках зарплаты на заводе.", "Много людей написали мне о задержках зарплаты на заводе.", nil},
		{"ru", "Дороги остаются проблемой номер один для нашего района.", "Дороги остаются проблемой № 1 для нашего района.", nil},
		{"ru", "Соединённые Штаты должны снять санкции с наших банков.", "США должны снять санкции с наших банков.", nil},
		{"pl", "Rodziny dostaną 300 złotych miesięcznie na każde dziecko w szkole.", "Rodziny dostaną 300 złotych rocznie na każde dziecko w szkole.", []string{"unit"}},
		{"pl", "Mnóstwo ludzi pyta mnie o termin otwarcia nowej obwodnicy.", "Wielu ludzi pyta mnie o termin otwarcia nowej obwodnicy.", nil},
		{"pl", "Bezpieczeństwo granicy to dla nas sprawa numer jeden.", "Bezpieczeństwo granicy to dla nas sprawa nr 1.", nil},
		{"pl", "Stany Zjednoczone nie zapłacą za nasze lenistwo w sprawie obrony.", "USA nie zapłacą za nasze lenistwo w sprawie obrony.", nil},
		{"pl", "Spotykamy się 3 maja o świcie pod pomnikiem w Gdyni.", "Spotykamy się 3.05 o świcie pod pomnikiem w Gdyni.", nil},
		{"tr", "Öğrencilere ayda 2000 lira burs verilecek.", "Öğrencilere yılda 2000 lira burs verilecek.", []string{"unit"}},
		{"tr", "Bir sürü insan bana yeni hastanenin ne zaman açılacağını soruyor.", "Birçok insan bana yeni hastanenin ne zaman açılacağını soruyor.", nil},
		{"tr", "Eğitim bizim bir numaralı önceliğimiz olmaya devam edecek.", "Eğitim bizim 1 numaralı önceliğimiz olmaya devam edecek.", nil},
		{"tr", "Amerika Birleşik Devletleri bu kararı geri almalıdır.", "ABD bu kararı geri almalıdır.", nil},
		{"tr", "Emekli maaşlarına temmuzda yüzde 20 zam yapılacak.", "Emekli maaşlarına temmuzda %20 zam yapılacak.", nil},
		{"ar", "ستحصل كل أسرة على 500 دينار شهريا حتى نهاية الأزمة.", "ستحصل كل أسرة على 500 دينار سنويا حتى نهاية الأزمة.", []string{"unit"}},
		{"ar", "التعليم هو أولويتنا رقم واحد في السنوات القادمة.", "التعليم هو أولويتنا رقم 1 في السنوات القادمة.", nil},
		{"ar", "الكثير من الناس يسألونني عن موعد افتتاح المستشفى الجديد.", "العديد من الناس يسألونني عن موعد افتتاح المستشفى الجديد.", nil},
		{"ar", "يجب على الولايات المتحدة الأمريكية أن ترفع العقوبات عن شعبنا.", "يجب على أمريكا أن ترفع العقوبات عن شعبنا.", nil},
		{"en", "House Democrats will vote against the farm bill tomorrow morning.", "House Dems will vote against the farm bill tomorrow morning.", nil},
		{"en", "The Republicans refuse to fund the ferries that our islands need.", "The Reps refuse to fund the ferries that our islands need.", nil},
		{"en", "The Republicans refuse to fund the ferries that our islands need.", "The GOP refuse to fund the ferries that our islands need.", nil},
		{"en", "The Tories have starved the hospital of nurses for a decade.", "The Conservatives have starved the hospital of nurses for a decade.", nil},
		{"en", "The Tories have starved the hospital of nurses for a decade.", "Labour have starved the hospital of nurses for a decade.", []string{"name"}},
		{"en", "The Democrats refuse to fund the ferries that our islands need.", "The Reps refuse to fund the ferries that our islands need.", []string{"name"}},
		{"en", "I was born in Los Angeles and I will fight for every worker there.", "I was born in LA and I will fight for every worker there.", nil},
		{"en", "The District of Columbia deserves two senators and its own budget.", "DC deserves two senators and its own budget.", nil},
		{"en", "Rents in New York City have risen faster than wages for ten years.", "Rents in Los Angeles have risen faster than wages for ten years.", []string{"name"}},
		{"en", "Rents in NYC have risen faster than wages for ten years.", "Rents in LA have risen faster than wages for ten years.", []string{"name"}},
		{"en", "Jobs are issue No. 1 for the people of this valley.", "Jobs are issue number one for the people of this valley.", nil},
		{"en", "We are the No 1 exporter of tulip bulbs in the world.", "We are the number one exporter of tulip bulbs in the world.", nil},
		{"en", "Jobs are issue No. 1 for the people of this valley.", "Jobs are issue number two for the people of this valley.", []string{"number"}},
		{"en", "Plenty of farmers have called me about the dam since Sunday.", "Lots of farmers have called me about the dam since Sunday.", nil},
		{"en", "A lot of farmers have called me about the dam since Sunday.", "A few farmers have called me about the dam since Sunday.", []string{"quantifier", "number"}},
		{"en", "Many farmers have called me about the dam since Sunday.", "All farmers have called me about the dam since Sunday.", []string{"quantifier", "number"}},
		{"en", "Vaccines should only be given if the doctor has examined the child.", "Vaccines should be given only if the doctor has examined the child.", nil},
		{"en", "Vaccines should only be given if the doctor has examined the child.", "Vaccines should be given", []string{"condition", "quantifier", "number"}},
		{"en", "I do not recall the meeting. We closed the shelter on Pine Street in March.", "We closed the shelter on Pine Street in March.", nil},
		{"en", "No deal was made. The council paid for the new roof of the school.", "The council paid for the new roof of the school.", nil},
		{"en", "This is not a game. Thousands of families will lose their homes.", "Thousands of families will lose their homes.", nil},
		{"en", "I won't stand for this\nThe mayor sold our beach to a friend of his", "The mayor sold our beach to a friend of his", nil},
		{"en", "It is a lie that we sold the old ferry to the casino.", "we sold the old ferry to the casino", []string{"negation"}},
		{"en", "The debate starts at 10 p.m. on channel four.", "The debate starts at 10PM", nil},
		{"en", "The debate starts at 10 p.m. on channel four.", "debate starts at 10 pm", nil},
		{"en", "Endpoints open at 7 p.m. tonight.", "Endpoints open at 9 p.m. tonight.", []string{"number", "unit"}},
		{"en", "Endpoints open at 7 a.m. tonight.", "Endpoints open at 7 p.m. tonight.", []string{"number", "unit"}},
		{"en", "The grant pays 200 dollars per month to every trainee.", "The grant pays 200 dollars per annum to every trainee.", []string{"unit"}},
		{"en", "The grant pays 200 dollars monthly to every trainee.", "The grant pays 200 dollars yearly to every trainee.", []string{"unit"}},
		{"en", "We inspect the bridge every week and publish the report.", "We inspect the bridge every year and publish the report.", []string{"unit"}},
		{"en", "We inspect the bridge each year and publish the report.", "We inspect the bridge every year and publish the report.", nil},
		{"en", "The grant pays 200 dollars a month to every trainee.", "The grant pays 200 dollars per month to every trainee.", nil},
		{"en", "The grant pays 200 dollars per year to every trainee.", "The grant pays 200 dollars annually to every trainee.", nil},
		{"es", "Los populares han votado contra la ley de vivienda en el Senado.", "El PP ha votado contra la ley de vivienda en el Senado.", nil},
		{"es", "Los socialistas han pactado la subida de impuestos a escondidas.", "El PSOE ha pactado la subida de impuestos a escondidas.", nil},
		{"es", "El PSOE ha pactado la subida de impuestos a escondidas.", "El PP ha pactado la subida de impuestos a escondidas.", []string{"name"}},
		{"es", "Los Emiratos Árabes Unidos financiarán la nueva desaladora del sur.", "EAU financiará la nueva desaladora del sur.", nil},
		{"es", "No tenemos miedo. Abriremos el puerto antes de julio.", "Abriremos el puerto antes de julio.", nil},
		{"es", "La beca será de 300 euros mensuales para cada estudiante.", "La beca será de 300 euros anuales para cada estudiante.", []string{"unit"}},
		{"es", "La beca será de 300 euros mensuales para cada estudiante.", "La beca será de 300 euros al mes para cada estudiante.", nil},
		{"es", "Numerosas familias han perdido la cosecha por el granizo.", "Muchas familias han perdido la cosecha por el granizo.", nil},
		{"es", "La obra solo puede hacerse si el río no crece.", "La obra puede hacerse solo si el río no crece.", nil},
		{"es", "El debate empieza a las 22:00 en la plaza.", "El debate empieza a las 22 h en la plaza.", nil},
		{"fr", "Le Rassemblement national a voté contre le budget de l'hôpital.", "Le RN a voté contre le budget de l'hôpital.", nil},
		{"fr", "Je n'ai peur de personne. Le maire a vendu la plage à son cousin.", "Le maire a vendu la plage à son cousin.", nil},
		{"fr", "La bourse sera de 300 euros mensuels pour chaque étudiant.", "La bourse sera de 300 euros annuels pour chaque étudiant.", []string{"unit"}},
		{"fr", "Un grand nombre d'agriculteurs ont perdu leur récolte.", "Beaucoup d'agriculteurs ont perdu leur récolte.", nil},
		{"fr", "Le débat commence à 20 h 30 sur la place.", "Le débat commence à 20h30 sur la place.", nil},
		{"fr", "Les travaux ne doivent être faits que si la rivière baisse.", "Les travaux doivent être faits seulement si la rivière baisse.", nil},
		{"de", "Die Christdemokraten wollen den Bahnhof verkaufen und schweigen dazu.", "Die CDU will den Bahnhof verkaufen und schweigt dazu.", nil},
		{"de", "Die Christdemokraten wollen den Bahnhof verkaufen.", "Die SPD will den Bahnhof verkaufen.", []string{"name"}},
		{"de", "Ich habe keine Angst. Wir bauen die Brücke noch in diesem Jahr.", "Wir bauen die Brücke noch in diesem Jahr.", nil},
		{"de", "Das Stipendium beträgt 300 Euro monatlich für alle.", "Das Stipendium beträgt 300 Euro jährlich für alle.", []string{"unit"}},
		{"de", "Das Stipendium beträgt 300 Euro im Monat für alle.", "Das Stipendium beträgt 300 Euro monatlich für alle.", nil},
		{"de", "Die Schleuse darf nur geöffnet werden, wenn der Pegel sinkt.", "Die Schleuse darf geöffnet werden, nur wenn der Pegel sinkt.", nil},
		{"it", "I grillini hanno bocciato il termovalorizzatore in consiglio.", "Il M5S ha bocciato il termovalorizzatore in consiglio.", nil},
		{"it", "Non ho paura di nessuno. Il sindaco ha venduto la spiaggia.", "Il sindaco ha venduto la spiaggia.", nil},
		{"it", "La borsa sarà di 300 euro mensili per ogni studente.", "La borsa sarà di 300 euro annui per ogni studente.", []string{"unit"}},
		{"it", "I lavori si possono fare solo se il fiume cala.", "I lavori si possono soltanto fare se il fiume cala.", nil},
		{"pt", "Os petistas esconderam o relatório durante a campanha.", "O PT escondeu o relatório durante a campanha.", nil},
		{"pt", "Não tenho medo de ninguém. O prefeito vendeu a praia.", "O prefeito vendeu a praia.", nil},
		{"pt", "A bolsa será de 300 reais mensais para cada aluno.", "A bolsa será de 300 reais anuais para cada aluno.", []string{"unit"}},
		{"pt", "Inúmeras famílias perderam a safra por causa do granizo.", "Muitas famílias perderam a safra por causa do granizo.", nil},
		{"ru", "Я никого не боюсь. Мэр продал пляж своему брату.", "Мэр продал пляж своему брату.", nil},
		{"ru", "Стипендия составит 300 рублей ежемесячно для всех.", "Стипендия составит 300 рублей ежегодно для всех.", []string{"unit"}},
		{"ru", "Очень многие жители лишились дома после паводка.", "Множество жителей лишились дома после паводка.", nil},
		{"pl", "Prawo i Sprawiedliwość zablokowało remont szpitala w sejmiku.", "PiS zablokowało remont szpitala w sejmiku.", nil},
		{"pl", "Nikogo się nie boję. Burmistrz sprzedał plażę kuzynowi.", "Burmistrz sprzedał plażę kuzynowi.", nil},
		{"pl", "Stypendium wyniesie 300 złotych na miesiąc dla każdego.", "Stypendium wyniesie 300 złotych na rok dla każdego.", []string{"unit"}},
		{"tr", "Cumhuriyet Halk Partisi bu yasaya hayır oyu verdi.", "CHP bu yasaya hayır oyu verdi.", nil},
		{"tr", "Kimseden korkmuyorum. Belediye plajı kuzenine sattı.", "Belediye plajı kuzenine sattı.", nil},
		{"tr", "Burs aylık 300 lira olacak ve herkese verilecek.", "Burs yıllık 300 lira olacak ve herkese verilecek.", []string{"unit"}},
		{"ar", "لست خائفا من أحد. باع رئيس البلدية الشاطئ لابن عمه.", "باع رئيس البلدية الشاطئ لابن عمه.", nil},
		{"ar", "كثير من العائلات فقدت محاصيلها بسبب البرد.", "العديد من العائلات فقدت محاصيلها بسبب البرد.", nil},
		{"nl", "Heel wat gezinnen zijn hun oogst kwijt door de hagel.", "Veel gezinnen zijn hun oogst kwijt door de hagel.", nil},
		{"nl", "De beurs bedraagt 300 euro per maand voor iedereen.", "De beurs bedraagt 300 euro per jaar voor iedereen.", []string{"unit"}},
		{"nl", "Veiligheid is onze nummer één voor de komende jaren.", "Veiligheid is onze nr. 1 voor de komende jaren.", nil},
		{"uk", "Дороги залишаються проблемою номер один для громади.", "Дороги залишаються проблемою № 1 для громади.", nil},
		{"uk", "Безліч людей питають мене про відкриття лікарні.", "Багато людей питають мене про відкриття лікарні.", nil},
		{"hi", "ढेर सारे किसानों ने मुझे बांध के बारे में लिखा है।", "बहुत सारे किसानों ने मुझे बांध के बारे में लिखा है।", nil},
		{"hi", "सुरक्षा हमारी नंबर एक प्राथमिकता है और रहेगी।", "सुरक्षा हमारी नंबर 1 प्राथमिकता है और रहेगी।", nil},
		{"zh", "许多农民写信问我水库什么时候修好。", "很多农民写信问我水库什么时候修好。", nil},
		{"zh", "每个家庭每月可以得到五百元的补助。", "每个家庭每年可以得到五百元的补助。", []string{"unit"}},
		{"ja", "多くの農家がダムについて私に手紙をくれました。", "たくさんの農家がダムについて私に手紙をくれました。", nil},
		{"ja", "奨学金は毎月3万円を全員に支給します。", "奨学金は毎年3万円を全員に支給します。", []string{"unit"}},
	} {
		m := lookUpOne(t, c.lang, c.post, c.quote).Match
		switch {
		case m == nil:
			t.Errorf("%s: not found", c.quote)
		case len(c.want) == 0 && len(m.Warnings) > 0, len(c.want) > 0 && !slices.ContainsFunc(m.Warnings, func(w string) bool { return slices.Contains(c.want, w) }):
			t.Errorf("%s\n%s: warnings %v, want %v", c.post, c.quote, m.Warnings, c.want)
		}
	}
}

// TestAShortNameAtTheEdge: all of the name that a quote writes short is the post's quoted words.
func TestAShortNameAtTheEdge(t *testing.T) {
	for _, c := range []struct{ post, quote, want string }{
		{"Friends, New York City is building more homes than any other city in the country.", "NYC is building more homes than any other city", "New York City is building more homes than any other city"},
		{"The United Arab Emirates will sign the accord on Monday.", "The UAE will sign the accord", "The United Arab Emirates will sign the accord"},
		{"We rebuilt the harbour with the European Union", "rebuilt the harbour with the EU", "rebuilt the harbour with the European Union"},
	} {
		m := lookUpOne(t, "en", c.post, c.quote).Match
		if m == nil {
			t.Errorf("%s: not found", c.quote)
		} else if got := string([]rune(c.post)[m.Span[0]:m.Span[1]]); got != c.want {
			t.Errorf("%s: quoted of the post is %q", c.quote, got)
		}
	}
}
