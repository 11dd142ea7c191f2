package place

import (
	"slices"
	"testing"
)

// TestCities: the names that languages have for one city are of one city, also of a small one that
// the world knows, and those of two cities are of two.
func TestCities(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"venezia", "venise", true}, {"venezia", "venedig", true}, {"venezia", "венеция", true}, {"firenze", "florenz", true}, {"munchen", "monaco di baviera", true},
		{"munchen", "munich", true}, {"koln", "cologne", true}, {"lugano", "лугано", true}, {"bethlehem", "belen", true}, {"北 京", "beijing", true}, {"القاهره", "cairo", true},
		{"venezia", "verona", false}, {"munich", "milan", false}, {"казань", "самара", false}, {"札 幌", "仙 台", false},
	} {
		a, b := Cities(c.a), Cities(c.b)
		if len(a) == 0 || len(b) == 0 {
			t.Errorf("%s is %v, %s is %v: want cities", c.a, a, c.b, b)
		}
		if same := slices.ContainsFunc(a, func(n int) bool { return slices.Contains(b, n) }); same != c.same {
			t.Errorf("%s and %s: one city %v", c.a, c.b, same)
		}
	}
	for _, none := range []string{"", "a", "the", "zzzz", "\xff", "venezia\t1"} {
		if got := Cities(none); got != nil {
			t.Errorf("%q is %v, want none", none, got)
		}
	}
}

// TestInflected: a city is found by its name in other cases, and no city by any word.
func TestInflected(t *testing.T) {
	for _, c := range []struct{ form, name string }{{"казани", "казань"}, {"warszawie", "warszawa"}, {"венеции", "венеция"}, {"москвою", "москва"}} {
		if got, want := Inflected(c.form), Cities(c.name); !slices.ContainsFunc(got, func(n int) bool { return slices.Contains(want, n) }) {
			t.Errorf("%s is of %v, want one of %v", c.form, got, want)
		}
	}
	if got := Inflected("ab"); got != nil {
		t.Errorf("two letters are of %v", got)
	}
}
