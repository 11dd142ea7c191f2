package proof

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/sync/errgroup"

	"onrecord/store"
)

// Options say what an archive is held to.
type Options struct {
	// Keys, where there are any, are those that may have signed; else the keys that
	// the log itself names are believed.
	Keys []string
	// Head is a checkpoint that was kept elsewhere, "" for none.
	Head string
	// Stamp checks time stamps; without it they are not looked at.
	Stamp Stamp
	// Progress is called with the leaves checked and all of them.
	Progress func(done, total int64)
}

// Verify checks an archive against its own log, without writing or asking anybody.
// Its error is one of reading; what is wrong with the archive is in the report.
// Memory does not grow with the archive.
func Verify(ctx context.Context, a Archive, o Options) (Report, error) {
	v := &verifier{a: a, o: o, forgotten: map[string]bool{}, erased: map[string]int64{}, chains: map[string]bool{}, made: map[int64]time.Time{}}
	for _, step := range []func(context.Context) error{v.prepare, v.log, v.rows, v.anchors} {
		if err := step(ctx); err != nil {
			return v.r, err
		}
	}
	v.r.Settle()
	if len(o.Keys) > 0 && v.r.Signed == 0 && v.r.State != Tampered {
		v.r.State = Stranger
	}
	return v.r, nil
}

// rows holds what the archive shows against the log. The leaves are read once more, now
// that all is known that was taken out on purpose, and each part of what is shown is held
// against them beside the others: none changes what another needs.
func (v *verifier) rows(ctx context.Context) error {
	captures, versions, states, links, others, unmade := v.part(), v.part(), v.part(), v.part(), v.part(), v.part()
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return versions.versions(ctx) })
	all.Go(func() error { return unmade.remake(ctx) })
	all.Go(func() error {
		err := v.pages(ctx, func(page []leaf) error {
			g, ctx := errgroup.WithContext(ctx)
			g.Go(func() error { return captures.captures(ctx, page) })
			g.Go(func() error { return states.states(ctx, page) })
			return errors.Join(links.links(ctx, page), others.rowStates(ctx, page), g.Wait())
		})
		if err != nil {
			return err
		}
		return errors.Join(captures.unlogged(ctx), states.allStated(ctx), links.allLinked(ctx), others.allRows(ctx))
	})
	err := all.Wait()
	for _, p := range []*verifier{captures, versions, states, links, others, unmade} {
		v.r.Documents, v.r.Made = v.r.Documents+p.r.Documents, v.r.Made+p.r.Made
		for _, f := range p.r.Faults {
			v.r.AddFault(f.Item, f.What)
		}
		for _, f := range p.r.Missing {
			v.r.AddMissing(f.Item, f.What)
		}
		v.r.More += p.r.More
	}
	return err
}

// part is a verifier that knows the same and has found nothing yet.
func (v *verifier) part() *verifier {
	p := *v
	p.r = Report{}
	return &p
}

// verifier holds what a check knows so far.
type verifier struct {
	a Archive
	o Options
	r Report

	total int64
	// largest is how many leaves the largest checkpoint covers, signed when those of a
	// size were made.
	largest int64
	signed  map[int64][]string
	// latest is the last run, if there is one, ran the last one that a leaf names.
	latest []store.Run
	ran    int64
	// got are the time stamps that are there.
	got map[Got]bool
	// stripped says that there is not one checkpoint.
	stripped bool
	tree     Tree
	// heads are the checkpoints still to be held against the tree, the smallest
	// first; head is the one kept elsewhere.
	heads []store.Checkpoint
	head  *Checkpoint
	// before is the root, in base64, before the leaf of a run.
	before string
	// keys are those that the log has named so far.
	keys []string
	// forgotten are documents that a leaf says were taken out, erased sums of bytes, with
	// the last leaf that says so.
	forgotten map[string]bool
	erased    map[string]int64
	// made is how late it was when a checkpoint of a size was, by the leaves under it.
	made map[int64]time.Time
	// chains are certificates that were in order.
	chains map[string]bool
	// unheld are leaves whose hashes the kept ones are yet to be held against.
	unheld []hashed
	// clock follows the leaves; unmade are the checkpoints over leaves yet to come.
	clock  Clock
	unmade []store.Checkpoint
	// stated says that a leaf tells of a document's rows, found how many documents, linked
	// versions, or other rows, are where their last leaf says.
	stated bool
	found  int64
	// people is the last record of who is who.
	people string
}

