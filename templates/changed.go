package templates

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"onrecord/store"
)

// stateFile remembers in a report what it shows.
const stateFile = ".onrecord-report.json"

// reportState says what a report shows.
type reportState struct {
	// Archive tells archives apart, Look what all pages depend on beside it.
	Archive, Look string
	// Stamp is how far touched documents are in it, Run the last run that had
	// ended, At when it was written.
	Stamp int64
	Run   int64
	At    time.Time
	// Signed and Anchored are how many of the log's entries had a checkpoint and a
	// time stamp over them.
	Signed, Anchored int64
}

func readReportState(dir string) reportState {
	var s reportState
	b, err := os.ReadFile(filepath.Join(dir, stateFile))
	if err != nil || json.Unmarshal(b, &s) != nil {
		return reportState{} // none, or not ours: all is drawn
	}
	return s
}

func (s reportState) write(dir string) error {
	b, err := json.Marshal(s)
	if err == nil {
		_, err = put(filepath.Join(dir, stateFile), append(b, '\n'))
	}
	return err
}

// reportState is what the report will show.
func (w *report) reportState(ctx context.Context) (reportState, error) {
	counts, err := w.r.Counts(ctx)
	if err != nil {
		return reportState{}, err
	}
	w.want = counts.Posts + counts.Articles
	s := reportState{
		Archive: store.FormatTime(counts.FirstCapture), At: w.opts.Generated,
		Look: fmt.Sprintf("%s %q %t", w.set.version, w.site().Title, w.opts.Excerpts),
	}
	runs, err := w.r.LatestRuns(ctx, 1)
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
	all, err := w.r.Checkpoints(ctx)
	if n := len(all); n > 0 {
		signed = all[n-1].Size
	}
	if err != nil {
		return 0, 0, err
	}
	stamps, err := anchorsOf(ctx, w.r)
	if n := len(stamps); n > 0 {
		anchors = stamps[n-1].Size
	}
	return signed, anchors, err
}

