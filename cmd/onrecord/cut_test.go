package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// session is what was asked of the disk by some commands, one after the other.
type session struct {
	log  []diskOp
	acks []ack
	// near are the operations before which a cut is likely to hurt.
	near []int
}

// ack is a document that was reported, or a key's file: once operation at was over
// it is to stay.
type ack struct {
	at   int
	id   store.DocumentID
	text string
	key  string
}

// step is one command; ids are the documents that an import's last line reports.
type step struct {
	args []string
	ids  []string
}

// watched runs the steps under strace on an empty root.
func watched(t *testing.T, root string, steps ...step) session {
	t.Helper()
	tr := newTracer(root)
	var s session
	for _, st := range steps {
		from := len(tr.log)
		said := tr.run(t, append([]string{"-a", filepath.Join(root, "archive"), "--json"}, st.args...)...)
		for i, o := range tr.log[from:] {
			if o.kind == opAck {
				s.acknowledge(t, from+i, o.data, st)
			}
		}
		if len(st.ids) > 0 && !strings.Contains(said, `"failed":0`) {
			t.Fatalf("%s: %s", st.args, said)
		}
	}
	s.log = tr.log
	for i, o := range s.log {
		if o.kind != opWrite {
			s.near = append(s.near, i)
		}
	}
	return s
}

// acknowledge reads what was said.
func (s *session) acknowledge(t *testing.T, at int, said []byte, st step) {
	t.Helper()
	for line := range bytes.Lines(said) {
		if !bytes.HasPrefix(line, []byte("{")) { // init's
			if file, ok := bytes.CutPrefix(line, []byte("key  ")); ok {
				s.acks = append(s.acks, ack{at: at, key: string(bytes.TrimSpace(file))})
			}
			continue
		}
		var j struct {
			Document store.DocumentID
			Text     string
			Lines    int
		}
		if err := json.Unmarshal(line, &j); err != nil {
			t.Fatalf("%s: %v: %s", st.args, err, line)
		}
		if j.Document != "" {
			s.acks = append(s.acks, ack{at: at, id: j.Document, text: j.Text})
		}
		if j.Lines > 0 {
			for _, id := range st.ids {
				s.acks = append(s.acks, ack{at: at, id: store.DocumentID(id)})
			}
		}
	}
}

// cutPoint is before which operation the power goes: anywhere, or close to
// where something was synced, said or named.
func (s session) cutPoint(r *rand.Rand) int {
	k := r.IntN(len(s.log) + 1)
	if r.IntN(2) == 0 {
		k = s.near[r.IntN(len(s.near))] + r.IntN(5) - 2
	}
	return min(max(k, 0), len(s.log))
}

// examine cuts once, and says what is wrong with what is left.
func (s session) examine(t *testing.T, root string, c cutter, r *rand.Rand) error {
	t.Helper()
	k := s.cutPoint(r)
	d := c.cut(k, r)
	if err := errors.Join(emptyDir(root), d.write(root)); err != nil {
		t.Fatal(err)
	}
	var acked []ack
	for _, a := range s.acks {
		if a.at < k {
			acked = append(acked, a)
		}
	}
	if err := look(t, filepath.Join(root, "archive"), acked, r.IntN(2) == 0, r.IntN(16) == 0); err != nil {
		return fmt.Errorf("cut before operation %d of %d, with %d reported: %w", k, len(s.log), len(acked), err)
	}
	return nil
}

func emptyDir(dir string) error {
	return errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755))
}

// look opens an archive after a cut: all that was reported must be there, whole,
// the database sound, and its verification content.
func look(t *testing.T, dir string, acked []ack, verifyFirst, goOn bool) error {
	t.Helper()
	if verifyFirst = verifyFirst && len(acked) > 0; verifyFirst {
		if err := verified(dir); err != nil {
			return fmt.Errorf("before it is written to: %w", err)
		}
	}
	ctx := t.Context()
	st, err := sqlite.Open(ctx, dir, sqlite.Options{Create: true, Scheme: link.Scheme(), Terms: link.Terms, BusyTimeout: time.Second})
	if err != nil {
		return err
	}
	defer st.Close()
	for _, a := range acked {
		if err := whole(ctx, st, a); err != nil {
			return fmt.Errorf("%s%s was reported: %w", a.id, a.key, err)
		}
	}
	if goOn {
		if _, _, err := st.Record(ctx, store.Capture{URL: "https://x.com/a/status/1", Body: []byte("after the cut")}, nil); err != nil {
			return fmt.Errorf("to go on: %w", err)
		}
	}
	if err := errors.Join(st.Close(), sound(dir)); err != nil || verifyFirst && !goOn {
		return err
	}
	return verified(dir)
}

// whole reads back what one line reported.
func whole(ctx context.Context, st *sqlite.DB, a ack) error {
	if a.key != "" {
		_, err := proof.ReadKey(a.key)
		return err
	}
	vs, err := st.Versions(ctx, a.id)
	if err != nil {
		return err
	}
	if len(vs) == 0 || a.text != "" && !slices.ContainsFunc(vs, func(v store.Version) bool { return v.Text == a.text }) {
		return fmt.Errorf("none of its %d versions says %q", len(vs), a.text)
	}
	c, err := st.Capture(ctx, vs[0].CaptureID)
	if err == nil && len(c.Body) == 0 {
		err = errors.New("its capture has no bytes")
	}
	return err
}

// sound asks SQLite itself, beyond what verification does.
func sound(dir string) error {
	q, err := sql.Open("sqlite", filepath.Join(dir, "onrecord.db"))
	if err != nil {
		return err
	}
	defer q.Close()
	var verdict string
	if err := q.QueryRow("PRAGMA integrity_check(1)").Scan(&verdict); err != nil || verdict != "ok" {
		return fmt.Errorf("the database is not sound: %s %w", verdict, err)
	}
	return nil
}

