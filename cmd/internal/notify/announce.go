package notify

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// toldSetting is the number of the last change that notices were made of.
const toldSetting = "told-change"

// Archive is what notices are made of, and where they are put up.
type Archive interface {
	Settings
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
	Version(ctx context.Context, versionID int64) (store.Version, error)
	CaptureRecord(ctx context.Context, id int64) (store.Capture, error)
	Quotes(ctx context.Context, articleVersion int64) ([]store.Link, error)
	Sources(ctx context.Context, dueBy time.Time) ([]store.Source, error)
	Changes(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]store.Event, error)
	ChangesAfter(ctx context.Context, id int64, limit int) ([]store.Event, error)
	Announce(ctx context.Context, n []store.Notice, channels []string) error
}

// Outbox gives the notices that wait for a channel.
type Outbox interface {
	Undelivered(ctx context.Context, due time.Time, limit int) ([]store.Delivery, error)
	Delivered(ctx context.Context, d store.Delivery, failure error, next time.Time) error
	Notices(ctx context.Context, limit int) ([]store.Notice, error)
}

// Notifier makes notices of what happens in an archive and delivers them.
type Notifier struct {
	config.Env
	Archive Archive
	Outbox  Outbox
	Keeper  Keeper
}

// New makes a notifier of an archive that is all of these.
func New[A interface {
	Archive
	Outbox
	Keeper
}](e config.Env, st A) *Notifier {
	return &Notifier{e, st, st, st}
}

// Make makes notices of what happened since the last time.
func (n *Notifier) Make(ctx context.Context) error {
	all, err := Channels(ctx, n.Keeper)
	if err != nil {
		return err
	}
	if err := n.changes(ctx, all); err != nil || len(all) == 0 {
		return err
	}
	return n.sources(ctx, all)
}

// Deliver delivers what is due. A channel that does not take a notice is warned of; it is
// tried again later.
func (n *Notifier) Deliver(ctx context.Context) error {
	all, err := Channels(ctx, n.Keeper)
	if err != nil || len(all) == 0 {
		return err
	}
	if n.Env, err = n.WithContact(ctx, n.Archive); err != nil {
		return err
	}
	return n.deliver(ctx, all)
}

// wanted are the names of the channels that are told of an event.
func wanted(all []Channel, event string) []string {
	var out []string
	for _, c := range all {
		if c.Wants(event) {
			out = append(out, c.Name)
		}
	}
	return out
}

// announce puts a notice up; its name keeps it from being told twice.
func (n *Notifier) announce(ctx context.Context, all []Channel, at time.Time, name string, b Body) error {
	b.At = store.FormatTime(at)
	body, err := wire.Marshal(b)
	if err != nil {
		return err
	}
	return n.Archive.Announce(ctx, []store.Notice{{At: at, Kind: b.Event, Name: name, Body: body}}, wanted(all, b.Event))
}

// changes turns the archive's changes into notices. Where nobody is told,
// it only remembers how far it came, so that a channel added later is not told of
// all of history.
func (n *Notifier) changes(ctx context.Context, all []Channel) error {
	text, err := n.Archive.Setting(ctx, toldSetting)
	if err != nil {
		return err
	}
	last, _ := strconv.ParseInt(text, 10, 64) // never told: from the first
	if text == "" || len(all) == 0 {
		latest, err := n.Archive.Changes(ctx, 1, store.ToldChanges()...)
		if err != nil {
			return err
		}
		if text == "" && len(all) > 0 {
			latest = nil
		}
		for _, e := range latest {
			last = max(last, e.ID)
		}
		if len(all) == 0 {
			return n.setIfOther(ctx, toldSetting, text, strconv.FormatInt(last, 10))
		}
	}
	for {
		events, err := n.Archive.ChangesAfter(ctx, last, 200)
		if err != nil || len(events) == 0 {
			return err
		}
		for _, e := range events {
			if err := n.change(ctx, all, e); err != nil {
				return err
			}
			last = e.ID
		}
		if err := n.Archive.SetSetting(ctx, toldSetting, strconv.FormatInt(last, 10)); err != nil {
			return err
		}
	}
}

func (n *Notifier) setIfOther(ctx context.Context, name, was, is string) error {
	if was == is {
		return nil
	}
	return n.Archive.SetSetting(ctx, name, is)
}

