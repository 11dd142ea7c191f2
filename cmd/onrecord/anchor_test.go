package main

import (
	"database/sql"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
	"onrecord/store/proof/stamp/stamptest"
)

// tsa serves an authority.
func tsa(t *testing.T, answer func(query []byte) []byte) string {
	t.Helper()
	s := httptest.NewServer(stamptest.Handler(answer))
	t.Cleanup(s.Close)
	return s.URL + "/tsr"
}

// has fails the test where a text lacks one of the parts.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("lacks %q: %s", p, text)
		}
	}
}

// alter runs SQL on the desk's archive.
func (d *newsroom) alter(query string, args ...any) {
	d.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(d.archive, "onrecord.db"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(d.t.Context(), query, args...); err != nil {
		d.t.Fatal(err)
	}
}

// capture captures a page of the desk's web.
func (d *newsroom) capture(path, text string) string {
	d.t.Helper()
	d.web.set(path, statement(text))
	return d.ok(append([]string{"capture", d.base + path}, fetching...)...)
}

// TestAnchor: two authorities, openssl both, are tried, asked after a capture, and
// their stamps hold in the archive and in a bundle, under the roots that one gives.
func TestAnchor(t *testing.T) {
	d := newDesk(t)
	one, two := stamptest.New(t, stamptest.Options{Name: "One TSA"}), stamptest.New(t, stamptest.Options{Name: "Two TSA", RSA: true})
	first := tsa(t, func(q []byte) []byte { return one.Reply(t, q) })
	second := tsa(t, func(q []byte) []byte { return two.Reply(t, q) })
	d.ok("init", "--contact", "desk@example.org")
	if out := d.ok("anchor", "list"); out != "" {
		t.Errorf("nothing to list, told into a pipe: %s", out)
	}
	has(t, d.ok("anchor", "add", first, "--root", one.RootFile, "--allow-private"), "One TSA under One TSA Root", "add a second one")
	has(t, d.ok("anchor", "add", second, "--allow-private"), "Two TSA under Two TSA Root", "by its own word")
	if code, out := d.run("anchor", "add", second, "--allow-private"); code != exit.Failed {
		t.Errorf("added twice: %d %s", code, out)
	}
	if out := d.capture("/one", "All rise."); strings.Contains(out, "stamp") {
		t.Errorf("a stamp that is good is not talked of: %s", out)
	}
	has(t, d.ok("verify"), "valid: all of it", "1 good by One TSA under One TSA Root", "as this machine knows it", "1 good by Two TSA", "by its own word: unknown here")
	has(t, d.ok("anchor", "list"), first, second, "1 stamp, the last")
	has(t, d.ok("verify", "--root", one.RootFile, "--root", two.RootFile), "as you gave it")
	has(t, d.ok("verify", "--root", one.RootFile), "valid: all of it", "1 good by Two TSA", "by its own word: unknown here")
	wacz := filepath.Join(t.TempDir(), "evidence.wacz")
	d.ok("export", "bundle", "--output", wacz)
	has(t, d.ok("verify", wacz), "1 good by One TSA", "by its own word", "valid")
	has(t, d.ok("verify", wacz, "--root", one.RootFile, "--root", two.RootFile), "as you gave it")
	t.Setenv("XDG_CONFIG_HOME", t.TempDir()) // somebody else's machine
	for _, args := range [][]string{{"verify"}, {"verify", wacz}, {"verify", wacz, "--root", stamptest.New(t, stamptest.Options{}).RootFile}} {
		code, out := d.run(args...)
		if code != exit.Part {
			t.Errorf("%q: exit code %d", args, code)
		}
		has(t, out, "1 good by One TSA", "unknown here", "stamped by an unknown authority: all of it is as it was recorded")
	}
	has(t, d.ok("verify", wacz, "--root", two.RootFile), "valid: all of it")
	has(t, d.ok("anchor", "now", "--allow-private"), "has 2 stamps")
	d.ok("anchor", "remove", second)
	if out := d.ok("anchor", "list"); strings.Contains(out, second) {
		t.Errorf("removed, but listed: %s", out)
	}
}

// TestFault64: an authority that is down, lying, rejecting or expired leaves the
// capture as good as it was, "not anchored"; one whose clock lies, or a stamp that
// was changed, is a bad anchor, by name.
func TestFault64(t *testing.T) {
	now := time.Now()
	good := stamptest.New(t, stamptest.Options{})
	expired := stamptest.New(t, stamptest.Options{From: now.AddDate(-2, 0, 0), Until: now.AddDate(-1, 0, 0)})
	lie := func(a *stamptest.Authority, change func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int)) func([]byte) []byte {
		return func(q []byte) []byte {
			sum, nonce := change(stamptest.Query(t, q))
			return a.Mint(t, sum, nonce, now)
		}
	}
	same := func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int) { return sum, nonce }
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	for name, c := range map[string]struct{ url, why string }{
		"down":     {down.URL, "refused"},
		"expired":  {tsa(t, lie(expired, same)), "validity"},
		"rejected": {tsa(t, func([]byte) []byte { return stamptest.Rejection(t, "no") }), "the request is rejected"},
		"other bytes": {tsa(t, lie(good, func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int) {
			sum[0] ^= 1
			return sum, nonce
		})), "other bytes"},
		"replayed": {tsa(t, lie(good, func(sum [32]byte, _ *big.Int) ([32]byte, *big.Int) { return sum, big.NewInt(1) })), "another request"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.ok("init", "--contact", "desk@example.org")
			if code, out := d.run("anchor", "add", c.url, "--allow-private"); code != exit.Failed {
				t.Errorf("added: %d %s", code, out)
			}
			d.ok("anchor", "add", c.url, "--unseen")
			has(t, d.capture("/one", "All rise."), "new", "gives no time stamp", c.why)
			has(t, d.ok("verify"), "valid, not anchored")
			has(t, d.ok("anchor", "list"), "no stamp yet", "failed 1×", c.why)
			if out := d.capture("/two", "Be seated."); strings.Contains(out, "stamp") {
				t.Errorf("asked again at once: %s", out)
			}
			if code, out := d.run("anchor", "now", "--allow-private"); code != exit.Failed || !strings.Contains(out, c.why) {
				t.Errorf("by hand: %d %s", code, out)
			}
		})
	}
}

