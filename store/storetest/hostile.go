package storetest

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"onrecord/store"
)

// hostile: what comes from outside is kept, valid and flagged, whatever it is.
func hostile(t *testing.T, open Opener) {
	a := newArchive(t, open)
	t.Run("invalid UTF-8", func(t *testing.T) {
		o := post("1", "a\xffb")
		o.Author.Name = "na\xc3me"
		a.see(1, o)
		v := a.versions("x:1")[0]
		check(t, "text", v.Text, "a\uFFFDb")
		check(t, "flags", strings.Join(v.Flags, " "), "invalid-utf8")
		check(t, "valid name", utf8.ValidString(a.document("x:1").Author.Name), true)
		check(t, "again", a.see(2, o).Kind, store.ChangeNone)
	})
	t.Run("NUL", func(t *testing.T) {
		a.see(1, post("2", "a\x00b"))
		check(t, "text", a.texts("x:2"), "a\x00b")
	})
	t.Run("times that no calendar has", func(t *testing.T) { wildTimes(t, a) })
	t.Run("large", func(t *testing.T) {
		o := post("4", strings.Repeat("a word ", 5<<20/7))
		o.Author.Name = strings.Repeat("n", 10_000)
		a.see(1, o)
		check(t, "text", a.texts("x:4"), o.Content.Text)
		if n := len(a.document("x:4").Excerpt); n > 4000 {
			t.Errorf("an excerpt of %d bytes", n)
		}
	})
	t.Run("SQL in names", func(t *testing.T) {
		name := `x:'; DROP TABLE document; --"%_`
		o := post("5", "A")
		o.Document = store.DocumentID(name)
		a.see(1, o)
		check(t, "name", string(a.document(store.DocumentID(name)).ID), name)
	})
}

func wildTimes(t *testing.T, a *archive) {
	for i, wild := range []time.Time{
		time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(1<<60, 0), time.Unix(-1<<60, 0),
	} {
		o := post("3"+string(rune('a'+i)), "A")
		o.Content.PublishedAt = store.Moment{Time: wild, Precision: store.PrecisionSecond}
		o.Content.ModifiedAt, o.IDTime, o.VersionTime = o.Content.PublishedAt, wild, wild
		a.see(1, o)
		d := a.document(o.Document)
		check(t, "published", d.PublishedAt.IsZero(), true)
		check(t, "kept as claimed", a.versions(o.Document)[0].PublishedAt.Raw != "", true)
		check(t, "valid from", a.versions(o.Document)[0].ValidFrom, at(1))
	}
	for i, edge := range []time.Time{time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)} {
		o := post("6"+string(rune('a'+i)), "A")
		o.Content.PublishedAt = store.Moment{Time: edge, Precision: store.PrecisionSecond}
		a.see(1, o)
		c := a.versions(o.Document)[0].Content
		check(t, "a year that a calendar has and no post", c.PublishedAt, store.Moment{Raw: edge.Format(time.RFC3339Nano)})
		check(t, "and its flag", strings.Join(c.Flags, " "), "implausible-time")
	}
}
