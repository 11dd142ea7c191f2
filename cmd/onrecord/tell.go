package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"onrecord/cmd/internal/notify"
	"onrecord/cmd/internal/words"
	"onrecord/scraper/client"
	"onrecord/store"
)

// toldSetting is the number of the last change that notices were made of.
const toldSetting = "told-change"

// sender tells channels, by the fetching flags.
func (a *app) sender(st store.Outbox) *notify.Sender {
	return &notify.Sender{
		Options:  client.Options{UserAgent: a.config.userAgent(), AllowPrivate: a.config.private},
		Password: os.Getenv("ONRECORD_SMTP_PASSWORD"), Secret: os.Getenv("ONRECORD_WEBHOOK_SECRET"),
		Latest: func(ctx context.Context) ([]store.Notice, error) { return st.Notices(ctx, 100) },
	}
}

// tell makes notices of what happened since the last time and delivers what is due.
// A channel that does not take one is warned of; the notice is tried again later.
func (a *app) tell(ctx context.Context, st store.Store) error {
	all, err := channels(ctx, st)
	if err != nil {
		return err
	}
	if err := a.announceChanges(ctx, st, all); err != nil {
		return err
	}
	if len(all) == 0 {
		return nil
	}
	if err := a.announceSources(ctx, st, all); err != nil {
		return err
	}
	return a.deliver(ctx, st, all)
}

// wanted are the names of the channels that are told of an event.
func wanted(all []notify.Channel, event string) []string {
	var out []string
	for _, c := range all {
		if c.Wants(event) {
			out = append(out, c.Name)
		}
	}
	return out
}

// announce puts a notice up; its name keeps it from being told twice.
func announce(ctx context.Context, st store.Outbox, all []notify.Channel, at time.Time, name string, b notify.Body) error {
	b.At = store.FormatTime(at)
	body, err := jsonText(b)
	if err != nil {
		return err
	}
	return st.Announce(ctx, []store.Notice{{At: at, Kind: b.Event, Name: name, Body: body}}, wanted(all, b.Event))
}

// announceChanges turns the archive's changes into notices. Where nobody is told,
// it only remembers how far it came, so that a channel added later is not told of
// all of history.
func (a *app) announceChanges(ctx context.Context, st store.Store, all []notify.Channel) error {
	text, err := st.Setting(ctx, toldSetting)
	if err != nil {
		return err
	}
	last, _ := strconv.ParseInt(text, 10, 64) // never told: from the first
	if text == "" || len(all) == 0 {
		latest, err := st.Changes(ctx, 1, store.ChangeEdited, store.ChangeGone, store.ChangeRestored)
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
			return setIfOther(ctx, st, toldSetting, text, strconv.FormatInt(last, 10))
		}
	}
	for {
		events, err := st.ChangesAfter(ctx, last, 200)
		if err != nil || len(events) == 0 {
			return err
		}
		for _, e := range events {
			if err := a.announceChange(ctx, st, all, e); err != nil {
				return err
			}
			last = e.ID
		}
		if err := st.SetSetting(ctx, toldSetting, strconv.FormatInt(last, 10)); err != nil {
			return err
		}
	}
}

func setIfOther(ctx context.Context, st store.Settings, name, was, is string) error {
	if was == is {
		return nil
	}
	return st.SetSetting(ctx, name, is)
}

// announceChange tells of an edit, a deletion or a return: of posts, and of the
// articles that quote one.
func (a *app) announceChange(ctx context.Context, st store.Store, all []notify.Channel, e store.Event) error {
	doc, err := st.Document(ctx, e.Document)
	if err != nil || doc.Context {
		return err
	}
	vs, err := st.Versions(ctx, doc.ID)
	if err != nil {
		return err
	}
	if doc.Kind == store.Article {
		if quotes, err := quotesAny(ctx, st, vs); err != nil || !quotes {
			return err
		}
	}
	b := notify.Body{
		Event: string(e.Kind), Document: doc.ID, URL: doc.URL, Author: doc.Author.Name, Handle: doc.Author.Handle,
		Version: e.VersionSeq, How: string(e.How), Detail: e.Detail,
	}
	for i, v := range vs {
		if v.Seq == e.VersionSeq || e.VersionSeq == 0 && i == len(vs)-1 {
			b.Text = v.Text
			if e.Kind == store.ChangeEdited && i > 0 {
				b.Previous = vs[i-1].Text
			}
		}
	}
	what := map[store.ChangeKind]string{store.ChangeEdited: "edited", store.ChangeGone: "gone", store.ChangeRestored: "there again"}[e.Kind]
	b.Summary = fmt.Sprintf("%s: %s of %s", what, doc.Kind, headline(doc))
	return announce(ctx, st, all, e.At, fmt.Sprintf("change %d", e.ID), b)
}

