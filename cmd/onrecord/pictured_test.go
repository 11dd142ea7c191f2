package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// statementAsPicture is an archive in which a post of a source with --ocr carries its
// words in a picture.
func statementAsPicture(t *testing.T) *newsroom {
	t.Helper()
	d := newDesk(t)
	a := &app{archiveDir: d.archive, now: time.Now}
	st, err := a.openArchive(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s, err := st.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "x", URL: "https://x.com/minister_ana", Name: "Ana", Cadence: time.Hour, OCR: true})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	picture, err := os.ReadFile(filepath.Join("testdata", "pictures", "true.png"))
	if err != nil {
		t.Fatal(err)
	}
	o := store.Observation{Document: "x:1801", Kind: store.Post, URL: "https://x.com/minister_ana/status/1801",
		Author: store.Author{Handle: "minister_ana", Name: "Ana Ferreira"}, Content: store.Content{Text: "My statement:", Lang: "en", PublishedAt: store.Moment{Time: at, Precision: store.PrecisionSecond}, Media: []store.Media{{Type: "image", URL: "https://img.example/1.png"}}}}
	c := store.Capture{Method: "GET", URL: o.URL, Document: o.Document, SourceID: s.ID, StartedAt: at, FinishedAt: at, Status: 200, Outcome: store.OutcomeOK, Body: []byte("{}")}
	if _, _, err := st.Record(t.Context(), c, []store.Observation{o}); err != nil {
		t.Fatal(err)
	}
	c = store.Capture{Method: "GET", URL: "https://img.example/1.png", Document: o.Document, SourceID: s.ID, Endpoint: "media", StartedAt: at, FinishedAt: at, Status: 200, Outcome: store.OutcomeOK}
	if _, err := st.KeepMedium(t.Context(), c, store.Medium{Document: o.Document, URL: c.URL, Type: "image/png", Width: 900, Height: 400}, picture); err != nil {
		t.Fatal(err)
	}
	return d
}

const wordsInPicture = "We will not raise the fuel tax this winter. Families have paid enough"

// TestStatementAsPicture: the words of a picture are found as a machine's reading, on every
// way out, and are never the post's.
func TestStatementAsPicture(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tesseract is not installed")
		}
		t.Skip("needs tesseract-ocr")
	}
	d := statementAsPicture(t)
	d.ok("link", "--no-translate")
	code, out := d.run("lookup", "--no-translate", "--json", wordsInPicture)
	var answer struct {
		Verdict  string
		Match    json.RawMessage
		Pictures []struct {
			Doc  string `json:"document"`
			Read string `json:"text_read_by_machine"`
			On   string `json:"verdict_on_reading"`
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || answer.Verdict != "in_picture" || string(answer.Match) != "null" || len(answer.Pictures) != 1 ||
		answer.Pictures[0].Doc != "x:1801" || answer.Pictures[0].On != "verbatim" || !strings.Contains(answer.Pictures[0].Read, "fuel tax") {
		t.Errorf("the look-up ends with %d, %v: %s", code, err, out)
	}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"lookup", "--no-translate", wordsInPicture}, []string{"words read by a machine from a picture of the post (tesseract", "compare them with the picture"}},
		{[]string{"search", "fuel tax"}, []string{"words read by a machine from a picture"}},
		{[]string{"search", "--json", "fuel tax"}, []string{`"where":"picture"`, `"engine":"tesseract`}},
		{[]string{"show", "x:1801", "--json"}, []string{`"words_read_by_machine":"`, `"text":"My statement:"`}},
		{[]string{"source", "list"}, []string{"[reads pictures]"}},
	} {
		_, out := d.run(c.args...)
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%v does not say %q: %s", c.args, want, out)
			}
		}
	}
	if _, out := d.run("lookup", "--no-translate", "--json", "The harbour is closed until Friday because of the spill"); !strings.Contains(out, `"verdict":"not_found"`) {
		t.Errorf("words of no picture: %s", out)
	}
	draft := filepath.Join(t.TempDir(), "draft.txt")
	if err := os.WriteFile(draft, []byte("She wrote: “"+wordsInPicture+"”."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, out := d.run("check", "--no-translate", draft); !strings.Contains(out, "Words read by a machine from a picture of a post") {
		t.Errorf("a draft: %s", out)
	}
	s := startServer(t, d)
	_, index := s.want(http.StatusOK, "/")
	for path, want := range map[string]string{
		"lookup?quote=" + url.QueryEscape(wordsInPicture): "Words read by a machine from a picture of the post; its own text does not have them.",
		"search?q=fuel+tax": "Words read by a machine from a picture of the post; they may be misread:",
		strings.TrimPrefix("/"+regexp.MustCompile(`posts/x-1801-[0-9a-f]+\.html`).FindString(index), "/"): "Words that a machine read in a picture may be misread",
	} {
		if _, page := s.want(http.StatusOK, "/"+path); !strings.Contains(page, want) {
			t.Errorf("%s does not say %q: %s", path, want, page)
		}
	}
}

// TestPicturesWaitForTesseract: without it what is missing is said, by the commands that
// would read and by doctor, and the pictures wait.
func TestPicturesWaitForTesseract(t *testing.T) {
	d := statementAsPicture(t)
	t.Setenv("PATH", t.TempDir())
	if _, out := d.run("link", "--no-translate"); !strings.Contains(out, "1 picture of sources with --ocr not read: reading pictures needs Tesseract") {
		t.Errorf("link says %s", out)
	}
	if _, out := d.run("doctor"); !strings.Contains(out, "pictures are not read (1 waiting) of 1 source with --ocr") || !strings.Contains(out, "apt install tesseract-ocr") {
		t.Errorf("doctor says %s", out)
	}
	if _, out := d.run("source", "edit", "1", "--ocr"); !strings.Contains(out, "Tesseract, which is not installed") {
		t.Errorf("source edit says %s", out)
	}
}
