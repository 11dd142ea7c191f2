package proof

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"onrecord/store"
)

// leaf is one of the log, read once.
type leaf struct {
	store.LogEntry
	// capture is a capture's record, bad why it cannot be read.
	capture Capture
	bad     error
	// states, links, people and rows are what it says of rows.
	states []DocumentState
	links  []LinkState
	people *string
	rows   []RowState
}

func readLeaf(e store.LogEntry) leaf {
	l := leaf{LogEntry: e}
	switch e.Kind {
	case store.CaptureLeaf:
		if l.bad = json.Unmarshal(e.Record, &l.capture); l.bad == nil {
			l.bad = l.capture.fits(e.Kind, e.Index)
		}
		l.states = l.capture.States
	case store.StateLeaf:
		l.states, l.links, l.people, l.rows = StatesIn(e.Record), LinksIn(e), PeopleIn(e), RowsIn(e)
	default:
		l.states = StatesIn(e.Record)
	}
	return l
}

// pages calls f with all leaves, some at a time.
func (v *verifier) pages(ctx context.Context, f func([]leaf) error) error {
	const most = 500
	var page []leaf
	err := v.a.Entries(ctx, 0, func(e store.LogEntry) error {
		if page = append(page, readLeaf(e)); len(page) < most {
			return nil
		}
		err := f(page)
		page = page[:0]
		return err
	})
	if err == nil {
		err = f(page)
	}
	return err
}

// captures holds what the archive shows of each capture, and its bytes, against
// its leaf.
func (v *verifier) captures(ctx context.Context, page []leaf) error {
	var ids []int64
	for _, l := range page {
		if l.Kind == store.CaptureLeaf {
			ids = append(ids, l.CaptureID)
		}
	}
	rows, err := v.a.CaptureRows(ctx, ids)
	if errors.Is(err, store.ErrCorrupt) {
		rows, err = nil, nil // one of them: each is asked for by itself
	}
	for _, l := range page {
		if err != nil {
			return err
		}
		err = v.captured(ctx, l, rows)
	}
	return err
}

func (v *verifier) captured(ctx context.Context, e leaf, rows map[int64]CaptureRow) (err error) {
	v.madeBy(e)
	if e.Kind != store.CaptureLeaf {
		return nil
	}
	c := e.capture
	item := fmt.Sprintf("capture %d", c.Capture)
	switch {
	case e.bad != nil:
		v.r.AddFault(leafName(e.LogEntry), e.bad.Error())
		return nil
	case e.CaptureID != c.Capture:
		v.r.AddFault(leafName(e.LogEntry), "it is the record of "+item)
		return nil
	}
	got, ok := rows[c.Capture]
	if !ok {
		got, err = v.a.CaptureRow(ctx, c.Capture)
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		v.r.AddFault(item, "it was taken out of the archive; its record is "+leafName(e.LogEntry))
		return nil
	case errors.Is(err, store.ErrCorrupt):
		v.r.AddFault(item, err.Error())
		return nil
	case err != nil:
		return err
	}
	v.row(item, e.LogEntry, c, got)
	if err := v.read(ctx, item, c, got); err != nil {
		return err
	}
	return v.bytes(ctx, item, c, got)
}

// slack is by how much the clocks of processes that write to one log may differ.
const slack = 24 * time.Hour

// madeBy notes how late it was when checkpoints were made, by the leaves under them.
func (v *verifier) madeBy(e leaf) {
	if e.Kind == store.CaptureLeaf {
		v.clock.capture(e.capture.Target, e.capture.Time)
	} else {
		v.clock.Read(e.Record)
	}
	for ; len(v.unmade) > 0 && v.unmade[0].Size <= e.Index+1; v.unmade = v.unmade[1:] {
		c := v.unmade[0]
		v.made[c.Size] = v.clock.Latest()
		if c.MadeAt.Before(v.clock.last.Add(-slack)) {
			v.r.AddFault(nameOf(c.Size), "the archive says that it was made on "+store.FormatTime(c.MadeAt)+", and what it covers was recorded on "+store.FormatTime(v.clock.last))
		}
	}
}

// unlogged names the captures that no leaf records.
func (v *verifier) unlogged(ctx context.Context) error {
	return v.a.EachUnloggedCapture(ctx, func(id int64) error {
		v.r.AddFault(fmt.Sprintf("capture %d", id), "the log has no record of it")
		return nil
	})
}

// row writes the record anew from what the archive shows; any difference is
// somebody's doing.
func (v *verifier) row(item string, e store.LogEntry, c Capture, got CaptureRow) {
	again := NewCapture(got.Capture)
	again.Head, again.Previous, again.Late, again.Collector, again.Rules, again.ConfirmAfter, again.Seen, again.States = c.Head, c.Previous, c.Late, c.Collector, c.Rules, c.ConfirmAfter, c.Seen, c.States
	want, err := Encode(again)
	if err != nil || !bytes.Equal(want, e.Record) {
		v.r.AddFault(item, "what the archive shows of it is not what its record says: "+difference(c, again))
	}
}