// quotesAny reports whether an article's latest version quotes a post.
func quotesAny(ctx context.Context, st store.Store, vs []store.Version) (bool, error) {
	if len(vs) == 0 {
		return false, nil
	}
	links, err := st.Quotes(ctx, vs[len(vs)-1].ID)
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

// announceSources tells of sources that broke, and of those that answer again.
func (a *app) announceSources(ctx context.Context, st store.Store, all []notify.Channel) error {
	sources, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		setting := fmt.Sprintf("broken-source-%d", s.ID)
		said, err := st.Setting(ctx, setting)
		if err != nil {
			return err
		}
		b := notify.Body{Source: strconv.FormatInt(s.ID, 10), URL: s.URL, Detail: s.LastError}
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
		if err := announce(ctx, st, all, a.now().UTC(), b.Event+" "+said, b); err != nil {
			return err
		}
		if b.Event == "mended" {
			said = ""
		}
		if err := st.SetSetting(ctx, setting, said); err != nil {
			return err
		}
	}
	return nil
}

// newsAge is how old an article may be whose altered quotes are told of: what an
// import brings in is history.
const newsAge = 7 * 24 * time.Hour

// announceAltered tells of the quotes of a recent article that change a post's
// meaning, whatever the verdict, or its words; not of another spelling.
func (a *app) announceAltered(ctx context.Context, st store.Store, all []notify.Channel, article store.Document, links []store.Link) error {
	at := article.PublishedAt.Time
	if at.IsZero() {
		at = article.FirstSeen
	}
	if len(all) == 0 || a.now().Sub(at) > newsAge {
		return nil
	}
	for _, l := range links {
		s := l.Match.Severity()
		if l.Match.Document == "" || s != store.SeverityMeaning && (s != store.SeverityWording || l.Match.Verdict != store.Altered) {
			continue
		}
		post, err := st.Document(ctx, l.Match.Document)
		if err != nil {
			return err
		}
		v, err := st.Version(ctx, l.Match.VersionID)
		if err != nil {
			return err
		}
		b := notify.Body{
			Event: "altered", Document: post.ID, URL: article.URL, Author: post.Author.Name, Handle: post.Author.Handle, Version: v.Seq, Text: v.Text,
			Article: article.URL, Quote: l.Quote.Text, Verdict: string(l.Match.Verdict), Warnings: l.Match.Warnings, Severity: s,
			Summary: fmt.Sprintf("altered: %s quotes %s otherwise than posted", headline(article), headline(post)),
		}
		if err := announce(ctx, st, all, a.now().UTC(), fmt.Sprintf("altered %s %s %s", article.ID, post.ID, l.Quote.Text), b); err != nil {
			return err
		}
	}
	return nil
}

// deliver hands what is due to its channels.
func (a *app) deliver(ctx context.Context, st store.Store, all []notify.Channel) error {
	sender := a.sender(st)
	byName := map[string]notify.Channel{}
	for _, c := range all {
		byName[c.Name] = c
	}
	down := map[string]bool{}
	for {
		due, err := st.Undelivered(ctx, a.now(), 100)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, batch := range batches(due, byName) {
			if err := a.deliverBatch(ctx, st, sender, byName, down, batch); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// batches puts the notices of a channel that takes many at once together.
func batches(due []store.Delivery, byName map[string]notify.Channel) [][]store.Delivery {
	at := map[string]int{}
	var out [][]store.Delivery
	for _, d := range due {
		i, ok := at[d.Channel]
		if !ok || !byName[d.Channel].Together() {
			i = len(out)
			at[d.Channel] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], d)
	}
	return out
}

// deliverBatch sends some notices. A channel that failed once is not asked again in
// the same pass; one that was removed is done with.
func (a *app) deliverBatch(ctx context.Context, st store.Outbox, s *notify.Sender, byName map[string]notify.Channel, down map[string]bool, batch []store.Delivery) error {
	name := batch[0].Channel
	var failure error
	switch c, ok := byName[name]; {
	case !ok:
	case down[name]:
		failure = errors.New("not tried: an earlier one was not taken")
	default:
		notices := make([]store.Notice, len(batch))
		for i, d := range batch {
			notices[i] = d.Notice
		}
		if failure = s.Send(ctx, c, notices); failure != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			down[name] = true
			a.warn(fmt.Errorf("%s did not take a notice (%w); it is tried again later", name, failure))
		}
	}
	keep := context.WithoutCancel(ctx)
	for _, d := range batch {
		if err := st.Delivered(keep, d, failure, a.now().Add(notify.Retry(d.Tries))); err != nil {
			return err
		}
	}
	return nil
}
