package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"onrecord/cmd/internal/draft"
	"onrecord/compare/link"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/store"
)

// Finding is what a check says of a quote.
type Finding string

// The findings, in the order in which they are shown.
const (
	// FindingMeaning: the quote says something else than its post.
	FindingMeaning Finding = "meaning"
	// FindingNotFound: no post has these words.
	FindingNotFound Finding = "not_found"
	// FindingPossible: it may be a translation of a post; too little is known.
	FindingPossible Finding = "possible"
	// FindingPicture: a machine read the words from a picture of a post.
	FindingPicture Finding = "in_picture"
	// FindingDated: as its post says it, and dated before the post.
	FindingDated Finding = "dated"
	// FindingWording and FindingForm: other or fewer words, or another spelling, to the
	// same effect.
	FindingWording Finding = "wording"
	FindingForm    Finding = "form"
	// FindingEdited: word for word from a version that its post no longer has.
	FindingEdited Finding = "edited"
	// FindingShort: its words stand in posts, too few to say which is quoted.
	FindingShort Finding = "too_short"
	// FindingTranslated: a machine reads it as its post in another language.
	FindingTranslated Finding = "translated"
	// FindingFaithful: as its post says it.
	FindingFaithful Finding = "faithful"
)

// Findings are all of them, in their order.
func Findings() []Finding {
	return []Finding{FindingMeaning, FindingNotFound, FindingPossible, FindingPicture, FindingDated, FindingWording, FindingForm, FindingEdited, FindingShort, FindingTranslated, FindingFaithful}
}

// DraftQuestion is what a check is told beside the draft, as it was typed; "" for what is
// not known.
type DraftQuestion struct {
	Format draft.Format
	Lang   string
	// Date is when the draft is published, RFC 3339 or a date: a later post is pointed out.
	Date string
	// Observed leaves out posts that the archive did not observe itself.
	Observed bool
}

// Check says what of a question cannot be meant, as a *BadQuestion.
func (q DraftQuestion) Check() error {
	var r reader
	var formats []string
	for _, f := range draft.Formats() {
		formats = append(formats, string(f))
	}
	r.oneOf("format", string(q.Format), formats...)
	if q.Lang != "" {
		r.fail(CheckLang("lang", q.Lang))
	}
	read(&r, "date", ParseMoment, q.Date)
	if r.err != nil {
		return &BadQuestion{Err: r.err}
	}
	return nil
}

// Checked is what a check found.
type Checked struct {
	Draft draft.Draft
	// At is when it was checked.
	At time.Time
	// Quotes are those of the draft, in reading order.
	Quotes []CheckedQuote
	// Short are the words between quotation marks that were not looked up: one or two
	// could be anybody's.
	Short []string
}

// CheckedQuote is a quote of a draft and what was found of it.
type CheckedQuote struct {
	link.Quoted
	// Place says where it stands in the draft.
	Place   string
	Finding Finding
	// Correction is what to put between the quotation marks instead, "" where nothing
	// is to be corrected or no words of one post would do.
	Correction string
	// Original is what a translated quote translates, in the post's words.
	Original string
	// Current is the post's text now, where the quote is of a version since edited.
	Current string
}

// Check finds the quotes of a draft and the post that each comes from, as of when the draft
// is published where that is asked or the draft says it; now is when it is checked, which
// else says what posts are fresh; told is given how far it is. Nothing of the draft is kept.
func (d Desk) Check(ctx context.Context, q DraftQuestion, text draft.Draft, now time.Time, told func(done, total int)) (Checked, error) {
	if err := q.Check(); err != nil {
		return Checked{}, err
	}
	if q.Lang != "" {
		text.Lang = strings.ToLower(q.Lang)
	}
	if q.Date != "" {
		text.PublishedAt, _ = ParseMoment(q.Date) // checked above
	}
	if q.Observed {
		d = d.Observed()
	}
	doc := store.Document{Kind: store.Article, PublishedAt: text.PublishedAt}
	quotes, err := link.Quotes(ctx, d.Archive, d.Translators, doc, store.Version{Content: text.Content}, now, told)
	if err != nil {
		return Checked{}, err
	}
	out := Checked{Draft: text, At: now, Quotes: make([]CheckedQuote, len(quotes))}
	found := make([]store.Quote, len(quotes))
	for i, q := range quotes {
		found[i] = q.Quote
		if out.Quotes[i], err = d.explain(ctx, q); err != nil {
			return Checked{}, err
		}
		out.Quotes[i].Place = "headline"
		if q.Quote.Kind != store.QuoteHeadline {
			out.Quotes[i].Place = text.Place(q.Quote.From)
		}
	}
	out.Short = quote.Short(store.Version{Content: text.Content}, found)
	return out, nil
}

