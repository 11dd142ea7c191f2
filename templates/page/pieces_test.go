package page

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/store"
	"onrecord/templates/view"
)

// foreign are words that would be elements, attributes or addresses if they were not
// shown as text.
var foreign = []string{`"><script>x</script>`, `' onclick=x "`, "</time></bdi></span><img src=x onerror=x>", "</dd></details></main><svg onload=x>"}

// inert fails where a part has an element or an event that is not ours, or breaks out
// of the element that it stands in.
func inert(t *testing.T, what, part string) {
	t.Helper()
	page, err := goquery.NewDocumentFromReader(strings.NewReader("<main>" + part + "</main>"))
	if err != nil {
		t.Fatal(err)
	}
	if n := page.Find("script, img, [onerror], [onclick], [onload], svg, iframe").Length(); n > 0 {
		t.Errorf("%s has %d elements from outside: %s", what, n, part)
	}
	if page.Find("main").Length() != 1 || page.Find("main").Next().Length() != 0 {
		t.Errorf("%s breaks out of its element: %s", what, part)
	}
}

// TestPiecesAreInert: what stands in a difference is text, whatever it is.
func TestPiecesAreInert(t *testing.T) {
	for _, bad := range foreign {
		inert(t, "a line", string(became([]view.QuoteEvent{{Kind: bad, Label: bad}}, 1)))
		inert(t, "a point of an axis", string(ticks([]view.QuoteTick{{Label: bad}})))
		for _, op := range []string{"equal", "delete", "insert", "gloss", bad} {
			part := string(pieces([]view.PieceView{{Op: op, Text: bad}}))
			inert(t, "a run", part)
			page, err := goquery.NewDocumentFromReader(strings.NewReader(part))
			if err != nil || strings.TrimSpace(page.Text()) != bad {
				t.Errorf("%q is shown as %q, %v", bad, page.Text(), err)
			}
		}
	}
}

// TestPartsAreInert: so it is with foreign words in every field of the parts that pages
// have most of, also the times and texts that are put together outside a template.
func TestPartsAreInert(t *testing.T) {
	site, err := New(view.Archive{}, view.Options{Served: true})
	if err != nil {
		t.Fatal(err)
	}
	set := site.set.pages["post"]
	for _, bad := range foreign {
		day := store.Moment{Time: time.Unix(1, 0), Precision: store.PrecisionDay}
		ref := view.Ref{Href: "a" + bad, Text: bad}
		ps := []view.PieceView{{Op: "delete", Text: bad}, {Op: bad, Text: bad}}
		evidence := view.Evidence{
			Endpoint: bad, Relay: bad, URL: bad, RawSHA256: bad, Hash: bad, Address: bad, TLS: bad, Flags: []string{bad, bad}, Log: ref, Body: bad, Summary: bad, Entry: bad, Status: bad, Hops: 1,
			Proof: view.Proof{Logged: true, Checkpoint: &view.Head{Place: bad, Key: bad}, Anchor: &store.Anchor{Authority: bad}},
		}
		for _, part := range []struct {
			name string
			data any
		}{
			{"ref", ref},
			{"chip", bad},
			{"docrow", view.DocRow{Ref: ref, Who: bad, Handle: bad, Lang: bad, When: day, Versions: 2, Gone: true}},
			{"claims", []view.Claim{{What: bad, Text: bad, Note: bad, Odd: true}, {What: bad, Note: bad, When: site.Clock(time.Unix(1, 0))}}},
			{"events", []view.EventRow{{Kind: bad, When: site.Claimed(day), Text: site.Mark("%s", bad), Ref: &ref, Capture: bad}, {Kind: bad, Word: bad}}},
			{"evidence", evidence},
			{"version", view.VersionView{Of: store.Version{NativeID: bad, Content: store.Content{Cut: true, CutWhy: bad}}, Text: bad, Lang: bad, More: 1, TitleChanges: ps, Memento: bad, Evidence: evidence, Renditions: []view.RenditionView{{Lang: bad, Engine: bad, Text: bad}}}},
			{"version", view.VersionView{Changes: ps, Lang: bad}},
			{"quoted", view.QuoteView{
				ID: bad, Verdict: bad, Class: bad, Speaker: bad, Lang: bad, PostLang: bad, Judged: bad, Confidence: bad, Said: ps, Posted: ps, Reading: ps, Before: bad, Behind: bad, Warnings: []string{bad},
				Post: ref, Article: ref, PostAuthor: bad, Publisher: bad, Versions: 2, Published: day, After: bad, Engine: bad, Found: true, Listed: true, Card: bad,
			}},
		} {
			var b bytes.Buffer
			if err := set.ExecuteTemplate(&b, part.name, part.data); err != nil {
				t.Fatal(err)
			}
			inert(t, part.name, b.String())
		}
	}
}

// TestFault40Addresses: an address that would run something leads nowhere.
func TestFault40Addresses(t *testing.T) {
	site, err := New(view.Archive{}, view.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"javascript:x", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x"} {
		var b bytes.Buffer
		if err := site.set.pages["post"].ExecuteTemplate(&b, "ref", view.Ref{Href: bad, Text: "text"}); err != nil || strings.Contains(b.String(), bad) {
			t.Errorf("%q is the reference %q, %v", bad, b.String(), err)
		}
	}
}
