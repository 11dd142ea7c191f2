package main

import (
	"bytes"

	"onrecord/cmd/internal/demo"
	"onrecord/cmd/internal/exit"

	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// newsroom is somebody at a terminal, with an archive and a web of his own.
type newsroom struct {
	t       *testing.T
	archive string
	web     *deskWeb
	base    string
}

// deskWeb serves pages that a test changes.
type deskWeb struct {
	mu    sync.Mutex
	pages map[string]string // "" is 404
	hooks []map[string]any
	asked map[string]int
	// refuse is the status with which the webhook answers, 0 for 200.
	refuse int
}

func (w *deskWeb) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[r.URL.Path]++
	if r.URL.Path == "/hook" {
		w.hook(rw, r)
		return
	}
	page := w.pages[r.URL.Path]
	if page == "" {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	if strings.HasPrefix(page, "<rss") {
		rw.Header().Set("Content-Type", "application/rss+xml")
	}
	if at, rest, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/web/"), "id_/"); ok && rest != "" {
		when, err := time.Parse("20060102150405", at)
		if err == nil {
			rw.Header().Set("Memento-Datetime", when.Format(http.TimeFormat))
		}
	}
	fmt.Fprint(rw, page)
}

func (w *deskWeb) hook(rw http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	var v map[string]any
	if err != nil || json.Unmarshal(b, &v) != nil {
		rw.WriteHeader(http.StatusBadRequest)
		return
	}
	if w.refuse != 0 {
		rw.WriteHeader(w.refuse)
		return
	}
	w.hooks = append(w.hooks, v)
}

func (w *deskWeb) set(path, page string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[path] = page
}

func (w *deskWeb) told() (out []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, h := range w.hooks {
		out = append(out, fmt.Sprint(h["event"]))
	}
	return out
}

func newDesk(t *testing.T) *newsroom {
	t.Helper()
	w := &deskWeb{pages: map[string]string{}, asked: map[string]int{}}
	s := httptest.NewServer(w)
	t.Cleanup(s.Close)
	return &newsroom{t: t, archive: filepath.Join(t.TempDir(), "archive"), web: w, base: s.URL}
}

// run runs a command line and gives its exit code and output.
func (d *newsroom) run(args ...string) (int, string) {
	d.t.Helper()
	var out bytes.Buffer
	code := execute(d.t.Context(), append(args, "--archive", d.archive), streams{in: strings.NewReader(""), out: &out, err: &out})
	return code, out.String()
}

// ok runs a command line that must end well.
func (d *newsroom) ok(args ...string) string {
	d.t.Helper()
	code, out := d.run(args...)
	if code != exit.Done {
		d.t.Fatalf("onrecord %s ends with %d: %s", strings.Join(args, " "), code, out)
	}
	return out
}

// due makes all that is known due.
func (d *newsroom) due() {
	d.t.Helper()
	a := &app{archiveDir: d.archive, now: time.Now}
	st, err := a.openArchive(d.t.Context(), false)
	if err != nil {
		d.t.Fatal(err)
	}
	defer st.Close()
	if err := demo.MakeDue(d.t.Context(), st, time.Now().Add(-time.Second)); err != nil {
		d.t.Fatal(err)
	}
}

func statement(text string) string {
	return `<html lang="en"><head><title>Statement</title></head><body><article><h1>Statement</h1><p>` + text + `</p><p>The ministry of this test says no more than that, in as many words as an extraction wants to see.</p></article></body></html>`
}

var fetching = []string{"--allow-private", "--delay", "0s"}

