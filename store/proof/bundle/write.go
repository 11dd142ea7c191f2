package bundle

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

// Archive is what making a bundle needs; one database is both.
type Archive struct {
	Rows
	Log
}

// Rows are documents, versions and links as the archive has them, and the bytes that it keeps.
type Rows interface {
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
	EachDocumentRecord(ctx context.Context, f func(proof.DocumentRecord) error) error
	StatedAt(ctx context.Context, id store.DocumentID) (doc, leaf int64, err error)
	DocumentRows(ctx context.Context, docs ...int64) (map[int64]proof.Rows, error)
	LinkState(ctx context.Context, version int64) (s proof.LinkState, leaf int64, err error)
	LinkRows(ctx context.Context, version int64) (proof.Rows, error)
	Bytes(ctx context.Context, sum string) ([]byte, error)
}

// Log is the append-only log with what was signed and stamped of it.
type Log interface {
	Forgotten(ctx context.Context, id store.DocumentID) (store.LogEntry, error)
	Entries(ctx context.Context, from int64, f func(store.LogEntry) error) error
	LogHashes(ctx context.Context, numbers []int64) ([][32]byte, error)
	Append(ctx context.Context, kind store.LeafKind, about store.DocumentID, record func(index int64) ([]byte, error)) (int64, error)
	Checkpoints(ctx context.Context) ([]store.Checkpoint, error)
	Anchors(ctx context.Context, f func(store.Anchor) error) error
}

// Options say what goes into a bundle.
type Options struct {
	// Documents narrows it; without them all is taken.
	Documents []store.DocumentID
	// Captures gives the captures that go in.
	Captures func(func(store.Capture) error) error
	// Dir is where files may lie meanwhile.
	Dir   string
	WARC  warc.Options
	Title func(store.Capture) string
	// Origin and Keys are the log's name and the keys that signed it, the one in use
	// last.
	Origin string
	Keys   []string
	// Sign signs the log as it stands and keeps the checkpoint.
	Sign func(context.Context) (store.Checkpoint, error)
	// Head is a checkpoint that the reader kept, to be led to this one; zero for none.
	Head int64
	Now  time.Time
}

// Made is what was put into a bundle.
type Made struct {
	warc.Counts
	Documents, Leaves, Blobs, Checkpoints, Stamps int
	// Quotes is how many quotes of articles are in, Unproved how many versions of articles
	// have quotes whose record is of before it said whose words they are: they are left out.
	Quotes, Unproved int
	// Export is the leaf that records the bundle.
	Export int64
}

// Write makes a bundle on out, and puts on the log that it was made. Memory grows by
// some 100 bytes a capture.
func Write(ctx context.Context, out io.Writer, a Archive, o Options) (m Made, err error) {
	w := &writer{a: a, o: o, z: zipped.NewWriter(out, o.Now), captures: map[int64]bool{}, runs: map[int64]bool{}, blobs: map[string]bool{}, stated: map[int64]bool{}, states: map[store.DocumentID]string{}, linked: map[int64]proof.LinkState{}}
	for _, step := range []func(context.Context) error{w.web, w.last, w.leaves, w.documents, w.about, w.contents, w.sign, w.prove, w.earlier, w.stamps, w.pack} {
		if err := step(ctx); err != nil {
			return w.made, fmt.Errorf("make the bundle: %w", err)
		}
	}
	return w.made, w.z.Close()
}

// writer makes one bundle.
type writer struct {
	a         Archive
	o         Options
	z         *zipped.Writer
	made      Made
	described warc.Datapackage
	// resources are the entries so far.
	resources []warc.Resource
	// captures and runs are those whose leaves go in, blobs the bytes that are in.
	captures, runs map[int64]bool
	blobs          map[string]bool
	// stated are the leaves by which documents are on record as they stand, states what
	// the last leaf that is in says of each.
	stated map[int64]bool
	states map[store.DocumentID]string
	// linked is what the last leaf that is in says of articles' versions' quotes.
	linked map[int64]proof.LinkState
	// indexes are the leaves that are in.
	indexes    []int64
	head       store.Checkpoint
	checkpoint proof.Checkpoint
	all        []store.Checkpoint
	// stamped are the time stamps of those checkpoints.
	stamped []store.Anchor
}

