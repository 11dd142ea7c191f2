package templates

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// State is a document's state in words.
type State struct {
	// Kind is "there", "edited", "missing" or "gone".
	Kind string
	Text template.HTML
}

// state says in words how a document stands.
func (t *tongue) state(d store.Document) State {
	s := d.Tombstone
	switch {
	case s != nil && s.How == store.Erased:
		return State{"gone", t.mark("The keeper of this archive erased its words, %s, for this reason: %s. That says nothing of the platform.", s.ConfirmedAt, name(s.Detail))}
	case s != nil && s.ConfirmedAt.Equal(s.FirstMissed):
		return State{"gone", t.mark("Gone (%s), as the look of %s says outright; last seen %s.", t.how(s.How, s.Detail), s.FirstMissed, s.LastThere)}
	case s != nil && s.Confirmed():
		return State{"gone", t.mark("No longer available (%s). First not found %s, confirmed by a second check %s; last seen %s.",
			t.how(s.How, s.Detail), s.FirstMissed, s.ConfirmedAt, s.LastThere)}
	case s != nil:
		return State{"missing", t.mark("Not found on one check, %s (%s). No second check has confirmed it, so it does not count as deleted.", s.FirstMissed, t.how(s.How, s.Detail))}
	case d.Versions > 1:
		return State{"edited", t.mark("Edited: %d versions are kept. The latest one is shown.", d.Versions)}
	}
	return State{"there", t.mark("Unchanged since it was first seen; last seen %s.", d.LastSeen)}
}

// how says in which way a document is gone, with the platform's own words.
func (t *tongue) how(how store.GoneHow, detail string) string {
	said := t.say(name(string(how)))
	if status, ok := strings.CutPrefix(detail, "status "); ok {
		return said + ": " + t.say("HTTP status %s", name(status))
	}
	if detail != "" && detail != string(how) {
		said += ": " + name(detail)
	}
	return said
}

// Claim is one time that is known of a document, and who says so.
type Claim struct {
	What string
	At   time.Time
	// Text is the time in words, Note who says so.
	Text, Note string
	// Odd marks a time that disagrees with another.
	Odd bool
}

// claims are the times known of a document, of which some versions are shown.
func (t *tongue) claims(d store.Document, vs []VersionView) []Claim {
	var out []Claim
	add := func(what string, at time.Time, text, note string) {
		if !at.IsZero() {
			out = append(out, Claim{What: t.say(what), At: at, Text: text, Note: note})
		}
	}
	if p := d.PublishedAt; p.Precision == store.PrecisionDay {
		add("Published", p.Time, t.moment(p), t.say("according to the post, to the day"))
	} else {
		add("Published", p.Time, "", t.say("according to the post"))
	}
	if d.PublishedAt.IsZero() && d.PublishedAt.Raw != "" {
		out = append(out, Claim{What: t.say("Published"), Text: name(d.PublishedAt.Raw), Note: t.say("according to the post; not a readable time"), Odd: true})
	}
	add("Created", d.IDTime, "", t.say("decoded from its id"))
	if n := len(out); n > 0 && d.PublishedAt.Disagrees(d.IDTime) {
		out[n-1].Note, out[n-1].Odd = t.say("decoded from its id; it disagrees with the time claimed"), true
	}
	add("First seen", d.FirstSeen, "", t.seenBy(d.FirstSeen, vs, t.say("by onrecord, or as an import says")))
	add("Last seen", d.LastSeen, "", t.seenBy(d.LastSeen, vs, t.say("by onrecord")))
	if s := d.Tombstone; s != nil && s.Confirmed() && s.How != store.Erased && !d.PublishedAt.IsZero() && s.FirstMissed.After(d.PublishedAt.Time) {
		add("Stood", s.FirstMissed, t.atMost(s.FirstMissed.Sub(d.PublishedAt.Time)), t.say("from its publication to the look that missed it"))
	}
	return out
}

