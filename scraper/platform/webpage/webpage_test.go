package webpage

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"onrecord/scraper"
	"onrecord/scraper/kit/moment"
	"onrecord/store"
)

const story = `<!doctype html><html lang="es-CO"><head><title>Título | El Ejemplar</title>
<link rel="canonical" href="/nota?id=7&utm_source=x"><meta property="og:site_name" content="El Ejemplar">
<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"otro"},{"@type":["NewsArticle"],"headline":"Título","datePublished":"2025-11-12T00:31:00-05:00","dateModified":"2025-11-12T06:00:00Z","author":[{"@type":"Person","name":"Ana Muestra"}]}]}</script></head>
<body><nav>Inicio Deportes</nav><article><h1>Título</h1>
<p>El mandatario habló anoche desde el puerto y dejó una frase que la ciudad de esta ficción repite desde entonces en cada esquina y en cada muelle.</p>
<blockquote><p>No habrá impuestos nuevos para las lanchas pequeñas del golfo, ni este año ni el que viene.</p></blockquote>
<h2>Reacciones</h2>
<p>Los gremios recibieron la noticia con cautela, porque otras promesas parecidas se quedaron en el papel y nadie en el puerto inventado lo ha olvidado.</p>
<blockquote class="twitter-tweet"><p lang="es">Mañana firmaremos doce acuerdos.</p>&mdash; Cuenta (@muestra) <a href="https://twitter.com/muestra/status/1988532215608250514?ref_src=twsrc">November 12, 2025</a></blockquote>
</article></body></html>`

func parsed(t *testing.T, p scraper.Page) store.Observation {
	t.Helper()
	got, err := New().Parse(p)
	if err != nil || len(got.Observations) != 1 {
		t.Fatalf("got %+v, %v", got, err)
	}
	return got.Observations[0]
}

func TestArticle(t *testing.T) {
	o := parsed(t, pageOf(t, "https://www.ejemplar.example/nota?id=7&fbclid=z#top", story))
	c := o.Content
	for what, pair := range map[string][2]string{
		"document":  {string(o.Document), "web:https://www.ejemplar.example/nota?id=7"},
		"publisher": {o.Publisher, "El Ejemplar"}, "title": {c.Title, "Título"}, "byline": {c.Byline, "Ana Muestra"}, "lang": {c.Lang, "es-co"},
		"published": {c.PublishedAt.String(), "2025-11-12T05:31:00Z"}, "modified": {c.ModifiedAt.String(), "2025-11-12T06:00:00Z"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
		}
	}
	if strings.Contains(c.Text, "Deportes") {
		t.Error("the navigation is in the text")
	}
	r := []rune(c.Text)
	kinds := map[store.MarkKind]string{}
	for _, m := range c.Marks {
		kinds[m.Kind] = string(r[m.From:m.To]) + "|" + m.URL
	}
	if got := kinds[store.MarkBlockQuote]; !strings.HasPrefix(got, "No habrá impuestos nuevos") || !strings.HasSuffix(got, "el que viene.|") {
		t.Errorf("the block quote is %q", got)
	}
	if got := kinds[store.MarkEmbed]; !strings.HasPrefix(got, "Mañana firmaremos doce acuerdos.") || !strings.Contains(got, "/status/1988532215608250514") {
		t.Errorf("the embed is %q", got)
	}
	if got := kinds[store.MarkHeading]; got != "Reacciones|" {
		t.Errorf("the heading is %q", got)
	}
}

// TestCanonicalElsewhere: a page cannot take another site's identity.
func TestCanonicalElsewhere(t *testing.T) {
	o := parsed(t, pageOf(t, "https://evil.example/a", strings.Replace(story, `href="/nota`, `href="https://victim.example/nota`, 1)))
	if o.Document != "web:https://evil.example/a" {
		t.Errorf("the page calls itself %s", o.Document)
	}
}

