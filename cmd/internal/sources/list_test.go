package sources

import (
	"strings"
	"testing"
)

// TestListsComeInManyForms: what people have as lists, and what is wrong with them.
func TestListsComeInManyForms(t *testing.T) {
	const opml = `<opml version="2.0"><body><outline text="Town" type="rss" xmlUrl="https://town.example/feed.xml" htmlUrl="https://town.example/"/>`
	for name, c := range map[string]struct{ in, want string }{
		"a table of an old Mac":         {"url,name\rhttps://a.example/f,A\rhttps://b.example/f,B\r", "line 2 https://a.example/f A|line 3 https://b.example/f B"},
		"other names of columns":        {"Feed URL,Title\nhttps://a.example/f,A\n", "line 2 https://a.example/f A"},
		"Excel's separator":             {"sep=;\nurl;name\nhttps://a.example/f;A\n", "line 3 https://a.example/f A"},
		"quotation marks that fail":     {"url,name\nhttps://a.example/f,\"The \"A\" paper\"\nhttps://b.example/f,\"open\nhttps://c.example/f,C\n", "line 2 https://a.example/f The \"A\" paper|line 3 https://b.example/f open|line 4 https://c.example/f C"},
		"comments":                      {"# mine\nhttps://a.example/f   # good\n<https://b.example/f>\n", "line 2 https://a.example/f |line 3 https://b.example/f "},
		"UTF-16":                        {"\xff\xfeh\x00t\x00t\x00p\x00s\x00:\x00/\x00/\x00a\x00.\x00e\x00x\x00/\x00", "line 1 https://a.ex/ "},
		"OPML that names pages":         {`<opml><body><outline text="A" type="link" url="https://a.example/f"/><outline text="B" htmlUrl="https://b.example/"/></body></opml>`, "line 1 https://a.example/f A|line 1 https://b.example/ B"},
		"OPML with HTML's entities":     {strings.Replace(opml, "Town", "Town &nbsp;&hellip; Hall", 1) + "</body></opml>", "line 1 https://town.example/feed.xml Town … Hall"},
		"OPML that breaks off":          {opml + `<outline text="Port" type=`, "line 1 https://town.example/feed.xml Town|line 1 !"},
		"OPML of another encoding":      {`<?xml version="1.0" encoding="ISO-8859-1"?>` + strings.Replace(opml, "Town", "Ma\xf1ana", 1) + "</body></opml>", "line 1 https://town.example/feed.xml Mañana"},
		"OPML that is no UTF-8":         {strings.Replace(opml, "Town", "Ma\xf1ana", 1) + "</body></opml>", "line 1 https://town.example/feed.xml Mañana"},
		"OPML with a control letter":    {strings.Replace(opml, "Town", "To\x0bwn", 1) + "</body></opml>", "line 1 https://town.example/feed.xml Town"},
		"OPML that lies of its letters": {`<?xml version="1.0" encoding="UTF-16"?>` + opml + "</body></opml>", "line 1 https://town.example/feed.xml Town"},
		"an app's subscriptions":        {`{"subscriptions":[{"url":"https://v.example/channel/1","name":"V"}]}`, "subscription 1 https://v.example/channel/1 V"},
		"OPML without addresses":        {"<opml><body/></opml>", "! it names no address"},
		"a table without rows":          {"url,name\n", "! it names no address"},
		"nothing":                       {"\n", "! the list is empty"},
	} {
		all, err := Read([]byte(c.in))
		var out []string
		for _, l := range all {
			if l.Err != nil {
				out = append(out, l.At+" !")
				continue
			}
			out = append(out, l.At+" "+l.URL+" "+l.Name)
		}
		got := strings.Join(out, "|")
		if err != nil {
			got = "! " + err.Error()
		}
		if got != c.want && !(strings.HasPrefix(c.want, "!") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
