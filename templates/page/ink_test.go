package page

import (
	"html/template"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/store"
	"onrecord/templates/locale"
	"onrecord/templates/view"
)

// FuzzText: what is written by hand is escaped as html/template's own function does,
// so that it stays in its element or attribute.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", `<script>&"'`, "a\x00b\xff", "naïve +1 “x”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(appendText(nil, s)), template.HTMLEscapeString(s); got != want {
			t.Errorf("%q is written %q, want %q", s, got, want)
		}
	})
}

// TestHandwrittenPartsAreInert: bad0 words in every field of the parts that no
// template escapes are text and attributes there, and no element or event.
func TestHandwrittenPartsAreInert(t *testing.T) {
	l, err := locale.Read("en")
	if err != nil {
		t.Fatal(err)
	}
	p := parts{view.NewBuilder(view.Archive{}, l, view.Options{})}
	for _, bad := range []string{`"><script>x</script>`, `' onclick=x "`, "</time></bdi><img src=x onerror=x>"} {
		day := store.Moment{Time: time.Unix(1, 0), Precision: store.PrecisionDay}
		ref := func(href string) view.Ref { return view.Ref{Href: href, Text: bad} }
		away := ref("a" + bad)
		pieces := []view.PieceView{{Op: "equal", Text: bad}, {Op: "delete", Text: bad}, {Op: "insert", Text: bad}, {Op: "gloss", Text: bad}, {Op: bad, Text: bad}}
		head := &view.Head{Place: bad, Key: bad}
		quote := view.QuoteView{
			ID: bad, Verdict: bad, Speaker: bad, Lang: bad, PostLang: bad, Kind: bad, Confidence: bad, Said: pieces, Posted: pieces, Reading: pieces, Before: bad, Behind: bad,
			Warnings: []string{bad}, Post: ref("a" + bad), Article: ref("a" + bad), PostAuthor: bad, Publisher: bad, Versions: 2, Published: day, After: bad, Engine: bad, Found: true, Listed: true, Card: bad,
		}
		parts := map[string]template.HTML{
			"a reference": reference(ref("a" + bad)), "a chip": p.chip(bad), "a difference": marked(pieces), "a claimed day": l.Claimed(day),
			"a row":      p.docRow(view.DocRow{Ref: ref(bad), Who: bad, Handle: bad, Lang: bad, When: day, Versions: 2, Gone: true}),
			"claims":     p.claimList([]view.Claim{{What: bad, Text: bad, Note: bad, Odd: true}, {What: bad, Note: bad, At: time.Unix(1, 0)}}),
			"a timeline": p.eventList([]view.EventRow{{Kind: bad, Day: bad, Ref: &away, Capture: 1}, {Kind: bad, At: time.Unix(1, 0)}}),
			"evidence": p.proven(view.Evidence{
				Door: bad, Relay: bad, URL: bad, RawSHA256: bad, Hash: bad, Address: bad, TLS: bad, Flags: []string{bad, bad}, Log: ref(bad), Body: bad, Status: 1, Hops: 1,
				Proof: view.Proof{Logged: true, Checkpoint: head, Anchor: &store.Anchor{Authority: bad}},
			}),
			"a version": p.versionBox(view.VersionView{
				Version: store.Version{NativeID: bad, Content: store.Content{Cut: true, CutWhy: bad}}, Text: bad, Lang: bad, More: 1, TitleChanges: pieces, Memento: bad,
				Renditions: []view.RenditionView{{Lang: bad, Engine: bad, Text: bad}},
			}),
			"what a version changed": p.versionBox(view.VersionView{Changes: pieces, Lang: bad}),
			"a quote":                p.quoteBox(quote), "a pair": p.pair(quote), "how": p.manner(quote),
		}
		for what, part := range parts {
			page, err := goquery.NewDocumentFromReader(strings.NewReader("<main>" + string(part) + "</main>"))
			if err != nil {
				t.Fatal(err)
			}
			if n := page.Find("script, img, [onerror], [onclick], [onload], svg, iframe").Length(); n > 0 {
				t.Errorf("%s has %d elements from outside: %s", what, n, part)
			}
			if n := page.Find("main").Length(); n != 1 || page.Find("main").Next().Length() != 0 {
				t.Errorf("%s breaks out of its element: %s", what, part)
			}
		}
	}
}
