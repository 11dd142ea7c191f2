package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"onrecord/store"
	"onrecord/store/proof"
)

// rows are the parts of a document's state that the bundle shows in words.
type rows struct {
	Document []struct {
		Name, Kind, URL    string
		AuthorName         string `json:"author_name"`
		AuthorHandle       string `json:"author_handle"`
		PublishedAt        *int64 `json:"published_at"`
		PublishedPrecision string `json:"published_precision"`
	} `json:"document"`
	Alias   []struct{ Name string } `json:"alias"`
	Version []struct {
		Seq       int    `json:"seq"`
		Capture   int64  `json:"capture"`
		Hash      string `json:"hash"`
		Lang      string `json:"lang"`
		FirstSeen int64  `json:"first_seen"`
		LastSeen  int64  `json:"last_seen"`
		Authority string `json:"authority"`
	} `json:"version"`
	Tombstone []struct {
		How         string `json:"how"`
		ConfirmedAt *int64 `json:"confirmed_at"`
		ClosedAt    *int64 `json:"closed_at"`
	} `json:"tombstone"`
	Forgotten []struct{} `json:"forgotten"`
}

// state holds what the bundle shows of a document against its rows, and these against
// the last record of it. Only bundles of before states were kept have none.
func (v *verifier) state(d document) {
	item := "document " + d.Document
	want := v.states[d.Document]
	if d.State == nil && want == "" && len(v.states) == 0 {
		return
	}
	sum := sha256.Sum256(d.State)
	if want != hex.EncodeToString(sum[:]) {
		v.fault(item, "what the bundle has of it is not what its last record says")
		return
	}
	var r rows
	if err := json.Unmarshal(d.State, &r); err != nil || len(r.Document) != 1 {
		v.fault(item, "what the bundle has of it cannot be read")
		return
	}
	for what, ok := range map[string]bool{"names": r.names(d), "author, address or times": r.facts(d), "state": r.gone(d), "versions": r.versions(d)} {
		if !ok {
			v.fault(item, "its "+what+" are not those on record")
			return
		}
	}
	if len(r.Forgotten) == 0 {
		v.unmarked(item, d, r)
	}
}

// unmarked holds the versions that stand as their home's words against the captures' records:
// whoever put other rows on record, sums and all, did not change what these say.
func (v *verifier) unmarked(item string, d document, r rows) {
	for _, x := range r.Version {
		if x.Authority == "" && !slices.ContainsFunc(append(d.Names, d.Document), func(n string) bool { return v.seen[seenKey(x.Capture, n, x.Hash)] }) && x.Seq > 0 {
			v.fault(item, fmt.Sprintf("version %d stands as the words of its home, and no record says that the home showed them", x.Seq))
			return
		}
	}
}

// canonical refuses a state that onrecord would not have written so.
func canonical(state json.RawMessage) error {
	if state == nil {
		return nil
	}
	var all map[string][]map[string]json.RawMessage
	if !utf8.Valid(state) {
		return errors.New("it is not UTF-8")
	}
	if err := json.Unmarshal(state, &all); err != nil {
		return err
	}
	again := proof.Rows{}
	for table, rows := range all {
		again[table] = make([]map[string]any, len(rows))
		for i, row := range rows {
			again[table][i] = map[string]any{}
			for name, raw := range row {
				var text string
				var n int64
				var x float64
				switch {
				case json.Unmarshal(raw, &n) == nil:
					again[table][i][name] = n
				case json.Unmarshal(raw, &x) == nil:
					again[table][i][name] = x
				case json.Unmarshal(raw, &text) == nil:
					again[table][i][name] = text
				}
			}
		}
	}
	if b, err := again.Encode(); err != nil || !bytes.Equal(b, state) {
		return errors.New("it is not written as onrecord writes it")
	}
	return nil
}

func (r rows) names(d document) bool {
	names := []string{r.Document[0].Name}
	for _, a := range r.Alias {
		names = append(names, a.Name)
	}
	have := slices.Clone(d.Names)
	slices.Sort(names)
	slices.Sort(have)
	return d.Document == r.Document[0].Name && slices.Equal(names, have)
}

func (r rows) facts(d document) bool {
	x := r.Document[0]
	published := ""
	if x.PublishedAt != nil {
		published = store.Moment{Time: milliseconds(*x.PublishedAt), Precision: store.Precision(x.PublishedPrecision)}.String()
	}
	return d.Kind == x.Kind && d.URL == x.URL && d.Author == x.AuthorName && d.Handle == x.AuthorHandle && d.Published == published
}

func (r rows) gone(d document) bool {
	how := ""
	for _, t := range r.Tombstone {
		if t.ClosedAt == nil && t.ConfirmedAt != nil {
			how = t.How
		}
	}
	return d.Gone == how && d.Forgotten == (len(r.Forgotten) > 0)
}

// versions leaves out the words that others say and its home does not: a bundle does not
// show them.
func (r rows) versions(d document) bool {
	aside := 0
	for aside < len(r.Version) && r.Version[aside].Seq < 0 {
		aside++
	}
	standing := r.Version[aside:]
	if len(d.Versions) != len(standing) {
		return false
	}
	for i, v := range d.Versions {
		x := standing[i]
		if v.Seq != x.Seq || v.Capture != x.Capture || v.SHA256 != x.Hash || v.Lang != x.Lang && !(d.Forgotten && v.Lang == "") ||
			v.FirstSeen != store.FormatTime(milliseconds(x.FirstSeen)) || v.LastSeen != store.FormatTime(milliseconds(x.LastSeen)) {
			return false
		}
	}
	return true
}

func milliseconds(n int64) time.Time { return time.UnixMilli(n).UTC() }
