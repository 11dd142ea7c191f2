package bundle_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/store/proof"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

const (
	leaves    = "evidence/leaves.jsonl"
	documents = "evidence/documents.jsonl"
	table     = "evidence/contents.json"
	export    = "evidence/seal/export.json"
	proofs    = "evidence/seal/proofs.jsonl"
	heads     = "evidence/seal/checkpoints.jsonl"
	stamps    = "evidence/seal/timestamps.jsonl"
)

// entry is one of a bundle's, as an attacker holds it.
type entry struct {
	name string
	b    []byte
}

// parts are what an attacker without the key changes.
type parts struct {
	t         testing.TB
	all       []entry
	described warc.Datapackage
}

func (p *parts) index(name string) int {
	return slices.IndexFunc(p.all, func(e entry) bool { return e.name == name })
}

func (p *parts) get(name string) string {
	p.t.Helper()
	i := p.index(name)
	if i < 0 {
		p.t.Fatalf("no entry %s", name)
	}
	return string(p.all[i].b)
}

func (p *parts) set(name, s string) {
	if i := p.index(name); i >= 0 {
		p.all[i].b = []byte(s)
		return
	}
	p.all = append(p.all, entry{name, []byte(s)})
}

func (p *parts) remove(name string) {
	p.get(name)
	i := p.index(name)
	p.all = slices.Delete(p.all, i, i+1)
}

// replace changes the first place at which something stands.
func (p *parts) replace(name, was, is string) {
	p.t.Helper()
	s := p.get(name)
	if !strings.Contains(s, was) {
		p.t.Fatalf("%s lacks %q", name, was)
	}
	p.set(name, strings.Replace(s, was, is, 1))
}

// lines changes the lines of an entry.
func (p *parts) lines(name string, change func([]string) []string) {
	p.t.Helper()
	all := strings.SplitAfter(strings.TrimSuffix(p.get(name), "\n"), "\n")
	all[len(all)-1] += "\n"
	p.set(name, strings.Join(change(all), ""))
}