// change tells of an edit, a deletion or a return: of posts, and of the
// articles that quote one.
func (n *Notifier) change(ctx context.Context, all []Channel, e store.Event) error {
	if n.Now().Sub(e.At) > NewsAge {
		return nil // an import or a backfill brought it in: it is history
	}
	doc, err := n.Archive.Document(ctx, e.Document)
	if err != nil || doc.Context {
		return err
	}
	vs, err := n.Archive.Versions(ctx, doc.ID)
	if err != nil {
		return err
	}
	if doc.Kind == store.Article {
		if quotes, err := n.quotesAny(ctx, vs); err != nil || !quotes {
			return err
		}
	}
	b := Body{
		Event: string(e.Kind), Document: doc.ID, URL: doc.URL, Author: doc.Author.Name, Handle: doc.Author.Handle,
		Version: e.VersionSeq, How: string(e.How), Detail: e.Detail,
	}
	for i, v := range vs {
		if v.Seq == e.VersionSeq || e.VersionSeq == 0 && i == len(vs)-1 {
			b.Text = v.Text
			if b.Origin, err = n.origin(ctx, v); err != nil {
				return err
			}
			if e.Kind == store.ChangeEdited && i > 0 {
				b.Previous = vs[i-1].Text
				edit := wire.EditOf(vs[i-1], v)
				b.Severity, b.Warnings, b.Details, b.Attached = edit.Severity, edit.Warnings, edit.Details, edit.Attached()
			}
		}
	}
	if t := doc.Tombstone; e.Kind == store.ChangeGone && t != nil {
		if b.Origin, err = n.origin(ctx, store.Version{Authority: t.Authority, CaptureID: t.CaptureID}); err != nil {
			return err
		}
	}
	what := map[store.ChangeKind]string{store.ChangeEdited: "edited", store.ChangeGone: "no longer available", store.ChangeRestored: "available again",
		store.ChangeErased: "erased from this archive by its owner, not by the author"}[e.Kind]
	if e.Kind == store.ChangeEdited && b.Severity == store.SeverityMeaning {
		what = "edited, and says something else now"
	}
	of := " of"
	if doc.Kind == store.Article && doc.Title != "" {
		of = ""
	}
	b.Summary = fmt.Sprintf("%s: %s%s %s", what, doc.Kind, of, words.Headline(doc, doc.PublishedAt.String()))
	return n.announce(ctx, all, e.At, fmt.Sprintf("change %d", e.ID), b)
}

// origin is whose word a version is where it is not its home's own.
func (n *Notifier) origin(ctx context.Context, v store.Version) (wire.Origin, error) {
	captures, err := wire.CapturesBehind(ctx, n.Archive, v)
	return wire.OriginOf(v, captures), err
}

// quotesAny reports whether an article's latest version quotes a post.
func (n *Notifier) quotesAny(ctx context.Context, vs []store.Version) (bool, error) {
	if len(vs) == 0 {
		return false, nil
	}
	links, err := n.Archive.Quotes(ctx, vs[len(vs)-1].ID)
	for _, l := range links {
		if l.Match.Document != "" {
			return true, err
		}
	}
	return false, err
}

// brokenAfter is how many looks in a row must fail before a source is said to be
// broken.
const brokenAfter = 3

// sources tells of sources that broke, and of those that answer again.
func (n *Notifier) sources(ctx context.Context, all []Channel) error {
	sources, err := n.Archive.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		setting := fmt.Sprintf("broken-source-%d", s.ID)
		said, err := n.Archive.Setting(ctx, setting)
		if err != nil {
			return err
		}
		b := Body{Source: strconv.FormatInt(s.ID, 10), URL: s.URL, Detail: s.LastError}
		since := store.FormatTime(s.LastOK)
		switch {
		case s.Failures >= brokenAfter && said == "":
			said = fmt.Sprintf("%s since %s", setting, since)
			b.Event, b.Summary = "broken", fmt.Sprintf("source %d is broken: %s", s.ID, words.Line(s.Name, 100))
		case s.Failures == 0 && said != "":
			b.Event, b.Summary = "mended", fmt.Sprintf("source %d answers again: %s", s.ID, words.Line(s.Name, 100))
		default:
			continue
		}
		if err := n.announce(ctx, all, n.Now().UTC(), b.Event+" "+said, b); err != nil {
			return err
		}
		if b.Event == "mended" {
			said = ""
		}
		if err := n.Archive.SetSetting(ctx, setting, said); err != nil {
			return err
		}
	}
	return nil
}

// NewsAge is how old a change may be that notices are made of, and an article for its
// altered quotes: what an import or a backfill brings in is history.
const NewsAge = 7 * 24 * time.Hour

// Altered tells of the quotes of a recent article that change a post's
// meaning, whatever the verdict, or its words; not of another spelling.
func (n *Notifier) Altered(ctx context.Context, all []Channel, article store.Document, links []store.Link) error {
	at := article.PublishedAt.Time
	if at.IsZero() {
		at = article.FirstSeen
	}
	if len(all) == 0 || n.Now().Sub(at) > NewsAge {
		return nil
	}
	for _, l := range links {
		s := l.Match.Severity
		if l.Match.Document == "" || s != store.SeverityMeaning && (s != store.SeverityWording || l.Match.Verdict != store.Altered) {
			continue
		}
		post, err := n.Archive.Document(ctx, l.Match.Document)
		if err != nil {
			return err
		}
		v, err := n.Archive.Version(ctx, l.Match.VersionID)
		if err != nil {
			return err
		}
		by, err := n.origin(ctx, v)
		if err != nil {
			return err
		}
		b := Body{
			Origin: by, Event: "altered", Document: post.ID, URL: article.URL, Author: post.Author.Name, Handle: post.Author.Handle, Version: v.Seq, Text: v.Text,
			Article: article.URL, Quote: l.Quote.Text, Verdict: string(l.Match.Verdict), Warnings: l.Match.Warnings, Severity: s, Details: l.Match.Details,
			Summary: fmt.Sprintf("altered: %s does not quote %s as posted", words.Headline(article, article.PublishedAt.String()), words.Headline(post, post.PublishedAt.String())),
		}
		if err := n.announce(ctx, all, n.Now().UTC(), fmt.Sprintf("altered %s %s %s", article.ID, post.ID, l.Quote.Text), b); err != nil {
			return err
		}
	}
	return nil
}
