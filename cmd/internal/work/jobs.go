package work

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/notify"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sign"
	"onrecord/store"
)

type pgxTx = pgx.Tx

// plan is the queue of the jobs that find what is due; every worker takes from it.
const plan = "plan"

// sourceArgs ask for one look at a source for one due time, documentArgs at a document.
type sourceArgs struct {
	Source int64 `json:"source" river:"unique"`
	Due    int64 `json:"due" river:"unique"` // UTC milliseconds
}

type documentArgs struct {
	Document store.DocumentID `json:"document" river:"unique"`
	Due      int64            `json:"due" river:"unique"`
}

// Kind names the jobs.
func (sourceArgs) Kind() string { return "look_source" }

// Kind names the jobs.
func (documentArgs) Kind() string { return "look_document" }

// once lets a job be asked for once by its arguments, whatever became of it.
var once = &river.InsertOpts{Queue: Looks, UniqueOpts: river.UniqueOpts{ByArgs: true}}

// InsertOpts are those of every look.
func (sourceArgs) InsertOpts() river.InsertOpts { return *once }

// InsertOpts are those of every look.
func (documentArgs) InsertOpts() river.InsertOpts { return *once }

// stepArgs ask for a step that goes over the whole archive; each step is under way once.
type stepArgs struct {
	Step string `json:"step" river:"unique"`
}

// Kind names the jobs.
func (stepArgs) Kind() string { return "step" }

// alone lets one job of a kind wait or run at a time.
func alone(queue string) *river.InsertOpts {
	return &river.InsertOpts{Queue: queue, MaxAttempts: 3, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateScheduled, rivertype.JobStateRetryable,
	}}}
}

// steps are what happens again and again, in which queue and how often.
func (s *session) steps() map[string]step {
	return map[string]step{
		"due":    {plan, 2 * time.Second, s.findDue},
		"sign":   {Stamp, 15 * time.Second, s.sign},
		"stamp":  {Stamp, 5 * time.Minute, s.stamp},
		"link":   {Link, 15 * time.Second, s.link},
		"render": {Render, time.Minute, s.render},
		"notify": {Notify, 15 * time.Second, s.notify},
		"report": {Report, 5 * time.Minute, s.report},
	}
}

type step struct {
	queue string
	every time.Duration
	do    func(context.Context) error
}

// periodic are the jobs that whichever worker leads puts up.
func (s *session) periodic() (out []*river.PeriodicJob) {
	for name, step := range s.steps() {
		out = append(out, river.NewPeriodicJob(river.PeriodicInterval(step.every), func() (river.JobArgs, *river.InsertOpts) {
			return stepArgs{name}, alone(step.queue)
		}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
	return out
}

func (s *session) workers() *river.Workers {
	all := river.NewWorkers()
	river.AddWorker(all, river.WorkFunc(func(ctx context.Context, j *river.Job[sourceArgs]) error {
		return s.job(j.ID, func() error { return s.lookSource(ctx, j.Args) })
	}))
	river.AddWorker(all, river.WorkFunc(func(ctx context.Context, j *river.Job[documentArgs]) error {
		return s.job(j.ID, func() error { return s.lookDocument(ctx, j.Args) })
	}))
	river.AddWorker(all, &stepWorker{s: s})
	return all
}

// job notes that a job is under way.
func (s *session) job(id int64, f func() error) error {
	s.mu.Lock()
	s.running[id] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.running, id)
		s.mu.Unlock()
	}()
	return f()
}

type stepWorker struct {
	river.WorkerDefaults[stepArgs]
	s *session
}

// Timeout lets a step take its time.
func (w *stepWorker) Timeout(*river.Job[stepArgs]) time.Duration { return -1 }

// Work does the step.
func (w *stepWorker) Work(ctx context.Context, j *river.Job[stepArgs]) error {
	step, ok := w.s.steps()[j.Args.Step]
	if !ok { // of another version
		return nil
	}
	err := w.s.job(j.ID, func() error { return step.do(ctx) })
	if err != nil && ctx.Err() == nil {
		w.s.Warn(err)
	}
	return err
}

// lookSource looks at a source, unless that was done for this due time or its host is
// another's at the moment.
func (s *session) lookSource(ctx context.Context, a sourceArgs) error {
	src, err := s.Store.Source(ctx, a.Source)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil || src.NextDue.UnixMilli() != a.Due || src.Paused {
		return err
	}
	if err := s.snooze(ctx, src.URL); err != nil {
		return err
	}
	return s.collector.Source(ctx, s.runID(), src)
}

func (s *session) lookDocument(ctx context.Context, a documentArgs) error {
	doc, err := s.Store.Document(ctx, a.Document)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil || doc.NextLook.UnixMilli() != a.Due {
		return err
	}
	if err := s.snooze(ctx, s.collector.Platforms.HomeOf(doc)); err != nil {
		return err
	}
	return s.collector.Document(ctx, s.runID(), doc)
}

// snooze puts a job off whose host is being asked, so that it keeps nobody waiting.
func (s *session) snooze(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil //nolint:nilerr // the look says what is wrong
	}
	wait, err := s.turns.Busy(ctx, strings.ToLower(u.Host))
	if err != nil || wait == 0 {
		return err
	}
	return river.JobSnooze(wait)
}

