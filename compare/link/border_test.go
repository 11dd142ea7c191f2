package link

import "testing"

// TestBordersAndBounds: a picture sign ends a sentence, what stands behind a comma bounds no number
// before it, and dates are one in short and in full.
func TestBordersAndBounds(t *testing.T) {
	number := []string{"number", "quantifier"}
	tell(t, []meant{
		{"en", "We will not give up the pier 💪 Most boats are back this morning", "Most boats are back this morning", nil},
		{"en", "No more delays 😤 The council votes on the harbour today", "The council votes on the harbour today", nil},
		{"en", "Nobody believed us 🏅 We took gold in the relay tonight", "We took gold in the relay tonight", nil},
		{"en", "Never again → The harbour opens on Monday at nine", "The harbour opens on Monday at nine", nil},
		{"es", "No nos rendimos 🇨🇱 Ganamos la copa en la última jugada", "Ganamos la copa en la última jugada", nil},
		{"de", "Nie wieder Sparkurs ✊ Die Bibliothek bleibt am Samstag offen", "Die Bibliothek bleibt am Samstag offen", nil},
		{"fr", "On ne lâche rien 🔥 Les trains du soir circulent à nouveau", "Les trains du soir circulent à nouveau", nil},
		{"ru", "Никогда не сдаёмся 🎉 Школа откроется в понедельник утром", "Школа откроется в понедельник утром", nil},
		{"tr", "Asla vazgeçmeyiz ⚽ Kupayı son dakikada aldık bu akşam", "Kupayı son dakikada aldık bu akşam", nil},
		{"ja", "負けない💪今夜の試合で優勝しました", "今夜の試合で優勝しました", nil},
		{"en", "We do not 😤 support the sale of the harbour", "support the sale of the harbour", []string{"negation"}},

		{"en", "Visits rose by 3,200, more than in any other year.", "Visits rose by 3,200", nil},
		{"en", "Emissions fell by 48,000 tonnes, less than the plan asked.", "Emissions fell by 48,000 tonnes", nil},
		{"en", "Visits rose by 3,200, over the river and beyond.", "Visits rose by 3200", nil},
		{"es", "Las visitas subieron en 3.200, más que en ningún otro año.", "Las visitas subieron en 3.200", nil},
		{"es", "El paro bajó en 5.400 personas, menos de lo previsto.", "El paro bajó en 5.400 personas", nil},
		{"fr", "Le chômage recule de 5 400 personnes, moins que prévu.", "Le chômage recule de 5 400 personnes", nil},
		{"de", "Die Zahl sank um 48.000, weniger als im Vorjahr.", "Die Zahl sank um 48.000", nil},
		{"it", "Le presenze calano di 2.300, meno di quanto temuto.", "Le presenze calano di 2.300", nil},
		{"pl", "Liczba spadła o 48 000, mniej niż rok temu.", "Liczba spadła o 48 000", nil},
		{"ru", "Число упало на 48 000, меньше чем год назад.", "Число упало на 48 000", nil},
		{"it", "Il mercato torna il 3 settembre, più o meno alle nove.", "Il mercato torna il 3/9", nil},
		{"it", "La gara si corre il 3 settembre, salvo maltempo, sul lungomare.", "La gara si corre il 3/9, salvo maltempo, sul lungomare", nil},
		{"ru", "Матч будет 6 июня, и я, скорее всего, приду.", "Матч будет 06.06, и я, скорее всего, приду", nil},
		{"es", "La feria abre el 3 de septiembre, salvo lluvia, en el puerto.", "La feria abre el 3/9, salvo lluvia, en el puerto", nil},
		{"es", "El paro bajó en más de 5.400 personas en mayo.", "El paro bajó en 5.400 personas en mayo", number},

		{"en", "The hearing starts on Thursday at ten in Leeds.", "The hearing starts on Thurs. at ten in Leeds", nil},
		{"en", "The hearing starts on Tuesday at ten in Leeds.", "The hearing starts on Tues. at ten in Leeds", nil},
		{"en", "The hearing starts on Wednesday at ten in Leeds.", "The hearing starts on Weds. at ten in Leeds", nil},
		{"en", "The hearing starts on Sept. 9 at ten in Leeds.", "The hearing starts on September 9 at ten in Leeds", nil},
		{"es", "La vista empieza el jueves a las diez en Lugo.", "La vista empieza el jue. a las diez en Lugo", nil},
		{"es", "La vista empieza el 9 de septiembre en Lugo.", "La vista empieza el 9 de sept. en Lugo", nil},
		{"es", "La vista empieza el miércoles 9 en Lugo por la tarde.", "La vista empieza el miérc. 9 en Lugo por la tarde", nil},
		{"fr", "L'audience s'ouvre le jeudi 9 septembre à Lyon.", "L'audience s'ouvre le jeu. 9 sept. à Lyon", nil},
		{"fr", "L'audience s'ouvre le 9 juillet à Lyon avec deux juges.", "L'audience s'ouvre le 9 juil. à Lyon avec deux juges", nil},
		{"de", "Die Verhandlung beginnt am Donnerstag, 9. September, in Kassel.", "Die Verhandlung beginnt am Do., 9. Sept., in Kassel", nil},
		{"de", "Die Verhandlung beginnt am Mittwoch in Kassel um zehn.", "Die Verhandlung beginnt am Mi. in Kassel um zehn", nil},
		{"it", "L'udienza comincia giovedì 9 settembre a Pisa.", "L'udienza comincia gio. 9 sett. a Pisa", nil},
		{"pt", "A audiência começa na quinta-feira às dez em Braga.", "A audiência começa na quinta às dez em Braga", nil},
		{"pt", "A audiência começa em 9 de setembro em Braga.", "A audiência começa em 9 de set. em Braga", nil},
		{"nl", "De zitting begint donderdag 9 september in Breda.", "De zitting begint do. 9 sept. in Breda", nil},
		{"sv", "Förhandlingen börjar torsdag den 9 september i Lund.", "Förhandlingen börjar tors. den 9 sept. i Lund", nil},
		{"da", "Retssagen begynder torsdag den 9. september i Vejle.", "Retssagen begynder tors. den 9. sept. i Vejle", nil},
		{"pl", "Rozprawa zaczyna się w czwartek 9 września w Łodzi.", "Rozprawa zaczyna się w czw. 9 września w Łodzi", nil},
		{"ru", "Слушание начнётся в четверг, 9 сентября, в Твери.", "Слушание начнётся в чт, 9 сент., в Твери", nil},
		{"en", "The hearing starts on Thursday at ten in Leeds.", "The hearing starts on Tues. at ten in Leeds", []string{"date"}},
		{"fr", "L'audience s'ouvre le jeudi 9 septembre à Lyon.", "L'audience s'ouvre le mar. 9 sept. à Lyon", []string{"date"}},
		{"de", "Die Verhandlung beginnt am Donnerstag in Kassel um zehn.", "Die Verhandlung beginnt am Di. in Kassel um zehn", []string{"date"}},
		{"es", "La vista empieza el jueves a las diez en Lugo.", "La vista empieza el lun. a las diez en Lugo", []string{"date"}},

		{"en", "The minister told the cabinet on Tuesday in a closed meeting that the tunnel is safe.", "The minister told the cabinet … that the tunnel is safe", nil},
		{"en", "The mayor promised on 4 May, in front of the whole town, that the tunnel is safe.", "The mayor promised … that the tunnel is safe", nil},
		{"en", "The mayor promised on 4 May in front of the town that the tunnel is safe.", "The mayor promised […] that the tunnel is safe", nil},
		{"de", "Der Rat hat am Dienstag nach langer Debatte den Tunnel bewilligt.", "Der Rat hat … den Tunnel bewilligt", nil},
		{"es", "El consejo aprobó el martes 3 tras un largo debate el túnel.", "El consejo aprobó … el túnel", nil},
		{"fr", "Le conseil a voté mardi soir après un long débat le tunnel.", "Le conseil a voté (...) le tunnel", nil},
		{"en", "The minister told the cabinet he did not think that the tunnel is safe.", "The minister told the cabinet … that the tunnel is safe", []string{"negation", "certainty", "attributed"}},
		{"en", "We had 40 boats in May and 12 boats in June at the pier.", "We had 40 boats in June at the pier", []string{"date", "number"}},
	})
}
