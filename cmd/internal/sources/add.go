// Package sources says what is watched: it recognises what an address is, tries it,
// and reads lists of addresses.
package sources

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/scraper/platform/webpage"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// Adder adds sources to an archive.
type Adder struct {
	config.Env
	Store *sqlite.DB
}

// New is what the flags of 'source add' say of a source.
type New struct {
	store.Source
	// Unseen adds it without asking it first.
	Unseen bool
}

// seldom is the longest time between two looks at a source.
const seldom = 365 * 24 * time.Hour

// Check says what is wrong with what a source is told, wherever it is told it.
func (n New) Check() error {
	for _, f := range []struct {
		name, v string
		most    int
	}{{"name", n.Name, 200}, {"speaker", n.Speaker, 200}, {"selector", n.Selector, 500}} { // as in the form of the pages
		if len([]rune(f.v)) > f.most || strings.ContainsFunc(f.v, unicode.IsControl) {
			return exit.Usagef("the %s of a source is one line of at most %d characters", f.name, f.most)
		}
	}
	if n.Cadence != 0 && n.Cadence < time.Minute {
		return exit.Usagef("every %s is too often; give a minute or more", n.Cadence)
	}
	if n.Cadence > seldom {
		return exit.Usagef("every %s is too seldom; give a year (365d) or less, or pause it", words.Duration(n.Cadence))
	}
	if n.Selector != "" {
		if err := webpage.CheckSelector(n.Selector); err != nil {
			return &exit.Error{Code: exit.Usage, Err: err}
		}
	}
	return nil
}

// Add puts a source that was recognised into the archive, due at once.
func (a Adder) Add(ctx context.Context, s store.Source) (store.Source, error) {
	s.AddedAt = a.Now().UTC()
	s.NextDue = s.AddedAt
	if s.Fixed = s.Cadence != 0; !s.Fixed {
		s.Cadence = scraper.DefaultCadence(s.Kind)
	}
	added, err := a.Store.AddSource(ctx, s)
	if errors.Is(err, store.ErrExists) {
		return s, fmt.Errorf("%w: %s is watched; see 'onrecord source list'", store.ErrExists, s.URL)
	}
	return added, err
}

// AuthorText is an author on one line of text: the name and the handle, or what is known of both.
func AuthorText(who store.Author) string {
	switch {
	case who.Name != "" && who.Handle != "":
		return words.Line(who.Name, 60) + " (@" + words.Line(who.Handle, 60) + ")"
	case who.Handle != "":
		return "@" + words.Line(who.Handle, 60)
	}
	return words.Line(who.Name, 60)
}

// Watch recognises a source and adds it; the trial is empty where it is to be added unseen.
func (a Adder) Watch(ctx context.Context, n New) (store.Source, scraper.Trial, error) {
	s, trial, err := a.Recognise(ctx, n)
	if err == nil {
		s, err = a.Add(ctx, s)
	}
	return s, trial, err
}

// Recognise fills in what kind of source an address is and whose adapter reads it,
// and asks it once unless the user says not to. An address that no platform knows
// is taken for a feed where it gives one, else for a page.
func (a Adder) Recognise(ctx context.Context, n New) (store.Source, scraper.Trial, error) {
	s := n.Source
	if err := scraper.CheckURL(s.URL); err != nil {
		return s, scraper.Trial{}, &exit.Error{Code: exit.Usage, Err: err}
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		return s, scraper.Trial{}, exit.Usagef("%w", err)
	}
	if s.Platform != "" {
		return a.othersFeed(ctx, n, u)
	}
	platforms := a.Platforms()
	if s.Kind == "" && !n.Unseen && s.Speaker == "" {
		if g, t, ok, err := a.guess(ctx, s, u); ok || err != nil {
			return g, t, err
		}
	}
	ad, target, err := platforms.Recognise(u, s.Kind)
	if err != nil {
		return s, scraper.Trial{}, &exit.Error{Code: exit.Usage, Err: err}
	}
	open := s.Kind == "" && ad.Traits().AnyPage && !n.Unseen
	if s, err = settle(s, ad.Platform(), target); err != nil || n.Unseen {
		return s, scraper.Trial{}, err
	}
	return a.try(ctx, s, n.Name, open)
}

