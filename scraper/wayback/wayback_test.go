package wayback

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/store/storetest/samples"
)

// recorded is a payload with its status and headers; the test is skipped where the
// shared data is not at hand.
func recorded(t *testing.T, name string) scraper.Page {
	t.Helper()
	base := filepath.Join(samples.Path(t, "data", "platforms", "wayback"), name)
	meta, err := os.ReadFile(base + ".http.json")
	if err != nil {
		t.Fatal(err)
	}
	var h struct {
		URL     string
		Status  int
		Headers map[string][]string
	}
	if err := json.Unmarshal(meta, &h); err != nil {
		t.Fatal(err)
	}
	p := scraper.Page{Status: h.Status, Header: http.Header{}}
	for k, v := range h.Headers {
		p.Header[http.CanonicalHeaderKey(k)] = v
	}
	if p.URL, err = url.Parse(h.URL); err != nil {
		t.Fatal(err)
	}
	for _, ext := range []string{".txt", ".html", ".txt.gz", ".html.gz"} {
		if _, err := os.Stat(base + ext); err == nil {
			p.Body = samples.Read(t, base+ext)
		}
	}
	return p
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func TestRecordedCDX(t *testing.T) {
	p := recorded(t, "cdx/test_search_multipage_0")
	rows, resume, err := ParseCDX(p)
	if err != nil || len(rows) < 10 || resume != "com,cnn)/ 2001041400593:" && !strings.HasPrefix(resume, "com,cnn)/ 2001041400593") {
		t.Fatalf("%d rows, resume %q, %v", len(rows), resume, err)
	}
	for _, r := range rows {
		if !strings.Contains(r.Original, "cnn.com") || r.Digest == "" || r.Time.Before(day(1996, 1, 1)) {
			t.Errorf("%+v", r)
		}
	}
	rows, resume, err = ParseCDX(recorded(t, "cdx/test_search_0"))
	if err != nil || resume != "" || len(rows) == 0 {
		t.Errorf("the only page: %d rows, %q %v", len(rows), resume, err)
	}
}

// TestMalformedCDX: what cannot be an address of the web is left out, the rest is
// read.
func TestMalformedCDX(t *testing.T) {
	b := samples.Read(t, samples.Path(t, "data/platforms/wayback/cdx/malformed_cdx.txt"))
	rows, _, err := ParseCDX(scraper.Page{Status: 200, Body: b})
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, r := range rows {
		if strings.Contains(r.Original, "mailto:") || strings.HasPrefix(r.Original, "data:") {
			t.Errorf("%q passes", r.Original)
		}
	}
}

func TestCDXAsJSONAndRefusals(t *testing.T) {
	rows, resume, err := ParseCDX(scraper.Page{Status: 200, Body: []byte(`[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],
["org,example)/a","20200102030405","https://example.org/a","text/html","200","AAA","10"],
["org,example)/a","20200103030405","https://example.org/a","warc/revisit","-","AAA","10"],[],["org,example)/a 2020"]]`)})
	if err != nil || len(rows) != 2 || resume != "org,example)/a 2020" || rows[1].Status != 0 || !rows[0].Time.Equal(time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)) {
		t.Errorf("%+v %q %v", rows, resume, err)
	}
	for _, c := range []struct {
		page scraper.Page
		want error
	}{
		{scraper.Page{Status: 403, Body: []byte("org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error")}, ErrExcluded},
		{scraper.Page{Status: 429}, ErrRate},
	} {
		if _, _, err := ParseCDX(c.page); !errors.Is(err, c.want) {
			t.Errorf("%v", err)
		}
	}
	for _, body := range []string{"<html>", "[[1,2]]x", strings.Repeat("[", 100_000), "a b c d"} {
		if _, _, err := ParseCDX(scraper.Page{Status: 200, Body: []byte(body)}); err == nil {
			t.Errorf("%.20q passes", body)
		}
	}
	if rows, _, err := ParseCDX(scraper.Page{Status: 200, Body: []byte("[]")}); err != nil || len(rows) != 0 {
		t.Errorf("no captures: %v %v", rows, err)
	}
}

