package doctor

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
)

// cause is what a cause of failed looks is to people.
type cause struct {
	// what names it for many sources, do what to do about it; %d is the source's number.
	what, do string
	// again says that the next look may mend it.
	again bool
}

// causes are those that something can be done about.
var causes = map[store.Cause]cause{
	store.CauseNoHost:       {what: "no hosts have their names", do: "no host has that name; see whether it is spelled right or the site has moved, then: onrecord source remove %d"},
	store.CauseNoDNS:        {what: "names cannot be looked up", do: "the name cannot be looked up; see whether this machine is online"},
	store.CauseNoNetwork:    {what: "the network cannot be reached", do: "see whether this machine is online"},
	store.CauseNoAnswer:     {what: "no answer comes in time", do: "the site does not answer; see whether it is there", again: true},
	store.CauseNoConnection: {what: "the hosts take no connection", do: "the host takes no connection, or breaks it; see whether the site is there", again: true},
	store.CauseTLS:          {what: "the site's certificate is not good", do: "the site's certificate is not good; see whether the address is right, the site must mend the rest"},
	store.CauseNotAsked:     {what: "onrecord refuses to ask their addresses, which are private or of a port that is none of the web's", do: "onrecord refuses to ask such an address by itself; use --allow-private for an intranet"},
	store.CauseRobots:       {what: "their robots.txt forbids programs", do: "its robots.txt forbids programs; ask the site, or watch another address"},
	store.CauseNoRobots:     {what: "their robots.txt cannot be read, which forbids them for now", do: "its robots.txt cannot be read, which forbids it for now; the site must mend that", again: true},
	store.CauseRate:         {what: "the host asked to be left alone", do: "the host asked to be left alone; look less often with --every", again: true},
	store.CauseLogin:        {what: "they cannot be read without a login or a consent", do: "it cannot be read without a login or a consent; import what you have, or watch another address"},
	store.CauseChallenge:    {what: "the site lets no programs in", do: "the site lets no programs in; ask it, or watch its feed"},
	store.CauseWall:         {what: "the site shows a wall instead", do: "the site shows a wall instead: a login, a consent, a challenge; look at it in a browser, or watch its feed", again: true},
	store.CauseForbidden:    {what: "the site refuses", do: "the site refuses; ask it, or watch another address", again: true},
	store.CauseAbsent:       {what: "nothing is at their addresses any more", do: "nothing is at this address any more; see whether it has moved, then: onrecord source remove %d"},
	store.CauseServer:       {what: "the sites themselves fail", do: "the site itself fails; it must mend that", again: true},
	store.CauseSelector:     {what: "their pages have changed", do: "the site has changed; look for the text's new place and add the source anew with --selector"},
	store.CauseUnreadable:   {what: "their answers cannot be read", do: "see with a browser what it shows; if that is all right, onrecord must learn to read it: update it, or report it", again: true},
	store.CauseCut:          {what: "their answers end early", do: "the answer ends early; see whether the site is slow or its page very long", again: true},
	store.CauseNotBelieved:  {what: "what they showed was not believed at one look", do: "what it showed was not believed at one look", again: true},
	store.CauseNoAdapter:    {what: "this version of onrecord reads no such platform", do: "no adapter reads this platform in this version of onrecord; update it"},
}

// causeOf is what to say of a cause; of one that nobody knows, that looks fail.
func causeOf(c store.Cause) cause {
	if known, ok := causes[c]; ok {
		return known
	}
	return cause{what: "their looks fail", again: true}
}

// failedOften is after how many looks in a row that got nothing a source may be given up.
const failedOften = 3

// remedy is what to do about one source.
func (c cause) remedy(s store.Source) string {
	again := "it is looked at again at " + store.FormatTime(s.NextDue)
	switch {
	case s.Failures == 0 && strings.Contains(c.do, "%d"): // of an entry, not of the source itself
		return again
	case c.do == "":
		return again + "; try it by hand: onrecord capture " + s.URL
	case s.Failures < failedOften && strings.Contains(c.do, "%d"):
		do, _, _ := strings.Cut(c.do, ", then:")
		return do + "; " + again
	case c.again:
		return c.do + "; " + again
	}
	return strings.ReplaceAll(c.do, "%d", strconv.FormatInt(s.ID, 10))
}

