package egress

import (
	"context"
	"io"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/store"
)

// Documents gives what tables are made of.
type Documents interface {
	Documents(ctx context.Context, f store.DocumentFilter, each func(store.Document) error) error
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
	ChangesAfter(ctx context.Context, id int64, limit int) ([]store.Event, error)
}

// postRow is a version of a post.
type postRow struct {
	Document     string `parquet:"document"`
	Platform     string `parquet:"platform"`
	ID           string `parquet:"id"`
	URL          string `parquet:"post_url"`
	AuthorHandle string `parquet:"author_handle"`
	AuthorName   string `parquet:"author_name"`
	Lang         string `parquet:"lang"`
	PostedAt     string `parquet:"posted_at"`
	Version      int64  `parquet:"version"`
	Versions     int64  `parquet:"versions"`
	ValidFrom    string `parquet:"valid_from"`
	FirstSeen    string `parquet:"first_seen"`
	LastSeen     string `parquet:"last_seen"`
	Title        string `parquet:"title"`
	Text         string `parquet:"text"`
	Cut          bool   `parquet:"cut"`
	Authority    string `parquet:"authority"`
	GoneHow      string `parquet:"gone_how"`
	GoneAt       string `parquet:"gone_at"`
}

// Posts writes the posts of an archive: as JSON a post a line, which 'import posts' takes;
// as a table a version a row.
func Posts(ctx context.Context, st Documents, w io.Writer, format string) error {
	if format == JSONL {
		return table[postLine]{
			func(ctx context.Context, f func(postLine) error) error {
				return eachPost(ctx, st, func(d store.Document, vs []store.Version) error { return f(lineOf(d, vs)) })
			}, func(l postLine) any { return l },
		}.write(ctx, w, format)
	}
	return table[postRow]{rows: func(ctx context.Context, f func(postRow) error) error {
		return eachPost(ctx, st, func(d store.Document, vs []store.Version) error {
			for _, v := range vs {
				if err := f(rowOf(d, v)); err != nil {
					return err
				}
			}
			return nil
		})
	}}.write(ctx, w, format)
}

// eachPost calls f with each post whose words the archive has.
func eachPost(ctx context.Context, st Documents, f func(store.Document, []store.Version) error) error {
	return st.Documents(ctx, store.DocumentFilter{Kind: store.Post}, func(d store.Document) error {
		vs, err := st.Versions(ctx, d.ID)
		if err != nil || len(vs) == 0 {
			return err
		}
		return f(d, vs)
	})
}

// postLine is a line of `import posts`, with what else is known.
type postLine struct {
	ID        string           `json:"id"`
	Platform  store.Platform   `json:"platform"`
	Handle    string           `json:"author_handle,omitempty"`
	Name      string           `json:"author_name,omitempty"`
	Lang      string           `json:"lang,omitempty"`
	Title     string           `json:"title,omitempty"`
	Text      string           `json:"text"`
	PostedAt  string           `json:"posted_at,omitempty"`
	URL       string           `json:"post_url,omitempty"`
	Versions  []lineVersion    `json:"versions,omitempty"`
	GoneAt    string           `json:"gone_at,omitempty"`
	GoneHow   store.GoneHow    `json:"gone_how,omitempty"`
	Document  store.DocumentID `json:"document"`
	Authority store.Authority  `json:"authority,omitempty"`
}

type lineVersion struct {
	Title     *string         `json:"title,omitempty"` // where it is not the post's
	Text      string          `json:"text"`
	SeenAt    string          `json:"seen_at"`
	Authority store.Authority `json:"authority,omitempty"`
}

func lineOf(d store.Document, vs []store.Version) postLine {
	last := vs[len(vs)-1]
	l := postLine{
		ID: d.ID.Native(), Platform: d.Platform, Handle: d.Author.Handle, Name: d.Author.Name, Lang: last.Lang, Title: last.Title, Text: last.Text,
		PostedAt: d.PublishedAt.String(), URL: d.URL, Document: d.ID, Authority: wire.Marked(last.Authority),
	}
	if len(vs) > 1 {
		for _, v := range vs {
			of := lineVersion{Text: v.Text, SeenAt: store.FormatTime(v.Since()), Authority: wire.Marked(v.Authority)}
			if v.Title != last.Title {
				of.Title = &v.Title
			}
			l.Versions = append(l.Versions, of)
		}
	}
	if d.Gone() {
		l.GoneAt, l.GoneHow = store.FormatTime(d.Tombstone.FirstMissed), d.Tombstone.How
	}
	return l
}

