package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Version is the immutable content of a document over some time. A→B→A is three
// versions. Only a fuller reading of the same version (see Content.Cut) takes
// the place of a cut one; both readings' captures stay.
type Version struct {
	// ID is the archive's own number for it, what a Link points at.
	ID       int64
	Document DocumentID
	// Seq counts a document's versions from 1 in the order of ValidFrom. It
	// moves when an older version is found later. Below 0 are words that others say and
	// the document's home does not: they are kept beside its own.
	Seq int
	// Authority is the strongest of those who say so.
	Authority Authority
	// NativeID is the platform's id of this very version, where each edit has
	// its own (X), else empty.
	NativeID string
	// URL shows this version where it has an address of its own.
	URL string
	Content
	// Hash is Content.Hash.
	Hash string
	// CaptureID is the capture that the content comes from.
	CaptureID int64
	// ValidFrom is since when the content stood: the platform's own time of
	// the version where it gives one, else FirstSeen.
	ValidFrom time.Time
	// FirstSeen and LastSeen bound when captures saw exactly this content.
	FirstSeen, LastSeen time.Time
	// Contradicted is what shows words to be wrong that their home did not show, nil for
	// none; the archive fills it in.
	Contradicted *Contradiction `json:"-"`
}

// ContradictedBy is the version of the document's home that shows that another's words
// were never the document's: it has other words under the same number, at the same time,
// or from the beginning. home are the document's versions by Seq, others' among them
// aside; published is the time that its home claims for it.
func (v Version) ContradictedBy(home []Version, published Moment) (Version, bool) {
	first := true
	for _, o := range home {
		if o.Authority.Under(AuthorityOrigin) {
			continue
		}
		switch {
		case v.NativeID != "" && v.NativeID == o.NativeID:
			return o, true
		case !v.ValidFrom.Before(o.ValidFrom) && !v.ValidFrom.After(o.LastSeen):
			return o, true
		case first && v.ValidFrom.Before(o.ValidFrom) && !published.IsZero() && !published.Disagrees(o.ValidFrom):
			return o, true
		}
		first = false
	}
	return Version{}, false
}

// Contradiction is a version of a document that says otherwise than another's words for it,
// and has as good a right to.
type Contradiction struct {
	Seq       int
	CaptureID int64
	// Authority is whose word it is: the home's, or that of somebody who passes it on too.
	Authority Authority
	// Seen is since when it was seen.
	Seen time.Time
}

// Contradict notes of each of some versions of a document which of its standing versions
// contradicts it. The home's own are contradicted by nobody. published is the time that the
// home claims for the document.
func Contradict(vs, standing []Version, published Moment) {
	for i := range vs {
		v := &vs[i]
		if !v.Authority.Under(AuthorityOrigin) {
			continue
		}
		o, yes := Version{}, false
		if v.Seq < 0 {
			o, yes = v.ContradictedBy(standing, published)
		}
		if !yes {
			o, yes = v.disputedBy(standing)
		}
		if yes {
			v.Contradicted = &Contradiction{o.Seq, o.CaptureID, o.Authority, o.FirstSeen}
		}
	}
}

// disputedBy is a version that another capture brought, by as good an authority, which
// disputes v.
func (v Version) disputedBy(standing []Version) (Version, bool) {
	for _, o := range standing {
		if !o.Authority.Under(v.Authority) && v.Disputes(o) {
			return o, true
		}
	}
	return Version{}, false
}

// Disputes reports whether two versions of a document, brought by two captures, have other
// words under the same number or for the same moment: one of the two is wrong. What is cut
// short, or differs in links alone, which everybody writes in his own way, is no other.
func (v Version) Disputes(o Version) bool {
	if v.ID == o.ID && v.Seq == o.Seq || v.CaptureID == o.CaptureID || v.Cut || o.Cut {
		return false
	}
	return (v.NativeID != "" && v.NativeID == o.NativeID || v.atOnce(o)) && v.withoutLinks() != o.withoutLinks()
}

// atOnce reports whether two versions stood since the same moment, as exactly as is said.
func (v Version) atOnce(o Version) bool {
	return v.ValidFrom.Equal(o.ValidFrom) || v.asPosted() && v.asPostedOn(o) || o.asPosted() && o.asPostedOn(v)
}

// asPosted reports whether a version is dated by nothing but when it claims to be posted.
func (v Version) asPosted() bool {
	return !v.PublishedAt.IsZero() && v.ValidFrom.Equal(v.PublishedAt.Time.Truncate(time.Millisecond))
}

// asPostedOn reports whether another version may be of when v claims to be posted: to the
// second, or one that claims no more than that either.
func (v Version) asPostedOn(o Version) bool {
	exact := v.PublishedAt.Precision != PrecisionDay && v.PublishedAt.Precision != PrecisionMinute
	return (exact || o.asPosted()) && !v.PublishedAt.Disagrees(o.ValidFrom)
}

