// Package search lets a static report search its own posts in the reader's browser:
// an index in script files, since a page opened from disk may read no others, and the
// script that reads them.
//
// The page has a form with id "lookup", fields named "quote" and "speaker", an element
// with id "answer", a script of type application/json with id "search-texts", and
// Script. Its policy names Script's hash and 'strict-dynamic'.
package search

import (
	"context"
	_ "embed" // search.js
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"onrecord/compare/lang"
	"onrecord/compare/match"
	"onrecord/store"
)

//go:embed search.js
var script string

// Script is what the page runs.
func Script() string { return script }

// Folder is where the index lies in a report.
const Folder = "lookup"

// The bounds of an index.
const (
	// Most is how many posts are searched, the newest.
	Most = 100_000
	// chunk is how many posts stand in one file, longest how many code points of one
	// version.
	chunk   = 250
	longest = 5000
	// perShard is about how many postings stand in one file.
	perShard  = 8000
	mostShard = 256
	// common is from which share of the posts on a word finds nothing.
	common = 0.25
)

// Reader is what the index is made of.
type Reader interface {
	PostTexts(ctx context.Context, limit int, each func(store.PostText) error) error
}

// Put writes a file whole where it changed, and reports whether it did.
type Put func(file string, data []byte) (bool, error)

// Summary counts the files of an index.
type Summary struct{ Files, Rewritten int }

// Pages is what the index says of a post as the report's own pages do.
type Pages struct {
	// Path is that of a post's page in the report.
	Path func(store.DocumentID) string
	// Origin says whose word a version is, and what contradicts it, "" where
	// its home said so itself.
	Origin func(ctx context.Context, w store.Word) (string, error)
}

// post is a post as the script reads it: path, author, date, whether it is gone, the
// texts of its versions, and of each, where any is not its home's, whose word it is.
type post struct {
	Path   string   `json:"p"`
	Who    string   `json:"w"`
	When   string   `json:"d,omitempty"`
	Gone   bool     `json:"g,omitempty"`
	Texts  []string `json:"t"`
	Origin []string `json:"o,omitempty"`
	// Lang is the language of its words as far as it can be told.
	Lang string `json:"l,omitempty"`
}

// Write writes the index of the newest posts into the report's directory.
func Write(ctx context.Context, r Reader, dir string, pages Pages, put Put) (Summary, error) {
	b := &builder{dir: filepath.Join(dir, Folder), put: put, pages: pages, terms: map[string][]uint32{}, want: map[string]bool{}, langs: map[string]bool{}}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return Summary{}, fmt.Errorf("make the index's directory: %w", err)
	}
	if err := b.build(ctx, r); err != nil {
		return b.sum, fmt.Errorf("index the posts for the report: %w", err)
	}
	return b.sum, b.sweep()
}

type builder struct {
	dir      string
	put      Put
	pages    Pages
	terms    map[string][]uint32
	postings int
	n        int
	sum      Summary
	want     map[string]bool
	langs    map[string]bool
}

// build numbers the posts from the oldest on, so that those of old keep their numbers.
func (b *builder) build(ctx context.Context, r Reader) error {
	var posts []post
	flush := func() error {
		if len(posts) == 0 {
			return nil
		}
		err := b.file("p"+strconv.Itoa((b.n-1)/chunk), posts)
		posts = posts[:0]
		return err
	}
	err := r.PostTexts(ctx, Most, func(t store.PostText) error {
		p, err := b.take(ctx, t)
		if err != nil {
			return err
		}
		posts = append(posts, p)
		if len(posts) == chunk {
			return flush()
		}
		return nil
	})
	if err := errors.Join(err, flush()); err != nil {
		return err
	}
	shards := b.shards()
	if err := b.index(shards); err != nil {
		return err
	}
	if err := b.rules(); err != nil {
		return err
	}
	return b.file("meta", meta{b.n, shards, chunk, b.n == Most})
}

// rules writes the words by which the script tells negations, doubt, modal verbs,
// conditions, opposites, dates and numbers, of the languages of the posts: class, group,
// words, and which part of a word the first is. Those whose words the script cannot tell
// apart, since it reads no vowel signs, are not among them.
func (b *builder) rules() error {
	out := map[string][][4]any{}
	for l := range b.langs {
		if strings.Contains(unread, " "+l+" ") {
			continue
		}
		for _, w := range match.ListedOf(l) {
			var keys []string
			for _, k := range w.Keys {
				keys = append(keys, Words(k)...)
			}
			if len(keys) > 0 {
				out[l] = append(out[l], [4]any{w.Class, w.Group, keys, w.Part})
			}
		}
	}
	return b.file("rules", out)
}