// othersFeed takes a feed that somebody else makes of a platform's posts.
func (a Adder) othersFeed(ctx context.Context, n New, u *url.URL) (store.Source, scraper.Trial, error) {
	s := n.Source
	platforms := a.Platforms()
	ad := platforms.Named(platforms.PlatformOf(string(s.Platform)))
	if ad == nil || !ad.Traits().OthersFeeds {
		return s, scraper.Trial{}, exit.Usagef("--platform %s: nobody else's feeds of it are known; leave it out", words.Line(string(s.Platform), 40))
	}
	s.Platform, s.Kind = ad.Platform(), store.SourceFeed
	if s.Name == "" {
		s.Name = ad.Traits().Name + " by " + u.Hostname()
	}
	if n.Unseen {
		return s, scraper.Trial{}, nil
	}
	return a.try(ctx, s, n.Name, false)
}

// guess asks whether an address of a shape that any site may have is a platform's post.
func (a Adder) guess(ctx context.Context, s store.Source, u *url.URL) (store.Source, scraper.Trial, bool, error) {
	c, done, err := run.NewCollector(ctx, a.Env, a.Store, nil)
	if err != nil {
		return s, scraper.Trial{}, false, err
	}
	defer done()
	ad, t := c.TryGuess(ctx, u)
	if ad == nil {
		return s, t, false, nil
	}
	target, err := ad.Recognise(u)
	if err != nil {
		return s, t, false, err
	}
	s, err = settle(s, ad.Platform(), target)
	return s, t, true, err
}

// settle takes what was recognised unless the user has said otherwise.
func settle(s store.Source, p store.Platform, t scraper.Target) (store.Source, error) {
	if s.Kind != "" && s.Kind != t.Kind {
		return s, exit.Usagef("%s is recognised as %s, not as %s; leave --kind out, or give another address", s.URL, t.Kind, words.Line(string(s.Kind), 40))
	}
	s.Platform, s.Kind = p, t.Kind
	if s.Name == "" {
		s.Name = t.Name
	}
	return s, nil
}

// try asks the source once; open says that it may turn out to be a feed. named is what the
// user calls it, "" for nothing.
func (a Adder) try(ctx context.Context, s store.Source, named string, open bool) (store.Source, scraper.Trial, error) {
	c, done, err := run.NewCollector(ctx, a.Env, a.Store, nil)
	if err != nil {
		return s, scraper.Trial{}, err
	}
	defer done()
	if open {
		as := s
		as.Platform, as.Kind = a.Platforms().Lists().Platform(), store.SourceFeed
		if t, err := c.Try(ctx, as); err == nil && t.Entries > 0 {
			return calledBy(as, t, named), t, nil
		}
	}
	t, err := c.Try(ctx, s)
	if err != nil {
		return s, t, &SilentError{s.URL, err}
	}
	return calledBy(s, t, named), t, nil
}

// SilentError says that a source that is to be added did not answer.
type SilentError struct {
	URL string
	Err error
}

func (e *SilentError) Error() string {
	return fmt.Sprintf("%s does not answer (%v); check the address, or add it all the same with --unseen", e.URL, e.Err)
}

func (e *SilentError) Unwrap() error { return e.Err }

// calledBy calls a source as it calls itself, unless the user named it.
func calledBy(s store.Source, t scraper.Trial, named string) store.Source {
	who := AuthorText(t.Author)
	switch {
	case named != "":
		s.Name = named
	case s.Kind == store.SourceAccount && who != "":
		s.Name = who + " on " + string(s.Platform)
	case s.Kind == store.SourceFeed && t.Name != "":
		s.Name = t.Name
	}
	return s
}
