package bundle_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/proof"
)

// value is one of a JSON text: where it stands, and with the name that it has in an object.
type value struct {
	path          string
	from, to, key int // key is where its name begins, from where it has none
	of            *value
	parts         []*value
}

// values reads all values of a JSON text that has no blanks.
func valuesIn(t testing.TB, s string) []*value {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(s))
	var all []*value
	var read func(path string, key int, of *value) *value
	read = func(path string, key int, of *value) *value {
		from := int(d.InputOffset())
		for strings.ContainsRune(",:", rune(s[from])) {
			from++
		}
		if key < 0 {
			key = from
		}
		v := &value{path: path, from: from, key: key, of: of}
		all = append(all, v)
		token, err := d.Token()
		no(t, err)
		switch token {
		case json.Delim('{'):
			for d.More() {
				at := int(d.InputOffset())
				for s[at] == ',' {
					at++
				}
				name, err := d.Token()
				no(t, err)
				v.parts = append(v.parts, read(fmt.Sprintf("%s.%v", path, name), at, v))
			}
			_, err = d.Token()
		case json.Delim('['):
			for d.More() {
				v.parts = append(v.parts, read(path+"[]", -1, v))
			}
			_, err = d.Token()
		}
		no(t, err)
		v.to = int(d.InputOffset())
		return v
	}
	read("", 0, nil)
	return all
}

// changes are what can be done to a value of a JSON text, by what it is called.
func (v *value) changes(s string) map[string]string {
	is := s[v.from:v.to]
	splice := func(from, to int, with string) string { return s[:from] + with + s[to:] }
	out := map[string]string{}
	switch {
	case is[0] == '"':
		out["changed"] = splice(v.to-1, v.to-1, "x")
		out["emptied"] = splice(v.from, v.to, `""`)
	case is == "true":
		out["changed"] = splice(v.from, v.to, "false")
	case is[0] == '-' || is[0] >= '0' && is[0] <= '9':
		out["changed"] = splice(v.from, v.to, "7"+strings.TrimPrefix(is, "-"))
	case is[0] == '[' && len(is) > 2:
		out["emptied"] = splice(v.from, v.to, "[]")
	}
	if v.of == nil {
		return out
	}
	i := slices.Index(v.of.parts, v)
	switch {
	case i > 0:
		out["deleted"] = splice(v.of.parts[i-1].to, v.to, "")
	case len(v.of.parts) > 1:
		out["deleted"] = splice(v.key, v.of.parts[1].key, "")
	default:
		out["deleted"] = splice(v.key, v.to, "")
	}
	out["doubled"] = splice(v.to, v.to, ","+s[v.key:v.to])
	for _, other := range v.of.parts[i+1:] {
		if was := s[other.from:other.to]; was != is && was[0] == is[0] {
			out["in another's place"] = s[:v.from] + was + s[v.to:other.from] + is + s[other.to:]
			break
		}
	}
	delete(out, "")
	for name, changed := range out {
		if changed == s {
			delete(out, name)
		}
	}
	return out
}

// TestFault62EveryField: whatever value in a bundle somebody changes, deletes, puts there
// twice or in another's place, and whatever entry, who has no key but computes anew what
// can be computed: both verifiers find it.
func TestFault62EveryField(t *testing.T) {
	p := startPython(t)
	_, b := reference(t, "The words.")
	asked := 0
	try := func(what string, change func(*parts)) {
		t.Helper()
		all := unpack(t, b)
		change(all)
		asked++
		if r := p.both(all.pack(), proof.Options{}); r.State == proof.Valid && len(r.Bad) == 0 {
			t.Errorf("%s: not found", what)
		}
	}
	whole := unpack(t, b)
	for i, e := range whole.all {
		other := whole.all[(i+1)%len(whole.all)]
		try(e.name+", deleted", func(p *parts) { p.remove(e.name) })
		try(e.name+", under another name", func(p *parts) { p.all[i].name = "evidence/other" })
		try(e.name+", doubled", func(p *parts) { p.set("evidence/other", string(e.b)) })
		try(e.name+", in another's place", func(p *parts) { p.all[i].b, p.all[(i+1)%len(p.all)].b = other.b, e.b })
		if len(e.b) > 0 {
			try(e.name+", changed", func(p *parts) { p.set(e.name, "x"+string(e.b[1:])) })
		}
		if !strings.HasSuffix(e.name, ".json") && !strings.HasSuffix(e.name, ".jsonl") {
			continue
		}
		lines := strings.SplitAfter(string(e.b), "\n")
		lines = lines[:len(lines)-1]
		seen := map[string]bool{}
		for n, line := range lines {
			with := func(line ...string) func(p *parts) {
				return func(p *parts) { p.set(e.name, strings.Join(slices.Replace(slices.Clone(lines), n, n+1, line...), "")) }
			}
			if len(lines) > 1 {
				try(e.name+" a line, deleted", with())
				try(e.name+" a line, doubled", with(line, line))
			}
			for _, v := range valuesIn(t, strings.TrimSuffix(line, "\n")) {
				kind := regexp.MustCompile(`"kind":"\w+"`).FindString(line)
				if seen[kind+v.path] {
					continue // one of each is enough
				}
				seen[kind+v.path] = true
				for how, changed := range v.changes(strings.TrimSuffix(line, "\n")) {
					try(e.name+" "+v.path+", "+how, with(changed+"\n"))
				}
			}
		}
	}
	var pack bytes.Buffer
	no(t, json.NewEncoder(&pack).Encode(whole.described))
	for _, v := range valuesIn(t, strings.TrimSpace(pack.String())) {
		for how, changed := range v.changes(strings.TrimSpace(pack.String())) {
			all := unpack(t, b)
			all.described.Resources = nil
			if json.Unmarshal([]byte(changed), &all.described) != nil || strings.HasPrefix(v.path, ".resources") || v.path == "" {
				continue
			}
			asked++
			if r := p.both(all.pack(), proof.Options{}); r.State == proof.Valid && !bytes.Equal(all.pack(), whole.pack()) {
				t.Errorf("datapackage.json %s, %s: not found", v.path, how)
			}
		}
	}
	t.Log(asked, "changes")
}

