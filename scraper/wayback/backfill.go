package wayback

import (
	"context"
	"errors"
	"fmt"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// Bounds of one backfill.
const (
	rowsAPage = 5000
	maxPages  = 20
)

// Job is a search for earlier captures.
type Job struct {
	Machine Machine
	// Collector fetches, reads and records.
	Collector *scraper.Collector
	// Targets are the addresses to ask for; with Prefix all that begins like them.
	Targets []string
	Prefix  bool
	// From and To narrow the time; zero for not.
	From, To time.Time
	// Most is how many mementos of one document are fetched at most.
	Most int
	// Notify is told of each memento; Progress how far the job is.
	Notify   func(Result)
	Progress func(done, total int)
}

// Result is what one memento gave.
type Result struct {
	Row      Row
	Document store.DocumentID
	Changes  []store.Change
	Err      error
}

// Counts sums a job up.
type Counts struct {
	// Listed are the captures that the archive has, Chosen those worth fetching,
	// Known those that the archive had, Recorded those recorded now.
	Listed, Chosen, Known, Recorded, Failed int
}

// Run lists, chooses, fetches and records. Its error is the context's, the store's, or
// that the archive cannot be asked; what it recorded before stays, and another run goes
// on from there.
func (j Job) Run(ctx context.Context) (n Counts, err error) {
	byDoc := map[store.DocumentID][]Row{}
	for _, target := range j.Targets {
		rows, err := j.list(ctx, target)
		if err != nil {
			return n, err
		}
		for _, r := range rows {
			if id := j.Collector.Platforms.DocumentAt(r.Original); id != "" {
				byDoc[id] = append(byDoc[id], r)
				n.Listed++
			}
		}
	}
	var todo []Result
	for id, rows := range byDoc {
		for _, r := range Choose(rows, j.Most) {
			todo = append(todo, Result{Row: r, Document: id})
		}
	}
	n.Chosen = len(todo)
	for i, r := range todo {
		if j.Progress != nil {
			j.Progress(i, len(todo))
		}
		if err := j.file(ctx, r, &n); err != nil {
			return n, err
		}
	}
	return n, nil
}

// list asks for all pages of a target's captures.
func (j Job) list(ctx context.Context, target string) (all []Row, err error) {
	resume := ""
	for range maxPages {
		c, page := j.Collector.Fetch.Fetch(ctx, j.Machine.CDX(target, j.Prefix, j.From, j.To, rowsAPage, resume))
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if page == nil {
			return nil, fmt.Errorf("ask the Wayback Machine: %s", c.Error)
		}
		rows, next, err := ParseCDX(*page)
		if _, _, rerr := j.Collector.Store.Record(ctx, c, nil); rerr != nil {
			return nil, rerr
		}
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		if next == "" || next == resume {
			return all, nil
		}
		resume = next
	}
	return all, nil
}

// file fetches one memento and files it. Only the archive's own refusal ends the
// job.
func (j Job) file(ctx context.Context, r Result, n *Counts) error {
	req := j.Machine.Memento(r.Row)
	req.Document = r.Document
	have, err := j.Collector.Store.Captured(ctx, r.Document, req.URL)
	if err != nil {
		return err
	}
	if have {
		n.Known++
		return nil
	}
	c, page := j.Collector.Fetch.Fetch(ctx, req)
	if err := ctx.Err(); err != nil {
		return err
	}
	if page == nil {
		r.Err = errors.New(c.Error)
	} else {
		inner, at, err := Unwrap(*page)
		if r.Err = err; err == nil {
			inner.Request.Document = r.Document
			inner.Request.URL = inner.URL.String()
			if r.Changes, err = j.Collector.RecordMemento(ctx, c, inner, r.Document, at); err != nil {
				return err
			}
			n.Recorded++
			j.tell(r)
			return nil
		}
		c.Outcome, c.Error = store.OutcomeFailed, err.Error()
	}
	n.Failed++
	j.tell(r)
	if _, _, err := j.Collector.Store.Record(context.WithoutCancel(ctx), c, nil); err != nil {
		return err
	}
	if errors.Is(r.Err, ErrRate) || c.Outcome == store.OutcomeBlocked {
		return fmt.Errorf("%w; run it again later, it goes on where it ended", r.Err)
	}
	return nil
}

func (j Job) tell(r Result) {
	if j.Notify != nil {
		j.Notify(r)
	}
}
