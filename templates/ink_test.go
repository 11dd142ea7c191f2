package templates

import (
	"html/template"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/store"
)

// FuzzText: what is written by hand is escaped as html/template's own function does,
// so that it stays in its element or attribute.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", hostile, `<script>&"'`, "a\x00b\xff", "naïve +1 “x”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(appendText(nil, s)), template.HTMLEscapeString(s); got != want {
			t.Errorf("%q is written %q, want %q", s, got, want)
		}
	})
}

// TestHandwrittenPartsAreInert: hostile words in every field of the parts that no
// template escapes are text and attributes there, and no element or event.
func TestHandwrittenPartsAreInert(t *testing.T) {
	tongue, err := readTongue("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{hostile, `"><script>x</script>`, `' onclick=x "`, "</time></bdi><img src=x onerror=x>"} {
		day := store.Moment{Time: time.Unix(1, 0), Precision: store.PrecisionDay}
		pieces := []PieceView{{"equal", bad}, {"delete", bad}, {"insert", bad}, {"gloss", bad}, {bad, bad}}
		head := &Head{Place: bad, Key: bad}
		quote := QuoteView{
			ID: bad, Verdict: bad, Speaker: bad, Lang: bad, PostLang: bad, Kind: bad, Confidence: bad, Said: pieces, Posted: pieces, Reading: pieces, Before: bad, Behind: bad,
			Warnings: []string{bad}, Post: Ref{"a" + bad, bad}, Article: Ref{"a" + bad, bad}, PostAuthor: bad, Publisher: bad, Versions: 2, Published: day, After: bad, Engine: bad, Found: true, Listed: true, Card: bad,
		}
		parts := map[string]template.HTML{
			"a reference": reference(Ref{"a" + bad, bad}), "a chip": tongue.chip(bad), "a difference": marked(pieces), "a claimed day": tongue.claimed(day),
			"a row":      tongue.docRow(DocRow{Ref: Ref{bad, bad}, Who: bad, Handle: bad, Lang: bad, When: day, Versions: 2, Gone: true}),
			"claims":     tongue.claimList([]Claim{{What: bad, Text: bad, Note: bad, Odd: true}, {What: bad, Note: bad, At: time.Unix(1, 0)}}),
			"a timeline": tongue.eventList([]EventRow{{Kind: bad, Day: bad, Ref: &Ref{"a" + bad, bad}, Capture: 1}, {Kind: bad, At: time.Unix(1, 0)}}),
			"evidence": tongue.proven(Evidence{
				Door: bad, Relay: bad, URL: bad, RawSHA256: bad, Hash: bad, Address: bad, TLS: bad, Flags: []string{bad, bad}, Log: Ref{bad, bad}, Body: bad, Status: 1, Hops: 1,
				Proof: Proof{Logged: true, Checkpoint: head, Anchor: &store.Anchor{Authority: bad}},
			}),
			"a version": tongue.versionBox(VersionView{
				Version: store.Version{NativeID: bad, Content: store.Content{Cut: true, CutWhy: bad}}, Text: bad, Lang: bad, More: 1, TitleChanges: pieces, Memento: bad,
				Renditions: []RenditionView{{bad, bad, bad}},
			}),
			"what a version changed": tongue.versionBox(VersionView{Changes: pieces, Lang: bad}),
			"a quote":                tongue.quoteBox(quote), "a pair": tongue.pair(quote), "how": tongue.manner(quote),
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