// difference names the first part in which two records differ.
func difference(was, is Capture) string {
	for _, part := range []struct {
		name string
		a, b any
	}{
		{"target", was.Target, is.Target},
		{"HTTP", was.HTTP, is.HTTP},
		{"times", was.Time, is.Time},
		{"sums", was.Bytes, is.Bytes},
		{"outcome", []any{was.Outcome, was.Error, was.Robots}, []any{is.Outcome, is.Error, is.Robots}},
		{"run or source", []any{was.Run, was.Source}, []any{is.Run, is.Source}},
	} {
		a, errA := Encode(part.a)
		b, errB := Encode(part.b)
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			return part.name
		}
	}
	return "the bytes of the record"
}

// read holds the contents that were read from a capture, each of its document, against
// those on record.
func (v *verifier) read(ctx context.Context, item string, c Capture, got CaptureRow) error {
	var want []Reading
	var elsewhere []string // the words that were told by a name which became another document's since
	for _, s := range c.Seen {
		if s.Gone != "" {
			continue
		}
		if slices.Contains(got.Read, Reading{s.Document, s.Content}) { // it goes by that id still
			want = append(want, Reading{s.Document, s.Content})
			continue
		}
		name, since, err := v.nameOf(ctx, s.Document)
		switch {
		case err != nil:
			return err
		case name == s.Document && since > c.Capture:
			elsewhere = append(elsewhere, s.Content)
		default:
			want = append(want, Reading{name, s.Content})
		}
	}
	for _, sum := range elsewhere {
		i := slices.IndexFunc(got.Read, func(r Reading) bool { return r.Hash == sum && !slices.Contains(want, r) })
		if i < 0 {
			i = slices.IndexFunc(got.Read, func(r Reading) bool { return r.Hash == sum })
		}
		if i < 0 {
			v.misread(item, c, got)
			return nil
		}
		want = append(want, got.Read[i])
	}
	have := slices.Clone(got.Read)
	order := func(a, b Reading) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Hash, b.Hash))
	}
	slices.SortFunc(want, order)
	slices.SortFunc(have, order)
	if !slices.Equal(want, have) {
		v.misread(item, c, got)
	}
	return nil
}

func (v *verifier) misread(item string, c Capture, got CaptureRow) {
	said := len(slices.DeleteFunc(slices.Clone(c.Seen), func(s Seen) bool { return s.Gone != "" }))
	v.r.AddFault(item, fmt.Sprintf("what was read from it is not what its record says: %d contents on record, %d in the archive", said, len(got.Read)))
}

