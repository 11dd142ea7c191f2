package ingest

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/store"
)

// slow is an archive on a machine that is so busy that a batch takes ten minutes.
type slow struct {
	recorder
	recorded int
}

func (s *slow) LinesThere(_ context.Context, lines []store.Line) ([]bool, error) {
	return make([]bool, len(lines)), nil
}

func (s *slow) RecordAll(ctx context.Context, all []store.Recording) ([][]store.Change, error) {
	select {
	case <-time.After(10 * time.Minute):
		s.recorded += len(all)
		return make([][]store.Change, len(all)), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// TestImportOnABusyMachine: a batch may take as long as it takes; once the import is
// interrupted it has a minute to end.
func TestImportOnABusyMachine(t *testing.T) {
	for name, interrupted := range map[string]bool{"left alone": false, "interrupted": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := config.Env{Now: time.Now, Progress: func(string) func(done, total int) { return func(int, int) {} }, Warn: func(err error) { t.Error(err) }}
				st := &slow{}
				r := Reader{Platforms: config.Config{}.Platforms(), Now: time.Now}
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				if interrupted {
					time.AfterFunc(time.Minute, stop)
				}
				began := time.Now()
				err := NewLines(e, st, r.Post, "posts.jsonl").Read(ctx, strings.NewReader(`{"id":"20","platform":"x","text":"The ferry sails."}`))
				if took := time.Since(began); interrupted != (err != nil) || interrupted && took != 2*time.Minute || !interrupted && st.recorded != 1 {
					t.Errorf("%d recorded in %s: %v", st.recorded, took, err)
				}
			})
		})
	}
}