// dueMost is how many are put up at a time, once fewer than dueFew are ready to begin.
const (
	dueMost = 5000
	dueFew  = dueMost / 2
)

// putUp is how far a worker went through what is due. Each time it goes on where it ended,
// and at the end begins anew: those of a host that is left alone for long keep back nobody.
type putUp struct {
	source    store.Source
	documents int
	// known were put up since, and need not be asked for again so soon.
	known map[river.JobArgs]bool
	since time.Time
}

// remember is how long what was put up is known.
const remember = 10 * time.Minute

// findDue puts up a look for each source and document that is due, once for each due time.
func (s *session) findDue(ctx context.Context) error {
	ready, err := s.Fleet.Ready(ctx, Looks, dueFew)
	if err != nil || ready == dueFew {
		return err
	}
	now, up := s.Now(), &s.up // one job at a time
	if time.Since(up.since) > remember {
		up.known, up.since = map[river.JobArgs]bool{}, time.Now()
	}
	var all []river.InsertManyParams
	put := func(a river.JobArgs) {
		if !up.known[a] {
			all = append(all, river.InsertManyParams{Args: a})
		}
	}
	sources, err := s.Store.DueAfter(ctx, now, up.source, dueMost)
	if err != nil {
		return err
	}
	for _, src := range sources {
		put(sourceArgs{src.ID, src.NextDue.UnixMilli()})
	}
	if up.source = (store.Source{}); len(sources) == dueMost {
		up.source = sources[dueMost-1]
	}
	documents := 0
	err = s.Store.Documents(ctx, store.DocumentFilter{DueBy: now, Limit: dueMost, Skip: up.documents}, func(d store.Document) error {
		documents++
		if s.collector.Platforms.HomeOf(d) != "" {
			put(documentArgs{d.ID, d.NextLook.UnixMilli()})
		}
		return nil
	})
	if up.documents += documents; documents < dueMost {
		up.documents = 0
	}
	for some := range slices.Chunk(all, 1000) {
		if err == nil {
			_, err = s.client.InsertMany(ctx, some)
		}
		for _, p := range some {
			up.known[p.Args] = err == nil
		}
	}
	return err
}

func (s *session) sign(ctx context.Context) error {
	return sign.Checkpoint(ctx, s.Env, s.Store, s.runID())
}

func (s *session) stamp(ctx context.Context) error {
	authority.StampDue(ctx, s.Env, s.Store, authority.AutoInterval)
	return nil
}

func (s *session) link(ctx context.Context) error {
	_, err := run.Link(ctx, s.Env, s.Store, false)
	return err
}

func (s *session) render(ctx context.Context) error {
	translators, done := run.OpenTranslators(ctx, s.Env)
	defer done()
	return run.Render(ctx, s.Env, s.Store, translators, 0)
}

func (s *session) notify(ctx context.Context) error {
	n := notify.New(s.Env, s.Store)
	if err := n.Make(ctx); err != nil {
		return err
	}
	return n.Deliver(ctx)
}

func (s *session) report(ctx context.Context) error {
	if s.Worker.Report == nil {
		return nil
	}
	return s.Worker.Report(ctx)
}
