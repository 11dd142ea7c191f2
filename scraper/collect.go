package scraper

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"onrecord/store"
)

// Archive is what collecting needs of a store.
type Archive interface {
	store.Recorder
	store.Sources
	store.Runs
	RecentlySeenPost(ctx context.Context, p store.Platform, prefix, notBy string, since time.Time) (store.Document, error)
	store.MediaKeeper
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	LastLook(ctx context.Context, id store.DocumentID) (time.Time, store.Outcome, error)
	Captured(ctx context.Context, id store.DocumentID, url string) (bool, error)
	Validators(ctx context.Context, id store.DocumentID, url string) (etag, lastModified string, err error)
	QuotedAt(ctx context.Context, post store.DocumentID) (time.Time, error)
	Documents(ctx context.Context, f store.DocumentFilter, each func(store.Document) error) error
}

// Bounds on what one target may lead to.
const (
	maxDepth  = 3
	maxVisits = 50
)

// Fetcher makes one request: a *client.Client.
type Fetcher interface {
	Fetch(ctx context.Context, r Request) (store.Capture, *Page)
}

// Collector fetches, has adapters read what came back, and records it.
type Collector struct {
	Fetch    Fetcher
	Adapters []Adapter
	Store    Archive
	// Parallel is how many hosts are asked at once, 8 when 0; PerHost how many
	// targets of one host, 1 when 0.
	Parallel, PerHost int
	// Media has the bytes of new posts' media fetched and kept; Shooter, where it is
	// set, takes pictures of their pages.
	Media   bool
	Shooter Shooter
	// Save, where it is set, gives the request that has another archive keep an
	// address; it is made for each new page.
	Save func(url string) Request
	// ReadMost is how long reading one page may take, 30 s when 0.
	ReadMost time.Duration
	// ConfirmAfter is how soon a missed document is looked at again, 5 min
	// when 0.
	ConfirmAfter time.Duration
	// Now is the clock, time.Now when nil.
	Now func() time.Time
	// Notify is told of each look of a pass, from any goroutine.
	Notify func(Report)
	// Progress is told how far a pass is, from any goroutine.
	Progress func(done, total int)

	controls controls
}

func (c *Collector) now() time.Time {
	if c.Now != nil {
		return c.Now().UTC()
	}
	return time.Now().UTC()
}

// Report is what one look at one target gave.
type Report struct {
	URL      string
	Changes  []store.Change
	Captures []CaptureNote
	// Held counts deletions that were not believed.
	Held int
	// Media counts pictures, videos and sounds that were kept.
	Media int
}

// CaptureNote is a capture in short.
type CaptureNote struct {
	ID      int64
	URL     string
	Door    string
	Outcome store.Outcome
	Error   string
	Bytes   int64
}

// Failed reports whether the look gave nothing: no change, and no capture that
// could be read.
func (r Report) Failed() bool {
	if len(r.Changes) > 0 {
		return false
	}
	for _, c := range r.Captures {
		if c.Outcome == store.OutcomeOK || c.Outcome == store.OutcomePartial || c.Outcome == store.OutcomeNotModified {
			return false
		}
	}
	return true
}

// absent reports whether all that a look saw is that something is not there.
func (r Report) absent() bool {
	gone := false
	for _, c := range r.Captures {
		switch c.Outcome {
		case store.OutcomeGone:
			gone = true
		case store.OutcomeOK, store.OutcomePartial, store.OutcomeNotModified:
			return false
		case store.OutcomeBlocked, store.OutcomeFailed:
		}
	}
	return gone
}

// Why says why a look failed, in the words of its captures.
func (r Report) Why() string {
	var why []string
	for _, c := range r.Captures {
		if c.Error != "" {
			why = append(why, c.Door+": "+c.Error)
		}
	}
	if len(why) == 0 {
		return "nothing could be read there"
	}
	return strings.Join(why, "; ")
}

// about reports whether a look changed or confirmed what is known of a document.
func (r Report) about(id store.DocumentID) bool {
	for _, ch := range r.Changes {
		if ch.Document == id {
			return true
		}
	}
	return false
}

// add takes in what another look gave.
func (r *Report) add(o Report) {
	r.Changes = append(r.Changes, o.Changes...)
	r.Captures = append(r.Captures, o.Captures...)
	r.Held += o.Held
	r.Media += o.Media
}

// CaptureIDs are the numbers of the captures made.
func (r Report) CaptureIDs() []int64 {
	out := []int64{}
	for _, c := range r.Captures {
		out = append(out, c.ID)
	}
	return out
}

