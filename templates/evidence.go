package templates

import (
	"time"

	"onrecord/store"
)

// Proof is where a capture stands in the archive's log.
type Proof struct {
	// Logged says that it stands there, as entry Index.
	Logged bool
	Index  int64
}

// Head is a checkpoint of the log.
type Head struct {
	At   time.Time
	Size int64
	// Root is the tree's hash in base64, Note the signed text as it is.
	Root, Note string
	// Anchors say which authorities have put a time on it, and what came of it.
	Anchors []HeadAnchor
}

// HeadAnchor is one authority's time on a head; State is "done", "waiting" or "bad".
type HeadAnchor struct {
	Authority, State string
	At               time.Time
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
	// Body leads to the bytes where a server gives them.
	Body string
}

func (p *painter) evidence(v store.Version) (Evidence, error) {
	c, err := p.r.CaptureRecord(p.ctx, v.CaptureID)
	if err != nil {
		return Evidence{}, err
	}
	e := Evidence{
		Capture: c.ID, Door: name(c.Door), Relay: name(c.Relay), URL: clip(plain(c.URL), 500), Fetched: c.StartedAt, Server: c.ServerDate, RawSHA256: c.RawSHA256,
		Hash: v.Hash, Length: c.RawLength, Status: c.Status, Hops: len(c.Hops), Address: name(c.RemoteAddr), Robots: name(c.Robots),
	}
	for _, f := range v.Flags[:min(len(v.Flags), 20)] {
		e.Flags = append(e.Flags, name(f))
	}
	if c.TLS != nil {
		e.TLS = name(c.TLS.Version)
	}
	if p.opts.Proof != nil {
		e.Proof, err = p.opts.Proof(p.ctx, c.ID)
	}
	return e, err
}

// LogPage is the archive's log: its checkpoints.
type LogPage struct {
	Layout
	Heads []Head
}

// log draws the page of the archive's log.
func (p *painter) log() (drawing, error) {
	l := LogPage{Layout: p.layout(p.t.say("The log"), "log")}
	var err error
	l.Heads, err = p.opts.Heads(p.ctx, 50)
	return drawing{"log", l}, err
}
