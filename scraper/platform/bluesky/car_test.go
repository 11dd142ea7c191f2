package bluesky

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/format"
)

// The kinds of CBOR that a repository has, written by hand.
func head(major byte, n int) []byte {
	if n < 24 {
		return []byte{major<<5 | byte(n)}
	}
	return binary.BigEndian.AppendUint16([]byte{major<<5 | 25}, uint16(n))
}

func text(s string) []byte      { return append(head(3, len(s)), s...) }
func octets(b []byte) []byte    { return append(head(2, len(b)), b...) }
func list_(of ...[]byte) []byte { return append(head(4, len(of)), bytes.Join(of, nil)...) }
func object(of ...[]byte) []byte {
	return append(head(5, len(of)/2), bytes.Join(of, nil)...)
}
func linkTo(id string) []byte { return append([]byte{0xd8, 42}, octets(append([]byte{0}, id...))...) }

// written is a CAR file that grows.
type written struct{ bytes.Buffer }

func (w *written) section(b []byte) {
	w.Write(binary.AppendUvarint(nil, uint64(len(b))))
	w.Write(b)
}

func name(b []byte) string {
	sum := sha256.Sum256(b)
	return "\x01\x71\x12\x20" + string(sum[:])
}

// aRepository has two posts, a like, and a tree of two levels.
func aRepository() []byte {
	const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
	post := func(words string) []byte {
		return object(text("text"), text(words), text("$type"), text("app.bsky.feed.post"), text("langs"), list_(text("en")), text("createdAt"), text("2025-03-12T13:06:00.000Z"))
	}
	first, second := post("From the tree"), post("Deeper")
	like := object(text("$type"), text("app.bsky.feed.like"), text("createdAt"), text("2025-03-12T13:06:00.000Z"))
	entry := func(shared int, rest, value string, right []byte) []byte {
		return object(text("k"), octets([]byte(rest)), text("p"), head(0, shared), text("t"), right, text("v"), linkTo(value))
	}
	null := []byte{0xf6}
	deep := object(text("e"), list_(entry(0, "app.bsky.feed.post/3lkaaaaaaaa2z", name(second), null)), text("l"), null)
	tree := object(text("e"), list_(
		entry(0, "app.bsky.feed.like/3lkaaaaaaaa2x", name(like), null),
		entry(14, "post/3lkaaaaaaaa2y", name(first), linkTo(name(deep)))), text("l"), null)
	commit := object(text("did"), text(did), text("rev"), text("3lk"), text("sig"), octets([]byte("signed")), text("data"), linkTo(name(tree)), text("prev"), null, text("version"), head(0, 3))
	var w written
	w.section(object(text("roots"), list_(linkTo(name(commit))), text("version"), head(0, 1)))
	for _, b := range [][]byte{commit, tree, deep, first, second, like} {
		w.section(append([]byte(name(b)), b...))
	}
	return w.Bytes()
}

func TestARepositoryIsReadAlongItsTree(t *testing.T) {
	b, f := aRepository(), repository()
	if !f.Claims(&format.Unit{Raw: b}) {
		t.Fatal("not known for a repository")
	}
	var got []string
	read := func(raw []byte, err error) error {
		if err != nil {
			got = append(got, "! "+err.Error())
			return nil
		}
		seen, err := f.Read(format.Context{Platforms: scraper.NewRegistry(New(Endpoints{}))}, &format.Unit{Raw: raw})
		for _, o := range seen {
			if !slices.Contains(o.Content.Flags, "signature-not-checked") {
				t.Errorf("%s does not say that nobody checked its signature: %q", o.Document, o.Content.Flags)
			}
			got = append(got, string(o.Document)+" "+o.Content.PublishedAt.String()+" "+o.Content.Lang+" "+o.Content.Text)
		}
		return err
	}
	if err := f.Records(bytes.NewReader(b), int64(len(b)), read); err != nil {
		t.Fatal(err)
	}
	const want = "bluesky:did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/3lkaaaaaaaa2y 2025-03-12T13:06:00Z en From the tree\n" +
		"bluesky:did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/3lkaaaaaaaa2z 2025-03-12T13:06:00Z en Deeper"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("%s\nwant\n%s", s, want)
	}
	got = nil
	if err := f.Records(bytes.NewReader(bytes.Replace(b, []byte("Deeper"), []byte("Darker"), 1)), int64(len(b)), read); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || !strings.Contains(got[1], "was changed") {
		t.Errorf("a changed record: %q", got)
	}
	if err := f.Records(bytes.NewReader(b[:len(b)-20]), int64(len(b)-20), read); err == nil {
		t.Error("a repository that was cut is taken for whole")
	}
}