// CheckTarget says what is wrong with an address that would be captured, before
// anything is fetched.
func CheckTarget(adapters []Adapter, raw string) error {
	u, err := ParseURL(raw)
	if err != nil {
		return err
	}
	for _, a := range adapters {
		if a.Match(u) && a.Platform() != "feed" {
			_, _, err := a.Recognise(u)
			return err
		}
	}
	return fmt.Errorf("no adapter reads %s", raw)
}

// Capture looks at one address now. Its error is the archive's or the
// context's; what the web answered is in the report.
func (c *Collector) Capture(ctx context.Context, raw string) (Report, error) {
	u, err := ParseURL(raw)
	if err != nil {
		return Report{}, err
	}
	reqs := c.start(u, store.Source{URL: raw})
	if len(reqs) == 0 {
		return Report{}, fmt.Errorf("no adapter reads %s", raw)
	}
	l := c.look(raw, 0, 0)
	if err := l.run(ctx, reqs); err != nil {
		return l.report, err
	}
	by := &pass{c: c, quiet: true, looked: map[store.DocumentID]bool{}}
	more, err := by.entries(ctx, l, store.Source{})
	for _, r := range more {
		l.report.add(r)
	}
	return l.report, err
}

// start are the first requests for an address, read as s says: those of the adapter
// whose it is, behind those of one that it may belong to.
func (c *Collector) start(u *url.URL, s store.Source) []Request {
	var maybe []Request
	for _, a := range c.Adapters {
		if g, ok := a.(Guesser); ok && len(maybe) == 0 {
			maybe = g.Guess(u)
		}
		if a.Platform() == "feed" || !a.Match(u) {
			continue
		}
		s.Platform = a.Platform()
		reqs := a.Start(s)
		if len(maybe) == 0 {
			return reqs
		}
		maybe[len(maybe)-1].IfFailed = reqs
		return maybe
	}
	return maybe
}

// again are the requests for a document that the archive has, made by its own
// platform's adapter where that knows its address.
func (c *Collector) again(u *url.URL, d store.Document, of store.Source) []Request {
	s := store.Source{Platform: d.Platform, URL: d.URL, Selector: of.Selector, Speaker: of.Speaker}
	for _, a := range c.Adapters {
		if a.Platform() == d.Platform && owns(a, u) {
			return a.Start(s)
		}
	}
	return c.start(u, s)
}

// look is one visit to one target with all that belongs to it.
type look struct {
	c      *Collector
	runID  int64
	source int64
	report Report
	visits int
	// entries are requests that lead to targets of their own: a feed's entries.
	entries []Request
	// page is the first answer, for conditional requests and the title.
	title        string
	etag, lastMo string
	// brought says that one of the entries was new.
	brought bool
}

func (c *Collector) look(raw string, run, source int64) *look {
	return &look{c: c, runID: run, source: source, report: Report{URL: raw}}
}

// run makes the first requests and all that follows from them.
func (l *look) run(ctx context.Context, reqs []Request) error {
	for _, r := range reqs {
		if _, err := l.visit(ctx, r, 0, nil); err != nil {
			return err
		}
	}
	return l.afterwards(ctx)
}

// afterwards does what follows from what a look found.
func (l *look) afterwards(ctx context.Context) error {
	return errors.Join(l.forewarn(ctx), l.illustrate(ctx), l.saveElsewhere(ctx))
}

// pending is a capture that says "gone" while another door is still to be asked.
type pending struct {
	capture store.Capture
	gone    []store.Observation
}

// visit asks one door, and the next one of the chain where it gave nothing. It
// reports whether content was seen. A door that says gone is believed only when
// no later door of the chain shows the document.
func (l *look) visit(ctx context.Context, r Request, depth int, before *pending) (bool, error) {
	if l.visits++; l.visits > maxVisits || depth > maxDepth {
		return false, l.flush(ctx, before, true)
	}
	capture, parsed := l.ask(ctx, r)
	if err := ctx.Err(); err != nil {
		return false, errors.Join(err, l.flush(context.WithoutCancel(ctx), before, false))
	}
	content, gone := split(parsed.Observations)
	if len(content) == 0 && (len(gone) > 0 || failed(capture)) && len(r.IfFailed) > 0 {
		return l.nextDoor(ctx, r, depth, before, capture, gone)
	}
	if before != nil {
		if err := l.flush(ctx, before, len(content) == 0); err != nil {
			return false, err
		}
		gone = nil // one look, however many doors, misses a document once
	}
	if err := l.record(ctx, capture, append(content, gone...)); err != nil {
		return false, err
	}
	return len(content) > 0, l.follow(ctx, r, parsed.Next, depth)
}

