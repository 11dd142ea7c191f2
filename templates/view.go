package templates

import (
	"fmt"
	"strings"

	"onrecord/compare"
	"onrecord/store"
)

// versions are a document's versions as they are shown, with the evidence of
// each and the difference to the one before.
func (w *writer) versions(vs []store.Version) ([]VersionView, error) {
	out := make([]VersionView, len(vs))
	for i, v := range vs {
		c, err := w.r.Capture(w.ctx, v.CaptureID)
		if err != nil {
			return nil, err
		}
		out[i] = VersionView{
			Version: v, Title: plain(v.Title), Text: plain(v.Text), Lang: v.Lang, Media: media(v.Media),
			Evidence: Evidence{
				Capture: c.ID, Door: c.Door, Relay: c.Relay, URL: plain(c.URL), Fetched: c.StartedAt, RawSHA256: c.RawSHA256,
				Hash: v.Hash, Length: c.RawLength, Status: c.Status, Flags: v.Flags,
			},
		}
		if i == 0 {
			continue
		}
		prev := vs[i-1]
		out[i].Changes = pieces(compare.Diff(prev.Text, v.Text))
		if prev.Title != v.Title {
			out[i].TitleChanges = pieces(compare.Diff(prev.Title, v.Title))
		}
		out[i].Cosmetic = compare.Cosmetic(prev.Text, v.Text) && compare.Cosmetic(prev.Title, v.Title)
	}
	return out, nil
}

func media(ms []store.Media) []MediaView {
	var out []MediaView
	for _, m := range ms {
		out = append(out, MediaView{name(m.Type), clip(plain(m.Alt), 1000), safeLink(m.URL)})
	}
	return out
}

func pieces(ps []compare.Piece) []PieceView {
	out := make([]PieceView, len(ps))
	for i, p := range ps {
		out[i] = PieceView{string(p.Op), plain(p.Text)}
	}
	return out
}

// edits shows an alignment as a diff from the post to the quote.
func edits(es []store.Edit) []PieceView {
	var out []PieceView
	for i, e := range es {
		if i > 0 {
			out = append(out, PieceView{"equal", " "})
		}
		switch e.Op {
		case "equal":
			out = append(out, PieceView{"equal", plain(e.Quote)})
		case "translate":
			text := plain(e.Quote)
			if e.Post != "" && e.Post != e.Quote {
				text += " (" + plain(e.Post) + ")"
			}
			out = append(out, PieceView{"equal", text})
		default:
			if e.Post != "" {
				out = append(out, PieceView{"delete", plain(e.Post)})
			}
			if e.Post != "" && e.Quote != "" {
				out = append(out, PieceView{"equal", " "})
			}
			if e.Quote != "" {
				out = append(out, PieceView{"insert", plain(e.Quote)})
			}
		}
	}
	return out
}

// state says in words how a document stands.
func state(d store.Document) State {
	t := d.Tombstone
	switch {
	case t != nil && t.Confirmed():
		return State{"gone", fmt.Sprintf("Gone (%s). First missed %s, confirmed by a second look %s; last seen %s.",
			how(t), human(t.FirstMissed), human(t.ConfirmedAt), human(t.LastThere))}
	case t != nil:
		return State{"missing", fmt.Sprintf("Not there at one look, %s (%s). No second look has confirmed it, so it does not count as gone.", human(t.FirstMissed), how(t))}
	case d.Versions > 1:
		return State{"edited", fmt.Sprintf("Edited: %d versions are kept. The latest one is shown.", d.Versions)}
	}
	return State{"there", "Unchanged since it was first seen; last seen " + human(d.LastSeen) + "."}
}

func how(t *store.Tombstone) string {
	if t.Detail == "" {
		return string(t.How)
	}
	return string(t.How) + ": " + name(t.Detail)
}

// claims are the times known of a document, and who says so.
func claims(d store.Document) []Claim {
	var out []Claim
	add := func(what, when, note string) {
		if when != "" && when != "unknown" {
			out = append(out, Claim{what, when, note})
		}
	}
	add("Published", moment(d.PublishedAt), "as it says itself")
	if !d.IDTime.IsZero() {
		note := "decoded from its id"
		if p := d.PublishedAt; !p.IsZero() && p.Precision != store.Day && d.IDTime.Sub(p.Time).Abs().Seconds() > 2 {
			note += "; it disagrees with the time claimed"
		}
		add("Created", human(d.IDTime), note)
	}
	add("First seen", human(d.FirstSeen), "by onrecord, or as an import says")
	add("Last seen", human(d.LastSeen), "by onrecord")
	return out
}

func timeline(es []store.Event) []EventRow {
	var out []EventRow
	for _, e := range es {
		row := EventRow{At: e.At, Kind: string(e.Kind), Capture: e.CaptureID}
		switch {
		case e.Kind == "":
			row.Kind, row.Text = string(e.Outcome), "the look failed: "+clip(plain(e.Detail), 200)
		case e.Kind == store.New:
			row.Text = "first seen"
		case e.Kind == store.Edited:
			row.Text = fmt.Sprintf("version %d seen", e.VersionSeq)
		case e.Kind == store.Filled:
			row.Text = fmt.Sprintf("the full text of version %d seen", e.VersionSeq)
		case e.Kind == store.Missed:
			row.Text = "not there at this look: " + name(string(e.How)+" "+e.Detail)
		case e.Kind == store.GoneNow:
			row.Text = "confirmed gone: " + name(string(e.How)+" "+e.Detail)
		case e.Kind == store.Restored:
			row.Text = "there again"
		}
		if e.Relay != "" {
			row.Text += ", as " + name(e.Relay) + " relays it"
		}
		out = append(out, row)
	}
	return out
}

// row is a document in a list, seen from a page at root.
func row(d store.Document, root string) DocRow {
	r := DocRow{
		Ref: Ref{root + pagePath(d.Kind, d.ID), ""}, Who: who(d), When: moment(d.PublishedAt), Lang: d.Lang, Kind: d.Kind,
		Excerpt: clip(plain(d.Excerpt), 220), Versions: d.Versions, Gone: d.Gone(), Missing: d.Tombstone != nil && !d.Gone(),
	}
	r.Text = clip(plain(d.Title), 160)
	if r.Text == "" {
		r.Text = clip(plain(strings.Join(strings.Fields(d.Excerpt), " ")), 160)
	}
	if r.Text == "" {
		r.Text = name(string(d.ID))
	}
	return r
}

// who is a post's author or an article's publisher.
func who(d store.Document) string {
	switch {
	case d.Kind == store.Article && d.Publisher != "":
		return name(d.Publisher)
	case d.Author.Name != "" && d.Author.Handle != "":
		return name(d.Author.Name) + " (@" + name(d.Author.Handle) + ")"
	case d.Author.Handle != "":
		return "@" + name(d.Author.Handle)
	}
	return name(d.Author.Name)
}
