package wire

import (
	"encoding/json"
	"strconv"

	"onrecord/cmd/internal/desk"
	"onrecord/store"
)

// CheckedQuote is a line of `check --json`: what `lookup --json` answers, with where the
// quote stands in the draft and what to do about it. Its id counts the quotes from 1 in
// reading order. Fields are only ever added.
type CheckedQuote struct {
	Answer
	Finding desk.Finding    `json:"finding"`
	Kind    store.QuoteKind `json:"kind"`
	Speaker string          `json:"speaker,omitempty"`
	Place   string          `json:"place"`
	// DraftSpan is in code points of the draft's text as it was read, or of its title for a
	// headline.
	DraftSpan  [2]int `json:"draft_span"`
	Correction string `json:"correction,omitempty"`
	Original   string `json:"original,omitempty"`
	Current    string `json:"current,omitempty"`
}

// CheckSummary is the last line of `check --json`.
type CheckSummary struct {
	Summary struct {
		Draft string `json:"draft,omitempty"`
		Title string `json:"title,omitempty"`
		Lang  string `json:"lang"`
		// Date is when the draft is published, where that was asked or the draft says it.
		Date      string               `json:"date,omitempty"`
		Quotes    int                  `json:"quotes"`
		Findings  map[desk.Finding]int `json:"findings"`
		Deletions int                  `json:"tracked_deletions,omitempty"`
		// Flags name what is odd about the draft's letters: how they were read where it is no UTF-8.
		Flags []string `json:"flags,omitempty"`
		// NotChecked are the words between quotation marks that are too few to be looked up.
		NotChecked []string `json:"not_checked,omitempty"`
	} `json:"summary"`
}

// Checked is what the interface answers to a draft.
type Checked struct {
	CheckSummary
	Quotes []CheckedQuote `json:"quotes"`
}

// CheckedOf is a check's whole answer, its quotes in reading order.
func CheckedOf(c desk.Checked) Checked {
	out := Checked{Quotes: []CheckedQuote{}}
	s := &out.Summary
	s.Draft, s.Title, s.Lang, s.Quotes, s.Deletions = c.Draft.Name, c.Draft.Title, c.Draft.Lang, len(c.Quotes), c.Draft.Deletions
	s.Date, s.NotChecked, s.Flags = c.Draft.PublishedAt.String(), c.Short, c.Draft.Flags
	s.Findings = map[desk.Finding]int{}
	for _, f := range desk.Findings() {
		s.Findings[f] = c.Count(f)
	}
	for _, q := range c.Quotes {
		out.Quotes = append(out.Quotes, checkedQuote(q))
	}
	return out
}

func checkedQuote(q desk.CheckedQuote) CheckedQuote {
	return CheckedQuote{
		Answer:  AnswerOf(json.RawMessage(strconv.Itoa(q.Quote.Seq)), q.Quote.Text, q.Answer),
		Finding: q.Finding, Kind: q.Quote.Kind, Speaker: q.Quote.Speaker, Place: q.Place,
		DraftSpan: [2]int{q.Quote.From, q.Quote.To}, Correction: q.Correction, Original: q.Original, Current: q.Current,
	}
}