// TestFault64BadAnchor: a stamp that cannot be right is found, and named.
func TestFault64BadAnchor(t *testing.T) {
	a := stamptest.New(t, stamptest.Options{})
	var off time.Duration
	url := tsa(t, func(q []byte) []byte {
		sum, nonce := stamptest.Query(t, q)
		return a.Mint(t, sum, nonce, time.Now().Add(off))
	})
	for name, c := range map[string]struct {
		off        time.Duration
		said, then string
		sql        string
	}{
		"behind":         {off: -5 * time.Hour, said: "clock is 5 hours behind", then: "but the checkpoint was made"},
		"ahead":          {off: 50 * time.Hour, said: "clock is 50 hours ahead", then: "yet to come"},
		"token changed":  {then: "bad", sql: `UPDATE anchor SET token = CAST(substr(token, 1, 150) || x'00' || substr(token, 152) AS BLOB)`},
		"time changed":   {then: "as is on record", sql: `UPDATE anchor SET stamped_at = stamped_at - 86400000`},
		"another's note": {then: "other bytes", sql: `UPDATE anchor SET checkpoint = (SELECT min(id) FROM checkpoint)`},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.ok("init", "--contact", "desk@example.org")
			d.ok("anchor", "add", url, "--unseen", "--root", a.RootFile)
			off = c.off
			has(t, d.capture("/one", "All rise."), "new", c.said)
			if c.sql != "" {
				has(t, d.ok("verify"), "valid: ")
				d.alter(c.sql)
			}
			code, out := d.run("verify")
			if code != exit.NotFound {
				t.Errorf("exit code %d", code)
			}
			has(t, out, "by "+url, "bad anchor: ", c.then, "valid, not anchored")
			if c.said != "" {
				_, out := d.run("doctor")
				has(t, out, "is odd", c.said)
			}
		})
	}
}

// TestDoctorAnchors: an authority that has failed for days is told of.
func TestDoctorAnchors(t *testing.T) {
	d := newDesk(t)
	d.ok("init", "--contact", "desk@example.org")
	d.ok("anchor", "add", "http://127.0.0.1:1/tsa", "--unseen")
	d.ok("anchor", "add", "http://127.0.0.1:1/other", "--unseen")
	d.capture("/one", "All rise.")
	if _, out := d.run("doctor"); strings.Contains(out, "1/tsa") {
		t.Errorf("after one failure: %s", out)
	}
	d.alter(`UPDATE anchor SET tries = 7 WHERE authority = 'http://127.0.0.1:1/tsa'`)
	_, out := d.run("doctor")
	has(t, out, "http://127.0.0.1:1/tsa gives no time stamps, 7× in a row")
	if strings.Contains(out, "1/other") {
		t.Errorf("one that failed once: %s", out)
	}
	var l struct {
		URL   string `json:"url"`
		Tries int    `json:"tries"`
	}
	lines := strings.Split(d.ok("anchor", "list", "--json"), "\n")
	if err := json.Unmarshal([]byte(lines[0]), &l); err != nil || l.Tries != 7 {
		t.Errorf("%+v, %v", l, err)
	}
}

// TestAnchorHourly: runs have an authority stamp the log once an hour, not each time.
func TestAnchorHourly(t *testing.T) {
	d := newDesk(t)
	a := stamptest.New(t, stamptest.Options{})
	var asked atomic.Int32
	url := tsa(t, func(q []byte) []byte {
		asked.Add(1)
		sum, nonce := stamptest.Query(t, q)
		return a.Mint(t, sum, nonce, time.Now())
	})
	d.ok("init", "--contact", "desk@example.org")
	d.ok("anchor", "add", url, "--unseen", "--root", a.RootFile)
	for i, want := range []int32{1, 1, 2} {
		if i == 2 {
			d.alter(`UPDATE anchor SET asked_at = asked_at - 7200000`)
		}
		d.ok("watch", "--passes", "1", "--allow-private")
		if got := asked.Load(); got != want {
			t.Errorf("after run %d it was asked %d times, want %d", i+1, got, want)
		}
	}
	d.ok("run", "--allow-private")
	has(t, d.ok("anchor", "list"), "2 stamps")
	has(t, d.ok("verify"), "valid, not anchored")
	d.ok("anchor", "now", "--allow-private")
	has(t, d.ok("verify"), "valid: ")
}