// checkSources: those whose last looks failed, by cause, and the hosts that are left
// alone.
func (d doctor) checkSources(ctx context.Context) ([]Finding, error) {
	all, err := d.st.Sources(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	hosts, err := d.st.Hosts(ctx)
	if err != nil {
		return nil, err
	}
	var out []Finding
	if len(all) == 0 {
		out = append(out, Finding{What: "nothing is watched", Do: "add a source: onrecord source add URL"})
	}
	all = slices.DeleteFunc(all, func(s store.Source) bool { return s.Paused })
	if f, ok := offline(all); ok {
		hosts = slices.DeleteFunc(hosts, func(h store.Host) bool { return h.Cause.Network() })
		all = slices.DeleteFunc(all, func(s store.Source) bool { return s.LastCause.Network() })
		return append(append(append(out, f), failing(all)...), d.leftAlone(hosts)...), nil
	}
	out = append(out, failing(all)...)
	for _, s := range all {
		if !s.Paused && s.Failures == 0 && d.overdue(s) {
			out = append(out, Finding{What: named(s) + " is overdue: nobody runs onrecord", Since: store.FormatTime(s.NextDue), Do: "start 'onrecord watch', or put 'onrecord run' into cron; 'onrecord init' prints the lines"})
		}
	}
	return append(append(out, gaps(all)...), d.leftAlone(hosts)...), nil
}

// gaps are what the looks at sources left unseen.
func gaps(all []store.Source) (out []Finding) {
	for _, s := range all {
		for i, g := range scraper.Gaps(s) {
			f := Finding{What: named(s) + ": " + g.Why, Since: store.FormatTime(g.Found), Do: "see whether the Wayback Machine has it: onrecord backfill " + strconv.FormatInt(s.ID, 10) + "; and have it looked at more often (--every 5m)"}
			if g.Request != nil {
				f.Do = "it is made up for at the next looks; by hand: onrecord run"
			}
			if i == 0 || g.Request == nil {
				out = append(out, f)
			}
		}
	}
	return out
}

// offline reports whether the last looks reached nothing, and no other look since the first
// of them did; of one source alone, since it failed.
func offline(all []store.Source) (Finding, bool) {
	f := Finding{Do: "see whether it reaches the web: onrecord capture https://example.org/; the next run looks again by itself"}
	var since, first, reached time.Time
	for _, s := range all {
		switch {
		case s.LastRun.IsZero() || s.LastCause == store.CauseNotAsked: // nothing was asked
		case s.Failures == 0 || !s.LastCause.Network():
			reached = latest(reached, s.LastRun)
		default:
			if f.Sources = append(f.Sources, s.ID); first.IsZero() || s.LastRun.Before(first) {
				first = s.LastRun
			}
			since = latest(since, s.LastOK)
		}
	}
	if len(f.Sources) == 1 && first.After(since) {
		first = since
	}
	f.Since = store.FormatTime(since)
	f.What = fmt.Sprintf("this machine seems to be offline: none of %s can be reached", words.Count(len(f.Sources), "source"))
	if len(f.Sources) == 1 {
		f.What = fmt.Sprintf("this machine seems to be offline: source %d, all that it looked for, cannot be reached", f.Sources[0])
		f.Do += "; where it does, see whether the source's address is right: onrecord source list"
	}
	return f, len(f.Sources) > 0 && (reached.IsZero() || reached.Before(first.Add(-oneRun)))
}

// oneRun is about how long a run takes, whose looks are not all made at once.
const oneRun = 10 * time.Minute

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// failing are the sources whose looks fail or get a part only, those with one cause in one
// finding, the most of them first.
func failing(all []store.Source) []Finding {
	type kind struct {
		what string
		part bool
	}
	by := map[kind][]store.Source{}
	for _, s := range all {
		if s.LastCause != store.CauseNone {
			k := kind{causeOf(s.LastCause).what, s.Failures == 0}
			by[k] = append(by[k], s)
		}
	}
	groups := slices.SortedFunc(maps.Values(by), func(a, b []store.Source) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0].ID, b[0].ID))
	})
	var out []Finding
	for _, g := range groups {
		if len(g) > 2 {
			out = append(out, together(g))
			continue
		}
		for _, s := range g {
			out = append(out, alone(s))
		}
	}
	return out
}

