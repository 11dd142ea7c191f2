package serve

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/view"
)

// The bounds on jobs: how many may wait, how many are remembered, and how much of each.
const (
	mostWaiting = 50
	mostJobs    = 100
	mostEvents  = 300
)

// jobs are what goes on behind the pages, one at a time: the archive has one writer.
type jobs struct {
	mu    sync.Mutex
	last  int
	all   []*job // the latest last
	queue chan *job
}

// job is one of them; jobs.mu guards what it shows.
type job struct {
	view.Job
	of *jobs
	do func(context.Context, *job) error
	// what says all that it does: two of the same are one while the first is not over.
	what string
}

// begin puts a job into the queue and gives its number, or that of the same job where it
// is not over yet: a button that is pressed twice does one thing.
func (q *jobs) begin(now time.Time, kind, about, how string, do func(context.Context, *job) error) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	what := fmt.Sprintf("%s %q %s", kind, about, how)
	for _, j := range q.all {
		if j.what == what && j.Running() {
			return j.ID, nil
		}
	}
	j := &job{what: what, Job: view.Job{ID: q.last + 1, Kind: kind, About: words.Line(about, 300), State: "waiting", Started: now.UTC()}, of: q, do: do}
	select {
	case q.queue <- j:
	default:
		return 0, exit.Usagef("%d jobs wait already; try again when some are done", mostWaiting)
	}
	q.last++
	if q.all = append(q.all, j); len(q.all) > mostJobs {
		q.all = q.all[1:]
	}
	return j.ID, nil
}

// list are the jobs, the latest first.
func (q *jobs) list() (out []view.Job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range slices.Backward(q.all) {
		out = append(out, j.Job)
	}
	return out
}

func (q *jobs) get(id int) (view.Job, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range q.all {
		if j.ID == id {
			out := j.Job
			out.Events = slices.Clone(j.Events)
			return out, true
		}
	}
	return view.Job{}, false
}

// Manage does the jobs that readers begin until it is told to stop; the one in hand then
// ends in good order.
func (s *Server) Manage(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-s.jobs.queue:
			if ctx.Err() == nil {
				s.work(ctx, j)
			}
		}
	}
}

// work does one job. A fault of ours ends it and nothing else.
func (s *Server) work(ctx context.Context, j *job) {
	j.set(func() { j.State = "running" })
	err := func() (err error) {
		defer func() {
			if v := recover(); v != nil {
				err = fmt.Errorf("a fault of onrecord's own: %v", v)
				s.figures.failed(manageForms, err)
			}
		}()
		return j.do(ctx, j)
	}()
	j.set(func() {
		j.Ended, j.Progress, j.State = s.o.Now().UTC(), "", "done"
		if err == nil {
			return
		}
		if j.State = "failed"; exit.CodeOf(err) == exit.Part {
			j.State = "partly done"
		}
		if said := exit.Message(err); said != "" {
			j.Problem = said
		}
	})
}

func (j *job) set(f func()) {
	j.of.mu.Lock()
	defer j.of.mu.Unlock()
	f()
}

// tell adds to what the job's page says.
func (j *job) tell(e view.JobEvent) {
	j.set(func() {
		if j.Events = append(j.Events, e); len(j.Events) > mostEvents {
			j.Events = j.Events[1:]
			j.Left++
		}
	})
}

// env is the manager's, whose warnings and progress the job's page shows.
func (j *job) env(e config.Env) config.Env {
	warned := map[string]bool{} // what is warned of at each step is said once
	e.Warn = func(err error) {
		if says := exit.Message(err); !warned[says] {
			warned[says] = true
			j.tell(view.JobEvent{Kind: "warning", Says: says})
		}
	}
	e.Progress = func(what string) func(done, total int) {
		return func(done, total int) {
			j.set(func() {
				if j.Progress = ""; done < total {
					j.Progress = fmt.Sprintf("%s %d/%d", what, done, total)
				}
			})
		}
	}
	return e
}

// begin begins a job with the archive open to write.
func (s *Server) begin(kind, about string, do func(context.Context, *job, run.Job) error, set ...func(*config.Env)) (int, error) {
	with := s.o.Manager.Env
	for _, f := range set {
		f(&with)
	}
	return s.jobs.begin(s.o.Now(), kind, about, fmt.Sprint(with.Media, with.Screenshot), func(ctx context.Context, j *job) error {
		return s.write(ctx, func(st *sqlite.DB) error {
			e := j.env(s.o.Manager.Env)
			for _, f := range set {
				f(&e)
			}
			return do(ctx, j, run.Job{Env: e, Store: st, Passed: j.passed})
		})
	})
}

// looked shows what a look brought: all of it, or changes alone.
func (j *job) looked(all bool) func(scraper.LookResult) error {
	return func(r scraper.LookResult) error {
		for _, ch := range r.Changes {
			if all || ch.Kind != store.ChangeNone && ch.Kind != store.ChangeStillGone {
				j.tell(view.JobEvent{Kind: string(ch.Kind), Document: ch.Document})
			}
		}
		if r.Failed() {
			j.tell(view.JobEvent{Kind: "failed", URL: r.URL, Says: words.Line(r.Why(), 400)})
		}
		for _, c := range r.Captures {
			switch kept := c.Outcome == store.OutcomeOK; {
			case c.Endpoint == "media" && kept:
				j.tell(view.JobEvent{Kind: "picture kept", URL: c.URL})
			case c.Endpoint == "screenshot" && kept:
				j.tell(view.JobEvent{Kind: "screenshot kept", URL: c.URL})
			case c.Endpoint == "media" || c.Endpoint == "screenshot":
				j.tell(view.JobEvent{Kind: "failed", URL: c.URL, Says: words.Line(c.Error, 200)})
			}
		}
		return nil
	}
}

// passed shows what a pass did in all.
func (j *job) passed(r store.Run) error {
	j.tell(view.JobEvent{Kind: r.State, Says: fmt.Sprintf("run %d: %d due, %s: %d new, %d edited, %d gone, %d missed, %d restored, %d unchanged, %d failed",
		r.ID, r.Due, words.Count(r.Captures, "capture"), r.New, r.Edited, r.Gone, r.Missed, r.Restored, r.Unchanged, r.Failed)})
	return nil
}