// TestNotificationsOnce: an edit is told once, after the first try failed, and what
// was there before anybody was to be told is not told at all.
func TestNotificationsOnce(t *testing.T) {
	d := newDesk(t)
	d.web.set("/s", statement("The ferries stay."))
	out := d.ok(append([]string{"source", "add", d.base + "/s", "--kind", "page", "--speaker", "Ministry of Test"}, fetching...)...)
	if !strings.Contains(out, "it answers with one post by Ministry of Test") || !strings.Contains(out, "kept as posts of Ministry of Test") {
		t.Errorf("source add says %s", out)
	}
	d.ok(append([]string{"run"}, fetching...)...)
	d.web.set("/s", statement("The ferries go."))
	d.due()
	d.ok(append([]string{"run"}, fetching...)...) // an edit that nobody asked to be told of
	d.ok("notify", "add", "webhook", d.base+"/hook")
	if out := d.ok("notify", "list"); !strings.Contains(out, "webhook-1") || strings.Contains(out, "/hook") {
		t.Errorf("the list says %s", out)
	}
	d.web.refuse = http.StatusServiceUnavailable
	d.web.set("/s", statement("The ferries stay after all."))
	d.due()
	if out := d.ok(append([]string{"run"}, fetching...)...); !strings.Contains(out, "did not take a notice") || len(d.web.told()) != 0 {
		t.Errorf("a channel that is down: %s, told %v", out, d.web.told())
	}
	if code, out := d.run("doctor"); code != exit.Part || !strings.Contains(out, "channel webhook-1 has not delivered 1 notice") || !strings.Contains(out, "onrecord init --contact") {
		t.Errorf("doctor ends with %d: %s", code, out)
	}
	d.web.refuse = 0
	d.retryNow()
	for range 2 {
		d.ok(append([]string{"run"}, fetching...)...)
	}
	if got := fmt.Sprint(d.web.told()); got != "[edited]" {
		t.Errorf("told %s", got)
	}
	h := d.web.hooks[0]
	if !strings.Contains(fmt.Sprint(h["previous"]), "ferries go") || !strings.Contains(fmt.Sprint(h["text"]), "after all") || h["version"] != 3.0 {
		t.Errorf("told %v", h)
	}
}

// retryNow makes deliveries that failed due.
func (d *newsroom) retryNow() {
	d.t.Helper()
	a := &app{archiveDir: d.archive, now: time.Now}
	st, err := a.openArchive(d.t.Context(), false)
	if err != nil {
		d.t.Fatal(err)
	}
	defer st.Close()
	waiting, err := st.Undelivered(d.t.Context(), time.Now().Add(24*time.Hour), 10)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, w := range waiting {
		if err := st.Delivered(d.t.Context(), w, fmt.Errorf("again"), time.Now().Add(-time.Second)); err != nil {
			d.t.Fatal(err)
		}
	}
}

// TestBrokenSources: doctor and the channels say which source is broken, and that it
// is mended.
func TestBrokenSources(t *testing.T) {
	d := newDesk(t)
	d.ok("notify", "add", "webhook", d.base+"/hook", "--events", "broken,mended")
	d.ok(append([]string{"source", "add", "--unseen", "--kind", "feed", d.base + "/feed.xml"}, fetching...)...)
	for range 4 {
		d.due()
		if code, out := d.run(append([]string{"run"}, fetching...)...); code != exit.Failed {
			t.Fatalf("%d: %s", code, out)
		}
	}
	if code, out := d.run("doctor"); code != exit.Part || !strings.Contains(out, "failed 4× in a row") || !strings.Contains(out, "nothing is at this address any more") {
		t.Errorf("doctor ends with %d: %s", code, out)
	}
	d.web.set("/feed.xml", `<rss version="2.0"><channel><title>Paper</title><item><link>`+d.base+`/s</link></item></channel></rss>`)
	d.web.set("/s", statement("A story."))
	d.due()
	d.ok(append([]string{"run"}, fetching...)...)
	if got := fmt.Sprint(d.web.told()); got != "[broken mended]" {
		t.Errorf("told %s", got)
	}
}

