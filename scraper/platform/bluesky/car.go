package bluesky

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"onrecord/scraper/format"
	"onrecord/store"
)

// repository is an account's whole repository: a CAR file of DAG-CBOR blocks, signed by
// the account, in which a tree of keys leads to the records.
// The blocks are held to their names, and the signature to nothing: the account's key stands
// in its DID document, which the file does not have, and changes with the account's server.
// https://atproto.com/specs/repository https://ipld.io/specs/transport/car/carv1/
func repository() format.Format {
	return format.Format{
		ID: "bluesky-car", Name: "a Bluesky account's repository (CAR), whose signature is not checked", Form: format.Repository,
		Claims: func(u *format.Unit) bool {
			return len(u.Raw) > 20 && bytes.Contains(u.Raw[:min(len(u.Raw), 100)], []byte("eroots")) && bytes.Contains(u.Raw[:min(len(u.Raw), 100)], []byte("gversion"))
		},
		Records: repositoryRecords,
		Read:    readUnsigned,
	}
}

// readUnsigned reads a record of a repository, and says that nobody checked who signed it.
func readUnsigned(c format.Context, u *format.Unit) ([]store.Observation, error) {
	seen, err := readRecord(c, u)
	for i := range seen {
		if o := &seen[i]; o.Gone != nil {
			o.Gone.Detail += ", whose signature was not checked"
		} else {
			o.Content.Flags = append(o.Content.Flags, "signature-not-checked")
		}
	}
	return seen, err
}

// maxBlock bounds a block, in bytes; the protocol's bound is 1 MB.
const maxBlock = 4 << 20

// block is where a block's data lie in the file.
type block struct {
	at     int64
	length int
}

// car is an open repository.
type car struct {
	r      io.ReaderAt
	blocks map[string]block
}

// commit is a state of a repository.
type commit struct {
	did, rev string
	top      cid
}

// commits are those that the roots name and those before them that the file has, the
// oldest first.
func (c car) commits(roots []cid) ([]commit, error) {
	var out []commit
	seen := map[cid]bool{}
	for i := 0; i < len(roots); i++ {
		if seen[roots[i]] {
			continue
		}
		seen[roots[i]] = true
		v, err := c.read(roots[i])
		if err != nil {
			return nil, fmt.Errorf("its commit: %w", err)
		}
		m, _ := v.(map[string]any)
		var one commit
		one.did, _ = m["did"].(string)
		one.rev, _ = m["rev"].(string)
		one.top, _ = m["data"].(cid)
		if !isDID(one.did) || one.top == "" {
			return nil, errors.New("its first block is no commit of a repository; get it anew from com.atproto.sync.getRepo")
		}
		out = append(out, one)
		if before, ok := m["prev"].(cid); ok {
			if _, there := c.blocks[string(before)]; there {
				roots = append(roots, before)
			}
		}
	}
	slices.Reverse(out) // a commit names those before it
	slices.SortStableFunc(out, func(a, b commit) int { return strings.Compare(a.rev, b.rev) })
	return out, nil
}

// repositoryRecords gives the posts that the trees of the repository lead to, each record
// once, those of earlier commits first, and at the end which of them the last commit has no
// more. A block whose bytes are not those of its name is
// an error of its own.
func repositoryRecords(r io.ReaderAt, size int64, each func([]byte, error) error) error {
	c := car{r, map[string]block{}}
	roots, err := c.index(size)
	if err != nil {
		return err
	}
	commits, err := c.commits(roots)
	if err != nil {
		return err
	}
	type entry struct {
		did, key string
		to       cid
	}
	given := map[entry]bool{}
	var ended gone
	for i, of := range commits {
		last, rev := i == len(commits)-1, of.rev
		if last { // it stands today
			rev = ""
		}
		keys := map[string]bool{}
		ended.begin(of)
		err := c.walk(of.top, 0, func(key string, to cid) error {
			e := entry{of.did, key, to}
			if !strings.HasPrefix(key, collection+"/") {
				return nil
			}
			if keys[key] = true; given[e] {
				return nil
			}
			raw, err := c.record(of.did, key, rev, to)
			if errors.Is(err, errNoBlock) && !last { // files hold little of earlier ones
				return nil
			}
			given[e] = true
			ended.see(key, err)
			return each(raw, err)
		})
		if err != nil && (last || !errors.Is(err, errNoBlock)) {
			return err
		}
		ended.end(of, keys, err == nil)
	}
	return ended.each(each)
}

// gone are the posts of a repository that are in it no more: they were seen in one commit and
// are not in the whole tree of a later one, nor come back after it.
type gone struct {
	did  string
	seen map[string]bool
	// since is the revision of the commit that first lacked them.
	since map[string]string
}

func (g *gone) see(key string, err error) {
	if err == nil {
		g.seen[key] = true
	}
}

// begin takes in whose the next commit is.
func (g *gone) begin(of commit) {
	if g.did != of.did {
		*g = gone{of.did, map[string]bool{}, map[string]string{}}
	}
}

// end takes in the keys of a commit; whole says that all of its tree is in the file.
func (g *gone) end(of commit, keys map[string]bool, whole bool) {
	for key := range g.seen {
		switch {
		case keys[key]:
			delete(g.since, key)
		case whole && g.since[key] == "":
			g.since[key] = of.rev
		}
	}
}

