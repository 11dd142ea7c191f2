package terminal

import (
	"fmt"
	"strconv"
	"strings"

	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
)

// Sources lists what is watched; filtered says that only some were asked for.
func (pr Printer) Sources(all []store.Source, filtered bool) error {
	switch {
	case len(all) == 0 && filtered:
		return pr.None("no source is like that; see all with 'onrecord source list'", true)
	case len(all) == 0:
		return pr.None("nothing is watched yet; add something with 'onrecord source add URL'", false)
	case pr.JSON:
		for _, s := range all {
			if err := pr.object(wire.SourceOf(s)); err != nil {
				return err
			}
		}
		return nil
	}
	rows := [][]string{{"ID", "KIND", "EVERY", "NEXT DUE", "STATE", "WHAT"}}
	for _, s := range all {
		state, why, due := "ok", "", pr.when(s.NextDue)
		switch {
		case s.Paused:
			state, due = "paused", "—"
		case s.Failures > 0:
			state, why = fmt.Sprintf("failed %d×", s.Failures), words.Line(pr.timed(s.LastError), 60)
		case s.LastError != "":
			state, why = "in part", words.Line(pr.timed(s.LastError), 60)
		case s.LastRun.IsZero():
			state = "not yet looked at"
		}
		rows = append(rows, []string{
			strconv.FormatInt(s.ID, 10), string(s.Kind), words.About(s.Cadence), due, state, words.Joined(words.Line(strings.Join([]string{s.Name, s.URL, tags(s)}, " "), 140), words.Line(reading(s), 140), why),
		})
	}
	return pr.Table(rows)
}

// SourceLine is a source as it stands, in a line.
func SourceLine(s store.Source) string {
	return words.Line(words.Joined(s.Name, s.URL, Rhythm(s), tags(s), reading(s)), 300)
}

// reading says whose statements a source's pages are, and where on them the text is.
func reading(s store.Source) string {
	var out []string
	if s.Speaker != "" {
		out = append(out, "statements of "+s.Speaker)
	}
	if s.Selector != "" {
		out = append(out, "text at "+s.Selector)
	}
	return strings.Join(out, ", ")
}

// tags are a source's tags as they are shown.
func tags(s store.Source) string {
	var out []string
	for _, t := range strings.Fields(s.Tags) {
		out = append(out, "#"+t)
	}
	if s.OCR {
		out = append(out, "[reads pictures]")
	}
	return strings.Join(out, " ")
}

// Rhythm says how often a source is looked at.
func Rhythm(s store.Source) string {
	if s.Fixed {
		return words.Duration(s.Cadence)
	}
	if s.LastRun.IsZero() {
		return words.Duration(s.Cadence) + " at first, then by its own rhythm"
	}
	return words.About(s.Cadence) + " by its own rhythm"
}

// Watching says which source was added, and what it showed when it was tried, nil where
// it was not.
func (pr Printer) Watching(s store.Source, t *scraper.Trial) error {
	if pr.JSON {
		return pr.object(wire.SourceOf(s))
	}
	_, err := fmt.Fprintf(pr.Out, "watching %d  %s, every %s: %s\n", s.ID, s.Kind, Rhythm(s), words.Line(s.Name+" "+s.URL, 200))
	if t != nil {
		_, err = fmt.Fprintf(pr.Out, "%s%s\n", Margin, sources.TrialText(s, *t))
	}
	return err
}