// TestBackfill: captures of the Wayback Machine stand in their own time, before the
// first look, marked as relayed; a second backfill fetches nothing again.
func TestBackfill(t *testing.T) {
	d := newDesk(t)
	url := d.base + "/s"
	d.web.set("/s", statement("The third words."))
	d.ok(append([]string{"capture", url}, fetching...)...)
	rows := [][]string{{"urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"}}
	for _, c := range [][3]string{{"20200101000000", "200", "A"}, {"20200102000000", "200", "A"}, {"20200103000000", "200", "B"}, {"20200104000000", "302", "-"}} {
		rows = append(rows, []string{"k", c[0], url, "text/html", c[1], c[2], "1"})
	}
	b, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	d.web.set("/cdx/search/cdx", string(b))
	d.web.set("/web/20200101000000id_/"+url, statement("The first words."))
	d.web.set("/web/20200102000000id_/"+url, statement("The first words."))
	d.web.set("/web/20200103000000id_/"+url, statement("The second words."))
	args := append([]string{"backfill", url, "--wayback", d.base}, fetching...)
	if out := d.ok(args...); !strings.Contains(out, "4 captures listed, 3 show a change: 3 recorded") {
		t.Errorf("backfill says %s", out)
	}
	if out := d.ok(args...); !strings.Contains(out, "0 recorded, 3 recorded before") {
		t.Errorf("a second one says %s", out)
	}
	out := d.ok("show", url, "--json")
	var shown struct {
		Versions []struct {
			Text      string `json:"text"`
			ValidFrom string `json:"valid_from"`
		} `json:"versions"`
	}
	if err := json.Unmarshal([]byte(out), &shown); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if len(shown.Versions) != 3 || !strings.Contains(shown.Versions[0].Text, "first") || !strings.Contains(shown.Versions[1].Text, "second") || !strings.Contains(shown.Versions[2].Text, "third") {
		t.Errorf("versions %+v", shown.Versions)
	}
	d.web.set("/cdx/search/cdx", "[]")
	if code, out := d.run(append([]string{"backfill", d.base + "/never", "--wayback", d.base}, fetching...)...); code != exit.NotFound {
		t.Errorf("what the archive never had ends with %d: %s", code, out)
	}
	if code, _ := d.run("backfill", "ftp://x.example/"); code != exit.Usage {
		t.Errorf("an address that is none ends with %d", code)
	}
}

// TestSaveTo: each new page is sent to the other archive once.
func TestSaveTo(t *testing.T) {
	d := newDesk(t)
	if code, out := d.run("capture", d.base+"/s", "--save-to", "elsewhere"); code != exit.Usage || !strings.Contains(out, "wayback") {
		t.Errorf("%d: %s", code, out)
	}
	d.web.set("/s", statement("The ferries stay."))
	d.web.set("/save/"+d.base+"/s", "<html>kept</html>")
	for range 2 {
		d.ok(append([]string{"capture", d.base + "/s", "--save-to", "wayback", "--wayback", d.base}, fetching...)...)
	}
	if n := d.web.asked["/save/"+d.base+"/s"]; n != 1 {
		t.Errorf("the other archive was asked %d times: %v", n, d.web.asked)
	}
}

