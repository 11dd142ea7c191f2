package scraper

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
)

// heartbeat is how often a pass renews its lease.
const heartbeat = 15 * time.Second

// Pass looks once at every source and every document that is due, under a lease
// that lets one pass go at a time, and gives the run's summary. Its errors are a
// *store.HeldError, the archive's, and the context's; a target that fails is in
// the summary and stops nothing.
func (c *Collector) Pass(ctx context.Context, holder string) (store.Run, error) {
	return c.pass(ctx, holder, nil)
}

// PassOver is Pass over some sources and nothing else, due or not, paused or not.
func (c *Collector) PassOver(ctx context.Context, holder string, sources []store.Source) (store.Run, error) {
	return c.pass(ctx, holder, sources)
}

func (c *Collector) pass(ctx context.Context, holder string, only []store.Source) (store.Run, error) {
	run, err := c.Store.BeginRun(ctx, holder)
	if err != nil {
		return run, err
	}
	p := &pass{c: c, run: run, only: only}
	beat, stop := context.WithCancel(context.WithoutCancel(ctx))
	ours, lose := context.WithCancelCause(ctx)
	go p.beat(beat, lose)
	watch := newClockWatch(time.Now)
	err = p.all(ours)
	stop()
	if lost := context.Cause(ours); errors.Is(lost, errLeaseLost) {
		p.run.State = "interrupted"
		return p.run, lost
	}
	lose(nil)
	if j := watch.jump(); j != 0 {
		p.run.ClockJump = j
	}
	p.run.State = p.state(err)
	end := c.Store.EndRun(context.WithoutCancel(ctx), run.ID, p.run.State, p.run.RunCounts)
	p.run.FinishedAt = c.now()
	return p.run, errors.Join(err, end)
}

// pass is one run under way.
type pass struct {
	c           *Collector
	mu          sync.Mutex
	run         store.Run
	done, total int
	looked      map[store.DocumentID]bool
	// quiet leaves it to the caller to tell of looks.
	quiet bool
	// only are the sources that are looked at, where not all that is due is.
	only []store.Source
}

// errLeaseLost ends a pass that stood still so long (the machine slept, the process
// was stopped) that another one took its lease.
var errLeaseLost = errors.New("this run stood still and another took over; what it reported is kept")

func (p *pass) beat(ctx context.Context, lose context.CancelCauseFunc) {
	t := time.NewTicker(heartbeat)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			// The next one may succeed, unless the lease is another's by now.
			if err := p.c.Store.Heartbeat(ctx, p.run.ID); errors.Is(err, store.ErrNotFound) {
				lose(errLeaseLost)
				return
			}
		}
	}
}

func (p *pass) state(err error) string {
	n := p.run.RunCounts
	switch {
	case err != nil:
		return "interrupted"
	case n.Failed > 0 && n.Failed >= n.Due:
		return "failed"
	case n.Failed > 0:
		return "partial"
	}
	return "done"
}

// lookMost is how long a look at one source may go on making requests; the next one goes
// on with the rest.
const lookMost = 3 * time.Minute

// sourcesAtOnce bounds how many sources are held in memory.
const sourcesAtOnce = 1000

// all looks at sources first, then at the documents that are still due.
func (p *pass) all(ctx context.Context) error {
	now := p.c.now()
	p.looked = map[store.DocumentID]bool{}
	if len(p.only) > 0 {
		p.add(len(p.only))
		return each(ctx, p, p.only, func(s store.Source) string { return s.URL }, p.source)
	}
	seen := map[int64]bool{}
	for {
		sources, err := p.c.Store.DueSources(ctx, now, sourcesAtOnce)
		if err != nil {
			return err
		}
		// A source that stays due, whatever was written of it, is looked at once.
		sources = slices.DeleteFunc(sources, func(s store.Source) bool { return seen[s.ID] })
		if len(sources) == 0 {
			break
		}
		for _, s := range sources {
			seen[s.ID] = true
		}
		p.add(len(sources))
		if err := each(ctx, p, sources, func(s store.Source) string { return s.URL }, p.source); err != nil {
			return err
		}
	}
	docs, err := p.due(ctx, p.c.now())
	if err != nil {
		return err
	}
	p.add(len(docs))
	return each(ctx, p, docs, p.c.Platforms.HomeOf, p.document)
}

