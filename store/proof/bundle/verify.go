package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

// Verify checks a bundle, which may come from anybody: without a network, without
// writing, in bounded memory but for some 100 bytes an entry and version. Its error
// is one of reading the file, or of the head that was given; what is wrong with the
// bundle is in the report. testdata/verify.py is the same in another language, and a
// test holds both to the same findings.
func Verify(ctx context.Context, r io.ReaderAt, size int64, o proof.Options) (proof.Report, error) {
	v := &verifier{ctx: ctx, o: o, seal: sha256.New(), sums: map[string]string{}, seen: map[[32]byte]bool{}, forgotten: map[string]bool{}, erased: map[string]bool{}, states: map[string]string{}, links: map[int64][32]byte{}}
	if o.Head != "" {
		head, err := proof.ReadHead(o.Head)
		if err != nil {
			return v.r, fmt.Errorf("the head that was given: %w; give a checkpoint as onrecord head prints it", err)
		}
		v.kept, v.r.Head = &head, proof.HeadDiffers
	}
	z, err := zipped.Open(r, size)
	switch {
	case errors.Is(err, zipped.ErrForm):
		v.fault("the container", err.Error())
		v.r.State = proof.Tampered
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
	o   proof.Options
	r   proof.Report
	// kept is the head that somebody kept, nil for none.
	kept *proof.Checkpoint
	// pack is the sum of the datapackage without its resources.
	pack string
	// sums are the entries' sums in hexadecimal, as they are.
	sums map[string]string
	// policy, checkpoint and export are what it says of itself, once checked.
	policy     policy
	checkpoint proof.Checkpoint
	note       string
	export     proof.Export
	// seen has, for each content that a capture's record names, a hash of the
	// capture, the document and the content.
	seen map[[32]byte]bool
	// captures are the indexes of captures' leaves, wanted the bytes that they name.
	captures []int64
	wanted   []wanted
	// heads are the notes of checkpoints that are proved, by size.
	heads map[int64]string
	// forgotten and erased are what was taken out, by a leaf's word.
	forgotten, erased map[string]bool
	keyed             []string
	// states are those of documents, as the last leaf says.
	states map[string]string
	// links are the records of articles' versions' quotes, as the last leaf says.
	links map[int64][32]byte
	// made are the leaves at which it got later, by their index.
	clock proof.Clock
	made  []made
	// seal is over the earlier checkpoints and the time stamps, as policy.Seal is.
	seal hash.Hash
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
	pack, err := v.listing(packageName)
	if err != nil {
		return err
	}
	digest, err := v.whole(digestName, mostDigest)
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
	if err := exact(pack, &d, indented); err != nil {
		return broken(packageName, "it cannot be read: %v", err)
	}
	if v.pack, err = packageSum(d); err != nil {
		return err
	}
	if made, err := time.Parse(time.RFC3339, d.Created); err != nil || !v.z.Dated(made) {
		v.fault(packageName, "the entries bear another time than it says")
	}
	listed := map[string]warc.Resource{}
	for _, r := range d.Resources {
		listed[r.Path] = r
	}
	if len(listed) != len(d.Resources) {
		v.fault(packageName, "it lists an entry twice")
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
	}
	for _, r := range d.Resources {
		if _, ok := v.sums[r.Path]; !ok {
			v.fault(r.Path, "it was taken out of the bundle")
		}
	}
	return nil
}

func (v *verifier) entry(e zipped.Entry, listed map[string]warc.Resource) error {
	in, err := v.z.OpenEntry(e.Name)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(h, in)
	torn := errors.Is(err, zipped.ErrForm) // the container has another sum
	if err != nil && !torn {
		return err
	}
	sum := hex.EncodeToString(h.Sum(nil))
	v.sums[e.Name] = sum
	switch r, ok := listed[e.Name]; {
	case !ok:
		v.fault(e.Name, "it was put into the bundle afterwards")
	case r.Name != strings.ToLower(path.Base(e.Name)):
		v.fault(e.Name, "it is listed by another name")
	case torn || r.Hash != "sha256:"+sum || r.Bytes != e.Size:
		v.fault(e.Name, "it was changed")
	}
	return nil
}

// contents holds the entries against the table that the export's leaf signs.
func (v *verifier) contents() error {
	b, err := v.listing(contentsName)
	if err != nil {
		return err
	}
	var table []content
	if err := exact(b, &table, ended); err != nil {
		return broken(contentsName, "it cannot be read: %v", err)
	}
	listed := map[string]bool{}
	for _, c := range table {
		listed[c.Path] = true
		e, _ := v.z.Entry(c.Path)
		switch sum, ok := v.sums[c.Path]; {
		case !ok:
			v.fault(c.Path, "it was taken out of the bundle")
		case sum != c.SHA256 || e.Size != c.Bytes:
			v.fault(c.Path, "it is not what was recorded")
		}
	}
	for _, e := range v.z.Entries() {
		if _, ok := v.sums[e.Name]; ok && !listed[e.Name] && e.Name != contentsName && !sealed(e.Name) {
			v.fault(e.Name, "no record names it")
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
	if err := v.decode(policyName, &v.policy, mostSeal); err != nil {
		return err
	}
	if v.policy.Onrecord != proof.Format {
		return broken(policyName, "its form is %d, this onrecord reads %d; update onrecord", v.policy.Onrecord, proof.Format)
	}
	if v.policy.Package != "" && v.policy.Package != v.pack {
		v.fault(packageName, "its title, times or main page are not those that were signed")
	}
	b, err := v.whole(checkpointName, mostSeal)
	if err != nil {
		return err
	}
	keys := v.policy.Keys
	if len(v.o.Keys) > 0 {
		keys = v.o.Keys
	}
	v.note = string(b)
	if v.checkpoint, err = proof.OpenCheckpoint(v.note, keys); err != nil {
		return broken(checkpointName, "%v", err)
	}
	if v.checkpoint.Origin != v.policy.Origin {
		return broken(policyName, "it is of the log %s, the checkpoint of %s", v.policy.Origin, v.checkpoint.Origin)
	}
	v.heads = map[int64]string{v.checkpoint.Size: v.note}
	v.r.Origin, v.r.Keys, v.r.Root = v.checkpoint.Origin, keys, v.checkpoint.Root
	if err := v.decode(exportName, &v.export, mostLeaf); err != nil {
		return err
	}
	if h := v.export.Head; h.Onrecord != proof.Format || h.Kind != store.ExportLeaf {
		return broken(exportName, "it is no record of an export")
	}
	if v.export.Contents != v.sums[contentsName] {
		return broken(contentsName, "it is not the one that was signed")
	}
	return nil
}

// under reports whether a leaf is under the checkpoint; where it is not, that is a
// fault.
func (v *verifier) under(item string, leaf []byte, p inclusion) bool {
	hashes, err := fromBase64(p.Proof)
	if err == nil {
		err = tlog.CheckRecord(hashes, v.checkpoint.Size, v.checkpoint.Root, p.Index, tlog.RecordHash(leaf))
	}
	if err != nil {
		v.fault(item, "it is not the record that was signed")
	}
	return err == nil
}

// leaves checks each leaf with its proof, and gathers what they say.
func (v *verifier) leaves() error {
	next := v.reader(proofsName, mostSeal)
	prove := func() (p inclusion, err error) {
		line, err := next()
		if errors.Is(err, io.EOF) {
			return p, broken(proofsName, "it has fewer proofs than there are leaves")
		}
		if err == nil {
			if jerr := exact(line, &p, plain); jerr != nil {
				err = broken(proofsName, "it cannot be read: %v", jerr)
			}
		}
		return p, err
	}
	last := int64(-1)
	if err := v.lines(leavesName, mostLeaf, func(n int, line []byte) error {
		p, err := prove()
		if err != nil {
			return err
		}
		if p.Index <= last {
			return broken(proofsName, "its proofs are out of order")
		}
		last = p.Index
		v.r.Leaves++
		v.leaf(line, p)
		return nil
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
	leaf, err := v.whole(exportName, mostLeaf)
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
	v.r.Anchored, v.r.Stamped = v.covered(v.r.Anchored), v.covered(v.r.Stamped)
	v.r.Settle()
}

// covered is how many leaves a stamp of so many leaves of the log covers: all where it
// covers all captures.
func (v *verifier) covered(size int64) (n int64) {
	for _, i := range v.captures {
		if i < size {
			n++
		}
	}
	if size > 0 && n == int64(len(v.captures)) {
		return v.r.Leaves
	}
	return n
}
