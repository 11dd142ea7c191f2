package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"onrecord/store"
)

// views: a view says what the archive says when it is asked for each thing by
// itself, whatever else is read with it.
func documentViews(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	exhibited(t, a)
	all := []store.DocumentID{"x:2", "web:https://example.org/a", "x:1", "x:3", "x:99"}
	together := must[[]store.DocumentView](t)(a.DocumentViews(ctx, all, 2))
	var got []store.DocumentID
	for _, d := range together {
		got = append(got, d.ID)
		alone := must[[]store.DocumentView](t)(a.DocumentViews(ctx, []store.DocumentID{d.ID}, 2))
		check(t, string(d.ID)+" read alone", text(t, alone), text(t, []store.DocumentView{d}))
		check(t, string(d.ID), text(t, d), text(t, assembled(t, a, d.ID, 2)))
	}
	check(t, "those that are there", fmt.Sprint(got), fmt.Sprint(all[:4]))
	one := together[2]
	for what, n := range map[string]int{
		"versions": len(one.Versions) - 3, "captures": len(one.Captures) - 2, "leaves": len(one.Leaves) - 2, "renditions": len(one.Renditions) - 1, "links": len(one.Links) - 1, "its own relations": len(one.Own) - 2,
		"others' relations": len(one.Others) - 1, "beside it": len(one.Related) - 3, "media": len(one.Media) - 1, "notes": len(one.Notes) - 1, "events": len(one.Events) - 4,
		"texts of what an article quotes": len(together[1].Texts) - 1,
	} {
		if n != 0 {
			t.Errorf("%s: %+d", what, n)
		}
	}
}

// exhibited fills an archive with something of all that a view holds; x:1 is also
// known as x:100, and what is said of one is said of the other.
func exhibited(t *testing.T, a *archive) {
	t.Helper()
	ctx := t.Context()
	first := post("1", "One.")
	first.Aliases = []store.DocumentID{"x:100"}
	first.Relations = []store.Relation{{Kind: store.RelationRepliesTo, Document: "x:2"}, {Kind: store.RelationQuotes, Document: "x:77"}}
	a.record(0, first)
	a.record(1, post("2", "Two."), post("3", "Three."))
	first.Content.Text = "One, edited."
	a.record(2, first)
	first.Content.Text = "One, edited twice."
	a.record(3, first)
	answer := post("4", "Four.")
	answer.Relations = []store.Relation{{Kind: store.RelationRepliesTo, Document: "x:100"}}
	a.record(4, answer)
	failed := store.Capture{Document: "x:100", Method: "GET", URL: "https://x.com/100", Outcome: store.OutcomeFailed, StartedAt: at(5), Error: "no answer"}
	if _, _, err := a.Record(ctx, failed, nil); err != nil {
		t.Fatal(err)
	}
	article := store.Observation{Document: "web:https://example.org/a", Kind: store.Article, URL: "https://example.org/a", Content: store.Content{Title: "A", Text: "“One, edited.” “Nothing.”", PublishedAt: store.Moment{Time: at(6), Precision: store.PrecisionDay}}}
	a.record(6, article)
	vs := must[[]store.Version](t)(a.Versions(ctx, "x:1"))
	av := must[[]store.Version](t)(a.Versions(ctx, article.Document))[0]
	if err := a.ReplaceQuotes(ctx, av.ID, 1, []store.Link{
		{Quote: store.Quote{Seq: 1, Kind: store.QuoteInline, From: 1, To: 13, Text: "One, edited."}, Match: store.Match{Document: "x:1", VersionID: vs[1].ID, VersionSeq: 2, Verdict: store.Verbatim, Confidence: 1, Span: [2]int{0, 12}, Via: "original"}},
		{Quote: store.Quote{Seq: 2, Kind: store.QuoteInline, From: 16, To: 24, Text: "Nothing."}},
	}); err != nil {
		t.Fatal(err)
	}
	medium := store.Medium{Document: "x:1", URL: "https://example.org/1.png", Type: "image/png", Width: 2, Height: 3}
	must[store.Medium](t)(a.KeepMedium(ctx, store.Capture{Document: "x:1", Method: "GET", URL: medium.URL, Outcome: store.OutcomeOK, StartedAt: at(7)}, medium, []byte("picture")))
	must[int64](t)(a.Append(ctx, store.AnnotationLeaf, "x:100", func(index int64) ([]byte, error) {
		return fmt.Appendf(nil, `{"onrecord":1,"kind":"annotation","index":%d,"at":"2025-11-11T12:00:00Z","document":"x:100","text":"noted","by":"me"}`, index), nil
	}))
	must[int](t)(a.Unrendered(ctx, "test", func(all []store.Version) ([]store.Rendition, error) {
		var out []store.Rendition
		for _, v := range all {
			if v.ID == vs[2].ID {
				out = append(out, store.Rendition{VersionID: v.ID, Engine: "test", Lang: "es", Text: "Uno.", MadeAt: time.Unix(1, 0).UTC()})
			}
		}
		return out, nil
	}))
}

// assembled is a view from the calls that give each part by itself.
func assembled(t *testing.T, a *archive, id store.DocumentID, latest int) store.DocumentView {
	t.Helper()
	ctx := t.Context()
	d := store.DocumentView{Document: must[store.Document](t)(a.Document(ctx, id)), Captures: map[int64]store.Capture{}, Leaves: map[int64]int64{}, Related: map[store.DocumentID]store.Document{}, Texts: map[int64]string{}}
	d.AuthorNames = nil
	d.Versions = must[[]store.Version](t)(a.Versions(ctx, id))
	var captures, versions []int64
	for _, v := range d.Versions[max(0, len(d.Versions)-latest):] {
		d.Captures[v.CaptureID] = must[store.Capture](t)(a.CaptureRecord(ctx, v.CaptureID))
		captures, versions = append(captures, v.CaptureID), append(versions, v.ID)
	}
	d.Leaves = must[map[int64]int64](t)(a.LeavesOf(ctx, captures))
	d.Renditions = must[[]store.Rendition](t)(a.RenditionsOf(ctx, versions))
	var err error
	if d.Own, d.Others, err = a.Relations(ctx, id); err != nil {
		t.Fatal(err)
	}
	names := []store.DocumentID{}
	for _, r := range slices.Concat(d.Own, d.Others) {
		names = append(names, r.Document)
	}
	if d.Kind == store.Post {
		d.Links = must[[]store.Link](t)(a.LinksTo(ctx, id))
	} else {
		d.Links = must[[]store.Link](t)(a.Quotes(ctx, versions[len(versions)-1]))
	}
	for _, l := range d.Links {
		if names = append(names, l.Quote.Article); d.Kind == store.Article {
			names[len(names)-1] = l.Match.Document
		}
		if d.Kind == store.Article && l.Match.VersionID != 0 {
			d.Texts[l.Match.VersionID] = must[store.Version](t)(a.Version(ctx, l.Match.VersionID)).Text
		}
	}
	for _, name := range names {
		other, err := a.Document(ctx, name)
		if err == nil {
			other.AuthorNames = nil
			d.Related[name] = other
		} else if !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
	}
	d.Media = must[[]store.Medium](t)(a.MediaOf(ctx, id))
	d.Notes = must[[]store.Note](t)(a.Notes(ctx, id))
	d.Events = must[[]store.Event](t)(a.Timeline(ctx, id))
	return d
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
