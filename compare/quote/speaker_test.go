package quote

import (
	"testing"

	"onrecord/store"
)

func TestSaidBy(t *testing.T) {
	for _, c := range []struct {
		said, name, handle string
		want               Agreement
	}{
		{"Donald Trump", "Donald J. Trump", "realDonaldTrump", Agrees},
		{"Trump", "Donald J. Trump", "realDonaldTrump", Agrees},
		{"President Trump", "Donald J. Trump", "", Agrees},
		{"Donald Trump", "Donald Tusk", "donaldtusk", Differs},
		{"Donald Trump", "", "donaldtusk", Unknown},
		{"Gustavo Petro", "", "petrogustavo", Agrees},
		{"Путин", "Vladimir Putin", "", Agrees},
		{"Владимир Путин", "Joe Biden", "", Unknown},
		{"プーチン", "Vladimir Putin", "", Agrees},
		{"بوتين", "Vladimir Putin", "", Agrees},
		{"بوتين", "Joe Biden", "", Unknown},
		{"普京", "Vladimir Putin", "", Agrees},
		{"Зеленський", "Volodymyr Zelenskyy", "", Agrees},
		{"президент Зеленський", "Volodymyr Zelenskyy", "", Agrees},
		{"Olaf Scholz", "Шольц", "", Agrees},
		{"マクロン", "Emmanuel Macron", "", Agrees},
		{"マクロン大統領", "Emmanuel Macron", "", Agrees},
		{"Angela Merkel", "Emmanuel Macron", "", Differs},
		{"Merkel", "AngelaMerkel", "am_1", Agrees},
		{"Angela Merkel", "AngelaMerkel", "am_1", Agrees},
		{"Harbour", "TheHarbour", "h_news", Agrees},
		{"Macron", "AngelaMerkel", "am_1", Differs},
		{"Donald", "McDonald", "mcd_1", Differs},
		{"McDonald", "McDonald", "mcd_1", Agrees},
		{"Oleksandr Kuzmenko", "Олександр Кузьменко", "", Agrees},
		{"Oleksandr Kusmenko", "Oleksandr Kuzmenko", "", Agrees},
		{"Сергей Кузьменко", "Сергій Кузьменко", "", Agrees},
		{"Anna Pedersen", "Anna Petersen", "", Agrees},
		{"Pedersen", "Anna Petersen", "", Unknown},
		{"Jurij Schtscherbakow", "Yuri Shcherbakov", "", Agrees},
		{"阿纳斯塔西娅·科瓦尔丘克", "Anastasia Kovalchuk", "", Agrees},
		{"阿纳斯塔西娅·科瓦尔丘克", "Marta Kowalska", "", Unknown},
		{"Zhuge Mingde", "诸葛明德", "", Agrees},
		{"Mingde Zhuge", "诸葛明德", "", Agrees},
		{"Чжугэ Миндэ", "诸葛明德", "", Agrees},
		{"Ouyang Lihua", "诸葛明德", "", Unknown},
		{"Hasegawa", "長谷川翔太", "hasegawa_shota", Agrees},
		{"Shota Yamamoto", "長谷川翔太", "hasegawa_shota", Unknown},
		{"Somchai Rattanaporn", "สมชาย รัตนพร", "", Agrees},
		{"สมชาย", "สมชาย รัตนพร", "", Agrees},
		{"วิชัย", "สมชาย รัตนพร", "", Differs},
		{"سهراب منوجهريان", "سهراب منوچهریان", "", Agrees},
	} {
		if got := (Speaker{Name: c.said}).SaidBy(store.Author{Name: c.name, Handle: c.handle}, nil); got != c.want {
			t.Errorf("%q, %q @%s: %v, want %v", c.said, c.name, c.handle, got, c.want)
		}
	}
}