// add puts an entry in.
func (w *writer) add(name string, r io.ReadSeeker) error {
	res, err := warc.AddResource(w.z, name, r)
	w.resources = append(w.resources, res)
	return err
}

func (w *writer) addBytes(name string, b []byte) error { return w.add(name, bytes.NewReader(b)) }

func (w *writer) addJSON(name string, v any) error {
	b, err := proof.Encode(v)
	if err != nil {
		return err
	}
	return w.addBytes(name, append(b, '\n'))
}

// addLines puts an entry of lines in, which each makes.
func (w *writer) addLines(name string, each func(put func([]byte) error) error) error {
	f, err := os.CreateTemp(w.o.Dir, "lines-*")
	if err != nil {
		return err
	}
	defer func() { _ = errors.Join(f.Close(), os.Remove(f.Name())) }()
	b := bufio.NewWriter(f)
	err = each(func(line []byte) error {
		_, err := b.Write(append(line, '\n'))
		return err
	})
	if err := errors.Join(err, b.Flush()); err != nil {
		return err
	}
	return w.add(name, f)
}

// web writes what a reader of WACZ looks at, and the bytes by their sums.
func (w *writer) web(ctx context.Context) error {
	p, err := warc.NewPackage(w.o.Dir, w.o.WARC, w.o.Title)
	if err != nil {
		return err
	}
	if err := w.o.Captures(func(c store.Capture) error {
		w.captures[c.ID] = true
		if c.RunID != 0 {
			w.runs[c.RunID] = true
		}
		return errors.Join(p.Capture(c), w.blob(c.Body), w.blob(c.Raw), w.chain(ctx, c.TLS))
	}); err != nil {
		return errors.Join(err, p.Close())
	}
	res, err := p.AddTo(w.z)
	w.resources = append(w.resources, res...)
	w.made.Counts = p.Counts()
	w.described = p.Describe("onrecord evidence", "Captures with what proves them; see evidence/README.txt", w.o.Now)
	return errors.Join(err, p.Close())
}

