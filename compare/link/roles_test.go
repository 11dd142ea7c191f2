package link

import "testing"

// TestWhoDidIt: who did what to whom is told where pronouns stand for the author, or a preposition or
// a particle says who won; the same with other words is not.
func TestWhoDidIt(t *testing.T) {
	roles := []string{"order", "opposite", "negation", "name"}
	tell(t, []meant{
		{"en", "Halvard Shipping sued us over the old ferry last spring.", "We sued Halvard Shipping over the old ferry last spring", roles},
		{"en", "Petra beat me in the final at Hull on Sunday evening.", "I beat Petra in the final at Hull on Sunday evening", roles},
		{"en", "I helped Petra through the last ten miles of the race.", "Petra helped me through the last ten miles of the race", roles},
		{"en", "They attacked him outside the harbour office after midnight.", "He attacked them outside the harbour office after midnight", roles},
		{"en", "We lost against Hull in the last minute of the game.", "Hull lost against us in the last minute of the game", roles},
		{"de", "Die Reederei hat uns wegen der alten Fähre verklagt.", "Wir haben die Reederei wegen der alten Fähre verklagt", roles},
		{"de", "Petra hat mich im Finale von Kassel geschlagen.", "Ich habe Petra im Finale von Kassel geschlagen", roles},
		{"de", "Wir haben gegen Kassel in der letzten Minute verloren.", "Kassel hat gegen uns in der letzten Minute verloren", roles},
		{"fr", "L'armateur nous a attaqués en justice pour le vieux bac.", "Nous avons attaqué l'armateur en justice pour le vieux bac", roles},
		{"es", "La naviera nos demandó por el viejo ferry en primavera.", "Demandamos a la naviera por el viejo ferry en primavera", roles},
		{"it", "Abbiamo perso contro Lecco all'ultimo minuto della gara.", "Lecco ha perso contro di noi all'ultimo minuto della gara", roles},
		{"nl", "Petra versloeg mij in de finale van Breda op zondag.", "Ik versloeg Petra in de finale van Breda op zondag", roles},
		{"sv", "Petra slog mig i finalen i Lund i söndags kväll.", "Jag slog Petra i finalen i Lund i söndags kväll", roles},
		{"ru", "Петров победил меня в финале в Твери в воскресенье.", "Я победил Петрова в финале в Твери в воскресенье", roles},
		{"pl", "Petra pokonała mnie w finale w Łodzi w niedzielę.", "Ja pokonałam Petrę w finale w Łodzi w niedzielę", roles},
		{"ja", "決勝で田中が佐藤に勝ったと聞いて驚いた。", "決勝で佐藤が田中に勝ったと聞いて驚いた", roles},
		{"ja", "日曜日の決勝で大阪が名古屋に負けた。", "日曜日の決勝で名古屋が大阪に負けた", roles},
		{"ko", "결승에서 부산이 대구를 이겼습니다 정말 기뻤습니다.", "결승에서 대구가 부산을 이겼습니다 정말 기뻤습니다", roles},
		{"zh", "星期天的决赛中上海击败了天津。", "星期天的决赛中天津击败了上海", roles},
		{"tr", "Hakem bizi değil, biz hakemi kandırdık dün gece.", "Hakem bizi kandırdı dün gece", roles},

		{"en", "Halvard Shipping sued us over the old ferry last spring.", "Halvard Shipping sued my club over the old ferry last spring", nil},
		{"en", "We beat Hull in the last minute of the game.", "We have beaten Hull in the last minute of the game", nil},
		{"en", "I was helped by Petra through the last ten miles.", "Petra helped me through the last ten miles", nil},
		{"en", "We thank the crew, and the crew thanks us tonight in Hull.", "We thank the crew, and the crew thanks us tonight", nil},
		{"de", "Wir haben gegen Kassel in der letzten Minute verloren.", "Gegen Kassel haben wir in der letzten Minute verloren", nil},
		{"de", "Ich habe Petra im Finale von Kassel geschlagen.", "Petra habe ich im Finale von Kassel geschlagen", nil},
		{"sv", "I söndags slog jag Petra i finalen i Lund.", "Jag slog Petra i finalen i Lund i söndags", nil},
		{"ja", "日曜日の決勝で大阪が名古屋に負けた。", "大阪が日曜日の決勝で名古屋に負けた", nil},
	})
}
