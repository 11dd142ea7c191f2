package bundle

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/proof"
)

// said is what is read of a leaf that is no capture's.
type said struct {
	proof.Head
	Key      string           `json:"key"`
	Document store.DocumentID `json:"document"`
	Erased   []string         `json:"erased"`
}

var kinds = []store.LeafKind{
	store.CaptureLeaf, store.TombstoneLeaf, store.RunLeaf, store.ExportLeaf, store.AnnotationLeaf, store.ForgetLeaf, store.KeyLeaf, store.StateLeaf,
}

// leaf checks one leaf and gathers what it says. What was not signed says nothing.
func (v *verifier) leaf(line []byte, p inclusion) {
	item, kind := nameOf(line, p.Index)
	if !v.under(item, line, p) {
		return
	}
	v.clock.Read(line)
	for _, s := range proof.StatesIn(line) {
		v.states[string(s.Document)] = s.SHA256
	}
	for _, s := range proof.LinksIn(store.LogEntry{Kind: kind, Record: line}) {
		v.links[s.Version] = recordOf(s)
	}
	if t := (made{p.Index, v.clock.Latest()}); len(v.made) == 0 || t.at.After(v.made[len(v.made)-1].at) {
		v.made = append(v.made, t)
	}
	var err error
	switch {
	case !utf8.Valid(line):
		err = errors.New("it is not UTF-8")
	case kind == store.CaptureLeaf:
		err = v.capture(line, p)
	case !slices.Contains(kinds, kind):
		err = fmt.Errorf("it is of an unknown kind, %q", kind)
	default:
		err = v.other(line, kind, p)
	}
	if err != nil {
		v.fault(item, err.Error())
	}
}

// nameOf is what a leaf is called, as far as it can be told, and its kind.
func nameOf(line []byte, index int64) (string, store.LeafKind) {
	var fields map[string]json.RawMessage // whose names are exact, unlike a struct's
	var kind store.LeafKind
	var capture int64
	if !utf8.Valid(line) || json.Unmarshal(line, &fields) != nil || json.Unmarshal(fields["kind"], &kind) != nil || !slices.Contains(kinds, kind) {
		return fmt.Sprintf("leaf %d", index), kind
	}
	if kind == store.CaptureLeaf && json.Unmarshal(fields["capture"], &capture) == nil {
		return fmt.Sprintf("capture %d (leaf %d)", capture, index), kind
	}
	return fmt.Sprintf("leaf %d (%s)", index, kind), kind
}

// other reads a leaf that is no capture's.
func (v *verifier) other(line []byte, kind store.LeafKind, p inclusion) error {
	var s said
	if err := proof.Decode(line, kind, p.Index, &s); err != nil {
		return err
	}
	switch kind {
	case store.KeyLeaf:
		v.keyed = append(v.keyed, s.Key)
	case store.ForgetLeaf:
		v.forgotten[string(s.Document)] = true
		for _, sum := range s.Erased {
			v.erased[sum] = true
		}
	}
	return nil
}

// captured is what is read of a capture's leaf. The rest, and a long list of what was
// seen, takes no memory.
type captured struct {
	Capture int64 `json:"capture"`
	HTTP    struct {
		TLS struct{ Chain []string } `json:"tls"`
	} `json:"http"`
	Bytes proof.Bytes     `json:"bytes"`
	Seen  json.RawMessage `json:"seen"`
}

func (v *verifier) capture(line []byte, p inclusion) error {
	var c captured
	err := proof.Decode(line, store.CaptureLeaf, p.Index, &c)
	if err == nil {
		err = each(c.Seen, func(s struct {
			Document, Content string
			Authority         store.Authority
			Gone              store.GoneHow
		}) error {
			if s.Gone == "" {
				key := seenKey(c.Capture, s.Document, s.Content)
				v.seen[key] = v.seen[key] || s.Authority == ""
			}
			return nil
		})
	}
	if err != nil {
		return err
	}
	v.r.Captures++
	v.captures = append(v.captures, p.Index)
	if c.Bytes.Decoded.Length > 0 {
		v.wanted = append(v.wanted, wanted{c.Capture, c.Bytes.Decoded.SHA256, c.Bytes.Decoded.Length, false})
	}
	if c.Bytes.Received.Length > 0 && c.Bytes.Received.SHA256 != c.Bytes.Decoded.SHA256 {
		v.wanted = append(v.wanted, wanted{c.Capture, c.Bytes.Received.SHA256, c.Bytes.Received.Length, true})
	}
	for _, sum := range c.HTTP.TLS.Chain {
		if _, ok := v.z.Entry(blobsPrefix + sum); ok {
			v.wanted = append(v.wanted, wanted{c.Capture, sum, anyLength, true})
		}
	}
	return nil
}

