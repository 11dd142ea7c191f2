package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

func unlinkedQuote(text string) store.Link {
	return store.Link{Quote: store.Quote{Kind: store.QuoteInline, From: 1, To: 1 + len(text), Text: text}}
}

func linkTo(v store.Version, text string) store.Link {
	l := unlinkedQuote(text)
	l.LinkedAt = at(100)
	l.Match = store.Match{Document: v.Document, VersionID: v.ID, VersionSeq: v.Seq, Verdict: store.Verbatim, Confidence: 0.97, Span: [2]int{0, len(text)}, Via: "original"}
	return l
}

// replace puts an article version's quotes as the linker 1 found them.
func (a *archive) replace(article int64, links ...store.Link) {
	a.t.Helper()
	if err := a.ReplaceQuotes(a.t.Context(), article, 1, links); err != nil {
		a.t.Fatal(err)
	}
}

// unlinked are the texts of the versions that a linker has not read.
func (a *archive) unlinked(linker int) string {
	a.t.Helper()
	var out []string
	err := a.UnlinkedVersions(a.t.Context(), linker, func(v store.Version) error {
		out = append(out, v.Text)
		return nil
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return strings.Join(out, "|")
}

// quotes: what the matcher found comes back, and takes the place of the old.
func quotes(t *testing.T, open Opener) {
	a := newArchive(t, open)
	v := a.see(0, post("1", "some words of ours")).Version
	o := article("a", "text", 5)
	art := a.see(1, o).Version
	full := linkTo(v, "some … ours")
	full.Quote.Kind, full.Quote.Parts, full.Quote.Speaker, full.Quote.Handle = store.QuoteEmbedded, [][2]int{{1, 5}, {9, 13}}, "A Speaker", "speaker"
	full.Quote.URL, full.Quote.Document = "https://x.com/speaker/status/1", "x:1"
	full.Match.Edits = []store.Edit{{Op: "equal", Quote: "some", Post: "some"}, {Op: "delete", Post: "words of"}}
	full.Match.Warnings, full.Match.Severity = []string{"negation"}, store.SeverityMeaning
	full.Match.Details = []store.WarningDetail{{Kind: "negation", Post: "not"}}
	a.replace(art.ID, full, unlinkedQuote("other"))

	got := must[[]store.Link](t)(a.Quotes(t.Context(), art.ID))
	want := []store.Link{full, unlinkedQuote("other")}
	for i := range want {
		q := &want[i].Quote
		q.ID, q.Seq, q.Article, q.ArticleVersion, q.Lang, q.PublishedAt = got[i].Quote.ID, i+1, o.Document, art.ID, "en", o.Content.PublishedAt
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	of := must[[]int64](t)(a.ArticlesOfQuotes(t.Context(), []int64{got[0].Quote.ID, got[1].Quote.ID, 999}))
	check(t, "articles of quotes", ids(of...), ids(art.ID))

	a.replace(art.ID, unlinkedQuote("other"))
	got = must[[]store.Link](t)(a.Quotes(t.Context(), art.ID))
	if len(got) != 1 || got[0].Quote.Text != "other" || got[0].Match.Document != "" {
		t.Errorf("after replacing: %+v", got)
	}
	check(t, "links", len(must[[]store.Link](t)(a.LinksTo(t.Context(), "x:1"))), 0)
	if err := a.ReplaceQuotes(t.Context(), 999, 1, []store.Link{full}); err == nil {
		t.Error("quotes of no version were kept")
	}
	t.Run("unread versions", func(t *testing.T) { unread(t, newArchive(t, open)) })
}

func unread(t *testing.T, a *archive) {
	a.see(0, post("1", "no article"))
	v := a.see(1, article("a", "A", 0)).Version
	a.see(2, article("b", "B", 0))
	a.see(3, article("a", "C", 0))
	check(t, "none read", a.unlinked(1), "A|B|C")
	a.replace(v.ID)
	check(t, "one read", a.unlinked(1), "B|C")
	check(t, "by another linker", a.unlinked(2), "A|B|C")
	stop := errors.New("stop")
	if err := a.UnlinkedVersions(t.Context(), 1, func(store.Version) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	n := 0
	err := a.UnlinkedVersions(t.Context(), 1, func(v store.Version) error {
		n++
		return a.ReplaceQuotes(t.Context(), v.ID, 1, nil)
	})
	check(t, "each once, while it is read", n, 2)
	check(t, "error", err, nil)
}

// links: from the articles' current versions, to any version of a post.
func links(t *testing.T, open Opener) {
	a := newArchive(t, open)
	old := a.see(0, post("1", "old words")).Version
	v := a.see(1, post("1", "new words")).Version
	other := a.see(1, post("2", "other words")).Version
	for i, minutes := range []int{30, 10, 20} {
		art := a.see(40, article(fmt.Sprint(i), "text", minutes)).Version
		a.replace(art.ID, linkTo(v, fmt.Sprint("new", i)), linkTo(old, fmt.Sprint("old", i)), unlinkedQuote("none"))
	}
	art := a.see(41, article("c", "text", 5)).Version
	a.replace(art.ID, linkTo(other, "other"))
	check(t, "to a post, the earliest article first", texts(must[[]store.Link](t)(a.LinksTo(t.Context(), "x:1"))), "new1 old1 new2 old2 new0 old0")

	edited := a.see(50, article("1", "an edit without the quote", 10)).Version
	check(t, "an article that dropped the quote", texts(must[[]store.Link](t)(a.LinksTo(t.Context(), "x:1"))), "new2 old2 new0 old0")
	a.replace(edited.ID)

	var all []store.Link
	err := a.Links(t.Context(), func(l store.Link) error {
		all = append(all, l)
		_, err := a.Quotes(t.Context(), l.Quote.ArticleVersion) // a callback may read
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "all", texts(all), "other new2 old2 new0 old0")
	stop := errors.New("stop")
	check(t, "a callback's error", errors.Is(a.Links(t.Context(), func(store.Link) error { return stop }), stop), true)

	most := must[[]store.QuotedPost](t)(a.MostQuoted(t.Context(), 5))
	if len(most) != 2 || most[0].Document != "x:1" || most[0].Total != 4 || most[0].ByVerdict[store.Verbatim] != 4 || most[1].Total != 1 {
		t.Errorf("most quoted: %+v", most)
	}
	check(t, "limit", len(must[[]store.QuotedPost](t)(a.MostQuoted(t.Context(), 1))), 1)
	check(t, "when", all[0].LinkedAt, at(100))
	a.clock.set(at(200))
	undated := linkTo(v, "now")
	undated.LinkedAt = time.Time{}
	a.replace(art.ID, undated)
	check(t, "when not said", must[[]store.Link](t)(a.Quotes(t.Context(), art.ID))[0].LinkedAt, at(200))
}

func texts(links []store.Link) string {
	var out []string
	for _, l := range links {
		out = append(out, l.Quote.Text)
	}
	return strings.Join(out, " ")
}

// changedQuotes: those that change the meaning stand before those that change the
// wording, the latest first in each; the others are left out.
func changedQuotes(t *testing.T, open Opener) {
	a := newArchive(t, open)
	v := a.see(0, post("1", "some words of ours")).Version
	art := a.see(1, article("a", "text", 5)).Version
	of := func(severity store.Severity, made int, text string) store.Link {
		l := linkTo(v, text)
		l.LinkedAt, l.Match.Severity = at(made), severity
		return l
	}
	a.replace(art.ID, of(store.SeverityNone, 109, "verbatim"), of(store.SeverityMeaning, 101, "trimmed-no"), of(store.SeverityWording, 108, "trimmed"),
		of(store.SeverityMeaning, 102, "verbatim-attributed"), of(store.SeverityForm, 107, "lookalike"))
	var got []string
	for _, l := range must[[]store.Link](t)(a.ChangedQuotes(t.Context(), 5)) {
		got = append(got, l.Quote.Text)
	}
	check(t, "changed quotes", strings.Join(got, " "), "verbatim-attributed trimmed-no trimmed")
	check(t, "changed quotes, one", must[[]store.Link](t)(a.ChangedQuotes(t.Context(), 1))[0].Quote.Text, "verbatim-attributed")
}