// hashed is a leaf with the tree's hashes that it completed, and the number of the first.
type hashed struct {
	name  string
	first int64
	made  []tlog.Hash
}

// prepare reads the checkpoints, and what was taken out on purpose.
func (v *verifier) prepare(ctx context.Context) (err error) {
	if v.total, err = v.a.LogSize(ctx); err != nil {
		return err
	}
	if v.heads, err = v.a.Checkpoints(ctx); err != nil {
		return err
	}
	v.stripped, v.signed, v.unmade = len(v.heads) == 0, map[int64][]string{}, v.heads
	for _, c := range v.heads {
		v.largest = max(v.largest, c.Size)
		v.signed[c.Size] = append(v.signed[c.Size], store.FormatTime(c.MadeAt))
	}
	// Now, so that none that begins meanwhile is taken for one without a record.
	if v.latest, err = v.a.LatestRuns(ctx, 1); err != nil {
		return err
	}
	v.got = map[Got]bool{}
	if err := v.a.Anchors(ctx, func(a store.Anchor) error {
		sum := sha256.Sum256(a.Token)
		v.got[Got{a.Size, a.Authority, hex.EncodeToString(sum[:])}] = true
		return nil
	}); err != nil {
		return err
	}
	if v.o.Head == "" {
		return nil
	}
	// A kept head counts even where it is unsigned: whoever kept it vouches for it.
	c, err := ReadHead(v.o.Head)
	if err != nil {
		return fmt.Errorf("the head that was given: %w; give a checkpoint as onrecord head prints it", err)
	}
	v.head, v.r.Head = &c, HeadDiffers
	return nil
}

// log goes through the leaves: each in its place, the tree over them, and each
// checkpoint over the tree.
func (v *verifier) log(ctx context.Context) error {
	next := int64(0)
	err := v.a.Entries(ctx, 0, func(e store.LogEntry) error {
		for ; next < e.Index; next++ {
			v.r.AddFault(fmt.Sprintf("leaf %d", next), "it is missing from the log")
		}
		next = e.Index + 1
		if v.o.Progress != nil && e.Index%256 == 0 {
			v.o.Progress(e.Index, v.total)
		}
		v.headsAt(v.tree.Size())
		if err := v.node(ctx, e); err != nil {
			return err
		}
		return v.leaf(ctx, e)
	})
	if err == nil {
		err = errors.Join(v.nodes(ctx), v.gone(ctx))
	}
	if err != nil {
		return err
	}
	v.headsAt(v.tree.Size())
	for _, c := range v.heads {
		v.r.AddFault(nameOf(c.Size), fmt.Sprintf("it covers %d leaves, the log has %d: its end was cut off", c.Size, v.tree.Size()))
	}
	if v.head != nil && v.head.Size > v.tree.Size() {
		v.r.AddFault("the log", fmt.Sprintf("the head that was kept covers %d leaves, the log has %d: its end was cut off", v.head.Size, v.tree.Size()))
	}
	if len(v.latest) > 0 && v.ran > 0 && v.latest[0].ID > v.ran {
		v.r.AddFault(fmt.Sprintf("run %d", v.latest[0].ID), "the log has no record of it")
	}
	stripped := v.stripped && len(v.keys) > 0 // a key that comes into use signs in the same transaction
	if stripped {
		v.r.AddMissing("the log", "it names the key "+v.keys[len(v.keys)-1]+" and has not one signature: they were taken out, or never made")
	}
	once, err := v.a.SignedOnce(ctx)
	switch {
	case errors.Is(err, store.ErrCorrupt):
		v.r.AddFault("the log", err.Error())
	case err != nil:
		return err
	case once == 0 && v.largest > 0:
		v.r.AddMissing("the log", "how many leaves were signed once is not written down: it was taken out")
	case once > v.largest && !stripped:
		v.r.AddMissing("the log", fmt.Sprintf("a checkpoint of %d leaves was made, and the largest that is there covers %d: it was taken out", once, v.largest))
	}
	v.r.Leaves, v.r.Root, v.r.Keys = v.tree.Size(), v.tree.Root(), v.keys
	if v.o.Progress != nil {
		v.o.Progress(v.total, v.total)
	}
	return nil
}

