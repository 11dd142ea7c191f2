package wire

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"onrecord/compare"
	"onrecord/compare/match"
	"onrecord/store"
)

// Quote is a quote of an article, found or not.
type Quote struct {
	Link
	ArticleURL string `json:"article_url,omitempty"`
	Outlet     string `json:"publisher,omitempty"`
	Headline   string `json:"headline,omitempty"`
}

// QuoteOf is a quote with its article.
func QuoteOf(l store.Link, article store.Document) Quote {
	return Quote{LinkOf(l), article.URL, article.Publisher, article.Title}
}

// QuotesCSV writes quotes as CSV.
func QuotesCSV(w io.Writer, bom bool, each func(func(Quote) error) error) error {
	return Table(w, bom, []string{"article", "published_at", "outlet", "headline", "article_url", "quote", "speaker", "kind", "verdict", "severity", "confidence", "document", "version", "warnings", "changes"},
		func(row func(...string) error) error {
			return each(func(q Quote) error {
				return row(string(q.Article), q.PublishedAt, q.Outlet, q.Headline, q.ArticleURL, q.Quote, q.Speaker, string(q.Kind), string(q.Verdict), string(q.Severity),
					confidence(q.Confidence), string(q.Document), strconv.Itoa(q.Version), strings.Join(q.Warnings, " "), match.ChangesText(q.Edits, fmt.Sprintf))
			})
		})
}

// AuthorsCSV writes authors as CSV.
func AuthorsCSV(w io.Writer, bom bool, authors []store.AuthorCount) error {
	return Table(w, bom, []string{"platform", "author", "handle", "account_id", "url", "posts", "edited", "gone", "quoted"}, func(row func(...string) error) error {
		for _, a := range authors {
			if err := row(string(a.Platform), a.Author.Name, a.Author.Handle, a.Author.ID, a.Author.URL,
				strconv.Itoa(a.Posts), strconv.Itoa(a.Edited), strconv.Itoa(a.Gone), strconv.Itoa(a.Quoted)); err != nil {
				return err
			}
		}
		return nil
	})
}

// SourcesCSV writes sources as CSV.
func SourcesCSV(w io.Writer, bom bool, each func(func(Source) error) error) error {
	return Table(w, bom, []string{"source", "kind", "platform", "url", "name", "every", "next_due", "last_run", "last_ok", "last_error", "failures", "paused", "tags"}, func(row func(...string) error) error {
		return each(func(s Source) error {
			return row(strconv.FormatInt(s.ID, 10), string(s.Kind), string(s.Platform), s.URL, s.Name, s.Every, s.NextDue, s.LastRun, s.LastOK, s.LastError, strconv.Itoa(s.Failures), strconv.FormatBool(s.Paused), strings.Join(s.Tags, " "))
		})
	})
}

// ListedChange is an edit, a deletion or a restoration with the document that it befell.
type ListedChange struct {
	ChangeEvent
	DocumentKind store.Kind `json:"document_kind"`
	URL          string     `json:"url,omitempty"`
	Author       Author     `json:"author"`
	Outlet       string     `json:"publisher,omitempty"`
	PostedAt     string     `json:"published_at,omitempty"`
	// Before and Text are the words before and after (of a deletion the last that stood),
	// and TitleBefore and Title the headlines.
	Before      string  `json:"before,omitempty"`
	Text        string  `json:"text,omitempty"`
	TitleBefore string  `json:"title_before,omitempty"`
	Title       string  `json:"title,omitempty"`
	Diff        []Piece `json:"diff,omitempty"`
	// Authority is whose word the version is, "" for its home's own.
	Authority store.Authority `json:"authority,omitempty"`
	Edit
}

// ListedChangeOf is a change with its document's versions.
func ListedChangeOf(e store.Event, d store.Document, versions []store.Version) ListedChange {
	j := ListedChange{
		ChangeEvent: ChangeEventOf(e), DocumentKind: d.Kind, URL: d.URL, Author: Author{d.Author.Name, d.Author.Handle}, Outlet: d.Publisher, PostedAt: d.PublishedAt.String(),
	}
	at := e.VersionSeq
	if at == 0 {
		at = len(versions)
	}
	var before store.Version
	for i, v := range versions {
		if v.Seq != at {
			before = v
			continue
		}
		j.Text, j.Title, j.Authority = v.Text, v.Title, Marked(v.Authority)
		if e.Kind == store.ChangeEdited && i > 0 {
			j.Before, j.TitleBefore = before.Text, before.Title
			j.Diff = piecesOf(compare.Diff(j.Before, j.Text))
			j.Edit = EditOf(before, v)
		}
	}
	return j
}

// ChangeRow is a change as a row of a table, CSV or Parquet, listed or exported.
type ChangeRow struct {
	At             string `parquet:"at"`
	Change         string `parquet:"change"`
	How            string `parquet:"how"`
	Detail         string `parquet:"detail"`
	Document       string `parquet:"document"`
	Kind           string `parquet:"kind"`
	Outlet         string `parquet:"outlet"`
	Headline       string `parquet:"headline"`
	HeadlineBefore string `parquet:"headline_before"`
	Author         string `parquet:"author"`
	Handle         string `parquet:"handle"`
	PublishedAt    string `parquet:"published_at"`
	URL            string `parquet:"url"`
	Version        string `parquet:"version"`
	Before         string `parquet:"text_before"`
	Text           string `parquet:"text"`
	WhatChanged    string `parquet:"what_changed"`
	Relay          string `parquet:"relay"`
	Authority      string `parquet:"authority"`
	Severity       string `parquet:"severity"`
	Warnings       string `parquet:"warnings"`
	WarningTexts   string `parquet:"warning_texts"`
}

// Row is a change as a row.
func (c ListedChange) Row() ChangeRow {
	version := ""
	if c.Version != 0 {
		version = strconv.Itoa(c.Version)
	}
	return ChangeRow{c.At, string(c.Kind), string(c.How), c.Detail, string(c.Document), string(c.DocumentKind), c.Outlet, c.Title, c.TitleBefore, c.Author.Name, c.Author.Handle, c.PostedAt, c.URL,
		version, c.Before, c.Text, strings.TrimSpace(marked(c.Diff) + " " + c.Attached()), c.Relay, string(c.Authority), string(c.Severity), strings.Join(c.Warnings, " "), warned(c.Warnings, c.Details)}
}

// ChangesCSV writes changes as CSV.
func ChangesCSV(w io.Writer, bom bool, each func(func(ListedChange) error) error) error {
	return Table(w, bom, Columns[ChangeRow](), func(row func(...string) error) error {
		return each(func(c ListedChange) error { return row(Cells(c.Row())...) })
	})
}

// marked is a difference in one line: [-taken out-] and {+put in+}, without what stayed.
func marked(ps []Piece) string {
	var out []string
	for _, p := range ps {
		switch t := strings.TrimSpace(p.Text); p.Op {
		case compare.Delete:
			out = append(out, "[-"+t+"-]")
		case compare.Insert:
			out = append(out, "{+"+t+"+}")
		}
	}
	return strings.Join(out, " ")
}
