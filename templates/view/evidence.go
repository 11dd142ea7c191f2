package view

import (
	"context"
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// Proof is where a capture stands in the archive's log.
type Proof struct {
	// Logged says that it stands there, as entry Index.
	Logged bool
	Index  int64
	// Checkpoint is the first that covers it, Anchor the first time stamp that does.
	Checkpoint *Head
	Anchor     *store.Anchor
}

// State is what the proof amounts to: "none", "logged", "signed" or "anchored".
func (p Proof) State() string {
	switch {
	case p.Anchor != nil:
		return "anchored"
	case p.Checkpoint != nil:
		return "signed"
	case p.Logged:
		return "logged"
	}
	return "none"
}

// Head is a checkpoint of the log, and what its note says.
type Head struct {
	store.Checkpoint
	// Place names its place on the page of the log.
	Place string
	// Root is the tree's hash in base64, Key the name that signed.
	Root, Key string
	Anchors   []store.Anchor
}

// HeadOf reads a checkpoint's note (https://c2sp.org/tlog-checkpoint): origin, size,
// root, a blank line, "— NAME SIGNATURE". It is shown, never trusted: verify checks it.
func HeadOf(c store.Checkpoint) Head {
	h := Head{Checkpoint: c, Place: "c" + Digits(c.Size)}
	body, signed, _ := strings.Cut(c.Note, "\n\n")
	if lines := strings.Split(body, "\n"); len(lines) >= 3 {
		h.Root = Name(lines[2])
	}
	if fields := strings.Fields(signed); len(fields) >= 2 {
		h.Key = Name(fields[1])
	}
	return h
}

// proof is where a capture stands in the log, by the leaves of some.
func (p *PageBuilder) proof(ctx context.Context, leaves map[int64]int64, capture int64) (Proof, error) {
	index, ok := leaves[capture]
	if !ok {
		return Proof{}, nil
	}
	head, anchor, err := p.heads.over(ctx, p.archive.Log, index)
	return Proof{Logged: true, Index: index, Checkpoint: head, Anchor: anchor}, err
}

// Evidence is what proves a version.
type Evidence struct {
	Capture          int64
	Door, Relay, URL string
	Fetched          time.Time
	Server           time.Time
	RawSHA256, Hash  string
	Length           int64
	Status           int
	Hops             int
	Address, TLS     string
	Robots           string
	Flags            []string
	Proof            Proof
	// Log leads to the log's page, Body to the bytes where a server gives them.
	Log  Ref
	Body string
}

// capture is one of the page's own, or any other, with the leaves that have it.
func (p *PageBuilder) capture(ctx context.Context, id int64) (store.Capture, map[int64]int64, error) {
	if c, ok := p.of.Captures[id]; ok {
		return c, p.of.Leaves, nil
	}
	c, err := p.archive.Captures.CaptureRecord(ctx, id)
	if err != nil {
		return c, nil, err
	}
	leaves, err := p.archive.Captures.LeavesOf(ctx, []int64{id})
	return c, leaves, err
}

func (p *PageBuilder) evidence(ctx context.Context, v store.Version) (Evidence, error) {
	c, leaves, err := p.capture(ctx, v.CaptureID)
	if err != nil {
		return Evidence{}, err
	}
	e := Evidence{
		Capture: c.ID, Door: Name(c.Door), Relay: Name(c.Relay), URL: clip(Plain(c.URL), 500), Fetched: c.StartedAt, Server: c.ServerDate, RawSHA256: c.RawSHA256,
		Hash: v.Hash, Length: c.RawLength, Status: c.Status, Hops: len(c.Hops), Address: Name(c.RemoteAddr), Robots: Name(c.Robots), Log: p.ref("log.html", ""),
	}
	for _, f := range v.Flags[:min(len(v.Flags), 20)] {
		e.Flags = append(e.Flags, Name(f))
	}
	if c.TLS != nil {
		e.TLS = Name(c.TLS.Version)
	}
	if p.opts.Served && !p.hideBytes && c.BodyLength > 0 {
		e.Body = "/api/v1/captures/" + Digits(c.ID) + "/body"
	}
	e.Proof, err = p.proof(ctx, leaves, c.ID)
	return e, err
}

// weakest is the proof of which all versions shown have at least as much.
func weakest(vs []VersionView) Proof {
	order := []string{"none", "logged", "signed", "anchored"}
	rank := func(p Proof) int { return slices.Index(order, p.State()) }
	var out Proof
	for i, v := range vs {
		if i == 0 || rank(v.Evidence.Proof) < rank(out) {
			out = v.Evidence.Proof
		}
	}
	return out
}

// LogPage is the archive's log: its checkpoints.
type LogPage struct {
	Layout
	Size  int64
	Heads []Head
	// More is how many earlier checkpoints are not listed.
	More int
}

// log draws the page of the archive's log.
func (p *PageBuilder) Log(ctx context.Context) (Page, error) {
	l := LogPage{Layout: p.layout("log", p.Say("The log"), "log")}
	var err error
	if l.Size, _, err = p.archive.Log.LogHead(ctx); err != nil {
		return nil, err
	}
	all, err := p.archive.Log.Checkpoints(ctx)
	if err != nil {
		return nil, err
	}
	stamps := map[int64][]store.Anchor{}
	anchors, err := AnchorsOf(ctx, p.archive.Log)
	for _, a := range anchors {
		stamps[a.Size] = append(stamps[a.Size], a)
	}
	if err != nil {
		return nil, err
	}
	l.More = max(0, len(all)-p.most.some)
	for _, c := range slices.Backward(all[l.More:]) {
		h := HeadOf(c)
		h.Anchors = stamps[c.Size]
		if n := len(l.Heads); n > 0 && l.Heads[n-1].Place == h.Place {
			continue // the same log, signed again
		}
		l.Heads = append(l.Heads, h)
	}
	return l, nil
}