// unread are languages whose vowel signs are marks, which Words leaves out.
const unread = " hi mr ne bn pa gu or ta te kn ml si th lo km my "

// Warnings are those that the script gives.
var Warnings = []string{"negation", "opposite", "condition", "certainty", "modal", "number", "quantifier", "unit", "date"}

// meta is what the script must know of the index.
type meta struct {
	Posts  int  `json:"posts"`
	Shards int  `json:"shards"`
	Chunk  int  `json:"chunk"`
	More   bool `json:"more"`
}

func who(a store.Author) string {
	if a.Handle == "" {
		return a.Name
	}
	return strings.TrimSpace(a.Name + " (@" + a.Handle + ")")
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// take adds the words of the next post.
func (b *builder) take(ctx context.Context, t store.PostText) (post, error) {
	p := post{Path: b.pages.Path(t.Document), Who: clip(who(t.Author), 120), Gone: t.Gone}
	if !t.PublishedAt.IsZero() {
		p.When = t.PublishedAt.UTC().Format("2006-01-02")
	}
	if len(t.Texts) > 0 {
		if p.Lang = lang.Guess(clip(t.Texts[0], 500)); p.Lang != "" {
			b.langs[p.Lang] = true
		}
	}
	seen := map[string]bool{}
	for _, text := range t.Texts {
		text = clip(strings.ToValidUTF8(text, "\ufffd"), longest)
		p.Texts = append(p.Texts, text)
		for _, w := range Words(text) {
			if !seen[w] {
				seen[w] = true
				b.terms[w] = append(b.terms[w], uint32(b.n))
				b.postings++
			}
		}
	}
	b.n++
	err := b.attribute(ctx, &p, t)
	return p, err
}

// attribute adds whose word the versions are.
func (b *builder) attribute(ctx context.Context, p *post, t store.PostText) error {
	for i, w := range t.Words {
		if !w.By.Under(store.AuthorityOrigin) {
			continue
		}
		if p.Origin == nil {
			p.Origin = make([]string, len(t.Texts))
		}
		var err error
		if p.Origin[i], err = b.pages.Origin(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

// shards is into how many files the index goes: a power of two, so that it seldom
// changes.
func (b *builder) shards() int {
	n := 1
	for n < mostShard && b.postings/n > perShard {
		n *= 2
	}
	return n
}

// index writes the shards: for each word the gaps between the numbers of its posts in
// base 36, "" for one that is too common to find anything.
func (b *builder) index(shards int) error {
	parts := make([]map[string]string, shards)
	for i := range parts {
		parts[i] = map[string]string{}
	}
	for w, refs := range b.terms {
		list := ""
		if b.n < 200 || float64(len(refs)) < common*float64(b.n) {
			list = gaps(refs)
		}
		parts[Hash(w)%uint32(shards)][w] = list
		delete(b.terms, w)
	}
	for i, p := range parts {
		if err := b.file("t"+strconv.Itoa(i), p); err != nil {
			return err
		}
	}
	return nil
}

func gaps(refs []uint32) string {
	var s strings.Builder
	last := uint32(0)
	for i, r := range refs {
		if i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(strconv.FormatUint(uint64(r-last), 36))
		last = r
	}
	return s.String()
}

// file writes a part as a call of the script's one global function.
func (b *builder) file(name string, v any) error {
	data, err := json.Marshal(v) // escapes <, >, & and the line separators
	if err != nil {
		return err
	}
	text := "onrecordPart(" + strconv.Quote(name) + "," + string(data) + ");\n"
	b.want[name+".js"] = true
	b.sum.Files++
	changed, err := b.put(filepath.Join(b.dir, name+".js"), []byte(text))
	if changed {
		b.sum.Rewritten++
	}
	return err
}

// sweep takes away the files of an index that was larger.
func (b *builder) sweep() error {
	entries, err := os.ReadDir(b.dir)
	for _, e := range entries {
		if err == nil && strings.HasSuffix(e.Name(), ".js") && !b.want[e.Name()] {
			err = os.Remove(filepath.Join(b.dir, e.Name()))
		}
	}
	return err
}