// gone holds the bytes that the archive says were erased against the leaves that say so.
func (v *verifier) gone(ctx context.Context) error {
	found := 0
	err := v.a.Erased(ctx, func(sum string, leaf int64) error {
		if leaf >= v.tree.Size() { // while the log was read, or it is missed below
			return nil
		}
		if said, ok := v.erased[sum]; !ok || said != leaf {
			v.r.AddFault("the bytes "+sum, fmt.Sprintf("the archive says that leaf %d had them erased, and it does not", leaf))
		} else {
			found++
		}
		return nil
	})
	if err == nil && found < len(v.erased) {
		v.r.AddFault("the log", fmt.Sprintf("it says that %d bodies or media were erased, the archive of %d of them", len(v.erased), found))
	}
	return err
}

func nameOf(size int64) string { return fmt.Sprintf("checkpoint of %d leaves", size) }

// headsAt holds the checkpoints of a size against the tree.
func (v *verifier) headsAt(size int64) {
	if v.head != nil && v.head.Size == size {
		if v.head.Root == v.tree.Root() {
			v.r.Head = HeadAgrees
		} else {
			v.r.AddFault("the log", fmt.Sprintf("its first %d leaves are not those of the head that was kept: it was written anew", size))
		}
	}
	for len(v.heads) > 0 && v.heads[0].Size <= size {
		c := v.heads[0]
		v.heads = v.heads[1:]
		if c.Size < size { // only a fault in the order leads here
			v.r.AddFault(nameOf(c.Size), "it is out of order")
			continue
		}
		v.checkpoint(c)
	}
}

// checkpoint holds one against the tree and the keys known by then.
func (v *verifier) checkpoint(c store.Checkpoint) {
	keys := v.keys
	if len(v.o.Keys) > 0 {
		keys = v.o.Keys
	}
	got, err := OpenCheckpoint(c.Note, keys)
	switch {
	case err != nil:
		v.r.AddFault(nameOf(c.Size), err.Error())
	case got.Size != c.Size:
		v.r.AddFault(nameOf(c.Size), fmt.Sprintf("it signs %d leaves", got.Size))
	case got.Root != v.tree.Root():
		v.r.AddFault(nameOf(c.Size), "the leaves before it are not those that were signed")
	case v.r.Origin != "" && v.r.Origin != got.Origin:
		v.r.AddFault(nameOf(c.Size), fmt.Sprintf("it is of the log %s, not %s", got.Origin, v.r.Origin))
	default:
		v.r.Origin, v.r.Signed = got.Origin, c.Size
	}
}

// node adds a leaf to the tree.
func (v *verifier) node(ctx context.Context, e store.LogEntry) error {
	if e.Kind == store.RunLeaf {
		root := v.tree.Root()
		v.before = base64.StdEncoding.EncodeToString(root[:])
	}
	h := hashed{name: leafName(e), first: tlog.StoredHashIndex(0, v.tree.Size())}
	v.tree.Add(e.Record, func(made tlog.Hash) { h.made = append(h.made, made) })
	if v.unheld = append(v.unheld, h); len(v.unheld) < 256 {
		return nil
	}
	return v.nodes(ctx)
}

// nodes holds the kept hashes against the tree's: all at once, and where that fails those
// of one leaf after the other.
func (v *verifier) nodes(ctx context.Context) error {
	ok, err := v.kept(ctx, v.unheld...)
	for _, h := range v.unheld {
		if ok || err != nil {
			break
		}
		var good bool
		if good, err = v.kept(ctx, h); !good && err == nil {
			v.r.AddFault(h.name, "the tree's hashes for it are not those of the leaf")
		}
	}
	v.unheld = v.unheld[:0]
	return err
}

// kept reports whether the kept hashes are those that leaves made.
func (v *verifier) kept(ctx context.Context, leaves ...hashed) (bool, error) {
	var want []tlog.Hash
	var numbers []int64
	for _, h := range leaves {
		for i := range h.made {
			numbers = append(numbers, h.first+int64(i))
		}
		want = append(want, h.made...)
	}
	got, err := v.a.LogHashes(ctx, numbers)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrCorrupt) {
		return false, nil
	}
	return slices.EqualFunc(got, want, func(a [32]byte, b tlog.Hash) bool { return a == b }), err
}

// about holds what the archive says that a leaf is about against the leaf.
func (v *verifier) about(e store.LogEntry) {
	var l struct {
		Document  store.DocumentID   `json:"document"`
		Documents []store.DocumentID `json:"documents"`
	}
	if json.Unmarshal(e.Record, &l) != nil {
		return // said of the leaf elsewhere
	}
	if e.Document != l.Document && !slices.Contains(l.Documents, e.Document) {
		v.r.AddFault(leafName(e), fmt.Sprintf("the archive says that it is about %q", e.Document))
	}
}