// anyLength is that of bytes whose record does not say how many they are.
const anyLength = -1

func seenKey(capture int64, document, content string) [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%d\x00%s\x00%s", capture, document, content))
}

// blobs holds the bytes against the captures' records.
func (v *verifier) blobs() error {
	for _, w := range v.wanted {
		item := fmt.Sprintf("capture %d", w.capture)
		e, ok := v.z.Entry(blobsPrefix + w.sum)
		switch {
		case !ok && !w.may && !v.erased[w.sum]:
			v.r.AddMissing(item, "its bytes "+w.sum+" are not in the bundle")
		case ok && (v.sums[e.Name] != w.sum || w.length != anyLength && e.Size != w.length):
			v.fault(item, "its bytes are not those on record")
		}
	}
	return nil
}

// words is a document's line as it is read: its versions one at a time.
type words struct {
	document
	Versions json.RawMessage `json:"versions"`
}

// documents holds the words against the captures' records.
func (v *verifier) documents() error {
	return v.lines(documentsName, mostDocument, func(n int, line []byte) error {
		var d words
		err := exact(line, &d, plain)
		if err == nil {
			err = canonical(d.State)
		}
		if err == nil {
			err = each(d.Versions, func(raw json.RawMessage) error {
				var w version
				if err := exact(raw, &w, plain); err != nil {
					return err
				}
				if w.Quotes != nil {
					if err := canonical(w.Quotes.Rows); err != nil {
						return err
					}
				}
				v.version(d.document, w)
				v.quotes(d.document, w)
				w.Quotes = nil
				d.document.Versions = append(d.document.Versions, w)
				return nil
			})
		}
		if err == nil {
			v.state(d.document)
		}
		if err != nil {
			return broken(documentsName, "line %d cannot be read: %v", n, err)
		}
		return nil
	})
}

func (v *verifier) version(d document, w version) {
	item := fmt.Sprintf("version %d of %s", w.Seq, d.Document)
	if d.Forgotten {
		if w.Text != "" || w.Title != "" || !slices.ContainsFunc(append(d.Names, d.Document), func(n string) bool { return v.forgotten[n] }) {
			v.fault(item, "its words were erased, and no record says why")
		}
		return
	}
	c := store.Content{Title: w.Title, Text: w.Text}
	for _, m := range w.Media {
		c.Media = append(c.Media, store.Media{Type: m.Type, Alt: m.Alt, ID: m.ID})
	}
	if c.Hash() != w.SHA256 {
		v.fault(item, "its words are not those of its hash")
		return
	}
	for _, n := range append(d.Names, d.Document) {
		if _, ok := v.seen[seenKey(w.Capture, n, w.SHA256)]; ok {
			return
		}
	}
	v.fault(item, fmt.Sprintf("no record of capture %d says that it read these words", w.Capture))
}

// earlier checks the checkpoints of before, and the head that was kept.
func (v *verifier) earlier() error {
	keys := v.policy.Keys
	if len(v.o.Keys) > 0 {
		keys = v.o.Keys
	}
	if err := v.lines(checkpointsName, mostSeal, func(n int, line []byte) error {
		var e earlier
		if err := exact(line, &e, plain); err != nil {
			return broken(checkpointsName, "line %d cannot be read: %v", n, err)
		}
		sealCheckpoint(v.seal, e.Size, e.Note)
		item := fmt.Sprintf("checkpoint of %d leaves", e.Size)
		c, err := proof.OpenCheckpoint(e.Note, keys)
		if err != nil {
			v.fault(item, err.Error())
			return nil
		}
		proof, err := fromBase64(e.Proof)
		if err == nil && (c.Size != e.Size || c.Origin != v.checkpoint.Origin || c.Size < 1 || c.Size > v.checkpoint.Size) {
			err = errors.New("another log's")
		}
		if err == nil {
			err = tlog.CheckTree(proof, v.checkpoint.Size, v.checkpoint.Root, c.Size, c.Root)
		}
		if err != nil {
			v.fault(item, "it does not lead to the bundle's checkpoint: the log was written anew")
			return nil
		}
		v.heads[c.Size] = e.Note
		return nil
	}); err != nil {
		return err
	}
	return v.led()
}

