package link

import (
	"slices"
	"testing"
)

// TestRatesHoursAndMultiples: how often and at what hour may be said in other words, and a first
// clause stand last; another stretch of time, another half of the day, and doubled for tripled
// are warned of.
func TestRatesHoursAndMultiples(t *testing.T) {
	for _, c := range []struct {
		lang, post, quote string
		want              []string // one of them; none where the quote is harmless
	}{
		{"en", "Every widow will get 200 dollars per month from the fund of the village.", "Every widow will get 200 dollars every month from the fund of the village.", nil},
		{"en", "Every widow will get 200 dollars each month from the fund of the village.", "Every widow will get 200 dollars a month from the fund of the village.", nil},
		{"en", "We publish the lead levels of all the wells every month.", "We publish the lead levels of all the wells monthly.", nil},
		{"en", "We publish the lead levels of all the wells every month.", "We publish the lead levels of all the wells every year.", []string{"unit"}},
		{"es", "Cada familia recibirá 300 euros cada mes hasta que acabe la obra.", "Cada familia recibirá 300 euros al mes hasta que acabe la obra.", nil},
		{"de", "Die Stadt zahlt den Familien jeden Monat 300 Euro für die Miete.", "Die Stadt zahlt den Familien monatlich 300 Euro für die Miete.", nil},
		{"fr", "La région versera 300 euros chaque mois aux étudiants boursiers.", "La région versera 300 euros par mois aux étudiants boursiers.", nil},
		{"it", "Il comune darà 300 euro ogni mese alle famiglie degli operai.", "Il comune darà 300 euro al mese alle famiglie degli operai.", nil},
		{"pl", "Gmina zapłaci 300 złotych każdego miesiąca rodzinom górników.", "Gmina zapłaci 300 złotych miesięcznie rodzinom górników.", nil},
		{"ru", "Город будет платить семьям шахтёров 3000 рублей каждый месяц.", "Город будет платить семьям шахтёров 3000 рублей в месяц.", nil},
		{"pt", "A prefeitura pagará 300 reais cada mês às famílias dos pescadores.", "A prefeitura pagará 300 reais por mês às famílias dos pescadores.", nil},
		{"en", "I pray for every family on this coast each night.", "I pray for some families on this coast each night.", []string{"quantifier"}},
		{"en", "The ferry leaves at 8 a.m. on Saturday with all the medicine.", "The ferry leaves at 8 in the morning on Saturday with all the medicine.", nil},
		{"en", "The ferry leaves at 8 a.m. on Saturday with all the medicine.", "The ferry leaves at 9 in the morning on Saturday with all the medicine.", []string{"number"}},
		{"en", "The ferry leaves at 8 a.m. on Saturday with all the medicine.", "The ferry leaves at 8 p.m. on Saturday with all the medicine.", []string{"unit"}},
		{"de", "Die Fähre fährt am Samstag um 8 Uhr morgens mit den Medikamenten ab.", "Die Fähre fährt am Samstag um 8 Uhr mit den Medikamenten ab.", nil},
		{"de", "Die Fähre fährt am Samstag um 20 Uhr mit den Medikamenten ab.", "Die Fähre fährt am Samstag um 8 Uhr abends mit den Medikamenten ab.", nil},
		{"de", "Die Fähre fährt am Samstag um 8 Uhr morgens mit den Medikamenten ab.", "Die Fähre fährt am Samstag um 9 Uhr morgens mit den Medikamenten ab.", []string{"number"}},
		{"es", "El ferry sale a las 8 de la mañana con las medicinas para la isla.", "El ferry sale a las 8:00 con las medicinas para la isla.", nil},
		{"es", "El ferry sale a las 20:00 con las medicinas para la isla.", "El ferry sale a las 8 de la tarde con las medicinas para la isla.", nil},
		{"fr", "Le ferry part à 8 heures du matin avec les médicaments pour l'île.", "Le ferry part à 8 h avec les médicaments pour l'île.", nil},
		{"it", "Il traghetto parte alle 8 di mattina con le medicine per l'isola.", "Il traghetto parte alle 8 con le medicine per l'isola.", nil},
		{"pl", "Prom odpływa o 8 rano z lekarstwami dla mieszkańców wyspy.", "Prom odpływa o 8:00 z lekarstwami dla mieszkańców wyspy.", nil},
		{"ru", "Паром уходит в 8 утра с лекарствами для жителей острова.", "Паром уходит в 8:00 с лекарствами для жителей острова.", nil},
		{"en", "The grant is paid yearly, not monthly, to every school on the island.", "The grant is paid every year, not every month, to every school on the island.", nil},
		{"en", "The grant for our island schools is paid yearly, not monthly.", "The grant for our island schools is paid yearly", nil},
		{"de", "Der Zuschuss für die Schulen wird jährlich gezahlt, nicht monatlich.", "Der Zuschuss für die Schulen wird jährlich gezahlt", nil},
		{"es", "La ayuda para las escuelas se paga cada año, no cada mes.", "La ayuda para las escuelas se paga anualmente, no mensualmente.", nil},
		{"it", "Se la fabbrica chiude, occuperemo il porto con le nostre famiglie.", "Occuperemo il porto con le nostre famiglie se la fabbrica chiude.", nil},
		{"it", "Domani, dopo la messa, incontreremo gli operai davanti alla fabbrica.", "Incontreremo gli operai davanti alla fabbrica domani, dopo la messa.", nil},
		{"es", "Si la fábrica cierra, ocuparemos el puerto con nuestras familias.", "Ocuparemos el puerto con nuestras familias si la fábrica cierra.", nil},
		{"fr", "Si l'usine ferme, nous occuperons le port avec nos familles.", "Nous occuperons le port avec nos familles si l'usine ferme.", nil},
		{"en", "We were offered a lot of money to sell the island to the hotel company.", "We were offered many millions to sell the island to the hotel company.", []string{"number"}},
		{"en", "Rents in our town have doubled since the factory opened.", "Rents in our town have tripled since the factory opened.", []string{"number"}},
		{"en", "Rents in our town have doubled since the factory opened.", "Rents in our town have halved since the factory opened.", []string{"number"}},
		{"de", "Die Mieten in unserer Stadt haben sich seit 2019 verdoppelt.", "Die Mieten in unserer Stadt haben sich seit 2019 verdreifacht.", []string{"number"}},
		{"es", "El precio del aceite se duplicó en dos años en nuestros mercados.", "El precio del aceite se triplicó en dos años en nuestros mercados.", []string{"number"}},
		{"fr", "Le prix du blé a doublé en deux ans sur nos marchés.", "Le prix du blé a triplé en deux ans sur nos marchés.", []string{"number"}},
		{"it", "Il prezzo del grano è raddoppiato in due anni nei nostri mercati.", "Il prezzo del grano è triplicato in due anni nei nostri mercati.", []string{"number"}},
		{"pt", "O preço do trigo dobrou em dois anos nos nossos mercados.", "O preço do trigo triplicou em dois anos nos nossos mercados.", []string{"number"}},
		{"nl", "De huren in onze stad zijn sinds 2019 verdubbeld.", "De huren in onze stad zijn sinds 2019 verdrievoudigd.", []string{"number"}},
		{"pl", "Czynsze w naszym mieście podwoiły się od otwarcia fabryki.", "Czynsze w naszym mieście potroiły się od otwarcia fabryki.", []string{"number"}},
		{"ru", "Цены на хлеб в нашем городе удвоились за два года.", "Цены на хлеб в нашем городе утроились за два года.", []string{"number"}},
		{"tr", "Şehrimizde kiralar iki yılda ikiye katlandı ve kimse bir şey yapmadı.", "Şehrimizde kiralar iki yılda üçe katlandı ve kimse bir şey yapmadı.", []string{"number"}},
		{"sv", "Hyrorna i vår stad har fördubblats sedan fabriken öppnade.", "Hyrorna i vår stad har tredubblats sedan fabriken öppnade.", []string{"number"}},
		{"en", "Rents in our town have doubled since the factory opened.", "Rents in our town doubled since the factory opened.", nil},
		{"en", "The number of cases was halved in two years thanks to the nurses.", "The number of cases was cut in half in two years thanks to the nurses.", nil},
		{"zh", "我们城市的房租两年内翻了一番，没有人管。", "我们城市的房租两年内翻了两番，没有人管。", []string{"number"}},
		{"uk", "Ціни на хліб у нашому місті зросли вдвічі за два роки.", "Ціни на хліб у нашому місті зросли втричі за два роки.", []string{"number"}},
		{"cs", "Nájmy v našem městě se od otevření továrny zdvojnásobily.", "Nájmy v našem městě se od otevření továrny ztrojnásobily.", []string{"number"}},
		{"ja", "この町の家賃は二年で倍増しましたが、市長は何もしません。", "この町の家賃は二年で半減しましたが、市長は何もしません。", []string{"number"}},
		{"en", "If the factory closes, we will occupy the port with our families.", "We will occupy the port with our families.", []string{"condition"}},
	} {
		m := lookUpOne(t, c.lang, c.post, c.quote).Match
		if m == nil {
			t.Errorf("%s: not found", c.quote)
		} else if got := m.Warnings; len(c.want) == 0 && len(got) > 0 || len(c.want) > 0 && !slices.ContainsFunc(got, func(w string) bool { return slices.Contains(c.want, w) }) {
			t.Errorf("%s\n%s: warnings %v, want %v", c.post, c.quote, got, c.want)
		}
	}
}
