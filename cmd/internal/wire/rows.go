package wire

import (
	"fmt"
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
	"outlet", "headline", "article_url", "author", "handle", "posted_at", "post_url", "post_text", "quoted_words", "changes", "warning_texts", "versions", "states", "gone_since",
	"contradicted_by"}

// LinksCSV writes links as CSV, with the documents that they join.
func LinksCSV(w io.Writer, bom bool, each func(func(desk.Linked) error) error) error {
	return Table(w, bom, linkColumns, func(row func(...string) error) error {
		return each(func(l desk.Linked) error {
			j, a, p := LinkOf(l.Link), l.Article, l.Post
			return row(string(j.Article), j.PublishedAt, j.Quote, j.Speaker, string(j.Verdict), confidence(j.Confidence), string(j.Document),
				strconv.Itoa(j.Version), strings.Join(j.Warnings, " "), string(j.Kind), string(j.Severity),
				string(j.Authority), j.ImportedFrom, j.RelayedBy, string(j.ArticleAuthority), j.ArticleImportedFrom,
				a.Publisher, a.Title, a.URL, p.Author.Name, p.Author.Handle, p.PublishedAt.String(), addressOf(p), l.Version.Text, spanned(l.Version.Text, j.Span), match.ChangesText(j.Edits, fmt.Sprintf), warned(j.Warnings, j.Details),
				strconv.Itoa(p.Versions), states(p), goneSince(p.Tombstone), j.against())
		})
	})
}

func confidence(c float64) string { return strconv.FormatFloat(c, 'f', 2, 64) }

func states(d store.Document) string {
	var out []string
	for _, s := range store.States(d.Told, d.Tombstone, false) {
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

// warned are warnings in plain words, with what stands in the post and in the quote.
func warned(names []string, details []store.WarningDetail) string {
	var out []string
	for _, n := range match.Told(names, details) {
		text := strings.TrimSuffix(match.WarningText(n), ".")
		for i, d := range match.DetailsOf(details, n) {
			text += map[bool]string{true: ": ", false: ", "}[i == 0] + match.DetailText(d, fmt.Sprintf)
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

// answerColumns are the heading of `lookup --csv`.
var answerColumns = []string{"id", "quote", "lang", "verdict", "severity", "confidence", "warnings", "warning_texts", "changes", "document", "author", "handle", "posted_at", "post_url",
	"quoted_words", "post_text", "version", "versions", "states", "gone_since", "via", "standing_in", "authority", "imported_from", "relayed_by", "error", "contradicted_by"}

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
			cells := []string{r.ID, r.Quote, j.Lang, string(j.Verdict)}
			cells = append(cells, matchCells(r.Answer.Match, j.Confidence)...)
			standing := ""
			if s := r.Answer.Standing; s != nil {
				standing = strconv.Itoa(s.Count)
			}
			var o Origin
			if m := r.Answer.Match; m != nil {
				o = BroughtOf(m.Brought)
			}
			cells = append(cells, standing, string(o.Authority), o.ImportedFrom, o.RelayedBy, r.Err, o.against())
			return row(cells...)
		})
	})
}

// matchCells are the cells of a match, empty where there is none.
func matchCells(m *link.Found, sure float64) []string {
	if m == nil {
		return append([]string{"", confidence(sure)}, make([]string, 15)...)
	}
	d := m.Doc
	return []string{string(m.Severity), confidence(sure), strings.Join(m.Warnings, " "), warned(m.Warnings, m.Details), match.ChangesText(m.Edits, fmt.Sprintf), string(m.Document), d.Author.Name, d.Author.Handle,
		d.PublishedAt.String(), addressOf(d), spanned(m.Version.Text, m.Span), m.Version.Text, strconv.Itoa(m.VersionSeq), strconv.Itoa(d.Versions), states(d), goneSince(d.Tombstone), m.Via}
}