// TestEarlierCommitsOfARepositoryAreRead: what the file has of commits before the last comes
// first, as far as it is there, with the time of its commit; each record comes once, and a post
// that was seen and that the last commit has no more ends when it was first missing.
func TestEarlierCommitsOfARepositoryAreRead(t *testing.T) {
	const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
	null := []byte{0xf6}
	var blocks [][]byte
	put := func(b []byte) string {
		blocks = append(blocks, b)
		return name(b)
	}
	tree := func(of ...string) string { // keys and records
		var entries [][]byte
		for i := 0; i < len(of); i += 2 {
			entries = append(entries, object(text("k"), octets([]byte("app.bsky.feed.post/3leq3p5m6u2"+of[i])), text("p"), head(0, 0), text("t"), null, text("v"), linkTo(of[i+1])))
		}
		return put(object(text("e"), list_(entries...), text("l"), null))
	}
	commit := func(rev, top string, before []byte) string {
		return put(object(text("did"), text(did), text("rev"), text(rev), text("data"), linkTo(top), text("prev"), before, text("version"), head(0, 3)))
	}
	post := func(words string) []byte {
		return object(text("text"), text(words), text("$type"), text("app.bsky.feed.post"))
	}
	one, two, three := put(post("one")), put(post("two")), put(post("three"))
	away := name(post("not in the file"))
	first := commit("3leq3p5m6u222", tree("2k", one, "2l", away), linkTo(name(null)))
	second := commit("3leq3p5m6u22b", tree("2k", one, "2m", two), linkTo(first))
	third := commit("3leq3p5m6u22c", tree("2m", three), null)
	for what, roots := range map[string][]byte{
		"named newest first": list_(linkTo(third), linkTo(second)),
		"named oldest first": list_(linkTo(first), linkTo(second), linkTo(third)),
	} {
		var w written
		w.section(object(text("roots"), roots, text("version"), head(0, 1)))
		for _, b := range blocks {
			w.section(append([]byte(name(b)), b...))
		}
		var got []string
		if err := repositoryRecords(bytes.NewReader(w.Bytes()), int64(w.Len()), func(raw []byte, err error) error {
			seen, failed := repository().Read(format.Context{}, &format.Unit{Raw: raw})
			if failed != nil || len(seen) != 1 {
				t.Fatalf("%s: %s is read as %+v, %v", what, raw, seen, failed)
			}
			o := seen[0]
			words := o.Content.Text
			if o.Gone != nil {
				if !strings.HasSuffix(o.Gone.Detail, "whose signature was not checked") {
					t.Errorf("%s: %q", o.Document, o.Gone.Detail)
				}
				words = "-" + o.Document.Native()[len(o.Document.Native())-2:]
			}
			if !o.SeenAt.Equal(map[string]time.Time{"one": idTime("3leq3p5m6u222"), "two": idTime("3leq3p5m6u22b"), "-2k": idTime("3leq3p5m6u22c")}[words]) {
				t.Errorf("%s: %q was seen at %s", what, words, o.SeenAt)
			}
			got = append(got, words)
			return err
		}); err != nil || strings.Join(got, " ") != "one two three -2k" {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
}

func FuzzRepository(f *testing.F) {
	f.Add(aRepository())
	f.Fuzz(func(_ *testing.T, b []byte) {
		_ = repositoryRecords(bytes.NewReader(b), int64(len(b)), func([]byte, error) error { return nil }) // must not panic
	})
}