// atMost is a bound of how long something stood, rounded up.
func (t *tongue) atMost(d time.Duration) string {
	up := func(unit time.Duration) int { return int((d + unit - 1) / unit) }
	switch {
	case d <= time.Hour:
		return t.say("at most %d minutes", up(time.Minute))
	case d <= 48*time.Hour:
		return t.say("at most %d hours", up(time.Hour))
	}
	return t.say("at most %d days", up(24*time.Hour))
}

// seenBy is who says that a document was seen at a time: what brought the version that
// was first seen then, or else.
func (t *tongue) seenBy(at time.Time, vs []VersionView, or string) string {
	i := slices.IndexFunc(vs, func(v VersionView) bool { return v.FirstSeen.Equal(at) })
	switch {
	case i < 0:
		return or
	case vs[i].Evidence.Relay != "":
		return t.say("relayed by %s", vs[i].Evidence.Relay)
	case vs[i].Evidence.Door == "import":
		return t.say("as an import says")
	}
	return t.say("by onrecord")
}

// EventRow is one line of a timeline.
type EventRow struct {
	At   time.Time
	Day  string // in place of At, where only the day is known
	Kind string
	Text template.HTML
	// Ref leads to the article that quotes.
	Ref     *Ref
	Capture int64
}

// timeline is what happened to a document.
func (t *tongue) timeline(es []store.Event) []EventRow {
	var out []EventRow
	missed := false // by a look before
	for _, e := range es {
		row := EventRow{At: e.At, Kind: string(e.Kind), Capture: e.CaptureID}
		switch {
		case e.Kind == "":
			row.Kind, row.Text = string(e.Outcome), t.mark("the check failed: %s", clip(plain(e.Detail), 200))
		case e.Kind == store.ChangeNew:
			row.Text = t.mark("first seen")
		case e.Kind == store.ChangeEdited:
			row.Text = t.mark("version %d seen", e.VersionSeq)
		case e.Kind == store.ChangeFilled:
			row.Text = t.mark("the full text of version %d seen", e.VersionSeq)
		case e.Kind == store.ChangeMissed:
			row.Text = t.mark("at this look: %s", t.how(e.How, e.Detail))
		case e.Kind == store.ChangeGone && e.How == store.Erased:
			row.Kind, row.Text = string(store.Erased), t.mark("by the keeper of this archive: %s", name(e.Detail))
		case e.Kind == store.ChangeGone && !missed:
			row.Text = t.mark("as this look says outright: %s", t.how(e.How, e.Detail))
		case e.Kind == store.ChangeGone:
			row.Text = t.mark("confirmed by a second look: %s", t.how(e.How, e.Detail))
		case e.Kind == store.ChangeRestored:
			row.Text = t.mark("there again")
		}
		missed = e.Kind == store.ChangeMissed || missed && e.Kind != store.ChangeRestored
		if e.Relay != "" {
			row.Text = t.mark("%s, as %s relays it", row.Text, name(e.Relay))
		}
		out = append(out, row)
	}
	return out
}

// ends are the first and the last that is known of a document: when it says it was
// published, and when it was last seen as it is.
func (t *tongue) ends(d store.Document, es []store.Event) []EventRow {
	var out []EventRow
	if p := d.PublishedAt; !p.IsZero() {
		kind := "posted"
		if d.Kind == store.Article {
			kind = "published"
		}
		out = append(out, EventRow{At: p.Time, Day: t.dayOf(p), Kind: kind, Text: t.mark("according to the post")})
	}
	for _, e := range es {
		if !e.At.Before(d.LastSeen) {
			return out // that look is among them
		}
	}
	return append(out, EventRow{At: d.LastSeen, Kind: "unchanged", Text: t.mark("at the last look")})
}

// dayOf is a day in words, "" where more than that is known.
func (t *tongue) dayOf(m store.Moment) string {
	if m.Precision != store.PrecisionDay {
		return ""
	}
	return t.moment(m)
}
