package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/demo"
	"onrecord/scraper/platform/x"
)

// referenceAddress is where the reference's web is served: addresses stand in what is
// frozen, so it cannot be a free port.
const referenceAddress = "127.0.0.1:18971"

// reference is an archive that comes out the same each time: the demo's web and a few
// pages more, under a clock that stands still in a command and moves between them.
type reference struct {
	t          *testing.T
	dir        string
	web        *demo.Web
	base       string
	clock      time.Time
	own        map[string]string
	transcript bytes.Buffer
	// place gives the address of an archive of the reference's, by its name.
	place func(name string) string
	// names are the varying names of this run and what stands for them.
	names map[string]string
}

func newReference(t *testing.T) *reference {
	t.Helper()
	r := &reference{
		t: t, dir: t.TempDir(), web: demo.NewWeb(), base: "http://" + referenceAddress,
		clock: time.Date(2025, 11, 12, 16, 0, 0, 0, time.UTC), own: map[string]string{},
	}
	r.place = func(name string) string { return filepath.Join(r.dir, name) }
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(r.dir, "config"))
	t.Setenv("NO_COLOR", "1")
	t.Setenv("CHROMIUM", "none")
	r.names = map[string]string{r.dir: "DIR"}
	if exe, err := os.Executable(); err == nil {
		r.names[exe] = "EXE"
	}
	r.web.BaseURL = r.base
	s := &http.Server{Handler: r, ReadHeaderTimeout: 10 * time.Second}
	ln := listenWhenFree(t)
	go func() { _ = s.Serve(ln) }()
	t.Cleanup(func() { s.Close() })
	return r
}

// listenWhenFree waits for another run of this test to end.
func listenWhenFree(t *testing.T) net.Listener {
	t.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", referenceAddress)
		if err == nil {
			return ln
		}
		if time.Now().After(until) {
			t.Fatalf("the reference's web needs its own address: %v", err)
		}
	}
}

// ServeHTTP serves pages of the reference's own before the demo's, all with the
// reference's time.
func (r *reference) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	rw.Header().Set("Date", "Wed, 12 Nov 2025 16:00:00 GMT")
	if !strings.HasPrefix(req.URL.Path, "/own/") {
		r.web.ServeHTTP(rw, req)
		return
	}
	switch page := r.own[req.URL.Path]; page {
	case "":
		http.NotFound(rw, req)
	case "broken":
		http.Error(rw, "out of order", http.StatusInternalServerError)
	default:
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(rw, page)
	}
}

// run runs a command line over an archive in the reference's folder.
func (r *reference) run(archive, in string, args ...string) (code int, out, errs []byte) {
	var o, e bytes.Buffer
	code = r.app(streams{in: strings.NewReader(in), out: &o, err: &e}).execute(r.t.Context(), append(args, "--archive", r.place(archive), "--media-dir", filepath.Join(r.dir, archive, "media")))
	return code, r.settled(o.Bytes()), r.settled(e.Bytes())
}

// app is the program with the reference's clock and web.
func (r *reference) app(s streams) *app {
	now := r.clock
	return &app{streams: s, now: func() time.Time { return now }, config: config.Config{X: x.Endpoints{Syndication: r.base, OEmbed: r.base}}}
}

// said writes a command line and its answer in JSON into the transcript.
func (r *reference) said(args ...string) { r.saidOf("archive", "", args...) }

func (r *reference) saidOf(archive, in string, args ...string) {
	code, out, errs := r.run(archive, in, append(args, "--json")...)
	line := r.settled([]byte(strings.Join(args, " ")))
	fmt.Fprintf(&r.transcript, "$ onrecord %s\n", line)
	r.transcript.Write(out)
	for _, l := range strings.Split(strings.TrimSpace(string(errs)), "\n") {
		if l != "" {
			fmt.Fprintf(&r.transcript, "! %s\n", l)
		}
	}
	fmt.Fprintf(&r.transcript, "= %d\n\n", code)
	r.clock = r.clock.Add(time.Hour)
}

// file writes a file of the reference's and gives its name.
func (r *reference) file(name, body string) string {
	r.t.Helper()
	f := filepath.Join(r.dir, name)
	if err := os.WriteFile(f, []byte(body), 0o644); err != nil {
		r.t.Fatal(err)
	}
	return f
}