// DrawnAs reports whether two contents have the same words, drawn with other breaks and links:
// what a page embeds is never drawn as its home does.
func (c Content) DrawnAs(o Content) bool { return c.withoutLinks() == o.withoutLinks() }

// BeginsAs reports whether the words end in an ellipsis, and o begins with them, however
// either is drawn.
func (c Content) BeginsAs(o Content) bool {
	words := c.withoutLinks()
	begin, cut := strings.CutSuffix(words, "…")
	if !cut {
		begin, cut = strings.CutSuffix(words, "...")
	}
	return cut && begin != "" && strings.HasPrefix(o.withoutLinks(), strings.TrimRight(begin, " "))
}

// withoutLinks are the words on one line, without what may be an address.
func (c Content) withoutLinks() string {
	return strings.Join(slices.DeleteFunc(strings.Fields(c.Title+" "+c.WithoutOptions()), func(w string) bool { return strings.Contains(w, "/") }), " ")
}

// Word is whose word a document's or a version's words are.
type Word struct {
	By Authority
	// From is the capture that they come from.
	From int64
	// Contradicted is as in Version.
	Contradicted *Contradiction
}

// Word is whose word the version is.
func (v Version) Word() Word { return Word{v.Authority, v.CaptureID, v.Contradicted} }

// Content is what a version says. All of it comes from outside: it is valid
// UTF-8 and nothing more is promised.
type Content struct {
	// Title is an article's headline, empty for posts.
	Title string
	// Text is the words, links expanded, no markup: paragraphs of an article
	// are divided by a blank line.
	Text string
	// Lang is a BCP 47 tag in lower case ("es", "pt-br"), "" where unknown.
	Lang string
	// Cut marks a text known to be incomplete, CutWhy says how it is known.
	Cut    bool
	CutWhy string
	Marks  []Mark  `json:",omitempty"`
	Media  []Media `json:",omitempty"`
	// Byline is an article's author line.
	Byline string
	// Description is the page's own summary, which may carry a quote.
	Description string
	// PublishedAt and ModifiedAt are the content's own claims.
	PublishedAt, ModifiedAt Moment
	// Flags name oddities of the input: "invalid-utf8", "nul", "duplicate-keys"…
	Flags []string `json:",omitempty"`
}

// OptionMark begins each line of a poll's options at the end of a post's text. Not
// every answer of a platform shows them.
const OptionMark = "○ "

// WithoutOptions is the text without the options of a poll at its end.
func (c Content) WithoutOptions() string {
	text := c.Text
	for {
		i := strings.LastIndexByte(text, '\n')
		if !strings.HasPrefix(text[i+1:], OptionMark) {
			return strings.TrimRight(text, "\n")
		}
		text = text[:max(i, 0)]
		if i < 0 {
			return ""
		}
	}
}

// MarkKind says what a Mark marks.
type MarkKind string

// The kinds of mark in an article's text.
const (
	// BlockQuote is a <blockquote> of the article's own.
	MarkBlockQuote MarkKind = "blockquote"
	// Embed is an embedded post, which names its post by URL.
	MarkEmbed MarkKind = "embed"
	// Heading is a headline within the text.
	MarkHeading MarkKind = "heading"
)

// Mark is a span of Content.Text with a meaning. From and To count Unicode code
// points; they are equal where the thing marked has no text of its own (an
// embedded post that only a script would draw).
type Mark struct {
	Kind     MarkKind
	From, To int
	// URL is the address that an Embed (or a cited block quote) names.
	URL string `json:",omitempty"`
	// Document is the post that URL names, where an adapter knows the address.
	Document DocumentID `json:",omitempty"`
}

// Media is something attached to a document, by reference.
type Media struct {
	// Type is "image", "video", "audio", "link" or "other".
	Type string
	URL  string
	// Alt is the description that the author gave.
	Alt string
	// ID names these very bytes, or this upload, on the platform for good: whatever the
	// address, the size or the server. "" where the platform has no such name, or an
	// answer does not tell it.
	ID string `json:",omitempty"`
}

// Other reports whether two media are known not to be one.
func (m Media) Other(o Media) bool { return m.ID != "" && o.ID != "" && m.ID != o.ID }

