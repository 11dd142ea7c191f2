package view

import (
	"cmp"
	"context"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"onrecord/store"
)

// PostPage is one post.
type PostPage struct {
	Layout
	Doc    store.Document
	Latest VersionView
	State  State
	Claims []Claim
	Author Author
	Groups []QuoteGroup
	Quoted int
	// Long marks a statement too long to be set large.
	Long bool
	// Opening is the beginning of a statement that is too long to stand first, Whole
	// how long all of it is, in code points.
	Opening  string
	Whole    int
	Travel   Travel
	Versions []VersionView
	// Older is how many earlier versions the page leaves to the page that compares.
	Older    int
	Compare  Ref
	Related  []BesideRow
	Kept     []KeptRow
	Timeline []EventRow
	Notes    []NoteView
	// MoreEvents is how many earlier ones are not shown.
	MoreEvents int
	// Proof is that of the version of which least is proved.
	Proof Proof
}

// Marks says that words of some quote are marked as one side's only.
func (g PostPage) Marks() bool {
	return slices.ContainsFunc(g.Groups, func(q QuoteGroup) bool {
		return slices.ContainsFunc(q.Quotes, QuoteView.Marks) || slices.ContainsFunc(q.Folded, QuoteView.Marks)
	})
}

// Author is who a page says wrote something.
type Author struct {
	Ref
	// Handle is without "@", Plain its letters in ASCII (punycode) where they are
	// others, ID the platform's lasting account id.
	Handle, Plain, ID string
	// Person is the name of the person behind the account, where the user has said
	// who it is and the account calls itself otherwise.
	Person string
}

// documentPage is the page of a post or an article.
func (p *PageBuilder) Document(ctx context.Context, d store.DocumentView) (Page, error) {
	p.of = d
	if d.Kind == store.Article {
		return p.article(ctx, d)
	}
	return p.post(ctx, d)
}

func (p *PageBuilder) post(ctx context.Context, of store.DocumentView) (Page, error) {
	d := of.Document
	g := PostPage{
		Layout: p.layout("post", p.title(d), "posts"), Doc: d, State: p.state(d), Quoted: len(of.Links),
		Travel: p.travel(of), Related: p.beside(of), Notes: p.notes(of.Notes),
	}
	g.Timeline, g.MoreEvents = p.events(of)
	var err error
	if g.Groups, err = p.groups(ctx, of); err != nil {
		return nil, err
	}
	if g.Versions, g.Older, err = p.versions(ctx, of); err != nil {
		return nil, err
	}
	g.Proof, g.Claims = weakest(g.Versions), p.claims(d, g.Versions)
	if n := len(g.Versions); n > 0 {
		g.Latest = g.Versions[n-1]
		g.Long = utf8.RuneCountInString(g.Latest.Text) > 400
		if n := utf8.RuneCountInString(g.Latest.Text); n > 1200 {
			g.Whole, g.Opening = n, clip(g.Latest.Text, 600)
		}
		g.Versions[n-1].Repeated = n == 1 && g.Older == 0
	}
	if len(of.Versions) > 1 {
		g.Compare = p.ref(ComparePath(d.ID), "")
	}
	if g.Author, err = p.authorOf(ctx, d); err != nil {
		return nil, err
	}
	g.Kept, err = p.kept(ctx, of.Media)
	return g, err
}

// authorOf is the author of a document.
func (p *PageBuilder) authorOf(ctx context.Context, d store.Document) (Author, error) {
	a := d.Author
	out := Author{Ref: Ref{Text: authorName(a)}, Handle: Name(a.Handle), ID: Name(a.ID), Plain: ascii(a.Handle)}
	if a.Key() == "" {
		return out, nil
	}
	out.Ref = p.ref(AuthorPath(d.Platform, a), out.Text)
	person, ok, err := p.people.of(ctx, p.archive.Authors, store.Account{Platform: d.Platform, Key: a.Key()})
	if ok && !strings.EqualFold(person.Name, a.Name) {
		out.Person = Name(person.Name)
	}
	return out, err
}