// alone is the finding of one source.
func alone(s store.Source) Finding {
	f := Finding{Cause: s.LastCause, Do: causeOf(s.LastCause).remedy(s)}
	if s.Failures == 0 {
		f.What = fmt.Sprintf("%s is read in part only: %s", named(s), s.LastError)
		return f
	}
	f.What, f.Since = fmt.Sprintf("%s failed %d× in a row: %s", named(s), s.Failures, s.LastError), store.FormatTime(failingSince(s))
	return f
}

// together is the finding of many sources with one cause.
func together(g []store.Source) Finding {
	c := causeOf(g[0].LastCause)
	f := Finding{Cause: g[0].LastCause, Do: "see each with its error: onrecord source list"}
	since := failingSince(g[0])
	for _, s := range g {
		f.Sources = append(f.Sources, s.ID)
		if at := failingSince(s); at.Before(since) {
			since = at
		}
	}
	f.What = fmt.Sprintf("%s: %s (numbers %s)", words.Count(len(g), "source"), c.what, numbers(f.Sources))
	if g[0].Failures == 0 {
		f.What = fmt.Sprintf("%s %s read in part only, %s (numbers %s)", words.Count(len(g), "source"), words.Plural(len(g), "is", "are"), c.what, numbers(f.Sources))
	} else {
		f.Since = store.FormatTime(since)
	}
	if c.again {
		f.Do = "they are looked at again by themselves; " + f.Do
	}
	return f
}

// numbers lists the first of some numbers.
func numbers(ids []int64) string {
	const most = 12
	var some []string
	for _, id := range ids[:min(len(ids), most)] {
		some = append(some, strconv.FormatInt(id, 10))
	}
	if len(ids) > most {
		some = append(some, "…")
	}
	return strings.Join(some, ", ")
}

func named(s store.Source) string {
	return fmt.Sprintf("source %d (%s %s)", s.ID, words.Line(s.Name, 60), s.URL)
}

func failingSince(s store.Source) time.Time {
	if s.LastOK.IsZero() {
		return s.AddedAt
	}
	return s.LastOK
}

func (d doctor) overdue(s store.Source) bool {
	if s.LastRun.IsZero() {
		return d.Now().Sub(s.AddedAt) > 24*time.Hour
	}
	return d.Now().Sub(s.NextDue) > max(24*time.Hour, 3*s.Cadence)
}

// leftAlone are the hosts that are not asked for a time, many of one reason in one
// finding.
func (d doctor) leftAlone(hosts []store.Host) []Finding {
	var out []Finding
	by := map[string][]store.Host{}
	for _, h := range hosts {
		if h.BlockedUntil.After(d.Now()) {
			by[causeOf(h.Cause).what] = append(by[causeOf(h.Cause).what], h)
		}
	}
	for _, what := range slices.Sorted(maps.Keys(by)) {
		g := by[what]
		if len(g) > 2 {
			out = append(out, Finding{What: fmt.Sprintf("%s are left alone for a while, %s and others: %s", words.Count(len(g), "host"), g[0].Name, g[0].Why), Do: "nothing; they are asked again by and by, and --delay asks them less often"})
			continue
		}
		for _, h := range g {
			out = append(out, Finding{
				What: fmt.Sprintf("%s is left alone until %s: %s", h.Name, store.FormatTime(h.BlockedUntil), h.Why),
				Do:   "nothing; it is asked again then, and --delay asks it less often",
			})
		}
	}
	return out
}
