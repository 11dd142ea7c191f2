package feed

import (
	"strconv"
	"strings"
	"testing"
)

// TestBrokenFeeds: what feed readers read is read, and what is left out is said.
func TestBrokenFeeds(t *testing.T) {
	const head, tail = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Village</title>`, `</channel></rss>`
	item := func(path, title string) string {
		return "<item><title>" + title + "</title><link>https://village.example/" + path + "</link></item>"
	}
	odd := func(second string) string { return head + item("a", "A") + second + item("c", "C") + tail }
	for name, c := range map[string]struct{ body, want, lost string }{
		"a byte that is no UTF-8":     {odd(item("b", "caf\xe9")), "a b c", ""},
		"control characters":          {odd(item("b", "x\x00\x0b\x1f")), "a b c", ""},
		"half a surrogate":            {odd(item("b", "&#xD83D; &#0;")), "a b c", ""},
		"an end of CDATA":             {odd(`<item><description><![CDATA[x ]]> y ]]></description><link>https://village.example/b</link></item>`), "a b c", ""},
		"elements left open":          {odd(`<item><title>x<br></title><description><p>y<link>https://village.example/b</link></item>`), "a b c", ""},
		"an entry left open":          {odd(`<item><title>x</title><link>https://village.example/b</link>`), "a b c", ""},
		"a bare ampersand":            {odd(item("b?x=1&y=2", "R&D &foo; 1 < 2")), "a b?x=1&y=2 c", ""},
		"an attribute of two quotes":  {odd(`<item><title x="a"b">x</title><link>https://village.example/b</link></item>`), "a b c", ""},
		"an empty link beside a guid": {odd(`<item><link/><guid>https://village.example/b</guid></item>`), "a b c", ""},
		"an Atom link":                {odd(`<item><atom:link href="https://village.example/b"/></item>`), "a b c", ""},
		"a guid that is no address":   {odd(`<item><title>x</title><guid isPermaLink="false">https://village.example/b</guid></item>`), "a c", "1 of 3 entries"},
		"an entry without address":    {odd(`<item><description>words</description></item>`), "a c", "1 of 3 entries"},
		"a stray percent":             {odd(item("100%-b", "x")), "a 100%25-b c", ""},
		"breaks within a link":        {odd(item("b\n  c", "x")), "a b%20%20c c", ""},
		"a message of the program":    {"<b>Notice</b>: bad index in <b>/srv/feed.php</b><br />\n" + odd(item("b", "B")), "a b c", ""},
		"words behind the end":        {odd(item("b", "B")) + "<script>x()</script>", "a b c", ""},
		"capitals":                    {strings.ToUpper(`<rss><channel>`) + `<ITEM><LINK>https://village.example/a</LINK></ITEM></CHANNEL></RSS>`, "a", ""},
		"UTF-16 with its mark":        {wide(odd(item("b", "B")), true), "a b c", ""},
		"UTF-16 without its mark":     {wide(odd(item("b", "B")), false), "a b c", ""},
		"UTF-8 that says UTF-16":      {strings.Replace(odd(item("b", "B")), "UTF-8", "utf-16", 1), "a b c", ""},
		"links of the site's":         {`<rss><channel><link>https://village.example/news/</link><item><link>b</link></item><item><link>/c</link></item></channel></rss>`, "news/b c", ""},
		"a base":                      {`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://village.example/x/"><entry><link rel="replies" href="/no"/><link href="a"/><source><id>https://village.example/no</id></source></entry></feed>`, "x/a", ""},
		"only related links":          {`<feed><entry><id>urn:1</id><link rel="related" href="https://village.example/no"/></entry><entry><id>https://village.example/b</id></entry></feed>`, "b", "1 of 2"},
		"a picture's address":         {`<urlset><url><loc>https://village.example/a</loc><image:image><image:loc>https://village.example/a.jpg</image:loc></image:image></url></urlset>`, "a", ""},
		"a sitemap of lines":          {"https://village.example/a\r\nhttps://village.example/b\r\n", "a b", ""},
		"a JSON entry of other types": {`{"version":"x","items":[{"id":7,"url":"https://village.example/a"},{"id":"https://village.example/b","url":5},{"id":"x"}]}`, "a b", "1 of 3"},
	} {
		p, err := New().Parse(answer(t, c.body))
		if got := strings.ReplaceAll(urls(p), "https://village.example/", ""); got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
		if (err == nil) != (c.lost == "") || err != nil && !strings.Contains(err.Error(), c.lost) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// wide is a text of Latin letters in UTF-16, the low byte first.
func wide(s string, mark bool) string {
	var b strings.Builder
	if mark {
		b.WriteString("\xff\xfe")
	}
	for i := range len(s) {
		b.WriteByte(s[i])
		b.WriteByte(0)
	}
	return b.String()
}

// TestBrokenPlatformFeeds: feeds that are read with all that their entries say.
func TestBrokenPlatformFeeds(t *testing.T) {
	for name, entry := range map[string]string{
		"control": "x\x08y", "reference": "x&#xD800;&#1;y", "byte": "x\xffy", "ampersand": "x & y &foo; z", "open": "x<br>y", "CDATA": "x ]]> y",
	} {
		f, err := Parse([]byte(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>` + entry + `</title></entry><entry><id>2</id></entry></feed>`))
		if err != nil || len(f.Items) != 2 || !strings.HasPrefix(f.Items[0].Title, "x") {
			t.Errorf("%s: %v %v", name, f, err)
		}
	}
}

// TestFault79FeedsThatEatMemory: however many entries, no more are kept than have an
// address.
func TestFault79FeedsThatEatMemory(t *testing.T) {
	body := `<rss><channel>` + strings.Repeat("<item/>", 990_000) + `<item><link>/a</link></item></channel></rss>`
	per := testing.AllocsPerRun(1, func() {
		p, err := New().Parse(answer(t, body))
		if err == nil || len(p.Next) != 1 {
			t.Errorf("%d entries, %v", len(p.Next), err)
		}
	})
	t.Logf("%.0f allocations", per)
}

// TestManyEntriesComeNewestFirst, by their times and not as they are written.
func TestManyEntriesComeNewestFirst(t *testing.T) {
	item := func(path, at string) string {
		return "<item><link>https://village.example/" + path + "</link><pubDate>" + at + "</pubDate></item>"
	}
	body := `<rss><channel>` + item("old", "Mon, 02 Jan 2023 08:00:00 EST") + item("older", "Mon, 2 Jan 2023 12:00:00 CET") + item("newest", "Mon, 02 Jan 2023 14:00:00 GMT")
	for n := range manyEntries {
		body += item(strconv.Itoa(n), "Sun, 01 Jan 2023 08:00:00 GMT")
	}
	p, err := New().Parse(answer(t, body+`</channel></rss>`))
	if err != nil || len(p.Next) != manyEntries+3 || !strings.HasPrefix(urls(p), "https://village.example/newest https://village.example/old https://village.example/older https://village.example/0 ") {
		t.Errorf("%.300s %v", urls(p), err)
	}
}
