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

// cause is why a look at a source failed.
type cause struct {
	// sign is what the error says.
	sign string
	// what names it for many sources, do what to do about it.
	what, do string
	// network says that nothing was reached.
	network bool
	// again says that the next look mends it, or not.
	again bool
}

// causes are told apart by their errors; the first that fits counts. %d is the
// source's number.
var causes = []cause{
	{sign: "no such host", what: "their names are not known any more", do: "the name is not known any more; see whether the site has moved, then: onrecord source remove %d", network: true},
	{sign: "server misbehaving", what: "names cannot be looked up", do: "the name cannot be looked up; see whether this machine is online", network: true},
	{sign: "network is unreachable", what: "the network cannot be reached", do: "see whether this machine is online", network: true},
	{sign: "i/o timeout", what: "no answer comes in time", do: "the site does not answer; see whether it is there", network: true, again: true},
	{sign: "robots.txt", what: "their robots.txt forbids programs", do: "its robots.txt forbids programs; ask the site, or watch another address"},
	{sign: "selector", what: "their pages have changed", do: "the site has changed; look for the text's new place and add the source anew with --selector"},
	{sign: "left alone", what: "the host asked to be left alone", do: "the host asked to be left alone", again: true},
	{sign: "429", what: "the host asked to be left alone", do: "the host asked to be left alone; look less often with --every", again: true},
	{sign: "certificate", what: "the site's certificate is not good", do: "the site's certificate is not good; see whether the address is right, the site must mend the rest"},
	{sign: "login", what: "they cannot be read without a login", do: "it cannot be read without a login; import what you have, or watch another address"},
	{sign: "challenge", what: "the site lets no programs in", do: "the site lets no programs in; ask it, or watch its feed"},
	{sign: "not a public address", what: "their addresses are private ones", do: "the address is a private one; use --allow-private for an intranet"},
	{sign: "404", what: "nothing is at their addresses any more", do: "nothing is at this address any more; see whether it has moved, then: onrecord source remove %d"},
	{sign: "no adapter", what: "this version of onrecord reads no such platform", do: "no adapter reads this platform in this version of onrecord; update it"},
}

// unknownCause is that of all other errors.
var unknownCause = cause{what: "their looks fail", do: "", again: true}

func causeOf(text string) cause {
	text = strings.ToLower(text)
	for _, c := range causes {
		if strings.Contains(text, c.sign) {
			return c
		}
	}
	return unknownCause
}

// remedy is what to do about one source.
func (c cause) remedy(s store.Source) string {
	again := "it is looked at again at " + store.FormatTime(s.NextDue)
	switch {
	case c.do == "":
		return again + "; try it by hand: onrecord capture " + s.URL
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
	if f, ok := offline(all); ok {
		hosts = slices.DeleteFunc(hosts, func(h store.Host) bool { return causeOf(h.Why).network })
		return append(append(out, f), d.leftAlone(hosts)...), nil
	}
	all = slices.DeleteFunc(all, func(s store.Source) bool { return s.Paused })
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

// offline reports whether no source can be reached at all, of two or more.
func offline(all []store.Source) (Finding, bool) {
	f := Finding{Do: "see whether it reaches the web: onrecord capture https://example.org/; the next run looks again by itself"}
	var since time.Time
	for _, s := range all {
		if s.LastRun.IsZero() {
			continue
		}
		if s.Failures == 0 || !causeOf(s.LastError).network {
			return f, false
		}
		f.Sources = append(f.Sources, s.ID)
		if s.LastOK.After(since) {
			since = s.LastOK
		}
	}
	f.Since = store.FormatTime(since)
	f.What = fmt.Sprintf("this machine seems to be offline: none of %s can be reached", words.Count(len(f.Sources), "source"))
	return f, len(f.Sources) > 1
}

// failing are the sources whose looks fail, those with one cause in one finding, the
// most of them first.
func failing(all []store.Source) []Finding {
	by := map[string][]store.Source{}
	for _, s := range all {
		if s.Failures > 0 {
			c := causeOf(s.LastError)
			by[c.what] = append(by[c.what], s)
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
			out = append(out, Finding{What: fmt.Sprintf("%s failed %d× in a row: %s", named(s), s.Failures, s.LastError), Since: store.FormatTime(failingSince(s)), Do: causeOf(s.LastError).remedy(s)})
		}
	}
	return out
}

// together is the finding of many sources with one cause.
func together(g []store.Source) Finding {
	c := causeOf(g[0].LastError)
	f := Finding{Do: "see each with its error: onrecord source list"}
	since := failingSince(g[0])
	for _, s := range g {
		f.Sources = append(f.Sources, s.ID)
		if at := failingSince(s); at.Before(since) {
			since = at
		}
	}
	f.Since = store.FormatTime(since)
	f.What = fmt.Sprintf("%s: %s (numbers %s)", words.Count(len(g), "source"), c.what, numbers(f.Sources))
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
			by[causeOf(h.Why).what] = append(by[causeOf(h.Why).what], h)
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
