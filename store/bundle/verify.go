package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/evidence"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

// Bounds on what a bundle may have.
const (
	mostTable = 512 << 20 // bytes of one table that is read whole
	mostLine  = 64 << 20  // bytes of one line
)

// Verify checks a bundle, which may come from anybody: without a network, without
// writing, in bounded memory but for some 100 bytes an entry and version. Its error
// is one of reading the file; what is wrong with the bundle is in the report.
func Verify(ctx context.Context, r io.ReaderAt, size int64, o evidence.Options) (evidence.Report, error) {
	v := &verifier{ctx: ctx, o: o, sums: map[string]string{}, seen: map[[32]byte]bool{}, forgotten: map[string]bool{}, erased: map[string]bool{}}
	z, err := zipped.Open(r, size)
	switch {
	case errors.Is(err, zipped.ErrForm):
		v.fault("the container", err.Error())
		v.r.State = evidence.Tampered
		return v.r, nil
	case err != nil:
		return v.r, err
	}
	v.z = z
	for _, step := range []func() error{v.entries, v.contents, v.head, v.leaves, v.blobs, v.documents, v.earlier, v.stamps} {
		if err := step(); err != nil {
			var broken brokenError
			if !errors.As(err, &broken) {
				return v.r, err
			}
			// What comes after rests on this.
			v.fault(broken.item, broken.what)
			break
		}
	}
	v.settle()
	return v.r, nil
}

// brokenError is a fault after which nothing more can be said.
type brokenError struct{ item, what string }

func (b brokenError) Error() string { return b.item + ": " + b.what }

func broken(item, format string, a ...any) error {
	return brokenError{item, fmt.Sprintf(format, a...)}
}

type verifier struct {
	ctx context.Context
	z   *zipped.Reader
	o   evidence.Options
	r   evidence.Report
	// sums are the entries' sums in hexadecimal, as they are.
	sums map[string]string
	// policy, checkpoint and export are what it says of itself, once checked.
	policy     policy
	checkpoint evidence.Checkpoint
	note       string
	export     evidence.Export
	// seen has, for each content that a capture's record names, a hash of the
	// capture, the document and the content.
	seen map[[32]byte]bool
	// captures are the leaves' indexes of captures, wanted the bytes that they name.
	captures []int64
	wanted   []wanted
	// heads are the notes of checkpoints that are proved, by size.
	heads map[int64]string
	// forgotten and erased are what was taken out, by a leaf's word.
	forgotten, erased map[string]bool
	keyed             []string
}

// wanted is bytes that a capture's record names.
type wanted struct {
	capture int64
	sum     string
	length  int64
	// may says that it need not be there.
	may bool
}

func (v *verifier) fault(item, what string) { v.r.AddFault(item, what) }

// entries holds each entry against the datapackage, and that against its sum.
func (v *verifier) entries() error {
	pack, err := v.whole(packageName)
	if err != nil {
		return err
	}
	digest, err := v.whole(digestName)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(pack)
	want, err := json.Marshal(map[string]string{"path": packageName, "hash": "sha256:" + hex.EncodeToString(sum[:])})
	if err != nil {
		return err
	}
	if !bytes.Equal(digest, want) {
		return broken(digestName, "it does not fit %s: one of the two was changed", packageName)
	}
	var d warc.Datapackage
	if err := json.Unmarshal(pack, &d); err != nil {
		return broken(packageName, "it cannot be read: %v", err)
	}
	listed := map[string]warc.Resource{}
	for _, r := range d.Resources {
		listed[r.Path] = r
	}
	for _, e := range v.z.Entries() {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		if e.Name == packageName || e.Name == digestName {
			continue
		}
		if err := v.entry(e, listed); err != nil {
			return err
		}
		delete(listed, e.Name)
	}
	for name := range listed {
		v.fault(name, "it was taken out of the bundle")
	}
	return nil
}

func (v *verifier) entry(e zipped.Entry, listed map[string]warc.Resource) error {
	h := sha256.New()
	if _, err := io.Copy(h, v.z.Section(e.Name)); err != nil {
		return err
	}
	sum := hex.EncodeToString(h.Sum(nil))
	v.sums[e.Name] = sum
	switch r, ok := listed[e.Name]; {
	case !ok:
		v.fault(e.Name, "it was put into the bundle afterwards")
	case r.Hash != "sha256:"+sum || r.Bytes != e.Size:
		v.fault(e.Name, "it was changed")
	}
	return nil
}

// whole reads a small entry.
func (v *verifier) whole(name string) ([]byte, error) {
	e, ok := v.z.Entry(name)
	switch {
	case !ok:
		return nil, broken(name, "it is not in the bundle")
	case e.Size > mostTable:
		return nil, broken(name, "it is larger than any bundle's")
	}
	b := make([]byte, e.Size)
	_, err := v.z.Section(name).ReadAt(b, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b, err
}

func (v *verifier) decode(name string, into any) error {
	b, err := v.whole(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return broken(name, "it cannot be read: %v", err)
	}
	return nil
}

// lines calls f with each line of an entry.
func (v *verifier) lines(name string, f func(n int, line []byte) error) error {
	next, err := v.reader(name)
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		line, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := errors.Join(v.ctx.Err(), f(n, line)); err != nil {
			return err
		}
	}
}