// chain puts the certificates in that a connection showed, where they were kept.
func (w *writer) chain(ctx context.Context, t *store.TLS) error {
	if t == nil {
		return nil
	}
	for _, sum := range t.Chain {
		if w.blobs[sum] {
			continue
		}
		b, err := w.a.Bytes(ctx, sum)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err := errors.Join(err, w.blob(b)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) blob(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	sum := sha256.Sum256(b)
	name := hex.EncodeToString(sum[:])
	if w.blobs[name] {
		return nil
	}
	w.blobs[name] = true
	w.made.Blobs++
	return w.addBytes(blobsPrefix+name, b)
}

// last finds the leaves by which the documents are on record as they stand.
func (w *writer) last(ctx context.Context) error {
	return w.a.EachDocumentRecord(ctx, func(d proof.DocumentRecord) error {
		if !w.holds(d.Document.ID) {
			return nil
		}
		_, leaf, err := w.a.StatedAt(ctx, d.Document.ID)
		w.stated[leaf] = true
		if err != nil || d.Document.Kind != store.Article {
			return err
		}
		versions, err := w.a.Versions(ctx, d.Document.ID)
		for _, v := range versions {
			if err != nil {
				return err
			}
			if _, leaf, err = w.a.LinkState(ctx, v.ID); err == nil && leaf >= 0 {
				w.stated[leaf], w.linked[v.ID] = true, proof.LinkState{}
			}
		}
		return err
	})
}

// holds reports whether a document goes in.
func (w *writer) holds(id store.DocumentID) bool {
	return len(w.o.Documents) == 0 || slices.Contains(w.o.Documents, id)
}

// leaves writes the leaves of the captures, of their runs, of the keys, and what else
// is on record about the documents.
func (w *writer) leaves(ctx context.Context) error {
	return w.addLines(leavesName, func(put func([]byte) error) error {
		return w.a.Entries(ctx, 0, func(e store.LogEntry) error {
			if !w.wants(e) {
				return nil
			}
			w.indexes = append(w.indexes, e.Index)
			w.made.Leaves++
			for _, s := range proof.StatesIn(e.Record) {
				w.states[s.Document] = s.SHA256
			}
			for _, s := range proof.LinksIn(e) {
				if _, ok := w.linked[s.Version]; ok {
					w.linked[s.Version] = s
				}
			}
			return put(e.Record)
		})
	})
}

func (w *writer) wants(e store.LogEntry) bool {
	if w.stated[e.Index] {
		return true
	}
	switch e.Kind {
	case store.CaptureLeaf:
		return w.captures[e.CaptureID]
	case store.KeyLeaf:
		return true
	case store.RunLeaf:
		var r proof.Run
		return proof.Decode(e.Record, e.Kind, e.Index, &r) == nil && w.runs[r.Run]
	case store.ExportLeaf:
		return false
	case store.StateLeaf:
		if proof.RowsIn(e) != nil { // of what no bundle shows
			return false
		}
	}
	return len(w.o.Documents) == 0 || slices.Contains(w.o.Documents, e.Document)
}

// documents writes the words.
func (w *writer) documents(ctx context.Context) error {
	return w.addLines(documentsName, func(put func([]byte) error) error {
		return w.a.EachDocumentRecord(ctx, func(d proof.DocumentRecord) error {
			if !w.holds(d.Document.ID) {
				return nil
			}
			doc, err := w.document(ctx, d)
			if err == nil {
				doc.State, err = w.state(ctx, d.Document.ID)
			}
			if err != nil {
				return err
			}
			line, err := proof.Encode(doc)
			if err != nil {
				return err
			}
			w.made.Documents++
			return put(line)
		})
	})
}

// state is what the archive has of a document, as its last record says.
func (w *writer) state(ctx context.Context, id store.DocumentID) (json.RawMessage, error) {
	doc, _, err := w.a.StatedAt(ctx, id)
	if err != nil {
		return nil, err
	}
	all, err := w.a.DocumentRows(ctx, doc)
	if err != nil {
		return nil, err
	}
	rows := all[doc]
	s, err := proof.NewState(id, rows)
	if err == nil && s.SHA256 != w.states[id] {
		err = fmt.Errorf("what the archive has of %s is not what its last record says; was it written to meanwhile? Try again, and see onrecord verify", id)
	}
	if err != nil {
		return nil, err
	}
	return rows.Encode()
}

func (w *writer) document(ctx context.Context, d proof.DocumentRecord) (document, error) {
	doc := document{
		Document: string(d.Document.ID), Kind: string(d.Document.Kind), URL: d.Document.URL, Author: d.Document.Author.Name,
		Handle: d.Document.Author.Handle, Published: d.Document.PublishedAt.String(), Versions: []version{},
	}
	for _, n := range d.Names {
		doc.Names = append(doc.Names, string(n))
	}
	if d.Document.Gone() {
		doc.Gone = string(d.Document.Tombstone.How)
	}
	_, err := w.a.Forgotten(ctx, d.Document.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return doc, err
	}
	doc.Forgotten = err == nil
	vs, err := w.a.Versions(ctx, d.Document.ID)
	for _, v := range vs {
		n := version{
			Seq: v.Seq, Capture: v.CaptureID, SHA256: v.Hash, Title: v.Title, Text: v.Text, Lang: v.Lang,
			FirstSeen: store.FormatTime(v.FirstSeen), LastSeen: store.FormatTime(v.LastSeen),
		}
		for _, m := range v.Media {
			n.Media = append(n.Media, medium{m.Type, m.Alt, m.ID})
		}
		if d.Document.Kind == store.Article && err == nil {
			n.Quotes, err = w.quotesOf(ctx, v.ID)
		}
		doc.Versions = append(doc.Versions, n)
	}
	return doc, err
}

// about writes by whom it is signed, and how to read it.
func (w *writer) about(ctx context.Context) error {
	pack, err := packageSum(w.described)
	if err != nil {
		return err
	}
	if w.all, err = w.heads(ctx); err != nil {
		return err
	}
	if err := w.findStamps(ctx); err != nil {
		return err
	}
	var stamps []string
	seal := sha256.New()
	for _, c := range w.all {
		sealCheckpoint(seal, c.Size, c.Note)
	}
	for _, a := range w.stamped {
		stamps = append(stamps, sumOfBytes(a.Token))
		sealStamp(seal, a.Size, stamps[len(stamps)-1], a.Authority)
	}
	return errors.Join(w.addBytes(readmeName, []byte(readmeText)), w.addJSON(policyName, policy{
		Onrecord: proof.Format, Origin: w.o.Origin, Keys: w.o.Keys, Software: w.o.WARC.Software, Created: store.FormatTime(w.o.Now),
		Proves:  "the archive held these records when the checkpoint was signed, and nothing in here was changed since",
		Package: pack, Stamps: stamps, Seal: hex.EncodeToString(seal.Sum(nil)),
		DoesNot: "that the site served the same to anybody else, or that the archive's keeper did not make the records up before; whose words a quote was found to be, and how faithful, is the archive's own finding",
	}))
}

// packageSum is the sum of a datapackage without its resources.
func packageSum(d warc.Datapackage) (string, error) {
	d.Resources = nil
	b, err := proof.Encode(d)
	return sumOfBytes(b), err
}

func sumOfBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// contents writes the sum of each entry so far.
func (w *writer) contents(context.Context) error {
	table := make([]content, len(w.resources))
	for i, r := range w.resources {
		table[i] = content{r.Path, sumOf(r), r.Bytes}
	}
	return w.addJSON(contentsName, table)
}

// sumOf is the hexadecimal sum of a resource.
func sumOf(r warc.Resource) string { return r.Hash[len("sha256:"):] }

// sign puts the bundle on the log and has the log signed.
func (w *writer) sign(ctx context.Context) (err error) {
	table := w.resources[len(w.resources)-1]
	var leaf []byte
	w.made.Export, err = w.a.Append(ctx, store.ExportLeaf, "", func(index int64) (_ []byte, err error) {
		leaf, err = proof.Encode(proof.Export{
			Head: proof.NewHead(store.ExportLeaf, index, w.o.Now), Contents: sumOf(table), Documents: w.o.Documents, Leaves: w.made.Leaves,
		})
		return leaf, err
	})
	if err != nil {
		return err
	}
	if w.head, err = w.o.Sign(ctx); err != nil {
		return err
	}
	if w.checkpoint, err = proof.OpenCheckpoint(w.head.Note, w.o.Keys); err != nil {
		return fmt.Errorf("the checkpoint: %w", err)
	}
	w.indexes = append(w.indexes, w.made.Export)
	return errors.Join(w.addBytes(exportName, append(leaf, '\n')), w.addBytes(checkpointName, []byte(w.head.Note)))
}

// hashes reads the tree, and remembers what many proofs share.
func (w *writer) hashes(ctx context.Context) tlog.HashReaderFunc {
	kept := map[int64]tlog.Hash{}
	return func(numbers []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(numbers))
		for i, n := range numbers {
			if h, ok := kept[n]; ok {
				out[i] = h
				continue
			}
			got, err := w.a.LogHashes(ctx, []int64{n})
			if err != nil {
				return nil, err
			}
			out[i] = got[0]
			if level, _ := tlog.SplitStoredHashIndex(n); level > 3 {
				kept[n] = out[i]
			}
		}
		return out, nil
	}
}

func inBase64(hashes []tlog.Hash) []string {
	out := make([]string, len(hashes))
	for i, h := range hashes {
		out[i] = base64.StdEncoding.EncodeToString(h[:])
	}
	return out
}

// prove writes why each leaf is under the checkpoint.
func (w *writer) prove(ctx context.Context) error {
	read := w.hashes(ctx)
	return w.addLines(proofsName, func(put func([]byte) error) error {
		for _, i := range w.indexes {
			p, err := tlog.ProveRecord(w.checkpoint.Size, i, read)
			if err != nil {
				return fmt.Errorf("prove leaf %d: %w", i, err)
			}
			line, err := proof.Encode(inclusion{i, inBase64(p)})
			if err != nil {
				return err
			}
			if err := put(line); err != nil {
				return err
			}
		}
		return nil
	})
}

// pack writes what a reader of WACZ begins with.
func (w *writer) pack(context.Context) error {
	w.described.Resources = w.resources
	return warc.AddDatapackage(w.z, w.described)
}
