package proof_test

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/proof"
)

// TestTree: the root and the stored hashes are those that x/mod's tlog computes.
func TestTree(t *testing.T) {
	var tree proof.Tree
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(numbers []int64) (out []tlog.Hash, err error) {
		for _, n := range numbers {
			out = append(out, stored[n])
		}
		return out, nil
	})
	for n := int64(0); n <= 300; n++ {
		want, err := tlog.TreeHash(n, read)
		if err != nil || tree.Root() != want || tree.Size() != n {
			t.Fatalf("%d leaves: root %s, size %d; tlog says %s %v", n, tree.Root(), tree.Size(), want, err)
		}
		leaf := fmt.Appendf(nil, "leaf %d", n)
		hashes, err := tlog.StoredHashes(n, leaf, read)
		if err != nil {
			t.Fatal(err)
		}
		var made []tlog.Hash
		tree.Add(leaf, func(h tlog.Hash) { made = append(made, h) })
		if fmt.Sprint(made) != fmt.Sprint(hashes) {
			t.Fatalf("leaf %d stores %v; tlog says %v", n, made, hashes)
		}
		stored = append(stored, hashes...)
	}
}

// TestRecord: a record is one line, read only as what and where it is.
func TestRecord(t *testing.T) {
	at := time.Date(2025, 11, 11, 12, 0, 0, 0, time.UTC)
	b, err := proof.Encode(proof.Annotation{Head: proof.NewHead(store.AnnotationLeaf, 7, at), Document: "x:1", Text: "<5 & 6>\n"})
	want := `{"onrecord":1,"kind":"annotation","index":7,"at":"2025-11-11T12:00:00Z","document":"x:1","text":"<5 & 6>\n"}`
	if err != nil || string(b) != want {
		t.Fatalf("%s %v", b, err)
	}
	var a proof.Annotation
	if err := proof.Decode(b, store.AnnotationLeaf, 7, &a); err != nil || a.Text != "<5 & 6>\n" || a.Document != "x:1" {
		t.Errorf("%+v %v", a, err)
	}
	for name, err := range map[string]error{
		"another kind":  proof.Decode(b, store.ForgetLeaf, 7, &a),
		"another place": proof.Decode(b, store.AnnotationLeaf, 8, &a),
		"another form":  proof.Decode([]byte(strings.Replace(want, ":1", ":2", 1)), store.AnnotationLeaf, 7, &a),
		"cut":           proof.Decode(b[:20], store.AnnotationLeaf, 7, &a),
		"another type":  proof.Decode([]byte(strings.Replace(want, `"x:1"`, `5`, 1)), store.AnnotationLeaf, 7, &a),
		"nothing":       proof.Decode(nil, store.AnnotationLeaf, 7, &a),
	} {
		if err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func createKey(t testing.TB) (proof.Signer, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "new", "key")
	k, err := proof.CreateKey(file, proof.NewOrigin())
	if err != nil {
		t.Fatal(err)
	}
	return k, file
}

// TestKeys: only its owner reads it, none is written over, and what is no key or half
// of another's is refused.
func TestKeys(t *testing.T) {
	k, file := createKey(t)
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v %v", info.Mode(), err)
	}
	again, err := proof.ReadKey(file)
	if err != nil || again.Public() != k.Public() || again.Name() != k.Name() || !strings.HasPrefix(k.Public(), k.Name()+"+") {
		t.Errorf("%v %v %v", again, k, err)
	}
	if _, err := proof.CreateKey(file, k.Name()); !errors.Is(err, fs.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	if _, err := proof.ReadKey(file + "x"); !errors.Is(err, proof.ErrNoKey) {
		t.Errorf("no file: %v", err)
	}
	_, other := createKey(t)
	one, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	two, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	secret, _, _ := strings.Cut(string(one), "\n")
	_, public, _ := strings.Cut(string(two), "\n")
	for name, content := range map[string]string{
		"empty": "", "words": "no key\nat all\n", "another's public half": secret + "\n" + public, "no public half": secret + "\n", "cut": string(one[:20]),
	} {
		bad := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(bad, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := proof.ReadKey(bad); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := proof.ReadKey(file); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("%v: %v", mode, err)
		}
	}
}

// TestCheckpoint: one is read as it was signed, and no variant of it.
func TestCheckpoint(t *testing.T) {
	k, _ := createKey(t)
	stranger, _ := createKey(t)
	c := proof.Checkpoint{Origin: k.Name(), Size: 12, Root: tlog.RecordHash([]byte("x"))}
	msg, err := c.Sign(k)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := proof.OpenCheckpoint(msg, []string{stranger.Public(), k.Public()}); err != nil || got != c {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := c.Sign(stranger); err == nil {
		t.Error("another's key signs it")
	}
	for _, keys := range [][]string{nil, {stranger.Public()}} {
		if _, err := proof.OpenCheckpoint(msg, keys); !errors.Is(err, proof.ErrUnsigned) {
			t.Errorf("by keys %q: %v", keys, err)
		}
	}
	if _, err := proof.OpenCheckpoint(msg, []string{"no key"}); err == nil {
		t.Error("what is no key is taken for one")
	}
	signature := msg[strings.LastIndex(msg, "— "):]
	for name, bad := range map[string]string{
		"nothing":          "",
		"cut":              msg[:len(msg)-1],
		"a line more":      msg + "\n",
		"no signature":     strings.TrimSuffix(msg, signature),
		"the same twice":   msg + signature,
		"a stranger's too": msg + "— " + stranger.Name() + " " + strings.Fields(signature)[2] + "\n",
		"another size":     strings.Replace(msg, "\n12\n", "\n13\n", 1),
		"a size with +":    strings.Replace(msg, "\n12\n", "\n+12\n", 1),
		"other line ends":  strings.ReplaceAll(msg, "\n", "\r\n"),
		"a space":          strings.Replace(msg, "— ", "—  ", 1),
		"no padding":       strings.Replace(msg, "=\n", "\n", 1),
	} {
		if bad == msg {
			t.Errorf("%s: nothing is changed", name)
		}
		if _, err := proof.OpenCheckpoint(bad, []string{k.Public()}); err == nil {
			t.Errorf("%s passes: %q", name, bad)
		}
	}
	for i := range msg {
		bad := []byte(msg)
		bad[i] ^= 1
		if got, err := proof.OpenCheckpoint(string(bad), []string{k.Public()}); err == nil {
			t.Errorf("byte %d flipped passes: %+v", i, got)
		}
	}
}

// TestCheckpointText: what is signed but is no checkpoint is none.
func TestCheckpointText(t *testing.T) {
	k, file := createKey(t)
	secret, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(secret), "\n")
	signer, err := note.NewSigner(first)
	if err != nil {
		t.Fatal(err)
	}
	root := proof.Checkpoint{}.RootText()
	for name, text := range map[string]string{
		"two lines": k.Name() + "\n5\n", "four lines": k.Name() + "\n5\n" + root + "\nmore\n", "below nothing": k.Name() + "\n-5\n" + root + "\n",
		"a zero before": k.Name() + "\n05\n" + root + "\n", "too large": k.Name() + "\n99999999999999999999\n" + root + "\n",
		"a short root": k.Name() + "\n5\nAAAA\n", "no root": k.Name() + "\n5\n!\n", "another's name": "somebody\n5\n" + root + "\n",
	} {
		msg, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := proof.OpenCheckpoint(string(msg), []string{k.Public()}); err == nil {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

// TestReadHead: a kept head is a checkpoint, whoever signed it, or a line.
func TestReadHead(t *testing.T) {
	k, _ := createKey(t)
	c := proof.Checkpoint{Origin: k.Name(), Size: 12, Root: tlog.RecordHash([]byte("x"))}
	msg, err := c.Sign(k)
	if err != nil {
		t.Fatal(err)
	}
	for name, kept := range map[string]string{
		"as signed": msg, "other line ends": strings.ReplaceAll(msg, "\n", "\r\n"), "without its signature": c.Text() + "\n",
		"a line": fmt.Sprintf("%s 12 %s", c.Origin, c.RootText()), "with a time": fmt.Sprintf("  %s 12 %s 2025-11-11T12:00:00Z\n", c.Origin, c.RootText()),
	} {
		if got, err := proof.ReadHead(kept); err != nil || got != c {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	for _, bad := range []string{"", "\n", "\n\n", "a b", "a b c", "a 5 c", c.Text(), "a\nb\nc\n\n"} {
		if got, err := proof.ReadHead(bad); err == nil {
			t.Errorf("%q: %+v", bad, got)
		}
	}
}

// FuzzCheckpoint: no bytes but the signed ones pass.
func FuzzCheckpoint(f *testing.F) {
	secret := ed25519.NewKeyFromSeed(make([]byte, 32))
	public, err := note.NewEd25519VerifierKey("onrecord/0", secret.Public().(ed25519.PublicKey))
	if err != nil {
		f.Fatal(err)
	}
	k, _ := createKey(f)
	c := proof.Checkpoint{Origin: k.Name(), Size: 12, Root: tlog.RecordHash([]byte("x"))}
	msg, err := c.Sign(k)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(msg, k.Public())
	f.Add(msg, public)
	f.Fuzz(func(t *testing.T, bad, key string) {
		for _, keys := range [][]string{{k.Public()}, {k.Public(), public}, {key}} {
			if got, err := proof.OpenCheckpoint(bad, keys); err == nil && bad != msg && (len(keys) > 1 || keys[0] == k.Public()) {
				t.Fatalf("%q passes: %+v", bad, got)
			}
		}
	})
}

// FuzzReadHead: what is read says the same when it is written again.
func FuzzReadHead(f *testing.F) {
	c := proof.Checkpoint{Origin: "onrecord/0", Size: 12, Root: tlog.RecordHash([]byte("x"))}
	f.Add(c.Text() + "\n— onrecord/0 AAAA\n")
	f.Add("onrecord/0 12 " + c.RootText() + " 2025-11-11T12:00:00Z")
	f.Fuzz(func(t *testing.T, kept string) {
		c, err := proof.ReadHead(kept)
		if err != nil {
			return
		}
		if again, err := proof.ReadHead(c.Text() + "\n"); err != nil || again != c {
			t.Fatalf("%+v, again %+v %v", c, again, err)
		}
	})
}
