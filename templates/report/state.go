package report

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"onrecord/store"
	"onrecord/templates/view"
)

// stateFile remembers in a report what it shows.
const stateFile = ".onrecord-report.json"

// state is what a report shows.
type state struct {
	// Archive tells archives apart; Look tells apart all else that every page depends on:
	// templates, build, title and options.
	Archive, Look string
	// Stamp is how far changed documents are in it, Run the last run that had
	// ended, At when it was written.
	Stamp int64
	Run   int64
	At    time.Time
	// Signed and Anchored are how many of the log's entries had a checkpoint and a
	// time stamp over them.
	Signed, Anchored int64
	// MonthLists are how many each list by month has, by the path of its first page.
	MonthLists map[string]int
}

func readState(dir string) state {
	var s state
	b, err := os.ReadFile(filepath.Join(dir, stateFile))
	if err != nil || json.Unmarshal(b, &s) != nil {
		return state{} // none, or not ours: all is drawn
	}
	return s
}

func (s state) write(dir string) error {
	b, err := json.Marshal(s)
	if err == nil {
		_, err = put(filepath.Join(dir, stateFile), append(b, '\n'))
	}
	return err
}

// stateNow is what the report will show.
func (w *report) stateNow(ctx context.Context) (state, error) {
	counts, err := w.archive.Documents.Counts(ctx)
	if err != nil {
		return state{}, err
	}
	w.want = counts.Posts + counts.Articles
	s := state{
		Archive: store.FormatTime(counts.FirstCapture), At: w.opts.Generated,
		Look: fmt.Sprintf("%s %s %q %t %s", w.site.Version(), w.opts.Build, w.site.Options().Title, w.opts.Excerpts, w.opts.Pages),
	}
	runs, err := w.archive.Runs.LatestRuns(ctx, 1)
	if len(runs) > 0 {
		s.Run = runs[0].ID
	}
	if err == nil {
		s.Signed, s.Anchored, err = w.covered(ctx)
	}
	return s, err
}

// covered is how many of the log's entries have a checkpoint and a time stamp over
// them.
func (w *report) covered(ctx context.Context) (signed, anchors int64, err error) {
	all, err := w.archive.Log.Checkpoints(ctx)
	if n := len(all); n > 0 {
		signed = all[n-1].Size
	}
	if err != nil {
		return 0, 0, err
	}
	stamps, err := view.AnchorsOf(ctx, w.archive.Log)
	if n := len(stamps); n > 0 {
		anchors = stamps[n-1].Size
	}
	return signed, anchors, err
}

// since is from where a report goes on: the zero state where all is to be drawn.
func (s state) since(was state, all bool) state {
	if all || was.Archive != s.Archive || was.Look != s.Look {
		return state{}
	}
	return was
}
