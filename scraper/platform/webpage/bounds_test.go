package webpage

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestFault79PagesMadeToEatMemory: each is read or refused at once, with bounded memory,
// and nothing of it goes on afterwards.
func TestFault79PagesMadeToEatMemory(t *testing.T) {
	var attrs strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&attrs, "a%d=1 ", i)
	}
	var opened strings.Builder
	for i := range 200 {
		fmt.Fprintf(&opened, "<b class=%d>", i)
	}
	class := `<blockquote class="` + strings.Repeat("q ", 10_000) + `">`
	before := runtime.NumGoroutine()
	for name, c := range map[string]struct {
		body   string
		refuse bool
	}{
		"links in nested quotes":    {strings.Repeat(class, 60) + strings.Repeat(`<a href=x>y</a>`, 95_000), true},
		"paragraphs in nested divs": {strings.Repeat(`<div>`, 450) + strings.Repeat(`<p>word, word, word</p>`, 50_000), true},
		"words in nested divs":      {strings.Repeat(`<div>`, 300) + strings.Repeat(`<p>`+strings.Repeat("word, ", 160), 7000), true},
		"values of JSON-LD":         {`<script type=application/ld+json>[1` + strings.Repeat(`,1`, 3_000_000) + `]</script><p>word`, false},
		"fields of JSON-LD":         {`<script type=application/ld+json>{"0":1` + strings.Repeat(`,"a":1`, 1_000_000) + `}</script><p>word`, false},
		"too many elements":         {strings.Repeat(`word<br><br>`, 100_000), true},
		"too deep":                  {strings.Repeat(`<ul><li>word`, 600), true},
		"formatting opened again":   {"<p>" + opened.String() + strings.Repeat("<p>w", 100_000), true},
		"formatting within SVG":     {"<svg><title><p>" + opened.String() + strings.Repeat("<p>w", 100_000), true},
		"attributes":                {"<article><p " + attrs.String() + ">" + strings.Repeat("word, ", 1000) + "</p></article>", false},
		"a long srcset":             {`<article><img srcset="` + strings.Repeat("a.jpg 1w, ", 100_000) + `"><p>` + strings.Repeat("word, ", 1000) + `</p></article>`, false},
		"pictures":                  {`<article>` + strings.Repeat(`<img srcset="a.jpg 1w, b.jpg 2w" src=c>`, 50_000) + `<p>` + strings.Repeat("word, ", 1000) + `</p></article>`, false},
		"nested JSON-LD":            {strings.Repeat(`<script type=application/ld+json>`+strings.Repeat(`{"a":`, 1000)+`</script>`, 50) + "<p>word", false},
	} {
		var at, after runtime.MemStats
		runtime.ReadMemStats(&at)
		p, err := answer(t, "<!doctype html><html><body>"+c.body, "text/html", "")
		runtime.ReadMemStats(&after)
		if refused := err != nil && (strings.Contains(err.Error(), "refused") || strings.Contains(err.Error(), "exceeds")); refused != c.refuse || !c.refuse && len(p.Observations) != 1 {
			t.Errorf("%s: %d observations, %v", name, len(p.Observations), err)
		}
		if mb := (after.TotalAlloc - at.TotalAlloc) >> 20; mb > 400 {
			t.Errorf("%s: %d MB were allocated for %d KB", name, mb, len(c.body)>>10)
		}
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines go on", now-before)
	}
}
