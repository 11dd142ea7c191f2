package main

import (
	"path/filepath"
	"strings"
	"time"

	"onrecord/cmd/internal/demo"
)

const referencePosts = `{"id":"1988500000000000001","platform":"x","author_handle":"sam","author_name":"Sam Sample","lang":"en","posted_at":"2025-11-12T06:52:06Z","post_url":"https://x.com/sam/status/1988500000000000001","text":"We will close the southern tunnel next year while I am in office.","versions":[{"text":"We will never close the southern tunnel while I am in office.","seen_at":"2025-11-12T09:01:00Z"},{"text":"We will close the southern tunnel next year while I am in office.","seen_at":"2025-11-13T10:00:00Z"}]}
{"id":"1988500000000000002","platform":"x","author_handle":"sam","author_name":"Sam Sample","lang":"en","posted_at":"2025-11-12","text":"A second post about the harbour and its <b>gulls</b> & boats.","gone_at":"2025-11-14T10:00:00Z","gone_how":"deleted"}
{"id":"3m5h2sxkq5c2a","platform":"bluesky","post_url":"https://bsky.app/profile/did:plc:ic6zqvuw5ulmfpjiwnhsr2ns/post/3m5h2sxkq5c2a","author_handle":"ana.example.org","author_name":"Ana Muster","lang":"de","posted_at":"2025-11-12T10:00:00Z","text":"Wir werden die Brücke über den Fluss nicht vor dem Winter schließen, das verspreche ich allen."}
not a line of JSON
{"id":"1988500000000000004","platform":"x","author_handle":"sam","author_name":"Sam Sample","lang":"ar","posted_at":"2025-11-12T11:00:00Z","text":"لن نغلق الميناء قبل نهاية العام المقبل مهما حدث"}
`

const referenceArticles = `{"url":"https://courier.example/tunnel","title":"The tunnel stays","publisher":"The Sample Courier","published_at":"2025-11-12T11:00:00Z","lang":"en","text":"“We will never close the southern tunnel while I am in office,” Sam Sample wrote on Wednesday. Critics said that “nobody has ever believed a word of this promise”."}
{"url":"https://zeitung.example/bruecke","title":"Die Brücke","publisher":"Muster-Zeitung","published_at":"2025-11-13","lang":"de","html":"<html lang=de><head><title>Die Brücke</title></head><body><article><h1>Die Brücke</h1><p>Ana Muster schrieb: „Wir werden die Brücke über den Fluss vor dem Winter schließen, das verspreche ich allen.“ Die Stadt wartet seit langem auf ein Wort dazu, wie viele hier sagen.</p></article></body></html>"}
{"title":"no address"}
`

// referenceQuestions are quotes of each kind of answer.
const referenceQuestions = `{"id":1,"quote":"La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño"}
{"id":"two","quote":"La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo colombiano","speaker":"Gustavo Petro"}
{"id":3,"quote":"Se da orden a todos los niveles de la inteligencia […] suspender envío de comunicaciones","before":"2025-12-01"}
{"id":4,"quote":"La lucha contra la corrupción empieza mañana en todos los ministerios","lang":"es"}
{"id":5,"quote":"The fight against drugs must be subordinated to the human rights of the Caribbean people","lang":"en"}
{"id":6,"quote":"the harbour"}
{"id":7,"quote":""}
nonsense
`

// fetchingOne fetches from this machine, one look after another.
var fetchingOne = []string{"--allow-private", "--delay", "0s", "--parallel", "1", "--no-translate"}

// tell makes the archive and keeps what each command says.
func (r *reference) tell() {
	r.own["/own/statement.html"] = statement("The ferries stay, with 12 crossings a day.")
	r.own["/own/broken.html"] = "broken"
	r.said("version")
	r.said("init", "--contact", "desk@example.org")
	r.watchSources()
	r.fetch("run")
	r.said("notify", "add", "atom", filepath.Join(r.dir, "changes.atom"))
	r.said("notify", "add", "webhook", r.base+"/own/hook", "--name", "desk", "--events", "edited,gone")
	r.said("notify", "list")
	r.passes()
	r.imports()
	r.people()
	r.questions()
	r.copies()
	r.faults()
}

func (r *reference) fetch(args ...string) { r.said(append(args, fetchingOne...)...) }

