package bundle_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/store/proof"
	"onrecord/store/warc/zipped"
)

// rawZip is a container of our form but for its names, and the directory's lines that
// change makes others.
func rawZip(names []string, body string, change func(i int, central []byte)) []byte {
	le := binary.LittleEndian
	var b, dir []byte
	for i, name := range names {
		common := []byte{10, 0, 0, 0, 0, 0, 0, 0, 33, 0}
		common = le.AppendUint32(common, crc32.ChecksumIEEE([]byte(body)))
		common = le.AppendUint32(le.AppendUint32(common, uint32(len(body))), uint32(len(body)))
		common = le.AppendUint16(le.AppendUint16(common, uint16(len(name))), 0)
		central := append([]byte("PK\x01\x02\x2d\x00"), common...)
		central = append(central, make([]byte, 10)...)
		central = append(le.AppendUint32(central, uint32(len(b))), name...)
		if change != nil {
			change(i, central)
		}
		dir = append(dir, central...)
		b = append(append(append(append(b, "PK\x03\x04"...), common...), name...), body...)
	}
	return append(append(b, dir...), zipEnd(len(names), len(dir), len(b))...)
}

func zipEnd(n, size, at int) []byte {
	le := binary.LittleEndian
	end := le.AppendUint16([]byte("PK\x05\x06\x00\x00\x00\x00"), uint16(n))
	end = le.AppendUint32(le.AppendUint16(end, uint16(n)), uint32(size))
	return append(le.AppendUint32(end, uint32(at)), 0, 0)
}

