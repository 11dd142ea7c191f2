package wire

import (
	"io"
	"strconv"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/compare/link"
	"onrecord/compare/match"
	"onrecord/store"
)

// linkColumns are the heading of `links --csv`: the first sixteen are relied on; the others
// let a row stand alone.
var linkColumns = []string{"article", "published_at", "quote", "speaker", "verdict", "confidence", "document", "version", "warnings", "kind", "severity",
	"authority", "imported_from", "relayed_by", "article_authority", "article_imported_from",
	"outlet", "headline", "article_url", "author", "handle", "posted_at", "post_url", "post_text", "quoted_words", "changes", "warning_texts", "versions", "states", "gone_since"}

// LinksCSV writes links as CSV, with the documents that they join.
func LinksCSV(w io.Writer, bom bool, each func(func(desk.Linked) error) error) error {
	return Table(w, bom, linkColumns, func(row func(...string) error) error {
		return each(func(l desk.Linked) error {
			j, a, p := LinkOf(l.Link), l.Article, l.Post
			return row(string(j.Article), j.PublishedAt, j.Quote, j.Speaker, string(j.Verdict), confidence(j.Confidence), string(j.Document),
				strconv.Itoa(j.Version), strings.Join(j.Warnings, " "), string(j.Kind), string(j.Severity),
				string(j.Authority), j.ImportedFrom, j.RelayedBy, string(j.ArticleAuthority), j.ArticleImportedFrom,
				a.Publisher, a.Title, a.URL, p.Author.Name, p.Author.Handle, p.PublishedAt.String(), p.URL, l.Version.Text, spanned(l.Version.Text, j.Span), Changes(j.Edits), warned(j.Warnings),
				strconv.Itoa(p.Versions), states(p), goneSince(p.Tombstone))
		})
	})
}

func confidence(c float64) string { return strconv.FormatFloat(c, 'f', 2, 64) }

func states(d store.Document) string {
	var out []string
	for _, s := range store.States(d.Versions, d.Tombstone, false) {
		out = append(out, string(s))
	}
	return strings.Join(out, " ")
}

func goneSince(t *store.Tombstone) string {
	if t == nil || !t.Confirmed() {
		return ""
	}
	return store.FormatTime(t.FirstMissed)
}

// spanned is a span of a text in code points.
func spanned(text string, span [2]int) string {
	r := []rune(text)
	from, to := min(max(span[0], 0), len(r)), min(max(span[1], 0), len(r))
	return string(r[from:max(from, to)])
}

// Changes says in words what the quote changed: "caribeño → colombiano; left out: no".
func Changes(edits []store.Edit) string {
	var out []string
	for _, e := range edits {
		switch {
		case e.Op == "replace" || e.Op != "equal" && e.Op != "translate" && e.Quote != "" && e.Post != "":
			out = append(out, e.Post+" → "+e.Quote)
		case e.Op == "delete":
			out = append(out, "left out: "+e.Post)
		case e.Op == "insert":
			out = append(out, "added: "+e.Quote)
		}
	}
	return strings.Join(out, "; ")
}

// warned are warnings in plain words.
func warned(names []string) string {
	var out []string
	for _, n := range names {
		out = append(out, match.WarningText(n))
	}
	return strings.Join(out, "; ")
}

// answerColumns are the heading of `lookup --csv`.
var answerColumns = []string{"id", "quote", "lang", "verdict", "severity", "confidence", "warnings", "warning_texts", "changes", "document", "author", "handle", "posted_at", "post_url",
	"quoted_words", "post_text", "version", "versions", "states", "gone_since", "via", "standing_in", "authority", "error"}

// AnswerRow is one answer of a look-up as it stands in a table.
type AnswerRow struct {
	ID, Quote string
	Answer    link.Answer
	Err       string
}

// AnswersCSV writes answers to look-ups as CSV.
func AnswersCSV(w io.Writer, bom bool, each func(func(AnswerRow) error) error) error {
	return Table(w, bom, answerColumns, func(row func(...string) error) error {
		return each(func(r AnswerRow) error {
			j := AnswerOf(nil, r.Quote, r.Answer)
			cells := []string{r.ID, r.Quote, j.Lang, string(j.Verdict), "", confidence(j.Confidence)}
			if m := r.Answer.Match; m != nil {
				d := m.Doc
				cells[4] = string(m.Severity())
				cells = append(cells, strings.Join(m.Warnings, " "), warned(m.Warnings), Changes(m.Edits), string(m.Document), d.Author.Name, d.Author.Handle, d.PublishedAt.String(), d.URL,
					spanned(m.Version.Text, m.Span), m.Version.Text, strconv.Itoa(m.VersionSeq), strconv.Itoa(d.Versions), states(d), goneSince(d.Tombstone), m.Via)
			}
			for len(cells) < len(answerColumns) {
				cells = append(cells, "")
			}
			if s := r.Answer.Standing; s != nil {
				cells[len(answerColumns)-3] = strconv.Itoa(s.Count)
			}
			if m := r.Answer.Match; m != nil {
				cells[len(answerColumns)-2] = string(Marked(m.Version.Authority))
			}
			cells[len(answerColumns)-1] = r.Err
			return row(cells...)
		})
	})
}