// nextDoor keeps what this door said in mind and asks the next one.
func (l *look) nextDoor(ctx context.Context, r Request, depth int, before *pending, c store.Capture, gone []store.Observation) (bool, error) {
	hold := before
	if len(gone) > 0 && before == nil {
		hold = &pending{c, gone}
	} else if err := l.record(ctx, c, nil); err != nil {
		return false, err
	}
	next := r.IfFailed[0]
	next.IfFailed = append(append([]Request(nil), next.IfFailed...), r.IfFailed[1:]...)
	return l.visit(ctx, next, depth, hold)
}

// flush records a capture that was held back, with what it said where that is
// believed.
func (l *look) flush(ctx context.Context, p *pending, believed bool) error {
	if p == nil {
		return nil
	}
	if !believed {
		return l.record(ctx, p.capture, nil)
	}
	return l.record(ctx, p.capture, p.gone)
}

func failed(c store.Capture) bool {
	return c.Outcome == store.OutcomeFailed || c.Outcome == store.OutcomeBlocked
}

// split divides observations into those that show a document and those that
// miss one.
func split(seen []store.Observation) (content, gone []store.Observation) {
	for _, o := range seen {
		if o.Gone != nil {
			gone = append(gone, o)
		} else {
			content = append(content, o)
		}
	}
	return content, gone
}

// ask fetches and parses; what went wrong is in the capture.
func (l *look) ask(ctx context.Context, r Request) (store.Capture, Parsed) {
	capture, page := l.c.Fetch.Fetch(ctx, r)
	capture.RunID, capture.SourceID = l.runID, l.source
	if page == nil || capture.Outcome == store.OutcomeNotModified {
		return capture, Parsed{}
	}
	parsed, err := l.c.parse(r, *page)
	switch {
	case parsed.Blocked != "":
		capture.Outcome, capture.Error = store.OutcomeBlocked, parsed.Blocked
		parsed.Observations = nil
	case err != nil:
		capture.Outcome, capture.Error = store.OutcomeFailed, err.Error()
		if len(parsed.Observations) > 0 {
			capture.Outcome = store.OutcomePartial
		}
	default:
		if content, gone := split(parsed.Observations); len(content) == 0 && len(gone) > 0 {
			capture.Outcome, capture.Error = store.OutcomeGone, gone[0].Gone.Detail
		}
	}
	markCut(parsed.Observations, capture.Truncated)
	if l.title == "" {
		l.title, l.etag, l.lastMo = parsed.Title, page.Header.Get("ETag"), page.Header.Get("Last-Modified")
	}
	return capture, parsed
}

// markCut marks what an answer says as cut where the answer was, and why.
func markCut(seen []store.Observation, why string) {
	for i := range seen {
		if o := &seen[i]; why != "" && o.Gone == nil && !o.Content.Cut {
			o.Content.Cut, o.Content.CutWhy = true, "the answer was cut: "+why
		}
	}
}

// parse has the right adapter read a page. A panic in it is a failed capture, and
// so is a page that takes too long to read: it is left to itself, the run goes on.
func (c *Collector) parse(r Request, p Page) (Parsed, error) {
	a := c.adapterFor(r, p.URL)
	if a == nil {
		return Parsed{}, errors.New("no adapter reads this address")
	}
	most := c.ReadMost
	if most <= 0 {
		most = 30 * time.Second
	}
	type answer struct {
		parsed Parsed
		err    error
	}
	done := make(chan answer, 1)
	go func() {
		parsed, err := guarded(a, p)
		done <- answer{parsed, err}
	}()
	t := time.NewTimer(most)
	defer t.Stop()
	select {
	case got := <-done:
		NameEmbeds(c.Adapters, got.parsed.Observations)
		for i := range got.parsed.Observations {
			flagOddities(&got.parsed.Observations[i])
			flagTimes(&got.parsed.Observations[i], p.At)
		}
		return got.parsed, got.err
	case <-t.C:
		return Parsed{}, fmt.Errorf("reading the page took more than %s; its bytes are kept", most)
	}
}

func guarded(a Adapter, p Page) (parsed Parsed, err error) {
	defer func() {
		if x := recover(); x != nil {
			parsed, err = Parsed{}, fmt.Errorf("the adapter broke on this page: %v; please report it", x)
		}
	}()
	return a.Parse(p)
}