func zip64End(n, size, at uint64) []byte {
	le := binary.LittleEndian
	b := le.AppendUint64([]byte("PK\x06\x06"), 44)
	b = append(b, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, v := range []uint64{n, n, size, at} {
		b = le.AppendUint64(b, v)
	}
	b = append(b, "PK\x06\x07\x00\x00\x00\x00"...)
	b = le.AppendUint32(le.AppendUint64(b, at+size), 1)
	end := []byte("PK\x05\x06\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00")
	return append(b, end...)
}

// containers are hostile as ZIP files.
func containers(t testing.TB, good []byte) map[string][]byte {
	le := binary.LittleEndian
	all := map[string][]byte{
		"empty": nil, "a byte": {'P'}, "only a head": []byte("PK\x03\x04"), "zeros": make([]byte, 1<<16), "only an end": zipEnd(0, 0, 0),
		"more behind": append(slices.Clone(good), 0), "more before": append([]byte{0}, good...), "twice": append(slices.Clone(good), good...),
		"an end of many": zipEnd(0xfffe, 0, 0), "an end outside": zipEnd(1, 1, 0x7fffffff),
		"endless entries": zip64End(1<<62, 0, 0), "a million entries": zip64End(1<<20, 0, 0), "a directory far away": zip64End(1, 1, 1<<63),
		"overlapping":     rawZip([]string{"a", "b"}, "body", func(i int, c []byte) { le.PutUint32(c[42:], 0) }),
		"a size beyond":   rawZip([]string{"a"}, "body", func(_ int, c []byte) { le.PutUint32(c[24:], 0xfffffffe) }),
		"a size of ZIP64": rawZip([]string{"a"}, "body", func(_ int, c []byte) { le.PutUint32(c[24:], 0xffffffff) }),
		"a long name":     rawZip([]string{strings.Repeat("n", 65000)}, "", nil),
		"a link":          rawZip([]string{"a"}, "/etc/passwd", func(_ int, c []byte) { le.PutUint32(c[38:], 0o120777<<16) }),
		"another sum":     rawZip([]string{"a"}, "body", func(_ int, c []byte) { c[16] ^= 1 }),
	}
	for _, names := range [][]string{
		{"../../slip"}, {"/absolute"}, {`..\slip`}, {"C:slip"}, {"a/../../slip"}, {"nul\x00"}, {""}, {"a/"}, {".hidden"}, {"\xff\xfe"}, {"é"}, {"line\nfeed"},
		{"same", "same"}, {"case", "CASE"}, {"a", "a/b"}, {"a/b", "a"}, {"evidence/blobs/../../../slip"},
	} {
		all["names "+strings.Join(names, ", ")] = rawZip(names, "body", nil)
	}
	for i := 1; i < 40; i++ {
		n := len(good) * i / 40
		all["cut at "+string(rune('a'+i%26))+string(rune('a'+i/26))] = good[:n]
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("evidence/policy.json")
	no(t, err)
	for range 256 {
		_, err := w.Write(make([]byte, 1<<20))
		no(t, err)
	}
	no(t, z.Close())
	all["a bomb"] = b.Bytes()
	return all
}

// values are hostile as JSON, in place of any entry.
func values() map[string]string {
	deep := 1 << 20
	return map[string]string{
		"nothing": "", "an end": "\n", "NULs": strings.Repeat("\x00", 1000) + "\n", "no JSON": "{\n", "null": "null\n", "a word": "\"x\"\n", "a number": "-0\n",
		"an empty list": "[]\n", "an empty object": "{}\n", "a list of null": "[null]\n", "no UTF-8": "\"\xff\xfe\"\n", "half a character": `{"index":0,"note":"\ud800"}` + "\n",
		"deep lists": strings.Repeat("[", deep) + "\n", "deep closed lists": strings.Repeat("[", deep) + strings.Repeat("]", deep) + "\n",
		"deep objects": strings.Repeat(`{"proof":`, deep) + "\n", "deep below a field": `{"kind":"capture","index":1,"seen":` + strings.Repeat("[", deep) + "\n",
		"a huge number": `{"index":` + strings.Repeat("9", deep) + "}\n", "a huge exponent": `{"index":1e999999999,"size":1e999999999}` + "\n", "NaN": `{"index":NaN}` + "\n",
		"below zero": `{"index":-1,"proof":[]}` + "\n", "beyond an int64": `{"index":9223372036854775808,"proof":[]}` + "\n", "the last int64": `{"index":9223372036854775807,"proof":[]}` + "\n",
		"other types": `{"index":"0","proof":{},"size":[],"note":5,"file":null,"onrecord":true,"keys":"k"}` + "\n", "no end": strings.Repeat("x", 3<<20),
		"an endless line": `"` + strings.Repeat("x", 20<<20) + "\"\n", "many values": "[" + strings.Repeat("{},", 3<<20) + "{}]\n", "many lines": strings.Repeat("{}\n", 100_000),
		"a huge proof":    `{"index":0,"proof":[` + strings.Repeat(`"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",`, 20_000) + `""]}` + "\n",
		"a huge earlier":  `{"size":9223372036854775807,"note":"` + strings.Repeat(`\n`, 100_000) + `","proof":[]}` + "\n",
		"a stamp nowhere": `{"size":16,"authority":"a","time":"","file":"../../etc/passwd"}` + "\n", "a stamp of the seal": `{"size":16,"authority":"a","time":"","file":"evidence/seal/checkpoint"}` + "\n",
		"many signatures": "o\n5\nAAAA\n\n" + strings.Repeat("— o AAAAAAAAAAAA\n", 10_000), "endless DER": strings.Repeat("\x30\x80", 100_000), "a long DER": "\x30\x84\x7f\xff\xff\xff", "a DER of one byte": "\x30",
	}
}

// TestFault65Hostile: what is no bundle, or means harm, is refused by both verifiers with
// an item named. Nothing is written beside it, no network is asked (the second verifier
// ends where it tries), and the memory taken is bounded.
func TestFault65Hostile(t *testing.T) {
	p := startPython(t)
	_, good := reference(t, "The words.")
	before := tree(t, ".")
	for name, b := range containers(t, good) {
		refused(t, p, name, b)
	}
	for _, name := range []string{"evidence/policy.json", leaves, documents, table, export, "evidence/seal/checkpoint", proofs, heads, stamps, "evidence/seal/timestamps/16-0.tst"} {
		for what, value := range values() {
			all := unpack(t, good)
			all.set(name, value)
			if name == heads && value == "" || name == stamps && value == "" {
				continue // there need not be any
			}
			refused(t, p, what+" in "+name, all.pack())
		}
	}
	for what, value := range values() {
		refused(t, p, what+" as the datapackage", withPackage(t, good, value))
	}
	if after := tree(t, "."); !maps.Equal(before, after) {
		t.Errorf("before %v, after %v", before, after)
	}
}

func refused(t *testing.T, p *python, name string, b []byte) {
	t.Helper()
	var was, is runtime.MemStats
	runtime.ReadMemStats(&was)
	r, err := verified(t, b, proof.Options{})
	runtime.ReadMemStats(&is)
	if err != nil || r.State != proof.Tampered && len(r.Bad) == 0 {
		t.Errorf("%s: %v %+v", name, err, r)
	}
	for _, f := range append(r.Faults, r.Bad...) {
		if f.Item == "" || f.What == "" || len(f.What) > 2000 {
			t.Errorf("%s: said as %.300q", name, f)
		}
	}
	// All that was ever taken, which is more than was held at once.
	if took := is.TotalAlloc - was.TotalAlloc; took > 32<<20+12*uint64(len(b)) {
		t.Errorf("%s: %d bytes taken for %d", name, took, len(b))
	}
	if a := p.both(b, proof.Options{}); a.State != r.State {
		t.Errorf("%s: %s, then %s", name, r.State, a.State)
	}
	if t.Failed() {
		t.Fatalf("at %s", name)
	}
}

// withPackage has a datapackage that its digest fits.
func withPackage(t testing.TB, good []byte, pack string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zipped.NewWriter(&b, time.Time{})
	for _, e := range unpack(t, good).all {
		_, err := z.AddBytes(e.name, e.b)
		no(t, err)
	}
	for _, e := range []entry{
		{"datapackage.json", []byte(pack)},
		{"datapackage-digest.json", []byte(`{"hash":"sha256:` + sum([]byte(pack)) + `","path":"datapackage.json"}`)},
	} {
		_, err := z.AddBytes(e.name, e.b)
		no(t, err)
	}
	no(t, z.Close())
	return b.Bytes()
}

// tree are the files below a folder with their times.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	no(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			all[path] = info.ModTime().String() + info.Mode().String()
		}
		return err
	}))
	return all
}