func TestCanonicalForms(t *testing.T) {
	for raw, want := range map[string]string{
		"HTTPS://Example.ORG:443/a/?utm_medium=m&b=2&a=1&gclid=x#f": "https://example.org/a/?b=2&a=1",
		"http://example.org":        "http://example.org/",
		"https://ejemplo.example/ñ": "https://ejemplo.example/%C3%B1",
		"https://münchen.example/":  "https://xn--mnchen-3ya.example/",
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := canonical(u).String(); got != want {
			t.Errorf("%s becomes %s, want %s", raw, got, want)
		}
	}
	a, _ := url.Parse("http://example.org/a")
	b, _ := url.Parse("https://example.org/a")
	if documentID(a) != documentID(b) {
		t.Error("http and https are two documents")
	}
}

func TestStatus(t *testing.T) {
	p := pageOf(t, "https://example.org/a", "<html><body>not here</body></html>")
	p.Status = http.StatusGone
	if o := parsed(t, p); o.Gone == nil || o.Gone.How != store.Deleted || o.Gone.Certain {
		t.Errorf("410 gives %+v", o)
	}
	for status, blocked := range map[int]bool{403: true, 429: true, 451: true, 500: false, 503: false} {
		p.Status = status
		got, err := New().Parse(p)
		if len(got.Observations) != 0 || (got.Blocked != "") != blocked || (err != nil) == blocked {
			t.Errorf("%d gives %+v, %v", status, got, err)
		}
	}
}

// TestFault49Walls: a wall with status 200 is no version; the same words in an
// article are no wall.
func TestFault49Walls(t *testing.T) {
	p := pageOf(t, "https://example.org/a", `<html><body><form id="challenge-form"></form>Checking your browser</body></html>`)
	if got, err := New().Parse(p); err != nil || got.Blocked == "" {
		t.Errorf("a challenge gives %+v, %v", got, err)
	}
	p = pageOf(t, "https://example.org/a", strings.Replace(story, "Los gremios", "Checking your browser, please log in, access denied. Los gremios", 1))
	if got, err := New().Parse(p); err != nil || got.Blocked != "" {
		t.Errorf("an article is taken for a wall: %+v, %v", got.Blocked, err)
	}
}

func TestNoArticle(t *testing.T) {
	for name, p := range map[string]scraper.Page{
		"empty": pageOf(t, "https://example.org/a", ""),
		"pdf": func() scraper.Page {
			p := pageOf(t, "https://example.org/a", "%PDF-1.7")
			p.Header = http.Header{"Content-Type": {"application/pdf"}}
			return p
		}(),
		"deep": pageOf(t, "https://example.org/a", strings.Repeat("<div>", 100_000)),
	} {
		if got, err := New().Parse(p); err == nil && len(got.Observations) > 0 && got.Observations[0].Content.Text != "" {
			t.Errorf("%s gives %+v", name, got.Observations[0].Content)
		}
	}
}

// TestFault35Charset: the declared charset is used, and said.
func TestFault35Charset(t *testing.T) {
	body := strings.Replace(story, `lang="es-CO"><head>`, `lang="es"><head><meta charset="iso-8859-1">`, 1)
	latin := make([]byte, 0, len(body))
	for _, r := range strings.ReplaceAll(body, "—", "-") {
		latin = append(latin, byte(r))
	}
	o := parsed(t, pageOf(t, "https://example.org/a", string(latin)))
	if !strings.Contains(o.Content.Text, "frase que la ciudad de esta ficción") {
		t.Errorf("the text is %q", o.Content.Text)
	}
	if len(o.Content.Flags) == 0 || o.Content.Flags[0] != "charset:windows-1252" {
		t.Errorf("flags %v", o.Content.Flags)
	}
}

