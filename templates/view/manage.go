package view

import (
	"context"
	"time"

	"onrecord/store"
)

// Form is what each form of the pages that manage the archive carries.
type Form struct {
	// Token shows that one of our own pages sent it.
	Token string
	// Problem says what is wrong with what was sent, "" for nothing.
	Problem string
	// Done says what was done, "" for nothing.
	Done string
}

// ManagePage is where an archive is managed.
type ManagePage struct {
	Layout
	Form
	// URLs are addresses to capture, Source what is to be watched, as they were typed.
	URLs   string
	Source SourceForm
	Jobs   []Job
	// Base is the address at which the site is served, without a slash at its end.
	Base Link
}

// SourceForm are the fields of a source as they are typed.
type SourceForm struct {
	URL, Name, Every, Selector, Speaker, Tags string
	Unseen, OCR                               bool
	// Made tells the source's state from which a form was made.
	Made string
}

// Job is work that goes on behind the pages.
type Job struct {
	ID int
	// Kind is what it does, in English: "Capture", "Add a source", "Look".
	Kind, About string
	// State is "waiting", "running", "done", "partly done" or "failed".
	State          string
	Started, Ended time.Time
	// Problem is why it failed or what is to be known beside, Progress how far it is.
	Problem, Progress string
	// Source is one that it added, 0 for none.
	Source int64
	Events []JobEvent
	// Left counts earlier events that are not kept.
	Left int
}

// Running reports whether it is not over yet.
func (j Job) Running() bool { return j.State == "waiting" || j.State == "running" }

// JobEvent is one thing that a job saw: a change of a document, or an address of which
// something is to be said.
type JobEvent struct {
	Kind     string
	Document store.DocumentID
	URL      string
	Says     string
}

// JobPage is one job.
type JobPage struct {
	Layout
	Job    Job
	Events []JobRow
	Source Ref
}

// JobRow is an event with its document.
type JobRow struct {
	JobEvent
	Doc *DocRow
}

// Manage is the page where an archive is managed.
func (p *PageBuilder) Manage(f ManagePage) Page {
	f.Layout = p.layout("manage", p.Say("Manage the archive"), "manage")
	f.Posts, f.Problem, f.Done = true, p.told(f.Problem), p.Say(f.Done)
	for i, j := range f.Jobs {
		f.Jobs[i] = p.job(j)
	}
	return &f
}

func (p *PageBuilder) job(j Job) Job {
	j.Kind, j.About, j.Problem, j.Progress = p.Say(j.Kind), clip(Plain(j.About), 300), p.told(j.Problem), p.Phrase(j.Progress)
	return j
}

// Job is the page of a job.
func (p *PageBuilder) Job(ctx context.Context, j Job) (Page, error) {
	g := JobPage{Layout: p.layout("job", p.Say(j.Kind), "manage"), Job: p.job(j)}
	if j.Source != 0 {
		g.Source = p.ref(SourcePath(j.Source), p.Say("The source"))
	}
	for _, e := range j.Events {
		r := JobRow{JobEvent: e}
		r.URL, r.Says = clip(Plain(e.URL), 300), p.told(e.Says)
		if e.Document != "" {
			var err error
			if r.Doc, err = p.rowOf(ctx, e.Document); err != nil {
				return nil, err
			}
		}
		g.Events = append(g.Events, r)
	}
	return &g, nil
}

// ManageSourcePage changes a source.
type ManageSourcePage struct {
	Layout
	Form
	Source store.Source
	Ref    Ref
	Fields SourceForm
	// Now is what somebody else made of it meanwhile, nil where nobody did.
	Now *SourceForm
}

// ManageSource is the page that changes a source. Fields are as they were typed; now is nil
// but where they were typed over something older.
func (p *PageBuilder) ManageSource(s store.Source, f Form, fields SourceForm, now *SourceForm) Page {
	g := ManageSourcePage{Layout: p.layout("manage-source", sourceName(s), "manage"), Form: f, Source: s, Ref: p.ref(SourcePath(s.ID), sourceName(s)), Fields: fields, Now: now}
	g.Posts, g.Problem, g.Done = true, p.told(f.Problem), p.Say(f.Done)
	return &g
}

// ManageDocumentPage does something to a document.
type ManageDocumentPage struct {
	Layout
	Form
	Doc store.Document
	Row DocRow
	// Text and By are a note as it was typed.
	Text, By string
	// Name is the document's own as it is shown.
	Name string
}

// ManageDocument is the page that does something to a document. text and by are a note as
// it was typed.
func (p *PageBuilder) ManageDocument(ctx context.Context, d store.Document, f Form, text, by string) (Page, error) {
	row, err := p.row(ctx, d)
	g := ManageDocumentPage{Layout: p.layout("manage-document", p.title(d), "manage"), Form: f, Doc: d, Row: row, Text: text, By: by, Name: Name(string(d.ID))}
	g.Posts, g.Problem, g.Done = true, p.told(f.Problem), p.Say(f.Done)
	return &g, err
}

// ForgetPage asks whether a document is to be erased: first why, then whether that is meant.
type ForgetPage struct {
	ManageDocumentPage
	Why string
	// Asked is the first answer, signed; "" while the first question is asked.
	Asked string
	// Words are what is to be typed.
	Words string
	// Quoting are the first of those that quote it, More how many more do.
	Quoting []DocRow
	More    int
}

// mostQuoting bounds how many documents are listed that quote what is to be erased.
const mostQuoting = 50

// Forget is the page that asks whether a document is to be erased. quoting are those that
// quote it.
func (p *PageBuilder) Forget(ctx context.Context, d store.Document, f Form, why, asked string, quoting []store.DocumentAddress) (Page, error) {
	of, err := p.ManageDocument(ctx, d, f, "", "")
	if err != nil {
		return nil, err
	}
	g := ForgetPage{ManageDocumentPage: *of.(*ManageDocumentPage), Why: why, Asked: asked, Words: ForgetWords(d.ID)} //nolint:forcetypeassert // our own
	g.Template = "forget"
	for _, q := range quoting[:min(len(quoting), mostQuoting)] {
		by, err := p.archive.Documents.Document(ctx, q.ID)
		if err != nil {
			return nil, err
		}
		row, err := p.row(ctx, by)
		if err != nil {
			return nil, err
		}
		g.Quoting = append(g.Quoting, row)
	}
	g.More = len(quoting) - len(g.Quoting)
	return &g, nil
}

// ForgetWords are what whoever erases a document types, in every language.
func ForgetWords(id store.DocumentID) string { return "erase " + Name(string(id)) }

// LoginPage asks for the token.
type LoginPage struct {
	Layout
	Problem string
	// Next is the page to be shown then.
	Next string
}

// Login is the page that asks for the token.
func (p *PageBuilder) Login(problem, next string) Page {
	g := LoginPage{Layout: p.layout("login", p.Say("Sign in"), ""), Problem: p.told(problem), Next: next}
	g.Posts, g.Alone = true, true
	return g
}
