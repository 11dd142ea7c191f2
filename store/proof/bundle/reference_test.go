package bundle_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/proof/bundle"
	"onrecord/store/proof/stamp"
	"onrecord/store/proof/stamp/stamptest"
	"onrecord/store/sqlite"
	"onrecord/store/warc"
)

var start = time.Date(2025, 11, 11, 12, 0, 0, 0, time.UTC)

// odd are words that JSON writes in more than one way.
const odd = "¿Quién? <b>5 & 6</b> \"said\" \\ / \u2028\u2029 \a\b\f\r\n\t\x7f \ufffd 日本 🎉 …"

// maker is an archive on its way to be a bundle.
type maker struct {
	*sqlite.DB
	t     testing.TB
	now   time.Time
	key   proof.Signer
	keys  []string
	notes []string // of the checkpoints
	// lost are captures whose bytes do not come along.
	lost map[int64]bool
	dir  string
}

func newMaker(t testing.TB, key proof.Signer) *maker {
	t.Helper()
	m := &maker{t: t, now: start, lost: map[int64]bool{}, dir: t.TempDir()}
	var err error
	m.DB, err = sqlite.Open(t.Context(), m.dir, sqlite.Options{Create: true, Now: func() time.Time { return m.now }})
	no(t, err)
	t.Cleanup(func() { _ = m.Close() })
	m.sign(key, "")
	return m
}

func newKey(t testing.TB, origin string) proof.Signer {
	t.Helper()
	key, err := proof.CreateKey(filepath.Join(t.TempDir(), "key"), origin)
	no(t, err)
	return key
}

// sign puts a key into use.
func (m *maker) sign(key proof.Signer, why string) {
	m.t.Helper()
	before := m.key.Public()
	_, err := m.Append(m.t.Context(), store.KeyLeaf, "", func(i int64) ([]byte, error) {
		return proof.Encode(proof.Key{Head: proof.NewHead(store.KeyLeaf, i, m.now), Key: key.Public(), Before: before, Why: why})
	})
	no(m.t, err)
	m.key, m.keys = key, append(m.keys, key.Public())
}

// capture records one of a page that says of a document what words say; of none where
// the document is "", and that it is gone where there are no words.
func (m *maker) capture(id store.DocumentID, words string, change func(*store.Capture, *store.Observation)) int64 {
	m.t.Helper()
	m.now = m.now.Add(10 * time.Minute)
	c := store.Capture{
		Method: "GET", URL: "https://a.example/" + id.Native(), Document: id, Endpoint: "page", Status: 200, Outcome: store.OutcomeOK,
		Header: map[string][]string{"Content-Type": {"text/html"}}, StartedAt: m.now, FinishedAt: m.now.Add(time.Second), Body: []byte("<p>" + words),
	}
	o := store.Observation{Document: id, Kind: store.Post, URL: c.URL, Author: store.Author{Handle: "somebody"}, Content: store.Content{Text: words}}
	if words == "" {
		o.Gone = &store.Gone{How: store.Deleted, Detail: "404"}
		c.Status, c.Outcome = 404, store.OutcomeGone
	}
	if change != nil {
		change(&c, &o)
	}
	var seen []store.Observation
	if id != "" {
		seen = append(seen, o)
	}
	n, _, err := m.Record(m.t.Context(), c, seen)
	no(m.t, err)
	return n
}

// checkpoint signs the log as it stands.
func (m *maker) checkpoint(ctx context.Context) (store.Checkpoint, error) {
	size, root, err := m.LogHead(ctx)
	if err != nil {
		return store.Checkpoint{}, err
	}
	note, err := proof.Checkpoint{Origin: m.key.Name(), Size: size, Root: root}.Sign(m.key)
	if err != nil {
		return store.Checkpoint{}, err
	}
	m.notes = append(m.notes, note)
	return m.AddCheckpoint(ctx, store.Checkpoint{Size: size, Note: note})
}

// stamp has a checkpoint stamped by an authority that is known.
func (m *maker) stamp(a *stamptest.Authority, c store.Checkpoint) {
	m.t.Helper()
	believe(a.Root)
	m.stampAt(a, c, m.now, "https://tsa.example/")
}