// sealed gives a bundle whose table of contents, export and seal are made anew by whoever
// has the key and the log.
func (p *parts) sealed(m *maker) []byte {
	t := p.t
	p.tabled()
	leaf := []byte{}
	index, err := m.Append(t.Context(), store.ExportLeaf, "", func(i int64) (_ []byte, err error) {
		var e proof.Export
		no(t, json.Unmarshal([]byte(p.get(export)), &e))
		e.Index, e.Contents = i, sum([]byte(p.get(table)))
		leaf, err = proof.Encode(e)
		return leaf, err
	})
	no(t, err)
	c, err := m.checkpoint(t.Context())
	no(t, err)
	p.set(export, string(leaf)+"\n")
	p.set("evidence/seal/checkpoint", c.Note)
	read := tlog.HashReaderFunc(func(numbers []int64) ([]tlog.Hash, error) {
		got, err := m.LogHashes(t.Context(), numbers)
		var out []tlog.Hash
		for _, h := range got {
			out = append(out, h)
		}
		return out, err
	})
	type proved struct {
		Index *int64   `json:"index,omitempty"`
		Size  *int64   `json:"size,omitempty"`
		Note  string   `json:"note,omitempty"`
		Proof []string `json:"proof"`
	}
	again := func(name string, prove func(*proved) []tlog.Hash) {
		p.lines(name, func(all []string) []string {
			for i, line := range all {
				var l proved
				no(t, json.Unmarshal([]byte(line), &l))
				if name == proofs && i == len(all)-1 {
					l.Index = &index
				}
				l.Proof = []string{}
				for _, h := range prove(&l) {
					l.Proof = append(l.Proof, h.String())
				}
				b, err := proof.Encode(l)
				no(t, err)
				all[i] = string(b) + "\n"
			}
			return all
		})
	}
	again(proofs, func(l *proved) []tlog.Hash {
		h, err := tlog.ProveRecord(c.Size, *l.Index, read)
		no(t, err)
		return h
	})
	again(heads, func(l *proved) []tlog.Hash {
		h, err := tlog.ProveTree(c.Size, *l.Size, read)
		no(t, err)
		return h
	})
	return p.pack()
}

// claimed are the parts of a document's line that whoever has the key may make up in a
// bundle whose records are honest.
var claimed = map[string]string{
	".versions[].quotes, deleted": "a version that waits to be linked has none",
}

// TestEveryFieldByTheKeeper: even whoever has the key cannot show anything of a document
// that is not as its records say, without a record that says so.
func TestEveryFieldByTheKeeper(t *testing.T) {
	p := startPython(t)
	m, b := reference(t, "The words.")
	if r := p.both(unpack(t, b).sealed(m), proof.Options{}); r.State != proof.Valid || r.Quotes != 3 {
		t.Fatalf("only sealed again: %+v", r)
	}
	lines := strings.SplitAfter(unpack(t, b).get(documents), "\n")
	lines = lines[:len(lines)-1]
	seen := map[string]bool{}
	asked := 0
	for n, line := range lines {
		line = strings.TrimSuffix(line, "\n")
		for _, v := range valuesIn(t, line) {
			for how, changed := range v.changes(line) {
				what := v.path + ", " + how
				if seen[what] || claimed[what] != "" {
					continue
				}
				seen[what] = true
				all := unpack(t, b)
				all.set(documents, strings.Join(slices.Replace(slices.Clone(lines), n, n+1, changed+"\n"), ""))
				asked++
				if r := p.both(all.sealed(m), proof.Options{}); r.State != proof.Tampered {
					t.Errorf("%s: %s", what, r.State)
				}
			}
		}
	}
	t.Log(asked, "changes")
}
