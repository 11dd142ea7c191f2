package webpage

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// TestFindDate: whole dates of many languages are found, and what may be two days is
// none.
func TestFindDate(t *testing.T) {
	for _, c := range []struct{ text, lang, want string }{
		{"Posted on April 21, 2015, at 11:29 a.m.", "en", "2015-04-21"},
		{"By A. Writer 8 January 2020, 3:51 pm", "en-us", "2020-01-08"},
		{"Sept. 3rd, 2021", "en", "2021-09-03"},
		{"1er juil. 2019", "fr", "2019-07-01"},
		{"jui. 2019 3 jui. 2019", "fr", ""},
		{"Publié le 07 mai 2019 à 13h59", "fr", "2019-05-07"},
		{"Montag, 3. März 2014", "de", "2014-03-03"},
		{"Hintergrund19.07.2022Lesedauer", "de", "2022-07-19"},
		{"27 de abril de 2022", "es", "2022-04-27"},
		{"7 мая 2019 г.", "ru", "2019-05-07"},
		{"5 listopada 2020", "pl", "2020-11-05"},
		{"5. listopada 2020.", "hr", "2020-10-05"},
		{"5 listopada 2020", "", ""},
		{"2019. május 7.", "hu", "2019-05-07"},
		{"2019年2月11日", "ja", "2019-02-11"},
		{"7 مايو 2019", "ar", "2019-05-07"},
		{"2019-05-07T10:11:12Z", "", "2019-05-07"},
		{"2023 /11/ 7", "zh", "2023-11-07"},
		{"05/10/2022", "", ""},
		{"05/10/2022", "en", ""},
		{"05/10/2022", "en-us", "2022-05-10"},
		{"05/10/2022", "pt-br", "2022-10-05"},
		{"25/10/2022", "", "2022-10-25"},
		{"3/09/15 8:00am", "en", ""},
		{"31 February 2020", "en", ""},
		{"version 10.2.2019.4", "en", ""},
		{"call 20190507", "en", ""},
		{"May 2019", "en", ""},
		{"the 7 dwarfs 2019", "en", ""},
	} {
		got := ""
		if d, ok := findDate(c.text, c.lang); ok {
			got = d.day.Format(time.DateOnly)
			if !strings.Contains(c.text, d.raw) {
				t.Errorf("%q is written %q", c.text, d.raw)
			}
		}
		if got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

// TestVisibleDate: the article's own date is found where nothing in the head gives
// one, and no other of the page's.
func TestVisibleDate(t *testing.T) {
	const long = "<p>The council said on May 1, 2018 that the harbour would stay open for all the ships of the northern fleet, and the fishermen who had waited in the town hall since the morning went home.</p>"
	for _, c := range []struct{ name, address, body, want string }{
		{"address", "/2020/03/04/story.html", `<h1>Harbour</h1>` + long, "2020-03-04"},
		{"byline", "/s", `<h1>Harbour</h1><div class="byline">By A. Writer | March 4, 2020</div>` + long, "2020-03-04"},
		{"plain line", "/s", `<h1>Harbour</h1><p>March 4, 2020</p>` + long, "2020-03-04"},
		{"across elements", "/s", `<h1>Harbour</h1><div><span>4</span> <b>March</b> <i>2020</i></div>` + long, "2020-03-04"},
		{"kicker", "/s", `<article><small>4 March 2020</small><h1>Harbour</h1>` + long + `</article>`, "2020-03-04"},
		{"published before updated", "/s", `<h1>Harbour</h1><p>Updated March 9, 2020</p><p class="date">March 4, 2020</p>` + long, "2020-03-04"},
		{"only updated", "/s", `<h1>Harbour</h1><p>Updated March 9, 2020</p>` + long, "2020-03-09"},
		{"masthead", "/s", `<div>Wednesday, March 11, 2020</div><ul><li>News</li><li>Sport</li><li>Sea</li><li>Sky</li></ul><h1>Harbour</h1>` + long, ""},
		{"picture", "/s", `<h1>Harbour</h1><figure><img src="/2019/01/02/a.jpg"><figcaption>File photo, January 2, 2019</figcaption></figure>` + long, ""},
		{"comments", "/s", `<h1>Harbour</h1>` + long + `<div class="comments"><p class="date">March 9, 2020</p></div>`, ""},
		{"other articles", "/s", `<h1>Harbour</h1>` + long + `<aside><p class="date">March 9, 2020</p></aside>`, ""},
		{"in the text only", "/s", `<h1>Harbour</h1>` + long, ""},
		{"data", "/s", `<h1>Harbour</h1>` + long + `<script>x={"publishedAt":"2020-03-04T05:06:07Z"}</script>`, "2020-03-04"},
		{"data of several", "/s", `<h1>Harbour</h1>` + long + `<script>x=[{"publishedAt":"2020-03-04T05:06:07Z"},{"publishedAt":"2020-03-09T05:06:07Z"}]</script>`, ""},
		{"nothing", "/s", "", ""},
	} {
		doc, err := html.Parse(strings.NewReader(`<html lang="en"><body>` + c.body + `</body></html>`))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if m := visibleDate(doc, &url.URL{Scheme: "https", Host: "news.example", Path: c.address}, "Harbour", "en"); !m.IsZero() {
			got = m.Time.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// FuzzFindDate: no text makes a date that it does not hold.
func FuzzFindDate(f *testing.F) {
	f.Add("Posted on April 21, 2015", "en")
	f.Add("2019年2月11日", "ja")
	f.Fuzz(func(t *testing.T, text, lang string) {
		if d, ok := findDate(text, lang); ok && (!strings.Contains(text, d.raw) || d.day.Year() < 1990 || d.day.Year() > 2099) {
			t.Errorf("%q gives %v, %q", text, d.day, d.raw)
		}
	})
}