func verified(dir string, target ...string) error {
	var said bytes.Buffer
	if code := execute(context.Background(), append([]string{"-a", dir, "verify"}, target...), streams{in: strings.NewReader(""), out: &said, err: &said}); code != exit.Done {
		return fmt.Errorf("verify ends with %d: %s", code, said.String())
	}
	return nil
}

// atWork records the two sessions that are cut: commands of every kind on a new
// archive, and one that captures until the log is begun anew again and again.
func atWork(t *testing.T, root string) []session {
	t.Helper()
	t.Setenv("HOME", filepath.Join(root, "home"))
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(root, "config"))
	base, plain := press(t, 60), []string{"--allow-private", "--delay", "0"}
	posts, ids := somePosts(t, "cut", 12)
	empty := func() {
		if err := errors.Join(emptyDir(root), os.Chmod(root, 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	pages := func(from, to int) []string {
		args := append([]string{"capture"}, plain...)
		for i := from; i < to; i++ {
			args = append(args, fmt.Sprint(base, "/a/", i))
		}
		return args
	}
	empty()
	mixed := watched(t, root,
		step{args: []string{"init"}},
		step{args: pages(0, 4)},
		step{args: append([]string{"source", "add", press(t, 6) + "/feed.xml", "--kind", "feed"}, "--allow-private")},
		step{args: []string{"import", "posts", posts}, ids: ids},
		step{args: append([]string{"run"}, plain...)},
		step{args: append(pages(4, 6), "--no-link")},
		step{args: []string{"link", "--reindex"}})
	empty()
	return []session{mixed, watched(t, root, step{args: append(pages(0, 60), "--no-link")})}
}

// TestFault55PowerCuts cuts the power of a machine that was watched at work, at
// random moments, with what was not synced lost, torn at sectors or put down in
// another order. ONRECORD_CUTS says how often, ONRECORD_SEED begins the same
// cuts again.
func TestFault55PowerCuts(t *testing.T) {
	needStrace(t)
	root, seed := cutRoot(t), seedOf(t)
	sessions := atWork(t, root)
	started, cuts, bad := time.Now(), many("ONRECORD_CUTS", 300), 0
	for i := range cuts {
		if ends, ok := t.Deadline(); ok && time.Until(ends) < time.Minute {
			cuts = i // a machine too slow or too busy for all
			break
		}
		s := sessions[i%len(sessions)]
		if err := s.examine(t, root, cutter{log: s.log, root: root}, rand.New(rand.NewPCG(seed, uint64(i)))); err != nil {
			t.Errorf("cut %d of seed %d, session %d: %v", i, seed, i%len(sessions), err)
			if bad++; bad == 10 {
				break
			}
		}
	}
	t.Logf("%d cuts of seed %d among %d and %d operations with %d and %d reports: %d bad, %.1f ms a cut", cuts, seed,
		len(sessions[0].log), len(sessions[1].log), len(sessions[0].acks), len(sessions[1].acks), bad, float64(time.Since(started).Milliseconds())/float64(max(cuts, 1)))
	cutsFind(t, root, seed, sessions[1])
}

// cutsFind sees to it that the cuts can find a loss: they must where the log is
// not synced at a commit (SQLite's synchronous=NORMAL), where a report comes
// before its commit, and where a new name is not synced.
func cutsFind(t *testing.T, root string, seed uint64, s session) {
	t.Helper()
	early := s
	early.acks = slices.Clone(s.acks)
	for i := range early.acks[1:] { // as though each had been said before anything of it was written
		early.acks[i+1].at = s.acks[i].at
	}
	for name, c := range map[string]struct {
		s     session
		never func(diskOp) bool
	}{
		"synchronous=NORMAL": {s, func(o diskOp) bool { return strings.HasSuffix(o.path, "-wal") }},
		"unsynced names":     {s, func(o diskOp) bool { return o.file == 0 }},
		"early reports":      {early, nil},
	} {
		found := 0
		for i := range 40 {
			if c.s.examine(t, root, cutter{s.log, root, c.never}, rand.New(rand.NewPCG(seed, uint64(i)))) != nil {
				found++
			}
		}
		if t.Logf("%s: %d of 40 cuts lose something", name, found); found < 2 {
			t.Errorf("with %s only %d of 40 cuts were found to lose something", name, found)
		}
	}
}

// cutRoot is a directory in memory, where there is one: a simulated disk needs
// no real one.
func cutRoot(t *testing.T) string {
	t.Helper()
	if dir, err := os.MkdirTemp("/dev/shm", "onrecord-cut-"); err == nil {
		t.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	return t.TempDir()
}

func seedOf(t *testing.T) uint64 {
	t.Helper()
	if s := os.Getenv("ONRECORD_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return uint64(time.Now().UnixNano())
}

// many is how often something is done: usually few times, on demand many.
func many(env string, few int) int {
	if n, err := strconv.Atoi(os.Getenv(env)); err == nil {
		return n
	}
	return few
}

// somePosts writes a file of posts to import and gives their ids.
func somePosts(t *testing.T, part string, n int) (file string, ids []string) {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"%s-%d","platform":"x","author_handle":"s","author_name":"S","lang":"en","text":"post number %d of part %s about the harbour","posted_at":"2025-11-01"}`+"\n", part, i, i, part)
		ids = append(ids, fmt.Sprintf("x:%s-%d", part, i))
	}
	file = filepath.Join(t.TempDir(), part+".jsonl")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, ids
}