// each gives them in the order of their keys.
func (g *gone) each(f func([]byte, error) error) error {
	for _, key := range slices.Sorted(maps.Keys(g.since)) {
		raw, err := json.Marshal(map[string]any{"uri": "at://" + g.did + "/" + key, "gone": g.since[key]})
		if err = f(raw, err); err != nil {
			return err
		}
	}
	return nil
}

// index notes where each block lies, and gives the roots.
func (c car) index(size int64) ([]cid, error) {
	at := int64(0)
	n, w, err := c.varint(at)
	if err != nil || n > maxBlock {
		return nil, errors.New("its header cannot be read; the file may have been cut")
	}
	at += int64(w)
	b, err := c.bytes(block{at, int(n)})
	if err != nil {
		return nil, err
	}
	header, err := decodeCBOR(b)
	if err != nil {
		return nil, fmt.Errorf("its header: %w", err)
	}
	m, _ := header.(map[string]any)
	var roots []cid
	named, _ := m["roots"].([]any)
	for _, v := range named {
		if id, ok := v.(cid); ok {
			roots = append(roots, id)
		}
	}
	if len(roots) == 0 {
		return nil, errors.New("it names no root; get it anew from com.atproto.sync.getRepo")
	}
	for at += int64(n); at < size; {
		n, w, err := c.varint(at)
		if err != nil || n > maxBlock || at+int64(w)+int64(n) > size {
			return nil, errors.New("it ends in the middle of a block; get it anew")
		}
		at += int64(w)
		name, err := c.bytes(block{at, int(min(n, 64))})
		if err != nil {
			return nil, err
		}
		id, w, err := cidAt(name)
		if err != nil {
			return nil, err
		}
		c.blocks[string(id)] = block{at + int64(w), int(n) - w}
		at += int64(n)
	}
	return roots, nil
}

func (c car) bytes(b block) ([]byte, error) {
	out := make([]byte, max(b.length, 0))
	if n, err := c.r.ReadAt(out, b.at); n < len(out) {
		return nil, fmt.Errorf("read a block: %w", err)
	}
	return out, nil
}

func (c car) varint(at int64) (n uint64, width int, err error) {
	var b [binary.MaxVarintLen64]byte
	got, err := c.r.ReadAt(b[:], at)
	if got == 0 {
		return 0, 0, err
	}
	if n, width = binary.Uvarint(b[:got]); width <= 0 {
		return 0, 0, errors.New("a length that cannot be read")
	}
	return n, width, nil
}

var errNoBlock = errors.New("is not in the file; it may be a part of a repository only")

// read gives a block's value, its bytes held to its name.
func (c car) read(id cid) (any, error) {
	b, ok := c.blocks[string(id)]
	if !ok {
		return nil, fmt.Errorf("the block %s %w", id, errNoBlock)
	}
	raw, err := c.bytes(b)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); !strings.HasSuffix(string(id), string(sum[:])) {
		return nil, fmt.Errorf("the block %s was changed: its bytes are not those of its name", id)
	}
	return decodeCBOR(raw)
}

// maxLevels bounds the depth of the tree; a million records make a tree of about ten.
const maxLevels = 64

// walk calls f with each key of the tree in order.
// https://atproto.com/specs/repository#mst-structure
func (c car) walk(id cid, level int, f func(key string, to cid) error) error {
	if level > maxLevels {
		return errors.New("its tree is too deep")
	}
	v, err := c.read(id)
	if err != nil {
		return err
	}
	node, _ := v.(map[string]any)
	if left, ok := node["l"].(cid); ok {
		if err := c.walk(left, level+1, f); err != nil {
			return err
		}
	}
	entries, _ := node["e"].([]any)
	last := ""
	for _, e := range entries {
		m, _ := e.(map[string]any)
		shared, _ := m["p"].(int64)
		rest, _ := m["k"].([]byte)
		to, _ := m["v"].(cid)
		if shared < 0 || int(shared) > len(last) {
			return errors.New("its tree cannot be read")
		}
		last = last[:shared] + string(rest)
		if err := f(last, to); err != nil {
			return err
		}
		if right, ok := m["t"].(cid); ok {
			if err := c.walk(right, level+1, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// record is a record as com.atproto.repo.getRecord gives it, with the revision (a TID) of
// the earlier commit that it is from, "" for the last.
func (c car) record(did, key, rev string, id cid) ([]byte, error) {
	v, err := c.read(id)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, err)
	}
	out := map[string]any{"uri": "at://" + did + "/" + key, "cid": id.String(), "value": jsonValue(v)}
	if rev != "" {
		out["rev"] = rev
	}
	return json.Marshal(out)
}

// cid is the binary name of a block.
type cid string

// String is the name as it is written: base32 behind a b.
func (c cid) String() string {
	return "b" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString([]byte(c)))
}

// MarshalJSON writes a link as the data model's JSON has it.
func (c cid) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"$link": c.String()})
}

// cidAt reads a name: version 1, the codec, SHA-256 and its length.
func cidAt(b []byte) (cid, int, error) {
	at := 0
	var n [4]uint64
	for i := range n {
		v, w := binary.Uvarint(b[min(at, len(b)):])
		if w <= 0 {
			return "", 0, errors.New("a block has no name that can be read")
		}
		n[i], at = v, at+w
	}
	if n[0] != 1 || n[2] != 0x12 || n[3] != 32 || at+32 > len(b) {
		return "", 0, errors.New("a block's name is of a kind that repositories do not use (CIDv1 with SHA-256)")
	}
	return cid(b[:at+32]), at + 32, nil
}
