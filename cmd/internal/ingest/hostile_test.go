package ingest_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/ingest"
	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

// The truth is in every true text, the lie in every false one.
const (
	truth = "TRUE words that the famous one wrote about the harbour, the ferries and the long winter."
	lie   = "FALSE words that somebody else put into the mouth of the famous one, about war and money."
)

// attack is a file that somebody gave the keeper to import, and what is said with it.
type attack struct {
	file, mapping, account string
	data                   []byte
}

// served answers for a post's homes with the truth.
type served struct{ of scrapertest.Famous }

func (s served) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	if r.URL.Path == "/robots.txt" || !slices.Contains(s.of.Homes, r.URL.Host) {
		http.NotFound(rec, r)
	} else {
		fmt.Fprint(rec, s.of.Answer(truth))
	}
	res := rec.Result()
	res.Request = r
	return res, nil
}

// besieged is an archive that looks at a famous post and imports what it is given.
type besieged struct {
	t  *testing.T
	db *sqlite.DB
	c  *scraper.Collector
	of scrapertest.Famous
	// now is when all is imported.
	now time.Time
}

func besiege(t *testing.T, of scrapertest.Famous) *besieged {
	t.Helper()
	db := archive(t)
	f, err := client.New(client.Options{Transport: served{of}, PerHost: 1})
	if err != nil {
		t.Fatal(err)
	}
	return &besieged{t, db, &scraper.Collector{Fetch: f, Platforms: config.Config{}.Platforms(), Store: scraper.ArchiveOf(db)}, of, time.Now().Add(-time.Hour)}
}

// look looks at the home.
func (b *besieged) look() {
	b.t.Helper()
	if _, err := b.c.Capture(b.t.Context(), b.of.Address); err != nil {
		b.t.Fatal(err)
	}
}

// take imports a file; what of it is refused is refused.
func (b *besieged) take(a attack) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), a.file)
	if err := os.WriteFile(path, a.data, 0o600); err != nil {
		b.t.Fatal(err)
	}
	e := env(b.t, func(error) {})
	e.Now = func() time.Time { return b.now }
	im := ingest.NewFiles(e, b.db, scraper.ArchiveOf(b.db))
	im.Map, im.Account = a.mapping, a.account
	var ask *ingest.AskForMap
	if err := im.Take(b.t.Context(), path, strings.NewReader("")); err != nil && !errors.As(err, &ask) {
		b.t.Error(err)
	}
}