// each calls f for every item: as many hosts at once as the pass may ask, a few
// items of one host at a time, so that none that is slow keeps the others waiting.
func each[T any](ctx context.Context, p *pass, items []T, address func(T) string, f func(context.Context, T) error) error {
	perHost, most := max(p.c.PerHost, 1), p.c.Parallel
	if most <= 0 {
		most = 8
	}
	g, inner := errgroup.WithContext(ctx)
	if most > 1 { // one at a time is one after the other
		most += slowMost
	}
	g.SetLimit(most)
	for _, queue := range byHost(items, address, perHost) {
		g.Go(func() error {
			for _, item := range queue {
				if inner.Err() != nil {
					break
				}
				if err := f(inner, item); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// slowMost is how many hosts may keep a pass waiting beside those that are asked at once:
// none that is slow keeps the others waiting. To wait for one takes 0.1 MB.
const slowMost = 1024

// byHost deals items out to queues: a host's items to as many as may be asked at
// once, in the order of the first.
func byHost[T any](items []T, address func(T) string, perHost int) [][]T {
	at := map[string]int{}
	count := map[string]int{}
	var out [][]T
	for _, item := range items {
		host := siteOf(address(item))
		n := count[host] % perHost
		count[host]++
		key := host + " " + strconv.Itoa(n)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], item)
	}
	return out
}

// due are the documents to look at again, without those that a source has just
// shown.
func (p *pass) due(ctx context.Context, now time.Time) ([]store.Document, error) {
	var docs []store.Document
	err := p.c.Store.Documents(ctx, store.DocumentFilter{DueBy: now, Limit: 10_000}, func(d store.Document) error {
		if !p.looked[d.ID] && p.c.Platforms.HomeOf(d) != "" {
			docs = append(docs, d)
		}
		return nil
	})
	return docs, err
}

// source looks at one source and writes back how it went.
func (p *pass) source(ctx context.Context, s store.Source) error {
	l := p.c.look(s.URL, p.run.ID, s.ID)
	l.of, l.watched, l.until = s, !s.LastOK.IsZero(), p.c.now().Add(lookMost)
	before := Gaps(s)
	var reqs []Request
	if a := p.c.Platforms.Named(s.Platform); a != nil {
		reqs = a.Start(s)
	}
	if s.Kind == store.SourceFeed {
		conditional(reqs, s)
	}
	if err := l.run(ctx, reqs, requests(before)...); err != nil {
		return err
	}
	if len(reqs) == 0 {
		l.result.Captures = append(l.result.Captures, CaptureNote{Outcome: store.OutcomeFailed, Cause: store.CauseNoAdapter, Error: "no adapter reads platform " + string(s.Platform)})
	}
	p.tell(l.result)
	entries, err := p.entries(ctx, l, s)
	if err != nil {
		return err
	}
	is := s
	if l.unfinished { // a list that did not change leads to it once more
		l.etag, l.lastModified, is.ETag, is.LastModified = "", "", "", ""
	}
	if err := p.suspect(ctx, l, s); err != nil {
		return err
	}
	is = l.outcome(is, entries, p.c.now())
	is.Gaps = l.gaps(before, p.c.now())
	err = p.c.Store.NoteLook(context.WithoutCancel(ctx), s, is)
	if errors.Is(err, store.ErrNotFound) { // somebody removed it meanwhile
		return nil
	}
	return err
}

// conditional asks only for what is new (RFC 9110 §13).
func conditional(reqs []Request, s store.Source) {
	for i := range reqs {
		h := http.Header{}
		if s.ETag != "" {
			h.Set("If-None-Match", s.ETag)
		}
		if s.LastModified != "" {
			h.Set("If-Modified-Since", s.LastModified)
		}
		for k, v := range reqs[i].Header {
			h[k] = v
		}
		reqs[i].Header = h
	}
}

// outcome is the source as it stands after a look and those at the entries it led to.
func (l *look) outcome(s store.Source, entries []LookResult, now time.Time) store.Source {
	s.LastRun = now
	if s.Name == "" {
		s.Name = l.title
	}
	// What was never there is an address that is wrong, not a deletion.
	if l.result.Failed() || s.LastOK.IsZero() && l.result.absent() {
		s.Failures++
		s.LastCause, s.LastError = l.result.Cause(), l.result.Why()
		return after(s, false, true, now)
	}
	s.LastCause, s.LastError = l.missing(s, entries)
	s.Failures, s.LastOK = 0, now
	if l.etag != "" || l.lastModified != "" {
		s.ETag, s.LastModified = l.etag, l.lastModified
	}
	return after(s, l.news(), false, now)
}

// missing says what a look that succeeded did not get all the same, and why: an answer
// that was cut or could be read in part only, or entries. Those that were asked for not
// long ago are missing as before. What bounds of our own leave is a gap.
func (l *look) missing(before store.Source, entries []LookResult) (store.Cause, string) {
	for _, c := range l.result.Captures {
		if c.Outcome == store.OutcomePartial && c.Cause != store.CauseNone && c.Cause != store.CauseLeft {
			return c.Cause, c.Endpoint + ": " + c.Error
		}
	}
	failed := slices.DeleteFunc(slices.Clone(entries), func(r LookResult) bool { return !r.Failed() || r.absent() })
	switch {
	case len(failed) > 0:
		return failed[0].Cause(), fmt.Sprintf("%d of %d new entries could not be had; %s: %s", len(failed), len(entries), failed[0].URL, failed[0].Why())
	case l.waiting && before.Failures == 0:
		return before.LastCause, before.LastError
	}
	return store.CauseNone, ""
}

// news reports whether a look brought anything new.
func (l *look) news() bool {
	for _, ch := range l.result.Changes {
		if news(ch) {
			return true
		}
	}
	return l.brought
}

// document looks at one document again.
func (p *pass) document(ctx context.Context, d store.Document) error {
	d.URL = p.c.Platforms.HomeOf(d)
	u, err := ParseURL(d.URL)
	if err != nil {
		p.tell(LookResult{URL: d.URL, Captures: []CaptureNote{{Outcome: store.OutcomeFailed, Error: err.Error()}}})
		return p.c.Store.SetNextLook(ctx, d.ID, time.Time{})
	}
	l := p.c.look(d.URL, p.run.ID, 0)
	l.asked = d.ID
	if d.Context {
		l.beside = d.ID
	}
	of, err := p.c.Store.SourceOf(ctx, d.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	reqs := p.c.Platforms.StartDocument(u, d, of)
	if err := p.onlyIfChanged(ctx, d, reqs); err != nil {
		return err
	}
	for _, r := range reqs {
		if _, err := l.visit(ctx, r, 0, nil); err != nil {
			return err
		}
	}
	p.tell(l.result)
	if _, err := p.entries(ctx, l, of); err != nil {
		return err
	}
	if !l.result.about(d.ID) { // a failed look: not again at once
		if err := p.c.Store.SetNextLook(context.WithoutCancel(ctx), d.ID, afterFailure(d, p.c.now())); err != nil {
			return err
		}
	}
	return l.afterwards(ctx)
}

// onlyIfChanged makes the look at a page conditional: a 304 says that what stands
// was seen again. Where something is missing, the whole is asked for.
func (p *pass) onlyIfChanged(ctx context.Context, d store.Document, reqs []Request) error {
	if d.Tombstone != nil || !p.c.Platforms.IsPage(d.Platform) || len(reqs) != 1 {
		return nil
	}
	reqs[0].Document = d.ID
	etag, lastModified, err := p.c.Store.Validators(ctx, d.ID, reqs[0].URL)
	conditional(reqs, store.Source{ETag: etag, LastModified: lastModified})
	return err
}

func (p *pass) add(n int) {
	p.mu.Lock()
	p.total += n
	p.run.Due += n
	p.mu.Unlock()
}

// tell counts a look and passes it on.
func (p *pass) tell(r LookResult) {
	p.mu.Lock()
	p.done++
	p.count(r)
	done, total := p.done, p.total
	p.mu.Unlock()
	if p.quiet {
		return
	}
	if p.c.Notify != nil {
		p.c.Notify(r)
	}
	if p.c.Progress != nil {
		p.c.Progress(done, total)
	}
}

func (p *pass) count(r LookResult) {
	n := &p.run.RunCounts
	n.Captures += len(r.Captures)
	n.Held += r.Held
	for _, c := range r.Captures {
		n.Bytes += c.Bytes
	}
	if r.Failed() {
		n.Failed++
	}
	for _, ch := range r.Changes {
		if r.claimed[ch.Document] && ch.Kind == store.ChangeNone {
			continue
		}
		p.looked[ch.Document] = p.looked[ch.Document] || !r.claimed[ch.Document]
		switch ch.Kind {
		case store.ChangeNew:
			n.New++
		case store.ChangeEdited, store.ChangeFilled:
			n.Edited++
		case store.ChangeGone:
			n.Gone++
		case store.ChangeMissed:
			n.Missed++
		case store.ChangeRestored:
			n.Restored++
		case store.ChangeNone, store.ChangeStillGone:
			n.Unchanged++
		}
	}
}
