package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"onrecord/store"
	"onrecord/store/postgres"
	"onrecord/store/postgres/postgrestest"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// slowNet is a web of many hosts on loopback that answers slowly, and counts at its end
// whether anybody asked a host twice at a time, or too soon.
type slowNet struct {
	port    string
	pause   time.Duration
	latency atomic.Int64 // nanoseconds
	edition atomic.Int64
	pages   atomic.Int64 // that were asked for

	mu     sync.Mutex
	busy   map[string]bool
	last   map[string]time.Time
	faults []string
}

func newSlowNet(t *testing.T, latency, pause time.Duration) *slowNet {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the hosts are addresses of Linux's loopback network")
	}
	n := &slowNet{pause: pause, busy: map[string]bool{}, last: map[string]time.Time{}}
	n.latency.Store(int64(latency))
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	_, n.port, _ = net.SplitHostPort(l.Addr().String())
	s := &http.Server{Handler: n, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { s.Close() })
	return n
}

func (n *slowNet) address(host, page int) string {
	return fmt.Sprintf("http://127.0.%d.%d:%s/page%d", 1+host/250, 1+host%250, n.port, page)
}

func (n *slowNet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	// A tenth is granted to the ways of the net.
	if since := time.Since(n.last[r.Host]); n.busy[r.Host] || since < n.pause*9/10 {
		n.faults = append(n.faults, fmt.Sprintf("%s%s: busy %v, %s after the last", r.Host, r.URL.Path, n.busy[r.Host], since))
	}
	n.busy[r.Host] = true
	edition := n.edition.Load()
	n.mu.Unlock()
	if r.URL.Path != "/robots.txt" {
		n.pages.Add(1)
	}
	time.Sleep(time.Duration(n.latency.Load())) // the net is slow: it is what is simulated
	n.mu.Lock()
	n.busy[r.Host], n.last[r.Host] = false, time.Now()
	n.mu.Unlock()
	if r.URL.Path == "/robots.txt" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<html><head><title>%[1]s</title></head><body><article><p>Edition %[2]d of %[1]s says that the ferries wait at the pier until the weather turns for the better again.</p></article></body></html>`, r.URL.Path, edition)
}

// workers are processes on one archive.
type workers struct {
	t       *testing.T
	program string
	address string
	args    []string
	all     []*worker
}

type worker struct {
	cmd *exec.Cmd
	// out and err are what it says, until it has ended.
	out, err bytes.Buffer
	ended    chan struct{}
}

func (w *workers) start() *worker {
	w.t.Helper()
	c := &worker{cmd: exec.Command(w.program, append([]string{"work", "--json", "--allow-private", "--no-translate", "-a", w.address}, w.args...)...), ended: make(chan struct{})}
	c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr, c.cmd.Dir = childEnv(), &c.out, &c.err, w.t.TempDir()
	if err := c.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.all = append(w.all, c)
	go func() {
		_ = c.cmd.Wait()
		close(c.ended)
	}()
	return c
}

// again starts those anew that have ended by themselves, as systemd does, and counts them:
// one that begins while there is no database says so and ends.
func (w *workers) again(alive []*worker) (n int) {
	for i, c := range alive {
		select {
		case <-c.ended:
			alive[i] = w.start()
			n++
		default:
		}
	}
	return n
}

func (c *worker) end(s syscall.Signal) {
	_ = c.cmd.Process.Signal(s)
	<-c.ended
}

// dueSources makes an archive with sources that are due, some of each host.
func dueSources(t *testing.T, address string, n *slowNet, hosts, pages int) *sqlite.DB {
	t.Helper()
	d, err := postgres.Open(t.Context(), address, filepath.Join(t.TempDir(), "media"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	for p := range pages {
		for h := range hosts {
			at := time.Now().Add(time.Hour) // until all workers are there
			if _, err := d.AddSource(t.Context(), store.Source{Kind: store.SourcePage, Platform: "web", URL: n.address(h, p), Cadence: time.Hour, AddedAt: at, NextDue: at, Fixed: true}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return d
}

// untilThere waits until so many workers live.
func untilThere(t *testing.T, address string, workers int) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		f, err := postgres.OpenFleet(t.Context(), address, 1)
		if err != nil {
			t.Fatal(err)
		}
		now, err := f.Figures(t.Context())
		f.Pool.Close()
		if err == nil && now.Workers == workers {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%+v, %v", now, err)
		}
	}
}

// untilLooked waits until no source is due.
func untilLooked(t *testing.T, d *sqlite.DB, most time.Duration) {
	t.Helper()
	for end := time.Now().Add(most); ; time.Sleep(100 * time.Millisecond) {
		left, err := d.DueSources(context.WithoutCancel(t.Context()), time.Now(), 10)
		if err == nil && len(left) == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("still due: %v, %v", left, err)
		}
	}
}

func (n *slowNet) held(t *testing.T) {
	t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, f := range n.faults[:min(len(n.faults), 5)] {
		t.Errorf("a host was asked out of turn (%d times): %s", len(n.faults), f)
	}
}

// TestFleet holds three workers on a slow net against one, over ONRECORD_SOURCES sources
// (20000, say), a tenth as many hosts: they look 2.5 times as often in the same time, ask
// no host out of turn, and look at each source once for its due time.
func TestFleet(t *testing.T) {
	sources := many("ONRECORD_SOURCES", 0)
	if sources == 0 {
		t.Skip("it takes half an hour; ONRECORD_SOURCES=20000 runs it")
	}
	const latency, pause, span = 3 * time.Second, time.Second, 90 * time.Second
	n := newSlowNet(t, latency, pause)
	address := postgrestest.Address(t)
	d := dueSources(t, address, n, sources/10, 10)
	w := &workers{t: t, program: childProgram(t), address: address, args: []string{"--delay", pause.String(), "--parallel", "16"}}
	looks := func(workers int) int64 {
		untilThere(t, address, workers)
		if workers == 1 {
			dueAgain(t, address, n)
		}
		for before := n.pages.Load(); n.pages.Load() < before+int64(16*workers); {
			time.Sleep(100 * time.Millisecond)
		}
		before := n.pages.Load()
		time.Sleep(span)
		return n.pages.Load() - before
	}
	w.start()
	one := looks(1)
	w.start()
	w.start()
	three := looks(3)
	t.Logf("%d looks in %s by one worker, %d by three: %.2f times as many", one, span, three, float64(three)/float64(one))
	if 2*three < 5*one {
		t.Errorf("three workers look %d times where one looks %d times", three, one)
	}
	n.latency.Store(0) // the rest need not take long
	untilLooked(t, d, time.Hour)
	for _, c := range w.all {
		c.end(syscall.SIGTERM)
		t.Logf("a worker's processor time: %s; it said: %s", c.cmd.ProcessState.UserTime()+c.cmd.ProcessState.SystemTime(), &c.err)
	}
	n.held(t)
	n.lookedAtOnce(t, d, sources)
	soundArchive(t, d)
}

// lookedAtOnce holds each source to one look, and the archive to all that was asked for:
// there are looks at the documents, too, minutes after their first.
func (n *slowNet) lookedAtOnce(t *testing.T, d *sqlite.DB, sources int) {
	t.Helper()
	of, captures := map[int64]int{}, int64(0)
	if err := d.Captures(t.Context(), "", 0, func(c store.Capture) error {
		captures++
		if c.SourceID != 0 {
			of[c.SourceID]++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for id, looks := range of {
		if looks != 1 {
			t.Errorf("source %d was looked at %d times for one due time", id, looks)
		}
	}
	if len(of) != sources || captures != n.pages.Load() {
		t.Errorf("%d sources of %d were looked at; %d captures of %d answers", len(of), sources, captures, n.pages.Load())
	}
}

// TestWork: three workers look at each source once for its due time, ask no host out of
// turn, and end in good order.
func TestWork(t *testing.T) {
	n := newSlowNet(t, 100*time.Millisecond, 50*time.Millisecond)
	address := postgrestest.Address(t)
	d := dueSources(t, address, n, 20, 5)
	w := &workers{t: t, program: childProgram(t), address: address, args: []string{"--delay", "50ms"}}
	for range 3 {
		w.start()
	}
	untilThere(t, address, 3)
	dueAgain(t, address, n)
	untilLooked(t, d, 2*time.Minute)
	some := 0
	for _, c := range w.all {
		c.end(syscall.SIGTERM)
		if strings.Contains(c.out.String(), `"document"`) {
			some++
		}
	}
	n.held(t)
	n.lookedAtOnce(t, d, 100)
	if some < 2 {
		t.Errorf("%d of 3 workers did something: %s%s%s", some, &w.all[0].err, &w.all[1].err, &w.all[2].err)
	}
	c, err := d.Counts(t.Context())
	if err != nil || c.Articles+c.Posts != 100 || c.Versions != 100 {
		t.Errorf("%+v, %v", c, err)
	}
	runs, err := d.LatestRuns(t.Context(), 5)
	if err != nil || len(runs) != 1 || runs[0].State != "done" {
		t.Errorf("runs: %+v, %v", runs, err)
	}
	soundArchive(t, d)
}

func soundArchive(t *testing.T, d *sqlite.DB) {
	t.Helper()
	r, err := proof.Verify(t.Context(), proof.ArchiveOf(d), proof.Options{})
	if err != nil || len(r.Faults)+len(r.Missing)+len(r.Bad) > 0 {
		t.Errorf("verify: %v %v %v, %v", r.Faults, r.Missing, r.Bad, err)
	}
}

// TestQueues: a worker takes jobs from the queues that it was given and from no other, and
// what it tells at /healthz and /metrics is how the work of all stands.
func TestQueues(t *testing.T) {
	n := newSlowNet(t, 10*time.Millisecond, 0)
	server := postgrestest.Require(t)
	address, err := server.Database(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d := dueSources(t, address, n, 3, 1)
	if err := d.SaveHost(t.Context(), store.Host{Name: "held.example", BlockedUntil: time.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := "http://" + l.Addr().String()
	l.Close()
	w := &workers{t: t, program: childProgram(t), address: address}
	w.args = []string{"--delay", "0s", "--queues", "link", "--listen", strings.TrimPrefix(at, "http://")}
	linking := w.start()
	defer linking.end(syscall.SIGTERM)
	untilThere(t, address, 1)
	dueAgain(t, address, n)
	told(t, at, `onrecord_jobs{queue="looks",state="available"} 3`, "onrecord_workers 1\n", "onrecord_hosts_held 1\n")
	n.mu.Lock()
	if len(n.busy) != 0 {
		t.Errorf("who links has looked: %v", n.busy)
	}
	n.mu.Unlock()
	if lag := told(t, at, "onrecord_lag_seconds "); strings.Contains(lag, "onrecord_lag_seconds 0\n") {
		t.Errorf("nothing is late: %s", lag)
	}
	w.args = []string{"--delay", "0s", "--queues", "looks"}
	looking := w.start()
	untilLooked(t, d, time.Minute)
	told(t, at, "onrecord_lag_seconds 0\n", "onrecord_workers 2\n")
	if code, said := get(t, at+"/healthz"); code != http.StatusOK || said != "ok\n" {
		t.Errorf("/healthz: %d %s", code, said)
	}
	looking.end(syscall.SIGTERM)
	server.Kill()
	if code, said := get(t, at+"/healthz"); code != http.StatusServiceUnavailable {
		t.Errorf("/healthz without a database: %d %s", code, said)
	}
}

// told waits until the figures have all of some lines, and gives them.
func told(t *testing.T, at string, lines ...string) string {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		code, said := get(t, at+"/metrics")
		if code == http.StatusOK && !slices.ContainsFunc(lines, func(l string) bool { return !strings.Contains(said, l) }) {
			return said
		}
		if time.Now().After(end) {
			t.Fatalf("/metrics: %d, not %q in\n%s", code, lines, said)
		}
	}
}

// get asks an address that may not answer yet; its code is then 0.
func get(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		return 0, err.Error()
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// TestFault54KillsOfWorkers kills workers and PostgreSQL in turn, at random moments, while
// pages change: what was reported is there, nothing is there twice, and the archive
// verifies. ONRECORD_KILLS says how often, else 6 times.
func TestFault54KillsOfWorkers(t *testing.T) {
	kills, seed := many("ONRECORD_KILLS", 6), seedOf(t)
	r := rand.New(rand.NewPCG(seed, 54))
	server := postgrestest.Require(t)
	address, err := server.Database(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n := newSlowNet(t, 30*time.Millisecond, 0)
	d := dueSources(t, address, n, 15, 2)
	w := &workers{t: t, program: childProgram(t), address: address, args: []string{"--delay", "0s"}}
	alive := []*worker{w.start(), w.start(), w.start()}
	database, again := 0, 0
	for kill := range kills {
		again += w.again(alive)
		if r.IntN(12) == 0 { // the others come down on workers that begin anew
			dueAgain(t, address, n)
			untilLooked(t, d, 4*time.Minute)
		}
		dueAgain(t, address, n)
		time.Sleep(time.Duration(200+r.IntN(1800)) * time.Millisecond) // a random moment is what is tested
		if kill%2 == 1 {
			server.Kill()
			database++
			if err := server.Restart(); err != nil {
				t.Fatal(err)
			}
			continue
		}
		i := r.IntN(len(alive))
		alive[i].end(syscall.SIGKILL)
		alive[i] = w.start()
	}
	again += w.again(alive)
	dueAgain(t, address, n)
	untilLooked(t, d, 4*time.Minute)
	for _, c := range alive {
		c.end(syscall.SIGTERM)
	}
	reported := w.kept(t, d)
	editions(t, d, n)
	soundArchive(t, d)
	t.Logf("seed %d: %d workers and %d databases killed, %d workers ended for want of a database, %d changes reported", seed, kills-database, database, again, reported)
}

// dueAgain brings the next edition of all pages out and makes all sources due.
func dueAgain(t *testing.T, address string, n *slowNet) {
	t.Helper()
	n.edition.Add(1)
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), `UPDATE source SET next_due = $1`, time.Now().UnixMilli()); err != nil {
		t.Fatal(err)
	}
}

// kept holds what workers reported against the archive, and counts it.
func (w *workers) kept(t *testing.T, d *sqlite.DB) (reported int) {
	t.Helper()
	for _, c := range w.all {
		for line := range strings.Lines(c.out.String()) {
			var said struct {
				Document store.DocumentID `json:"document"`
				Version  int              `json:"version"`
			}
			if json.Unmarshal([]byte(line), &said) != nil || said.Document == "" {
				continue // cut by the kill
			}
			reported++
			if vs, err := d.Versions(t.Context(), said.Document); err != nil || len(vs) < said.Version {
				t.Errorf("lost: version %d of %s: there are %d, %v", said.Version, said.Document, len(vs), err)
			}
		}
	}
	if reported == 0 {
		t.Error("nothing was reported")
	}
	return reported
}

// editions holds each page's versions to the editions: one after the other, none twice,
// the last one there.
func editions(t *testing.T, d *sqlite.DB, n *slowNet) {
	t.Helper()
	var names []store.DocumentID
	if err := d.Documents(t.Context(), store.DocumentFilter{}, func(d store.Document) error {
		names = append(names, d.ID)
		return nil
	}); err != nil || len(names) != 30 {
		t.Errorf("%d documents, %v", len(names), err)
	}
	sources, err := d.Sources(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if s.LastCause != store.CauseNone {
			t.Errorf("%s was not had: %s, %s", s.URL, s.LastCause, s.LastError)
		}
	}
	for _, name := range names {
		vs, err := d.Versions(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		for _, v := range vs {
			if slices.Contains(seen, v.Text) {
				t.Errorf("doubled: %s: %q", name, v.Text)
			}
			seen = append(seen, v.Text)
		}
		if last := fmt.Sprintf("Edition %d of", n.edition.Load()); !strings.Contains(seen[len(seen)-1], last) {
			t.Errorf("lost: %s has not edition %d: %q", name, n.edition.Load(), seen)
		}
		events, err := d.Timeline(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		changes := map[string]bool{}
		for _, e := range events {
			if e.Kind != store.ChangeNew && e.Kind != store.ChangeEdited {
				continue
			}
			if key := fmt.Sprint(e.Kind, e.VersionSeq); changes[key] {
				t.Errorf("doubled: %s: %s", name, key)
			} else {
				changes[key] = true
			}
		}
	}
}

// TestNewerSchemaEndsWorkers: a worker that runs while a newer onrecord brings the archive up to
// date writes no more, says so and ends, so that what restarts it starts the newer one.
func TestNewerSchemaEndsWorkers(t *testing.T) {
	n := newSlowNet(t, 10*time.Millisecond, 0)
	address := postgrestest.Address(t)
	d := dueSources(t, address, n, 3, 1)
	w := &workers{t: t, program: childProgram(t), address: address, args: []string{"--delay", "0s"}}
	old := w.start()
	untilThere(t, address, 1)
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), "UPDATE onrecord SET schema = schema + 1"); err != nil {
		t.Fatal(err)
	}
	before, err := d.LogSize(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dueAgainFrom(t, c)
	select {
	case <-old.ended:
	case <-time.After(time.Minute):
		old.end(syscall.SIGQUIT)
		t.Fatalf("the worker goes on: %s", old.err.String())
	}
	if said := old.err.String(); old.cmd.ProcessState.ExitCode() != 1 || !strings.Contains(said, "newer onrecord") {
		t.Errorf("it ended with %d and said %s", old.cmd.ProcessState.ExitCode(), said)
	}
	if after, err := d.LogSize(t.Context()); err != nil || after != before {
		t.Errorf("it wrote %d leaves more, %v", after-before, err)
	}
}

// dueAgainFrom makes all sources due, behind the archive's back.
func dueAgainFrom(t *testing.T, c *pgx.Conn) {
	t.Helper()
	if _, err := c.Exec(t.Context(), "UPDATE source SET next_due = 1"); err != nil {
		t.Fatal(err)
	}
}