// tabled computes the table of contents anew.
func (p *parts) tabled() {
	p.t.Helper()
	type content struct {
		Path   string `json:"path"`
		SHA256 string `json:"sha256"`
		Bytes  int    `json:"bytes"`
	}
	var all []content
	for _, e := range p.all {
		if e.name == table {
			break
		}
		all = append(all, content{e.name, sum(e.b), len(e.b)})
	}
	b, err := proof.Encode(all)
	no(p.t, err)
	p.set(table, string(b)+"\n")
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// unpack takes a bundle apart, but for its datapackage.
func unpack(t testing.TB, b []byte) *parts {
	t.Helper()
	z, err := zipped.Open(bytes.NewReader(b), int64(len(b)))
	no(t, err)
	p := &parts{t: t}
	for _, e := range z.Entries() {
		body, err := io.ReadAll(z.Section(e.Name))
		no(t, err)
		if e.Name == "datapackage.json" {
			no(t, json.Unmarshal(body, &p.described))
		}
		if strings.HasPrefix(e.Name, "datapackage") {
			continue
		}
		p.all = append(p.all, entry{e.Name, body})
	}
	return p
}

// pack makes a bundle whose datapackage and digest fit.
func (p *parts) pack() []byte { return p.packAt(time.Time{}) }

// packAt is pack with a time for its entries.
func (p *parts) packAt(at time.Time) []byte {
	p.t.Helper()
	var b bytes.Buffer
	z := zipped.NewWriter(&b, at)
	d := p.described
	d.Resources = nil
	for _, e := range p.all {
		_, err := z.AddBytes(e.name, e.b)
		no(p.t, err)
		d.Resources = append(d.Resources, warc.Resource{Name: strings.ToLower(path.Base(e.name)), Path: e.name, Hash: "sha256:" + sum(e.b), Bytes: int64(len(e.b))})
	}
	no(p.t, warc.AddDatapackage(z, d))
	no(p.t, z.Close())
	return b.Bytes()
}

func without(i int) func([]string) []string {
	return func(all []string) []string { return slices.Delete(all, i, i+1) }
}

func swap(i, j int) func([]string) []string {
	return func(all []string) []string {
		all[i], all[j] = all[j], all[i]
		return all
	}
}

func last(all []string) []string { return all[:len(all)-1] }

// TestFault62Attacker: what somebody without the key does to a bundle, computing anew
// what can be computed, is found by both, and the item is named.
func TestFault62Attacker(t *testing.T) {
	p := startPython(t)
	_, b := reference(t, "The words.")
	_, other := reference(t, "Other words.")
	theirs := unpack(t, other)
	if r := p.both(unpack(t, b).pack(), proof.Options{}); r.State != proof.Valid {
		t.Fatalf("only packed again: %+v", r)
	}
	hash := sum([]byte("<p>The words."))
	for _, c := range []struct {
		name   string
		change func(*parts)
		want   string // an item
	}{
		{"a leaf deleted", func(p *parts) { p.lines(leaves, without(2)) }, "capture 3 (leaf 2)"},
		{"a leaf and its proof deleted", func(p *parts) { p.lines(leaves, without(2)); p.lines(proofs, without(2)) }, leaves},
		{"and counted anew", func(p *parts) {
			p.lines(leaves, without(2))
			p.lines(proofs, without(2))
			p.tabled()
			p.replace(export, `"leaves":17`, `"leaves":16`)
		}, table},
		{"and that named too", func(p *parts) {
			was := sum([]byte(p.get(table)))
			p.lines(leaves, without(2))
			p.lines(proofs, without(2))
			p.tabled()
			p.replace(export, `"leaves":17`, `"leaves":16`)
			p.replace(export, was, sum([]byte(p.get(table))))
		}, "leaf of the export"},
		{"two leaves in each other's place", func(p *parts) { p.lines(leaves, swap(1, 2)) }, "capture 1 (leaf 2)"},
		{"with their proofs", func(p *parts) { p.lines(leaves, swap(1, 2)); p.lines(proofs, swap(1, 2)) }, proofs},
		{"the tail cut", func(p *parts) { p.lines(leaves, last) }, leaves},
		{"the tail and its proofs cut", func(p *parts) { p.lines(leaves, last); p.lines(proofs, last) }, proofs},
		{"a proof more", func(p *parts) { p.set(proofs, p.get(proofs)+"{\"index\":99,\"proof\":[]}\n") }, proofs},
		{"an outcome", func(p *parts) { p.replace(leaves, `"outcome":"ok"`, `"outcome":"gone"`) }, "capture 1 (leaf 1)"},
		{"the words", func(p *parts) { p.replace(documents, "The words.", "Their words."); p.tabled() }, table},
		{"the words and not the table", func(p *parts) { p.replace(documents, "The words.", "Their words.") }, "version 1 of x:1"},
		{"who said them", func(p *parts) { p.replace(documents, "somebody", "somebodi") }, documents},
		{"who said them, and not the state", func(p *parts) { p.replace(documents, `"handle":"somebody"`, `"handle":"somebodi"`) }, "document x:1"},
		{"its state", func(p *parts) { p.replace(documents, `"author_handle":"somebody"`, `"author_handle":"somebodi"`) }, "document x:1"},
		{"that it is gone", func(p *parts) { p.replace(documents, `"gone":"deleted",`, ``) }, "document x:2"},
		{"that it was seen", func(p *parts) {
			p.replace(documents, `"first_seen":"2025-11-11T12:10`, `"first_seen":"2017-11-11T12:10`)
		}, "document x:1"},
		{"a version taken out", func(p *parts) {
			p.lines(documents, func(all []string) []string {
				var d map[string]any
				if json.Unmarshal([]byte(all[0]), &d) != nil {
					return nil
				}
				all[0] = all[0][:strings.Index(all[0], `"versions":[`)] + `"versions":[]}` + "\n"
				return all
			})
		}, "document x:1"},
		{"its address", func(p *parts) { p.replace(documents, `"url":"https://a.example/1"`, `"url":"https://a.example/7"`) }, "document x:1"},
		{"another name", func(p *parts) { p.replace(documents, `"names":["x:1"]`, `"names":["x:1","x:7"]`) }, "document x:1"},
		{"the bytes", func(p *parts) { p.set("evidence/blobs/"+hash, "<p>The turds.") }, "capture 1"},
		{"the bytes taken out", func(p *parts) { p.remove("evidence/blobs/" + hash) }, "capture 1"},
		{"a record of pages", func(p *parts) { p.set("archive/data.warc.gz", "other") }, "archive/data.warc.gz"},
		{"an entry more", func(p *parts) { p.set("evidence/more.json", "{}") }, "evidence/more.json"},
		{"an earlier checkpoint's proof", func(p *parts) { p.lines(heads, swapProofs) }, "checkpoint of 5 leaves"},
		{"another log's checkpoints", func(p *parts) { p.set(heads, theirs.get(heads)) }, "checkpoint of 5 leaves"},
		{"another log's checkpoint", func(p *parts) { p.set("evidence/seal/checkpoint", theirs.get("evidence/seal/checkpoint")) }, "evidence/seal/checkpoint"},
		{"another's seal", func(p *parts) {
			for _, name := range []string{"evidence/seal/checkpoint", export, proofs, heads} {
				p.set(name, theirs.get(name))
			}
		}, "evidence/seal/checkpoint"},
		{"another's key in the policy", func(p *parts) { p.set("evidence/policy.json", theirs.get("evidence/policy.json")) }, "evidence/seal/checkpoint"},
		{"a checkpoint's size", func(p *parts) { p.replace("evidence/seal/checkpoint", "\n19\n", "\n18\n") }, "evidence/seal/checkpoint"},
		{"another case of a name", func(p *parts) { p.replace(proofs, `"index"`, `"Index"`) }, proofs},
		{"a name twice", func(p *parts) { p.replace(proofs, `{"index":0`, `{"index":7,"index":0`) }, proofs},
		{"a space more", func(p *parts) { p.replace(stamps, `"size":`, `"size": `) }, stamps},
		{"a stamp of another checkpoint", func(p *parts) { p.replace(stamps, `"size":18`, `"size":5`) }, "time stamp of 5 leaves by https://tsa.example/"},
		{"a stamp's time", func(p *parts) { p.replace(stamps, `"time":"2025`, `"time":"2024`) }, "time stamp of 18 leaves by https://tsa.example/"},
		{"another's stamp", func(p *parts) {
			p.set("evidence/seal/timestamps/18-0.tst", theirs.get("evidence/seal/timestamps/18-0.tst"))
		}, "time stamp of 18 leaves by https://tsa.example/"},
		{"a stamp that is none", func(p *parts) { p.set("evidence/seal/timestamps/18-0.tst", "0\x80") }, "time stamp of 18 leaves by https://tsa.example/"},
		{"a stamp that nothing names", func(p *parts) { p.set("evidence/seal/timestamps/9-9.tst", "0") }, "evidence/seal/timestamps/9-9.tst"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p.t = t
			all := unpack(t, b)
			c.change(all)
			r := p.both(all.pack(), proof.Options{})
			if r.State != proof.Tampered && len(r.Bad) == 0 {
				t.Errorf("state %s", r.State)
			}
			if said := items(r.Faults, r.Missing, r.Bad); !slices.Contains(said, c.want) {
				t.Errorf("%q is not named, but %q", c.want, r.Faults)
			}
		})
	}
}

