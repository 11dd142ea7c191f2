// Package work spreads what watch does over any number of processes and machines: River
// (https://riverqueue.com) hands the jobs out from the archive's PostgreSQL database. Each
// job is a step that package run and its like have for the command line as well.
package work

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/postgres"
	"onrecord/store/sqlite"
)

// The queues, by what their jobs need of a machine: the network, a fast processor,
// translators, somewhere to write the report, the signing key, the channels.
const (
	Looks  = "looks"
	Link   = "link"
	Render = "render"
	Report = "report"
	Stamp  = "stamp"
	Notify = "notify"
)

// Queues are all of them.
func Queues() []string { return []string{Looks, Link, Render, Stamp, Notify, Report} }

// Holder is in whose name all workers hold the archive's lease together.
const Holder = "onrecord work"

// Worker works on an archive's jobs.
type Worker struct {
	config.Env
	Store *sqlite.DB
	Fleet *postgres.Fleet
	// Queues are those that it takes jobs from.
	Queues []string
	// Report writes the report; nil where this machine has none.
	Report func(context.Context) error
	// Looked is told of each look, one at a time; nil for nobody.
	Looked func(scraper.LookResult) error
}

// CheckQueues refuses names that no queue has.
func CheckQueues(names []string) error {
	for _, n := range names {
		if !slices.Contains(Queues(), n) {
			return exit.Usagef("%q is no queue; the queues are %s", n, strings.Join(Queues(), ", "))
		}
	}
	return nil
}

// Prepare makes River's tables where they are not there yet.
func (w *Worker) Prepare(ctx context.Context) error {
	m, err := rivermigrate.New(riverpgxv5.New(w.Fleet.Pool), &rivermigrate.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err == nil {
		err = w.Fleet.Alone(ctx, func() error {
			_, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("prepare the database for River: %w", err)
	}
	return nil
}

// errSilent ends a session whose worker could not say that it lives for so long that
// others may take its jobs over.
var errSilent = errors.New("the database did not hear of this worker; its jobs are others' by now, it begins anew")

// Run works until it is told to stop.
func (w *Worker) Run(ctx context.Context) error {
	said := ""
	for n := 1; ; n++ {
		s := &session{Worker: w, name: fmt.Sprintf("%s %d", run.Holder(), n), began: time.Now()}
		err := s.run(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, store.ErrNewerSchema):
			return err
		case n > 1 || errors.Is(err, errSilent):
			if text := err.Error(); text != said || time.Since(s.began) > postgres.Silence { // a database that stays away is told once
				w.Warn(err)
				said = text
			}
		default:
			return err
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
		}
	}
}

// session is a worker's time under one name: silence ends it.
type session struct {
	*Worker
	name      string
	began     time.Time
	collector *scraper.Collector
	turns     *postgres.Turns
	client    *river.Client[pgxTx]
	up        putUp

	mu      sync.Mutex
	lease   int64
	running map[int64]bool
	told    error
}

func (s *session) run(ctx context.Context) (err error) {
	if err := s.Fleet.Beat(ctx, s.name, nil); err != nil {
		return err
	}
	s.running, s.turns = map[int64]bool{}, s.Fleet.Turns(s.name)
	if err := s.join(ctx); err != nil {
		return err
	}
	c, done, err := run.NewCollector(ctx, s.Env, s.Store, s.turns)
	if err != nil {
		return err
	}
	defer done()
	c.Notify = s.hear
	s.collector = c
	if s.client, err = river.NewClient(riverpgxv5.New(s.Fleet.Pool), s.config()); err != nil {
		return err
	}
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if err := s.client.Start(inner); err != nil {
		return err
	}
	go s.live(inner, cancel)
	<-s.client.Stopped()
	err = context.Cause(inner)
	switch {
	case errors.Is(err, store.ErrNewerSchema): // nothing more can be written
		_, _ = s.Fleet.Leave(context.WithoutCancel(ctx), s.name)
		return err
	case errors.Is(err, context.Canceled):
		err = nil
	}
	return errors.Join(err, s.leave(context.WithoutCancel(ctx)))
}

// join takes the archive's lease in the name of all workers, or joins those who have it.
func (s *session) join(ctx context.Context) error {
	r, err := s.Store.BeginRun(ctx, Holder)
	var held *store.HeldError
	if errors.As(err, &held) && held.Holder == Holder {
		var last []store.Run
		if last, err = s.Store.LatestRuns(ctx, 1); err == nil && len(last) == 1 {
			r = last[0]
		}
	}
	s.mu.Lock()
	s.lease = r.ID
	s.mu.Unlock()
	return err
}

// leave ends the run where no other worker goes on.
func (s *session) leave(ctx context.Context) error {
	others, err := s.Fleet.Leave(ctx, s.name)
	if err != nil || others > 0 {
		return err
	}
	err = s.Store.EndRun(ctx, s.runID(), "done", store.RunCounts{})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil
	case err == nil && slices.Contains(s.Queues, Stamp): // here is the key
		return s.sign(ctx)
	}
	return err
}

func (s *session) runID() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lease
}

// beat is how often a worker says that it lives.
const beat = 5 * time.Second

// live says that the worker lives, renews the lease, and lets others' jobs go that are
// silent. Where it cannot say so for long it ends the session.
func (s *session) live(ctx context.Context, end context.CancelCauseFunc) {
	t := time.NewTicker(beat)
	defer t.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		limited, cancel := context.WithTimeout(ctx, beat)
		err := s.Fleet.Beat(limited, s.name, s.underWay())
		cancel()
		if err == nil {
			last = time.Now()
			if err := s.renew(ctx); errors.Is(err, store.ErrNewerSchema) {
				end(err)
				return
			}
			continue
		}
		if time.Since(last) > postgres.Silence-2*beat && ctx.Err() == nil {
			end(errors.Join(errSilent, err))
			return
		}
	}
}

// renew renews the lease, or takes it anew where it was lost.
func (s *session) renew(ctx context.Context) error {
	err := s.Store.Heartbeat(ctx, s.runID())
	if errors.Is(err, store.ErrNotFound) {
		err = s.join(ctx)
	}
	if err == nil {
		_, err = s.Fleet.TakeOver(ctx)
	}
	if err != nil && ctx.Err() == nil {
		s.Warn(err)
	}
	return err
}

func (s *session) underWay() []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]int64, 0, len(s.running))
	for id := range s.running {
		out = append(out, id)
	}
	return out
}

// hear passes looks on, one at a time.
func (s *session) hear(r scraper.LookResult) {
	if s.Looked == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told == nil {
		s.told = s.Looked(r)
	}
}

// config is River's.
func (s *session) config() *river.Config {
	queues := map[string]river.QueueConfig{}
	for _, q := range s.Queues {
		queues[q] = river.QueueConfig{MaxWorkers: 1}
	}
	if slices.Contains(s.Queues, Looks) {
		queues[Looks] = river.QueueConfig{MaxWorkers: max(s.Parallel, 1)}
	}
	queues[plan] = river.QueueConfig{MaxWorkers: 1}
	return &river.Config{
		ID: s.name, Queues: queues, Workers: s.workers(), PeriodicJobs: s.periodic(),
		JobTimeout: 10 * time.Minute, RescueStuckJobsAfter: time.Hour, SoftStopTimeout: 10 * time.Second,
		FetchCooldown: 50 * time.Millisecond, FetchPollInterval: 500 * time.Millisecond, CompletedJobRetentionPeriod: 6 * time.Hour,
		Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError + 4})),
	}
}