func TestRecordedMementos(t *testing.T) {
	inner, at, err := Unwrap(recorded(t, "memento/test_memento_rate_limits_1"))
	if err != nil || inner.URL.String() != "http://www.zew.de/" || inner.Status != 200 || !at.Equal(time.Date(1997, 4, 27, 19, 19, 25, 0, time.UTC)) {
		t.Errorf("%v %s %v", inner.URL, at, err)
	}
	// A page that the site refused while it was archived: the refusal is the site's.
	inner, at, err = Unwrap(recorded(t, "memento/test_get_memento_works_on_archived_rate_limit_responses_0"))
	if err != nil || inner.Status != 429 || at.IsZero() {
		t.Errorf("an archived 429: %d %s %v", inner.Status, at, err)
	}
	// The machine's own page is no memento.
	if _, _, err := Unwrap(recorded(t, "memento/test_get_memento_raises_blocked_error_0")); err == nil {
		t.Error("the archive's own page passes for a memento")
	}
	inner, _, err = Unwrap(recorded(t, "memento/test_get_memento_target_window_1"))
	if err != nil || inner.URL.Host != "www.fws.gov" || len(inner.Header) == 0 {
		t.Errorf("%v %v %v", inner.URL, inner.Header, err)
	}
	for k := range inner.Header {
		if strings.HasPrefix(k, "X-Archive") {
			t.Errorf("header %s", k)
		}
	}
}

// TestChoose: changes, the last sight of each content, and the first that says that
// it is gone.
func TestChoose(t *testing.T) {
	var rows []Row
	for i, c := range []struct {
		status int
		digest string
	}{{200, "A"}, {200, "A"}, {302, "R"}, {200, "A"}, {200, "B"}, {200, "A"}, {503, "E"}, {404, "N"}, {404, "M"}, {200, "A"}} {
		rows = append(rows, Row{Time: day(2020, 1, i+1), Status: c.status, Digest: c.digest})
	}
	var got []int
	for _, r := range Choose([]Row{rows[9], rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7], rows[8]}, 100) {
		got = append(got, r.Time.Day())
	}
	want := []int{1, 4, 5, 6, 8, 10}
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%v, want %v", got, want)
		}
	}
	if few := Choose(rows, 3); len(few) != 3 || few[0].Time.Day() != 1 || few[2].Time.Day() != 10 {
		t.Errorf("thinned: %v", few)
	}
}

func TestAddresses(t *testing.T) {
	for raw, want := range map[string]string{
		"https://web.archive.org/web/20200101000000id_/https://example.org/a?b=c": "https://example.org/a?b=c 2020-01-01",
		"https://web.archive.org/web/2020/http:/example.org/":                     "http://example.org/ 2020-01-01",
		"https://web.archive.org/web/*/example.org/":                              "http://example.org/ 0001-01-01",
		"https://example.org/web/2020/https://a.example/":                         "",
		"https://web.archive.org/":                                                "",
	} {
		got := ""
		if original, at, ok := ParseAddress(raw); ok {
			got = original + " " + at.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
	r := New("").Memento(Row{Time: day(2020, 1, 2), Original: "https://example.org/a"})
	if r.URL != "https://web.archive.org/web/20200102000000id_/https://example.org/a" || r.Relay != host || !r.API {
		t.Errorf("%+v", r)
	}
}

func FuzzParseCDX(f *testing.F) {
	f.Add([]byte(`[["urlkey","timestamp"],["a","20200102030405","https://example.org/a","text/html","200","AAA","10"]]`))
	f.Add([]byte("a 20200102030405 https://example.org/a text/html 200 AAA 10\n\nkey"))
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, _, _ := ParseCDX(scraper.Page{Status: 200, Body: b})
		for _, r := range rows {
			if u, err := url.Parse(New("").Memento(r).URL); err != nil || u.Host != host {
				t.Errorf("%+v leads to %v %v", r, u, err)
			}
		}
	})
}
