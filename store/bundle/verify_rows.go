package bundle

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/evidence"
)

// reader gives the lines of an entry, one at a call, io.EOF at the end.
func (v *verifier) reader(name string) (func() ([]byte, error), error) {
	if _, ok := v.z.Entry(name); !ok {
		return nil, broken(name, "it is not in the bundle")
	}
	s := bufio.NewScanner(v.z.Section(name))
	s.Buffer(make([]byte, 0, 64<<10), mostLine)
	s.Split(wholeLines)
	return func() ([]byte, error) {
		if s.Scan() {
			return s.Bytes(), nil
		}
		switch err := s.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			return nil, broken(name, "a line is longer than any bundle's")
		case errors.Is(err, errUnended):
			return nil, broken(name, "%v", err)
		case err != nil:
			return nil, err
		}
		return nil, io.EOF
	}, nil
}

var errUnended = errors.New("its last line has no end")

// wholeLines splits at line feeds and at nothing else, and takes no last line without
// one.
func wholeLines(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, errUnended
	}
	return 0, nil, nil
}

// leaf checks one leaf and gathers what it says.
func (v *verifier) leaf(line []byte, p proof) error {
	var h evidence.Head
	item := fmt.Sprintf("leaf %d", p.Index)
	if err := json.Unmarshal(line, &h); err != nil {
		v.fault(item, "it is not JSON")
		return nil
	}
	if h.Kind == store.CaptureLeaf {
		return v.capture(line, p)
	}
	v.under(fmt.Sprintf("leaf %d (%s)", p.Index, h.Kind), line, p)
	var into struct {
		evidence.Head
		Key      string           `json:"key"`
		Document store.DocumentID `json:"document"`
		Erased   []string         `json:"erased"`
	}
	if err := evidence.Decode(line, h.Kind, p.Index, &into); err != nil {
		v.fault(item, err.Error())
		return nil
	}
	switch h.Kind {
	case store.KeyLeaf:
		v.keyed = append(v.keyed, into.Key)
	case store.ForgetLeaf:
		v.forgotten[string(into.Document)] = true
		for _, s := range into.Erased {
			v.erased[s] = true
		}
	}
	return nil
}

func (v *verifier) capture(line []byte, p proof) error {
	var c evidence.Capture
	if err := evidence.Decode(line, store.CaptureLeaf, p.Index, &c); err != nil {
		v.fault(fmt.Sprintf("leaf %d", p.Index), err.Error())
		return nil
	}
	v.under(fmt.Sprintf("capture %d (leaf %d)", c.Capture, p.Index), line, p)
	v.r.Captures++
	v.captures = append(v.captures, p.Index)
	for _, s := range c.Seen {
		if s.Gone == "" {
			v.seen[seenKey(c.Capture, string(s.Document), s.Content)] = true
		}
	}
	if c.Bytes.Decoded.Length > 0 {
		v.wanted = append(v.wanted, wanted{c.Capture, c.Bytes.Decoded.SHA256, c.Bytes.Decoded.Length, false})
	}
	if c.Bytes.Received.Length > 0 && c.Bytes.Received.SHA256 != c.Bytes.Decoded.SHA256 {
		v.wanted = append(v.wanted, wanted{c.Capture, c.Bytes.Received.SHA256, c.Bytes.Received.Length, true})
	}
	if c.HTTP.TLS != nil {
		for _, sum := range c.HTTP.TLS.Chain {
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

// documents holds the words against the captures' records.
func (v *verifier) documents() error {
	return v.lines(documentsName, func(n int, line []byte) error {
		var d document
		if err := json.Unmarshal(line, &d); err != nil {
			return broken(documentsName, "line %d cannot be read: %v", n, err)
		}
		for _, w := range d.Versions {
			v.version(d, w)
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
		c.Media = append(c.Media, store.Media{Type: m.Type, Alt: m.Alt})
	}
	if c.Hash() != w.SHA256 {
		v.fault(item, "its words are not those of its hash")
		return
	}
	for _, n := range append(d.Names, d.Document) {
		if v.seen[seenKey(w.Capture, n, w.SHA256)] {
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
	if err := v.lines(checkpointsName, func(n int, line []byte) error {
		var e earlier
		if err := json.Unmarshal(line, &e); err != nil {
			return broken(checkpointsName, "line %d cannot be read: %v", n, err)
		}
		item := fmt.Sprintf("checkpoint of %d leaves", e.Size)
		c, err := evidence.OpenCheckpoint(e.Note, keys)
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
	return v.kept()
}

// kept holds the bundle against a head that somebody kept.
func (v *verifier) kept() error {
	if v.o.Head == "" {
		return nil
	}
	head, err := evidence.ReadHead(v.o.Head)
	if err != nil {
		return fmt.Errorf("the head that was given: %w; give a checkpoint as onrecord head prints it", err)
	}
	note, ok := v.heads[head.Size]
	if !ok {
		v.r.AddMissing("the head that was kept", fmt.Sprintf("the bundle does not lead from its %d leaves to its own %d; ask for one that was made with --head", head.Size, v.checkpoint.Size))
		return nil
	}
	if c, err := evidence.ReadHead(note); err != nil || c.Root != head.Root || c.Origin != head.Origin {
		v.fault("the log", fmt.Sprintf("its first %d leaves are not those of the head that was kept: it was written anew", head.Size))
	}
	return nil
}

// stamps checks the time stamps.
func (v *verifier) stamps() error {
	named := map[string]bool{stampsName: true}
	err := v.lines(stampsName, func(n int, line []byte) error {
		var s stamped
		if err := json.Unmarshal(line, &s); err != nil {
			return broken(stampsName, "line %d cannot be read: %v", n, err)
		}
		named[s.File] = true
		item := fmt.Sprintf("time stamp of %d leaves by %s", s.Size, s.Authority)
		note, ok := v.heads[s.Size]
		if !ok || !strings.HasPrefix(s.File, stampsPrefix) {
			v.fault(item, "its checkpoint is not in the bundle")
			return nil
		}
		token, err := v.whole(s.File)
		if err != nil {
			return err
		}
		if v.o.Stamp == nil {
			return nil
		}
		at, err := v.o.Stamp(store.Anchor{Size: s.Size, Authority: s.Authority, Token: token}, store.Checkpoint{Size: s.Size, Note: note})
		if err != nil {
			v.r.Bad = append(v.r.Bad, evidence.Fault{Item: item, What: "bad anchor: " + err.Error()})
			return nil
		}
		if s.Size > v.r.Anchored {
			v.r.Anchored, v.r.AnchoredAt = s.Size, store.FormatTime(at)
		}
		return nil
	})
	for name := range v.sums {
		if strings.HasPrefix(name, stampsPrefix) && !named[name] {
			v.fault(name, "nothing names it")
		}
	}
	return err
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