// vouched adds the documents whose evidence has got a signature or a time stamp
// since.
func (w *report) vouched(ctx context.Context, was, now reportState, to beside) error {
	for _, r := range [][2]int64{{was.Signed, now.Signed}, {was.Anchored, now.Anchored}} {
		if err := w.r.Evidenced(ctx, r[0], r[1], func(id store.DocumentID) error {
			to[id] = true
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

func (w *report) site() Options { return w.Site.opts }

// since is from where a report goes on: the zero state where all is to be drawn.
func (s reportState) since(was reportState, all bool) reportState {
	if all || was.Archive != s.Archive || was.Look != s.Look {
		return reportState{}
	}
	return was
}

// beside are documents whose pages show something of one that was touched.
type beside map[store.DocumentID]bool

// most is how many are remembered; with more all is drawn.
const mostBeside = 100_000

// documents draws the pages of what was touched, and of what stands beside it. It
// gives the stamp up to which the report is then true.
func (w *report) documents(ctx context.Context, since, now reportState) (int64, error) {
	pool := w.pool(ctx)
	n, err := w.r.CountTouched(ctx, since.Stamp)
	if err == nil && since.Stamp > 0 && n < w.want/5 {
		w.want = n
	}
	near, authors := beside{}, map[string]store.Document{}
	if err == nil && since.Stamp > 0 {
		err = w.vouched(ctx, since, now, near)
	}
	if err != nil {
		return 0, pool.finish(err)
	}
	stamp, err := w.r.Touched(ctx, since.Stamp, func(d store.Document) error {
		if since.Stamp > 0 {
			if err := w.near(ctx, d, near); err != nil {
				return err
			}
			authors[authorPath(d.Platform, d.Author)] = d
		}
		return addDocument(pool, d)
	})
	for id := range near {
		if err != nil {
			break
		}
		var d store.Document
		if d, err = w.r.Document(ctx, id); err == nil {
			err = addDocument(pool, d)
		}
	}
	if err == nil {
		err = w.authorPages(ctx, pool, since.Stamp > 0, authors)
	}
	return stamp, pool.finish(err)
}

// addDocument draws a document's page, and the one that compares where it has
// versions to compare.
func addDocument(pool *pool, d store.Document) error {
	if d.Versions > 1 {
		if err := pool.add(job{comparePath(d.ID), func(p *painter) (drawing, error) { return p.compare(d, 0) }}); err != nil {
			return err
		}
	}
	for of := 1; of <= d.Versions && d.Versions > allPairs; of++ {
		if err := pool.add(job{compareWith(d.ID, of), func(p *painter) (drawing, error) { return p.compare(d, of) }}); err != nil {
			return err
		}
	}
	return pool.add(job{pagePath(d.Kind, d.ID), func(p *painter) (drawing, error) { return p.documentPage(d) }})
}

// near adds the documents whose pages show something of this one.
func (w *report) near(ctx context.Context, d store.Document, to beside) error {
	if len(to) > mostBeside {
		return fmt.Errorf("too much changed since the report was written; write it anew with --all")
	}
	own, others, err := w.r.Relations(ctx, d.ID)
	if err != nil {
		return err
	}
	for _, r := range append(own, others...) {
		to.add(ctx, w.r, r.Document)
	}
	if d.Kind == store.Post {
		links, err := w.r.LinksTo(ctx, d.ID)
		for _, l := range links {
			to.add(ctx, w.r, l.Quote.Article)
		}
		return err
	}
	vs, err := w.r.Versions(ctx, d.ID)
	if err != nil || len(vs) == 0 {
		return err
	}
	links, err := w.r.Quotes(ctx, vs[len(vs)-1].ID)
	for _, l := range links {
		to.add(ctx, w.r, l.Match.Document)
	}
	return err
}

// add remembers a document that the archive has.
func (b beside) add(ctx context.Context, r Reader, id store.DocumentID) {
	if id == "" {
		return
	}
	if d, err := r.Document(ctx, id); err == nil {
		b[d.ID] = true
	}
}

// authorPages draws the authors' pages: all, or those of some documents.
func (w *report) authorPages(ctx context.Context, pool *pool, some bool, of map[string]store.Document) error {
	draw := func(platform store.Platform, key, path string) error {
		return pool.add(job{path, func(p *painter) (drawing, error) {
			a, err := p.r.AuthorCount(p.ctx, platform, key)
			if err != nil {
				return drawing{}, err
			}
			return p.author(a)
		}})
	}
	if some {
		for path, d := range of {
			if d.Kind != store.Post || d.Author.Key() == "" {
				continue
			}
			if err := draw(d.Platform, d.Author.Key(), path); err != nil {
				return err
			}
		}
		return nil
	}
	accounts, err := w.r.Accounts(ctx)
	for _, a := range accounts {
		if err == nil {
			err = draw(a.Platform, a.Key, "authors/"+slug(string(a.Platform)+":"+a.Key)+".html")
		}
	}
	return err
}

// rest draws the pages of which there are few.
func (w *report) rest(ctx context.Context, since reportState) error {
	pool := w.pool(ctx)
	return pool.finish(w.addRest(ctx, pool, since))
}

func (w *report) addRest(ctx context.Context, pool *pool, since reportState) error {
	sources, err := w.r.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		if s.LastRun.Before(since.At) && s.AddedAt.Before(since.At) {
			continue
		}
		if err := pool.add(job{sourcePath(s.ID), func(p *painter) (drawing, error) { return p.source(s.ID) }}); err != nil {
			return err
		}
	}
	runs, err := w.r.LatestRuns(ctx, roomy.many)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.ID < since.Run {
			continue
		}
		if err := pool.add(job{runPath(r.ID), func(p *painter) (drawing, error) { return p.run(r.ID) }}); err != nil {
			return err
		}
	}
	for _, name := range []string{"about", "changes", "authors", "sources", "runs", "lookup", "index", "log"} {
		if err := pool.add(job{name + ".html", func(p *painter) (drawing, error) { return p.single(name) }}); err != nil {
			return err
		}
	}
	return nil
}