// TestWatchEndsAtOnce: watch looks at what is due, stays, and ends within seconds of
// being told to, with its run on record as ended.
func TestWatchEndsAtOnce(t *testing.T) {
	d := newDesk(t)
	d.web.set("/s", statement("The ferries stay."))
	d.ok(append([]string{"source", "add", "--unseen", "--kind", "page", d.base + "/s"}, fetching...)...)
	cmd := child(t, append([]string{"watch", "--archive", d.archive}, fetching...)...)
	printed, err := os.Create(filepath.Join(t.TempDir(), "printed"))
	if err != nil {
		t.Fatal(err)
	}
	defer printed.Close()
	cmd.Stdout, cmd.Stderr = printed, printed
	said := func() string {
		all, err := os.ReadFile(printed.Name())
		if err != nil {
			t.Fatal(err)
		}
		return string(all)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 800 {
		if strings.Contains(said(), "run 1 done") {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	begin := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || time.Since(begin) > 10*time.Second {
		t.Errorf("it ends after %s with %v: %s", time.Since(begin), err, said())
	}
	if all := said(); !strings.Contains(all, "run 1 done") || !strings.Contains(all, "stopped") {
		t.Errorf("it says %s", all)
	}
	if code, said := d.run("show", d.base+"/s"); code != exit.Done || !strings.Contains(said, "ferries stay") {
		t.Errorf("show ends with %d: %s", code, said)
	}
	if code, said := d.run(append([]string{"watch", "--passes", "1"}, fetching...)...); code != exit.Done {
		t.Errorf("the next ends with %d: %s", code, said)
	}
}

// TestSourceLists: OPML, CSV and plain lists; what cannot be added is named and the
// rest goes in.
func TestSourceLists(t *testing.T) {
	for name, c := range map[string]struct {
		body, want string
		code       int
	}{
		"opml": {`<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" text="The Paper" xmlUrl="https://paper.example/feed.xml"/>
			<outline text="Bad" xmlUrl="ftp://paper.example/"/></outline></body></opml>`, "1 source added, 0 watched already, 1 could not be added", exit.Part},
		"csv": {"url,name,every,speaker\nhttps://gov.example/feed.xml,Government,30m,The Government\nhttps://x.com/sam,,,\nhttps://x.com/ann,,often,\n",
			"2 sources added, 0 watched already, 1 could not be added", exit.Part},
		"plain":    {"# accounts\nhttps://bsky.app/profile/bsky.app\n\nhttps://t.me/durov\nhttps://t.me/durov\n", "2 sources added, 1 watched already, 0 could not be added", exit.Done},
		"entities": {`<!DOCTYPE a [<!ENTITY x "y">]><opml/>`, "which is refused", exit.Failed},
		"deep":     {"<opml>" + strings.Repeat("<outline>", 1000), "which is refused", exit.Failed},
		"other":    {"<html><body>no</body></html>", "no OPML", exit.Failed},
		"empty":    {" ", "the list is empty", exit.Failed},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			file := filepath.Join(t.TempDir(), "list")
			if err := os.WriteFile(file, []byte(c.body), 0o600); err != nil {
				t.Fatal(err)
			}
			code, out := d.run("source", "import", file)
			if code != c.code || !strings.Contains(out, c.want) {
				t.Errorf("%d: %s", code, out)
			}
			if name == "csv" {
				if list := d.ok("source", "list", "--json"); !strings.Contains(list, `"every":"30m0s"`) || !strings.Contains(list, `"speaker":"The Government"`) || !strings.Contains(out, "line 4") {
					t.Errorf("%s %s", out, list)
				}
			}
		})
	}
}

// TestInit: the archive, its contact in the User-Agent, and units that systemd takes.
func TestInit(t *testing.T) {
	d := newDesk(t)
	if code, out := d.run("init", "--contact", "nobody"); code != exit.Usage {
		t.Errorf("%d: %s", code, out)
	}
	units := t.TempDir()
	out := d.ok("init", "--contact", "desk@example.org", "--systemd", units)
	if !strings.Contains(out, "*/5 * * * *") || !strings.Contains(out, "desk@example.org") {
		t.Errorf("init says %s", out)
	}
	for _, name := range []string{"onrecord-run.service", "onrecord-run.timer", "onrecord-watch.service"} {
		b, err := os.ReadFile(filepath.Join(units, name))
		if err != nil || strings.Contains(string(b), "%!") || strings.Contains(string(b), "OnCalendar") {
			t.Errorf("%s: %v\n%s", name, err, b)
		}
	}
	if code, out := d.run("init", "--systemd", units); code != exit.Failed || !strings.Contains(out, "is there already") {
		t.Errorf("a second time ends with %d: %s", code, out)
	}
	agent := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { agent = r.UserAgent() }))
	defer s.Close()
	_, _ = d.run(append([]string{"capture", s.URL}, fetching...)...)
	if !strings.Contains(agent, "+desk@example.org") {
		t.Errorf("asks as %q", agent)
	}
}

// TestAuthorNamesLink: a quote whose speaker goes by another name is the post's.
func TestAuthorNamesLink(t *testing.T) {
	d := newDesk(t)
	posts := filepath.Join(t.TempDir(), "posts.jsonl")
	if err := os.WriteFile(posts, []byte(`{"id":"1","platform":"x","author_handle":"muestra1","author_name":"Cuenta Oficial","lang":"es","text":"La lucha contra las drogas debe subordinarse a los derechos de todos los pueblos del mar","posted_at":"2025-11-11"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "posts", posts)
	ask := func() (float64, string) {
		var got struct {
			Confidence float64
			Verdict    string
		}
		out := d.ok("lookup", "La lucha contra las drogas debe subordinarse a los derechos", "--speaker", "Nombre Apellido", "--json")
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		return got.Confidence, got.Verdict
	}
	before, _ := ask()
	d.ok("author", "add", "Nombre Apellido", "--account", "x:@muestra1", "--alias", "Имя Фамилия")
	if after, verdict := ask(); after <= before || verdict != "verbatim" {
		t.Errorf("confidence %v, then %v (%s)", before, after, verdict)
	}
	if out := d.ok("author", "list", "--json"); !strings.Contains(out, `"aliases":["Имя Фамилия"]`) || !strings.Contains(out, `"x:@muestra1"`) {
		t.Errorf("%s", out)
	}
	d.ok("author", "remove", "Nombre Apellido")
	if code, _ := d.run("author", "remove", "Nombre Apellido"); code != exit.NotFound {
		t.Errorf("removed twice ends with %d", code)
	}
}