// TestFault62Dates: the entries of a bundle bear the time at which it says that it was made,
// or none as those of before; any other is found by both.
func TestFault62Dates(t *testing.T) {
	p := startPython(t)
	_, b := reference(t, "The words.")
	all := unpack(t, b)
	made, err := time.Parse(time.RFC3339, all.described.Created)
	no(t, err)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	no(t, err)
	for _, f := range z.File {
		if d := made.Sub(f.Modified); d < 0 || d >= 2*time.Second {
			t.Errorf("%s bears %s, and it was made %s", f.Name, f.Modified, made)
		}
	}
	for at, want := range map[time.Time]proof.State{made: proof.Valid, {}: proof.Valid, made.Add(-time.Hour): proof.Tampered} {
		r := p.both(all.packAt(at), proof.Options{})
		if r.State != want || want == proof.Tampered && !slices.Contains(items(r.Faults), "datapackage.json") {
			t.Errorf("at %s: %s %q, want %s", at, r.State, r.Faults, want)
		}
	}
}

// TestTamperedArchiveMakesNoBundle: what was changed behind the archive's back is given
// to nobody as evidence.
func TestTamperedArchiveMakesNoBundle(t *testing.T) {
	for name, query := range map[string]string{
		"who said it":     `UPDATE document SET author_name = 'Somebody Famous' WHERE name = 'x:1'`,
		"that it is gone": `INSERT INTO tombstone (document, how, detail, capture, first_missed, confirmed_at, confirmed_by) SELECT id, 'deleted', '', 1, 1, 1, 1 FROM document WHERE name = 'x:1'`,
		"since when":      `UPDATE version SET first_seen = 1 WHERE id = 1`,
		"another's words": `UPDATE version SET document = (SELECT id FROM document WHERE name = 'x:4'), seq = 9 WHERE id = 1`,
	} {
		t.Run(name, func(t *testing.T) {
			m := newMaker(t, newKey(t, proof.NewOrigin()))
			m.fill("The words.")
			db, err := sql.Open("sqlite", "file:"+filepath.Join(m.dir, "onrecord.db")+"?_pragma=busy_timeout(5000)")
			no(t, err)
			_, err = db.ExecContext(t.Context(), query)
			no(t, errors.Join(err, db.Close()))
			if _, err := m.write(0); err == nil || !strings.Contains(err.Error(), "its last record says") {
				t.Errorf("a bundle was made: %v", err)
			}
		})
	}
}