// nearest is the least confidence of a match that is worth a person's look.
const nearest = 0.05

// Near are the matches that people are shown where none was good enough: the others
// share a word or two.
func Near(all []store.Candidate) []store.Candidate {
	return slices.DeleteFunc(slices.Clone(all), func(c store.Candidate) bool { return c.Confidence < nearest })
}

// explain says what was found of a quote, and what to do about it.
func (d Desk) explain(ctx context.Context, q link.Quoted) (CheckedQuote, error) {
	c := CheckedQuote{Quoted: q, Finding: findingOf(q.Answer)}
	m := q.Answer.Match
	if m == nil {
		return c, nil
	}
	c.Correction = match.Correction(q.Quote.Text, m.Match, m.Version.Text)
	if m.Verdict == store.Translated {
		c.Original = original(m.Match, m.Version.Text)
	}
	if m.VersionSeq < m.Doc.Versions {
		versions, err := d.Archive.Versions(ctx, m.Document)
		if err != nil {
			return c, err
		}
		if len(versions) > 0 {
			c.Current = versions[len(versions)-1].Text
		}
	}
	return c, d.tellBrought(ctx, &c.Answer)
}

// original are the sentences that a match covers, at most a little more than it.
func original(m store.Match, text string) string {
	r := []rune(text)
	from, to := max(m.Span[0], 0), min(m.Span[1], len(r))
	if from >= to {
		return text
	}
	ends := func(i int) bool { return strings.ContainsRune(".!?…。！？\n", r[i]) }
	for least := max(from-nearby, 0); from > least && !ends(from-1); {
		from--
	}
	for most := min(to+nearby, len(r)); to < most && !ends(to-1); {
		to++
	}
	return strings.TrimSpace(string(r[from:to]))
}

// nearby is how far a sentence's beginning and end are looked for, in code points.
const nearby = 200

func findingOf(a link.Answer) Finding {
	switch {
	case a.Match == nil && a.Verdict == store.Possible:
		return FindingPossible
	case a.Match == nil && a.Verdict == store.InPicture:
		return FindingPicture
	case a.Match == nil && a.Standing != nil:
		return FindingShort
	case a.Match == nil:
		return FindingNotFound
	}
	switch a.Match.Severity {
	case store.SeverityMeaning:
		return FindingMeaning
	case store.SeverityWording:
		is := func(v store.Verdict, warned ...string) bool {
			return a.Match.Verdict == v && slices.Equal(slices.Sorted(slices.Values(a.Match.Warnings)), slices.Sorted(slices.Values(warned)))
		}
		switch {
		case is(store.Verbatim, match.OlderThan), is(store.Verbatim, match.OlderThan, match.EditedAway), is(store.Translated, match.OlderThan):
			return FindingDated
		case is(store.Verbatim, match.EditedAway):
			return FindingEdited
		}
		return FindingWording
	case store.SeverityForm:
		return FindingForm
	case store.SeverityNone:
	}
	if a.Match.Verdict == store.Translated {
		return FindingTranslated
	}
	return FindingFaithful
}

// Count is how many quotes a finding was made of.
func (c Checked) Count(f Finding) int {
	n := 0
	for _, q := range c.Quotes {
		if q.Finding == f {
			n++
		}
	}
	return n
}

// Gravest are the quotes with those first that need most to be looked at; otherwise in
// reading order.
func (c Checked) Gravest() []CheckedQuote {
	out := slices.Clone(c.Quotes)
	order := Findings()
	slices.SortStableFunc(out, func(a, b CheckedQuote) int {
		return cmp.Compare(slices.Index(order, a.Finding), slices.Index(order, b.Finding))
	})
	return out
}
