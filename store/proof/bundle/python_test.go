package bundle_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"onrecord/store/proof"
)

// python is the second verifier, testdata/verify.py, in one process for many bundles.
type python struct {
	t   testing.TB
	in  io.WriteCloser
	out *bufio.Scanner
	dir string
	n   int
}

// ask is a line that testdata/many.py reads.
type ask struct {
	File string   `json:"file"`
	Flip [2]int   `json:"flip"`
	Head string   `json:"head,omitempty"`
	Keys []string `json:"keys,omitempty"`
	// Roots are certificates in PEM.
	Roots []string `json:"roots,omitempty"`
}

// answer is what it says.
type answer struct {
	State                proof.State
	Leaves, Captures     int64
	Quotes               int64
	Anchored, Stamped    int64
	AnchoredAt           string `json:"anchored_at"`
	Faults, Missing, Bad []string
	Why                  []string
	Error                string
}

func python3(t testing.TB) string {
	t.Helper()
	name, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("no python3 here for the second verifier")
	}
	return name
}

func startPython(t testing.TB) *python {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), python3(t), "testdata/many.py")
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	no(t, err)
	out, err := cmd.StdoutPipe()
	no(t, err)
	no(t, cmd.Start())
	p := &python{t: t, in: in, out: bufio.NewScanner(out), dir: t.TempDir()}
	p.out.Buffer(nil, 16<<20)
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	return p
}

func (p *python) send(a ask) {
	b, err := json.Marshal(a)
	if err == nil {
		_, err = p.in.Write(append(b, '\n'))
	}
	if err != nil {
		p.t.Errorf("the second verifier: %v", err)
	}
}

func (p *python) receive() (a answer) {
	p.t.Helper()
	if !p.out.Scan() {
		p.t.Fatalf("the second verifier ended: %v", p.out.Err())
	}
	no(p.t, json.Unmarshal(p.out.Bytes(), &a))
	return a
}

// keep writes a bundle to a file.
func (p *python) keep(b []byte) string {
	p.t.Helper()
	p.n++
	name := filepath.Join(p.dir, fmt.Sprintf("%d.wacz", p.n))
	no(p.t, os.WriteFile(name, b, 0o600))
	return name
}

// both asks both verifiers, holds them to the same state and the same items, and gives
// what they say.
func (p *python) both(b []byte, o proof.Options) proof.Report {
	p.t.Helper()
	name := p.keep(b)
	p.send(ask{File: name, Head: o.Head, Keys: o.Keys, Roots: roots()})
	r, err := verified(p.t, b, o)
	no(p.t, err)
	a := p.receive()
	no(p.t, os.Remove(name))
	if a.Error != "" || !agree(r, a) {
		p.t.Errorf("%s %s", sayBoth(r, a), a.Error)
	}
	if r.State != proof.Tampered && (a.Leaves != r.Leaves || a.Captures != r.Captures || a.Quotes != r.Quotes || a.Anchored != r.Anchored || a.Stamped != r.Stamped || a.AnchoredAt != r.AnchoredAt) {
		p.t.Errorf("the first counts %d %d %d %s, the second %d %d %d %s", r.Leaves, r.Captures, r.Anchored, r.AnchoredAt, a.Leaves, a.Captures, a.Anchored, a.AnchoredAt)
	}
	return r
}

// agree: the same state, and the same items in the same order.
func agree(r proof.Report, a answer) bool {
	return r.State == a.State && slices.Equal(items(r.Faults), a.Faults) && slices.Equal(items(r.Missing), a.Missing) && slices.Equal(items(r.Bad), a.Bad)
}
