package view

import (
	"context"
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
func (p *PageBuilder) state(ctx context.Context, d store.Document) (State, error) {
	s := d.Tombstone
	if s != nil && s.Authority.Under(store.AuthorityOrigin) {
		origin, err := p.origin(ctx, store.Word{By: s.Authority, From: s.CaptureID})
		return State{"gone", p.Mark("No longer available since %s (%s); last said to be there %s. %s", s.FirstMissed, p.how(s.How, s.Detail), s.LastThere, origin)}, err
	}
	return p.ownState(d), nil
}

// ownState is how a document stands by what the archive saw itself.
func (b *Builder) ownState(d store.Document) State {
	s := d.Tombstone
	switch {
	case d.Erased():
		return State{"gone", b.Mark("The owner of this archive erased its words on %s, for this reason: %s. That says nothing about the platform.", s.ConfirmedAt, Name(s.Detail))}
	case s != nil && s.ConfirmedAt.Equal(s.FirstMissed):
		return State{"gone", b.Mark("No longer available (%s), as the platform stated on %s; last seen %s.", b.how(s.How, s.Detail), s.FirstMissed, s.LastThere)}
	case s != nil && s.Confirmed():
		return State{"gone", b.Mark("No longer available (%s). First not found %s, confirmed by a second check %s; last seen %s.",
			b.how(s.How, s.Detail), s.FirstMissed, s.ConfirmedAt, s.LastThere)}
	case s != nil:
		return State{"missing", b.Mark("Not found on one check, %s (%s). No second check has confirmed it, so it does not count as deleted.", s.FirstMissed, b.how(s.How, s.Detail))}
	case d.Told.Edited:
		return State{"edited", b.Mark("Edited: %d versions are kept. The latest one is shown.", d.Versions)}
	case d.Told.Contradicted:
		return State{"missing", b.Mark("Contradicted: others tell of it in %d ways, and it was not seen at its home. The latest one is shown.", d.Versions)}
	case d.Versions > 1:
		return State{"there", b.Mark("%d versions are kept; its home showed only the latest one.", d.Versions)}
	case d.WordsBy.Under(store.AuthorityOrigin):
		return State{"there", b.Mark("One version is kept; it was not seen at its home.")}
	}
	return State{"there", b.Mark("Unchanged since it was first seen; last seen %s.", d.LastSeen)}
}

// how says in which way a document is gone, with the platform's own words.
func (b *Builder) how(how store.GoneHow, detail string) string {
	said := b.Say(Name(string(how)))
	if status, ok := strings.CutPrefix(detail, "status "); ok {
		return said + ": " + b.Say("HTTP status %s", Name(status))
	}
	if detail != "" && detail != string(how) {
		said += ": " + Name(detail)
	}
	return said
}

// Claim is one time that is known of a document, and who says so.
type Claim struct {
	What string
	// When is the time as an element, or Text in words; Note says who says so.
	When       template.HTML
	Text, Note string
	// Odd marks a time that disagrees with another.
	Odd bool
}

// claims are the times known of a document, of which some versions are shown.
func (b *Builder) claims(d store.Document, vs []VersionView, captures map[int64]store.Capture) []Claim {
	var out []Claim
	add := func(what string, at time.Time, note string) {
		if !at.IsZero() {
			out = append(out, Claim{What: b.Say(what), When: b.Clock(at), Note: note})
		}
	}
	by := b.Say("according to the post")
	if d.Kind == store.Article {
		by = b.Say("according to the article")
	}
	if p := d.PublishedAt; p.Precision == store.PrecisionDay && !p.IsZero() {
		out = append(out, Claim{What: b.Say("Published"), Text: b.Moment(p), Note: b.Say("%s, to the day", by)})
	} else {
		add("Published", p.Time, by)
	}
	if d.PublishedAt.IsZero() && d.PublishedAt.Raw != "" {
		out = append(out, Claim{What: b.Say("Published"), Text: Name(d.PublishedAt.Raw), Note: b.Say("%s; not a readable time", by), Odd: true})
	}
	add("Created", d.IDTime, b.Say("decoded from its id"))
	if n := len(out); n > 0 && d.PublishedAt.Disagrees(d.IDTime) {
		out[n-1].Note, out[n-1].Odd = b.Say("decoded from its id; it disagrees with the time claimed"), true
	}
	first, last := d.SeenTimes(versionsOf(vs), captures)
	add("First seen", first, b.seenBy(d.FirstSeen, vs, b.Say("by onrecord, or as an import says")))
	add("Last seen", last, b.seenBy(d.LastSeen, vs, b.Say("by onrecord")))
	if s := d.Tombstone; s != nil && s.Confirmed() && s.How != store.Erased && !d.PublishedAt.IsZero() && s.FirstMissed.After(d.PublishedAt.Time) {
		out = append(out, Claim{What: b.Say("Online"), Text: b.AtMost(s.FirstMissed.Sub(d.PublishedAt.Time)), Note: b.Say("from its publication to when it was first missing")})
	}
	return out
}

func versionsOf(vs []VersionView) []store.Version {
	out := make([]store.Version, len(vs))
	for i, v := range vs {
		out[i] = v.Of
	}
	return out
}

// seenBy is who says that a document was seen at a time: what brought the version that
// was first seen then, or else.
func (b *Builder) seenBy(at time.Time, vs []VersionView, or string) string {
	i := slices.IndexFunc(vs, func(v VersionView) bool { return v.Of.FirstSeen.Equal(at) })
	switch {
	case i < 0:
		return or
	case vs[i].Of.Authority == store.AuthorityImport:
		return b.Say("as an import says")
	case vs[i].Evidence.Relay != "":
		return b.Say("relayed by %s", vs[i].Evidence.Relay)
	}
	return b.Say("by onrecord")
}
