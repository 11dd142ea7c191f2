package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"onrecord/store"
	"onrecord/store/proof"
)

// quotes is what an article's version was found to quote, and where that leads.
type quotes struct {
	// Record is the last record of them on the log, which says whose words the numbers
	// stand for.
	Record proof.LinkState `json:"record"`
	// Rows are the proof.Rows whose SHA-256 the record has.
	Rows json.RawMessage `json:"rows"`
}

// quoted is what of a quote's row can be computed anew.
type quoted struct {
	Kind  store.QuoteKind `json:"kind"`
	Start int             `json:"start"`
	Stop  int             `json:"stop"`
	Parts string          `json:"parts"`
	Text  string          `json:"text"`
	Post  int64           `json:"post"`
}

// quotesOf are the quotes of an article's version, nil where it has none, or waits to be
// linked. Records that do not say whose words they are of prove nothing to others.
func (w *writer) quotesOf(ctx context.Context, version int64) (*quotes, error) {
	s, leaf, err := w.a.LinkState(ctx, version)
	if err != nil || leaf < 0 || s.Of == nil {
		return nil, err
	}
	rows, err := w.a.LinkRows(ctx, version)
	if err != nil || len(rows["quote"]) == 0 {
		return nil, err
	}
	last, ok := w.linked[version]
	if !ok || last.Of == nil {
		w.made.Unproved++
		return nil, nil
	}
	if last.SHA256 != s.SHA256 {
		return nil, fmt.Errorf("the quotes of article version %d are not those of their last record; was the archive written to meanwhile? Try again, and see onrecord verify", version)
	}
	w.made.Quotes += len(rows["quote"])
	b, err := rows.Encode()
	return &quotes{last, b}, err
}

// recordOf is what the verifier remembers of a record.
func recordOf(s proof.LinkState) [32]byte {
	b, err := proof.Encode(s)
	if err != nil { // numbers and texts always can be written
		panic(err)
	}
	return sha256.Sum256(b)
}

// quotes holds what a version is shown to quote against the last record of it, and each
// quote against the words of the article. Whose words a quote was found to be, and how
// faithful, is the archive's own finding, which nothing here proves.
func (v *verifier) quotes(d document, w version) {
	if w.Quotes == nil {
		return
	}
	item := fmt.Sprintf("the quotes of version %d of %s", w.Seq, d.Document)
	if err := v.quotesAre(d, w, *w.Quotes); err != nil {
		v.fault(item, err.Error())
	}
}

func (v *verifier) quotesAre(d document, w version, q quotes) error {
	sum := sha256.Sum256(q.Rows)
	if q.Record.SHA256 != hex.EncodeToString(sum[:]) || v.links[q.Record.Version] != recordOf(q.Record) {
		return errors.New("they are not as their last record says")
	}
	own := slices.ContainsFunc(q.Record.Of, func(n proof.Numbered) bool {
		return n.Version == q.Record.Version && n.SHA256 == w.SHA256 && slices.Contains(append(d.Names, d.Document), string(n.Document))
	})
	if !own {
		return errors.New("their record is of other words")
	}
	var rows struct {
		Quote []quoted `json:"quote"`
	}
	if err := json.Unmarshal(q.Rows, &rows); err != nil {
		return errors.New("they cannot be read")
	}
	for i, one := range rows.Quote {
		if one.Post != 0 && !slices.ContainsFunc(q.Record.Of, func(n proof.Numbered) bool { return n.Version == one.Post }) {
			return fmt.Errorf("no record says which words number %d leads to", i+1)
		}
		if words, ok := one.in(w); !ok || words != one.Text {
			return fmt.Errorf("the article does not have the words of number %d where it says", i+1)
		}
		v.r.Quotes++
	}
	return nil
}

// in are the words of a version where the quote says that it stands.
func (q quoted) in(w version) (string, bool) {
	text := []rune(w.Text)
	if q.Kind == store.QuoteHeadline {
		text = []rune(w.Title)
	}
	parts := [][2]int{}
	if q.Parts != "" && json.Unmarshal([]byte(q.Parts), &parts) != nil {
		return "", false
	}
	if len(parts) == 0 {
		parts = [][2]int{{q.Start, q.Stop}}
	}
	var words []string
	for _, p := range parts {
		if p[0] < 0 || p[1] < p[0] || p[1] > len(text) {
			return "", false
		}
		words = append(words, string(text[p[0]:p[1]]))
	}
	return strings.Join(words, " … "), true
}