// adapterFor is the adapter that a request names, or else that of its address.
func (c *Collector) adapterFor(r Request, u *url.URL) Adapter {
	if asked, err := url.Parse(r.URL); r.Platform == "" && err == nil {
		u = asked
	}
	for _, a := range c.Adapters {
		if r.Platform == a.Platform() || r.Platform == "" && a.Match(u) {
			return a
		}
	}
	return nil
}

// NameEmbeds gives embedded posts their document ids, where an adapter knows
// their address.
func NameEmbeds(adapters []Adapter, seen []store.Observation) {
	for _, o := range seen {
		for i := range o.Content.Marks {
			m := &o.Content.Marks[i]
			if u, err := url.Parse(m.URL); m.Document == "" && m.Kind == store.MarkEmbed && err == nil && u.Host != "" {
				m.Document = documentAt(adapters, u)
			}
		}
	}
}

// documentAt is the post that an address names; a page of the web is none.
func documentAt(adapters []Adapter, u *url.URL) store.DocumentID {
	for _, a := range adapters {
		if a.Platform() != "web" && a.Match(u) {
			return a.Document(u)
		}
	}
	return ""
}

// record keeps a capture with what it says.
func (l *look) record(ctx context.Context, c store.Capture, seen []store.Observation) error {
	seen, why, err := l.hold(ctx, seen)
	if err != nil {
		return err
	}
	if why != "" {
		l.report.Held++
		c.Outcome, c.Error = store.OutcomeBlocked, "not believed: "+why
	}
	id, changes, err := l.c.Store.Record(context.WithoutCancel(ctx), c, seen)
	if err != nil {
		return err
	}
	l.report.Changes = append(l.report.Changes, changes...)
	l.report.Captures = append(l.report.Captures, CaptureNote{id, c.URL, c.Door, c.Outcome, c.Error, c.RawLength})
	return nil
}

// hold leaves out what is said to be gone where a second look would confirm it and
// a post known to live is missing as well.
func (l *look) hold(ctx context.Context, seen []store.Observation) ([]store.Observation, string, error) {
	var kept []store.Observation
	held := ""
	for _, o := range seen {
		if o.Gone == nil {
			kept = append(kept, o)
			continue
		}
		doc, err := l.c.Store.Document(ctx, o.Document)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, "", err
		}
		if err == nil && doc.Tombstone != nil && !doc.Tombstone.Confirmed() {
			ok, why, err := l.c.believed(context.WithoutCancel(ctx), doc, &l.report)
			if err != nil {
				return nil, "", err
			}
			if !ok {
				held = why
				continue
			}
		}
		kept = append(kept, o)
	}
	return kept, held, nil
}

// follow makes the requests that a page leads to. Those for an address that
// decides by itself are targets of their own.
func (l *look) follow(ctx context.Context, from Request, next []Request, depth int) error {
	for _, r := range next {
		if r.Platform == "" {
			l.entries = append(l.entries, r)
			continue
		}
		if _, err := l.visit(ctx, r, depth+1, nil); err != nil {
			return err
		}
	}
	return nil
}

// forewarn sets when each document is looked at again.
func (l *look) forewarn(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	done := map[store.DocumentID]bool{}
	for _, ch := range l.report.Changes {
		if done[ch.Document] {
			continue
		}
		done[ch.Document] = true
		doc, err := l.c.Store.Document(ctx, ch.Document)
		if err != nil {
			return err
		}
		next, err := l.c.nextLook(ctx, doc, l.c.now())
		if err != nil {
			return err
		}
		if err := l.c.Store.SetNextLook(ctx, ch.Document, next); err != nil {
			return err
		}
	}
	return nil
}

// nextLook is when a document is looked at again; never where it is kept for
// another's sake only.
func (c *Collector) nextLook(ctx context.Context, doc store.Document, now time.Time) (time.Time, error) {
	switch t := doc.Tombstone; {
	case doc.Context:
		return time.Time{}, nil
	case t != nil && !t.Confirmed():
		return now.Add(c.confirmGap()), nil
	case t != nil:
		return now.Add(month), nil
	case doc.FirstSeen.IsZero():
		return now.Add(time.Hour), nil
	}
	next := NextLook(doc.FirstSeen, now)
	if doc.Kind != store.Post {
		return next, nil
	}
	quoted, err := c.Store.QuotedAt(ctx, doc.ID)
	return sooner(next, quoted, now), err
}

func (c *Collector) confirmGap() time.Duration {
	if c.ConfirmAfter > 0 {
		return c.ConfirmAfter
	}
	return 5 * time.Minute
}