// contents holds the entries against the table that the export's leaf signs.
func (v *verifier) contents() error {
	var table []content
	if err := v.decode(contentsName, &table); err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, c := range table {
		listed[c.Path] = true
		switch sum, ok := v.sums[c.Path]; {
		case !ok:
			v.fault(c.Path, "it was taken out of the bundle")
		case sum != c.SHA256:
			v.fault(c.Path, "it is not what was recorded")
		}
	}
	for name := range v.sums {
		if !listed[name] && name != contentsName && !sealed(name) {
			v.fault(name, "no record names it")
		}
	}
	return nil
}

// sealed reports whether an entry is part of the seal, which proves itself.
func sealed(name string) bool {
	switch name {
	case exportName, checkpointName, proofsName, checkpointsName, stampsName:
		return true
	}
	return strings.HasPrefix(name, stampsPrefix)
}

// head checks the checkpoint and the leaf of the export under it.
func (v *verifier) head() error {
	if err := v.decode(policyName, &v.policy); err != nil {
		return err
	}
	if v.policy.Onrecord != evidence.Format {
		return broken(policyName, "its form is %d, this onrecord reads %d; update onrecord", v.policy.Onrecord, evidence.Format)
	}
	b, err := v.whole(checkpointName)
	if err != nil {
		return err
	}
	keys := v.policy.Keys
	if len(v.o.Keys) > 0 {
		keys = v.o.Keys
	}
	v.note = string(b)
	if v.checkpoint, err = evidence.OpenCheckpoint(v.note, keys); err != nil {
		return broken(checkpointName, "%v", err)
	}
	if v.checkpoint.Origin != v.policy.Origin {
		return broken(policyName, "it is of the log %s, the checkpoint of %s", v.policy.Origin, v.checkpoint.Origin)
	}
	v.heads = map[int64]string{v.checkpoint.Size: v.note}
	v.r.Origin, v.r.Keys, v.r.Root = v.checkpoint.Origin, keys, v.checkpoint.Root
	leaf, err := v.whole(exportName)
	if err != nil {
		return err
	}
	leaf = bytes.TrimSuffix(leaf, []byte("\n"))
	var h evidence.Head
	if err := json.Unmarshal(leaf, &h); err != nil {
		return broken(exportName, "it cannot be read: %v", err)
	}
	if err := evidence.Decode(leaf, store.ExportLeaf, h.Index, &v.export); err != nil {
		return broken(exportName, "%v", err)
	}
	if v.export.Contents != v.sums[contentsName] {
		return broken(contentsName, "it is not the one that was signed")
	}
	return nil
}

// under checks that a leaf is under the checkpoint.
func (v *verifier) under(item string, leaf []byte, p proof) {
	if p.Index < 0 || p.Index >= v.checkpoint.Size {
		v.fault(item, "it is not under the checkpoint")
		return
	}
	hashes, err := fromBase64(p.Proof)
	if err == nil {
		err = tlog.CheckRecord(hashes, v.checkpoint.Size, v.checkpoint.Root, p.Index, tlog.RecordHash(leaf))
	}
	if err != nil {
		v.fault(item, "it is not the record that was signed")
	}
}

// leaves checks each leaf with its proof, and gathers what they say.
func (v *verifier) leaves() error {
	next, err := v.reader(proofsName)
	if err != nil {
		return err
	}
	prove := func() (p proof, err error) {
		line, err := next()
		if errors.Is(err, io.EOF) {
			return p, broken(proofsName, "it has fewer proofs than there are leaves")
		}
		if err == nil {
			if jerr := json.Unmarshal(line, &p); jerr != nil {
				err = broken(proofsName, "it cannot be read: %v", jerr)
			}
		}
		return p, err
	}
	last := int64(-1)
	if err := v.lines(leavesName, func(n int, line []byte) error {
		p, err := prove()
		if err != nil {
			return err
		}
		if p.Index <= last {
			return broken(proofsName, "its proofs are out of order")
		}
		last = p.Index
		v.r.Leaves++
		return v.leaf(line, p)
	}); err != nil {
		return err
	}
	if v.r.Leaves != int64(v.export.Leaves) {
		v.fault(leavesName, fmt.Sprintf("it has %d leaves, %d were exported", v.r.Leaves, v.export.Leaves))
	}
	p, err := prove()
	if err != nil {
		return err
	}
	leaf, err := v.whole(exportName)
	if err != nil {
		return err
	}
	if p.Index != v.export.Index {
		return broken(proofsName, "it does not prove the export")
	}
	v.under("leaf of the export", bytes.TrimSuffix(leaf, []byte("\n")), p)
	if _, err := next(); !errors.Is(err, io.EOF) {
		v.fault(proofsName, "it has more proofs than there are leaves")
	}
	for _, k := range v.policy.Keys {
		if !slices.Contains(v.keyed, k) {
			v.fault(policyName, "no leaf of the log names the key "+k)
		}
	}
	return nil
}

// settle decides on the state: what is anchored is counted by the captures' leaves,
// since the bundle's own leaf is younger than any stamp.
func (v *verifier) settle() {
	if len(v.r.Faults) == 0 {
		v.r.Signed = v.r.Leaves
	}
	best := v.r.Anchored
	v.r.Anchored = 0
	all := true
	for _, i := range v.captures {
		all = all && i < best
		if i < best {
			v.r.Anchored++
		}
	}
	if all && best > 0 {
		v.r.Anchored = v.r.Leaves
	}
	v.r.Settle()
}
