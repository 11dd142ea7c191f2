package report

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/pagetest"
	"onrecord/templates/search"
	"onrecord/templates/view"
)

// searchPage opens the look-up page of a report of an archive.
func searchPage(t *testing.T, r *sqlite.DB) (context.Context, *pagetest.Watcher) {
	t.Helper()
	ctx, dir := pagetest.Chromium(t), t.TempDir()
	if _, err := Write(t.Context(), reported(r), dir, Options{}); err != nil {
		t.Fatal(err)
	}
	w := pagetest.Watch(t, ctx, "file://"+dir)
	if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(filepath.Join(dir, "lookup.html")))); err != nil {
		t.Fatal(err)
	}
	return ctx, w
}

// askSearch types a quote, presses Enter's button and gives the answer: verdict, whole
// text and markup.
func askSearch(t *testing.T, ctx context.Context, quote, speaker string) [3]string {
	t.Helper()
	js, err := json.Marshal([]string{quote, speaker})
	if err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[[3]string](`new Promise(done => {
		const [quote, speaker] = `+string(js)+`, f = document.getElementById("lookup"), a = document.getElementById("answer");
		a.replaceChildren();
		f.elements.quote.value = quote; f.elements.speaker.value = speaker;
		new MutationObserver((_, o) => { const h = a.querySelector("h2, .gone.state"); if (h) { o.disconnect(); const c = a.querySelector(".chip"); done([c ? c.textContent : "", a.textContent, a.innerHTML]); } }).observe(a, {childList: true});
		f.querySelector("button").click();
	})`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestSearch: the static report finds its own posts, says what a quote did to them,
// and rather nothing than something wrong; hostile quotes and posts do nothing.
func TestSearch(t *testing.T) {
	ctx, w := searchPage(t, newExhibit(t).fill().DB)
	defer func() {
		if t.Failed() {
			t.Log(w.Take())
		}
	}()
	for _, c := range []struct{ quote, speaker, verdict, has string }{
		{"never close the northern ferry line while I am in office", "", "verbatim", "version 1 of 4"},
		{"NEVER close, the northern ferry line", "Sam Sample", "verbatim", "Sam Sample"},
		{"We will never close … while I am in office", "", "trimmed", "northern"},
		{"We will never shut the northern ferry line while I am in office", "", "altered", "shut"},
		{"never close the northern ferry line while I am in office", "Angela Nobody", "", "Not found"},
		{"words that nobody in this archive has ever written anywhere", "", "", "Not found"},
		{"15% is not 1.5%, and 3", "", "", "Not found"},
		{"1.5% is not 15%", "", "verbatim", "and -3"},
		{"two words", "", "", "Not found"},
		{"northern ferry", "", "", "too short to attribute"},
		{"…", "", "", "at least one"},
		{"北のフェリー航路を閉鎖する", "", "verbatim", "Sam"},
		{"الميناء مفتوح كل يوم من أيام السنة", "", "verbatim", "Sam"},
		{hostile, "", "verbatim", "alert(1)"},
		{"<img src=x onerror=window.pwned=1> and some more", "", "", "Not found"},
		{"__proto__ constructor toString hasOwnProperty", "", "", "Not found"},
	} {
		got := askSearch(t, ctx, c.quote, c.speaker)
		if got[0] != c.verdict || !strings.Contains(got[1], c.has) {
			t.Errorf("%.80q by %q: %q, %.400q", c.quote, c.speaker, got[0], got[1])
		}
		if strings.Contains(got[2], "<img") || strings.Contains(got[2], "<script") {
			t.Errorf("%.80q: the answer has markup of others: %s", c.quote, got[2])
		}
	}
	page, err := pagetest.At(ctx, 360, "dark")
	if troubles := w.Take(); err != nil || page.Pwned || page.Foreign || page.Width > 360 || len(troubles) > 0 {
		t.Errorf("%+v, %v, %v", page, troubles, err)
	}
}

// TestSearchWords holds the script's words to those by which the index is made.
func TestSearchWords(t *testing.T) {
	ctx, _ := searchPage(t, newExhibit(t).fill().DB)
	texts := []string{"Straße ﬁne İstanbul ΣΊΣΥΦΟΣ naïve 1,5 % 3.000 −4 a-b x‑y don’t 10:30 Ⅻ ½ ２０", "ไทย ខ្មែរ 한국어 हिन्दी עִבְרִית العَرَبِيَّة", hostile, "a\u200bb\u00adc\ufeffd", "1.5.2. 7% -8 --9 x-10"}
	texts = append(texts, sharedTexts(t)...)
	for part := range slices.Chunk(texts, 500) {
		js, err := json.Marshal(part)
		if err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[[][]string](string(js)+`.map(onrecordWords)`))
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range part {
			if want := search.Words(text); !slices.Equal(got[i], want) {
				t.Errorf("%.100q is %q in the browser, %q in the index", text, got[i], want)
			}
		}
	}
}

// sharedTexts are the recorded posts' texts, where they are.
func sharedTexts(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("ONRECORD_SHARED")
	if dir == "" {
		dir = "../../shared"
	}
	files, _ := filepath.Glob(filepath.Join(dir, "data", "quotes", "posts*.jsonl")) // a sound pattern
	var out []string
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for s := bufio.NewScanner(f); s.Scan() && len(out) < 4000; {
			var p struct{ Text string }
			if json.Unmarshal(s.Bytes(), &p) == nil && p.Text != "" {
				out = append(out, p.Text)
			}
		}
		f.Close()
	}
	if len(out) == 0 {
		t.Log("no recorded posts: only our own texts are compared")
	}
	return out
}

// TestSearchIsIncremental: a new post rewrites few files, a second report none.
func TestSearchIsIncremental(t *testing.T) {
	e := newExhibit(t)
	for i := range 600 {
		e.say(store.Capture{}, e.post(fmt.Sprint(1000+i), "en", fmt.Sprintf("Post number %d of a long row about ferries and gulls.", i)))
	}
	dir := t.TempDir()
	pages := search.Pages{Path: func(id store.DocumentID) string { return view.PagePath(store.Post, id) }}
	write := func() search.Summary {
		t.Helper()
		sum, err := search.Write(t.Context(), e.DB, dir, pages, put)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	if sum := write(); sum.Rewritten != sum.Files || sum.Files < 4 {
		t.Errorf("at first %+v", sum)
	}
	if sum := write(); sum.Rewritten != 0 {
		t.Errorf("nothing changed, yet %+v", sum)
	}
	e.say(store.Capture{}, e.post("2000", "en", "One more."))
	if sum := write(); sum.Rewritten == 0 || sum.Rewritten > 3 {
		t.Errorf("one post more: %+v", sum)
	}
	stale := filepath.Join(dir, search.Folder, "p99.js")
	if err := os.WriteFile(stale, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	write()
	if _, err := os.Stat(stale); err == nil {
		t.Error("a file of a larger index stays")
	}
}

// TestSearchSaysWhoseWordItFinds: so does the report's own search, as its pages do.
func TestSearchSaysWhoseWordItFinds(t *testing.T) {
	ctx, _ := searchPage(t, secondHand(t).DB)
	for quote, mark := range map[string]string{"I do not support a ban on the northern ferry line": byFile, "A post that a relay passed on": byRelay, "A post that a page quotes": byClaim} {
		if got := askSearch(t, ctx, quote, ""); !strings.Contains(got[1], mark) {
			t.Errorf("%s: %q lacks %q", quote, got[1], mark)
		}
	}
}