// nameOf is the id by which a document goes now, "" where it is not there, and the first
// capture that changed anything of it.
func (v *verifier) nameOf(ctx context.Context, id store.DocumentID) (name store.DocumentID, since int64, err error) {
	doc, _, err := v.a.StatedAt(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	all, err := v.a.DocumentRows(ctx, doc)
	if err != nil {
		return "", 0, err
	}
	d, _ := all[doc].shown()
	since = math.MaxInt64
	for _, change := range all[doc]["change"] {
		if capture, ok := change["capture"].(int64); ok {
			since = min(since, capture)
		}
	}
	return d.ID, since, nil
}

// bytes holds the kept bytes against their sums.
func (v *verifier) bytes(ctx context.Context, item string, c Capture, got CaptureRow) error {
	sums := []string{c.Bytes.Decoded.SHA256}
	if got.Raw != "" {
		sums = append(sums, got.Raw)
		if got.Raw != c.Bytes.Received.SHA256 {
			v.r.AddFault(item, "the bytes kept as received are not those on record")
		}
	}
	if c.Bytes.Decoded.Length == 0 {
		sums = sums[1:]
	}
	for _, sum := range sums {
		b, err := v.a.Bytes(ctx, sum)
		_, erased := v.erased[sum]
		switch {
		case errors.Is(err, store.ErrNotFound) && !erased:
			v.r.AddMissing(item, "its bytes "+sum+" are not there")
		case errors.Is(err, store.ErrCorrupt):
			v.r.AddFault(item, err.Error())
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return err
		case err == nil && sum == c.Bytes.Decoded.SHA256 && int64(len(b)) != c.Bytes.Decoded.Length:
			v.r.AddFault(item, "its bytes are not as long as its record says")
		}
	}
	return v.chain(ctx, item, c)
}

// chain holds the kept certificates against their sums. Captures of before they were
// kept have none.
func (v *verifier) chain(ctx context.Context, item string, c Capture) error {
	if c.HTTP.TLS == nil {
		return nil
	}
	for _, sum := range c.HTTP.TLS.Chain {
		if v.chains[sum] {
			continue
		}
		switch _, err := v.a.Bytes(ctx, sum); {
		case errors.Is(err, store.ErrCorrupt):
			v.r.AddFault(item, "a certificate: "+err.Error())
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return err
		case len(v.chains) < most:
			v.chains[sum] = true
		}
	}
	return nil
}

// versions holds each version's words against its hash; that the hash was read
// from a capture is on that capture's record.
func (v *verifier) versions(ctx context.Context) error {
	return v.a.EachVersionRecord(ctx, func(w VersionRecord) error {
		item := fmt.Sprintf("version %d of %s", w.Seq, w.Document)
		switch {
		case w.Forgotten && !v.forgotten[string(w.Document)]:
			v.r.AddFault(item, "its words were erased and no record says why")
		case w.Forgotten && (w.Text != "" || w.Title != "" || w.Content.Text != ""):
			v.r.AddFault(item, "it has words, though they were erased")
		case w.Forgotten:
		case w.Content.Hash() != w.Hash || !w.Read:
			v.r.AddFault(item, "its words are not those that were recorded")
		case w.Content.Title != w.Title || w.Content.Text != w.Text || w.Content.Lang != w.Lang:
			v.r.AddFault(item, "the words that the search sees are not its own")
		}
		return nil
	})
}

// document holds what is shown of a document's author and times against what some
// capture of it said.
func (v *verifier) document(ctx context.Context, d DocumentRecord) error {
	open := claims(d.Document)
	for _, id := range d.Captures {
		if len(open) == 0 {
			return nil
		}
		e, err := v.a.LogEntry(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			continue // said of the capture already
		}
		if err != nil {
			return err
		}
		var c Capture
		if Decode(e.Record, e.Kind, e.Index, &c) != nil {
			continue
		}
		if open = unsaid(open, c.Seen, d.Names, nil); len(open) == 0 {
			return nil
		}
		row, err := v.a.CaptureRow(ctx, id)
		if err == nil { // what is wrong with it is said of the capture
			open = unsaid(open, c.Seen, nil, func(s Seen) bool { return slices.Contains(row.Read, Reading{d.Document.ID, s.Content}) })
		}
	}
	for _, c := range open {
		v.r.AddFault("document "+string(d.Document.ID), fmt.Sprintf("no capture says that its %s is %q", c.what, c.value))
	}
	return nil
}

// unsaid are the claims that a capture does not make of a document, by one of its names or
// by one that led to it once.
func unsaid(open []claim, seen []Seen, names []store.DocumentID, once func(Seen) bool) []claim {
	for _, s := range seen {
		if slices.Contains(names, s.Document) || once != nil && once(s) {
			open = slices.DeleteFunc(open, func(c claim) bool { return c.saidBy(s) })
		}
	}
	return open
}

// shown is the part of a document that captures must have said, and its names, by its rows.
func (r Rows) shown() (d store.Document, names []store.DocumentID) {
	if len(r["document"]) != 1 {
		return d, nil
	}
	row := r["document"][0]
	text := func(column string) string { s, _ := row[column].(string); return s }
	d.ID, d.URL, d.Publisher = store.DocumentID(text("name")), text("url"), text("publisher")
	d.Author = store.Author{ID: text("author_id"), Handle: text("author_handle"), Name: text("author_name")}
	d.PublishedAt = store.Moment{Precision: store.Precision(text("published_precision")), Raw: text("published_raw")}
	if n, ok := row["published_at"].(int64); ok {
		d.PublishedAt.Time = time.UnixMilli(n).UTC()
	}
	names = append(names, d.ID)
	for _, a := range r["alias"] {
		name, _ := a["name"].(string)
		names = append(names, store.DocumentID(name))
	}
	return d, names
}

// claim is something that the archive shows of a document.
type claim struct{ what, value string }

func claims(d store.Document) []claim {
	published := Claim(d.PublishedAt)
	all := []claim{
		{"address", d.URL}, {"author's id", d.Author.ID}, {"author's handle", d.Author.Handle}, {"author's name", d.Author.Name},
		{"publisher", d.Publisher}, {"time", published},
	}
	return slices.DeleteFunc(all, func(c claim) bool { return c.value == "" })
}

func (c claim) saidBy(s Seen) bool {
	return c.value == map[string]string{
		"address": s.URL, "author's id": s.AuthorID, "author's handle": s.Handle, "author's name": s.Name,
		"publisher": s.Publisher, "time": s.Published,
	}[c.what]
}

// anchors checks the time stamps of checkpoints that are in order.
func (v *verifier) anchors(ctx context.Context) error {
	if v.o.Stamp == nil {
		return nil
	}
	all, err := v.a.Checkpoints(ctx)
	if err != nil {
		return err
	}
	bySize := map[int64]store.Checkpoint{}
	for _, c := range all {
		bySize[c.Size] = c
	}
	return v.a.Anchors(ctx, func(a store.Anchor) error {
		item := fmt.Sprintf("time stamp of %d leaves by %s", a.Size, a.Authority)
		c, ok := bySize[a.Size]
		if !ok {
			v.r.AddFault(item, "its checkpoint is not in the archive")
			return nil
		}
		if made := v.made[a.Size]; made.After(c.MadeAt) {
			c.MadeAt = made
		}
		switch at, err := v.o.Stamp(a, c); {
		case err != nil:
			v.r.AddBad(item, "bad anchor: "+err.Error())
		case a.Size <= v.r.Signed:
			v.r.AddStamp(a.Size, at)
		}
		return nil
	})
}