// stampAt has a checkpoint stamped by whomever.
func (m *maker) stampAt(a *stamptest.Authority, c store.Checkpoint, at time.Time, address string) {
	m.t.Helper()
	token := stamptest.Token(m.t, a.Mint(m.t, sha256.Sum256([]byte(c.Note)), nil, at))
	no(m.t, m.AddAnchor(m.t.Context(), c.ID, store.Anchor{Size: c.Size, Authority: address, Time: at, Token: token}, ""))
}

// bundle makes one of all that there is.
func (m *maker) bundle(head int64) []byte {
	m.t.Helper()
	b, err := m.write(head)
	no(m.t, err)
	return b
}

func (m *maker) write(head int64) ([]byte, error) {
	m.now = m.now.Add(time.Hour)
	var b bytes.Buffer
	_, err := bundle.Write(m.t.Context(), &b, bundle.Archive{Rows: m.DB, Log: m.DB}, bundle.Options{
		Captures: func(f func(store.Capture) error) error {
			return m.Captures(m.t.Context(), "", 0, func(c store.Capture) error {
				if m.lost[c.ID] {
					c.Body, c.Raw = nil, nil
				}
				return f(c)
			})
		},
		Dir: m.t.TempDir(), Origin: m.key.Name(), Keys: m.keys, Sign: m.checkpoint, Head: head, Now: m.now,
		WARC: warc.Options{Software: "onrecord/test", File: "a.wacz", Now: m.now, Earlier: func(id int64) (store.Capture, error) { return m.Capture(m.t.Context(), id) }},
	})
	return b.Bytes(), err
}

// fill puts something of every kind into an archive.
func (m *maker) fill(words string) {
	m.t.Helper()
	m.capture("x:1", words, nil)
	m.capture("x:1", words+", edited", func(c *store.Capture, o *store.Observation) {
		c.Raw = []byte("packed")
		certificate := []byte("a certificate")
		c.TLS = &store.TLS{Version: "TLS 1.3", Chain: []string{sum(certificate), sum(nil)}, Certificates: [][]byte{certificate, nil}}
		o.Content.Media = []store.Media{{Type: "image", URL: "https://a.example/i.png", Alt: "<" + odd, ID: "a&1"}}
	})
	relayed := func(c *store.Capture, _ *store.Observation) { c.Relay = "https://relay.example" }
	m.capture("x:2", odd, relayed)
	m.capture("", "", func(c *store.Capture, _ *store.Observation) {
		c.URL, c.Body, c.Status, c.Outcome, c.Error = "https://b.example/", nil, 0, store.OutcomeFailed, "no answer"
	})
	_, err := m.checkpoint(m.t.Context())
	no(m.t, err)
	m.capture("x:2", "", relayed)
	m.capture("x:2", "", relayed) // confirms it
	m.capture("web:https://b.example/a", odd, func(_ *store.Capture, o *store.Observation) {
		o.Kind, o.Content.Title = store.Article, "A headline & more"
	})
	m.quote("web:https://b.example/a", "x:1")
	picture := []byte("\x89PNG\r\n\x1a\n")
	_, err = m.KeepMedium(m.t.Context(), store.Capture{
		Method: "GET", URL: "https://a.example/i.png", Document: "x:1", Endpoint: "media", Status: 200, Outcome: store.OutcomeOK,
		StartedAt: m.now, Body: picture,
	}, store.Medium{Document: "x:1", URL: "https://a.example/i.png", Type: "image/png"}, picture)
	no(m.t, err)
	m.capture("x:9", "private words", func(_ *store.Capture, o *store.Observation) { o.Content.Lang = "en" })
	_, err = m.Forget(m.t.Context(), "x:9", "a court said so")
	no(m.t, err)
	run, err := m.BeginRun(m.t.Context(), "here pid 1")
	no(m.t, err)
	m.capture("x:4", "in a run", func(c *store.Capture, _ *store.Observation) { c.RunID = run.ID })
	no(m.t, m.EndRun(m.t.Context(), run.ID, "done", store.RunCounts{}))
	_, err = m.Append(m.t.Context(), store.AnnotationLeaf, "x:1", func(i int64) ([]byte, error) {
		return proof.Encode(proof.Annotation{Head: proof.NewHead(store.AnnotationLeaf, i, m.now), Document: "x:1", Text: odd})
	})
	no(m.t, err)
}