func (r *reference) watchSources() {
	fetch := fetchingOne[:5] // adding translates nothing
	for _, u := range append(r.web.SamplePosts(), r.base+"/news/feed.xml") {
		r.said(append([]string{"source", "add", u}, fetch...)...)
	}
	r.said(append([]string{"source", "add", r.base + "/own/statement.html", "--kind", "page", "--speaker", "Ministry of Test", "--every", "6h"}, fetch...)...)
	r.said(append([]string{"source", "add", r.base + "/own/broken.html", "--kind", "page", "--unseen"}, fetch...)...)
	r.said("source", "import", r.file("list.opml", `<opml version="2.0"><body><outline text="Late news" xmlUrl="https://late.example/feed.xml"/></body></opml>`))
	r.said("source", "list")
	r.said("source", "remove", "https://late.example/feed.xml")
	r.fetch("capture", demo.FoundingURL, r.base+"/own/broken.html")
}

// passes look again after days: an edit, a deletion confirmed, a page that came back.
func (r *reference) passes() {
	r.web.Advance()
	day := func() { r.clock = r.clock.Add(72 * time.Hour) }
	day()
	r.own["/own/statement.html"] = statement("The ferries stay, with 21 crossings a day.")
	r.fetch("run")
	day()
	delete(r.own, "/own/statement.html")
	r.fetch("run")
	day()
	r.fetch("run")
	day()
	r.own["/own/statement.html"] = statement("The ferries stay, with 21 crossings a day.")
	r.fetch("run")
	r.fetch("watch", "--passes", "1")
}

func (r *reference) imports() {
	r.said("import", "posts", r.file("posts.jsonl", referencePosts), "--no-translate", "--allow-private")
	r.said("import", "articles", r.file("articles.jsonl", referenceArticles), "--no-translate", "--allow-private")
	r.said("import", "posts", r.file("again.jsonl", referencePosts), "--no-translate", "--allow-private")
	r.said("link", "--all", "--no-translate")
	r.said("links")
}

func (r *reference) people() {
	r.said("author", "add", "Sam Sample", "--account", "x:@sam", "--alias", "S. Sample")
	r.said("author", "list")
	r.said("annotate", "x:1988500000000000001", "Seen <twice>.", "--by", "Desk")
	r.said("author", "add", "Gone Again", "--account", "x:@again")
	r.said("author", "remove", "Gone Again")
}

func (r *reference) questions() {
	for _, doc := range []string{
		demo.FoundingURL, r.web.SamplePosts()[0], r.web.SamplePosts()[1], "x:1988500000000000001", "x:1988500000000000002",
		r.base + "/news/gaceta.html", r.base + "/own/statement.html", "https://zeitung.example/bruecke", "x:404",
	} {
		r.said("show", doc)
		r.said("diff", doc)
	}
	r.said("diff", "x:1988500000000000001", "1", "2")
	r.saidOf("archive", referenceQuestions, "lookup", "--file", "-", "--no-translate")
	for _, line := range strings.Split(demo.Quotes[0]+"\n"+demo.Quotes[1]+"\n"+demo.Quotes[3], "\n") {
		r.said("lookup", line, "--no-translate", "--limit", "2")
	}
	r.said("doctor")
	r.said("head")
	r.said("anchor", "list")
	r.said("verify")
}

// copies take the archive elsewhere and read it there.
func (r *reference) copies() {
	at := func(name string) string { return filepath.Join(r.dir, name) }
	r.said("export", "warc", "-o", at("all.warc.gz"))
	r.said("export", "wacz", demo.FoundingURL, "-o", at("one.wacz"))
	r.said("export", "bundle", "-o", at("bundle.wacz"))
	r.said("verify", at("bundle.wacz"))
	r.said("backup", at("copy.db"))
	r.saidOf("other", "", "import", "warc", at("all.warc.gz"), "--no-translate")
	r.saidOf("other", "", "import", "wacz", at("one.wacz"), "--no-translate")
	r.saidOf("other", "", "show", demo.FoundingURL)
	r.said("forget", "x:1988500000000000004", "--why", "a mistake of the import", "--yes")
	r.said("show", "x:1988500000000000004")
	r.said("verify")
}

// faults are answers to what cannot be done.
func (r *reference) faults() {
	r.saidOf("absent", "", "links")
	r.said("lookup", "")
	r.said("show")
	r.said("capture", "ftp://example.org/a")
	r.said("report")
	r.said("export", "warc", "x:404", "-o", "-")
	r.said("nonsense")
}