// TestFault35CharsetMissingOrWrong: the bytes decide, and what was declared and chosen
// is said.
func TestFault35CharsetMissingOrWrong(t *testing.T) {
	words := "Капитан вымышленной гавани говорил о паромах, о долгой зиме и о том, что город ждёт от нового года. "
	page := `<!doctype html><html lang="ru"><head>%s<title>Гавань</title></head><body><article><h1>Гавань</h1><p>` + strings.Repeat(words, 4) + `</p><p>` + strings.Repeat(words, 3) + `</p></article></body></html>`
	cyrillic, err := charmap.Windows1251.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ body, meta, kind, want string }{
		"none":                     {cyrillic, "", "text/html", "charset:windows-1251 declared:none"},
		"declared rightly":         {cyrillic, `<meta charset="windows-1251">`, "text/html", "charset:windows-1251"},
		"by the header":            {cyrillic, "", "text/html; charset=cp1251", "charset:windows-1251"},
		"said to be UTF-8":         {cyrillic, `<meta charset="utf-8">`, "text/html", "charset:windows-1251 declared:utf-8"},
		"UTF-8 said to be another": {page, `<meta charset="iso-8859-1">`, "text/html", "charset:utf-8 declared:windows-1252"},
		"UTF-8 undeclared":         {page, "", "text/html", ""},
	} {
		p := pageOf(t, "https://example.org/a", strings.Replace(c.body, "%s", c.meta, 1))
		p.Header.Set("Content-Type", c.kind)
		o := parsed(t, p)
		if !strings.Contains(o.Content.Text, "Капитан вымышленной гавани") || strings.Join(o.Content.Flags, ",") != c.want {
			t.Errorf("%s: flags %q, text %.60q", name, o.Content.Flags, o.Content.Text)
		}
	}
}

// TestFault49ALoginInAPagesPlace: led to a form that asks for a password, it is no
// version; nor is a page of a platform that shows itself only to its users.
func TestFault49ALoginInAPagesPlace(t *testing.T) {
	form := strings.Replace(story, "</article>", `</article><form action="/login"><input type="Password" name="p"></form>`, 1)
	p := pageOf(t, "https://example.org/nota", form)
	if got, err := New().Parse(p); err != nil || got.Blocked != "" {
		t.Errorf("a form on the page itself: %q %v", got.Blocked, err)
	}
	p.URL = p.URL.JoinPath("/login")
	if got, err := New().Parse(p); err != nil || got.Blocked == "" || len(got.Observations) > 0 {
		t.Errorf("a login in its place gives %+v, %v", got, err)
	}
	for _, host := range []string{"www.facebook.com", "m.facebook.com", "instagram.com", "www.tiktok.com", "vk.com", "consent.example.org"} {
		p := pageOf(t, "https://"+host+"/somebody", story)
		if got, err := New().Parse(p); err != nil || got.Blocked == "" {
			t.Errorf("%s gives %+v, %v", host, got, err)
		}
		if _, err := New().Recognise(p.URL); (err == nil) != strings.HasPrefix(host, "consent.") {
			t.Errorf("%s is recognised: %v", host, err)
		}
	}
	for _, open := range []string{"https://about.facebook.com/news", "https://notfacebook.com/", "https://netvk.com/"} {
		if _, err := New().Recognise(pageOf(t, open, "").URL); err != nil {
			t.Errorf("%s: %v", open, err)
		}
	}
}

// TestFault36Times: times that cannot be are kept as claimed and flagged.
func TestFault36Times(t *testing.T) {
	for raw, want := range map[string]string{
		"0000-01-01T00:00:00Z": "implausible-time", "-5000-01-01": "unreadable-time", "tomorrow at noon 12": "unreadable-time",
		"2025-11-12T10:00:00": "no-zone", "2025-11-12T10:00:00Z": "", "05/10/2022": "unreadable-time",
	} {
		m, flag := moment.Parse(raw)
		if flag != want || m.Raw != raw {
			t.Errorf("%s: flag %q, raw %q; want %q", raw, flag, m.Raw, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(story)
	f.Add(`<blockquote class="twitter-tweet"><a href="//x.com/a/status/1">`)
	f.Fuzz(func(t *testing.T, body string) {
		p, _ := New().Parse(pageOf(t, "https://example.org/a", body))
		for _, o := range p.Observations {
			n := len([]rune(o.Content.Text))
			for _, m := range o.Content.Marks {
				if m.From < 0 || m.From > m.To || m.To > n {
					t.Errorf("mark %+v in %d", m, n)
				}
			}
		}
	})
}

func FuzzCanonical(f *testing.F) {
	f.Add("https://example.org/a?utm_source=b&c=d#e")
	f.Add("http://000000a..#00")
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := url.Parse(raw)
		if err != nil || !New().Match(u) {
			return
		}
		once := canonical(u)
		if again := canonical(once); again.String() != once.String() {
			t.Errorf("%s then %s", once, again)
		}
	})
}