// leaf checks one leaf by its kind.
func (v *verifier) leaf(ctx context.Context, e store.LogEntry) error {
	if e.Kind != store.CaptureLeaf {
		v.about(e)
	} else if e.Document != "" {
		v.r.AddFault(leafName(e), fmt.Sprintf("the archive says that it is about %q", e.Document))
	}
	switch e.Kind {
	case store.CaptureLeaf:
		v.r.Captures++
		return nil // once all that was erased is known
	case store.TombstoneLeaf:
		return v.tombstone(ctx, e)
	case store.RunLeaf:
		return v.run(ctx, e)
	case store.KeyLeaf:
		var k Key
		if v.decode(e, &k) {
			v.keys = append(v.keys, k.Key)
		}
	case store.ForgetLeaf:
		var f Forget
		if v.decode(e, &f) {
			v.forgotten[string(f.Document)] = true
			for _, s := range f.Erased {
				v.erased[s] = e.Index
			}
			return v.forgets(ctx, e, f)
		}
	case store.ExportLeaf, store.AnnotationLeaf, store.StateLeaf:
		var h Head
		v.decode(e, &h)
	default:
		v.r.AddFault(leafName(e), fmt.Sprintf("it is of an unknown kind, %q", e.Kind))
	}
	return nil
}

func leafName(e store.LogEntry) string {
	if e.CaptureID != 0 {
		return fmt.Sprintf("leaf %d (capture %d)", e.Index, e.CaptureID)
	}
	return fmt.Sprintf("leaf %d (%s)", e.Index, e.Kind)
}

func (v *verifier) decode(e store.LogEntry, into any) bool {
	err := Decode(e.Record, e.Kind, e.Index, into)
	if err != nil {
		v.r.AddFault(leafName(e), err.Error())
	}
	return err == nil
}

// run holds the head that a run's leaf carries against the tree before it.
func (v *verifier) run(ctx context.Context, e store.LogEntry) error {
	var r Run
	if !v.decode(e, &r) {
		return nil
	}
	if r.Size != e.Index {
		v.r.AddFault(leafName(e), fmt.Sprintf("it says that %d leaves came before it", r.Size))
	}
	for _, s := range r.Signed {
		at, ok := v.signed[s.Size]
		switch {
		case !ok:
			v.r.AddMissing(nameOf(s.Size), "it was taken out; "+leafName(e)+" says that it was made")
		case !slices.Contains(at, s.At):
			v.r.AddFault(nameOf(s.Size), "it was made on "+s.At+", as "+leafName(e)+" says, and the archive says otherwise")
		}
	}
	if r.Root != v.before {
		v.r.AddFault(leafName(e), "the leaves before it are not those that it names")
	}
	for _, s := range r.Stamped {
		if !v.got[s] {
			v.r.AddFault(fmt.Sprintf("time stamp of %d leaves by %s", s.Size, s.Authority), "it was taken out or changed; "+leafName(e)+" says that it was there")
		}
	}
	item := fmt.Sprintf("run %d", r.Run)
	v.ran = max(v.ran, r.Run)
	row, err := v.a.Run(ctx, r.Run)
	switch {
	case errors.Is(err, store.ErrNotFound):
		v.r.AddFault(item, "it was taken out of the archive; its record is "+leafName(e))
	case err != nil:
		return err
	case store.FormatTime(row.StartedAt) != r.At || row.Holder != r.Holder:
		v.r.AddFault(item, "when it began, or who ran it, is not what its record says ("+leafName(e)+")")
	}
	return nil
}

// forgets checks that the archive names the leaf by which a document was forgotten.
func (v *verifier) forgets(ctx context.Context, e store.LogEntry, f Forget) error {
	why, err := v.a.Forgotten(ctx, f.Document)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if why.Index != e.Index || err != nil {
		v.r.AddFault("document "+string(f.Document), fmt.Sprintf("it was forgotten (leaf %d), and the archive does not say so", e.Index))
	}
	return nil
}

// tombstone checks that what the log says is gone is so in the archive.
func (v *verifier) tombstone(ctx context.Context, e store.LogEntry) error {
	var t Tombstone
	if !v.decode(e, &t) {
		return nil
	}
	ok, err := v.a.HadTombstone(ctx, t.Document)
	if err == nil && !ok {
		v.r.AddFault("document "+string(t.Document), fmt.Sprintf("its tombstone (leaf %d) was taken out of the archive", e.Index))
	}
	return err
}