// led holds the bundle against a head that somebody kept.
func (v *verifier) led() error {
	head := v.kept
	if head == nil {
		return nil
	}
	note, ok := v.heads[head.Size]
	if !ok {
		v.r.AddMissing("the head that was kept", fmt.Sprintf("the bundle does not lead from its %d leaves to its own %d; ask for one that was made with --head", head.Size, v.checkpoint.Size))
		return nil
	}
	if c, err := proof.ReadHead(note); err != nil || c.Root != head.Root || c.Origin != head.Origin {
		v.fault("the log", fmt.Sprintf("its first %d leaves are not those of the head that was kept: it was written anew", head.Size))
		return nil
	}
	v.r.Head = proof.HeadAgrees
	return nil
}

// stamps checks the time stamps.
func (v *verifier) stamps() error {
	named, there := map[string]bool{stampsName: true}, map[string]bool{}
	err := v.lines(stampsName, mostSeal, func(n int, line []byte) error {
		var s stamped
		if err := exact(line, &s, plain); err != nil {
			return broken(stampsName, "line %d cannot be read: %v", n, err)
		}
		sealStamp(v.seal, s.Size, v.sums[s.File], s.Authority)
		item := fmt.Sprintf("time stamp of %d leaves by %s", s.Size, s.Authority)
		if named[s.File] {
			v.fault(item, "it is there twice")
			return nil
		}
		named[s.File], there[v.sums[s.File]] = true, true
		note, ok := v.heads[s.Size]
		if !ok || !strings.HasPrefix(s.File, stampsPrefix) {
			v.fault(item, "its checkpoint is not in the bundle")
			return nil
		}
		token, err := v.whole(s.File, mostSeal)
		if err != nil {
			return err
		}
		if v.o.Stamp == nil {
			return nil
		}
		said, err := v.o.Stamp(store.Anchor{Size: s.Size, Authority: s.Authority, Token: token}, store.Checkpoint{Size: s.Size, Note: note, MadeAt: v.madeAt(s.Size)})
		if err == nil && store.FormatTime(said.At) != s.Time {
			err = fmt.Errorf("it says %s, not %s", store.FormatTime(said.At), s.Time)
		}
		if err != nil {
			v.r.AddBad(item, "bad anchor: "+err.Error())
			return nil
		}
		v.r.AddStamp(s.Size, said)
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range v.z.Entries() {
		if strings.HasPrefix(e.Name, stampsPrefix) && !named[e.Name] {
			v.fault(e.Name, "nothing names it")
		}
	}
	if v.policy.Seal != "" && v.policy.Seal != hex.EncodeToString(v.seal.Sum(nil)) {
		v.fault(policyName, "the earlier checkpoints and time stamps are not those that were signed, each in its place")
	}
	for _, sum := range v.policy.Stamps {
		if !there[sum] {
			v.fault(stampsName, "a time stamp was taken out: "+sum)
		}
	}
	return nil
}

// made is how late it was when a leaf was.
type made struct {
	index int64
	at    time.Time
}

// madeAt is how late it was when a checkpoint of a size was, by the leaves under it
// that are here.
func (v *verifier) madeAt(size int64) time.Time {
	i, _ := slices.BinarySearchFunc(v.made, size, func(m made, size int64) int { return cmp.Compare(m.index, size) })
	if i == 0 {
		return time.Time{}
	}
	return v.made[i-1].at
}

func fromBase64(all []string) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(all))
	for i, s := range all {
		b, err := base64.StdEncoding.Strict().DecodeString(s)
		if err != nil || len(b) != tlog.HashSize {
			return nil, fmt.Errorf("%q is no hash", s)
		}
		out[i] = tlog.Hash(b)
	}
	return out, nil
}