// Hash is the SHA-256, in hexadecimal, of what counts as content: title, text,
// and the media's types, descriptions and ids. Media addresses, bylines, languages,
// claimed times and flags change too lightly to make a version.
func (c Content) Hash() string {
	type medium struct {
		T, A string
		I    string `json:",omitempty"`
	}
	media := make([]medium, len(c.Media))
	for i, m := range c.Media {
		media[i] = medium{m.Type, m.Alt, m.ID}
	}
	b, err := json.Marshal(struct {
		Title, Text string
		Media       []medium
	}{c.Title, c.Text, media})
	if err != nil { // strings and slices always marshal
		panic(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// SameWords reports whether two contents say the same, whatever the media are that they
// show: title, text, and the media's types and descriptions.
func (c Content) SameWords(o Content) bool {
	return c.Title == o.Title && c.Text == o.Text && slices.EqualFunc(c.Media, o.Media, func(a, b Media) bool { return a.Type == b.Type && a.Alt == b.Alt })
}

// Swapped reports whether a medium is known to be another than the one in its place in o.
func (c Content) Swapped(o Content) bool {
	for i, m := range c.Media[:min(len(c.Media), len(o.Media))] {
		if m.Other(o.Media[i]) {
			return true
		}
	}
	return false
}

// MediaNamed is how many media have an id.
func (c Content) MediaNamed() (n int) {
	for _, m := range c.Media {
		if m.ID != "" {
			n++
		}
	}
	return n
}

// Seen is when captures saw the version, first and last, by the capture that it comes
// from. A time is zero where nobody says it: of a line of an imported file that gives
// no other time than when the document is from, or none at all.
func (v Version) Seen(c Capture) (first, last time.Time) {
	said := func(t time.Time) time.Time {
		if c.Method == MethodImport && (sameMoment(t, v.PublishedAt.Time) || sameMoment(t, c.StartedAt)) {
			return time.Time{}
		}
		return t
	}
	return said(v.FirstSeen), said(v.LastSeen)
}

// Since is ValidFrom, zero where nobody says since when the words stood.
func (v Version) Since() time.Time {
	if UndatedPlace(v.ValidFrom) >= 0 {
		return time.Time{}
	}
	return v.ValidFrom
}

// Dated reports whether anybody says when the version is from.
func (v Version) Dated(c Capture) bool {
	return UndatedPlace(v.ValidFrom) < 0 && (c.Method != MethodImport || !sameMoment(v.FirstSeen, c.StartedAt) || sameMoment(v.FirstSeen, v.PublishedAt.Time))
}

// sameMoment reports whether a time was made of another, which several versions that are
// in order and have no time of their own share.
func sameMoment(t, of time.Time) bool {
	since := t.Sub(of.Truncate(time.Millisecond))
	return !of.IsZero() && since >= 0 && since < time.Second
}

// SeenTimes is when any capture found a document there, first and last, by its versions
// and the captures that these come from; zero where nobody says it, as Version.Seen does.
func (d Document) SeenTimes(vs []Version, captures map[int64]Capture) (first, last time.Time) {
	first, last = d.FirstSeen, d.LastSeen
	if d.Authority != AuthorityImport {
		return first, last
	}
	for _, t := range []*time.Time{&first, &last} {
		if sameMoment(*t, d.PublishedAt.Time) {
			*t = time.Time{}
		}
	}
	for _, v := range vs {
		from, to := v.Seen(captures[v.CaptureID])
		if v.FirstSeen.Equal(first) && from.IsZero() {
			first = time.Time{}
		}
		if v.LastSeen.Equal(last) && to.IsZero() {
			last = time.Time{}
		}
	}
	return first, last
}

// Brought says who brought words that their home did not show to this archive. The zero
// value is the home's own word.
type Brought struct {
	Authority Authority
	// File is what the words were imported from, Relay who passed them on; "" where
	// neither is known.
	File, Relay string
	// At is when this archive took them in, zero where nobody wrote it down. CapturedAt is
	// when somebody else captured them, as the file says; zero where it is no file of
	// captures.
	At, CapturedAt time.Time
	// Contradicted is as in Version.
	Contradicted *Contradiction
}

// Brought says who brought a version, by the capture that it comes from.
func (v Version) Brought(c Capture) Brought {
	if !v.Authority.Under(AuthorityOrigin) {
		return Brought{}
	}
	b := Brought{Authority: v.Authority, At: c.TakenIn(), Contradicted: v.Contradicted}
	b.File, b.Relay = v.BroughtBy(c)
	if c.Method != MethodImport && c.Speaks() == AuthorityImport {
		b.CapturedAt = c.StartedAt
	}
	return b
}

// BroughtBy names who brought a version that its home did not show, by the capture
// that it comes from: the file that it was imported from, or who relayed it; "" where
// neither is known, and for the home's own.
func (v Version) BroughtBy(c Capture) (file, relay string) {
	switch {
	case !v.Authority.Under(AuthorityOrigin):
		return "", ""
	case c.Method == MethodImport && c.Relay == "":
		file, _, _ = strings.Cut(c.FinalURL, "#")
		return file, ""
	case c.Method == MethodImport, c.Speaks() == AuthorityImport, v.Authority == AuthorityImport:
		return c.Relay, ""
	}
	return "", c.Relay
}