// TestSecondByHand: the second verifier as somebody calls it: its exit codes, its words,
// and that what means harm moves no terminal.
func TestSecondByHand(t *testing.T) {
	name := python3(t)
	m, good := reference(t, "The words.")
	dir := t.TempDir()
	slip := rawZip([]string{"\x1b[2Jslip"}, "", nil)
	bad := slices.Clone(good)
	bad[len(bad)/2] ^= 1
	for file, b := range map[string][]byte{"roots": []byte(strings.Join(roots(), "")), "good": good, "bad": bad, "slip": slip, "empty": nil, "head": []byte(m.notes[0]), "other": []byte("o 3 " + strings.Repeat("A", 43) + "=")} {
		no(t, os.WriteFile(filepath.Join(dir, file), b, 0o600))
	}
	for _, c := range []struct {
		args, want string
		code       int
	}{
		{"good --root roots", "\nvalid\n", 0},
		{"good --root roots --head head", "\nvalid\n", 0},
		{"good --root roots --json", `{"state": "valid", `, 0},
		{"good", "\nstamped by an unknown authority\n", 3},
		{"good --root head", "--root: ", 2},
		{"good --head other", "\nincomplete\n", 3},
		{"good --key " + newKey(t, m.key.Name()).Public(), "evidence/seal/checkpoint: ", 4},
		{"bad", "it was changed", 4},
		{"slip", "the container: not a ZIP file", 4},
		{"empty", "the container: not a ZIP file", 4},
		{"absent", "No such file", 1},
		{"good --head good", "--head: ", 2},
		{"", "usage: ", 2},
	} {
		cmd := exec.CommandContext(t.Context(), name, append([]string{"-B", must(t)(filepath.Abs("testdata/verify.py"))}, strings.Fields(c.args)...)...)
		cmd.Dir = dir
		out, _ := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != c.code || !strings.Contains(string(out), c.want) || strings.ContainsAny(string(out), "\x1b") || strings.Contains(string(out), "Traceback") {
			t.Errorf("verify.py %s: %d %s", c.args, cmd.ProcessState.ExitCode(), out)
		}
	}
}

func must(t testing.TB) func(string, error) string {
	return func(s string, err error) string {
		t.Helper()
		no(t, err)
		return s
	}
}
