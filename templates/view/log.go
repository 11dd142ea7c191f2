package view

import (
	"context"
	"slices"
	"strings"

	"onrecord/store"
)

// Head is a checkpoint of the log, and what its note says.
type Head struct {
	Checkpoint store.Checkpoint
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

// LogPage is the archive's log: its checkpoints.
type LogPage struct {
	Layout
	Size  int64
	Heads []Head
	// More is how many earlier checkpoints are not listed.
	More int
}

// Log is the page of the archive's log.
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