// swapProofs gives the first checkpoint the second's proof.
func swapProofs(all []string) []string {
	var a, b map[string]any
	if json.Unmarshal([]byte(all[0]), &a) != nil || json.Unmarshal([]byte(all[1]), &b) != nil {
		return nil
	}
	one, two := all[0][strings.Index(all[0], `,"proof":`):], all[1][strings.Index(all[1], `,"proof":`):]
	all[0] = strings.Replace(all[0], one, two, 1)
	return all
}

// TestFault62TakenOut: without the seal's own word there is nothing to believe: each of
// its parts taken out is named.
func TestFault62TakenOut(t *testing.T) {
	p := startPython(t)
	_, b := reference(t, "The words.")
	for _, e := range unpack(t, b).all {
		all := unpack(t, b)
		all.remove(e.name)
		r := p.both(all.pack(), proof.Options{})
		if r.State != proof.Tampered || !slices.Contains(items(r.Faults), e.name) {
			t.Errorf("%s taken out: %s %q", e.name, r.State, r.Faults)
		}
	}
}

// TestFault63WrittenAnew: a log that was written anew and signed with the right key is
// found by a head that somebody kept, by both; by itself it is whole.
func TestFault63WrittenAnew(t *testing.T) {
	p := startPython(t)
	key := newKey(t, proof.NewOrigin())
	make := func(words string) (*maker, []byte) {
		m := newMaker(t, key)
		m.fill(words)
		_, err := m.checkpoint(t.Context())
		no(t, err)
		m.capture("x:3", "later", nil)
		return m, m.bundle(0)
	}
	was, honest := make("What they said.")
	_, forged := make("What they would have said.")
	for i, head := range was.notes {
		if r := p.both(honest, proof.Options{Head: head}); r.State != proof.Unanchored {
			t.Errorf("the honest one against head %d: %+v", i, r)
		}
		if r := p.both(forged, proof.Options{Head: head}); r.State != proof.Tampered || !slices.Contains(items(r.Faults), "the log") {
			t.Errorf("the forged one against head %d: %+v", i, r)
		}
	}
	c, err := proof.ReadHead(was.notes[0])
	no(t, err)
	line := c.Origin + " " + "5 " + c.RootText() + " 2025-11-11T12:40:00Z\n"
	if r := p.both(forged, proof.Options{Head: line}); r.State != proof.Tampered {
		t.Errorf("against a line: %+v", r)
	}
	if r := p.both(forged, proof.Options{}); r.State != proof.Unanchored {
		t.Errorf("by itself: %+v", r)
	}
	if r := p.both(honest, proof.Options{Head: c.Origin + " 3 " + c.RootText()}); r.State != proof.Incomplete {
		t.Errorf("against a head that it does not lead from: %+v", r)
	}
	stranger := newKey(t, key.Name())
	if r := p.both(honest, proof.Options{Keys: []string{stranger.Public()}}); r.State != proof.Tampered || r.Faults[0].Item != "evidence/seal/checkpoint" {
		t.Errorf("by another key: %+v", r)
	}
	if r := p.both(honest, proof.Options{Keys: []string{key.Public()}}); r.State != proof.Unanchored {
		t.Errorf("by its own key: %+v", r)
	}
}

// TestIncomplete: bytes that were not there when the bundle was made are named by both.
func TestIncomplete(t *testing.T) {
	p := startPython(t)
	m := newMaker(t, newKey(t, proof.NewOrigin()))
	m.lost[m.capture("x:1", "lost words", nil)] = true
	m.capture("x:1", "other words", nil)
	r := p.both(m.bundle(0), proof.Options{})
	if r.State != proof.Incomplete || !slices.Equal(items(r.Missing), []string{"capture 1"}) {
		t.Errorf("%+v", r)
	}
}

// TestManyHeads: trees of many sizes, each checkpoint of them proved and kept as a head.
func TestManyHeads(t *testing.T) {
	p := startPython(t)
	m := newMaker(t, newKey(t, proof.NewOrigin()))
	for i := range 20 {
		m.capture("x:1", strings.Repeat("w", i+1), nil)
		_, err := m.checkpoint(t.Context())
		no(t, err)
	}
	m.now = m.now.Add(time.Hour)
	b := m.bundle(0)
	for i, head := range m.notes {
		if r := p.both(b, proof.Options{Head: head}); r.State != proof.Unanchored {
			t.Errorf("against head %d: %+v", i, r)
		}
	}
}
