package templates

import (
	"context"
	"encoding/json"
	"html/template"
	"io"
	"strings"

	"onrecord/store"
	"onrecord/templates/finder"
)

// LookupAnswer is what was asked and found, for the page that looks up.
type LookupAnswer struct {
	// Quote, Speaker, Before and Lang are as they were typed.
	Quote, Speaker, Before, Lang string
	// Asked says that there is an answer to show.
	Asked bool
	// Problem says in English what is wrong with the question, "" for nothing.
	Problem    string
	Verdict    store.Verdict
	Confidence float64
	// Match is nil where nothing was found.
	Match      *store.Match
	Candidates []store.Candidate
	// Standing are the posts in which the words stand that are too few to attribute,
	// StandingIn how many there are.
	Standing   []store.DocumentID
	StandingIn int
}

// LookupPage looks a quote up.
type LookupPage struct {
	Layout
	Answer LookupAnswer
	// Found is the quote beside its post, Post the post's row, Text what it says.
	Found          *QuoteView
	Post           *DocRow
	State          State
	Text, TextLang string
	Candidates     []CandidateRow
	// Standing are the posts that have the words of a short quote.
	Standing []DocRow
	Finder   Finder
}

// Finder is the script by which a static report searches its own posts, and the
// texts that it shows, as JSON.
type Finder struct{ Script, Texts template.JS }

// CandidateRow is a post that was not good enough a match.
type CandidateRow struct {
	Doc     DocRow
	Verdict string
	Version int
}

// DrawLookup writes the page that looks up, with an answer where one was asked for.
func (s *Site) DrawLookup(ctx context.Context, w io.Writer, a LookupAnswer) error {
	pg, err := s.painter(ctx, "").lookup(a)
	if err != nil {
		return err
	}
	return s.whole(w, "lookup.html", pg)
}

// lookup is the page that looks up.
func (p *painter) lookup(a LookupAnswer) (drawing, error) {
	a.Problem = p.t.say(a.Problem)
	g := LookupPage{Layout: p.layout(p.t.say("Look up a quote"), "lookup"), Answer: a, Finder: p.finder()}
	g.Policy = p.lookupPolicy(g.Finder)
	for _, c := range a.Candidates[:min(len(a.Candidates), 5)] {
		if a.Match != nil && c.Document == a.Match.Document {
			continue
		}
		d, err := p.r.Document(p.ctx, c.Document)
		if err != nil {
			return drawing{}, err
		}
		g.Candidates = append(g.Candidates, CandidateRow{p.row(d), string(c.Verdict), c.VersionSeq})
	}
	for _, id := range a.Standing {
		d, err := p.r.Document(p.ctx, id)
		if err != nil {
			return drawing{}, err
		}
		g.Standing = append(g.Standing, p.row(d))
	}
	if a.Match == nil {
		return drawing{"lookup", &g}, nil
	}
	return drawing{"lookup", &g}, p.foundIn(&g, *a.Match)
}

// foundIn adds the post that a quote comes from.
func (p *painter) foundIn(g *LookupPage, m store.Match) error {
	d, err := p.r.Document(p.ctx, m.Document)
	if err != nil {
		return err
	}
	v, err := p.r.Version(p.ctx, m.VersionID)
	if err != nil {
		return err
	}
	p.of.Texts = map[int64]string{v.ID: v.Text}
	row := p.row(d)
	q, err := p.quote(store.Link{Quote: store.Quote{Text: g.Answer.Quote, Speaker: g.Answer.Speaker, Lang: g.Answer.Lang}, Match: m}, store.Document{}, d)
	if err != nil {
		return err
	}
	g.Post, g.Found, g.State = &row, &q, p.t.state(d)
	g.Text, _ = p.most.bounded(v.Text)
	g.TextLang = langTag(v.Lang)
	return nil
}

// finder is empty where a server answers.
func (p *painter) finder() Finder {
	if p.opts.Served {
		return Finder{}
	}
	texts := map[string]string{
		"answer": p.t.say("The answer"), "searching": p.t.say("Searching …"), "said": p.t.say("The post:"), "post": p.t.say("The post"), "quote": p.t.say("The quote"), "gone": p.t.say("gone"),
		"short":    p.t.say("Give at least three words."),
		"none":     p.t.say("Not found: no post in this archive is a good enough match. That may be a speech, or a post that was never captured."),
		"more":     p.t.say("Only the newest posts are searched here; the archive has more."),
		"failed":   p.t.say("The index of this report cannot be read: are all its files there?"),
		"version":  p.t.say("version %1 of %2"),
		"verbatim": p.t.say("verbatim"), "trimmed": p.t.say("trimmed"), "altered": p.t.say("altered"),
	}
	b, err := json.Marshal(texts)
	if err != nil { // strings always marshal
		panic(err)
	}
	return Finder{template.JS(finder.Script()), template.JS(b)} //nolint:gosec // our own words
}

// lookupPolicy lets the script of a static report load the report's own index.
func (p *painter) lookupPolicy(f Finder) string {
	if f.Script == "" {
		return p.set.policy
	}
	return strings.Replace(p.set.policy, "script-src ", "script-src 'strict-dynamic' "+hashSource(string(f.Script))+" ", 1)
}