func rowOf(d store.Document, v store.Version) postRow {
	r := postRow{
		string(d.ID), string(d.Platform), d.ID.Native(), d.URL, d.Author.Handle, d.Author.Name, v.Lang, d.PublishedAt.String(), int64(v.Seq), int64(d.Versions),
		store.FormatTime(v.Since()), store.FormatTime(v.FirstSeen), store.FormatTime(v.LastSeen), v.Title, v.Text, v.Cut, string(wire.Marked(v.Authority)), "", "",
	}
	if d.Gone() {
		r.GoneHow, r.GoneAt = string(d.Tombstone.How), store.FormatTime(d.Tombstone.FirstMissed)
	}
	return r
}

// Changes writes the edits, deletions and returns that an archive saw, in the order in
// which it did.
func Changes(ctx context.Context, st Documents, w io.Writer, format string) error {
	rows := func(ctx context.Context, f func(wire.ListedChange) error) error {
		for last := int64(0); ; {
			page, err := st.ChangesAfter(ctx, last, 200)
			if err != nil || len(page) == 0 {
				return err
			}
			for _, e := range page {
				d, err := st.Document(ctx, e.Document)
				if err != nil {
					return err
				}
				vs, err := st.Versions(ctx, d.ID)
				if err != nil {
					return err
				}
				if err := f(wire.ListedChangeOf(e, d, vs)); err != nil {
					return err
				}
				last = e.ID
			}
		}
	}
	if format == JSONL {
		return table[wire.ListedChange]{rows, func(c wire.ListedChange) any { return c }}.write(ctx, w, format)
	}
	return table[wire.ChangeRow]{rows: func(ctx context.Context, f func(wire.ChangeRow) error) error {
		return rows(ctx, func(c wire.ListedChange) error { return f(c.Row()) })
	}}.write(ctx, w, format)
}

// linkRow is a quote and the version of a post that it quotes.
type linkRow struct {
	Article     string  `parquet:"article"`
	PublishedAt string  `parquet:"published_at"`
	Quote       string  `parquet:"quote"`
	Speaker     string  `parquet:"speaker"`
	Verdict     string  `parquet:"verdict"`
	Severity    string  `parquet:"severity"`
	Confidence  float64 `parquet:"confidence"`
	Document    string  `parquet:"document"`
	Version     int64   `parquet:"version"`
	Warnings    string  `parquet:"warnings"`
	Via         string  `parquet:"via"`
	Authority   string  `parquet:"authority"`
}

// LinkReader gives links and the documents that they join.
type LinkReader interface{ desk.LinkArchive }

// Links writes the links between quotes and posts that pass.
func Links(ctx context.Context, st LinkReader, of desk.Filter, w io.Writer, format string) error {
	each := func(f func(store.Link) error) error { return desk.EachLink(ctx, st, of, f) }
	if format == CSV { // as `links --csv` has them
		return wire.LinksCSV(w, true, func(row func(desk.Linked) error) error {
			return each(func(l store.Link) error {
				j, err := desk.Joined(ctx, st, l)
				if err != nil {
					return err
				}
				return row(j)
			})
		})
	}
	if format == JSONL {
		return table[wire.Link]{func(_ context.Context, f func(wire.Link) error) error {
			return each(func(l store.Link) error { return f(wire.LinkOf(l)) })
		}, func(l wire.Link) any { return l }}.write(ctx, w, format)
	}
	return table[linkRow]{rows: func(_ context.Context, f func(linkRow) error) error {
		return each(func(l store.Link) error {
			j := wire.LinkOf(l)
			return f(linkRow{
				string(j.Article), j.PublishedAt, j.Quote, j.Speaker, string(j.Verdict), string(j.Severity), j.Confidence, string(j.Document), int64(j.Version),
				strings.Join(j.Warnings, " "), j.Via, string(j.Authority),
			})
		})
	}}.write(ctx, w, format)
}
