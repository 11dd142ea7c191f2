package view

import (
	"context"
	"html/template"
	"slices"

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

// proof is where a capture stands in the log, by the leaves of some.
func (p *PageBuilder) proof(ctx context.Context, leaves map[int64]int64, capture int64) (Proof, error) {
	index, ok := leaves[capture]
	if !ok {
		return Proof{}, nil
	}
	head, anchor, err := p.checkpoints.over(ctx, p.archive.Log, index)
	return Proof{Logged: true, Index: index, Checkpoint: head, Anchor: anchor}, err
}

// Evidence is what proves a version.
type Evidence struct {
	// Summary names the capture and its entry in the log, Entry that alone.
	Summary, Entry       string
	Endpoint, Relay, URL string
	// Fetched and Server are times as elements; Server is the server's own clock, "" where
	// it told none.
	Fetched, Server template.HTML
	RawSHA256, Hash string
	Length          int64
	// Status names the HTTP status, "" for none.
	Status       string
	Hops         int
	Address, TLS string
	Robots       string
	Flags        []string
	Proof        Proof
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
		Summary: p.Say("Evidence: capture %s", c.ID), Endpoint: Name(c.Endpoint), Relay: Name(c.Relay), URL: clip(Plain(c.URL), 500), Fetched: p.Clock(c.StartedAt), RawSHA256: c.RawSHA256,
		Hash: v.Hash, Length: c.RawLength, Hops: len(c.Hops), Address: Name(c.RemoteAddr), Robots: Name(c.Robots), Log: p.ref("log.html", ""),
	}
	for _, f := range v.Flags[:min(len(v.Flags), 20)] {
		e.Flags = append(e.Flags, Name(f))
	}
	if !c.ServerDate.IsZero() {
		e.Server = p.Clock(c.ServerDate)
	}
	if c.Status != 0 {
		e.Status = p.Say("HTTP status %s", int64(c.Status))
	}
	if c.TLS != nil {
		e.TLS = Name(c.TLS.Version)
	}
	if p.opts.Served && !p.hideBytes && c.BodyLength > 0 {
		e.Body = "/api/v1/captures/" + Digits(c.ID) + "/body"
	}
	if e.Proof, err = p.proof(ctx, leaves, c.ID); e.Proof.Logged {
		e.Summary += ", " + p.Say("log entry %s", e.Proof.Index)
		e.Entry = p.Say("entry %s", e.Proof.Index)
	}
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