// ascii is a handle in letters that cannot be mistaken, "" where it is that already.
func ascii(handle string) string {
	plain := strings.ToValidUTF8(handle, "\ufffd")
	s, err := idna.Punycode.ToASCII(plain)
	if err != nil || strings.EqualFold(s, plain) {
		return ""
	}
	return Name(s)
}

// events are a document's timeline, with the articles that quote it, and how many
// earlier ones a page has no room for.
func (p *PageBuilder) events(of store.DocumentView) ([]EventRow, int) {
	out := append(p.timeline(of.Events), p.ends(of.Document, of.Events)...)
	seen := map[store.DocumentID]bool{}
	for _, l := range of.Links {
		if of.Kind != store.Post {
			break
		}
		a := of.Related[l.Quote.Article]
		if seen[a.ID] || a.PublishedAt.IsZero() {
			continue
		}
		seen[a.ID] = true
		row := EventRow{At: a.PublishedAt.Time, Day: p.DayOf(a.PublishedAt), Kind: "quoted", Text: p.Mark("quoted by %s:", p.who(a))}
		row.Ref = &Ref{p.ref(PagePath(a.Kind, a.ID), "").Href, clip(Plain(a.Title), 100)}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b EventRow) int { return cmp.Compare(a.At.UnixMilli(), b.At.UnixMilli()) })
	more := max(0, len(out)-p.most.events)
	return out[more:], more
}

// BesideRow is a post that stands beside another; Row is nil where the archive does
// not have it.
type BesideRow struct {
	Says, Name string
	Row        *DocRow
}

// beside are the posts that a post answers and quotes, and those that answer and
// quote it, in that order; each with its page where the archive has it.
func (p *PageBuilder) beside(of store.DocumentView) []BesideRow {
	var out []BesideRow
	for _, r := range of.Own {
		out = append(out, p.besideRow(of, r, map[store.RelationKind]string{store.RelationRepliesTo: "Answers", store.RelationQuotes: "Quotes"}))
	}
	for _, r := range of.Others[:min(len(of.Others), p.most.events)] {
		out = append(out, p.besideRow(of, r, map[store.RelationKind]string{store.RelationRepliesTo: "Answered by", store.RelationQuotes: "Quoted by"}))
	}
	return out
}

// continued are the words for an author who answers himself.
var continued = map[string]string{"Answers": "Continues", "Answered by": "Continued by"}

func (p *PageBuilder) besideRow(of store.DocumentView, r store.Relation, says map[store.RelationKind]string) BesideRow {
	word := says[r.Kind]
	b := BesideRow{Name: Name(string(r.Document))}
	if other, ok := of.Related[r.Document]; ok {
		row := p.row(other)
		b.Row = &row
		if r.Kind == store.RelationRepliesTo && other.Author.Key() == of.Author.Key() && of.Author.Key() != "" {
			word = continued[word]
		}
	}
	b.Says = p.Say(word)
	return b
}

// KeptRow is a medium or screenshot whose bytes are kept.
type KeptRow struct {
	Type, URL, SHA256 string
	Screenshot        bool
	// Image is the screenshot itself, on a page that stands alone.
	Image         template.URL
	Length        int64
	Width, Height int
	Capture       int64
}

// kept are the bytes of media and screenshots that the archive has.
func (p *PageBuilder) kept(ctx context.Context, all []store.Medium) ([]KeptRow, error) {
	var out []KeptRow
	for _, m := range all[:min(len(all), 50)] {
		url, shot := strings.CutPrefix(m.URL, "screenshot:")
		row := KeptRow{
			Type: Name(m.Type), URL: clip(Plain(url), 300), SHA256: m.SHA256, Screenshot: shot, Length: m.Length, Width: m.Width, Height: m.Height,
			Capture: m.CaptureID,
		}
		var err error
		if row.Image, err = p.screenshot(ctx, m); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}
