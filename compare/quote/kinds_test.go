package quote

import (
	"strings"
	"testing"
)

// TestKinds: quotes are found whole in the ways in which articles write them, and what is
// between marks for another reason is none.
func TestKinds(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nickname":             {"Nora “the Hammer of Vale” Lind said the light stays lit.", ""},
		"title":                {"In her book “The Long Road to Vale” she says little of it.", ""},
		"scare quotes":         {"The “so-called” experts of the “free town” left.", ""},
		"straight single":      {"Nora Vale wrote: 'We will keep the light on all winter.' Then she left.", "We will keep the light on all winter."},
		"straight, apostrophe": {"Vale said: 'We don't close the harbour's gate this year.'", "We don't close the harbour's gate this year."},
		"small straight":       {"Vale said the town would 'keep the light on all winter' for the boats.", "keep the light on all winter"},
		"nineties":             {"“In the ’90s we had no light at all here,” said Vale.", "In the ’90s we had no light at all here,"},
		"nineties, single":     {"‘In the ’90s we had no light at all here,’ said Vale.", "In the ’90s we had no light at all here,"},
		"plural possessive":    {"The sailors' union and the owners' club met in the ministers' hall.", ""},
		"Spanish dash":         {"—No cerraremos el puerto este invierno —dijo Nora Vale—. Los pescadores lo necesitan.\n\nDespués se fue.", "No cerraremos el puerto este invierno … Los pescadores lo necesitan."},
		"Russian dash":         {"— Мы не закроем порт этой зимой, — сказала Нора Вейл. — Рыбаки ждут.", "Мы не закроем порт этой зимой … Рыбаки ждут."},
		"repeated marks":       {"\"We keep the light on all winter.\n\n\"We will not close the port,\" said Vale.", "We keep the light on all winter.\n\n\"We will not close the port,"},
		"transcript":           {"MAYOR VALE: We will not close the port this winter, whatever they say.\n\nQUESTION: And the ferry?\n\nMAYOR VALE: The ferry runs as before, every day.", "We will not close the port this winter, whatever they say.|The ferry runs as before, every day."},
		"no transcript":        {"NOTE: this article was changed on Monday after a reader wrote to us.\n\nUPDATE: The port is open again since noon today.", ""},
		"two of two people":    {"“We keep the light on,” said Vale, while Lind said “the light goes off in June”.", "We keep the light on,|the light goes off in June"},
		"Polish":               {"„Nie zamkniemy portu tej zimy” – powiedziała Nora Vale.", "Nie zamkniemy portu tej zimy"},
		"Hebrew":               {"ראש העיר כתבה: \"לא נסגור את הנמל בחורף הזה\" והלכה.", "לא נסגור את הנמל בחורף הזה"},
		"Chinese":              {"市长说：“我们今年冬天不会关闭港口。”然后离开了。", "我们今年冬天不会关闭港口。"},
		"calls himself":        {"Gus “the Heron” Vale, who calls himself “lord of the weir”, said: “Not a soul has come to see us.”", "Not a soul has come to see us."},
		"so called":            {"La llamada “marea azul de mayo” pasó. «No cerramos el molino viejo», escribió Vale.", "No cerramos el molino viejo"},
		"plural in single":     {"‘We keep the fishers’ huts this year,’ Vale wrote.", "We keep the fishers’ huts this year,"},
		"French aside":         {"« Le moulin, a expliqué Nora Vale, restera fermé tout l'hiver. »", "Le moulin … restera fermé tout l'hiver."},
		"Italian aside":        {"«Il mulino – ha spiegato – resterà chiuso tutto l'inverno», ha detto Vale.", "Il mulino … resterà chiuso tutto l'inverno"},
		"Swedish dash":         {"– Vi stänger inte kvarnen i vinter, säger Nora Vale.", "Vi stänger inte kvarnen i vinter"},
		"Finnish dash":         {"– Emme sulje myllyä talvella, Nora Vale sanoo.", "Emme sulje myllyä talvella"},
		"Japanese title":       {"いわゆる『白い計画』は終わった。村長は「水車を止めません」と書いた。", "水車を止めません"},
		"song":                 {"He sang “We Will Rock the Boat” and sat down.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, q := range quotesOf(c.text) {
				got = append(got, q.Text)
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