// quote links some quotes of an article, one to a post.
func (m *maker) quote(article, post store.DocumentID) {
	m.t.Helper()
	from, err := m.Versions(m.t.Context(), article)
	no(m.t, err)
	to, err := m.Versions(m.t.Context(), post)
	no(m.t, err)
	text, title := []rune(from[0].Text), []rune(from[0].Title)
	no(m.t, m.ReplaceQuotes(m.t.Context(), from[0].ID, 1, []store.Link{
		{
			Quote: store.Quote{Kind: store.QuoteInline, From: 2, To: 30, Text: string(text[2:30]), Speaker: "He", Handle: "he", URL: "https://x.example/1", Document: post},
			Match: store.Match{Document: post, VersionID: to[0].ID, Verdict: store.Altered, Confidence: 0.97, Span: [2]int{1, 4}, Edits: []store.Edit{{Op: "equal", Quote: odd, Post: "The"}},
				Warnings: []string{"number"}, Details: []store.WarningDetail{{Kind: "number", Post: "5", Quote: "6"}}, Via: "original"},
		},
		{Quote: store.Quote{Kind: store.QuoteHeadline, From: 2, To: 10, Text: string(title[2:10])}},
		{Quote: store.Quote{Kind: store.QuoteInline, From: 1, To: 9, Parts: [][2]int{{1, 4}, {6, 9}}, Text: string(text[1:4]) + " … " + string(text[6:9])}, Match: store.Match{
			Document: post, VersionID: to[len(to)-1].ID, Verdict: store.Verbatim, Confidence: 0.00002, Via: "lexicon",
		}},
	}))
}

// reference is a bundle with something of everything, a key change and time stamps.
func reference(t testing.TB, words string) (*maker, []byte) {
	t.Helper()
	m := newMaker(t, newKey(t, proof.NewOrigin()))
	m.fill(words)
	_, err := m.checkpoint(t.Context())
	no(t, err)
	m.sign(newKey(t, m.key.Name()), "the old one was lost")
	c, err := m.checkpoint(t.Context())
	no(t, err)
	m.stamp(stamptest.New(t, stamptest.Options{}), c)
	m.stamp(stamptest.New(t, stamptest.Options{RSA: true, SHA1: true}), c)
	return m, m.bundle(0)
}

// believed are the roots that both verifiers know, in PEM.
var believed struct {
	sync.Mutex
	pem []string
}

func believe(root *x509.Certificate) {
	believed.Lock()
	defer believed.Unlock()
	believed.pem = append(believed.pem, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw})))
}

func roots() []string {
	believed.Lock()
	defer believed.Unlock()
	return slices.Clone(believed.pem)
}

// checked are stamps' outcomes: a stamp of the same bytes is not computed again.
var checked sync.Map

// checkStamp is how the command checks a stamp.
func checkStamp(a store.Anchor, c store.Checkpoint) (proof.Stamped, error) {
	type result struct {
		s     stamp.Stamp
		known bool
		err   error
	}
	key := string(a.Token) + c.Note
	v, ok := checked.Load(key)
	if !ok {
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM([]byte(strings.Join(roots(), "")))
		var r result
		r.s, r.known, r.err = stamp.CheckKnown(a.Token, sha256.Sum256([]byte(c.Note)), pool)
		v = r
		checked.Store(key, r)
	}
	r := v.(result)
	if r.err == nil {
		r.err = r.s.Plausible(c.MadeAt, time.Now())
	}
	return proof.Stamped{At: r.s.Time, Known: r.known}, r.err
}

// verified is what the first verifier says.
func verified(t testing.TB, b []byte, o proof.Options) (proof.Report, error) {
	t.Helper()
	o.Stamp = checkStamp
	return bundle.Verify(t.Context(), bytes.NewReader(b), int64(len(b)), o)
}

func items(all ...[]proof.Fault) []string {
	out := []string{}
	for _, faults := range all {
		for _, f := range faults {
			out = append(out, f.Item)
		}
	}
	return out
}

func no(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func flipOf(i int) byte { return 1 << (i % 8) }

func sayBoth(a proof.Report, b answer) string {
	return fmt.Sprintf("the first says %s %q, the second %s %q", a.State, a.Faults, b.State, b.Why)
}