// face is all that is seen first of the archive's documents, with whose word it is.
func (b *besieged) face() string {
	b.t.Helper()
	var out []string
	if err := b.db.Documents(b.t.Context(), store.DocumentFilter{}, func(d store.Document) error {
		out = append(out, fmt.Sprintf("%s %s by %+v at %s, gone %t, by %s", d.ID, d.Kind, d.Author, d.URL, d.Tombstone != nil, d.Authority))
		vs, err := b.db.Versions(b.t.Context(), d.ID)
		for _, v := range vs {
			out = append(out, fmt.Sprintf("%s %d %s %q", d.ID, v.Seq, v.Authority, v.Text))
		}
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// held checks that the famous post is as its home shows it, and that no false word stands
// anywhere without a mark; alone is what the home alone makes of it.
func (b *besieged) held(alone store.Document) {
	b.t.Helper()
	d, err := b.db.Document(b.t.Context(), b.of.Doc)
	if err != nil || d.ID != alone.ID || d.URL != alone.URL || d.Author != alone.Author || d.Kind != alone.Kind || !strings.Contains(d.Excerpt, "TRUE") ||
		d.Tombstone != nil || d.Authority.Under(store.AuthorityOrigin) || d.WordsBy.Under(store.AuthorityOrigin) || !d.PublishedAt.Time.Equal(alone.PublishedAt.Time) {
		b.t.Errorf("the post is %+v, %v; its home alone gives %+v", d, err, alone)
	}
	if err := b.db.Documents(b.t.Context(), store.DocumentFilter{}, func(d store.Document) error {
		vs, err := b.db.Versions(b.t.Context(), d.ID)
		for _, v := range vs {
			if strings.Contains(v.Text, "FALSE") && !v.Authority.Under(store.AuthorityOrigin) {
				b.t.Errorf("%s version %d: %q by %q", d.ID, v.Seq, v.Text, v.Authority)
			}
		}
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
}

// apart are names that an attack gives its own posts: none leads to the famous one.
func (b *besieged) apart() {
	b.t.Helper()
	for _, name := range []store.DocumentID{"web:https://evil.example/it", "web:https://evil.example/letter", "mastodon:evil.example/222222222222222222", "x:1988393441999593777", "telegram:evil/9"} {
		if d, err := b.db.Document(b.t.Context(), name); err == nil && d.ID == b.of.Doc {
			b.t.Errorf("%s leads to %s", name, d.ID)
		}
	}
}

// response is a record of a WARC file.
func response(target, date string, status int, header, body string) string {
	block := fmt.Sprintf("HTTP/1.1 %d X\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s", status, contentType(body), header, len(body), body)
	return warcRecord("response", target, date, "application/http;msgtype=response", block)
}

func warcRecord(kind, target, date, ctype, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012x>\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, len(target)*7919+len(date)+len(block), target, date, ctype, len(block), block)
}

func contentType(body string) string {
	switch {
	case strings.HasPrefix(body, "<html"):
		return "text/html"
	case strings.HasPrefix(body, "<?xml"):
		return "application/xml"
	}
	return "application/json"
}

func wacz(t *testing.T, records string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zipped.NewWriter(&b, time.Time{})
	if _, err := z.AddBytes("archive/data.warc", []byte(records)); err != nil {
		t.Fatal(err)
	}
	of := warc.Resource{Name: "data.warc", Path: "archive/data.warc", Hash: fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(records))), Bytes: int64(len(records))}
	if err := errors.Join(warc.AddDatapackage(z, warc.Datapackage{Profile: "data-package", Version: "1.1.1", Resources: []warc.Resource{of}}), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheet is a workbook of one sheet.
func sheet(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b, cells bytes.Buffer
	for _, r := range rows {
		cells.WriteString("<row>")
		for _, c := range r {
			fmt.Fprintf(&cells, `<c t="inlineStr"><is><t>%s</t></is></c>`, strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(c))
		}
		cells.WriteString("</row>")
	}
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + cells.String() + `</sheetData></worksheet>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// forged are lines of `import posts` about a post, or of `import articles` about a page.
func forged(p scrapertest.Famous) map[string]string {
	out := map[string]string{}
	if p.Platform == "web" {
		for name, address := range map[string]string{
			"itself": p.Address, "in capitals": "HTTPS://PAPER.EXAMPLE/letter", "by HTTP": "http://paper.example/letter", "by its port": "https://paper.example:443/letter",
			"with www": "https://www.paper.example/letter", "with a dot": "https://paper.example./letter", "with a fragment": p.Address + "#a", "with tracking": p.Address + "?utm_source=a", "of another": "https://evil.example/it",
			"of a look-alike": "https://pаper.example/letter", "with a user": "https://paper.example@evil.example/letter", "AMP": "https://amp.paper.example/letter", "a path up": "https://paper.example/x/../letter", "escaped": "https://paper.example/%6Cetter",
		} {
			out["an article, "+name] = scrapertest.Marshal(scrapertest.Object{"url": address, "title": "A letter", "html": p.Answer(lie), "publisher": "Evil", "published_at": "2001-01-01"})
			out["an article's text, "+name] = scrapertest.Marshal(scrapertest.Object{"url": address, "title": "FALSE", "text": lie, "published_at": "2031-01-01"})
		}
		return out
	}
	handle := "famous"
	if p.Platform == "bluesky" {
		handle = "famous.example"
	}
	line := func(more scrapertest.Object) string {
		o := scrapertest.Object{"id": p.Doc.Native(), "platform": string(p.Platform), "post_url": p.Address, "author_handle": handle, "text": lie, "posted_at": "2025-11-11T23:48:33Z"}
		for k, v := range more {
			if o[k] = v; v == nil {
				delete(o, k)
			}
		}
		return scrapertest.Marshal(o)
	}
	for name, more := range map[string]scrapertest.Object{
		"other words": {}, "by nobody": {"author_handle": nil}, "by another": {"author_handle": "evil"}, "by another of the same name": {"author_handle": nil, "author_name": "Famous"},
		"with an @": {"author_handle": "@" + strings.ToUpper(handle)}, "without its address": {"post_url": nil}, "at another's address": {"post_url": "https://evil.example/it"},
		"without a time": {"posted_at": nil}, "of long ago": {"posted_at": "1999-01-01"}, "of the far future": {"posted_at": "2205-01-01T00:00:00Z"}, "of a zone ahead": {"posted_at": "2025-11-12T13:48:33+14:00"},
		"of a zone behind": {"posted_at": "2025-11-11T11:48:33-12:00"}, "without a zone": {"posted_at": "2025-11-11 23:48:33"}, "of a named zone": {"posted_at": "Tue, 11 Nov 2025 23:48:33 IST"},
		"versions":                      {"versions": []scrapertest.Object{{"text": lie + " 1", "seen_at": "2025-11-11T23:50:00Z"}, {"text": lie + " 2", "seen_at": "2025-11-12"}}},
		"versions ahead":                {"versions": []scrapertest.Object{{"text": lie + " 1", "seen_at": "2035-01-01"}, {"text": lie + " 2", "seen_at": "2036-01-01"}}},
		"versions without times":        {"versions": []scrapertest.Object{{"text": lie + " 1"}, {"text": truth}, {"text": lie + " 2"}}},
		"versions of one time":          {"versions": []scrapertest.Object{{"text": lie + " 2", "seen_at": "2025-11-12"}, {"text": lie + " 1", "seen_at": "2025-11-12"}}},
		"gone":                          {"gone_at": "2025-11-20T10:00:00Z", "gone_how": "deleted"},
		"gone, with the true words":     {"gone_at": "2025-11-20T10:00:00Z", "gone_how": "suspended", "text": truth},
		"gone, without words":           {"gone_at": "2025-11-20T10:00:00Z", "text": nil},
		"gone in the future":            {"gone_at": "2040-01-01", "text": nil},
		"gone before it was there":      {"gone_at": "2000-01-01"},
		"another language, true before": {"lang": "ru", "versions": []scrapertest.Object{{"text": truth, "seen_at": "2025-11-11T23:50:00Z"}}},
	} {
		out["a line, "+name] = line(more)
	}
	return out
}

// attacks are files that tell lies of a post of any platform, by what they are.
func attacks(t *testing.T, p scrapertest.Famous) map[string]attack {
	t.Helper()
	out := map[string]attack{}
	for name, line := range forged(p) {
		out[name] = attack{file: "lines.jsonl", data: []byte(line + "\n")}
		if strings.Contains(name, "other words") || strings.Contains(name, "itself") || strings.Contains(name, "gone") {
			out[name+", among its own archive's"] = attack{file: "a.warc", data: []byte(warcRecord("resource", "urn:onrecord:import:lines.jsonl%231", "2025-12-01T00:00:00Z", "application/json", line))}
		}
	}
	if p.Platform != "web" {
		rows := [][]string{{"pid", "link", "words", "when", "who", "dead"}, {p.Doc.Native(), p.Address, lie, "2025-11-11T23:48:33Z", "famous", ""}, {p.Doc.Native(), p.Address, lie + " Again", "2025-11-11T23:48:33Z", "famous", "2025-11-21T00:00:00Z"}}
		var csv strings.Builder
		for _, r := range rows {
			csv.WriteString(`"` + strings.Join(r, `","`) + "\"\n")
		}
		mapping := "id=pid,post_url=link,text=words,posted_at=when,author_handle=who,gone_at=dead,platform=" + string(p.Platform)
		out["a table"] = attack{file: "a.csv", mapping: mapping, data: []byte(csv.String())}
		out["a workbook"] = attack{file: "a.xlsx", mapping: mapping, data: sheet(t, rows)}
	}
	at, err := url.Parse(p.Address)
	if err != nil {
		t.Fatal(err)
	}
	asked := config.Config{}.Platforms().Start(at, store.Source{URL: p.Address})[0].URL
	evil := "https://evil.example" + at.RequestURI()
	page := scrapertest.Letter(lie, scrapertest.CanonicalLink(p.Address)+`<meta property="og:url" content="`+p.Address+`">`)
	soon := time.Now().Add(10 * time.Hour).UTC().Format(time.RFC3339)
	for name, records := range map[string]string{
		"its home's answer":                  response(asked, "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
		"its page's answer":                  response(p.Address, "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
		"its home's answer of tomorrow":      response(asked, soon, 200, "", p.Answer(lie)),
		"its home's answer of long ago":      response(asked, "1999-01-01T00:00:00Z", 200, "", p.Answer(lie)),
		"its home's answer without a zone":   response(asked, "2025-11-12T00:00:00", 200, "", p.Answer(lie)),
		"another's answer":                   response(evil, "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
		"not found, twice":                   response(asked, "2025-11-12T00:00:00Z", 404, "", "{}") + response(asked, "2025-11-14T00:00:00Z", 404, "", "{}"),
		"not found at its page, twice":       response(p.Address, "2025-11-12T00:00:00Z", 404, "", "<html></html>") + response(p.Address, "2025-11-14T00:00:00Z", 404, "", "<html></html>"),
		"gone, twice":                        response(asked, "2025-11-12T00:00:00Z", 410, "", "{}") + response(asked, soon, 410, "", "{}"),
		"a redirect to another":              response(p.Address, "2025-11-12T00:00:00Z", 301, "Location: https://evil.example/it\r\n", "") + response("https://evil.example/it", "2025-11-12T00:00:00Z", 200, "", page),
		"a redirect from another":            response("https://evil.example/it", "2025-11-12T00:00:00Z", 301, "Location: "+p.Address+"\r\n", "") + response(p.Address, "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
		"a page that calls itself the post":  response("https://evil.example/it", "2025-11-12T00:00:00Z", 200, "", page),
		"bytes without an answer":            warcRecord("resource", asked, "2025-11-12T00:00:00Z", contentType(p.Answer(lie)), p.Answer(lie)),
		"a memento":                          response("https://web.archive.org/web/20251112000000id_/"+p.Address, "2025-12-01T00:00:00Z", 200, "", p.Answer(lie)),
		"a memento of its home's answer":     response("https://web.archive.org/web/20251112000000id_/"+asked, "2025-12-01T00:00:00Z", 200, "", p.Answer(lie)),
		"a memento of the future":            response("https://web.archive.org/web/20391112000000id_/"+p.Address, "2025-12-01T00:00:00Z", 200, "", p.Answer(lie)),
		"mementos that found nothing":        response("https://web.archive.org/web/20251112000000id_/"+p.Address, "2025-12-01T00:00:00Z", 404, "", "<html></html>") + response("https://web.archive.org/web/20251113000000id_/"+p.Address, "2025-12-01T00:00:00Z", 404, "", "<html></html>"),
		"a host that begins like the home's": response("https://"+at.Host+".evil.example"+at.RequestURI(), "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
		"a host that looks like the home's":  response("https://"+strings.Replace(at.Host, "e", "е", 1)+at.RequestURI(), "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
		"the home by HTTP":                   response("http://"+at.Host+at.RequestURI(), "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
		"the home as a user":                 response("https://"+at.Host+"@evil.example"+at.RequestURI(), "2025-11-12T00:00:00Z", 200, "", p.Answer(lie)),
	} {
		out["WARC, "+name] = attack{file: "a.warc", data: []byte(records)}
		if strings.Contains(name, "its home's answer") {
			out["WACZ, "+name] = attack{file: "a.wacz", data: wacz(t, records)}
		}
	}
	for name, a := range exports(p) {
		out["an export, "+name] = a
	}
	return out
}

// exports are forged files of a platform's own kinds.
func exports(p scrapertest.Famous) map[string]attack {
	type o = scrapertest.Object
	m := scrapertest.Marshal
	out := map[string]attack{}
	add := func(name, file, data string) { out[name] = attack{file: file, data: []byte(data), account: "famous"} }
	switch p.Platform {
	case "x":
		id, tweet := p.Doc.Native(), func(more o) o {
			t := o{"id_str": p.Doc.Native(), "full_text": lie, "created_at": "Tue Nov 11 23:48:33 +0000 2025", "lang": "en"}
			for k, v := range more {
				t[k] = v
			}
			return t
		}
		add("an account's tweets", "tweets.js", "window.YTD.tweets.part0 = "+m([]o{{"tweet": tweet(nil)}}))
		add("edits of one number", "tweets.js", "window.YTD.tweets.part0 = "+m([]o{{"tweet": tweet(o{"edit_info": o{"edit": o{"initialTweetId": id, "editControlInitial": o{"editTweetIds": []string{id, "1988393441999593777"}}}}})}}))
		add("an edit of another number", "tweets.js", "window.YTD.tweets.part0 = "+m([]o{{"tweet": tweet(o{"id_str": "1988393441999593777", "edit_info": o{"edit": o{"initialTweetId": id, "editControlInitial": o{"editTweetIds": []string{id, "1988393441999593777"}}}}})}}))
		add("what was deleted", "deleted-tweets.js", "window.YTD.deleted_tweets.part0 = "+m([]o{{"tweet": tweet(o{"deleted_at": "Wed Nov 12 23:48:33 +0000 2025"})}}))
		add("a quote", "tweets.json", m([]o{tweet(o{"id_str": "1988393441999593777", "user": o{"id_str": "66", "screen_name": "evil", "name": "Evil"}, "is_quote_status": true, "quoted_status_id_str": id, "quoted_status": tweet(o{"user": o{"id_str": "12", "screen_name": "famous", "name": "Famous"}})})}))
		add("the second API", "v2.json", m(o{"data": []o{{"id": id, "text": lie, "author_id": "12", "created_at": "2025-11-11T23:48:33.000Z"}}, "includes": o{"users": []o{{"id": "12", "username": "famous", "name": "Famous"}}}}))
		add("the second API, not found", "v2.json", m(o{"errors": []o{{"resource_id": id, "resource_type": "tweet", "title": "Not Found Error", "type": "https://api.twitter.com/2/problems/resource-not-found"}}}))
		add("a job of compliance", "c.jsonl", m(o{"id": id, "action": "delete", "created_at": "2025-11-12T00:00:00.000Z", "redacted_at": "2025-11-12T00:00:00.000Z", "reason": "deleted"}))
	case "mastodon":
		note := func(more o) o {
			n := o{"id": "https://social.example/users/famous/statuses/" + scrapertest.RealID, "type": "Note", "attributedTo": "https://social.example/users/famous", "published": "2025-11-11T12:00:00Z", "to": []string{"https://www.w3.org/ns/activitystreams#Public"}, "content": "<p>" + lie + "</p>"}
			for k, v := range more {
				n[k] = v
			}
			return n
		}
		outbox := func(of ...o) string {
			return m(o{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "orderedItems": of})
		}
		activity := func(kind, actor string, object any) o {
			return o{"id": actor + "/activity", "type": kind, "actor": actor, "published": "2025-11-11T12:00:00Z", "to": []string{"https://www.w3.org/ns/activitystreams#Public"}, "object": object}
		}
		const famous, evil = "https://social.example/users/famous", "https://evil.example/users/x"
		add("an outbox", "outbox.json", outbox(activity("Create", famous, note(nil))))
		add("another's outbox", "outbox.json", outbox(activity("Create", evil, note(nil))))
		add("another's outbox, by himself", "outbox.json", outbox(activity("Create", evil, note(o{"attributedTo": evil}))))
		add("an update", "outbox.json", outbox(activity("Update", famous, note(o{"updated": "2025-11-13T00:00:00Z"}))))
		add("a deletion", "outbox.json", outbox(activity("Delete", famous, "https://social.example/users/famous/statuses/"+scrapertest.RealID)))
		add("a tombstone", "outbox.json", outbox(activity("Delete", famous, o{"type": "Tombstone", "id": "https://social.example/users/famous/statuses/" + scrapertest.RealID})))
		add("a boost", "outbox.json", outbox(activity("Announce", evil, note(nil))))
		add("an address of another", "outbox.json", outbox(activity("Create", famous, note(o{"url": "https://evil.example/it"}))))
		add("an object of another at its address", "outbox.json", outbox(activity("Create", evil, note(o{"id": "https://evil.example/users/x/statuses/222222222222222222", "attributedTo": evil, "url": p.Address}))))
		add("statuses", "statuses.json", m([]o{scrapertest.Status("social.example", scrapertest.RealID, "famous", lie, o{"edited_at": "2025-11-13T00:00:00.000Z"})}))
		add("statuses of another server", "statuses.json", m([]o{scrapertest.Status("social.example", scrapertest.RealID, "famous", lie, o{"id": "222222222222222222"})}))
		add("a quote", "statuses.json", m([]o{scrapertest.Status("evil.example", "222222222222222222", "x", "my words", o{"quote": scrapertest.Status("social.example", scrapertest.RealID, "famous", lie, nil)})}))
	case "bluesky":
		add("records", "records.json", m(o{"records": []o{scrapertest.Record(scrapertest.FamousDID, lie, nil)}}))
		add("posts", "posts.json", m(o{"posts": []o{scrapertest.View(scrapertest.FamousDID, "famous.example", lie, nil)}}))
		add("a handle taken over", "posts.json", m(o{"posts": []o{scrapertest.View(scrapertest.EvilDID, "famous.example", lie, nil)}}))
		add("another handle", "posts.json", m(o{"posts": []o{scrapertest.View(scrapertest.FamousDID, "evil.example", lie, nil)}}))
		add("another's number", "posts.json", m(o{"posts": []o{scrapertest.View(scrapertest.FamousDID, "famous.example", lie, o{"author": o{"did": scrapertest.EvilDID, "handle": "famous.example"}})}}))
		add("a quote", "posts.json", m(o{"posts": []o{scrapertest.View(scrapertest.EvilDID, "evil.example", "my words", o{"embed": o{"$type": "app.bsky.embed.record#view", "record": o{"$type": "app.bsky.embed.record#viewRecord", "uri": "at://" + scrapertest.FamousDID + "/app.bsky.feed.post/" + scrapertest.RKey, "cid": "bafyreib1", "author": o{"did": scrapertest.FamousDID, "handle": "famous.example"}, "value": scrapertest.Record(scrapertest.FamousDID, lie, nil)["value"]}}})}}))
		add("a thread that lacks it", "thread.json", m(o{"thread": o{"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://" + scrapertest.FamousDID + "/app.bsky.feed.post/" + scrapertest.RKey, "notFound": true}}))
	case "telegram":
		message := o{"id": 7, "type": "message", "date": "2025-11-11T12:00:00", "date_unixtime": "1762862400", "from": "Famous", "from_id": "channel1234567890", "text": lie}
		channel := func(more o, of ...o) string {
			c := o{"name": "Famous", "type": "public_channel", "id": 1234567890, "messages": of}
			for k, v := range more {
				c[k] = v
			}
			return m(c)
		}
		for name, account := range map[string]string{"by its name": "famous", "by its address": "https://t.me/famous", "with an @": "@Famous", "of no channel": "", "of another": "evil"} {
			out["a channel's, "+name] = attack{file: "result.json", account: account, data: []byte(channel(nil, message))}
		}
		add("a forward", "result.json", channel(nil, o{"id": 7, "type": "message", "date": "2025-11-11T12:00:00", "from": "Evil", "from_id": "channel99", "forwarded_from": "Famous", "text": lie}))
		add("several channels", "result.json", m(o{"chats": o{"list": []o{{"name": "Famous", "type": "public_channel", "id": 1, "messages": []o{message}}, {"name": "Evil", "type": "public_channel", "id": 2, "messages": []o{message}}}}}))
		add("an edit", "result.json", channel(nil, o{"id": 7, "type": "message", "date": "2025-11-11T12:00:00", "date_unixtime": "1762862400", "edited_unixtime": "1762962400", "from": "Famous", "from_id": "channel1234567890", "text": lie}))
		add("a page", "messages.html", `<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">Famous</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message default clearfix" id="message7"><div class="body"><div class="pull_right date details" title="11.11.2025 12:00:00 UTC+00:00">12:00</div><div class="from_name">Famous</div><div class="text">`+lie+`</div></div></div></div></div></div></body></html>`)
	case "reddit":
		item := o{"id": "famous", "name": "t3_famous", "title": "A title", "selftext": lie, "author": "famous", "created_utc": 1762862400, "subreddit": "test", "permalink": "/r/test/comments/famous/t/"}
		add("a dump", "RS.jsonl", m(item)+"\n")
		item["selftext"], item["removed_by_category"] = "[deleted]", "deleted"
		add("a dump, deleted", "RS.jsonl", m(item)+"\n")
	case "truthsocial":
		s := scrapertest.Status("truthsocial.com", p.Doc.Native(), "famous", lie, nil)
		add("statuses", "truths.json", m([]o{s}))
		add("a mirror's", "truths.json", m([]o{{"id": p.Doc.Native(), "created_at": "2026-03-08T12:22:12.252Z", "content": lie, "url": p.Address, "media": []string{}}}))
	}
	for _, kind := range []string{"facebook", "instagram", "threads"} { // whoever says that he is the famous one there
		media := []o{{"media": []o{{"uri": "", "creation_timestamp": 1762904913, "title": lie, "text_app_post": o{"is_reply": false}}}}}
		data := map[string]any{"facebook": []o{{"timestamp": 1762904913, "data": []o{{"post": lie}}, "title": "Famous updated his status."}}, "instagram": media, "threads": o{"text_post_app_text_posts": media}}[kind]
		add("of "+kind, "posts_1.json", m(data))
	}
	return out
}

// TestFault68AFileSpeaksForNobody: whatever file of whatever kind is imported, before the home
// is looked at or after it, changes nothing of what the home shows, and stands nowhere without
// its mark.
func TestFault68AFileSpeaksForNobody(t *testing.T) {
	tried := 0
	for _, p := range scrapertest.Posts() {
		b := besiege(t, p)
		b.look()
		alone, err := b.db.Document(t.Context(), p.Doc)
		if err != nil || !strings.Contains(alone.Excerpt, "TRUE") {
			t.Fatal(p.Platform, alone, err)
		}
		for name, a := range attacks(t, p) {
			tried++
			t.Run(string(p.Platform)+"/"+name, func(t *testing.T) {
				faces := map[string]string{}
				for order, steps := range map[string][]func(*besieged){
					"before": {(*besieged).look, func(b *besieged) { b.take(a) }},
					"after":  {func(b *besieged) { b.take(a) }, (*besieged).look, func(b *besieged) { b.take(a) }},
				} {
					b := besiege(t, p)
					for _, step := range steps {
						step(b)
					}
					b.held(alone)
					b.apart()
					faces[order] = b.face()
				}
				if faces["before"] != faces["after"] {
					t.Errorf("the home first:\n%s\nthe file first:\n%s", faces["before"], faces["after"])
				}
			})
		}
	}
	t.Log(tried, "files")
}
